using System.Text;

namespace TieredPy.Runtime.Syntax;

/// <summary>How source bytes become text: PEP 263.</summary>
internal sealed partial class SourceText
{
    /// <summary>Decodes UTF-8, keeping each byte that isn't as U+DC00 plus the byte.</summary>
    private static string DecodeUtf8(ReadOnlySpan<byte> bytes)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes))
            return System.Text.Encoding.UTF8.GetString(bytes);
        var text = new StringBuilder(bytes.Length);
        Span<char> pair = stackalloc char[2];
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var length) == System.Buffers.OperationStatus.Done)
                text.Append(pair[..rune.EncodeToUtf16(pair)]);
            else
                foreach (var b in bytes[..length])
                    text.Append((char)(0xDC00 + b));
            bytes = bytes[length..];
        }
        return text.ToString();
    }

    /// <summary>The codec that the first or second line names, in CPython's spelling of the common ones.</summary>
    private static string? FindCookie(ReadOnlySpan<byte> bytes)
    {
        for (var line = 0; line < 2; line++)
        {
            var end = bytes.IndexOfAny((byte)'\n', (byte)'\r');
            var text = end < 0 ? bytes : bytes[..end];
            var trimmed = text.TrimStart(" \t\f"u8);
            if (!trimmed.IsEmpty && trimmed[0] != (byte)'#')
                return null;
            if (!trimmed.IsEmpty && CookieIn(trimmed) is { } name)
                return NormalName(name);
            if (end < 0)
                return null;
            end += bytes[end] == '\r' && end + 1 < bytes.Length && bytes[end + 1] == '\n' ? 2 : 1;
            bytes = bytes[end..];
        }
        return null;
    }

    private static string? CookieIn(ReadOnlySpan<byte> comment)
    {
        for (; ; )
        {
            var at = comment.IndexOf("coding"u8);
            if (at < 0)
                return null;
            comment = comment[(at + 6)..];
            if (comment.IsEmpty || comment[0] is not ((byte)':' or (byte)'='))
                continue;
            var value = comment[1..].TrimStart(" \t"u8);
            var length = 0;
            while (length < value.Length && (char.IsAsciiLetterOrDigit((char)value[length]) || value[length] is (byte)'-' or (byte)'_' or (byte)'.'))
                length++;
            if (length > 0)
                return System.Text.Encoding.ASCII.GetString(value[..length]);
        }
    }

    private static string NormalName(string name)
    {
        var key = (name.Length > 12 ? name[..12] : name).ToLowerInvariant().Replace('_', '-');
        if (key == "utf-8" || key.StartsWith("utf-8-", StringComparison.Ordinal))
            return "utf-8";
        foreach (var latin in (string[])["latin-1", "iso-8859-1", "iso-latin-1"])
        {
            if (key == latin || key.StartsWith(latin + "-", StringComparison.Ordinal))
                return "iso-8859-1";
        }
        return name;
    }

    private static string DecodeWith(string cookie, ReadOnlySpan<byte> bytes, string filename)
    {
        switch (cookie.ToLowerInvariant().Replace('_', '-'))
        {
            case "utf8" or "u8" or "cp65001":
                return DecodeUtf8(bytes);
            case "utf-8-sig":
                return DecodeUtf8(bytes);
            case "iso-8859-1" or "iso8859" or "latin-1" or "latin1" or "latin" or "l1" or "iso8859-1" or "8859" or "cp819":
                return System.Text.Encoding.Latin1.GetString(bytes);
            case "ascii" or "us-ascii" or "646":
                var bad = bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
                if (bad >= 0)
                    throw Undecodable(filename, $"'ascii' codec can't decode byte 0x{bytes[bad]:x2} in position {bad}: ordinal not in range(128)");
                return System.Text.Encoding.ASCII.GetString(bytes);
        }
        var encoding = FindEncoding(cookie) ?? throw Undecodable(filename, "unknown encoding: " + cookie);
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            var at = Math.Max(e.Index, 0);
            var what = e.BytesUnknown is [var first, ..] ? first : (byte)0;
            var codec = encoding.IsSingleByte ? "charmap" : cookie;
            throw Undecodable(filename, $"'{codec}' codec can't decode byte 0x{what:x2} in position {at}: character maps to <undefined>");
        }
    }

    private static Encoding? FindEncoding(string name)
    {
        var codec = name.ToLowerInvariant().Replace('_', '-');
        if (codec.StartsWith("cp", StringComparison.Ordinal) && int.TryParse(codec.AsSpan(2), out var page))
            codec = page is >= 1250 and <= 1258 ? $"windows-{page}" : page == 932 ? "shift_jis" : $"ibm{page:000}";
        else if (codec.StartsWith("iso8859-", StringComparison.Ordinal))
            codec = "iso-8859-" + codec[8..];
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(codec, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                ?? System.Text.Encoding.GetEncoding(codec, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>
    /// Why text with kept bytes isn't UTF-8, in the words of CPython's codec; null when it is.
    /// </summary>
    internal static string? DescribeInvalidUtf8(ReadOnlySpan<char> text)
    {
        var bytes = new List<byte>(text.Length * 3);
        Span<byte> buffer = stackalloc byte[4];
        for (var i = 0; i < text.Length; i++)
        {
            if (Rune.DecodeFromUtf16(text[i..], out var rune, out var used) == System.Buffers.OperationStatus.Done)
            {
                var n = rune.EncodeToUtf8(buffer);
                bytes.AddRange(buffer[..n]);
                i += used - 1;
            }
            else
            {
                bytes.Add((byte)text[i]);
            }
        }
        ReadOnlySpan<byte> rest = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes);
        var position = 0;
        while (!rest.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(rest, out _, out var length);
            if (status != System.Buffers.OperationStatus.Done)
                return DescribeBytes(rest, position, length);
            rest = rest[length..];
            position += length;
        }
        return null;
    }

    private static string DescribeBytes(ReadOnlySpan<byte> rest, int position, int length)
    {
        var lead = rest[0];
        if (lead is < 0xC2 or > 0xF4)
            return $"'utf-8' codec can't decode byte 0x{lead:x2} in position {position}: invalid start byte";
        var reason = length == rest.Length ? "unexpected end of data" : "invalid continuation byte";
        return length <= 1
            ? $"'utf-8' codec can't decode byte 0x{lead:x2} in position {position}: {reason}"
            : $"'utf-8' codec can't decode bytes in position {position}-{position + length - 1}: {reason}";
    }
}
