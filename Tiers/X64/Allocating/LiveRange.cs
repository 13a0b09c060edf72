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
        int k = 0;
        while (k < spans.Count && spans[k].To < from) k++;
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

    public bool Overlaps(LiveRange other)
    {
        int a = 0, b = 0;
        while (a < spans.Count && b < other.spans.Count)
        {
            if (spans[a].To <= other.spans[b].From) a++;
            else if (other.spans[b].To <= spans[a].From) b++;
            else return true;
        }
        return false;
    }

    /// <summary>The value is there both before and after a position.</summary>
    public bool IsAcross(int position) => spans.Exists(s => s.From < position && s.To > position);
}
