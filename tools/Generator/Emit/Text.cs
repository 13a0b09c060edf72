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
        if (type.Nullable && IsBox(type.CSharp)) return $"A::Results.AnyObjectOrNone({expression})";
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
            _ => IsBox(type.CSharp) ? $"O::Value.FromHeap({expression})" : $"new O::Value((O::PyObject){expression})",
        };
    }

    /// <summary>The object in a Value as a C# class, or null. Ints and floats are values, so where their classes are asked for they are boxed.</summary>
    public static string As(string value, string csharp) => IsBox(csharp) ? $"{value}.ToHeap() as {csharp}" : $"{value}.Ref as {csharp}";

    /// <summary>The object in a Value that is known to be of a C# class.</summary>
    public static string Cast(string value, string csharp) => IsBox(csharp) ? $"(({csharp}){value}.ToHeap())" : $"(({csharp}){value}.Ref!)";

    private static bool IsBox(string csharp) => csharp.EndsWith(".PyInt") || csharp.EndsWith(".PyFloat");

    /// <summary>A C# identifier for a Python name.</summary>
    public static string Identifier(string name)
    {
        var b = new StringBuilder();
        foreach (char c in name) b.Append(char.IsLetterOrDigit(c) ? c : '_');
        return b.ToString();
    }
}
