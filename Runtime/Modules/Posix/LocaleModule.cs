namespace TieredPy.Runtime.Modules.Posix;

/// <summary>_locale: the "C" locale with UTF-8, which is the only one here.</summary>
[PyModule("_locale", Doc = "Support for POSIX locales.")]
internal static partial class LocaleModule
{
    /// <summary>What nl_langinfo says in the locale C.</summary>
    private static readonly (string Name, int Key, string Text)[] Information =
    [
        ("CODESET", 14, "UTF-8"),
        ("D_FMT", 131113, "%m/%d/%y"), ("D_T_FMT", 131112, "%a %b %e %H:%M:%S %Y"), ("T_FMT", 131114, "%H:%M:%S"),
        ("T_FMT_AMPM", 131115, "%I:%M:%S %p"), ("ERA", 131116, ""), ("ERA_D_FMT", 131118, ""), ("ERA_D_T_FMT", 131120, ""),
        ("ERA_T_FMT", 131121, ""), ("ALT_DIGITS", 131119, ""), ("RADIXCHAR", 65536, "."), ("THOUSEP", 65537, ""), ("YESEXPR", 327680, "^[yY]"),
        ("NOEXPR", 327681, "^[nN]"), ("CRNCYSTR", 262159, "-"), ("AM_STR", 131110, "AM"), ("PM_STR", 131111, "PM"), ("DAY_1", 131079, "Sunday"),
        ("DAY_2", 131080, "Monday"), ("DAY_3", 131081, "Tuesday"), ("DAY_4", 131082, "Wednesday"), ("DAY_5", 131083, "Thursday"),
        ("DAY_6", 131084, "Friday"), ("DAY_7", 131085, "Saturday"), ("ABDAY_1", 131072, "Sun"), ("ABDAY_2", 131073, "Mon"),
        ("ABDAY_3", 131074, "Tue"), ("ABDAY_4", 131075, "Wed"), ("ABDAY_5", 131076, "Thu"), ("ABDAY_6", 131077, "Fri"), ("ABDAY_7", 131078, "Sat"),
        ("MON_1", 131098, "January"), ("MON_2", 131099, "February"), ("MON_3", 131100, "March"), ("MON_4", 131101, "April"),
        ("MON_5", 131102, "May"), ("MON_6", 131103, "June"), ("MON_7", 131104, "July"), ("MON_8", 131105, "August"), ("MON_9", 131106, "September"),
        ("MON_10", 131107, "October"), ("MON_11", 131108, "November"), ("MON_12", 131109, "December"), ("ABMON_1", 131086, "Jan"),
        ("ABMON_2", 131087, "Feb"), ("ABMON_3", 131088, "Mar"), ("ABMON_4", 131089, "Apr"), ("ABMON_5", 131090, "May"), ("ABMON_6", 131091, "Jun"),
        ("ABMON_7", 131092, "Jul"), ("ABMON_8", 131093, "Aug"), ("ABMON_9", 131094, "Sep"), ("ABMON_10", 131095, "Oct"), ("ABMON_11", 131096, "Nov"),
        ("ABMON_12", 131097, "Dec"), ("_DATE_FMT", 131180, "%a %b %e %H:%M:%S %Z %Y"),
    ];

    [PyModuleInit]
    private static void Init(PyModule m)
    {
        string[] categories = ["LC_CTYPE", "LC_NUMERIC", "LC_TIME", "LC_COLLATE", "LC_MONETARY", "LC_MESSAGES", "LC_ALL"];
        for (int i = 0; i < categories.Length; i++) m.Dict.Set(PyStr.Intern(categories[i]), Value.Int(i));
        m.Dict.Set(PyStr.Intern("CHAR_MAX"), Value.Int(127));
        foreach (var (name, key, _) in Information) m.Dict.Set(PyStr.Intern(name), Value.Int(key));
        var error = PyType.MakePlain("Error", ExcTypes.Exception, null);
        error.Module = "locale";
        m.Dict.Set(PyStr.Intern("Error"), new Value(error));
    }

    /// <summary>The locale of each category before LC_ALL. What characters are is UTF-8 from the start (PEP 538).</summary>
    private static readonly string[] Current = ["C.UTF-8", "C", "C", "C", "C", "C"];

    private static readonly string[] Categories = ["LC_CTYPE", "LC_NUMERIC", "LC_TIME", "LC_COLLATE", "LC_MONETARY", "LC_MESSAGES"];

    private static PyException Unsupported() => Err.Make((PyType)BuiltinModuleLoader.Import("_locale")!.Dict.TryGet(PyStr.Intern("Error")).Ref!, "unsupported locale setting");

    /// <summary>The name of a locale that there is; an empty name asks the environment.</summary>
    private static string Known(string name, int category)
    {
        if (name.Length == 0)
        {
            name = LocaleVariables.Of(Categories[category]);
            if (name.Length == 0) name = category == 0 ? "C.UTF-8" : "C";
        }
        return name switch
        {
            "C" or "POSIX" => "C",
            "C.UTF-8" or "C.utf8" => name,
            _ => throw Unsupported(),
        };
    }

    private static string All()
    {
        if (Array.TrueForAll(Current, c => c == Current[0])) return Current[0];
        // The system names more categories than Python does.
        string[] order = ["LC_CTYPE", "LC_NUMERIC", "LC_TIME", "LC_COLLATE", "LC_MONETARY", "LC_MESSAGES", "LC_PAPER", "LC_NAME", "LC_ADDRESS", "LC_TELEPHONE", "LC_MEASUREMENT", "LC_IDENTIFICATION"];
        return string.Join(';', order.Select((name, i) => $"{name}={(i < Current.Length ? Current[i] : "C")}"));
    }

    [PyFunction("setlocale", Doc = "Activates/queries locale processing.")]
    private static Value SetLocale(int category, [OptNone] Value locale)
    {
        if (!locale.IsMissingOrNone && locale.Ref is not PyStr) throw Err.TypeError($"setlocale() argument 2 must be str or None, not {Ops.TypeName(locale)}");
        const int AllCategories = 6;
        if (category is < 0 or > AllCategories) throw Unsupported();
        if (locale.IsMissingOrNone) return Value.Str(category == AllCategories ? All() : Current[category]);
        string wanted = locale.Ref!.ToString()!;
        if (wanted.Contains('\0')) throw Err.ValueError("embedded null character");
        if (category < AllCategories) return Value.Str(Current[category] = Known(wanted, category));
        var parts = wanted.Contains('=') ? wanted.Split(';').Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => p[^1]) : null;
        var next = Categories.Select((name, i) => Known(parts == null ? wanted : parts.GetValueOrDefault(name, "C"), i)).ToArray();
        next.CopyTo(Current, 0);
        return Value.Str(All());
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

    private static PyStr WithoutZero(PyStr s) => s.ToString().Contains('\0') ? throw Err.ValueError("embedded null character") : s;

    [PyFunction("strcoll")] private static long StrColl(PyStr a, PyStr b) => Math.Sign(WithoutZero(a).CompareTo(WithoutZero(b)));

    [PyFunction("strxfrm")] private static Value StrXfrm(PyStr s) => new(WithoutZero(s));

    [PyFunction("nl_langinfo")]
    private static string NlLangInfo(int key)
    {
        int at = Array.FindIndex(Information, i => i.Key == key);
        return at >= 0 ? Information[at].Text : throw Err.ValueError("unsupported langinfo constant");
    }

    // Messages are not translated: there are no catalogues for the locale C.
    [PyFunction("gettext")] private static Value GetText(PyStr msg) => new(msg);

    [PyFunction("dgettext")] private static Value DGetText(Value domain, PyStr msg) => new(msg);

    [PyFunction("dcgettext")] private static Value DCGetText(Value domain, PyStr msg, int category) => new(msg);

    [PyFunction("textdomain")] private static Value TextDomain([OptNone] Value domain) => domain.IsMissingOrNone ? Value.Str("messages") : domain;

    [PyFunction("bindtextdomain")]
    private static Value BindTextDomain(PyStr domain, [OptNone] Value dir) => domain.Length == 0
        ? throw Err.Make((PyType)BuiltinModuleLoader.Import("_locale")!.Dict.TryGet(PyStr.Intern("Error")).Ref!, "domain must be a non-empty string")
        : dir.IsMissingOrNone ? Value.Str("/usr/share/locale") : dir;

    [PyFunction("bind_textdomain_codeset")] private static Value BindTextDomainCodeset(PyStr domain, [OptNone] Value codeset) => codeset.IsMissing ? Value.None : codeset;

    [PyFunction("getencoding")] private static string GetEncoding() => "UTF-8";
}
