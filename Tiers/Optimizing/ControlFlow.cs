using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Optimizing;

/// <summary>Order, dominators and natural loops of a region's blocks.</summary>
internal sealed class ControlFlow
{
    private readonly BlockMap<List<Block>> before = new();
    private readonly BlockMap<int> order = new();
    private readonly BlockMap<Block> dominator = new();
    private readonly BlockMap<(int First, int Last)> spans = new();

    /// <summary>The heads of the loops that each block is in.</summary>
    private readonly BlockMap<List<Block>> loops = new();

    public ControlFlow(Region region)
    {
        var post = new List<Block>(region.Blocks.Count);
        var stack = new Stack<(Block B, int Next)>();
        stack.Push((region.Entry, 0));
        while (stack.TryPop(out var top))
        {
            var next = top.Next == 0 ? top.B.Then : top.Next == 1 ? top.B.Else : null;
            if (top.Next > 1)
            {
                post.Add(top.B);
                continue;
            }
            stack.Push((top.B, top.Next + 1));
            if (next == null) continue;
            bool isNew = before[next.Target] == null && next.Target != region.Entry;
            (before[next.Target] ??= []).Add(top.B);
            if (isNew) stack.Push((next.Target, 0));
        }
        post.Reverse();
        Order = post;
        for (int k = 0; k < post.Count; k++) order[post[k]] = k;
        FindDominators();
        Number();
        foreach (var b in post)
            foreach (var from in Before(b))
                if (Dominates(b, from)) AddLoop(b, from);
    }

    /// <summary>Puts a region's blocks in reverse post-order; those that no path leads to any more go.</summary>
    public static void KeepReached(Region region)
    {
        var reached = new ControlFlow(region).Order;
        region.Blocks.Clear();
        region.Blocks.AddRange(reached);
    }

    /// <summary>The blocks in reverse post-order.</summary>
    public List<Block> Order { get; }

    /// <summary>Every path from the entry to <paramref name="b"/> leads through <paramref name="a"/>.</summary>
    public bool Dominates(Block a, Block b) => spans[a].First <= spans[b].First && spans[b].Last <= spans[a].Last;

    /// <summary>The nearest block that every path to a block leads through; null for the entry.</summary>
    public Block? DominatorOf(Block b) => dominator[b] is { } d && d != b ? d : null;

    /// <summary>The blocks with an edge to a block.</summary>
    public List<Block> Before(Block b) => before[b] ?? [];

    /// <summary>Whether a block is in the loop of a head.</summary>
    public bool IsIn(Block b, Block head) => loops[b] is { } heads && heads.Contains(head);

    /// <summary>The head of the innermost loop that a block is in.</summary>
    public Block? InnermostLoop(Block b)
    {
        Block? inner = null;
        foreach (var h in loops[b] ?? [])
            if (inner == null || loops[h]!.Count > loops[inner]!.Count) inner = h;
        return inner;
    }

    /// <summary>Every loop that has <paramref name="inner"/> has <paramref name="outer"/> too.</summary>
    public bool NoDeeper(Block inner, Block outer)
    {
        foreach (var h in loops[inner] ?? [])
            if (!IsIn(outer, h)) return false;
        return true;
    }

    private void FindDominators()
    {
        dominator[Order[0]] = Order[0];
        for (bool changed = true; changed;)
        {
            changed = false;
            for (int k = 1; k < Order.Count; k++)
            {
                var b = Order[k];
                Block? common = null;
                foreach (var p in Before(b))
                    if (dominator[p] != null) common = common == null ? p : Common(common, p);
                if (dominator[b] == common) continue;
                dominator[b] = common;
                changed = true;
            }
        }
    }

    private Block Common(Block a, Block b)
    {
        while (a != b)
        {
            if (order[a] > order[b]) a = dominator[a]!;
            else b = dominator[b]!;
        }
        return a;
    }

    /// <summary>Numbers the dominator tree so that a subtree is a span.</summary>
    private void Number()
    {
        var children = new BlockMap<List<Block>>();
        for (int k = 1; k < Order.Count; k++) (children[dominator[Order[k]]!] ??= []).Add(Order[k]);
        int n = 0;
        var stack = new Stack<(Block B, int Next)>();
        stack.Push((Order[0], 0));
        while (stack.TryPop(out var top))
        {
            if (top.Next == 0) spans[top.B] = (n++, 0);
            if (top.Next < children[top.B]?.Count)
            {
                stack.Push((top.B, top.Next + 1));
                stack.Push((children[top.B]![top.Next], 0));
            }
            else spans[top.B] = (spans[top.B].First, n++);
        }
    }

    private void AddLoop(Block head, Block from)
    {
        Enter(head, head);
        var work = new Stack<Block>([from]);
        while (work.TryPop(out var b))
        {
            if (!Enter(b, head)) continue;
            foreach (var p in Before(b)) work.Push(p);
        }
    }

    /// <summary>Notes that a block is in the loop of a head; false when that is known.</summary>
    private bool Enter(Block b, Block head)
    {
        if (IsIn(b, head)) return false;
        (loops[b] ??= []).Add(head);
        return true;
    }
}
