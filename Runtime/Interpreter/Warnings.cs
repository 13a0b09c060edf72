using TieredPy.Runtime.Importing;
using TieredPy.Runtime.Modules;

namespace TieredPy.Runtime.Interpreter;

/// <summary>Warnings that the runtime itself issues, through the warnings machinery of the program.</summary>
internal static class Warnings
{
    /// <summary><c>warnings.warn(message, category, stacklevel)</c>; throws when a filter turns it into an error.</summary>
    public static void Warn(PyType category, string message, PyObject? source = null, int stackLevel = 1)
    {
        var module = BuiltinModuleLoader.Import("_warnings");
        if (module == null) return;
        var warn = module.Dict.TryGet(PyStr.Intern("warn"));
        if (warn.IsMissing) return;
        Ops.Call(warn, new Value(PyStr.Of(message)), new Value(category), Value.Int(stackLevel), source == null ? Value.None : new Value(source));
    }

    public static void Deprecation(string message, int stackLevel = 1) => Warn(ExcTypes.DeprecationWarning, message, null, stackLevel);

    /// <summary>A warning about source text, attributed to file and line.</summary>
    public static void WarnExplicit(PyType category, string message, PyStr file, int line, Value module, Value registry)
    {
        var warnings = BuiltinModuleLoader.Import("_warnings");
        if (warnings == null) return;
        var warn = warnings.Dict.TryGet(PyStr.Intern("warn_explicit"));
        if (warn.IsMissing) return;
        Ops.Call(warn, [new Value(PyStr.Of(message)), new Value(category), new Value(file), Value.Int(line), module.IsNone ? Value.Missing : module, registry], null);
    }
}
