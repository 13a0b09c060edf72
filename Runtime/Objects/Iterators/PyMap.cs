namespace TieredPy.Runtime.Objects;

/// <summary>map.</summary>
[PyType("map", Doc = """
    Make an iterator that computes the function using arguments from
    each of the iterables.  Stops when the shortest iterable is exhausted.
    """)]
public partial class PyMap : PyObject
{
    private Value function;
    private Value[] sources = [];

    internal PyMap(Shape shape) : base(shape) { }

    [PyNew(Signature = "(function, iterable, /, *iterables)"), RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (kw is { Length: > 0 })
        {
            if (cls == TypeObject || ReferenceEquals(cls.FindSlot(Slot.Init), TypeObject.FindSlot(Slot.Init))) throw Err.TypeError("map() takes no keyword arguments");
            args = args[..^kw.Length];
        }
        if (args.Length < 2) throw Err.TypeError("map() must have at least two arguments.");
        var its = new Value[args.Length - 1];
        for (int i = 0; i < its.Length; i++) its[i] = Ops.Iter(args[i + 1]);
        var m = Allocate(cls);
        m.function = args[0];
        m.sources = its;
        return new Value(m);
    }

    internal Value Function => function;

    internal Value[] Sources => sources;

    public override Value Iter() => new(this);

    public override Value Next()
    {
        var its = sources;
        if (its.Length == 1)
        {
            var v = Ops.NextRaw(its[0]);
            if (v.IsDone || v.IsError) return v;
            return Ops.CallRaw(function, new ReadOnlySpan<Value>(in v), null);
        }
        if (its.Length == 2)
        {
            var a = Ops.NextRaw(its[0]);
            if (a.IsDone || a.IsError) return a;
            var b = Ops.NextRaw(its[1]);
            return b.IsDone || b.IsError ? b : Ops.CallRaw(function, [a, b], null);
        }
        var args = new Value[its.Length];
        for (int i = 0; i < its.Length; i++)
        {
            var v = Ops.NextRaw(its[i]);
            if (v.IsDone || v.IsError) return v;
            args[i] = v;
        }
        return Ops.CallRaw(function, args, null);
    }

    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private PyTuple Reduce() => new(new Value(Type), new Value(new PyTuple([function, .. sources])));
}
