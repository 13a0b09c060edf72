using TieredPy.Runtime.Text;

namespace TieredPy.Runtime.Modules;

// Escape sequences.
internal static partial class CodecsModule
{
    /// <summary>Bytes of a buffer, or of a str as UTF-8.</summary>
    private static byte[] BytesOrText(Value data) => data.Ref is PyStr s ? Encodings.Utf8(s, null).Data : Buffers.ToArray(data);

    private static void WarnEscape(ReadOnlySpan<byte> bytes, int at)
    {
        if (at < 0) return;
        byte c = bytes[at];
        if (c is >= (byte)'4' and <= (byte)'7')
            Err.Warn(ExcTypes.DeprecationWarning, $"invalid octal escape sequence '\\{System.Text.Encoding.Latin1.GetString(bytes.Slice(at, Math.Min(3, bytes.Length - at)))}'");
        else Err.Warn(ExcTypes.DeprecationWarning, $"invalid escape sequence '\\{(char)c}'");
    }

    [PyFunction("unicode_escape_encode")]
    private static Value UnicodeEscapeEncode(PyStr str, [OptNone] string? errors) => Encoded(PyBytes.Make(UnicodeEscapeCodec.Encode(CodecBridge.Text(str))), str.Length);

    [PyFunction("unicode_escape_decode")]
    private static Value UnicodeEscapeDecode(Value data, [OptNone] string? errors, bool final = true)
    {
        var bytes = BytesOrText(data);
        var text = UnicodeEscapeCodec.Decode(bytes, CodecBridge.Errors(errors), final, out int consumed, out int invalid, out var failure);
        var s = CodecBridge.Decoded(text, bytes, failure);
        WarnEscape(bytes, invalid);
        return Decoded(s, consumed);
    }

    [PyFunction("raw_unicode_escape_encode")]
    private static Value RawUnicodeEscapeEncode(PyStr str, [OptNone] string? errors) => Encoded(PyBytes.Make(UnicodeEscapeCodec.EncodeRaw(CodecBridge.Text(str))), str.Length);

    [PyFunction("raw_unicode_escape_decode")]
    private static Value RawUnicodeEscapeDecode(Value data, [OptNone] string? errors, bool final = true)
    {
        var bytes = BytesOrText(data);
        var text = UnicodeEscapeCodec.DecodeRaw(bytes, CodecBridge.Errors(errors), final, out int consumed, out var failure);
        return Decoded(CodecBridge.Decoded(text, bytes, failure), consumed);
    }

    [PyFunction("escape_encode")]
    private static Value EscapeEncode(PyBytes data, [OptNone] string? errors)
    {
        // The repr inside single quotes.
        var b = new CharBuffer(stackalloc char[256]);
        foreach (byte c in data.Data)
        {
            if (c is (byte)'\'' or (byte)'\\')
            {
                b.Append('\\');
                b.Append((char)c);
            }
            else if (c == '\t') b.Append("\\t");
            else if (c == '\n') b.Append("\\n");
            else if (c == '\r') b.Append("\\r");
            else if (c is < 0x20 or >= 0x7F)
            {
                b.Append("\\x");
                b.AppendHex2(c);
            }
            else b.Append((char)c);
        }
        return Encoded(PyBytes.Make(System.Text.Encoding.Latin1.GetBytes(b.ToStringAndFree())), data.Count);
    }

    [PyFunction("escape_decode")]
    private static Value EscapeDecode(Value data, [OptNone] string? errors)
    {
        var bytes = BytesOrText(data);
        var made = UnicodeEscapeCodec.DecodeBytes(bytes, errors, out int invalid, out var message);
        if (made == null) throw Err.ValueError(message!);
        WarnEscape(bytes, invalid);
        return Encoded(PyBytes.Make(made), bytes.Length);
    }
}
