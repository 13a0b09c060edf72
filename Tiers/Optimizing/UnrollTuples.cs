using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Optimizing;

/// <summary>
/// Loops over a few items of a tuple that is known, as <c>for a, b in ((x, y), (y, x))</c>, become a round for each item, one behind the other: the items are
/// then what they were made of, and <see cref="RemoveAllocations"/> finds the tuples that nobody needs.
/// </summary>
internal static class UnrollTuples
{
    public static void Run(Region region)
    {
        bool changed = false;
        ControlFlow? flow = null;
        foreach (var b in region.Blocks.ToArray())
            foreach (var n in b.Nodes.FindAll(n => n.Op == IrOp.Call && n.Data == Kernels.TupleIterator))
            {
                if (UnrolledLoop.CountOf(n.Args[0]) is not (>= 0 and <= UnrolledLoop.MostItems)) continue;
                flow ??= new ControlFlow(region);
                if (!new UnrolledLoop(region, flow, b, n).Unroll()) continue;
                changed = true;
                flow = null;
            }
        if (changed) ControlFlow.KeepReached(region);
    }
}
