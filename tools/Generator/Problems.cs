using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace TieredPy.Generator;

/// <summary>Mistakes in declarations, reported as build errors.</summary>
internal sealed class Problems
{
    public static readonly DiagnosticDescriptor Descriptor =
        new("TPG001", "Python declaration", "{0}", "TieredPy", DiagnosticSeverity.Error, true);

    private readonly List<string> lines = [];

    public void Add(ISymbol where, string text) => lines.Add($"{where.ToDisplayString()}: {text}");

    public string ToText() => string.Join("\n", lines);
}
