using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Optimizing;

/// <summary>
/// A variable that each round of a loop sets before it reads it is of any type at first, but of one type from the second round on. Such a loop variable
/// becomes two: a typed one, and whether the loop has gone round, which all of a loop share. Exits and what comes after the loop choose between it and
/// what was there before, so that the loop itself moves just a number.
/// </summary>
internal sealed class TypedLeftovers
{
    private readonly Region region;
    private readonly ControlFlow flow;
    private readonly NodeMap<Leftover> leftovers = new();
    private readonly Dictionary<Snapshot, Snapshot> exits = [];
    private readonly Dictionary<(Node, Block), Node> chosen = [];
    private readonly NodeSet read = new();
    private readonly HashSet<Block> interpreting = [];

    /// <summary>A loop variable that is replaced: by what, and by what until the loop has gone round.</summary>
    /// <param name="IsCharacter">The typed variable is the code point of a character.</param>
    private sealed record Leftover(Node Initial, Node Typed, Node GoneRound, Node Choice, bool IsCharacter);

    private TypedLeftovers(Region region)
    {
        this.region = region;
        flow = new ControlFlow(region);
    }

    public static void Run(Region region)
    {
        if (region.Blocks.Exists(b => b.IsLoopHead && b.Params.Exists(p => p.Type == IrType.Val))) new TypedLeftovers(region).Run();
    }

    private void Run()
    {
        foreach (var b in flow.Order) FindReads(b);
        foreach (var b in flow.Order)
            if (b.IsLoopHead && !interpreting.Contains(b)) Consider(b);
        if (leftovers.Count == 0) return;
        foreach (var b in flow.Order) Rewrite(b);
    }

    private void FindReads(Block b)
    {
        foreach (var n in b.Nodes)
        {
            read.AddAll(n.Args);
            if (n.Op != IrOp.Interpret && n.Spilled == null) continue;
            foreach (var head in flow.Order)
                if (head.IsLoopHead && flow.IsIn(b, head)) interpreting.Add(head);
        }
        if (b.Condition != null) read.Add(b.Condition);
    }

    private void Consider(Block head)
    {
        var from = flow.Before(head);
        if (from.FindAll(b => !flow.IsIn(b, head)) is not [var entry]) return;
        Node? goneRound = null;
        for (int k = head.Params.Count - 1; k >= 0; k--)
        {
            var p = head.Params[k];
            if (p.Type != IrType.Val || read.Contains(p) || TypeOf(head, from, k, out bool characters) is not { } type) continue;
            goneRound ??= AddFlag(head, from);
            Replace(head, from, entry, k, type, characters, goneRound);
        }
    }

    /// <summary>The type of what all rounds leave in a loop variable, that of code points where they are characters; null when they differ.</summary>
    private IrType? TypeOf(Block head, List<Block> from, int k, out bool characters)
    {
        IrType? type = null;
        characters = true;
        foreach (var b in from)
        {
            if (!flow.IsIn(b, head)) continue;
            foreach (var e in b.Edges)
            {
                if (e.Target != head) continue;
                if (e.Args[k] is not { Op: IrOp.ToValue, Args: [var v] } || v.Type is not (IrType.Int or IrType.Float or IrType.Bool or IrType.Ref) || type != null && type != v.Type) return null;
                type = v.Type;
                characters &= v.MakesCharacter;
            }
        }
        return characters && type != null ? IrType.Int : type;
    }

    private Node AddFlag(Block head, List<Block> from)
    {
        var flag = new Node(region.NewId(), IrOp.Param, IrType.Bool);
        head.Params.Add(flag);
        foreach (var b in from)
            foreach (var e in b.Edges)
                if (e.Target == head) e.Args = [.. e.Args, Constant(IrOp.ConstBool, IrType.Bool, flow.IsIn(b, head) ? 1 : 0)];
        return flag;
    }

    private void Replace(Block head, List<Block> from, Block entry, int k, IrType type, bool characters, Node goneRound)
    {
        var initial = entry.Edges.First(e => e.Target == head).Args[k];
        // In an exit a constant costs nothing.
        var known = initial is { Op: IrOp.ToValue, Args: [{ IsConst: true } constant] } ? constant : initial;
        var typed = new Node(region.NewId(), IrOp.Param, type) { NotNull = type == IrType.Ref };
        var left = characters ? RemoveCharacters.Virtual(region, typed) : typed;
        var choice = new Node(region.NewId(), IrOp.Virtual, IrType.Val, goneRound, known, left) { Data = VirtualObject.Choice };
        leftovers[head.Params[k]] = new Leftover(initial, typed, goneRound, choice, characters);
        head.Params[k] = typed;
        foreach (var b in from)
            foreach (var e in b.Edges)
            {
                if (e.Target != head) continue;
                var args = (Node[])e.Args.Clone();
                args[k] = !flow.IsIn(b, head) ? Nothing(type) : characters ? args[k].Args[0].Args[0] : args[k].Args[0];
                e.Args = args;
            }
    }

    /// <summary>What nobody reads.</summary>
    private Node Nothing(IrType type) => type switch
    {
        IrType.Int => Constant(IrOp.ConstInt, type, 0),
        IrType.Float => Constant(IrOp.ConstFloat, type, 0),
        IrType.Bool => Constant(IrOp.ConstBool, type, 0),
        _ => new Node(region.NewId(), IrOp.ConstRef, type) { Data = PyNone.Instance, NotNull = true, Class = typeof(PyNone) },
    };

    private Node Constant(IrOp op, IrType type, long imm) => new(region.NewId(), op, type) { Imm = imm };

    // ---- use

    private void Rewrite(Block b)
    {
        foreach (var n in b.Nodes)
        {
            n.Exit = Rewrite(n.Exit);
            n.AfterExit = Rewrite(n.AfterExit);
        }
        b.Exit = Rewrite(b.Exit);
        foreach (var e in b.Edges) e.Args = Array.ConvertAll(e.Args, a => leftovers.TryGetValue(a, out var v) ? Choose(v, b) : a);
    }

    private Snapshot? Rewrite(Snapshot? s)
    {
        if (s == null || !s.Values().Any(leftovers.ContainsKey)) return s;
        if (!exits.TryGetValue(s, out var changed)) exits[s] = changed = s.With(InExit, s.Writes);
        return changed;
    }

    private readonly Dictionary<Node, Node> rebuilt = [];

    private Node InExit(Node n)
    {
        if (leftovers.TryGetValue(n, out var v)) return v.Choice.Args[1] == v.Initial && leftovers.ContainsKey(v.Initial) ? Nested(v) : v.Choice;
        if (n.Op != IrOp.Virtual || !n.Args.Any(leftovers.ContainsKey)) return n;
        if (!rebuilt.TryGetValue(n, out var r)) rebuilt[n] = r = new Node(region.NewId(), IrOp.Virtual, n.Type, Array.ConvertAll(n.Args, InExit)) { Data = n.Data, Class = n.Class, NotNull = n.NotNull };
        return r;
    }

    /// <summary>The choice where what was there before is a choice itself.</summary>
    private Node Nested(Leftover v)
    {
        if (!rebuilt.TryGetValue(v.Choice, out var r)) rebuilt[v.Choice] = r = new Node(region.NewId(), IrOp.Virtual, IrType.Val, v.GoneRound, InExit(v.Initial), v.Choice.Args[2]) { Data = VirtualObject.Choice };
        return r;
    }

    /// <summary>How many nodes at the start of a block choose.</summary>
    private readonly Dictionary<Block, int> made = [];

    /// <summary>The value at the start of a block.</summary>
    private Node Choose(Leftover v, Block b)
    {
        if (chosen.TryGetValue((v.Typed, b), out var n)) return n;
        var initial = leftovers.TryGetValue(v.Initial, out var outer) ? Choose(outer, b) : v.Initial;
        var left = v.Typed;
        if (v.IsCharacter)
        {
            left = new Node(region.NewId(), IrOp.Call, IrType.Ref, v.Typed) { Data = Intrinsics.Kernels.Chr, Class = typeof(PyStr), NotNull = true };
            b.Nodes.Insert(made[b] = made.GetValueOrDefault(b), left);
            made[b]++;
        }
        var typed = new Node(region.NewId(), IrOp.ToValue, IrType.Val, left) { NotNull = true };
        n = new Node(region.NewId(), IrOp.Choose, IrType.Val, v.GoneRound, typed, initial);
        int at = made.GetValueOrDefault(b);
        b.Nodes.InsertRange(at, [typed, n]);
        made[b] = at + 2;
        return chosen[(v.Typed, b)] = n;
    }
}
