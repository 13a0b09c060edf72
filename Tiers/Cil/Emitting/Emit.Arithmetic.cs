using System.Reflection.Emit;

namespace TieredPy.Tiers.Cil.Emitting;

/// <summary>Arithmetic, conversions and comparisons.</summary>
internal partial class Emit
{
    public Emit Add() => Arithmetic(OpCodes.Add, integer: false, pointers: true);

    public Emit AddOverflow() => Arithmetic(OpCodes.Add_Ovf, integer: true);

    public Emit Subtract() => Arithmetic(OpCodes.Sub, integer: false, pointers: true);

    public Emit SubtractOverflow() => Arithmetic(OpCodes.Sub_Ovf, integer: true);

    public Emit Multiply() => Arithmetic(OpCodes.Mul, integer: false);

    public Emit MultiplyOverflow() => Arithmetic(OpCodes.Mul_Ovf, integer: true);

    /// <summary>Divides towards zero; ints trap on zero and on the lowest int by -1.</summary>
    public Emit Divide() => Arithmetic(OpCodes.Div, integer: false);

    public Emit UnsignedDivide() => Arithmetic(OpCodes.Div_Un, integer: true);

    /// <summary>The remainder of <see cref="Divide"/>, with the dividend's sign.</summary>
    public Emit Remainder() => Arithmetic(OpCodes.Rem, integer: false);

    public Emit UnsignedRemainder() => Arithmetic(OpCodes.Rem_Un, integer: true);

    public Emit And() => Arithmetic(OpCodes.And, integer: true);

    public Emit Or() => Arithmetic(OpCodes.Or, integer: true);

    public Emit Xor() => Arithmetic(OpCodes.Xor, integer: true);

    public Emit Not() => Unary(OpCodes.Not, integer: true);

    public Emit Negate() => Unary(OpCodes.Neg, integer: false);

    /// <summary>Shifts by a 32-bit amount, of which the processor takes the low bits only.</summary>
    public Emit ShiftLeft() => Shift(OpCodes.Shl);

    public Emit ShiftRight() => Shift(OpCodes.Shr);

    public Emit UnsignedShiftRight() => Shift(OpCodes.Shr_Un);

    public Emit CompareEqual() => Comparison(OpCodes.Ceq, identity: true);

    public Emit CompareGreaterThan() => Comparison(OpCodes.Cgt, identity: false);

    public Emit CompareLessThan() => Comparison(OpCodes.Clt, identity: false);

    /// <summary>Compares ints as unsigned; floats are greater or unordered; a reference is greater than null when it isn't null.</summary>
    public Emit UnsignedCompareGreaterThan() => Comparison(OpCodes.Cgt_Un, identity: true);

    /// <summary>Compares ints as unsigned; floats are less or unordered.</summary>
    public Emit UnsignedCompareLessThan() => Comparison(OpCodes.Clt_Un, identity: false);

    /// <summary>Converts the number on the stack; what doesn't fit is cut off. A float beyond the range becomes any int.</summary>
    public Emit Convert<T>()
        where T : unmanaged => Convert(typeof(T));

    public Emit Convert(Type type) => Conversion(
        type == typeof(nint) ? OpCodes.Conv_I
        : type == typeof(nuint) ? OpCodes.Conv_U
        : Type.GetTypeCode(type) switch
        {
            TypeCode.SByte => OpCodes.Conv_I1,
            TypeCode.Byte => OpCodes.Conv_U1,
            TypeCode.Int16 => OpCodes.Conv_I2,
            TypeCode.UInt16 or TypeCode.Char => OpCodes.Conv_U2,
            TypeCode.Int32 => OpCodes.Conv_I4,
            TypeCode.UInt32 => OpCodes.Conv_U4,
            TypeCode.Int64 => OpCodes.Conv_I8,
            TypeCode.UInt64 => OpCodes.Conv_U8,
            TypeCode.Single => OpCodes.Conv_R4,
            TypeCode.Double => OpCodes.Conv_R8,
            _ => throw new EmissionException($"nothing is converted to {type.Name}"),
        },
        type);

    private Emit Arithmetic(OpCode op, bool integer, bool pointers = false)
    {
        if (Emission.Verified)
        {
            stack.Begin(op);
            stack.Arithmetic(integer, pointers);
        }
        return Write(op);
    }

    private Emit Unary(OpCode op, bool integer)
    {
        if (Emission.Verified)
        {
            stack.Begin(op);
            stack.Push(stack.PopNumber(integer));
        }
        return Write(op);
    }

    private Emit Shift(OpCode op)
    {
        if (Emission.Verified)
        {
            stack.Begin(op);
            stack.Shift();
        }
        return Write(op);
    }

    private Emit Comparison(OpCode op, bool identity)
    {
        if (Emission.Verified)
        {
            stack.Begin(op);
            stack.Comparison(identity);
            stack.Push(StackType.Int32);
        }
        return Write(op);
    }

    private Emit Conversion(OpCode op, Type type)
    {
        if (Emission.Verified)
        {
            stack.Begin(op);
            stack.PopNumber(integer: false);
            stack.Push(type);
        }
        return Write(op);
    }
}
