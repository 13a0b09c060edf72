using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Building;
using TieredPy.Tiers.Ir;
using Xunit;

namespace TieredPy.Tests.Cil;

/// <summary>The region verifier takes what is right and refuses, by name, what breaks each of its rules.</summary>
public class IrVerifierTests
{
    private readonly Region region = new("test");
    private readonly Block entry, next;
    private readonly Node one, number;

    /// <summary>Two blocks: an int goes from the first to the second, which leaves.</summary>
    public IrVerifierTests()
    {
        entry = Add();
        next = Add();
        one = new Node(region.NewId(), IrOp.ConstInt, IrType.Int) { Imm = 1 };
        var register = Put(entry, new Node(region.NewId(), IrOp.LoadRegister, IrType.Val) { Imm = 0 });
        number = Put(entry, new Node(region.NewId(), IrOp.GuardInt, IrType.Int, register) { Exit = Leaving((0, register)) });
        next.Params.Add(new Node(region.NewId(), IrOp.Param, IrType.Int));
        Jump(entry, next, number);
        next.End = EndKind.Leave;
        next.Exit = Leaving((0, next.Params[0]), (1, null));
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

    private static void Jump(Block from, Block to, params Node[] args)
    {
        from.End = EndKind.Jump;
        from.Then = new Edge(to, args);
    }

    private static readonly PyCode Code = MakeCode();

    private static PyCode MakeCode()
    {
        PyThread.Attach();
        return new PyFunctionMaker().Code;
    }

    private static Snapshot Leaving(params (int Register, Node? Value)[] registers) => new()
    {
        Frames = [new FrameSnapshot { Code = Code, Pc = 0, Registers = Array.ConvertAll(registers, r => new RegisterValue(r.Register, r.Value)) }],
    };

    private void Refuses(string part) => Assert.Contains(part, Assert.Throws<IrException>(() => IrVerifier.Verify(region)).Message);
}
