namespace TieredPy.Runtime.Objects;

/// <summary>enumerate.</summary>
[PyType("enumerate", Doc = """
    Return an enumerate object.

      iterable
        an object supporting iteration

    The enumerate object yields pairs containing a count (from start, which
    defaults to zero) and a value yielded by the iterable argument.

    enumerate is useful for obtaining an indexed list:
        (0, seq[0]), (1, seq[1]), (2, seq[2]), ...
    """)]
public partial class PyEnumerate : PyObject
{
    private PyObject source = PyNone.Instance;

    /// <summary>The next count within 64 bits.</summary>
    private long index;

    /// <summary>The next count beyond that; <see cref="index"/> is at its end, and goes on from there nowhere.</summary>
    private Value? large;

    internal PyEnumerate(Shape shape) : base(shape) { }

    [PyNew(Signature = "(iterable, start=0)")]
    private static Value New(PyType cls, [Kw][Opt] Value iterable, [Kw][Opt(Show = "0")] Value start)
    {
        if (iterable.IsMissing) throw Err.TypeError("enumerate() missing required argument 'iterable'");
        var e = Allocate(cls);
        var first = start.IsMissing ? Value.Int(0) : Ops.Index(start);
        if (first.IsInt) e.index = first.Bits;
        else (e.index, e.large) = (long.MaxValue, first);
        e.source = Ops.Iter(iterable).Ref!;
        return new Value(e);
    }

    /// <summary>The iterator enumerated, for loops that unpack pairs themselves.</summary>
    internal PyObject Source => source;

    /// <summary>The next count, where it is below <see cref="long.MaxValue"/>.</summary>
    internal ref long Index64 => ref index;

    public override Value Iter() => new(this);

    public override Value Next()
    {
        var v = Ops.NextRaw(new Value(source));
        if (v.IsDone || v.IsError) return v;
        var i = NextIndex;
        if (large is { } big) large = Ops.Add(big, Value.Int(1));
        else if (index == long.MaxValue) large = Ops.Add(i, Value.Int(1));
        else index++;
        return new Value(new PyTuple(i, v));
    }

    private Value NextIndex => large ?? Value.Int(index);

    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private PyTuple Reduce() => new(new Value(Type), new Value(new PyTuple(new Value(source), NextIndex)));

    [PyClassMethod("__class_getitem__", Doc = "See PEP 585")]
    private static Value ClassGetItem(PyType cls, Value @object) => new(new PyGenericAlias(new Value(cls), @object));
}
