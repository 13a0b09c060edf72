using TieredPy.Runtime.Text;

namespace TieredPy.Runtime.Numbers;

/// <summary>What came of reading a hexadecimal float.</summary>
internal enum FloatHexStatus
{
    Ok,
    Invalid,
    TooLarge,
    TooLong,
}

/// <summary>float.hex and float.fromhex.</summary>
internal static class FloatHex
{
    /// <summary>float.hex: <c>[-]0x1.hhhhhhhhhhhhhp+d</c>.</summary>
    public static string Format(double value)
    {
        if (!double.IsFinite(value))
            return FloatFormat.Repr(value);
        var sign = double.IsNegative(value) ? "-" : "";
        if (value == 0)
            return sign + "0x0.0p+0";
        var bits = BitConverter.DoubleToUInt64Bits(value);
        var biased = (int)(bits >> 52) & 0x7FF;
        var exponent = biased == 0 ? -1022 : biased - 1023;
        var buffer = new CharBuffer(stackalloc char[32]);
        buffer.Append(sign);
        buffer.Append(biased == 0 ? "0x0." : "0x1.");
        for (var shift = 48; shift >= 0; shift -= 4)
            buffer.Append(CharBuffer.HexDigit((int)(bits >> shift)));
        buffer.Append('p');
        buffer.Append(exponent < 0 ? '-' : '+');
        buffer.Append(Math.Abs(exponent).ToString(System.Globalization.CultureInfo.InvariantCulture));
        return buffer.ToStringAndFree();
    }

    /// <summary>float.fromhex.</summary>
    public static FloatHexStatus TryParse(ReadOnlySpan<char> text, out double value)
    {
        value = 0;
        int start = 0, end = text.Length;
        while (start < end && IsSpace(text[start]))
            start++;
        while (end > start && IsSpace(text[end - 1]))
            end--;
        text = text[start..end];
        var i = 0;
        var negative = false;
        if (i < text.Length && text[i] is '+' or '-')
            negative = text[i++] == '-';
        var word = text[i..];
        if (word.Equals("inf", StringComparison.OrdinalIgnoreCase) || word.Equals("infinity", StringComparison.OrdinalIgnoreCase))
        {
            value = negative ? double.NegativeInfinity : double.PositiveInfinity;
            return FloatHexStatus.Ok;
        }
        if (word.Equals("nan", StringComparison.OrdinalIgnoreCase))
        {
            value = negative ? -Math.Abs(double.NaN) : Math.Abs(double.NaN);
            return FloatHexStatus.Ok;
        }
        if (word.Length >= 2 && word[0] == '0' && (word[1] | 0x20) == 'x')
            i += 2;

        // 62 significant bits and a sticky one are enough for any rounding.
        ulong mantissa = 0;
        long digits = 0, fraction = 0, dropped = 0;
        var sticky = false;
        var pointSeen = false;
        for (; i < text.Length; i++)
        {
            if (text[i] == '.' && !pointSeen)
            {
                pointSeen = true;
                continue;
            }
            if (!char.IsAsciiHexDigit(text[i]))
                break;
            var digit = Convert.ToInt32(text[i].ToString(), 16);
            digits++;
            if (pointSeen)
                fraction++;
            if (mantissa >> 58 != 0)
            {
                dropped++;
                sticky |= digit != 0;
            }
            else
            {
                mantissa = mantissa << 4 | (uint)digit;
            }
        }
        if (digits == 0)
            return FloatHexStatus.Invalid;
        long exponent = 0;
        if (i < text.Length && (text[i] | 0x20) == 'p')
        {
            i++;
            var exponentNegative = false;
            if (i < text.Length && text[i] is '+' or '-')
                exponentNegative = text[i++] == '-';
            if (i == text.Length || !char.IsAsciiDigit(text[i]))
                return FloatHexStatus.Invalid;
            for (; i < text.Length && char.IsAsciiDigit(text[i]); i++)
                exponent = Math.Min(exponent * 10 + (text[i] - '0'), 1L << 40);
            if (exponentNegative)
                exponent = -exponent;
        }
        if (i != text.Length)
            return FloatHexStatus.Invalid;
        if (mantissa == 0)
        {
            value = negative ? -0.0 : 0.0;
            return FloatHexStatus.Ok;
        }
        exponent += 4 * (dropped - fraction);
        if (!TryScale(mantissa, sticky, exponent, out value))
            return FloatHexStatus.TooLarge;
        if (negative)
            value = -value;
        return FloatHexStatus.Ok;
    }

    /// <summary>mantissa * 2**exponent rounded half to even; false when it overflows.</summary>
    internal static bool TryScale(ulong mantissa, bool sticky, long exponent, out double value)
    {
        var lead = System.Numerics.BitOperations.LeadingZeroCount(mantissa);
        mantissa <<= lead;
        exponent -= lead;
        var top = exponent + 63; // the value is 1.xxx * 2**top
        value = 0;
        if (top > 1023)
            return false;
        if (top < -1076)
            return true;
        var drop = top >= -1022 ? 11 : 11 + (int)(-1022 - top);
        ulong kept;
        if (drop >= 64)
        {
            // Only a value above half of the smallest subnormal survives.
            kept = drop == 64 && (mantissa > 1UL << 63 || sticky) ? 1UL : 0;
        }
        else
        {
            kept = mantissa >> drop;
            var rest = mantissa & ((1UL << drop) - 1);
            var half = 1UL << (drop - 1);
            if (rest > half || rest == half && (sticky || (kept & 1) != 0))
                kept++;
        }
        // A carry out of the mantissa runs into the exponent field, as it should.
        var biased = top >= -1022 ? (ulong)(top + 1022) << 52 : 0;
        value = BitConverter.UInt64BitsToDouble(biased + kept);
        return double.IsFinite(value);
    }

    private static bool IsSpace(char c) => c is ' ' or (>= '\t' and <= '\r');
}
