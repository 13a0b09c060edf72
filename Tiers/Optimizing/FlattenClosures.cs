using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Optimizing;

/// <summary>
/// Takes out cells that only one function and exits need: the function has what is in the cell. An exit that the function isn't made before makes the cell; one
/// behind it has the function make it, so that both have the same.
/// </summary>
internal sealed class FlattenClosures
{
    private readonly Region region;
    private readonly ControlFlow flow;
    private readonly NodeMap<(Block Block, int Index)> places = new();
    private readonly Dictionary<Node, Candidate> candidates = [];

    /// <summary>Cells, and what is the same as a value.</summary>
    private readonly Dictionary<Node, Candidate> cells = [];

    /// <summary>Blocks that a function may have been made before, as far as the cell is the same.</summary>
    private readonly Dictionary<Candidate, HashSet<Block>> behind = [];

    private sealed class Candidate(Node cell)
    {
        public Node Cell { get; } = cell;

        /// <summary>The function that has the variable, and its operand.</summary>
        public Node? Function { get; set; }
        public int Operand { get; set; }

        public HashSet<(Block Block, int Index)> Exits { get; } = [];
        public bool Stays { get; set; }
    }

    private FlattenClosures(Region region)
    {
        this.region = region;
        flow = new ControlFlow(region);
    }

    public static void Run(Region region)
    {
        if (region.Blocks.Exists(b => b.Nodes.Exists(n => KindOf(n) == Allocation.Function && n.Args.Length > 3))) new FlattenClosures(region).Run();
    }

    private static Allocation KindOf(Node n) => n is { Op: IrOp.Call, Data: Kernel k } ? k.Allocates : Allocation.None;

    private void Run()
    {
        foreach (var b in flow.Order) FindUses(b);
        foreach (var c in candidates.Values) Check(c);
        if (candidates.Values.All(c => c.Stays)) return;
        foreach (var b in flow.Order) Rewrite(b);
    }

    // ---- which

    private void FindUses(Block b)
    {
        for (int k = 0; k < b.Nodes.Count; k++)
        {
            var n = b.Nodes[k];
            places[n] = (b, k);
            for (int a = 0; a < n.Args.Length; a++)
                if (cells.TryGetValue(n.Args[a], out var c)) Use(c, n, a);
            if (KindOf(n) == Allocation.Cell) cells[n] = candidates[n] = new Candidate(n);
            FindUses(n.Exit, b, k, n.ShowsFrames);
            FindUses(n.AfterExit, b, k, false);
        }
        FindUses(b.Exit, b, b.Nodes.Count, false);
        if (b.Condition != null) Keep(b.Condition);
        foreach (var e in b.Edges)
            foreach (var a in e.Args) Keep(a);
    }

    private void Use(Candidate c, Node n, int operand)
    {
        if (n.Op == IrOp.ToValue) cells[n] = c;
        else if (KindOf(n) == Allocation.Function && c.Function == null) (c.Function, c.Operand) = (n, operand);
        else c.Stays = true;
    }

    private void FindUses(Snapshot? exit, Block b, int index, bool shows)
    {
        if (exit == null || candidates.Count == 0) return;
        var held = new HashSet<Candidate>();
        foreach (var v in exit.Values())
            if (cells.TryGetValue(v, out var c)) held.Add(c);
        if (held.Count == 0) return;
        bool fits = exit.Values().Count() + 2 * held.Count <= IrVerifier.MaxExitValues;
        foreach (var c in held)
        {
            c.Exits.Add((b, index));
            c.Stays |= shows || !fits;
        }
        foreach (var w in exit.Writes)
        {
            Keep(w.Object);
            Keep(w.Value);
        }
    }

    private void Keep(Node n)
    {
        if (cells.TryGetValue(n, out var c)) c.Stays = true;
    }

    // ---- whether

    /// <summary>Each cell becomes part of one function, and of every exit it is known whether that was made.</summary>
    private void Check(Candidate c)
    {
        c.Stays |= c.Function == null || !flow.NoDeeper(places[c.Function].Block, places[c.Cell].Block);
        if (c.Stays) return;
        behind[c] = Behind(places[c.Function!].Block, places[c.Cell].Block);
        foreach (var (b, index) in c.Exits) c.Stays |= !IsBehind(c, b, index) && MayBeBehind(c, b, index);
    }

    /// <summary>The blocks that a way leads to from the end of one block, but not by way of another.</summary>
    private static HashSet<Block> Behind(Block first, Block end)
    {
        var found = new HashSet<Block>();
        var work = new Stack<Block>([first]);
        while (work.TryPop(out var b))
            foreach (var e in b.Edges)
                if (e.Target != end && found.Add(e.Target)) work.Push(e.Target);
        return found;
    }

    private bool IsBehind(Candidate c, Block b, int index)
    {
        var (made, at) = places[c.Function!];
        return b == made ? index > at : flow.Dominates(made, b);
    }

    private bool MayBeBehind(Candidate c, Block b, int index) => b == places[c.Function!].Block ? index > places[c.Function!].Index : behind[c].Contains(b);

    // ---- how

    private void Rewrite(Block b)
    {
        var kept = new List<Node>();
        for (int k = 0; k < b.Nodes.Count; k++)
        {
            var n = b.Nodes[k];
            n.Exit = Rewrite(n.Exit, b, k);
            n.AfterExit = Rewrite(n.AfterExit, b, k);
            if (cells.TryGetValue(n, out var c) && !c.Stays) continue;
            if (KindOf(n) == Allocation.Function) TakeContents(n);
            kept.Add(n);
        }
        b.Exit = Rewrite(b.Exit, b, b.Nodes.Count);
        rewritten.Add((b, kept));
        if (rewritten.Count < flow.Order.Count) return;
        foreach (var (block, nodes) in rewritten)
        {
            block.Nodes.Clear();
            block.Nodes.AddRange(nodes);
        }
    }

    /// <summary>The blocks' new nodes: until all are rewritten, places are those of the old ones.</summary>
    private readonly List<(Block Block, List<Node> Nodes)> rewritten = [];

    private readonly Dictionary<(Snapshot, string), Snapshot> exits = [];

    private void TakeContents(Node function)
    {
        long plain = 0;
        for (int a = 4; a < function.Args.Length; a++)
        {
            if (!cells.TryGetValue(function.Args[a], out var c) || c.Stays) continue;
            if (plain == 0) function.Args = [.. function.Args];
            function.Args[a] = c.Cell.Args[0];
            plain |= 1L << (a - 4);
        }
        if (plain != 0) function.Args[3] = Int(plain);
    }

    private Node Int(long i) => new(region.NewId(), IrOp.ConstInt, IrType.Int) { Imm = i };

    private Snapshot? Rewrite(Snapshot? s, Block b, int index)
    {
        if (s == null) return null;
        var held = new List<Candidate>();
        foreach (var v in s.Values())
            if (cells.TryGetValue(v, out var c) && !c.Stays && !held.Contains(c)) held.Add(c);
        if (held.Count == 0) return s;
        // One exit for all that leave in the same state.
        string key = string.Concat(held.Select(c => IsBehind(c, b, index) ? '1' : '0'));
        if (exits.TryGetValue((s, key), out var known)) return known;
        var made = new Dictionary<Node, Node>();
        return exits[(s, key)] = s.With(v => Content(v, made, b, index), s.Writes);
    }

    /// <summary>What stands for a value in an exit.</summary>
    private Node Content(Node v, Dictionary<Node, Node> made, Block b, int index)
    {
        if (cells.TryGetValue(v, out var c) && !c.Stays) v = c.Cell;
        if (made.TryGetValue(v, out var known)) return known;
        if (c is { Stays: false })
            return made[v] = IsBehind(c, b, index) ? Virtual(Allocation.ClosureCell, v, c.Function!, Int(c.Operand - 4)) : Virtual(Allocation.Cell, v, v.Args[0]);
        if (v.Op != IrOp.Virtual) return v;
        return made[v] = region.WithContents(v, a => Content(a, made, b, index));
    }

    private Node Virtual(Allocation kind, Node cell, params Node[] contents) =>
        new(region.NewId(), IrOp.Virtual, IrType.Ref, contents) { Data = new VirtualObject(kind, null, []), Class = cell.Class, NotNull = true };
}
