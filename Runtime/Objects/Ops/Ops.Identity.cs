namespace TieredPy.Runtime.Objects;

/// <summary>Identity numbers and imports.</summary>
public static partial class Ops
{
    /// <summary><c>id(v)</c>: unique while the object lives; ints and floats, which have no identity, by value.</summary>
    public static long Id(Value v)
    {
        if (v.Ref == null) return unchecked((v.Bits << 4) | 1) & long.MaxValue;
        if (v.IsFloat) return unchecked((v.Bits << 4) | 5) & long.MaxValue;
        return Identities.Of(v.Ref);
    }

    /// <summary>Imports a module by its full name and returns it (not its top package).</summary>
    public static Value Import(string name)
    {
        var import = Interp.Modules.BuiltinsNamespace.TryGet(PyStr.Intern("__import__"));
        if (import.IsMissing) throw Err.ImportError("__import__ not found");
        var fromList = new Value(new PyTuple([Value.Str("*")]));
        return Call(import, Value.Str(name), new Value(new PyDict()), Value.None, fromList);
    }
}
