namespace TieredPy.Runtime.Modules.Itertools;

/// <summary>itertools.chain.</summary>
[PyType("itertools.chain", Doc = """
    Return a chain object whose .__next__() method returns elements from the
    first iterable until it is exhausted, then elements from the next
    iterable, until all of the iterables are exhausted.
    """)]
internal partial class PyChain : PyObject
{
    private Value sources = Value.Missing;
    private Value active = Value.Missing;

    /// <summary>The active iterator when its class is built in.</summary>
    private PyObject? native;

    internal PyChain(Shape shape) : base(shape) { }

    [PyNew(Signature = "(*iterables)"), RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        args = ItertoolsModule.Positional(cls, TypeObject, "chain", args, kw);
        return Make(cls, Ops.Iter(new Value(PyTuple.Of(args))));
    }

    private static Value Make(PyType cls, Value sources)
    {
        var c = Allocate(cls);
        c.sources = sources;
        return new Value(c);
    }

    [PyClassMethod("from_iterable", Doc = "Alternative chain() constructor taking a single iterable argument that evaluates lazily.")]
    private static Value FromIterable(PyType cls, Value iterable) => Make(cls, Ops.Iter(iterable));

    [PyClassMethod("__class_getitem__", Doc = "See PEP 585")]
    private static Value ClassGetItem(PyType cls, Value @object) => new(new PyGenericAlias(new Value(cls), @object));

    public override Value Iter() => new(this);

    public override Value Next()
    {
        if (native != null)
        {
            var v = native.Next();
            if (!v.IsDone) return v;
            native = null;
            active = Value.Missing;
        }
        while (!sources.IsMissing)
        {
            if (active.IsMissing)
            {
                var iterable = Ops.NextRaw(sources);
                if (iterable.IsError) return iterable;
                if (iterable.IsDone)
                {
                    sources = Value.Missing;
                    return iterable;
                }
                active = Ops.Iter(iterable);
                if (!active.Type.IsHeap) native = active.Ref;
            }
            var v = Ops.NextRaw(active);
            if (!v.IsDone) return v;
            native = null;
            active = Value.Missing;
        }
        return Value.Done;
    }
}

/// <summary>itertools.zip_longest.</summary>
[PyType("itertools.zip_longest", Doc = """
    Return a zip_longest object whose .__next__() method returns a tuple where
    the i-th element comes from the i-th iterable argument.  The .__next__()
    method continues until the longest iterable in the argument sequence
    is exhausted and then it raises StopIteration.  When the shorter iterables
    are exhausted, the fillvalue is substituted in their place.  The fillvalue
    defaults to None or can be specified by a keyword argument.
    """)]
internal partial class PyZipLongest : PyObject
{
    private Value[] sources = [];
    private Value fill;
    private int active;

    internal PyZipLongest(Shape shape) : base(shape) { }

    [PyNew(Signature = "(*iterables, fillvalue=None)"), RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        var fill = Value.None;
        if (kw is { Length: > 0 })
        {
            if (kw.Length != 1 || kw[0].ToString() != "fillvalue") throw Err.TypeError("zip_longest() got an unexpected keyword argument");
            fill = args[^1];
            args = args[..^1];
        }
        var its = new Value[args.Length];
        for (int i = 0; i < its.Length; i++) its[i] = Ops.Iter(args[i]);
        var z = Allocate(cls);
        z.sources = its;
        z.fill = fill;
        z.active = its.Length;
        return new Value(z);
    }

    public override Value Iter() => new(this);

    public override Value Next()
    {
        if (active == 0) return Value.Done;
        var items = new Value[sources.Length];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = fill;
            if (sources[i].IsMissing) continue;
            var v = Ops.NextRaw(sources[i]);
            if (v.IsError)
            {
                active = 0;
                return v;
            }
            if (!v.IsDone)
            {
                items[i] = v;
                continue;
            }
            sources[i] = Value.Missing;
            if (--active == 0) return Value.Done;
        }
        return new Value(new PyTuple(items));
    }
}
