using TieredPy.Tiers.Building;
using TieredPy.Tiers.Diagnostics;
using TieredPy.Tiers.X64;

namespace TieredPy.Tiers.Policy;

/// <summary>A compilation that is under way: what its first half leaves to its second.</summary>
internal sealed class Compilation(RegionVersion version)
{
    public RegionVersion Version { get; } = version;
    public RegionRoot Root => Version.Root;
    public StageTimes Times { get; } = new(version.HotSince);

    /// <summary>The optimised region, and the code-to-be whose assumptions are watched already.</summary>
    public BuiltRegion Built { get; set; } = null!;
    public CompiledRegion Region { get; set; } = null!;

    /// <summary>Changes of functions when it was begun.</summary>
    public int FunctionChanges { get; set; }

    public List<KernelPlan> Kernels { get; set; } = [];
    public FunctionKernel? Recursion { get; set; }

    /// <summary>What runs the kernels until the code is there.</summary>
    public CompiledRegion? Early { get; set; }
}
