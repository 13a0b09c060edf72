using System.Numerics;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.X64.Machine;
using TieredPy.Tiers.X64.Selecting;

namespace TieredPy.Tiers.X64.Lowering;

/// <summary>The instructions of each operation.</summary>
internal sealed partial class LoopLowering
{
    private const long SignBit = long.MinValue;

    private void EmitNode(Node n)
    {
        if (fused.Contains(n) || rounds?.IsHoisted(n) == true) return;
        if (rounds != null && rounds.Sums.TryGetValue(n, out var sum))
        {
            if (sum.Base == null) values[n] = values[sum.Variable] with { Addend = values[sum.Variable].Addend + sum.Offset };
            return;
        }
        if (function != null && FunctionSelection.IsAboutGlobals(n, function)) return;
        switch (n.Op)
        {
            case IrOp.CallDirect:
                Emit(MachineOp.CallSelf, Define(n), OperandsOf([.. n.Args.Skip(1).Select(a => a.Type == IrType.Float ? Float(a) : Int(a))]));
                break;
            case IrOp.Count or IrOp.BoolToInt:
                values[n] = Use(n.Args[0]);
                break;
            case IrOp.AddInt or IrOp.SubInt:
                AddOrSubtract(n);
                break;
            case IrOp.MulInt:
                {
                    var (a, b) = n.Args[0].Op == IrOp.ConstInt ? (n.Args[1], n.Args[0]) : (n.Args[0], n.Args[1]);
                    if (!MultiplyByShift(n, a, b)) Emit(new MachineInstruction(MachineOp.Multiply, Define(n), Int(a), IntOrImmediate(b)) { Exit = MayExit(n) });
                    break;
                }
            case IrOp.NegInt:
                Emit(new MachineInstruction(MachineOp.Negate, Define(n), Int(n.Args[0])) { Exit = MayExit(n) });
                break;
            case IrOp.FloorDivInt or IrOp.ModInt:
                Divide(n);
                break;
            case IrOp.AndInt when n.Args[1] is { Op: IrOp.ConstInt, Imm: uint.MaxValue }:
                Emit(MachineOp.ZeroExtend32, Define(n), Int(n.Args[0]));
                break;
            case IrOp.AndInt or IrOp.AndBool: Binary(n, MachineOp.And); break;
            case IrOp.OrInt or IrOp.OrBool: Binary(n, MachineOp.Or); break;
            case IrOp.XorInt: Binary(n, MachineOp.Xor); break;
            case IrOp.NotInt: Emit(MachineOp.Not, Define(n), Int(n.Args[0])); break;
            case IrOp.ShlInt: ShiftLeft(n); break;
            case IrOp.ShrInt: ShiftRight(n); break;
            case IrOp.NotBool: Emit(MachineOp.Xor, Define(n), Int(n.Args[0]), Operand.Of(1)); break;
            case (>= IrOp.LtInt and <= IrOp.NeInt) or (>= IrOp.LtFloat and <= IrOp.NeFloat): SetIf(n, Compare(n)); break;
            case IrOp.AddFloat: Floats(n, MachineOp.FloatAdd); break;
            case IrOp.SubFloat: Floats(n, MachineOp.FloatSubtract); break;
            case IrOp.MulFloat when FloatShortcut.Doubled(n) is { } doubled: Emit(MachineOp.FloatAdd, Define(n), Float(doubled), Float(doubled)); break;
            case IrOp.MulFloat: Floats(n, MachineOp.FloatMultiply); break;
            case IrOp.DivFloat:
                if (n.Args[1].Op != IrOp.ConstFloat || n.Args[1].AsFloat == 0) ExitIf(new(Comparison.FloatEqual, Float(n.Args[1]), FloatConstant(0)), ExitTo(n.Exit!));
                Floats(n, MachineOp.FloatDivide);
                break;
            case IrOp.NegFloat:
                Emit(MachineOp.FloatXor, Define(n), Float(n.Args[0]), FloatConstant(SignBit));
                break;
            case IrOp.IntToFloat:
                Emit(MachineOp.IntToFloat, Define(n), Int(n.Args[0]));
                break;
            case IrOp.GuardTrue:
                ExitIf(TestOf(n.Args[0]).Negated, ExitTo(n.Exit!));
                break;
            case IrOp.GuardFalse:
                ExitIf(TestOf(n.Args[0]), ExitTo(n.Exit!));
                break;
            case IrOp.CheckIndex:
                CheckIndex(n);
                break;
            case IrOp.LoadItem:
                Emit(new MachineInstruction(MachineOp.Load, Define(n)) { Memory = Element(n) });
                break;
            case IrOp.StoreItem:
                {
                    Operand stored = n.Args[2].Type == IrType.Float ? Float(n.Args[2]) : IntOrImmediate(n.Args[2]);
                    Emit(new MachineInstruction(MachineOp.Store, null, stored) { Memory = Element(n) });
                    break;
                }
            case IrOp.LoadElement:
                Emit(new MachineInstruction(LoadOf((ElementFormat)n.Imm), Define(n)) { Memory = Element(n) });
                break;
            case IrOp.StoreElement:
                {
                    Operand stored = n.Args[2].Type == IrType.Float ? Float(n.Args[2]) : IntOrImmediate(n.Args[2]);
                    Emit(new MachineInstruction(StoreOf((ElementFormat)n.Imm), null, stored) { Memory = Element(n) });
                    break;
                }
            case IrOp.LoadField:
                {
                    var field = (System.Reflection.FieldInfo)n.Data!;
                    var op = field.FieldType == typeof(int) ? MachineOp.LoadSigned32 : field.FieldType == typeof(bool) ? MachineOp.LoadByte : MachineOp.Load;
                    Emit(new MachineInstruction(op, Define(n)) { Memory = new MemoryAddress(Address(n.Args[0], field), null, 1, 0) });
                    break;
                }
            case IrOp.StoreField:
                {
                    var field = (System.Reflection.FieldInfo)n.Data!;
                    var op = field.FieldType == typeof(int) ? MachineOp.Store32 : field.FieldType == typeof(bool) ? MachineOp.StoreByte : MachineOp.Store;
                    Operand stored = n.Args[1].Type == IrType.Float ? Float(n.Args[1]) : Int(n.Args[1]);
                    Emit(new MachineInstruction(op, null, stored) { Memory = new MemoryAddress(Address(n.Args[0], field), null, 1, 0) });
                    break;
                }
            case IrOp.Call:
                Call(n, NumericKernels.Of((Kernel)n.Data!));
                break;
            case IrOp.ToValue:
                ToValue(n);
                break;
            case IrOp.Choose:
                Choose(n);
                break;
            case IrOp.Poll when rounds != null:
                break;
            case IrOp.Poll:
                Emit(new MachineInstruction(MachineOp.Poll, null) { Memory = new MemoryAddress(ConstantRegister(PollFlag.Address), null, 1, 0), Exit = ExitTo(n.Exit!) });
                break;
            default:
                throw new InvalidOperationException($"no machine code for {n.Op}");
        }
    }

    private static MachineOp LoadOf(ElementFormat f) => f switch
    {
        ElementFormat.Int8 => MachineOp.LoadSigned8,
        ElementFormat.UInt8 => MachineOp.LoadByte,
        ElementFormat.Int16 => MachineOp.LoadSigned16,
        ElementFormat.UInt16 or ElementFormat.Char => MachineOp.Load16,
        ElementFormat.Int32 => MachineOp.LoadSigned32,
        ElementFormat.UInt32 => MachineOp.Load32,
        ElementFormat.Float32 => MachineOp.LoadFloat32,
        _ => MachineOp.Load,
    };

    private static MachineOp StoreOf(ElementFormat f) => f == ElementFormat.Float32 ? MachineOp.StoreFloat32 : ElementFormats.SizeOf(f) switch
    {
        1 => MachineOp.StoreByte,
        2 => MachineOp.Store16,
        4 => MachineOp.Store32,
        _ => MachineOp.Store,
    };

    /// <summary>By 2**k - 1 or 2**k + 1, where nothing overflows: a shift and a sum take less time than a product.</summary>
    private bool MultiplyByShift(Node n, Node a, Node b)
    {
        if (!n.Wraps || b is not { Op: IrOp.ConstInt, Imm: > 2 and < long.MaxValue } factor) return false;
        bool less = BitOperations.IsPow2(factor.Imm + 1);
        if (!less && !BitOperations.IsPow2(factor.Imm - 1)) return false;
        var (one, shifted) = (Int(a), kernel.NewRegister(RegisterClass.General));
        Emit(MachineOp.ShiftLeft, shifted, one, Operand.Of(BitOperations.Log2((ulong)factor.Imm + (less ? 1UL : 0))));
        Emit(less ? MachineOp.Subtract : MachineOp.Add, Define(n), shifted, one);
        return true;
    }

    private KernelExit? MayExit(Node n) => n.Wraps ? null : ExitTo(n.Exit!);

    private void Binary(Node n, MachineOp op)
    {
        var (a, b) = n.Args[0].IsConst ? (n.Args[1], n.Args[0]) : (n.Args[0], n.Args[1]);
        Emit(op, Define(n), Int(a), IntOrImmediate(b));
    }

    private void Floats(Node n, MachineOp op) => Emit(op, Define(n), Float(n.Args[0]), Float(n.Args[1]));

    private void AddOrSubtract(Node n)
    {
        bool add = n.Op == IrOp.AddInt;
        var (a, b) = add && n.Args[0].Op == IrOp.ConstInt ? (n.Args[1], n.Args[0]) : (n.Args[0], n.Args[1]);
        if (n.Wraps && b is { Op: IrOp.ConstInt, Imm: > -MostAddend and < MostAddend } && Use(a) is { IsConstant: false } sum)
        {
            long addend = sum.Addend + (add ? b.Imm : -b.Imm);
            if (Math.Abs(addend) < MostAddend)
            {
                values[n] = sum with { Addend = addend };
                return;
            }
        }
        Emit(new MachineInstruction(add ? MachineOp.Add : MachineOp.Subtract, Define(n), Int(a), IntOrImmediate(b)) { Exit = MayExit(n) });
    }

    /// <summary>A register that is divided by a constant.</summary>
    private sealed record QuotientKey(VirtualRegister Dividend, long Divisor);

    /// <summary>The quotients that were computed in the block at hand.</summary>
    private readonly Dictionary<QuotientKey, VirtualRegister> quotients = [];

    private void Divide(Node n)
    {
        var (a, b) = (n.Args[0], n.Args[1]);
        bool mod = n.Op == IrOp.ModInt;
        if (b is not { Op: IrOp.ConstInt, Imm: > 0 })
        {
            if (!n.Wraps) ExitIf(new(Comparison.LessOrEqual, Int(b), Operand.Of(0)), ExitTo(n.Exit!));
            var op = n.NonNegative ? mod ? MachineOp.Modulo : MachineOp.Divide : mod ? MachineOp.FloorModulo : MachineOp.FloorDivide;
            Emit(op, Define(n), Int(a), Int(b));
            return;
        }
        if (BitOperations.IsPow2(b.Imm))
        {
            if (mod) Emit(MachineOp.And, Define(n), Int(a), FitsImmediate(b.Imm - 1) ? Operand.Of(b.Imm - 1) : ConstantRegister(b.Imm - 1));
            else Emit(MachineOp.ShiftRight, Define(n), Int(a), Operand.Of(BitOperations.Log2((ulong)b.Imm)));
            return;
        }
        var dividend = Int(a);
        // Who asks for the remainder often asks for the quotient, too.
        var known = new QuotientKey(dividend, b.Imm);
        if (!quotients.TryGetValue(known, out var quotient))
        {
            quotients[known] = quotient = kernel.NewRegister(RegisterClass.General);
            DivideByConstant(quotient, dividend, b.Imm, n.NonNegative);
        }
        if (!mod)
        {
            Emit(MachineOp.Move, Define(n), quotient);
            return;
        }
        var product = kernel.NewRegister(RegisterClass.General);
        Emit(MachineOp.Multiply, product, quotient, FitsImmediate(b.Imm) ? Operand.Of(b.Imm) : ConstantRegister(b.Imm));
        Emit(MachineOp.Subtract, Define(n), dividend, product);
    }

    /// <summary>
    /// By multiplication with the reciprocal (Granlund and Montgomery, Division by Invariant Integers using Multiplication, 1994): for a numerator of 63 bits and
    /// 2**(l-1) &lt; d &lt;= 2**l, the quotient is the upper half of n * (floor(2**(63+l) / d) + 1), shifted by l - 1. A negative n is turned over: the floor of
    /// n / d is ~(~n / d).
    /// </summary>
    private void DivideByConstant(VirtualRegister quotient, VirtualRegister n, long d, bool nonNegative)
    {
        int l = 64 - BitOperations.LeadingZeroCount((ulong)d - 1);
        long reciprocal = unchecked((long)(ulong)((BigInteger.One << (63 + l)) / d + 1));
        var numerator = n;
        VirtualRegister? sign = null;
        if (!nonNegative)
        {
            Emit(MachineOp.ShiftRight, sign = kernel.NewRegister(RegisterClass.General), n, Operand.Of(63));
            Emit(MachineOp.Xor, numerator = kernel.NewRegister(RegisterClass.General), n, sign);
        }
        var high = kernel.NewRegister(RegisterClass.General);
        Emit(new MachineInstruction(MachineOp.MultiplyHigh, high, numerator) { Constant = reciprocal });
        if (sign == null)
        {
            Emit(MachineOp.ShiftRightUnsigned, quotient, high, Operand.Of(l - 1));
            return;
        }
        var magnitude = kernel.NewRegister(RegisterClass.General);
        Emit(MachineOp.ShiftRightUnsigned, magnitude, high, Operand.Of(l - 1));
        Emit(MachineOp.Xor, quotient, magnitude, sign);
    }

    private void ShiftLeft(Node n)
    {
        var (a, count) = (Int(n.Args[0]), IntOrImmediate(n.Args[1]));
        if (n.Wraps)
        {
            Emit(MachineOp.ShiftLeft, Define(n), a, count);
            return;
        }
        var exit = ExitTo(n.Exit!);
        if (count is { IsImmediate: true, Immediate: < 0 or > 62 }) count = ConstantRegister(count.Immediate);
        if (!count.IsImmediate) ExitIf(new(Comparison.Above, count, Operand.Of(62)), exit);
        // The shift is tried and turned back.
        var (shifted, back) = (kernel.NewRegister(RegisterClass.General), kernel.NewRegister(RegisterClass.General));
        Emit(MachineOp.ShiftLeft, shifted, a, count);
        Emit(MachineOp.ShiftRight, back, shifted, count);
        ExitIf(new(Comparison.NotEqual, back, a), exit);
        Emit(MachineOp.Move, Define(n), shifted);
    }

    private void ShiftRight(Node n)
    {
        var a = Int(n.Args[0]);
        if (n.Args[1] is { Op: IrOp.ConstInt, Imm: >= 0 and var by })
        {
            Emit(MachineOp.ShiftRight, Define(n), a, Operand.Of(Math.Min(by, 63)));
            return;
        }
        var count = Int(n.Args[1]);
        if (!n.Wraps) ExitIf(new(Comparison.Less, count, Operand.Of(0)), ExitTo(n.Exit!));
        var (most, bounded) = (ConstantRegister(63), kernel.NewRegister(RegisterClass.General));
        Emit(new MachineInstruction(MachineOp.Select, bounded, count, most, count, Operand.Of(63)) { Comparison = Comparison.Less });
        Emit(MachineOp.ShiftRight, Define(n), a, bounded);
    }

    private void CheckIndex(Node n)
    {
        var (index, length) = (n.Args[0], n.Args[1]);
        if (n.NonNegative || index is { Op: IrOp.ConstInt, Imm: >= 0 })
        {
            ExitIf(OutOf(IntOrImmediate(index), length), ExitTo(n.Exit!));
            values[n] = Use(index);
            return;
        }
        // index + (length if index is negative).
        var (sign, from) = (kernel.NewRegister(RegisterClass.General), kernel.NewRegister(RegisterClass.General));
        var (i, count) = (Int(index), Int(length));
        Emit(MachineOp.ShiftRight, sign, i, Operand.Of(63));
        Emit(MachineOp.And, from, sign, count);
        var at = kernel.NewRegister(RegisterClass.General);
        Emit(MachineOp.Add, at, from, i);
        ExitIf(new(Comparison.AboveOrEqual, at, count), ExitTo(n.Exit!));
        Emit(MachineOp.Move, Define(n), at);
    }

    private Test OutOf(Operand index, Node length)
    {
        var count = IntOrImmediate(length);
        if (!index.IsImmediate) return new(Comparison.AboveOrEqual, index, count);
        return new(Comparison.BelowOrEqual, Int(length), index);
    }

    private void Call(Node n, NumericKernel k)
    {
        var a = n.Args[0];
        switch (k)
        {
            case NumericKernel.FitsFloat:
                {
                    var moved = kernel.NewRegister(RegisterClass.General);
                    Emit(MachineOp.Add, moved, Int(a), ConstantRegister(1L << 53));
                    SetIf(n, new(Comparison.BelowOrEqual, moved, ConstantRegister(1L << 54)));
                    break;
                }
            case NumericKernel.FitsInt or NumericKernel.IsFinite:
                SetIf(n, TestOfMagnitude(n, k));
                break;
            case NumericKernel.IsSmallRange:
                {
                    var (starts, behind, stops) = (kernel.NewRegister(RegisterClass.General), kernel.NewRegister(RegisterClass.General), kernel.NewRegister(RegisterClass.General));
                    Emit(new MachineInstruction(MachineOp.SetIf, starts, Int(a), ConstantRegister(KernelBodies.MostCount)) { Comparison = Comparison.BelowOrEqual });
                    // From -1 on: one more is from 0 on.
                    Emit(new MachineInstruction(MachineOp.AddConstant, behind, Int(n.Args[1])) { Constant = 1 });
                    Emit(new MachineInstruction(MachineOp.SetIf, stops, behind, ConstantRegister(KernelBodies.MostCount + 1)) { Comparison = Comparison.BelowOrEqual });
                    Emit(MachineOp.And, Define(n), starts, stops);
                    break;
                }
            case NumericKernel.Truncate: Emit(MachineOp.FloatToInt, Define(n), Float(a)); break;
            case NumericKernel.AbsFloat: Emit(MachineOp.FloatAnd, Define(n), Float(a), FloatConstant(long.MaxValue)); break;
            case NumericKernel.AbsInt:
                {
                    var negated = kernel.NewRegister(RegisterClass.General);
                    Emit(MachineOp.Negate, negated, Int(a));
                    Emit(new MachineInstruction(MachineOp.Select, Define(n), negated, Int(a), Int(a), Operand.Of(0)) { Comparison = Comparison.Less });
                    break;
                }
            case NumericKernel.MinInt or NumericKernel.MaxInt:
                Emit(new MachineInstruction(MachineOp.Select, Define(n), Int(n.Args[1]), Int(a), Int(n.Args[1]), Int(a)) { Comparison = k == NumericKernel.MinInt ? Comparison.Less : Comparison.Greater });
                break;
            case NumericKernel.MinFloat: Emit(MachineOp.FloatMin, Define(n), Float(n.Args[1]), Float(a)); break;
            case NumericKernel.MaxFloat: Emit(MachineOp.FloatMax, Define(n), Float(n.Args[1]), Float(a)); break;
            case NumericKernel.Sqrt: Emit(MachineOp.FloatSqrt, Define(n), Float(a)); break;
            case NumericKernel.Library:
                CallLibrary(n, (Kernel)n.Data!);
                break;
            default:
                Emit(new MachineInstruction(MachineOp.FloatRound, Define(n), Float(a)) { Constant = k == NumericKernel.Floor ? 1 : 2 });
                break;
        }
    }

    private void CallLibrary(Node n, Kernel called)
    {
        bool isSquare = called == Kernels.SquareFloat, isRoot = FloatShortcut.IsRoot(n);
        long address = NumericKernels.AddressOf(called);
        if ((isSquare || isRoot) && function == null && Cpu.HasQuickPower)
        {
            Emit(new MachineInstruction(isSquare ? MachineOp.FloatSquare : MachineOp.FloatRoot, Define(n), Float(n.Args[0])) { Constant = address });
            return;
        }
        List<VirtualRegister> arguments = [.. n.Args.Select(Float)];
        if (isSquare) arguments.Add(FloatConstant(BitConverter.DoubleToInt64Bits(2)));
        Emit(new MachineInstruction(MachineOp.CallFloat, Define(n), OperandsOf(arguments.ToArray())) { Constant = address });
    }
}
