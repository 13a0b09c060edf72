using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Policy;

/// <summary>What a patched head enters: the versions of its root in turn, until one takes the values that come in.</summary>
internal sealed class RegionEntry(RegionRoot root) : CompiledCode
{
    /// <summary>Calls, since they were last counted, with arguments that no version takes.</summary>
    private int misses;

    /// <summary>Times in a row that it was entered in vain, and rounds or calls for which that isn't tried again.</summary>
    private int vain, pause;

    /// <summary>Times, since they were last counted, that a version wasn't tried because of the types of its variables.</summary>
    private int others;

    /// <summary>So many vain entries cost nothing worth saving; after each so many more, pauses are a round or call longer, up to a limit: what can be entered waits for so many.</summary>
    private const int FreeVain = 16, LongestPause = 256;

    public override TierAction Enter(PyThread t, Frame f)
    {
        if (pause > 0)
        {
            pause--;
            return TierAction.GoOn;
        }
        if (!root.Fits(f)) return TierAction.GoOn;
        bool isVain = false, isOther = false;
        foreach (var version in root.Versions)
        {
            if (version.Region is not { } region) continue;
            if (version.Types is { } types && root.Versions.Length < Tier1.MaxVersions && !types.Admit(f))
            {
                isVain = isOther = true;
                continue;
            }
            int before = region.VainExits;
            var action = region.Enter(t, f);
            if (action != TierAction.GoOn)
            {
                vain = 0;
                return action;
            }
            isVain |= region.VainExits != before;
        }
        // A loop that runs with values of other types comes here in each round, a function of ever other classes in each call.
        if (isVain) pause = Math.Min(++vain / FreeVain, LongestPause);
        if (isOther && ++others >= JitOptions.Current.ExitThreshold)
        {
            others = 0;
            return (CompilingTier.Installed as Tier1)?.LoopMissed(t, root) ?? TierAction.GoOn;
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
