using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Building;

/// <summary>
/// Bodies of generators and coroutines as the root of a region. It is entered wherever the body was suspended, with the frame pushed and the generator's
/// registers as the frame's; a yield or return in it ends the region with the frame gone.
/// </summary>
internal sealed partial class RegionBuilder
{
    private Node? bodyRegisters;

    /// <summary>The top frame is that of a body that isn't part of a consumer's loop: it is real, and the region gives up control by suspending it.</summary>
    private bool IsRootBody => state.Frames.Count == 1 && point.Context.Code.IsGeneratorLike;

    /// <summary>From the region's entry to the instruction where the body was suspended.</summary>
    private void EnterBody()
    {
        var at = Append(new Node(region.NewId(), IrOp.Call, IrType.Int) { Data = Kernels.BodyPc });
        foreach (var p in graph.Entry.Successors)
            Branch(Append(new Node(region.NewId(), IrOp.EqInt, IrType.Bool, at, Int(p.Pc))), () => GoOnAt(p.Pc), () => { });
        // A place that wasn't seen.
        Finish(TierAction.GoOn);
    }

    private void GoOnAt(int pc)
    {
        var (frame, code) = (Top, point.Context.Code);
        for (int r = 0; r < code.RegCount; r++)
        {
            if (!frame.Context.Info.IsLive(pc, r)) continue;
            var v = pc == 0 && r >= code.ParamCount && r < code.NamedEnd ? Missing() : Append(new Node(region.NewId(), IrOp.LoadRegister, IrType.Val) { Imm = r });
            frame.Registers[r] = frame.Memory[r] = v;
        }
        GoTo(point.Context, pc);
    }

    private void Finish(TierAction action)
    {
        block.End = EndKind.Finish;
        block.Action = action;
    }

    private Node? runningFunction;

    /// <summary>The function of the root frame.</summary>
    private Node RunningFunction()
    {
        if (runningFunction != null) return runningFunction;
        runningFunction = new Node(region.NewId(), IrOp.Call, IrType.Ref) { Data = Kernels.RunningFunction, Class = typeof(PyFunction), NotNull = true };
        definedIn[runningFunction] = null;
        entry.Nodes.Insert(0, runningFunction);
        return runningFunction;
    }

    /// <summary>The array of the root frame's registers.</summary>
    private Node BodyRegisters()
    {
        if (bodyRegisters != null) return bodyRegisters;
        var g = new Node(region.NewId(), IrOp.Call, IrType.Ref) { Data = Kernels.RunningBody, Class = BodyClass(graph.Entry.Context.Code), NotNull = true };
        bodyRegisters = new Node(region.NewId(), IrOp.LoadField, IrType.Ref, g) { Data = Fields.GeneratorRegs, Class = typeof(Value[]), NotNull = true };
        definedIn[g] = definedIn[bodyRegisters] = null;
        entry.Nodes.InsertRange(0, [g, bodyRegisters]);
        return bodyRegisters;
    }

    /// <summary>Suspends the root frame with a value, to go on at an instruction. What <paramref name="receiver"/> then holds is what is sent.</summary>
    private void YieldFromRoot(Node v, int next, int receiver, bool delegates)
    {
        StoreChanged(Top, BodyRegisters(), next, receiver);
        Append(new Node(region.NewId(), IrOp.Call, IrType.None, Int(next), Int(delegates ? receiver : -1), As(v, IrType.Val)) { Data = Kernels.YieldFromBody });
        Finish(TierAction.Yielded);
    }

    private void ReturnFromRoot(Node v)
    {
        // An object of the frame keeps its variables: the interpreter sees to that.
        var unwatched = Append(new Node(region.NewId(), IrOp.Call, IrType.Bool) { Data = Kernels.IsUnwatched });
        Append(new Node(region.NewId(), IrOp.GuardTrue, IrType.None, unwatched) { Exit = Exit });
        Append(new Node(region.NewId(), IrOp.Call, IrType.None, As(v, IrType.Val)) { Data = Kernels.ReturnFromBody });
        Finish(TierAction.Returned);
    }

    /// <summary>The C# class of what a generator-like function makes.</summary>
    private static Type BodyClass(PyCode code) =>
        code.Has(CodeFlags.Coroutine) ? typeof(PyCoroutine) : code.Has(CodeFlags.AsyncGenerator) ? typeof(PyAsyncGenerator) : typeof(PyGenerator);

    /// <summary>Calls a generator-like function whose parameters are plain and all given.</summary>
    private Node NewBody(Node function, PyCode code, List<Node> args, bool awaited)
    {
        var made = Kernel(Kernels.NewBody[args.Count], [function, Bool(awaited), .. args], BodyClass(code), true);
        state.Fresh.Add(made);
        state.Facts[new FactKey(IrOp.LoadField, made, null, Fields.GeneratorFunction, 0)] = (function, Fields.GeneratorFunction);
        return made;
    }
}
