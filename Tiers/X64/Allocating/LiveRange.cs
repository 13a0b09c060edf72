namespace TieredPy.Tiers.X64.Allocating;

/// <summary>The positions at which a register has a value that is still wanted: spans in order, each from its first position to before its end.</summary>
internal sealed class LiveRange
{
    private (int From, int To)[] spans = [];
    private int count;

    public ReadOnlySpan<(int From, int To)> Spans => spans.AsSpan(0, count);

    public bool IsEmpty => count == 0;

    public int Length
    {
        get
        {
            int length = 0;
            foreach (var (from, to) in Spans) length += to - from;
            return length;
        }
    }

    /// <summary>Adds a span, which overlaps or touches any.</summary>
    public void Add(int from, int to)
    {
        int first = FirstEndingFrom(from), behind = first;
        while (behind < count && spans[behind].From <= to)
        {
            from = Math.Min(from, spans[behind].From);
            to = Math.Max(to, spans[behind].To);
            behind++;
        }
        if (behind == first)
        {
            if (count == spans.Length) Array.Resize(ref spans, Math.Max(2, 2 * count));
            Array.Copy(spans, first, spans, first + 1, count - first);
            count++;
        }
        else if (behind > first + 1)
        {
            Array.Copy(spans, behind, spans, first + 1, count - behind);
            count -= behind - first - 1;
        }
        spans[first] = (from, to);
    }

    public void Add(LiveRange other)
    {
        foreach (var (from, to) in other.Spans) Add(from, to);
    }

    /// <summary>Whether both have some position; quickest where <paramref name="other"/> has few spans.</summary>
    public bool Overlaps(LiveRange other)
    {
        foreach (var (from, to) in other.Spans)
        {
            int k = FirstEndingFrom(from + 1);
            if (k < count && spans[k].From < to) return true;
        }
        return false;
    }

    /// <summary>The value is there both before and after a position.</summary>
    public bool IsAcross(int position)
    {
        int k = FirstEndingFrom(position + 1);
        return k < count && spans[k].From < position;
    }

    /// <summary>The first span whose end isn't before a position.</summary>
    private int FirstEndingFrom(int position)
    {
        int low = 0, high = count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (spans[middle].To < position) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
