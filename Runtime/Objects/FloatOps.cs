using TieredPy.Runtime.Numbers;

namespace TieredPy.Runtime.Objects;

/// <summary>The operations of float on values: binary ones take a float or int on either side and return NotImplemented for anything else.</summary>
internal static class FloatOps
{
    /// <summary>The number of a float of any class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryGet(Value v, out double d)
    {
        if (v.IsFloat)
        {
            d = v.AsFloat;
            return true;
        }
        if (v.Ref is PyFloat f)
        {
            d = f.Number;
            return true;
        }
        d = 0;
        return false;
    }

    public static bool IsFloat(Value v) => v.IsFloat || v.Ref is PyFloat;

    /// <summary>The number of a float or int; OverflowError when an int is too large.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryNumber(Value v, out double d)
    {
        if (v.IsFloat)
        {
            d = v.AsFloat;
            return true;
        }
        return TryNumberSlow(v, out d);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryNumberSlow(Value v, out double d)
    {
        if (v.Ref == null)
        {
            d = v.Bits;
            return true;
        }
        if (v.Ref is PyFloat f)
        {
            d = f.Number;
            return true;
        }
        if (v.Ref is PyInt)
        {
            d = IntOps.ToDouble(v);
            return true;
        }
        d = 0;
        return false;
    }

    public static Value Add(Value a, Value b) =>
        TryNumber(a, out double x) && TryNumber(b, out double y) ? Value.Float(x + y) : Value.NotImplemented;

    public static Value Sub(Value a, Value b) =>
        TryNumber(a, out double x) && TryNumber(b, out double y) ? Value.Float(x - y) : Value.NotImplemented;

    public static Value Mul(Value a, Value b) =>
        TryNumber(a, out double x) && TryNumber(b, out double y) ? Value.Float(x * y) : Value.NotImplemented;

    public static Value TrueDiv(Value a, Value b)
    {
        if (!TryNumber(a, out double x) || !TryNumber(b, out double y)) return Value.NotImplemented;
        if (y == 0) return Err.Pend(Err.ZeroDivisionError("float division by zero"));
        return Value.Float(x / y);
    }

    public static Value FloorDiv(Value a, Value b)
    {
        if (!TryNumber(a, out double x) || !TryNumber(b, out double y)) return Value.NotImplemented;
        if (y == 0) return Err.Pend(Err.ZeroDivisionError("float floor division by zero"));
        return Value.Float(FloorDivMod(x, y, out _));
    }

    public static Value Mod(Value a, Value b)
    {
        if (!TryNumber(a, out double x) || !TryNumber(b, out double y)) return Value.NotImplemented;
        if (y == 0) return Err.Pend(Err.ZeroDivisionError("float modulo by zero"));
        return Value.Float(Mod(x, y));
    }

    public static Value DivMod(Value a, Value b)
    {
        if (!TryNumber(a, out double x) || !TryNumber(b, out double y)) return Value.NotImplemented;
        if (y == 0) return Err.Pend(Err.ZeroDivisionError("float divmod()"));
        double q = FloorDivMod(x, y, out double rest);
        return new Value(new PyTuple([Value.Float(q), Value.Float(rest)]));
    }

    /// <summary>The remainder with the divisor's sign; y is not 0.</summary>
    public static double Mod(double x, double y)
    {
        double r = x % y;
        if (r != 0) return y < 0 != r < 0 ? r + y : r;
        return Math.CopySign(0.0, y);
    }

    /// <summary>Floor division as CPython computes it; y is not 0.</summary>
    public static double FloorDivMod(double x, double y, out double mod)
    {
        mod = x % y;
        double div = (x - mod) / y;
        if (mod != 0)
        {
            if (y < 0 != mod < 0)
            {
                mod += y;
                div -= 1.0;
            }
        }
        else mod = Math.CopySign(0.0, y);
        if (div == 0) return Math.CopySign(0.0, x / y);
        double floor = Math.Floor(div);
        return div - floor > 0.5 ? floor + 1.0 : floor;
    }

    public static Value Pow(Value a, Value b, Value modulus)
    {
        if (!modulus.IsMissingOrNone) throw Err.TypeError("pow() 3rd argument not allowed unless all arguments are integers");
        if (!TryNumber(a, out double x) || !TryNumber(b, out double y)) return Value.NotImplemented;
        if (x < 0 && double.IsFinite(x) && double.IsFinite(y) && y != Math.Floor(y))
            return ComplexOps.Pow(new Complex(x, 0), new Complex(y, 0));
        return Value.Float(Pow(x, y));
    }

    /// <summary>x ** y for a real result, with Python's errors.</summary>
    public static double Pow(double x, double y)
    {
        if (x == 0 && y < 0 && !double.IsNegativeInfinity(y)) throw Err.ZeroDivisionError("0.0 cannot be raised to a negative power");
        double r = y == 2 ? QuickPower.Square(x) : Math.Pow(x, y);
        if (double.IsInfinity(r) && double.IsFinite(x) && double.IsFinite(y) && x != 0)
            throw Err.Make(ExcTypes.OverflowError, Value.Int(34), Value.Str("Numerical result out of range"));
        return r;
    }

    public static Value Compare(CmpOp op, Value a, Value b)
    {
        if (!TryGet(a, out double x))
        {
            if (!IntOps.IsInt(a) || !TryGet(b, out double flipped)) return Value.NotImplemented;
            return CompareWithInt(op.Swap(), flipped, a);
        }
        if (!TryGet(b, out double y)) return IntOps.IsInt(b) ? CompareWithInt(op, x, b) : Value.NotImplemented;
        return Value.Bool(Compare(op, x, y));
    }

    public static bool Compare(CmpOp op, double x, double y) => op switch
    {
        CmpOp.Lt => x < y,
        CmpOp.Le => x <= y,
        CmpOp.Eq => x == y,
        CmpOp.Ne => x != y,
        CmpOp.Gt => x > y,
        _ => x >= y,
    };

    /// <summary>Exact comparison of a float with an int.</summary>
    private static Value CompareWithInt(CmpOp op, double x, Value i)
    {
        if (!double.IsFinite(x)) return Value.Bool(Compare(op, x, 0));
        if (IntOps.Get(i, out long small, out var big) == IntKind.Small)
        {
            const long Exact = 1L << 53;
            if (small is >= -Exact and <= Exact) return Value.Bool(Compare(op, x, small));
            big = small;
        }
        double floor = Math.Floor(x);
        int c = new BigInteger(floor).CompareTo(big);
        if (c == 0 && x > floor) c = 1;
        return Value.Bool(op.Of(c));
    }

    public static bool Bool(Value v) => !TryGet(v, out double d) || d != 0;

    public static Value Neg(Value v) => TryGet(v, out double d) ? Value.Float(-d) : Value.NotImplemented;

    public static Value Pos(Value v) => TryGet(v, out double d) ? Value.Float(d) : Value.NotImplemented;

    public static Value Abs(Value v) => TryGet(v, out double d) ? Value.Float(Math.Abs(d)) : Value.NotImplemented;

    public static Value Repr(Value v) => TryGet(v, out double d) ? Value.Str(Numbers.FloatFormat.Repr(d)) : Value.NotImplemented;

    /// <summary>The hash: that of the equal int, or the number modulo 2^61 - 1 (language reference, "Hashing of numeric types").</summary>
    public static long Hash(Value v) => TryGet(v, out double d) ? double.IsNaN(d) ? v.IsFloat ? Ops.Id(v) >> 4 : ObjectMethods.IdentityHash(v.Ref!) : Hash(d) : 0;

    /// <inheritdoc cref="Hash(Value)"/>
    public static long Hash(double d)
    {
        const int Bits = 61;
        const ulong Modulus = (1UL << Bits) - 1;
        if (d == Math.Floor(d) && Math.Abs(d) < 1L << 60) return IntOps.HashSmall((long)d);
        if (!double.IsFinite(d)) return double.IsNaN(d) ? 0x7FF80000 : d > 0 ? 314159 : -314159;
        ulong bits = BitConverter.DoubleToUInt64Bits(Math.Abs(d));
        int exponent = (int)(bits >> 52);
        ulong mantissa = bits & ((1UL << 52) - 1);
        if (exponent == 0) exponent = 1;
        else mantissa |= 1UL << 52;
        // d = mantissa * 2**(exponent - 1075), and 2 has order 61 modulo 2^61 - 1.
        int shift = (exponent - 1075) % Bits;
        if (shift < 0) shift += Bits;
        ulong x = mantissa;
        x = ((x << shift) & Modulus) | (x >> (Bits - shift));
        long h = (long)x;
        if (d < 0) h = -h;
        return h == -1 ? -2 : h;
    }

    /// <summary>int(d).</summary>
    public static Value Truncate(double d)
    {
        if (Math.Abs(d) < 9.2e18) return Value.Int((long)d);
        if (double.IsNaN(d)) throw Err.ValueError("cannot convert float NaN to integer");
        if (double.IsInfinity(d)) throw Err.OverflowError("cannot convert float infinity to integer");
        return Value.Big(new BigInteger(d));
    }
}
