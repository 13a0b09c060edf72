namespace TieredPy.Runtime.Modules.Itertools;

/// <summary>itertools.filterfalse.</summary>
[PyType("itertools.filterfalse", Doc = """
    Return those items of iterable for which function(item) is false.

    If function is None, return the items that are false.
    """)]
internal partial class PyFilterFalse : PyObject
{
    private Value function;
    private Value source;

    internal PyFilterFalse(Shape shape) : base(shape) { }

    [PyNew(Signature = "(function, iterable, /)")]
    private static Value New(PyType cls, Value function, Value iterable)
    {
        var it = Ops.Iter(iterable);
        var f = Allocate(cls);
        f.function = function;
        f.source = it;
        return new Value(f);
    }

    public override Value Iter() => new(this);

    public override Value Next()
    {
        while (true)
        {
            var v = Ops.NextRaw(source);
            if (v.IsDone || v.IsError) return v;
            var good = v;
            if (!function.IsNone && function.Ref != PyBool.TypeObject)
            {
                good = Ops.CallRaw(function, new ReadOnlySpan<Value>(in v), null);
                if (good.IsError) return good;
            }
            if (!Ops.Truth(good)) return v;
        }
    }
}

/// <summary>itertools.dropwhile.</summary>
[PyType("itertools.dropwhile", Doc = """
    Drop items from the iterable while predicate(item) is true.

    Afterwards, return every element until the iterable is exhausted.
    """)]
internal partial class PyDropWhile : PyObject
{
    private Value function;
    private Value source;
    private bool started;

    internal PyDropWhile(Shape shape) : base(shape) { }

    [PyNew(Signature = "(predicate, iterable, /)")]
    private static Value New(PyType cls, Value predicate, Value iterable)
    {
        var it = Ops.Iter(iterable);
        var d = Allocate(cls);
        d.function = predicate;
        d.source = it;
        return new Value(d);
    }

    public override Value Iter() => new(this);

    public override Value Next()
    {
        while (true)
        {
            var v = Ops.NextRaw(source);
            if (v.IsDone || v.IsError || started) return v;
            var good = Ops.CallRaw(function, new ReadOnlySpan<Value>(in v), null);
            if (good.IsError) return good;
            if (Ops.Truth(good)) continue;
            started = true;
            return v;
        }
    }
}

/// <summary>itertools.takewhile.</summary>
[PyType("itertools.takewhile", Doc = "Return successive entries from an iterable as long as the predicate evaluates to true for each entry.")]
internal partial class PyTakeWhile : PyObject
{
    private Value function;
    private Value source;
    private bool stopped;

    internal PyTakeWhile(Shape shape) : base(shape) { }

    [PyNew(Signature = "(predicate, iterable, /)")]
    private static Value New(PyType cls, Value predicate, Value iterable)
    {
        var it = Ops.Iter(iterable);
        var t = Allocate(cls);
        t.function = predicate;
        t.source = it;
        return new Value(t);
    }

    public override Value Iter() => new(this);

    public override Value Next()
    {
        if (stopped) return Value.Done;
        var v = Ops.NextRaw(source);
        if (v.IsDone || v.IsError) return v;
        var good = Ops.CallRaw(function, new ReadOnlySpan<Value>(in v), null);
        if (good.IsError) return good;
        if (Ops.Truth(good)) return v;
        stopped = true;
        return Value.Done;
    }
}

/// <summary>itertools.compress.</summary>
[PyType("itertools.compress", Doc = """
    Return data elements corresponding to true selector elements.

    Forms a shorter iterator from selected data elements using the selectors to
    choose the data elements.
    """)]
internal partial class PyCompress : PyObject
{
    private Value data;
    private Value selectors;

    internal PyCompress(Shape shape) : base(shape) { }

    [PyNew(Signature = "(data, selectors)")]
    private static Value New(PyType cls, [Kw] Value data, [Kw] Value selectors)
    {
        var a = Ops.Iter(data);
        var b = Ops.Iter(selectors);
        var c = Allocate(cls);
        c.data = a;
        c.selectors = b;
        return new Value(c);
    }

    public override Value Iter() => new(this);

    public override Value Next()
    {
        while (true)
        {
            var v = Ops.NextRaw(data);
            if (v.IsDone || v.IsError) return v;
            var chosen = Ops.NextRaw(selectors);
            if (chosen.IsDone || chosen.IsError) return chosen;
            if (Ops.Truth(chosen)) return v;
        }
    }
}

/// <summary>itertools.starmap.</summary>
[PyType("itertools.starmap", Doc = "Return an iterator whose values are returned from the function evaluated with an argument tuple taken from the given sequence.")]
internal partial class PyStarMap : PyObject
{
    private Value function;
    private Value source;

    internal PyStarMap(Shape shape) : base(shape) { }

    [PyNew(Signature = "(function, iterable, /)")]
    private static Value New(PyType cls, Value function, Value iterable)
    {
        var it = Ops.Iter(iterable);
        var s = Allocate(cls);
        s.function = function;
        s.source = it;
        return new Value(s);
    }

    public override Value Iter() => new(this);

    public override Value Next()
    {
        var v = Ops.NextRaw(source);
        if (v.IsDone || v.IsError) return v;
        var args = v.Ref as PyTuple ?? PyTuple.From(v);
        return Ops.CallRaw(function, args.AsSpan(), null);
    }
}

/// <summary>itertools.accumulate.</summary>
[PyType("itertools.accumulate", Doc = "Return series of accumulated sums.")]
internal partial class PyAccumulate : PyObject
{
    private Value function;
    private Value source;
    private Value initial = Value.Missing;
    private Value total = Value.Missing;

    internal PyAccumulate(Shape shape) : base(shape) { }

    [PyNew(Signature = "(iterable, func=None, *, initial=None)")]
    private static Value New(PyType cls, [Kw] Value iterable, [Kw][OptNone] Value func, [KwOnly][OptNone] Value initial)
    {
        var it = Ops.Iter(iterable);
        var a = Allocate(cls);
        a.function = func;
        a.source = it;
        a.initial = initial.IsNone ? Value.Missing : initial;
        return new Value(a);
    }

    public override Value Iter() => new(this);

    public override Value Next()
    {
        if (!initial.IsMissing)
        {
            total = initial;
            initial = Value.Missing;
            return total;
        }
        var v = Ops.NextRaw(source);
        if (v.IsDone || v.IsError) return v;
        if (!total.IsMissing)
        {
            v = function.IsNone ? Ops.AddRaw(total, v) : Ops.CallRaw(function, [total, v], null);
            if (v.IsError) return v;
        }
        return total = v;
    }
}
