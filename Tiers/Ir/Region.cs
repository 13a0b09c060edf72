namespace TieredPy.Tiers.Ir;

/// <summary>A control-flow graph that is compiled as one: single entry, any number of exits. Blocks are in reverse post-order.</summary>
internal sealed class Region(string name)
{
    private int nextNode, nextBlock;

    public string Name { get; } = name;
    public List<Block> Blocks { get; } = [];

    /// <summary>Of a function's region: what it is called through; null for a loop's.</summary>
    public CallTarget? Function { get; set; }

    /// <summary>The function object and the parameters of a function's region.</summary>
    public List<Node> Parameters { get; } = [];

    /// <summary>Frames that the region may hold inlined above the root frame.</summary>
    public int MaxInlineDepth { get; set; }

    public Block Entry => Blocks[0];

    public int NodeCount => nextNode;

    public Block NewBlock()
    {
        var b = new Block(nextBlock++);
        return b;
    }

    public int NewId() => nextNode++;

    /// <summary>A virtual object with other contents; itself where they are the same.</summary>
    public Node WithContents(Node v, Converter<Node, Node> map)
    {
        var contents = Array.ConvertAll(v.Args, map);
        return contents.AsSpan().SequenceEqual(v.Args) ? v : new Node(NewId(), IrOp.Virtual, v.Type, contents) { Data = v.Data, Class = v.Class, NotNull = v.NotNull };
    }

    /// <summary>Numbers below these are those of nodes and blocks that exist.</summary>
    public void Reserve(int nodes, int blocks) => (nextNode, nextBlock) = (Math.Max(nextNode, nodes), Math.Max(nextBlock, blocks));
}
