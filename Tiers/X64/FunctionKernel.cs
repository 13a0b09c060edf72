using TieredPy.Tiers.Diagnostics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.X64.Allocating;
using TieredPy.Tiers.X64.Assembling;
using TieredPy.Tiers.X64.Lowering;
using TieredPy.Tiers.X64.Machine;
using TieredPy.Tiers.X64.Selecting;

namespace TieredPy.Tiers.X64;

/// <summary>
/// A function of numbers that calls itself, as machine code: where tier 1's code of it calls it, the kernel computes the whole call, all it calls included. No
/// frames are made. Where it would need them (an exception, an int of more than 64 bits, a poll), it gives up, and tier 1 does that call.
/// </summary>
/// <param name="levels">Python's calls that one of the kernel stands for at most: inlined ones are counted.</param>
internal sealed class FunctionKernel(MachineKernel machine, KernelCode code, int levels, int callBytes)
{
    /// <summary>Stack that a computation may use: less than what is sure to be there.</summary>
    private const int MostStack = 48 << 10;
    private const int MostFailuresCounted = 16;

    /// <summary>The places in the buffer of what the kernel needs besides its arguments: the stack it may use, the limit of that, and where to give up.</summary>
    public const int RoomPlace = 100, LimitPlace = 101, ReturnPlace = 102;

    private int failures, skipped;

    public MachineKernel Machine { get; } = machine;
    public KernelCode Code { get; } = code;

    /// <summary>The bytes of stack for so many more calls of Python functions; 0 where the kernel isn't to be called now.</summary>
    public long Room(long calls)
    {
        if (skipped > 0)
        {
            skipped--;
            return 0;
        }
        return Math.Clamp((calls / levels - 1) * callBytes, 0, MostStack);
    }

    /// <summary>It gave up: it isn't tried for a while, each time for longer.</summary>
    public void Fail() => skipped = 1 << (failures = Math.Min(failures + 1, MostFailuresCounted));

    /// <summary>Makes a kernel of the region of a function that calls itself; null when it calls others or does more than compute numbers.</summary>
    public static FunctionKernel? Of(Region region)
    {
        var whole = NumericLoop.Whole(region);
        if (FunctionSelection.Refuse(region, whole) is { } why)
        {
            JitStats.Count(why);
            return null;
        }
        var machine = LoopLowering.LowerFunction(region, whole);
        var places = RegisterAllocation.Of(machine);
        int levels = region.Blocks.Max(b => b.Nodes.Max(n => n.Op == IrOp.CallDirect ? (int?)n.Exit!.Frames.Length : null) ?? 0);
        return new FunctionKernel(machine, new KernelCode(KernelAssembler.Assemble(machine, places)), levels, KernelAssembler.CallBytes(places));
    }
}
