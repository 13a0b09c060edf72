namespace TieredPy.Runtime.Objects;

/// <summary>A variable shared between a function and the functions inside it.</summary>
[PyType("cell")]
public sealed partial class PyCell : PyObject
{
    internal PyObject? Content;

    public PyCell() : base(TypeObject.RootShape) { }

    public PyCell(Value v) : base(TypeObject.RootShape) => Value = v;

    /// <summary>The content; Missing when empty.</summary>
    public Value Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => HeapSlot.Load(Content);
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        set
        {
            if (value.IsMissing) Content = null;
            else HeapSlot.Store(ref Content, value);
        }
    }

    [PyNew(Signature = "([contents])")]
    private static Value New(PyType cls, [Opt] Value contents) => new(new PyCell(contents));

    [PyGetter("cell_contents")]
    private Value Contents => Value is { IsMissing: false } v ? v : throw Err.ValueError("cell is empty");

    [PySetter("cell_contents")]
    private void SetContents(Value v) => Value = v;

    public override Value Compare(CmpOp op, Value other)
    {
        if (other.Ref is not PyCell c) return Value.NotImplemented;
        var (a, b) = (Value, c.Value);
        if (a.IsMissing || b.IsMissing) return Value.Bool(op.Of((a.IsMissing ? 0 : 1).CompareTo(b.IsMissing ? 0 : 1)));
        return Ops.Compare(op, a, b);
    }

    public override long Hash() => throw Err.TypeError("unhashable type: 'cell'");

    public override Value Repr()
    {
        var v = Value;
        string address = ObjectMethods.Address(this);
        if (v.IsMissing) return Value.Str($"<cell at {address}: empty>");
        return Value.Str($"<cell at {address}: {v.Type.Name} object at {ObjectMethods.Address(v)}>");
    }
}
