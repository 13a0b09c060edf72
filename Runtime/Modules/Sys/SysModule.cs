using TieredPy.Runtime.Bytecode;

namespace TieredPy.Runtime.Modules;

/// <summary>sys: what the interpreter tells about itself. This part: frames, exceptions, limits.</summary>
[PyModule("sys", Doc = "This module provides access to some objects used or maintained by the\ninterpreter and to functions that interact strongly with the interpreter.")]
internal static partial class SysModule
{
    [PyFunction("_getframe")]
    private static Value GetFrame(int depth = 0)
    {
        var t = PyThread.Current;
        return Interp.VisibleFrame(t, t.Depth, depth) is { } f ? new Value(Interp.FrameObject(t, f)) : throw Err.ValueError("call stack is not deep enough");
    }

    [PyFunction("_getframemodulename")]
    private static Value GetFrameModuleName([Kw] int depth = 0)
    {
        var t = PyThread.Current;
        if (Interp.VisibleFrame(t, t.Depth, depth)?.Function is not { } function) return Value.None;
        var m = function.Module;
        return m.IsMissing ? function.Globals.TryGet(Interp.Names.Name) is { IsMissing: false } n ? n : Value.None : m;
    }

    [PyFunction("exc_info")]
    private static Value ExcInfo()
    {
        var e = PyThread.Current.Handled;
        if (e == null) return new Value(new PyTuple(Value.None, Value.None, Value.None));
        return new Value(new PyTuple(new Value(e.Type), new Value(e), e.Traceback == null ? Value.None : new Value(e.Traceback)));
    }

    [PyFunction("exception")]
    private static Value Exception() => PyThread.Current.Handled is { } e ? new Value(e) : Value.None;

    [PyFunction("getrecursionlimit")] private static long GetRecursionLimit() => PyThread.RecursionLimit;

    [PyFunction("setrecursionlimit")]
    private static void SetRecursionLimit(int limit)
    {
        if (limit < 1) throw Err.ValueError("recursion limit must be greater or equal than 1");
        var t = PyThread.Current;
        if (t.Depth + 1 >= limit)
            throw Err.RecursionError($"cannot set the recursion limit to {limit} at the recursion depth {t.Depth + 1}: the limit is too low");
        PyThread.RecursionLimit = limit;
    }

    [PyFunction("_baserepl", Doc = "Private function for getting the base REPL")]
    private static void BaseRepl() => Command.Repl.RunPlain(Command.Runner.MainModule());

    [PyFunction("exit")]
    private static Value Exit([OptNone] Value status) =>
        throw (status.IsNone ? Err.Make(ExcTypes.SystemExit)
            : status.Ref is PyTuple { Type.IsHeap: false } args ? Err.Make(ExcTypes.SystemExit, args.AsSpan())
            : Err.Make(ExcTypes.SystemExit, status));

    [PyFunction("intern")]
    private static Value Intern(Value s)
    {
        if (s.Ref is not PyStr str) throw Err.TypeError($"intern() argument must be str, not {s.Type.FullName}");
        if (str.GetType() != typeof(PyStr)) throw Err.TypeError($"can't intern {s.Type.FullName}");
        return new Value(PyStr.Intern(str));
    }

    [PyFunction("_is_interned")] private static bool IsInterned(PyStr s) => s.IsInterned;

    [PyFunction("getrefcount")] private static long GetRefCount(Value o) => 2;

    [PyFunction("getsizeof")]
    private static Value GetSizeOf([Kw("object")] Value o, [Kw("default"), Opt] Value fallback)
    {
        try
        {
            if (!Ops.LookupSpecial(o, PyStr.Intern("__sizeof__"), out var method)) throw Err.TypeError($"Type {o.Type.FullName} doesn't define __sizeof__");
            long size = Ops.AsLong(Ops.Call(method));
            return size < 0 ? throw Err.ValueError("__sizeof__() should return >= 0") : Value.Int(size);
        }
        catch (PyException e) when (!fallback.IsMissing && e.Is(ExcTypes.TypeError))
        {
            return fallback;
        }
    }

    [PyFunction("getdefaultencoding")] private static string GetDefaultEncoding() => "utf-8";
    [PyFunction("getfilesystemencoding")] private static string GetFileSystemEncoding() => "utf-8";
    [PyFunction("getfilesystemencodeerrors")] private static string GetFileSystemEncodeErrors() => "surrogateescape";
    [PyFunction("is_finalizing")] private static bool IsFinalizing() => Command.Shutdown.IsFinalizing;
    [PyFunction("_clear_type_cache")] private static void ClearTypeCache() { }
    [PyFunction("_clear_internal_caches")] private static void ClearInternalCaches() { }
    [PyFunction("_get_cpu_count_config")] private static long GetCpuCountConfig() => -1;
    [PyFunction("_is_gil_enabled")] private static bool IsGilEnabled() => false;
    [PyFunction("is_stack_trampoline_active")] private static bool IsStackTrampolineActive() => false;
    [PyFunction("getallocatedblocks")] private static long GetAllocatedBlocks() => GC.GetTotalMemory(false) / 64;
    [PyFunction("getunicodeinternedsize")] private static long GetUnicodeInternedSize([Kw("_only_immortal")] bool onlyImmortal = false) => 0;

    [PyFunction("get_int_max_str_digits")] private static long GetIntMaxStrDigits() => RuntimeOptions.Current.IntMaxStrDigits;

    [PyFunction("set_int_max_str_digits")]
    private static void SetIntMaxStrDigits([Kw("maxdigits")] int maxdigits)
    {
        if (maxdigits != 0 && maxdigits < 640) throw Err.ValueError("maxdigits must be 0 or larger than 640");
        RuntimeOptions.Current.IntMaxStrDigits = maxdigits;
    }

    [PyFunction("getswitchinterval")] private static double GetSwitchInterval() => switchInterval;

    [PyFunction("setswitchinterval")]
    private static void SetSwitchInterval(double interval)
    {
        if (interval <= 0.0) throw Err.ValueError("switch interval must be strictly positive");
        switchInterval = interval;
    }

    private static double switchInterval = 0.005;

    [PyFunction("get_asyncgen_hooks")]
    private static Value GetAsyncGenHooks()
    {
        var t = PyThread.Current;
        return StructSequences.Make(StructSequences.AsyncGenHooks, t.AsyncGenFirstIter, t.AsyncGenFinalizer);
    }

    [PyFunction("set_asyncgen_hooks")]
    private static void SetAsyncGenHooks([Kw("firstiter"), Opt] Value firstiter, [Kw("finalizer"), Opt] Value finalizer)
    {
        if (!finalizer.IsMissingOrNone && !Ops.Callable(finalizer)) throw Err.TypeError($"callable finalizer expected, got {finalizer.Type.FullName}");
        if (!firstiter.IsMissingOrNone && !Ops.Callable(firstiter)) throw Err.TypeError($"callable firstiter expected, got {firstiter.Type.FullName}");
        var t = PyThread.Current;
        if (!finalizer.IsMissing) t.AsyncGenFinalizer = finalizer;
        if (!firstiter.IsMissing) t.AsyncGenFirstIter = firstiter;
    }

    [PyFunction("get_coroutine_origin_tracking_depth")] private static long GetOriginDepth() => PyCoroutine.OriginDepth;

    [PyFunction("set_coroutine_origin_tracking_depth")]
    private static void SetOriginDepth([Kw] int depth)
    {
        if (depth < 0) throw Err.ValueError("depth must be >= 0");
        PyCoroutine.OriginDepth = depth;
        PyCoroutine.TracksOrigin |= depth > 0;
    }

    [PyFunction("displayhook")]
    private static void DisplayHook(Value o)
    {
        if (o.IsNone) return;
        var builtins = BuiltinModuleLoader.Import("builtins")!.Dict;
        builtins.Set(PyStr.Intern("_"), Value.None);
        var stdout = SysState.Get("stdout", "lost sys.stdout");
        Ops.CallMethod(stdout, "write", new Value(Ops.Repr(o)));
        Ops.CallMethod(stdout, "write", Value.Str("\n"));
        builtins.Set(PyStr.Intern("_"), o);
    }

    [PyFunction("excepthook")]
    private static void ExceptHook(Value type, Value value, Value traceback)
    {
        if (value.Ref is PyBaseException e)
        {
            if (traceback.Ref is PyTraceback tb) e.Traceback = tb;
            TracebackPrinter.Print(e);
        }
        else if (SysState.TryGet("stderr") is { IsMissingOrNone: false } stderr)
            Ops.CallMethod(stderr, "write", Value.Str($"TypeError: print_exception(): Exception expected for value, {value.Type.FullName} found\n"));
    }

    [PyFunction("breakpointhook", Doc = "This hook function is called by built-in breakpoint()."), RawCall]
    private static Value Breakpoint(ReadOnlySpan<Value> args, PyStr[]? kw) => BreakpointHook.Call(args, kw);

    [PyFunction("unraisablehook")] private static void UnraisableHook(Value args) => Unraisable.Report(args);

    [PyFunction("_current_frames")]
    private static PyDict CurrentFrames()
    {
        var d = new PyDict();
        foreach (var t in PyThread.Live())
            if (Interp.VisibleFrame(t, t.Depth) is { } f) d.Set(Value.Int(t.Id), new Value(Interp.FrameObject(t, f)));
        return d;
    }

    [PyFunction("_current_exceptions")]
    private static PyDict CurrentExceptions()
    {
        var d = new PyDict();
        foreach (var t in PyThread.Live()) d.Set(Value.Int(t.Id), t.Handled is { } e ? new Value(e) : Value.None);
        return d;
    }

    [PyFunction("call_tracing")] private static Value CallTracing(Value func, PyTuple args) => Ops.Call(func, args.AsSpan(), null);

    [PyFunction("addaudithook")] private static void AddAuditHook([Kw] Value hook) => AuditHooks.Add(hook);

    private static readonly List<Value> AuditHooks = [];

    [PyFunction("audit")]
    internal static void Audit(PyStr @event, [StarArgs] ReadOnlySpan<Value> args)
    {
        if (AuditHooks.Count == 0) return;
        var tuple = new Value(PyTuple.Of(args));
        foreach (var h in AuditHooks.ToArray()) Ops.Call(h, new Value(@event), tuple);
    }
}
