namespace TieredPy.Runtime.Modules;

/// <summary>
/// The module _tracemalloc. The .NET runtime has no hook for single allocations, so tracing is never on and cannot be started;
/// what asks about traces gets the answers of a tracer that is off.
/// </summary>
[PyModule("_tracemalloc", Doc = "Debug module to trace memory blocks allocated by Python.")]
internal static partial class TracemallocModule
{
    [PyFunction("is_tracing", Doc = "Return True if the tracemalloc module is tracing Python memory allocations.")]
    private static bool IsTracing() => false;

    [PyFunction("start", Signature = "($module, nframe=1, /)", Doc = "Start tracing Python memory allocations.\n\nAlso set the maximum number of frames stored in the traceback of a\ntrace to nframe.")]
    private static void Start(int nframe = 1)
    {
        if (nframe is < 1 or > 65535) throw Err.ValueError("the number of frames must be in range [1; 65535]");
        throw Err.NotImplementedError("tracemalloc: allocations cannot be traced in this implementation");
    }

    [PyFunction("stop", Doc = "Stop tracing Python memory allocations.\n\nAlso clear traces of memory blocks allocated by Python.")]
    private static void Stop() { }

    [PyFunction("clear_traces", Doc = "Clear traces of memory blocks allocated by Python.")]
    private static void ClearTraces() { }

    [PyFunction("reset_peak", Doc = "Set the peak size of memory blocks traced by tracemalloc to the current size.\n\nDo nothing if the tracemalloc module is not tracing memory allocations.")]
    private static void ResetPeak() { }

    [PyFunction("get_traceback_limit", Doc = "Get the maximum number of frames stored in the traceback of a trace.\n\nBy default, a trace of an allocated memory block only stores\nthe most recent frame: the limit is 1.")]
    private static long GetTracebackLimit() => 1;

    [PyFunction("get_traced_memory", Doc = "Get the current size and peak size of memory blocks traced by tracemalloc.\n\nReturns a tuple: (current: int, peak: int).")]
    private static Value GetTracedMemory() => new(new PyTuple([Value.Int(0), Value.Int(0)]));

    [PyFunction("get_tracemalloc_memory", Doc = "Get the memory usage in bytes of the tracemalloc module.\n\nThis memory is used internally to trace memory allocations.")]
    private static long GetOwnMemory() => 0;

    [PyFunction("_get_traces", Doc = "Get traces of all memory blocks allocated by Python.\n\nReturn a list of (size: int, traceback: tuple) tuples.\ntraceback is a tuple of (filename: str, lineno: int) tuples.\n\nReturn an empty list if the tracemalloc module is disabled.")]
    private static Value GetTraces() => new(new PyList(ReadOnlySpan<Value>.Empty));

    [PyFunction("_get_object_traceback", Signature = "($module, obj, /)", Doc = "Get the traceback where the Python object obj was allocated.\n\nReturn a tuple of (filename: str, lineno: int) tuples.\nReturn None if the tracemalloc module is disabled or did not\ntrace the allocation of the object.")]
    private static Value GetObjectTraceback(Value obj) => Value.None;
}
