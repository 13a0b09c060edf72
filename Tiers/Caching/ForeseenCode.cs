using TieredPy.Runtime.Bytecode;

namespace TieredPy.Tiers.Caching;

/// <summary>What a former run left for a code object, by root.</summary>
internal sealed class ForeseenCode
{
    private readonly Dictionary<int, ForeseenRoot> roots = [];

    public ForeseenCode(IEnumerable<CacheEntry> entries)
    {
        foreach (var group in entries.GroupBy(e => e.Pc)) roots[group.Key] = new ForeseenRoot([.. group]);
    }

    public IEnumerable<int> Places => roots.Keys;

    /// <summary>What there is for a root, as long as it is worth asking.</summary>
    public ForeseenRoot? At(int pc) => roots.TryGetValue(pc, out var root) && root.IsPending ? root : null;

    /// <summary>What was made of a root's entries became invalid: they may be used again.</summary>
    public void Lost(PyCode code, int pc)
    {
        if (!roots.TryGetValue(pc, out var root) || !root.MayBeUsedAgain) return;
        root.IsPending = true;
        code.Expect(pc, ForeseenRoot.FirstCount);
    }
}

/// <summary>The entries of one root, one for each of its versions.</summary>
internal sealed class ForeseenRoot(CacheEntry[] entries)
{
    /// <summary>When the tier is asked for the first time.</summary>
    public const int FirstCount = 1;

    /// <summary>Times that what isn't there yet is waited for, and that entries are used.</summary>
    private const int MaxAttempts = 6, MaxUses = 3;

    private int attempts, uses;

    public CacheEntry[] Entries { get; } = entries;

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
