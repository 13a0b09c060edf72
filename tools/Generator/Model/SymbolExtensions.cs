using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TieredPy.Generator.Model;

/// <summary>Reading attributes and types of the runtime from symbols.</summary>
internal static class SymbolExtensions
{
    private static readonly SymbolDisplayFormat Full =
        SymbolDisplayFormat.FullyQualifiedFormat.WithMiscellaneousOptions(
            SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    public static string FullText(this ITypeSymbol type) => type.ToDisplayString(Full);

    /// <summary>The attribute of the runtime named <paramref name="name"/> without "Attribute".</summary>
    public static AttributeData? Attribute(this ISymbol symbol, string name) => symbol.Attributes(name).FirstOrDefault();

    public static IEnumerable<AttributeData> Attributes(this ISymbol symbol, string name) =>
        symbol.GetAttributes().Where(a => a.AttributeClass is { } c && c.Name == name + "Attribute" && c.ContainingNamespace.ToDisplayString() == Names.Objects);

    public static bool Has(this ISymbol symbol, string name) => symbol.Attribute(name) != null;

    public static string? Text(this AttributeData attribute, string property) => attribute.Named(property)?.Value as string;

    public static bool Flag(this AttributeData attribute, string property, bool otherwise) => attribute.Named(property)?.Value as bool? ?? otherwise;

    public static TypedConstant? Named(this AttributeData attribute, string property)
    {
        foreach (var pair in attribute.NamedArguments)
            if (pair.Key == property) return pair.Value;
        return null;
    }

    public static string FirstText(this AttributeData attribute) => attribute.ConstructorArguments[0].Value as string ?? "";

    public static bool IsNamed(this ITypeSymbol? type, string name) =>
        type != null && type.Name == name && type.ContainingNamespace?.ToDisplayString() == Names.Objects;

    public static bool DerivesFromPyObject(this ITypeSymbol? type)
    {
        for (var t = type; t != null; t = t.BaseType)
            if (t.IsNamed("PyObject")) return true;
        return false;
    }

    public static bool IsValueSpan(this ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "ReadOnlySpan", TypeArguments.Length: 1 } t && t.TypeArguments[0].IsNamed("Value");

    /// <summary>How values of a C# type convert from and to Python's.</summary>
    public static ConvertedType Converted(this ITypeSymbol type)
    {
        bool nullable = type.NullableAnnotation == NullableAnnotation.Annotated;
        var inner = type;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } n)
        {
            inner = n.TypeArguments[0];
            nullable = true;
        }
        var kind = inner.SpecialType switch
        {
            SpecialType.System_Void => Conversion.Void,
            SpecialType.System_Int64 => Conversion.Long,
            SpecialType.System_Int32 => Conversion.Int,
            SpecialType.System_Double => Conversion.Double,
            SpecialType.System_Boolean => Conversion.Bool,
            SpecialType.System_String => Conversion.String,
            _ => inner.IsNamed("Value") ? Conversion.Value
                : inner.IsNamed("PyObject") ? Conversion.AnyObject
                : inner.DerivesFromPyObject() ? Conversion.Object
                : inner is { Name: "BigInteger", ContainingNamespace.Name: "Numerics" } ? Conversion.BigInteger
                : Conversion.Unsupported,
        };
        string text = inner.WithNullableAnnotation(NullableAnnotation.NotAnnotated).FullText();
        return new ConvertedType(kind, text, PythonName(inner), nullable);
    }

    /// <summary>The declarations that a generated part of a class must repeat.</summary>
    public static List<string> Declarations(this INamedTypeSymbol type)
    {
        var list = new List<string>();
        for (var t = type; t != null; t = t.ContainingType)
            list.Insert(0, $"{(t.IsStatic ? "static " : "")}partial {(t.IsValueType ? "struct" : "class")} {t.Name}");
        return list;
    }

    public static string Literal(string? text) => text == null ? "null" : SymbolDisplay.FormatLiteral(text, true);

    private static string PythonName(ITypeSymbol type)
    {
        for (var t = type; t != null; t = t.BaseType)
        {
            if (t.Attribute("PyType") is { } a)
            {
                string name = a.FirstText();
                return name.Substring(name.LastIndexOf('.') + 1);
            }
        }
        return type.Name;
    }
}
