using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Optimizing;

/// <summary>One place that raises a new exception (<see cref="ForgetExceptions"/>), and the copy of the handler that is made for it.</summary>
internal sealed class ForgottenException
{
    /// <summary>Nodes that a copy of a handler has at most.</summary>
    private const int MaxCopied = 80;

    private readonly Region region;
    private readonly ControlFlow flow;
    private readonly Block home;
    private readonly Node raising;

    /// <summary>The exception, under all its names in the copy.</summary>
    private readonly Node made;

    /// <summary>What was handled before, as the handler keeps it.</summary>
    private readonly Node saved = new(-1, IrOp.Param, IrType.Val);
    private readonly Dictionary<int, Node> attributes = [];
    private Node arguments = null!;
    private PyType type = null!;
    private Shape shape = null!;
    private Snapshot start = null!;
    private int copied;

    public ForgottenException(Region region, ControlFlow flow, Block home, Node raising)
    {
        (this.region, this.flow, this.home, this.raising) = (region, flow, home, raising);
        made = raising.Args[0];
    }

    /// <summary>A way through the handler: the blocks on it, and what the values of the original are in the copy.</summary>
    private sealed record Way(Dictionary<Node, Node> Values, List<Block> Blocks, bool Forgotten)
    {
        public Node Of(Node n) => Values.GetValueOrDefault(n, n);
    }

    /// <summary>False: the exception stays.</summary>
    public bool Remove()
    {
        if (made is not { Op: IrOp.Call, Args: [{ Op: IrOp.ConstRef, Data: PyType t }, _] } || made.Data != Kernels.NewException) return false;
        (type, shape, arguments) = (t, t.RootShape, made.Args[1]);
        int from = home.Nodes.IndexOf(made), to = home.Nodes.IndexOf(raising);
        if (from < 0 || to != home.Nodes.Count - 2 || home.Nodes[^1] != home.Condition) return false;
        if (FindStart(from) is not { } before) return false;
        start = before;
        var gone = new HashSet<Node> { made, raising, home.Condition };
        for (int k = from + 1; k < to; k++)
        {
            var n = home.Nodes[k];
            if (Stores(n)) gone.Add(n);
            else if (!IsRepeatable(n) || n.Args.Contains(made)) return false;
        }
        if (Follow(home.Then!, new Way([], [], false)) is not { } handler) return false;
        for (int k = from + 1; k < to; k++)
            if (home.Nodes[k].Exit != null) home.Nodes[k].Exit = start;
        home.Nodes.RemoveAll(gone.Contains);
        (home.End, home.Condition, home.Then, home.Else) = (EndKind.Jump, null, handler, null);
        return true;
    }

    private Snapshot? FindStart(int from)
    {
        for (int k = from - 1; k >= 0 && IsRepeatable(home.Nodes[k]); k--)
            if (ForgetExceptions.IsAnchor(home.Nodes[k])) return home.Nodes[k].Exit;
        return null;
    }

    /// <summary>Sets an attribute or the arguments of the exception, which its maker does before it is raised.</summary>
    private bool Stores(Node n)
    {
        if (n.Op != IrOp.Call || n.Args.Length == 0 || n.Args[0] != made) return false;
        if (n.Data == Kernels.AddHeirAttr && n.Args is [_, { Data: PyStr name }, { Data: Shape next }, var added] && next.IndexOf(name) is >= 0 and var slot)
        {
            attributes[slot] = added;
            shape = next;
            return true;
        }
        if (n.Data == Kernels.InitException)
        {
            arguments = n.Args[1];
            return true;
        }
        if (n.Data != Kernels.StoreHeirSlot || n.Args is not [_, { Op: IrOp.ConstInt } index, var stored]) return false;
        attributes[(int)index.Imm] = stored;
        return true;
    }

    /// <summary>Doing it twice is as good as once.</summary>
    private static bool IsRepeatable(Node n) =>
        (n.Effects & ~(Effects.Exits | Effects.Reads)) == 0 && n.Spilled == null && n.CaughtAt == null && n.AfterExit == null && !n.MakesWatched
        && n.Op is not (IrOp.Reload or IrOp.Interpret or IrOp.Poll or IrOp.CallDirect or IrOp.WasRaised);

    // ---- the copy of the handler

    /// <summary>An edge of the copy; null where that can't be made.</summary>
    private Edge? Follow(Edge edge, Way way)
    {
        var args = Array.ConvertAll(edge.Args, way.Of);
        var target = edge.Target;
        if (way.Forgotten && !way.Blocks.Exists(b => flow.Dominates(b, target))) return args.Any(IsGone) ? null : new Edge(target, args);
        if (target.IsLoopHead || way.Blocks.Contains(target)) return null;
        var values = new Dictionary<Node, Node>(way.Values);
        for (int k = 0; k < args.Length; k++) values[target.Params[k]] = args[k];
        return Copy(target, way with { Values = values, Blocks = [.. way.Blocks, target] }) is { } copy ? new Edge(copy, []) : null;
    }

    private bool IsGone(Node n) => n == made || n == saved;

    private Block? Copy(Block b, Way way)
    {
        var copy = region.NewBlock();
        (copy.LoopDepth, copy.ExitReason, copy.Action) = (b.LoopDepth, b.ExitReason, b.Action);
        foreach (var n in b.Nodes)
        {
            if (++copied > MaxCopied) return null;
            if (n.Data == Kernels.PopHandled && !way.Forgotten)
            {
                if (way.Of(n.Args[0]) != saved) return null;
                way = way with { Forgotten = true };
            }
            else if (!(way.Forgotten ? CopyBehind(n, way, copy) : CopyWithin(n, way, copy))) return null;
        }
        return End(b, way, copy) ? copy : null;
    }

    private bool End(Block b, Way way, Block copy)
    {
        copy.End = b.End;
        var condition = b.Condition == null ? null : way.Of(b.Condition);
        switch (b.End)
        {
            case EndKind.Branch when condition is { Op: IrOp.ConstBool }:
                copy.End = EndKind.Jump;
                copy.Then = Follow(condition.Imm != 0 ? b.Then! : b.Else!, way);
                return copy.Then != null;
            case EndKind.Branch when condition is not { Op: IrOp.WasRaised } && !IsGone(condition!):
                copy.Condition = condition;
                copy.Then = Follow(b.Then!, way);
                copy.Else = copy.Then == null ? null : Follow(b.Else!, way);
                return copy.Else != null;
            case EndKind.Jump:
                copy.Then = Follow(b.Then!, way);
                return copy.Then != null;
            case EndKind.Leave when !way.Forgotten:
                // An exception that is raised again has left its traceback.
                copy.Exit = start;
                return !b.Exit!.IsEnd;
            case EndKind.Leave when Map(b.Exit!, way) is { } exit:
                copy.Exit = exit;
                return true;
            case EndKind.Return when way.Forgotten && !IsGone(condition!):
                copy.Condition = condition;
                copy.Exit = b.Exit == null ? null : Map(b.Exit, way);
                return (copy.Exit == null) == (b.Exit == null);
        }
        return false;
    }

    /// <summary>A node while the exception is handled. False: it may see that the exception isn't there.</summary>
    private bool CopyWithin(Node n, Way way, Block copy)
    {
        var args = Array.ConvertAll(n.Args, way.Of);
        if (n.Data == Kernels.PushHandled)
        {
            if (args[0] != made || way.Values.ContainsValue(saved)) return false;
            way.Values[n] = saved;
            return true;
        }
        if (Known(n, args, way) is { } known)
        {
            way.Values[n] = known;
            return true;
        }
        if (args.Any(IsGone) || !IsRepeatable(n)) return false;
        if (Passes(n, args)) return true;
        Add(n, args, n.Exit == null ? null : start, way, copy);
        return true;
    }

    /// <summary>A node behind the handler that still depends on it.</summary>
    private bool CopyBehind(Node n, Way way, Block copy)
    {
        var args = Array.ConvertAll(n.Args, way.Of);
        if (args.Any(IsGone) || n.CaughtAt != null || n.Op is IrOp.WasRaised or IrOp.Reload or IrOp.Interpret or IrOp.CallDirect || n.Spilled != null) return false;
        if (Known(n, args, way) is { } known)
        {
            way.Values[n] = known;
            return true;
        }
        if (Passes(n, args)) return true;
        Snapshot? exit = null;
        if (n.Exit != null && (exit = Map(n.Exit, way)) == null) return false;
        Add(n, args, exit, way, copy);
        return true;
    }

    private void Add(Node n, Node[] args, Snapshot? exit, Way way, Block copy)
    {
        var made = new Node(region.NewId(), n.Op, n.Type, args)
        {
            Data = n.Data,
            Imm = n.Imm,
            Exit = exit,
            Wraps = n.Wraps,
            NonNegative = n.NonNegative,
            IsQuick = n.IsQuick,
            IsOutcome = n.IsOutcome,
            Class = n.Class,
            AdmitsHeirs = n.AdmitsHeirs,
            NotNull = n.NotNull,
        };
        way.Values[n] = made;
        copy.Nodes.Add(made);
    }

    private Snapshot? Map(Snapshot s, Way way)
    {
        foreach (var v in s.Held())
            if (v.Op == IrOp.Virtual || IsGone(way.Of(v))) return null;
        return s.With(way.Of, Array.ConvertAll(s.Writes, w => new FieldWrite(way.Of(w.Object), w.Field, way.Of(w.Value))));
    }

    // ---- what is known in it

    private Node Bool(bool b) => new(region.NewId(), IrOp.ConstBool, IrType.Bool) { Imm = b ? 1 : 0 };

    private static bool Is(Node n, bool b) => n.Op == IrOp.ConstBool && n.Imm != 0 == b;

    /// <summary>The value of a node, where the exception's being known tells it.</summary>
    private Node? Known(Node n, Node[] args, Way way)
    {
        switch (n.Op)
        {
            case IrOp.ToValue or IrOp.GuardRef or IrOp.GuardNotNull when args[0] == made:
                return made;
            case IrOp.GuardClass when args[0] == made:
                return Equals(n.Data, made.Class) ? made : null;
            case IrOp.GuardShape when args[0] == made:
                return n.Data == shape ? made : null;
            case IrOp.GuardInt or IrOp.GuardFloat or IrOp.GuardBool when args[0] is { Op: IrOp.ToValue, Args: [var inner] }:
                return inner.Type == n.Type ? inner : null;
            case IrOp.GuardClass when args[0] is { Op: IrOp.ToValue, Args: [{ Type: IrType.Ref, AdmitsHeirs: false, NotNull: true } inner] }:
                return inner.Class == n.Class ? inner : null;
            case IrOp.OrBool:
                return Is(args[0], true) || Is(args[1], false) ? args[0] : Is(args[1], true) || Is(args[0], false) ? args[1] : null;
            case IrOp.Call when args.Length > 0 && args[0] == made:
                return KnownCall(n, args);
        }
        return null;
    }

    private Node? KnownCall(Node n, Node[] args)
    {
        if (n.Data == Kernels.IsOfClass && args[1] is { Op: IrOp.ConstRef, Data: PyType wanted }) return Bool(type.IsSubtypeOf(wanted));
        if (n.Data == Kernels.MatchException && Matches(args[1]) is { } matches) return new Node(region.NewId(), IrOp.ToValue, IrType.Val, Bool(matches));
        if (n.Data == Kernels.IsBuiltIn) return Bool(!type.IsHeap);
        if (n.Data == Kernels.HasShape && args[1].Data is Shape other) return Bool(shape == other);
        if (n.Data == Kernels.HeirSlot && args[1].Op == IrOp.ConstInt && attributes.TryGetValue((int)args[1].Imm, out var v)) return v;
        return n.Data == Kernels.ArgsOf ? arguments : null;
    }

    /// <summary>Whether a tuple of classes that is made for the question has one that the exception is of; null where that isn't known.</summary>
    private bool? Matches(Node classes)
    {
        if (classes is not { Op: IrOp.ToValue, Args: [{ Op: IrOp.Call } tuple] } || Array.IndexOf(Kernels.NewTuple, tuple.Data) < 0) return null;
        bool any = false;
        foreach (var a in tuple.Args)
        {
            if (a is not { Op: IrOp.ToValue, Args: [{ Op: IrOp.ConstRef, Data: PyType c }] } || !c.IsSubtypeOf(ExcTypes.BaseException)) return null;
            any |= type.IsSubtypeOf(c);
        }
        return any;
    }

    /// <summary>A guard that is known to pass.</summary>
    private static bool Passes(Node n, Node[] args) => n.Op switch
    {
        IrOp.GuardTrue => Is(args[0], true),
        IrOp.GuardFalse => Is(args[0], false),
        IrOp.GuardBound => args[0] is { Op: IrOp.ToValue, Args: [var inner] } && inner.Data != Tags.Missing,
        _ => false,
    };
}
