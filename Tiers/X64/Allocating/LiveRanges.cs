using TieredPy.Tiers.X64.Machine;

namespace TieredPy.Tiers.X64.Allocating;

/// <summary>
/// The live range of each virtual register. An instruction reads at an even position and writes at the odd one behind it; its exit reads what it wants
/// behind the write, as the target must not have the register of a value that the exit still needs.
/// </summary>
internal sealed class LiveRanges
{
    private readonly MachineKernel kernel;

    /// <summary>What is alive where each block begins, by the blocks' numbers.</summary>
    private readonly RegisterSet[] atStart;

    public LiveRanges(MachineKernel kernel)
    {
        this.kernel = kernel;
        atStart = new RegisterSet[kernel.BlockCount];
        Of = new LiveRange[kernel.Registers.Count];
        Uses = new double[Of.Length];
        for (int k = 0; k < Of.Length; k++) Of[k] = new LiveRange();
        FindLive();
        Build();
    }

    public LiveRange[] Of { get; }

    /// <summary>The positions at which C is called, and at which a function calls itself: between the reads of such an instruction and its write.</summary>
    public List<int> Calls { get; } = [];

    /// <inheritdoc cref="Calls"/>
    public List<int> OwnCalls { get; } = [];

    /// <summary>The positions of instructions that seldom call C, and then keep what is in registers.</summary>
    public Dictionary<MachineInstruction, int> Powers { get; } = [];

    /// <summary>How often each register is read or written, an estimate that counts a loop's round eight times.</summary>
    public double[] Uses { get; }

    private void FindLive()
    {
        int count = kernel.Registers.Count;
        var (used, defined) = (new RegisterSet[atStart.Length], new RegisterSet[atStart.Length]);
        foreach (var b in kernel.Blocks)
        {
            atStart[b.Id] = new RegisterSet(count);
            var (uses, targets) = (used[b.Id] = new RegisterSet(count), defined[b.Id] = new RegisterSet(count));
            AddEnd(b, uses);
            for (int k = b.Instructions.Count - 1; k >= 0; k--)
            {
                var i = b.Instructions[k];
                if (i.Target != null)
                {
                    uses.Remove(i.Target);
                    targets.Add(i.Target);
                }
                foreach (var o in i.Operands) uses.Add(o.Register);
                uses.Add(i.Memory?.Base);
                uses.Add(i.Memory?.Index);
                AddWanted(i.Exit, uses);
            }
        }
        var end = new RegisterSet(count);
        for (bool changed = true; changed;)
        {
            changed = false;
            for (int k = kernel.Blocks.Count - 1; k >= 0; k--)
            {
                var b = kernel.Blocks[k];
                end.Clear();
                AddSuccessors(b, end);
                changed |= atStart[b.Id].Become(used[b.Id], end, defined[b.Id]);
            }
        }
    }

    private void AddSuccessors(MachineBlock b, RegisterSet to)
    {
        if (b.Then != null) to.AddAll(atStart[b.Then.Id]);
        if (b.Else != null) to.AddAll(atStart[b.Else.Id]);
    }

    /// <summary>Adds what the end of a block reads.</summary>
    private static void AddEnd(MachineBlock b, RegisterSet to)
    {
        if (b.End is MachineEnd.Branch or MachineEnd.Return) to.Add(b.Left.Register);
        if (b.End == MachineEnd.Branch) to.Add(b.Right.Register);
        if (b.End == MachineEnd.Leave) AddWanted(b.Exit, to);
    }

    private static void AddWanted(KernelExit? exit, RegisterSet to)
    {
        if (exit == null) return;
        foreach (var v in exit.Values) to.Add(v.Value.Register);
    }

    private void Build()
    {
        int position = 2;
        foreach (var input in kernel.Inputs) Of[input.Register.Id].Add(0, 1);
        // Where each register that is alive is read last, going backwards; 0: it isn't alive.
        int[] until = new int[kernel.Registers.Count];
        var alive = new RegisterSet(until.Length);
        var numbers = new List<int>();
        foreach (var b in kernel.Blocks)
        {
            int start = position, end = position + 2 * b.Instructions.Count + 2;
            position = end;
            double weight = b.IsCold ? 0.01 : Math.Pow(8, b.LoopDepth);
            alive.Clear();
            AddSuccessors(b, alive);
            AddEnd(b, alive);
            numbers.Clear();
            alive.ListTo(numbers);
            foreach (int r in numbers) until[r] = end;
            Count(b.Left.Register, weight);
            Count(b.Right.Register, weight);
            for (int k = b.Instructions.Count - 1; k >= 0; k--)
            {
                var i = b.Instructions[k];
                int at = start + 2 * k;
                if (i.Op == MachineOp.CallFloat) Calls.Add(at + 1);
                if (i.IsPower) Powers[i] = at + 1;
                if (i.Op == MachineOp.CallSelf) OwnCalls.Add(at + 1);
                if (i.Target is { } target)
                {
                    Of[target.Id].Add(at + 1, until[target.Id] > 0 ? until[target.Id] : at + 2);
                    until[target.Id] = 0;
                    Count(target, weight);
                }
                int last = i.WritesEarly ? at + 2 : at + 1;
                foreach (var o in i.Operands) Read(o.Register, last, weight, until, numbers);
                Read(i.Memory?.Base, last, weight, until, numbers);
                Read(i.Memory?.Index, last, weight, until, numbers);
                if (i.Exit == null) continue;
                foreach (var v in i.Exit.Values)
                {
                    if (v.Value.Register is not { } r || i.CanUndo && Reads(i, r)) continue;
                    if (until[r.Id] == 0) numbers.Add(r.Id);
                    until[r.Id] = Math.Max(until[r.Id], at + 2);
                }
            }
            foreach (int r in numbers)
            {
                if (until[r] > 0) Of[r].Add(start, until[r]);
                until[r] = 0;
            }
        }
        // Inputs are there from the beginning.
        foreach (var input in kernel.Inputs)
            if (atStart[kernel.Blocks[0].Id].Contains(input.Register)) Of[input.Register.Id].Add(0, 3);
    }

    /// <summary>An instruction reads a register, which is wanted until <paramref name="last"/> if not until later.</summary>
    private void Read(VirtualRegister? r, int last, double weight, int[] until, List<int> numbers)
    {
        if (r == null) return;
        if (until[r.Id] == 0)
        {
            until[r.Id] = last;
            numbers.Add(r.Id);
        }
        Count(r, weight);
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
