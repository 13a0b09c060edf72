using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Policy;

/// <summary>Which code calls which function's code directly. When the function gets code of another signature, calls of the former one leave each time.</summary>
internal sealed class Callers
{
    private readonly ConditionalWeakTable<CallTarget, HashSet<RegionVersion>> table = [];
    private readonly Lock gate = new();

    /// <summary>Notes what a version's new code calls.</summary>
    public void Note(RegionVersion version, CallTarget[] callees)
    {
        lock (gate)
            foreach (var target in callees) table.GetOrCreateValue(target).Add(version);
    }

    /// <summary>Those whose code calls what is no longer there; each is told once.</summary>
    public RegionVersion[] Take(CallTarget target)
    {
        lock (gate)
        {
            if (!table.TryGetValue(target, out var versions)) return [];
            table.Remove(target);
            return [.. versions];
        }
    }
}
