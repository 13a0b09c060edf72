using System.Collections.Concurrent;
using System.Reflection;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Building;
using TieredPy.Tiers.Cil.Emitting;
using TieredPy.Tiers.Deopt;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.X64;
using TieredPy.Tiers.X64.Machine;

namespace TieredPy.Tiers.Interpreting;

/// <summary>A region that can't be executed node by node, and why.</summary>
internal sealed class NotInterpretableException(string message) : Exception(message);

/// <summary>
/// A region that is executed node by node in place of compiled code, as <c>--jit interpret_ir</c> asks: slow, and with every claim of the region checked, so that a
/// fault of what built or changed the region is told from a fault of what emits code. Numbers of nodes, exits and guards are found here, once.
/// </summary>
internal sealed class InterpretedRegion
{
    private static readonly ConditionalWeakTable<CompiledMethod, InterpretedRegion> Bodies = [];

    /// <summary>Kept for all regions: an invoker has code of its own made after its first use.</summary>
    private static readonly ConcurrentDictionary<Kernel, MethodInvoker> Invokers = new();

    private readonly NodeMap<int> places = new();
    private readonly Dictionary<Node, int> flags = [];
    private readonly Dictionary<Node, int> failing = [];
    private readonly Dictionary<Snapshot, int> exitIds = [];
    private readonly List<ResumeData?> exits = [];
    private readonly List<InterpretInfo?> interpreted = [];
    private readonly List<NodeValue> initial = [];
    private readonly Dictionary<Block, KernelPlan> kernels = [];

    /// <summary>Prepares a region; its exits' resume data go into the compiled region.</summary>
    /// <param name="plans">The loops that are run as machine code, which <see cref="CanRun"/> is true of.</param>
    public InterpretedRegion(Region region, RegionCode target, params List<KernelPlan> plans)
    {
        Region = region;
        Target = target;
        foreach (var p in region.Parameters) Place(p);
        foreach (var plan in plans) Prepare(plan);
        foreach (var b in region.Blocks)
        {
            foreach (var p in b.Params) Place(p);
            if (plans.Exists(plan => plan.Loop.Members.Contains(b))) continue;
            foreach (var n in b.Nodes) Prepare(n);
            if (b.Condition != null) PlaceConstant(b.Condition);
            foreach (var edge in b.Edges) Array.ForEach(edge.Args, PlaceConstant);
            if (b.Exit != null) AddExit(b.Exit);
        }
        target.Exits = [.. exits!];
        target.Interpreted = [.. interpreted];
        target.HasFailed = new bool[failing.Count];
    }

    public Region Region { get; }
    public RegionCode Target { get; }

    /// <summary>The values before the first node: constants are there.</summary>
    public NodeValue[] NewValues() => [.. initial];

    /// <summary>Where a node's value is.</summary>
    public int PlaceOf(Node n) => places[n];

    /// <summary>Where it is noted that a node raised and the exception was caught.</summary>
    public int FlagOf(Node n) => flags[n];

    /// <summary>The number of an exit that is about to be taken, or looked at; its resume data are made when they are asked for.</summary>
    public int ExitOf(Snapshot s)
    {
        int exit = exitIds[s];
        Target.Exits[exit] ??= new ResumeData(s);
        return exit;
    }

    /// <summary>The number of a guard that a test makes fail once; false where none is to fail.</summary>
    public bool MayFail(Node n, out int guard) => failing.TryGetValue(n, out guard);

    public static MethodInvoker InvokerOf(Kernel k) => Invokers[k];

    /// <summary>The kernel of the loop whose head a block is.</summary>
    public KernelPlan? KernelAt(Block b) => kernels.GetValueOrDefault(b);

    /// <summary>Called before a kernel runs.</summary>
    public Action? KernelRuns { get; set; }

    /// <summary>Whether a kernel can be called from here: addresses of fields are known to compiled code only.</summary>
    public static bool CanRun(KernelPlan plan) => !plan.Machine.Inputs.Exists(i => i.Kind == InputKind.Field);

    private void Prepare(KernelPlan plan)
    {
        kernels[plan.Loop.Head] = plan;
        foreach (var input in plan.Machine.Inputs) PlaceConstant(input.Node);
        foreach (var outsider in plan.Machine.Outsiders) PlaceConstant(outsider);
        foreach (var exit in plan.Machine.Exits)
        {
            foreach (var v in exit.Values) Place(v.Node);
            if (exit.Edge != null) Array.ForEach(exit.Edge.Args, PlaceConstant);
            else AddExit(exit.Snapshot!);
        }
    }

    private int Place(Node n)
    {
        if (places.TryGetValue(n, out int place)) return place;
        places[n] = place = initial.Count;
        initial.Add(n.Op switch
        {
            IrOp.ConstInt or IrOp.ConstFloat or IrOp.ConstBool => new NodeValue(n.Imm),
            IrOp.ConstRef => new NodeValue(n.Data, 0),
            _ => default,
        });
        return place;
    }

    private void PlaceConstant(Node n)
    {
        if (n.IsConst) Place(n);
    }

    private void Prepare(Node n)
    {
        if (!Activation.Knows(n.Op)) throw new NotInterpretableException($"{n.Op} isn't known");
        Place(n);
        Array.ForEach(n.Args, PlaceConstant);
        if (n.Exit != null)
        {
            int exit = AddExit(n.Exit);
            // Calls bring the frames up to date by what the exit says, constants included.
            foreach (var v in n.Exit.Values()) PlaceConstant(v);
            if (n.Data is InterpretInfo info) interpreted[exit] = info;
            if (n.CaughtAt != null) (exits[exit] ??= new ResumeData(n.Exit)).CaughtAt = n.CaughtAt;
            // Where only an exception leaves there is nothing to go back to.
            if (JitOptions.Current.FailGuardsOnce && n.Op != IrOp.Interpret && (n.Effects & Effects.Exits) != 0 && !n.Wraps && !n.IsOutcome) failing[n] = failing.Count;
        }
        if (n.AfterExit != null) AddExit(n.AfterExit);
        if (n.CaughtAt != null)
        {
            flags[n] = initial.Count;
            initial.Add(default);
        }
        if (n.Data is Kernel k) Invokers.GetOrAdd(k, InvokerFor);
    }

    private static MethodInvoker InvokerFor(Kernel k)
    {
        foreach (var p in k.ParameterTypes)
            if (p is { IsByRef: true } or { IsByRefLike: true } or { IsPointer: true }) throw new NotInterpretableException($"{k} takes {p}");
        return MethodInvoker.Create(k.Method);
    }

    private int AddExit(Snapshot s)
    {
        if (exitIds.TryGetValue(s, out int id)) return id;
        exitIds[s] = id = exits.Count;
        exits.Add(null);
        interpreted.Add(null);
        return id;
    }

    // ---- ways in

    /// <summary>What a direct call of a method would execute; null when that is compiled code.</summary>
    public static InterpretedRegion? Behind(CallTarget callee) => callee.Owner is CompiledMethod m && Bodies.TryGetValue(m, out var region) ? region : null;

    public void IsBehind(CompiledMethod body) => Bodies.Add(body, this);

    /// <summary>A loop's, or a generator's body's, from the top frame. The result is a <see cref="TierAction"/>.</summary>
    public static int EnterLoop(InterpretedRegion region, PyThread t, Frame f) => new Activation(region, t).RunLoop(f);

    /// <summary>A function, as <see cref="Cil.CilCompiler.CompileEntry"/> makes it: the arguments are consecutive values, and no frame is pushed for the call.</summary>
    public static int EnterFunction(InterpretedRegion region, PyThread t, object called, ref Value first)
    {
        var function = region.Region.Function!;
        var args = new NodeValue[function.Parameters.Length];
        for (int k = 0; k < args.Length; k++)
        {
            var v = Unsafe.Add(ref first, k);
            switch (function.Parameters[k])
            {
                case IrType.Int when v.IsInt:
                    args[k] = new NodeValue(v.Bits);
                    break;
                case IrType.Float when v.IsFloat:
                    args[k] = new NodeValue(v.AsFloat);
                    break;
                case IrType.Bool when v.IsTrue || v.IsFalse:
                    args[k] = new NodeValue(v.IsTrue);
                    break;
                case IrType.Ref when v.Ref != null && !v.IsFloat && !v.IsMissing:
                    args[k] = new NodeValue(v.Ref, 0);
                    break;
                case IrType.Val:
                    args[k] = new NodeValue(v);
                    break;
                default:
                    return (int)TierAction.GoOn;
            }
        }
        var result = Call(region, t, called, args);
        if (t.CallStatus == CallStatus.Returned)
        {
            t.Transfer = result.ToValue(function.Result);
            return (int)TierAction.Returned;
        }
        // A value or an error is in Transfer, or nothing was done.
        return (int)(DirectCalls.TakeStatus(t) == (int)CallStatus.NotEntered ? TierAction.GoOn : TierAction.Returned);
    }

    /// <summary>A function; <see cref="PyThread.CallStatus"/> tells whether the result is one.</summary>
    public static NodeValue Call(InterpretedRegion region, PyThread t, object function, NodeValue[] args)
    {
        if (t.HasStack()) return new Activation(region, t).RunFunction(function, args);
        t.CallStatus = CallStatus.NotEntered;
        return default;
    }
}
