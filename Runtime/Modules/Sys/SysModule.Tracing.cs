namespace TieredPy.Runtime.Modules;

// Tracing and profiling of the current thread, or of all.
internal static partial class SysModule
{
    [PyFunction("settrace", RunsPython = true, Doc = "Set the global debug tracing function.\n\nIt will be called on each function call.  See the debugger chapter\nin the library manual.")]
    private static void SetTrace(Value function)
    {
        PyThread.Current.TraceFunction = function.IsNone ? Value.Missing : function;
        Interp.TracingChanged("settrace");
    }

    [PyFunction("setprofile", RunsPython = true, Doc = "Set the profiling function.\n\nIt will be called on each function call and return.  See the profiler\nchapter in the library manual.")]
    private static void SetProfile(Value function)
    {
        PyThread.Current.ProfileFunction = function.IsNone ? Value.Missing : function;
        Interp.TracingChanged("setprofile");
    }

    [PyFunction("gettrace", Doc = "Return the global debug tracing function set with sys.settrace.\n\nSee the debugger chapter in the library manual.")]
    private static Value GetTrace() => PyThread.Current.TraceFunction is { IsMissing: false } f ? f : Value.None;

    [PyFunction("getprofile", Doc = "Return the profiling function set with sys.setprofile.\n\nSee the profiler chapter in the library manual.")]
    private static Value GetProfile() => PyThread.Current.ProfileFunction is { IsMissing: false } f ? f : Value.None;

    [PyFunction("_settraceallthreads", RunsPython = true, Doc = "Set the global debug tracing function in all running threads belonging to the current interpreter.\n\nIt will be called on each function call. See the debugger chapter\nin the library manual.")]
    private static void SetTraceAllThreads(Value function)
    {
        foreach (var t in PyThread.Live()) t.TraceFunction = function.IsNone ? Value.Missing : function;
        AllThreadsChanged("_settraceallthreads");
    }

    [PyFunction("_setprofileallthreads", RunsPython = true, Doc = "Set the profiling function in all running threads belonging to the current interpreter.\n\nIt will be called on each function call and return.  See the profiler\nchapter in the library manual.")]
    private static void SetProfileAllThreads(Value function)
    {
        foreach (var t in PyThread.Live()) t.ProfileFunction = function.IsNone ? Value.Missing : function;
        AllThreadsChanged("_setprofileallthreads");
    }

    // The other threads notice at their next poll.
    private static void AllThreadsChanged(string caller)
    {
        foreach (var t in PyThread.Live())
        {
            if (ReferenceEquals(t, PyThread.Current)) continue;
            t.UpdateTracing();
            t.ReenterWanted = true;
        }
        Interp.RequestPoll();
        Interp.TracingChanged(caller);
    }
}
