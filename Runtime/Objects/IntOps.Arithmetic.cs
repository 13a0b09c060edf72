using TieredPy.Runtime.Numbers;

namespace TieredPy.Runtime.Objects;

internal static partial class IntOps
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value Add(Value a, Value b)
    {
        if (a.Ref == null && b.Ref == null)
        {
            long r = unchecked(a.Bits + b.Bits);
            if (((a.Bits ^ r) & (b.Bits ^ r)) >= 0) return Value.Int(r);
        }
        return AddSlow(a, b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value Sub(Value a, Value b)
    {
        if (a.Ref == null && b.Ref == null)
        {
            long r = unchecked(a.Bits - b.Bits);
            if (((a.Bits ^ b.Bits) & (a.Bits ^ r)) >= 0) return Value.Int(r);
        }
        return SubSlow(a, b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value Mul(Value a, Value b)
    {
        if (a.Ref == null && b.Ref == null)
        {
            long high = Math.BigMul(a.Bits, b.Bits, out long low);
            if (high == low >> 63) return Value.Int(low);
        }
        return MulSlow(a, b);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Value AddSlow(Value a, Value b)
    {
        var ka = Get(a, out long x, out var bx);
        var kb = Get(b, out long y, out var by);
        if (ka == IntKind.None || kb == IntKind.None) return Value.NotImplemented;
        if (ka == IntKind.Small && kb == IntKind.Small)
        {
            long r = unchecked(x + y);
            return ((x ^ r) & (y ^ r)) >= 0 ? Value.Int(r) : Value.Big((BigInteger)x + y);
        }
        return Value.Big(BigLimbs.Add(ka == IntKind.Small ? x : bx, kb == IntKind.Small ? y : by));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Value SubSlow(Value a, Value b)
    {
        var ka = Get(a, out long x, out var bx);
        var kb = Get(b, out long y, out var by);
        if (ka == IntKind.None || kb == IntKind.None) return Value.NotImplemented;
        if (ka == IntKind.Small && kb == IntKind.Small)
        {
            long r = unchecked(x - y);
            return ((x ^ y) & (x ^ r)) >= 0 ? Value.Int(r) : Value.Big((BigInteger)x - y);
        }
        return Value.Big(BigLimbs.Subtract(ka == IntKind.Small ? x : bx, kb == IntKind.Small ? y : by));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Value MulSlow(Value a, Value b)
    {
        var ka = Get(a, out long x, out var bx);
        var kb = Get(b, out long y, out var by);
        if (ka == IntKind.None || kb == IntKind.None) return Value.NotImplemented;
        if (ka == IntKind.Small && kb == IntKind.Small)
        {
            long high = Math.BigMul(x, y, out long low);
            return high == low >> 63 ? Value.Int(low) : new Value(new PyBigInt((BigInteger)x * y));
        }
        if (ka == IntKind.Small) bx = x;
        if (kb == IntKind.Small) by = y;
        return Value.Big(BigLimbs.Multiply(bx, by));
    }

    /// <summary>True division, correctly rounded.</summary>
    public static Value TrueDiv(Value a, Value b)
    {
        const long Exact = 1L << 53;
        var ka = Get(a, out long x, out var bx);
        var kb = Get(b, out long y, out var by);
        if (ka == IntKind.None || kb == IntKind.None) return Value.NotImplemented;
        if (kb == IntKind.Small && y == 0) return Err.Pend(Err.ZeroDivisionError("division by zero"));
        if (ka == IntKind.Small && kb == IntKind.Small && x is >= -Exact and <= Exact && y is >= -Exact and <= Exact)
            return Value.Float((double)x / y);
        if (ka == IntKind.Small) bx = x;
        if (kb == IntKind.Small) by = y;
        return Value.Float(Divide(bx, by));
    }

    /// <summary>The quotient as the nearest double; OverflowError when there is none.</summary>
    public static double Divide(BigInteger a, BigInteger b)
    {
        if (a.IsZero) return b.Sign < 0 ? -0.0 : 0.0;
        bool negative = a.Sign < 0 != b.Sign < 0;
        a = BigInteger.Abs(a);
        b = BigInteger.Abs(b);
        // Bring the quotient to 64 or 65 bits; what is lost below only matters as being there, and goes into the lowest bit.
        long exponent = a.GetBitLength() - b.GetBitLength() - 64;
        if (exponent > 1024) throw Err.OverflowError("integer division result too large for a float");
        if (exponent < -1300) return negative ? -0.0 : 0.0;
        if (exponent > 0) b <<= (int)exponent;
        else a <<= (int)-exponent;
        var q = BigInteger.DivRem(a, b, out var rest);
        bool sticky = !rest.IsZero;
        if (q.GetBitLength() > 64)
        {
            sticky |= !q.IsEven;
            q >>= 1;
            exponent++;
        }
        if (!Numbers.FloatHex.TryScale((ulong)q, sticky, exponent, out double d))
            throw Err.OverflowError("integer division result too large for a float");
        return negative ? -d : d;
    }

    public static Value FloorDiv(Value a, Value b)
    {
        var ka = Get(a, out long x, out var bx);
        var kb = Get(b, out long y, out var by);
        if (ka == IntKind.None || kb == IntKind.None) return Value.NotImplemented;
        if (ka == IntKind.Small && kb == IntKind.Small)
        {
            if (y == 0) return Err.Pend(Err.ZeroDivisionError("integer division or modulo by zero"));
            if (y == -1) return Neg(Value.Int(x));
            return Value.Int(FloorDiv(x, y));
        }
        if (ka == IntKind.Small) bx = x;
        if (kb == IntKind.Small) by = y;
        if (by.IsZero) return Err.Pend(Err.ZeroDivisionError("integer division or modulo by zero"));
        return Value.Big(FloorDivRem(bx, by, out _));
    }

    public static Value Mod(Value a, Value b)
    {
        var ka = Get(a, out long x, out var bx);
        var kb = Get(b, out long y, out var by);
        if (ka == IntKind.None || kb == IntKind.None) return Value.NotImplemented;
        if (ka == IntKind.Small && kb == IntKind.Small)
        {
            if (y == 0) return Err.Pend(Err.ZeroDivisionError("integer modulo by zero"));
            return y == -1 ? Value.Int(0) : Value.Int(FloorMod(x, y));
        }
        if (ka == IntKind.Small) bx = x;
        if (kb == IntKind.Small) by = y;
        if (by.IsZero) return Err.Pend(Err.ZeroDivisionError("integer modulo by zero"));
        BigLimbs.DivRem(bx, by, out var rest);
        if (!rest.IsZero && rest.Sign < 0 != by.Sign < 0) rest += by;
        return Value.Big(rest);
    }

    public static Value DivMod(Value a, Value b)
    {
        var ka = Get(a, out long x, out var bx);
        var kb = Get(b, out long y, out var by);
        if (ka == IntKind.None || kb == IntKind.None) return Value.NotImplemented;
        if (ka == IntKind.Small && kb == IntKind.Small && y is not 0 and not -1)
            return new Value(new PyTuple([Value.Int(FloorDiv(x, y)), Value.Int(FloorMod(x, y))]));
        if (ka == IntKind.Small) bx = x;
        if (kb == IntKind.Small) by = y;
        if (by.IsZero) return Err.Pend(Err.ZeroDivisionError("integer division or modulo by zero"));
        var q = FloorDivRem(bx, by, out var rest);
        return new Value(new PyTuple([Value.Big(q), Value.Big(rest)]));
    }

    /// <summary>Floor division; y is neither 0 nor -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long FloorDiv(long x, long y)
    {
        long q = x / y;
        return (x ^ y) < 0 && q * y != x ? q - 1 : q;
    }

    /// <summary>The remainder with the divisor's sign; y is neither 0 nor -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long FloorMod(long x, long y)
    {
        long r = x % y;
        return r != 0 && (r ^ y) < 0 ? r + y : r;
    }

    /// <summary>Floor division with the remainder.</summary>
    public static BigInteger FloorDivRem(BigInteger a, BigInteger b, out BigInteger rest)
    {
        var q = BigLimbs.DivRem(a, b, out rest);
        if (!rest.IsZero && rest.Sign < 0 != b.Sign < 0)
        {
            q -= 1;
            rest += b;
        }
        return q;
    }

    /// <summary>a ** b, or modulo <paramref name="modulus"/> unless that is Missing or None. A negative exponent makes a float.</summary>
    public static Value Pow(Value a, Value b, Value modulus)
    {
        var ka = Get(a, out long x, out var bx);
        var kb = Get(b, out long y, out var by);
        if (!modulus.IsMissingOrNone && (FloatOps.IsFloat(a) || FloatOps.IsFloat(b))) throw Err.TypeError("pow() 3rd argument not allowed unless all arguments are integers");
        if (ka == IntKind.None || kb == IntKind.None) return Value.NotImplemented;
        if (!modulus.IsMissingOrNone)
        {
            if (FloatOps.IsFloat(modulus)) throw Err.TypeError("pow() 3rd argument not allowed unless all arguments are integers");
            if (!TryGetBig(modulus, out var m)) return Value.NotImplemented;
            return PowMod(ka == IntKind.Small ? x : bx, kb == IntKind.Small ? y : by, m);
        }
        if (kb == IntKind.Small && y >= 0)
        {
            if (ka == IntKind.Small && TryPow(x, y, out long small)) return Value.Int(small);
            if (ka == IntKind.Small) bx = x;
            return PowBig(bx, y);
        }
        if (kb == IntKind.Small || by.Sign < 0) return FloatOps.Pow(Value.Float(ToDouble(a)), Value.Float(ToDouble(b)), Value.None);
        // An exponent beyond 64 bits.
        if (ka == IntKind.Small && x is 0 or 1) return Value.Int(x);
        if (ka == IntKind.Small && x == -1) return Value.Int(by.IsEven ? 1 : -1);
        throw Err.MemoryError();
    }

    private static bool TryPow(long x, long y, out long result)
    {
        result = 1;
        if (x is 0 or 1 or -1)
        {
            result = y == 0 ? 1 : x == -1 && (y & 1) == 0 ? 1 : x;
            return true;
        }
        if (y >= 64) return false;
        while (true)
        {
            if ((y & 1) != 0)
            {
                long high = Math.BigMul(result, x, out long low);
                if (high != low >> 63) return false;
                result = low;
            }
            y >>= 1;
            if (y == 0) return true;
            long squareHigh = Math.BigMul(x, x, out long square);
            if (squareHigh != square >> 63) return false;
            x = square;
        }
    }

    private static Value PowBig(BigInteger x, long y)
    {
        // Beyond this the result would not fit memory.
        if ((double)(x.GetBitLength() - 1) * y > 16e9) throw Err.MemoryError();
        if (x.IsPowerOfTwo && x.Sign > 0) return LShift(Value.Int(1), Value.Int((x.GetBitLength() - 1) * y));
        return Value.Big(BigInteger.Pow(x, (int)y));
    }

    private static Value PowMod(BigInteger x, BigInteger y, BigInteger m)
    {
        if (m.IsZero) throw Err.ValueError("pow() 3rd argument cannot be 0");
        if (BigInteger.Abs(m).IsOne) return Value.Int(0);
        if (y.Sign < 0)
        {
            x = Inverse(x, BigInteger.Abs(m));
            y = -y;
        }
        var r = BigInteger.ModPow(x, y, m);
        if (!r.IsZero && r.Sign < 0 != m.Sign < 0) r += m;
        return Value.Big(r);
    }

    private static BigInteger Inverse(BigInteger x, BigInteger m)
    {
        BigInteger r0 = m, r1 = FloorRest(x, m), t0 = BigInteger.Zero, t1 = BigInteger.One;
        while (!r1.IsZero)
        {
            var q = BigInteger.DivRem(r0, r1, out var r2);
            (r0, r1) = (r1, r2);
            (t0, t1) = (t1, t0 - q * t1);
        }
        if (!r0.IsOne) throw Err.ValueError("base is not invertible for the given modulus");
        return FloorRest(t0, m);
    }

    private static BigInteger FloorRest(BigInteger x, BigInteger m)
    {
        FloorDivRem(x, m, out var rest);
        return rest;
    }

    public static Value Neg(Value v) => Get(v, out long a, out var big) == IntKind.Small
        ? a != long.MinValue ? Value.Int(-a) : Value.Big(-(BigInteger)a)
        : Value.Big(-big);

    /// <summary>+v, int(v), v.__index__(): the exact int.</summary>
    public static Value Pos(Value v) => Exact(v);

    public static Value Abs(Value v) => Get(v, out long a, out var big) == IntKind.Small
        ? a >= 0 ? Value.Int(a) : Neg(Value.Int(a))
        : big.Sign >= 0 ? Exact(v) : Value.Big(-big);

    public static Value Invert(Value v) => Get(v, out long a, out var big) == IntKind.Small ? Value.Int(~a) : Value.Big(-big - 1);

    public static Value And(Value a, Value b)
    {
        if (a.Ref == null && b.Ref == null) return Value.Int(a.Bits & b.Bits);
        var ka = Get(a, out long x, out var bx);
        var kb = Get(b, out long y, out var by);
        if (ka == IntKind.None || kb == IntKind.None) return Value.NotImplemented;
        if (ka == IntKind.Small && kb == IntKind.Small) return Value.Int(x & y);
        // A non-negative small mask keeps only the low word.
        if (ka == IntKind.Small && x >= 0) return Value.Int(x & LowWord(by));
        if (kb == IntKind.Small && y >= 0) return Value.Int(y & LowWord(bx));
        return Value.Big((ka == IntKind.Small ? x : bx) & (kb == IntKind.Small ? y : by));
    }

    public static Value Or(Value a, Value b)
    {
        if (a.Ref == null && b.Ref == null) return Value.Int(a.Bits | b.Bits);
        var ka = Get(a, out long x, out var bx);
        var kb = Get(b, out long y, out var by);
        if (ka == IntKind.None || kb == IntKind.None) return Value.NotImplemented;
        if (ka == IntKind.Small && kb == IntKind.Small) return Value.Int(x | y);
        return Value.Big((ka == IntKind.Small ? x : bx) | (kb == IntKind.Small ? y : by));
    }

    public static Value Xor(Value a, Value b)
    {
        if (a.Ref == null && b.Ref == null) return Value.Int(a.Bits ^ b.Bits);
        var ka = Get(a, out long x, out var bx);
        var kb = Get(b, out long y, out var by);
        if (ka == IntKind.None || kb == IntKind.None) return Value.NotImplemented;
        if (ka == IntKind.Small && kb == IntKind.Small) return Value.Int(x ^ y);
        return Value.Big((ka == IntKind.Small ? x : bx) ^ (kb == IntKind.Small ? y : by));
    }

    public static Value LShift(Value a, Value b)
    {
        var ka = Get(a, out long x, out var bx);
        var kb = Get(b, out long y, out var by);
        if (ka == IntKind.None || kb == IntKind.None) return Value.NotImplemented;
        if (kb == IntKind.Small ? y < 0 : by.Sign < 0) throw Err.ValueError("negative shift count");
        if (ka == IntKind.Small)
        {
            if (x == 0) return Value.Int(0);
            if (kb == IntKind.Small && y < 63)
            {
                long r = x << (int)y;
                if (r >> (int)y == x) return Value.Int(r);
            }
            bx = x;
        }
        if (kb == IntKind.Big) throw Err.OverflowError("too many digits in integer");
        if (y > 16_000_000_000) throw y >= 60L << 57 ? Err.OverflowError("too many digits in integer") : Err.MemoryError();
        if (y > int.MaxValue - 64) throw Err.MemoryError();
        return Value.Big(bx << (int)y);
    }

    public static Value RShift(Value a, Value b)
    {
        var ka = Get(a, out long x, out var bx);
        var kb = Get(b, out long y, out var by);
        if (ka == IntKind.None || kb == IntKind.None) return Value.NotImplemented;
        if (kb == IntKind.Small ? y < 0 : by.Sign < 0) throw Err.ValueError("negative shift count");
        if (ka == IntKind.Small) return Value.Int(x >> (kb == IntKind.Big || y > 63 ? 63 : (int)y));
        if (kb == IntKind.Big || y > int.MaxValue) return Value.Int(bx.Sign < 0 ? -1 : 0);
        return Value.Big(bx >> (int)y);
    }

    /// <summary>The low 64 bits in two's complement.</summary>
    private static long LowWord(BigInteger b) => unchecked((long)(ulong)(b & ulong.MaxValue));
}
