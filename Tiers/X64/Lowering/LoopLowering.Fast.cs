using System.Numerics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.X64.Counting;
using TieredPy.Tiers.X64.Machine;

namespace TieredPy.Tiers.X64.Lowering;

/// <summary>
/// Fast rounds: where a counted loop is entered, the rounds are counted in which nothing can be out of range, and that many run without tests, checks and polls,
/// several at a time. What remains is done by the loop itself, which also leaves when a poll is asked for.
/// </summary>
internal sealed partial class LoopLowering
{
    /// <summary>Rounds after which polls are asked for: some ten microseconds.</summary>
    private const int MostRounds = 1 << 14;

    /// <summary>What the terms of sums are below, so that four of them and some rounds fit 64 bits.</summary>
    private const long MostTerm = 1L << 59;

    private readonly Dictionary<InvariantSum, VirtualRegister> bases = [];

    /// <summary>The blocks before the inner loops: everybody who enters comes through them.</summary>
    private readonly Dictionary<Block, MachineBlock> befores = [];
    private readonly Dictionary<PointerKey, VirtualRegister> pointers = [];

    /// <summary>An array whose elements are found from a sum of invariants.</summary>
    private sealed record PointerKey(Node Store, InvariantSum Base, int Size);

    private void EmitFast(CountedLoop counted, MachineBlock start)
    {
        var slow = blocks[counted.Head];
        Append(start);
        Begin(start);
        var asked = kernel.NewRegister(RegisterClass.General);
        Emit(new MachineInstruction(MachineOp.LoadByte, asked) { Memory = new MemoryAddress(ConstantRegister(PollFlag.Address), null, 1, 0) });
        GoIf(new(Comparison.NotEqual, asked, Operand.Of(0)), slow);
        var strided = counted.UnitSteps.Count > 0 && NodesOf(counted) <= Few ? CountedLoop.Of(loop, live, counted.Head, strided: true) : null;
        var otherwise = strided != null ? kernel.NewBlock(current.LoopDepth) : slow;
        var left = CountRounds(counted, slow, otherwise);
        if (mayUseVectors && VectorLoop.Of(counted) is { } vectors) EmitVectors(counted, vectors, left, start, slow);
        else EmitRounds(counted, left, Unrolled(counted), start, slow);
        if (strided == null) return;
        Append(otherwise);
        Begin(otherwise);
        EmitRounds(strided, CountRounds(strided, slow, slow), Unrolled(strided), start, slow);
    }

    private const int Few = 14, Some = 40;

    /// <summary>How many rounds are copied one behind the other: small ones gain by it.</summary>
    private static int Unrolled(CountedLoop counted)
    {
        int nodes = NodesOf(counted);
        return nodes <= Few ? 4 : nodes <= Some ? 2 : 1;
    }

    private static int NodesOf(CountedLoop counted)
    {
        int nodes = 0;
        foreach (var b in counted.Body) nodes += b.Nodes.Count;
        return nodes;
    }

    /// <summary>The rest of the block runs only when the test fails.</summary>
    private void GoIf(Test test, MachineBlock to)
    {
        var next = kernel.NewBlock(current.LoopDepth);
        Branch(current, test, to, next);
        Append(next);
        Begin(next);
    }

    /// <summary>The number of rounds that can't fail. Where there may be none, control goes to the loop itself; where an unknown step isn't 1, elsewhere.</summary>
    private VirtualRegister CountRounds(CountedLoop counted, MachineBlock slow, MachineBlock otherwise)
    {
        foreach (var step in counted.UnitSteps) GoIf(new(Comparison.NotEqual, Int(step), Operand.Of(1)), otherwise);
        bases.Clear();
        pointers.Clear();
        foreach (var n in counted.Invariants) Hoist(counted, n, slow);
        if (counted.NeedsBounds) AskBounds(counted, slow);
        var (low, limit) = (Int(counted.Low), Int(counted.Limit));
        GoIf(new(counted.IsInclusive ? Comparison.Greater : Comparison.GreaterOrEqual, low, limit), slow);
        var left = kernel.NewRegister(RegisterClass.General);
        Emit(MachineOp.Subtract, left, limit, low);
        if (counted.IsInclusive) Emit(new MachineInstruction(MachineOp.AddConstant, left, left) { Constant = 1 });
        foreach (var group in RangesOf(counted))
        {
            bool up = counted.StepOf(group.Variable) > 0;
            var (least, most) = (group.Least, group.Most);
            var variable = Use(group.Variable);
            if (group.Base != null) variable = Based(variable, group.Base);
            var (first, last) = (SumOf(variable, least), SumOf(variable, most));
            var length = Int(group.Length);
            if (group.MayBeNegative) GoIf(new(Comparison.Less, first, Operand.Of(0)), slow);
            var room = kernel.NewRegister(RegisterClass.General);
            if (counted.Inductions[group.Variable].Unknown is { } any && counted.StepOf(group.Variable) == 0)
            {
                var step = Int(any);
                GoIf(new(Comparison.LessOrEqual, step, Operand.Of(0)), slow);
                var (distance, times) = (kernel.NewRegister(RegisterClass.General), kernel.NewRegister(RegisterClass.General));
                Emit(MachineOp.Subtract, distance, length, SumOf(variable, most + 1));
                GoIf(new(Comparison.Less, distance, Operand.Of(0)), slow);
                Emit(MachineOp.Divide, times, distance, step);
                Emit(new MachineInstruction(MachineOp.AddConstant, room, times) { Constant = 1 });
            }
            else if (up) Emit(MachineOp.Subtract, room, length, last);
            else
            {
                GoIf(new(Comparison.GreaterOrEqual, last, length), slow);
                Emit(new MachineInstruction(MachineOp.AddConstant, room, first) { Constant = 1 });
            }
            Emit(new MachineInstruction(MachineOp.Select, left, room, left, room, left) { Comparison = Comparison.Less });
        }
        return left;
    }

    /// <summary>Indices that differ by constants, for one length.</summary>
    private sealed class IndexRange(Node variable, InvariantSum? @base, Node length)
    {
        public Node Variable { get; } = variable;
        public InvariantSum? Base { get; } = @base;
        public Node Length { get; } = length;
        public long Least { get; set; } = long.MaxValue;
        public long Most { get; set; } = long.MinValue;
        public bool MayBeNegative { get; set; }
    }

    private static List<IndexRange> RangesOf(CountedLoop counted)
    {
        var ranges = new List<IndexRange>();
        foreach (var (check, at) in counted.Checks)
        {
            var range = ranges.Find(r => r.Variable == at.Variable && r.Base == at.Base && r.Length == check.Args[1]);
            if (range == null) ranges.Add(range = new IndexRange(at.Variable, at.Base, check.Args[1]));
            (range.Least, range.Most) = (Math.Min(range.Least, at.Offset), Math.Max(range.Most, at.Offset));
            range.MayBeNegative |= !check.NonNegative;
        }
        return ranges;
    }

    /// <summary>
    /// Where an int is known before a loop is entered: before the outermost loop around it that doesn't make it. Null when the loop itself makes it.
    /// </summary>
    private MachineBlock? Before(Block head, Node n)
    {
        if (!loop.Places.TryGetValue(n, out var at)) return entry;
        foreach (var around in loop.Blocks)
            if (around != loop.Head && loop.Flow.IsIn(around, around) && loop.Flow.IsIn(head, around) && !loop.Flow.IsIn(at, around)) return befores[around];
        return null;
    }

    private static void Add(MachineBlock to, MachineOp op, VirtualRegister target, params Operand[] operands) => to.Instructions.Add(new MachineInstruction(op, target, operands));

    /// <summary>An int in a register at a block's end so far.</summary>
    private VirtualRegister IntIn(MachineBlock block, Node n)
    {
        var v = Use(n);
        if (v.IsConstant) return ConstantRegister(v.Operand.Immediate + v.Addend);
        if (v.Addend == 0) return v.Operand.Register!;
        var r = kernel.NewRegister(RegisterClass.General);
        block.Instructions.Add(new MachineInstruction(MachineOp.AddConstant, r, v.Operand) { Constant = v.Addend });
        return r;
    }

    /// <summary>
    /// Arithmetic that gives the same each round: done as far out as it can be. Where an operand is so large that it might overflow, the rounds are left to the loop itself.
    /// </summary>
    private void Hoist(CountedLoop counted, Node n, MachineBlock slow)
    {
        if (!n.Wraps) AskBounds(counted, n.Args, n.Op == IrOp.MulInt ? 1L << 31 : MostTerm, slow);
        var op = n.Op == IrOp.MulInt ? MachineOp.Multiply : n.Op == IrOp.AddInt ? MachineOp.Add : MachineOp.Subtract;
        var (first, second) = (Before(counted.Head, n.Args[0]), Before(counted.Head, n.Args[1]));
        // Blocks are in order: the later one is further in.
        var at = first == null || second == null ? current : kernel.Blocks.IndexOf(first) > kernel.Blocks.IndexOf(second) ? first : second;
        Add(at, op, Define(n), IntIn(at, n.Args[0]), IntIn(at, n.Args[1]));
    }

    private void AskBounds(CountedLoop counted, MachineBlock slow)
    {
        var asked = new List<Node>();
        foreach (var sum in counted.Sums.Values)
        {
            asked.Add(sum.Variable);
            foreach (var t in sum.Base?.Terms ?? []) asked.Add(t.Node);
        }
        AskBounds(counted, asked, MostTerm, slow);
    }

    /// <summary>
    /// If some of the ints aren't in -bound..bound-1, control goes to the loop itself. With the bound, a power of two, added, those that are have no bits from twice
    /// the bound up, nor has what has the bits of all. What is known further out is asked there.
    /// </summary>
    private void AskBounds(CountedLoop counted, IEnumerable<Node> nodes, long bound, MachineBlock slow)
    {
        VirtualRegister? all = null;
        var by = FitsImmediate(bound) ? Operand.Of(bound) : ConstantRegister(bound);
        var asked = new HashSet<Node>(nodes);
        for (int k = 0; k < kernel.Blocks.Count && asked.Count > 0; k++)
        {
            var block = kernel.Blocks[k];
            foreach (var n in asked)
            {
                if ((Before(counted.Head, n) ?? current) != block) continue;
                asked.Remove(n);
                if (n.Op == IrOp.ConstInt && n.Imm >= -bound && n.Imm < bound) continue;
                var moved = kernel.NewRegister(RegisterClass.General);
                Add(block, MachineOp.Add, moved, IntIn(block, n), by);
                if (all == null)
                {
                    all = moved;
                    continue;
                }
                var both = kernel.NewRegister(RegisterClass.General);
                Add(block, MachineOp.Or, both, all, moved);
                all = both;
            }
        }
        if (all != null) GoIf(new(Comparison.AboveOrEqual, all, ConstantRegister(2 * bound)), slow);
    }

    /// <summary>The sum of invariants, made before the rounds.</summary>
    private VirtualRegister BaseOf(InvariantSum sum)
    {
        if (bases.TryGetValue(sum, out var r)) return r;
        var total = Int(sum.Terms[0].Node);
        if (sum.Terms[0].Negative)
        {
            var negated = kernel.NewRegister(RegisterClass.General);
            Emit(MachineOp.Negate, negated, total);
            total = negated;
        }
        for (int k = 1; k < sum.Terms.Count; k++)
        {
            var (term, negative) = sum.Terms[k];
            var next = kernel.NewRegister(RegisterClass.General);
            Emit(negative ? MachineOp.Subtract : MachineOp.Add, next, total, Int(term));
            total = next;
        }
        return bases[sum] = total;
    }

    private VirtualRegister Based(Lowered variable, InvariantSum sum)
    {
        var r = kernel.NewRegister(RegisterClass.General);
        Emit(MachineOp.Add, r, SumOf(variable, 0), BaseOf(sum));
        return r;
    }

    /// <summary>In fast rounds, where the element of an index is: the invariant part of the index is in the pointer.</summary>
    private MemoryAddress? FastElement(Node store, Node index, int size)
    {
        if (rounds == null || !rounds.Sums.TryGetValue(index, out var sum) || sum.Base == null) return null;
        if (!pointers.TryGetValue(new(store, sum.Base, size), out var pointer))
        {
            pointers[new(store, sum.Base, size)] = pointer = kernel.NewRegister(RegisterClass.General);
            var bytes = bases[sum.Base];
            if (size > 1) prelude.Instructions.Add(new MachineInstruction(MachineOp.ShiftLeft, bytes = kernel.NewRegister(RegisterClass.General), bases[sum.Base], Operand.Of(BitOperations.Log2((uint)size))));
            prelude.Instructions.Add(new MachineInstruction(MachineOp.Add, pointer, Address(store, null), bytes));
        }
        var variable = values[sum.Variable];
        return new MemoryAddress(pointer, variable.Operand.Register, size, (int)(variable.Addend + sum.Offset) * size);
    }

    /// <summary>What a round passes on to the next for a variable of the loop.</summary>
    private sealed record Argument(Lowered? Number, LoweredValue? Any);

    private static NodeMap<T> InvariantOf<T>(NodeMap<T> known, CountedLoop counted)
        where T : class
    {
        var invariant = new NodeMap<T>();
        foreach (var (n, v) in known.Entries())
            if (counted.IsInvariant(n)) invariant[n] = v;
        return invariant;
    }

    private VirtualRegister SumOf(Lowered v, long more) => v.Addend + more == 0 ? v.Operand.Register! : SumOf(v with { Addend = v.Addend + more });

    private void EmitRounds(CountedLoop counted, VirtualRegister left, int together, MachineBlock start, MachineBlock slow)
    {
        GoIf(new(Comparison.Less, left, Operand.Of(2 * together)), slow);
        var most = ConstantRegister(MostRounds);
        Emit(new MachineInstruction(MachineOp.Select, left, most, left, left, Operand.Of(MostRounds)) { Comparison = Comparison.Greater });
        var turns = left;
        if (together > 1) Emit(MachineOp.ShiftRightUnsigned, turns = kernel.NewRegister(RegisterClass.General), left, Operand.Of(BitOperations.Log2((uint)together)));
        var (outerValues, outerBlocks, outerAny) = (values, blocks, any);
        rounds = counted;
        int depth = loop.DepthOf(counted.Head);
        foreach (var sum in counted.Sums.Values)
            if (sum.Base != null) BaseOf(sum.Base);
        prelude = current;
        var first = kernel.NewBlock(depth);
        Jump(current, first);
        var next = first;
        var arguments = counted.Head.Params.ConvertAll(p => new Argument(outerValues.GetValueOrDefault(p), outerAny.GetValueOrDefault(p)));
        for (int copy = 0; copy < together; copy++)
        {
            // The copy has values and blocks of its own; the head's variables are what the copy before passes on.
            values = InvariantOf(outerValues, counted);
            blocks = new(outerBlocks);
            blocks.Remove(counted.Head);
            foreach (var b in counted.Body) blocks.Remove(b);
            any = InvariantOf(outerAny, counted);
            for (int k = 0; k < arguments.Count; k++)
            {
                var p = counted.Head.Params[k];
                if (IsAny(p)) any[p] = arguments[k].Any!;
                else values[p] = arguments[k].Number!;
            }
            foreach (var b in counted.Body)
            {
                blocks[b] = kernel.NewBlock(depth);
                foreach (var p in b.Params)
                {
                    if (IsAny(p)) any[p] = new(kernel.NewRegister(RegisterClass.General), kernel.NewRegister(RegisterClass.General));
                    else values[p] = kernel.NewRegister(ClassOf(p.Type));
                }
            }
            Append(next);
            Begin(next);
            foreach (var n in counted.Head.Nodes)
                if (!fused.Contains(n)) EmitNode(n);
            Jump(current, blocks[counted.First]);
            foreach (var b in counted.Body)
            {
                Append(blocks[b]);
                Begin(blocks[b]);
                foreach (var n in b.Nodes) EmitNode(n);
                if (b != counted.Latch) End(b);
            }
            // The latch may stand before other blocks of the body.
            var latch = current = blocks[counted.Latch];
            ForgetSums();
            if (copy + 1 < together)
            {
                arguments = new List<Node>(counted.Latch.Then!.Args).ConvertAll(a => IsAny(a) ? new Argument(null, Any(a)) : new Argument(a.Type == IrType.Float ? Float(a) : Use(a), null));
                Jump(latch, next = kernel.NewBlock(depth));
                continue;
            }
            var moves = new List<ParameterMove>();
            for (int k = 0; k < arguments.Count; k++)
            {
                var p = counted.Head.Params[k];
                Pass(counted.Latch.Then!.Args[k], outerValues.GetValueOrDefault(p), outerAny.GetValueOrDefault(p), moves);
            }
            Assign(moves);
            Emit(new MachineInstruction(MachineOp.AddConstant, turns, turns) { Constant = -1 });
            Branch(current, new(Comparison.NotEqual, turns, Operand.Of(0)), first, start);
        }
        (values, blocks, any) = (outerValues, outerBlocks, outerAny);
        rounds = null;
    }
}
