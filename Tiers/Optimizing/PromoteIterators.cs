using System.Reflection;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Optimizing;

/// <summary>
/// Keeps the position of an iterator in a loop variable instead of in the iterator: it is read before the loop, and written where the loop ends and
/// by exits. Nothing else may see or move the iterator meanwhile: it is in no named variable, goes nowhere, and no unknown code runs
/// unless the region made it. The count of a list that a comprehension fills is kept likewise.
/// </summary>
internal sealed partial class PromoteIterators
{
    private readonly Region region;
    private readonly ControlFlow flow;
    private readonly NodeMap<(Block Block, int Index)> places;
    private readonly NodeMap<List<Node>> uses;
    private readonly NodeSet exposed = new();
    private readonly NodeMap<Node> replacements = new();
    private readonly NodeSet removed = new();
    private readonly List<Position> positions = [];

    /// <summary>A field of an iterator (or a list) that a loop advances.</summary>
    private sealed record Position(Block Head, Node Iterator, FieldInfo Field, Node Store, Node Param);

    private PromoteIterators(Region region)
    {
        this.region = region;
        flow = new ControlFlow(region);
        places = new NodeMap<(Block Block, int Index)>(region.NodeCount);
        uses = new NodeMap<List<Node>>(region.NodeCount);
    }

    public static void Run(Region region)
    {
        if (region.Blocks.Exists(b => b.IsLoopHead)) new PromoteIterators(region).Run();
    }

    private void Run()
    {
        foreach (var b in flow.Order)
        {
            for (int k = 0; k < b.Nodes.Count; k++)
            {
                var n = b.Nodes[k];
                places[n] = (b, k);
                foreach (var a in n.Args)
                {
                    if (!uses.TryGetValue(a, out var list)) uses[a] = list = [];
                    list.Add(n);
                }
                Expose(n.Exit);
                Expose(n.AfterExit);
            }
            Expose(b.Exit);
            exposed.AddAll(b.Then?.Args);
            exposed.AddAll(b.Else?.Args);
            if (b.Condition != null) exposed.Add(b.Condition);
        }
        foreach (var b in flow.Order)
            foreach (var n in b.Nodes)
                if (n.Op == IrOp.StoreField && (IsPosition((FieldInfo)n.Data!) || IsFilled(n))) Consider(n);
        if (positions.Count == 0) return;
        foreach (var p in positions) AddParameter(p);
        foreach (var b in flow.Order) Rewrite(b);
        foreach (var b in flow.Order) Leave(b);
    }

    private static bool IsPosition(FieldInfo f) => f.DeclaringType!.IsAssignableTo(typeof(Runtime.Objects.PyObject)) && f.DeclaringType.Name.EndsWith("Iterator", StringComparison.Ordinal) && f.FieldType.IsPrimitive;

    /// <summary>What named variables hold, programs can get at.</summary>
    private void Expose(Snapshot? s)
    {
        if (s == null) return;
        foreach (var f in s.Frames)
            foreach (var r in f.Registers)
                if (r.Value != null && r.Register < f.Code.NamedEnd) exposed.Add(r.Value);
    }

    // ---- whether

    private void Consider(Node store)
    {
        var (it, field) = (store.Args[0], (FieldInfo)store.Data!);
        var (at, index) = places[store];
        if (flow.InnermostLoop(at) is not { } head || !places.TryGetValue(it, out var home) || home.Block == head || !flow.Dominates(home.Block, head)) return;
        bool fills = IsFilled(store), made = IsMade(it);
        if (fills ? !IsOnlyFilled(it, home.Block, head) : !made && !IsTemporary(it) || !IsPrivate(it, head)) return;
        foreach (var n in uses[it])
        {
            if (n.Op == IrOp.StoreField && n != store && Equals(n.Data, field) && flow.IsIn(places[n].Block, head)) return;
        }
        foreach (var from in flow.Before(head))
            if (flow.IsIn(from, head) && !flow.Dominates(at, from)) return;
        if (!Dominated(at, head)) return;
        foreach (var b in flow.Order)
        {
            if (!flow.IsIn(b, head)) continue;
            foreach (var n in b.Nodes)
                if (fills ? n.Op == IrOp.Interpret || (n.Effects & Effects.RunsPython) != 0 : MayTouch(n, it, made)) return;
        }
        positions.Add(new Position(head, it, field, store, new Node(region.NewId(), IrOp.Param, IrType.Int)));
    }

    private static Node Unguarded(Node n)
    {
        while (n.Op is >= IrOp.GuardInt and <= IrOp.GuardObject) n = n.Args[0];
        return n;
    }

    /// <summary>The region itself made the iterator, so nothing else knew it at first.</summary>
    private static bool IsMade(Node it) => Unguarded(it) is { Op: IrOp.Call, Data: Kernel { Allocates: Allocation.Iterator } };

    /// <summary>It was in a register without a name when the region was entered.</summary>
    private bool IsTemporary(Node it) =>
        Unguarded(it) is { Op: IrOp.LoadRegister } r && FirstCode() is { } code && r.Imm >= code.NamedEnd;

    private Runtime.Bytecode.PyCode? FirstCode()
    {
        foreach (var b in flow.Order)
            foreach (var n in b.Nodes)
                if (n.Exit != null) return n.Exit.Frames[0].Code;
        return null;
    }

    /// <summary>The iterator and its other names are used just to iterate.</summary>
    private bool IsPrivate(Node it, Block head)
    {
        for (var n = it; ; n = n.Args[0])
        {
            if (exposed.Contains(n)) return false;
            foreach (var u in uses.GetValueOrDefault(n) ?? [])
            {
                if (u.Op is IrOp.LoadField or >= IrOp.GuardInt and <= IrOp.GuardObject || u.Op == IrOp.StoreField && u.Args[0] == n) continue;
                // What it says holds wherever the iterator stands.
                if (u is { Op: IrOp.Call, Data: Kernel asked } && asked == Intrinsics.Kernels.GivesCounts) continue;
                // What ends the iteration.
                if (u is { Op: IrOp.Call, Data: Kernel k } && k.Name.StartsWith("End", StringComparison.Ordinal) && !flow.IsIn(places[u].Block, head) && flow.Dominates(head, places[u].Block)) continue;
                return false;
            }
            if (n.Op is not (>= IrOp.GuardInt and <= IrOp.GuardObject)) return true;
        }
    }

    /// <summary>All that the loop does behind a block is dominated by it.</summary>
    private bool Dominated(Block by, Block head)
    {
        var seen = new HashSet<Block>();
        var work = new Stack<Block>([by]);
        while (work.TryPop(out var b))
            foreach (var e in b.Edges)
            {
                if (e.Target == head || !flow.IsIn(e.Target, head) || !seen.Add(e.Target)) continue;
                if (!flow.Dominates(by, e.Target)) return false;
                work.Push(e.Target);
            }
        return true;
    }

    /// <summary>Whether a node of the loop may read or move the iterator by another name, or needs it in memory.</summary>
    private bool MayTouch(Node n, Node it, bool made)
    {
        if (n.Op == IrOp.Interpret) return true;
        if (n.Op is IrOp.LoadField or IrOp.StoreField && n.Args[0] != it && IsPosition((FieldInfo)n.Data!))
            return n.Args[0].Class == it.Class && !made && !IsMade(n.Args[0]);
        if (made) return false;
        if ((n.Effects & Effects.RunsPython) != 0) return true;
        return n.Op == IrOp.Call && (n.Effects & (Effects.Writes | Effects.Raises)) != 0
            && Array.Exists(n.Args, a => a.Type == IrType.Val || a.Type == IrType.Ref && (a.Class == null || a.Class == it.Class));
    }

    // ---- how

    private void AddParameter(Position p)
    {
        p.Head.Params.Add(p.Param);
        removed.Add(p.Store);
        foreach (var n in uses[p.Iterator])
        {
            if (n.Op != IrOp.LoadField || !Equals(n.Data, p.Field) || !flow.IsIn(places[n].Block, p.Head)) continue;
            removed.Add(n);
            replacements[n] = Before(p, places[n].Block, places[n].Index);
        }
        foreach (var from in flow.Before(p.Head))
        {
            Node arg = p.Store.Args[1];
            if (!flow.IsIn(from, p.Head))
            {
                arg = new Node(region.NewId(), IrOp.LoadField, IrType.Int, p.Iterator) { Data = p.Field };
                loads.Add((from, arg));
            }
            foreach (var e in from.Edges)
                if (e.Target == p.Head) e.Args = [.. e.Args, arg];
        }
    }

    private readonly List<(Block At, Node Load)> loads = [];

    /// <summary>What the field holds before a node of the loop.</summary>
    private Node Before(Position p, Block b, int index)
    {
        var (at, k) = places[p.Store];
        return at == b ? k < index ? p.Store.Args[1] : p.Param : flow.Dominates(at, b) ? p.Store.Args[1] : p.Param;
    }

    private Node Resolve(Node n)
    {
        while (replacements.TryGetValue(n, out var r)) n = r;
        return n;
    }

    private Node[] Resolve(Node[] nodes) => Array.Exists(nodes, replacements.ContainsKey) ? Array.ConvertAll(nodes, Resolve) : nodes;

    private void Rewrite(Block b)
    {
        var kept = new List<Node>(b.Nodes.Count);
        var here = positions.FindAll(p => flow.IsIn(b, p.Head));
        for (int k = 0; k < b.Nodes.Count; k++)
        {
            var n = b.Nodes[k];
            if (removed.Contains(n)) continue;
            n.Args = Resolve(n.Args);
            if (n.Exit != null) n.Exit = Rewrite(n.Exit, here, b, k);
            if (n.AfterExit != null) n.AfterExit = Rewrite(n.AfterExit, here, b, k + 1);
            kept.Add(n);
        }
        if (b.Exit != null) b.Exit = Rewrite(b.Exit, here, b, b.Nodes.Count);
        if (b.Condition != null) b.Condition = Resolve(b.Condition);
        foreach (var e in b.Edges) e.Args = Resolve(e.Args);
        foreach (var (at, load) in loads)
            if (at == b) kept.Add(load);
        rewritten.Add((b, kept, here.ConvertAll(p => (p, Resolve(Before(p, b, b.Nodes.Count))))));
    }

    private readonly List<(Block Block, List<Node> Nodes, List<(Position, Node)> Values)> rewritten = [];

    /// <summary>What exits were rewritten to last: nodes that share one mostly stand beside each other.</summary>
    private readonly Dictionary<Snapshot, Snapshot> exits = [];

    private Snapshot Rewrite(Snapshot s, List<Position> here, Block b, int index)
    {
        if (here.Count == 0 && !s.Held().Any(replacements.ContainsKey)) return s;
        var writes = new FieldWrite[here.Count];
        for (int k = 0; k < writes.Length; k++) writes[k] = new FieldWrite(here[k].Iterator, here[k].Field, Resolve(Before(here[k], b, index)));
        if (exits.TryGetValue(s, out var known) && known.Writes.AsSpan().SequenceEqual(writes)) return known;
        return exits[s] = s.With(Resolve, writes);
    }

    /// <summary>Where the loop is left, the iterators hold their positions again.</summary>
    private void Leave(Block b)
    {
        var (_, nodes, values) = rewritten.Find(r => r.Block == b);
        b.Nodes.Clear();
        b.Nodes.AddRange(nodes);
        foreach (var e in b.Edges)
        {
            var left = values.FindAll(v => !flow.IsIn(e.Target, v.Item1.Head));
            if (left.Count == 0) continue;
            var between = region.NewBlock();
            between.LoopDepth = e.Target.LoopDepth;
            foreach (var (p, v) in left)
                between.Nodes.Add(new Node(region.NewId(), IrOp.StoreField, IrType.None, p.Iterator, v) { Data = p.Field });
            between.End = EndKind.Jump;
            between.Then = new Edge(e.Target, e.Args);
            region.Blocks.Insert(region.Blocks.IndexOf(b) + 1, between);
            e.Target = between;
            e.Args = [];
        }
    }
}
