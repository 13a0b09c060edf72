using Iced.Intel;
using TieredPy.Tiers.X64.Allocating;
using TieredPy.Tiers.X64.Machine;
using static Iced.Intel.AssemblerRegisters;

namespace TieredPy.Tiers.X64.Assembling;

/// <summary>
/// Makes machine code of a kernel: a C function (System V) that takes the buffer's address and returns the number of the exit. rax, rcx, rdx, xmm14 and xmm15 belong
/// to single instructions; what is on the stack comes into them. This part: the frame, blocks, exits.
/// </summary>
internal sealed partial class KernelAssembler
{
    private const int LoopAlignment = 32;

    /// <param name="Inverse">What undoes the instruction whose overflow led to the exit.</param>
    private sealed record Undo(MachineOp Inverse, AssemblerRegister64 Register, Operand Other);

    private readonly MachineKernel kernel;
    private readonly RegisterAllocation places;
    private readonly Assembler c = new(64);
    /// <summary>A place in the code.</summary>
    private sealed class CodePlace
    {
        public Label Label;
    }

    private readonly Dictionary<MachineBlock, CodePlace> labels = [];
    private readonly Dictionary<KernelExit, CodePlace> stubs = [];
    private readonly Dictionary<KernelExit, Undo> undos = [];
    private readonly bool vex = Cpu.Level >= CpuLevel.Avx2;
    private readonly int[] preserved;
    private readonly int frameSize;

    /// <summary>The labels of loops' heads.</summary>
    private readonly HashSet<ulong> loops = [];
    private Label leaving;

    private KernelAssembler(MachineKernel kernel, RegisterAllocation places)
    {
        this.kernel = kernel;
        this.places = places;
        preserved = [.. places.PreservedInUse];
        foreach (var b in kernel.Blocks)
            foreach (var i in b.Instructions)
                if (i.IsPower) powers[i] = new Power(places.WantedBehind(i));
        // The slots, the buffer's address, then what calls are to preserve. Where C is called, the stack is aligned to 16 bytes; the return address is on it.
        frameSize = kernel.IsFunction ? CallBytes(places) - 8 : 8 * places.SlotCount + 8 + 8 * MostWanted();
        if (!kernel.IsFunction && (8 + 8 * preserved.Length + frameSize) % 16 != 0) frameSize += 8;
        leaving = c.CreateLabel();
    }

    /// <summary>The code, which can be anywhere that is aligned to <see cref="LoopAlignment"/>.</summary>
    public static byte[] Assemble(MachineKernel kernel, RegisterAllocation places)
    {
        var assembler = new KernelAssembler(kernel, places);
        assembler.Run();
        return CodeLayout.Encode(assembler.c.Instructions, assembler.loops, LoopAlignment);
    }

    private int BufferOffset => 8 * places.SlotCount;

    private void Run()
    {
        var order = kernel.Blocks.FindAll(b => !b.IsCold && Behind(b) == b);
        order.AddRange(kernel.Blocks.FindAll(b => b.IsCold && b.End != MachineEnd.Leave && Behind(b) == b));
        var place = new Dictionary<MachineBlock, int>();
        for (int k = 0; k < order.Count; k++) place[order[k]] = k;
        foreach (var b in kernel.Blocks)
            if (b.End != MachineEnd.Leave) labels[b] = new CodePlace { Label = c.CreateLabel() };
        // Loops begin where jumps back lead.
        var heads = new HashSet<MachineBlock>();
        foreach (var b in order)
            foreach (var s in b.Successors)
                if (place.TryGetValue(Behind(s), out int to) && to <= place[b]) heads.Add(Behind(s));
        if (kernel.IsFunction) EnterFunction();
        else Enter();
        for (int k = 0; k < order.Count; k++)
        {
            var b = order[k];
            if (heads.Contains(b)) loops.Add(labels[b].Label.Id);
            Mark(ref labels[b].Label);
            MakeFrame(b);
            foreach (var i in b.Instructions) Emit(i);
            End(b, k + 1 < order.Count ? order[k + 1] : null);
        }
        if (kernel.IsFunction) EmitGivingUp();
        else
        {
            EmitStubs();
            Return();
            EmitPowerCalls();
        }
        EmitPool();
    }

    private int marked = -1;

    /// <summary>Puts a label here. No two are at one instruction: a block between them may have come to nothing, as its values are where they should be.</summary>
    private void Mark(ref Label label)
    {
        if (c.Instructions.Count == marked) c.nop();
        c.Label(ref label);
        marked = c.Instructions.Count;
    }

    /// <summary>The block that control comes to by way of blocks that have nothing in them.</summary>
    private static MachineBlock Behind(MachineBlock b)
    {
        while (b is { Instructions.Count: 0, End: MachineEnd.Jump } && b.Then != b) b = b.Then!;
        return b;
    }

    private void Enter()
    {
        foreach (int p in preserved) c.push(General[p]);
        c.sub(rsp, frameSize);
        c.mov(__qword_ptr[rsp + BufferOffset], rdi);
        c.mov(rax, rdi);
        for (int k = 0; k < kernel.Inputs.Count; k++)
        {
            var register = kernel.Inputs[k].Register;
            var place = places[register];
            var slot = __qword_ptr[rax + 8 * k];
            if (place.IsSlot)
            {
                c.mov(rcx, slot);
                c.mov(Slot(place), rcx);
            }
            else if (register.Class == RegisterClass.General) c.mov(General[place.Number], slot);
            else LoadFloat(Xmm[place.Number], slot);
        }
    }

    private void Return()
    {
        if (places.HasVectors) c.vzeroupper();
        c.add(rsp, frameSize);
        for (int k = preserved.Length - 1; k >= 0; k--) c.pop(General[preserved[k]]);
        c.ret();
    }

    private void End(MachineBlock b, MachineBlock? next)
    {
        if (b.End == MachineEnd.Return)
        {
            ReturnFromFunction(b);
            return;
        }
        if (b.End == MachineEnd.Jump)
        {
            if (Behind(b.Then!) != next) c.jmp(LabelOf(b.Then!));
            return;
        }
        var (comparison, then, otherwise) = (b.Comparison, Behind(b.Then!), Behind(b.Else!));
        if (then == next) (comparison, then, otherwise) = (comparison.Negated(), otherwise, then);
        if (!HasFlags(b, comparison)) Compare(comparison, b.Left, b.Right);
        JumpIf(comparison, LabelOf(then));
        if (otherwise != next) c.jmp(LabelOf(otherwise));
    }

    /// <summary>The block's last instruction counted down what is now compared with 0: the flags tell already.</summary>
    private bool HasFlags(MachineBlock b, Comparison comparison) =>
        comparison is Comparison.Equal or Comparison.NotEqual && b.Right is { IsImmediate: true, Immediate: 0 } && b.Instructions.Count > 0
        && b.Instructions[^1] is { Op: MachineOp.AddConstant } last && last.Target == b.Left.Register && places[last.Target!] == places[last.A.Register!] && !places[last.Target!].IsSlot;

    private Label LabelOf(MachineBlock b)
    {
        b = Behind(b);
        return b.End == MachineEnd.Leave ? StubOf(b.Exit!) : labels[b].Label;
    }

    private Label StubOf(KernelExit exit)
    {
        if (!stubs.TryGetValue(exit, out var place)) stubs[exit] = place = new CodePlace { Label = c.CreateLabel() };
        return place.Label;
    }

    private void EmitStubs()
    {
        foreach (var (exit, place) in stubs)
        {
            Mark(ref place.Label);
            if (undos.TryGetValue(exit, out var undo)) TakeBack(undo);
            c.mov(eax, exit.Number);
            c.jmp(leaving);
        }
        Mark(ref leaving);
        LeaveRegisters();
    }

    /// <summary>Leaves what any of the exits wants in the buffer; eax has the exit's number.</summary>
    private void LeaveRegisters()
    {
        var left = new VirtualRegister?[BufferLayout.Registers + places.SlotCount];
        bool any = false;
        foreach (var exit in stubs.Keys)
            foreach (var v in exit.Values)
            {
                if (v.Value.Register is not { } r) continue;
                v.Place = BufferLayout.PlaceOf(r.Class, places[r]);
                left[v.Place] = r;
                any = true;
            }
        if (any) c.mov(rcx, __qword_ptr[rsp + BufferOffset]);
        for (int at = 0; at < left.Length; at++)
        {
            if (left[at] is not { } r) continue;
            var to = __qword_ptr[rcx + 8 * at];
            var place = places[r];
            if (place.IsSlot)
            {
                c.mov(rdx, Slot(place));
                c.mov(to, rdx);
            }
            else if (r.Class == RegisterClass.General) c.mov(to, General[place.Number]);
            else StoreFloat(to, Xmm[place.Number]);
        }
    }

    private void TakeBack(Undo undo)
    {
        if (undo.Other.IsImmediate)
        {
            if (undo.Inverse == MachineOp.Add) c.add(undo.Register, (int)undo.Other.Immediate);
            else c.sub(undo.Register, (int)undo.Other.Immediate);
            return;
        }
        var other = ReadGeneral(undo.Other.Register!, rcx);
        if (undo.Inverse == MachineOp.Add) c.add(undo.Register, other);
        else c.sub(undo.Register, other);
    }
}
