using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;
using TieredPy.Tests.Bytecode;
using TieredPy.Tiers.Building;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Optimizing;
using Xunit;

namespace TieredPy.Tests.Optimizing;

/// <summary>The optimiser's passes on small regions: what they take out, what exits then get instead, and what must stay.</summary>
public class PassTests
{
    private static readonly PyCode Code = Prepared("def f(a):\n    b = c = 0\n    for a in b:\n        pass\n");

    private readonly Region region = new("test");

    private static PyCode Prepared(string source)
    {
        var code = CompileHelper.Function(source);
        code.Prepare();
        return code;
    }

    private Block Add()
    {
        var b = region.NewBlock();
        region.Blocks.Add(b);
        return b;
    }

    private Node Put(Block b, IrOp op, IrType type, params Node[] args) => Put(b, new Node(region.NewId(), op, type, args));

    private static Node Put(Block b, Node n)
    {
        b.Nodes.Add(n);
        return n;
    }

    private Node Int(long i) => new(region.NewId(), IrOp.ConstInt, IrType.Int) { Imm = i };

    private Node Call(Block b, Kernel k, Type c, params Node[] args) => Put(b, new Node(region.NewId(), IrOp.Call, k.Result, args) { Data = k, Class = c, NotNull = true });

    private static Snapshot Leaving(params (int Register, Node? Value)[] registers) => new()
    {
        Frames = [new FrameSnapshot { Code = Code, Pc = 0, Registers = Array.ConvertAll(registers, r => new RegisterValue(r.Register, r.Value)) }],
    };

    private static void Leave(Block b, params (int Register, Node? Value)[] registers)
    {
        b.End = EndKind.Leave;
        b.Exit = Leaving(registers);
    }

    private static void Jump(Block from, Block to, params Node[] args)
    {
        from.End = EndKind.Jump;
        from.Then = new Edge(to, args);
    }

    private Node NewTuple(Block b, out Node first)
    {
        first = Put(b, IrOp.LoadRegister, IrType.Val);
        return Call(b, Kernels.NewTuple[2], typeof(PyTuple), first, Put(b, IrOp.ToValue, IrType.Val, Int(7)));
    }

    [Fact]
    public void ATupleThatOnlyAnExitNeedsIsMadeThere()
    {
        var b = Add();
        var tuple = NewTuple(b, out var first);
        Leave(b, (0, tuple));
        RemoveAllocations.Run(region);
        IrVerifier.Verify(region);
        Assert.DoesNotContain(tuple, b.Nodes);
        var made = Assert.Single(b.Exit!.Held());
        Assert.Equal(IrOp.Virtual, made.Op);
        Assert.Same(first, made.Args[0]);
    }

    [Fact]
    public void AnItemOfARemovedTupleIsWhatWasPutIn()
    {
        var b = Add();
        var tuple = NewTuple(b, out var first);
        var item = Put(b, IrOp.LoadTupleItem, IrType.Val, tuple, Int(0));
        Leave(b, (0, item));
        RemoveAllocations.Run(region);
        IrVerifier.Verify(region);
        Assert.Same(first, Assert.Single(b.Exit!.Held()));
    }

    [Fact]
    public void ATupleThatFlowsToAJoinStays()
    {
        var (b, next) = (Add(), Add());
        var tuple = NewTuple(b, out _);
        next.Params.Add(new Node(region.NewId(), IrOp.Param, IrType.Ref) { Class = typeof(PyTuple), NotNull = true });
        Jump(b, next, tuple);
        Leave(next, (0, next.Params[0]));
        RemoveAllocations.Run(region);
        Assert.Contains(tuple, b.Nodes);
    }

    [Fact]
    public void ATupleInATupleThatIsReturnedStays()
    {
        var b = Add();
        var inner = NewTuple(b, out _);
        var outer = Call(b, Kernels.NewTuple[1], typeof(PyTuple), Put(b, IrOp.ToValue, IrType.Val, inner));
        region.Function = new CallTarget(Code, [], IrType.Ref, false);
        b.End = EndKind.Return;
        b.Condition = outer;
        RemoveAllocations.Run(region);
        Assert.Contains(inner, b.Nodes);
        Assert.Contains(outer, b.Nodes);
    }

    /// <summary>A loop over a range that the region makes; the iterator is in a register without a name, or in <paramref name="register"/>.</summary>
    private (Block Head, Block Body, Node Iterator) RangeLoop(int register)
    {
        var (entry, head, body, end) = (Add(), Add(), Add(), Add());
        var range = Call(entry, Kernels.NewRange, typeof(PyRange), Int(0), Int(9), Int(1));
        var it = Call(entry, Kernels.RangeIterator, null!, range);
        it = Put(entry, new Node(region.NewId(), IrOp.GuardClass, IrType.Ref, it) { Data = typeof(PyRangeIterator), Class = typeof(PyRangeIterator), NotNull = true, Exit = Leaving() });
        Jump(entry, head);
        head.IsLoopHead = true;
        var left = Put(head, new Node(region.NewId(), IrOp.LoadField, IrType.Int, it) { Data = Fields.RangeLeft });
        head.End = EndKind.Branch;
        head.Condition = Put(head, IrOp.LtInt, IrType.Bool, Int(0), left);
        (head.Then, head.Else) = (new Edge(body, []), new Edge(end, []));
        var less = Put(body, new Node(region.NewId(), IrOp.SubInt, IrType.Int, left, Int(1)) { Wraps = true });
        Put(body, new Node(region.NewId(), IrOp.StoreField, IrType.None, it, less) { Data = Fields.RangeLeft });
        Put(body, new Node(region.NewId(), IrOp.Poll, IrType.None) { Exit = Leaving((register, it)) });
        Jump(body, head);
        Leave(end, (register, it));
        return (head, body, it);
    }

    [Fact]
    public void TheIteratorsPositionBecomesALoopVariable()
    {
        var (head, body, it) = RangeLoop(Code.NamedEnd);
        PromoteIterators.Run(region);
        IrVerifier.Verify(region);
        Assert.Single(head.Params);
        Assert.DoesNotContain(head.Nodes.Concat(body.Nodes), n => n.Op is IrOp.LoadField or IrOp.StoreField);
        var write = Assert.Single(body.Nodes[^1].Exit!.Writes);
        Assert.Same(it, write.Object);
        Assert.Equal(IrOp.SubInt, write.Value.Op);
        // Behind the loop the iterator holds its position again.
        Assert.Contains(head.Else!.Target.Nodes, n => n.Op == IrOp.StoreField && n.Args[0] == it);
    }

    [Fact]
    public void AnIteratorInANamedVariableKeepsItsPosition()
    {
        var (head, _, _) = RangeLoop(0);
        PromoteIterators.Run(region);
        Assert.Empty(head.Params);
    }
}
