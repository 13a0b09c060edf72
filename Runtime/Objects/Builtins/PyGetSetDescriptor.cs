namespace TieredPy.Runtime.Objects;

/// <summary>An attribute of a built-in type that C# code computes.</summary>
[PyType("getset_descriptor", Subclassable = false, NoConstructor = true)]
public sealed unsafe partial class PyGetSetDescriptor : PyDescriptor
{
    private readonly delegate*<Value, Value, void> setter;

    internal PyGetSetDescriptor(PyType owner, string name, delegate*<Value, Value> getter, delegate*<Value, Value, void> setter, string? doc)
        : base(TypeObject.RootShape, owner, name)
    {
        Getter = getter;
        this.setter = setter;
        Doc = doc;
    }

    /// <summary>Reads the attribute of an object that is known to be an instance of the owner.</summary>
    public delegate*<Value, Value> Getter { get; }

    /// <summary>It is what gives the instances of a class their <c>__dict__</c>.</summary>
    public bool IsInstanceDict { get; init; }

    [PyGetter("__doc__")] internal string? Doc { get; }

    public override Value DescrGet(Value obj, PyType? owner)
    {
        if (obj.IsMissing) return new Value(this);
        Check(obj);
        return Getter(obj);
    }

    public override void DescrSet(Value obj, Value value)
    {
        Check(obj);
        if (setter == null) throw Err.AttributeError($"attribute '{Name}' of '{Owner.Name}' objects is not writable");
        setter(obj, value);
    }

    public override Value Repr() => Value.Str($"<attribute '{Name}' of '{OwnerName}' objects>");
}
