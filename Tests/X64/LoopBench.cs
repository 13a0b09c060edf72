using System.Runtime.InteropServices;
using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;
using TieredPy.Tests.Bytecode;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.X64;
using TieredPy.Tiers.X64.Machine;
using Xunit;

namespace TieredPy.Tests.X64;

/// <summary>A region with one loop, made by hand, and its kernel, called without the code around it.</summary>
internal sealed unsafe class LoopBench
{
    private static readonly PyCode Code = Prepared();

    private readonly Region region = new("bench");
    private readonly Block entry, end;

    public LoopBench()
    {
        entry = region.NewBlock();
        Head = region.NewBlock();
        Body = region.NewBlock();
        end = region.NewBlock();
        region.Blocks.AddRange([entry, Head, Body, end]);
        Head.IsLoopHead = true;
        Jump(entry, Head);
        end.End = EndKind.Leave;
    }

    public Block Head { get; }
    public Block Body { get; }

    private static PyCode Prepared()
    {
        var code = CompileHelper.Function($"def f({string.Join(", ", Enumerable.Range(0, 100).Select(k => "a" + k))}):\n    pass\n");
        code.Prepare();
        return code;
    }

    /// <summary>A value from before the loop.</summary>
    public Node Outside(IrType type, Type? c = null)
    {
        var n = new Node(region.NewId(), IrOp.Param, type) { Class = c, NotNull = c != null };
        region.Parameters.Add(n);
        return n;
    }

    public Node Param(IrType type)
    {
        var p = new Node(region.NewId(), IrOp.Param, type);
        Head.Params.Add(p);
        return p;
    }

    public Node Int(long i) => new(region.NewId(), IrOp.ConstInt, IrType.Int) { Imm = i };

    public Node Float(double d) => new(region.NewId(), IrOp.ConstFloat, IrType.Float) { Imm = BitConverter.DoubleToInt64Bits(d) };

    public Node Put(Block b, IrOp op, IrType type, params Node[] args) => Put(b, new Node(region.NewId(), op, type, args));

    /// <summary>A read or write of a number in an array of bytes.</summary>
    public Node Put(Block b, IrOp op, ElementFormat format, IrType type, params Node[] args) => Put(b, new Node(region.NewId(), op, type, args) { Imm = (long)format });

    /// <summary>An operation that exits, leaving these values.</summary>
    public Node Exiting(Block b, IrOp op, IrType type, Node[] args, params Node[] left) => Put(b, new Node(region.NewId(), op, type, args) { Exit = Leaving(left) });

    public Node Wrapping(Block b, IrOp op, params Node[] args) => Put(b, new Node(region.NewId(), op, IrType.Int, args) { Wraps = true });

    public static Node Put(Block b, Node n)
    {
        b.Nodes.Add(n);
        return n;
    }

    private static Snapshot Leaving(Node[] values) => new()
    {
        Frames = [new FrameSnapshot { Code = Code, Pc = 0, Registers = [.. values.Select((v, k) => new RegisterValue(k, v))] }],
    };

    public Snapshot ExitLeaving(params Node[] values) => Leaving(values);

    private static void Jump(Block from, Block to, params Node[] args)
    {
        from.End = EndKind.Jump;
        from.Then = new Edge(to, args);
    }

    /// <summary>The loop goes round while the condition holds, with these values for the next round; what is then in <paramref name="left"/> is wanted.</summary>
    public void Close(Node condition, Node[] initial, Node[] next, params Node[] left)
    {
        Jump(entry, Head, initial);
        Head.End = EndKind.Branch;
        Head.Condition = condition;
        (Head.Then, Head.Else) = (new Edge(Body, []), new Edge(end, []));
        Jump(Body, Head, next);
        end.Exit = Leaving(left);
    }

    public KernelPlan Compile()
    {
        IrVerifier.Verify(region);
        return Assert.Single(KernelPlan.Of(region));
    }

    /// <summary>Calls the kernel; the result is the way out and the values that were left, by node.</summary>
    public static (KernelExit Exit, Dictionary<Node, long> Values) Run(KernelPlan plan, params (Node Node, object Value)[] inputs)
    {
        var buffer = stackalloc long[1000];
        var pins = new List<GCHandle>();
        try
        {
            for (int k = 0; k < plan.Machine.Inputs.Count; k++)
            {
                var input = plan.Machine.Inputs[k];
                object value = inputs.Single(i => i.Node == input.Node).Value;
                if (value is Array)
                {
                    pins.Add(GCHandle.Alloc(value, GCHandleType.Pinned));
                    buffer[k] = pins[^1].AddrOfPinnedObject();
                }
                else buffer[k] = value is double d ? BitConverter.DoubleToInt64Bits(d) : value is bool b ? b ? 1 : 0 : (long)value;
            }
            int way = ((delegate* unmanaged<long*, int>)plan.Code.Address)(buffer);
            var exit = plan.Machine.Exits[way];
            var values = new Dictionary<Node, long>();
            foreach (var v in exit.Values) values[v.Node] = v.Constant ?? buffer[v.Place] + v.Addend;
            return (exit, values);
        }
        finally
        {
            pins.ForEach(p => p.Free());
            GC.KeepAlive(plan);
        }
    }
}
