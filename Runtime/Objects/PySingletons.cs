namespace TieredPy.Runtime.Objects;

/// <summary>None.</summary>
[PyType("NoneType", Subclassable = false)]
public sealed partial class PyNone : PyObject
{
    public static readonly PyNone Instance = new();

    private PyNone() : base(TypeObject.RootShape) { }

    [PyNew(Doc = "The type of the None singleton."), RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) =>
        args.IsEmpty ? Value.None : throw Err.TypeError("NoneType takes no arguments");

    public override Value Repr() => Value.Str("None");

    public override bool Bool() => false;

    public override long Hash() => 0xFCA86420;
}

/// <summary>NotImplemented.</summary>
[PyType("NotImplementedType", Subclassable = false, Doc = "The type of the NotImplemented singleton.")]
public sealed partial class PyNotImplemented : PyObject
{
    public static readonly PyNotImplemented Instance = new();

    private PyNotImplemented() : base(TypeObject.RootShape) { }

    [PyNew, RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) =>
        args.IsEmpty ? Value.NotImplemented : throw Err.TypeError("NotImplementedType takes no arguments");

    [PyMethod("__reduce__")] private static string Reduce(Value self) => "NotImplemented";

    public override Value Repr() => Value.Str("NotImplemented");

    public override bool Bool()
    {
        Err.Warn(ExcTypes.DeprecationWarning, "NotImplemented should not be used in a boolean context");
        return true;
    }
}

/// <summary>Ellipsis.</summary>
[PyType("ellipsis", Subclassable = false, Doc = "The type of the Ellipsis singleton.")]
public sealed partial class PyEllipsis : PyObject
{
    public static readonly PyEllipsis Instance = new();

    private PyEllipsis() : base(TypeObject.RootShape) { }

    [PyNew, RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) =>
        args.IsEmpty ? Value.Ellipsis : throw Err.TypeError("EllipsisType takes no arguments");

    [PyMethod("__reduce__")] private static string Reduce(Value self) => "Ellipsis";

    public override Value Repr() => Value.Str("Ellipsis");
}
