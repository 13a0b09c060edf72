using TieredPy.Runtime.Modules;

namespace TieredPy.Runtime.Importing;

/// <summary>Whether a module may hide another one of its name that comes later on <c>sys.path</c> (moduleobject.c, _PyModule_IsPossiblyShadowing).</summary>
internal static class Shadowing
{
    private static readonly PyStr HasLocation = PyStr.Intern("has_location");
    private static readonly PyStr OriginName = PyStr.Intern("origin");

    /// <summary>The file that a module's spec names; null where it names none.</summary>
    public static PyStr? FileOrigin(Value spec) =>
        Ops.TryGetAttr(spec, HasLocation, out var located) && Ops.Truth(located) && Ops.TryGetAttr(spec, OriginName, out var origin) ? origin.Ref as PyStr : null;

    /// <summary>True for a module, or a package, of the folder that comes first for the program's sake: the script's, or the current one.</summary>
    public static bool IsPossible(PyStr? origin)
    {
        if (origin == null || RuntimeOptions.Current is { SafePath: true } or { FirstPath: null }) return false;
        string? first = RuntimeOptions.Current.FirstPath.Length == 0 ? WorkingFolder.Path : RuntimeOptions.Current.FirstPath;
        string file = origin.ToString();
        int end = file.LastIndexOf('/');
        if (end >= 0 && file.AsSpan(end + 1) is "__init__.py") end = file.LastIndexOf('/', Math.Max(end - 1, 0));
        return end >= 0 && file.AsSpan(0, end).SequenceEqual(first);
    }

    /// <summary>True where the name of a possibly shadowing module is one of the standard library's, as <c>sys.stdlib_module_names</c> has them.</summary>
    public static bool IsOfStdlib(PyStr name) => SysState.TryGet("stdlib_module_names").Ref is PySetBase names && names.Contains(new Value(name));
}
