using System.Numerics;

namespace TieredPy.Runtime.Numbers;

/// <summary>Exact passages between integers and doubles: rounding, comparison and true division.</summary>
internal static class IntConvert
{
    /// <summary>The nearest double, half to even; false when it is too large.</summary>
    public static bool TryToDouble(BigInteger value, out double result)
    {
        var bits = IntMath.BitLength(value);
        result = 0;
        if (bits > 1024)
            return false;
        if (bits <= 63)
        {
            result = (long)value;
            return true;
        }
        Span<byte> bytes = stackalloc byte[136];
        BigInteger.Abs(value).TryWriteBytes(bytes, out var written, isUnsigned: true);
        if (written < 8)
            written = 8;
        var top = System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(bytes[(written - 8)..]);
        // What is below the top eight bytes only says whether a half is more than a half.
        var sticky = bytes[..(written - 8)].ContainsAnyExcept((byte)0);
        var fits = FloatHex.TryScale(top, sticky, 8 * (written - 8), out result);
        if (value.Sign < 0)
            result = -result;
        return fits;
    }

    /// <summary>A fraction in [0.5, 1) (half-even rounded) and exponent of a value above zero: math.log's path for huge ints.</summary>
    public static (double Fraction, long Exponent) Frexp(BigInteger value)
    {
        var bits = IntMath.BitLength(value);
        if (bits <= 1023)
        {
            TryToDouble(value, out var small);
            var (m, e) = MathFunctions.Frexp(small);
            return (m, e);
        }
        var shift = (int)(bits - 64);
        var magnitude = BigInteger.Abs(value);
        var top = (ulong)(magnitude >> shift);
        var sticky = !(magnitude & ((BigInteger.One << shift) - 1)).IsZero;
        FloatHex.TryScale(top, sticky, -64, out var fraction);
        if (value.Sign < 0)
            fraction = -fraction;
        return Math.Abs(fraction) == 1 ? (fraction / 2, bits + 1) : (fraction, bits);
    }

    /// <summary>The integer part of a finite double.</summary>
    public static BigInteger Truncate(double value) => new(value);

    /// <summary>int(value) where it fits a long.</summary>
    public static bool TryTruncate(double value, out long result)
    {
        if (value is >= -9223372036854775808.0 and < 9223372036854775808.0)
        {
            result = (long)value;
            return true;
        }
        result = 0;
        return false;
    }

    /// <summary>The sign of a - b, exactly; b is not NaN.</summary>
    public static int Compare(long a, double b)
    {
        if (a is >= -(1L << 53) and <= 1L << 53)
            return ((double)a).CompareTo(b);
        if (b >= 9223372036854775808.0)
            return -1;
        if (b < -9223372036854775808.0)
            return 1;
        // |a| is above 2**53, so a fraction in b matters only when b is far smaller than a.
        var whole = (long)b;
        return a.CompareTo(whole);
    }

    /// <inheritdoc cref="Compare(long, double)"/>
    public static int Compare(BigInteger a, double b)
    {
        if (double.IsInfinity(b))
            return b > 0 ? -1 : 1;
        var whole = new BigInteger(b);
        var order = a.CompareTo(whole);
        if (order != 0)
            return order;
        var rest = b - Math.Truncate(b);
        return rest > 0 ? -1 : rest < 0 ? 1 : 0;
    }

    /// <summary>a / b correctly rounded; b is not zero. False when the result is too large.</summary>
    public static bool TryTrueDivide(long a, long b, out double result)
    {
        if (a is >= -(1L << 53) and <= 1L << 53 && b is >= -(1L << 53) and <= 1L << 53)
        {
            result = (double)a / b;
            return true;
        }
        return TryTrueDivide((BigInteger)a, b, out result);
    }

    /// <inheritdoc cref="TryTrueDivide(long, long, out double)"/>
    public static bool TryTrueDivide(BigInteger a, BigInteger b, out double result)
    {
        var negative = a.Sign < 0 != b.Sign < 0;
        result = 0;
        if (a.IsZero)
        {
            result = negative ? -0.0 : 0.0;
            return true;
        }
        a = BigInteger.Abs(a);
        b = BigInteger.Abs(b);
        var difference = a.GetBitLength() - b.GetBitLength();
        if (difference > 1024)
            return false;
        if (difference < -1076)
        {
            result = negative ? -0.0 : 0.0;
            return true;
        }
        // A quotient of 63 or 64 bits and a sticky bit determine the rounding.
        var shift = (int)(63 - difference);
        if (shift >= 0)
            a <<= shift;
        else
            b <<= -shift;
        var quotient = BigInteger.DivRem(a, b, out var rest);
        var fits = FloatHex.TryScale((ulong)quotient, !rest.IsZero, -shift, out result);
        if (negative)
            result = -result;
        return fits;
    }
}
