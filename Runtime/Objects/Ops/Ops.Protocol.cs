namespace TieredPy.Runtime.Objects;

/// <summary>The protocol behind binary and unary operators.</summary>
public static partial class Ops
{
    /// <summary>See <see cref="Binary"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Value BinaryRaw(BinOp op, Value a, Value b)
    {
        if (op == BinOp.Add && IsExactStr(a) && IsExactStr(b)) return new Value(PyStr.Concat(Unsafe.As<PyStr>(a.Ref!), Unsafe.As<PyStr>(b.Ref!)));
        var r = BinaryProtocol(op.ToSlot(), a, b);
        return r.IsNotImplemented ? Err.Pend(BinaryError(op, false, a, b)) : r;
    }

    /// <summary>See <see cref="Inplace"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Value InplaceRaw(BinOp op, Value a, Value b)
    {
        if (op == BinOp.Add && IsExactStr(a) && IsExactStr(b)) return new Value(PyStr.Concat(Unsafe.As<PyStr>(a.Ref!), Unsafe.As<PyStr>(b.Ref!)));
        var slot = op.ToSlot();
        if (a.Ref != null && !a.IsFloat)
        {
            if (ExtendsLast(slot, a.Ref)) return SequenceInplace(op, slot, a, b);
            var r = CallBinary(slot + 2, a, b);
            if (!r.IsNotImplemented) return r;
        }
        var s = IsOfSequence(slot, b) && slot == Slot.Mul && HasSequenceMethods(a) ? CallBinary(slot, a, b) : BinaryProtocol(slot, a, b);
        return s.IsNotImplemented ? Err.Pend(BinaryError(op, true, a, b)) : s;
    }

    /// <summary>True for a str of no subclass.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsExactStr(Value v) => v.Ref != null && v.Ref.GetType() == typeof(PyStr);

    /// <summary>True for an int of no subclass, bool excluded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsExactInt(Value v) => v.Ref == null || v.Ref.GetType() == typeof(PyBigInt);

    /// <summary>
    /// Language reference 3.3.8: the left operand's method, then the right one's reflected; the reflected one first when the right operand's
    /// type derives from the left one's and overrides it, or the left one is a sequence. NotImplemented when neither answers.
    /// </summary>
    internal static Value BinaryProtocol(Slot slot, Value a, Value b)
    {
        if (IsExactInt(a) && IsExactInt(b)) return IntBinary(slot, a, b);
        PyType ta = a.Type, tb = b.Type;
        if (ta == tb) return CallBinary(slot, a, b);
        var reflected = slot + 1;
        if ((tb.Base != null && tb.IsSubtypeOf(ta) && Overrides(tb, ta, reflected)) || NumberGoesFirst(slot, a, b))
        {
            var r = CallBinary(reflected, b, a);
            return r.IsNotImplemented ? CallBinary(slot, a, b) : r;
        }
        var s = CallBinary(slot, a, b);
        return s.IsNotImplemented ? CallBinary(reflected, b, a) : s;
    }

    /// <summary>A binary operator whose left operand's method, which went first, has returned NotImplemented.</summary>
    internal static Value BinaryRest(BinOp op, bool inplace, Value a, Value b)
    {
        var r = a.Type == b.Type ? Value.NotImplemented : CallBinary(op.ToSlot() + 1, b, a);
        return r.IsNotImplemented ? Err.Pend(BinaryError(op, inplace, a, b)) : r;
    }

    private static bool Overrides(PyType derived, PyType @base, Slot slot)
    {
        var mine = derived.FindSlot(slot);
        if (mine == null) return false;
        return mine != @base.FindSlot(slot) || (mine == PyType.NativeSlot && derived.Solid != @base.Solid && derived != PyBool.TypeObject);
    }

    /// <summary>One special method of one operand: NotImplemented when it has none.</summary>
    internal static Value CallBinary(Slot slot, Value self, Value other)
    {
        if (self.Ref == null) return slot.IsReflected() ? IntBinary(slot - 1, other, self) : IntBinary(slot, self, other);
        if (self.IsFloat) return slot.IsReflected() ? FloatBinary(slot - 1, other, self) : FloatBinary(slot, self, other);
        var type = self.Ref.Type;
        if (type.IsHeap)
        {
            var d = type.FindSlot(slot);
            if (d == null) return Value.NotImplemented;
            if (d != PyType.NativeSlot) return CallSpecial(d, self, other);
        }
        return NativeBinary(slot, self.Ref, other);
    }

    private static Value NativeBinary(Slot slot, PyObject o, Value other) => slot switch
    {
        Slot.Add => o.Add(other),
        Slot.RAdd => o.RAdd(other),
        Slot.IAdd => o.IAdd(other),
        Slot.Sub => o.Sub(other),
        Slot.RSub => o.RSub(other),
        Slot.ISub => o.ISub(other),
        Slot.Mul => o.Mul(other),
        Slot.RMul => o.RMul(other),
        Slot.IMul => o.IMul(other),
        Slot.MatMul => o.MatMul(other),
        Slot.RMatMul => o.RMatMul(other),
        Slot.IMatMul => o.IMatMul(other),
        Slot.TrueDiv => o.TrueDiv(other),
        Slot.RTrueDiv => o.RTrueDiv(other),
        Slot.ITrueDiv => o.ITrueDiv(other),
        Slot.FloorDiv => o.FloorDiv(other),
        Slot.RFloorDiv => o.RFloorDiv(other),
        Slot.IFloorDiv => o.IFloorDiv(other),
        Slot.Mod => o.Mod(other),
        Slot.RMod => o.RMod(other),
        Slot.IMod => o.IMod(other),
        Slot.LShift => o.LShift(other),
        Slot.RLShift => o.RLShift(other),
        Slot.ILShift => o.ILShift(other),
        Slot.RShift => o.RShift(other),
        Slot.RRShift => o.RRShift(other),
        Slot.IRShift => o.IRShift(other),
        Slot.And => o.And(other),
        Slot.RAnd => o.RAnd(other),
        Slot.IAnd => o.IAnd(other),
        Slot.Xor => o.Xor(other),
        Slot.RXor => o.RXor(other),
        Slot.IXor => o.IXor(other),
        Slot.Or => o.Or(other),
        Slot.ROr => o.ROr(other),
        Slot.IOr => o.IOr(other),
        Slot.DivMod => o.DivMod(other),
        Slot.RDivMod => o.RDivMod(other),
        Slot.Pow => o.Pow(other, Value.None),
        Slot.RPow => o.RPow(other, Value.None),
        Slot.IPow => o.IPow(other),
        _ => Value.NotImplemented,
    };

    private static Value IntBinary(Slot slot, Value a, Value b) => slot switch
    {
        Slot.Add => IntOps.Add(a, b),
        Slot.Sub => IntOps.Sub(a, b),
        Slot.Mul => IntOps.Mul(a, b),
        Slot.TrueDiv => IntOps.TrueDiv(a, b),
        Slot.FloorDiv => IntOps.FloorDiv(a, b),
        Slot.Mod => IntOps.Mod(a, b),
        Slot.DivMod => IntOps.DivMod(a, b),
        Slot.LShift => IntOps.LShift(a, b),
        Slot.RShift => IntOps.RShift(a, b),
        Slot.And => IntOps.And(a, b),
        Slot.Xor => IntOps.Xor(a, b),
        Slot.Or => IntOps.Or(a, b),
        Slot.Pow => IntOps.Pow(a, b, Value.None),
        _ => Value.NotImplemented,
    };

    private static Value FloatBinary(Slot slot, Value a, Value b) => slot switch
    {
        Slot.Add => FloatOps.Add(a, b),
        Slot.Sub => FloatOps.Sub(a, b),
        Slot.Mul => FloatOps.Mul(a, b),
        Slot.TrueDiv => FloatOps.TrueDiv(a, b),
        Slot.FloorDiv => FloatOps.FloorDiv(a, b),
        Slot.Mod => FloatOps.Mod(a, b),
        Slot.DivMod => FloatOps.DivMod(a, b),
        Slot.Pow => FloatOps.Pow(a, b, Value.None),
        _ => Value.NotImplemented,
    };

    private static Value TernaryPow(Value a, Value b, Value modulus)
    {
        if (a.Ref == null) return a.Type == b.Type || b.Ref is PyIntSub or PyBigInt or PyBool ? IntOps.Pow(a, b, modulus) : Value.NotImplemented;
        if (a.IsFloat) return FloatOps.Pow(a, b, modulus);
        var d = a.Ref.Type.IsHeap ? a.Ref.Type.FindSlot(Slot.Pow) : PyType.NativeSlot;
        if (d == null) return Value.NotImplemented;
        return d == PyType.NativeSlot ? a.Ref.Pow(b, modulus) : CallSpecial(d, a, b, modulus);
    }

    internal static PyException BinaryError(BinOp op, bool inplace, Value a, Value b)
    {
        if (op == BinOp.Add && IsOfSequence(Slot.Add, a))
        {
            switch (a.Ref)
            {
                case PyStr: return Err.TypeError($"can only concatenate str (not \"{TypeName(b)}\") to str");
                case PyList: return Err.TypeError($"can only concatenate list (not \"{TypeName(b)}\") to list");
                case PyTuple: return Err.TypeError($"can only concatenate tuple (not \"{TypeName(b)}\") to tuple");
                case PyBytes or PyByteArray: return Err.TypeError($"can't concat {TypeName(b)} to {TypeName(a)}");
            }
        }
        else if (op == BinOp.Mul)
        {
            if (IsOfSequence(Slot.Mul, a)) return Sequences.RepeatMismatch(b);
            if (IsOfSequence(Slot.Mul, b) && !(inplace && HasSequenceMethods(a))) return Sequences.RepeatMismatch(a);
        }
        string symbol = inplace ? op.Symbol() + "=" : op == BinOp.Pow ? "** or pow()" : op.Symbol();
        if (op == BinOp.RShift && !inplace && a.Ref is PyBuiltinFunction f && f.Name.ToString() == "print")
            return Err.TypeError($"unsupported operand type(s) for >>: '{TypeName(a)}' and '{TypeName(b)}'. Did you mean \"print(<message>, file=<output_stream>)\"?");
        return Err.UnsupportedOperand(symbol, a, b);
    }

    /// <summary>Neg, Pos, Invert or Abs.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Value UnaryRaw(Slot slot, Value v)
    {
        if (v.Ref == null)
        {
            return slot switch
            {
                Slot.Neg => IntOps.Neg(v),
                Slot.Pos => v,
                Slot.Invert => Value.Int(~v.Bits),
                _ => v.Bits >= 0 ? v : IntOps.Abs(v),
            };
        }
        if (v.IsFloat)
        {
            return slot switch
            {
                Slot.Neg => Value.Float(-v.AsFloat),
                Slot.Pos => v,
                Slot.Abs => Value.Float(Math.Abs(v.AsFloat)),
                _ => throw Err.BadUnary("~", v),
            };
        }
        var type = v.Ref.Type;
        var d = type.IsHeap ? type.FindSlot(slot) : PyType.NativeSlot;
        if (d != null && d != PyType.NativeSlot) return CallSpecial(d, v);
        // With no method at all the virtual's default raises the right error.
        return slot switch
        {
            Slot.Neg => v.Ref.Neg(),
            Slot.Pos => v.Ref.Pos(),
            Slot.Invert => v.Ref.Invert(),
            _ => v.Ref.Abs(),
        };
    }
}
