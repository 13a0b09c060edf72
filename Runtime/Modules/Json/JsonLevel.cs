namespace TieredPy.Runtime.Modules.Json;

/// <summary>How deep in containers something is written: the line break before what is there, and the one within the containers there.</summary>
internal sealed class JsonLevel
{
    private readonly PyStr indent, itemSeparator;
    private JsonLevel? inner;

    public JsonLevel(PyStr newline, PyStr indent, PyStr itemSeparator)
    {
        this.indent = indent;
        this.itemSeparator = itemSeparator;
        Newline = newline;
        Separator = Joined(itemSeparator, newline);
    }

    public PyStr Newline { get; }

    /// <summary>What is between two items here.</summary>
    public PyStr Separator { get; }

    public JsonLevel Inner => inner ??= new JsonLevel(Joined(Newline, indent), indent, itemSeparator);

    private static PyStr Joined(PyStr a, PyStr b)
    {
        var builder = new PyStrBuilder();
        builder.Append(a);
        builder.Append(b);
        return builder.ToStr();
    }
}
