namespace TieredPy.Runtime.Objects;

/// <summary>The marker objects that <see cref="Value.Ref"/> may hold in place of a real object.</summary>
internal static class Tags
{
    public static readonly PyObject Float = new Tag(PyFloat.TypeObject.RootShape, "float");
    public static readonly PyObject Error = new Tag(PyObject.TypeObject.RootShape, "<error>");
    public static readonly PyObject Done = new Tag(PyObject.TypeObject.RootShape, "<done>");
    public static readonly PyObject Missing = new Tag(PyObject.TypeObject.RootShape, "<missing>");

    private sealed class Tag(Shape shape, string name) : PyObject(shape)
    {
        public override string ToString() => name;
    }
}
