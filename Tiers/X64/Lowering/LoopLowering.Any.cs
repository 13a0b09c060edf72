using TieredPy.Tiers.Ir;
using TieredPy.Tiers.X64.Machine;

namespace TieredPy.Tiers.X64.Lowering;

/// <summary>Values of any type, which loops only hand on: what a variable had before a loop, or what an inner loop left in it.</summary>
internal sealed partial class LoopLowering
{
    /// <summary>What stands for the loop's own nodes of any type.</summary>
    private NodeMap<LoweredValue> any = new();

    private static bool IsAny(Node n) => n.Type is IrType.Val or IrType.Ref;

    private static Lowered Number(long n) => new(Operand.Of(n), 0);

    private void NewVariable(Node p)
    {
        if (IsAny(p)) any[p] = new(kernel.NewRegister(RegisterClass.General), kernel.NewRegister(RegisterClass.General));
        else values[p] = variables[p] = kernel.NewRegister(ClassOf(p.Type));
    }

    private LoweredValue Any(Node n)
    {
        if (any.TryGetValue(n, out var v)) return v;
        if (loop.Makes(n)) throw new InvalidOperationException($"{n} ({n.Op}) is used before it is made");
        int number = kernel.Outsiders.IndexOf(n);
        if (number < 0)
        {
            number = kernel.Outsiders.Count;
            kernel.Outsiders.Add(n);
        }
        return new(Number(ValueTag.FirstOutsider + number), Number(0));
    }

    private void ToValue(Node n)
    {
        var a = n.Args[0];
        if (IsAny(a)) any[n] = Any(a);
        else if (a.Type == IrType.Float)
        {
            var bits = kernel.NewRegister(RegisterClass.General);
            Emit(MachineOp.FloatBits, bits, Float(a));
            any[n] = new(Number(ValueTag.Float), bits);
        }
        else any[n] = new(Number(a.Type == IrType.Int ? ValueTag.Int : ValueTag.Bool), Use(a));
    }

    private void Choose(Node n)
    {
        var (first, second) = (Any(n.Args[1]), Any(n.Args[2]));
        var test = TestOf(n.Args[0]);
        any[n] = new(Either(test, first.Tag, second.Tag), Either(test, first.Bits, second.Bits));
    }

    private Lowered Either(Test test, Lowered a, Lowered b)
    {
        if (a == b) return a;
        var r = kernel.NewRegister(RegisterClass.General);
        Emit(new MachineInstruction(MachineOp.Select, r, InRegister(a), InRegister(b), test.Left, test.Right) { Comparison = test.Comparison });
        return r;
    }

    private VirtualRegister InRegister(Lowered v) => v.IsConstant ? ConstantRegister(v.Operand.Immediate + v.Addend) : v.Addend == 0 ? v.Operand.Register! : SumOf(v);

    /// <summary>Adds the moves that give a block's parameter its value.</summary>
    private void Pass(Node value, Lowered? to, LoweredValue? toAny, List<ParameterMove> moves)
    {
        if (IsAny(value))
        {
            var (tag, bits) = Any(value);
            if (tag != toAny!.Tag) moves.Add(new(toAny.Tag.Operand.Register!, tag));
            if (bits != toAny.Bits) moves.Add(new(toAny.Bits.Operand.Register!, bits));
            return;
        }
        Lowered v = value.Type == IrType.Float ? Float(value) : Use(value);
        if (v != to) moves.Add(new(to!.Operand.Register!, v));
    }
}
