using TieredPy.Runtime.Bytecode;

namespace TieredPy.Tiers.Caching;

/// <summary>What a former run left for a code object, by root.</summary>
internal sealed class ForeseenCode
{
    private readonly List<ForeseenRoot> roots = [];

    public ForeseenCode(List<CacheEntry> entries)
    {
        foreach (var e in entries)
        {
            var root = Find(e.Pc);
            if (root == null) roots.Add(root = new ForeseenRoot(e.Pc));
            root.Add(e);
        }
    }

    private ForeseenRoot? Find(int pc)
    {
        foreach (var root in roots)
            if (root.Pc == pc) return root;
        return null;
    }

    /// <summary>The roots that are to be compiled when they are come to first.</summary>
    public IEnumerable<int> HotPlaces
    {
        get
        {
            foreach (var root in roots)
                if (root.Heat > 0) yield return root.Pc;
        }
    }

    /// <summary>What there is for a root, as long as it is worth asking.</summary>
    public ForeseenRoot? At(int pc) => Find(pc) is { IsPending: true } root ? root : null;

    /// <summary>What was made of a root's entries became invalid: they may be used again.</summary>
    public void Lost(PyCode code, int pc)
    {
        if (Find(pc) is not { MayBeUsedAgain: true } root) return;
        root.IsPending = true;
        code.Expect(pc, ForeseenRoot.FirstCount);
    }
}

/// <summary>The entries of one root, one for each of its versions.</summary>
internal sealed class ForeseenRoot(int pc)
{
    /// <summary>When the tier is asked for the first time.</summary>
    public const int FirstCount = 1;

    /// <summary>Times that what isn't there yet is waited for, and that entries are used.</summary>
    private const int MaxAttempts = 6, MaxUses = 3;

    /// <summary>A version has to have a part in so many of the hottest one's heat.</summary>
    private const int LeastShare = 4;

    private int attempts, uses;

    public int Pc { get; } = pc;

    public List<CacheEntry> Entries { get; } = [];

    public void Add(CacheEntry e)
    {
        Entries.Add(e);
        Heat += e.Heat;
    }

    /// <summary>
    /// The entries worth using, the hottest first: versions for other types of values than the usual ones take those too, and are slower.
    /// </summary>
    public List<CacheEntry> Best()
    {
        if (Heat == 0) return Entries;
        int hottest = 0;
        foreach (var e in Entries) hottest = Math.Max(hottest, e.Heat);
        var best = new List<CacheEntry>();
        foreach (var e in Entries)
            if (e.Heat == hottest && best.Count == 0) best.Add(e);
        foreach (var e in Entries)
            if (!ReferenceEquals(e, best[0]) && e.Heat * LeastShare >= hottest) best.Add(e);
        return best;
    }

    /// <summary>How much of the time its versions ran.</summary>
    public int Heat { get; private set; }

    /// <summary>The entries wait to be used.</summary>
    public bool IsPending { get; set; } = true;

    public bool MayBeUsedAgain => uses < MaxUses;

    public void Used()
    {
        uses++;
        IsPending = false;
    }

    /// <summary>What an entry refers to isn't there: 0 when that isn't to be expected any more, else after how many rounds to ask again.</summary>
    public int Failed()
    {
        IsPending = ++attempts < MaxAttempts;
        return IsPending ? 1 << attempts * 2 - 1 : 0;
    }
}
