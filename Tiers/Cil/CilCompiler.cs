using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Building;
using TieredPy.Tiers.Cil.Emitting;
using TieredPy.Tiers.Deopt;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Cil;

/// <summary>
/// Tier 1: turns a region into a dynamic method <c>int (PyThread, Frame)</c> whose result is a <see cref="TierAction"/>. Each value is a local;
/// RyuJIT puts them into registers. This part: blocks, edges and exits.
/// </summary>
internal sealed partial class CilCompiler
{
    private readonly Region region;
    private readonly RegionCode target;
    private readonly Emit e;
    private readonly Dictionary<Node, Local> locals = [];
    private readonly Dictionary<Node, int>? shared;
    private readonly Dictionary<int, Local> sharedLocals = [];

    /// <summary>In which exits leave values behind.</summary>
    private readonly Comparison<Node> order;
    private readonly Dictionary<Block, Label> labels = [];
    private readonly Dictionary<Snapshot, int> exitIds = [];
    private readonly KeyMap<StubKey, Label> stubs = new();

    private readonly record struct StubKey(int Exit, bool Raised);
    private readonly List<ResumeData> exits = [];
    private readonly List<InterpretInfo?> interpreted = [];
    private readonly bool failsGuards = JitOptions.Current.FailGuardsOnce;
    private readonly Dictionary<Node, CatchSite> catches = [];
    private int failing;
    private Local? registers;

    /// <summary>The node behind the one that is emitted, in its block.</summary>
    private Node? following;

    /// <summary>The block whose nodes are emitted, and which of them.</summary>
    private Block? current;

    private int position;

    /// <summary>Tuples whose length a guard has shown in this block.</summary>
    private readonly Dictionary<Node, long> lengths = [];

    /// <summary>A function without a frame record: <see cref="BareFunctions"/>.</summary>
    private readonly bool isBare;

    private CilCompiler(Region region, RegionCode target, bool listing)
    {
        this.region = region;
        this.target = target;
        shared = SharedLocals.Of(region);
        order = ExitTree.OrderFor(region);
        isBare = BareFunctions.Includes(region);
        e = region.Function is { } f
            ? Emitting.Emit.NewDynamicMethod(ClrType(f.Result), SignatureOf(f), $"tieredpy:{region.Name}", typeof(CilCompiler).Module, listing)
            : Emitting.Emit.NewDynamicMethod(typeof(int), LoopEntry, $"tieredpy:{region.Name}", typeof(CilCompiler).Module, listing);
    }

    /// <summary>Compiles a region's way in from the interpreter, and of a function the body that code calls.</summary>
    public static (CompiledMethod Entry, CompiledMethod? Body) CompileAll(Region region, RegionCode target, Action<string>? listing, List<X64.KernelPlan>? kernels = null, X64.FunctionKernel? recursion = null, bool isKept = true)
    {
        var method = Compile(region, target, listing, kernels, recursion, isKept);
        return region.Function == null ? (method, null) : (CompileEntry(region, method), method);
    }

    /// <summary>Compiles a region; the exits' resume data go into the compiled region.</summary>
    /// <param name="kernels">The loops that tier 2 has compiled.</param>
    /// <param name="recursion">The function's kernel, for its calls of itself.</param>
    /// <param name="isKept">Code that was made ahead of time will do.</param>
    public static CompiledMethod Compile(Region region, RegionCode target, Action<string>? listing, List<X64.KernelPlan>? kernels = null, X64.FunctionKernel? recursion = null, bool isKept = true)
    {
        var c = new CilCompiler(region, target, listing != null) { recursion = recursion };
        foreach (var plan in kernels ?? []) c.Add(plan);
        c.Run();
        target.Exits = [.. c.exits];
        target.Interpreted = [.. c.interpreted];
        target.HasFailed = new bool[c.failing];
        listing?.Invoke(c.e.Instructions());
        return c.e.Compile(isKept);
    }

    /// <summary>Writes a region's code and throws it away.</summary>
    public static void Rehearse(Region region, RegionCode target)
    {
        var c = new CilCompiler(region, target, false);
        c.Run();
        c.e.Rehearse();
    }

    private void Run()
    {
        if (region.Function != null) EnterFunction();
        if (region.Blocks.Exists(b => b.Nodes.Exists(n => n.Op is IrOp.LoadRegister or IrOp.ReloadRegister || n.Spilled != null)))
        {
            registers = e.DeclareLocal(typeof(Value).MakeByRefType());
            if (frame != null) e.LoadLocal(frame);
            else e.LoadArgument(1);
            e.Call(Methods.FirstRegister).StoreLocal(registers);
        }
        foreach (var b in region.Blocks) labels[b] = e.DefineLabel();
        if (region.Blocks.Exists(b => b.Condition is { Op: IrOp.WasRaised })) unseen = UnseenExceptions.Of(region);
        FindChains();
        FindTruths();
        foreach (var b in region.Blocks)
        {
            if (kernels.TryGetValue(b, out var plan)) EmitKernel(plan);
            if (onlyInKernels.Contains(b) || inChains.Contains(b)) continue;
            e.MarkLabel(labels[b]);
            lengths.Clear();
            var truth = branching.Count > 0 ? BranchingGuard(b) : null;
            for (int k = 0; k < b.Nodes.Count; k++)
            {
                if (truth != null && (b.Nodes[k] == truth || b.Nodes[k] == b.Condition)) continue;
                (current, position) = (b, k);
                following = k + 1 < b.Nodes.Count ? b.Nodes[k + 1] : null;
                EmitNode(b.Nodes[k]);
            }
            if (truth != null) BranchOnGuard(b, truth);
            else EndBlock(b);
        }
        EmitStubs();
        EmitCatches();
    }

    private void EndBlock(Block b)
    {
        switch (b.End)
        {
            case EndKind.Jump:
                Pass(b.Then!);
                e.Branch(LabelFrom(b, b.Then!.Target));
                break;
            case EndKind.Branch when chains.TryGetValue(b, out var chain):
                EmitChain(chain);
                break;
            case EndKind.Branch:
                Push(b.Condition!);
                e.BranchIfTrue(LabelFrom(b, b.Then!.Target));
                e.Branch(LabelFrom(b, b.Else!.Target));
                break;
            case EndKind.Leave:
                e.Branch(Stub(b.Exit!, false));
                break;
            case EndKind.Return:
                ReturnFromFunction(b.Condition!, b.Exit);
                break;
            case EndKind.Finish:
                e.LoadConstant((int)b.Action).Return();
                break;
            default:
                throw new InvalidOperationException($"{b} is open");
        }
    }

    /// <summary>Assigns the parameters of an edge's target, all at once.</summary>
    private void Pass(Edge edge)
    {
        var parameters = edge.Target.Params;
        var moved = new Stack<Node>();
        for (int k = 0; k < parameters.Count; k++)
        {
            if (parameters[k] == edge.Args[k]) continue;
            Push(edge.Args[k]);
            moved.Push(parameters[k]);
        }
        while (moved.TryPop(out var p)) e.StoreLocal(LocalOf(p));
    }

    // ---- values

    internal static Type ClrType(IrType t) => t switch
    {
        IrType.Int => typeof(long),
        IrType.Float => typeof(double),
        IrType.Bool => typeof(bool),
        IrType.Val => typeof(Value),
        _ => typeof(object),
    };

    private Local LocalOf(Node n)
    {
        if (locals.TryGetValue(n, out var l)) return l;
        if (shared == null || !shared.TryGetValue(n, out int number)) l = e.DeclareLocal(ClrType(n.Type));
        else if (!sharedLocals.TryGetValue(number, out l!)) sharedLocals[number] = l = e.DeclareLocal(ClrType(n.Type));
        return locals[n] = l;
    }

    private void Push(Node n)
    {
        switch (n.Op)
        {
            case IrOp.ConstInt: e.LoadConstant(n.Imm); break;
            case IrOp.ConstFloat: e.LoadConstant(n.AsFloat); break;
            case IrOp.ConstBool: e.LoadConstant(n.Imm != 0); break;
            case IrOp.ConstRef: e.LoadObjectConstant(n.Data!); break;
            default: e.LoadLocal(LocalOf(n)); break;
        }
    }

    /// <summary>Pushes a reference as what the following instruction needs.</summary>
    private void PushAs(Node n, Type type)
    {
        Push(n);
        e.AssumeClass(type);
    }

    /// <summary>Pushes the object of a value or reference.</summary>
    private void PushRef(Node n)
    {
        Push(n, ValueRef);
    }

    private void Push(Node n, System.Reflection.FieldInfo part)
    {
        if (n.Type == IrType.Ref)
        {
            PushAs(n, typeof(PyObject));
            return;
        }
        e.LoadLocalAddress(LocalOf(n)).LoadField(part);
    }

    private void Pop(Node n) => e.StoreLocal(LocalOf(n));
}
