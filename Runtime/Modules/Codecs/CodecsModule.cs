using TieredPy.Runtime.Text;

namespace TieredPy.Runtime.Modules;

/// <summary>_codecs: the registry, and the encoders and decoders that the encodings package is made of.</summary>
[PyModule("_codecs")]
internal static partial class CodecsModule
{
    [PyFunction("register", Doc = "Register a codec search function.\n\nSearch functions are expected to take one argument, the encoding name in\nall lower case letters, and either return None, or a tuple of functions\n(encoder, decoder, stream_reader, stream_writer) (or a CodecInfo object).")]
    private static void Register(Value searchFunction) => CodecRegistry.Register(searchFunction);

    [PyFunction("unregister", Doc = "Unregister a codec search function and clear the registry's cache.\n\nIf the search function is not registered, do nothing.")]
    private static void Unregister(Value searchFunction) => CodecRegistry.Unregister(searchFunction);

    [PyFunction("lookup", Doc = "Looks up a codec tuple in the Python codec registry and returns a CodecInfo object.")]
    private static PyTuple Lookup(string encoding) => CodecRegistry.Lookup(encoding);

    [PyFunction("encode", Doc = "Encodes obj using the codec registered for encoding.\n\nThe default encoding is 'utf-8'.  errors may be given to set a\ndifferent error handling scheme.  Default is 'strict' meaning that encoding\nerrors raise a ValueError.  Other possible values are 'ignore', 'replace'\nand 'backslashreplace' as well as any other name registered with\ncodecs.register_error that can handle ValueErrors.")]
    private static Value Encode([Kw] Value obj, [Kw] string encoding = "utf-8", [Kw] string errors = "strict") =>
        CodecRegistry.Call(CodecRegistry.Lookup(encoding), 0, encoding, obj, errors);

    [PyFunction("decode", Doc = "Decodes obj using the codec registered for encoding.\n\nDefault encoding is 'utf-8'.  errors may be given to set a\ndifferent error handling scheme.  Default is 'strict' meaning that encoding\nerrors raise a ValueError.  Other possible values are 'ignore', 'replace'\nand 'backslashreplace' as well as any other name registered with\ncodecs.register_error that can handle ValueErrors.")]
    private static Value Decode([Kw] Value obj, [Kw] string encoding = "utf-8", [Kw] string errors = "strict") =>
        CodecRegistry.Call(CodecRegistry.Lookup(encoding), 1, encoding, obj, errors);

    [PyFunction("register_error", Doc = "Register the specified error handler under the name errors.\n\nhandler must be a callable object, that\nwill be called with an exception instance containing\ninformation about the location of the encoding/decoding\nerror and must return a (replacement, new position) tuple.")]
    private static void RegisterError(string errors, Value handler) => ErrorHandlers.Register(errors, handler);

    [PyFunction("lookup_error", Doc = "lookup_error(errors) -> handler\n\nReturn the error handler for the specified error handling name or raise a\nLookupError, if no handler exists under this name.")]
    private static Value LookupError(string name) => ErrorHandlers.Lookup(name);

    private static Value Encoded(PyBytes bytes, long consumed) => new(new PyTuple([new Value(bytes), Value.Int(consumed)]));

    private static Value Decoded(PyStr text, long consumed) => new(new PyTuple([new Value(text), Value.Int(consumed)]));

    private static Value Decoded((PyStr Text, int Consumed) r) => Decoded(r.Text, r.Consumed);

    [PyFunction("utf_8_encode")]
    private static Value Utf8Encode(PyStr str, [OptNone] string? errors) => Encoded(Encodings.Utf8(str, errors), str.Length);

    [PyFunction("utf_8_decode")]
    private static Value Utf8Decode(Value data, [OptNone] string? errors, bool final = false) => Decoded(Encodings.DecodeUtf8(Buffers.ToArray(data), errors, final));

    [PyFunction("ascii_encode")]
    private static Value AsciiEncode(PyStr str, [OptNone] string? errors) => Encoded(Encodings.Ascii(str, errors), str.Length);

    [PyFunction("ascii_decode")]
    private static Value AsciiDecode(Value data, [OptNone] string? errors)
    {
        var bytes = Buffers.ToArray(data);
        return Decoded(Encodings.DecodeAscii(bytes, errors), bytes.Length);
    }

    [PyFunction("latin_1_encode")]
    private static Value Latin1Encode(PyStr str, [OptNone] string? errors) => Encoded(Encodings.Latin1(str, errors), str.Length);

    [PyFunction("latin_1_decode")]
    private static Value Latin1Decode(Value data, [OptNone] string? errors)
    {
        var bytes = Buffers.Get(data);
        return Decoded(CodecBridge.Str(Latin1AndAsciiCodec.DecodeLatin1(bytes)), bytes.Length);
    }

    [PyFunction("readbuffer_encode")]
    private static Value ReadBufferEncode(Value data, [OptNone] string? errors)
    {
        if (data.Ref is PyStr s) return Encoded(Encodings.Utf8(s, null), s.Length);
        var bytes = Buffers.ToArray(data);
        return Encoded(new PyBytes(bytes), bytes.Length);
    }

    [PyFunction("utf_16_encode")]
    private static Value Utf16Encode(PyStr str, [OptNone] string? errors, int byteorder = 0) => Encoded(Encodings.Utf16(str, errors, Order(byteorder)), str.Length);

    [PyFunction("utf_16_le_encode")]
    private static Value Utf16LeEncode(PyStr str, [OptNone] string? errors) => Encoded(Encodings.Utf16(str, errors, ByteOrder.Little), str.Length);

    [PyFunction("utf_16_be_encode")]
    private static Value Utf16BeEncode(PyStr str, [OptNone] string? errors) => Encoded(Encodings.Utf16(str, errors, ByteOrder.Big), str.Length);

    [PyFunction("utf_32_encode")]
    private static Value Utf32Encode(PyStr str, [OptNone] string? errors, int byteorder = 0) => Encoded(Encodings.Utf32(str, errors, Order(byteorder)), str.Length);

    [PyFunction("utf_32_le_encode")]
    private static Value Utf32LeEncode(PyStr str, [OptNone] string? errors) => Encoded(Encodings.Utf32(str, errors, ByteOrder.Little), str.Length);

    [PyFunction("utf_32_be_encode")]
    private static Value Utf32BeEncode(PyStr str, [OptNone] string? errors) => Encoded(Encodings.Utf32(str, errors, ByteOrder.Big), str.Length);

    private static ByteOrder Order(int byteorder) => (ByteOrder)Math.Sign(byteorder);

    private static Value Decoded((PyStr Text, int Consumed, ByteOrder Order) r) => Decoded(r.Text, r.Consumed);

    [PyFunction("utf_16_decode")]
    private static Value Utf16Decode(Value data, [OptNone] string? errors, bool final = false) => Decoded(Encodings.DecodeUtf16(Buffers.ToArray(data), errors, ByteOrder.Mark, final));

    [PyFunction("utf_16_le_decode")]
    private static Value Utf16LeDecode(Value data, [OptNone] string? errors, bool final = false) => Decoded(Encodings.DecodeUtf16(Buffers.ToArray(data), errors, ByteOrder.Little, final));

    [PyFunction("utf_16_be_decode")]
    private static Value Utf16BeDecode(Value data, [OptNone] string? errors, bool final = false) => Decoded(Encodings.DecodeUtf16(Buffers.ToArray(data), errors, ByteOrder.Big, final));

    [PyFunction("utf_32_decode")]
    private static Value Utf32Decode(Value data, [OptNone] string? errors, bool final = false) => Decoded(Encodings.DecodeUtf32(Buffers.ToArray(data), errors, ByteOrder.Mark, final));

    [PyFunction("utf_32_le_decode")]
    private static Value Utf32LeDecode(Value data, [OptNone] string? errors, bool final = false) => Decoded(Encodings.DecodeUtf32(Buffers.ToArray(data), errors, ByteOrder.Little, final));

    [PyFunction("utf_32_be_decode")]
    private static Value Utf32BeDecode(Value data, [OptNone] string? errors, bool final = false) => Decoded(Encodings.DecodeUtf32(Buffers.ToArray(data), errors, ByteOrder.Big, final));

    [PyFunction("utf_16_ex_decode")]
    private static Value Utf16ExDecode(Value data, [OptNone] string? errors, int byteorder = 0, bool final = false) =>
        WithOrder(Encodings.DecodeUtf16(Buffers.ToArray(data), errors, Order(byteorder), final));

    [PyFunction("utf_32_ex_decode")]
    private static Value Utf32ExDecode(Value data, [OptNone] string? errors, int byteorder = 0, bool final = false) =>
        WithOrder(Encodings.DecodeUtf32(Buffers.ToArray(data), errors, Order(byteorder), final));

    private static Value WithOrder((PyStr Text, int Consumed, ByteOrder Order) r) =>
        new(new PyTuple([new Value(r.Text), Value.Int(r.Consumed), Value.Int((int)r.Order)]));

    [PyFunction("utf_7_encode")]
    private static Value Utf7Encode(PyStr str, [OptNone] string? errors) => Encoded(PyBytes.Make(Utf7Codec.Encode(CodecBridge.Text(str))), str.Length);

    [PyFunction("utf_7_decode")]
    private static Value Utf7Decode(Value data, [OptNone] string? errors, bool final = false)
    {
        var bytes = Buffers.ToArray(data);
        var text = Utf7Codec.Decode(bytes, CodecBridge.Errors(errors), final, out int consumed, out var failure);
        return Decoded(CodecBridge.Decoded(text, bytes, failure), consumed);
    }
}
