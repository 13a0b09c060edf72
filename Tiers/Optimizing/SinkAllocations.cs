using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Optimizing;

/// <summary>
/// Makes tuples, lists, dicts, bound methods, functions, cells and coroutines not where the program does, but where something else than an exit first sees them: paths
/// that end before that don't make them. Behind a join of paths of which some have made the object an exit takes that, or makes it
/// (<see cref="Allocation.Existing"/>). Everything that reads or changes an object counts as seeing it, so until then it is as it was made. But a body that
/// ends doesn't count: one that was never made needs no ending, and nothing looks at it afterwards.
/// </summary>
internal sealed class SinkAllocations
{
    /// <summary>More exit values than this are left to regions without virtual objects.</summary>
    private const int MaxExitValues = IrVerifier.MaxExitValues / 2;

    /// <summary>On the ways to a place no object was made, on some, or on all.</summary>
    private enum State : byte
    {
        None,
        Maybe,
        Made,
    }

    private sealed class Candidate(Node made, Block home, Allocation kind)
    {
        public Node Made { get; } = made;
        public Block Home { get; } = home;
        public Allocation Kind { get; } = kind;

        /// <summary>Blocks in which something sees the object.</summary>
        public HashSet<Block> Seen { get; } = [];

        /// <summary>Blocks with exits that have the object.</summary>
        public HashSet<Block> Exits { get; } = [];

        /// <summary>Blocks in which the body ends, if it is one.</summary>
        public HashSet<Block> Ends { get; } = [];

        /// <summary>Objects that contain this one.</summary>
        public List<Candidate> Holders { get; } = [];

        /// <summary>It is made where the program makes it.</summary>
        public bool Stays { get; set; }

        /// <summary>Blocks in which the object is made or was made before, where it or what contains it is seen.</summary>
        public HashSet<Block> Needed { get; set; } = [];

        public Dictionary<Block, State> In { get; } = [];
    }

    private readonly Region region;
    private readonly ControlFlow flow;
    private readonly List<Candidate> candidates = [];

    /// <summary>Nodes that are the object of a candidate: where it is made, and the same as a value.</summary>
    private readonly Dictionary<Node, Candidate> objects = [];

    private SinkAllocations(Region region)
    {
        this.region = region;
        flow = new ControlFlow(region);
    }

    public static void Run(Region region)
    {
        if (region.Blocks.Count > 2 && region.Blocks.Exists(b => b.Nodes.Exists(n => KindOf(n) != Allocation.None))) new SinkAllocations(region).Run();
    }

    private static Allocation KindOf(Node n) => n.Makes is
        (Allocation.Tuple or Allocation.List or Allocation.Dict or Allocation.Method or Allocation.BuiltinMethod or Allocation.Function or Allocation.Cell or Allocation.Body or Allocation.RunningBody) and var kind
        ? kind : Allocation.None;

    private static bool IsEnd(Node n) => n.Op == IrOp.Call && n.Data == Intrinsics.Kernels.FinishBody;

    private void Run()
    {
        foreach (var b in flow.Order) FindUses(b);
        Decide();
        if (candidates.TrueForAll(c => c.Stays)) return;
        foreach (var b in flow.Order) Rewrite(b);
    }

    // ---- which

    private void FindUses(Block b)
    {
        foreach (var n in b.Nodes)
        {
            var kind = KindOf(n);
            var made = kind == Allocation.None ? null : new Candidate(n, b, kind);
            foreach (var a in n.Args)
            {
                if (!objects.TryGetValue(a, out var c)) continue;
                if (c.Ends.Contains(b)) c.Stays = true;
                if (n.Op == IrOp.ToValue) objects[n] = c;
                else if (c.Kind == Allocation.RunningBody && IsEnd(n)) c.Ends.Add(b);
                else if (made != null) c.Holders.Add(made);
                else c.Seen.Add(b);
            }
            if (made != null)
            {
                candidates.Add(made);
                objects[n] = made;
            }
            FindUses(n.Exit, b, n.ShowsFrames);
            FindUses(n.AfterExit, b, false);
        }
        FindUses(b.Exit, b, false);
        if (b.Condition != null) NoteSeen(b.Condition, b);
        foreach (var e in b.Edges)
            foreach (var a in e.Args) NoteSeen(a, b);
    }

    private void NoteSeen(Node n, Block b)
    {
        if (!objects.TryGetValue(n, out var c)) return;
        c.Seen.Add(b);
        c.Stays |= c.Ends.Contains(b);
    }

    private void FindUses(Snapshot? exit, Block b, bool shows)
    {
        if (exit == null || candidates.Count == 0) return;
        var held = new HashSet<Candidate>();
        foreach (var v in exit.Values())
            if (objects.TryGetValue(v, out var c)) held.Add(c);
        if (held.Count == 0) return;
        foreach (var w in exit.Writes)
            if (objects.TryGetValue(w.Object, out var c) || objects.TryGetValue(w.Value, out c)) c.Stays = true;
        foreach (var c in held)
        {
            (shows ? c.Seen : c.Exits).Add(b);
            c.Stays |= c.Ends.Contains(b);
        }
        int size = exit.Values().Count() + 2 * Contents(held);
        foreach (var c in held) c.Stays |= size > MaxExitValues;
    }

    /// <summary>How many values objects contain, those within others included.</summary>
    private int Contents(HashSet<Candidate> held)
    {
        int count = 0;
        var work = new Stack<Candidate>(held);
        while (work.TryPop(out var c) && count <= MaxExitValues)
            foreach (var a in c.Made.Args)
            {
                count++;
                if (objects.TryGetValue(a, out var inner)) work.Push(inner);
            }
        return count;
    }

    // ---- whether

    private void Decide()
    {
        for (bool changed = true; changed;)
        {
            changed = false;
            // What contains an object is found behind it.
            for (int k = candidates.Count - 1; k >= 0; k--)
            {
                var c = candidates[k];
                c.Needed = [.. c.Seen];
                foreach (var h in c.Holders)
                    if (h.Stays) c.Needed.Add(h.Home);
                    else c.Needed.UnionWith(h.Needed);
                if (c.Stays || IsWorthIt(c)) continue;
                c.Stays = true;
                changed = true;
            }
        }
    }

    /// <summary>Some way from where the object is made leads past all that sees it, and wherever it is needed it is known whether it was made.</summary>
    private bool IsWorthIt(Candidate c)
    {
        if (c.Needed.Contains(c.Home)) return false;
        foreach (var b in c.Needed)
            if (!flow.NoDeeper(b, c.Home)) return false;
        if (c.Ends.Count > 0 && IsSeenBehindEnd(c)) return false;
        c.In.Clear();
        // Loops within change nothing: nothing in them needs the object.
        foreach (var b in flow.Order)
        {
            if (b == c.Home || !flow.Dominates(c.Home, b)) continue;
            State? state = null;
            foreach (var p in flow.Before(b))
            {
                if (flow.Dominates(b, p)) continue;
                var from = Out(c, p);
                state = state == null || state == from ? from : State.Maybe;
            }
            c.In[b] = state ?? State.None;
            if (state == State.Maybe && c.Needed.Contains(b)) return false;
        }
        return LeadsPast(c);
    }

    /// <summary>Something, if only an exit, has a body that has ended.</summary>
    private bool IsSeenBehindEnd(Candidate c)
    {
        var seen = new HashSet<Block>();
        var work = new Stack<Block>(c.Ends);
        while (work.TryPop(out var b))
            foreach (var e in b.Edges)
            {
                if (!flow.Dominates(c.Home, e.Target) || e.Target == c.Home || !seen.Add(e.Target)) continue;
                if (c.Needed.Contains(e.Target) || c.Exits.Contains(e.Target) || c.Ends.Contains(e.Target)) return true;
                work.Push(e.Target);
            }
        return false;
    }

    private static State Out(Candidate c, Block b) => c.Needed.Contains(b) ? State.Made : c.In.GetValueOrDefault(b);

    private bool LeadsPast(Candidate c)
    {
        var seen = new HashSet<Block> { c.Home };
        var work = new Stack<Block>(seen);
        while (work.TryPop(out var b))
        {
            if (b.Then == null) return true;
            foreach (var e in b.Edges)
            {
                if (!flow.Dominates(c.Home, e.Target) || e.Target == c.Home) return true;
                if (!c.Needed.Contains(e.Target) && seen.Add(e.Target)) work.Push(e.Target);
            }
        }
        return false;
    }

    // ---- how

    /// <summary>The object at the end of a block where it may have been made; a parameter where that isn't certain.</summary>
    private readonly Dictionary<(Candidate, Block), Node> made = [];

    /// <summary>Parameters that are the object or None.</summary>
    private readonly HashSet<Node> uncertain = [];

    /// <summary>The objects at the place that is rewritten, and their exits as far as nothing was made since.</summary>
    private readonly Dictionary<Candidate, Node> current = [];
    private readonly Dictionary<Snapshot, Snapshot> exits = [];
    private readonly Dictionary<Node, Node> values = [];
    private List<Node> nodes = [];
    private Node? none;

    private Node None => none ??= new Node(region.NewId(), IrOp.ConstRef, IrType.Ref) { Data = PyNone.Instance, NotNull = true, Class = typeof(PyNone) };

    private bool IsSunk(Node n, out Candidate c) => objects.TryGetValue(n, out c!) && !c.Stays;

    private void Rewrite(Block b)
    {
        current.Clear();
        exits.Clear();
        values.Clear();
        foreach (var c in candidates)
            if (!c.Stays && c.In.GetValueOrDefault(b) != State.None) Enter(c, b);
        nodes = [];
        foreach (var n in b.Nodes)
        {
            if (IsSunk(n, out _)) continue;
            if (n.ShowsFrames)
                foreach (var v in n.Exit!.Values())
                    if (IsSunk(v, out var c)) Make(c);
            if (IsEnd(n) && IsSunk(n.Args[0], out var ended))
            {
                End(n, ended);
                continue;
            }
            if (Array.Exists(n.Args, a => IsSunk(a, out _))) n.Args = Array.ConvertAll(n.Args, Operand);
            n.Exit = Rewrite(n.Exit);
            n.AfterExit = Rewrite(n.AfterExit);
            nodes.Add(n);
        }
        b.Exit = Rewrite(b.Exit);
        if (b.Condition != null) b.Condition = Operand(b.Condition);
        foreach (var e in b.Edges) e.Args = Array.ConvertAll(e.Args, Operand);
        b.Nodes.Clear();
        b.Nodes.AddRange(nodes);
        foreach (var (c, n) in current) made[(c, b)] = n;
    }

    /// <summary>What the blocks before have of an object; a parameter where they differ. They are rewritten already but for those that loop back.</summary>
    private void Enter(Candidate c, Block b)
    {
        var before = flow.Before(b).FindAll(p => !flow.Dominates(b, p));
        var first = made.GetValueOrDefault((c, before[0]));
        if (before.TrueForAll(p => made.GetValueOrDefault((c, p)) == first))
        {
            if (first != null) current[c] = first;
            return;
        }
        bool isMade = c.In[b] == State.Made;
        var parameter = new Node(region.NewId(), IrOp.Param, IrType.Ref) { NotNull = true, Class = isMade ? c.Made.Class : null };
        if (!isMade) uncertain.Add(parameter);
        b.Params.Add(parameter);
        foreach (var p in flow.Before(b).Distinct())
            foreach (var e in p.Edges)
                if (e.Target == b) e.Args = [.. e.Args, flow.Dominates(b, p) ? parameter : made.GetValueOrDefault((c, p)) ?? None];
        current[c] = parameter;
    }

    private Node Make(Candidate c)
    {
        if (current.TryGetValue(c, out var known)) return known;
        var args = Array.ConvertAll(c.Made.Args, Operand);
        var n = new Node(region.NewId(), IrOp.Call, c.Made.Type, args) { Data = c.Made.Data, Class = c.Made.Class, NotNull = c.Made.NotNull };
        nodes.Add(n);
        exits.Clear();
        return current[c] = n;
    }

    /// <summary>The end of a body, where it was made.</summary>
    private void End(Node n, Candidate c)
    {
        if (!current.TryGetValue(c, out var there)) return;
        if (uncertain.Contains(there)) n = new Node(region.NewId(), IrOp.Call, IrType.None, there) { Data = Intrinsics.Kernels.FinishIfMade };
        else n.Args = [there];
        nodes.Add(n);
    }

    private Node Operand(Node n)
    {
        if (!IsSunk(n, out var c)) return n;
        var made = Make(c);
        if (n.Op != IrOp.ToValue) return made;
        if (values.TryGetValue(made, out var v)) return v;
        nodes.Add(v = new Node(region.NewId(), IrOp.ToValue, IrType.Val, made) { NotNull = true });
        return values[made] = v;
    }

    private Snapshot? Rewrite(Snapshot? s)
    {
        if (s == null || !s.Values().Any(v => IsSunk(v, out _))) return s;
        if (exits.TryGetValue(s, out var known)) return known;
        var rebuilt = new Dictionary<Node, Node>();
        return exits[s] = s.With(v => Content(v, rebuilt), s.Writes);
    }

    /// <summary>What stands for a value in an exit.</summary>
    private Node Content(Node v, Dictionary<Node, Node> rebuilt)
    {
        if (IsSunk(v, out var c)) v = c.Made;
        if (rebuilt.TryGetValue(v, out var known)) return known;
        if (c != null && !c.Stays)
        {
            current.TryGetValue(c, out var there);
            if (there != null && !uncertain.Contains(there)) return rebuilt[v] = there;
            var n = new Node(region.NewId(), IrOp.Virtual, IrType.Ref, Array.ConvertAll(c.Made.Args, a => Content(a, rebuilt))) { Data = new VirtualObject(c.Kind, null, []), Class = c.Made.Class, NotNull = true };
            if (there != null) n = new Node(region.NewId(), IrOp.Virtual, IrType.Ref, there, n) { Data = new VirtualObject(Allocation.Existing, null, []), Class = c.Made.Class, NotNull = true };
            return rebuilt[v] = n;
        }
        if (v.Op != IrOp.Virtual) return v;
        return rebuilt[v] = region.WithContents(v, a => Content(a, rebuilt));
    }
}
