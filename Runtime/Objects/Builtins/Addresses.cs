namespace TieredPy.Runtime.Objects;

/// <summary>What stands for an object's address in reprs.</summary>
internal static class Addresses
{
    public static string Text(Value v) => "0x" + Ops.Id(v).ToString("x12");
}

/// <summary>How pickles name what is bound to an object.</summary>
internal static class BuiltinNames
{
    /// <summary>The <c>__reduce__</c> result <c>(getattr, (obj, name))</c>.</summary>
    public static Value GetAttrCall(Value obj, string name) =>
        new(new PyTuple([PyThread.Current.Builtins.TryGet(PyStr.Intern("getattr")), new Value(new PyTuple([obj, Value.Str(name)]))]));
}
