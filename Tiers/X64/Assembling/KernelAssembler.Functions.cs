using Iced.Intel;
using TieredPy.Tiers.X64.Allocating;
using TieredPy.Tiers.X64.Lowering;
using TieredPy.Tiers.X64.Machine;
using static Iced.Intel.AssemblerRegisters;

namespace TieredPy.Tiers.X64.Assembling;

/// <summary>
/// Functions that call themselves. Code that C calls sets up what all calls share (rbx has the buffer's address, r12 that of the polls' flag), and notes where
/// the stack was: there control comes to when the computation is given up. The function itself preserves nothing; what calls would lose is in its frame.
/// </summary>
internal sealed partial class KernelAssembler
{
    private Label body, out_;
    private bool hasFrame;

    private static AssemblerMemoryOperand Shared(int place) => __qword_ptr[rbx + 8 * place];

    /// <summary>The bytes of stack that a call of a function takes: its frame and where it returns to. Where C is called, the stack is aligned to 16 bytes.</summary>
    public static int CallBytes(RegisterAllocation places) => (8 * places.SlotCount + 8 + 15) & -16;

    private void EnterFunction()
    {
        foreach (int p in RegisterAllocation.Preserved) c.push(General[p]);
        c.sub(rsp, 8);
        c.mov(rbx, rdi);
        c.mov(r12, PollFlag.Address);
        c.mov(Shared(FunctionKernel.ReturnPlace), rsp);
        c.mov(rax, rsp);
        c.sub(rax, Shared(FunctionKernel.RoomPlace));
        c.mov(Shared(FunctionKernel.LimitPlace), rax);
        var numbers = RegisterAllocation.ArgumentNumbers(RegisterAllocation.OperandsOf(kernel.Inputs));
        for (int k = 0; k < numbers.Length; k++)
        {
            if (kernel.Inputs[k].Register.Class == RegisterClass.Float) LoadFloat(Xmm[numbers[k]], Shared(k));
            else c.mov(General[numbers[k]], Shared(k));
        }
        (body, out_) = (c.CreateLabel(), c.CreateLabel());
        c.call(body);
        if (kernel.Result == RegisterClass.Float) StoreFloat(Shared(0), xmm0);
        else c.mov(Shared(0), rax);
        c.xor(eax, eax);
        Mark(ref out_);
        c.add(rsp, 8);
        for (int k = RegisterAllocation.Preserved.Length - 1; k >= 0; k--) c.pop(General[RegisterAllocation.Preserved[k]]);
        c.ret();

        Mark(ref body);
        if (!kernel.Blocks[0].IsFrameless || kernel.Blocks.Exists(b => b.IsFrameless && UsesFrame(b)) || kernel.Inputs.Exists(p => places[p.Register].IsSlot))
        {
            foreach (var b in kernel.Blocks) b.IsFrameless = false;
            MakeFrame();
        }
        // From the registers that arguments come in to the parameters' own.
        var moves = new List<(Place To, AssemblerRegister64 From)>();
        var floats = new List<(int To, int From)>();
        for (int k = 0; k < numbers.Length; k++)
        {
            var to = places[kernel.Inputs[k].Register];
            if (kernel.Inputs[k].Register.Class == RegisterClass.General) moves.Add((to, General[numbers[k]]));
            else if (to.IsSlot) StoreFloat(Slot(to), Xmm[numbers[k]]);
            else floats.Add((to.Number, numbers[k]));
        }
        Move(moves);
        MoveFloats(floats);
    }

    /// <summary>Something that the block reads or writes is on the stack.</summary>
    private bool UsesFrame(MachineBlock b)
    {
        if (IsOnStack(b.Left) || IsOnStack(b.Right)) return true;
        foreach (var i in b.Instructions)
        {
            if (i.Target is { } target && places[target].IsSlot) return true;
            foreach (var r in i.Uses())
                if (places[r].IsSlot) return true;
        }
        return false;
    }

    /// <summary>Makes the frame in the block that needs it first.</summary>
    private void MakeFrame(MachineBlock b)
    {
        if (kernel.IsFunction && !hasFrame && !b.IsFrameless) MakeFrame();
    }

    private void MakeFrame()
    {
        hasFrame = true;
        c.sub(rsp, frameSize);
        c.cmp(rsp, Shared(FunctionKernel.LimitPlace));
        c.jb(GivingUp());
        c.cmp(__byte_ptr[r12], 0);
        c.jne(GivingUp());
    }

    private Label GivingUp() => StubOf(kernel.Exits.Count > 0 ? kernel.Exits[0] : NoExit);

    private static readonly KernelExit NoExit = new(1, null, null);

    private void EmitGivingUp()
    {
        var here = GivingUp();
        Mark(ref here);
        c.mov(rsp, Shared(FunctionKernel.ReturnPlace));
        c.mov(eax, 1);
        c.jmp(out_);
    }

    private void ReturnFromFunction(MachineBlock b)
    {
        if (b.Left.Register is not { } r) Constant(rax, b.Left.Immediate);
        else if (r.Class == RegisterClass.Float) MoveFloat(xmm0, ReadFloat(r, xmm0));
        else
        {
            var value = ReadGeneral(r, rax);
            if (value != rax) c.mov(rax, value);
        }
        if (hasFrame && !b.IsFrameless) c.add(rsp, frameSize);
        c.ret();
    }

    private void CallSelf(MachineInstruction i)
    {
        var numbers = RegisterAllocation.ArgumentNumbers(i.Operands);
        var moves = new List<(Place To, AssemblerRegister64 From)>();
        var floats = new List<(int To, int From)>();
        for (int k = 0; k < numbers.Length; k++)
        {
            if (i.Operands[k].Register is not { } r || places[r].IsSlot) continue;
            if (r.Class == RegisterClass.Float) floats.Add((numbers[k], places[r].Number));
            else moves.Add((new Place(false, numbers[k]), General[places[r].Number]));
        }
        Move(moves);
        MoveFloats(floats);
        // What isn't in registers comes last, as no other argument is in the way.
        for (int k = 0; k < numbers.Length; k++)
        {
            if (i.Operands[k].Register is not { } r) Constant(General[numbers[k]], i.Operands[k].Immediate);
            else if (places[r].IsSlot && r.Class == RegisterClass.Float) LoadFloat(Xmm[numbers[k]], Slot(places[r]));
            else if (places[r].IsSlot) c.mov(General[numbers[k]], Slot(places[r]));
        }
        c.call(body);
        if (i.Target!.Class == RegisterClass.Float) Finish(i.Target, xmm0);
        else Finish(i.Target, rax);
    }

    /// <summary>Moves between general registers, or onto the stack, all at once; rax is free.</summary>
    private void Move(List<(Place To, AssemblerRegister64 From)> moves)
    {
        moves.RemoveAll(m => !m.To.IsSlot && General[m.To.Number] == m.From);
        while (moves.Count > 0)
        {
            int free = moves.FindIndex(m => m.To.IsSlot || !moves.Exists(o => o != m && o.From == General[m.To.Number]));
            if (free < 0)
            {
                // They go round in a circle: one value is put aside.
                c.mov(rax, moves[0].From);
                var aside = moves[0].From;
                for (int k = 0; k < moves.Count; k++)
                    if (moves[k].From == aside) moves[k] = (moves[k].To, rax);
                continue;
            }
            if (moves[free].To.IsSlot) c.mov(Slot(moves[free].To), moves[free].From);
            else c.mov(General[moves[free].To.Number], moves[free].From);
            moves.RemoveAt(free);
        }
    }

    /// <summary>As <see cref="Move"/>, between the registers of floats; xmm15 is free.</summary>
    private void MoveFloats(List<(int To, int From)> moves)
    {
        moves.RemoveAll(m => m.To == m.From);
        while (moves.Count > 0)
        {
            int free = moves.FindIndex(m => !moves.Exists(o => o != m && o.From == m.To));
            if (free < 0)
            {
                int aside = moves[0].From;
                MoveFloat(xmm15, Xmm[aside]);
                for (int k = 0; k < moves.Count; k++)
                    if (moves[k].From == aside) moves[k] = (moves[k].To, 15);
                continue;
            }
            MoveFloat(Xmm[moves[free].To], Xmm[moves[free].From]);
            moves.RemoveAt(free);
        }
    }
}
