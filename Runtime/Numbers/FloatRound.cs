using System.Globalization;
using System.Numerics;

namespace TieredPy.Runtime.Numbers;

/// <summary>round(float, ndigits) and float.as_integer_ratio.</summary>
internal static class FloatRound
{
    private static ReadOnlySpan<double> ExactPowers =>
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    /// <summary>
    /// The value rounded to <paramref name="digits"/> decimals, half to even by its exact binary value; infinity from a finite
    /// value means that the result is too large.
    /// </summary>
    public static double Round(double value, long digits)
    {
        if (!double.IsFinite(value) || digits > 323 || value == 0)
            return value;
        if (digits < -308)
            return 0.0 * value;
        var scale = (int)digits;
        var size = Math.Abs(value);
        double result;
        if (scale is >= 0 and <= 22 && DecimalDigits.TryScaleSmall(size, scale, out var scaled) && scaled <= 1UL << 53)
        {
            result = (double)(ulong)scaled / ExactPowers[scale];
        }
        else
        {
            var number = DecimalDigits.ScaleBig(size, scale);
            var text = string.Create(CultureInfo.InvariantCulture, $"{number}E{-scale}");
            result = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        }
        return Math.CopySign(result, value);
    }

    /// <summary>round(value) to an integral double, half to even.</summary>
    public static double Round(double value) => Math.Round(value, MidpointRounding.ToEven);

    /// <summary>The value as a fraction in lowest terms with a positive denominator; the value must be finite.</summary>
    public static (BigInteger Numerator, BigInteger Denominator) AsIntegerRatio(double value)
    {
        if (value == 0)
            return (BigInteger.Zero, BigInteger.One);
        var (mantissa, exponent) = DecimalDigits.Split(Math.Abs(value));
        var zeros = BitOperations.TrailingZeroCount(mantissa);
        mantissa >>= zeros;
        exponent += zeros;
        BigInteger numerator = mantissa;
        var denominator = BigInteger.One;
        if (exponent >= 0)
            numerator <<= exponent;
        else
            denominator <<= -exponent;
        return (double.IsNegative(value) ? -numerator : numerator, denominator);
    }
}
