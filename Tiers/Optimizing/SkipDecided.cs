using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Optimizing;

/// <summary>A block that only branches, on a condition that some of those who come there have branched on before, is passed over by them: they go on where it leads them.</summary>
internal sealed class SkipDecided
{
    /// <summary>How far back a condition is looked for.</summary>
    private const int Reach = 16;

    private readonly Region region;

    /// <summary>The block from which one comes to another, where that is by one edge only.</summary>
    private readonly BlockMap<Block> before = new();
    private bool any;

    private SkipDecided(Region region) => this.region = region;

    public static void Run(Region region)
    {
        if (region.Blocks.Exists(OnlyBranches)) new SkipDecided(region).Run();
    }

    private static bool OnlyBranches(Block b) => b is { End: EndKind.Branch, IsLoopHead: false, Nodes.Count: 0, Params.Count: 0 };

    private void Run()
    {
        var met = new BlockMap<Block>();
        foreach (var b in region.Blocks)
            foreach (var e in b.Edges)
            {
                before[e.Target] = met[e.Target] == null ? b : null;
                met[e.Target] = b;
            }
        foreach (var b in region.Blocks)
        {
            if (b.Then != null) b.Then = Led(b, b.Then);
            if (b.Else != null) b.Else = Led(b, b.Else);
        }
        if (any) ControlFlow.KeepReached(region);
    }

    /// <summary>The edge, past the blocks whose condition is known at its beginning.</summary>
    private Edge Led(Block from, Edge e)
    {
        while (OnlyBranches(e.Target) && Truth(from, e == from.Then, e.Target.Condition!) is { } truth)
        {
            var answer = (truth ? e.Target.Then : e.Target.Else)!;
            if (answer.Target.IsLoopHead || answer.Target.Params.Count > 0 || answer.Target == e.Target) break;
            any = true;
            before[answer.Target] = null;
            var led = new Edge(answer.Target, []);
            if (e == from.Then) from.Then = led;
            else from.Else = led;
            e = led;
        }
        return e;
    }

    /// <summary>What a condition is known to be on one of the ways out of a block.</summary>
    private bool? Truth(Block b, bool then, Node condition)
    {
        bool sign = true;
        condition = condition.Plain(ref sign);
        for (int k = 0; k < Reach; k++)
        {
            bool truth = then;
            if (b.End == EndKind.Branch && b.Condition!.Plain(ref truth) == condition) return truth == sign;
            if (before[b] is not { } p) return null;
            then = p.Then!.Target == b;
            b = p;
        }
        return null;
    }
}
