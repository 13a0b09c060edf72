namespace TieredPy.Runtime.Objects;

/// <summary>Copies of a few values.</summary>
internal static class ValueSpans
{
    /// <summary>Copies as <see cref="ReadOnlySpan{T}.CopyTo"/> does between spans that don't overlap, one by one: to copy memory with references the runtime
    /// orders it against other threads first, which takes longer than the few arguments of a call.</summary>
    public static void CopyFewTo(this ReadOnlySpan<Value> from, Span<Value> to)
    {
        to = to[..from.Length];
        for (int k = 0; k < to.Length; k++) to[k] = from[k];
    }
}
