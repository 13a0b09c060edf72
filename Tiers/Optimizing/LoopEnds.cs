using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Optimizing;

/// <summary>
/// The blocks behind a loop that know nothing of its iterator: ways that come from the loop's copy end there. They get what they use of the loop's values as parameters.
/// </summary>
internal sealed class LoopEnds
{
    private readonly ControlFlow flow;
    private readonly Block start;
    private readonly Func<Node, bool> isOfLoop;

    /// <summary>The blocks that are copied, and what they define.</summary>
    private readonly HashSet<Block> copied = [];
    private readonly HashSet<Node> defined = [];

    /// <summary>What each end uses of that.</summary>
    private readonly Dictionary<Block, List<Node>> ends = [];

    private LoopEnds(ControlFlow flow, Block start, Func<Node, bool> isOfLoop) => (this.flow, this.start, this.isOfLoop) = (flow, start, isOfLoop);

    /// <summary>The ends of what is copied from <paramref name="start"/> on, which may come before the loop's head; null where there are none that would do.</summary>
    /// <param name="isOfLoop">The loop's iterator and what is known of it.</param>
    public static LoopEnds? Find(ControlFlow flow, Block start, Block head, Func<Node, bool> isOfLoop)
    {
        var found = new LoopEnds(flow, start, isOfLoop);
        found.Walk(head);
        return found.ends.Count > 0 && found.FindUses() ? found : null;
    }

    /// <summary>The values that a block gets besides its parameters, where ways end at it.</summary>
    public List<Node>? UsesOf(Block b) => ends.GetValueOrDefault(b);

    /// <summary>Gives the ends their parameters, when all edges to them have the values.</summary>
    public void Apply(Region region)
    {
        foreach (var (end, uses) in ends)
        {
            if (uses.Count == 0) continue;
            var parameters = new Dictionary<Node, Node>();
            foreach (var v in uses)
            {
                var p = new Node(region.NewId(), IrOp.Param, v.Type) { Class = v.Class, AdmitsHeirs = v.AdmitsHeirs, NotNull = v.NotNull };
                parameters[v] = p;
                end.Params.Add(p);
            }
            var substitution = new Substitution(region, parameters);
            foreach (var b in flow.Order)
                if (flow.Dominates(end, b)) substitution.Apply(b);
        }
    }

    private void Walk(Block head)
    {
        var mentioning = flow.Order.FindAll(Mentions);
        var work = new Stack<Block>([start]);
        while (work.TryPop(out var b))
        {
            if (!copied.Add(b)) continue;
            defined.UnionWith(b.Params);
            defined.UnionWith(b.Nodes);
            foreach (var e in b.Edges)
            {
                var t = e.Target;
                if (!flow.Dominates(start, t)) continue;
                if (flow.IsIn(t, head) || mentioning.Exists(m => flow.Dominates(t, m))) work.Push(t);
                else if (!ends.ContainsKey(t)) ends[t] = [];
            }
        }
    }

    private bool Mentions(Block b)
    {
        bool found = false;
        ForEachUse(b, n => found |= isOfLoop(n));
        return found;
    }

    /// <summary>False: something that isn't copied uses what is, and doesn't come behind an end.</summary>
    private bool FindUses()
    {
        foreach (var b in flow.Order)
        {
            if (copied.Contains(b) || !flow.Dominates(start, b)) continue;
            if (ends.ContainsKey(b) && flow.Before(b).Exists(p => !copied.Contains(p))) return false;
            List<Node>? uses = null;
            foreach (var (end, its) in ends)
                if (flow.Dominates(end, b)) uses = its;
            bool fits = true;
            ForEachUse(b, n =>
            {
                if (isOfLoop(n) || defined.Contains(n) && uses == null) fits = false;
                else if (defined.Contains(n) && !uses!.Contains(n)) uses.Add(n);
            });
            if (!fits) return false;
        }
        return true;
    }

    private static void ForEachUse(Block b, Action<Node> use)
    {
        foreach (var n in b.Nodes)
        {
            foreach (var a in n.Args) use(a);
            ForEachUse(n.Exit, use);
            ForEachUse(n.AfterExit, use);
        }
        if (b.Condition != null) use(b.Condition);
        ForEachUse(b.Exit, use);
        foreach (var e in b.Edges)
            foreach (var a in e.Args) use(a);
    }

    private static void ForEachUse(Snapshot? s, Action<Node> use)
    {
        if (s == null) return;
        foreach (var v in s.Values()) use(v);
    }
}
