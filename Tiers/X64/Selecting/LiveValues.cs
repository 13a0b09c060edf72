using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.X64.Selecting;

/// <summary>Which values are alive where the blocks of a region begin.</summary>
internal sealed class LiveValues
{
    private readonly Dictionary<Block, HashSet<Node>> alive = [];

    private readonly bool forExits;

    /// <param name="forExits">What exits want is needed, too.</param>
    public LiveValues(List<Block> order, bool forExits = true)
    {
        this.forExits = forExits;
        foreach (var b in order) alive[b] = [];
        for (bool changed = true; changed;)
        {
            changed = false;
            for (int k = order.Count - 1; k >= 0; k--) changed |= Update(order[k]);
        }
    }

    /// <summary>The values that a block, or what comes after it, needs from before it; its parameters aren't among them.</summary>
    public HashSet<Node> At(Block b) => alive[b];

    /// <summary>What is needed behind the calls of a block, each with what it returns.</summary>
    public IEnumerable<Node> AcrossCalls(Block b)
    {
        var now = new HashSet<Node>();
        foreach (var e in b.Edges)
        {
            now.UnionWith(alive[e.Target]);
            foreach (var a in e.Args) now.Add(a);
        }
        if (b.Condition != null) now.Add(b.Condition);
        for (int k = b.Nodes.Count - 1; k >= 0; k--)
        {
            now.Remove(b.Nodes[k]);
            if (b.Nodes[k].Op == IrOp.CallDirect)
                foreach (var n in now) yield return n;
            now.UnionWith(b.Nodes[k].Args);
        }
    }

    private bool Update(Block b)
    {
        var now = new HashSet<Node>();
        foreach (var e in b.Edges)
        {
            now.UnionWith(alive[e.Target]);
            foreach (var a in e.Args) now.Add(a);
        }
        if (b.Condition != null) now.Add(b.Condition);
        if (forExits && b.Exit != null) now.UnionWith(b.Exit.Values());
        for (int k = b.Nodes.Count - 1; k >= 0; k--)
        {
            var n = b.Nodes[k];
            now.Remove(n);
            now.UnionWith(n.Args);
            if (!forExits) continue;
            if (n.Exit != null) now.UnionWith(n.Exit.Values());
            if (n.AfterExit != null) now.UnionWith(n.AfterExit.Values());
        }
        now.ExceptWith(b.Params);
        if (now.SetEquals(alive[b])) return false;
        alive[b] = now;
        return true;
    }
}
