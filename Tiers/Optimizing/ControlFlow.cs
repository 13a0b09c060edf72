using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Optimizing;

/// <summary>Order, dominators and natural loops of a region's blocks.</summary>
internal sealed class ControlFlow
{
    private readonly Dictionary<Block, List<Block>> before = [];
    private readonly Dictionary<Block, int> order = [];
    private readonly Dictionary<Block, Block> dominator = [];
    private readonly Dictionary<Block, (int First, int Last)> spans = [];
    private readonly Dictionary<Block, HashSet<Block>> loops = [];

    public ControlFlow(Region region)
    {
        var post = new List<Block>();
        var seen = new HashSet<Block> { region.Entry };
        var stack = new Stack<(Block B, int Next)>([(region.Entry, 0)]);
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
            if (!before.TryGetValue(next.Target, out var list)) before[next.Target] = list = [];
            list.Add(top.B);
            if (seen.Add(next.Target)) stack.Push((next.Target, 0));
        }
        post.Reverse();
        Order = post;
        for (int k = 0; k < post.Count; k++) order[post[k]] = k;
        FindDominators();
        Number();
        foreach (var b in post) loops[b] = [];
        foreach (var (b, list) in before)
            foreach (var from in list)
                if (Dominates(b, from)) AddLoop(b, from);
    }

    /// <summary>The blocks in reverse post-order.</summary>
    public List<Block> Order { get; }

    /// <summary>Every path from the entry to <paramref name="b"/> leads through <paramref name="a"/>.</summary>
    public bool Dominates(Block a, Block b) => spans[a].First <= spans[b].First && spans[b].Last <= spans[a].Last;

    /// <summary>The nearest block that every path to a block leads through; null for the entry.</summary>
    public Block? DominatorOf(Block b) => dominator[b] is var d && d != b ? d : null;

    /// <summary>The blocks with an edge to a block.</summary>
    public List<Block> Before(Block b) => before.GetValueOrDefault(b) ?? [];

    /// <summary>Whether a block is in the loop of a head.</summary>
    public bool IsIn(Block b, Block head) => loops[b].Contains(head);

    /// <summary>The head of the innermost loop that a block is in.</summary>
    public Block? InnermostLoop(Block b)
    {
        Block? inner = null;
        foreach (var h in loops[b])
            if (inner == null || loops[h].Count > loops[inner].Count) inner = h;
        return inner;
    }

    /// <summary>Every loop that has <paramref name="inner"/> has <paramref name="outer"/> too.</summary>
    public bool NoDeeper(Block inner, Block outer) => loops[inner].IsSubsetOf(loops[outer]);

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
                foreach (var p in before[b])
                    if (dominator.ContainsKey(p)) common = common == null ? p : Common(common, p);
                if (dominator.TryGetValue(b, out var was) && was == common) continue;
                dominator[b] = common!;
                changed = true;
            }
        }
    }

    private Block Common(Block a, Block b)
    {
        while (a != b)
        {
            if (order[a] > order[b]) a = dominator[a];
            else b = dominator[b];
        }
        return a;
    }

    /// <summary>Numbers the dominator tree so that a subtree is a span.</summary>
    private void Number()
    {
        var children = new Dictionary<Block, List<Block>>();
        foreach (var b in Order) children[b] = [];
        foreach (var b in Order.Skip(1)) children[dominator[b]].Add(b);
        int n = 0;
        var stack = new Stack<(Block B, int Next)>([(Order[0], 0)]);
        while (stack.TryPop(out var top))
        {
            if (top.Next == 0) spans[top.B] = (n++, 0);
            if (top.Next < children[top.B].Count)
            {
                stack.Push((top.B, top.Next + 1));
                stack.Push((children[top.B][top.Next], 0));
            }
            else spans[top.B] = (spans[top.B].First, n++);
        }
    }

    private void AddLoop(Block head, Block from)
    {
        loops[head].Add(head);
        var work = new Stack<Block>([from]);
        while (work.TryPop(out var b))
        {
            if (!loops[b].Add(head)) continue;
            foreach (var p in Before(b)) work.Push(p);
        }
    }
}
