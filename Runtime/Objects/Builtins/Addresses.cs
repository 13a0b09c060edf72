namespace TieredPy.Runtime.Objects;

/// <summary>What <c>id()</c> returns and reprs show: objects move in memory here, so identities are numbered when they are first asked for.</summary>
internal static class Addresses
{
    /// <summary>Unique among live objects; equal values of ints and of floats, which have no identity of their own, share one.</summary>
    public static Value Id(Value v)
    {
        if (v.IsInt) return v.Bits << 4 >> 4 == v.Bits ? Value.Int((v.Bits << 4) + 1) : Value.Big((new BigInteger(v.Bits) << 4) + 1);
        if (v.IsFloat) return Value.Big((new BigInteger((ulong)v.Bits) << 4) + 3);
        return Value.Int(Of(v.Ref!));
    }

    /// <summary>The address as reprs show it.</summary>
    public static string Text(Value v) => v.IsInt || v.IsFloat ? $"0x{(ulong)v.Bits:x12}" : $"0x{Of(v.Ref!):x12}";

    /// <summary>The identity number of an object.</summary>
    public static long Of(PyObject o) => Identities.Of(o);
}

/// <summary>How pickles name what is bound to an object.</summary>
internal static class BuiltinNames
{
    /// <summary>The <c>__reduce__</c> result <c>(getattr, (obj, name))</c>.</summary>
    public static Value GetAttrCall(Value obj, string name)
    {
        var getattr = Interp.BuiltinsOf(new PyDict()).TryGet(PyStr.Intern("getattr"));
        return new Value(new PyTuple([getattr, new Value(new PyTuple([obj, Value.Str(name)]))]));
    }
}
