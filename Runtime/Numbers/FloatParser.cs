using System.Globalization;

namespace TieredPy.Runtime.Numbers;

/// <summary>Text to double by the grammar of Python's <c>float(str)</c>, correctly rounded.</summary>
internal static class FloatParser
{
    /// <summary>
    /// Reads an optional sign, then decimal digits (any script's, single underscores between them), point and exponent, or
    /// inf, infinity or nan in any case, with white space around.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out double value)
    {
        if (TryParsePlain(text, out value))
            return true;
        text = NumericText.Trim(text);
        if (text.IsEmpty || text.Length > 1 << 30)
            return false;
        char[]? copy = null;
        if (text.Contains('_') || !System.Text.Ascii.IsValid(text))
        {
            copy = new char[text.Length];
            if (!Clean(text, copy, out var length))
                return false;
            text = copy.AsSpan(0, length);
        }
        return TryParseAscii(text, out value);
    }

    /// <summary>Up to 15 digits with a point among them: they and the power of ten are exact, so that their quotient is the nearest.</summary>
    private static bool TryParsePlain(ReadOnlySpan<char> text, out double value)
    {
        value = 0;
        if (text.Length is < 3 or > 16)
            return false;
        var i = text[0] == '-' ? 1 : 0;
        var negative = i > 0;
        long digits = 0;
        var point = -1;
        for (; i < text.Length; i++)
        {
            int c = text[i];
            if (c is >= '0' and <= '9')
                digits = digits * 10 + (c - '0');
            else if (c == '.' && point < 0)
                point = i;
            else
                return false;
        }
        if (point < 0)
            return false;
        value = digits / ExactPowers[text.Length - 1 - point];
        return Signed(negative, ref value);
    }

    private static bool TryParseAscii(ReadOnlySpan<char> text, out double value)
    {
        var i = 0;
        var negative = text[0] == '-';
        if (text[0] is '+' or '-')
            i++;
        var body = text[i..];
        if (body.Length >= 3 && (body[0] | 0x20) is 'i' or 'n')
            return TryParseWord(body, negative, out value);

        // Check the grammar, and find where the significant digits are.
        long wholeDigits = 0, firstSignificant = -1, digits = 0;
        value = 0;
        for (; i < text.Length && char.IsAsciiDigit(text[i]); i++, digits++)
        {
            if (firstSignificant < 0 && text[i] != '0')
                firstSignificant = digits;
        }
        wholeDigits = digits;
        if (i < text.Length && text[i] == '.')
        {
            for (i++; i < text.Length && char.IsAsciiDigit(text[i]); i++, digits++)
            {
                if (firstSignificant < 0 && text[i] != '0')
                    firstSignificant = digits;
            }
        }
        if (digits == 0)
            return false;
        var mantissaEnd = i;
        long exponent = 0;
        if (i < text.Length && (text[i] | 0x20) == 'e')
        {
            i++;
            var exponentNegative = i < text.Length && text[i] == '-';
            if (i < text.Length && text[i] is '+' or '-')
                i++;
            if (i == text.Length)
                return false;
            for (; i < text.Length && char.IsAsciiDigit(text[i]); i++)
                exponent = Math.Min(exponent * 10 + (text[i] - '0'), 1_000_000_000_000);
            if (exponentNegative)
                exponent = -exponent;
        }
        if (i != text.Length)
            return false;

        if (firstSignificant < 0)
        {
            value = negative ? -0.0 : 0.0;
            return true;
        }
        // The value is 0.d1d2... * 10**scale with d1 not zero.
        var scale = wholeDigits - firstSignificant + exponent;
        if (scale > 310)
            value = double.PositiveInfinity;
        else if (scale < -330)
            value = 0;
        else if (digits - firstSignificant <= 19 && TryParseShort(text[..mantissaEnd], (int)(scale - (digits - firstSignificant)), out value))
            return Signed(negative, ref value);
        else if (exponent is > -400 and < 400 && digits < 400)
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
        else
            value = ParseLong(text[..mantissaEnd], (int)scale);
        if (negative)
            value = -value;
        return true;
    }

    private static bool Signed(bool negative, ref double value)
    {
        if (negative)
            value = -value;
        return true;
    }

    /// <summary>At most 19 digits times a moderate power of ten, exactly in 128 bits and rounded once.</summary>
    private static bool TryParseShort(ReadOnlySpan<char> mantissa, int exponent, out double value)
    {
        value = 0;
        if (exponent is < -19 or > 19)
            return false;
        ulong number = 0;
        foreach (var c in mantissa)
        {
            if (char.IsAsciiDigit(c))
                number = number * 10 + (uint)(c - '0');
        }
        if (number <= 1UL << 53)
        {
            value = number;
            value = exponent < 0 ? value / ExactPowers[-exponent] : value;
            if (exponent <= 0)
                return true;
        }
        if (exponent >= 0)
        {
            var product = (UInt128)number * (ulong)ExactPowers[exponent];
            var up = (int)UInt128.LeadingZeroCount(product);
            product <<= up;
            return FloatHex.TryScale((ulong)(product >> 64), (ulong)product != 0, 64 - up, out value);
        }
        // Divide with the dividend as large as the divisor lets it be, so that the quotient has at least 64 bits less one.
        var divisor = (ulong)ExactPowers[-exponent];
        var zeros = System.Numerics.BitOperations.LeadingZeroCount(number);
        var (quotient, rest) = UInt128.DivRem((UInt128)(number << zeros) << 64, divisor);
        var shift = 64 - (int)UInt128.LeadingZeroCount(quotient);
        var sticky = rest != 0;
        if (shift > 0)
        {
            sticky |= (quotient & ((UInt128.One << shift) - 1)) != 0;
            quotient >>= shift;
        }
        else
        {
            shift = 0;
        }
        return FloatHex.TryScale((ulong)quotient, sticky, shift - 64 - zeros, out value);
    }

    private static ReadOnlySpan<double> ExactPowers =>
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19];

    /// <summary>Rebuilds a number of unusual length as .ddd with a small exponent, since .NET clamps exponents it reads.</summary>
    private static double ParseLong(ReadOnlySpan<char> mantissa, int scale)
    {
        var text = new char[mantissa.Length + 16];
        var length = 0;
        text[length++] = '.';
        foreach (var c in mantissa)
        {
            if (char.IsAsciiDigit(c) && (length > 1 || c != '0'))
                text[length++] = c;
        }
        text[length++] = 'e';
        scale.TryFormat(text.AsSpan(length), out var written, default, CultureInfo.InvariantCulture);
        return double.Parse(text.AsSpan(0, length + written), NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    private static bool TryParseWord(ReadOnlySpan<char> body, bool negative, out double value)
    {
        value = 0;
        if (body.Equals("nan", StringComparison.OrdinalIgnoreCase))
            value = negative ? -Math.Abs(double.NaN) : Math.Abs(double.NaN);
        else if (body.Equals("inf", StringComparison.OrdinalIgnoreCase) || body.Equals("infinity", StringComparison.OrdinalIgnoreCase))
            value = negative ? double.NegativeInfinity : double.PositiveInfinity;
        else
            return false;
        return true;
    }

    /// <summary>Drops underscores that stand between digits, and makes every decimal digit ASCII.</summary>
    private static bool Clean(ReadOnlySpan<char> text, Span<char> to, out int length)
    {
        length = 0;
        var previous = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            var c = NumericText.ToAscii(text[i]);
            if (c == '_')
            {
                if (!char.IsAsciiDigit(previous))
                    return false;
            }
            else
            {
                if (previous == '_' && !char.IsAsciiDigit(c))
                    return false;
                to[length++] = c;
            }
            previous = c;
        }
        return previous != '_' && length > 0;
    }
}
