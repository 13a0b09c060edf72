namespace TieredPy.Runtime.Objects;

/// <summary>What generated code uses to make built-in modules.</summary>
internal static unsafe class ModuleTables
{
    public static PyModule Create(string name, string? doc, delegate*<PyModule, void> populate)
    {
        var m = new PyModule(name, doc);
        populate(m);
        return m;
    }

    public static void AddFunction(PyModule m, string module, string name, delegate*<ReadOnlySpan<Value>, PyStr[]?, Value> pointer, string? signature, string? doc) =>
        Add(m, name, new Value(new PyBuiltinFunction(name, pointer, new Value(m), false, signature, doc) { Module = module }));

    public static void Add(PyModule m, string name, Value value) => m.Dict.Set(PyStr.Intern(name), value);
}
