using TieredPy.Tiers.Ir;
using TieredPy.Tiers.X64.Counting;
using TieredPy.Tiers.X64.Machine;
using TieredPy.Tiers.X64.Selecting;

namespace TieredPy.Tiers.X64.Lowering;

/// <summary>
/// Selects the instructions of a loop nest. Each node becomes a virtual register, but sums with a constant that can't overflow are kept apart until somebody
/// needs them, and comparisons that only branches and guards ask for are made there. A loop's parameters are registers that its back edges assign.
/// This part: blocks, edges and exits.
/// </summary>
internal sealed partial class LoopLowering
{
    /// <summary>Nodes of a loop's head up to which the head's test is repeated at the loop's end, which saves a jump a round.</summary>
    private const int MaxRepeatedNodes = 6;

    private readonly NumericLoop loop;
    private readonly LiveValues live;
    private readonly MachineKernel kernel;
    private readonly MachineBlock entry;
    private Dictionary<Block, MachineBlock> blocks = [];
    private readonly NodeMap<Lowered> outside = new();
    private readonly Dictionary<long, VirtualRegister> constants = [];
    private readonly Dictionary<long, VirtualRegister> floatConstants = [];
    private readonly Dictionary<AddressKey, VirtualRegister> addresses = [];
    private readonly NodeMap<int> uses = new();
    private readonly NodeSet fused = new();

    /// <summary>The loops that have fast rounds, and where those are tried.</summary>
    private readonly Dictionary<Block, FastEntry> fast = [];

    /// <summary>Where a counted loop is entered.</summary>
    private sealed record FastEntry(CountedLoop Counted, MachineBlock Entry);

    /// <summary>An array, or a field of an object.</summary>
    private sealed record AddressKey(Node Object, System.Reflection.FieldInfo? Field);

    /// <summary>A parameter of a block, and the value that it gets.</summary>
    private sealed record ParameterMove(VirtualRegister Target, Lowered Value);

    /// <summary>What fast rounds are emitted of; null elsewhere.</summary>
    private CountedLoop? rounds;

    /// <summary>The registers of blocks' parameters.</summary>
    private readonly Dictionary<Node, VirtualRegister> variables = [];

    /// <summary>What stands for the loop's own nodes.</summary>
    private NodeMap<Lowered> values = new();

    /// <summary>Sums that were made in the block at hand.</summary>
    private readonly Dictionary<Lowered, VirtualRegister> sums = [];
    private MachineBlock current;

    private readonly bool mayUseVectors;

    private LoopLowering(NumericLoop loop, LiveValues live, string name, bool mayUseVectors, Region? function = null)
    {
        this.function = function;
        this.mayUseVectors = mayUseVectors;
        this.loop = loop;
        this.live = live;
        kernel = new MachineKernel(name) { IsFunction = function != null, Result = ClassOf(function?.Function!.Result ?? IrType.Int) };
        current = entry = kernel.NewBlock(0);
    }

    public static MachineKernel Lower(NumericLoop loop, LiveValues live, string name, bool mayUseVectors = true)
    {
        var lowering = new LoopLowering(loop, live, name, mayUseVectors);
        lowering.Run();
        return lowering.kernel;
    }

    private void Run()
    {
        FindFused();
        Append(entry);
        foreach (var b in loop.Blocks)
        {
            blocks[b] = kernel.NewBlock(loop.DepthOf(b));
            foreach (var p in b.Params) NewVariable(p);
            if (b != loop.Head && loop.Flow.IsIn(b, b)) befores[b] = kernel.NewBlock(loop.DepthOf(b) - 1);
            if (loop.Flow.IsIn(b, b) && CountedLoop.Of(loop, live, b) is { } counted) fast[b] = new(counted, kernel.NewBlock(loop.DepthOf(b) - 1));
        }
        current = entry;
        foreach (var p in loop.Head.Params)
        {
            if (!IsAny(p)) kernel.Inputs.Add(new KernelInput(InputKind.Value, p, null, values[p].Operand.Register!));
            else
            {
                kernel.Outsiders.Add(p);
                entry.Instructions.Add(new MachineInstruction(MachineOp.Constant, any[p].Tag.Operand.Register) { Constant = ValueTag.FirstOutsider + kernel.Outsiders.Count - 1 });
                entry.Instructions.Add(new MachineInstruction(MachineOp.Constant, any[p].Bits.Operand.Register));
            }
        }
        Jump(entry, EntryOf(loop.Head));
        foreach (var b in loop.Blocks)
        {
            bool isFast = fast.TryGetValue(b, out var way);
            if (befores.TryGetValue(b, out var before))
            {
                Append(before);
                Jump(before, isFast ? way!.Entry : blocks[b]);
            }
            if (isFast) EmitFast(way!.Counted, way.Entry);
            Append(blocks[b]);
            Begin(blocks[b]);
            foreach (var n in b.Nodes) EmitNode(n);
            End(b);
        }
    }

    private static RegisterClass ClassOf(IrType t) => t == IrType.Float ? RegisterClass.Float : RegisterClass.General;

    private void Append(MachineBlock b) => kernel.Blocks.Add(b);

    private void Begin(MachineBlock b)
    {
        current = b;
        ForgetSums();
    }

    /// <summary>What was computed for several to use belongs to one block, whose variables keep their values.</summary>
    private void ForgetSums()
    {
        sums.Clear();
        quotients.Clear();
    }

    private static void Jump(MachineBlock from, MachineBlock to)
    {
        from.End = MachineEnd.Jump;
        from.Then = to;
    }

    private MachineInstruction Emit(MachineOp op, VirtualRegister? target, params Operand[] operands) => Emit(new MachineInstruction(op, target, operands));

    private MachineInstruction Emit(MachineInstruction i)
    {
        current.Instructions.Add(i);
        return i;
    }

    // ---- ends of blocks

    private void End(Block b)
    {
        if (b.End is EndKind.Return or EndKind.Leave)
        {
            EndFunction(b);
            return;
        }
        if (b.End == EndKind.Branch)
        {
            var test = TestOf(b.Condition!);
            Branch(current, test, Target(b, b.Then!), Target(b, b.Else!));
            return;
        }
        var edge = b.Then!;
        if (!loop.Members.Contains(edge.Target))
        {
            Jump(current, Target(b, edge));
            return;
        }
        Assign(edge);
        var head = edge.Target;
        if (loop.Flow.IsIn(head, head) && loop.Flow.IsIn(b, head) && IsRepeatable(head))
        {
            ForgetSums();
            foreach (var n in head.Nodes) EmitNode(n);
            var test = TestOf(head.Condition!);
            Branch(current, test, Target(head, head.Then!), Target(head, head.Else!));
            return;
        }
        Jump(current, loop.Flow.IsIn(b, head) ? blocks[head] : EntryOf(head));
    }

    /// <summary>Where a block begins for those who come from outside its loop.</summary>
    private MachineBlock EntryOf(Block b) => befores.TryGetValue(b, out var before) ? before : fast.TryGetValue(b, out var way) ? way.Entry : blocks[b];

    private static bool IsRepeatable(Block head) =>
        head.End == EndKind.Branch && head.Nodes.Count <= MaxRepeatedNodes && head.Nodes.TrueForAll(n => n.Op is (>= IrOp.LtInt and <= IrOp.NeInt) or (>= IrOp.AndInt and <= IrOp.NotInt) or (>= IrOp.LtFloat and <= IrOp.OrBool) or IrOp.Count);

    private static void Branch(MachineBlock from, Test test, MachineBlock then, MachineBlock otherwise)
    {
        from.End = MachineEnd.Branch;
        (from.Comparison, from.Left, from.Right) = (test.Comparison, test.Left, test.Right);
        (from.Then, from.Else) = (then, otherwise);
    }

    /// <summary>Where an edge without values for parameters leads: into the loop, or out of the kernel.</summary>
    private MachineBlock Target(Block from, Edge edge)
    {
        if (loop.Members.Contains(edge.Target)) return loop.Flow.IsIn(from, edge.Target) ? blocks[edge.Target] : EntryOf(edge.Target);
        var exit = new KernelExit(kernel.Exits.Count, null, edge);
        kernel.Exits.Add(exit);
        foreach (var n in live.At(edge.Target)) Keep(exit, n);
        foreach (var n in edge.Args) Keep(exit, n);
        var leaving = kernel.NewBlock(0, isCold: true);
        leaving.End = MachineEnd.Leave;
        leaving.Exit = exit;
        Append(leaving);
        return leaving;
    }

    private KernelExit ExitTo(Snapshot s)
    {
        if (function != null) return GivingUp;
        var exit = new KernelExit(kernel.Exits.Count, s, null);
        kernel.Exits.Add(exit);
        foreach (var n in s.Values()) Keep(exit, n);
        return exit;
    }

    private void Keep(KernelExit exit, Node n)
    {
        if (!loop.Makes(n)) return;
        foreach (var other in exit.Values)
            if (other.Node == n) return;
        if (IsAny(n))
        {
            var (tag, bits) = Any(n);
            exit.Values.Add(new ExitValue(n, tag.Operand, tag.Addend));
            exit.Values.Add(new ExitValue(n, bits.Operand, bits.Addend));
            return;
        }
        // What stands for a value is mostly the same at all exits.
        var v = Use(n);
        if (!kept.TryGetValue(n, out var value) || value.Value != v.Operand || value.Addend != v.Addend) kept[n] = value = new ExitValue(n, v.Operand, v.Addend);
        exit.Values.Add(value);
    }

    /// <summary>The values of exits as they were kept last.</summary>
    private readonly NodeMap<ExitValue> kept = new();

    /// <summary>Assigns the parameters of an edge's target, all at once.</summary>
    private void Assign(Edge edge)
    {
        var moves = new List<ParameterMove>();
        for (int k = 0; k < edge.Args.Length; k++) Pass(edge.Args[k], values.GetValueOrDefault(edge.Target.Params[k]), any.GetValueOrDefault(edge.Target.Params[k]), moves);
        Assign(moves);
    }

    private void Assign(List<ParameterMove> moves)
    {
        while (moves.Count > 0)
        {
            int free = moves.FindIndex(m => !moves.Exists(o => o.Target != m.Target && o.Value.Operand.Register == m.Target));
            if (free < 0)
            {
                // They go round in a circle: one value is put aside.
                var (target, _) = moves[0];
                var aside = kernel.NewRegister(target.Class);
                Emit(MachineOp.Move, aside, target);
                for (int k = 0; k < moves.Count; k++)
                    if (moves[k].Value.Operand.Register == target) moves[k] = new(moves[k].Target, moves[k].Value with { Operand = aside });
                continue;
            }
            var (to, value) = moves[free];
            moves.RemoveAt(free);
            if (value.IsConstant) Emit(new MachineInstruction(MachineOp.Constant, to) { Constant = value.Operand.Immediate + value.Addend });
            else if (value.Addend == 0) Emit(MachineOp.Move, to, value.Operand);
            else Emit(new MachineInstruction(MachineOp.AddConstant, to, value.Operand) { Constant = value.Addend });
        }
    }
}
