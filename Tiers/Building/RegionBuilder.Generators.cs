using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>
/// Generators in for loops: the consumer's loop and the body are one region. Between a yield and the next resumption the body's registers are in
/// the generator; while the body runs they are values like those of any inlined frame.
/// </summary>
internal sealed partial class RegionBuilder
{
    /// <summary>Goes on in the body of a generator; false when its body isn't in the region.</summary>
    private bool ForGenerator(Instr i, Node it)
    {
        if (it.Class != typeof(PyGenerator) || Generators.Body(point.Context, point.Pc) is not { } child) return false;
        var resumed = new List<int>();
        foreach (int pc in Generators.ResumePoints(child))
            if (graph.Find(child, pc) is { } p && point.Successors.Contains(p)) resumed.Add(pc);
        if (resumed.Count == 0) return false;
        var function = Load(IrOp.LoadField, IrType.Ref, it, Fields.GeneratorFunction, 0, Fields.GeneratorFunction, typeof(PyFunction), true);
        function = Make(IrOp.GuardCode, IrType.Ref, function, data: child.Code, c: typeof(PyFunction), notNull: true);
        var at = Append(new Node(region.NewId(), IrOp.Call, IrType.Int, it) { Data = Kernels.ResumePoint });
        Dispatch(0);
        return true;

        void Dispatch(int k)
        {
            var here = Append(new Node(region.NewId(), IrOp.EqInt, IrType.Bool, at, Int(resumed[k])));
            if (k < resumed.Count - 1)
            {
                Branch(here, () => Resume(i, child, it, function, resumed[k]), () => Dispatch(k + 1));
                return;
            }
            Append(new Node(region.NewId(), IrOp.GuardTrue, IrType.None, here) { Exit = Exit });
            Resume(i, child, it, function, resumed[k]);
        }
    }

    private void Resume(Instr i, ProfileNode child, Node it, Node function, int pc)
    {
        var (code, info) = (child.Code, child.Info);
        var registers = GeneratorRegisters(it);
        Append(new Node(region.NewId(), IrOp.Call, IrType.None, it) { Data = Kernels.StartBody });
        Top.ReturnPc = point.Context.Info.Next(point.Pc);
        var env = new FrameEnv(child) { Function = function, Generator = it, Kind = FrameKind.GenFor, Dst = i.A, Aux = i.Offset };
        for (int r = 0; r < code.RegCount; r++)
        {
            if (!info.IsLive(pc, r)) continue;
            var v = pc == 0 && r >= code.ParamCount && r < code.ClearEnd
                ? Missing()
                : Append(new Node(region.NewId(), IrOp.Call, IrType.Val, registers, Int(r)) { Data = Kernels.LoadBodyRegister });
            env.Registers[r] = env.Memory[r] = v;
        }
        // The yield expression's value.
        if (pc > 0) env.Registers[code.Code[pc - 1].A] = None();
        state.Frames.Add(env);
        snapshot = null;
        GoTo(child, pc);
    }

    private Node GeneratorRegisters(Node it) =>
        Load(IrOp.LoadField, IrType.Ref, it, Fields.GeneratorRegs, 0, Fields.GeneratorRegs, typeof(Value[]), true);

    /// <summary>Back into the consumer's loop.</summary>
    private void Yield(Instr i)
    {
        var frame = Top;
        var (info, it) = (frame.Context.Info, frame.Generator!);
        int next = info.Next(point.Pc);
        if (i.D != 0)
        {
            LeaveAt(point.Pc, "Yield");
            return;
        }
        var v = Get(i.B);
        var registers = GeneratorRegisters(it);
        for (int r = 0; r < frame.Registers.Length; r++)
        {
            if (!info.IsLive(next, r) || r == i.A || frame.Registers[r] is not { } value || IsInMemory(frame, r)) continue;
            var kernel = value.Type switch
            {
                IrType.Int => Kernels.StoreBodyInt,
                IrType.Float => Kernels.StoreBodyFloat,
                IrType.Bool => Kernels.StoreBodyBool,
                IrType.Ref => Kernels.StoreBodyRef,
                _ => Kernels.StoreBodyValue,
            };
            Append(new Node(region.NewId(), IrOp.Call, IrType.None, registers, Int(r), value) { Data = kernel });
        }
        Append(new Node(region.NewId(), IrOp.Call, IrType.None, it, Int(next)) { Data = Kernels.SuspendBody });
        state.Frames.RemoveAt(state.Frames.Count - 1);
        Set(frame.Dst, v);
        snapshot = null;
        GoTo(Top.Context, Top.Context.Info.Target(frame.Context.CallPc));
    }

    /// <summary>The body returned: the loop over it ends.</summary>
    private void ReturnFromBody()
    {
        var frame = Top;
        Append(new Node(region.NewId(), IrOp.Call, IrType.None, frame.Generator!) { Data = Kernels.FinishBody });
        Kill(Fields.GeneratorRegs);
        state.Frames.RemoveAt(state.Frames.Count - 1);
        snapshot = null;
        GoTo(Top.Context, Top.ReturnPc);
    }

    private static bool IsInMemory(FrameEnv frame, int r) => frame.Memory[r] is { } m && Unguarded(frame.Registers[r]!) == Unguarded(m);

    /// <summary>Which registers of a body have, on all paths that meet, the value that is in the generator.</summary>
    private static bool[] CleanIn(List<(Block Block, State State)> from, int depth)
    {
        var clean = new bool[from[0].State.Frames[depth].Registers.Length];
        for (int r = 0; r < clean.Length; r++)
            clean[r] = from.TrueForAll(s => s.State.Frames[depth] is var f && f.Registers[r] != null && IsInMemory(f, r));
        return clean;
    }

    private static Node Unguarded(Node n)
    {
        while (n.Op is >= IrOp.GuardInt and <= IrOp.GuardObject) n = n.Args[0];
        return n;
    }

    /// <summary>The interpreter may have written registers of running bodies in between.</summary>
    private void ForgetBodyMemory()
    {
        foreach (var f in state.Frames)
            if (f.Generator != null) Array.Clear(f.Memory);
    }

    /// <summary>
    /// The instruction whose live registers count in a frame that isn't the innermost: one that resumed a generator goes on in its loop's body or
    /// behind it.
    /// </summary>
    private static int LivePc(State s, int depth, int pc)
    {
        if (depth == s.Frames.Count - 1) return pc;
        var callee = s.Frames[depth + 1];
        return callee.Generator != null ? callee.Context.CallPc : s.Frames[depth].ReturnPc;
    }
}
