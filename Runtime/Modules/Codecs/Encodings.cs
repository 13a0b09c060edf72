using System.Text;

namespace TieredPy.Runtime.Modules;

/// <summary>What <c>str.encode</c> and <c>bytes.decode</c> do: the usual encodings here, the rest through the codec registry.</summary>
internal static class Encodings
{
    /// <summary>Encodes text; <paramref name="errors"/> null is strict.</summary>
    public static PyBytes Encode(PyStr text, string encoding, string? errors)
    {
        switch (Normal(encoding))
        {
            case "utf8": return Utf8(text, errors);
            case "ascii": return Ascii(text, errors);
            case "latin1": return Latin1(text, errors);
            case "utf16": return new UtfEncoder("utf-16", 2, false, text, errors).WithMark().Run();
            case "utf32": return new UtfEncoder("utf-32", 4, false, text, errors).WithMark().Run();
        }
        var codec = CodecRegistry.LookupText(encoding, "encode", "codecs.encode()");
        var r = CodecRegistry.Call(codec, 0, "encoder", new Value(text), errors);
        if (r.Ref is PyBytes b) return b;
        if (r.Ref is PyByteArray a)
        {
            Err.Warn(ExcTypes.RuntimeWarning, $"encoder {encoding} returned bytearray instead of bytes; use codecs.encode() to encode to arbitrary types");
            return new PyBytes(a.AsSpan());
        }
        throw Err.TypeError($"'{encoding}' encoder returned '{Ops.TypeName(r)}' instead of 'bytes'; use codecs.encode() to encode to arbitrary types");
    }

    /// <summary>Decodes a bytes-like object; <paramref name="errors"/> null is strict.</summary>
    public static PyStr Decode(Value bytes, string encoding, string? errors)
    {
        switch (Normal(encoding))
        {
            case "utf8": return DecodeUtf8(Buffers.ToArray(bytes), errors, true).Text;
            case "ascii": return DecodeAscii(Buffers.ToArray(bytes), errors);
            case "latin1": return PyStr.Of(Encoding.Latin1.GetString(Buffers.Get(bytes)).AsSpan());
            case "utf16": return new UtfDecoder("utf-16", 2, 0, Buffers.ToArray(bytes), errors, true).Run().Text;
            case "utf32": return new UtfDecoder("utf-32", 4, 0, Buffers.ToArray(bytes), errors, true).Run().Text;
        }
        var codec = CodecRegistry.LookupText(encoding, "decode", "codecs.decode()");
        var r = CodecRegistry.Call(codec, 1, "decoder", bytes, errors);
        return r.Ref as PyStr ?? throw Err.TypeError($"'{encoding}' decoder returned '{Ops.TypeName(r)}' instead of 'str'; use codecs.decode() to decode to arbitrary types");
    }

    public static PyBytes Utf8(PyStr text, string? errors)
    {
        if (!text.IsWide)
        {
            var chars = text.Span;
            if (System.Text.Ascii.IsValid(chars)) return PyBytes.Make(Encoding.ASCII.GetBytes(chars.ToArray()));
            if (!chars.ContainsAnyInRange('\uD800', '\uDFFF'))
            {
                var bytes = new byte[Encoding.UTF8.GetByteCount(chars)];
                Encoding.UTF8.GetBytes(chars, bytes);
                return new PyBytes(bytes);
            }
        }
        return new Utf8Encoder(text, errors).Run();
    }

    public static PyBytes Ascii(PyStr text, string? errors) =>
        !text.IsWide && System.Text.Ascii.IsValid(text.Span) ? Utf8(text, null) : new ByteEncoder("ascii", 128, text, errors).Run();

    public static PyBytes Latin1(PyStr text, string? errors)
    {
        if (text.IsWide || text.Span.ContainsAnyExceptInRange('\0', '\u00FF')) return new ByteEncoder("latin-1", 256, text, errors).Run();
        var bytes = new byte[text.Length];
        Encoding.Latin1.GetBytes(text.Span, bytes);
        return PyBytes.Make(bytes);
    }

    public static (PyStr Text, int Consumed) DecodeUtf8(byte[] bytes, string? errors, bool final)
    {
        if (System.Text.Ascii.IsValid(bytes)) return (PyStr.Of(Encoding.ASCII.GetString(bytes).AsSpan()), bytes.Length);
        if (System.Text.Unicode.Utf8.IsValid(bytes)) return (PyStr.Of(Encoding.UTF8.GetString(bytes)), bytes.Length);
        return new Utf8Decoder(bytes, errors, final).Run();
    }

    public static PyStr DecodeAscii(byte[] bytes, string? errors) =>
        System.Text.Ascii.IsValid(bytes) ? PyStr.Of(Encoding.ASCII.GetString(bytes).AsSpan()) : new AsciiDecoder(bytes, errors).Run().Text;

    private static string Normal(string encoding) => encoding switch
    {
        "utf-8" or "utf8" or "UTF-8" => "utf8",
        "ascii" => "ascii",
        "latin-1" => "latin1",
        _ => encoding.ToLowerInvariant().Replace('_', '-') switch
        {
            "utf-8" or "utf8" => "utf8",
            "ascii" or "us-ascii" => "ascii",
            "latin-1" or "latin1" or "iso-8859-1" or "iso8859-1" => "latin1",
            "utf-16" or "utf16" => "utf16",
            "utf-32" or "utf32" => "utf32",
            _ => "",
        },
    };
}
