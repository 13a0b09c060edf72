using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;
using TieredPy.Tests.Bytecode;
using TieredPy.Tiers.Building;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;
using Xunit;

namespace TieredPy.Tests.Cil;

/// <summary>The region verifier takes what is right and refuses what breaks a rule.</summary>
public class IrVerifierTests
{
    private static readonly PyCode Code = CompileHelper.Function("def f(a, b):\n    return a\n");

    private readonly Region region = new("test");
    private readonly Block entry, next;
    private readonly Node register, number;

    /// <summary>Two blocks: an int goes from the first to the second, which leaves.</summary>
    public IrVerifierTests()
    {
        entry = Add();
        next = Add();
        register = Put(entry, IrOp.LoadRegister, IrType.Val);
        number = Put(entry, new Node(region.NewId(), IrOp.GuardInt, IrType.Int, register) { Exit = Leaving((0, register)) });
        next.Params.Add(new Node(region.NewId(), IrOp.Param, IrType.Int));
        Jump(entry, next, number);
        Leave(next, (0, next.Params[0]), (1, null));
    }

    private Block Add()
    {
        var b = region.NewBlock();
        region.Blocks.Add(b);
        return b;
    }

    private static Node Put(Block b, Node n)
    {
        b.Nodes.Add(n);
        return n;
    }

    private Node Put(Block b, IrOp op, IrType type, params Node[] args) => Put(b, new Node(region.NewId(), op, type, args));

    private Node Int(long i) => new(region.NewId(), IrOp.ConstInt, IrType.Int) { Imm = i };

    private static void Jump(Block from, Block to, params Node[] args)
    {
        from.End = EndKind.Jump;
        from.Then = new Edge(to, args);
    }

    private static void Leave(Block b, params (int Register, Node? Value)[] registers)
    {
        b.End = EndKind.Leave;
        b.Exit = Leaving(registers);
    }

    private static Snapshot Leaving(params (int Register, Node? Value)[] registers) => new()
    {
        Frames = [new FrameSnapshot { Code = Code, Pc = 0, Registers = Array.ConvertAll(registers, r => new RegisterValue(r.Register, r.Value)) }],
    };

    private void Refuses(string part) => Assert.Contains(part, Assert.Throws<IrException>(() => IrVerifier.Verify(region)).Message);

    [Fact]
    public void RegionsAreVerifiedInTests() => Assert.True(IrVerifier.Enabled);

    [Fact]
    public void TakesWhatIsRight() => IrVerifier.Verify(region);

    [Fact]
    public void TakesALoop()
    {
        var head = Add();
        Jump(next, head, next.Params[0]);
        next.Exit = null;
        head.Params.Add(new Node(region.NewId(), IrOp.Param, IrType.Int));
        var sum = Put(head, new Node(region.NewId(), IrOp.AddInt, IrType.Int, head.Params[0], Int(1)) { Exit = Leaving((0, head.Params[0])) });
        var less = Put(head, IrOp.LtInt, IrType.Bool, sum, Int(10));
        var (back, end) = (Add(), Add());
        head.End = EndKind.Branch;
        head.Condition = less;
        head.Then = new Edge(back, []);
        head.Else = new Edge(end, []);
        Jump(back, head, sum);
        Leave(end, (0, sum));
        IrVerifier.Verify(region);
    }

    [Fact]
    public void OpenBlock()
    {
        next.End = EndKind.Open;
        Refuses("is open");
    }

    [Fact]
    public void EdgeToTheEntry()
    {
        next.Exit = null;
        Jump(next, entry);
        Refuses("leads to the entry");
    }

    [Fact]
    public void UnreachableBlock()
    {
        Leave(Add());
        Refuses("can't be reached");
    }

    [Fact]
    public void EdgeToABlockOfElsewhere()
    {
        next.Exit = null;
        Jump(next, new Block(77));
        Refuses("isn't in the region");
    }

    [Fact]
    public void ArgumentsOfAnEdge()
    {
        Jump(entry, next);
        Refuses("passes 0 values");
        Jump(entry, next, register);
        Refuses("of type Val as");
        next.Params[0].Class = typeof(PyList);
        Jump(entry, next, number);
        Refuses("of class PyList");
    }

    [Fact]
    public void UseBeforeTheDefinition()
    {
        entry.Nodes.Reverse();
        Refuses("isn't defined where it is used");
    }

    [Fact]
    public void UseOnAWayAroundTheDefinition()
    {
        var (left, right, join) = (Add(), Add(), Add());
        next.Exit = null;
        next.End = EndKind.Branch;
        next.Condition = Put(next, IrOp.LtInt, IrType.Bool, next.Params[0], Int(1));
        next.Then = new Edge(left, []);
        next.Else = new Edge(right, []);
        var inLeft = Put(left, IrOp.NotInt, IrType.Int, next.Params[0]);
        Jump(left, join);
        Jump(right, join);
        Leave(join, (0, inLeft));
        Refuses("isn't defined where it is used: the exit of");
    }

    [Fact]
    public void ExitWithTheNodeItself()
    {
        number.Exit = Leaving((0, number));
        Refuses("isn't defined where it is used");
    }

    [Fact]
    public void NodeInTwoBlocks()
    {
        next.Nodes.Add(register);
        Refuses("is there twice");
    }

    [Fact]
    public void ConstantInABlock()
    {
        entry.Nodes.Add(Int(3));
        Refuses("(ConstInt) stands in");
    }

    [Fact]
    public void TypesOfOperandsAndResults()
    {
        Put(entry, IrOp.AndInt, IrType.Int, number, register);
        Refuses("operand 1 of");
        entry.Nodes.RemoveAt(2);
        Put(entry, IrOp.AndInt, IrType.Float, number, number);
        Refuses("has type Float");
        entry.Nodes.RemoveAt(2);
        Put(entry, IrOp.AndInt, IrType.Int, number);
        Refuses("has 1 operands");
    }

    [Fact]
    public void OperandsOfAKernel()
    {
        Put(entry, new Node(region.NewId(), IrOp.Call, IrType.Float, number) { Data = Kernels.Sqrt });
        Refuses("operand 0 of");
        entry.Nodes.RemoveAt(2);
        var o = Put(entry, new Node(region.NewId(), IrOp.GuardRef, IrType.Ref, register) { Exit = Leaving() });
        Put(entry, new Node(region.NewId(), IrOp.Call, IrType.Int, o) { Data = Kernels.StrLength });
        Refuses("may be no PyStr");
    }

    [Fact]
    public void UncheckedLoadOfAnUnknownObject()
    {
        var o = Put(entry, new Node(region.NewId(), IrOp.GuardRef, IrType.Ref, register) { Exit = Leaving() });
        Put(entry, IrOp.LoadSlot, IrType.Ref, o);
        Refuses("may be no PyInstance");
        entry.Nodes.RemoveAt(3);
        Put(entry, IrOp.LoadItem, IrType.Int, o, number);
        Refuses("may be no Int64[]");
    }

    [Fact]
    public void ExitsAndEffects()
    {
        number.Exit = null;
        Refuses("has no exit");
        number.Exit = Leaving();
        register.Exit = Leaving();
        Refuses("has an exit");
    }

    [Fact]
    public void RegistersOfSnapshots()
    {
        next.Exit = Leaving((0, null), (0, null));
        Refuses("is twice");
        next.Exit = Leaving((999, null));
        Refuses("register 999");
        next.Exit = new Snapshot { Frames = [new FrameSnapshot { Code = Code, Pc = 999, Registers = [] }] };
        Refuses("is at 999");
        next.Exit = new Snapshot { Frames = [] };
        Refuses("has no frames");
    }

    [Fact]
    public void InlinedFrameWithoutItsFunction()
    {
        var frame = new FrameSnapshot { Code = Code, Pc = 0, Registers = [] };
        next.Exit = new Snapshot { Frames = [frame, frame] };
        Refuses("wrong function");
    }
}
