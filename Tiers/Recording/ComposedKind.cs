using TieredPy.Runtime.Objects;

namespace TieredPy.Tiers.Recording;

/// <summary>The detail of an iterator over other iterators, enumerate or zip: the C# classes of those.</summary>
/// <param name="Class">Its C# class.</param>
/// <param name="First">The class of the first source.</param>
/// <param name="Second">The class of the second source of a zip.</param>
internal sealed record ComposedKind(Type Class, Type First, Type? Second)
{
    /// <summary>How the numbers are stored that the sources go through, where they are of arrays or memoryviews.</summary>
    public ElementFormat FirstFormat { get; init; }

    /// <summary>A source goes through a str with characters beyond U+FFFF.</summary>
    public bool HasWide { get; init; }

    /// <inheritdoc cref="FirstFormat"/>
    public ElementFormat SecondFormat { get; init; }

    /// <summary>The kind of an iterator, null where there is more to it than compiled loops deal with.</summary>
    public static ComposedKind? Of(PyObject o) => o switch
    {
        PyEnumerate e => new ComposedKind(typeof(PyEnumerate), e.Source.GetType(), null) { FirstFormat = ElementsKind.FormatOf(e.Source), HasWide = WideKind.Of(e.Source) != null },
        PyZip { IsStrict: false } z when z.Sources is [{ Ref: { } first }, { Ref: { } second }] => new ComposedKind(typeof(PyZip), first.GetType(), second.GetType()) { FirstFormat = ElementsKind.FormatOf(first), SecondFormat = ElementsKind.FormatOf(second), HasWide = WideKind.Of(first) != null || WideKind.Of(second) != null },
        _ => null,
    };

    public override string ToString() => Second == null ? $"{Class.Name} of {First.Name}" : $"{Class.Name} of {First.Name}, {Second.Name}";
}
