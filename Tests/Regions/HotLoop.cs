using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Modules;
using TieredPy.Runtime.Objects;
using TieredPy.Tests.Bytecode;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Ir.Text;
using TieredPy.Tiers.Options;
using TieredPy.Tiers.Policy;
using Xunit;

namespace TieredPy.Tests.Regions;

/// <summary>
/// The compiled loop of a small program: its function <c>f</c> has one loop, and <c>arguments(n)</c> gives a tuple of arguments with which
/// that goes round n times.
/// </summary>
internal sealed class HotLoop
{
    private const int Warm = 3000, Few = 1000, Many = 101_000;

    /// <summary>The blocks that go round: those on a way from the loop's head back to it.</summary>
    public IReadOnlyList<Block> Blocks { get; }

    /// <summary>What one iteration of the compiled loop allocates, on average.</summary>
    public double BytesAnIteration { get; }

    private readonly string text;

    private HotLoop(Region region, double bytes)
    {
        var heads = region.Blocks.FindAll(b => b.IsLoopHead);
        text = IrPrinter.Print(region);
        Assert.True(heads.Count == 1, $"{heads.Count} loops in\n{text}");
        Blocks = [.. Round(region, heads[0])];
        BytesAnIteration = bytes;
    }

    /// <summary>Runs the program on tier 1, without the optimiser's passes that are <paramref name="disabled"/>.</summary>
    public static HotLoop Of(string source, params string[] disabled)
    {
        Region? compiled = null;
        PyCode? code = null;
        var (options, loops, functions) = (JitOptions.Current, CompilingTier.LoopThreshold, CompilingTier.FunctionThreshold);
        var own = new JitOptions { Sync = true };
        own.DisabledPasses.UnionWith(disabled);
        JitOptions.Current = own;
        CompilingTier.LoopThreshold = own.LoopThreshold;
        CompilingTier.FunctionThreshold = own.FunctionThreshold;
        CompilingTier.Install(new Tier1 { Optimized = (c, region) => compiled = c == code ? region : compiled });
        try
        {
            BuiltinModuleLoader.Import("builtins");
            var globals = new PyDict();
            globals.Set(PyStr.Intern("__builtins__"), new Value(Interp.Modules.BuiltinsNamespace));
            globals.Set(PyStr.Intern("__name__"), new Value(PyStr.Intern("loop")));
            Interp.RunCode(CompileHelper.Compile(source), globals, globals);
            var f = (PyFunction)globals.TryGet(PyStr.Intern("f")).Ref!;
            var arguments = globals.TryGet(PyStr.Intern("arguments"));
            code = f.Code;
            Run(Warm);
            Run(Warm);
            Assert.True(compiled != null, "nothing was compiled");
            double bytes = (double)(Run(Many) - Run(Few)) / (Many - Few);
            return new HotLoop(compiled, bytes);

            long Run(int n)
            {
                var given = ((PyTuple)Ops.Call(arguments, Value.Int(n)).Ref!).AsSpan().ToArray();
                long before = GC.GetAllocatedBytesForCurrentThread();
                Ops.Call(new Value(f), given);
                return GC.GetAllocatedBytesForCurrentThread() - before;
            }
        }
        finally
        {
            (JitOptions.Current, CompilingTier.LoopThreshold, CompilingTier.FunctionThreshold) = (options, loops, functions);
        }
    }

    private static HashSet<Block> Round(Region region, Block head)
    {
        var found = new HashSet<Block> { head };
        var work = new Stack<Block>(region.Blocks.Where(b => After(head).Contains(b) && b.Edges.Any(e => e.Target == head)));
        while (work.TryPop(out var block))
            if (found.Add(block))
                foreach (var before in region.Blocks.Where(b => b.Edges.Any(e => e.Target == block))) work.Push(before);
        return found;
    }

    private static HashSet<Block> After(Block start)
    {
        var found = new HashSet<Block>();
        var work = new Stack<Block>([start]);
        while (work.TryPop(out var block))
            foreach (var e in block.Edges)
                if (found.Add(e.Target)) work.Push(e.Target);
        return found;
    }

    /// <summary>Operations that may run any Python code: calls that aren't bound to one method, the interpreter's work, calls of compiled functions.</summary>
    public IEnumerable<Node> GenericCalls() => Nodes().Where(n => (n.Effects & Effects.RunsPython) != 0);

    /// <summary>Calls of functions that have code of their own.</summary>
    public IEnumerable<Node> DirectCalls() => Nodes().Where(n => n.Op == IrOp.CallDirect);

    /// <summary>Tests of an object's shape.</summary>
    public IEnumerable<Node> ShapeTests() => Nodes().Where(n => n.Op == IrOp.GuardShape || n.Op == IrOp.Call && n.Data == Kernels.HasShape);

    /// <summary>Operations that are handed a number or truth value that was computed as a value of unknown type, or put a number into a slot that may have no cell for it.</summary>
    public IEnumerable<Node> Boxings() => Nodes().Where(n => n.Op != IrOp.ToValue && Array.Exists(n.Args, IsBoxed)
        || n.Op == IrOp.StoreSlot && n.Args[1].Type != IrType.Ref);

    /// <summary>Operations that do nothing but make an object.</summary>
    public IEnumerable<Node> Allocations() => Nodes().Where(n => n is { Op: IrOp.Call, Data: Kernel { Allocates: not Allocation.None } });

    private static bool IsBoxed(Node n) => n.Op == IrOp.ToValue && !n.Args[0].IsConst && n.Args[0].Type is IrType.Int or IrType.Float or IrType.Bool;

    private IEnumerable<Node> Nodes() => Blocks.SelectMany(b => b.Nodes);

    public void ShouldBeTyped()
    {
        Assert.True(!GenericCalls().Any() && !Boxings().Any() && !Allocations().Any(),
            $"generic calls: {List(GenericCalls())}; boxing: {List(Boxings())}; allocations: {List(Allocations())}; in\n{text}");
    }

    public void ShouldAllocateNothing() => Assert.True(BytesAnIteration < 1, $"{BytesAnIteration:F1} bytes are allocated in each iteration of\n{text}");

    private static string List(IEnumerable<Node> nodes) => string.Join(", ", nodes.Select(n => $"{n} {n.Op} {n.Data}"));
}
