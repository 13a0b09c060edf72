namespace TieredPy.Runtime.Objects;

/// <summary>A special method of a built-in type ("slot wrapper").</summary>
[PyType("wrapper_descriptor", Subclassable = false, NoConstructor = true)]
public sealed unsafe partial class PyWrapperDescriptor : PyDescriptor
{
    private readonly bool isVirtual;

    internal PyWrapperDescriptor(PyType owner, string name, delegate*<ReadOnlySpan<Value>, PyStr[]?, Value> pointer, bool isVirtual)
        : base(TypeObject.RootShape, owner, name)
    {
        Pointer = pointer;
        this.isVirtual = isVirtual;
    }

    /// <summary>The entry point, self first; keyword names must be null when there are none. Callers need not bind: it checks self.</summary>
    public delegate*<ReadOnlySpan<Value>, PyStr[]?, Value> Pointer { get; }

    [PyGetter("__text_signature__")] internal string? TextSignature => SlotDocs.Of(Name).Signature;

    [PyGetter("__doc__")] internal string? Doc => SlotDocs.Of(Name).Doc;

    [PyMethod("__reduce__")] internal Value Reduce() => GetAttrCall();

    /// <summary>
    /// True when calling the C# virtual of an instance whose layout is <paramref name="solid"/>'s does what this descriptor does: it is
    /// what the solid type itself finds, and stands for a virtual. The bodies of object count: PyObject's virtuals call the same.
    /// </summary>
    public bool IsNativeFor(PyType solid, Slot slot) =>
        (isVirtual || Owner.Base == null) && ReferenceEquals(solid.Lookup(SlotNames.Names[(int)slot]), this);

    public override Value Call(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (args.Length == 2) CheckCount(args[1]);
        return Pointer(args, kw is { Length: 0 } ? null : kw);
    }

    /// <summary>Repetition of sequences, called by its name, insists on a count, where operators leave the other operand a chance.</summary>
    internal void CheckCount(Value argument)
    {
        if (Name is "__mul__" or "__rmul__" or "__imul__" && !Ops.HasIndex(argument) && Owner.Lookup(SlotNames.Names[(int)Slot.GetItem]) != null)
            throw Err.TypeError($"'{Ops.TypeName(argument)}' object cannot be interpreted as an integer");
    }

    public override Value DescrGet(Value obj, PyType? owner)
    {
        if (obj.IsMissing) return new Value(this);
        Check(obj);
        return new Value(new PyMethodWrapper(this, obj));
    }

    public override Value Repr() => Value.Str($"<slot wrapper '{Name}' of '{OwnerName}' objects>");
}

/// <summary>A special method of a built-in type bound to an object.</summary>
[PyType("method-wrapper", Subclassable = false, NoConstructor = true)]
public sealed unsafe partial class PyMethodWrapper : PyObject
{
    private readonly PyWrapperDescriptor descriptor;

    internal PyMethodWrapper(PyWrapperDescriptor descriptor, Value self) : base(TypeObject.RootShape)
    {
        this.descriptor = descriptor;
        Self = self;
    }

    [PyMember("__self__")] internal Value Self { get; }

    [PyGetter("__objclass__")] internal PyType Owner => descriptor.Owner;

    [PyGetter("__name__")] internal string Name => descriptor.Name;

    [PyGetter("__qualname__")] internal string QualName => descriptor.QualName;

    [PyGetter("__doc__")] internal string? Doc => descriptor.Doc;

    [PyGetter("__text_signature__")] internal string? TextSignature => descriptor.TextSignature;

    [PyMethod("__reduce__")] internal Value Reduce() => BuiltinNames.GetAttrCall(Self, Name);

    public override Value Call(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (args.Length == 1) descriptor.CheckCount(args[0]);
        return SelfCall.Invoke(descriptor.Pointer, Self, args, kw is { Length: 0 } ? null : kw);
    }

    public override Value Repr() => Value.Str($"<method-wrapper '{Name}' of {Self.Type.Name} object at {Addresses.Text(Self)}>");

    public override long Hash() => HashCode.Combine(RuntimeHelpers.GetHashCode(descriptor), Self.Ref == null ? Self.Bits : RuntimeHelpers.GetHashCode(Self.Ref));

    public override Value Compare(CmpOp op, Value other)
    {
        if (op is not (CmpOp.Eq or CmpOp.Ne) || other.Ref is not PyMethodWrapper w) return Value.NotImplemented;
        bool same = w.descriptor == descriptor && w.Self.Is(Self);
        return Value.Bool(same == (op == CmpOp.Eq));
    }
}
