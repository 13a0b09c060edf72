using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Modules.ContextVars;

namespace TieredPy.Runtime.Modules.Asyncio;

/// <summary>Where a future is.</summary>
internal enum FutureState : byte
{
    Pending,
    Cancelled,
    Finished,
}

/// <summary>asyncio.Future: a result that isn't there yet (CPython's _asynciomodule.c; asyncio/futures.py says what it means).</summary>
[PyType("_asyncio.Future", HasDict = true, Weakrefable = true, Mutable = true, Doc = "This class is *almost* compatible with concurrent.futures.Future.\n\n    Differences:\n\n    - result() and exception() do not take a timeout argument and\n      raise an exception when the future isn't done yet.\n\n    - Callbacks registered with add_done_callback() are always called\n      via the event loop's call_soon_threadsafe().\n\n    - This class is not compatible with the wait() and as_completed()\n      methods in the concurrent.futures package.")]
internal partial class PyFuture : PyObject
{
    private protected FinalizerToken? Token;

    /// <summary>The result, as heap storage has it; null before there is one.</summary>
    private PyObject? result;

    /// <summary>What is to be called first; a task that is to be woken up stands for itself, without a context.</summary>
    private (PyObject Call, PyContext? Context) first;
    private Seldom? seldom;
    private bool logTraceback;

    /// <summary>What few futures have, apart: tasks are many, and the collector goes over each.</summary>
    private sealed class Seldom
    {
        public PyObject? Source, CancelText;
        public PyBaseException? Exception, CancelledException;
        public PyTraceback? Traceback;
        public List<(PyObject Call, PyContext Context)>? More;
    }

    private Seldom Rest => seldom ??= new Seldom();

    internal PyFuture(Shape shape) : base(shape) { }

    /// <summary>The event loop; null before <c>__init__</c>.</summary>
    internal PyObject? LoopObject { get; private set; }

    internal FutureState State { get; private set; }

    internal bool Blocking { get; set; }

    /// <summary>The CancelledError that ended a task, to be raised once instead of a new one.</summary>
    internal PyBaseException? CancelledException
    {
        get => seldom?.CancelledException;
        set
        {
            if (value != null || seldom != null) Rest.CancelledException = value;
        }
    }

    internal Value CancelText
    {
        get => seldom?.CancelText is { } text ? Value.FromHeap(text) : Value.None;
        set
        {
            if (!value.IsNone || seldom != null) Rest.CancelText = value.IsNone ? null : value.ToHeap();
        }
    }

    private Value Source => seldom?.Source is { } source ? new Value(source) : Value.None;

    /// <summary>True for instances of exactly Future or Task: nothing is overridden.</summary>
    internal bool IsExact => Shape.Type == TypeObject || Shape.Type == PyTask.TypeObject;

    /// <summary>The future if it is an exact one (<see cref="IsExact"/>), whose C# classes nothing derives from.</summary>
    internal static PyFuture? Exact(PyObject? o) =>
        o != null && (o.GetType() == typeof(PyFuture) || o.GetType() == typeof(PyTask)) && Unsafe.As<PyFuture>(o) is { IsExact: true } f ? f : null;

    [PyNew(Signature = "(*, loop=None)", MakesOnly = true), RawCall] private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(Allocate(cls));

    public override void Init(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        int given = kw?.Length ?? 0;
        if (args.Length > given) throw Err.TypeError($"Future() takes no positional arguments");
        var loop = Value.None;
        for (int i = 0; i < given; i++)
        {
            if (!kw![i].Equals(AsyncioNames.LoopKeyword)) throw Err.TypeError($"Future() got an unexpected keyword argument '{kw[i]}'");
            loop = args[i];
        }
        Start(PyThread.Current, loop);
    }

    private protected void Start(PyThread t, Value loop)
    {
        if (loop.IsNone) loop = AsyncioModule.GetEventLoop();
        State = FutureState.Pending;
        logTraceback = Blocking = false;
        result = null;
        first = default;
        seldom = null;
        LoopObject = loop.ToHeap();
        var debug = loop.Ref == null ? Value.Missing : LoopMethod.GetDebug.TryGet(t, LoopObject);
        if (!debug.IsFalse) StartDebugging(loop, debug);
    }

    private void StartDebugging(Value loop, Value debug)
    {
        if (Ops.Truth(debug.IsMissing ? Ops.CallMethod(loop, AsyncioNames.GetDebug) : Ops.Check(debug))) Rest.Source = Ops.Call(AsyncioNames.Member("traceback", "extract_stack")).ToHeap();
    }

    private protected PyObject Loop => LoopObject ?? throw Err.RuntimeError("Future object is not initialized.");

    /// <summary>There is a result, and no exception: it counts as seen. False: nothing was done.</summary>
    internal bool TakeResult()
    {
        if (State != FutureState.Finished || seldom?.Exception != null || LoopObject == null) return false;
        logTraceback = false;
        return true;
    }

    private static PyException InvalidState(string message) => Err.Make(AsyncioNames.InvalidStateError, message);

    [PyMethod("result", Doc = "Return the result this future represents.\n\nIf the future has been cancelled, raises CancelledError.  If the\nfuture's result isn't yet available, raises InvalidStateError.  If\nthe future is done and has an exception set, this exception is raised.")]
    internal Value Result() => ResultRaw();

    /// <summary>The result; Error with the exception pending.</summary>
    internal Value ResultRaw()
    {
        if (LoopObject == null) return Err.Pend(InvalidState("Future object is not initialized."));
        switch (State)
        {
            case FutureState.Cancelled: return Err.Pend(MakeCancelledError());
            case FutureState.Pending: return Err.Pend(InvalidState("Result is not set."));
        }
        logTraceback = false;
        if (seldom?.Exception is not { } exception) return ResultValue;
        exception.Traceback = seldom.Traceback;
        seldom.Traceback = null;
        return Err.Pend(exception);
    }

    [PyMethod("exception", Doc = "Return the exception that was set on this future.\n\nThe exception (or None if no exception was set) is returned only if\nthe future is done.  If the future has been cancelled, raises\nCancelledError.  If the future isn't done yet, raises\nInvalidStateError.")]
    private Value Exception()
    {
        if (LoopObject == null) throw InvalidState("Future object is not initialized.");
        if (State == FutureState.Cancelled) throw new PyException(MakeCancelledError());
        if (State == FutureState.Pending) throw InvalidState("Exception is not set.");
        logTraceback = false;
        return ExceptionValue;
    }

    internal PyBaseException MakeCancelledError()
    {
        if (CancelledException is { } e)
        {
            CancelledException = null;
            return e;
        }
        return (CancelText.IsNone ? Err.Make(AsyncioNames.CancelledError) : Err.Make(AsyncioNames.CancelledError, CancelText)).Value;
    }

    [PyMethod("_make_cancelled_error", Doc = "Create the CancelledError to raise if the Future is cancelled.\n\nThis should only be called once when handling a cancellation since\nit erases the context exception value.")]
    private Value MakeCancelledErrorMethod() => new(MakeCancelledError());

    [PyMethod("set_result", Doc = "Mark the future done and set its result.\n\nIf the future is already done when this method is called, raises\nInvalidStateError.")]
    private void SetResultMethod(Value result) => SetResult(PyThread.Current, result);

    internal void SetResult(PyThread t, Value value)
    {
        _ = Loop;
        if (State != FutureState.Pending) throw InvalidState("invalid state");
        result = value.ToHeap();
        State = FutureState.Finished;
        Schedule(t);
    }

    [PyMethod("set_exception", Doc = "Mark the future done and set an exception.\n\nIf the future is already done when this method is called, raises\nInvalidStateError.")]
    private void SetExceptionMethod(Value exception)
    {
        _ = Loop;
        if (State != FutureState.Pending) throw InvalidState("invalid state");
        if (exception.Ref is PyType t && t.IsSubtypeOf(ExcTypes.BaseException))
        {
            exception = Ops.Call(exception);
            if (State != FutureState.Pending) throw InvalidState("invalid state");
        }
        SetException(exception.Ref as PyBaseException ?? throw Err.TypeError("invalid exception object"));
    }

    internal void SetException(PyBaseException e)
    {
        _ = Loop;
        if (State != FutureState.Pending) throw InvalidState("invalid state");
        if (e.Type.IsSubtypeOf(ExcTypes.StopIteration))
        {
            var wrapped = Err.RuntimeError("StopIteration interacts badly with generators and cannot be raised into a Future").Value;
            wrapped.Cause = e;
            wrapped.Context = e;
            wrapped.SuppressContext = true;
            e = wrapped;
        }
        Rest.Exception = e;
        Rest.Traceback = e.Traceback;
        State = FutureState.Finished;
        Schedule(PyThread.Current);
        logTraceback = true;
        Token ??= FinalizerToken.OfNative(this);
    }

    [PyMethod("cancel", Doc = "Cancel the future and schedule callbacks.\n\nIf the future is already done or cancelled, return False.  Otherwise,\nchange the future's state to cancelled, schedule the callbacks and\nreturn True.")]
    private static bool CancelMethod(PyFuture self, [Kw, OptNone] Value msg) =>
        self is PyTask t ? t.CancelTask(msg) : self.Cancel(msg);

    internal bool Cancel(Value message)
    {
        _ = Loop;
        logTraceback = false;
        if (State != FutureState.Pending) return false;
        State = FutureState.Cancelled;
        CancelText = message;
        Schedule(PyThread.Current);
        return true;
    }

    /// <summary>A task that is asked to end does not report an exception of before.</summary>
    private protected void ForgetTraceback() => logTraceback = false;

    [PyMethod("cancelled", Doc = "Return True if the future was cancelled.")] private bool Cancelled() => State == FutureState.Cancelled;

    [PyMethod("done", Doc = "Return True if the future is done.\n\nDone means either that a result / exception are available, or that the\nfuture was cancelled.")]
    private bool Done() => State != FutureState.Pending;

    [PyMethod("get_loop", Doc = "Return the event loop the Future is bound to.")] private Value GetLoop() => Value.FromHeap(Loop);

    [PyMethod("add_done_callback")]
    private void AddDoneCallbackMethod(Value fn, [Kw, KwOnly, Opt] Value context) =>
        AddDoneCallback(fn, context.IsMissing ? new PyContext(PyContext.Current.Variables) : context.Ref as PyContext ?? throw Err.TypeError("a Context object was expected"));

    internal void AddDoneCallback(Value fn, PyContext context)
    {
        _ = Loop;
        if (State != FutureState.Pending) CallSoon(PyThread.Current, fn, new Value(this), context);
        else if (HasNone) first = (fn.ToHeap(), context);
        else (Rest.More ??= []).Add((fn.ToHeap(), context));
    }

    /// <summary>Nothing is to be called yet: what was first may be gone, and others not.</summary>
    private bool HasNone => first.Call == null && seldom?.More == null;

    /// <summary>Has a task woken up when this is done.</summary>
    internal void AddWakeup(PyTask task)
    {
        if (State == FutureState.Pending && HasNone) first = (task, null);
        else AddDoneCallback(new Value(task.Wakeup), task.Context);
    }

    /// <summary>The first callback as others see it.</summary>
    private (PyObject Call, PyContext Context) First => first.Context is { } context ? (first.Call, context) : (((PyTask)first.Call).Wakeup, ((PyTask)first.Call).Context);

    [PyMethod("remove_done_callback", Doc = "Remove all instances of a callback from the \"call when done\" list.\n\nReturns the number of callbacks removed.")]
    private long RemoveDoneCallback(Value fn)
    {
        _ = Loop;
        long removed = 0;
        if (first.Call != null && Ops.Eq(Value.FromHeap(First.Call), fn))
        {
            first = default;
            removed++;
        }
        if (seldom?.More == null) return removed;
        // Comparing may run code that changes the list.
        var kept = new List<(PyObject, PyContext)>();
        for (int i = 0; seldom?.More is { } more && i < more.Count; i++)
        {
            var c = more[i];
            if (Ops.Eq(Value.FromHeap(c.Call), fn)) removed++;
            else kept.Add(c);
        }
        if (seldom?.More != null) seldom.More = kept.Count == 0 ? null : kept;
        return removed;
    }

    /// <summary>The loop calls what waits, soon.</summary>
    private void Schedule(PyThread t)
    {
        if (first.Call != null)
        {
            var (call, context) = first;
            first = default;
            if (context == null) Unsafe.As<PyTask>(call).WakeUpSoon(t, this);
            else CallSoon(t, Value.FromHeap(call), new Value(this), context);
        }
        if (seldom?.More is { } all) ScheduleMore(t, all);
    }

    private void ScheduleMore(PyThread t, List<(PyObject Call, PyContext Context)> all)
    {
        seldom!.More = null;
        foreach (var (call, context) in all) CallSoon(t, Value.FromHeap(call), new Value(this), context);
    }

    /// <summary><c>loop.call_soon(call, argument, context=context)</c>; the argument may be Missing.</summary>
    private protected void CallSoon(PyThread t, Value call, Value argument, PyContext context)
    {
        var done = LoopMethod.CallSoon.TryCall(t, LoopObject!, [new Value(LoopObject!), call, new Value(context), new Value(argument.IsMissing ? PyTuple.Empty : new PyTuple(argument))]);
        if (done.IsMissing) CallSoonSlowly(call, argument, context);
        else if (done.IsError) Ops.Check(done);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void CallSoonSlowly(Value call, Value argument, PyContext context)
    {
        var loop = new Value(LoopObject!);
        if (argument.IsMissing) Ops.Check(Ops.CallMethodRaw(loop, AsyncioNames.CallSoon, [call, new Value(context)], AsyncioNames.ContextKeyword));
        else Ops.Check(Ops.CallMethodRaw(loop, AsyncioNames.CallSoon, [call, argument, new Value(context)], AsyncioNames.ContextKeyword));
    }

    public override Value Iter() => Await();

    public override Value Await()
    {
        _ = Loop;
        return new Value(new PyFutureIterator(this));
    }

    [PyClassMethod("__class_getitem__", Doc = "See PEP 585")]
    private static Value ClassGetItem(PyType cls, Value @object) => new(new PyGenericAlias(new Value(cls), @object));

    public override Value Repr() => this is PyTask
        ? Ops.Call(AsyncioNames.Member("asyncio.base_tasks", "_task_repr"), new Value(this))
        : Ops.Call(AsyncioNames.Member("asyncio.base_futures", "_future_repr"), new Value(this));

    public override void Del()
    {
        if (this is PyTask task) task.ReportPending(Source);
        if (!logTraceback || LoopObject == null) return;
        logTraceback = false;
        var context = new PyDict();
        context.Set(PyStr.Intern("message"), new Value(PyStr.Of($"{Type.Name} exception was never retrieved")));
        context.Set(PyStr.Intern("exception"), ExceptionValue);
        context.Set(PyStr.Intern("future"), new Value(this));
        if (!Source.IsNone) context.Set(PyStr.Intern("source_traceback"), Source);
        Ops.CallMethod(new Value(LoopObject), "call_exception_handler", new Value(context));
    }

    [PyGetter("_state")]
    private Value StateName => Value.Str(State switch { FutureState.Pending => "PENDING", FutureState.Cancelled => "CANCELLED", _ => "FINISHED" });

    [PyGetter("_asyncio_future_blocking")] private bool BlockingValue => LoopObject != null && Blocking;

    [PySetter("_asyncio_future_blocking")]
    private void SetBlocking(Value v)
    {
        _ = Loop;
        if (v.IsMissing) throw Err.AttributeError("cannot delete attribute");
        Blocking = Ops.Truth(v);
    }

    [PyGetter("_loop")] private Value LoopValue => LoopObject == null ? Value.None : Value.FromHeap(LoopObject);

    [PyGetter("_callbacks")]
    private Value Callbacks
    {
        get
        {
            var list = new PyList();
            void Add((PyObject Call, PyContext Context) c) => list.Append(new Value(new PyTuple(Value.FromHeap(c.Call), new Value(c.Context))));
            if (first.Call != null) Add(First);
            foreach (var c in seldom?.More ?? []) Add(c);
            return list.Count == 0 ? Value.None : new Value(list);
        }
    }

    [PyGetter("_result")] private Value ResultValue => result == null ? Value.None : Value.FromHeap(result);

    [PyGetter("_exception")] private Value ExceptionValue => seldom?.Exception is { } e ? new Value(e) : Value.None;

    [PyGetter("_source_traceback")] private Value SourceTraceback => Source;

    [PyGetter("_log_traceback")] private bool LogTraceback => logTraceback;

    [PySetter("_log_traceback")]
    private void SetLogTraceback(Value v)
    {
        if (v.IsMissing) throw Err.AttributeError("cannot delete attribute");
        if (Ops.Truth(v)) throw Err.ValueError("_log_traceback can only be set to False");
        logTraceback = false;
    }

    [PyGetter("_cancel_message")] private Value CancelMessage => CancelText;

    [PySetter("_cancel_message")]
    private void SetCancelMessage(Value v) => CancelText = v.IsMissing ? throw Err.AttributeError("cannot delete attribute") : v;
}

/// <summary>What <c>await future</c> drives: yields the future once, then its result.</summary>
[PyType("_asyncio.FutureIter", Subclassable = false, NoConstructor = true)]
internal sealed partial class PyFutureIterator : PyObject, IReturnsValue
{
    private PyFuture? future;

    internal PyFutureIterator(PyFuture future) : base(TypeObject.RootShape) => this.future = future;

    public override Value Iter() => new(this);

    public override Value Next() => Step();

    /// <summary>The future while it is pending; Done, with its result as the thread's StopValue; Error with the error pending.</summary>
    internal Value Step()
    {
        if (future is not { } f)
        {
            PyThread.Current.StopValue = Value.None;
            return Value.Done;
        }
        if (f.State == FutureState.Pending)
        {
            if (f.Blocking) return Err.Pend(Err.RuntimeError("await wasn't used with future"));
            f.Blocking = true;
            return new Value(f);
        }
        future = null;
        var r = f.ResultRaw();
        if (r.IsError) return r;
        PyThread.Current.StopValue = r;
        return Value.Done;
    }

    [PyMethod("send")]
    private Value Send(Value value) => PyGenerator.StopOnDone(Next());

    [PyMethod("throw", Signature = "($self, type, value=<unrepresentable>, tb=<unrepresentable>, /)")]
    private Value Throw(Value type, [Opt] Value value, [Opt] Value tb)
    {
        PyGenerator.WarnOfTriple("throw", value);
        future = null;
        return Err.Pend(Interp.ExceptionFromTriple(type, value, tb));
    }

    [PyMethod("close")] private void Close() => future = null;
}
