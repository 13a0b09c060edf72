namespace TieredPy.Runtime.Modules;

// Iteration and sequences.
internal static partial class BuiltinsModule
{
    [PyFunction("len", Doc = "Return the number of items in a container.", RunsPython = true)]
    private static long Len(Value obj) => Ops.Len(obj);

    [PyFunction("all", Doc = "Return True if bool(x) is True for all values x in the iterable.\n\nIf the iterable is empty, return True.", RunsPython = true)]
    private static bool All(Value iterable)
    {
        foreach (var x in Ops.Iterate(iterable))
            if (!Ops.Truth(x)) return false;
        return true;
    }

    [PyFunction("any", Doc = "Return True if bool(x) is True for any x in the iterable.\n\nIf the iterable is empty, return False.", RunsPython = true)]
    private static bool Any(Value iterable)
    {
        foreach (var x in Ops.Iterate(iterable))
            if (Ops.Truth(x)) return true;
        return false;
    }

    [PyFunction("iter", Doc = "iter(iterable) -> iterator\niter(callable, sentinel) -> iterator\n\nGet an iterator from an object.  In the first form, the argument must\nsupply its own iterator, or be a sequence.\nIn the second form, the callable is called until it returns the sentinel.", RunsPython = true)]
    private static Value Iter(Value obj, [Opt] Value sentinel)
    {
        if (sentinel.IsMissing) return Ops.Iter(obj);
        if (!Ops.Callable(obj)) throw Err.TypeError("iter(v, w): v must be callable");
        return new Value(new PyCallableIterator(obj, sentinel));
    }

    [PyFunction("next", Doc = "next(iterator[, default])\n\nReturn the next item from the iterator. If default is given and the iterator\nis exhausted, it is returned instead of raising StopIteration.", RunsPython = true)]
    private static Value Next(Value iterator, [Opt] Value fallback)
    {
        if (iterator.IsInt || iterator.IsFloat || !Ops.Has(iterator, Slot.Next)) throw Err.TypeError($"'{Ops.TypeName(iterator)}' object is not an iterator");
        PyThread.Current.StopValue = Value.None;
        var v = Ops.NextRaw(iterator);
        if (!v.IsDone) return v;
        if (!fallback.IsMissing) return fallback;
        return Err.PendStopIteration(TakeStopValue());
    }

    private static Value TakeStopValue()
    {
        var thread = PyThread.Current;
        var v = thread.StopValue;
        thread.StopValue = Value.None;
        return v;
    }

    [PyFunction("aiter", Doc = "Return an AsyncIterator for an AsyncIterable object.", RunsPython = true)]
    private static Value AIter(Value asyncIterable)
    {
        if (!Ops.LookupSpecial(asyncIterable, Slot.AIter, out var method)) throw Err.TypeError($"'{Ops.TypeName(asyncIterable)}' object is not an async iterable");
        var it = Ops.Call(method);
        return Ops.Has(it, Slot.ANext) ? it : throw Err.TypeError($"aiter() returned not an async iterator of type '{Ops.TypeName(it)}'");
    }

    [PyFunction("anext", Doc = "Return the next item from the async iterator.\n\nIf default is given and the async iterator is exhausted,\nit is returned instead of raising StopAsyncIteration.", RunsPython = true)]
    private static Value ANext(Value aiterator, [Opt(Show = "<unrepresentable>")] Value fallback)
    {
        if (!Ops.LookupSpecial(aiterator, Slot.ANext, out var method)) throw Err.TypeError($"'{Ops.TypeName(aiterator)}' object is not an async iterator");
        var awaitable = Ops.Call(method);
        return fallback.IsMissing ? awaitable : new Value(new PyAnextAwaitable(awaitable, fallback));
    }

    [PyFunction("sorted", Signature = "($module, iterable, /, *, key=None, reverse=False)", Doc = "Return a new list containing all items from the iterable in ascending order.\n\nA custom key function can be supplied to customize the sort order, and the\nreverse flag can be set to request the result in descending order.", RunsPython = true), RawCall]
    private static Value Sorted(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        int positional = args.Length - (kw?.Length ?? 0);
        if (positional != 1) throw Err.TypeError($"sorted expected 1 argument, got {positional}");
        var list = Ops.ToList(args[0]);
        if (kw is null or []) list.Sort(Value.None, false);
        else if (kw is [var only] && ReferenceEquals(only, KeyName)) list.Sort(args[1], false);
        else Ops.Call(Ops.GetAttr(new Value(list), SortName), args[1..], kw);
        return new Value(list);
    }

    private static readonly PyStr SortName = PyStr.Intern("sort"), KeyName = PyStr.Intern("key");
}

/// <summary>The iterator of <c>iter(callable, sentinel)</c>.</summary>
[PyType("callable_iterator", Subclassable = false, NoConstructor = true)]
internal sealed partial class PyCallableIterator : PyObject
{
    private readonly Value sentinel;
    private Value callable;
    private bool done;

    internal PyCallableIterator(Value callable, Value sentinel) : base(TypeObject.RootShape)
    {
        this.callable = callable;
        this.sentinel = sentinel;
    }

    public override Value Iter() => new(this);

    public override Value Next()
    {
        if (done) return Value.Done;
        Value v;
        try
        {
            v = Ops.Call(callable);
        }
        catch (PyException e) when (e.Is(ExcTypes.StopIteration))
        {
            done = true;
            return Value.Done;
        }
        if (done) return Value.Done;
        if (!Ops.Eq(v, sentinel)) return v;
        done = true;
        return Value.Done;
    }

    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private Value Reduce() => done
        ? new Value(new PyTuple([BuiltinsModule.Get("iter"), new Value(new PyTuple([new Value(PyTuple.Empty)]))]))
        : new Value(new PyTuple([BuiltinsModule.Get("iter"), new Value(new PyTuple([callable, sentinel]))]));
}

/// <summary>The awaitable of <c>anext(iterator, default)</c>.</summary>
[PyType("anext_awaitable", Subclassable = false, NoConstructor = true)]
internal sealed partial class PyAnextAwaitable : PyObject, IReturnsValue
{
    private readonly Value wrapped;
    private readonly Value fallback;

    internal PyAnextAwaitable(Value wrapped, Value fallback) : base(TypeObject.RootShape)
    {
        this.wrapped = wrapped;
        this.fallback = fallback;
    }

    public override Value Await() => new(this);

    public override Value Iter() => new(this);

    public override Value Next() => Guard(() => Ops.NextRaw(Inner()));

    [PyMethod("send", Doc = "Send a value into the wrapped awaitable.")]
    private Value Send(Value value) => Returned(Guard(() => Ops.CallMethod(Inner(), "send", value)));

    [PyMethod("throw", Doc = "Throw an exception into the wrapped awaitable.")]
    private Value Throw([StarArgs] ReadOnlySpan<Value> args)
    {
        var copy = args.ToArray();
        return Returned(Guard(() => Ops.CallMethod(Inner(), "throw", copy)));
    }

    [PyMethod("close", Doc = "Close the wrapped awaitable.")]
    private Value Close() => Ops.CallMethod(Inner(), "close");

    private Value Inner() => Interp.GetAwaitable(wrapped, 0);

    private Value Guard(Func<Value> step)
    {
        try
        {
            return Ops.Check(step());
        }
        catch (PyException e) when (e.Is(ExcTypes.StopAsyncIteration))
        {
            PyThread.Current.StopValue = fallback;
            return Value.Done;
        }
    }

    private static Value Returned(Value v) => v.IsDone ? throw Err.StopIteration(PyThread.Current.StopValue) : v;
}
