using TieredPy.Runtime.Modules.Arrays;
using TieredPy.Runtime.Objects;

namespace TieredPy.Tiers.Recording;

/// <summary>The detail of an array or a memoryview of numbers, or of an iterator over one.</summary>
/// <param name="Class">Its C# class.</param>
/// <param name="Format">How its numbers are stored.</param>
internal sealed record ElementsKind(Type Class, ElementFormat Format)
{
    /// <summary>The classes that there are such kinds of, in an order that caches rely on.</summary>
    public static readonly Type[] Classes = [typeof(PyArray), typeof(PyMemoryView), typeof(PyArrayIterator), typeof(PyMemoryIterator)];

    /// <summary>The kind of an object; null for others, and where the items aren't numbers that lie one behind the other.</summary>
    public static ElementsKind? Of(PyObject o) => FormatOf(o) is var format and not ElementFormat.None ? new ElementsKind(o.GetType(), format) : null;

    /// <summary>How the numbers of an array or a memoryview are stored, or of what an iterator goes through; none for others.</summary>
    public static ElementFormat FormatOf(PyObject o) => o switch
    {
        PyArray a => (ElementFormat)a.format,
        PyMemoryView v => (ElementFormat)v.elementFormat,
        PyArrayIterator { array: { } a } => (ElementFormat)a.format,
        PyMemoryIterator { view: { } v } => (ElementFormat)v.elementFormat,
        _ => ElementFormat.None,
    };

    public override string ToString() => $"{Class.Name} of {Format}";
}
