using TieredPy.Runtime.Importing;
using TieredPy.Runtime.Modules.Posix;

namespace TieredPy.Runtime.Modules;

/// <summary><c>sys.breakpointhook</c> (PEP 553): calls what the environment variable PYTHONBREAKPOINT names, <c>pdb.set_trace</c> by default.</summary>
internal static class BreakpointHook
{
    public static Value Call(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        string? variable = RuntimeOptions.Current.IgnoreEnvironment ? null : PosixModule.Environ("PYTHONBREAKPOINT");
        if (string.IsNullOrEmpty(variable)) variable = "pdb.set_trace";
        if (variable == "0") return Value.None;
        int dot = variable.LastIndexOf('.');
        if (dot == 0) return Unimportable(variable);
        Value hook;
        try
        {
            string attribute = variable[(dot + 1)..];
            var module = Importer.Import(PyStr.Intern(dot < 0 ? "builtins" : variable[..dot]), Value.None, new Value(new PyTuple(Value.Str(attribute))), 0);
            hook = Ops.GetAttr(module, PyStr.Of(attribute));
        }
        catch (PyException e) when (e.Is(ExcTypes.ImportError) || e.Is(ExcTypes.AttributeError))
        {
            return Unimportable(variable);
        }
        return Ops.Call(hook, args, kw);
    }

    private static Value Unimportable(string variable)
    {
        Err.Warn(ExcTypes.RuntimeWarning, $"Ignoring unimportable $PYTHONBREAKPOINT: \"{variable}\"");
        return Value.None;
    }
}
