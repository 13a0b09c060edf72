using System.Reflection;
using TieredPy.Runtime.Objects;

namespace TieredPy.Tiers.Recording;

/// <summary>The detail of an instance of a Python class that derives from a built-in one: an exception, a named tuple.</summary>
/// <param name="Class">Its C# class.</param>
/// <param name="Shape">Its shape, which tells the Python class.</param>
internal sealed record HeirKind(Type Class, Shape Shape)
{
    public PyType Type => Shape.Type;

    /// <summary>Instances keep what is set on them in slots: their C# class has these, and no <c>__setattr__</c> of its own.</summary>
    public bool SetsInSlots { get; } = Owner(Class, nameof(PyObject.SetAttr)) == typeof(PyObject) && Owner(Class, nameof(PyObject.SlotRef)) != typeof(PyObject);

    private static Type? Owner(Type c, string method) => c.GetMethod(method, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)!.DeclaringType;

    public override string ToString() => Type.Name;
}
