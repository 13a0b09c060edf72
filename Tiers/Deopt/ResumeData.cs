using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Deopt;

/// <summary>Where a value that an exit needs is found.</summary>
internal enum SourceKind : byte
{
    /// <summary>A constant: <see cref="Source.Constant"/>.</summary>
    Constant,

    /// <summary>An int: a number left behind.</summary>
    Int,

    /// <summary>A float: a number left behind, as bits.</summary>
    Float,

    /// <summary>A truth value: a number left behind.</summary>
    Bool,

    /// <summary>A reference left behind; that of a number's box stands for the number.</summary>
    Ref,

    /// <summary>The value that a direct call left in <see cref="PyThread.Transfer"/>.</summary>
    Transferred,

    /// <summary>A value: the reference and the number left behind.</summary>
    Value,
}

/// <summary>Where a value is: indices into what the exit left in <see cref="PyThread.ExitNumbers"/> and <see cref="PyThread.ExitRefs"/>.</summary>
internal readonly struct Source(SourceKind kind, int number, int reference, Value constant)
{
    public readonly SourceKind Kind = kind;
    public readonly int Number = number;
    public readonly int Reference = reference;
    public readonly Value Constant = constant;
}

/// <summary>A snapshot as an exit uses it: what is to be left behind, in order, and how frames are made of it.</summary>
internal sealed class ResumeData
{
    private Dictionary<Node, (int Number, int Reference)>? places = [];
    private int numbers, references;

    /// <summary>How often the exit was taken as a failure, for <c>--stats</c>; null before the first time.</summary>
    public StrongBox<long>? Times { get; set; }

    /// <summary>Where in the root frame the region goes on when the instruction raises; null: it leaves.</summary>
    public HandlerEntry? CaughtAt { get; set; }

    /// <summary>
    /// What is raised at the exit is always an exception that was made for that, and that nothing refers to but the variables of the frames there.
    /// </summary>
    public bool RaisesNew { get; set; }

    /// <summary>As what was raised here was looked at: so many of the next exceptions get their traceback at once, and how many it will be then.</summary>
    public int Pause, NextPause;

    private bool? isPlain, isUncaught, hasHandler;

    /// <inheritdoc cref="Unwinding.IsPlain"/>
    public bool IsPlain => isPlain ??= Unwinding.IsPlain(this);

    /// <summary>One of the frames has a handler for what is raised at the exit.</summary>
    public bool HasHandler => hasHandler ??= !Unwinding.IsUncaught(this);

    /// <summary><see cref="IsPlain"/>, and <see cref="Unwinding.IsUncaught"/>.</summary>
    public bool IsUncaught => isUncaught ??= IsPlain && Unwinding.IsUncaught(this);

    /// <param name="snapshot">The exit.</param>
    /// <param name="order">The order in which its values are left behind; null: that of the frames.</param>
    public ResumeData(Snapshot snapshot, Comparison<Node>? order = null)
    {
        Snapshot = snapshot;
        foreach (var n in snapshot.Values())
            if (IsLeft(n) && places!.TryAdd(n, default)) Left.Add(n);
        if (order != null) Left.Sort(order);
        foreach (var n in Left) places![n] = (LeavesNumber(n) ? numbers++ : -1, LeavesReference(n) ? references++ : -1);
        foreach (var n in snapshot.Held()) AddObject(n);
        Writes = Array.ConvertAll(snapshot.Writes, w => new ResumeWrite(SourceOf(w.Object), w.Field, SourceOf(w.Value)));
        Frames = Array.ConvertAll(snapshot.Frames, f => new ResumeFrame(
            f.Generator != null,
            f.Generator != null ? SourceOf(f.Generator) : f.Function == null ? default : SourceOf(f.Function),
            f.Code, f.Pc, f.Kind, f.Dst, f.Aux,
            Array.ConvertAll(f.Registers, r => r.Value == null ? new Source(SourceKind.Constant, 0, 0, Value.Missing) : SourceOf(r.Value)),
            Array.ConvertAll(f.Registers, r => r.Register), f.TakesClosure));
    }

    public Snapshot Snapshot { get; private set; }

    /// <summary>
    /// Lets go of the region's nodes, once code is made of them: all of a graph hangs together, and a program has thousands of exits. Where the frames go on and
    /// what they hold stays.
    /// </summary>
    public void ReleaseNodes()
    {
        Snapshot = Snapshot.WithoutValues();
        (places, Left) = (null, []);
    }

    public ResumeFrame[] Frames { get; }

    /// <summary>Whether an exit that has the value in one of its frames leaves it behind: constants are known.</summary>
    public static bool IsLeft(Node n) => !n.IsConst && n.Op != IrOp.Transferred;

    /// <summary>The values that are left behind, in order.</summary>
    public List<Node> Left { get; private set; } = [];

    /// <summary>Whether it is a number that is left behind of a value; of one of type Val both a number and a reference are.</summary>
    public static bool LeavesNumber(Node n) => n.Type is not IrType.Ref;

    /// <summary>Whether a reference is left behind of a value.</summary>
    public static bool LeavesReference(Node n) => n.Type is IrType.Ref or IrType.Val;

    /// <summary>The fields that the exit writes.</summary>
    public ResumeWrite[] Writes { get; }

    /// <summary>The objects that the exit makes, in order.</summary>
    public List<ResumeObject> Objects { get; } = [];

    /// <summary>Gives a virtual object a place among the references, after those that it contains.</summary>
    private void AddObject(Node n)
    {
        if (n.Op != IrOp.Virtual || places!.ContainsKey(n)) return;
        foreach (var a in n.Args) AddObject(a);
        var contents = Array.ConvertAll(n.Args, SourceOf);
        places![n] = (n.Type == IrType.Val ? numbers++ : -1, references++);
        Objects.Add(new ResumeObject((VirtualObject)n.Data!, contents, places![n].Reference, places![n].Number));
    }

    private Source SourceOf(Node n)
    {
        switch (n.Op)
        {
            case IrOp.ConstInt: return Constant(Value.Int(n.Imm));
            case IrOp.ConstFloat: return Constant(Value.Float(n.AsFloat));
            case IrOp.ConstBool: return Constant(Value.Bool(n.Imm != 0));
            case IrOp.Transferred: return new Source(SourceKind.Transferred, 0, 0, default);
            case IrOp.ConstRef: return Constant(new Value((PyObject)n.Data!));
        }
        var (number, reference) = places![n];
        var kind = n.Type switch
        {
            IrType.Int => SourceKind.Int,
            IrType.Float => SourceKind.Float,
            IrType.Bool => SourceKind.Bool,
            IrType.Ref => SourceKind.Ref,
            _ => SourceKind.Value,
        };
        return new Source(kind, number, reference, default);
    }

    private static Source Constant(Value v) => new(SourceKind.Constant, 0, 0, v);
}
