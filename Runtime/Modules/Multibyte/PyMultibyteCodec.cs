using TieredPy.Runtime.Text.Multibyte;

namespace TieredPy.Runtime.Modules.Multibyte;

/// <summary>_multibytecodec.MultibyteCodec, which getcodec of the modules _codecs_* returns.</summary>
[PyType("_multibytecodec.MultibyteCodec", NoConstructor = true, Subclassable = false)]
internal sealed partial class PyMultibyteCodec : PyObject
{
    private const string EncodeDoc =
        "Return an encoded string version of `input'.\n\n" +
        "'errors' may be given to set a different error handling scheme. Default is\n" +
        "'strict' meaning that encoding errors raise a UnicodeEncodeError. Other possible\n" +
        "values are 'ignore', 'replace' and 'xmlcharrefreplace' as well as any other name\n" +
        "registered with codecs.register_error that can handle UnicodeEncodeErrors.";

    private const string DecodeDoc =
        "Decodes 'input'.\n\n" +
        "'errors' may be given to set a different error handling scheme. Default is\n" +
        "'strict' meaning that encoding errors raise a UnicodeDecodeError. Other possible\n" +
        "values are 'ignore' and 'replace' as well as any other name registered with\n" +
        "codecs.register_error that is able to handle UnicodeDecodeErrors.\"";

    public PyMultibyteCodec(MultibyteCodec codec) : base(TypeObject.RootShape) => Codec = codec;

    public MultibyteCodec Codec { get; }

    [PyMethod("encode", Doc = EncodeDoc)]
    private Value Encode([Kw] Value input, [OptNone, Kw] Value errors = default)
    {
        var text = MultibyteCoding.TextOf(input);
        string handler = MultibyteErrors.Optional(errors, "encode");
        var state = new byte[MultibyteCodec.StateSize];
        Codec.StartEncoding(state);
        var bytes = MultibyteCoding.Encode(Codec, state, text, handler, flush: true, reset: true, out _);
        return new Value(new PyTuple(new Value(bytes), Value.Int(text.Length)));
    }

    [PyMethod("decode", Doc = DecodeDoc)]
    private Value Decode([Kw] Value input, [OptNone, Kw] Value errors = default)
    {
        var bytes = Buffers.ToArray(input);
        string handler = MultibyteErrors.Optional(errors, "decode");
        var state = new byte[MultibyteCodec.StateSize];
        Codec.StartDecoding(state);
        var output = new List<int>(bytes.Length);
        PyException? error = null;
        for (int at = 0; at < bytes.Length;)
        {
            MultibyteCoding.Decode(Codec, state, bytes, ref at, handler, output, ref error);
            if (at < bytes.Length) MultibyteCoding.DecodeRest(Codec, bytes, ref at, handler, output, ref error);
        }
        return new Value(new PyTuple(new Value(MultibyteCoding.Text(output)), Value.Int(bytes.Length)));
    }
}
