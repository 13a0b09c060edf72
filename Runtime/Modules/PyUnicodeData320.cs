using TieredPy.Runtime.Text;

namespace TieredPy.Runtime.Modules;

/// <summary>unicodedata.UCD: the type of <c>ucd_3_2_0</c>, which answers as of Unicode 3.2.</summary>
[PyType("unicodedata.UCD", NoConstructor = true, Subclassable = false)]
internal sealed partial class PyUnicodeData320 : PyObject
{
    public PyUnicodeData320() : base(TypeObject.RootShape) { }

    [PyMember("unidata_version")] private string Version => "3.2.0";

    [PyMethod("category", Doc = "Returns the general category assigned to the character chr as string.")]
    private string Category(Value chr)
    {
        int c = UnicodeDataModule.One("category", chr);
        return Unicode320.IsUnassigned(c) ? "Cn" : Unicode320.Different(c, 'c') ?? UnicodeInfo.Category(c);
    }

    [PyMethod("bidirectional", Doc = "Returns the bidirectional class assigned to the character chr as string.\n\nIf no such value is defined, an empty string is returned.")]
    private string Bidirectional(Value chr)
    {
        int c = UnicodeDataModule.One("bidirectional", chr);
        return Unicode320.IsUnassigned(c) ? "" : Unicode320.Different(c, 'b') ?? UnicodeInfo.Bidirectional(c);
    }

    [PyMethod("combining", Doc = "Returns the canonical combining class assigned to the character chr as integer.\n\nReturns 0 if no combining class is defined.")]
    private long Combining(Value chr)
    {
        int c = UnicodeDataModule.One("combining", chr);
        return Unicode320.IsUnassigned(c) ? 0 : UnicodeInfo.Combining(c);
    }

    [PyMethod("mirrored", Doc = "Returns the mirrored property assigned to the character chr as integer.\n\nReturns 1 if the character has been identified as a \"mirrored\"\ncharacter in bidirectional text, 0 otherwise.")]
    private long Mirrored(Value chr)
    {
        int c = UnicodeDataModule.One("mirrored", chr);
        if (Unicode320.IsUnassigned(c)) return 0;
        return Unicode320.Different(c, 'm') is { } old ? old == "1" ? 1 : 0 : UnicodeInfo.IsMirrored(c) ? 1 : 0;
    }

    [PyMethod("east_asian_width", Doc = "Returns the east asian width assigned to the character chr as string.")]
    private string EastAsianWidth(Value chr)
    {
        int c = UnicodeDataModule.One("east_asian_width", chr);
        return Unicode320.IsUnassigned(c) ? "N" : Unicode320.Different(c, 'w') ?? UnicodeInfo.EastAsianWidth(c);
    }

    [PyMethod("decomposition", Doc = "Returns the character decomposition mapping assigned to the character chr as string.\n\nAn empty string is returned in case no such mapping is defined.")]
    private string Decomposition(Value chr)
    {
        int c = UnicodeDataModule.One("decomposition", chr);
        return Unicode320.IsUnassigned(c) ? "" : UnicodeInfo.Decomposition(c);
    }

    [PyMethod("decimal", Doc = "Converts a Unicode character into its equivalent decimal value.\n\nReturns the decimal value assigned to the character chr as integer.\nIf no such value is defined, default is returned, or, if not given,\nValueError is raised.")]
    private Value Decimal(Value chr, [Opt] Value fallback)
    {
        int c = UnicodeDataModule.One("decimal", chr, 1);
        int n = Unicode320.IsUnassigned(c) ? -1 : Unicode320.Different(c, 'd') is { } old ? old.Length == 0 ? -1 : old[0] - '0' : UnicodeInfo.DecimalValue(c);
        if (n >= 0) return Value.Int(n);
        return fallback.IsMissing ? throw Err.ValueError("not a decimal") : fallback;
    }

    [PyMethod("digit", Doc = "Converts a Unicode character into its equivalent digit value.\n\nReturns the digit value assigned to the character chr as integer.\nIf no such value is defined, default is returned, or, if not given,\nValueError is raised.")]
    private Value Digit(Value chr, [Opt] Value fallback)
    {
        int n = UnicodeInfo.DigitValue(UnicodeDataModule.One("digit", chr, 1));
        if (n >= 0) return Value.Int(n);
        return fallback.IsMissing ? throw Err.ValueError("not a digit") : fallback;
    }

    [PyMethod("numeric", Doc = "Converts a Unicode character into its equivalent numeric value.\n\nReturns the numeric value assigned to the character chr as float.\nIf no such value is defined, default is returned, or, if not given,\nValueError is raised.")]
    private Value Numeric(Value chr, [Opt] Value fallback)
    {
        int c = UnicodeDataModule.One("numeric", chr, 1);
        if (!Unicode320.IsUnassigned(c) && UnicodeInfo.TryGetNumeric(c, out double d)) return Value.Float(d);
        return fallback.IsMissing ? throw Err.ValueError("not a numeric character") : fallback;
    }

    [PyMethod("name", Doc = "Returns the name assigned to the character chr as a string.\n\nIf no name is defined, default is returned, or, if not given,\nValueError is raised.")]
    private Value Name(Value chr, [Opt] Value fallback)
    {
        int c = UnicodeDataModule.One("name", chr, 1);
        if (!Unicode320.IsUnassigned(c) && UnicodeNames.Name(c) is { } name) return Value.Str(name);
        return fallback.IsMissing ? throw Err.ValueError("no such name") : fallback;
    }

    [PyMethod("lookup", Doc = "Look up character by name.\n\nIf a character with the given name is found, return the\ncorresponding character.  If not found, KeyError is raised.")]
    private PyStr Lookup(string name) =>
        UnicodeNames.Lookup(name) is { } found && !Unicode320.IsUnassigned(char.ConvertToUtf32(found, 0))
            ? PyStr.Of(found)
            : throw Err.KeyError($"undefined character name '{name}'");

    [PyMethod("normalize", Doc = "Return the normal form 'form' for the Unicode string unistr.\n\nValid values for form are 'NFC', 'NFKC', 'NFD', and 'NFKD'.")]
    private PyStr Normalize(string form, PyStr unistr)
    {
        var kind = UnicodeDataModule.Form(form);
        if (!unistr.IsWide && System.Text.Ascii.IsValid(unistr.Span)) return unistr.ToExact();
        return PyStr.FromOwned(UnicodeNormalizer.Normalize(unistr.ToCodePoints(), kind, asOf320: true));
    }

    [PyMethod("is_normalized", Doc = "Return whether the Unicode string unistr is in the normal form 'form'.\n\nValid values for form are 'NFC', 'NFKC', 'NFD', and 'NFKD'.")]
    private bool IsNormalized(string form, PyStr unistr) => Normalize(form, unistr).Equals(unistr);
}
