using TieredPy.Tiers.Ir;
using TieredPy.Tiers.X64.Machine;
using TieredPy.Tiers.X64.Selecting;

namespace TieredPy.Tiers.X64.Lowering;

/// <summary>
/// A whole function that calls itself. A call preserves no register: a value that is wanted behind one is stored once, where it is made, and read from there behind
/// the first call. Before that it is in a register, so that a path on which nothing is called needs no frame.
/// </summary>
internal sealed partial class LoopLowering
{
    private readonly Region? function;
    private KernelExit? givingUp;

    /// <summary>What calls would lose: where it is at first, and where it is kept.</summary>
    private readonly Dictionary<Node, SavedValue> saved = [];

    private sealed record SavedValue(Lowered First, VirtualRegister Kept);

    private KernelExit GivingUp
    {
        get
        {
            if (givingUp == null) kernel.Exits.Add(givingUp = new KernelExit(1, null, null));
            return givingUp;
        }
    }

    public static MachineKernel LowerFunction(Region region, NumericLoop whole)
    {
        var live = new LiveValues(whole.Flow.Order, forExits: false);
        var lowering = new LoopLowering(whole, live, region.Name, false, region);
        lowering.RunFunction(region);
        return lowering.kernel;
    }

    private void RunFunction(Region region)
    {
        FindFused();
        var wanted = new HashSet<Node>(loop.Blocks.SelectMany(live.AcrossCalls));
        var called = BehindCalls();
        Append(entry);
        foreach (var b in loop.Blocks)
        {
            blocks[b] = kernel.NewBlock(0);
            foreach (var p in b.Params) NewVariable(p);
        }
        foreach (var p in region.Parameters.Skip(1))
        {
            NewVariable(p);
            kernel.Inputs.Add(new KernelInput(InputKind.Value, p, null, values[p].Operand.Register!));
        }
        Jump(entry, blocks[loop.Head]);
        var framed = FirstWithFrame();
        foreach (var b in loop.Blocks)
        {
            Append(blocks[b]);
            Begin(blocks[b]);
            current.IsFrameless = framed != loop.Head && (b == loop.Head || b.End == EndKind.Return && loop.Flow.Before(b) is [var only] && only == loop.Head);
            bool behind = called.Contains(b);
            Read(behind);
            if (b == framed)
            {
                foreach (var p in region.Parameters.Skip(1).Where(wanted.Contains)) Save(p);
                if (b != loop.Head)
                    foreach (var n in loop.Head.Nodes.Where(wanted.Contains)) Save(n);
            }
            if (!behind)
                foreach (var p in b.Params.Where(wanted.Contains)) Save(p);
            foreach (var n in b.Nodes)
            {
                EmitNode(n);
                if (n.Op == IrOp.CallDirect) Read(behind = true);
                else if (!behind && !current.IsFrameless && wanted.Contains(n)) Save(n);
            }
            End(b);
        }
        entry.IsFrameless = framed != loop.Head;
    }

    /// <summary>The blocks that a call may come before.</summary>
    private HashSet<Block> BehindCalls()
    {
        var behind = new HashSet<Block>();
        foreach (var b in loop.Blocks)
            if (behind.Contains(b) || b.Nodes.Exists(n => n.Op == IrOp.CallDirect))
                foreach (var e in b.Edges) behind.Add(e.Target);
        return behind;
    }

    /// <summary>
    /// Where a frame is made: in the first block, but for functions that begin with a test and return at once on one side of it. They make it on the other side.
    /// </summary>
    private Block FirstWithFrame()
    {
        if (loop.Head is not { End: EndKind.Branch } head || head.Nodes.Exists(n => n.Op == IrOp.CallDirect)) return loop.Head;
        var (a, b) = (head.Then!.Target, head.Else!.Target);
        if (a.End != EndKind.Return) (a, b) = (b, a);
        bool apart = a.End == EndKind.Return && b.End != EndKind.Return && !a.Nodes.Exists(n => n.Op == IrOp.CallDirect) && loop.Flow.Before(a).Count == 1 && loop.Flow.Before(b).Count == 1;
        return apart ? b : loop.Head;
    }

    private void Save(Node n)
    {
        var kept = kernel.NewRegister(ClassOf(n.Type));
        if (fused.Contains(n)) return;
        var v = n.Type == IrType.Float ? Float(n) : Use(n);
        if (v.IsConstant) return;
        if (v.Addend == 0) Emit(MachineOp.Save, kept, v.Operand);
        else Emit(new MachineInstruction(MachineOp.AddConstant, kept, v.Operand) { Constant = v.Addend });
        saved[n] = new(v, kept);
    }

    /// <summary>From where values are read: behind calls from where they are kept.</summary>
    private void Read(bool behind)
    {
        foreach (var (n, (first, kept)) in saved) values[n] = behind ? kept : first;
        ForgetSums();
    }

    private void EndFunction(Block b)
    {
        if (b.End == EndKind.Return)
        {
            current.End = MachineEnd.Return;
            current.Left = b.Condition!.Type == IrType.Float ? Float(b.Condition) : IntOrImmediate(b.Condition);
            return;
        }
        var leaving = kernel.NewBlock(0, isCold: true);
        leaving.End = MachineEnd.Leave;
        leaving.Exit = GivingUp;
        Append(leaving);
        Jump(current, leaving);
    }
}
