using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Optimizing;

/// <summary>Puts other values where some are used.</summary>
internal sealed class Substitution(Region region, Dictionary<Node, Node> values)
{
    private readonly Dictionary<Snapshot, Snapshot> exits = [];
    private readonly Dictionary<Node, Node> virtuals = [];

    /// <summary>
    /// Parameters that have one value, because one edge leads to their block, are that value: what is known of it is then known. Only for regions whose blocks
    /// are all reached.
    /// </summary>
    public static void RemoveSingle(Region region)
    {
        var into = new BlockMap<List<Edge>>();
        foreach (var b in region.Blocks)
            foreach (var e in b.Edges) (into[e.Target] ??= []).Add(e);
        var same = new Dictionary<Node, Node>();
        // A value comes before those that are it.
        foreach (var b in region.Blocks)
        {
            if (into[b] is not [var only] || only.Args.Length == 0) continue;
            for (int k = 0; k < b.Params.Count; k++) same[b.Params[k]] = same.GetValueOrDefault(only.Args[k], only.Args[k]);
            b.Params.Clear();
            only.Args = [];
        }
        if (same.Count == 0) return;
        var substitution = new Substitution(region, same);
        foreach (var b in region.Blocks) substitution.Apply(b);
    }

    public void Apply(Block b)
    {
        foreach (var n in b.Nodes)
        {
            if (n.Args.Any(values.ContainsKey)) n.Args = Array.ConvertAll(n.Args, Of);
            n.Exit = Of(n.Exit);
            n.AfterExit = Of(n.AfterExit);
        }
        if (b.Condition != null) b.Condition = Of(b.Condition);
        b.Exit = Of(b.Exit);
        foreach (var e in b.Edges)
            if (e.Args.Any(values.ContainsKey)) e.Args = Array.ConvertAll(e.Args, Of);
    }

    private Node Of(Node n) => values.GetValueOrDefault(n, n);

    private Snapshot? Of(Snapshot? s)
    {
        if (s == null || !s.Values().Any(values.ContainsKey)) return s;
        if (!exits.TryGetValue(s, out var changed)) exits[s] = changed = s.With(InExit);
        return changed;
    }

    private Node InExit(Node n)
    {
        if (n.Op != IrOp.Virtual) return Of(n);
        if (!virtuals.TryGetValue(n, out var changed)) virtuals[n] = changed = region.WithContents(n, InExit);
        return changed;
    }
}
