using TieredPy.Runtime.Importing;

namespace TieredPy.Runtime.Modules.Json;

/// <summary>_json: the parts of json that must be fast.</summary>
[PyModule("_json", Doc = "json speedups\n")]
internal static partial class JsonModule
{
    /// <summary>How deep arrays and objects may nest: as many native calls as CPython allows.</summary>
    public const int MaxDepth = 10000;

    [PyModuleInit]
    private static void Init(PyModule m)
    {
        m.Dict.Set(PyStr.Intern("make_scanner"), new Value(PyJsonScanner.TypeObject));
        m.Dict.Set(PyStr.Intern("make_encoder"), new Value(PyJsonEncoder.TypeObject));
    }

    [PyFunction("encode_basestring_ascii", Doc = "encode_basestring_ascii(string) -> string\n\nReturn an ASCII-only JSON representation of a Python string")]
    private static Value EncodeAscii(Value text) => Encode(text, true);

    [PyFunction("encode_basestring", Doc = "encode_basestring(string) -> string\n\nReturn a JSON representation of a Python string")]
    private static Value EncodeUnicode(Value text) => Encode(text, false);

    private static Value Encode(Value text, bool ascii)
    {
        if (text.Ref is not PyStr s) throw Err.TypeError($"first argument must be a string, not {Ops.TypeName(text)}");
        var to = new PyStrBuilder(s.Length + 2);
        JsonText.AppendQuoted(to, s, ascii);
        return new Value(to.ToStr());
    }

    [PyFunction("scanstring", Doc = "scanstring(string, end, strict=True) -> (string, end)\n\nScan the string s for a JSON string. End is the index of the\ncharacter in s after the quote that started the JSON string.\nUnescapes all valid JSON string escape sequences and raises ValueError\non attempt to decode an invalid string. If strict is False then literal\ncontrol characters are allowed in the string.\n\nReturns a tuple of the decoded string and the index of the character in s\nafter the end quote.", Signature = "")]
    private static Value ScanString(Value text, long end, bool strict = true)
    {
        if (text.Ref is not PyStr s) throw Err.TypeError($"first argument must be a string, not {Ops.TypeName(text)}");
        if (end < 0 || end > s.Length) throw Err.ValueError("end is out of bounds");
        int at = (int)end;
        PyStr result;
        if (s.IsWide) result = new JsonReader<int>(s, s.WideSpan, null, strict).ScanString(ref at);
        else result = new JsonReader<char>(s, s.Span, null, strict).ScanString(ref at);
        return new Value(new PyTuple(new Value(result), Value.Int(at)));
    }

    /// <summary>The JSONDecodeError of json.decoder.</summary>
    public static PyException DecodeError(string message, PyStr text, int at)
    {
        var decoder = Importer.Import(PyStr.Intern("json.decoder"), Value.None, new Value(new PyTuple(Value.Str("JSONDecodeError"))), 0);
        return Err.FromValue(Ops.Call(Ops.GetAttr(decoder, PyStr.Intern("JSONDecodeError")), Value.Str(message), new Value(text), Value.Int(at)));
    }
}
