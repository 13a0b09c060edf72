using System.Reflection;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Optimizing;

/// <summary>
/// Takes out iterators that the region makes and whose position its loop keeps in loop variables (see <see cref="PromoteIterators"/>): only exits need
/// one, and make it.
/// </summary>
internal sealed class RemoveIterators
{
    private readonly Region region;
    private readonly ControlFlow flow;
    private readonly Dictionary<Node, List<(Node Use, Block Block, int Index)>> uses = [];
    private readonly Dictionary<Node, List<(Snapshot Exit, Block Block, int Index, bool Shows)>> exits = [];
    private readonly Dictionary<Node, Iterator> iterators = [];
    private readonly Dictionary<Node, Node> replacements = [];
    private readonly HashSet<Node> removed = [];

    /// <summary>An iterator: its fields at first, of which those that are <paramref name="Moving"/> make up the object that an exit makes, with <paramref name="Fixed"/>.</summary>
    private sealed record Iterator(Node Made, Dictionary<FieldInfo, Node> Initial, FieldInfo[] Moving, Node[] Fixed);

    private RemoveIterators(Region region)
    {
        this.region = region;
        flow = new ControlFlow(region);
    }

    public static void Run(Region region)
    {
        if (region.Blocks.Exists(b => b.Nodes.Exists(n => KernelOf(n) is { Allocates: Allocation.Iterator }))) new RemoveIterators(region).Run();
    }

    private static Kernel? KernelOf(Node n) => n.Op == IrOp.Call ? (Kernel)n.Data! : null;

    private void Run()
    {
        foreach (var b in flow.Order) FindUses(b);
        foreach (var b in flow.Order)
            for (int k = 0; k < b.Nodes.Count; k++)
                if (KernelOf(b.Nodes[k]) is { Allocates: Allocation.Iterator } made && CanGo(b.Nodes[k])) k += Plan(b, k, made);
        if (iterators.Count == 0) return;
        foreach (var b in flow.Order) Rewrite(b);
    }

    private void FindUses(Block b)
    {
        for (int k = 0; k < b.Nodes.Count; k++)
        {
            var n = b.Nodes[k];
            foreach (var a in n.Args) Add(uses, a, (n, b, k));
            bool shows = n.ShowsFrames;
            Note(n.Exit, b, k, shows);
            Note(n.AfterExit, b, k, shows);
        }
        Note(b.Exit, b, b.Nodes.Count, false);
        // Where paths join, an object stays one.
        foreach (var e in b.Edges)
            foreach (var a in e.Args) passed.Add(a);
        if (b.Condition != null) passed.Add(b.Condition);
    }

    private readonly HashSet<Node> passed = [];

    private static void Add<T>(Dictionary<Node, List<T>> to, Node key, T item)
    {
        if (!to.TryGetValue(key, out var list)) to[key] = list = [];
        list.Add(item);
    }

    private void Note(Snapshot? exit, Block b, int index, bool shows)
    {
        if (exit == null) return;
        foreach (var v in exit.Values()) Add(exits, v, (exit, b, index, shows));
    }

    // ---- whether

    private static FieldInfo[] MovingOf(Kernel made) =>
        made == Kernels.CountIterator ? [Fields.RangeNext, Fields.RangeLeft]
        : made == Kernels.ListIterator ? [Fields.ListIteratorIndex]
        : made == Kernels.TupleIterator ? [Fields.TupleIteratorIndex]
        : made == Kernels.StrIterator ? [Fields.StrIteratorIndex]
        : made == Kernels.BytesIterator ? [Fields.BytesIteratorIndex]
        : made == Kernels.ByteArrayIterator ? [Fields.ByteArrayIteratorIndex]
        : made == Kernels.ArrayIterator ? [Fields.ArrayIteratorIndex]
        : made == Kernels.MemoryIterator ? [Fields.MemoryIteratorIndex]
        : [];

    private static FieldInfo? FixedOf(Kernel made) =>
        made == Kernels.CountIterator ? Fields.RangeStep
        : made == Kernels.ListIterator ? Fields.ListIteratorList
        : made == Kernels.TupleIterator ? Fields.TupleIteratorTuple
        : made == Kernels.StrIterator ? Fields.StrIteratorText
        : made == Kernels.BytesIterator ? Fields.BytesIteratorBytes
        : made == Kernels.ByteArrayIterator ? Fields.ByteArrayIteratorBytes
        : made == Kernels.ArrayIterator ? Fields.ArrayIteratorArray
        : made == Kernels.MemoryIterator ? Fields.MemoryIteratorView
        : null;

    private static readonly HashSet<Kernel> Enders =
    [
        Kernels.EndListIterator, Kernels.EndTupleIterator, Kernels.EndStrIterator, Kernels.EndBytesIterator, Kernels.EndByteArrayIterator, Kernels.EndArrayIterator,
        Kernels.EndMemoryIterator,
    ];

    private bool CanGo(Node it)
    {
        var made = KernelOf(it)!;
        var moving = MovingOf(made);
        if (moving.Length == 0 || passed.Contains(it)) return false;
        var used = uses.GetValueOrDefault(it) ?? [];
        var stores = used.FindAll(u => u.Use.Op == IrOp.StoreField);
        if (stores.Count == 0) return false;
        foreach (var (use, b, index) in used)
        {
            switch (use.Op)
            {
                case IrOp.StoreField when use.Args[0] == it && moving.Contains(use.Data): continue;
                case IrOp.LoadField when Equals(use.Data, FixedOf(made)): continue;
                case IrOp.LoadField when moving.Contains(use.Data) && stores.TrueForAll(s => IsBefore(b, index, s)): continue;
                case IrOp.Call when KernelOf(use) is { } k && Enders.Contains(k): continue;
                default: return false;
            }
        }
        foreach (var (exit, b, index, shows) in exits.GetValueOrDefault(it) ?? [])
        {
            if (shows || exit.Held().Any(v => IsWithin(it, v)) || exit.Writes.Any(w => w.Value == it)) return false;
            int written = exit.Writes.Count(w => w.Object == it && moving.Contains(w.Field));
            if (written == moving.Length || written == 0 && stores.TrueForAll(s => IsBefore(b, index, s))) continue;
            if (written != 0) return false;
            foreach (var field in moving)
            {
                if (StoredBefore(it, field, b, index) is not { } stored) return false;
                if (!left.TryAdd((exit, it, field), stored) && left[(exit, it, field)] != stored) return false;
            }
        }
        return true;
    }

    /// <summary>What a field holds at exits that don't say so themselves, behind its last store: as where a path leaves its loops for what was never seen.</summary>
    private readonly Dictionary<(Snapshot Exit, Node Iterator, FieldInfo Field), Node> left = [];

    /// <summary>What was stored into an iterator's field last, on the only way to a place; null where there are several, or it isn't known.</summary>
    private Node? StoredBefore(Node it, FieldInfo field, Block b, int index)
    {
        for (int k = index - 1; ; k = b.Nodes.Count - 1)
        {
            for (; k >= 0; k--)
            {
                var n = b.Nodes[k];
                if (n == it) return null;
                if (n.Op == IrOp.StoreField && n.Args[0] == it && field.Equals(n.Data)) return n.Args[1];
            }
            if (flow.Before(b) is not [{ } only] || only == b) return null;
            b = only;
        }
    }

    /// <summary>An object that only exits have contains the iterator, or another that does.</summary>
    private static bool IsWithin(Node it, Node v) => v.Op == IrOp.Virtual && Array.Exists(v.Args, a => a == it || IsWithin(it, a));

    private bool IsBefore(Block b, int index, (Node, Block Block, int Index) other) => b == other.Block ? index < other.Index : flow.Dominates(b, other.Block);

    // ---- how

    /// <summary>Decides what stands for an iterator's fields at first; how many nodes that took before it.</summary>
    private int Plan(Block b, int at, Kernel made)
    {
        var it = b.Nodes[at];
        var initial = new Dictionary<FieldInfo, Node>();
        var zero = new Node(region.NewId(), IrOp.ConstInt, IrType.Int);
        int added = 0;
        Node constant;
        if (made == Kernels.CountIterator)
        {
            constant = new Node(region.NewId(), IrOp.ConstInt, IrType.Int) { Imm = 1 };
            var (start, stop) = (it.Args[0], it.Args[1]);
            // Both are of 32 bits.
            var length = start is { Op: IrOp.ConstInt, Imm: 0 } ? stop : new Node(region.NewId(), IrOp.SubInt, IrType.Int, stop, start) { Wraps = true };
            var left = new Node(region.NewId(), IrOp.Call, IrType.Int, length, zero) { Data = Kernels.MaxInt };
            if (length != stop) b.Nodes.Insert(at + added++, length);
            b.Nodes.Insert(at + added++, left);
            (initial[Fields.RangeNext], initial[Fields.RangeLeft], initial[Fields.RangeStep]) = (start, left, constant);
        }
        else
        {
            constant = it.Args[0];
            initial[MovingOf(made)[0]] = zero;
            initial[FixedOf(made)!] = constant;
        }
        var iterator = iterators[it] = new Iterator(it, initial, MovingOf(made), [constant]);
        removed.Add(it);
        foreach (var (use, _, _) in uses.GetValueOrDefault(it) ?? [])
        {
            removed.Add(use);
            if (use.Op == IrOp.LoadField) replacements[use] = iterator.Initial[(FieldInfo)use.Data!];
        }
        return added;
    }

    private Node Resolve(Node n)
    {
        while (replacements.TryGetValue(n, out var r)) n = r;
        return n;
    }

    private void Rewrite(Block b)
    {
        b.Nodes.RemoveAll(removed.Contains);
        foreach (var n in b.Nodes)
        {
            n.Args = Array.ConvertAll(n.Args, Resolve);
            n.Exit = Rewrite(n.Exit);
            n.AfterExit = Rewrite(n.AfterExit);
        }
        b.Exit = Rewrite(b.Exit);
        if (b.Condition != null) b.Condition = Resolve(b.Condition);
        foreach (var e in b.Edges) e.Args = Array.ConvertAll(e.Args, Resolve);
    }

    private readonly Dictionary<Snapshot, Snapshot> rewritten = [];

    private Snapshot? Rewrite(Snapshot? s)
    {
        if (s == null || !s.Values().Any(v => iterators.ContainsKey(v) || replacements.ContainsKey(v))) return s;
        if (rewritten.TryGetValue(s, out var known)) return known;
        var objects = new Dictionary<Node, Node>();
        var writes = Array.FindAll(s.Writes, w => !iterators.ContainsKey(w.Object));
        return rewritten[s] = s.With(v => InExit(v, s, objects), Array.ConvertAll(writes, w => new FieldWrite(Resolve(w.Object), w.Field, Resolve(w.Value))));
    }

    private Node InExit(Node v, Snapshot s, Dictionary<Node, Node> objects)
    {
        if (!iterators.TryGetValue(v, out var it))
        {
            if (v.Op != IrOp.Virtual || !v.Args.Any(replacements.ContainsKey)) return Resolve(v);
            return objects.TryGetValue(v, out var same) ? same : objects[v] = region.WithContents(v, Resolve);
        }
        if (objects.TryGetValue(v, out var made)) return made;
        var fields = Array.ConvertAll(it.Moving, f => s.Writes.FirstOrDefault(w => w.Object == v && w.Field.Equals(f)) is { Value: { } now } ? Resolve(now)
            : left.TryGetValue((s, v, f), out var stored) ? Resolve(stored) : it.Initial[f]);
        return objects[v] = new Node(region.NewId(), IrOp.Virtual, IrType.Ref, [.. it.Fixed, .. fields]) { Data = new VirtualObject(Allocation.Iterator, null, []), Class = v.Class, NotNull = true };
    }
}
