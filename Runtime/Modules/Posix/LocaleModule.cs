namespace TieredPy.Runtime.Modules.Posix;

/// <summary>_locale: the "C" locale with UTF-8, which is the only one here.</summary>
[PyModule("_locale", Doc = "Support for POSIX locales.")]
internal static partial class LocaleModule
{
    [PyModuleInit]
    private static void Init(PyModule m)
    {
        string[] categories = ["LC_CTYPE", "LC_NUMERIC", "LC_TIME", "LC_COLLATE", "LC_MONETARY", "LC_MESSAGES", "LC_ALL"];
        for (int i = 0; i < categories.Length; i++) m.Dict.Set(PyStr.Intern(categories[i]), Value.Int(i));
        m.Dict.Set(PyStr.Intern("CHAR_MAX"), Value.Int(127));
        m.Dict.Set(PyStr.Intern("CODESET"), Value.Int(14));
        var error = PyType.MakePlain("Error", ExcTypes.Exception, null);
        error.Module = "locale";
        m.Dict.Set(PyStr.Intern("Error"), new Value(error));
    }

    [PyFunction("setlocale")]
    private static Value SetLocale(int category, [OptNone] Value locale)
    {
        if (!locale.IsNone && locale.Ref is not PyStr) throw Err.TypeError($"setlocale() argument 2 must be str or None, not {Ops.TypeName(locale)}");
        if (locale.IsNone || locale.Ref!.ToString() is "" or "C" or "POSIX" or "C.UTF-8" or "en_US.UTF-8") return Value.Str(locale.IsNone || locale.Ref!.ToString() is "C" or "POSIX" ? "C" : "C.UTF-8");
        throw Err.Make((PyType)BuiltinModuleLoader.Import("_locale")!.Dict.TryGet(PyStr.Intern("Error")).Ref!, "unsupported locale setting");
    }

    [PyFunction("localeconv")]
    private static PyDict LocaleConv()
    {
        var d = new PyDict();
        foreach (string s in (string[])["int_curr_symbol", "currency_symbol", "mon_decimal_point", "mon_thousands_sep", "positive_sign", "negative_sign", "thousands_sep"]) d.Set(PyStr.Intern(s), Value.Str(""));
        foreach (string s in (string[])["int_frac_digits", "frac_digits", "p_cs_precedes", "p_sep_by_space", "n_cs_precedes", "n_sep_by_space", "p_sign_posn", "n_sign_posn"]) d.Set(PyStr.Intern(s), Value.Int(127));
        d.Set(PyStr.Intern("decimal_point"), Value.Str("."));
        d.Set(PyStr.Intern("grouping"), new Value(new PyList()));
        d.Set(PyStr.Intern("mon_grouping"), new Value(new PyList()));
        return d;
    }

    [PyFunction("strcoll")] private static long StrColl(PyStr a, PyStr b) => Math.Sign(a.CompareTo(b));

    [PyFunction("strxfrm")] private static Value StrXfrm(PyStr s) => new(s);

    [PyFunction("nl_langinfo")] private static string NlLangInfo(int key) => key == 14 ? "UTF-8" : throw Err.ValueError("unsupported langinfo constant");

    [PyFunction("getencoding")] private static string GetEncoding() => "UTF-8";
}
