using System.Globalization;
using System.Numerics;

namespace TieredPy.Runtime.Numbers;

/// <summary>
/// The decimal digits of a finite double, correctly rounded (half to even) at any position: the value is
/// 0.<see cref="Digits"/> times ten to the <see cref="Point"/>. Trailing zeros are dropped; zero is "0" with point 1; a
/// value that rounds to nothing at a fixed position has no digits.
/// </summary>
internal ref struct DecimalDigits
{
    /// <summary>Characters of scratch that <see cref="Shortest"/> and small precisions need.</summary>
    public const int ScratchLength = 64;

    /// <summary>No double has more significant digits or more decimals than this.</summary>
    private const int MostDigits = 1100;

    private static readonly UInt128[] SmallPowers = MakeSmallPowers();

    public ReadOnlySpan<char> Digits;
    public int Point;

    /// <summary>The shortest digits that read back as the same double.</summary>
    public static DecimalDigits Shortest(double value, Span<char> scratch)
    {
        value = Math.Abs(value);
        if (value == 0)
            return new DecimalDigits { Digits = "0", Point = 1 };
        value.TryFormat(scratch, out var written, "R", CultureInfo.InvariantCulture);
        int count = 0, point = -1, exponent = 0, leading = 0;
        for (var i = 0; i < written; i++)
        {
            var c = scratch[i];
            if (c == 'E')
            {
                exponent = int.Parse(scratch[(i + 1)..written], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
                break;
            }
            if (c == '.')
                point = count;
            else if (count == 0 && c == '0')
                leading += point >= 0 ? 1 : 0;
            else
                scratch[count++] = c;
        }
        if (point < 0)
            point = count;
        return Make(scratch[..count], point - leading + exponent);
    }

    /// <summary>The digits of the value rounded to <paramref name="decimals"/> places after (or before) the point.</summary>
    public static DecimalDigits Fixed(double value, int decimals, Span<char> scratch)
    {
        value = Math.Abs(value);
        if (value == 0)
            return new DecimalDigits { Digits = "0", Point = 1 };
        var scale = Math.Min(decimals, MostDigits);
        var digits = Scaled(value, scale, scratch);
        return digits.Length == 1 && digits[0] == '0'
            ? new DecimalDigits { Digits = default, Point = -decimals }
            : Make(digits, digits.Length - scale);
    }

    /// <summary>The digits of the value rounded to <paramref name="count"/> significant digits (at least 1).</summary>
    public static DecimalDigits Significant(double value, int count, Span<char> scratch)
    {
        value = Math.Abs(value);
        if (value == 0)
            return new DecimalDigits { Digits = "0", Point = 1 };
        count = Math.Min(count, MostDigits);
        var scale = count - 1 - (int)Math.Floor(Math.Log10(value));
        while (true)
        {
            var digits = Scaled(value, scale, scratch);
            if (digits.Length == count)
                return Make(digits, digits.Length - scale);
            scale += digits.Length < count ? 1 : -1;
        }
    }

    /// <summary>Splits a finite positive double into mantissa * 2**exponent.</summary>
    internal static (ulong Mantissa, int Exponent) Split(double value)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value);
        var exponent = (int)(bits >> 52) & 0x7FF;
        var mantissa = bits & 0xFFFFFFFFFFFFFUL;
        return exponent == 0 ? (mantissa, -1074) : (mantissa | 1UL << 52, exponent - 1075);
    }

    /// <summary>value * 10**scale rounded half to even, where that and its intermediates fit 128 bits.</summary>
    internal static bool TryScaleSmall(double value, int scale, out UInt128 result)
    {
        var (mantissa, exponent) = Split(value);
        UInt128 number = mantissa, divisor = 1;
        var bits = 64 - System.Numerics.BitOperations.LeadingZeroCount(mantissa);
        result = default;
        if (scale >= 0)
        {
            if (scale > 22)
                return false;
            number *= SmallPowers[scale];
            if (exponent > 0)
            {
                if ((int)UInt128.LeadingZeroCount(number) < exponent)
                    return false;
                result = number << exponent;
                return true;
            }
            var shift = -exponent;
            if (shift == 0)
                result = number;
            else if (shift < 128)
            {
                var half = UInt128.One << (shift - 1);
                var rest = number & ((half << 1) - 1);
                result = number >> shift;
                if (rest > half || rest == half && (result & 1) != 0)
                    result++;
            }
            return true;
        }
        if (scale < -27)
            return false;
        divisor = SmallPowers[-scale];
        if (exponent > 0)
        {
            if (bits + exponent > 127)
                return false;
            number <<= exponent;
        }
        else if ((int)UInt128.LeadingZeroCount(divisor) <= 1 - exponent)
        {
            return false;
        }
        else
        {
            divisor <<= -exponent;
        }
        (result, var remainder) = UInt128.DivRem(number, divisor);
        var twice = remainder << 1;
        if (twice > divisor || twice == divisor && (result & 1) != 0)
            result++;
        return true;
    }

    /// <summary>value * 10**scale rounded half to even.</summary>
    internal static BigInteger ScaleBig(double value, int scale)
    {
        var (mantissa, exponent) = Split(value);
        BigInteger number = mantissa, divisor = BigInteger.One;
        if (scale >= 0)
            number *= BigInteger.Pow(10, scale);
        else
            divisor = BigInteger.Pow(10, -scale);
        if (exponent >= 0)
            number <<= exponent;
        else
            divisor <<= -exponent;
        var result = BigInteger.DivRem(number, divisor, out var remainder);
        var order = (remainder << 1).CompareTo(divisor);
        return order > 0 || order == 0 && !result.IsEven ? result + 1 : result;
    }

    private static ReadOnlySpan<char> Scaled(double value, int scale, Span<char> scratch)
    {
        if (!TryScaleSmall(value, scale, out var small))
            return ScaleBig(value, scale).ToString(CultureInfo.InvariantCulture);
        small.TryFormat(scratch, out var written, default, CultureInfo.InvariantCulture);
        return scratch[..written];
    }

    private static DecimalDigits Make(ReadOnlySpan<char> digits, int point) =>
        new() { Digits = digits.TrimEnd('0'), Point = point };

    private static UInt128[] MakeSmallPowers()
    {
        var powers = new UInt128[28];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++)
            powers[i] = powers[i - 1] * 10;
        return powers;
    }
}
