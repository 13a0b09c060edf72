namespace TieredPy.Runtime.Objects;

/// <summary>Makes <c>object</c> and <c>type</c> together: each is described by the other. Touches no other static state.</summary>
internal static class TypeBootstrap
{
    public static readonly PyType Object;
    public static readonly PyType Type;

    static TypeBootstrap()
    {
        Type = new PyType(null!, "type");
        Type.Shape = Type.RootShape;
        Object = new PyType(Type.RootShape, "object");
        PyObject.Describe(Object);
        PyType.Describe(Type);
        Type.SetBuiltinBase(Object);
    }
}
