using System.Globalization;

namespace TieredPy.Runtime.Numbers;

/// <summary>What int(), float() and complex() do to text before reading it: white space and every script's digits.</summary>
internal static class NumericText
{
    /// <summary>True for what str.isspace calls white space.</summary>
    public static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\x1c' and <= '\x1f';

    /// <summary>
    /// Drops white space at both ends. In purely ASCII text the separators U+001C to U+001F are not white space, as C's
    /// isspace has it.
    /// </summary>
    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        int start = 0, end = text.Length;
        while (start < end && IsSpace(text[start]))
            start++;
        while (end > start && IsSpace(text[end - 1]))
            end--;
        if ((start > 0 && text[..start].ContainsAnyInRange('\x1c', '\x1f') || text[end..].ContainsAnyInRange('\x1c', '\x1f'))
            && System.Text.Ascii.IsValid(text))
            return text;
        return text[start..end];
    }

    /// <summary>The ASCII digit or space that stands for a character, the character if it is ASCII, or '?'.</summary>
    public static char ToAscii(char c)
    {
        if (c < 128)
            return c;
        if (IsSpace(c))
            return ' ';
        var digit = CharUnicodeInfo.GetDecimalDigitValue(c);
        return digit >= 0 ? (char)('0' + digit) : '?';
    }

    /// <summary>The ASCII text that stands for code points, by <see cref="ToAscii(char)"/>.</summary>
    public static string ToAscii(ReadOnlySpan<int> text)
    {
        var result = new char[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c < 0x10000)
            {
                result[i] = ToAscii((char)c);
            }
            else
            {
                var digit = CharUnicodeInfo.GetDecimalDigitValue(char.ConvertFromUtf32(c), 0);
                result[i] = digit >= 0 ? (char)('0' + digit) : '?';
            }
        }
        return new string(result);
    }
}
