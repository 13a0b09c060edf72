using Iced.Intel;
using TieredPy.Tiers.X64.Machine;
using static Iced.Intel.AssemblerRegisters;

namespace TieredPy.Tiers.X64.Assembling;

/// <summary>Loads and stores of ints and floats of each size.</summary>
internal sealed partial class KernelAssembler
{
    private void Load(MachineInstruction i)
    {
        if (i.Target!.Class == RegisterClass.Float)
        {
            var x = FloatTarget(i.Target);
            if (i.Op == MachineOp.LoadFloat32) LoadFloat32(x, Memory32(i.Memory!));
            else LoadFloat(x, Memory64(i.Memory!));
            Finish(i.Target, x);
            return;
        }
        var d = GeneralTarget(i.Target);
        switch (i.Op)
        {
            case MachineOp.Load: c.mov(d, Memory64(i.Memory!)); break;
            case MachineOp.LoadSigned32: c.movsxd(d, Memory32(i.Memory!)); break;
            case MachineOp.Load32: c.mov(General32[NumberOf(d)], Memory32(i.Memory!)); break;
            case MachineOp.LoadSigned16: c.movsx(d, Memory16(i.Memory!)); break;
            case MachineOp.Load16: c.movzx(General32[NumberOf(d)], Memory16(i.Memory!)); break;
            case MachineOp.LoadSigned8: c.movsx(d, Memory8(i.Memory!)); break;
            case MachineOp.LoadByte: c.movzx(General32[NumberOf(d)], Memory8(i.Memory!)); break;
            default: throw new InvalidOperationException($"no machine code for {i.Op}");
        }
        Finish(i.Target, d);
    }

    private void Store(MachineInstruction i)
    {
        if (i.A.Register is { Class: RegisterClass.Float } f)
        {
            if (i.Op == MachineOp.StoreFloat32) StoreFloat32(Memory32(i.Memory!), ReadFloat(f, xmm14));
            else StoreFloat(Memory64(i.Memory!), ReadFloat(f, xmm14));
            return;
        }
        if (i.A.IsImmediate)
        {
            int v = (int)i.A.Immediate;
            switch (i.Op)
            {
                case MachineOp.Store: c.mov(Memory64(i.Memory!), v); break;
                case MachineOp.Store32: c.mov(Memory32(i.Memory!), v); break;
                case MachineOp.Store16: c.mov(Memory16(i.Memory!), (short)v); break;
                default: c.mov(Memory8(i.Memory!), (sbyte)v); break;
            }
            return;
        }
        var from = ReadGeneral(i.A.Register!, rax);
        switch (i.Op)
        {
            case MachineOp.Store: c.mov(Memory64(i.Memory!), from); break;
            case MachineOp.Store32: c.mov(Memory32(i.Memory!), General32[NumberOf(from)]); break;
            case MachineOp.Store16: c.mov(Memory16(i.Memory!), General16[NumberOf(from)]); break;
            default: c.mov(Memory8(i.Memory!), General8[NumberOf(from)]); break;
        }
    }

    /// <summary>Through a register that has nothing else in it, so that no one waits for who wrote it before.</summary>
    private void LoadFloat32(AssemblerRegisterXMM to, AssemblerMemoryOperand from)
    {
        if (vex)
        {
            c.vmovss(to, from);
            c.vcvtss2sd(to, to, to);
        }
        else
        {
            c.movss(to, from);
            c.cvtss2sd(to, to);
        }
    }

    private void StoreFloat32(AssemblerMemoryOperand to, AssemblerRegisterXMM from)
    {
        if (vex)
        {
            c.vcvtsd2ss(xmm15, from, from);
            c.vmovss(to, xmm15);
        }
        else
        {
            c.cvtsd2ss(xmm15, from);
            c.movss(to, xmm15);
        }
    }
}
