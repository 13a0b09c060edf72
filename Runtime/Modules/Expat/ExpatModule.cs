namespace TieredPy.Runtime.Modules.Expat;

/// <summary>pyexpat: XML parsing as xml.parsers.expat offers it.</summary>
[PyModule("pyexpat", Doc = "Python wrapper for Expat parser.")]
internal static partial class ExpatModule
{
    public static readonly PyType ExpatError = MakeError();

    private static PyType MakeError()
    {
        var t = ExcTypes.Plain("ExpatError", ExcTypes.Exception, "");
        t.Module = "xml.parsers.expat";
        return t;
    }

    [PyModuleInit]
    private static void Init(PyModule m)
    {
        void Add(string name, Value v) => m.Dict.Set(PyStr.Intern(name), v);

        Add("error", new Value(ExpatError));
        Add("ExpatError", new Value(ExpatError));
        Add("XMLParserType", new Value(PyXmlParser.TypeObject));
        Add("EXPAT_VERSION", Value.Str("expat_2.6.3"));
        Add("version_info", new Value(new PyTuple(Value.Int(2), Value.Int(6), Value.Int(3))));
        Add("native_encoding", Value.Str("UTF-8"));
        Add("XML_PARAM_ENTITY_PARSING_NEVER", Value.Int(0));
        Add("XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE", Value.Int(1));
        Add("XML_PARAM_ENTITY_PARSING_ALWAYS", Value.Int(2));
        (string Name, long Number)[] features =
        [
            ("sizeof(XML_Char)", 1), ("sizeof(XML_LChar)", 1), ("XML_DTD", 0), ("XML_CONTEXT_BYTES", 1024), ("XML_NS", 0),
            ("XML_BLAP_MAX_AMP", 100), ("XML_BLAP_ACT_THRES", 8388608), ("XML_GE", 0),
        ];
        Add("features", new Value(new PyList(Array.ConvertAll(features, f => new Value(new PyTuple(Value.Str(f.Name), Value.Int(f.Number)))))));
        Add("errors", new Value(Errors()));
        Add("model", new Value(Model()));
    }

    private static PyModule Sub(string name, string doc)
    {
        var m = new PyModule("pyexpat." + name, doc);
        SysState.Modules.Set(PyStr.Intern("pyexpat." + name), new Value(m));
        return m;
    }

    private static PyModule Errors()
    {
        var m = Sub("errors", "Constants used to describe error conditions.");
        PyDict codes = new(), messages = new();
        foreach (var (code, name, text) in ExpatErrors.All)
        {
            m.Dict.Set(PyStr.Intern(name), Value.Str(text));
            codes.Set(Value.Str(text), Value.Int(code));
            messages.Set(Value.Int(code), Value.Str(text));
        }
        m.Dict.Set(PyStr.Intern("codes"), new Value(codes));
        m.Dict.Set(PyStr.Intern("messages"), new Value(messages));
        return m;
    }

    private static PyModule Model()
    {
        var m = Sub("model", "Constants used to interpret content model information.");
        string[] types = ["XML_CTYPE_EMPTY", "XML_CTYPE_ANY", "XML_CTYPE_MIXED", "XML_CTYPE_NAME", "XML_CTYPE_CHOICE", "XML_CTYPE_SEQ"];
        for (int i = 0; i < types.Length; i++) m.Dict.Set(PyStr.Intern(types[i]), Value.Int(i + 1));
        string[] quantifiers = ["XML_CQUANT_NONE", "XML_CQUANT_OPT", "XML_CQUANT_REP", "XML_CQUANT_PLUS"];
        for (int i = 0; i < quantifiers.Length; i++) m.Dict.Set(PyStr.Intern(quantifiers[i]), Value.Int(i));
        return m;
    }

    [PyFunction("ErrorString", Doc = "Returns string error for given number.")]
    private static Value ErrorString(long code) => Value.Str(ExpatErrors.Text((int)code));

    [PyFunction("ParserCreate", Doc = "Return a new XML parser object.")]
    private static Value ParserCreate([Kw, OptNone] Value encoding, [Kw, OptNone] Value namespace_separator, [Kw, Opt] Value intern)
    {
        string? name = encoding.IsMissingOrNone ? null : encoding.Ref is PyStr e ? e.ToString() : throw Err.TypeError($"ParserCreate() argument 'encoding' must be str or None, not {Ops.TypeName(encoding)}");
        char? separator = null;
        if (!namespace_separator.IsMissingOrNone)
        {
            var s = namespace_separator.Ref as PyStr ?? throw Err.TypeError($"ParserCreate() argument 'namespace_separator' must be str or None, not {Ops.TypeName(namespace_separator)}");
            if (s.Length > 1) throw Err.ValueError("namespace_separator must be at most one character, omitted, or None");
            separator = s.Length == 0 ? '\0' : (char)s[0];
        }
        PyDict? names = null;
        if (!intern.IsMissingOrNone) names = intern.Ref as PyDict ?? throw Err.TypeError("intern must be a dictionary");
        return new Value(new PyXmlParser(name, separator, names, false));
    }
}
