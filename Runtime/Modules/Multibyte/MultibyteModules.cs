using TieredPy.Runtime.Text.Multibyte;

namespace TieredPy.Runtime.Modules.Multibyte;

/// <summary>_multibytecodec: what the encodings of East Asia in the library's package encodings are made of.</summary>
[PyModule("_multibytecodec", Types =
[
    typeof(PyMultibyteIncrementalEncoder), typeof(PyMultibyteIncrementalDecoder), typeof(PyMultibyteStreamReader), typeof(PyMultibyteStreamWriter),
])]
internal static partial class MultibyteModule
{
    /// <summary>Only modules in C call it, with a pointer; here none is.</summary>
    [PyFunction("__create_codec", Signature = "($module, arg, /)")]
    private static Value CreateCodec(Value arg) => throw Err.ValueError("argument type invalid");

    /// <summary>What getcodec of a module with these codecs returns.</summary>
    public static PyMultibyteCodec GetCodec(Value name, params ReadOnlySpan<string> names)
    {
        if (name.Ref is not PyStr s) throw Err.TypeError("encoding name must be a string.");
        string text = s.ToString();
        return names.Contains(text) ? new PyMultibyteCodec(MultibyteCodecs.Get(text)) : throw Err.LookupError("no such codec is supported.");
    }

    /// <summary>The codec that a class derived from the types of this module names as its own.</summary>
    public static MultibyteCodec CodecOf(PyType cls) =>
        Ops.GetAttr(new Value(cls), PyStr.Intern("codec")).Ref is PyMultibyteCodec c ? c.Codec : throw Err.TypeError("codec is unexpected type");
}

/// <summary>_codecs_cn: the encodings of mainland China.</summary>
[PyModule("_codecs_cn")]
internal static partial class CodecsCnModule
{
    [PyFunction("getcodec", Signature = "($self, object, /)")]
    private static PyMultibyteCodec GetCodec(Value name) => MultibyteModule.GetCodec(name, "gb2312", "gbk", "gb18030", "hz");
}

/// <summary>_codecs_tw: the encodings of Taiwan.</summary>
[PyModule("_codecs_tw")]
internal static partial class CodecsTwModule
{
    [PyFunction("getcodec", Signature = "($self, object, /)")]
    private static PyMultibyteCodec GetCodec(Value name) => MultibyteModule.GetCodec(name, "big5", "cp950");
}

/// <summary>_codecs_hk: the encoding of Hong Kong.</summary>
[PyModule("_codecs_hk")]
internal static partial class CodecsHkModule
{
    [PyFunction("getcodec", Signature = "($self, object, /)")]
    private static PyMultibyteCodec GetCodec(Value name) => MultibyteModule.GetCodec(name, "big5hkscs");
}

/// <summary>_codecs_jp: the encodings of Japan.</summary>
[PyModule("_codecs_jp")]
internal static partial class CodecsJpModule
{
    [PyFunction("getcodec", Signature = "($self, object, /)")]
    private static PyMultibyteCodec GetCodec(Value name) =>
        MultibyteModule.GetCodec(name, "shift_jis", "cp932", "euc_jp", "shift_jis_2004", "euc_jis_2004", "euc_jisx0213", "shift_jisx0213");
}

/// <summary>_codecs_kr: the encodings of Korea.</summary>
[PyModule("_codecs_kr")]
internal static partial class CodecsKrModule
{
    [PyFunction("getcodec", Signature = "($self, object, /)")]
    private static PyMultibyteCodec GetCodec(Value name) => MultibyteModule.GetCodec(name, "euc_kr", "cp949", "johab");
}

/// <summary>_codecs_iso2022: the encodings after ISO 2022.</summary>
[PyModule("_codecs_iso2022")]
internal static partial class CodecsIso2022Module
{
    [PyFunction("getcodec", Signature = "($self, object, /)")]
    private static PyMultibyteCodec GetCodec(Value name) => MultibyteModule.GetCodec(
        name, "iso2022_kr", "iso2022_jp", "iso2022_jp_1", "iso2022_jp_2", "iso2022_jp_2004", "iso2022_jp_3", "iso2022_jp_ext");
}
