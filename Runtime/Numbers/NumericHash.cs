using System.Numerics;
using System.Runtime.CompilerServices;

namespace TieredPy.Runtime.Numbers;

/// <summary>Python's hash of numbers: the value modulo 2**61 - 1, so that equal numbers of different types hash alike.</summary>
internal static class NumericHash
{
    public const int Bits = 61;
    public const long Modulus = (1L << Bits) - 1;
    public const long Infinity = 314159;
    public const long ImaginaryMultiplier = 1000003;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Of(long value)
    {
        if (value is > -1 and < Modulus)
            return value;
        return Large(value);
    }

    public static long Of(BigInteger value)
    {
        var rest = (long)BigInteger.Remainder(value, Modulus);
        return rest == -1 ? -2 : rest;
    }

    /// <summary>The hash of a double that is not NaN (NaN hashes by identity).</summary>
    public static long Of(double value)
    {
        if (value is >= -9e18 and <= 9e18 && value == (long)value)
            return Of((long)value);
        if (!double.IsFinite(value))
            return value > 0 ? Infinity : value < 0 ? -Infinity : 0;
        var (mantissa, exponent) = DecimalDigits.Split(Math.Abs(value));
        // mantissa < 2**53 is reduced already; multiplying by 2**exponent is a rotation in 61 bits.
        exponent %= Bits;
        if (exponent < 0)
            exponent += Bits;
        var hash = (long)(mantissa << exponent & (ulong)Modulus | mantissa >> (Bits - exponent));
        if (value < 0)
            hash = -hash;
        return hash == -1 ? -2 : hash;
    }

    /// <summary>The hash of a complex number made of the hashes of its parts.</summary>
    public static long OfComplex(long realHash, long imaginaryHash)
    {
        var hash = unchecked(realHash + ImaginaryMultiplier * imaginaryHash);
        return hash == -1 ? -2 : hash;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long Large(long value)
    {
        var hash = value % Modulus;
        return hash == -1 ? -2 : hash;
    }
}
