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

    public static byte[] ToUtf8(string text)
    {
        if (!IsAscii(text)) return Encoding.UTF8.GetBytes(text);
        byte[] bytes = new byte[text.Length];
        NarrowAscii(text, bytes);
        return bytes;
    }

    /// <summary>ASCII characters as bytes.</summary>
    public static void NarrowAscii(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        if (text.Length > Longest) Encoding.ASCII.GetBytes(text, bytes);
        else
            for (int i = 0; i < text.Length; i++) bytes[i] = (byte)text[i];
    }
}
