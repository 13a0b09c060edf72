namespace TieredPy.Runtime.Objects;

/// <summary>Searching, splitting and replacing in runs of chars, code points or bytes: what str and bytes share.</summary>
internal static class SpanSearch
{
    /// <summary>Where a part first occurs between two positions, or -1. An empty part is found at the start when that is inside.</summary>
    public static int Find<T>(ReadOnlySpan<T> text, ReadOnlySpan<T> part, int start, int end) where T : unmanaged, IEquatable<T>
    {
        if (end - start < part.Length) return -1;
        if (part.Length == 0) return start;
        int i = Text.TextSearch.Find(text[start..end], part);
        return i < 0 ? -1 : start + i;
    }

    /// <summary>Where a part last occurs between two positions, or -1.</summary>
    public static int FindLast<T>(ReadOnlySpan<T> text, ReadOnlySpan<T> part, int start, int end) where T : unmanaged, IEquatable<T>
    {
        if (end - start < part.Length) return -1;
        if (part.Length == 0) return end;
        int i = part.Length == 1 ? text[start..end].LastIndexOf(part[0]) : text[start..end].LastIndexOf(part);
        return i < 0 ? -1 : start + i;
    }

    /// <summary>How often a part occurs, without overlaps; an empty one, at each boundary.</summary>
    public static int Count<T>(ReadOnlySpan<T> text, ReadOnlySpan<T> part, int start, int end) where T : unmanaged, IEquatable<T>
    {
        if (end - start < part.Length) return 0;
        if (part.Length == 0) return end - start + 1;
        var rest = text[start..end];
        if (part.Length == 1) return rest.Count(part[0]);
        int n = 0;
        for (int i; (i = Text.TextSearch.Find(rest, part)) >= 0; n++) rest = rest[(i + part.Length)..];
        return n;
    }

    /// <summary>The pieces between separators as (start, end) pairs; at most <paramref name="max"/> cuts unless negative.</summary>
    public static List<(int Start, int End)> Split<T>(ReadOnlySpan<T> text, ReadOnlySpan<T> separator, long max) where T : unmanaged, IEquatable<T>
    {
        var pieces = new List<(int, int)>();
        int start = 0;
        while (max-- != 0)
        {
            int i = Find(text, separator, start, text.Length);
            if (i < 0) break;
            pieces.Add((start, i));
            start = i + separator.Length;
        }
        pieces.Add((start, text.Length));
        return pieces;
    }

    /// <summary>As <see cref="Split"/>, cutting from the end.</summary>
    public static List<(int Start, int End)> SplitLast<T>(ReadOnlySpan<T> text, ReadOnlySpan<T> separator, long max) where T : unmanaged, IEquatable<T>
    {
        var pieces = new List<(int, int)>();
        int end = text.Length;
        while (max-- != 0)
        {
            int i = FindLast(text, separator, 0, end);
            if (i < 0) break;
            pieces.Add((i + separator.Length, end));
            end = i;
        }
        pieces.Add((0, end));
        pieces.Reverse();
        return pieces;
    }

    /// <summary>Replaces up to <paramref name="max"/> occurrences (all when negative); null when there is none.</summary>
    public static T[]? Replace<T>(ReadOnlySpan<T> text, ReadOnlySpan<T> old, ReadOnlySpan<T> with, long max) where T : unmanaged, IEquatable<T>
    {
        if (max == 0) return null;
        long count = Count(text, old, 0, text.Length);
        if (max > 0) count = Math.Min(count, max);
        if (count == 0) return null;
        long length = text.Length + count * ((long)with.Length - old.Length);
        if (length > 0x3FFFFFDF) throw Err.MemoryError();
        var result = new T[length];
        var to = result.AsSpan();
        int at = 0;
        if (old.Length == 0)
        {
            for (int i = 0; i < count; i++)
            {
                with.CopyTo(to);
                to = to[with.Length..];
                if (at < text.Length)
                {
                    to[0] = text[at++];
                    to = to[1..];
                }
            }
        }
        else
        {
            for (int i = 0; i < count; i++)
            {
                int found = Find(text, old, at, text.Length);
                text[at..found].CopyTo(to);
                to = to[(found - at)..];
                with.CopyTo(to);
                to = to[with.Length..];
                at = found + old.Length;
            }
        }
        text[at..].CopyTo(to);
        return result;
    }

    /// <summary>Fits start and end arguments (Missing or None: the whole) to a length; false when start lies beyond the end.</summary>
    public static bool Bounds(Value start, Value end, int length, out int from, out int to)
    {
        long s = start.IsMissingOrNone ? 0 : Bound(start);
        long e = end.IsMissingOrNone ? length : Bound(end);
        if (e > length) e = length;
        else if (e < 0) e = Math.Max(0, e + length);
        if (s < 0) s = Math.Max(0, s + length);
        from = (int)Math.Min(s, int.MaxValue);
        to = (int)e;
        return s <= e;
    }

    private static long Bound(Value v) =>
        v.IsInt ? v.Bits : Ops.HasIndex(v) ? Ops.AsIndexClamped(v) : throw Err.TypeError("slice indices must be integers or None or have an __index__ method");
}
