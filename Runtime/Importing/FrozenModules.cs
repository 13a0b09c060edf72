using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Modules;

namespace TieredPy.Runtime.Importing;

/// <summary>
/// The modules that CPython freezes for its tests, and importlib's own, as <c>_imp</c> shows them. Nothing is frozen here: the code is compiled
/// from the library's files when asked for.
/// </summary>
internal static class FrozenModules
{
    private const string HelloOnly = "initialized = True\nprint(\"Hello world!\")\n";

    private static readonly Dictionary<string, Entry> Table = new()
    {
        ["_frozen_importlib"] = new("importlib/_bootstrap.py", false, "importlib._bootstrap"),
        ["_frozen_importlib_external"] = new("importlib/_bootstrap_external.py", false, "importlib._bootstrap_external"),
        ["__hello__"] = new("__hello__.py", false, "__hello__"),
        ["__hello_alias__"] = new("__hello__.py", false, "__hello__"),
        ["__hello_only__"] = new(null, false, null),
        ["__phello_alias__"] = new("__hello__.py", true, "__hello__"),
        ["__phello_alias__.spam"] = new("__hello__.py", false, "__hello__"),
        ["__phello__"] = new("__phello__/__init__.py", true, "__phello__"),
        ["__phello__.__init__"] = new("__phello__/__init__.py", false, "<__phello__"),
        ["__phello__.spam"] = new("__phello__/spam.py", false, "__phello__.spam"),
        ["__phello__.ham"] = new("__phello__/ham/__init__.py", true, "__phello__.ham"),
        ["__phello__.ham.__init__"] = new("__phello__/ham/__init__.py", false, "<__phello__.ham"),
        ["__phello__.ham.eggs"] = new("__phello__/ham/eggs.py", false, "__phello__.ham.eggs"),
    };

    public static IEnumerable<string> Names => Table.Keys;

    public static bool Exists(PyStr name) => Table.ContainsKey(name.ToString());

    public static bool IsPackage(PyStr name) => Get(name).IsPackage;

    /// <summary>(data or None, is package, original name); None when there is no such module.</summary>
    public static Value Find(PyStr name, bool withData)
    {
        if (!Table.TryGetValue(name.ToString(), out var e)) return Value.None;
        var data = withData ? new Value(new PyMemoryView(new PyBytes(new MarshalWriter().Write(new Value(Code(name)))))) : Value.None;
        return new Value(new PyTuple(data, Value.Bool(e.IsPackage), e.Origin == null ? Value.None : Value.Str(e.Origin)));
    }

    /// <summary>The module's code object.</summary>
    public static PyCode Code(PyStr name)
    {
        var e = Get(name);
        string shown = $"<frozen {name}>";
        if (e.File == null) return Compilation.Compile(System.Text.Encoding.UTF8.GetBytes(HelloOnly), shown, CompileMode.Exec);
        return LibrarySource.Compile(RuntimeOptions.Current.Stdlib ?? throw Missing(name), e.File, shown);
    }

    private static Entry Get(PyStr name) => Table.TryGetValue(name.ToString(), out var e) ? e : throw Missing(name);

    private static PyException Missing(PyStr name) =>
        Err.ImportError(ExcTypes.ImportError, $"No such frozen object named {name}", new Value(name), Value.None);

    private sealed record Entry(string? File, bool IsPackage, string? Origin);
}
