using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Optimizing;

/// <summary>
/// Loops over a few items of a tuple that is known, as <c>for a, b in ((x, y), (y, x))</c>, become a round for each item, one behind the other: the items are
/// then what they were made of, also of tuples that differ by the way on which they come there, and <see cref="RemoveAllocations"/> finds the tuples that nobody needs.
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
                var tuple = n.Args[0];
                if (tuple.Op != IrOp.Param && !UnrolledLoop.IsShort(tuple)) continue;
                flow ??= new ControlFlow(region);
                // What comes behind the loop is best copied too, each way for itself, where that is little.
                bool isUnrolled = tuple.Op == IrOp.Param ? new UnrolledLoop(region, flow, b, n, true).UnrollEach()
                    : new UnrolledLoop(region, flow, b, n, false).Unroll() || new UnrolledLoop(region, flow, b, n, true).Unroll();
                if (!isUnrolled) continue;
                changed = true;
                flow = null;
            }
        if (!changed) return;
        ControlFlow.KeepReached(region);
        Substitution.RemoveSingle(region);
    }
}
