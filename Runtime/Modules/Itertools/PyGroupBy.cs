namespace TieredPy.Runtime.Modules.Itertools;

/// <summary>itertools.groupby.</summary>
[PyType("itertools.groupby", Doc = """
    make an iterator that returns consecutive keys and groups from the iterable

      iterable
        Elements to divide into groups according to the key function.
      key
        A function for computing the group category for each element.
        If the key function is not specified or is None, the element itself
        is used for grouping.
    """)]
internal partial class PyGroupBy : PyObject
{
    private Value source;
    private Value function;
    private Value target = Value.Missing;
    private Value key = Value.Missing;
    private Value item = Value.Missing;
    private PyGrouper? grouper;

    internal PyGroupBy(Shape shape) : base(shape) { }

    [PyNew(Signature = "(iterable, key=None)")]
    private static Value New(PyType cls, [Kw] Value iterable, [Kw][OptNone] Value key)
    {
        var it = Ops.Iter(iterable);
        var g = Allocate(cls);
        g.source = it;
        g.function = key;
        return new Value(g);
    }

    public override Value Iter() => new(this);

    public override Value Next()
    {
        grouper = null;
        while (key.IsMissing || !target.IsMissing && Ops.Eq(target, key))
        {
            var stop = Step();
            if (stop.IsDone || stop.IsError) return stop;
        }
        target = key;
        grouper = new PyGrouper(this, target);
        return new Value(new PyTuple(key, new Value(grouper)));
    }

    /// <summary>Reads one item; Done or Error when there is none.</summary>
    private Value Step()
    {
        var v = Ops.NextRaw(source);
        if (v.IsDone || v.IsError) return v;
        var k = v;
        if (!function.IsNone)
        {
            k = Ops.CallRaw(function, new ReadOnlySpan<Value>(in v), null);
            if (k.IsError) return k;
        }
        item = v;
        key = k;
        return Value.None;
    }

    /// <summary>The next item of a group, for the iterator that was handed out last.</summary>
    internal Value NextOf(PyGrouper g, Value wanted)
    {
        if (grouper != g) return Value.Done;
        if (item.IsMissing)
        {
            var stop = Step();
            if (stop.IsDone || stop.IsError) return stop;
        }
        if (!Ops.Eq(wanted, key)) return Value.Done;
        var v = item;
        item = Value.Missing;
        return v;
    }
}

/// <summary>One group of a groupby.</summary>
[PyType("itertools._grouper", Subclassable = false)]
internal sealed partial class PyGrouper : PyObject
{
    private readonly PyGroupBy parent;
    private readonly Value target;

    internal PyGrouper(PyGroupBy parent, Value target) : base(TypeObject.RootShape)
    {
        this.parent = parent;
        this.target = target;
    }

    [PyNew(Signature = "(parent, tgtkey, /)")]
    private static Value New(PyType cls, PyGroupBy parent, Value tgtkey)
    {
        var g = new PyGrouper(parent, tgtkey);
        parent.Adopt(g);
        return new Value(g);
    }

    public override Value Iter() => new(this);

    public override Value Next() => parent.NextOf(this, target);
}

/// <summary>One of the iterators that itertools.tee makes.</summary>
[PyType("itertools._tee", Weakrefable = true, Subclassable = false, Doc = "Iterator wrapped to make it copyable.")]
internal sealed partial class PyTee : PyObject
{
    private readonly Source source;
    private Node node;

    private PyTee(Source source, Node node) : base(TypeObject.RootShape)
    {
        this.source = source;
        this.node = node;
    }

    [PyNew(Signature = "(iterable, /)")]
    private static Value New(PyType cls, Value iterable) => new(FromIterator(Ops.Iter(iterable)));

    internal static PyTee FromIterator(Value it) => it.Ref is PyTee t ? t.Copy() : new PyTee(new Source(it), new Node());

    [PyMethod("__copy__", Doc = "Returns an independent iterator.")]
    private PyTee Copy() => new(source, node);

    public override Value Iter() => new(this);

    public override Value Next()
    {
        var n = node;
        if (n.Following == null)
        {
            if (source.Running) return Err.Pend(Err.RuntimeError("tee() iterators re-entered"));
            source.Running = true;
            Value v;
            try
            {
                v = Ops.NextRaw(source.Iterator);
            }
            finally
            {
                source.Running = false;
            }
            if (v.IsDone || v.IsError) return v;
            n.Item = v;
            n.Following = new Node();
        }
        node = n.Following;
        return n.Item;
    }

    private sealed class Source(Value iterator)
    {
        public readonly Value Iterator = iterator;
        public bool Running;
    }

    /// <summary>An item and what follows it; the last node is still empty.</summary>
    private sealed class Node
    {
        public Value Item;
        public Node? Following;
    }
}
