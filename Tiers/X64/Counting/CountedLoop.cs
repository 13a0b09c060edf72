using TieredPy.Tiers.Ir;
using TieredPy.Tiers.X64.Selecting;

namespace TieredPy.Tiers.X64.Counting;

/// <summary>A variable of a loop that grows by the same amount each round: by <paramref name="Step"/>, or by a value that the loop doesn't change.</summary>
internal sealed record Induction(long Step, Node? Unknown);

/// <summary>Ints that a loop doesn't change, added up or subtracted. Equal ones are one object.</summary>
internal sealed record InvariantSum(IReadOnlyList<Term> Terms);

/// <summary>An int that is added, or subtracted.</summary>
internal sealed record Term(Node Node, bool Negative);

/// <summary>A loop's variable, and what is added to it.</summary>
internal sealed record Affine(Node Variable, InvariantSum? Base, long Offset);

/// <summary>
/// An innermost loop of which it can be told, before a round, how many rounds are sure to come in which no index is out of range. Those rounds need neither the
/// loop's test, nor checks of indices, nor polls. An unknown step is taken for 1, which is asked first.
/// </summary>
internal sealed class CountedLoop
{
    /// <summary>Sums of more invariants aren't known to fit 64 bits.</summary>
    private const int MostTerms = 4;
    private const long MostOffset = 1000;

    private readonly NumericLoop loop;
    private readonly Dictionary<string, InvariantSum> bases = [];
    private readonly HashSet<Node> hoisted = [];

    private readonly bool strided;

    private CountedLoop(NumericLoop loop, Block head, bool strided)
    {
        this.loop = loop;
        this.strided = strided;
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

    /// <summary>The values that are a loop variable and something that doesn't change.</summary>
    public Dictionary<Node, Affine> Sums { get; } = [];

    /// <summary>The arithmetic of the body that gives the same each round, in order.</summary>
    public List<Node> Invariants { get; } = [];

    /// <summary>Sums are only known not to overflow if what they are of isn't huge, which must be asked.</summary>
    public bool NeedsBounds { get; private set; }

    /// <summary>The loop goes round while this is below <see cref="Limit"/>, or <see cref="IsInclusive"/>, equal.</summary>
    public Node Low { get; private set; } = null!;
    public Node Limit { get; private set; } = null!;
    public bool IsInclusive { get; private set; }
    public Block First { get; private set; } = null!;
    public Block Latch { get; private set; } = null!;

    /// <param name="strided">Unknown steps aren't taken for 1 but for any above 0.</param>
    public static CountedLoop? Of(NumericLoop loop, LiveValues live, Block head, bool strided = false)
    {
        var counted = new CountedLoop(loop, head, strided);
        return counted.IsSimple() && counted.IsLeftCleanly(live) && counted.FindVariables() && counted.FindTest() ? counted.WithSums() : null;
    }

    private bool IsIn(Block b) => b == Head || Body.Contains(b);

    /// <summary>The node has the same value in all rounds, and is known before them.</summary>
    public bool IsInvariant(Node n) => hoisted.Contains(n) || !loop.Places.TryGetValue(n, out var b) || !IsIn(b);

    public bool IsHoisted(Node n) => hoisted.Contains(n);

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
            if (p.Type == IrType.Int && StepOf(Latch.Then!.Args[k], p) is { } step && (step.Unknown == null ? step.Step != 0 : step.Step == 0)) Inductions[p] = step;
        }
        foreach (var i in Inductions.Values)
            if (i.Unknown != null && !strided) UnitSteps.Add(i.Unknown);
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

    /// <summary>The step of a variable, where unknown ones are 1; 0 where they may be any.</summary>
    public long StepOf(Node variable) => Inductions[variable] is var i && i.Unknown != null ? strided ? 0 : 1 : i.Step;

    private bool FindTest()
    {
        bool negated = First != Head.Then!.Target;
        if (Head.Condition is not { Op: IrOp.LtInt or IrOp.LeInt } test || !Head.Nodes.Contains(test)) return false;
        (Low, Limit) = negated ? (test.Args[1], test.Args[0]) : (test.Args[0], test.Args[1]);
        IsInclusive = test.Op == IrOp.LeInt != negated;
        return Inductions.ContainsKey(Low) ? StepOf(Low) == 1 && IsInvariant(Limit) : Inductions.ContainsKey(Limit) && StepOf(Limit) == -1 && IsInvariant(Low);
    }

    private CountedLoop WithSums()
    {
        foreach (var p in Inductions.Keys) Sums[p] = new Affine(p, null, 0);
        foreach (var b in Body)
            foreach (var n in b.Nodes)
            {
                if (n.Op is IrOp.AddInt or IrOp.SubInt or IrOp.MulInt && n.Args.All(IsInvariant))
                {
                    hoisted.Add(n);
                    Invariants.Add(n);
                    continue;
                }
                if (SumOf(n) is { } sum)
                {
                    Sums[n] = sum;
                    NeedsBounds |= n.Exit != null || sum.Base != null;
                }
                if (n.Op != IrOp.CheckIndex || !IsInvariant(n.Args[1]) || !Sums.TryGetValue(n.Args[0], out var index) || Math.Abs(StepOf(index.Variable)) > 1) continue;
                Checks[n] = index;
                Sums[n] = index;
            }
        return this;
    }

    private Affine? SumOf(Node n)
    {
        if (n.Op == IrOp.Count) return Sums.TryGetValue(n.Args[0], out var counted) ? counted : null;
        if (n.Op is not (IrOp.AddInt or IrOp.SubInt)) return null;
        var (a, b) = (n.Args[0], n.Args[1]);
        if (n.Op == IrOp.AddInt && !Sums.ContainsKey(a)) (a, b) = (b, a);
        if (!Sums.TryGetValue(a, out var sum) || !IsInvariant(b)) return null;
        if (b is { Op: IrOp.ConstInt, Imm: > -MostOffset and < MostOffset and var c }) return sum with { Offset = n.Op == IrOp.AddInt ? sum.Offset + c : sum.Offset - c };
        if (strided && Inductions.Values.Any(i => i.Unknown == b)) return null;
        if (UnitSteps.Contains(b)) return sum with { Offset = n.Op == IrOp.AddInt ? sum.Offset + 1 : sum.Offset - 1 };
        var terms = new List<Term>(sum.Base?.Terms ?? []) { new(b, n.Op == IrOp.SubInt) };
        terms.Sort((x, y) => x.Node.Id != y.Node.Id ? x.Node.Id.CompareTo(y.Node.Id) : x.Negative.CompareTo(y.Negative));
        if (terms.Count > MostTerms || b.Op == IrOp.ConstInt) return null;
        string key = string.Join(' ', terms.ConvertAll(t => $"{t.Node.Id}{(t.Negative ? '-' : '+')}"));
        if (!bases.TryGetValue(key, out var known)) bases[key] = known = new InvariantSum(terms.ToArray());
        return sum with { Base = known };
    }
}
