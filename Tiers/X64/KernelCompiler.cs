using TieredPy.Tiers.Diagnostics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.X64.Selecting;

namespace TieredPy.Tiers.X64;

/// <summary>Makes the kernels of a region: of its loops, and of the function that it is.</summary>
internal static class KernelCompiler
{
    /// <summary>Whatever goes wrong, tier 1's code does without kernels.</summary>
    public static (List<KernelPlan> Loops, FunctionKernel? Function) Compile(Region region)
    {
        bool hasLoops = region.Blocks.Exists(b => b.IsLoopHead), callsItself = FunctionSelection.CallsItself(region);
        if (!hasLoops && !callsItself) return ([], null);
        if (Prevented() is { } why)
        {
            JitStats.Count(why);
            return ([], null);
        }
        long start = Stopwatch.GetTimestamp();
        try
        {
            var loops = hasLoops ? KernelPlan.Of(region) : [];
            var function = callsItself ? FunctionKernel.Of(region) : null;
            JitStats.Count(Counter.KernelsCompiled, loops.Count + (function != null ? 1 : 0));
            return (loops, function);
        }
        catch (Exception e) when (e is not OutOfMemoryException or InsufficientMemoryException)
        {
            JitStats.Count(KernelRefusal.Fault);
            return ([], null);
        }
        finally
        {
            JitStats.Count(Counter.KernelMicroseconds, (long)Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }
    }

    /// <summary>Why there are no kernels at all; null where there may be.</summary>
    private static KernelRefusal? Prevented() =>
        !Cpu.IsSupported ? KernelRefusal.Platform : JitOptions.Current.FailGuardsOnce ? KernelRefusal.ForcedExits : null;
}
