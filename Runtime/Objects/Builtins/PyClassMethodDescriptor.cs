namespace TieredPy.Runtime.Objects;

/// <summary>A class method of a built-in type, as it stands in the type's dict.</summary>
[PyType("classmethod_descriptor", Subclassable = false, NoConstructor = true)]
public sealed unsafe partial class PyClassMethodDescriptor : PyDescriptor
{
    private readonly delegate*<ReadOnlySpan<Value>, PyStr[]?, Value> pointer;

    internal PyClassMethodDescriptor(PyType owner, string name, delegate*<ReadOnlySpan<Value>, PyStr[]?, Value> pointer, string? signature, string? doc)
        : base(TypeObject.RootShape, owner, name)
    {
        this.pointer = pointer;
        TextSignature = signature == "" ? null : signature;
        Doc = doc;
    }

    [PyGetter("__text_signature__")] internal string? TextSignature { get; }

    [PyGetter("__doc__")] internal string? Doc { get; }

    public override Value Call(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (args.Length - (kw?.Length ?? 0) < 1) throw Err.TypeError($"descriptor '{Name}' of '{Owner.Name}' object needs an argument");
        if (args[0].Ref is not PyType cls)
            throw Err.TypeError($"descriptor '{Name}' for type '{Owner.Name}' needs a type, not a '{args[0].Type.FullName}' as arg 2");
        CheckClass(cls);
        return pointer(args, kw is { Length: 0 } ? null : kw);
    }

    public override Value DescrGet(Value obj, PyType? owner)
    {
        var cls = owner ?? obj.Type;
        CheckClass(cls);
        return new Value(new PyBuiltinFunction(Name, pointer, new Value(cls), true, TextSignature, Doc));
    }

    public override Value Repr() => Value.Str($"<method '{Name}' of '{OwnerName}' objects>");

    private void CheckClass(PyType cls)
    {
        if (!cls.IsSubtypeOf(Owner)) throw Err.TypeError($"descriptor '{Name}' requires a subtype of '{Owner.Name}' but received '{cls.Name}'");
    }
}
