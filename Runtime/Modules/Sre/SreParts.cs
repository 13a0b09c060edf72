namespace TieredPy.Runtime.Modules.Sre;

/// <summary>What a substitution's result is joined of. What stays of a narrow str is not cut out first: only its place is kept.</summary>
internal struct SreParts
{
    [ThreadStatic] private static List<Value>? spare;

    private const int SpareCapacity = 1024;

    private readonly SreSubject subject;
    private readonly string? chars;

    /// <summary>Ints among the items are places in the subject: start and end, 32 bits each.</summary>
    private bool keepsPlaces;

    public SreParts(SreSubject subject)
    {
        this.subject = subject;
        chars = subject.Chars;
        keepsPlaces = chars != null;
        // A callback may substitute too.
        Items = spare ?? [];
        spare = null;
    }

    public List<Value> Items { get; }

    /// <summary>A part of the subject.</summary>
    public readonly void AddSlice(int from, int to) => Items.Add(keepsPlaces ? Value.Int((long)from << 32 | (long)to) : subject.Slice(from, to));

    /// <summary>Anything: what isn't a str is complained of by the join, in the end.</summary>
    public void Add(Value item)
    {
        if (item.Ref == null) Cut();
        Items.Add(item);
    }

    /// <summary>Puts the parts of the subject themselves in the place of their places.</summary>
    private void Cut()
    {
        if (!keepsPlaces) return;
        keepsPlaces = false;
        for (int i = 0; i < Items.Count; i++)
            if (Items[i].IsInt) Items[i] = subject.Slice(StartOf(Items[i]), EndOf(Items[i]));
    }

    private static int StartOf(Value place) => (int)(place.Bits >> 32);

    private static int EndOf(Value place) => (int)place.Bits;

    public Value Join()
    {
        var result = JoinPlaces();
        if (result.IsMissing)
        {
            Cut();
            result = SreSubstitution.Join(Items, subject.IsBytes);
        }
        Items.Clear();
        if (Items.Capacity <= SpareCapacity) spare = Items;
        return result;
    }

    /// <summary>The whole where all of it are chars, and more than one part; else Missing.</summary>
    private readonly Value JoinPlaces()
    {
        if (!keepsPlaces || Items.Count < 2) return Value.Missing;
        long total = 0;
        foreach (var v in Items)
        {
            if (v.IsInt) total += EndOf(v) - StartOf(v);
            else if (v.Ref is PyStr { IsWide: false } s) total += s.Length;
            else return Value.Missing;
        }
        return total is > 1 and <= PyStr.MaxLength ? new Value(new PyStr(string.Create((int)total, (Items, chars!), Fill))) : Value.Missing;
    }

    private static readonly System.Buffers.SpanAction<char, (List<Value> Items, string Chars)> Fill = static (to, from) =>
    {
        foreach (var v in from.Items)
        {
            var part = v.IsInt ? from.Chars.AsSpan(StartOf(v), EndOf(v) - StartOf(v)) : Unsafe.As<PyStr>(v.Ref!).Span;
            part.CopyTo(to);
            to = to[part.Length..];
        }
    };
}
