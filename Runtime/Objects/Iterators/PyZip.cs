namespace TieredPy.Runtime.Objects;

/// <summary>zip, with strict of PEP 618.</summary>
[PyType("zip", Doc = """
    The zip object yields n-length tuples, where n is the number of iterables
    passed as positional arguments to zip().  The i-th element in every tuple
    comes from the i-th iterable argument to zip().  This continues until the
    shortest argument is exhausted.

    If strict is true and one of the arguments is exhausted before the others,
    raise a ValueError.

       >>> list(zip('abcdefg', range(3), range(4)))
       [('a', 0, 0), ('b', 1, 1), ('c', 2, 2)]
    """)]
public partial class PyZip : PyObject
{
    private PyTuple sources = PyTuple.Empty;

    /// <summary>The iterators again, null for a strict one: what compiled loops look at.</summary>
    private PyTuple? lenient = PyTuple.Empty;

    internal PyZip(Shape shape) : base(shape) { }

    [PyNew(Signature = "(*iterables, strict=False)")]
    private static Value New(PyType cls, [StarArgs] ReadOnlySpan<Value> iterables, [KwOnly] bool strict = false)
    {
        var its = new Value[iterables.Length];
        for (int i = 0; i < its.Length; i++)
        {
            if (!Sequences.IsIterable(iterables[i]))
                throw Err.TypeError($"'{iterables[i].Type.FullName}' object is not iterable");
            its[i] = Ops.Iter(iterables[i]);
        }
        var z = Allocate(cls);
        z.sources = its.Length == 0 ? PyTuple.Empty : new PyTuple(its);
        z.SetState(strict);
        return new Value(z);
    }

    /// <summary>The iterators; never write to it.</summary>
    internal ReadOnlySpan<Value> Sources => sources.AsSpan();

    internal bool IsStrict => lenient == null;

    public override Value Iter() => new(this);

    public override Value Next()
    {
        var its = sources.AsSpan();
        if (its.Length == 0) return Value.Done;
        var items = new Value[its.Length];
        for (int i = 0; i < its.Length; i++)
        {
            var v = Ops.NextRaw(its[i]);
            if (v.IsDone) return IsStrict ? CheckEnd(i) : v;
            if (v.IsError) return v;
            items[i] = v;
        }
        return new Value(new PyTuple(items));
    }

    private Value CheckEnd(int ended)
    {
        if (ended > 0)
            return Err.Pend(Err.ValueError($"zip() argument {ended + 1} is shorter than argument{(ended == 1 ? " " : "s 1-")}{ended}"));
        for (int i = 1; i < sources.Count; i++)
        {
            var v = Ops.NextRaw(sources[i]);
            if (v.IsError) return v;
            if (!v.IsDone)
                return Err.Pend(Err.ValueError($"zip() argument {i + 1} is longer than argument{(i == 1 ? " " : "s 1-")}{i}"));
        }
        return Value.Done;
    }

    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private PyTuple Reduce() =>
        IsStrict ? new PyTuple(new Value(Type), new Value(sources), Value.True) : new PyTuple(new Value(Type), new Value(sources));

    [PyMethod("__setstate__", Doc = "Set state information for unpickling.")]
    private void SetState(bool state) => lenient = state ? null : sources;
}
