namespace TieredPy.Runtime.Modules.Testing;

/// <summary>_testinternalcapi: what CPython's own tests ask of the interpreter's inside, as far as it has a meaning here.</summary>
[PyModule("_testinternalcapi")]
internal static partial class TestInternalCapiModule
{
    [PyModuleInit]
    private static void Init(PyModule m)
    {
        m.Dict.Set(PyStr.Intern("SIZEOF_PYGC_HEAD"), Value.Int(16));
        m.Dict.Set(PyStr.Intern("SIZEOF_MANAGED_PRE_HEADER"), Value.Int(16));
    }

    /// <summary>Attributes are in slots laid out by the shape, not in a dict, and no more of them than CPython keeps so.</summary>
    [PyFunction("has_inline_values")]
    private static bool HasInlineValues(Value obj) => obj.Ref is { HasSlots: true } o && !o.Shape.DictMode && o.Shape.Count <= 30;

    /// <summary>The part of the configuration that has a meaning here.</summary>
    [PyFunction("get_config")]
    private static Value GetConfig()
    {
        var d = new PyDict();
        d.Set(PyStr.Intern("code_debug_ranges"), Value.Int(1));
        return new Value(d);
    }

    [PyFunction("get_recursion_depth")] private static long GetRecursionDepth() => PyThread.Current.Depth + 1;

    [PyFunction("dict_getitem_knownhash")]
    private static Value DictGetItemKnownHash(Value mapping, Value key, long hash)
    {
        if (mapping.Ref is not PyDict d) throw Err.SystemError("bad argument to internal function");
        var v = d.TryGet(key);
        return v.IsMissing ? throw Err.KeyError(key) : v;
    }

    [PyFunction("suppress_immortalization")] private static void SuppressImmortalization(bool suppress) { }

    [PyFunction("get_immortalize_deferred")] private static bool GetImmortalizeDeferred() => false;

    /// <summary>_Py_EncodeLocaleEx: text to bytes of the file system's encoding, which is UTF-8.</summary>
    [PyFunction("EncodeLocaleEx")]
    private static PyBytes EncodeLocale(PyStr text, int currentLocale = 0, string errors = "strict")
    {
        CheckLocaleErrors(errors);
        try
        {
            return Encodings.Utf8(text, errors);
        }
        catch (PyException e) when (e.Is(ExcTypes.UnicodeEncodeError))
        {
            throw Err.RuntimeError($"encode error: pos={Ops.AsLong(Ops.GetAttr(new Value(e.Value), "start"))}, reason={Ops.GetAttr(new Value(e.Value), "reason")}");
        }
    }

    /// <summary>_Py_DecodeLocaleEx: the reverse.</summary>
    [PyFunction("DecodeLocaleEx")]
    private static PyStr DecodeLocale(PyBytes bytes, int currentLocale = 0, string errors = "strict")
    {
        CheckLocaleErrors(errors);
        try
        {
            return Encodings.DecodeUtf8(bytes.Data, errors, true).Text;
        }
        catch (PyException e) when (e.Is(ExcTypes.UnicodeDecodeError))
        {
            throw Err.RuntimeError($"decode error: pos={Ops.AsLong(Ops.GetAttr(new Value(e.Value), "start"))}, reason={Ops.GetAttr(new Value(e.Value), "reason")}");
        }
    }

    private static void CheckLocaleErrors(string errors)
    {
        if (errors is not ("strict" or "surrogateescape" or "surrogatepass")) throw Err.ValueError("unsupported error handler");
    }
}
