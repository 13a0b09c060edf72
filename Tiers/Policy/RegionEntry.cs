using TieredPy.Runtime.Interpreter;

namespace TieredPy.Tiers.Policy;

/// <summary>What a patched head enters: the versions of its root in turn, until one takes the values that come in.</summary>
internal sealed class RegionEntry(RegionRoot root) : CompiledCode
{
    public override TierAction Enter(PyThread t, Frame f)
    {
        if (f.Function.Globals != root.Globals) return TierAction.GoOn;
        foreach (var version in root.Versions)
        {
            if (version.Region is not { } region) continue;
            var action = region.Enter(t, f);
            if (action != TierAction.GoOn) return action;
        }
        return TierAction.GoOn;
    }
}
