using TieredPy.Runtime.Command;

namespace TieredPy.Runtime.Modules;

/// <summary>_thread: Python threads are .NET threads and run in parallel.</summary>
[PyModule("_thread", Doc = "This module provides primitive operations to write multi-threaded programs.", Types = [typeof(PyLock), typeof(PyRLock)])]
internal static partial class ThreadModule
{
    /// <summary>Stack of a Python thread; only what is touched is really there.</summary>
    private const int DefaultStack = 64 << 20;

    private static int stackSize;

    [PyModuleInit]
    private static void Init(PyModule m)
    {
        m.Dict.Set(PyStr.Intern("error"), new Value(ExcTypes.RuntimeError));
        m.Dict.Set(PyStr.Intern("LockType"), new Value(PyLock.TypeObject));
        m.Dict.Set(PyStr.Intern("_local"), new Value(PyThreadLocal.TypeObject));
        m.Dict.Set(PyStr.Intern("_ThreadHandle"), new Value(PyThreadHandle.TypeObject));
        m.Dict.Set(PyStr.Intern("_ExceptHookArgs"), new Value(ExceptHookArgs));
        m.Dict.Set(PyStr.Intern("TIMEOUT_MAX"), Value.Float(9223372036.0));
    }

    private static PyType? exceptHookArgs;
    private static PyType ExceptHookArgs => exceptHookArgs ??= StructSequence.NewType("_thread._ExceptHookArgs", ["exc_type", "exc_value", "exc_traceback", "thread"]);

    [PyFunction("get_ident")] private static long GetIdent() => PyThread.Current.Id;
    [PyFunction("get_native_id")] private static long GetNativeId() => Environment.CurrentManagedThreadId;
    [PyFunction("_get_main_thread_ident")] private static long GetMainThreadIdent() => Sharing.MainId;
    [PyFunction("_count")] private static long Count() => Sharing.Others;
    [PyFunction("_is_main_interpreter")] private static bool IsMainInterpreter() => true;
    [PyFunction("daemon_threads_allowed")] private static bool DaemonThreadsAllowed() => true;

    [PyFunction("allocate_lock")] private static PyLock AllocateLock() => new();
    [PyFunction("allocate")] private static PyLock Allocate() => new();

    [PyFunction("stack_size")]
    private static long StackSize(int size = 0)
    {
        int old = stackSize;
        if (size < 0) throw Err.ValueError("size must be 0 or a positive value");
        if (size != 0 && size < 32768) throw Err.ValueError($"size not valid: {size} bytes");
        stackSize = size;
        return old;
    }

    [PyFunction("start_new_thread")]
    private static long StartNewThread(Value function, Value args, [Opt] Value kwargs) => Start(function, args, kwargs, null);

    [PyFunction("start_new")]
    private static long StartNew(Value function, Value args, [Opt] Value kwargs) => Start(function, args, kwargs, null);

    private static long Start(Value function, Value args, Value kwargs, PyThreadHandle? handle)
    {
        if (!Ops.Callable(function)) throw Err.TypeError("first arg must be callable");
        if (args.Ref is not PyTuple tuple) throw Err.TypeError("2nd arg must be a tuple");
        if (!kwargs.IsMissing && kwargs.Ref is not PyDict) throw Err.TypeError("optional 3rd arg must be a dictionary");
        RefuseAtEnd();
        return Launch(() => Ops.Call(function, tuple, kwargs.Ref as PyDict), function, handle);
    }

    [PyFunction("start_joinable_thread")]
    private static PyThreadHandle StartJoinableThread([Kw("function")] Value function, [Kw("handle"), OptNone] Value handle, [Kw("daemon")] bool daemon = true)
    {
        if (!Ops.Callable(function)) throw Err.TypeError("thread function must be callable");
        if (!handle.IsNone && handle.Ref is not PyThreadHandle) throw Err.TypeError("'handle' must be a _ThreadHandle");
        var h = handle.Ref as PyThreadHandle ?? new PyThreadHandle();
        RefuseAtEnd();
        h.Begin(daemon);
        Launch(() => Ops.Call(function), function, h);
        return h;
    }

    private static void RefuseAtEnd()
    {
        if (Shutdown.IsFinalizing) throw Err.Make(ExcTypes.PythonFinalizationError, "can't create new thread at interpreter shutdown");
    }

    private static long Launch(Func<Value> body, Value function, PyThreadHandle? handle)
    {
        Sharing.Begin();
        long id = 0;
        using var started = new ManualResetEventSlim();
        var thread = new Thread(() =>
        {
            id = PyThread.Current.Id;
            if (handle != null) handle.Ident = id;
            started.Set();
            try
            {
                body();
            }
            catch (PyException e) when (e.Is(ExcTypes.SystemExit))
            {
            }
            catch (PyException e)
            {
                Unraisable.Write(e.Value, Value.None, $"Exception ignored in thread started by {Ops.Repr(function)}");
            }
            finally
            {
                Sharing.Ended();
                handle?.Finish();
            }
        }, stackSize == 0 ? DefaultStack : Math.Max(stackSize, 1 << 20))
        { IsBackground = true };
        try
        {
            thread.Start();
        }
        catch (OutOfMemoryException)
        {
            Sharing.Ended();
            handle?.Abandon();
            throw Err.RuntimeError("can't start new thread");
        }
        started.Wait();
        return id;
    }

    [PyFunction("exit")] private static Value Exit() => throw Err.Make(ExcTypes.SystemExit);
    [PyFunction("exit_thread")] private static Value ExitThread() => throw Err.Make(ExcTypes.SystemExit);

    [PyFunction("interrupt_main")]
    private static void InterruptMain([Kw] int signum = 2) => Posix.SignalModule.Simulate(signum);

    [PyFunction("_make_thread_handle")]
    private static PyThreadHandle MakeThreadHandle(long ident) => new() { Ident = ident, StateOf = PyThreadHandle.State.Running };

    [PyFunction("_shutdown")] private static void ShutdownThreads() => PyThreadHandle.JoinAll();

    [PyFunction("_excepthook")]
    private static void ExceptHook(Value args)
    {
        var type = Ops.GetAttr(args, "exc_type");
        if (type.Is(new Value(ExcTypes.SystemExit))) return;
        var thread = Ops.GetAttr(args, "thread");
        string name = thread.IsNone ? PyThread.Current.Id.ToString() : Ops.Str(Ops.GetAttr(thread, "name")).ToString();
        var stderr = SysState.TryGet("stderr");
        // The thread keeps the stream that there was when it was made.
        if (stderr.IsMissingOrNone) stderr = thread.IsNone ? thread : Ops.GetAttr(thread, "_stderr");
        if (stderr.IsNone) return;
        Ops.CallMethod(stderr, "write", new Value(PyStr.Of($"Exception in thread {name}:\n")));
        if (Ops.GetAttr(args, "exc_value").Ref is PyBaseException e) TracebackPrinter.Print(e, stderr);
        Ops.CallMethod(stderr, "flush");
    }
}
