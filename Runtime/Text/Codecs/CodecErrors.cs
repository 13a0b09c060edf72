using System.Globalization;

namespace TieredPy.Runtime.Text;

/// <summary>The error handlers that every Python has.</summary>
internal enum CodecErrorsKind
{
    Strict,
    Ignore,
    Replace,
    BackslashReplace,
    XmlCharRefReplace,
    NameReplace,
    SurrogateEscape,
    SurrogatePass,

    /// <summary>A handler registered by the program: a subclass of <see cref="CodecErrors"/>.</summary>
    Custom,
}

/// <summary>Why coding failed: what a UnicodeEncodeError or UnicodeDecodeError tells, or that a handler has raised an error of its own.</summary>
internal readonly record struct CodecFailure(string Encoding, string Reason, int Start, int End)
{
    public static CodecFailure Raised => new("", "", -1, -1);

    public bool IsFailure => Encoding != null;

    /// <summary>The handler's exception is pending already.</summary>
    public bool IsRaised => Start < 0;
}

/// <summary>What a coder does about what it can't code. The built-in handlers are instances; a registered one is a subclass.</summary>
internal class CodecErrors(CodecErrorsKind kind)
{
    public static readonly CodecErrors Strict = new(CodecErrorsKind.Strict);
    public static readonly CodecErrors Ignore = new(CodecErrorsKind.Ignore);
    public static readonly CodecErrors Replace = new(CodecErrorsKind.Replace);
    public static readonly CodecErrors BackslashReplace = new(CodecErrorsKind.BackslashReplace);
    public static readonly CodecErrors XmlCharRefReplace = new(CodecErrorsKind.XmlCharRefReplace);
    public static readonly CodecErrors NameReplace = new(CodecErrorsKind.NameReplace);
    public static readonly CodecErrors SurrogateEscape = new(CodecErrorsKind.SurrogateEscape);
    public static readonly CodecErrors SurrogatePass = new(CodecErrorsKind.SurrogatePass);

    public CodecErrorsKind Kind { get; } = kind;

    /// <summary>The built-in handler of a name, or null.</summary>
    public static CodecErrors? Named(string? name) => name switch
    {
        null or "strict" => Strict,
        "ignore" => Ignore,
        "replace" => Replace,
        "backslashreplace" => BackslashReplace,
        "xmlcharrefreplace" => XmlCharRefReplace,
        "namereplace" => NameReplace,
        "surrogateescape" => SurrogateEscape,
        "surrogatepass" => SurrogatePass,
        _ => null,
    };

    /// <summary>
    /// Answers what can't be encoded, text[start..end): text to be encoded instead, or bytes, and where to go on. False: the error
    /// stands (<paramref name="raised"/>: an exception of the handler's own is pending).
    /// </summary>
    public virtual bool TryEncode(
        string encoding, string reason, TextValue text, int start, int end, out TextValue replacement, out byte[]? bytes, out int next, out bool raised)
    {
        raised = false;
        bytes = null;
        next = end;
        replacement = TextValue.Empty;
        switch (Kind)
        {
            case CodecErrorsKind.Ignore:
                return true;
            case CodecErrorsKind.Replace:
                replacement = new string('?', end - start);
                return true;
            case CodecErrorsKind.BackslashReplace:
            case CodecErrorsKind.XmlCharRefReplace:
            case CodecErrorsKind.NameReplace:
                replacement = Described(text, start, end);
                return true;
            case CodecErrorsKind.SurrogateEscape:
                bytes = new byte[end - start];
                for (var i = start; i < end; i++)
                {
                    if (text[i] is < 0xDC80 or > 0xDCFF)
                        return false;
                    bytes[i - start] = (byte)(text[i] - 0xDC00);
                }
                return true;
            case CodecErrorsKind.SurrogatePass:
                return SurrogateCoding.TryEncode(encoding, text, start, end, out bytes);
            default:
                return false;
        }
    }

    /// <summary>
    /// Answers what can't be decoded, input[start..end): text instead, and where to go on. A registered handler may also put other
    /// bytes in the place of the input.
    /// </summary>
    public virtual bool TryDecode(
        string encoding, string reason, ReadOnlySpan<byte> input, int start, int end, out TextValue replacement, out int next, out byte[]? newInput, out bool raised)
    {
        raised = false;
        newInput = null;
        next = end;
        replacement = TextValue.Empty;
        switch (Kind)
        {
            case CodecErrorsKind.Ignore:
                return true;
            case CodecErrorsKind.Replace:
                replacement = "\uFFFD";
                return true;
            case CodecErrorsKind.BackslashReplace:
                {
                    var buffer = new CharBuffer(stackalloc char[64]);
                    foreach (var b in input[start..end])
                    {
                        buffer.Append("\\x");
                        buffer.AppendHex2(b);
                    }
                    replacement = buffer.ToStringAndFree();
                    return true;
                }
            case CodecErrorsKind.SurrogateEscape:
                {
                    var count = 0;
                    Span<char> escaped = stackalloc char[4];
                    while (count < 4 && count < end - start && input[start + count] >= 128)
                    {
                        escaped[count] = (char)(0xDC00 + input[start + count]);
                        count++;
                    }
                    replacement = escaped[..count].ToString();
                    next = start + count;
                    return count > 0;
                }
            case CodecErrorsKind.SurrogatePass:
                return SurrogateCoding.TryDecode(encoding, input, start, out replacement, out next);
            default:
                return false;
        }
    }

    private TextValue Described(TextValue text, int start, int end)
    {
        var builder = new TextBuilder(stackalloc char[128]);
        for (var i = start; i < end; i++)
        {
            var c = text[i];
            if (Kind == CodecErrorsKind.XmlCharRefReplace)
            {
                builder.Append("&#");
                builder.Append(c.ToString(CultureInfo.InvariantCulture));
                builder.Append(';');
            }
            else if (Kind == CodecErrorsKind.NameReplace && UnicodeNames.Name(c) is { } name)
            {
                builder.Append("\\N{");
                builder.Append(name);
                builder.Append('}');
            }
            else
            {
                TextRepr.AppendEscape(ref builder, c);
            }
        }
        return builder.ToTextAndFree();
    }
}

/// <summary>The surrogatepass handler: surrogates coded as if they were characters, in the codecs of the UTF family.</summary>
internal static class SurrogateCoding
{
    private enum Form
    {
        None,
        Utf8,
        Utf16Little,
        Utf16Big,
        Utf32Little,
        Utf32Big,
    }

    public static bool TryEncode(string encoding, TextValue text, int start, int end, out byte[]? bytes)
    {
        bytes = null;
        var form = FormOf(encoding);
        if (form == Form.None)
            return false;
        var buffer = new ByteBuffer(stackalloc byte[64]);
        for (var i = start; i < end; i++)
        {
            var c = text[i];
            if (c is < 0xD800 or > 0xDFFF)
            {
                buffer.Dispose();
                return false;
            }
            byte high = (byte)(c >> 8), low = (byte)c;
            switch (form)
            {
                case Form.Utf8:
                    buffer.Append([(byte)(0xE0 | c >> 12), (byte)(0x80 | c >> 6 & 0x3F), (byte)(0x80 | c & 0x3F)]);
                    break;
                case Form.Utf16Little:
                    buffer.Append([low, high]);
                    break;
                case Form.Utf16Big:
                    buffer.Append([high, low]);
                    break;
                case Form.Utf32Little:
                    buffer.Append([low, high, 0, 0]);
                    break;
                default:
                    buffer.Append([0, 0, high, low]);
                    break;
            }
        }
        bytes = buffer.ToArrayAndFree();
        return true;
    }

    public static bool TryDecode(string encoding, ReadOnlySpan<byte> input, int start, out TextValue text, out int next)
    {
        var form = FormOf(encoding);
        var width = form switch { Form.None => 0, Form.Utf8 => 3, Form.Utf16Little or Form.Utf16Big => 2, _ => 4 };
        text = TextValue.Empty;
        next = start + width;
        if (width == 0 || next > input.Length)
            return false;
        var p = input[start..];
        var c = form switch
        {
            Form.Utf8 => (p[0] & 0xF0) == 0xE0 && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80 ? (p[0] & 0xF) << 12 | (p[1] & 0x3F) << 6 | p[2] & 0x3F : 0,
            Form.Utf16Little => p[1] << 8 | p[0],
            Form.Utf16Big => p[0] << 8 | p[1],
            Form.Utf32Little => p[3] << 24 | p[2] << 16 | p[1] << 8 | p[0],
            _ => p[0] << 24 | p[1] << 16 | p[2] << 8 | p[3],
        };
        if (c is < 0xD800 or > 0xDFFF)
            return false;
        text = ((char)c).ToString();
        return true;
    }

    private static Form FormOf(string encoding)
    {
        var name = encoding.ToLowerInvariant().Replace('_', '-').Replace("utf-", "utf", StringComparison.Ordinal);
        return name switch
        {
            "utf8" or "cp-utf8" => Form.Utf8,
            "utf16" or "utf16-le" or "utf16le" => Form.Utf16Little,
            "utf16-be" or "utf16be" => Form.Utf16Big,
            "utf32" or "utf32-le" or "utf32le" => Form.Utf32Little,
            "utf32-be" or "utf32be" => Form.Utf32Big,
            _ => Form.None,
        };
    }
}
