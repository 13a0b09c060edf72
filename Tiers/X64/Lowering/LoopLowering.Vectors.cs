using System.Numerics;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.X64.Counting;
using TieredPy.Tiers.X64.Machine;

namespace TieredPy.Tiers.X64.Lowering;

/// <summary>
/// Fast rounds with vectors. A turn loads and computes, then asks whether all went well, and only then stores: a turn in which something overflows, or is divided
/// by zero, is left to the loop itself, from where it stands. Sums of ints are made of wrapped sums of the lanes where the numbers are so small that no order of
/// adding them could overflow, which is known at the end; else all those rounds are done again.
/// </summary>
internal sealed partial class LoopLowering
{
    /// <summary>What the summands of <see cref="MostRounds"/> rounds are below, and the sum itself, so that no sum on the way needs more than 64 bits.</summary>
    private const long MostSummand = 1L << 48, MostSum = 1L << 62;

    /// <summary>Vectors of values that are the same in all turns, in the block before the loop.</summary>
    private readonly Dictionary<Node, VirtualRegister> spread = [];
    private readonly Dictionary<long, VirtualRegister> spreadConstants = [];
    private Dictionary<Node, VirtualRegister> vectors = [];
    private VirtualRegister? iota, trouble;
    private MachineBlock prelude = null!;
    private Turns turns = null!;

    /// <summary>Where only some lanes count: which, for AVX2; nothing for AVX-512, which has them in a register of their own.</summary>
    private Operand[]? mask;

    private static int Lanes => Cpu.Level >= CpuLevel.Avx512 ? 8 : 4;

    /// <summary>
    /// The rounds that can't fail: as many as go with several vectors a turn, of what remains those that go with one, and the last few with a vector of which
    /// only some lanes count, where that is possible. Only where there are more than <see cref="MostRounds"/> they are counted again.
    /// </summary>
    private void EmitVectors(CountedLoop counted, VectorLoop v, VirtualRegister left, MachineBlock start, MachineBlock slow)
    {
        foreach (var sum in counted.Sums.Values)
            if (sum.Base != null) BaseOf(sum.Base);
        foreach (var (read, written) in v.Distinct) GoIf(new(Comparison.Equal, Address(read, null), Address(written, null)), slow);
        GoIf(new(Comparison.Less, left, Operand.Of(v.CanBePartial ? 1 : Lanes)), slow);
        var now = kernel.NewRegister(RegisterClass.General);
        Emit(new MachineInstruction(MachineOp.Select, now, ConstantRegister(MostRounds), left, left, Operand.Of(MostRounds)) { Comparison = Comparison.Greater });

        prelude = current;
        pointers.Clear();
        spread.Clear();
        spreadConstants.Clear();
        iota = null;
        int copies = v.HasChecks ? 1 : v.Nodes.Count <= 10 ? 4 : v.Nodes.Count <= 24 ? 2 : 1;
        turns = new Turns(counted, v, [.. counted.Inductions.Keys]) { Failed = v.HasChecks ? kernel.NewBlock(current.LoopDepth, isCold: true) : null };
        foreach (var variable in v.Sums.Keys)
        {
            var lanes = turns.Totals[variable] = new LaneTotal[copies];
            for (int k = 0; k < copies; k++) lanes[k] = new LaneTotal(Zero(), Zero());
        }
        foreach (var l in v.Leftovers)
            if (v.IsVector(l.Value)) turns.Kept.TryAdd(l.Value, NewVector());
        foreach (var k in turns.Kept.Values) prelude.Instructions.Add(new MachineInstruction(MachineOp.VectorZero, k));
        var saved = v.Sums.Count == 0 && !v.HasChecks ? [] : turns.Counters.ConvertAll(p => Copied(VariableOf(p)));

        if (copies > 1) EmitTurns(now, copies);
        EmitTurns(now, 1);
        if (v.CanBePartial) EmitPartialTurn(now);

        MachineBlock? again = null;
        if (v.Sums.Count > 0)
        {
            again = kernel.NewBlock(current.LoopDepth, isCold: true);
            foreach (var (p, total) in turns.Totals) AddUp(VariableOf(p), total, again);
        }
        KeepLast();
        Branch(current, new(Comparison.Greater, left, Operand.Of(MostRounds)), start, slow);
        if (turns.Failed is { } failed)
        {
            Append(failed);
            Begin(failed);
            if (again != null) Jump(current, again);
            else
            {
                GoIf(new(Comparison.Equal, VariableOf(turns.Counters[0]), saved[0]), slow);
                KeepLast();
                Jump(current, slow);
            }
        }
        if (again == null) return;
        Append(again);
        Begin(again);
        for (int k = 0; k < turns.Counters.Count; k++) Emit(MachineOp.Move, VariableOf(turns.Counters[k]), saved[k]);
        Jump(current, slow);
    }

    /// <summary>What the turns of a loop have in common.</summary>
    /// <param name="Counters">The variables that count.</param>
    private sealed record Turns(CountedLoop Counted, VectorLoop Loop, List<Node> Counters)
    {
        /// <summary>Of each sum of ints: one for each vector of a turn.</summary>
        public Dictionary<Node, LaneTotal[]> Totals { get; } = [];

        /// <summary>Where a turn goes that the loop itself must do.</summary>
        public MachineBlock? Failed { get; init; }

        /// <summary>What variables have of the last turn.</summary>
        public Dictionary<Node, VirtualRegister> Kept { get; } = [];
    }

    /// <summary>The sum in each lane, and bits that tell how large the summands were.</summary>
    private sealed record LaneTotal(VirtualRegister Sum, VirtualRegister Magnitudes);

    /// <summary>As many turns of some vectors as rounds are left for. What is left then is less than one of them.</summary>
    private void EmitTurns(VirtualRegister left, int copies)
    {
        int together = copies * Lanes, depth = loop.DepthOf(turns.Counted.Head);
        var times = kernel.NewRegister(RegisterClass.General);
        Emit(MachineOp.ShiftRightUnsigned, times, left, Operand.Of(BitOperations.Log2((uint)together)));
        var (turn, done) = (kernel.NewBlock(depth), kernel.NewBlock(depth - 1));
        Branch(current, new(Comparison.Equal, times, Operand.Of(0)), done, turn);
        Append(turn);
        Begin(turn);
        for (int copy = 0; copy < copies; copy++) EmitTurn(copy);
        foreach (var p in turns.Counters) Emit(new MachineInstruction(MachineOp.AddConstant, VariableOf(p), VariableOf(p)) { Constant = turns.Counted.StepOf(p) * together });
        Emit(new MachineInstruction(MachineOp.AddConstant, times, times) { Constant = -1 });
        Branch(current, new(Comparison.NotEqual, times, Operand.Of(0)), turn, done);
        Append(done);
        Begin(done);
        Emit(MachineOp.And, left, left, Operand.Of(together - 1));
    }

    /// <summary>The rounds that are left, with a vector of which as many lanes count.</summary>
    private void EmitPartialTurn(VirtualRegister left)
    {
        var (turn, done) = (kernel.NewBlock(current.LoopDepth), kernel.NewBlock(current.LoopDepth));
        Branch(current, new(Comparison.Equal, left, Operand.Of(0)), done, turn);
        Append(turn);
        Begin(turn);
        mask = Cpu.Level >= CpuLevel.Avx512 ? [] : [NewVector()];
        Emit(MachineOp.VectorMask, mask is [var lanes] ? lanes.Register : null, left);
        EmitTurn(0);
        mask = null;
        foreach (var p in turns.Counters)
        {
            long step = turns.Counted.StepOf(p);
            VirtualRegister by = left;
            if (Math.Abs(step) != 1) Emit(MachineOp.Multiply, by = kernel.NewRegister(RegisterClass.General), left, Operand.Of(step));
            Emit(step == -1 ? MachineOp.Subtract : MachineOp.Add, VariableOf(p), VariableOf(p), by);
        }
        Jump(current, done);
        Append(done);
        Begin(done);
    }

    private void EmitTurn(int copy)
    {
        var (counted, v) = (turns.Counted, turns.Loop);
        var outer = values;
        rounds = counted;
        values = InvariantOf(outer, counted);
        vectors = [];
        ForgetSums();
        trouble = null;
        foreach (var p in turns.Counters) values[p] = new Lowered(VariableOf(p), counted.StepOf(p) * Lanes * copy);
        foreach (var n in v.Nodes) Compute(n, counted, v, turns.Totals, copy);
        if (turns.Failed is { } failed)
        {
            var fine = kernel.NewBlock(current.LoopDepth);
            Branch(current, new(Comparison.AnyNegative, trouble!, trouble!), failed, fine);
            Append(fine);
            current = fine;
        }
        foreach (var n in v.Nodes)
        {
            if (n.Op is not (IrOp.StoreItem or IrOp.StoreElement)) continue;
            var value = Vector(n.Args[2]);
            var element = Element(n);
            Emit(mask == null ? new MachineInstruction(VectorStoreOf(n), null, value) { Memory = element } : new MachineInstruction(MachineOp.VectorStorePart, null, [value, .. mask]) { Memory = element });
        }
        foreach (var (n, k) in turns.Kept) Emit(MachineOp.Move, k, vectors[n]);
        (values, rounds) = (outer, null);
    }

    private VirtualRegister VariableOf(Node p) => variables[p];

    private VirtualRegister Copied(VirtualRegister r)
    {
        var copy = kernel.NewRegister(r.Class);
        prelude.Instructions.Add(new MachineInstruction(MachineOp.Move, copy, r));
        return copy;
    }

    private VirtualRegister Zero()
    {
        var zero = kernel.NewRegister(RegisterClass.Vector);
        prelude.Instructions.Add(new MachineInstruction(MachineOp.VectorZero, zero));
        return zero;
    }

    /// <summary>What the loop's other variables have after the last turn that was done; those that count stand before the next one.</summary>
    private void KeepLast()
    {
        var counted = turns.Counted;
        foreach (var (p, value) in turns.Loop.Leftovers)
        {
            var target = variables[p];
            if (turns.Kept.TryGetValue(value, out var kept)) Emit(MachineOp.VectorLast, target, kept);
            else if (counted.Sums.TryGetValue(value, out var sum))
            {
                var last = new Lowered(VariableOf(sum.Variable), sum.Offset - counted.StepOf(sum.Variable));
                if (sum.Base == null) Emit(new MachineInstruction(MachineOp.AddConstant, target, last.Operand) { Constant = last.Addend });
                else Emit(MachineOp.Move, target, Based(last, sum.Base));
            }
            else if (value.Type == IrType.Float) Emit(MachineOp.Move, target, Float(value));
            else Emit(MachineOp.Move, target, IntOrImmediate(value));
        }
    }

    private void AddUp(VirtualRegister sum, LaneTotal[] lanes, MachineBlock again)
    {
        var (total, magnitudes) = lanes[0];
        for (int k = 1; k < lanes.Length; k++)
        {
            var (more, others) = lanes[k];
            Emit(MachineOp.VectorAdd, total, total, more);
            Emit(MachineOp.VectorOr, magnitudes, magnitudes, others);
        }
        var room = NewVector();
        Emit(MachineOp.VectorSubtract, room, Spread(MostSummand - 1), magnitudes);
        GoIf(new(Comparison.AnyNegative, room, room), again);
        var (moved, added) = (kernel.NewRegister(RegisterClass.General), kernel.NewRegister(RegisterClass.General));
        Emit(MachineOp.Add, moved, sum, ConstantRegister(MostSum));
        GoIf(new(Comparison.Less, moved, Operand.Of(0)), again);
        Emit(MachineOp.VectorSum, added, total);
        Emit(MachineOp.Add, sum, sum, added);
    }

    // ---- values

    private VirtualRegister NewVector() => kernel.NewRegister(RegisterClass.Vector);

    private VirtualRegister Spread(long bits)
    {
        if (spreadConstants.TryGetValue(bits, out var r)) return r;
        prelude.Instructions.Add(new MachineInstruction(MachineOp.VectorBroadcast, r = NewVector(), ConstantRegister(bits)));
        return spreadConstants[bits] = r;
    }

    private VirtualRegister Vector(Node n)
    {
        if (vectors.TryGetValue(n, out var r)) return r;
        if (n.Op is IrOp.ConstInt or IrOp.ConstFloat) return Spread(n.Imm);
        if (!rounds!.Sums.TryGetValue(n, out var sum))
        {
            if (spread.TryGetValue(n, out r)) return r;
            prelude.Instructions.Add(new MachineInstruction(MachineOp.VectorBroadcast, r = NewVector(), n.Type == IrType.Float ? Float(n) : InvariantInt(n)));
            return spread[n] = r;
        }
        if (iota == null) prelude.Instructions.Add(new MachineInstruction(MachineOp.VectorIota, iota = NewVector()));
        var first = NewVector();
        var variable = values[sum.Variable] with { Addend = values[sum.Variable].Addend + sum.Offset };
        Emit(MachineOp.VectorBroadcast, first, sum.Base == null ? SumOf(variable, 0) : Based(variable, sum.Base));
        Emit(MachineOp.VectorAdd, r = NewVector(), first, iota);
        return vectors[n] = r;
    }

    /// <summary>In a register at the prelude's end: a sum that is kept apart is made there.</summary>
    private VirtualRegister InvariantInt(Node n)
    {
        var v = Use(n);
        if (v.IsConstant) return ConstantRegister(v.Operand.Immediate + v.Addend);
        if (v.Addend == 0) return v.Operand.Register!;
        var r = kernel.NewRegister(RegisterClass.General);
        prelude.Instructions.Add(new MachineInstruction(MachineOp.AddConstant, r, v.Operand) { Constant = v.Addend });
        return r;
    }

    private VirtualRegister Make(MachineOp op, params VirtualRegister[] operands)
    {
        var r = NewVector();
        Emit(op, r, OperandsOf(operands));
        return r;
    }

    private static Operand[] OperandsOf(IReadOnlyList<VirtualRegister> registers)
    {
        var operands = new Operand[registers.Count];
        for (int k = 0; k < operands.Length; k++) operands[k] = registers[k];
        return operands;
    }

    private VirtualRegister Shift(MachineOp op, VirtualRegister a, long by)
    {
        if (op == MachineOp.VectorShiftRight && Cpu.Level < CpuLevel.Avx512)
        {
            // The sign moves into the range of unsigned ints and back.
            var moved = Shift(MachineOp.VectorShiftRightUnsigned, Make(MachineOp.VectorXor, a, Spread(SignBit)), by);
            return Make(MachineOp.VectorSubtract, moved, Spread((long)(1UL << 63 >> (int)by)));
        }
        var r = NewVector();
        Emit(new MachineInstruction(op, r, a) { Constant = by });
        return r;
    }

    /// <summary>Where a lane is negative the turn must be done by the loop itself.</summary>
    private void Mind(VirtualRegister flags) => trouble = trouble == null ? flags : Make(MachineOp.VectorOr, trouble, flags);

    // ---- nodes

    private void Compute(Node n, CountedLoop counted, VectorLoop v, Dictionary<Node, LaneTotal[]> totals, int copy)
    {
        if (counted.IsHoisted(n)) return;
        if (counted.Sums.TryGetValue(n, out var sum))
        {
            if (sum.Base == null) values[n] = values[sum.Variable] with { Addend = values[sum.Variable].Addend + sum.Offset };
            return;
        }
        switch (n.Op)
        {
            case IrOp.Poll or IrOp.StoreItem or IrOp.StoreElement: return;
            case IrOp.Count:
                values[n] = Use(n.Args[0]);
                return;
            case IrOp.LoadItem or IrOp.LoadElement:
                Emit(new MachineInstruction(mask == null ? VectorLoadOf(n) : MachineOp.VectorLoadPart, vectors[n] = NewVector(), mask ?? []) { Memory = Element(n) });
                return;
            case IrOp.AddInt when v.Sums.ContainsValue(n):
                {
                    bool second = v.Sums.TryGetValue(n.Args[1], out var made) && made == n;
                    var (total, magnitudes) = totals[n.Args[second ? 1 : 0]][copy];
                    var x = Vector(n.Args[second ? 0 : 1]);
                    Emit(MachineOp.VectorAdd, total, total, x);
                    Emit(MachineOp.VectorOr, magnitudes, magnitudes, Make(MachineOp.VectorXor, x, Shift(MachineOp.VectorShiftRight, x, 63)));
                    return;
                }
        }
        vectors[n] = Compute(n);
    }

    private static MachineOp VectorLoadOf(Node n) => n.Op == IrOp.LoadItem ? MachineOp.VectorLoad : (ElementFormat)n.Imm switch
    {
        ElementFormat.Int8 => MachineOp.VectorLoadSigned8,
        ElementFormat.UInt8 => MachineOp.VectorLoad8,
        ElementFormat.Int16 => MachineOp.VectorLoadSigned16,
        ElementFormat.UInt16 or ElementFormat.Char => MachineOp.VectorLoad16,
        ElementFormat.Int32 => MachineOp.VectorLoadSigned32,
        ElementFormat.UInt32 => MachineOp.VectorLoad32,
        ElementFormat.Float32 => MachineOp.VectorLoadFloat32,
        _ => MachineOp.VectorLoad,
    };

    private static MachineOp VectorStoreOf(Node n) => n.Op == IrOp.StoreItem ? MachineOp.VectorStore
        : (ElementFormat)n.Imm == ElementFormat.Float32 ? MachineOp.VectorStoreFloat32
        : ElementFormats.SizeOf((ElementFormat)n.Imm) switch
        {
            1 => MachineOp.VectorStore8,
            2 => MachineOp.VectorStore16,
            4 => MachineOp.VectorStore32,
            _ => MachineOp.VectorStore,
        };

    private VirtualRegister Compute(Node n)
    {
        var a = Vector(n.Args[0]);
        switch (n.Op)
        {
            case IrOp.AddFloat: return Make(MachineOp.VectorFloatAdd, a, Vector(n.Args[1]));
            case IrOp.SubFloat: return Make(MachineOp.VectorFloatSubtract, a, Vector(n.Args[1]));
            case IrOp.MulFloat: return Make(MachineOp.VectorFloatMultiply, a, Vector(n.Args[1]));
            case IrOp.DivFloat:
                if (VectorLoop.IsAsked(n)) Mind(Make(MachineOp.VectorFloatEqual, Vector(n.Args[1]), Spread(0)));
                return Make(MachineOp.VectorFloatDivide, a, Vector(n.Args[1]));
            case IrOp.NegFloat: return Make(MachineOp.VectorXor, a, Spread(SignBit));
            case IrOp.AddInt or IrOp.SubInt:
                {
                    bool add = n.Op == IrOp.AddInt;
                    var b = Vector(n.Args[1]);
                    var r = Make(add ? MachineOp.VectorAdd : MachineOp.VectorSubtract, a, b);
                    if (!n.Wraps) Mind(Make(add ? MachineOp.VectorAddOverflow : MachineOp.VectorSubtractOverflow, a, b, r));
                    return r;
                }
            case IrOp.MulInt when n.Wraps: return Make(MachineOp.VectorMultiply, a, Vector(n.Args[1]));
            case IrOp.MulInt:
                MindWide(a);
                MindWide(Vector(n.Args[1]));
                return Make(MachineOp.VectorMultiply32, a, Vector(n.Args[1]));
            case IrOp.AndInt: return Make(MachineOp.VectorAnd, a, Vector(n.Args[1]));
            case IrOp.OrInt: return Make(MachineOp.VectorOr, a, Vector(n.Args[1]));
            case IrOp.XorInt: return Make(MachineOp.VectorXor, a, Vector(n.Args[1]));
            case IrOp.NotInt: return Make(MachineOp.VectorXor, a, Spread(-1));
            case IrOp.ShrInt: return Shift(MachineOp.VectorShiftRight, a, Math.Min(n.Args[1].Imm, 63));
            case IrOp.ShlInt: return Shift(MachineOp.VectorShiftLeft, a, n.Args[1].Imm);
            case IrOp.ModInt: return Make(MachineOp.VectorAnd, a, Spread(n.Args[1].Imm - 1));
            case IrOp.FloorDivInt: return Shift(MachineOp.VectorShiftRight, a, BitOperations.Log2((ulong)n.Args[1].Imm));
            case IrOp.IntToFloat: return Make(MachineOp.VectorIntToFloat, a);
            default:
                return NumericKernels.Of((Kernel)n.Data!) switch
                {
                    NumericKernel.AbsFloat => Make(MachineOp.VectorAnd, a, Spread(long.MaxValue)),
                    NumericKernel.Sqrt => Make(MachineOp.VectorFloatSqrt, a),
                    NumericKernel.MinFloat => Make(MachineOp.VectorFloatMin, Vector(n.Args[1]), a),
                    NumericKernel.MaxFloat => Make(MachineOp.VectorFloatMax, Vector(n.Args[1]), a),
                    var k => throw new InvalidOperationException($"no vector of {k}"),
                };
        }
    }

    /// <summary>Only factors of 32 bits are multiplied: with 2**31 added they are in 0..2**32-1.</summary>
    private void MindWide(VirtualRegister a)
    {
        var moved = Make(MachineOp.VectorAdd, a, Spread(1L << 31));
        Mind(Make(MachineOp.VectorOr, moved, Make(MachineOp.VectorSubtract, Spread(uint.MaxValue), moved)));
    }
}
