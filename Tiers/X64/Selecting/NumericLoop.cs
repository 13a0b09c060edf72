using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Optimizing;

namespace TieredPy.Tiers.X64.Selecting;

/// <summary>A loop nest that becomes a kernel: its blocks with each inner loop's together.</summary>
internal sealed class NumericLoop
{
    public NumericLoop(ControlFlow flow, Block head)
        : this(flow, head, flow.Order.FindAll(b => flow.IsIn(b, head)))
    {
    }

    private NumericLoop(ControlFlow flow, Block head, List<Block> blocks)
    {
        Flow = flow;
        Head = head;
        Blocks = Arrange(blocks, head);
        Members = [.. Blocks];
        foreach (var b in Blocks)
        {
            foreach (var p in b.Params) Places[p] = b;
            foreach (var n in b.Nodes) Places[n] = b;
        }
    }

    /// <summary>A whole region, taken for a loop that goes round once.</summary>
    public static NumericLoop Whole(Region region)
    {
        var flow = new ControlFlow(region);
        var whole = new NumericLoop(flow, region.Entry, [.. flow.Order]);
        foreach (var p in region.Parameters) whole.Places[p] = region.Entry;
        return whole;
    }

    public ControlFlow Flow { get; }
    public Block Head { get; }
    public List<Block> Blocks { get; }
    public HashSet<Block> Members { get; }

    /// <summary>How often the loop will go round, where that can be told when it is entered; null where not.</summary>
    public EntryCount? Count { get; set; }

    /// <summary>The values that the loop makes, and where.</summary>
    public NodeMap<Block> Places { get; } = new();

    public bool Makes(Node n) => Places.ContainsKey(n);

    /// <summary>Loops around a block, this one included.</summary>
    public int DepthOf(Block b) => Blocks.Count(h => Flow.IsIn(b, h) && Flow.IsIn(h, h));

    private List<Block> Arrange(List<Block> blocks, Block head)
    {
        var result = new List<Block>();
        var done = new HashSet<Block>();
        foreach (var b in blocks)
        {
            if (done.Contains(b)) continue;
            bool isInner = b != head && Flow.IsIn(b, b);
            foreach (var m in isInner ? Arrange(blocks.FindAll(x => Flow.IsIn(x, b)), b) : [b])
                if (done.Add(m)) result.Add(m);
        }
        return result;
    }
}
