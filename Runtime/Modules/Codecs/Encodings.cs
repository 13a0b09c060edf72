using TieredPy.Runtime.Text;

namespace TieredPy.Runtime.Modules;

/// <summary>What <c>str.encode</c> and <c>bytes.decode</c> do: the usual encodings here, the rest through the codec registry.</summary>
internal static class Encodings
{
    /// <summary>Encodes text; <paramref name="errors"/> null is strict.</summary>
    public static PyBytes Encode(PyStr text, string encoding, string? errors)
    {
        CheckNames(encoding, errors);
        switch (Normal(encoding))
        {
            case "utf8": return Utf8(text, errors);
            case "ascii": return Ascii(text, errors);
            case "latin1": return Latin1(text, errors);
            case "utf16": return Utf16(text, errors, ByteOrder.Mark);
            case "utf32": return Utf32(text, errors, ByteOrder.Mark);
        }
        var codec = CodecRegistry.LookupText(encoding, "codecs.encode()");
        var r = CodecRegistry.Call(codec, 0, encoding, new Value(text), errors);
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
        CheckNames(encoding, errors);
        switch (Normal(encoding))
        {
            case "utf8": return DecodeUtf8(Buffers.ToArray(bytes), errors, true).Text;
            case "ascii": return DecodeAscii(Buffers.ToArray(bytes), errors);
            case "latin1": return CodecBridge.Str(Latin1AndAsciiCodec.DecodeLatin1(Buffers.Get(bytes)));
            case "utf16": return DecodeUtf16(Buffers.ToArray(bytes), errors, ByteOrder.Mark, true).Text;
            case "utf32": return DecodeUtf32(Buffers.ToArray(bytes), errors, ByteOrder.Mark, true).Text;
        }
        var codec = CodecRegistry.LookupText(encoding, "codecs.decode()");
        var r = CodecRegistry.Call(codec, 1, encoding, bytes, errors);
        return r.Ref as PyStr ?? throw Err.TypeError($"'{encoding}' decoder returned '{Ops.TypeName(r)}' instead of 'str'; use codecs.decode() to decode to arbitrary types");
    }

    /// <summary>In development mode names are looked up even where nothing needs them (-X dev).</summary>
    private static void CheckNames(string encoding, string? errors)
    {
        if (errors is not (null or "strict")) CodecRegistry.CheckName(errors);
        if (!RuntimeOptions.Current.DevMode) return;
        if (Normal(encoding) is not ("utf8" or "ascii" or "latin1")) CodecRegistry.Lookup(encoding);
        if (errors != null && errors != "strict") ErrorHandlers.Lookup(errors);
    }

    public static PyBytes Utf8(PyStr text, string? errors)
    {
        if (!text.IsWide)
        {
            var ascii = new byte[text.Length];
            if (System.Text.Ascii.FromUtf16(text.Span, ascii, out _) == System.Buffers.OperationStatus.Done) return PyBytes.Make(ascii);
        }
        var bytes = Utf8Codec.Encode(CodecBridge.Text(text), CodecBridge.Errors(errors), out var failure);
        return CodecBridge.Encoded(bytes, text, failure);
    }

    public static PyBytes Ascii(PyStr text, string? errors)
    {
        var bytes = Latin1AndAsciiCodec.EncodeAscii(CodecBridge.Text(text), CodecBridge.Errors(errors), out var failure);
        return CodecBridge.Encoded(bytes, text, failure);
    }

    public static PyBytes Latin1(PyStr text, string? errors)
    {
        var bytes = Latin1AndAsciiCodec.EncodeLatin1(CodecBridge.Text(text), CodecBridge.Errors(errors), out var failure);
        return CodecBridge.Encoded(bytes, text, failure);
    }

    public static PyBytes Utf16(PyStr text, string? errors, ByteOrder order)
    {
        var bytes = Utf16And32Codec.Encode16(CodecBridge.Text(text), order, CodecBridge.Errors(errors), out var failure);
        return CodecBridge.Encoded(bytes, text, failure);
    }

    public static PyBytes Utf32(PyStr text, string? errors, ByteOrder order)
    {
        var bytes = Utf16And32Codec.Encode32(CodecBridge.Text(text), order, CodecBridge.Errors(errors), out var failure);
        return CodecBridge.Encoded(bytes, text, failure);
    }

    public static (PyStr Text, int Consumed) DecodeUtf8(byte[] bytes, string? errors, bool final)
    {
        if (System.Text.Ascii.IsValid(bytes)) return (PyStr.OfNarrow(System.Text.Encoding.Latin1.GetString(bytes)), bytes.Length);
        var text = Utf8Codec.Decode(bytes, CodecBridge.Errors(errors), final, out int consumed, out var failure);
        return (CodecBridge.Decoded(text, bytes, failure), consumed);
    }

    public static PyStr DecodeAscii(byte[] bytes, string? errors)
    {
        var text = Latin1AndAsciiCodec.DecodeAscii(bytes, CodecBridge.Errors(errors), out var failure);
        return CodecBridge.Decoded(text, bytes, failure);
    }

    public static (PyStr Text, int Consumed, ByteOrder Order) DecodeUtf16(byte[] bytes, string? errors, ByteOrder order, bool final)
    {
        var text = Utf16And32Codec.Decode16(bytes, ref order, CodecBridge.Errors(errors), final, out int consumed, out var failure);
        return (CodecBridge.Decoded(text, bytes, failure), consumed, order);
    }

    public static (PyStr Text, int Consumed, ByteOrder Order) DecodeUtf32(byte[] bytes, string? errors, ByteOrder order, bool final)
    {
        var text = Utf16And32Codec.Decode32(bytes, ref order, CodecBridge.Errors(errors), final, out int consumed, out var failure);
        return (CodecBridge.Decoded(text, bytes, failure), consumed, order);
    }

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
