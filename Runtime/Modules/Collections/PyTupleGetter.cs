namespace TieredPy.Runtime.Modules.Collections;

/// <summary>The descriptor of a namedtuple's field.</summary>
[PyType("collections._tuplegetter", Subclassable = false)]
internal sealed partial class PyTupleGetter : PyObject
{
    private readonly int index;
    private Value doc;

    private PyTupleGetter(int index, Value doc) : base(TypeObject.RootShape)
    {
        this.index = index;
        this.doc = doc;
    }

    [PyNew] private static Value New(PyType cls, int index, Value doc) => new(new PyTupleGetter(index, doc));

    /// <summary>The field's place in the tuple.</summary>
    internal int Field => index;

    public override Value DescrGet(Value obj, PyType? owner)
    {
        if (obj.Ref is PyTuple t)
        {
            var items = t.AsSpan();
            return (uint)index < (uint)items.Length ? items[index] : Err.Pend(Err.IndexError("tuple index out of range"));
        }
        if (obj.IsMissingOrNone) return new Value(this);
        throw Err.TypeError($"descriptor for index '{index}' for tuple subclasses doesn't apply to '{obj.Type.FullName}' object");
    }

    public override void DescrSet(Value obj, Value value) => throw Err.AttributeError(value.IsMissing ? "can't delete attribute" : "can't set attribute");

    [PyGetter("__doc__")] private Value Doc => doc;

    [PySetter("__doc__")] private void SetDoc(Value value) => doc = value.IsMissing ? Value.None : value;

    public override Value Repr() => new(PyStr.Of($"_tuplegetter({index}, {Ops.Repr(doc)})"));

    [PyMethod("__reduce__")] private PyTuple Reduce() => new(new Value(TypeObject), new Value(new PyTuple(Value.Int(index), doc)));
}
