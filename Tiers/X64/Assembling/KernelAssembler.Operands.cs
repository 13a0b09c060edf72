using Iced.Intel;
using TieredPy.Tiers.X64.Allocating;
using TieredPy.Tiers.X64.Machine;
using static Iced.Intel.AssemblerRegisters;

namespace TieredPy.Tiers.X64.Assembling;

/// <summary>Registers and memory of operands.</summary>
internal sealed partial class KernelAssembler
{
    private static readonly AssemblerRegister64[] General = [rax, rcx, rdx, rbx, rsp, rbp, rsi, rdi, r8, r9, r10, r11, r12, r13, r14, r15];
    private static readonly AssemblerRegister32[] General32 = [eax, ecx, edx, ebx, esp, ebp, esi, edi, r8d, r9d, r10d, r11d, r12d, r13d, r14d, r15d];
    private static readonly AssemblerRegister16[] General16 = [ax, cx, dx, bx, sp, bp, si, di, r8w, r9w, r10w, r11w, r12w, r13w, r14w, r15w];
    private static readonly AssemblerRegister8[] General8 = [al, cl, dl, bl, spl, bpl, sil, dil, r8b, r9b, r10b, r11b, r12b, r13b, r14b, r15b];
    private static readonly AssemblerRegisterXMM[] Xmm = [xmm0, xmm1, xmm2, xmm3, xmm4, xmm5, xmm6, xmm7, xmm8, xmm9, xmm10, xmm11, xmm12, xmm13, xmm14, xmm15];

    private static AssemblerMemoryOperand Slot(Place p) => __qword_ptr[rsp + 8 * p.Number];

    private bool IsOnStack(Operand o) => o.Register is { } r && places[r].IsSlot;

    private static int NumberOf(AssemblerRegister64 r) => (Register)r - Register.RAX;

    private AssemblerRegister64 ReadGeneral(VirtualRegister r, AssemblerRegister64 scratch)
    {
        var place = places[r];
        if (!place.IsSlot) return General[place.Number];
        c.mov(scratch, Slot(place));
        return scratch;
    }

    private AssemblerRegisterXMM ReadFloat(VirtualRegister r, AssemblerRegisterXMM scratch)
    {
        var place = places[r];
        if (!place.IsSlot) return Xmm[place.Number];
        LoadFloat(scratch, Slot(place));
        return scratch;
    }

    /// <summary>The register that an instruction writes: the target's, or one from which <see cref="Finish(VirtualRegister, AssemblerRegister64)"/> puts it on the stack.</summary>
    private AssemblerRegister64 GeneralTarget(VirtualRegister r) => places[r] is { IsSlot: false, Number: var n } ? General[n] : rax;

    private AssemblerRegisterXMM FloatTarget(VirtualRegister r) => places[r] is { IsSlot: false, Number: var n } ? Xmm[n] : xmm14;

    private void Finish(VirtualRegister target, AssemblerRegister64 from)
    {
        var place = places[target];
        if (place.IsSlot) c.mov(Slot(place), from);
        else if (General[place.Number] != from) c.mov(General[place.Number], from);
    }

    private void Finish(VirtualRegister target, AssemblerRegisterXMM from)
    {
        var place = places[target];
        if (place.IsSlot) StoreFloat(Slot(place), from);
        else if (Xmm[place.Number] != from) MoveFloat(Xmm[place.Number], from);
    }

    private AssemblerMemoryOperand Memory(MemoryAddress m, Func<AssemblerMemoryOperand, AssemblerMemoryOperand> sized)
    {
        var start = ReadGeneral(m.Base, rcx);
        if (m.Index == null) return sized(start + m.Displacement);
        return sized(start + ReadGeneral(m.Index, rdx) * m.Scale + m.Displacement);
    }

    private AssemblerMemoryOperand Memory64(MemoryAddress m) => Memory(m, a => __qword_ptr[a]);

    private AssemblerMemoryOperand Memory32(MemoryAddress m) => Memory(m, a => __dword_ptr[a]);

    private AssemblerMemoryOperand Memory16(MemoryAddress m) => Memory(m, a => __word_ptr[a]);

    private AssemblerMemoryOperand Memory8(MemoryAddress m) => Memory(m, a => __byte_ptr[a]);

    private void LoadFloat(AssemblerRegisterXMM to, AssemblerMemoryOperand from)
    {
        if (vex) c.vmovsd(to, from);
        else c.movsd(to, from);
    }

    private void StoreFloat(AssemblerMemoryOperand to, AssemblerRegisterXMM from)
    {
        if (vex) c.vmovsd(to, from);
        else c.movsd(to, from);
    }

    private void MoveFloat(AssemblerRegisterXMM to, AssemblerRegisterXMM from)
    {
        if (vex) c.vmovapd(to, from);
        else c.movapd(to, from);
    }
}
