using TieredPy.Runtime.Text;

namespace TieredPy.Runtime.Syntax;

/// <summary>Escape sequences of string and bytes literals.</summary>
internal static class StringEscapes
{
    /// <summary>
    /// Decodes a str literal's contents. <paramref name="invalid"/> is the first escape that has no meaning (without its backslash), for
    /// a warning; <paramref name="problem"/> is the error, in the words of CPython's codec.
    /// </summary>
    public static object Decode(ReadOnlySpan<char> text, out string? invalid, out string? problem)
    {
        invalid = null;
        problem = null;
        var builder = new CodePointBuilder();
        var whole = text;
        for (; ; )
        {
            var slash = text.IndexOf('\\');
            if (slash < 0)
                break;
            builder.AppendSource(text[..slash]);
            var rest = text[(slash + 1)..];
            if (rest.IsEmpty)
            {
                builder.Append('\\');
                text = rest;
                break;
            }
            var used = DecodeOne(rest, builder, ref invalid, out var reason);
            if (reason is not null)
            {
                var start = CodecPosition(whole[..(whole.Length - text.Length + slash)]);
                problem = $"'unicodeescape' codec can't decode bytes in position {start}-{start + used}: {reason}";
                return "";
            }
            text = rest[used..];
        }
        builder.AppendSource(text);
        return builder.Build();
    }

    /// <summary>Decodes a bytes literal's contents, which must be ASCII.</summary>
    public static byte[] DecodeBytes(ReadOnlySpan<char> text, out string? invalid, out string? problem)
    {
        invalid = null;
        problem = null;
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                bytes.Add((byte)text[i]);
                continue;
            }
            i++;
            var c = text[i];
            if (Simple(c) is var simple and >= 0)
            {
                bytes.Add((byte)simple);
            }
            else if (c is >= '0' and <= '7')
            {
                var value = Octal(text[i..], out var used);
                if (value > 255)
                    invalid ??= text.Slice(i, used).ToString();
                bytes.Add((byte)value);
                i += used - 1;
            }
            else if (c == 'x')
            {
                if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                {
                    problem = $"(value error) invalid \\x escape at position {i - 1}";
                    return [];
                }
                bytes.Add((byte)Hex(text.Slice(i + 1, 2)));
                i += 2;
            }
            else if (c != '\n')
            {
                invalid ??= c.ToString();
                bytes.Add((byte)'\\');
                i--;
                if (text[i + 1] != '\\')
                {
                    bytes.Add((byte)c);
                    i++;
                }
            }
        }
        return [.. bytes];
    }

    /// <summary>
    /// Where CPython's codec stands after some text: it reads each character beyond ASCII as an escape of ten.
    /// </summary>
    private static int CodecPosition(ReadOnlySpan<char> text)
    {
        var position = 0;
        foreach (var c in text)
            position += c < 128 ? 1 : char.IsLowSurrogate(c) ? 0 : 10;
        return position;
    }

    private static int Simple(char c) => c switch
    {
        '\\' => '\\',
        '\'' => '\'',
        '"' => '"',
        'b' => '\b',
        'f' => '\f',
        't' => '\t',
        'n' => '\n',
        'r' => '\r',
        'v' => '\v',
        'a' => '\a',
        _ => -1,
    };

    private static int Octal(ReadOnlySpan<char> text, out int used)
    {
        var value = 0;
        for (used = 0; used < 3 && used < text.Length && text[used] is >= '0' and <= '7'; used++)
            value = (value * 8) + (text[used] - '0');
        return value;
    }

    private static int Hex(ReadOnlySpan<char> digits)
    {
        uint value = 0;
        foreach (var c in digits)
            value = (value << 4) | (uint)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
        return (int)value;
    }

    /// <summary>Decodes the escape whose backslash has been passed; gives how many characters it takes, or has when it is wrong.</summary>
    private static int DecodeOne(ReadOnlySpan<char> text, CodePointBuilder builder, ref string? invalid, out string? reason)
    {
        reason = null;
        var c = text[0];
        if (c == '\n')
            return 1;
        if (Simple(c) is var simple and >= 0)
        {
            builder.Append(simple);
            return 1;
        }
        if (c is >= '0' and <= '7')
        {
            var value = Octal(text, out var used);
            if (value > 255)
                invalid ??= text[..used].ToString();
            builder.Append(value);
            return used;
        }
        switch (c)
        {
            case 'x':
                return DecodeHex(text, 2, "truncated \\xXX escape", builder, out reason);
            case 'u':
                return DecodeHex(text, 4, "truncated \\uXXXX escape", builder, out reason);
            case 'U':
                return DecodeHex(text, 8, "truncated \\UXXXXXXXX escape", builder, out reason);
            case 'N':
                return DecodeNamed(text, builder, out reason);
            default:
                if (c < 128)
                    invalid ??= c.ToString();
                builder.Append('\\');
                return 0;
        }
    }

    private static int DecodeHex(ReadOnlySpan<char> text, int digits, string truncated, CodePointBuilder builder, out string? reason)
    {
        reason = null;
        var length = 0;
        while (length < digits && 1 + length < text.Length && char.IsAsciiHexDigit(text[1 + length]))
            length++;
        if (length < digits)
        {
            reason = truncated;
            return length + 1;
        }
        var value = Hex(text.Slice(1, digits));
        if ((uint)value > 0x10FFFF)
        {
            reason = "illegal Unicode character";
            return length + 1;
        }
        builder.Append(value);
        return digits + 1;
    }

    private static int DecodeNamed(ReadOnlySpan<char> text, CodePointBuilder builder, out string? reason)
    {
        reason = null;
        var close = text.Length > 1 && text[1] == '{' ? text.IndexOf('}') : -1;
        if (close < 0)
        {
            reason = "malformed \\N character escape";
            return text.Length > 1 && text[1] == '{' ? text.Length : 1;
        }
        if (close == 2)
        {
            reason = "malformed \\N character escape";
            return 2;
        }
        if (UnicodeNames.Lookup(text[2..close].ToString()) is not { } named)
        {
            reason = "unknown Unicode character name";
            return close + 1;
        }
        builder.AppendSource(named);
        return close + 1;
    }
}
