using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Optimizing;

/// <summary>
/// Takes out instances, tuples, lists, dicts, bound methods, functions and their cells that nothing but the region sees: what is read of them is what was stored, and an exit that needs one gets a
/// <see cref="IrOp.Virtual"/> with its contents there. Such an object flows nowhere where paths join, and each of its slots is stored once.
/// </summary>
internal sealed class RemoveAllocations
{
    private readonly Region region;
    private readonly ControlFlow flow;
    private readonly NodeMap<(Block Block, int Index)> places = new();
    private readonly Dictionary<Node, Candidate> candidates = [];

    /// <summary>Nodes that are the object of a candidate.</summary>
    private readonly Dictionary<Node, Candidate> aliases = [];
    private readonly Dictionary<Node, Node> replacements = [];
    private readonly HashSet<Node> removed = [];
    private readonly List<Snapshot> exits = [];

    private sealed class Candidate(Node made, Allocation kind)
    {
        public Node Made { get; } = made;
        public Allocation Kind { get; } = kind;
        public Dictionary<int, Node> Stores { get; } = [];
        public List<Node> Shapes { get; } = [];

        /// <summary>What must hold for each use: where it is and, for a load, what it is.</summary>
        public List<(Block Block, int Index)> Seen { get; } = [];
        public List<Node> Loads { get; } = [];

        /// <summary>Objects that contain this one.</summary>
        public List<Candidate> Holders { get; } = [];
        public bool Escapes { get; set; }
    }

    private RemoveAllocations(Region region)
    {
        this.region = region;
        flow = new ControlFlow(region);
    }

    public static void Run(Region region)
    {
        if (region.Blocks.Exists(b => b.Nodes.Exists(n => AllocationOf(n) != Allocation.None))) new RemoveAllocations(region).Run();
    }

    private static Allocation AllocationOf(Node n) => n.Makes is not (Allocation.Iterator or Allocation.Character) and var kind ? kind : Allocation.None;

    private void Run()
    {
        FindCandidates();
        foreach (var b in flow.Order) FindUses(b);
        foreach (var c in candidates.Values) Check(c);
        Spread();
        Bound();
        foreach (var c in candidates.Values)
            if (!c.Escapes) Remove(c);
        if (removed.Count == 0) return;
        foreach (var b in region.Blocks) Rewrite(b);
    }

    // ---- which

    private void FindCandidates()
    {
        foreach (var b in flow.Order)
            for (int k = 0; k < b.Nodes.Count; k++)
            {
                var n = b.Nodes[k];
                places[n] = (b, k);
                var kind = AllocationOf(n);
                if (kind == Allocation.None || kind == Allocation.Instance && n.Args[0].Op != IrOp.ConstRef) continue;
                aliases[n] = candidates[n] = new Candidate(n, kind);
            }
    }

    private void FindUses(Block b)
    {
        for (int k = 0; k < b.Nodes.Count; k++)
        {
            var n = b.Nodes[k];
            for (int a = 0; a < n.Args.Length; a++)
                if (aliases.TryGetValue(n.Args[a], out var c)) Use(c, n, a, b, k);
            // What the interpreter works on exists, and what a traceback's frame shows.
            bool shows = n.ShowsFrames;
            NoteExit(n.Exit, b, k, shows);
            NoteExit(n.AfterExit, b, k, false);
        }
        int end = b.Nodes.Count;
        NoteExit(b.Exit, b, end, false);
        EscapeAll(b.Condition == null ? [] : [b.Condition]);
        EscapeAll(b.Then?.Args ?? []);
        EscapeAll(b.Else?.Args ?? []);
    }

    private void EscapeAll(Node[] nodes)
    {
        foreach (var n in nodes)
            if (aliases.TryGetValue(n, out var c)) c.Escapes = true;
    }

    private void NoteExit(Snapshot? exit, Block b, int index, bool shows)
    {
        if (exit == null) return;
        bool any = false;
        foreach (var v in exit.Values())
        {
            if (!aliases.TryGetValue(v, out var c)) continue;
            any = true;
            if (shows) c.Escapes = true;
            else c.Seen.Add((b, index));
        }
        if (any) exits.Add(exit);
    }

    private void Use(Candidate c, Node n, int operand, Block b, int index)
    {
        switch (n.Op)
        {
            case IrOp.StoreSlot when operand == 0 && c.Kind == Allocation.Instance:
                if (!c.Stores.TryAdd((int)n.Imm, n)) c.Escapes = true;
                return;
            case IrOp.StoreSlot when aliases.TryGetValue(n.Args[0], out var holder):
                c.Holders.Add(holder);
                return;
            case IrOp.StoreField when operand == 0 && n.Args[1] is { Op: IrOp.ConstRef, Data: Shape }:
                c.Shapes.Add(n);
                return;
            case IrOp.LoadSlot or IrOp.LoadTupleItem:
                c.Loads.Add(n);
                return;
            case IrOp.GuardShape or IrOp.GuardClass or IrOp.GuardRef or IrOp.ToValue:
                if (n.Op == IrOp.GuardClass && !Equals(n.Data, c.Kind == Allocation.Instance ? typeof(PyInstance) : c.Made.Class)) break;
                if (n.Op == IrOp.GuardShape)
                {
                    if (c.Kind != Allocation.Instance) break;
                    c.Loads.Add(n);
                }
                aliases[n] = c;
                return;
            case IrOp.GuardIsNot:
            case IrOp.IsNone:
            case IrOp.TupleLength:
                return;
            case IrOp.Call when c.Kind == Allocation.Complex && PartOf(n) >= 0:
                c.Loads.Add(n);
                return;
            case IrOp.Call when AllocationOf(n) is Allocation.Tuple or Allocation.List or Allocation.Dict or Allocation.Method or Allocation.BuiltinMethod or Allocation.Cell or Allocation.Function or Allocation.Body or Allocation.RunningBody:
                c.Holders.Add(candidates[n]);
                return;
        }
        c.Escapes = true;
    }

    /// <summary>Which part of a complex number a node reads; -1 for other nodes.</summary>
    private static int PartOf(Node n) => n is { Op: IrOp.Call, Data: Kernel k } ? k == Intrinsics.Kernels.RealPart ? 0 : k == Intrinsics.Kernels.ImaginaryPart ? 1 : -1 : -1;

    // ---- whether

    /// <summary>Everywhere where the object is looked at it must be known what it contains.</summary>
    private void Check(Candidate c)
    {
        if (c.Escapes) return;
        if (c.Kind is Allocation.Range or Allocation.Slice or Allocation.Complex or Allocation.List or Allocation.Dict or Allocation.Method or Allocation.BuiltinMethod or Allocation.Cell or Allocation.ClosureCell or Allocation.Function or Allocation.Body or Allocation.RunningBody) return;
        if (c.Kind == Allocation.Tuple)
        {
            c.Escapes = c.Loads.Exists(n => n.Args[1] is not { Op: IrOp.ConstInt } k || (ulong)k.Imm >= (ulong)c.Made.Args.Length || aliases.ContainsKey(c.Made.Args[k.Imm]));
            return;
        }
        var home = places[c.Made].Block;
        foreach (var s in c.Stores.Values.Concat(c.Shapes))
            if (!flow.NoDeeper(places[s].Block, home)) c.Escapes = true;
        foreach (var (b, index) in c.Seen)
            foreach (var s in c.Stores.Values.Concat(c.Shapes))
                if (!IsBefore(places[s], b, index) && !IsBefore((b, index), places[s].Block, places[s].Index + 1)) c.Escapes = true;
        foreach (var n in c.Loads)
        {
            if (c.Escapes) return;
            var (b, index) = places[n];
            if (n.Op == IrOp.GuardShape) c.Escapes |= ShapeAt(c, b, index) != n.Data;
            else c.Escapes |= !c.Stores.TryGetValue((int)n.Imm, out var s) || !IsBefore(places[s], b, index) || !CanForward(n, s.Args[1]);
        }
    }

    private bool IsBefore((Block Block, int Index) a, Block b, int index) => a.Block == b ? a.Index < index : flow.Dominates(a.Block, b);

    private Shape ShapeAt(Candidate c, Block b, int index)
    {
        var shape = (Shape)c.Made.Args[0].Data!;
        foreach (var s in c.Shapes)
            if (IsBefore(places[s], b, index) && (Shape)s.Args[1].Data! is var next && next.Count > shape.Count) shape = next;
        return shape;
    }

    /// <summary>Whether all that is made of a slot's raw content is known when the stored value is.</summary>
    private bool CanForward(Node load, Node v)
    {
        if (v.Type is IrType.Ref) return !aliases.ContainsKey(v);
        var cell = v.Type == IrType.Int ? typeof(HeapSlot.IntCell) : v.Type == IrType.Float ? typeof(HeapSlot.FloatCell) : null;
        return cell != null && UsesOf(load).All(u => u.Op == IrOp.GuardClass && Equals(u.Data, cell) && UsesOf(u).All(x => x.Op == IrOp.LoadCell));
    }

    private Dictionary<Node, List<Node>>? uses;

    /// <summary>The nodes that have a node as an operand; exits and edges have no raw contents.</summary>
    private List<Node> UsesOf(Node n)
    {
        if (uses == null)
        {
            uses = [];
            foreach (var b in flow.Order)
                foreach (var u in b.Nodes)
                    foreach (var a in u.Args)
                    {
                        if (!uses.TryGetValue(a, out var list)) uses[a] = list = [];
                        list.Add(u);
                    }
        }
        return uses.GetValueOrDefault(n) ?? [];
    }

    /// <summary>What an object that exists contains exists too; nor may objects contain each other.</summary>
    private void Spread()
    {
        var settled = new HashSet<Candidate>();
        var work = new Stack<Candidate>(candidates.Values);
        while (work.TryPop(out var c))
        {
            if (!settled.Add(c)) continue;
            if (!c.Escapes && (c.Holders.Exists(h => h.Escapes) || Contains(c, c))) c.Escapes = true;
            if (!c.Escapes) continue;
            foreach (var other in candidates.Values)
                if (!other.Escapes && other.Holders.Contains(c))
                {
                    settled.Remove(other);
                    work.Push(other);
                }
        }
    }

    /// <summary>An exit has room for so many values: objects that don't fit exist.</summary>
    private void Bound()
    {
        foreach (var exit in exits)
        {
            var held = new HashSet<Candidate>();
            int size = exit.Values().Count();
            var work = new Stack<Node>(exit.Values());
            while (work.TryPop(out var v))
            {
                if (!aliases.TryGetValue(v, out var c) || c.Escapes || !held.Add(c)) continue;
                var contents = c.Kind != Allocation.Instance ? c.Made.Args : c.Stores.Values.Select(s => s.Args[1]).ToArray();
                size += contents.Length + 1;
                foreach (var x in contents) work.Push(x);
            }
            if (size <= IrVerifier.MaxExitValues) continue;
            foreach (var c in held) c.Escapes = true;
            Spread();
        }
    }

    private static bool Contains(Candidate holder, Candidate inner)
    {
        var seen = new HashSet<Candidate>();
        var work = new Stack<Candidate>(inner.Holders);
        while (work.TryPop(out var c))
        {
            if (c == holder) return true;
            if (seen.Add(c))
                foreach (var h in c.Holders) work.Push(h);
        }
        return false;
    }

    // ---- how

    private void Remove(Candidate c)
    {
        removed.Add(c.Made);
        foreach (var s in c.Stores.Values.Concat(c.Shapes)) removed.Add(s);
        foreach (var n in c.Loads)
        {
            removed.Add(n);
            if (c.Kind == Allocation.Complex) replacements[n] = c.Made.Args[PartOf(n)];
            else if (n.Op == IrOp.LoadTupleItem) replacements[n] = c.Made.Args[(int)n.Args[1].Imm];
            else if (n.Op == IrOp.LoadSlot) Forward(n, c.Stores[(int)n.Imm].Args[1]);
        }
    }

    private void Forward(Node load, Node v)
    {
        if (v.Type == IrType.Ref)
        {
            replacements[load] = v;
            return;
        }
        foreach (var guard in UsesOf(load))
        {
            removed.Add(guard);
            foreach (var number in UsesOf(guard))
            {
                removed.Add(number);
                replacements[number] = v;
            }
        }
    }

    private Node Resolve(Node n)
    {
        while (replacements.TryGetValue(n, out var r)) n = r;
        return n;
    }

    private Node Constant(IrOp op, IrType type, long imm) => new(region.NewId(), op, type) { Imm = imm };

    private void Rewrite(Block b)
    {
        var kept = new List<Node>();
        for (int k = 0; k < b.Nodes.Count; k++)
        {
            var n = b.Nodes[k];
            if (removed.Contains(n)) continue;
            if (n.Args.Length > 0 && aliases.TryGetValue(n.Args[0], out var c) && !c.Escapes)
            {
                // Tests of an object that isn't there are known; other names of it are no longer needed.
                if (n.Op == IrOp.IsNone) replacements[n] = Constant(IrOp.ConstBool, IrType.Bool, 0);
                if (n.Op == IrOp.TupleLength) replacements[n] = Constant(IrOp.ConstInt, IrType.Int, c.Made.Args.Length);
                continue;
            }
            kept.Add(n);
            if (Array.Exists(n.Args, replacements.ContainsKey)) n.Args = Array.ConvertAll(n.Args, Resolve);
            n.Exit = Rewrite(n.Exit, b, k);
            n.AfterExit = Rewrite(n.AfterExit, b, k);
        }
        b.Exit = Rewrite(b.Exit, b, b.Nodes.Count);
        if (b.Condition != null) b.Condition = Resolve(b.Condition);
        foreach (var e in b.Edges) e.Args = Array.ConvertAll(e.Args, Resolve);
        pending.Add((b, kept));
        if (pending.Count == region.Blocks.Count)
            foreach (var (block, nodes) in pending)
            {
                block.Nodes.Clear();
                block.Nodes.AddRange(nodes);
            }
    }

    /// <summary>The blocks' new nodes: until all are rewritten, places are those of the old ones.</summary>
    private readonly List<(Block Block, List<Node> Nodes)> pending = [];
    private readonly Dictionary<Snapshot, List<(string Key, Snapshot New)>> rewritten = [];

    /// <summary>What stands in all exits for objects that contain the same in all of them, as they have no slots.</summary>
    private readonly Dictionary<Candidate, Node> same = [];

    private Snapshot? Rewrite(Snapshot? s, Block b, int index)
    {
        if (s == null) return null;
        bool changes = false;
        foreach (var v in s.Values()) changes |= replacements.ContainsKey(v) || aliases.TryGetValue(v, out var c) && !c.Escapes;
        if (!changes) return s;
        var made = new Dictionary<Candidate, Node>();
        var others = new Dictionary<Node, Node>();
        var exit = WithoutClosures(s).With(v => v.Op == IrOp.Virtual ? Other(v, made, others, b, index) : Content(v, made, b, index), s.Writes);
        // One exit for all that leave in the same state.
        string key = string.Join(' ', made.Select(m => $"{m.Key.Made} {m.Value.Args.Length} {((VirtualObject)m.Value.Data!).Shape?.Id}"));
        if (!rewritten.TryGetValue(s, out var list)) rewritten[s] = list = [];
        foreach (var (k, known) in list)
            if (k == key) return known;
        list.Add((key, exit));
        return exit;
    }

    /// <summary>The exit without the cells that only it needs and that are those of its frames' functions.</summary>
    private Snapshot WithoutClosures(Snapshot s)
    {
        FrameSnapshot[]? frames = null;
        for (int d = 0; d < s.Frames.Length; d++)
        {
            var f = s.Frames[d];
            if (f.Generator != null || f.Code.FreeVars.Length == 0) continue;
            if ((d > 0 ? f.Function : region.Function != null ? region.Parameters[0] : null) is not { } function) continue;
            int found = 0;
            foreach (var r in f.Registers)
            {
                int variable = r.Register - f.Code.FreeReg;
                if ((uint)variable < (uint)f.Code.FreeVars.Length && r.Value is { } v && IsCellOf(function, variable, v)) found++;
            }
            if (found < f.Code.FreeVars.Length) continue;
            frames ??= [.. s.Frames];
            frames[d] = f.WithoutClosure();
        }
        return frames == null ? s : s.With(frames);
    }

    private bool IsCellOf(Node function, int variable, Node v)
    {
        if (!aliases.TryGetValue(v, out var c) || c.Escapes) return false;
        if (c.Kind == Allocation.ClosureCell) return c.Made.Args[0] == function && c.Made.Args[1].Imm == variable;
        return c.Kind == Allocation.Cell && AllocationOf(function) == Allocation.Function && aliases.TryGetValue(function.Args[4 + variable], out var given) && given == c;
    }

    /// <summary>An object that only exits have already.</summary>
    private Node Other(Node v, Dictionary<Candidate, Node> made, Dictionary<Node, Node> others, Block b, int index)
    {
        if (others.TryGetValue(v, out var known)) return known;
        return others[v] = new Node(region.NewId(), IrOp.Virtual, v.Type, Array.ConvertAll(v.Args, a => Content(a, made, b, index))) { Data = v.Data, Class = v.Class, NotNull = v.NotNull };
    }

    /// <summary>What stands for a value in an exit: a removed object by what it contains there.</summary>
    private Node Content(Node v, Dictionary<Candidate, Node> made, Block b, int index)
    {
        v = Resolve(v);
        if (!aliases.TryGetValue(v, out var c) || c.Escapes) return v;
        if (made.TryGetValue(c, out var known) || same.TryGetValue(c, out known)) return known;
        Node n;
        if (c.Kind != Allocation.Instance)
        {
            var items = Array.ConvertAll(c.Made.Args, a => Content(a, made, b, index));
            bool isSame = Array.TrueForAll(c.Made.Args, a => !aliases.TryGetValue(Resolve(a), out var inner) || inner.Escapes || same.ContainsKey(inner));
            n = new Node(region.NewId(), IrOp.Virtual, IrType.Ref, items) { Data = new VirtualObject(c.Kind, null, []), Class = c.Made.Class, NotNull = true };
            if (isSame) same[c] = n;
        }
        else
        {
            var stores = c.Stores.Values.Where(s => IsBefore(places[s], b, index)).ToArray();
            var contents = Array.ConvertAll(stores, s => Content(s.Args[1], made, b, index));
            var what = new VirtualObject(Allocation.Instance, ShapeAt(c, b, index), Array.ConvertAll(stores, s => (int)s.Imm));
            n = new Node(region.NewId(), IrOp.Virtual, IrType.Ref, contents) { Data = what, Class = typeof(PyInstance), NotNull = true };
        }
        return made[c] = n;
    }
}
