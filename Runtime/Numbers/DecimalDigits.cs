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
        if (value is >= 1e-4 and < 9007199254740992)
            return ShortestModerate(value, scratch);
        value.TryFormat(scratch, out var written, "R", CultureInfo.InvariantCulture);
        // The number below a power of two is nearer than the one above, which the library overlooks for a few: their digits read back as another number.
        if (Split(value).Mantissa == 1UL << 52 && double.Parse(scratch[..written], CultureInfo.InvariantCulture) != value)
            value.TryFormat(scratch, out written, "E16", CultureInfo.InvariantCulture);
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

    /// <summary>
    /// The shortest digits of a value between 1e-4 and 2**53, in 128-bit arithmetic. If the nearest number of 15 digits reads back, it is
    /// the answer, since different numbers of 15 digits are different doubles. Otherwise there are 16 or 17 digits, and the digits on which
    /// both ends of the interval of doubles agree are found as in Ryu (Adams, 2018).
    /// </summary>
    private static DecimalDigits ShortestModerate(double value, Span<char> scratch)
    {
        // The value is at least 10**magnitude.
        var magnitude = (int)((BitConverter.DoubleToInt64Bits(value) >> 52) - 1023) * 1233 >> 12;
        if (value >= PowerOfTen(magnitude + 1))
            magnitude++;
        var scale = 14 - magnitude;
        if (TryRound(value, scale, out var result) && (double)result / PowerOfTen(scale) == value)
            return Write(result, scale, scratch);
        return ShortestLong(value, magnitude, scratch);
    }

    /// <summary>
    /// value * 10**scale rounded half to even, for scales from 0 to 19 and values that aren't whole by their exponent, if it fits 64 bits. Nothing here
    /// is a UInt128: methods with those can't be compiled ahead of time.
    /// </summary>
    private static bool TryRound(double value, int scale, out ulong result)
    {
        result = 0;
        var (mantissa, exponent) = Split(value);
        if (scale is < 0 or > 19 || exponent is >= 0 or <= -128)
            return false;
        var high = Math.BigMul(mantissa, UlongPowers[scale], out var low);
        var shift = -exponent;
        ulong half, rest;
        var below = 0UL;
        if (shift < 64)
        {
            if (high >> shift != 0)
                return false;
            result = high << (64 - shift) | low >> shift;
            half = 1UL << (shift - 1);
            rest = low & ((half << 1) - 1);
        }
        else if (shift == 64)
        {
            result = high;
            half = 1UL << 63;
            rest = low;
        }
        else
        {
            result = high >> (shift - 64);
            half = 1UL << (shift - 65);
            rest = high & ((half << 1) - 1);
            below = low;
        }
        if (rest > half || rest == half && (below != 0 || (result & 1) != 0))
            result++;
        return true;
    }

    /// <summary>As <see cref="ShortestModerate"/>, of a value of at least 10**magnitude that needs more than 15 digits.</summary>
    private static DecimalDigits ShortestLong(double value, int magnitude, Span<char> scratch)
    {
        // low, middle and high are the value and half the way to its neighbours, times 4 and scaled to 18 digits,
        // of which at least one is dropped.
        var (mantissa, exponent) = Split(value);
        var scale = 17 - magnitude;
        var even = (mantissa & 1) == 0;
        var lowStep = mantissa == 1UL << 52 ? 1UL : 2;
        UInt128 middle = mantissa << 2, low = (mantissa << 2) - lowStep, high = (mantissa << 2) + 2;
        var shift = 2 - exponent;
        var power = SmallPowers[scale];
        middle *= power;
        low *= power;
        high *= power;
        var mask = (UInt128.One << shift) - 1;
        bool lowExact = (low & mask) == 0, middleExact = (middle & mask) == 0, highExact = (high & mask) == 0;
        ulong vm = (ulong)(low >> shift), vr = (ulong)(middle >> shift), vp = (ulong)(high >> shift);
        if (highExact && !even)
            vp--;
        lowExact &= even;
        ulong last = 0;
        while (vp / 10 > vm / 10)
        {
            lowExact &= vm % 10 == 0;
            middleExact &= last == 0;
            last = vr % 10;
            vr /= 10;
            vp /= 10;
            vm /= 10;
            scale--;
        }
        if (lowExact)
        {
            while (vm % 10 == 0)
            {
                middleExact &= last == 0;
                last = vr % 10;
                vr /= 10;
                vm /= 10;
                scale--;
            }
        }
        if (middleExact && last == 5 && (vr & 1) == 0)
            last = 4;
        var result = vr + (vr == vm && !lowExact || last >= 5 ? 1UL : 0);
        return Write(result, scale, scratch);
    }

    private static DecimalDigits Write(ulong number, int scale, Span<char> scratch)
    {
        number.TryFormat(scratch, out var written, default, CultureInfo.InvariantCulture);
        return Make(scratch[..written], written - scale);
    }

    private static double PowerOfTen(int exponent) => PowersFromMinusFive[exponent + 5];

    private static ReadOnlySpan<double> PowersFromMinusFive =>
    [
        1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
        1e19, 1e20, 1e21, 1e22,
    ];

    private static ReadOnlySpan<ulong> UlongPowers =>
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000, 100_000_000_000, 1_000_000_000_000,
        10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000, 10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000,
        10_000_000_000_000_000_000,
    ];

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
