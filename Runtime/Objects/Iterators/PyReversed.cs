namespace TieredPy.Runtime.Objects;

/// <summary>reversed over a sequence that has no <c>__reversed__</c> of its own.</summary>
[PyType("reversed", Doc = "Return a reverse iterator over the values of the given sequence.")]
public partial class PyReversed : PyObject
{
    private Value sequence = Value.Missing;
    private long index;

    internal PyReversed(Shape shape) : base(shape) { }

    [PyNew(Signature = "(sequence, /)")]
    private static Value New(PyType cls, Value sequence)
    {
        var t = sequence.Type;
        if (t.FindSlot(Slot.Reversed) is PyNone) throw Err.TypeError($"'{t.Name}' object is not reversible");
        if (Ops.LookupSpecial(sequence, Slot.Reversed, out var own)) return Ops.Call(own);
        if (!Ops.IsSequence(sequence) || !t.IsHeap && !Ops.Has(sequence, Slot.Len)) throw Err.TypeError($"'{t.Name}' object is not reversible");
        var r = Allocate(cls);
        r.sequence = sequence;
        r.index = Ops.Len(sequence) - 1;
        return new Value(r);
    }

    public override Value Iter() => new(this);

    public override Value Next()
    {
        if (index >= 0 && !sequence.IsMissing)
        {
            if (sequence.Ref is PyTuple t && t.GetType() == typeof(PyTuple) && index < t.Count) return t[(int)index--];
            try
            {
                var v = Ops.GetItem(sequence, Value.Int(index));
                index--;
                return v;
            }
            catch (PyException e) when (e.Is(ExcTypes.IndexError) || e.Is(ExcTypes.StopIteration))
            {
            }
        }
        index = -1;
        sequence = Value.Missing;
        return Value.Done;
    }

    [PyMethod("__length_hint__", Doc = "Private method returning an estimate of len(list(it)).")]
    private long LengthHint()
    {
        if (sequence.IsMissing) return 0;
        return Ops.Len(sequence) < index + 1 ? 0 : index + 1;
    }

    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private PyTuple Reduce() => sequence.IsMissing
        ? new PyTuple(new Value(Type), new Value(new PyTuple(new Value(PyTuple.Empty))))
        : new PyTuple(new Value(Type), new Value(new PyTuple(sequence)), Value.Int(index));

    [PyMethod("__setstate__", Doc = "Set state information for unpickling.")]
    private void SetState(long state)
    {
        if (!sequence.IsMissing) index = Math.Clamp(state, -1, Ops.Len(sequence) - 1);
    }
}
