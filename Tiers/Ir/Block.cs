namespace TieredPy.Tiers.Ir;

/// <summary>How a block ends.</summary>
internal enum EndKind : byte
{
    /// <summary>Not yet closed.</summary>
    Open,
    Jump,

    /// <summary>To <see cref="Block.Then"/> when the condition is true, else to <see cref="Block.Else"/>.</summary>
    Branch,

    /// <summary>Leaves the region by <see cref="Block.Exit"/>.</summary>
    Leave,

    /// <summary>Returns <see cref="Block.Condition"/> from the function that the region is.</summary>
    Return,

    /// <summary>The region ends with <see cref="Block.Action"/>: what that says of frames and values is done.</summary>
    Finish,
}

/// <summary>An edge of the control-flow graph, with the values of the target's parameters.</summary>
internal sealed class Edge(Block target, Node[] args)
{
    public Block Target { get; set; } = target;
    public Node[] Args { get; set; } = args;
}

/// <summary>A basic block with typed parameters.</summary>
internal sealed class Block(int id)
{
    public int Id { get; } = id;
    public List<Node> Params { get; } = [];
    public List<Node> Nodes { get; } = [];
    public EndKind End { get; set; }
    public Node? Condition { get; set; }
    public Edge? Then { get; set; }
    public Edge? Else { get; set; }

    /// <summary>The edges that leave the block, <see cref="Then"/> first.</summary>
    public BlockEdges Edges => new(Then, Else);

    /// <summary>The snapshot of a block that leaves.</summary>
    public Snapshot? Exit { get; set; }

    /// <summary>What a block that finishes tells the interpreter.</summary>
    public Runtime.Interpreter.TierAction Action { get; set; }

    /// <summary>Why a block leaves, for counters.</summary>
    public string? ExitReason { get; set; }

    /// <summary>Number of loops the block is in.</summary>
    public int LoopDepth { get; set; }
    public bool IsLoopHead { get; set; }

    public override int GetHashCode() => Id;

    public override string ToString() => $"b{Id}";
}
