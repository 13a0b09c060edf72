using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Optimizing;

/// <summary>
/// A block that only asks which of some objects a parameter is (which method, which class) is passed over by those who come with a known object: they go where
/// its answer leads.
/// </summary>
internal sealed class SkipTests
{
    private readonly Region region;

    /// <summary>By block: what it asks, of which parameter.</summary>
    private readonly Dictionary<Block, Node> asked = [];

    /// <summary>Parameters that such blocks ask of.</summary>
    private readonly HashSet<Node> parameters = [];

    private SkipTests(Region region) => this.region = region;

    public static void Run(Region region)
    {
        var pass = new SkipTests(region);
        foreach (var b in region.Blocks) pass.Find(b);
        if (pass.asked.Count > 0) pass.Run();
    }

    private void Find(Block b)
    {
        if (b is not { End: EndKind.Branch, IsLoopHead: false, Nodes: [{ Op: IrOp.RefEq, Args: [{ Op: IrOp.Param } p, { Op: IrOp.ConstRef }] } test] } || b.Condition != test) return;
        asked[b] = p;
        parameters.Add(p);
    }

    private void Run()
    {
        foreach (var b in region.Blocks) KeepUsed(b);
        bool any = false;
        foreach (var b in region.Blocks)
            if (b is { End: EndKind.Jump, Then: { Target: { Params: [var p] } first, Args: [{ Op: IrOp.ConstRef } known] } } && parameters.Contains(p) && asked.GetValueOrDefault(first) == p)
            {
                var answer = Answer(first, p, known);
                if (answer.IsLoopHead || answer.Params.Count > 0) continue;
                b.Then = new Edge(answer, []);
                any = true;
            }
        if (any) ControlFlow.KeepReached(region);
    }

    /// <summary>What is used elsewhere has to come from the block it is of.</summary>
    private void KeepUsed(Block b)
    {
        bool asks = asked.ContainsKey(b);
        foreach (var n in b.Nodes)
        {
            if (asks) continue;
            foreach (var a in n.Args) Keep(a);
            KeepUsed(n.Exit);
            KeepUsed(n.AfterExit);
        }
        KeepUsed(b.Exit);
        if (b.Condition != null && !asks) Keep(b.Condition);
        foreach (var e in b.Edges)
            foreach (var a in e.Args) Keep(a);
    }

    private void KeepUsed(Snapshot? exit)
    {
        if (exit == null || !exit.Meet(this)) return;
        foreach (var v in exit.Values()) Keep(v);
    }

    private void Keep(Node n) => parameters.Remove(n.Op == IrOp.RefEq ? n.Args[0] : n);

    private Block Answer(Block b, Node p, Node known)
    {
        while (asked.GetValueOrDefault(b) == p) b = (b.Nodes[0].Args[1].Data == known.Data ? b.Then! : b.Else!).Target;
        return b;
    }
}
