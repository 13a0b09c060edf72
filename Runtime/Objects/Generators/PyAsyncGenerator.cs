namespace TieredPy.Runtime.Objects;

/// <summary>An asynchronous generator (PEP 525).</summary>
[PyType("async_generator", Base = typeof(PyObject), Subclassable = false, Weakrefable = true, NoConstructor = true)]
public sealed partial class PyAsyncGenerator : PyGenerator
{
    internal PyAsyncGenerator(PyFunction function, Value[] regs) : base(TypeObject.RootShape, function, regs) { }

    internal bool HooksInited;
    internal bool Closed;
    internal bool RunningAsync;
    internal Value Finalizer = Value.None;

    internal override string Kind => "async generator";

    [Absent] public override Value Iter() => throw Err.NotIterable(this);
    [Absent] public override Value Next() => throw Err.NotAnIterator(this);
    public override Value AIter() => new(this);

    public override Value ANext()
    {
        InitHooks();
        return new Value(new PyAsyncGenASend(this, Value.None));
    }

    [PyMethod("asend", Doc = "asend(v) -> send 'v' in generator.")]
    private Value ASend(Value value)
    {
        InitHooks();
        return new Value(new PyAsyncGenASend(this, value));
    }

    [PyMethod("athrow", Signature = "($self, type, value=<unrepresentable>, tb=<unrepresentable>, /)", Doc = "athrow(value)\nathrow(type[,value[,tb]])\n\nraise exception in generator.\nthe (type, val, tb) signature is deprecated, \nand may be removed in a future version of Python.")]
    private Value AThrow(Value type, [Opt] Value value, [Opt] Value tb)
    {
        PyGenerator.WarnOfTriple("athrow", value);
        InitHooks();
        return new Value(new PyAsyncGenAThrow(this, type, value, tb, false));
    }

    [PyMethod("aclose", Doc = "aclose() -> raise GeneratorExit inside generator.")]
    private Value AClose()
    {
        InitHooks();
        return new Value(new PyAsyncGenAThrow(this, Value.None, Value.Missing, Value.Missing, true));
    }

    /// <summary>sys.set_asyncgen_hooks: firstiter is called once, the finalizer remembered.</summary>
    private void InitHooks()
    {
        if (HooksInited) return;
        HooksInited = true;
        var t = PyThread.Current;
        Finalizer = t.AsyncGenFinalizer;
        if (!t.AsyncGenFirstIter.IsNone) Ops.Call(t.AsyncGenFirstIter, new Value(this));
    }

    public override void Del()
    {
        if (State != GeneratorState.Suspended) return;
        if (Started && !Finalizer.IsNone && !Closed)
        {
            Ops.Call(Finalizer, new Value(this));
            return;
        }
        base.Del();
    }

    [PyGetter("ag_frame")] private Value AgFrame => Interp.GeneratorFrame(this);
    [PyGetter("ag_running")] private Value AgRunning => Value.Bool(RunningAsync);
    [PyGetter("ag_code")] private Value AgCode => new(Code);
    [PyGetter("ag_suspended")] private Value AgSuspended => Value.Bool(State == GeneratorState.Suspended && Started);
    [PyGetter("ag_await", Doc = "object being awaited on, or None")] private Value AgAwait => Interp.Delegate(this);
    [PyGetter("__name__", Doc = "name of the async generator")] private Value AgName => NameAttr;
    [PyGetter("__qualname__", Doc = "qualified name of the async generator")] private Value AgQualName => QualNameAttr;
    [PySetter("__name__")] private void AgSetName(Value v) => SetName(v);
    [PySetter("__qualname__")] private void AgSetQualName(Value v) => SetQualName(v);
    [PyClassMethod("__class_getitem__", Doc = "See PEP 585")] private static Value ClassGetItem(PyType cls, Value @object) => new(new PyGenericAlias(new Value(cls), @object));

    public override Value Repr() => Value.Str($"<async_generator object {QualName} at {ObjectMethods.Address(this)}>");
}

/// <summary>A value yielded by an async generator's body, told apart from what its awaits yield.</summary>
[PyType("async_generator_wrapped_value", Subclassable = false, NoConstructor = true)]
public sealed partial class PyAsyncGenWrappedValue : PyObject
{
    internal readonly Value Content;

    internal PyAsyncGenWrappedValue(Value v) : base(TypeObject.RootShape) => Content = v;
}

/// <summary>The awaitable of <c>__anext__()</c> and <c>asend()</c>.</summary>
[PyType("async_generator_asend", Subclassable = false, NoConstructor = true)]
public sealed partial class PyAsyncGenASend : PyObject, IReturnsValue
{
    private readonly PyAsyncGenerator generator;
    private readonly Value value;
    private int state;

    internal PyAsyncGenASend(PyAsyncGenerator g, Value v) : base(TypeObject.RootShape)
    {
        generator = g;
        value = v;
    }

    public override Value Iter() => new(this);
    public override Value Await() => new(this);
    public override Value Next() => Step(Value.None);

    [PyMethod("send", Doc = "send(arg) -> send 'arg' into generator,\nreturn next yielded value or raise StopIteration.")] private Value Send(Value v) => PyGenerator.StopOnDone(Step(v));

    private Value Step(Value arg)
    {
        if (state == 2) throw Err.RuntimeError("cannot reuse already awaited __anext__()/asend()");
        if (state == 0)
        {
            if (generator.RunningAsync)
            {
                state = 2;
                throw Err.RuntimeError("anext(): asynchronous generator is already running");
            }
            if (arg.IsNone) arg = value;
            state = 1;
        }
        generator.RunningAsync = true;
        if (!generator.Started && !arg.IsNone)
        {
            generator.RunningAsync = false;
            state = 2;
            throw Err.TypeError("can't send non-None value to a just-started async generator");
        }
        return Finish(AsyncGen.Unwrap(generator, AsyncGen.Resume(generator, arg)));
    }

    private Value Finish(Value v)
    {
        if (v.IsError || v.IsDone) state = 2;
        return v;
    }

    [PyMethod("throw", Signature = "($self, type, value=<unrepresentable>, tb=<unrepresentable>, /)", Doc = "throw(value)\nthrow(type[,value[,tb]])\n\nRaise exception in generator, return next yielded value or raise\nStopIteration.\nthe (type, val, tb) signature is deprecated, \nand may be removed in a future version of Python.")]
    private Value Throw(Value type, [Opt] Value v, [Opt] Value tb)
    {
        PyGenerator.WarnOfTriple("throw", v);
        if (state == 2) throw Err.RuntimeError("cannot reuse already awaited __anext__()/asend()");
        if (state == 0)
        {
            if (generator.RunningAsync)
            {
                state = 2;
                throw Err.RuntimeError("anext(): asynchronous generator is already running");
            }
            state = 1;
            generator.RunningAsync = true;
        }
        var e = Interp.ExceptionFromTriple(type, v, tb);
        return PyGenerator.StopOnDone(Finish(AsyncGen.Unwrap(generator, AsyncGen.Throw(generator, e))));
    }

    [PyMethod("close", Doc = "close() -> raise GeneratorExit inside generator.")]
    private Value Close()
    {
        if (state == 2) return Value.None;
        try
        {
            var r = Throw(new Value(ExcTypes.GeneratorExit), Value.Missing, Value.Missing);
            Interp.Check(r);
        }
        catch (PyException e) when (e.Is(ExcTypes.StopIteration) || e.Is(ExcTypes.StopAsyncIteration) || e.Is(ExcTypes.GeneratorExit))
        {
            return Value.None;
        }
        throw Err.RuntimeError("coroutine ignored GeneratorExit");
    }
}

/// <summary>The awaitable of <c>athrow()</c> and <c>aclose()</c>.</summary>
[PyType("async_generator_athrow", Subclassable = false, NoConstructor = true)]
public sealed partial class PyAsyncGenAThrow : PyObject, IReturnsValue
{
    private readonly PyAsyncGenerator generator;
    private readonly Value type, value, traceback;
    private readonly bool closing;
    private int state;

    internal PyAsyncGenAThrow(PyAsyncGenerator g, Value type, Value value, Value traceback, bool closing) : base(TypeObject.RootShape)
    {
        generator = g;
        this.type = type;
        this.value = value;
        this.traceback = traceback;
        this.closing = closing;
    }

    public override Value Iter() => new(this);
    public override Value Await() => new(this);
    public override Value Next() => Step(Value.None);

    [PyMethod("send", Doc = "send(arg) -> send 'arg' into generator,\nreturn next yielded value or raise StopIteration.")] private Value Send(Value v) => PyGenerator.StopOnDone(Step(v));

    private Value Step(Value arg)
    {
        string name = closing ? "aclose()" : "athrow()";
        if (state == 2) throw Err.RuntimeError($"cannot reuse already awaited aclose()/athrow()");
        if (generator.State == GeneratorState.Finished)
        {
            state = 2;
            PyThread.Current.StopValue = Value.None;
            return Value.Done;
        }
        Value r;
        if (state == 0)
        {
            if (generator.RunningAsync)
            {
                state = 2;
                throw Err.RuntimeError($"{name}: asynchronous generator is already running");
            }
            if (generator.Closed)
            {
                state = 2;
                throw Err.Make(ExcTypes.StopAsyncIteration);
            }
            if (!arg.IsNone) throw Err.RuntimeError("can't send non-None value to a just-started coroutine");
            state = 1;
            generator.RunningAsync = true;
            if (closing) generator.Closed = true;
            r = Begin();
        }
        else r = AsyncGen.Resume(generator, arg);
        return Outcome(r);
    }

    private Value Outcome(Value r)
    {
        if (closing && !r.IsError && r.Ref is PyAsyncGenWrappedValue)
        {
            generator.RunningAsync = false;
            state = 2;
            throw Err.RuntimeError("async generator ignored GeneratorExit");
        }
        if (closing && (r.IsError || r.IsDone))
        {
            var t = PyThread.Current;
            if (r.IsDone || t.Pending!.Type.IsSubtypeOf(ExcTypes.StopAsyncIteration) || t.Pending.Type.IsSubtypeOf(ExcTypes.GeneratorExit))
            {
                t.Pending = null;
                generator.RunningAsync = false;
                state = 2;
                t.StopValue = Value.None;
                return Value.Done;
            }
        }
        var v = AsyncGen.Unwrap(generator, r);
        if (v.IsError || v.IsDone) state = 2;
        return v;
    }

    /// <summary>Throws what the awaitable was made with.</summary>
    private Value Begin()
    {
        PyBaseException e;
        try
        {
            e = closing ? Err.Make(ExcTypes.GeneratorExit).Value : Interp.ExceptionFromTriple(type, value, traceback);
        }
        catch (PyException wrong)
        {
            return Err.Pend(wrong.Value);
        }
        return AsyncGen.Throw(generator, e);
    }

    [PyMethod("throw", Signature = "($self, type, value=<unrepresentable>, tb=<unrepresentable>, /)", Doc = "throw(value)\nthrow(type[,value[,tb]])\n\nRaise exception in generator, return next yielded value or raise\nStopIteration.\nthe (type, val, tb) signature is deprecated, \nand may be removed in a future version of Python.")]
    private Value Throw(Value type, [Opt] Value v, [Opt] Value tb)
    {
        PyGenerator.WarnOfTriple("throw", v);
        if (state == 2) throw Err.RuntimeError("cannot reuse already awaited aclose()/athrow()");
        if (state == 0)
        {
            if (generator.RunningAsync)
            {
                state = 2;
                throw Err.RuntimeError($"{(closing ? "aclose()" : "athrow()")}: asynchronous generator is already running");
            }
            state = 1;
            generator.RunningAsync = true;
        }
        var e = Interp.ExceptionFromTriple(type, v, tb);
        return PyGenerator.StopOnDone(Outcome(AsyncGen.Throw(generator, e)));
    }

    [PyMethod("close", Doc = "close() -> raise GeneratorExit inside generator.")]
    private Value Close()
    {
        if (state == 2) return Value.None;
        try
        {
            Interp.Check(Throw(new Value(ExcTypes.GeneratorExit), Value.Missing, Value.Missing));
        }
        catch (PyException e) when (e.Is(ExcTypes.StopIteration) || e.Is(ExcTypes.StopAsyncIteration) || e.Is(ExcTypes.GeneratorExit))
        {
            return Value.None;
        }
        throw Err.RuntimeError("coroutine ignored GeneratorExit");
    }
}

/// <summary>What the awaitables of async generators share.</summary>
internal static class AsyncGen
{
    /// <summary>As <see cref="Interp.ResumeRaw"/>, which throws nothing here.</summary>
    public static Value Resume(PyAsyncGenerator g, Value sent)
    {
        try
        {
            return Interp.ResumeRaw(g, sent);
        }
        catch (PyException e)
        {
            return Err.Pend(e.Value);
        }
    }

    /// <summary>As <see cref="Interp.ThrowRaw"/>, which throws nothing here.</summary>
    public static Value Throw(PyAsyncGenerator g, PyBaseException thrown)
    {
        try
        {
            return Interp.ThrowRaw(g, thrown);
        }
        catch (PyException e)
        {
            return Err.Pend(e.Value);
        }
    }

    /// <summary>
    /// What one step of the body came to: a wrapped value is the awaitable's result (Done with StopValue), the body's end is StopAsyncIteration, anything
    /// else is yielded to the event loop.
    /// </summary>
    public static Value Unwrap(PyAsyncGenerator g, Value v)
    {
        var t = PyThread.Current;
        if (v.IsDone)
        {
            g.RunningAsync = false;
            g.Closed = true;
            return Err.Pend(Err.Make(ExcTypes.StopAsyncIteration));
        }
        if (v.IsError)
        {
            if (t.Pending!.Type.IsSubtypeOf(ExcTypes.StopAsyncIteration) || t.Pending.Type.IsSubtypeOf(ExcTypes.GeneratorExit)) g.Closed = true;
            g.RunningAsync = false;
            return v;
        }
        if (v.Ref is PyAsyncGenWrappedValue w)
        {
            g.RunningAsync = false;
            t.StopValue = w.Content;
            return Value.Done;
        }
        return v;
    }
}
