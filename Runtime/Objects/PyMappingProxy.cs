namespace TieredPy.Runtime.Objects;

/// <summary>A read-only view of a mapping.</summary>
[PyType("mappingproxy", Subclassable = false, Match = "mapping", Doc = "Read-only proxy of a mapping.")]
public sealed partial class PyMappingProxy : PyObject
{
    private readonly PyObject mapping;

    public PyMappingProxy(Value mapping) : base(TypeObject.RootShape) => this.mapping = mapping.ToHeap();

    /// <summary>What is shown.</summary>
    public Value Mapping => Value.FromHeap(mapping);

    [PyNew(Signature = "(mapping)")]
    private static Value New(PyType cls, Value mapping)
    {
        if (mapping.Ref is PyList or PyTuple or PyStr or PyBytes || mapping.Ref == null || mapping.IsFloat || !Ops.Has(mapping, Slot.GetItem))
            throw Err.TypeError($"mappingproxy() argument must be a mapping, not {Ops.TypeName(mapping)}");
        return new Value(new PyMappingProxy(mapping));
    }

    public override long Len() => Ops.Len(Mapping);

    public override Value GetItem(Value key) => Ops.GetItemRaw(Mapping, key);

    public override bool Contains(Value item) => Ops.Contains(Mapping, item);

    public override Value Iter() => Ops.Iter(Mapping);

    public override Value Repr() => new(PyStr.Of($"mappingproxy({Ops.Repr(Mapping)})"));

    public override Value Str() => new(Ops.Str(Mapping));

    public override long Hash() => Ops.Hash(Mapping);

    public override Value Compare(CmpOp op, Value other) => Ops.CompareRaw(op, Mapping, other.Ref is PyMappingProxy p ? p.Mapping : other);

    public override Value Or(Value other) => Ops.OrRaw(Mapping, other.Ref is PyMappingProxy p ? p.Mapping : other);

    public override Value ROr(Value other) => Ops.OrRaw(other.Ref is PyMappingProxy p ? p.Mapping : other, Mapping);

    public override Value IOr(Value other) =>
        throw Err.TypeError("'|=' is not supported by mappingproxy; use '|' instead");

    [PyMethod("get", Doc = "Return the value for key if key is in the mapping, else default.", Signature = "($self, key, default=None, /)")]
    private Value Get(Value key, [OptNone] Value fallback) => Ops.CallMethod(Mapping, "get", key, fallback);

    [PyMethod("keys", Doc = "D.keys() -> a set-like object providing a view on D's keys")] private Value Keys() => Ops.CallMethod(Mapping, "keys");

    [PyMethod("values", Doc = "D.values() -> an object providing a view on D's values")] private Value Values() => Ops.CallMethod(Mapping, "values");

    [PyMethod("items", Doc = "D.items() -> a set-like object providing a view on D's items")] private Value Items() => Ops.CallMethod(Mapping, "items");

    [PyMethod("copy", Doc = "D.copy() -> a shallow copy of D")] private Value Copy() => Ops.CallMethod(Mapping, "copy");

    [PyMethod("__reversed__", Doc = "D.__reversed__() -> reverse iterator")] private Value Reversed() => Ops.CallMethod(Mapping, "__reversed__");

    [PyClassMethod("__class_getitem__", Doc = "See PEP 585")] private static Value ClassGetItem(PyType cls, Value @object) => new(new PyGenericAlias(new Value(cls), @object));
}
