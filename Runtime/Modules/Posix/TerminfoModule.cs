namespace TieredPy.Runtime.Modules.Posix;

/// <summary>The part of curses that CPython's _pyrepl needs of a terminal, in place of its own ctypes module <c>_pyrepl._minimal_curses</c>.</summary>
[PyModule("_minimal_curses", Doc = "What _pyrepl needs of curses.")]
internal static partial class TerminfoModule
{
    private static PyType? error;
    private static Terminfo? terminal;

    [PyModuleInit]
    private static void Init(PyModule m)
    {
        error = PyType.MakePlain("error", ExcTypes.Exception, null);
        error.Module = "_curses";
        m.Dict.Set(PyStr.Intern("error"), new Value(error));
    }

    /// <summary>Lets <c>from . import _minimal_curses</c> in _pyrepl find this module.</summary>
    public static void Install()
    {
        if (BuiltinModuleLoader.Import("_minimal_curses") is { } m) SysState.Modules.Set(PyStr.Intern("_pyrepl._minimal_curses"), new Value(m));
    }

    [PyFunction("setupterm")]
    private static void SetupTerm([Opt] Value term, int fd = -1)
    {
        string name = term.IsMissingOrNone ? Environment.GetEnvironmentVariable("TERM") ?? "" : Ops.Str(term).ToString();
        terminal = Terminfo.Find(name) ?? throw Err.Make(error!, Value.Str("setupterm: could not find terminal"));
    }

    [PyFunction("tigetstr")]
    private static Value TiGetStr(string name)
    {
        if (terminal == null) throw Err.Make(error!, Value.Str("must call (at least) setupterm() first"));
        return terminal.String(name) is { } text ? new Value(new PyBytes(text)) : Value.None;
    }

    [PyFunction("tparm")]
    private static Value TParm(Value text, [StarArgs] ReadOnlySpan<Value> parameters)
    {
        Span<int> numbers = stackalloc int[9];
        numbers.Clear();
        for (int i = 0; i < Math.Min(parameters.Length, 9); i++) numbers[i] = (int)Ops.AsLong(parameters[i]);
        return new Value(new PyBytes(Terminfo.Expand(Buffers.Get(text), numbers)));
    }
}
