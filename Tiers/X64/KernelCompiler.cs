using TieredPy.Tiers.Diagnostics;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.X64;

/// <summary>Makes the kernels of a region: of its loops, and of the function that it is.</summary>
internal static class KernelCompiler
{
    /// <summary>Whatever goes wrong, tier 1's code does without kernels.</summary>
    public static (List<KernelPlan> Loops, FunctionKernel? Function) Compile(Region region)
    {
        try
        {
            return (KernelPlan.Of(region), FunctionKernel.Of(region));
        }
        catch (Exception e) when (e is not OutOfMemoryException or InsufficientMemoryException)
        {
            JitStats.Count(KernelRefusal.Fault);
            return ([], null);
        }
    }
}
