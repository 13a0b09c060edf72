using System.Text;
using TieredPy.Generator.Model;

namespace TieredPy.Generator.Emit;

/// <summary>Pieces of C# text that several emitters need.</summary>
internal static class Text
{
    public const string Args = "global::System.ReadOnlySpan<O::Value>";

    /// <summary>The parameter list of every entry point.</summary>
    public const string EntryParameters = Args + " args, O::PyStr[]? kw";

    public static string Quote(string? s) => SymbolExtensions.Literal(s);

    /// <summary>An expression of type Value from one of a convertible type; not for void.</summary>
    public static string ToValue(ConvertedType type, string expression)
    {
        if (type.Nullable) return $"A::Results.{type.Kind}OrNone({expression})";
        return type.Kind switch
        {
            Conversion.Value => expression,
            Conversion.Long or Conversion.Int => $"O::Value.Int({expression})",
            Conversion.Double => $"O::Value.Float({expression})",
            Conversion.Bool => $"O::Value.Bool({expression})",
            Conversion.String => $"O::Value.Str({expression})",
            Conversion.BigInteger => $"O::Value.Big({expression})",
            Conversion.AnyObject => $"O::Value.FromHeap({expression})",
            _ => $"new O::Value((O::PyObject){expression})",
        };
    }

    /// <summary>A C# identifier for a Python name.</summary>
    public static string Identifier(string name)
    {
        var b = new StringBuilder();
        foreach (char c in name) b.Append(char.IsLetterOrDigit(c) ? c : '_');
        return b.ToString();
    }
}
