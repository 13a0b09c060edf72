namespace TieredPy.Runtime.Objects;

/// <summary>A function of a built-in module, or a built-in method bound to its object.</summary>
[PyType("builtin_function_or_method", Subclassable = false, NoConstructor = true, Weakrefable = true)]
public sealed unsafe partial class PyBuiltinFunction : PyObject
{
    internal PyBuiltinFunction(string name, delegate*<ReadOnlySpan<Value>, PyStr[]?, Value> pointer, Value self, bool passSelf, string? signature, string? doc)
        : base(TypeObject.RootShape)
    {
        Name = name;
        Pointer = pointer;
        Self = self;
        PassSelf = passSelf;
        TextSignature = signature == "" ? null : signature;
        Doc = doc;
        MayResumeBody = name is "next" or "send";
        Consumer = passSelf ? Consumer.None : Consumers.OfFunction(name);
    }

    /// <summary>It may be next(), or the send() of a generator.</summary>
    internal bool MayResumeBody { get; }

    /// <summary>What takes generators in its place, if it is a function of the builtins module.</summary>
    internal Consumer Consumer { get; }

    [PyGetter("__name__")] public string Name { get; }

    /// <summary>The entry point. Keyword names must be null when there are none.</summary>
    internal delegate*<ReadOnlySpan<Value>, PyStr[]?, Value> Pointer { get; }

    /// <summary>The object it is bound to: an instance, a class, the module; Missing when there is none.</summary>
    public Value Self { get; }

    /// <summary>It is the <c>__new__</c> of a class, and looks at nothing but the class that is to be made an instance of.</summary>
    internal bool MakesOnly { get; init; }

    /// <summary>True when <see cref="Self"/> is the entry point's first argument.</summary>
    internal bool PassSelf { get; }

    /// <summary>The name of the module that the function belongs to.</summary>
    public string? Module { get; internal init; }

    [PyGetter("__text_signature__")] public string? TextSignature { get; }

    [PyGetter("__doc__")] public string? Doc { get; }

    [PyGetter("__module__")] private string? ModuleName => Module;

    [PyGetter("__self__")] private Value SelfOrNone => Self.IsMissing ? Value.None : Self;

    [PyGetter("__qualname__")]
    public string QualName => IsFunction ? Name : $"{(Self.Ref as PyType ?? Self.Type).QualName}.{Name}";

    private bool IsFunction => Self.IsMissing || Self.Ref is PyModule;

    /// <summary>Calls it; the last <c>kw.Length</c> of <paramref name="args"/> are keyword values.</summary>
    public Value Invoke(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (kw is { Length: 0 }) kw = null;
        return PassSelf ? SelfCall.Invoke(Pointer, Self, args, kw) : Pointer(args, kw);
    }

    public override Value Call(ReadOnlySpan<Value> args, PyStr[]? kw) => Invoke(args, kw);

    public override Value Repr() =>
        Value.Str(IsFunction ? $"<built-in function {Name}>" : $"<built-in method {Name} of {Self.Type.Name} object at {Addresses.Text(Self)}>");

    public override long Hash() => HashCode.Combine((nint)Pointer, Self.Ref == null ? Self.Bits : RuntimeHelpers.GetHashCode(Self.Ref));

    public override Value Compare(CmpOp op, Value other)
    {
        if (op is not (CmpOp.Eq or CmpOp.Ne) || other.Ref is not PyBuiltinFunction f) return Value.NotImplemented;
        bool same = (nint)f.Pointer == (nint)Pointer && f.Self.Is(Self);
        return Value.Bool(same == (op == CmpOp.Eq));
    }

    [PyMethod("__reduce__")]
    private Value Reduce() => IsFunction ? Value.Str(Name) : BuiltinNames.GetAttrCall(Self, Name);
}
