using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Optimizing;

/// <summary>One place that raises a new exception (<see cref="ForgetExceptions"/>), and the copy of the handler that is made for it.</summary>
internal sealed class ForgottenException : WayCopier
{
    /// <summary>Nodes that a copy of a handler has at most.</summary>
    private const int MaxCopied = 80;

    private readonly Block home;
    private readonly Node raising;

    /// <summary>The exception, under all its names in the copy.</summary>
    private readonly Node made;

    /// <summary>What was handled before, as the handler keeps it.</summary>
    private readonly Node saved = new(-1, IrOp.Param, IrType.Val);
    private readonly Dictionary<int, Node> attributes = [];

    /// <summary>The exception's arguments; null where only its maker knows them.</summary>
    private Node? arguments;
    private PyType type = null!;
    private Shape shape = null!;
    private Snapshot start = null!;

    /// <summary>The exception is handled, or has been forgotten.</summary>
    private const int Handled = 0, Forgotten = 1;

    public ForgottenException(Region region, ControlFlow flow, Block home, Node raising) : base(region, flow, MaxCopied)
    {
        (this.home, this.raising) = (home, raising);
        made = raising.Args[0];
    }

    /// <summary>False: the exception stays.</summary>
    public bool Remove()
    {
        if (ExceptionKernels.ClassMadeBy(made) is not { } t) return false;
        (type, shape, arguments) = (t, t.RootShape, made.Data == Kernels.NewException ? made.Args[1] : null);
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
        if (Follow(home.Then!, new Way([], [], Handled)) is not { } handler) return false;
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

    protected override bool MayEnd(Way way) => way.State == Forgotten;

    protected override bool IsGone(Node n) => n == made || n == saved;

    /// <summary>While the exception is handled all exits lead back to where it is made, but for that of one that is raised again, which has left its traceback.</summary>
    protected override Snapshot? ExitOf(Snapshot s, Way way)
    {
        if (way.State == Handled) return s.IsEnd ? null : start;
        foreach (var v in s.Held())
            if (v.Op == IrOp.Virtual || IsGone(way.Of(v))) return null;
        return s.With(way.Of);
    }

    protected override bool CopyNode(Node n, Node[] args, Block copy, ref Way way)
    {
        if (way.State == Handled)
        {
            if (n.Data == Kernels.PushHandled)
            {
                if (args[0] != made || way.Values.ContainsValue(saved)) return false;
                way.Values[n] = saved;
                return true;
            }
            if (n.Data == Kernels.PopHandled)
            {
                way = way with { State = Forgotten };
                return args[0] == saved;
            }
        }
        if ((Known(n, args) ?? Folded(n, args)) is { } known)
        {
            way.Values[n] = known;
            if (n.Data == Kernels.MatchException) copy.Nodes.Add(known);
            return true;
        }
        if (way.State == Handled ? !IsRepeatable(n) : IsTied(n) || n.AfterExit != null || n.Spilled != null) return false;
        return Passes(n, args) || Add(n, args, copy, way);
    }

    // ---- what is known in it

    /// <summary>The value of a node that asks for the exception.</summary>
    private Node? Known(Node n, Node[] args)
    {
        if (args.Length == 0 || args[0] != made) return null;
        return n.Op switch
        {
            IrOp.ToValue or IrOp.GuardRef or IrOp.GuardNotNull => made,
            IrOp.GuardClass => Equals(n.Data, made.Class) ? made : null,
            IrOp.GuardShape => n.Data == shape ? made : null,
            IrOp.Call => KnownCall(n, args),
            _ => null,
        };
    }

    private Node? KnownCall(Node n, Node[] args)
    {
        if (n.Data == Kernels.IsOfClass && args[1] is { Op: IrOp.ConstRef, Data: PyType wanted }) return Bool(type.IsSubtypeOf(wanted));
        if (n.Data == Kernels.MatchException && Matches(args[1]) is { } matches) return new Node(Region.NewId(), IrOp.ToValue, IrType.Val, Bool(matches));
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
}
