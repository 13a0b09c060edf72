namespace TieredPy.Runtime.Objects;

/// <summary>
/// Copies of items that may be references. To copy a block of these the runtime orders memory against other threads first, which takes as long as
/// copying some tens of items one by one: fewer are copied so.
/// </summary>
internal static class ItemSpans
{
    private const int Few = 32;

    /// <summary>Copies as <see cref="ReadOnlySpan{T}.CopyTo"/> does between spans that don't overlap.</summary>
    public static void CopyItemsTo<T>(this ReadOnlySpan<T> from, Span<T> to)
    {
        if (!RuntimeHelpers.IsReferenceOrContainsReferences<T>() || from.Length > Few)
        {
            from.CopyTo(to);
            return;
        }
        to = to[..from.Length];
        for (int k = 0; k < to.Length; k++) to[k] = from[k];
    }

    /// <inheritdoc cref="CopyItemsTo{T}(ReadOnlySpan{T}, Span{T})"/>
    public static void CopyItemsTo<T>(this Span<T> from, Span<T> to) => CopyItemsTo((ReadOnlySpan<T>)from, to);

    /// <summary>The items in a new array.</summary>
    public static T[] ToItems<T>(this ReadOnlySpan<T> from)
    {
        if (!RuntimeHelpers.IsReferenceOrContainsReferences<T>() || from.Length > Few) return from.ToArray();
        if (from.IsEmpty) return [];
        var items = new T[from.Length];
        from.CopyItemsTo(items);
        return items;
    }

    /// <inheritdoc cref="ToItems{T}(ReadOnlySpan{T})"/>
    public static T[] ToItems<T>(this Span<T> from) => ToItems((ReadOnlySpan<T>)from);

    /// <summary>Moves items within an array, to places that may overlap their own.</summary>
    public static void MoveItems<T>(T[] items, int from, int to, int n)
    {
        if (!RuntimeHelpers.IsReferenceOrContainsReferences<T>() || n > Few)
        {
            Array.Copy(items, from, items, to, n);
            return;
        }
        var all = items.AsSpan();
        if (to < from)
            for (int k = 0; k < n; k++) all[to + k] = all[from + k];
        else
            for (int k = n - 1; k >= 0; k--) all[to + k] = all[from + k];
    }
}
