using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.X64.Machine;

namespace TieredPy.Tiers.X64.Lowering;

/// <summary>Comparisons, and what asks for them.</summary>
internal sealed partial class LoopLowering
{
    private Test TestOf(Node n)
    {
        if (!fused.Contains(n)) return new(Comparison.NotEqual, Int(n), Operand.Of(0));
        return n.Op == IrOp.NotBool ? TestOf(n.Args[0]).Negated : Compare(n);
    }

    private Test Compare(Node n)
    {
        if (n.Op == IrOp.Call) return TestOfMagnitude(n, NumericKernels.Of((Kernel)n.Data!));
        var (a, b) = (n.Args[0], n.Args[1]);
        switch (n.Op)
        {
            // What is unordered sets the flags as "below" does, so that "above" says less.
            case IrOp.LtFloat: return new(Comparison.FloatLess, Float(a), Float(b));
            case IrOp.LeFloat: return new(Comparison.FloatLessOrEqual, Float(a), Float(b));
            case IrOp.EqFloat: return new(Comparison.FloatEqual, Float(a), Float(b));
            case IrOp.NeFloat: return new(Comparison.FloatNotEqual, Float(a), Float(b));
        }
        if (MaskOf(n) is { } mask && fused.Contains(mask))
            return new(n.Op == IrOp.EqInt ? Comparison.NoCommonBit : Comparison.CommonBit, Int(mask.Args[0]), IntOrImmediate(mask.Args[1]));
        var c = n.Op switch { IrOp.LtInt => Comparison.Less, IrOp.LeInt => Comparison.LessOrEqual, IrOp.EqInt => Comparison.Equal, _ => Comparison.NotEqual };
        var (left, right) = (IntOrImmediate(a), IntOrImmediate(b));
        if (!left.IsImmediate) return new(c, left, right);
        return right.IsImmediate ? new(c, Int(a), right) : new(c.Swapped(), right, left);
    }

    /// <summary>A float is finite, or surely fits an int, where it is below a bound, its sign aside.</summary>
    private Test TestOfMagnitude(Node n, NumericKernel k)
    {
        var magnitude = kernel.NewRegister(RegisterClass.Float);
        Emit(MachineOp.FloatAnd, magnitude, Float(n.Args[0]), FloatConstant(long.MaxValue));
        return new(Comparison.FloatLess, magnitude, FloatConstant(BitConverter.DoubleToInt64Bits(k == NumericKernel.IsFinite ? double.PositiveInfinity : 9.2e18)));
    }

    private void SetIf(Node n, Test test) => Emit(new MachineInstruction(MachineOp.SetIf, Define(n), test.Left, test.Right) { Comparison = test.Comparison });

    private void ExitIf(Test test, KernelExit exit) => Emit(new MachineInstruction(MachineOp.ExitIf, null, test.Left, test.Right) { Comparison = test.Comparison, Exit = exit });
}
