using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Modules.Asyncio;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Building;

/// <summary>What <c>await</c>, <c>async with</c> and <c>async for</c> wait for: bodies that may be in the region, futures, and all else by the interpreter.</summary>
internal sealed partial class RegionBuilder
{
    /// <summary>What awaiting an object delegates to; null where the interpreter finds it.</summary>
    private Node? Awaitable(Instr i)
    {
        var seen = Operand(0);
        if (seen.Class == typeof(PyCoroutine))
        {
            // What is awaited elsewhere already is an error.
            var c = Narrow(Get(i.B), seen);
            if (!state.Fresh.Contains(c)) GuardTrue(Kernel(Kernels.CanAwait, [c]));
            return c;
        }
        if (seen.Class == typeof(PyGenerator))
        {
            var g = Narrow(Get(i.B), seen);
            GuardTrue(Kernel(Kernels.IsIterableCoroutine, [g]));
            return g;
        }
        if (seen.Class is { } c2 && (c2 == typeof(PyFuture) || c2 == typeof(PyTask))) return AwaitFuture(i, c2);
        // An __await__ that is a generator: calling it only makes one.
        if (seen.Single?.Shape is not { } shape || shape.Type.FindSlot(Slot.Await) is not PyFunction { Code: { IsGeneratorLike: true, ArgCount: 1, ParamCount: 1 } code } f
            || !code.Has(CodeFlags.Generator) || code.Has(CodeFlags.IterableCoroutine)) return null;
        Types.Add(shape.Type);
        return NewBody(Ref(f), code, [GuardShape(Get(i.B), shape)], false);
    }

    /// <summary>The iterator that awaiting a future goes through; a future has no Python code of its own.</summary>
    private Node? AwaitFuture(Instr i, Type c)
    {
        var type = c == typeof(PyTask) ? PyTask.TypeObject : PyFuture.TypeObject;
        if (type.FindSlot(Slot.Await) != PyType.NativeSlot) return null;
        Types.Add(type);
        var future = GuardClass(Get(i.B), c);
        GuardTrue(Kernel(Kernels.IsStarted, [future]));
        return Kernel(Kernels.AwaitFuture, [future], typeof(PyFutureIterator), true);
    }

    /// <summary>The next item of an async generator, when that is what an async for goes over; the block was ended then.</summary>
    private bool NextOfAsyncGenerator(Instr i)
    {
        if (Operand(0).Class != typeof(PyAsyncGenerator) || Seen.HotExits > 0) return false;
        var g = GuardClass(Get(i.B), typeof(PyAsyncGenerator));
        // The first item calls the event loop's hook.
        Branch(Kernel(Kernels.HasHooks, [g]), () => FinishCall(i.A, Kernel(Kernels.NewASend, [g], typeof(PyAsyncGenASend), true)), () => FinishCall(i.A, null));
        return true;
    }

    /// <summary>Delegation to what isn't in the region: what the delegate yields is yielded, and its value is the instruction's.</summary>
    private void SendByInterpreter(Instr i)
    {
        if (Operand(0).Class == typeof(PyFutureIterator) && Seen.HotExits == 0)
        {
            SendToFuture(i);
            return;
        }
        Interpret(InterpretKind.Send, []);
        var given = Append(new Node(region.NewId(), IrOp.Reload, IrType.Val));
        snapshot = null;
        Branch(Append(new Node(region.NewId(), IrOp.IsDone, IrType.Bool, given)), () =>
        {
            Set(i.A, Append(new Node(region.NewId(), IrOp.Reload, IrType.Val) { Imm = 1 }));
            GoTo(point.Context, point.Context.Info.Next(point.Pc));
        }, () => YieldThrough(given, point.Pc, i.C));
    }

    /// <summary>Waits for a future, which is yielded as long as it is pending; its result is the instruction's, or its exception is raised.</summary>
    private void SendToFuture(Instr i)
    {
        GuardConst(Get(i.C), PyNone.Instance);
        var it = GuardClass(Get(i.B), typeof(PyFutureIterator));
        var given = Kernel(Kernels.StepFuture, [it]);
        snapshot = null;
        Branch(Append(new Node(region.NewId(), IrOp.IsDone, IrType.Bool, given)), () =>
        {
            Set(i.A, Kernel(Kernels.TakeStopValue, []));
            GoTo(point.Context, point.Context.Info.Next(point.Pc));
        }, () => YieldThrough(given, point.Pc, i.C));
    }
}
