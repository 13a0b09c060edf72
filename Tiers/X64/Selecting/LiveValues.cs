using System.Numerics;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.X64.Selecting;

/// <summary>Which values are alive where the blocks of a region begin: sets of bits, by the numbers of nodes.</summary>
internal sealed class LiveValues
{
    private readonly Dictionary<Block, List<Node>> alive = [];
    private readonly bool forExits;
    private readonly List<Node?> nodes = [];

    /// <param name="forExits">What exits want is needed, too.</param>
    public LiveValues(List<Block> order, bool forExits = true)
    {
        this.forExits = forExits;
        var (used, made, atStart) = (new ulong[order.Count][], new ulong[order.Count][], new ulong[order.Count][]);
        var places = new Dictionary<Block, int>();
        for (int k = 0; k < order.Count; k++) places[order[k]] = k;
        // Of each block what it needs from before it, and what it makes.
        for (int k = order.Count - 1; k >= 0; k--) (used[k], made[k]) = Needs(order[k]);
        int words = (nodes.Count + 63) / 64;
        for (int k = 0; k < order.Count; k++) atStart[k] = new ulong[words];
        var now = new ulong[words];
        for (bool changed = true; changed;)
        {
            changed = false;
            for (int k = order.Count - 1; k >= 0; k--)
            {
                Array.Clear(now);
                foreach (var e in order[k].Edges) AddAll(now, atStart[places[e.Target]]);
                for (int w = 0; w < made[k].Length; w++) now[w] &= ~made[k][w];
                AddAll(now, used[k]);
                if (now.AsSpan().SequenceEqual(atStart[k])) continue;
                now.CopyTo(atStart[k].AsSpan());
                changed = true;
            }
        }
        for (int k = 0; k < order.Count; k++) alive[order[k]] = NodesOf(atStart[k]);
    }

    /// <summary>The values that a block, or what comes after it, needs from before it; its parameters aren't among them.</summary>
    public List<Node> At(Block b) => alive[b];

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

    private (ulong[] Used, ulong[] Made) Needs(Block b)
    {
        ulong[] used = [], made = [];
        foreach (var e in b.Edges)
            foreach (var a in e.Args) Add(ref used, a);
        if (b.Condition != null) Add(ref used, b.Condition);
        if (forExits && b.Exit != null) Add(ref used, b.Exit);
        for (int k = b.Nodes.Count - 1; k >= 0; k--)
        {
            var n = b.Nodes[k];
            Remove(used, n);
            Add(ref made, n);
            foreach (var a in n.Args) Add(ref used, a);
            if (!forExits) continue;
            if (n.Exit != null) Add(ref used, n.Exit);
            if (n.AfterExit != null) Add(ref used, n.AfterExit);
        }
        foreach (var p in b.Params)
        {
            Remove(used, p);
            Add(ref made, p);
        }
        return (used, made);
    }

    private void Add(ref ulong[] set, Snapshot exit)
    {
        foreach (var n in exit.Values()) Add(ref set, n);
    }

    private void Add(ref ulong[] set, Node n)
    {
        while (nodes.Count <= n.Id) nodes.Add(null);
        nodes[n.Id] = n;
        int word = n.Id >> 6;
        if (set.Length <= word) Array.Resize(ref set, Math.Max(word + 1, (nodes.Count + 63) / 64));
        set[word] |= 1UL << n.Id;
    }

    private static void Remove(ulong[] set, Node n)
    {
        if (n.Id >> 6 is var word && word < set.Length) set[word] &= ~(1UL << n.Id);
    }

    private static void AddAll(ulong[] to, ulong[] set)
    {
        for (int w = 0; w < set.Length; w++) to[w] |= set[w];
    }

    private List<Node> NodesOf(ulong[] set)
    {
        var found = new List<Node>();
        for (int w = 0; w < set.Length; w++)
            for (ulong left = set[w]; left != 0; left &= left - 1) found.Add(nodes[(w << 6) + BitOperations.TrailingZeroCount(left)]!);
        return found;
    }
}
