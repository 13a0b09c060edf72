using System.Numerics;
using System.Runtime.CompilerServices;

namespace TieredPy.Runtime.Numbers;

/// <summary>Integer arithmetic with Python's meaning: floor division, the divisor's sign for remainders, modular powers.</summary>
internal static class IntMath
{
    /// <summary>a // b; b is not zero and the result fits (only long.MinValue // -1 does not).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long FloorDiv(long a, long b)
    {
        var q = a / b;
        return (a ^ b) < 0 && q * b != a ? q - 1 : q;
    }

    /// <summary>a % b; b is not zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Mod(long a, long b)
    {
        if (b == -1)
            return 0;
        var r = a % b;
        return r != 0 && (r ^ b) < 0 ? r + b : r;
    }

    /// <summary>a // b where the result may not fit a long; b is not zero.</summary>
    public static bool TryFloorDiv(long a, long b, out long result)
    {
        if (b == -1)
        {
            result = unchecked(-a);
            return a != long.MinValue;
        }
        result = FloorDiv(a, b);
        return true;
    }

    /// <summary>a // b; b is not zero.</summary>
    public static BigInteger FloorDiv(BigInteger a, BigInteger b) => DivMod(a, b).Quotient;

    /// <summary>a % b; b is not zero.</summary>
    public static BigInteger Mod(BigInteger a, BigInteger b)
    {
        var r = BigInteger.Remainder(a, b);
        return !r.IsZero && r.Sign != b.Sign ? r + b : r;
    }

    /// <summary>divmod(a, b); b is not zero.</summary>
    public static (BigInteger Quotient, BigInteger Remainder) DivMod(BigInteger a, BigInteger b)
    {
        var q = BigInteger.DivRem(a, b, out var r);
        return !r.IsZero && r.Sign != b.Sign ? (q - 1, r + b) : (q, r);
    }

    /// <summary>a ** b for b not negative, where it fits a long.</summary>
    public static bool TryPow(long a, long b, out long result)
    {
        result = 1;
        if (a is 0 or 1 or -1 || b == 0)
        {
            result = b == 0 ? 1 : a == -1 && (b & 1) == 0 ? 1 : a;
            return true;
        }
        if (b >= 64)
            return false;
        while (true)
        {
            if ((b & 1) != 0 && !TryMultiply(result, a, out result))
                return false;
            b >>= 1;
            if (b == 0)
                return true;
            if (!TryMultiply(a, a, out a))
                return false;
        }
    }

    /// <summary>a ** b for b not negative.</summary>
    public static BigInteger Pow(BigInteger a, long b)
    {
        if (a.IsZero || a.IsOne)
            return b == 0 ? BigInteger.One : a;
        if (a == BigInteger.MinusOne)
            return (b & 1) == 0 ? BigInteger.One : a;
        if (b > int.MaxValue)
            throw new OutOfMemoryException();
        if (a.IsPowerOfTwo)
            return BigInteger.One << checked((int)((a.GetBitLength() - 1) * b));
        return BigInteger.Pow(a, (int)b);
    }

    /// <summary>
    /// pow(a, b, modulus) with the modulus's sign; false when b is negative and a has no inverse. The modulus is not zero.
    /// </summary>
    public static bool TryPowMod(BigInteger a, BigInteger b, BigInteger modulus, out BigInteger result)
    {
        var size = BigInteger.Abs(modulus);
        if (b.Sign < 0)
        {
            if (!TryInverse(a, size, out a))
            {
                result = default;
                return false;
            }
            b = -b;
        }
        result = size.IsOne ? BigInteger.Zero : BigInteger.ModPow(Mod(a, size), b, size);
        result = Mod(result, modulus);
        return true;
    }

    /// <inheritdoc cref="TryPowMod(BigInteger, BigInteger, BigInteger, out BigInteger)"/>
    public static bool TryPowMod(long a, long b, long modulus, out long result)
    {
        if (modulus == long.MinValue || b < 0)
        {
            var found = TryPowMod(a, b, (BigInteger)modulus, out var big);
            result = (long)big;
            return found;
        }
        var size = (ulong)Math.Abs(modulus);
        ulong power = 1 % size, square = (ulong)Mod(a, (long)size);
        if (size <= uint.MaxValue)
        {
            for (; b != 0; b >>= 1, square = square * square % size)
            {
                if ((b & 1) != 0)
                    power = power * square % size;
            }
        }
        else
        {
            for (; b != 0; b >>= 1, square = MultiplyMod(square, square, size))
            {
                if ((b & 1) != 0)
                    power = MultiplyMod(power, square, size);
            }
        }
        result = Mod((long)power, modulus);
        return true;
    }

    /// <summary>The inverse of a modulo a positive number, by Euclid's extended algorithm.</summary>
    public static bool TryInverse(BigInteger a, BigInteger modulus, out BigInteger inverse)
    {
        BigInteger r0 = modulus, r1 = Mod(a, modulus), t0 = BigInteger.Zero, t1 = BigInteger.One;
        while (!r1.IsZero)
        {
            var q = BigInteger.DivRem(r0, r1, out var r2);
            (r0, r1) = (r1, r2);
            (t0, t1) = (t1, t0 - q * t1);
        }
        inverse = Mod(t0, modulus);
        return r0.IsOne;
    }

    /// <summary>The floor of the square root of a value that is not negative.</summary>
    public static long Isqrt(long value)
    {
        var root = (long)Math.Sqrt(value);
        if ((UInt128)(ulong)root * (ulong)root > (ulong)value)
            root--;
        else if ((UInt128)(ulong)(root + 1) * (ulong)(root + 1) <= (ulong)value)
            root++;
        return root;
    }

    /// <inheritdoc cref="Isqrt(long)"/>
    public static BigInteger Isqrt(BigInteger value)
    {
        if (value <= long.MaxValue)
            return Isqrt((long)value);
        // Newton's iteration with the precision doubled at each step.
        var c = (value.GetBitLength() - 1) / 2;
        var root = BigInteger.One;
        long d = 0;
        for (var s = 63 - BitOperations.LeadingZeroCount((ulong)c); s >= 0; s--)
        {
            var e = d;
            d = c >> s;
            root = (root << (int)(d - e - 1)) + (value >> (int)(2 * c - e - d + 1)) / root;
        }
        return root * root > value ? root - 1 : root;
    }

    /// <summary>The greatest common divisor, never negative; as an unsigned number since gcd(long.MinValue, 0) is 2**63.</summary>
    public static ulong Gcd(long a, long b)
    {
        ulong x = Magnitude(a), y = Magnitude(b);
        if (x == 0 || y == 0)
            return x | y;
        // Stein's algorithm: no divisions.
        var shift = BitOperations.TrailingZeroCount(x | y);
        x >>= BitOperations.TrailingZeroCount(x);
        do
        {
            y >>= BitOperations.TrailingZeroCount(y);
            if (x > y)
                (x, y) = (y, x);
            y -= x;
        }
        while (y != 0);
        return x << shift;
    }

    /// <summary>The least common multiple, never negative.</summary>
    public static BigInteger Lcm(BigInteger a, BigInteger b) =>
        a.IsZero || b.IsZero ? BigInteger.Zero : BigInteger.Abs(a / BigInteger.GreatestCommonDivisor(a, b) * b);

    /// <summary>int.bit_length.</summary>
    public static int BitLength(long value) => 64 - BitOperations.LeadingZeroCount(Magnitude(value));

    /// <inheritdoc cref="BitLength(long)"/>
    public static long BitLength(BigInteger value) => BigInteger.Abs(value).GetBitLength();

    /// <summary>int.bit_count: the ones in the magnitude.</summary>
    public static int BitCount(long value) => BitOperations.PopCount(Magnitude(value));

    /// <inheritdoc cref="BitCount(long)"/>
    public static long BitCount(BigInteger value)
    {
        long count = 0;
        foreach (var b in BigInteger.Abs(value).ToByteArray())
            count += BitOperations.PopCount(b);
        return count;
    }

    /// <summary>a &lt;&lt; b for b not negative, where it fits a long.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryShiftLeft(long a, long b, out long result)
    {
        if ((ulong)b >= 64)
        {
            result = 0;
            return a == 0;
        }
        result = a << (int)b;
        return result >> (int)b == a;
    }

    /// <summary>a &gt;&gt; b for b not negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ShiftRight(long a, long b) => a >> (int)Math.Min((ulong)b, 63);

    /// <summary>The product, where it fits a long.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryMultiply(long a, long b, out long result)
    {
        var high = Math.BigMul(a, b, out result);
        return high == result >> 63;
    }

    /// <summary>The absolute value, which for long.MinValue is 2**63.</summary>
    public static ulong Magnitude(long value) => value < 0 ? 0UL - (ulong)value : (ulong)value;

    private static ulong MultiplyMod(ulong a, ulong b, ulong modulus) => (ulong)((UInt128)a * b % modulus);
}
