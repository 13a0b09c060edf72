using TieredPy.Runtime.Bytecode;

namespace TieredPy.Runtime.Interpreter;

/// <summary>Operators that Python classes define: their methods run as frames of the loop itself, not in a loop called from C#.</summary>
internal static unsafe partial class Interp
{
    /// <summary>Outcomes of the Push methods here: it isn't a case for them; a frame is on top; the error is pending.</summary>
    private const int PushNone = 0, PushDone = 1, PushError = -1;

    /// <summary>
    /// For a binary operation or comparison, whether it is an instruction of its own or compares and jumps: pushes the frame of the left operand's method
    /// if that is a plain Python function that goes first. <see cref="ReturnSlow"/> goes on when it returns NotImplemented.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int PushOperator(PyThread t, Instr* i, Value a, Value b)
    {
        if (a.Ref == null || a.IsFloat) return PushReflected(t, i, a, b);
        var type = a.Ref!.Shape.Type;
        Slot slot;
        if (TryComparison(i->Op, out var compare, out bool jumps)) slot = compare.ToSlot();
        else
        {
            slot = BinaryOf(i->Op).ToSlot();
            if (i->D != 0 && type.FindSlot(slot + 2) != null) return PushNone;
        }
        if (type.FindSlot(slot) is not PyFunction { SimpleArgCount: 2 } method) return PushNone;
        var other = b.Type;
        if (other != type && other.IsSubtypeOf(type)) return PushNone;
        return PushFrame(t, method, [a, b], null, jumps ? FrameKind.OperatorJump : FrameKind.Operator, i->A) == null ? PushError : PushDone;
    }

    /// <summary>For a binary operation of a number and an instance: pushes the frame of the instance's reflected method.</summary>
    private static int PushReflected(PyThread t, Instr* i, Value a, Value b)
    {
        if (TryComparison(i->Op, out _, out _)) return PushNone;
        if (b.Ref!.Shape.Type.FindSlot(BinaryOf(i->Op).ToSlot() + 1) is not PyFunction { SimpleArgCount: 2 } method) return PushNone;
        return PushFrame(t, method, [b, a], null, FrameKind.Reflected, i->A) == null ? PushError : PushDone;
    }

    /// <summary>For <c>a[b]</c>: pushes the frame of a Python <c>__getitem__</c>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int PushGetItem(PyThread t, Instr* i, Value a, Value b)
    {
        if (a.Ref!.Shape.Type.FindSlot(Slot.GetItem) is not PyFunction { SimpleArgCount: 2 } method) return PushNone;
        return PushFrame(t, method, [a, b], null, FrameKind.Call, i->A) == null ? PushError : PushDone;
    }

    /// <summary>For <c>a[b] = c</c>: pushes the frame of a Python <c>__setitem__</c>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int PushSetItem(PyThread t, PyObject o, Value key, Value v)
    {
        if (o.Shape.Type.FindSlot(Slot.SetItem) is not PyFunction { SimpleArgCount: 3, Code.IsGeneratorLike: false } method) return PushNone;
        return PushFrame(t, method, [new Value(o), key, v], null, FrameKind.Discard, 0) == null ? PushError : PushDone;
    }

    /// <summary>For <c>del a[b]</c>: pushes the frame of a Python <c>__delitem__</c>.</summary>
    private static int PushDelItem(PyThread t, PyObject o, Value key)
    {
        if (o.Shape.Type.FindSlot(Slot.DelItem) is not PyFunction { SimpleArgCount: 2, Code.IsGeneratorLike: false } method) return PushNone;
        return PushFrame(t, method, [new Value(o), key], null, FrameKind.Discard, 0) == null ? PushError : PushDone;
    }

    /// <summary>For <c>b in a</c>: pushes the frame of a Python <c>__contains__</c>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int PushContains(PyThread t, Instr* i, PyObject o, Value item)
    {
        if (o.Shape.Type.FindSlot(Slot.Contains) is not PyFunction { SimpleArgCount: 2, Code.IsGeneratorLike: false } method) return PushNone;
        var frame = PushFrame(t, method, [new Value(o), item], null, FrameKind.Contains, i->A);
        if (frame == null) return PushError;
        frame.Aux = i->D;
        return PushDone;
    }

    /// <summary>For a for loop over an instance: pushes the frame of a Python <c>__next__</c>; <paramref name="jump"/> leads to the loop's body.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int PushNext(PyThread t, Instr* i, PyObject it, int jump)
    {
        if (it.Shape.Type.FindSlot(Slot.Next) is not PyFunction { SimpleArgCount: 1 } method) return PushNone;
        var frame = PushFrame(t, method, [new Value(it)], null, FrameKind.NextFor, i->A);
        if (frame == null) return PushError;
        frame.Aux = jump;
        return PushDone;
    }

    /// <summary>The operator's method has returned to the frame below: its result, or what the other operand says, goes where the instruction wants it.</summary>
    private static bool ReturnFromOperator(PyThread t, Frame below, bool jumps, int dst, Value v)
    {
        var i = below.Pc - 1;
        if (v.IsNotImplemented)
        {
            var (a, b) = OperandsOf(below, i);
            try
            {
                v = TryComparison(i->Op, out var compare, out _) ? Ops.CompareRest(compare, a, b) : Ops.BinaryRest(BinaryOf(i->Op), i->D != 0, a, b);
            }
            catch (PyException e)
            {
                t.Pending = e.Value;
                return false;
            }
            if (v.IsError) return false;
        }
        if (!jumps)
        {
            Reg.Set(ref below[dst], v);
            return true;
        }
        try
        {
            if (Ops.Truth(v) != (i->D != 0)) below.Pc += ((short*)i)[3];
            return true;
        }
        catch (PyException e)
        {
            t.Pending = e.Value;
            return false;
        }
    }

    /// <summary>The right operand's method has returned, where the left operand has none.</summary>
    private static bool ReturnFromReflected(PyThread t, Frame below, int dst, Value v)
    {
        if (v.IsNotImplemented)
        {
            var i = below.Pc - 1;
            var (a, b) = OperandsOf(below, i);
            t.Pending = Ops.BinaryError(BinaryOf(i->Op), i->D != 0, a, b).Value;
            return false;
        }
        Reg.Set(ref below[dst], v);
        return true;
    }

    /// <summary>A <c>__contains__</c> has returned.</summary>
    private static bool ReturnFromContains(PyThread t, Frame below, int dst, bool negated, Value v)
    {
        try
        {
            Reg.SetBool(ref below[dst], Ops.Truth(v) != negated);
            return true;
        }
        catch (PyException e)
        {
            t.Pending = e.Value;
            return false;
        }
    }

    private static (Value A, Value B) OperandsOf(Frame f, Instr* i)
    {
        var op = i->Op;
        if (op is >= Op.JumpIfLt and <= Op.JumpIfGe) return (f[i->A], f[i->B]);
        if (op is >= Op.JumpIfLtK and <= Op.JumpIfGeK) return (f[i->A], f.Code.Consts[i->B]);
        return (f[i->B], op is >= Op.AddK and <= Op.AndK ? f.Code.Consts[i->C] : f[i->C]);
    }

    internal static bool TryComparison(Op op, out CmpOp compare, out bool jumps)
    {
        jumps = op is >= Op.JumpIfLt and <= Op.JumpIfGe or >= Op.JumpIfLtK and <= Op.JumpIfGeK;
        compare = (CmpOp)(op >= Op.JumpIfLtK && jumps ? op - Op.JumpIfLtK : jumps ? op - Op.JumpIfLt : op - Op.Lt);
        return jumps || op is >= Op.Lt and <= Op.Ge;
    }

    internal static BinOp BinaryOf(Op op) => op switch
    {
        Op.Add or Op.AddK => BinOp.Add,
        Op.Sub or Op.SubK => BinOp.Sub,
        Op.Mul or Op.MulK => BinOp.Mul,
        Op.TrueDiv or Op.TrueDivK => BinOp.TrueDiv,
        Op.FloorDiv or Op.FloorDivK => BinOp.FloorDiv,
        Op.Mod or Op.ModK => BinOp.Mod,
        Op.LShift or Op.LShiftK => BinOp.LShift,
        Op.RShift or Op.RShiftK => BinOp.RShift,
        Op.And or Op.AndK => BinOp.And,
        Op.Or => BinOp.Or,
        Op.Xor => BinOp.Xor,
        Op.Pow => BinOp.Pow,
        _ => BinOp.MatMul,
    };
}
