using System.Text;

namespace TieredPy.Runtime.Text;

/// <summary>The case methods of str, with full mappings and the final sigma.</summary>
internal static class TextCase
{
    private const int CapitalSigma = 0x3A3, SmallSigma = 0x3C3, FinalSigma = 0x3C2;

    private enum Mapping
    {
        Lower,
        Upper,
        Title,
        Fold,
        Swap,
        Capital,
    }

    public static TextValue ToLower(TextValue text) =>
        !text.IsWide && Ascii.IsValid(text.Chars) ? AsciiLower(text) : Map(text, Mapping.Lower);

    public static TextValue ToUpper(TextValue text)
    {
        if (text.IsWide || !Ascii.IsValid(text.Chars))
            return Map(text, Mapping.Upper);
        return text.Chars.ContainsAnyInRange('a', 'z')
            ? string.Create(text.Length, text.Chars, static (to, from) => Ascii.ToUpper(from, to, out _))
            : text;
    }

    public static TextValue Fold(TextValue text) =>
        !text.IsWide && Ascii.IsValid(text.Chars) ? AsciiLower(text) : Map(text, Mapping.Fold);

    public static TextValue ToTitle(TextValue text) => Map(text, Mapping.Title);

    public static TextValue SwapCase(TextValue text) => Map(text, Mapping.Swap);

    public static TextValue Capitalize(TextValue text) => Map(text, Mapping.Capital);

    /// <summary>bytes.lower.</summary>
    public static byte[] ToLower(ReadOnlySpan<byte> text)
    {
        var result = text.ToArray();
        for (var i = 0; i < result.Length; i++)
            result[i] = Lower(result[i]);
        return result;
    }

    /// <summary>bytes.upper.</summary>
    public static byte[] ToUpper(ReadOnlySpan<byte> text)
    {
        var result = text.ToArray();
        for (var i = 0; i < result.Length; i++)
            result[i] = Upper(result[i]);
        return result;
    }

    /// <summary>bytes.title.</summary>
    public static byte[] ToTitle(ReadOnlySpan<byte> text)
    {
        var result = text.ToArray();
        var inWord = false;
        for (var i = 0; i < result.Length; i++)
        {
            var b = result[i];
            result[i] = inWord ? Lower(b) : Upper(b);
            inWord = char.IsAsciiLetter((char)b);
        }
        return result;
    }

    /// <summary>bytes.swapcase.</summary>
    public static byte[] SwapCase(ReadOnlySpan<byte> text)
    {
        var result = text.ToArray();
        for (var i = 0; i < result.Length; i++)
        {
            if (char.IsAsciiLetter((char)result[i]))
                result[i] ^= 0x20;
        }
        return result;
    }

    /// <summary>bytes.capitalize.</summary>
    public static byte[] Capitalize(ReadOnlySpan<byte> text)
    {
        var result = ToLower(text);
        if (result.Length > 0)
            result[0] = Upper(result[0]);
        return result;
    }

    private static TextValue AsciiLower(TextValue text) => text.Chars.ContainsAnyInRange('A', 'Z')
        ? string.Create(text.Length, text.Chars, static (to, from) => Ascii.ToLower(from, to, out _))
        : text;

    private static byte Lower(byte b) => char.IsAsciiLetterUpper((char)b) ? (byte)(b + 32) : b;

    private static byte Upper(byte b) => char.IsAsciiLetterLower((char)b) ? (byte)(b - 32) : b;

    /// <summary>Lower or upper case of narrow text whose mappings are all of one char; null if one is not.</summary>
    private static TextValue? MapSimply(ReadOnlySpan<char> text, Mapping mapping)
    {
        var buffer = new CharBuffer(stackalloc char[256]);
        var to = buffer.Take(text.Length);
        Span<int> mapped = stackalloc int[4];
        for (var i = 0; i < text.Length; i++)
        {
            int c = text[i];
            if (c < 128)
            {
                to[i] = (char)(mapping == Mapping.Upper
                    ? (uint)(c - 'a') <= 25 ? c - 32 : c
                    : (uint)(c - 'A') <= 25 ? c + 32 : c);
                continue;
            }
            if (c == CapitalSigma
                || (mapping == Mapping.Upper ? UnicodeInfo.ToUpperFull(c, mapped) : UnicodeInfo.ToLowerFull(c, mapped)) != 1
                || mapped[0] > 0xFFFF)
            {
                buffer.Dispose();
                return null;
            }
            to[i] = (char)mapped[0];
        }
        return buffer.ToStringAndFree();
    }

    private static TextValue Map(TextValue text, Mapping mapping)
    {
        if (!text.IsWide && mapping is Mapping.Lower or Mapping.Upper
            && MapSimply(text.Chars, mapping) is { } simple)
            return simple;
        var builder = new TextBuilder(stackalloc char[256]);
        Span<int> mapped = stackalloc int[4];
        var inWord = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var step = mapping;
            if (mapping == Mapping.Title)
            {
                step = inWord ? Mapping.Lower : Mapping.Title;
                inWord = UnicodeInfo.IsCased(c);
            }
            else if (mapping == Mapping.Capital)
            {
                step = i == 0 ? Mapping.Title : Mapping.Lower;
            }
            else if (mapping == Mapping.Swap)
            {
                if (UnicodeInfo.IsUpper(c))
                    step = Mapping.Lower;
                else if (UnicodeInfo.IsLower(c))
                    step = Mapping.Upper;
            }
            var count = step switch
            {
                Mapping.Lower when c == CapitalSigma => Sigma(text, i, mapped),
                Mapping.Lower => UnicodeInfo.ToLowerFull(c, mapped),
                Mapping.Upper => UnicodeInfo.ToUpperFull(c, mapped),
                Mapping.Title => UnicodeInfo.ToTitleFull(c, mapped),
                Mapping.Fold => UnicodeInfo.FoldFull(c, mapped),
                _ => Same(c, mapped),
            };
            for (var j = 0; j < count; j++)
                builder.Append(mapped[j]);
        }
        return builder.ToTextAndFree();
    }

    private static int Same(int c, Span<int> to)
    {
        to[0] = c;
        return 1;
    }

    /// <summary>A sigma is final after a cased letter that no cased letter follows; ignorable characters don't count.</summary>
    private static int Sigma(TextValue text, int at, Span<int> to)
    {
        var j = at - 1;
        while (j >= 0 && UnicodeInfo.IsCaseIgnorable(text[j]))
            j--;
        var final = j >= 0 && UnicodeInfo.IsCased(text[j]);
        if (final)
        {
            j = at + 1;
            while (j < text.Length && UnicodeInfo.IsCaseIgnorable(text[j]))
                j++;
            final = j == text.Length || !UnicodeInfo.IsCased(text[j]);
        }
        to[0] = final ? FinalSigma : SmallSigma;
        return 1;
    }
}
