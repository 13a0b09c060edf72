using TieredPy.Runtime.Command;

namespace TieredPy.Runtime.Modules;

/// <summary>atexit: functions to run when the program ends, the last registered first.</summary>
[PyModule("atexit", Doc = "allow programmer to define multiple exit functions to be executed\nupon normal program termination.")]
internal static partial class AtexitModule
{
    private static readonly List<(Value Function, Value[] Args, PyDict? Kwargs)> Callbacks = [];

    [PyModuleInit] private static void Init(PyModule m) => Shutdown.ExitFunctions.Add(Run);

    [PyFunction("register")]
    private static Value Register(Value func, [StarArgs] ReadOnlySpan<Value> args, [StarKwArgs] PyDict? kwargs)
    {
        if (!Ops.Callable(func)) throw Err.TypeError("the first argument must be callable");
        lock (Callbacks) Callbacks.Add((func, args.ToArray(), kwargs));
        return func;
    }

    [PyFunction("unregister")]
    private static void Unregister(Value func)
    {
        lock (Callbacks) Callbacks.RemoveAll(c => Ops.Eq(c.Function, func));
    }

    [PyFunction("_clear")]
    private static void Clear()
    {
        lock (Callbacks) Callbacks.Clear();
    }

    [PyFunction("_ncallbacks")] private static long Count() => Callbacks.Count;

    [PyFunction("_run_exitfuncs")]
    private static void Run()
    {
        while (true)
        {
            (Value Function, Value[] Args, PyDict? Kwargs) last;
            lock (Callbacks)
            {
                if (Callbacks.Count == 0) return;
                last = Callbacks[^1];
                Callbacks.RemoveAt(Callbacks.Count - 1);
            }
            try
            {
                Ops.Call(last.Function, new PyTuple(last.Args), last.Kwargs);
            }
            catch (PyException e)
            {
                Unraisable.Write(e.Value, Value.None, $"Exception ignored in atexit callback {Ops.Repr(last.Function)}");
            }
        }
    }
}
