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

    private void EmitFast(CountedLoop counted, MachineBlock start)
    {
        var slow = blocks[counted.Head];
        Append(start);
        Begin(start);
        var asked = kernel.NewRegister(RegisterClass.General);
        Emit(new MachineInstruction(MachineOp.LoadByte, asked) { Memory = new MemoryAddress(ConstantRegister(PollFlag.Address), null, 1, 0) });
        GoIf(new(Comparison.NotEqual, asked, Operand.Of(0)), slow);
        var left = CountRounds(counted, slow);
        if (mayUseVectors && VectorLoop.Of(counted) is { } vectors) EmitVectors(counted, vectors, left, start, slow);
        else EmitRounds(counted, left, Unrolled(counted), start, slow);
    }

    /// <summary>How many rounds are copied one behind the other: small ones gain by it.</summary>
    private static int Unrolled(CountedLoop counted)
    {
        const int Few = 14, Some = 40;
        int nodes = counted.Body.Sum(b => b.Nodes.Count);
        return nodes <= Few ? 4 : nodes <= Some ? 2 : 1;
    }

    /// <summary>The rest of the block runs only when the test fails.</summary>
    private void GoIf(Test test, MachineBlock to)
    {
        var next = kernel.NewBlock(current.LoopDepth);
        Branch(current, test, to, next);
        Append(next);
        Begin(next);
    }

    /// <summary>The number of rounds that can't fail. Where there may be none, or an unknown step isn't 1, control goes to the loop itself.</summary>
    private VirtualRegister CountRounds(CountedLoop counted, MachineBlock slow)
    {
        foreach (var step in counted.UnitSteps) GoIf(new(Comparison.NotEqual, Int(step), Operand.Of(1)), slow);
        var (low, limit) = (Int(counted.Low), Int(counted.Limit));
        GoIf(new(counted.IsInclusive ? Comparison.Greater : Comparison.GreaterOrEqual, low, limit), slow);
        var left = kernel.NewRegister(RegisterClass.General);
        Emit(MachineOp.Subtract, left, limit, low);
        if (counted.IsInclusive) Emit(new MachineInstruction(MachineOp.AddConstant, left, left) { Constant = 1 });
        foreach (var group in counted.Checks.GroupBy(c => (c.Value.Variable, Length: c.Key.Args[1])))
        {
            bool up = counted.StepOf(group.Key.Variable) > 0;
            long least = group.Min(c => c.Value.Offset), most = group.Max(c => c.Value.Offset);
            var variable = Use(group.Key.Variable);
            var (first, last) = (SumOf(variable, least), SumOf(variable, most));
            var length = Int(group.Key.Length);
            if (group.Any(c => !c.Key.NonNegative)) GoIf(new(Comparison.Less, first, Operand.Of(0)), slow);
            var room = kernel.NewRegister(RegisterClass.General);
            if (up) Emit(MachineOp.Subtract, room, length, last);
            else
            {
                GoIf(new(Comparison.GreaterOrEqual, last, length), slow);
                Emit(new MachineInstruction(MachineOp.AddConstant, room, first) { Constant = 1 });
            }
            Emit(new MachineInstruction(MachineOp.Select, left, room, left, room, left) { Comparison = Comparison.Less });
        }
        return left;
    }

    private VirtualRegister SumOf(Lowered v, long more) => v.Addend + more == 0 ? v.Operand.Register! : SumOf(v with { Addend = v.Addend + more });

    private void EmitRounds(CountedLoop counted, VirtualRegister left, int together, MachineBlock start, MachineBlock slow)
    {
        GoIf(new(Comparison.Less, left, Operand.Of(2 * together)), slow);
        var most = ConstantRegister(MostRounds);
        Emit(new MachineInstruction(MachineOp.Select, left, most, left, left, Operand.Of(MostRounds)) { Comparison = Comparison.Greater });
        var turns = left;
        if (together > 1) Emit(MachineOp.ShiftRightUnsigned, turns = kernel.NewRegister(RegisterClass.General), left, Operand.Of(BitOperations.Log2((uint)together)));
        var (outerValues, outerBlocks) = (values, blocks);
        rounds = counted;
        int depth = loop.DepthOf(counted.Head);
        var first = kernel.NewBlock(depth);
        Jump(current, first);
        var next = first;
        var arguments = counted.Head.Params.ConvertAll(p => outerValues[p]);
        for (int copy = 0; copy < together; copy++)
        {
            // The copy has values and blocks of its own; the head's variables are what the copy before passes on.
            values = outerValues.Where(v => counted.IsInvariant(v.Key)).ToDictionary();
            blocks = outerBlocks.Where(b => b.Key != counted.Head && !counted.Body.Contains(b.Key)).ToDictionary();
            for (int k = 0; k < arguments.Count; k++) values[counted.Head.Params[k]] = arguments[k];
            foreach (var b in counted.Body)
            {
                blocks[b] = kernel.NewBlock(depth);
                foreach (var p in b.Params) values[p] = kernel.NewRegister(ClassOf(p.Type));
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
            sums.Clear();
            if (copy + 1 < together)
            {
                arguments = [.. counted.Latch.Then!.Args.Select(a => a.Type == IrType.Float ? Float(a) : Use(a))];
                Jump(latch, next = kernel.NewBlock(depth));
                continue;
            }
            var moves = new List<(VirtualRegister, Lowered)>();
            for (int k = 0; k < arguments.Count; k++)
            {
                var a = counted.Latch.Then!.Args[k];
                var (to, value) = (outerValues[counted.Head.Params[k]].Operand.Register!, a.Type == IrType.Float ? Float(a) : Use(a));
                if (value != (Lowered)to) moves.Add((to, value));
            }
            Assign(moves);
            Emit(new MachineInstruction(MachineOp.AddConstant, turns, turns) { Constant = -1 });
            Branch(current, new(Comparison.NotEqual, turns, Operand.Of(0)), first, start);
        }
        (values, blocks) = (outerValues, outerBlocks);
        rounds = null;
    }
}
