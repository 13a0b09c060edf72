using System.Buffers;
using System.Text;

namespace TieredPy.Runtime.Text;

/// <summary>
/// Conversions of the short texts that a start of the process has to do with, one character at a time. The first call of each of the framework's
/// vectorised ones loads dozens of types, which takes a millisecond and more; from then on they are quicker for what is long.
/// </summary>
internal static class ShortText
{
    /// <summary>What is longer is left to the framework.</summary>
    public const int Longest = 1024;

    public static bool IsAscii(ReadOnlySpan<char> text)
    {
        if (text.Length > Longest) return Ascii.IsValid(text);
        foreach (char c in text)
            if (c >= 0x80) return false;
        return true;
    }

    /// <summary>Text of UTF-8.</summary>
    public static string FromUtf8(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > Longest) return Encoding.UTF8.GetString(bytes);
        Span<char> chars = stackalloc char[bytes.Length];
        for (int i = 0; i < chars.Length; i++)
        {
            if (bytes[i] >= 0x80) return Encoding.UTF8.GetString(bytes);
            chars[i] = (char)bytes[i];
        }
        return new string(chars);
    }

    /// <summary>Text of UTF-8 in which a byte that doesn't fit stands as a lone surrogate (PEP 383).</summary>
    public static string FromEscapedUtf8(ReadOnlySpan<byte> bytes)
    {
        bool isAscii = true;
        foreach (byte b in bytes) isAscii &= b < 0x80;
        if (isAscii) return FromUtf8(bytes);
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out int used) == OperationStatus.Done) text.Append(rune.ToString());
            else
                for (int i = 0; i < used; i++) text.Append((char)(0xDC00 + bytes[i]));
            bytes = bytes[used..];
        }
        return text.ToString();
    }

    /// <summary>Bytes of a text; a lone surrogate that stands for a byte becomes that byte.</summary>
    public static byte[] ToUtf8(string text)
    {
        if (!IsAscii(text)) return Escapes(text) ? ToEscapedUtf8(text) : Encoding.UTF8.GetBytes(text);
        byte[] bytes = new byte[text.Length];
        NarrowAscii(text, bytes);
        return bytes;
    }

    private static bool Escapes(string text)
    {
        foreach (char c in text)
            if (c is >= '\uDC80' and <= '\uDCFF') return true;
        return false;
    }

    private static byte[] ToEscapedUtf8(string text)
    {
        var bytes = new List<byte>(text.Length);
        Span<byte> four = stackalloc byte[4];
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is >= '\uDC80' and <= '\uDCFF')
            {
                bytes.Add((byte)(text[i] - 0xDC00));
                continue;
            }
            if (!Rune.TryGetRuneAt(text, i, out var rune)) rune = Rune.ReplacementChar;
            else if (rune.Utf16SequenceLength == 2) i++;
            bytes.AddRange(four[..rune.EncodeToUtf8(four)]);
        }
        return [.. bytes];
    }

    /// <summary>ASCII characters as bytes.</summary>
    public static void NarrowAscii(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        if (text.Length > Longest) Encoding.ASCII.GetBytes(text, bytes);
        else
            for (int i = 0; i < text.Length; i++) bytes[i] = (byte)text[i];
    }
}
