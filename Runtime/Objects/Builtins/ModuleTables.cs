namespace TieredPy.Runtime.Objects;

/// <summary>What generated code uses to fill built-in modules.</summary>
internal static unsafe class ModuleTables
{
    public static void AddFunction(PyModule m, string name, delegate*<ReadOnlySpan<Value>, PyStr[]?, Value> pointer, string? signature, string? doc) =>
        Add(m, name, new Value(new PyBuiltinFunction(name, pointer, new Value(m), false, signature, doc) { Module = m.Name }));

    public static void Add(PyModule m, string name, Value value) => m.Dict.Set(PyStr.Intern(name), value);
}
