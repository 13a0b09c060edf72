using TieredPy.Tiers.X64.Machine;

namespace TieredPy.Tiers.X64.Allocating;

/// <summary>
/// The live range of each virtual register. An instruction reads at an even position and writes at the odd one behind it; its exit reads what it wants
/// behind the write, as the target must not have the register of a value that the exit still needs.
/// </summary>
internal sealed class LiveRanges
{
    private readonly MachineKernel kernel;
    private readonly Dictionary<MachineBlock, HashSet<VirtualRegister>> atStart = [];

    public LiveRanges(MachineKernel kernel)
    {
        this.kernel = kernel;
        Of = new LiveRange[kernel.Registers.Count];
        Uses = new double[Of.Length];
        for (int k = 0; k < Of.Length; k++) Of[k] = new LiveRange();
        FindLive();
        Build();
    }

    public LiveRange[] Of { get; }

    /// <summary>The position of each instruction; a block's end has the one behind its last.</summary>
    public Dictionary<MachineInstruction, int> Positions { get; } = [];

    /// <summary>How often each register is read or written, an estimate that counts a loop's round eight times.</summary>
    public double[] Uses { get; }

    private void FindLive()
    {
        foreach (var b in kernel.Blocks) atStart[b] = [];
        for (bool changed = true; changed;)
        {
            changed = false;
            for (int k = kernel.Blocks.Count - 1; k >= 0; k--)
            {
                var b = kernel.Blocks[k];
                var live = AtEnd(b);
                for (int i = b.Instructions.Count - 1; i >= 0; i--)
                {
                    var instruction = b.Instructions[i];
                    if (instruction.Target != null) live.Remove(instruction.Target);
                    live.UnionWith(instruction.Uses());
                    if (instruction.Exit != null) live.UnionWith(Wanted(instruction.Exit));
                }
                if (live.SetEquals(atStart[b])) continue;
                atStart[b] = live;
                changed = true;
            }
        }
    }

    /// <summary>What is alive once a block's instructions have run, its end's operands included.</summary>
    private HashSet<VirtualRegister> AtEnd(MachineBlock b)
    {
        var live = new HashSet<VirtualRegister>();
        foreach (var s in b.Successors) live.UnionWith(atStart[s]);
        if (b.End == MachineEnd.Branch)
        {
            if (b.Left.Register != null) live.Add(b.Left.Register);
            if (b.Right.Register != null) live.Add(b.Right.Register);
        }
        if (b.End == MachineEnd.Return && b.Left.Register != null) live.Add(b.Left.Register);
        if (b.End == MachineEnd.Leave) live.UnionWith(Wanted(b.Exit!));
        return live;
    }

    private static IEnumerable<VirtualRegister> Wanted(KernelExit exit)
    {
        foreach (var v in exit.Values)
            if (v.Value.Register != null) yield return v.Value.Register;
    }

    private void Build()
    {
        int position = 2;
        foreach (var input in kernel.Inputs) Of[input.Register.Id].Add(0, 1);
        foreach (var b in kernel.Blocks)
        {
            int start = position, end = position + 2 * b.Instructions.Count + 2;
            position = end;
            double weight = b.IsCold ? 0.01 : Math.Pow(8, b.LoopDepth);
            // Where each register that is alive is read last, going backwards.
            var until = new Dictionary<VirtualRegister, int>();
            foreach (var r in AtEnd(b)) until[r] = end;
            Count(b.Left.Register, weight);
            Count(b.Right.Register, weight);
            for (int k = b.Instructions.Count - 1; k >= 0; k--)
            {
                var i = b.Instructions[k];
                int at = start + 2 * k;
                Positions[i] = at;
                if (i.Target is { } target)
                {
                    Of[target.Id].Add(at + 1, until.Remove(target, out int last) ? last : at + 2);
                    Count(target, weight);
                }
                foreach (var r in i.Uses())
                {
                    until.TryAdd(r, i.WritesEarly ? at + 2 : at + 1);
                    Count(r, weight);
                }
                if (i.Exit == null) continue;
                foreach (var r in Wanted(i.Exit))
                    if (!(i.CanUndo && Reads(i, r))) until[r] = Math.Max(until.GetValueOrDefault(r), at + 2);
            }
            foreach (var (r, last) in until) Of[r.Id].Add(start, last);
        }
        // Inputs are there from the beginning.
        foreach (var input in kernel.Inputs)
            if (atStart[kernel.Blocks[0]].Contains(input.Register)) Of[input.Register.Id].Add(0, 3);
    }

    private static bool Reads(MachineInstruction i, VirtualRegister r)
    {
        foreach (var o in i.Operands)
            if (o.Register == r) return true;
        return false;
    }

    private void Count(VirtualRegister? r, double weight)
    {
        if (r != null) Uses[r.Id] += weight;
    }
}
