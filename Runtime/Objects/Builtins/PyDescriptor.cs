namespace TieredPy.Runtime.Objects;

/// <summary>What the descriptors in built-in types' dicts have in common.</summary>
public abstract class PyDescriptor : PyObject
{
    private protected PyDescriptor(Shape shape, PyType owner, string name) : base(shape)
    {
        Owner = owner;
        Name = name;
    }

    /// <summary>The type in whose dict it is.</summary>
    [PyMember("__objclass__")] public PyType Owner { get; }

    [PyMember("__name__")] public string Name { get; }

    /// <summary>The owner as reprs name it: built-in types outside builtins with their module.</summary>
    private protected string OwnerName => Owner.IsHeap || Owner.Module == "builtins" ? Owner.Name : $"{Owner.Module}.{Owner.Name}";

    [PyGetter("__qualname__")] internal string QualName => $"{Owner.QualName}.{Name}";

    private protected Value GetAttrCall() => BuiltinNames.GetAttrCall(new Value(Owner), Name);

    /// <summary>Refuses objects that are not instances of the owner.</summary>
    private protected void Check(Value obj)
    {
        if (!obj.Type.IsSubtypeOf(Owner)) throw Arguments.ArgErrors.WrongSelf(Owner, Name, obj);
    }
}
