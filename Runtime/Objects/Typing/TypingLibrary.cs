using TieredPy.Runtime.Importing;

namespace TieredPy.Runtime.Objects;

/// <summary>Calls into typing.py, where the C side of typing keeps its harder work.</summary>
internal static class TypingLibrary
{
    private static Value Module => Importer.Import(PyStr.Intern("typing"), Value.None, Value.None, 0);

    public static Value Get(string name) => Ops.GetAttr(Module, name);

    public static Value Function(string name, params Value[] args) => Ops.Call(Get(name), args, null);

    public static Value Call(string name, string method, params Value[] args) => Ops.CallMethod(Get(name), method, args);

    /// <summary>A type as written: None stands for NoneType.</summary>
    public static Value Check(Value type, string message) => type.IsNone ? new Value(PyNone.TypeObject) : Function("_type_check", type, Value.Str(message));
}

/// <summary>typing.NoDefault: a type parameter has no default.</summary>
[PyType("typing.NoDefaultType", Subclassable = false, Doc = "The type of the NoDefault singleton.")]
public sealed partial class PyNoDefault : PyObject
{
    public static readonly PyNoDefault Instance = new();

    private PyNoDefault() : base(TypeObject.RootShape) { }

    [PyNew] private static Value New(PyType cls) => new(Instance);

    [PyMethod("__reduce__")] private string Reduce() => "NoDefault";

    public override Value Repr() => Value.Str("typing.NoDefault");
}
