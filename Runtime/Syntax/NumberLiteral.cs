using System.Buffers;
using System.Globalization;
using System.Numerics;

namespace TieredPy.Runtime.Syntax;

/// <summary>The values of numeric literals.</summary>
internal static class NumberLiteral
{
    /// <summary>How many digits a decimal integer may have; 0 for any (<c>sys.set_int_max_str_digits</c>).</summary>
    public static int MaxDigits { get; set; } = 4300;

    /// <summary>A long, BigInteger, double or Complex; <paramref name="problem"/> says why there is none.</summary>
    public static object Parse(ReadOnlySpan<char> text, out string? problem)
    {
        problem = null;
        if (text.Length < 19 && IsPlainDecimal(text, out var small))
            return small;
        if (text.Contains('_'))
            text = text.ToString().Replace("_", "");
        if (text.Length > 1 && text[0] == '0')
        {
            switch (text[1])
            {
                case 'x' or 'X': return ParseRadix(text[2..], 4);
                case 'o' or 'O': return ParseRadix(text[2..], 3);
                case 'b' or 'B': return ParseRadix(text[2..], 1);
            }
        }
        if (text[^1] is 'j' or 'J')
            return new Complex(0, ParseDouble(text[..^1]));
        if (text.IndexOfAny(".eE") >= 0)
            return ParseDouble(text);
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            return value;
        if (MaxDigits > 0 && text.Length > MaxDigits)
        {
            problem = $"Exceeds the limit ({MaxDigits} digits) for integer string conversion: value has {text.Length} digits; "
                + "use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals to avoid "
                + "decimal conversion limits.";
            return 0L;
        }
        return BigInteger.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    private static bool IsPlainDecimal(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        foreach (var c in text)
        {
            var digit = (uint)(c - '0');
            if (digit > 9)
                return false;
            value = (value * 10) + digit;
        }
        return true;
    }

    private static double ParseDouble(ReadOnlySpan<char> text) =>
        double.Parse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture);

    private static object ParseRadix(ReadOnlySpan<char> digits, int bitsPerDigit)
    {
        digits = digits.TrimStart('0');
        if (digits.Length * bitsPerDigit <= 63)
        {
            long value = 0;
            foreach (var c in digits)
                value = (value << bitsPerDigit) | (long)DigitValue(c);
            return value;
        }
        var bytes = new byte[(digits.Length * bitsPerDigit / 8) + 2];
        var bit = 0;
        for (var i = digits.Length - 1; i >= 0; i--, bit += bitsPerDigit)
        {
            var spread = DigitValue(digits[i]) << (bit & 7);
            bytes[bit >> 3] |= (byte)spread;
            bytes[(bit >> 3) + 1] |= (byte)(spread >> 8);
        }
        var big = new BigInteger(bytes, isUnsigned: true);
        return big <= long.MaxValue ? (long)big : big;
    }

    private static int DigitValue(char c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}
