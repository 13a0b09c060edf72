using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Optimizing;

/// <summary>
/// Loops in which nothing runs Python code need not ask in each round whether what the region assumes still holds: only the thread itself could end that
/// unnoticed, and who else does asks for a poll.
/// </summary>
internal static class QuickPolls
{
    private const Effects Unknown = Effects.RunsPython | Effects.Raises;

    public static void Run(Region region)
    {
        if (!region.Blocks.Exists(b => b.IsLoopHead)) return;
        var flow = new ControlFlow(region);
        var loud = new HashSet<Block>();
        foreach (var b in flow.Order)
        {
            if (!b.Nodes.Exists(n => (n.Effects & Unknown) != 0)) continue;
            foreach (var head in flow.Order)
                if (head.IsLoopHead && flow.IsIn(b, head)) loud.Add(head);
        }
        foreach (var b in flow.Order)
        {
            if (flow.InnermostLoop(b) is not { } head || loud.Contains(head) || b.Then?.Target != head) continue;
            foreach (var n in b.Nodes)
                if (n.Op == IrOp.Poll) n.IsQuick = true;
        }
    }
}
