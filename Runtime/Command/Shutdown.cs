using TieredPy.Runtime.Modules;

namespace TieredPy.Runtime.Command;

/// <summary>The end of the program: uncaught exceptions, exit functions, flushing.</summary>
internal static class Shutdown
{
    /// <summary>Exit functions registered by the atexit module and others; run last to first.</summary>
    internal static List<Action> ExitFunctions => exitFunctions ??= [];

    private static List<Action>? exitFunctions;

    private static Action? lastActions;

    /// <summary>sys.is_finalizing(): the exit functions have run.</summary>
    internal static bool IsFinalizing { get; private set; }

    /// <summary>Runs something after the standard streams were flushed.</summary>
    internal static void AtEnd(Action action) => lastActions += action;

    /// <summary>Prints an uncaught exception as the top level does; the result is the exit code.</summary>
    public static int ReportUncaught(PyBaseException e, bool showExit = false)
    {
        if (!showExit && e.Type.IsSubtypeOf(ExcTypes.SystemExit)) return ExitCode(e);
        if (e.Type.IsSubtypeOf(ExcTypes.KeyboardInterrupt)) Modules.Posix.DescriptorWait.GivesUp = true;
        FlushQuietly("stdout");
        var hook = SysState.TryGet("excepthook");
        SysState.Set("last_exc", new Value(e));
        try
        {
            if (hook.IsMissing) TracebackPrinter.Print(e);
            else Ops.Call(hook, new Value(e.Type), new Value(e), e.Traceback == null ? Value.None : new Value(e.Traceback));
        }
        catch (PyException x)
        {
            if (x.Value.Type.IsSubtypeOf(ExcTypes.SystemExit)) return ExitCode(x.Value);
            ProcessError.WriteLine("Error in sys.excepthook:");
            TracebackPrinter.Print(x.Value);
            ProcessError.WriteLine("\nOriginal exception was:");
            TracebackPrinter.Print(e);
        }
        if (!e.Type.IsSubtypeOf(ExcTypes.KeyboardInterrupt)) return 1;
        // Whoever waits for the process is to see that the signal ended it.
        AtEnd(Modules.Posix.SignalModule.DieOfInterrupt);
        return 130;
    }

    private static int ExitCode(PyBaseException e)
    {
        var code = Ops.GetAttr(new Value(e), "code");
        if (code.IsNone) return 0;
        if (code.IsInt) return code.Bits is < int.MinValue or > int.MaxValue ? 255 : (int)(code.Bits & 0xFF);
        if (code.Ref is PyBigInt) return 255;
        if (code.Ref is PyIntSub) return (int)(Ops.AsLong(code) & 0xFF);
        if (code.Ref is PyBool) return code.IsTrue ? 1 : 0;
        FlushQuietly("stdout");
        var stderr = SysState.TryGet("stderr");
        string text = Ops.Str(code).ToString() + "\n";
        try
        {
            if (stderr.IsMissingOrNone) ProcessError.Write(text);
            else Ops.CallMethod(stderr, "write", new Value(PyStr.Of(text)));
        }
        catch (PyException)
        {
        }
        return 1;
    }

    /// <summary>Runs exit functions and flushes; the result is the exit code in the end.</summary>
    public static int Finish(int code)
    {
        WaitForThreads();
        if (exitFunctions != null) RunExitFunctions();
        IsFinalizing = true;
        CommandExtension.Current?.Ending();
        if (FinalizerQueue.InUse) FinalizeProgram();
        if (!FlushStdout()) code = 120;
        if (!FlushQuietly("stderr")) code = 120;
        lastActions?.Invoke();
        return code;
    }

    /// <summary>
    /// What only the program's variables held ends with them, and its <c>__del__</c> is called: the variables are cleared, but for what a <c>__del__</c>
    /// may need, modules, functions and classes. Not while other threads may use them.
    /// </summary>
    private static void FinalizeProgram()
    {
        if (PyThread.Live().Count > 1 || SysState.Modules.TryGet(PyStr.Intern("__main__")).Ref is not PyModule main) return;
        ClearVariables(main);
        Modules.GcModule.CollectNow();
    }

    // Apart, so that no local variable of a caller still holds one of them when the collector looks.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ClearVariables(PyModule main)
    {
        var names = new List<Value>();
        for (int at = 0; main.Dict.Next(ref at, out var name, out var value);)
            if (value.Ref is not (null or PyModule or PyFunction or PyType or PyBuiltinFunction)) names.Add(name);
        foreach (var name in names) main.Dict.Set(name, Value.None);
    }

    private static void RunExitFunctions()
    {
        for (int i = ExitFunctions.Count - 1; i >= 0; i--)
        {
            try
            {
                ExitFunctions[i]();
            }
            catch (PyException e)
            {
                TracebackPrinter.Print(e.Value);
            }
        }
    }

    /// <summary>threading._shutdown: waits for non-daemon threads.</summary>
    private static void WaitForThreads()
    {
        if (SysState.Modules.TryGet(PyStr.Intern("threading")) is not { IsMissing: false } threading) return;
        try
        {
            Ops.CallMethod(threading, "_shutdown");
        }
        catch (PyException e)
        {
            Unraisable.Write(e.Value, Value.None, "Exception ignored on threading shutdown");
        }
    }

    private static bool FlushStdout()
    {
        var stdout = SysState.TryGet("stdout");
        if (stdout.IsMissingOrNone) return true;
        try
        {
            if (Ops.TryGetAttr(stdout, "closed", out var closed) && Ops.Truth(closed)) return true;
            Ops.CallMethod(stdout, "flush");
            return true;
        }
        catch (PyException e)
        {
            Unraisable.Write(e.Value, Value.None, "Exception ignored on flushing sys.stdout");
            return false;
        }
    }

    private static bool FlushQuietly(string stream)
    {
        var s = SysState.TryGet(stream);
        if (s.IsMissingOrNone) return true;
        try
        {
            if (Ops.TryGetAttr(s, "closed", out var closed) && Ops.Truth(closed)) return true;
            Ops.CallMethod(s, "flush");
            return true;
        }
        catch (PyException)
        {
            return false;
        }
    }
}
