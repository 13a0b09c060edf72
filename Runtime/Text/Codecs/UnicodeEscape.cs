namespace TieredPy.Runtime.Text;

/// <summary>The unicode_escape and raw_unicode_escape codecs, and the escapes of bytes literals.</summary>
internal static class UnicodeEscapeCodec
{
    public static byte[] Encode(TextValue text)
    {
        var buffer = new ByteBuffer(stackalloc byte[256]);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '\t':
                    buffer.Append("\\t"u8);
                    break;
                case '\n':
                    buffer.Append("\\n"u8);
                    break;
                case '\r':
                    buffer.Append("\\r"u8);
                    break;
                case '\\':
                    buffer.Append("\\\\"u8);
                    break;
                case >= 32 and < 127:
                    buffer.Append((byte)c);
                    break;
                default:
                    AppendEscape(ref buffer, c);
                    break;
            }
        }
        return buffer.ToArrayAndFree();
    }

    public static byte[] EncodeRaw(TextValue text)
    {
        var buffer = new ByteBuffer(stackalloc byte[256]);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] < 256)
                buffer.Append((byte)text[i]);
            else
                AppendEscape(ref buffer, text[i]);
        }
        return buffer.ToArrayAndFree();
    }

    /// <summary>
    /// Decodes escapes. <paramref name="firstInvalid"/> is the place after the backslash of the first escape that doesn't exist (or is an octal
    /// number above 0o377), about which the caller warns; -1 if there is none.
    /// </summary>
    public static TextValue? Decode(
        ReadOnlySpan<byte> bytes, CodecErrors errors, bool final, out int consumed, out int firstInvalid, out CodecFailure failure)
    {
        failure = default;
        firstInvalid = -1;
        consumed = 0;
        var work = new Decoding(bytes, stackalloc char[256], "unicodeescape", errors);
        while (work.Position < work.Input.Length)
        {
            var s = work.Input;
            var start = work.Position;
            var at = start + 1;
            if (s[start] != '\\')
            {
                work.Output.Append((char)s[start]);
                work.Position = at;
                continue;
            }
            var reason = "\\ at end of string";
            var incomplete = at >= s.Length;
            if (!incomplete)
            {
                int c = s[at++];
                var single = SimpleEscape(c);
                if (single >= 0)
                {
                    work.Output.Append((char)single);
                    work.Position = at;
                    continue;
                }
                if (c == '\n')
                {
                    work.Position = at;
                    continue;
                }
                if (c is >= '0' and <= '7')
                {
                    var code = c - '0';
                    for (var i = 0; i < 2 && at < s.Length && s[at] is >= (byte)'0' and <= (byte)'7'; i++)
                        code = code * 8 + (s[at++] - '0');
                    if (code > 255 && firstInvalid < 0)
                        firstInvalid = start + 1;
                    work.Output.Append(code);
                    work.Position = at;
                    continue;
                }
                if (c is 'x' or 'u' or 'U')
                {
                    if (TryHex(s, c == 'x' ? 2 : c == 'u' ? 4 : 8, ref at, out var code) && code <= UnicodeInfo.MaxCodePoint)
                    {
                        work.Output.Append((int)code);
                        work.Position = at;
                        continue;
                    }
                    incomplete = at >= s.Length && code == uint.MaxValue;
                    reason = code != uint.MaxValue ? "illegal Unicode character" : Truncated(c);
                }
                else if (c == 'N')
                {
                    if (TryNamed(s, ref at, out var code, out incomplete, out reason))
                    {
                        work.Output.Append(code);
                        work.Position = at;
                        continue;
                    }
                }
                else
                {
                    if (firstInvalid < 0)
                        firstInvalid = start + 1;
                    work.Output.Append('\\');
                    work.Output.Append((char)c);
                    work.Position = at;
                    continue;
                }
            }
            if (incomplete && !final)
                break;
            if (!work.TryRecover(reason, start, at))
            {
                failure = work.Failure;
                return null;
            }
        }
        consumed = work.Position;
        return work.Output.ToTextAndFree();
    }

    public static TextValue? DecodeRaw(ReadOnlySpan<byte> bytes, CodecErrors errors, bool final, out int consumed, out CodecFailure failure)
    {
        failure = default;
        consumed = 0;
        var work = new Decoding(bytes, stackalloc char[256], "rawunicodeescape", errors);
        while (work.Position < work.Input.Length)
        {
            var s = work.Input;
            var start = work.Position;
            var at = start + 1;
            if (s[start] != '\\' || at >= s.Length && final)
            {
                work.Output.Append((char)s[start]);
                work.Position = at;
                continue;
            }
            if (at >= s.Length)
                break;
            int c = s[at++];
            if (c is not ('u' or 'U'))
            {
                work.Output.Append('\\');
                work.Output.Append((char)c);
                work.Position = at;
                continue;
            }
            if (TryHex(s, c == 'u' ? 4 : 8, ref at, out var code) && code <= UnicodeInfo.MaxCodePoint)
            {
                work.Output.Append((int)code);
                work.Position = at;
                continue;
            }
            if (at >= s.Length && code == uint.MaxValue && !final)
                break;
            if (!work.TryRecover(code != uint.MaxValue ? "\\Uxxxxxxxx out of range" : Truncated(c), start, at))
            {
                failure = work.Failure;
                return null;
            }
        }
        consumed = work.Position;
        return work.Output.ToTextAndFree();
    }

    /// <summary>
    /// codecs.escape_decode, the escapes of bytes literals: null with a message for a ValueError. Of the error handlers only strict,
    /// replace and ignore exist.
    /// </summary>
    public static byte[]? DecodeBytes(ReadOnlySpan<byte> s, string? errors, out int firstInvalid, out string? message)
    {
        firstInvalid = -1;
        message = null;
        var buffer = new ByteBuffer(stackalloc byte[256]);
        for (var at = 0; at < s.Length;)
        {
            if (s[at] != '\\')
            {
                buffer.Append(s[at++]);
                continue;
            }
            var start = at++;
            if (at == s.Length)
            {
                buffer.Dispose();
                message = "Trailing \\ in string";
                return null;
            }
            int c = s[at++];
            var single = SimpleEscape(c);
            if (single >= 0)
            {
                buffer.Append((byte)single);
            }
            else if (c is >= '0' and <= '7')
            {
                var code = c - '0';
                for (var i = 0; i < 2 && at < s.Length && s[at] is >= (byte)'0' and <= (byte)'7'; i++)
                    code = code * 8 + (s[at++] - '0');
                if (code > 255 && firstInvalid < 0)
                    firstInvalid = start + 1;
                buffer.Append((byte)code);
            }
            else if (c == 'x')
            {
                var digits = at;
                if (TryHex(s, 2, ref digits, out var code))
                {
                    buffer.Append((byte)code);
                    at = digits;
                    continue;
                }
                if (errors is null or "strict")
                    message = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"invalid \\x escape at position {start}");
                else if (errors == "replace")
                    buffer.Append((byte)'?');
                else if (errors != "ignore")
                    message = $"decoding error; unknown error handling code: {errors}";
                if (message != null)
                {
                    buffer.Dispose();
                    return null;
                }
                // A single digit goes with the escape.
                if (at < s.Length && char.IsAsciiHexDigit((char)s[at]))
                    at++;
            }
            else if (c != '\n')
            {
                if (firstInvalid < 0)
                    firstInvalid = start + 1;
                buffer.Append((byte)'\\');
                at--;
            }
        }
        return buffer.ToArrayAndFree();
    }

    private static int SimpleEscape(int c) => c switch
    {
        '\\' or '\'' or '"' => c,
        'b' => '\b',
        't' => '\t',
        'n' => '\n',
        'r' => '\r',
        'f' => '\f',
        'v' => '\v',
        'a' => '\a',
        _ => -1,
    };

    private static string Truncated(int c) => c switch
    {
        'x' => "truncated \\xXX escape",
        'u' => "truncated \\uXXXX escape",
        _ => "truncated \\UXXXXXXXX escape",
    };

    /// <summary>Reads hexadecimal digits; on failure the place is that of what is not one, and the code uint.MaxValue.</summary>
    private static bool TryHex(ReadOnlySpan<byte> s, int count, ref int at, out uint code)
    {
        code = 0;
        for (; count > 0; count--, at++)
        {
            if (at >= s.Length || !char.IsAsciiHexDigit((char)s[at]))
            {
                code = uint.MaxValue;
                return false;
            }
            var c = s[at];
            code = code << 4 | (uint)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
        }
        // The largest value is taken for "none" only where it is out of range anyway.
        if (code == uint.MaxValue)
            code--;
        return true;
    }

    private static bool TryNamed(ReadOnlySpan<byte> s, ref int at, out int code, out bool incomplete, out string reason)
    {
        code = 0;
        reason = "malformed \\N character escape";
        incomplete = at >= s.Length;
        if (incomplete || s[at] != '{')
            return false;
        var nameStart = ++at;
        while (at < s.Length && s[at] != '}')
            at++;
        incomplete = at >= s.Length;
        if (incomplete)
            return false;
        var name = System.Text.Encoding.Latin1.GetString(s[nameStart..at]);
        if (name.Length == 0)
            return false;
        at++;
        reason = "unknown Unicode character name";
        if (UnicodeNames.Lookup(name) is not { } found)
            return false;
        var text = TextValue.FromUtf16(found);
        code = text[0];
        return text.Length == 1;
    }

    private static void AppendEscape(ref ByteBuffer buffer, int c)
    {
        buffer.Append((byte)'\\');
        buffer.Append(c < 0x100 ? (byte)'x' : c < 0x10000 ? (byte)'u' : (byte)'U');
        for (var shift = c < 0x100 ? 4 : c < 0x10000 ? 12 : 28; shift >= 0; shift -= 4)
            buffer.Append((byte)CharBuffer.HexDigit(c >> shift));
    }
}
