using TieredPy.Runtime.Objects;

namespace TieredPy.Tiers.Recording;

/// <summary>The detail of an instance of a Python class that derives from a built-in one: an exception, a named tuple.</summary>
/// <param name="Class">Its C# class.</param>
/// <param name="Shape">Its shape, which tells the Python class.</param>
internal sealed record HeirKind(Type Class, Shape Shape)
{
    public PyType Type => Shape.Type;

    public override string ToString() => Type.Name;
}
