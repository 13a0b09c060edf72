namespace TieredPy.Runtime.Modules;

/// <summary>The state behind the sys module: its namespace, the loaded modules, the options of the command.</summary>
internal static class SysState
{
    private static PyModule? module;

    /// <summary>The sys module.</summary>
    public static PyModule Module => module ??= BuiltinModuleLoader.Create("sys")!;

    public static PyDict Dict => Module.Dict;

    /// <summary>sys.modules, as the interpreter keeps it even when the attribute is replaced.</summary>
    public static PyDict Modules { get; } = new();

    /// <summary>sys.attribute; RuntimeError with <paramref name="lost"/> when it is gone.</summary>
    public static Value Get(string name, string lost)
    {
        var v = Dict.TryGet(PyStr.Intern(name));
        return v.IsMissing ? throw Err.RuntimeError(lost) : v;
    }

    public static Value TryGet(string name) => Dict.TryGet(PyStr.Intern(name));

    public static void Set(string name, Value v) => Dict.Set(PyStr.Intern(name), v);
}
