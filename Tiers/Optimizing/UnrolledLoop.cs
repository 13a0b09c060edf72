using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Optimizing;

/// <summary>One loop over a known tuple (<see cref="UnrollTuples"/>), and its rounds. What a way knows is where the iterator is; exits make one there.</summary>
internal sealed class UnrolledLoop : WayCopier
{
    public const int MostItems = 4;

    /// <summary>Nodes that all rounds, and what follows on the ways out of them, have at most.</summary>
    private const int MaxCopied = 240;

    /// <summary>The state of a way behind the iterator's end; before it is the position.</summary>
    private const int Ended = -1;

    private readonly Block home;
    private readonly Node iterator, tuple;

    /// <summary>What is known before the loop: the iterator's tuple and its length.</summary>
    private readonly Dictionary<Node, Node> before = [];

    /// <summary>Exits before the loop that hold the iterator.</summary>
    private readonly List<Action> pending = [];
    private Block? head;

    /// <summary>Whether what comes behind the loop isn't copied, and ways that come to the same round share it.</summary>
    private readonly bool merges;
    private LoopEnds? ends;

    /// <summary>The rounds that ways share, by their positions; null while a round is made.</summary>
    private readonly Dictionary<int, Block?> rounds = [];

    public UnrolledLoop(Region region, ControlFlow flow, Block home, Node iterator, bool merges) : base(region, flow, MaxCopied)
    {
        (this.home, this.iterator, this.merges) = (home, iterator, merges);
        tuple = iterator.Args[0];
    }

    /// <summary>How many items a tuple has whose items are known; null where they aren't.</summary>
    public static int? CountOf(Node tuple) =>
        tuple is { Op: IrOp.Call } && Array.IndexOf(Kernels.NewTuple, tuple.Data) > 0 ? tuple.Args.Length : tuple is { Op: IrOp.ConstRef, Data: PyTuple constant } ? constant.Count : null;

    /// <summary>Whether a tuple's items are known, and are few.</summary>
    public static bool IsShort(Node tuple) => CountOf(tuple) is >= 0 and <= MostItems;

    protected override Block? Repeated => head;

    private bool FindHead()
    {
        foreach (var b in Flow.Order)
            if (b.IsLoopHead && b.Nodes.Exists(IsPosition)) head = head == null ? b : home;
        return head != null && head != home && Flow.Dominates(home, head);
    }

    private bool FindEnds(Block start) => !merges || (ends = LoopEnds.Find(Flow, start, head!, IsOfLoop)) != null;

    /// <summary>False: the loop stays.</summary>
    public bool Unroll()
    {
        if (!FindHead()) return false;
        var from = Flow.Before(head!).FindAll(b => !Flow.IsIn(b, head!));
        if (from.Count != 1 || !Prepare() || !FindEnds(head!)) return false;
        var way = new Way(new(before), [], 0);
        var entry = from[0];
        bool first = entry.Then!.Target == head;
        if (entry.Then.Target == entry.Else?.Target || Follow(first ? entry.Then : entry.Else!, way) is not { } rounds) return false;
        if (first) entry.Then = rounds;
        else entry.Else = rounds;
        foreach (var change in pending) change();
        foreach (var b in Flow.Order) b.Nodes.RemoveAll(n => n == iterator || before.ContainsKey(n));
        ends?.Apply(Region);
        return true;
    }

    /// <summary>Of a tuple that is another on each way to a block: all that follows is copied for each of them, up to behind the loop. False: the loop stays.</summary>
    public bool UnrollEach()
    {
        if (!FindHead() || Flow.Order.Find(b => b.Params.Contains(tuple)) is not { IsLoopHead: false } start || !IsStraight(start)) return false;
        int which = start.Params.IndexOf(tuple);
        var into = Flow.Before(start).SelectMany(b => b.Edges).Where(e => e.Target == start).Distinct().ToArray();
        if (!Array.TrueForAll(into, e => IsShort(e.Args[which])) || !FindEnds(start)) return false;
        var copies = new Block[into.Length];
        for (int k = 0; k < into.Length; k++)
        {
            rounds.Clear();
            var values = new Dictionary<Node, Node>();
            for (int p = 0; p < start.Params.Count; p++) values[start.Params[p]] = into[k].Args[p];
            copies[k] = Region.NewBlock();
            if (!Copy(start, copies[k], new Way(values, [start], 0))) return false;
        }
        for (int k = 0; k < into.Length; k++) (into[k].Target, into[k].Args) = (copies[k], []);
        ends!.Apply(Region);
        return true;
    }

    /// <summary>Whether one block after the other leads to the loop.</summary>
    private bool IsStraight(Block b)
    {
        while (b != head)
        {
            if (b.End != EndKind.Jump || b.IsLoopHead || !Flow.Dominates(b, head!)) return false;
            b = b.Then!.Target;
        }
        return true;
    }

    private bool IsPosition(Node n) => n.Op == IrOp.LoadField && n.Args[0] == iterator && Equals(n.Data, Fields.TupleIteratorIndex);

    /// <summary>Looks at what uses the iterator, or its tuple by it, outside of the loop. False: something else does than what a loop's beginning needs.</summary>
    private bool Prepare()
    {
        foreach (var b in Flow.Order)
        {
            if (Flow.Dominates(head!, b)) continue;
            foreach (var n in b.Nodes)
            {
                if (Told(n) is { } known) before[n] = known;
                else if (n.Args.Any(IsOfLoop)) return false;
                if (before.ContainsKey(n)) continue;
                var (exit, after) = (n.Exit, n.AfterExit);
                if (exit != null && Holds(exit)) pending.Add(() => n.Exit = Shown(exit, 0, InExit));
                if (after != null && Holds(after)) pending.Add(() => n.AfterExit = Shown(after, 0, InExit));
                if (exit != null && Holds(exit) && (n.ShowsFrames || !Flow.Dominates(b, head!))) return false;
            }
            // Only what is on the way to the loop can hold the iterator where it begins.
            if (b.Exit is { } leaving && Holds(leaving)) return false;
            if (b.Condition != null && IsOfLoop(b.Condition) || b.Edges.Any(e => e.Target != head && e.Args.Any(IsOfLoop))) return false;
        }
        return true;
    }

    private bool IsOfLoop(Node n) => n == iterator || before.ContainsKey(n);

    private Node InExit(Node v) => before.GetValueOrDefault(v, v);

    private bool Holds(Snapshot s) => s.Values().Any(IsOfLoop);

    /// <summary>What a node says of the iterator's tuple, before the loop or in it; null for others.</summary>
    private Node? Told(Node n)
    {
        if (n.Args.Length == 0) return null;
        if (n.Op == IrOp.LoadField && n.Args[0] == iterator && Equals(n.Data, Fields.TupleIteratorTuple)) return tuple;
        if (!before.TryGetValue(n.Args[0], out var known) || known != tuple) return null;
        return n.Op switch
        {
            IrOp.GuardNotNull => tuple,
            IrOp.TupleLength => Int(CountOf(tuple)!.Value),
            _ => null,
        };
    }

    // ---- the rounds

    protected override bool MayEnd(Way way) => true;

    protected override List<Node>? UsesAtEnd(Block b) => ends?.UsesOf(b);

    protected override Edge? Share(Block target, Node[] args, Way way, out bool isShared)
    {
        isShared = merges;
        if (!merges || way.State == Ended || args.Any(IsGone)) return null;
        if (rounds.TryGetValue(way.State, out var known)) return known == null ? null : Passing(known, args);
        rounds[way.State] = null;
        var round = Region.NewBlock();
        var values = new Dictionary<Node, Node>(way.Values);
        foreach (var p in target.Params)
        {
            values[p] = new Node(Region.NewId(), IrOp.Param, p.Type) { Class = p.Class, AdmitsHeirs = p.AdmitsHeirs, NotNull = p.NotNull };
            round.Params.Add(values[p]);
        }
        if (!Copy(target, round, way with { Values = values, Blocks = [target] })) return null;
        rounds[way.State] = round;
        return Passing(round, args);
    }

    protected override bool IsGone(Node n) => n == iterator;

    protected override Snapshot? ExitOf(Snapshot s, Way way)
    {
        if (way.State == Ended && Holds(s)) return null;
        return Shown(s, way.State, way.Of);
    }

    /// <summary>An exit with the values of a copy, and an iterator that is at a position.</summary>
    private Snapshot Shown(Snapshot s, int position, Func<Node, Node> map)
    {
        var made = new Dictionary<Node, Node>();
        Node Value(Node v)
        {
            if (v != iterator && v.Op != IrOp.Virtual) return map(v);
            if (made.TryGetValue(v, out var known)) return known;
            return made[v] = v.Op == IrOp.Virtual ? Region.WithContents(v, Value)
                : new Node(Region.NewId(), IrOp.Virtual, IrType.Ref, map(tuple), Int(position)) { Data = new VirtualObject(Allocation.Iterator, null, []), Class = iterator.Class, NotNull = true };
        }
        return s.With(Value);
    }

    protected override bool CopyNode(Node n, Node[] args, Block copy, ref Way way)
    {
        if (n == iterator) return true;
        if (args.Length > 0 && args[0] == iterator && way.State != Ended)
        {
            if (IsPosition(n)) way.Values[n] = Int(way.State);
            else if (n.Op == IrOp.LoadField && Equals(n.Data, Fields.TupleIteratorTuple)) way.Values[n] = way.Of(tuple);
            else if (n.Op == IrOp.StoreField && Equals(n.Data, Fields.TupleIteratorIndex) && args[1].Op == IrOp.ConstInt) way = way with { State = (int)args[1].Imm };
            else if (n.Op == IrOp.Call && n.Data == Kernels.EndTupleIterator) way = way with { State = Ended };
            else return false;
            return true;
        }
        if (IsTied(n) || n.Spilled != null || n.ShowsFrames) return false;
        if ((Item(n, args, copy) ?? Folded(n, args)) is { } known)
        {
            way.Values[n] = known;
            return true;
        }
        return Passes(n, args) || Add(n, args, copy, way);
    }

    /// <summary>An item of a known tuple, its length, or the tuple itself.</summary>
    private Node? Item(Node n, Node[] args, Block copy)
    {
        if (args.Length == 0 || CountOf(args[0]) is not { } count) return null;
        switch (n.Op)
        {
            case IrOp.GuardNotNull:
                return args[0];
            case IrOp.TupleLength:
                return Int(count);
            case IrOp.LoadTupleItem when args[1] is { Op: IrOp.ConstInt, Imm: >= 0 and var k } && k < count:
                if (args[0].Op == IrOp.Call) return args[0].Args[k];
                var item = new Node(Region.NewId(), IrOp.ToValue, IrType.Val, Constant(((PyTuple)args[0].Data!)[(int)k]));
                copy.Nodes.Add(item);
                return item;
        }
        return null;
    }

    private Node Constant(Value v) =>
        v.IsInt ? Int(v.Bits)
        : v.IsFloat ? new Node(Region.NewId(), IrOp.ConstFloat, IrType.Float) { Imm = v.Bits }
        : v.Ref is PyBool b ? Bool(b == PyBool.True)
        : new Node(Region.NewId(), IrOp.ConstRef, IrType.Ref) { Data = v.Ref, NotNull = true, Class = v.Ref!.GetType() };
}
