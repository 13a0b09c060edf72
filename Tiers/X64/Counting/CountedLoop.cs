using TieredPy.Tiers.Ir;
using TieredPy.Tiers.X64.Selecting;

namespace TieredPy.Tiers.X64.Counting;

/// <summary>A variable of a loop that grows by the same amount each round: by <paramref name="Step"/>, or by a value that the loop doesn't change.</summary>
internal readonly record struct Induction(long Step, Node? Unknown);

/// <summary>A loop's variable and what is added to it.</summary>
internal readonly record struct Affine(Node Variable, long Offset);

/// <summary>
/// An innermost loop of which it can be told, before a round, how many rounds are sure to come in which no index is out of range. Those rounds need neither the
/// loop's test, nor checks of indices, nor polls. An unknown step is taken for 1, which is asked first.
/// </summary>
internal sealed class CountedLoop
{
    private readonly NumericLoop loop;

    private CountedLoop(NumericLoop loop, Block head)
    {
        this.loop = loop;
        Head = head;
        Body = loop.Blocks.FindAll(b => b != head && loop.Flow.IsIn(b, head));
    }

    public Block Head { get; }

    /// <summary>The loop's blocks but for the head, in order.</summary>
    public List<Block> Body { get; }
    public Dictionary<Node, Induction> Inductions { get; } = [];

    /// <summary>The steps that are taken for 1.</summary>
    public HashSet<Node> UnitSteps { get; } = [];

    /// <summary>The checks of indices that needn't be made, and what they check.</summary>
    public Dictionary<Node, Affine> Checks { get; } = [];

    /// <summary>The values that are a loop variable and a constant.</summary>
    public Dictionary<Node, Affine> Sums { get; } = [];

    /// <summary>The loop goes round while this is below <see cref="Limit"/>, or <see cref="IsInclusive"/>, equal.</summary>
    public Node Low { get; private set; } = null!;
    public Node Limit { get; private set; } = null!;
    public bool IsInclusive { get; private set; }
    public Block First { get; private set; } = null!;
    public Block Latch { get; private set; } = null!;

    public static CountedLoop? Of(NumericLoop loop, LiveValues live, Block head)
    {
        var counted = new CountedLoop(loop, head);
        return counted.IsSimple() && counted.IsLeftCleanly(live) && counted.FindVariables() && counted.FindTest() ? counted.WithChecks() : null;
    }

    private bool IsIn(Block b) => b == Head || Body.Contains(b);

    /// <summary>The node has the same value in all rounds.</summary>
    public bool IsInvariant(Node n) => !loop.Places.TryGetValue(n, out var b) || !IsIn(b);

    private bool IsSimple()
    {
        if (Body.Count == 0 || Body.Exists(b => loop.Flow.IsIn(b, b))) return false;
        if (Head.End != EndKind.Branch || IsIn(Head.Then!.Target) == IsIn(Head.Else!.Target)) return false;
        First = IsIn(Head.Then.Target) ? Head.Then.Target : Head.Else!.Target;
        if (Head.Nodes.Exists(n => n.Exit != null || n.Type != IrType.Bool && n.Op != IrOp.Count)) return false;
        var latches = Body.FindAll(b => b.Edges.Any(e => e.Target == Head));
        if (latches is not [{ End: EndKind.Jump } latch]) return false;
        Latch = latch;
        return true;
    }

    /// <summary>The blocks around the loop take its values from one place: none from the middle of rounds that are copied.</summary>
    private bool IsLeftCleanly(LiveValues live)
    {
        foreach (var b in Body)
            foreach (var e in b.Edges)
                if (!IsIn(e.Target) && loop.Members.Contains(e.Target) && live.At(e.Target).Concat(e.Args).Any(v => !IsInvariant(v))) return false;
        return true;
    }

    private bool FindVariables()
    {
        for (int k = 0; k < Head.Params.Count; k++)
        {
            var p = Head.Params[k];
            if (p.Type == IrType.Int && StepOf(Latch.Then!.Args[k], p) is { } step && (step.Unknown == null || step.Step == 0)) Inductions[p] = step;
        }
        foreach (var i in Inductions.Values)
            if (i.Unknown != null) UnitSteps.Add(i.Unknown);
        return Inductions.Count > 0;
    }

    /// <summary>What is added to a variable to get a node; null when it is something else.</summary>
    private Induction? StepOf(Node n, Node p)
    {
        long step = 0;
        Node? unknown = null;
        while (n != p)
        {
            if (n.Op == IrOp.Count) n = n.Args[0];
            else if (n is { Op: IrOp.AddInt, Wraps: true, Args: [var a, { Op: IrOp.ConstInt, Imm: var c }] }) (n, step) = (a, step + c);
            else if (n is { Op: IrOp.SubInt, Wraps: true, Args: [var b, { Op: IrOp.ConstInt, Imm: var d }] }) (n, step) = (b, step - d);
            else if (n is { Op: IrOp.AddInt, Wraps: true, Args: [var e, var f] } && unknown == null && IsInvariant(f)) (n, unknown) = (e, f);
            else return null;
        }
        return new Induction(step, unknown);
    }

    /// <summary>The step of a variable, where unknown ones are 1.</summary>
    public long StepOf(Node variable) => Inductions[variable] is var i && i.Unknown != null ? 1 : i.Step;

    private bool FindTest()
    {
        bool negated = First != Head.Then!.Target;
        if (Head.Condition is not { Op: IrOp.LtInt or IrOp.LeInt } test || !Head.Nodes.Contains(test)) return false;
        (Low, Limit) = negated ? (test.Args[1], test.Args[0]) : (test.Args[0], test.Args[1]);
        IsInclusive = test.Op == IrOp.LeInt != negated;
        return Inductions.ContainsKey(Low) ? StepOf(Low) == 1 && IsInvariant(Limit) : Inductions.ContainsKey(Limit) && StepOf(Limit) == -1 && IsInvariant(Low);
    }

    private CountedLoop WithChecks()
    {
        foreach (var p in Inductions.Keys) Sums[p] = new Affine(p, 0);
        foreach (var b in Body)
            foreach (var n in b.Nodes)
            {
                if (SumOf(n) is { } sum) Sums[n] = sum;
                if (n.Op != IrOp.CheckIndex || !IsInvariant(n.Args[1]) || !Sums.TryGetValue(n.Args[0], out var index) || Math.Abs(StepOf(index.Variable)) != 1) continue;
                Checks[n] = index;
                Sums[n] = index;
            }
        return this;
    }

    private Affine? SumOf(Node n)
    {
        if (n.Args.Length == 0 || !Sums.TryGetValue(n.Args[0], out var a)) return null;
        if (n.Op == IrOp.Count) return a;
        if (!n.Wraps || n.Op is not (IrOp.AddInt or IrOp.SubInt) || n.Args[1] is not { Op: IrOp.ConstInt, Imm: > -1000 and < 1000 and var c })
            return n is { Op: IrOp.AddInt, Wraps: true } && UnitSteps.Contains(n.Args[1]) ? a with { Offset = a.Offset + 1 } : null;
        return a with { Offset = n.Op == IrOp.AddInt ? a.Offset + c : a.Offset - c };
    }
}
