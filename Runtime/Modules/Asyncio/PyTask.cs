using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Modules.ContextVars;

namespace TieredPy.Runtime.Modules.Asyncio;

/// <summary>asyncio.Task: a coroutine that a loop drives (CPython's _asynciomodule.c; asyncio/tasks.py says what it means).</summary>
[PyType("_asyncio.Task", Base = typeof(PyFuture), HasDict = true, Weakrefable = true, Mutable = true, Doc = "A coroutine wrapped in a Future.")]
internal partial class PyTask : PyFuture
{
    private static long lastName;

    private PyObject? coroutine, name, waiter;
    private PyContext context = null!;
    private PyTaskWakeup? wakeup;
    private PyTaskStep? step;
    private long nameNumber;
    private int cancels;
    private bool mustCancel, logPending = true;

    internal PyTask(Shape shape) : base(shape) { }

    /// <summary>The place in the set of scheduled tasks, or -1.</summary>
    internal int ScheduledAt { get; set; } = -1;

    [PyNew(Signature = "(coro, *, loop=None, name=None, context=None, eager_start=False)", MakesOnly = true), RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(Allocate(cls));

    public override void Init(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        Value coro = Value.Missing, loop = Value.None, given = Value.None, inContext = Value.None;
        bool eager = false;
        int keywords = kw?.Length ?? 0, positional = args.Length - keywords;
        if (positional > 1) throw Err.TypeError($"Task() takes at most 1 positional argument ({positional} given)");
        if (positional == 1) coro = args[0];
        for (int i = 0; i < keywords; i++)
        {
            var v = args[positional + i];
            var keyword = kw![i];
            // As a rule they are the interned ones.
            if (ReferenceEquals(keyword, AsyncioNames.LoopKeyword)) loop = v;
            else if (ReferenceEquals(keyword, AsyncioNames.NameKeyword)) given = v;
            else if (ReferenceEquals(keyword, AsyncioNames.ContextKeyword[0])) inContext = v;
            else if (keyword.Equals(AsyncioNames.LoopKeyword)) loop = v;
            else if (keyword.Equals(AsyncioNames.NameKeyword)) given = v;
            else if (keyword.Equals(AsyncioNames.ContextKeyword[0])) inContext = v;
            else if (keyword.Equals(AsyncioNames.EagerStartKeyword)) eager = Ops.Truth(v);
            else if (positional == 0 && keyword.Equals(AsyncioNames.CoroKeyword)) coro = v;
            else throw Err.TypeError($"Task() got an unexpected keyword argument '{keyword}'");
        }
        if (coro.IsMissing) throw Err.TypeError("Task() missing required argument 'coro' (pos 1)");
        var thread = PyThread.Current;
        Start(thread, loop);
        if (coro.Ref is not PyCoroutine && !Ops.Truth(Ops.Call(AsyncioNames.Member("asyncio.coroutines", "iscoroutine"), coro)))
        {
            logPending = false;
            throw Err.TypeError($"a coroutine was expected, got {Ops.Repr(coro)}");
        }
        context = inContext.IsNone
            ? new PyContext(PyContext.Current.Variables)
            : inContext.Ref as PyContext ?? throw Err.TypeError("a Context object was expected");
        waiter = null;
        mustCancel = false;
        logPending = true;
        cancels = 0;
        coroutine = coro.ToHeap();
        if (given.IsNone) nameNumber = PyThread.MultiThreaded ? Interlocked.Increment(ref lastName) : ++lastName;
        else name = (given.Ref is PyStr ? given : Ops.Str(given)).ToHeap();
        Token ??= FinalizerToken.Take(this);
        if (eager && Ops.Truth(Ops.CallMethod(new Value(Loop), "is_running")))
        {
            StartEagerly();
            return;
        }
        StepSoon(thread, null);
        AsyncioModule.ScheduledTasks.Register(new Value(this));
    }

    private void StartEagerly()
    {
        var loop = new Value(Loop);
        var former = AsyncioModule.SwapCurrentTask(loop, new Value(this));
        AsyncioModule.RegisterEagerTask(new Value(this));
        try
        {
            context.Within(() => Ops.Check(StepRaw(PyThread.Current, null)));
        }
        finally
        {
            AsyncioModule.UnregisterEagerTask(new Value(this));
            AsyncioModule.SwapCurrentTask(loop, former);
        }
        if (State == FutureState.Pending) AsyncioModule.ScheduledTasks.Register(new Value(this));
        else coroutine = null;
    }

    /// <summary>Has the loop run the next step, raising an exception in the coroutine when one is given.</summary>
    private void StepSoon(PyThread t, PyBaseException? e) => CallSoon(t, new Value(e == null ? step ??= new PyTaskStep(this, null) : new PyTaskStep(this, e)), Value.Missing, context);

    internal PyContext Context => context;

    internal PyTaskWakeup Wakeup => wakeup ??= new PyTaskWakeup(this);

    /// <summary>The loop wakes this up soon, as what it waits for is done.</summary>
    internal void WakeUpSoon(PyThread t, PyFuture done) => CallSoon(t, new Value(wakeup ?? new PyTaskWakeup(this)), new Value(done), context);

    /// <summary>One step with this as the loop's current task; Error with the error pending.</summary>
    internal Value Step(PyThread t, PyBaseException? e)
    {
        var loop = new Value(LoopObject!);
        AsyncioModule.EnterTask(loop, new Value(this));
        var r = StepRaw(t, e);
        if (!r.IsError)
        {
            AsyncioModule.LeaveTask(loop, new Value(this));
            return r;
        }
        var pending = t.Pending;
        t.Pending = null;
        AsyncioModule.LeaveTask(loop, new Value(this));
        return Err.Pend(pending!);
    }

    /// <summary>One step: None, or Error with the error pending.</summary>
    private Value StepRaw(PyThread t, PyBaseException? e)
    {
        try
        {
            if (State != FutureState.Pending) throw IsDone(e);
            if (mustCancel)
            {
                if (e == null || !e.Type.IsSubtypeOf(AsyncioNames.CancelledError)) e = MakeCancelledError();
                mustCancel = false;
            }
            waiter = null;
            var coro = coroutine ?? throw Err.RuntimeError("uninitialized Task object");
            switch (Resume(t, coro, e))
            {
                case Resumption.Yielded:
                    Wait(t, t.Transfer);
                    return Value.None;
                case Resumption.Returned:
                    Finish(t, t.Transfer);
                    return Value.None;
                default:
                    return Fail(t);
            }
        }
        catch (PyException failure)
        {
            return Err.Pend(failure);
        }
    }

    private PyException IsDone(PyBaseException? e) =>
        Err.Make(AsyncioNames.InvalidStateError, $"__step(): already done: {Ops.Repr(new Value(this))} {(e == null ? "" : Ops.Repr(new Value(e)).ToString())}");

    /// <summary>The coroutine returned.</summary>
    private void Finish(PyThread t, Value value)
    {
        Ended();
        if (!mustCancel)
        {
            SetResult(t, value);
            return;
        }
        mustCancel = false;
        Cancel(CancelText);
    }

    /// <summary>The coroutine raised what is pending.</summary>
    private Value Fail(PyThread t)
    {
        var raised = t.Pending!;
        t.Pending = null;
        Ended();
        if (raised.Type.IsSubtypeOf(AsyncioNames.CancelledError))
        {
            CancelledException = raised;
            Cancel(Value.None);
            return Value.None;
        }
        SetException(raised);
        return raised.Type.IsSubtypeOf(ExcTypes.KeyboardInterrupt) || raised.Type.IsSubtypeOf(ExcTypes.SystemExit) ? Err.Pend(raised) : Value.None;
    }

    /// <summary>The coroutine ended: nothing is left to warn of.</summary>
    private void Ended()
    {
        AsyncioModule.ScheduledTasks.Unregister(new Value(this));
        logPending = false;
        if (Token == null) return;
        Token.Release();
        Token = null;
    }

    /// <summary>Has the coroutine go on, or raise an exception; the thread has the value, or the error is pending.</summary>
    private static Resumption Resume(PyThread t, PyObject coro, PyBaseException? e)
    {
        try
        {
            bool isOurs = coro is PyCoroutine || coro.GetType() == typeof(PyGenerator);
            if (isOurs && e == null) return Interp.Resume(t, Unsafe.As<PyGenerator>(coro), Value.None);
            return Interp.Outcome(t, isOurs ? Interp.ThrowRaw((PyGenerator)coro, e!) : ResumeForeign(coro, e));
        }
        catch (PyException failure)
        {
            Err.Pend(failure);
            return Resumption.Raised;
        }
    }

    private static Value ResumeForeign(PyObject coro, PyBaseException? e)
    {
        if (e == null) return StopToDone(Ops.CallMethodRaw(new Value(coro), AsyncioNames.Send, [Value.None], null));
        try
        {
            return StopToDone(Ops.CallMethodRaw(new Value(coro), AsyncioNames.Throw, [new Value(e)], null));
        }
        catch (PyException thrown)
        {
            return StopToDone(Err.Pend(thrown));
        }
    }

    /// <summary>A StopIteration that Python code raised says what the coroutine returned.</summary>
    private static Value StopToDone(Value r)
    {
        var t = PyThread.Current;
        if (!r.IsError || t.Pending is not { } p || !p.Type.IsSubtypeOf(ExcTypes.StopIteration)) return r;
        t.Pending = null;
        t.StopValue = Ops.GetAttr(new Value(p), PyStr.Intern("value"));
        return Value.Done;
    }

    /// <summary>The coroutine yielded: what to wait for.</summary>
    private void Wait(PyThread t, Value yielded)
    {
        if (Exact(yielded.Ref) is { } f)
        {
            if (f == this || f.LoopObject != LoopObject || !f.Blocking)
            {
                Refuse(t, WhyNot(f));
                return;
            }
            f.Blocking = false;
            f.AddWakeup(this);
            waiter = f;
            // It may wait for long, as one of many tasks: what is kept of each is gone over by the collector.
            step = null;
            if (mustCancel) CancelWaiter(yielded);
        }
        else if (yielded.IsNone) StepSoon(t, null);
        else WaitForForeign(t, yielded);
    }

    private string WhyNot(PyFuture f) => f == this ? AwaitsItself() : f.LoopObject != LoopObject ? HasOtherLoop(new Value(f)) : IsYielded(new Value(f));

    private string AwaitsItself() => $"Task cannot await on itself: {Ops.Repr(new Value(this))}";

    private string HasOtherLoop(Value future) => $"Task {Ops.Repr(new Value(this))} got Future {Ops.Repr(future)} attached to a different loop";

    private string IsYielded(Value future) => $"yield was used instead of yield from in task {Ops.Repr(new Value(this))} with {Ops.Repr(future)}";

    private void WaitForForeign(PyThread t, Value yielded)
    {
        if (yielded.Ref == this)
        {
            Refuse(t, AwaitsItself());
            return;
        }
        if (Ops.TryGetAttr(yielded, AsyncioNames.Blocking, out var blocking) && !blocking.IsNone)
        {
            if (!Ops.Truth(blocking)) Refuse(t, IsYielded(yielded));
            else if (!LoopOf(yielded).Is(new Value(LoopObject!))) Refuse(t, HasOtherLoop(yielded));
            else
            {
                Ops.SetAttr(yielded, AsyncioNames.Blocking, Value.False);
                Ops.Check(Ops.CallMethodRaw(yielded, AsyncioNames.AddDoneCallback, [new Value(Wakeup), new Value(context)], AsyncioNames.ContextKeyword));
                waiter = yielded.ToHeap();
                if (mustCancel) CancelWaiter(yielded);
            }
            return;
        }
        Refuse(t, yielded.Ref != null && yielded.Ref.GetType() == typeof(PyGenerator)
            ? $"yield was used instead of yield from for generator in task {Ops.Repr(new Value(this))} with {Ops.Repr(yielded)}"
            : $"Task got bad yield: {Ops.Repr(yielded)}");
    }

    private static Value LoopOf(Value future) => Ops.TryGetAttr(future, AsyncioNames.GetLoop, out var get)
        ? Ops.Call(get)
        : Ops.GetAttr(future, AsyncioNames.Loop);

    private void CancelWaiter(Value future)
    {
        if (Ops.Truth(Ops.Check(Ops.CallMethodRaw(future, AsyncioNames.CancelName, [CancelText], AsyncioNames.MessageKeyword)))) mustCancel = false;
    }

    private void Refuse(PyThread t, string message) => StepSoon(t, Err.RuntimeError(message).Value);

    /// <summary>What was waited for is done: the next step.</summary>
    internal Value WakeUp(PyThread t, Value future) => Exact(future.Ref) is { } f && f.TakeResult() ? Step(t, null) : WakeUpSlowly(t, future);

    private Value WakeUpSlowly(PyThread t, Value future)
    {
        Value r;
        try
        {
            r = future.Ref is PyFuture { IsExact: true } f ? f.ResultRaw() : Ops.CallMethodRaw(future, AsyncioNames.Result, [], null);
        }
        catch (PyException e)
        {
            r = Err.Pend(e);
        }
        if (!r.IsError) return Step(t, null);
        var raised = t.Pending!;
        t.Pending = null;
        return Step(t, raised);
    }

    internal bool CancelTask(Value message)
    {
        _ = Loop;
        ForgetTraceback();
        if (State != FutureState.Pending) return false;
        cancels++;
        if (waiter != null && Ops.Truth(Ops.Check(Ops.CallMethodRaw(new Value(waiter), AsyncioNames.CancelName, [message], AsyncioNames.MessageKeyword)))) return true;
        mustCancel = true;
        CancelText = message;
        return true;
    }

    /// <summary>Dropped before it was done.</summary>
    internal void ReportPending(Value source)
    {
        if (State != FutureState.Pending || !logPending || LoopObject == null) return;
        var report = new PyDict();
        report.Set(PyStr.Intern("task"), new Value(this));
        report.Set(PyStr.Intern("message"), Value.Str("Task was destroyed but it is pending!"));
        if (!source.IsNone) report.Set(PyStr.Intern("source_traceback"), source);
        Ops.CallMethod(new Value(LoopObject), "call_exception_handler", new Value(report));
    }

    [PyMethod("cancelling", Doc = "Return the count of the task's cancellation requests.\n\nThis count is incremented when .cancel() is called\nand may be decremented using .uncancel().")]
    private long Cancelling() => cancels;

    [PyMethod("uncancel", Doc = "Decrement the task's count of cancellation requests.\n\nThis should be used by tasks that catch CancelledError\nand wish to continue indefinitely until they are cancelled again.\n\nReturns the remaining number of cancellation requests.")]
    private long Uncancel()
    {
        if (cancels > 0 && --cancels == 0) mustCancel = false;
        return cancels;
    }

    [PyMethod("set_result")] private static void SetResultMethod(PyTask self, Value result) => throw Err.RuntimeError("Task does not support set_result operation");

    [PyMethod("set_exception")] private static void SetExceptionMethod(PyTask self, Value exception) => throw Err.RuntimeError("Task does not support set_exception operation");

    [PyMethod("get_name")] private Value GetName() => new((PyStr)(name ??= PyStr.Of($"Task-{nameNumber}")));

    [PyMethod("set_name")] private void SetName(Value value) => name = (value.Ref is PyStr ? value : Ops.Str(value)).ToHeap();

    [PyMethod("get_coro")] private Value GetCoro() => coroutine == null ? Value.None : new Value(coroutine);

    [PyMethod("get_context")] private Value GetContext() => new(context);

    [PyMethod("get_stack", Doc = "Return the list of stack frames for this task's coroutine.")]
    private Value GetStack([Kw, KwOnly, OptNone] Value limit) =>
        Ops.Call(AsyncioNames.Member("asyncio.base_tasks", "_task_get_stack"), new Value(this), limit);

    [PyMethod("print_stack", Doc = "Print the stack or traceback for this task's coroutine.")]
    private Value PrintStack([Kw, KwOnly, OptNone] Value limit, [Kw, OptNone] Value file) =>
        Ops.Call(AsyncioNames.Member("asyncio.base_tasks", "_task_print_stack"), new Value(this), limit, file);

    internal Value CoroName => Ops.GetAttr(GetCoro(), PyStr.Intern("__qualname__"));

    [PyGetter("_coro")] private Value Coro => GetCoro();
    [PyGetter("_fut_waiter")] private Value FutWaiter => waiter == null ? Value.None : new Value(waiter);
    [PyGetter("_must_cancel")] private bool MustCancel => mustCancel;
    [PyGetter("_log_destroy_pending")] private bool LogDestroyPending => logPending;
    [PySetter("_log_destroy_pending")] private void SetLogDestroyPending(Value v) => logPending = v.IsMissing ? throw Err.AttributeError("cannot delete attribute") : Ops.Truth(v);
}

/// <summary>A task's next step, as the loop calls it.</summary>
[PyType("TaskStepMethWrapper", Subclassable = false, NoConstructor = true)]
internal sealed partial class PyTaskStep(PyTask task, PyBaseException? exception) : PyCallback(TypeObject.RootShape)
{
    internal override Value Run(PyThread t, ReadOnlySpan<Value> args) =>
        args.Length > 0 ? throw Err.TypeError("function takes no positional arguments") : task.Step(t, exception);

    [PyGetter("__self__")] private Value Self => new(task);

    [PyGetter("__qualname__")] private Value QualName => task.CoroName;
}

/// <summary>Wakes a task when what it waits for is done.</summary>
[PyType("builtin_function_or_method", Subclassable = false, NoConstructor = true)]
internal sealed partial class PyTaskWakeup(PyTask task) : PyCallback(TypeObject.RootShape)
{
    internal override Value Run(PyThread t, ReadOnlySpan<Value> args) => args.Length == 1 ? task.WakeUp(t, args[0]) : throw NotOne(args.Length);

    public override Value Call(ReadOnlySpan<Value> args, PyStr[]? kw) => kw == null ? Run(PyThread.Current, args) : throw NotOne(args.Length);

    private static PyException NotOne(int given) => Err.TypeError($"Task.task_wakeup() takes exactly one argument ({given} given)");

    [PyGetter("__self__")] private Value Self => new(task);
    [PyGetter("__name__")] private Value Name => Value.Str("task_wakeup");
    [PyGetter("__qualname__")] private Value QualName => Value.Str("Task.task_wakeup");

    public override Value Repr() => Value.Str($"<built-in method task_wakeup of {task.Type.Module}.{task.Type.QualName} object at {ObjectMethods.Address(task)}>");
}
