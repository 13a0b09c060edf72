using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
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
        if (it.Class != typeof(PyGenerator) && it.Class != typeof(PyCoroutine) || Generators.Body(point.Context, point.Pc) is not { } child) return false;
        var resumed = new List<int>();
        foreach (int pc in Generators.ResumePoints(child))
            if (point.To(child, pc) != null) resumed.Add(pc);
        if (resumed.Count == 0) return false;
        var function = Load(IrOp.LoadField, IrType.Ref, it, Fields.GeneratorFunction, 0, Fields.GeneratorFunction, typeof(PyFunction), true);
        function = Make(IrOp.GuardCode, IrType.Ref, function, data: child.Code, c: typeof(PyFunction), notNull: true);
        if (state.Fresh.Contains(it) && resumed[0] == 0)
        {
            // Made here, and not begun.
            Resume(i, child, it, function, 0);
            return true;
        }
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
        var (kind, sent) = i.Op switch
        {
            Op.Send => (FrameKind.GenSend, Get(i.C)),
            Op.Call => (FrameKind.GenCall, IsMissing(Get(i.B + 1)) ? None() : Get(i.B + 2)),
            _ => (FrameKind.GenFor, None()),
        };
        // A body that has not begun has nothing that takes a value.
        if (pc == 0 && sent != None()) GuardConst(sent, PyNone.Instance);
        var begun = pc == 0 ? Begin(it) : null;
        if (begun != null) it = begun;
        var registers = begun == null ? GeneratorRegisters(it) : null;
        if (begun == null) Append(new Node(region.NewId(), IrOp.Call, IrType.None, it) { Data = Kernels.StartBody });
        Top.ReturnPc = point.Context.Info.Next(point.Pc);
        var env = new FrameEnv(child)
        {
            Function = function,
            Generator = it,
            Kind = kind,
            Dst = i.A,
            Aux = kind == FrameKind.GenFor ? i.Offset : 0,
        };
        for (int r = 0; r < code.RegCount; r++)
        {
            if (!info.IsLive(pc, r) || begun != null && r >= code.NamedEnd) continue;
            var v = pc == 0 && r >= code.ParamCount && r < (begun != null ? code.NamedEnd : code.ClearEnd)
                ? Missing()
                : begun != null ? Bare(begun.Args[1 + r])
                : Append(new Node(region.NewId(), IrOp.Call, IrType.Val, registers!, Int(r)) { Data = Kernels.LoadBodyRegister });
            env.Registers[r] = env.Memory[r] = v;
        }
        // The yield expression's value.
        if (pc > 0) env.Registers[code.Code[pc].Op == Op.Send ? code.Code[pc].C : code.Code[pc - 1].A] = sent;
        state.Frames.Add(env);
        snapshot = null;
        GoTo(child, pc);
    }

    /// <summary>
    /// A body that begins where it is made is made as one that runs, so that nothing but what suspends it needs it; null where it was there before, or its loss is
    /// watched.
    /// </summary>
    private Node? Begin(Node it)
    {
        if (it.Makes != Allocation.Body || !state.Fresh.Contains(it)) return null;
        Node[] parts = [it.Args[0], .. it.Args[2..]];
        var begun = Kernel(Kernels.NewRunningBody[parts.Length - 1], parts, it.Class, true);
        foreach (var frame in state.Frames)
            for (int r = 0; r < frame.Registers.Length; r++)
                if (frame.Registers[r] == it) frame.Registers[r] = begun;
        snapshot = null;
        return begun;
    }

    private static Node Bare(Node n) => n.Op == IrOp.ToValue ? n.Args[0] : n;

    /// <summary>A call of send() or next(): goes on in the body; false when that isn't in the region.</summary>
    private bool ResumeByCall(Instr i)
    {
        if (Generators.Body(point.Context, point.Pc) == null) return false;
        int n = Generators.Resumed(Seen.Operands);
        GuardConst(Get(i.B), Operand(0).Single!.Value.Object!);
        if (n == 2) GuardConst(Get(i.B + 1), Tags.Missing);
        return ForGenerator(i, Narrow(Get(i.B + n), Operand(n)));
    }

    private Node GeneratorRegisters(Node it) =>
        Load(IrOp.LoadField, IrType.Ref, it, Fields.GeneratorRegs, 0, Fields.GeneratorRegs, typeof(Value[]), true);

    /// <summary>Delegation: goes on in the generator that is delegated to; false when its body isn't in the region.</summary>
    private bool Send(Instr i)
    {
        bool hasBody = Generators.Body(point.Context, point.Pc) != null;
        if (Generators.IteratorOf(point.Context, point.Pc) is not { } iterator) return hasBody && ForGenerator(i, Narrow(Get(i.B), Operand(0)));
        GuardConst(Get(i.C), PyNone.Instance);
        if (!hasBody)
        {
            SendToIterator(i, iterator);
            return true;
        }
        Branch(Append(new Node(region.NewId(), IrOp.Call, IrType.Bool, As(Get(i.B), IrType.Val)) { Data = Kernels.IsGenerator }), () =>
        {
            if (ForGenerator(i, GuardClass(Get(i.B), typeof(PyGenerator)))) return;
            if (IsRootBody) SendByInterpreter(i);
            else LeaveAt(point.Pc, "Send");
        }, () => SendToIterator(i, iterator));
        return true;
    }

    /// <summary>Delegation to a plain iterator: its items are yielded.</summary>
    private void SendToIterator(Instr i, Type iterator)
    {
        bool leaving = leavingLoop;
        StepIterator(GuardClass(Get(i.B), iterator), Nothing, false, v => YieldThrough(v, point.Pc, i.C), () =>
        {
            leavingLoop = leaving;
            Set(i.A, None());
            snapshot = null;
            GoTo(point.Context, point.Context.Info.Next(point.Pc));
        });
    }

    /// <summary>Back into the consumer's loop, through all that delegates to this body.</summary>
    private void Yield(Instr i)
    {
        if (IsRootBody)
        {
            var given = As(Get(i.B), IrType.Val);
            if (i.D != 0) given = Append(new Node(region.NewId(), IrOp.Call, IrType.Val, given) { Data = Kernels.AsyncYield });
            YieldFromRoot(given, point.Context.Info.Next(point.Pc), i.A, false);
            return;
        }
        if (i.D != 0)
        {
            LeaveAt(point.Pc, "Yield");
            return;
        }
        YieldThrough(Get(i.B), Top.Context.Info.Next(point.Pc), i.A);
    }

    /// <summary>Suspends the top frame, and those that delegate to it, up to who asked for an item.</summary>
    /// <param name="next">Where the top frame goes on.</param>
    /// <param name="receiver">Its register for what is sent.</param>
    private void YieldThrough(Node v, int next, int receiver)
    {
        if (IsRootBody)
        {
            YieldFromRoot(v, next, receiver, true);
            return;
        }
        while (true)
        {
            var frame = Top;
            bool delegates = frame.Context.Code.Code[next].Op == Op.Send && receiver == frame.Context.Code.Code[next].C;
            Suspend(frame, next, receiver, delegates);
            state.Frames.RemoveAt(state.Frames.Count - 1);
            snapshot = null;
            if (frame.Kind is FrameKind.GenFor or FrameKind.GenCall)
            {
                Set(frame.Dst, v);
                GoTo(Top.Context, frame.Kind == FrameKind.GenCall ? Top.ReturnPc : Top.Context.Info.Target(frame.Context.CallPc));
                return;
            }
            next = frame.Context.CallPc;
            receiver = Top.Context.Code.Code[next].C;
            if (state.Frames.Count > 1) continue;
            YieldFromRoot(v, next, receiver, true);
            return;
        }
    }

    private void Suspend(FrameEnv frame, int next, int receiver, bool delegates)
    {
        var it = frame.Generator!;
        StoreChanged(frame, GeneratorRegisters(it), next, receiver);
        Append(delegates
            ? new Node(region.NewId(), IrOp.Call, IrType.None, it, Int(next), Int(receiver)) { Data = Kernels.SuspendDelegating }
            : new Node(region.NewId(), IrOp.Call, IrType.None, it, Int(next)) { Data = Kernels.SuspendBody });
        if (PyGenerator.IsHandled(frame.Context.Code, next)) Append(new Node(region.NewId(), IrOp.Call, IrType.None, it) { Data = Kernels.WatchClosing });
    }

    /// <summary>Brings the registers of a body up to date that are alive where it goes on, or is thrown something at; the receiver gets what is sent.</summary>
    private void StoreChanged(FrameEnv frame, Node registers, int next, int receiver)
    {
        var info = frame.Context.Info;
        for (int r = 0; r < frame.Registers.Length; r++)
        {
            if (!info.IsLiveBehind(next, r) || r == receiver || frame.Registers[r] is not { } value || IsInMemory(frame, r)) continue;
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
    }

    /// <summary>The body returned: the loop over it ends, or the delegation has its value.</summary>
    private void ReturnFromBody(Node v)
    {
        var frame = Top;
        if (frame.Kind == FrameKind.GenCall)
        {
            // The interpreter raises StopIteration.
            LeaveAt(point.Pc, "return");
            return;
        }
        Append(new Node(region.NewId(), IrOp.Call, IrType.None, frame.Generator!) { Data = Kernels.FinishBody });
        Kill(Fields.GeneratorRegs);
        state.Frames.RemoveAt(state.Frames.Count - 1);
        if (frame.Kind == FrameKind.GenSend) Set(frame.Dst, v);
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

    /// <summary>Where the result may be NotImplemented the instruction's operands are needed again.</summary>
    private static bool IsOperator(FrameEnv f) => f.Kind is FrameKind.Operator or FrameKind.OperatorJump or FrameKind.Reflected;

    /// <summary>The frame is a body to which a Send delegates: until it ends, the Send's operand stays, also where the result will replace it.</summary>
    private static bool IsSentTo(FrameEnv f) => f.Kind == FrameKind.GenSend;

    /// <summary>
    /// Whether a frame's register may be read when the innermost frame goes on at <paramref name="pc"/>. A frame that isn't the innermost goes on behind its
    /// instruction, or in a handler; one that resumed a generator in its loop's body or behind it.
    /// </summary>
    private static bool IsLive(State s, int depth, int pc, int register)
    {
        var frame = s.Frames[depth];
        var info = frame.Context.Info;
        if (depth == s.Frames.Count - 1) return info.IsLive(pc, register);
        var callee = s.Frames[depth + 1];
        return callee.Generator != null && callee.Kind != FrameKind.GenCall || IsOperator(callee)
            ? info.IsLive(callee.Context.CallPc, register)
            : info.IsLiveBehind(frame.ReturnPc, register);
    }
}
