using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Optimizing;

/// <summary>
/// A variable that each round of a loop sets before it reads it is of any type at first, but of one type from the second round on. Such a loop variable
/// becomes two: a typed one, and whether the loop has gone round, which all of a loop share. Exits and what comes after the loop choose between it and
/// what was there before, so that the loop itself moves just a number. A character, complex number or tuple that nothing else needs becomes what it is made of.
/// Tuples and instances whose items and attributes are read too do so before <see cref="RemoveAllocations"/> (<see cref="RunObjects"/>), which then takes them out.
/// </summary>
internal sealed class TypedLeftovers
{
    private readonly Region region;
    private readonly ControlFlow flow;
    private readonly NodeMap<Leftover> leftovers = new();
    private readonly Dictionary<Snapshot, Snapshot> exits = [];
    private readonly Dictionary<(Node, Block), Node> chosen = [];
    private readonly NodeSet read = new();

    /// <summary>How often objects that a region may do without are used, and the values made of them: exits don't count.</summary>
    private readonly Dictionary<Node, int> uses = [];

    /// <summary>Objects that are no longer made, and what stands for them in exits.</summary>
    private readonly Dictionary<Node, Node> unmade = [];
    private readonly HashSet<Block> interpreting = [];

    /// <summary>Who has the region's objects, where nothing but those is looked for.</summary>
    private readonly PrivateObjects? objects;

    /// <summary>A loop variable that is replaced: by what, and by what until the loop has gone round.</summary>
    private sealed record Leftover(Node Initial, Node[] Parts, Form Form, Node GoneRound, Node Choice);

    /// <summary>What all rounds leave in a loop variable: a value, or the parts of an object that <paramref name="Maker"/> makes.</summary>
    private sealed record Form(IrType[] Types, Kernel? Maker, Type? Class)
    {
        /// <summary>Of an instance: the node of its shape, and where the parts are.</summary>
        public Node? Shape { get; init; }
        public int[] Places { get; init; } = [];

        public bool Fits(Form other) =>
            Maker == other.Maker && Types.AsSpan().SequenceEqual(other.Types) && Shape?.Data == other.Shape?.Data && Places.AsSpan().SequenceEqual(other.Places);
    }

    private TypedLeftovers(Region region, bool onlyObjects)
    {
        this.region = region;
        flow = new ControlFlow(region);
        if (onlyObjects) objects = new PrivateObjects(flow);
    }

    public static void Run(Region region)
    {
        if (region.Blocks.Exists(b => b.IsLoopHead && b.Params.Exists(p => p.Type == IrType.Val))) new TypedLeftovers(region, false).Run();
    }

    /// <summary>As <see cref="Run(Region)"/>, of the objects that rounds leave in variables that only exits have.</summary>
    public static void RunObjects(Region region)
    {
        foreach (var b in region.Blocks)
            foreach (var e in b.Edges)
                if (e.Target.IsLoopHead && Array.Exists(e.Args, a => PrivateObjects.IsObject(Unwrapped(a))))
                {
                    new TypedLeftovers(region, true).Run();
                    return;
                }
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
            foreach (var a in n.Args) Count(a);
            if (n.ShowsFrames && n.Exit != null)
                foreach (var v in n.Exit.Values())
                {
                    Count(v);
                    if (objects != null) read.Add(v);
                }
            if (n.Op != IrOp.Interpret && n.Spilled == null) continue;
            foreach (var head in flow.Order)
                if (head.IsLoopHead && flow.IsIn(b, head)) interpreting.Add(head);
        }
        foreach (var e in b.Edges)
        {
            foreach (var a in e.Args) Count(a);
            // Each block that gives an object on would make it, but it is one object.
            if (objects != null) read.AddAll(e.Args);
        }
        if (b.Condition == null) return;
        read.Add(b.Condition);
        Count(b.Condition);
    }

    private void Count(Node n)
    {
        if (IsTakenApart(n) || n is { Op: IrOp.ToValue, Args: [var v] } && IsTakenApart(v)) uses[n] = uses.GetValueOrDefault(n) + 1;
    }

    private static bool IsTakenApart(Node n) => n.Makes is Allocation.Complex or Allocation.Tuple;

    private void Consider(Block head)
    {
        var from = flow.Before(head);
        if (from.FindAll(b => !flow.IsIn(b, head)) is not [var entry]) return;
        Node? goneRound = null;
        for (int k = head.Params.Count - 1; k >= 0; k--)
        {
            var p = head.Params[k];
            if (p.Type != IrType.Val || read.Contains(p) || FormOf(head, from, k) is not { } form) continue;
            goneRound ??= AddFlag(head, from);
            Replace(head, from, entry, k, form, goneRound);
        }
    }

    /// <summary>What all rounds leave in a loop variable; null when they differ.</summary>
    private Form? FormOf(Block head, List<Block> from, int k)
    {
        Form? whole = null, parts = null;
        bool differ = false;
        foreach (var b in from)
        {
            if (!flow.IsIn(b, head)) continue;
            foreach (var e in b.Edges)
            {
                if (e.Target != head) continue;
                if (e.Args[k] is not { Op: IrOp.ToValue, Args: [var v] } value || v.Type is not (IrType.Int or IrType.Float or IrType.Bool or IrType.Ref)) return null;
                var form = new Form([v.Type], null, null);
                if (whole != null && !form.Fits(whole)) return null;
                whole = form;
                var taken = objects == null ? TakenApart(v, value) : FormAt(v, b);
                if (taken == null || parts != null && !taken.Fits(parts)) differ = true;
                parts = taken;
            }
        }
        return objects != null && (differ || parts == null) ? null : differ ? whole : parts;
    }

    /// <summary>The parts, where a round ends, of an object that is given to nobody but the loop variable.</summary>
    private Form? FormAt(Node v, Block end)
    {
        if (!PrivateObjects.IsObject(v) || objects!.UseOf(v) is not { IsGivenOnOnce: true } || objects.ContentsAt(v, end) is not { Items.Length: > 0 and <= 4 } contents) return null;
        var types = Array.ConvertAll(contents.Items, a => Unwrapped(a).Type);
        return Array.IndexOf(types, IrType.Val) >= 0 ? null : new Form(types, (Kernel)v.Data!, v.Class) { Shape = contents.Shape, Places = contents.Shape == null ? [] : contents.Places };
    }

    /// <summary>The parts of an object that nobody but the loop variable and exits has.</summary>
    private Form? TakenApart(Node v, Node value)
    {
        if (v.MakesCharacter) return new Form([IrType.Int], (Kernel)v.Data!, v.Class);
        if (!IsTakenApart(v) || uses[v] != 1 || uses[value] != 1 || v.Args.Length is 0 or > 4) return null;
        var types = Array.ConvertAll(v.Args, a => Unwrapped(a).Type);
        return Array.Exists(types, t => t == IrType.Val) ? null : new Form(types, (Kernel)v.Data!, v.Class);
    }

    private static Node Unwrapped(Node v) => v.Op == IrOp.ToValue ? v.Args[0] : v;

    private Node AddFlag(Block head, List<Block> from)
    {
        for (int k = 0; k < head.Params.Count; k++)
            if (head.Params[k].Type == IrType.Bool && IsFlag(head, from, k)) return head.Params[k];
        var flag = new Node(region.NewId(), IrOp.Param, IrType.Bool);
        head.Params.Add(flag);
        foreach (var b in from)
            foreach (var e in b.Edges)
                if (e.Target == head) e.Args = [.. e.Args, Constant(IrOp.ConstBool, IrType.Bool, flow.IsIn(b, head) ? 1 : 0)];
        return flag;
    }

    private bool IsFlag(Block head, List<Block> from, int k)
    {
        foreach (var b in from)
            foreach (var e in b.Edges)
                if (e.Target == head && (e.Args[k].Op != IrOp.ConstBool || e.Args[k].Imm != 0 != flow.IsIn(b, head))) return false;
        return true;
    }

    private void Replace(Block head, List<Block> from, Block entry, int k, Form form, Node goneRound)
    {
        var initial = entry.Edges.First(e => e.Target == head).Args[k];
        // In an exit a constant costs nothing.
        var known = initial is { Op: IrOp.ToValue, Args: [{ IsConst: true } constant] } ? constant : initial;
        var parts = Array.ConvertAll(form.Types, t => new Node(region.NewId(), IrOp.Param, t) { NotNull = t == IrType.Ref });
        var left = form.Maker == null ? parts[0] : Virtual(form, parts);
        var choice = new Node(region.NewId(), IrOp.Virtual, IrType.Val, goneRound, known, left) { Data = VirtualObject.Choice };
        leftovers[head.Params[k]] = new Leftover(initial, parts, form, goneRound, choice);
        head.Params[k] = parts[0];
        head.Params.AddRange(parts.AsSpan(1));
        foreach (var b in from)
            foreach (var e in b.Edges)
            {
                if (e.Target != head) continue;
                var values = !flow.IsIn(b, head) ? Array.ConvertAll(form.Types, Nothing) : PartsOf(e.Args[k].Args[0], form, b);
                Node[] args = [.. e.Args, .. values.AsSpan(1)];
                args[k] = values[0];
                e.Args = args;
            }
    }

    private Node[] PartsOf(Node v, Form form, Block end)
    {
        if (form.Maker == null) return [v];
        if (objects != null) return Array.ConvertAll(objects.ContentsAt(v, end)!.Items, Unwrapped);
        if (!v.MakesCharacter) unmade[v] = Virtual(form, Array.ConvertAll(v.Args, Unwrapped));
        return Array.ConvertAll(v.Args, Unwrapped);
    }

    private Node Virtual(Form form, Node[] parts) => new(region.NewId(), IrOp.Virtual, IrType.Ref, parts)
    {
        Data = new VirtualObject(form.Maker!.Allocates, (Shape?)form.Shape?.Data, form.Places),
        Class = form.Class,
        NotNull = true,
    };

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
        b.Nodes.RemoveAll(n => unmade.ContainsKey(n) || n.Op == IrOp.ToValue && unmade.ContainsKey(n.Args[0]));
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
        if (s == null || !s.Values().Any(v => leftovers.ContainsKey(v) || unmade.ContainsKey(Unwrapped(v)))) return s;
        if (!exits.TryGetValue(s, out var changed)) exits[s] = changed = s.With(InExit, s.Writes);
        return changed;
    }

    private readonly Dictionary<Node, Node> rebuilt = [];

    private Node InExit(Node n)
    {
        if (leftovers.TryGetValue(n, out var v)) return v.Choice.Args[1] == v.Initial && leftovers.ContainsKey(v.Initial) ? Nested(v) : v.Choice;
        if (unmade.TryGetValue(Unwrapped(n), out var parts)) n = parts;
        if (n.Op != IrOp.Virtual || !n.Args.Any(a => InExit(a) != a)) return n;
        if (!rebuilt.TryGetValue(n, out var r)) rebuilt[n] = r = region.WithContents(n, InExit);
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
        if (chosen.TryGetValue((v.Parts[0], b), out var n)) return n;
        var initial = leftovers.TryGetValue(v.Initial, out var outer) ? Choose(outer, b) : v.Initial;
        var left = v.Form.Maker == null ? v.Parts[0] : Made(v.Form, v.Parts, b);
        var typed = new Node(region.NewId(), IrOp.ToValue, IrType.Val, left) { NotNull = true };
        n = new Node(region.NewId(), IrOp.Choose, IrType.Val, v.GoneRound, typed, initial);
        int at = made.GetValueOrDefault(b);
        b.Nodes.InsertRange(at, [typed, n]);
        made[b] = at + 2;
        return chosen[(v.Parts[0], b)] = n;
    }

    /// <summary>The object of its parts, at the start of a block.</summary>
    private Node Made(Form form, Node[] parts, Block b)
    {
        var expected = form.Maker!.Parameters;
        int at = made.GetValueOrDefault(b);
        var args = new Node[parts.Length];
        for (int k = 0; k < args.Length; k++)
        {
            args[k] = parts[k];
            if (expected[k] != IrType.Val) continue;
            args[k] = new Node(region.NewId(), IrOp.ToValue, IrType.Val, parts[k]) { NotNull = true };
            b.Nodes.Insert(at++, args[k]);
        }
        var n = new Node(region.NewId(), IrOp.Call, IrType.Ref, args) { Data = form.Maker, Class = form.Class, NotNull = true };
        b.Nodes.Insert(at++, n);
        made[b] = at;
        return n;
    }
}
