using TieredPy.Tiers.Diagnostics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.X64.Allocating;
using TieredPy.Tiers.X64.Assembling;
using TieredPy.Tiers.X64.Lowering;
using TieredPy.Tiers.X64.Machine;
using TieredPy.Tiers.X64.Selecting;

namespace TieredPy.Tiers.X64;

/// <summary>A loop nest of a region that has become a kernel: what the code around it needs to call it.</summary>
internal sealed class KernelPlan(NumericLoop loop, MachineKernel machine, KernelCode code)
{
    /// <summary>Values that the buffer has room for.</summary>
    private const int MostValues = 1000;

    public NumericLoop Loop { get; } = loop;
    public MachineKernel Machine { get; } = machine;
    public KernelCode Code { get; } = code;

    /// <summary>Makes kernels of a region's loops, as far as they can be.</summary>
    public static List<KernelPlan> Of(Region region)
    {
        var plans = new List<KernelPlan>();
        LiveValues? live = null;
        foreach (var loop in LoopSelection.Choose(region))
        {
            live ??= new LiveValues(loop.Flow.Order);
            if (JitOptions.Current.KernelRounds > 0 && !Gain.IsLikely(loop, live))
            {
                JitStats.Count(KernelRefusal.NoGain);
                continue;
            }
            var machine = LoopLowering.Lower(loop, live, $"{region.Name} {loop.Head}");
            var places = RegisterAllocation.Of(machine);
            if (places.LacksVectors) places = RegisterAllocation.Of(machine = LoopLowering.Lower(loop, live, machine.Name, mayUseVectors: false));
            if (machine.Inputs.Count > MostValues || BufferLayout.Registers + places.SlotCount > MostValues)
            {
                JitStats.Count(KernelRefusal.TooLarge);
                continue;
            }
            plans.Add(new KernelPlan(loop, machine, new KernelCode(KernelAssembler.Assemble(machine, places))));
        }
        return plans;
    }
}
