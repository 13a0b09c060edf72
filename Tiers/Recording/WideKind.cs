using TieredPy.Runtime.Objects;

namespace TieredPy.Tiers.Recording;

/// <summary>The detail of a str that has characters beyond U+FFFF, or of an iterator over one: its C# class.</summary>
internal sealed record WideKind(Type Class)
{
    private static readonly WideKind Text = new(typeof(PyStr)), Iterator = new(typeof(PyStrIterator));

    /// <summary>The kind of an object; null where it isn't one of those.</summary>
    public static WideKind? Of(PyObject o) => o switch
    {
        PyStr { IsExact: true, IsWide: true } => Text,
        PyStrIterator { text.IsWide: true } => Iterator,
        _ => null,
    };

    public override string ToString() => $"wide {Class.Name}";
}
