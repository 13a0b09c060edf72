namespace TieredPy.Runtime.Objects;

/// <summary>A member of a built-in object, or the attribute slot that a name in <c>__slots__</c> makes.</summary>
[PyType("member_descriptor", Subclassable = false, NoConstructor = true)]
public sealed unsafe partial class PyMemberDescriptor : PyDescriptor
{
    private readonly delegate*<Value, Value> getter;

    internal PyMemberDescriptor(PyType owner, string name, delegate*<Value, Value> getter, string? doc) : base(TypeObject.RootShape, owner, name)
    {
        this.getter = getter;
        Doc = doc;
        SlotIndex = -1;
    }

    /// <summary>The member for a name in <c>__slots__</c>, kept in attribute slot <paramref name="index"/>.</summary>
    internal PyMemberDescriptor(PyType owner, string name, int index) : base(TypeObject.RootShape, owner, name) => SlotIndex = index;

    /// <summary>The attribute slot, or -1 for a read-only member of a built-in object.</summary>
    public int SlotIndex { get; }

    [PyGetter("__doc__")] internal string? Doc { get; }

    [PyMethod("__reduce__")] internal Value Reduce() => GetAttrCall();

    public override Value DescrGet(Value obj, PyType? owner)
    {
        if (obj.IsMissing) return new Value(this);
        Check(obj);
        if (SlotIndex < 0) return getter(obj);
        var value = HeapSlot.Load(obj.Ref!.SlotRef(SlotIndex));
        return value.IsMissing ? throw Err.AttributeError($"'{obj.Type.QualifiedFullName}' object has no attribute '{Name}'") : value;
    }

    public override void DescrSet(Value obj, Value value)
    {
        Check(obj);
        if (SlotIndex < 0) throw Err.AttributeError("readonly attribute");
        if (!value.IsMissing)
        {
            InstanceAttributes.StoreSlot(obj.Ref!, SlotIndex, value);
            return;
        }
        if (obj.Ref!.SlotRef(SlotIndex) == null) throw Err.AttributeError(Name);
        InstanceAttributes.PutSlot(obj.Ref!, SlotIndex, null);
    }

    public override Value Repr() => Value.Str($"<member '{Name}' of '{OwnerName}' objects>");
}
