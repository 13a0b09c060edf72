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
    private void SetContents(Value v)
    {
        Value = v;
        NoteForeignWrite();
    }

    private static bool hasForeignWrites;

    /// <summary>Contents were changed by something else than the instructions that store to a variable: what those leave alone may change, too.</summary>
    internal static bool HasForeignWrites => Volatile.Read(ref hasForeignWrites);

    /// <summary>A cell's content was changed by something else than an instruction; compiled code that relies on there being no such change must go.</summary>
    internal static void NoteForeignWrite()
    {
        if (HasForeignWrites) return;
        Volatile.Write(ref hasForeignWrites, true);
        Interpreter.CompilingTier.Installed?.FunctionChanged();
    }

    public override Value Compare(CmpOp op, Value other)
    {
        if (other.Ref is not PyCell c) return Value.NotImplemented;
        var (a, b) = (Value, c.Value);
        if (a.IsMissing || b.IsMissing) return Value.Bool(op.Of((a.IsMissing ? 0 : 1).CompareTo(b.IsMissing ? 0 : 1)));
        return Ops.Compare(op, a, b);
    }

    [Absent] public override long Hash() => throw Err.TypeError("unhashable type: 'cell'");

    public override Value Repr()
    {
        var v = Value;
        string address = ObjectMethods.Address(this);
        if (v.IsMissing) return Value.Str($"<cell at {address}: empty>");
        return Value.Str($"<cell at {address}: {v.Type.Name} object at {ObjectMethods.Address(v)}>");
    }
}
