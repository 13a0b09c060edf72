using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>
/// Exceptions that are caught in the region. The frames are brought into memory and unwound as the interpreter does it, tracebacks included; then the code
/// goes on at the handler, with the values that it had.
/// </summary>
internal sealed partial class RegionBuilder
{
    private bool IsCaught =>
        Handlers.Of(point.Context, point.Pc) is { } h && point.To(h.Root, h.Entry.Handler) != null;

    /// <summary>Behind an operation that was seen to raise: where it does, control goes to the handler.</summary>
    private void Catch(Node n)
    {
        if (!IsCaught || n.Exit is not { } exit || exit.Frames.Length != state.Frames.Count) return;
        var (root, handler) = Handlers.Of(point.Context, point.Pc)!.Value;
        // The traceback has the frame's object, which is to see the variables at the end.
        Uses(FrameUse.Catches);
        n.CaughtAt = handler;
        var (before, leaving) = (snapshot, leavingLoop);
        Branch(Append(new Node(region.NewId(), IrOp.WasRaised, IrType.Bool) { Data = n }), () =>
        {
            leavingLoop |= point.Loop is { } loop && !loop.Body.Contains(point.To(root, handler.Handler)!);
            if ((n.Effects & (Effects.Writes | Effects.RunsPython)) != 0) KillHeap();
            state.Frames.RemoveRange(1, state.Frames.Count - 1);
            // The traceback's frame refers to what its variables are.
            state.Fresh.Clear();
            AsAtExit(Top, exit.Frames[0]);
            Top.Registers[handler.Reg] = Raised(n) ?? Append(new Node(region.NewId(), IrOp.Reload, IrType.Val));
            GoTo(root, handler.Handler);
        }, () => { });
        (snapshot, leavingLoop) = (before, leaving);
    }

    /// <summary>The exception that an operation raises where it is known.</summary>
    private static Node? Raised(Node n) => n.Data == Kernels.RaiseExisting ? n.Args[0] : null;

    /// <summary>The frame's registers as they were before the instruction that raised, which are in memory now.</summary>
    private void AsAtExit(FrameEnv frame, FrameSnapshot exit)
    {
        for (int r = 0; r < frame.Registers.Length; r++)
            if (frame.Registers[r] is not { Op: IrOp.LoadRegister } v || v.Imm != r) frame.Registers[r] = null;
        foreach (var r in exit.Registers)
        {
            var v = r.Value ?? Missing();
            frame.Registers[r.Register] = v;
            // Memory may have been written, and then has these values; or not.
            if (frame.Memory[r.Register] != v) frame.Memory[r.Register] = null;
        }
        for (int r = frame.Context.Info.NamedCount; r < frame.Memory.Length; r++) frame.Memory[r] = null;
    }

    /// <summary>Raise and Reraise of an exception that exists, or that is made without Python code; false for others.</summary>
    private bool RaiseNatively(Instr i)
    {
        if (point.Context.Code.IsGeneratorLike && !IsRootBody) return false;
        if (i.Op == Op.Reraise) Kernel(Kernels.Reraise, [Get(i.A)]);
        else
        {
            var (e, cause) = (None(), None());
            if (i.D > 0)
            {
                if (Exception(Get(i.A), Operand(0)) is not { } raised) return false;
                e = raised;
            }
            if (i.D == 2 && Get(i.B) != None())
            {
                cause = Get(i.B);
                if (Operand(1).Tag == KindTag.None) cause = GuardConst(cause, PyNone.Instance);
                else if (Exception(cause, Operand(1)) is { } known) cause = known;
                else return false;
            }
            if (i.D == 1) Kernel(Kernels.RaiseExisting, [e]);
            else Kernel(Kernels.Raise, [Int(i.D), e, cause]);
        }
        LeaveAt(point.Pc, i.Op.ToString());
        return true;
    }

    /// <summary>The value as an exception, or a new one when it is a built-in class; null when that may run Python code.</summary>
    private Node? Exception(Node v, KindSet seen)
    {
        if (seen.Single?.Object is PyType type)
        {
            if (!IsPlainException(type)) return null;
            GuardConst(v, type);
            return NewException(type, Ref(PyTuple.Empty));
        }
        if (v.Class != null && typeof(PyBaseException).IsAssignableFrom(v.Class)) return v;
        if (seen.Overflowed || seen.Class is not { } c || !typeof(PyBaseException).IsAssignableFrom(c)) return null;
        return GuardClass(v, c);
    }

    /// <summary>The args of an exception; null for other attributes.</summary>
    private Node? AttributeOfException(Node o, KindSet seen, PyStr name)
    {
        if (!ReferenceEquals(name, ArgsName) || seen.Overflowed || seen.Class is not { } c || !typeof(PyBaseException).IsAssignableFrom(c)) return null;
        if (seen.Kinds.Length > 1) return ArgsOfHeirs(o, seen.Kinds, c);
        if (seen.Kinds is not [var k]) return null;
        Node e;
        if (k.Detail is HeirKind heir)
        {
            if (!HasPlainArgs(heir)) return null;
            e = GuardHeir(o, heir);
        }
        else
        {
            e = GuardClass(o, c);
            if (!state.Shapes.TryGetValue(e, out var shape) || shape.Type.IsHeap) GuardTrue(Kernel(Kernels.IsBuiltIn, [e]));
        }
        return Kernel(Kernels.ArgsOf, [e], typeof(PyTuple), true);
    }

    private static bool HasPlainArgs(HeirKind heir) => IsPlainAccess(heir) && ReferenceEquals(heir.Type.Lookup(ArgsName), ExcTypes.BaseException.Lookup(ArgsName));

    /// <summary>The args of an exception of one of a few classes written in Python.</summary>
    private Node? ArgsOfHeirs(Node o, ReadOnlySpan<Kind> kinds, Type c)
    {
        foreach (var k in kinds)
            if (k.Detail is not HeirKind heir || !HasPlainArgs(heir)) return null;
        var e = GuardClass(o, c);
        Node? any = null;
        foreach (var k in kinds)
        {
            var heir = (HeirKind)k.Detail!;
            Types.Add(heir.Type);
            var one = Kernel(Kernels.HasShape, [e, Ref(heir.Shape)]);
            any = any == null ? one : Append(new Node(region.NewId(), IrOp.OrBool, IrType.Bool, any, one));
        }
        GuardTrue(any!);
        return Kernel(Kernels.ArgsOf, [e], typeof(PyTuple), true);
    }

    private static readonly PyStr ArgsName = PyStr.Intern("args");

    /// <summary>A built-in class whose instances have nothing but their args.</summary>
    private static bool IsPlainException(PyType type) => !type.IsHeap && type.Solid == PyBaseException.TypeObject;

    /// <summary>Whether an exception is caught by a class that is known; null when that isn't as simple.</summary>
    private Node? Matches(Node e, Node type)
    {
        if (type is not { Op: IrOp.ConstRef, Data: PyType wanted } || !wanted.IsSubtypeOf(ExcTypes.BaseException)) return null;
        if (state.Shapes.TryGetValue(e, out var shape))
        {
            Types.Add(shape.Type);
            return Bool(shape.Type.IsSubtypeOf(wanted));
        }
        return Kernel(Kernels.IsOfClass, [e, type]);
    }

    /// <summary>Raise and Reraise, caught in the region.</summary>
    private void RaiseToHandler(Instr i)
    {
        Interpret(InterpretKind.Instruction, []);
        LeaveAt(point.Pc, i.Op.ToString());
    }

    /// <summary>What handlers begin and end with; false in bodies that joined the region, which keep what is handled to themselves.</summary>
    private bool Handling(Instr i)
    {
        if (point.Context.Code.IsGeneratorLike && !IsRootBody) return false;
        switch (i.Op)
        {
            case Op.PushExc:
                Set(i.A + 1, Kernel(IsRootBody ? Kernels.PushHandledInBody : Kernels.PushHandled, [Get(i.A)]));
                return true;
            case Op.PopExc:
                Kernel(IsRootBody ? Kernels.PopHandledInBody : Kernels.PopHandled, [Get(i.A + 1)]);
                return true;
            default:
                Set(i.A, Matches(Get(i.B), Get(i.C)) ?? Kernel(Kernels.MatchException, [Get(i.B), Get(i.C)]));
                return true;
        }
    }
}
