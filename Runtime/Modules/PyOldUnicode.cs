using TieredPy.Runtime.Text;

namespace TieredPy.Runtime.Modules;

/// <summary>unicodedata.ucd_3_2_0: the database as it was in Unicode 3.2.</summary>
[PyType("unicodedata.UCD", Subclassable = false, NoConstructor = true)]
internal sealed partial class PyOldUnicode : PyObject
{
    internal PyOldUnicode() : base(TypeObject.RootShape) { }

    [PyMember("unidata_version")] private Value Version => Value.Str(Unicode32.Version);

    private static int One(string function, Value v) => UnicodeDataModule.One(function, v);

    private static Value Ask(string function, Value chr, Value fallback, string missing)
    {
        if (Unicode32.IsAssigned(One(function, chr)))
        {
            var module = new Value(BuiltinModuleLoader.Import("unicodedata")!);
            return fallback.IsMissing ? Ops.CallMethod(module, function, chr) : Ops.CallMethod(module, function, chr, fallback);
        }
        return fallback.IsMissing ? throw Err.ValueError(missing) : fallback;
    }

    [PyMethod("category")] private string Category(Value chr) => Unicode32.Category(One("category", chr));
    [PyMethod("bidirectional")] private string Bidirectional(Value chr) => Unicode32.Bidirectional(One("bidirectional", chr));
    [PyMethod("combining")] private long Combining(Value chr) => One("combining", chr) is var c && Unicode32.IsAssigned(c) ? UnicodeInfo.Combining(c) : 0;
    [PyMethod("mirrored")] private long Mirrored(Value chr) => Unicode32.IsMirrored(One("mirrored", chr)) ? 1 : 0;
    [PyMethod("east_asian_width")] private string EastAsianWidth(Value chr) => Unicode32.EastAsianWidth(One("east_asian_width", chr));
    [PyMethod("decomposition")] private string Decomposition(Value chr) => One("decomposition", chr) is var c && Unicode32.IsAssigned(c) ? UnicodeInfo.Decomposition(c) : "";
    [PyMethod("decimal")] private Value Decimal(Value chr, [Opt] Value fallback) => Ask("decimal", chr, fallback, "not a decimal");
    [PyMethod("digit")] private Value Digit(Value chr, [Opt] Value fallback) => Ask("digit", chr, fallback, "not a digit");
    [PyMethod("numeric")] private Value Numeric(Value chr, [Opt] Value fallback) => Ask("numeric", chr, fallback, "not a numeric character");
    [PyMethod("name")] private Value Name(Value chr, [Opt] Value fallback) => Ask("name", chr, fallback, "no such name");

    [PyMethod("lookup")]
    private Value Lookup(PyStr name)
    {
        var found = Ops.CallMethod(new Value(BuiltinModuleLoader.Import("unicodedata")!), "lookup", new Value(name));
        return found.Ref is PyStr { Length: 1 } s && !Unicode32.IsAssigned(s[0]) ? throw Err.KeyError($"undefined character name '{name}'") : found;
    }

    [PyMethod("normalize")] private Value Normalize(Value form, Value text) => Ops.CallMethod(new Value(BuiltinModuleLoader.Import("unicodedata")!), "normalize", form, text);

    [PyMethod("is_normalized")] private Value IsNormalized(Value form, Value text) => Ops.CallMethod(new Value(BuiltinModuleLoader.Import("unicodedata")!), "is_normalized", form, text);
}
