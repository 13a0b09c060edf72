using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Optimizing;

/// <summary>
/// Where each way to a block brings a tuple of one length, or an instance of one shape, that nobody else has, as the returns of an inlined function do, its contents come there
/// one by one and the object is made behind. As it is one object then, <see cref="RemoveAllocations"/> takes it out where it is only taken apart.
/// </summary>
internal sealed class JoinAllocations
{
    private readonly Region region;
    private readonly ControlFlow flow;
    private readonly PrivateObjects objects;

    /// <summary>By block: the edges to it, and the blocks that they begin at.</summary>
    private readonly BlockMap<List<Edge>> edges = new();
    private readonly BlockMap<List<Block>> sources = new();

    /// <summary>What stands for parameters, and for what is read of them.</summary>
    private readonly Dictionary<Node, Node> replacements = [];
    private readonly Dictionary<Snapshot, Snapshot> rewritten = [];

    private JoinAllocations(Region region)
    {
        this.region = region;
        flow = new ControlFlow(region);
        objects = new PrivateObjects(flow);
    }

    public static void Run(Region region)
    {
        foreach (var b in region.Blocks)
            foreach (var e in b.Edges)
                if (Array.Exists(e.Args, PrivateObjects.IsObject))
                {
                    new JoinAllocations(region).Run();
                    return;
                }
    }

    private void Run()
    {
        foreach (var b in flow.Order)
            foreach (var e in b.Edges)
            {
                (edges[e.Target] ??= []).Add(e);
                (sources[e.Target] ??= []).Add(b);
            }
        // What is joined may come to the next block.
        for (bool again = true; again;)
        {
            again = false;
            foreach (var b in flow.Order)
                for (int k = b.Params.Count - 1; k >= 0; k--)
                    if (ToJoin(b, k) is { } found)
                    {
                        Join(b, k, found);
                        again = true;
                    }
        }
        if (replacements.Count == 0) return;
        foreach (var b in flow.Order) Rewrite(b);
    }

    /// <summary>The objects that come to a block as a parameter, an edge each, if they can be joined.</summary>
    private PrivateObjects.Contents[]? ToJoin(Block b, int k)
    {
        if (b.Params[k].Type != IrType.Ref || edges[b] is not { Count: > 1 } from) return null;
        PrivateObjects.Contents[]? found = null;
        for (int n = 0; n < from.Count; n++)
        {
            var made = Resolve(from[n].Args[k]);
            if (!PrivateObjects.IsObject(made) || objects.UseOf(made) is not { IsGivenOnOnce: true } || objects.ContentsAt(made, sources[b]![n]) is not { } contents) return null;
            found ??= new PrivateObjects.Contents[from.Count];
            if (n > 0 && !IsAlike(found[0], contents)) return null;
            found[n] = contents;
        }
        return found;
    }

    private static bool IsAlike(PrivateObjects.Contents one, PrivateObjects.Contents other)
    {
        if (!one.IsLike(other)) return false;
        // Slots take each kind of number in its own way.
        for (int k = 0; one.Shape != null && k < one.Items.Length; k++)
            if (one.Items[k].Type != other.Items[k].Type) return false;
        return true;
    }

    private void Join(Block b, int k, PrivateObjects.Contents[] found)
    {
        var p = b.Params[k];
        var from = edges[b]!;
        b.Params.RemoveAt(k);
        foreach (var e in from) e.Args = [.. e.Args.AsSpan(0, k), .. e.Args.AsSpan(k + 1)];
        var first = found[0];
        var nodes = new List<Node>();
        var items = new Node[first.Items.Length];
        for (int i = 0; i < items.Length; i++)
        {
            var given = Array.ConvertAll(found, o => o.Items[i]);
            bool isTyped = Array.TrueForAll(given, v => v.Op == IrOp.ToValue && v.Args[0].Type == given[0].Args[0].Type);
            if (isTyped) given = Array.ConvertAll(given, v => v.Args[0]);
            items[i] = Parameter(given);
            if (items[i].Type == IrType.Ref) objects.Add(items[i], new PrivateObjects.Use { IsSeen = true });
            b.Params.Add(items[i]);
            for (int n = 0; n < given.Length; n++) from[n].Args = [.. from[n].Args, given[n]];
            if (isTyped) nodes.Add(items[i] = new Node(region.NewId(), IrOp.ToValue, IrType.Val, items[i]) { NotNull = first.Items[i].NotNull });
        }
        var made = new Node(region.NewId(), IrOp.Call, IrType.Ref, first.Shape == null ? items : [first.Shape]) { Data = first.Made.Data, Class = first.Made.Class, NotNull = true };
        nodes.Add(made);
        var use = objects.UseOf(p)!;
        objects.Add(made, use);
        for (int i = 0; first.Shape != null && i < items.Length; i++)
        {
            var store = new Node(region.NewId(), IrOp.StoreSlot, IrType.None, made, items[i]) { Imm = first.Places[i] };
            nodes.Add(store);
            use.Stores.Add(store);
            use.StoredIn.Add(b);
        }
        b.Nodes.InsertRange(0, nodes.AsSpan());
        replacements[p] = made;
    }

    private Node Parameter(Node[] given)
    {
        var p = new Node(region.NewId(), IrOp.Param, given[0].Type) { Class = given[0].Class, NotNull = true };
        foreach (var v in given)
        {
            if (v.Class != p.Class) p.Class = null;
            p.AdmitsHeirs |= v.AdmitsHeirs;
            p.NotNull &= v.NotNull;
        }
        return p;
    }

    private Node Resolve(Node n)
    {
        while (replacements.TryGetValue(n, out var r)) n = r;
        return n;
    }

    private void Rewrite(Block b)
    {
        var kept = new List<Node>();
        foreach (var n in b.Nodes)
        {
            bool isOfObject = n.Args.Any(replacements.ContainsKey);
            if (isOfObject) n.Args = Array.ConvertAll(n.Args, Resolve);
            n.Exit = Rewrite(n.Exit);
            n.AfterExit = Rewrite(n.AfterExit);
            if (isOfObject && Known(n) is { } known) replacements[n] = known;
            else if (!isOfObject || n is not { Op: IrOp.GuardTrue, Args: [{ Op: IrOp.ConstBool, Imm: not 0 }] }) kept.Add(n);
        }
        b.Nodes.Clear();
        b.Nodes.AddRange(kept);
        b.Exit = Rewrite(b.Exit);
        if (b.Condition != null) b.Condition = Resolve(b.Condition);
        foreach (var e in b.Edges) e.Args = Array.ConvertAll(e.Args, Resolve);
    }

    /// <summary>What a tuple's items tell of a node.</summary>
    private Node? Known(Node n) => n.Op switch
    {
        IrOp.TupleLength when PrivateObjects.IsTuple(n.Args[0]) => new Node(region.NewId(), IrOp.ConstInt, IrType.Int) { Imm = n.Args[0].Args.Length },
        IrOp.LoadTupleItem when PrivateObjects.IsTuple(n.Args[0]) && n.Args[1] is { Op: IrOp.ConstInt, Imm: >= 0 and var i } && i < n.Args[0].Args.Length => n.Args[0].Args[i],
        IrOp.GuardInt or IrOp.GuardFloat or IrOp.GuardBool when n.Args[0] is { Op: IrOp.ToValue, Args: [var inner] } && inner.Type == n.Type => inner,
        IrOp.GuardClass when n.Args[0] is { Op: IrOp.ToValue, Args: [{ Type: IrType.Ref, AdmitsHeirs: false, NotNull: true } inner] } && inner.Class == (Type)n.Data! => inner,
        IrOp.EqInt when n.Args is [{ Op: IrOp.ConstInt, Imm: var left }, { Op: IrOp.ConstInt, Imm: var right }] =>
            new Node(region.NewId(), IrOp.ConstBool, IrType.Bool) { Imm = left == right ? 1 : 0 },
        _ => null,
    };

    private Snapshot? Rewrite(Snapshot? s)
    {
        if (s == null || !s.Values().Any(replacements.ContainsKey)) return s;
        if (rewritten.TryGetValue(s, out var known)) return known;
        var objects = new Dictionary<Node, Node>();
        return rewritten[s] = s.With(v => InExit(v, objects));
    }

    private Node InExit(Node v, Dictionary<Node, Node> objects)
    {
        if (v.Op != IrOp.Virtual) return Resolve(v);
        if (objects.TryGetValue(v, out var made)) return made;
        return objects[v] = region.WithContents(v, a => InExit(a, objects));
    }
}
