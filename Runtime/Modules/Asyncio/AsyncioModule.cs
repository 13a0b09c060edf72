using TieredPy.Runtime.Importing;

namespace TieredPy.Runtime.Modules.Asyncio;

/// <summary>_asyncio: futures, tasks and the registers of running loops and tasks, as asyncio's own Python code has them but quicker.</summary>
[PyModule("_asyncio", Doc = "Accelerator module for asyncio", Types = [typeof(PyFuture), typeof(PyTask)])]
internal static partial class AsyncioModule
{
    [ThreadStatic] private static PyObject? runningLoop;

    private static readonly PyDict CurrentTasks = new();
    private static readonly PySet EagerTasks = new();
    internal static readonly PyTaskSet ScheduledTasks = new();

    [PyModuleInit]
    private static void Init(PyModule m)
    {
        m.Dict.Set(PyStr.Intern("_current_tasks"), new Value(CurrentTasks));
        m.Dict.Set(PyStr.Intern("_eager_tasks"), new Value(EagerTasks));
        m.Dict.Set(PyStr.Intern("_scheduled_tasks"), new Value(ScheduledTasks));
    }

    [PyFunction("_get_running_loop", Doc = "Return the running event loop or None.\n\nThis is a low-level function intended to be used by event loops.\nThis function is thread-specific.")]
    private static Value GetRunningLoopOrNone() => RunningLoop;

    /// <summary>This thread's running loop, or None.</summary>
    internal static Value RunningLoop => runningLoop == null ? Value.None : new Value(runningLoop);

    [PyFunction("_set_running_loop", Doc = "Set the running event loop.\n\nThis is a low-level function intended to be used by event loops.\nThis function is thread-specific.")]
    private static void SetRunningLoop(Value loop)
    {
        runningLoop = loop.IsNone ? null : loop.ToHeap();
        runningHash = null;
    }

    /// <summary>The hash of a loop, while its class is as it was: it is the key of each step of a task.</summary>
    private sealed record LoopHash(PyObject Loop, Shape Shape, PyType Type, uint Version, long Hash);

    /// <summary>That of the loop that was last asked for while it ran. No thread's own, as such variables are slow to reach: loops in several threads take turns.</summary>
    private static LoopHash? runningHash;

    private static long HashOf(Value loop) =>
        runningHash is { } known && ReferenceEquals(known.Loop, loop.Ref) && known.Shape == known.Loop.Shape && known.Version == known.Type.Version ? known.Hash : FindHash(loop);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long FindHash(Value loop)
    {
        long hash = Ops.Hash(loop);
        if (!PyThread.MultiThreaded && loop.Ref is { } o && o == runningLoop && o.Type.FindSlot(Slot.Hash) == PyType.NativeSlot) runningHash = new LoopHash(o, o.Shape, o.Type, o.Type.Version, hash);
        return hash;
    }

    [PyFunction("get_running_loop", Doc = "Return the running event loop.  Raise a RuntimeError if there is none.\n\nThis function is thread-specific.")]
    internal static Value GetRunningLoop() => runningLoop != null ? new Value(runningLoop) : throw Err.RuntimeError("no running event loop");

    [PyFunction("get_event_loop", Doc = "Return an asyncio event loop.\n\nWhen called from a coroutine or a callback (e.g. scheduled with\ncall_soon or similar API), this function will always return the\nrunning event loop.\n\nIf there is no running event loop set, the function will return\nthe result of `get_event_loop_policy().get_event_loop()` call.")]
    internal static Value GetEventLoop()
    {
        if (runningLoop != null) return new Value(runningLoop);
        var policy = Ops.Call(AsyncioNames.Member("asyncio.events", "get_event_loop_policy"));
        return Ops.CallMethod(policy, "get_event_loop");
    }

    [PyFunction("_register_task", Doc = "Register a new task in asyncio as executed by loop.\n\nReturns None.")]
    private static void RegisterTask([Kw] Value task) => ScheduledTasks.Register(task);

    [PyFunction("_unregister_task", Doc = "Unregister a task.\n\nReturns None.")]
    private static void UnregisterTask([Kw] Value task) => ScheduledTasks.Unregister(task);

    [PyFunction("_register_eager_task", Doc = "Register a new task in asyncio as executed by loop.\n\nReturns None.")]
    internal static void RegisterEagerTask([Kw] Value task) => EagerTasks.Add(task);

    [PyFunction("_unregister_eager_task", Doc = "Unregister a task.\n\nReturns None.")]
    internal static void UnregisterEagerTask([Kw] Value task) => EagerTasks.Discard(task);

    [PyFunction("_enter_task", Doc = "Enter into task execution or resume suspended task.\n\nTask belongs to loop.\n\nReturns None.")]
    internal static void EnterTask([Kw] Value loop, [Kw] Value task)
    {
        // As a rule there is one loop, and none of its tasks runs.
        long hash = HashOf(loop);
        if (CurrentTasks.Count > 0 && CurrentTasks.TryGetHashed(loop, hash) is { IsMissing: false } current) throw IsBusy(task, current);
        CurrentTasks.SetHashed(loop, hash, task);
    }

    private static PyException IsBusy(Value task, Value current) =>
        Err.RuntimeError($"Cannot enter into task {Ops.Repr(task)} while another task {Ops.Repr(current)} is being executed.");

    [PyFunction("_leave_task", Doc = "Leave task execution or suspend a task.\n\nTask belongs to loop.\n\nReturns None.")]
    internal static void LeaveTask([Kw] Value loop, [Kw] Value task)
    {
        var current = loop.Ref is { } entered ? CurrentTasks.TakeNewest(entered) : Value.Missing;
        if (current.IsMissing) current = CurrentTasks.TakeHashed(loop, HashOf(loop));
        if (!current.Is(task)) throw IsAnother(loop, task, current);
    }

    private static PyException IsAnother(Value loop, Value task, Value current)
    {
        if (!current.IsMissing) CurrentTasks.Set(loop, current);
        return Err.RuntimeError($"Leaving task {Ops.Repr(task)} does not match the current task {(current.IsMissing ? "None" : Ops.Repr(current).ToString())}.");
    }

    [PyFunction("_swap_current_task", Doc = "Temporarily swap in the supplied task and return the original one (or None).\n\nThis is intended for use during eager coroutine execution.")]
    internal static Value SwapCurrentTask([Kw] Value loop, [Kw] Value task)
    {
        var former = CurrentTasks.TryGet(loop);
        if (task.IsNone) CurrentTasks.Remove(loop);
        else CurrentTasks.Set(loop, task);
        return former.IsMissing ? Value.None : former;
    }

    [PyFunction("current_task", Doc = "Return a currently executed task.")]
    private static Value CurrentTask([Kw, OptNone] Value loop)
    {
        var current = CurrentTasks.TryGet(loop.IsNone ? GetRunningLoop() : loop);
        return current.IsMissing ? Value.None : current;
    }
}

/// <summary>What is needed of asyncio's Python modules.</summary>
internal static class AsyncioNames
{
    public static readonly PyStr CallSoon = PyStr.Intern("call_soon"), GetDebug = PyStr.Intern("get_debug"), CancelName = PyStr.Intern("cancel"),
        Blocking = PyStr.Intern("_asyncio_future_blocking"), AddDoneCallback = PyStr.Intern("add_done_callback"), Throw = PyStr.Intern("throw"),
        Send = PyStr.Intern("send"), Result = PyStr.Intern("result"), GetLoop = PyStr.Intern("get_loop"), Loop = PyStr.Intern("_loop"),
        LoopKeyword = PyStr.Intern("loop"), NameKeyword = PyStr.Intern("name"), CoroKeyword = PyStr.Intern("coro"), EagerStartKeyword = PyStr.Intern("eager_start");

    public static readonly PyStr[] ContextKeyword = [PyStr.Intern("context")], MessageKeyword = [PyStr.Intern("msg")];

    /// <summary>Not empty: the import gives the module named last and not the package.</summary>
    private static readonly Value FromList = new(new PyTuple(Value.Str("__name__")));

    private static PyType? cancelledError, invalidStateError;

    public static PyType CancelledError => cancelledError ??= (PyType)Member("asyncio.exceptions", "CancelledError").Ref!;

    public static PyType InvalidStateError => invalidStateError ??= (PyType)Member("asyncio.exceptions", "InvalidStateError").Ref!;

    /// <summary>A member of a module, which is imported when it isn't yet.</summary>
    public static Value Member(string module, string name) => Ops.GetAttr(Importer.Import(PyStr.Intern(module), Value.None, FromList, 0), PyStr.Intern(name));
}
