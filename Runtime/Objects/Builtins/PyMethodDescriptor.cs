namespace TieredPy.Runtime.Objects;

/// <summary>A method of a built-in type, as it stands in the type's dict.</summary>
[PyType("method_descriptor", Subclassable = false, NoConstructor = true)]
public sealed unsafe partial class PyMethodDescriptor : PyDescriptor
{
    internal PyMethodDescriptor(PyType owner, string name, delegate*<ReadOnlySpan<Value>, PyStr[]?, Value> pointer, string? signature, string? doc)
        : base(TypeObject.RootShape, owner, name)
    {
        Pointer = pointer;
        TextSignature = signature == "" ? null : signature;
        Doc = doc;
        ResumesBody = name == "send" && owner.Name is "generator" or "coroutine";
        Consumer = Consumers.OfMethod(owner.Name, name);
    }

    /// <summary>What takes generators in its place.</summary>
    internal Consumer Consumer { get; }

    /// <summary>It is the send() of generators or coroutines.</summary>
    internal bool ResumesBody { get; }

    /// <summary>The entry point, self first; keyword names must be null when there are none. Callers need not bind: it checks self.</summary>
    public delegate*<ReadOnlySpan<Value>, PyStr[]?, Value> Pointer { get; }

    [PyGetter("__text_signature__")] internal string? TextSignature { get; }

    [PyGetter("__doc__")] internal string? Doc { get; }

    [PyMethod("__reduce__")] internal Value Reduce() => GetAttrCall();

    public override Value Call(ReadOnlySpan<Value> args, PyStr[]? kw) => Pointer(args, kw is { Length: 0 } ? null : kw);

    public override Value DescrGet(Value obj, PyType? owner)
    {
        if (obj.IsMissing) return new Value(this);
        Check(obj);
        return Bind(obj);
    }

    /// <summary>The bound method, for an object known to be an instance of the owner.</summary>
    internal Value Bind(Value obj) => new(BindTo(obj));

    /// <inheritdoc cref="Bind"/>
    internal PyBuiltinFunction BindTo(Value obj) => new(Name, Pointer, obj, true, TextSignature, Doc);

    public override Value Repr() => Value.Str($"<method '{Name}' of '{OwnerName}' objects>");
}
