using System.Globalization;
using System.Numerics;

namespace TieredPy.Runtime.Numbers;

/// <summary>What came of reading an integer.</summary>
internal enum IntParseStatus
{
    /// <summary>It fits a long.</summary>
    Small,

    /// <summary>It needs a BigInteger.</summary>
    Big,

    /// <summary>It is not an integer literal of that base.</summary>
    Invalid,

    /// <summary>It has more digits than the given limit.</summary>
    TooManyDigits,
}

/// <summary>Integers to and from text in bases 2 to 36, by the rules of int(text, base).</summary>
internal static class IntText
{
    private const int LeafDigits = 400;

    /// <summary>
    /// Reads white space, sign, base prefix and digits with single underscores between them. Base 0 takes the base from the
    /// prefix. <paramref name="maxDigits"/> (0: none) limits the digits where the base is not a power of two;
    /// <paramref name="digits"/> counts them.
    /// </summary>
    public static IntParseStatus Parse(
        ReadOnlySpan<char> text, int @base, int maxDigits, out long small, out BigInteger big, out int digits)
    {
        small = 0;
        big = default;
        digits = 0;
        text = NumericText.Trim(text);
        if (text.IsEmpty)
            return IntParseStatus.Invalid;
        var negative = text[0] == '-';
        if (text[0] is '+' or '-')
            text = text[1..];

        var zeroOnly = false;
        var prefix = text.Length >= 2 && text[0] == '0' ? PrefixBase(text[1]) : 0;
        if (@base == 0)
        {
            if (prefix != 0)
                @base = prefix;
            else
            {
                // "0", "00" and "0_0" are zero; "01" is an error.
                zeroOnly = !text.IsEmpty && text[0] == '0';
                @base = 10;
            }
        }
        if (prefix != 0 && prefix == @base)
        {
            text = text[2..];
            if (!text.IsEmpty && text[0] == '_')
                text = text[1..];
        }
        if (text.IsEmpty || text[0] == '_' || text[^1] == '_')
            return IntParseStatus.Invalid;

        // The common case: few ASCII digits.
        ulong value = 0;
        var previous = '\0';
        var fits = true;
        var plain = true;
        foreach (var c in text)
        {
            if (c == '_')
            {
                if (previous == '_')
                    return IntParseStatus.Invalid;
                plain = false;
            }
            else
            {
                var digit = Digit(c);
                if (digit < 0 && c >= 128)
                {
                    digit = Digit(NumericText.ToAscii(c));
                    plain = false;
                }
                if ((uint)digit >= (uint)@base)
                    return IntParseStatus.Invalid;
                digits++;
                if (fits)
                {
                    var high = Math.BigMul(value, (ulong)@base, out var low);
                    var next = low + (ulong)digit;
                    fits = high == 0 && next >= low;
                    if (fits)
                        value = next;
                }
            }
            previous = c;
        }
        if (maxDigits > 0 && digits > maxDigits && !BitOperations.IsPow2(@base))
            return IntParseStatus.TooManyDigits;
        if (zeroOnly && !(fits && value == 0))
            return IntParseStatus.Invalid;
        if (fits)
        {
            if (value <= long.MaxValue)
            {
                small = negative ? -(long)value : (long)value;
                return IntParseStatus.Small;
            }
            if (negative && value == 1UL << 63)
            {
                small = long.MinValue;
                return IntParseStatus.Small;
            }
            big = negative ? -(BigInteger)value : value;
            return IntParseStatus.Big;
        }
        if (!plain)
            text = Clean(text);
        big = ParseDigits(text, @base);
        if (negative)
            big = -big;
        return IntParseStatus.Big;
    }

    /// <summary>The digits of a value in a base, lower case, with a minus sign and without a prefix.</summary>
    public static string ToString(BigInteger value, int @base)
    {
        if (@base == 10 && value.GetBitLength() < 16_000)
            return value.ToString(CultureInfo.InvariantCulture);
        var magnitude = BigInteger.Abs(value);
        var text = BitOperations.IsPow2(@base) ? PowerOfTwoText(magnitude, BitOperations.Log2((uint)@base)) : GeneralText(magnitude, @base);
        return value.Sign < 0 ? "-" + text : text;
    }

    /// <inheritdoc cref="ToString(BigInteger, int)"/>
    public static string ToString(long value, int @base)
    {
        if (@base == 10)
            return value.ToString(CultureInfo.InvariantCulture);
        Span<char> text = stackalloc char[65];
        var at = text.Length;
        var rest = value < 0 ? 0UL - (ulong)value : (ulong)value;
        do
        {
            (rest, var digit) = Math.DivRem(rest, (ulong)@base);
            text[--at] = DigitChar((int)digit);
        }
        while (rest != 0);
        if (value < 0)
            text[--at] = '-';
        return text[at..].ToString();
    }

    private static int PrefixBase(char c) => (c | 0x20) switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 0 };

    private static int Digit(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'z' => c - 'a' + 10,
        >= 'A' and <= 'Z' => c - 'A' + 10,
        _ => -1,
    };

    private static char DigitChar(int digit) => (char)(digit < 10 ? '0' + digit : 'a' + digit - 10);

    private static ReadOnlySpan<char> Clean(ReadOnlySpan<char> text)
    {
        var result = new char[text.Length];
        var length = 0;
        foreach (var c in text)
        {
            if (c != '_')
                result[length++] = NumericText.ToAscii(c);
        }
        return result.AsSpan(0, length);
    }

    private static BigInteger ParseDigits(ReadOnlySpan<char> text, int @base)
    {
        if (@base == 10)
            return BigInteger.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
        if (BitOperations.IsPow2(@base))
            return ParsePowerOfTwo(text, BitOperations.Log2((uint)@base));
        var powers = new List<BigInteger>();
        for (var size = LeafDigits; size < text.Length; size *= 2)
            powers.Add(powers.Count == 0 ? BigInteger.Pow(@base, LeafDigits) : powers[^1] * powers[^1]);
        return ParseGeneral(text, @base, powers, powers.Count - 1);
    }

    private static BigInteger ParseGeneral(ReadOnlySpan<char> text, int @base, List<BigInteger> powers, int level)
    {
        while (level >= 0 && text.Length <= LeafDigits << level)
            level--;
        if (level >= 0)
        {
            var split = text.Length - (LeafDigits << level);
            return ParseGeneral(text[..split], @base, powers, level - 1) * powers[level] + ParseGeneral(text[split..], @base, powers, level - 1);
        }
        var result = BigInteger.Zero;
        for (var i = 0; i < text.Length;)
        {
            ulong chunk = 0, scale = 1;
            for (; i < text.Length && scale < 1UL << 56; i++, scale *= (ulong)@base)
                chunk = chunk * (ulong)@base + (ulong)Digit(text[i]);
            result = result * scale + chunk;
        }
        return result;
    }

    private static BigInteger ParsePowerOfTwo(ReadOnlySpan<char> text, int bits)
    {
        var bytes = new byte[(int)(((long)text.Length * bits + 7) / 8)];
        var at = 0;
        ulong pending = 0;
        var pendingBits = 0;
        for (var i = text.Length - 1; i >= 0; i--)
        {
            pending |= (ulong)Digit(text[i]) << pendingBits;
            for (pendingBits += bits; pendingBits >= 8; pendingBits -= 8, pending >>= 8)
                bytes[at++] = (byte)pending;
        }
        if (pendingBits > 0 && at < bytes.Length)
            bytes[at] = (byte)pending;
        return new BigInteger(bytes, isUnsigned: true);
    }

    private static string PowerOfTwoText(BigInteger magnitude, int bits)
    {
        var length = Math.Max(1, (magnitude.GetBitLength() + bits - 1) / bits);
        if (length > Array.MaxLength)
            throw new OutOfMemoryException();
        var bytes = magnitude.ToByteArray(isUnsigned: true);
        return string.Create((int)length, (bytes, bits), static (to, state) =>
        {
            var mask = (1 << state.bits) - 1;
            ulong pending = 0;
            int pendingBits = 0, at = 0;
            for (var i = to.Length - 1; i >= 0; i--)
            {
                if (pendingBits < state.bits && at < state.bytes.Length)
                {
                    pending |= (ulong)state.bytes[at++] << pendingBits;
                    pendingBits += 8;
                }
                to[i] = DigitChar((int)pending & mask);
                pending >>= state.bits;
                pendingBits -= state.bits;
            }
        });
    }

    private static string GeneralText(BigInteger magnitude, int @base)
    {
        var powers = new List<BigInteger> { BigInteger.Pow(@base, LeafDigits) };
        while (powers[^1] * powers[^1] <= magnitude)
            powers.Add(powers[^1] * powers[^1]);
        var text = new System.Text.StringBuilder();
        AppendGeneral(text, magnitude, @base, powers, powers.Count - 1, 0);
        return text.ToString();
    }

    /// <summary>Appends at least <paramref name="width"/> digits, by division into halves (.NET's own decimal text is quadratic).</summary>
    private static void AppendGeneral(System.Text.StringBuilder text, BigInteger value, int @base, List<BigInteger> powers, int level, int width)
    {
        while (level >= 0 && value < powers[level] && width <= LeafDigits << level)
            level--;
        if (level >= 0)
        {
            var low = LeafDigits << level;
            var high = BigInteger.DivRem(value, powers[level], out var rest);
            AppendGeneral(text, high, @base, powers, level - 1, Math.Max(0, width - low));
            AppendGeneral(text, rest, @base, powers, level - 1, low);
            return;
        }
        if (@base == 10)
        {
            var decimals = value.ToString(CultureInfo.InvariantCulture);
            text.Append('0', Math.Max(0, width - decimals.Length)).Append(decimals);
            return;
        }
        var digits = new List<char>();
        ulong chunk = (ulong)@base;
        var perChunk = 1;
        while (chunk * (ulong)@base < 1UL << 56)
        {
            chunk *= (ulong)@base;
            perChunk++;
        }
        while (!value.IsZero)
        {
            value = BigInteger.DivRem(value, chunk, out var rest);
            var part = (ulong)rest;
            for (var i = 0; i < perChunk; i++)
            {
                (part, var digit) = Math.DivRem(part, (ulong)@base);
                digits.Add(DigitChar((int)digit));
            }
        }
        while (digits.Count > Math.Max(1, width) && digits[^1] == '0')
            digits.RemoveAt(digits.Count - 1);
        text.Append('0', Math.Max(0, Math.Max(1, width) - digits.Count));
        for (var i = digits.Count - 1; i >= 0; i--)
            text.Append(digits[i]);
    }
}
