namespace TieredPy.Runtime.Objects;

/// <summary>typing.Generic, whose work is in typing.py.</summary>
[PyType("typing.Generic", BaseLayout = true, Mutable = true, Doc = "Abstract base class for generic types.")]
public partial class PyGeneric : PyObject
{
    internal PyGeneric(Shape shape) : base(shape) { }

    [PyClassMethod("__class_getitem__", Signature = "($type, *args, **kwargs)")]
    private static Value ClassGetItem(PyType cls, Value item) => TypingLibrary.Function("_generic_class_getitem", new Value(cls), item);

    [PyClassMethod("__init_subclass__", Signature = "($type, *args, **kwargs)")]
    private static Value InitSubclass(PyType cls, [StarArgs] ReadOnlySpan<Value> args, [StarKwArgs] PyDict? kwargs)
    {
        Value[] all = [new Value(cls), .. args];
        return Ops.Call(TypingLibrary.Get("_generic_init_subclass"), new PyTuple(all), kwargs);
    }
}

/// <summary>The types behind the _typing module.</summary>
internal static class TypingTypes
{
    public static PyType Generic => PyGeneric.TypeObject;
}
