using System.Buffers;

namespace TieredPy.Runtime.Text;

/// <summary>repr() and ascii() of str and bytes.</summary>
internal static class TextRepr
{
    /// <summary>ASCII that stands for itself in a repr in single quotes.</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        " !\"#$%&()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>repr(str).</summary>
    public static TextValue Repr(TextValue text)
    {
        if (!text.IsWide && !text.Chars.ContainsAnyExcept(Plain))
        {
            return string.Create(text.Length + 2, text.Chars, static (to, from) =>
            {
                to[0] = to[^1] = '\'';
                from.CopyTo(to[1..]);
            });
        }
        var builder = new TextBuilder(stackalloc char[256]);
        Append(ref builder, text, asciiOnly: false);
        return builder.ToTextAndFree();
    }

    /// <summary>ascii(str).</summary>
    public static TextValue AsciiRepr(TextValue text)
    {
        var builder = new TextBuilder(stackalloc char[256]);
        Append(ref builder, text, asciiOnly: true);
        return builder.ToTextAndFree();
    }

    /// <summary>What ascii() makes of a repr: escapes instead of what is not ASCII.</summary>
    public static TextValue EscapeNonAscii(TextValue text)
    {
        if (TextPredicates.IsAscii(text))
            return text;
        var builder = new TextBuilder(stackalloc char[256]);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] < 128)
                builder.Append((char)text[i]);
            else
                AppendEscape(ref builder, text[i]);
        }
        return builder.ToTextAndFree();
    }

    /// <summary>repr(bytes), with the b.</summary>
    public static string Repr(ReadOnlySpan<byte> bytes)
    {
        var buffer = new CharBuffer(stackalloc char[256]);
        buffer.Append('b');
        AppendBytes(ref buffer, bytes);
        return buffer.ToStringAndFree();
    }

    /// <summary>The quoted bytes of a repr.</summary>
    public static void AppendBytes(ref CharBuffer buffer, ReadOnlySpan<byte> bytes)
    {
        var quote = bytes.Contains((byte)'\'') && !bytes.Contains((byte)'"') ? '"' : '\'';
        buffer.Append(quote);
        foreach (var b in bytes)
        {
            switch (b)
            {
                case (byte)'\t':
                    buffer.Append("\\t");
                    break;
                case (byte)'\n':
                    buffer.Append("\\n");
                    break;
                case (byte)'\r':
                    buffer.Append("\\r");
                    break;
                case (byte)'\\':
                    buffer.Append("\\\\");
                    break;
                case < 32 or >= 127:
                    buffer.Append("\\x");
                    buffer.AppendHex2(b);
                    break;
                default:
                    if (b == quote)
                        buffer.Append('\\');
                    buffer.Append((char)b);
                    break;
            }
        }
        buffer.Append(quote);
    }

    /// <summary>\xNN, \uNNNN or \UNNNNNNNN.</summary>
    public static void AppendEscape(ref TextBuilder builder, int c)
    {
        builder.Append('\\');
        builder.Append(c < 0x100 ? 'x' : c < 0x10000 ? 'u' : 'U');
        builder.AppendHex(c, c < 0x100 ? 2 : c < 0x10000 ? 4 : 8);
    }

    private static void Append(ref TextBuilder builder, TextValue text, bool asciiOnly)
    {
        var singles = TextSearch.Count(text, "'", 0, text.Length) > 0;
        var quote = singles && TextSearch.Count(text, "\"", 0, text.Length) == 0 ? '"' : '\'';
        builder.Append(quote);
        for (var i = 0; i < text.Length; i++)
        {
            if (!text.IsWide)
            {
                // Runs that stand for themselves are copied whole.
                var rest = text.Chars[i..];
                var run = rest.IndexOfAnyExcept(Plain);
                run = run < 0 ? rest.Length : run;
                builder.Append(rest[..run]);
                i += run;
                if (i == text.Length)
                    break;
            }
            var c = text[i];
            switch (c)
            {
                case '\t':
                    builder.Append("\\t");
                    break;
                case '\n':
                    builder.Append("\\n");
                    break;
                case '\r':
                    builder.Append("\\r");
                    break;
                case '\\':
                    builder.Append("\\\\");
                    break;
                case < 32 or 127:
                    AppendEscape(ref builder, c);
                    break;
                case < 127:
                    if (c == quote)
                        builder.Append('\\');
                    builder.Append((char)c);
                    break;
                default:
                    if (asciiOnly || !UnicodeInfo.IsPrintable(c))
                        AppendEscape(ref builder, c);
                    else
                        builder.Append(c);
                    break;
            }
        }
        builder.Append(quote);
    }
}
