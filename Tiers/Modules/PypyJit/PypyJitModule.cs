using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Modules;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Diagnostics;
using TieredPy.Tiers.Policy;

namespace TieredPy.Tiers.Modules.PypyJit;

/// <summary>
/// PyPy's module <c>pypyjit</c>: what people know for setting the compiler's parameters and watching it works here. Names of our own knobs are
/// parameters too. With the tiers off everything is accepted, and all counts are 0.
/// </summary>
[PyModule("pypyjit", Doc = "Parameters of the compiler, and hooks to watch it, as PyPy has them.", Types = [typeof(PyJitLoopInfo), typeof(PyResOperation), typeof(PyGuardOp), typeof(PyDebugMergePoint)])]
internal static partial class PypyJitModule
{
    /// <summary>The only driver there is: the interpreter's main loop.</summary>
    internal const string DriverName = "pypyjit";

    [PyModuleInit]
    private static void Init(PyModule m)
    {
        var defaults = new PyDict();
        var docs = new PyDict();
        foreach (var p in PypyParameter.All)
        {
            defaults.Set(PyStr.Intern(p.Name), p.Name == "enable_opts" ? Value.Str("all") : Value.Int(p.Default));
            docs.Set(PyStr.Intern(p.Name), Value.Str(p.Doc));
        }
        m.Dict.Set(PyStr.Intern("defaults"), new Value(defaults));
        m.Dict.Set(PyStr.Intern("PARAMETER_DOCS"), new Value(docs));
    }

    [PyFunction("set_param", Doc = "Configure the tunable JIT parameters.\n    * set_param(name=value, ...)            # as keyword arguments\n    * set_param(\"name=value,name=value\")    # as a user-supplied string\n    * set_param(\"off\")                      # disable the jit\n    * set_param(\"default\")                  # restore all defaults")]
    private static void SetParam([StarArgs] ReadOnlySpan<Value> args, [StarKwArgs] PyDict? kwargs)
    {
        if (args.Length > 1) throw Err.TypeError($"set_param() takes at most 1 non-keyword argument, {args.Length} given");
        var options = JitOptions.Current;
        if (args.Length == 1)
        {
            if (args[0].Ref is not PyStr text) throw Err.TypeError($"expected str, got {Ops.TypeName(args[0])} object");
            SetFromText(options, text.ToString());
        }
        if (kwargs != null)
        {
            int at = 0;
            while (kwargs.Next(ref at, out var name, out var value)) SetFromKeyword(options, name.ToString()!, value);
        }
        TierRuntime.OptionsChanged();
    }

    private static void SetFromText(JitOptions options, string text)
    {
        switch (text)
        {
            case "off":
                options.Enabled = false;
                return;
            case "default":
                JitKnobs.Reset(options);
                return;
        }
        foreach (string part in text.Split(','))
        {
            string[] sides = part.Trim(' ').Split('=');
            if (sides.Length != 2 || !Set(options, sides[0], sides[1])) throw Err.ValueError("error in JIT parameters string");
        }
    }

    private static void SetFromKeyword(JitOptions options, string name, Value value)
    {
        if (PypyParameter.Find(name) == null && JitKnobs.Find(name) == null) throw Err.TypeError($"no JIT parameter '{name}'");
        string text = value.Ref is PyStr s && name is "enable_opts" or "disable" ? value.Ref!.ToString()! : Ops.AsLong(value).ToString(CultureInfo.InvariantCulture);
        if (!Set(options, name, text)) throw Err.ValueError($"bad value for JIT parameter '{name}': {text}");
    }

    private static bool Set(JitOptions options, string name, string text)
    {
        if (PypyParameter.Find(name) is not { } parameter) return JitKnobs.Find(name) is { } knob && knob.Set(options, text);
        if (name == "enable_opts") return true;
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int n)) return false;
        parameter.Set?.Invoke(options, n);
        return true;
    }

    [PyFunction("set_compile_hook", Doc = "set_compile_hook(hook, operations=True)\n\nSet a compiling hook that will be called each time a loop is compiled.\n\nThe hook will be called with the pypyjit.JitLoopInfo object. Refer to it's\ndocstring for details.\n\nNote that jit hook is not reentrant. It means that if the code\ninside the jit hook is itself jitted, it will get compiled, but the\njit hook won't be called for that.")]
    private static void SetCompileHook([Kw] Value hook, [Kw] bool operations = true) =>
        JitHooks.Compiled = hook.IsNone ? null : report => Call(hook, new Value(new PyJitLoopInfo(report, operations)));

    [PyFunction("set_abort_hook", Doc = "set_abort_hook(hook)\n\nSet a hook (callable) that will be called each time there is tracing\naborted due to some reason.\n\nThe hook will be called with the signature:\n\n    hook(jitdriver_name, greenkey, reason, operations)\n\nReason is a string, the meaning of other arguments is the same\nas attributes on JitLoopInfo object.")]
    private static void SetAbortHook([Kw] Value hook, [Kw] bool operations = true)
    {
        abortHook = hook;
        Watch();
    }

    [PyFunction("set_trace_too_long_hook", Doc = "set_trace_too_long_hook(hook)\n\nSet a hook (callable) that will be called each time we abort\ntracing because the trace is too long.\n\nThe hook will be called with the signature:\n\n    hook(jitdriver_name, greenkey)")]
    private static void SetTraceTooLongHook([Kw] Value hook)
    {
        tooLongHook = hook;
        Watch();
    }

    private static Value abortHook = Value.None, tooLongHook = Value.None;

    private static void Watch()
    {
        if (abortHook.IsNone && tooLongHook.IsNone) JitHooks.Aborted = null;
        else JitHooks.Aborted = Aborted;
    }

    private static void Aborted(PyCode code, int offset, AbortReason reason)
    {
        if (!tooLongHook.IsNone && reason == AbortReason.TooLong) Call(tooLongHook, Value.Str(DriverName), GreenKey(code, offset));
        // What was recorded isn't kept by a recording that is given up.
        if (!abortHook.IsNone) Call(abortHook, Value.Str(DriverName), GreenKey(code, offset), Value.Str(PypyCounters.NameOf(reason)), new Value(new PyList()));
    }

    /// <summary>PyPy's name of a place: (code, offset, is_being_profiled).</summary>
    internal static Value GreenKey(PyCode code, int offset) => new(new PyTuple(new Value(code), Value.Int(offset), Value.False));

    private static void Call(Value hook, params Value[] args)
    {
        try
        {
            Ops.Call(hook, args);
        }
        catch (PyException e)
        {
            Unraisable.Write(e.Value, hook, "Exception ignored in jit hook");
        }
    }

    [PyFunction("get_stats_snapshot", Doc = "Get the jit status in the specific moment in time. Note that this\nis eager - the attribute access is not lazy, if you need new stats\nyou need to call this function again.")]
    private static PyJitStats GetStatsSnapshot() => new();

    [PyFunction("enable_debug", Doc = "Start recording debugging counters for get_stats_snapshot")]
    private static void EnableDebug() => JitHooks.CountsRuns = true;

    [PyFunction("disable_debug", Doc = "Stop recording debugging counters for get_stats_snapshot")]
    private static void DisableDebug() => JitHooks.CountsRuns = false;

    [PyFunction("get_stats_asmmemmgr", Doc = "Returns the raw memory currently used by the JIT backend,\nas a pair (total_memory_allocated, memory_in_use).")]
    private static Value GetStatsMemory()
    {
        var bytes = Value.Int(JitStats.Get(Counter.CodeBytes));
        return new Value(new PyTuple(bytes, bytes));
    }

    [PyFunction("releaseall", Doc = "Mark all current machine code objects as ready to release.  They will\nbe released at the next GC (unless they are currently in use in the stack\nof one of the threads).  Doing pypyjit.releaseall(); gc.collect() is a\nheavy hammer that forces the JIT roughly to the state of a newly started\nPyPy.")]
    private static void ReleaseAll() => JitHooks.ReleaseAll?.Invoke();

    [PyFunction("residual_call", Doc = "For testing.  Invokes callable(...), but without letting\nthe JIT follow the call.", RunsPython = true)]
    private static Value ResidualCall(Value callable, [StarArgs] ReadOnlySpan<Value> args, [StarKwArgs] PyDict? kwargs) =>
        Ops.Call(callable, new PyTuple(args.ToArray()), kwargs);
}
