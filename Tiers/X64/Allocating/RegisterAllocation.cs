using TieredPy.Tiers.X64.Machine;

namespace TieredPy.Tiers.X64.Allocating;

/// <summary>Where a virtual register is: a register of the processor, or a slot on the stack.</summary>
/// <param name="Number">Of a register, as in the instruction set; of a slot, counted in 8 bytes from the stack pointer.</param>
internal readonly record struct Place(bool IsSlot, int Number)
{
    public override string ToString() => IsSlot ? $"[{Number}]" : $"{Number}";
}

/// <summary>
/// Gives virtual registers places. Those that moves connect become one where they are never wanted at the same time; then each takes a register that is free
/// wherever it is alive, those first whose uses, weighted by loops, are densest (Chow and Hennessy, The Priority-Based Coloring Approach to Register
/// RegisterAllocation, 1990). What finds none is kept on the stack: values that a loop only passes by.
/// </summary>
internal sealed class RegisterAllocation
{
    /// <summary>General registers in the order in which they are taken: those that calls need not preserve first. Not: rax, rcx and rdx, which instructions use, and rsp.</summary>
    private static readonly int[] General = [6, 7, 8, 9, 10, 11, 3, 5, 12, 13, 14, 15];

    /// <summary>Those of a function: two more have the buffer's address and the polls' flag's.</summary>
    private static readonly int[] GeneralOfFunctions = [6, 7, 8, 9, 10, 11, 5, 13, 14, 15];

    /// <summary>The registers that a function's arguments come in, ints and floats by themselves.</summary>
    public static ReadOnlySpan<int> Arguments => [6, 7, 8, 9, 10, 11];

    /// <summary>Registers that the callee preserves.</summary>
    public static readonly int[] Preserved = [3, 5, 12, 13, 14, 15];

    /// <summary>Vector registers but for two, which instructions use.</summary>
    private static readonly int[] Floats = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13];

    /// <summary>Those of whole vectors: AVX-512 has more.</summary>
    private static readonly int[] ManyVectors = [16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, .. Floats];

    private readonly MachineKernel kernel;
    private readonly LiveRanges ranges;
    private readonly VirtualRegister?[] joined;
    private readonly LiveRange[] rangeOf;
    private readonly double[] usesOf;
    private readonly Place?[] places;
    /// <summary>When each register is taken: the general ones, then those of vectors.</summary>
    private readonly LiveRange?[] taken = new LiveRange?[16 + 32];
    private readonly List<LiveRange> slots = [];
    private readonly Dictionary<VirtualRegister, int> wished = [];

    /// <summary>The registers that would better be one with each.</summary>
    private readonly List<VirtualRegister>?[] related;

    private RegisterAllocation(MachineKernel kernel)
    {
        this.kernel = kernel;
        ranges = new LiveRanges(kernel);
        rangeOf = [.. ranges.Of];
        joined = new VirtualRegister?[kernel.Registers.Count];
        usesOf = [.. ranges.Uses];
        places = new Place?[kernel.Registers.Count];
        related = new List<VirtualRegister>?[kernel.Registers.Count];
    }

    /// <summary>Slots on the stack, of 8 bytes.</summary>
    public int SlotCount => slots.Count;

    /// <summary>There are fewer vector registers than the kernel needs, and vectors aren't kept on the stack: the kernel has to do without.</summary>
    public bool LacksVectors { get; private set; }

    public static RegisterAllocation Of(MachineKernel kernel)
    {
        var a = new RegisterAllocation(kernel);
        a.Join();
        a.FindWishes();
        a.Relate();
        a.Assign();
        return a;
    }

    public bool HasVectors => kernel.Registers.Exists(r => r.Class == RegisterClass.Vector);

    /// <summary>Where a register is.</summary>
    public Place this[VirtualRegister r] => places[r.Id] ?? new Place(false, r.Class == RegisterClass.General ? General[0] : 0);

    /// <summary>The preserved registers that are in use.</summary>
    public IEnumerable<int> PreservedInUse => Array.FindAll(Preserved, p => taken[p] != null);

    private VirtualRegister Root(VirtualRegister r)
    {
        while (joined[r.Id] is { } to) r = to;
        return r;
    }

    /// <summary>Notes which registers would better be those that arguments come in.</summary>
    private void FindWishes()
    {
        if (!kernel.IsFunction) return;
        foreach (var b in kernel.Blocks)
            foreach (var i in b.Instructions)
                if (i.Op == MachineOp.CallSelf) Wish(i.Operands);
        Wish(OperandsOf(kernel.Inputs));
    }

    private void Wish(IReadOnlyList<Operand> arguments)
    {
        var numbers = ArgumentNumbers(arguments);
        for (int k = 0; k < numbers.Length; k++)
            if (arguments[k].Register is { } r) wished[Root(r)] = numbers[k];
    }

    /// <summary>The registers of a function's parameters.</summary>
    public static Operand[] OperandsOf(List<KernelInput> parameters)
    {
        var operands = new Operand[parameters.Count];
        for (int k = 0; k < operands.Length; k++) operands[k] = parameters[k].Register;
        return operands;
    }

    /// <summary>The numbers of the registers of a function's arguments.</summary>
    public static int[] ArgumentNumbers(IReadOnlyList<Operand> arguments)
    {
        var numbers = new int[arguments.Count];
        int ints = 0, floats = 0;
        for (int k = 0; k < numbers.Length; k++) numbers[k] = arguments[k].Register is { Class: RegisterClass.Float } ? floats++ : Arguments[ints++];
        return numbers;
    }

    private void Join()
    {
        for (int depth = MostDepth(); depth >= 0; depth--)
            foreach (var b in kernel.Blocks)
                if (b.LoopDepth == depth) Join(b);
    }

    private int MostDepth()
    {
        int most = 0;
        foreach (var b in kernel.Blocks) most = Math.Max(most, b.LoopDepth);
        return most;
    }

    private void Join(MachineBlock b)
    {
        foreach (var i in b.Instructions)
        {
            // A sum with a constant is a move, too: most often of a loop's counter.
            if (i.Op is not (MachineOp.Move or MachineOp.AddConstant) || i.A.Register == null) continue;
            var (to, from) = (Root(i.Target!), Root(i.A.Register));
            if (to == from || to.Class != from.Class || rangeOf[to.Id].Overlaps(rangeOf[from.Id])) continue;
            // One would force the other onto the stack.
            if (IsAcrossAny(ranges.OwnCalls, rangeOf[to.Id]) != IsAcrossAny(ranges.OwnCalls, rangeOf[from.Id])) continue;
            joined[from.Id] = to;
            rangeOf[to.Id].Add(rangeOf[from.Id]);
            usesOf[to.Id] += usesOf[from.Id];
        }
    }

    /// <summary>Notes which registers would better be one: the target and the first operand, for instructions that work in place.</summary>
    private void Relate()
    {
        foreach (var b in kernel.Blocks)
            foreach (var i in b.Instructions)
            {
                if (i.Target == null || i.Operands.Length == 0) continue;
                foreach (var o in i.Operands)
                {
                    if (o.Register == null || o.Register.Class != i.Target.Class) continue;
                    var (x, y) = (Root(i.Target), Root(o.Register));
                    if (x == y) continue;
                    (related[x.Id] ??= []).Add(y);
                    (related[y.Id] ??= []).Add(x);
                    if (i.Op is not (MachineOp.Add or MachineOp.And or MachineOp.Or or MachineOp.Xor or MachineOp.Multiply)) break;
                }
            }
    }

    private void Assign()
    {
        var order = new List<VirtualRegister>();
        foreach (var r in kernel.Registers)
            if (joined[r.Id] == null && !rangeOf[r.Id].IsEmpty) order.Add(r);
        // Sorted by density, and by number where that is the same, so that the same kernel gives the same code.
        var densities = new double[kernel.Registers.Count];
        foreach (var r in order) densities[r.Id] = usesOf[r.Id] / rangeOf[r.Id].Length;
        order.Sort((a, b) => densities[b.Id].CompareTo(densities[a.Id]) is not 0 and var c ? c : a.Id.CompareTo(b.Id));
        foreach (var r in order) places[r.Id] = Find(r);
        foreach (var r in kernel.Registers)
            if (joined[r.Id] != null) places[r.Id] = places[Root(r).Id];
    }

    /// <summary>The registers that a call of C in the place of an instruction doesn't preserve, but that are wanted behind it.</summary>
    public List<VirtualRegister> WantedBehind(MachineInstruction power)
    {
        var wanted = new List<VirtualRegister>();
        foreach (var r in kernel.Registers)
        {
            if (joined[r.Id] != null || rangeOf[r.Id].IsEmpty || this[r].IsSlot || r.Class == RegisterClass.General && Array.IndexOf(Preserved, this[r].Number) >= 0) continue;
            if (rangeOf[r.Id].IsAcross(ranges.Powers[power])) wanted.Add(r);
        }
        return wanted;
    }

    private Place Find(VirtualRegister r)
    {
        // Vectors aren't kept over calls.
        if (r.Class == RegisterClass.Vector && IsAcrossAny(ranges.Powers.Values, rangeOf[r.Id])) LacksVectors = true;
        bool general = r.Class == RegisterClass.General;
        if (wished.TryGetValue(r, out int wish) && IsFree(general, wish, rangeOf[r.Id])) return Take(general, wish, rangeOf[r.Id]);
        foreach (var other in related[r.Id] ?? [])
            if (places[other.Id] is { IsSlot: false } place && IsFree(general, place.Number, rangeOf[r.Id])) return Take(general, place.Number, rangeOf[r.Id]);
        foreach (int number in general ? kernel.IsFunction ? GeneralOfFunctions : General : r.Class == RegisterClass.Vector && Cpu.Level >= CpuLevel.Avx512 ? ManyVectors : Floats)
            if (IsFree(general, number, rangeOf[r.Id])) return Take(general, number, rangeOf[r.Id]);
        if (r.Class == RegisterClass.Vector) LacksVectors = true;
        for (int k = 0; k < slots.Count; k++)
        {
            if (slots[k].Overlaps(rangeOf[r.Id])) continue;
            slots[k].Add(rangeOf[r.Id]);
            return new Place(true, k);
        }
        var slot = new LiveRange();
        slot.Add(rangeOf[r.Id]);
        slots.Add(slot);
        return new Place(true, slots.Count - 1);
    }

    private bool IsFree(bool general, int number, LiveRange range)
    {
        if (IsAcrossAny(ranges.OwnCalls, range)) return false;
        if (!(general && Array.IndexOf(Preserved, number) >= 0) && IsAcrossAny(ranges.Calls, range)) return false;
        return taken[general ? number : 16 + number] is not { } others || !others.Overlaps(range);
    }

    private static bool IsAcrossAny(IEnumerable<int> positions, LiveRange range)
    {
        foreach (int p in positions)
            if (range.IsAcross(p)) return true;
        return false;
    }

    private Place Take(bool general, int number, LiveRange range)
    {
        (taken[general ? number : 16 + number] ??= new LiveRange()).Add(range);
        return new Place(false, number);
    }
}
