using TieredPy.Runtime.Text;

namespace TieredPy.Runtime.Modules;

/// <summary>unicodedata: the Unicode Character Database.</summary>
[PyModule("unicodedata", Doc = "This module provides access to the Unicode Character Database which\ndefines character properties for all Unicode characters. The data in\nthis database is based on the UnicodeData.txt file version\n15.1.0 which is publicly available from the Unicode Consortium at\nhttps://www.unicode.org/Public/15.1.0/ucd/UnicodeData.txt.")]
internal static partial class UnicodeDataModule
{
    [PyModuleInit]
    private static void Init(PyModule m)
    {
        m.Dict.Set(PyStr.Intern("ucd_3_2_0"), new Value(new PyUnicodeData320()));
        m.Dict.Set(PyStr.Intern("UCD"), new Value(PyUnicodeData320.TypeObject));
    }

    [PyConstant("unidata_version")] private static string Version => UnicodeInfo.Version;

    internal static int One(string function, Value v, int argument = 0)
    {
        string where = argument == 0 ? "argument" : $"argument {argument}";
        if (v.Ref is not PyStr s) throw Err.TypeError($"{function}() {where} must be a unicode character, not {Ops.TypeName(v)}");
        return s.Length == 1 ? s[0] : throw Err.TypeError($"{function}(): {where} must be a unicode character, not a string of length {s.Length}");
    }

    [PyFunction("category", Doc = "Returns the general category assigned to the character chr as string.")]
    private static string Category(Value chr) => UnicodeInfo.Category(One("category", chr));

    [PyFunction("bidirectional", Doc = "Returns the bidirectional class assigned to the character chr as string.\n\nIf no such value is defined, an empty string is returned.")]
    private static string Bidirectional(Value chr) => UnicodeInfo.Bidirectional(One("bidirectional", chr));

    [PyFunction("combining", Doc = "Returns the canonical combining class assigned to the character chr as integer.\n\nReturns 0 if no combining class is defined.")]
    private static long Combining(Value chr) => UnicodeInfo.Combining(One("combining", chr));

    [PyFunction("mirrored", Doc = "Returns the mirrored property assigned to the character chr as integer.\n\nReturns 1 if the character has been identified as a \"mirrored\"\ncharacter in bidirectional text, 0 otherwise.")]
    private static long Mirrored(Value chr) => UnicodeInfo.IsMirrored(One("mirrored", chr)) ? 1 : 0;

    [PyFunction("east_asian_width", Doc = "Returns the east asian width assigned to the character chr as string.")]
    private static string EastAsianWidth(Value chr) => UnicodeInfo.EastAsianWidth(One("east_asian_width", chr));

    [PyFunction("decomposition", Doc = "Returns the character decomposition mapping assigned to the character chr as string.\n\nAn empty string is returned in case no such mapping is defined.")]
    private static string Decomposition(Value chr) => UnicodeInfo.Decomposition(One("decomposition", chr));

    [PyFunction("decimal", Doc = "Converts a Unicode character into its equivalent decimal value.\n\nReturns the decimal value assigned to the character chr as integer.\nIf no such value is defined, default is returned, or, if not given,\nValueError is raised.")]
    private static Value Decimal(Value chr, [Opt] Value fallback)
    {
        int n = UnicodeInfo.DecimalValue(One("decimal", chr, 1));
        if (n >= 0) return Value.Int(n);
        return fallback.IsMissing ? throw Err.ValueError("not a decimal") : fallback;
    }

    [PyFunction("digit", Doc = "Converts a Unicode character into its equivalent digit value.\n\nReturns the digit value assigned to the character chr as integer.\nIf no such value is defined, default is returned, or, if not given,\nValueError is raised.")]
    private static Value Digit(Value chr, [Opt] Value fallback)
    {
        int n = UnicodeInfo.DigitValue(One("digit", chr, 1));
        if (n >= 0) return Value.Int(n);
        return fallback.IsMissing ? throw Err.ValueError("not a digit") : fallback;
    }

    [PyFunction("numeric", Doc = "Converts a Unicode character into its equivalent numeric value.\n\nReturns the numeric value assigned to the character chr as float.\nIf no such value is defined, default is returned, or, if not given,\nValueError is raised.")]
    private static Value Numeric(Value chr, [Opt] Value fallback)
    {
        if (UnicodeInfo.TryGetNumeric(One("numeric", chr, 1), out double d)) return Value.Float(d);
        return fallback.IsMissing ? throw Err.ValueError("not a numeric character") : fallback;
    }

    [PyFunction("name", Doc = "Returns the name assigned to the character chr as a string.\n\nIf no name is defined, default is returned, or, if not given,\nValueError is raised.")]
    private static Value Name(Value chr, [Opt] Value fallback)
    {
        if (UnicodeNames.Name(One("name", chr, 1)) is { } name) return Value.Str(name);
        return fallback.IsMissing ? throw Err.ValueError("no such name") : fallback;
    }

    [PyFunction("lookup", Doc = "Look up character by name.\n\nIf a character with the given name is found, return the\ncorresponding character.  If not found, KeyError is raised.")]
    private static PyStr Lookup(string name) =>
        UnicodeNames.Lookup(name) is { } found ? PyStr.Of(found) : throw Err.KeyError($"undefined character name '{name}'");

    internal static NormalizationKind Form(string form) => form switch
    {
        "NFC" => NormalizationKind.Nfc,
        "NFD" => NormalizationKind.Nfd,
        "NFKC" => NormalizationKind.Nfkc,
        "NFKD" => NormalizationKind.Nfkd,
        _ => throw Err.ValueError("invalid normalization form"),
    };

    [PyFunction("normalize", Doc = "Return the normal form 'form' for the Unicode string unistr.\n\nValid values for form are 'NFC', 'NFKC', 'NFD', and 'NFKD'.")]
    private static PyStr Normalize(string form, PyStr unistr)
    {
        var kind = Form(form);
        if (!unistr.IsWide && UnicodeNormalizer.IsPlainlyNormalized(unistr.Span, kind)) return unistr.ToExact();
        return PyStr.FromOwned(UnicodeNormalizer.Normalize(unistr.ToCodePoints(), kind));
    }

    [PyFunction("is_normalized", Doc = "Return whether the Unicode string unistr is in the normal form 'form'.\n\nValid values for form are 'NFC', 'NFKC', 'NFD', and 'NFKD'.")]
    private static bool IsNormalized(string form, PyStr unistr)
    {
        var kind = Form(form);
        return (!unistr.IsWide && UnicodeNormalizer.IsPlainlyNormalized(unistr.Span, kind)) || UnicodeNormalizer.IsNormalized(unistr.ToCodePoints(), kind);
    }
}
