using Iced.Intel;
using TieredPy.Tiers.X64.Machine;
using static Iced.Intel.AssemblerRegisters;

namespace TieredPy.Tiers.X64.Assembling;

/// <summary>Instructions on single floats: of AVX with three operands, else of SSE2 in place.</summary>
internal sealed partial class KernelAssembler
{
    private void EmitFloat(MachineInstruction i)
    {
        switch (i.Op)
        {
            case MachineOp.IntToFloat:
                {
                    // The upper half stays as it was: clearing it ends the wait for whoever wrote it.
                    var (d, a) = (FloatTarget(i.Target!), ReadGeneral(i.A.Register!, rax));
                    if (vex)
                    {
                        c.vxorps(d, d, d);
                        c.vcvtsi2sd(d, d, a);
                    }
                    else
                    {
                        c.xorps(d, d);
                        c.cvtsi2sd(d, a);
                    }
                    Finish(i.Target!, d);
                    break;
                }
            case MachineOp.FloatToInt:
                {
                    var d = GeneralTarget(i.Target!);
                    if (vex) c.vcvttsd2si(d, ReadFloat(i.A.Register!, xmm14));
                    else c.cvttsd2si(d, ReadFloat(i.A.Register!, xmm14));
                    Finish(i.Target!, d);
                    break;
                }
            case MachineOp.FloatBits:
                {
                    var (d, a) = (GeneralTarget(i.Target!), ReadFloat(i.A.Register!, xmm14));
                    if (vex) c.vmovq(d, a);
                    else c.movq(d, a);
                    Finish(i.Target!, d);
                    break;
                }
            case MachineOp.CallFloat:
                {
                    // The second operand may be in the first one's register; what is on the stack can wait.
                    bool swaps = i.Operands.Length > 1 && !IsOnStack(i.B);
                    if (swaps) MoveFloat(xmm15, ReadFloat(i.B.Register!, xmm15));
                    var a = ReadFloat(i.A.Register!, xmm0);
                    if (a != xmm0) MoveFloat(xmm0, a);
                    if (swaps) MoveFloat(xmm1, xmm15);
                    else if (i.Operands.Length > 1) LoadFloat(xmm1, Slot(places[i.B.Register!]));
                    if (places.HasVectors) c.vzeroupper();
                    c.mov(rax, i.Constant);
                    c.call(rax);
                    Finish(i.Target!, xmm0);
                    break;
                }
            case MachineOp.FloatSqrt or MachineOp.FloatRound:
                {
                    var (d, a) = (FloatTarget(i.Target!), ReadFloat(i.A.Register!, xmm14));
                    // With exceptions masked; 8: not inexact.
                    byte mode = (byte)(8 | i.Constant);
                    if (i.Op == MachineOp.FloatSqrt && vex) c.vsqrtsd(d, a, a);
                    else if (i.Op == MachineOp.FloatSqrt) c.sqrtsd(d, a);
                    else if (vex) c.vroundsd(d, a, a, mode);
                    else c.roundsd(d, a, mode);
                    Finish(i.Target!, d);
                    break;
                }
            default:
                {
                    var (d, a) = (FloatTarget(i.Target!), ReadFloat(i.A.Register!, xmm14));
                    if (vex && places[i.B.Register!] is { IsSlot: true } slot && i.Op is not (MachineOp.FloatXor or MachineOp.FloatAnd))
                    {
                        Apply(i.Op, d, a, Slot(slot));
                        Finish(i.Target!, d);
                        break;
                    }
                    var b = i.B == i.A ? a : ReadFloat(i.B.Register!, xmm15);
                    if (vex) Apply(i.Op, d, a, b);
                    else
                    {
                        if (d == b && d != a)
                        {
                            MoveFloat(xmm15, b);
                            b = xmm15;
                        }
                        if (d != a) MoveFloat(d, a);
                        Apply(i.Op, d, b);
                    }
                    Finish(i.Target!, d);
                    break;
                }
        }
    }

    private void Apply(MachineOp op, AssemblerRegisterXMM d, AssemblerRegisterXMM a, AssemblerRegisterXMM b)
    {
        switch (op)
        {
            case MachineOp.FloatAdd: c.vaddsd(d, a, b); break;
            case MachineOp.FloatSubtract: c.vsubsd(d, a, b); break;
            case MachineOp.FloatMultiply: c.vmulsd(d, a, b); break;
            case MachineOp.FloatDivide: c.vdivsd(d, a, b); break;
            case MachineOp.FloatMin: c.vminsd(d, a, b); break;
            case MachineOp.FloatMax: c.vmaxsd(d, a, b); break;
            case MachineOp.FloatXor: c.vxorpd(d, a, b); break;
            case MachineOp.FloatAnd: c.vandpd(d, a, b); break;
            default: throw new InvalidOperationException($"no machine code for {op}");
        }
    }

    private void Apply(MachineOp op, AssemblerRegisterXMM d, AssemblerRegisterXMM a, AssemblerMemoryOperand b)
    {
        switch (op)
        {
            case MachineOp.FloatAdd: c.vaddsd(d, a, b); break;
            case MachineOp.FloatSubtract: c.vsubsd(d, a, b); break;
            case MachineOp.FloatMultiply: c.vmulsd(d, a, b); break;
            case MachineOp.FloatDivide: c.vdivsd(d, a, b); break;
            case MachineOp.FloatMin: c.vminsd(d, a, b); break;
            case MachineOp.FloatMax: c.vmaxsd(d, a, b); break;
            default: throw new InvalidOperationException($"no machine code for {op}");
        }
    }

    private void Apply(MachineOp op, AssemblerRegisterXMM d, AssemblerRegisterXMM b)
    {
        switch (op)
        {
            case MachineOp.FloatAdd: c.addsd(d, b); break;
            case MachineOp.FloatSubtract: c.subsd(d, b); break;
            case MachineOp.FloatMultiply: c.mulsd(d, b); break;
            case MachineOp.FloatDivide: c.divsd(d, b); break;
            case MachineOp.FloatMin: c.minsd(d, b); break;
            case MachineOp.FloatMax: c.maxsd(d, b); break;
            case MachineOp.FloatXor: c.xorpd(d, b); break;
            case MachineOp.FloatAnd: c.andpd(d, b); break;
            default: throw new InvalidOperationException($"no machine code for {op}");
        }
    }
}
