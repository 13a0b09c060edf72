namespace TieredPy.Runtime.Objects;

/// <summary>What <c>iter()</c> makes for an object that has only <c>__getitem__</c>.</summary>
[PyType("iterator", NoConstructor = true, Subclassable = false)]
public sealed partial class PySequenceIterator : PyObject
{
    private Value sequence;
    private long index;

    internal PySequenceIterator(Value sequence) : base(TypeObject.RootShape) => this.sequence = sequence;

    public override Value Iter() => new(this);

    public override Value Next()
    {
        if (sequence.IsMissing) return Value.Done;
        try
        {
            var v = Ops.GetItem(sequence, Value.Int(index));
            index++;
            return v;
        }
        catch (PyException e) when (e.Is(ExcTypes.IndexError) || e.Is(ExcTypes.StopIteration))
        {
            sequence = Value.Missing;
            return Value.Done;
        }
    }

    [PyMethod("__length_hint__", Doc = "Private method returning an estimate of len(list(it)).")]
    private Value LengthHint()
    {
        if (sequence.IsMissing) return Value.Int(0);
        if (!Ops.Has(sequence, Slot.Len)) return Value.NotImplemented;
        return Value.Int(Math.Max(0, Ops.Len(sequence) - index));
    }

    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private PyTuple Reduce() => sequence.IsMissing
        ? new PyTuple(IteratorPickle.Builtin("iter"), new Value(new PyTuple(new Value(PyTuple.Empty))))
        : new PyTuple(IteratorPickle.Builtin("iter"), new Value(new PyTuple(sequence)), Value.Int(index));

    [PyMethod("__setstate__", Doc = "Set state information for unpickling.")]
    private void SetState(long state)
    {
        if (!sequence.IsMissing) index = Math.Max(0, state);
    }
}

/// <summary>What <c>iter(callable, sentinel)</c> makes.</summary>
[PyType("callable_iterator", NoConstructor = true, Subclassable = false)]
public sealed partial class PyCallableIterator : PyObject
{
    private Value callable;
    private Value sentinel;

    internal PyCallableIterator(Value callable, Value sentinel) : base(TypeObject.RootShape)
    {
        this.callable = callable;
        this.sentinel = sentinel;
    }

    public override Value Iter() => new(this);

    public override Value Next()
    {
        if (callable.IsMissing) return Value.Done;
        Value v;
        try
        {
            v = Ops.Call(callable);
        }
        catch (PyException e) when (e.Is(ExcTypes.StopIteration))
        {
            callable = Value.Missing;
            return Value.Done;
        }
        if (callable.IsMissing) return Value.Done;
        if (!Ops.Eq(v, sentinel)) return v;
        callable = sentinel = Value.Missing;
        return Value.Done;
    }

    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private PyTuple Reduce() => callable.IsMissing
        ? new PyTuple(IteratorPickle.Builtin("iter"), new Value(new PyTuple(new Value(PyTuple.Empty))))
        : new PyTuple(IteratorPickle.Builtin("iter"), new Value(new PyTuple(callable, sentinel)));
}
