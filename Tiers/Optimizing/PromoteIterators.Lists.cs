using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Optimizing;

/// <summary>Lists of numbers that comprehensions fill.</summary>
internal sealed partial class PromoteIterators
{
    /// <summary>A store counts an item of a list that the region made to be filled.</summary>
    private static bool IsFilled(Node store) =>
        Fields.ListCount.Equals(store.Data) && store.Args[0] is { Op: IrOp.Call, Data: Kernel made } && (made == NativeKernels.IntList || made == NativeKernels.FloatList);

    /// <summary>
    /// Until the loop ends, the list is used for nothing but to be filled there. Each round of a loop around it fills another one, so that what is done to a list behind
    /// the loop never comes before it.
    /// </summary>
    private bool IsOnlyFilled(Node list, Block home, Block head)
    {
        foreach (var h in flow.Order)
            if (h != head && flow.IsIn(h, h) && flow.IsIn(head, h) && !flow.IsIn(home, h)) return false;
        foreach (var b in flow.Order)
        {
            if (!flow.IsIn(b, head) && flow.Dominates(head, b)) continue;
            foreach (var n in b.Nodes)
                if (Array.IndexOf(n.Args, list) >= 0 && !(n.Op == IrOp.LoadField || n.Op == IrOp.StoreField && n.Args[1] != list && flow.IsIn(b, head))) return false;
            foreach (var e in b.Edges)
                if (Array.IndexOf(e.Args, list) >= 0) return false;
        }
        return true;
    }
}
