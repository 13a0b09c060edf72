using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Policy;

/// <summary>What a patched head enters: the versions of its root in turn, until one takes the values that come in.</summary>
internal sealed class RegionEntry(RegionRoot root) : CompiledCode
{
    /// <summary>Calls, since they were last counted, with arguments that no version takes.</summary>
    private int misses;

    public override TierAction Enter(PyThread t, Frame f)
    {
        if (!root.Fits(f)) return TierAction.GoOn;
        foreach (var version in root.Versions)
        {
            if (version.Region is not { } region) continue;
            var action = region.Enter(t, f);
            if (action != TierAction.GoOn) return action;
        }
        return root.IsFunction && ++misses >= Patience ? Missed(t, f) : TierAction.GoOn;
    }

    public override bool TryCall(PyThread t, PyFunction f, ref Value arguments)
    {
        if (!root.IsFunction || f.Globals != root.Globals) return false;
        foreach (var version in root.Versions)
            if (version.Region is { } region && region.TryCall(t, f, ref arguments)) return true;
        return false;
    }

    public override bool TryCallUnseen(PyThread t, PyFunction f, ref Value arguments)
    {
        if (!root.IsFunction || f.Globals != root.Globals) return false;
        foreach (var version in root.Versions)
            if (version.Region is { Target.Frames: FrameUse.None } region && region.TryCall(t, f, ref arguments)) return true;
        return false;
    }

    /// <summary>The first recording of a version waits as long as that of a function does, the others follow soon.</summary>
    private int Patience => Array.Exists(root.Versions, v => v is { Region: null, IsGivenUp: false, Recordings: > 0 }) ? Math.Min(5, CompilingTier.FunctionThreshold) : CompilingTier.FunctionThreshold;

    /// <summary>Calls with other types of arguments are as frequent as those of a hot function: they get a version of their own.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private TierAction Missed(PyThread t, Frame f)
    {
        misses = 0;
        foreach (var version in root.Versions)
            if (version.Target is { Pointer: not 0 } target && Takes(target, f)) return TierAction.GoOn;
        return CompilingTier.Installed?.FunctionIsHot(t, f) ?? TierAction.GoOn;
    }

    private static bool Takes(CallTarget target, Frame f)
    {
        for (int k = 0; k < target.Parameters.Length; k++)
        {
            var v = f[k];
            bool fits = target.Parameters[k] switch
            {
                IrType.Int => v.IsInt,
                IrType.Float => v.IsFloat,
                IrType.Bool => v.IsTrue || v.IsFalse,
                IrType.Ref => v.Ref != null && !v.IsFloat,
                _ => true,
            };
            if (!fits) return false;
        }
        return true;
    }
}
