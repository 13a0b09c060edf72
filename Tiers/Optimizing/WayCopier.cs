using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Optimizing;

/// <summary>
/// Copies blocks along the ways that lead through them from one edge, each way for itself, with what is known there: conditions that are known choose one side.
/// A way ends where it comes to a block that needs nothing of what was copied.
/// </summary>
internal abstract class WayCopier(Region region, ControlFlow flow, int mostNodes)
{
    private int copied;

    protected Region Region { get; } = region;
    protected ControlFlow Flow { get; } = flow;

    /// <summary>A way: the blocks on it, and what the values of the original are in the copy.</summary>
    /// <param name="State">What else is known there, for who copies.</param>
    protected sealed record Way(Dictionary<Node, Node> Values, List<Block> Blocks, int State)
    {
        public Node Of(Node n) => Values.GetValueOrDefault(n, n);
    }

    /// <summary>Copies a node, or notes what it is; false where that can't be. The state behind it is the result's.</summary>
    protected abstract bool CopyNode(Node n, Node[] args, Block copy, ref Way way);

    /// <summary>Whether a way that comes to a block may end there, apart from what that needs.</summary>
    protected abstract bool MayEnd(Way way);

    /// <summary>Whether a value isn't there in the copy.</summary>
    protected abstract bool IsGone(Node n);

    /// <summary>The exit of a block or node in the copy; null where there can't be one.</summary>
    protected abstract Snapshot? ExitOf(Snapshot s, Way way);

    /// <summary>The head of a loop that ways may go through again and again.</summary>
    protected virtual Block? Repeated => null;

    /// <summary>Values that a block is given besides its parameters because ways always end there; null for other blocks.</summary>
    protected virtual List<Node>? UsesAtEnd(Block b) => null;

    /// <summary>The copy of <see cref="Repeated"/> that all ways share which come there with the same state; null where each has its own.</summary>
    protected virtual Edge? Share(Block target, Node[] args, Way way, out bool isShared)
    {
        isShared = false;
        return null;
    }

    /// <summary>An edge of the copy; null where that can't be made.</summary>
    protected Edge? Follow(Edge edge, Way way)
    {
        var args = Array.ConvertAll(edge.Args, way.Of);
        var target = edge.Target;
        if (UsesAtEnd(target) is { } uses)
        {
            Node[] all = [.. args, .. uses.Select(way.Of)];
            return all.Any(IsGone) ? null : Passing(target, all);
        }
        bool again = target == Repeated;
        if (again)
        {
            var shared = Share(target, args, way, out bool isShared);
            if (isShared) return shared;
        }
        if (MayEnd(way) && !again && !way.Blocks.Exists(b => Flow.Dominates(b, target))) return args.Any(IsGone) ? null : new Edge(target, args);
        if (!again && (target.IsLoopHead || way.Blocks.Contains(target))) return null;
        var values = new Dictionary<Node, Node>(way.Values);
        for (int k = 0; k < args.Length; k++) values[target.Params[k]] = args[k];
        return Copy(target, way with { Values = values, Blocks = again ? [target] : [.. way.Blocks, target] }) is { } copy ? new Edge(copy, []) : null;
    }

    /// <summary>An edge for any end of a block, to a block of its own that passes the values: only jumps do.</summary>
    protected Edge Passing(Block target, Node[] args)
    {
        if (args.Length == 0) return new Edge(target, args);
        var between = Region.NewBlock();
        (between.End, between.Then, between.LoopDepth) = (EndKind.Jump, new Edge(target, args), target.LoopDepth);
        return new Edge(between, []);
    }

    private Block? Copy(Block b, Way way)
    {
        var copy = Region.NewBlock();
        return Copy(b, copy, way) ? copy : null;
    }

    /// <summary>Makes a new block the copy of another, with all that follows; false where that can't be.</summary>
    protected bool Copy(Block b, Block copy, Way way)
    {
        (copy.LoopDepth, copy.ExitReason, copy.Action) = (b.LoopDepth, b.ExitReason, b.Action);
        foreach (var n in b.Nodes)
            if (++copied > mostNodes || !CopyNode(n, Array.ConvertAll(n.Args, way.Of), copy, ref way)) return false;
        return End(b, way, copy);
    }

    private bool End(Block b, Way way, Block copy)
    {
        copy.End = b.End;
        var condition = b.Condition == null ? null : way.Of(b.Condition);
        if (condition != null && IsGone(condition)) return false;
        switch (b.End)
        {
            case EndKind.Branch when condition is { Op: IrOp.ConstBool }:
                copy.End = EndKind.Jump;
                copy.Then = Follow(condition.Imm != 0 ? b.Then! : b.Else!, way);
                return copy.Then != null;
            case EndKind.Branch when condition is not { Op: IrOp.WasRaised }:
                copy.Condition = condition;
                copy.Then = Follow(b.Then!, way);
                copy.Else = copy.Then == null ? null : Follow(b.Else!, way);
                return copy.Else != null;
            case EndKind.Jump:
                copy.Then = Follow(b.Then!, way);
                return copy.Then != null;
            case EndKind.Leave:
                copy.Exit = ExitOf(b.Exit!, way);
                return copy.Exit != null;
            case EndKind.Return when MayEnd(way):
                copy.Condition = condition;
                copy.Exit = b.Exit == null ? null : ExitOf(b.Exit, way);
                return (copy.Exit == null) == (b.Exit == null);
        }
        return false;
    }

    /// <summary>A copy of a node, which does what it does.</summary>
    protected bool Add(Node n, Node[] args, Block copy, Way way)
    {
        if (args.Any(IsGone)) return false;
        Snapshot? exit = null, after = null;
        if (n.Exit != null && (exit = ExitOf(n.Exit, way)) == null || n.AfterExit != null && (after = ExitOf(n.AfterExit, way)) == null) return false;
        var made = new Node(Region.NewId(), n.Op, n.Type, args)
        {
            Data = n.Data,
            Imm = n.Imm,
            Exit = exit,
            AfterExit = after,
            Spilled = n.Spilled,
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
        return true;
    }

    /// <summary>An operation that leaves results or exceptions for the nodes behind it.</summary>
    protected static bool IsTied(Node n) => n.CaughtAt != null || n.Op is IrOp.WasRaised or IrOp.Reload or IrOp.Interpret;

    // ---- what is known

    protected Node Bool(bool b) => new(Region.NewId(), IrOp.ConstBool, IrType.Bool) { Imm = b ? 1 : 0 };

    protected Node Int(long i) => new(Region.NewId(), IrOp.ConstInt, IrType.Int) { Imm = i };

    private static bool Is(Node n, bool b) => n.Op == IrOp.ConstBool && n.Imm != 0 == b;

    /// <summary>The value of a node whose operands are known well enough.</summary>
    protected Node? Folded(Node n, Node[] args)
    {
        switch (n.Op)
        {
            case IrOp.GuardInt or IrOp.GuardFloat or IrOp.GuardBool when args[0] is { Op: IrOp.ToValue, Args: [var inner] }:
                return inner.Type == n.Type ? inner : null;
            case IrOp.GuardClass when args[0] is { Op: IrOp.ToValue, Args: [{ Type: IrType.Ref, AdmitsHeirs: false, NotNull: true } inner] }:
                return inner.Class == n.Class ? inner : null;
            case IrOp.OrBool:
                return Is(args[0], true) || Is(args[1], false) ? args[0] : Is(args[1], true) || Is(args[0], false) ? args[1] : null;
            case IrOp.EqInt or IrOp.LtInt or IrOp.AddInt when args is [{ Op: IrOp.ConstInt, Imm: var a }, { Op: IrOp.ConstInt, Imm: var b }]:
                if (n.Op == IrOp.EqInt) return Bool(a == b);
                if (n.Op == IrOp.LtInt) return Bool(a < b);
                return n.Wraps ? Int(unchecked(a + b)) : null;
        }
        return null;
    }

    /// <summary>A guard that is known to pass.</summary>
    protected static bool Passes(Node n, Node[] args) => n.Op switch
    {
        IrOp.GuardTrue => Is(args[0], true),
        IrOp.GuardFalse => Is(args[0], false),
        IrOp.GuardBound => args[0] is { Op: IrOp.ToValue, Args: [var inner] } && inner.Data != Tags.Missing,
        _ => false,
    };
}
