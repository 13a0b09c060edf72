namespace TieredPy.Runtime.Objects;

/// <summary>Arithmetic: fast paths for ints and floats, then the protocol of reflected and in-place special methods.</summary>
public static partial class Ops
{
    /// <summary>Any binary operator.</summary>
    public static Value Binary(BinOp op, Value a, Value b) => Check(BinaryRaw(op, a, b));

    /// <summary>Any in-place operator.</summary>
    public static Value Inplace(BinOp op, Value a, Value b) => Check(InplaceRaw(op, a, b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value AddRaw(Value a, Value b)
    {
        if (a.Ref == null && b.Ref == null)
        {
            long r = a.Bits + b.Bits;
            if (((a.Bits ^ r) & (b.Bits ^ r)) >= 0) return Value.Int(r);
        }
        else if (a.IsFloat && b.IsFloat) return Value.Float(a.AsFloat + b.AsFloat);
        return BinaryRaw(BinOp.Add, a, b);
    }

    public static Value Add(Value a, Value b) => Check(AddRaw(a, b));

    public static Value IAddRaw(Value a, Value b) => a.Ref == null && b.Ref == null ? AddRaw(a, b) : InplaceRaw(BinOp.Add, a, b);

    public static Value IAdd(Value a, Value b) => Check(IAddRaw(a, b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value SubRaw(Value a, Value b)
    {
        if (a.Ref == null && b.Ref == null)
        {
            long r = a.Bits - b.Bits;
            if (((a.Bits ^ b.Bits) & (a.Bits ^ r)) >= 0) return Value.Int(r);
        }
        else if (a.IsFloat && b.IsFloat) return Value.Float(a.AsFloat - b.AsFloat);
        return BinaryRaw(BinOp.Sub, a, b);
    }

    public static Value Sub(Value a, Value b) => Check(SubRaw(a, b));

    public static Value ISubRaw(Value a, Value b) => a.Ref == null && b.Ref == null ? SubRaw(a, b) : InplaceRaw(BinOp.Sub, a, b);

    public static Value ISub(Value a, Value b) => Check(ISubRaw(a, b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value MulRaw(Value a, Value b)
    {
        if (a.Ref == null && b.Ref == null)
        {
            long high = Math.BigMul(a.Bits, b.Bits, out long low);
            if (high == low >> 63) return Value.Int(low);
        }
        else if (a.IsFloat && b.IsFloat) return Value.Float(a.AsFloat * b.AsFloat);
        return BinaryRaw(BinOp.Mul, a, b);
    }

    public static Value Mul(Value a, Value b) => Check(MulRaw(a, b));

    public static Value IMulRaw(Value a, Value b) => a.Ref == null && b.Ref == null ? MulRaw(a, b) : InplaceRaw(BinOp.Mul, a, b);

    public static Value IMul(Value a, Value b) => Check(IMulRaw(a, b));

    public static Value MatMulRaw(Value a, Value b) => BinaryRaw(BinOp.MatMul, a, b);

    public static Value MatMul(Value a, Value b) => Check(BinaryRaw(BinOp.MatMul, a, b));

    public static Value IMatMulRaw(Value a, Value b) => InplaceRaw(BinOp.MatMul, a, b);

    public static Value IMatMul(Value a, Value b) => Check(IMatMulRaw(a, b));

    public static Value TrueDivRaw(Value a, Value b) => BinaryRaw(BinOp.TrueDiv, a, b);

    public static Value TrueDiv(Value a, Value b) => Check(BinaryRaw(BinOp.TrueDiv, a, b));

    public static Value ITrueDivRaw(Value a, Value b) => InplaceRaw(BinOp.TrueDiv, a, b);

    public static Value ITrueDiv(Value a, Value b) => Check(ITrueDivRaw(a, b));

    public static Value FloorDivRaw(Value a, Value b) => BinaryRaw(BinOp.FloorDiv, a, b);

    public static Value FloorDiv(Value a, Value b) => Check(BinaryRaw(BinOp.FloorDiv, a, b));

    public static Value IFloorDivRaw(Value a, Value b) => InplaceRaw(BinOp.FloorDiv, a, b);

    public static Value IFloorDiv(Value a, Value b) => Check(IFloorDivRaw(a, b));

    public static Value ModRaw(Value a, Value b) => BinaryRaw(BinOp.Mod, a, b);

    public static Value Mod(Value a, Value b) => Check(BinaryRaw(BinOp.Mod, a, b));

    public static Value IModRaw(Value a, Value b) => InplaceRaw(BinOp.Mod, a, b);

    public static Value IMod(Value a, Value b) => Check(IModRaw(a, b));

    public static Value LShiftRaw(Value a, Value b) => BinaryRaw(BinOp.LShift, a, b);

    public static Value LShift(Value a, Value b) => Check(BinaryRaw(BinOp.LShift, a, b));

    public static Value ILShiftRaw(Value a, Value b) => InplaceRaw(BinOp.LShift, a, b);

    public static Value ILShift(Value a, Value b) => Check(ILShiftRaw(a, b));

    public static Value RShiftRaw(Value a, Value b) => BinaryRaw(BinOp.RShift, a, b);

    public static Value RShift(Value a, Value b) => Check(BinaryRaw(BinOp.RShift, a, b));

    public static Value IRShiftRaw(Value a, Value b) => InplaceRaw(BinOp.RShift, a, b);

    public static Value IRShift(Value a, Value b) => Check(IRShiftRaw(a, b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value AndRaw(Value a, Value b)
    {
        if (a.Ref == null && b.Ref == null) return Value.Int(a.Bits & b.Bits);
        return BinaryRaw(BinOp.And, a, b);
    }

    public static Value And(Value a, Value b) => Check(AndRaw(a, b));

    public static Value IAndRaw(Value a, Value b) => a.Ref == null && b.Ref == null ? AndRaw(a, b) : InplaceRaw(BinOp.And, a, b);

    public static Value IAnd(Value a, Value b) => Check(IAndRaw(a, b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value XorRaw(Value a, Value b)
    {
        if (a.Ref == null && b.Ref == null) return Value.Int(a.Bits ^ b.Bits);
        return BinaryRaw(BinOp.Xor, a, b);
    }

    public static Value Xor(Value a, Value b) => Check(XorRaw(a, b));

    public static Value IXorRaw(Value a, Value b) => a.Ref == null && b.Ref == null ? XorRaw(a, b) : InplaceRaw(BinOp.Xor, a, b);

    public static Value IXor(Value a, Value b) => Check(IXorRaw(a, b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value OrRaw(Value a, Value b)
    {
        if (a.Ref == null && b.Ref == null) return Value.Int(a.Bits | b.Bits);
        return BinaryRaw(BinOp.Or, a, b);
    }

    public static Value Or(Value a, Value b) => Check(OrRaw(a, b));

    public static Value IOrRaw(Value a, Value b) => a.Ref == null && b.Ref == null ? OrRaw(a, b) : InplaceRaw(BinOp.Or, a, b);

    public static Value IOr(Value a, Value b) => Check(IOrRaw(a, b));

    public static Value PowRaw(Value a, Value b) => BinaryRaw(BinOp.Pow, a, b);

    public static Value Pow(Value a, Value b) => Check(BinaryRaw(BinOp.Pow, a, b));

    public static Value IPowRaw(Value a, Value b) => InplaceRaw(BinOp.Pow, a, b);

    public static Value IPow(Value a, Value b) => Check(InplaceRaw(BinOp.Pow, a, b));

    /// <summary><c>pow(a, b, modulus)</c>; a modulus of None is none.</summary>
    public static Value Pow(Value a, Value b, Value modulus)
    {
        if (modulus.IsNone) return Pow(a, b);
        var r = Check(TernaryPow(a, b, modulus));
        if (!r.IsNotImplemented) return r;
        // The slot of a float is asked too, and refuses.
        if (b.IsFloat || b.Ref is PyFloatSub || modulus.IsFloat || modulus.Ref is PyFloatSub) throw Err.TypeError("pow() 3rd argument not allowed unless all arguments are integers");
        throw Err.TypeError($"unsupported operand type(s) for ** or pow(): '{TypeName(a)}', '{TypeName(b)}', '{TypeName(modulus)}'");
    }

    /// <summary><c>divmod(a, b)</c>.</summary>
    public static Value DivMod(Value a, Value b)
    {
        var r = Check(BinaryProtocol(Slot.DivMod, a, b));
        return r.IsNotImplemented ? throw Err.UnsupportedOperand("divmod()", a, b) : r;
    }

    public static Value Neg(Value v) => Check(UnaryRaw(Slot.Neg, v));

    public static Value Pos(Value v) => Check(UnaryRaw(Slot.Pos, v));

    public static Value Invert(Value v) => Check(UnaryRaw(Slot.Invert, v));

    public static Value Abs(Value v) => Check(UnaryRaw(Slot.Abs, v));

    public static Value NegRaw(Value v) => UnaryRaw(Slot.Neg, v);

    public static Value PosRaw(Value v) => UnaryRaw(Slot.Pos, v);

    public static Value InvertRaw(Value v) => UnaryRaw(Slot.Invert, v);
}
