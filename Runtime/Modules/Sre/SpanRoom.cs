using System.Diagnostics.CodeAnalysis;

namespace TieredPy.Runtime.Modules.Sre;

/// <summary>Room on the stack for the starts and ends of a match and its groups, which are few as a rule.</summary>
[InlineArray(Few)]
internal struct SpanRoom
{
    private const int Few = 16;

    private int first;

    /// <summary>So many ints: here, or where they are more an array of their own.</summary>
    [UnscopedRef]
    public Span<int> Of(int count) => count <= Few ? MemoryMarshal.CreateSpan(ref first, count) : new int[count];
}
