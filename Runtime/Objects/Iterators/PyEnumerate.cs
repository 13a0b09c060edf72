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
    private Value source;
    private Value index;

    internal PyEnumerate(Shape shape) : base(shape) { }

    [PyNew(Signature = "(iterable, start=0)")]
    private static Value New(PyType cls, [Kw][Opt] Value iterable, [Kw][Opt(Show = "0")] Value start)
    {
        if (iterable.IsMissing) throw Err.TypeError("enumerate() missing required argument 'iterable'");
        var e = Allocate(cls);
        e.index = start.IsMissing ? Value.Int(0) : Ops.Index(start);
        e.source = Ops.Iter(iterable);
        return new Value(e);
    }

    /// <summary>The iterator enumerated, for loops that unpack pairs themselves.</summary>
    internal Value Source => source;

    /// <summary>The next count, if it is still within 64 bits.</summary>
    internal ref Value Index64 => ref index;

    public override Value Iter() => new(this);

    public override Value Next()
    {
        var v = Ops.NextRaw(source);
        if (v.IsDone || v.IsError) return v;
        var i = index;
        index = i.IsInt && i.Bits != long.MaxValue ? Value.Int(i.Bits + 1) : Ops.Add(i, Value.Int(1));
        return new Value(new PyTuple(i, v));
    }

    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private PyTuple Reduce() => new(new Value(Type), new Value(new PyTuple(source, index)));

    [PyClassMethod("__class_getitem__", Doc = "See PEP 585")]
    private static Value ClassGetItem(PyType cls, Value item) => new(new PyGenericAlias(new Value(cls), item));
}
