using TieredPy.Tiers.Diagnostics;
using TieredPy.Tiers.Interpreting;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.X64;

namespace TieredPy.Tiers.Policy;

/// <summary>
/// A loop's kernel runs before RyuJIT has compiled what is around it, which takes longer than the kernel did: what comes before and behind the loop is executed node
/// by node meanwhile.
/// </summary>
internal static class EarlyKernel
{
    /// <summary>Whether all loops of a loop's region are in its kernels, as another would go round node by node, and nothing is called that has code.</summary>
    public static bool MayRun(Region region, CallTarget[] callees, List<KernelPlan> kernels)
    {
        if (kernels.Count == 0 || region.Function != null || callees.Length > 0 || !kernels.TrueForAll(InterpretedRegion.CanRun)) return false;
        var flow = kernels[0].Loop.Flow;
        return !flow.Order.Exists(b => flow.IsIn(b, b) && !kernels.Exists(k => k.Loop.Members.Contains(b)));
    }

    /// <summary>The region, to be executed; null where a node can't be.</summary>
    public static InterpretedRegion? Of(Region region, CompiledRegion target, List<KernelPlan> kernels)
    {
        InterpretedRegion interpreted;
        try
        {
            interpreted = new InterpretedRegion(region, target, kernels);
        }
        catch (NotInterpretableException)
        {
            return null;
        }
        interpreted.KernelRuns = () =>
        {
            interpreted.KernelRuns = null;
            var since = Stopwatch.GetElapsedTime(target.Version.HotSince);
            JitStats.Count(Counter.KernelsEnteredEarly);
            JitStats.Count(Counter.KernelWaitMicroseconds, (long)since.TotalMicroseconds);
            if (DumpLog.Wants('t', target.Version.Root.Code)) DumpLog.Write('t', $"kernel of {region.Name} runs", $"{since.TotalMicroseconds:F0} microseconds after the loop was hot");
        };
        return interpreted;
    }
}
