namespace TieredPy.Tiers.X64.Allocating;

/// <summary>The positions at which a register has a value that is still wanted: spans in order, each from its first position to before its end.</summary>
internal sealed class LiveRange
{
    private readonly List<(int From, int To)> spans = [];

    public IReadOnlyList<(int From, int To)> Spans => spans;

    public bool IsEmpty => spans.Count == 0;

    public int Length
    {
        get
        {
            int length = 0;
            foreach (var (from, to) in spans) length += to - from;
            return length;
        }
    }

    /// <summary>Adds a span, which overlaps or touches any.</summary>
    public void Add(int from, int to)
    {
        int k = FirstEndingFrom(from);
        while (k < spans.Count && spans[k].From <= to)
        {
            from = Math.Min(from, spans[k].From);
            to = Math.Max(to, spans[k].To);
            spans.RemoveAt(k);
        }
        spans.Insert(k, (from, to));
    }

    public void Add(LiveRange other)
    {
        foreach (var (from, to) in other.spans) Add(from, to);
    }

    /// <summary>Whether both have some position; quickest where <paramref name="other"/> has few spans.</summary>
    public bool Overlaps(LiveRange other)
    {
        foreach (var (from, to) in other.spans)
        {
            int k = FirstEndingFrom(from + 1);
            if (k < spans.Count && spans[k].From < to) return true;
        }
        return false;
    }

    /// <summary>The value is there both before and after a position.</summary>
    public bool IsAcross(int position)
    {
        int k = FirstEndingFrom(position + 1);
        return k < spans.Count && spans[k].From < position;
    }

    /// <summary>The first span whose end isn't before a position.</summary>
    private int FirstEndingFrom(int position)
    {
        int low = 0, high = spans.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (spans[middle].To < position) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
