using Iced.Intel;
using TieredPy.Tiers.X64.Machine;
using static Iced.Intel.AssemblerRegisters;

namespace TieredPy.Tiers.X64.Assembling;

/// <summary>Instructions on vectors: of AVX2, or of AVX-512.</summary>
internal sealed partial class KernelAssembler
{
    private static readonly AssemblerRegisterYMM[] Ymm = AllYmm();
    private static readonly AssemblerRegisterZMM[] Zmm = AllZmm();

    /// <summary>What vpternlog computes of A, B and C: the bits of A differ from those of C, and those of B too; or A differs from both.</summary>
    private const byte BothDifferFromC = 0x42, BothDifferFromA = 0x18;

    private readonly bool wide = Cpu.Level >= CpuLevel.Avx512;

    private static AssemblerRegisterYMM[] AllYmm()
    {
        var all = new AssemblerRegisterYMM[32];
        for (int k = 0; k < all.Length; k++) all[k] = new(Register.YMM0 + k);
        return all;
    }

    private static AssemblerRegisterZMM[] AllZmm()
    {
        var all = new AssemblerRegisterZMM[32];
        for (int k = 0; k < all.Length; k++) all[k] = new(Register.ZMM0 + k);
        return all;
    }

    private int V(VirtualRegister r) => places[r].Number;

    private void EmitVector(MachineInstruction i)
    {
        if (i.Op == MachineOp.VectorLast) Last(i);
        else if (i.Op == MachineOp.VectorSum) Sum(i);
        else if (i.Op == MachineOp.VectorBroadcast) Broadcast(i);
        else if (i.Op == MachineOp.VectorMask) Mask(i);
        else if (i.Op >= MachineOp.VectorLoadSigned8) Convert(i);
        else if (wide) EmitWide(i);
        else EmitNarrow(i);
    }

    private void MoveVector(MachineInstruction i)
    {
        int d = V(i.Target!), a = V(i.A.Register!);
        if (d == a) return;
        if (wide) c.vmovdqa64(Zmm[d], Zmm[a]);
        else c.vmovdqa(Ymm[d], Ymm[a]);
    }

    private void EmitWide(MachineInstruction i)
    {
        var d = i.Target == null ? zmm15 : Zmm[V(i.Target)];
        var a = i.Operands.Length > 0 ? Zmm[V(i.A.Register!)] : d;
        var b = i.Operands.Length > 1 ? Zmm[V(i.B.Register!)] : d;
        switch (i.Op)
        {
            case MachineOp.VectorLoad: c.vmovupd(d, Memory(i.Memory!, m => __zmmword_ptr[m])); break;
            case MachineOp.VectorStore: c.vmovupd(Memory(i.Memory!, m => __zmmword_ptr[m]), a); break;
            case MachineOp.VectorLoadPart: c.vmovupd(d.k2.z, Memory(i.Memory!, m => __zmmword_ptr[m])); break;
            case MachineOp.VectorStorePart: c.vmovupd(Memory(i.Memory!, m => __zmmword_ptr[m]).k2, a); break;
            case MachineOp.VectorIota: c.vmovdqu64(d, __zmmword_ptr[Iota()]); break;
            case MachineOp.VectorZero: c.vpxorq(d, d, d); break;
            case MachineOp.VectorFloatAdd: c.vaddpd(d, a, b); break;
            case MachineOp.VectorFloatSubtract: c.vsubpd(d, a, b); break;
            case MachineOp.VectorFloatMultiply: c.vmulpd(d, a, b); break;
            case MachineOp.VectorFloatDivide: c.vdivpd(d, a, b); break;
            case MachineOp.VectorFloatMin: c.vminpd(d, a, b); break;
            case MachineOp.VectorFloatMax: c.vmaxpd(d, a, b); break;
            case MachineOp.VectorFloatSqrt: c.vsqrtpd(d, a); break;
            case MachineOp.VectorFloatEqual:
                c.vcmppd(k1, a, b, 0);
                c.vpmovm2q(d, k1);
                break;
            case MachineOp.VectorAnd: c.vpandq(d, a, b); break;
            case MachineOp.VectorOr: c.vporq(d, a, b); break;
            case MachineOp.VectorXor: c.vpxorq(d, a, b); break;
            case MachineOp.VectorAdd: c.vpaddq(d, a, b); break;
            case MachineOp.VectorSubtract: c.vpsubq(d, a, b); break;
            case MachineOp.VectorMultiply: c.vpmullq(d, a, b); break;
            case MachineOp.VectorMultiply32: c.vpmuldq(d, a, b); break;
            case MachineOp.VectorShiftLeft: c.vpsllq(d, a, (byte)i.Constant); break;
            case MachineOp.VectorShiftRight: c.vpsraq(d, a, (byte)i.Constant); break;
            case MachineOp.VectorShiftRightUnsigned: c.vpsrlq(d, a, (byte)i.Constant); break;
            case MachineOp.VectorIntToFloat: c.vcvtqq2pd(d, a); break;
            case MachineOp.VectorAddOverflow or MachineOp.VectorSubtractOverflow:
                c.vmovdqa64(d, a);
                c.vpternlogq(d, b, Zmm[V(i.Operands[2].Register!)], i.Op == MachineOp.VectorAddOverflow ? BothDifferFromC : BothDifferFromA);
                break;
            default: throw new InvalidOperationException($"no machine code for {i.Op}");
        }
    }

    private void EmitNarrow(MachineInstruction i)
    {
        var d = i.Target == null ? ymm15 : Ymm[V(i.Target)];
        var a = i.Operands.Length > 0 ? Ymm[V(i.A.Register!)] : d;
        var b = i.Operands.Length > 1 ? Ymm[V(i.B.Register!)] : d;
        switch (i.Op)
        {
            case MachineOp.VectorLoad: c.vmovupd(d, Memory(i.Memory!, m => __ymmword_ptr[m])); break;
            case MachineOp.VectorStore: c.vmovupd(Memory(i.Memory!, m => __ymmword_ptr[m]), a); break;
            case MachineOp.VectorLoadPart: c.vmaskmovpd(d, a, Memory(i.Memory!, m => __ymmword_ptr[m])); break;
            case MachineOp.VectorStorePart: c.vmaskmovpd(Memory(i.Memory!, m => __ymmword_ptr[m]), b, a); break;
            case MachineOp.VectorIota: c.vmovdqu(d, __ymmword_ptr[Iota()]); break;
            case MachineOp.VectorZero: c.vpxor(d, d, d); break;
            case MachineOp.VectorFloatAdd: c.vaddpd(d, a, b); break;
            case MachineOp.VectorFloatSubtract: c.vsubpd(d, a, b); break;
            case MachineOp.VectorFloatMultiply: c.vmulpd(d, a, b); break;
            case MachineOp.VectorFloatDivide: c.vdivpd(d, a, b); break;
            case MachineOp.VectorFloatMin: c.vminpd(d, a, b); break;
            case MachineOp.VectorFloatMax: c.vmaxpd(d, a, b); break;
            case MachineOp.VectorFloatSqrt: c.vsqrtpd(d, a); break;
            case MachineOp.VectorFloatEqual: c.vcmppd(d, a, b, 0); break;
            case MachineOp.VectorAnd: c.vpand(d, a, b); break;
            case MachineOp.VectorOr: c.vpor(d, a, b); break;
            case MachineOp.VectorXor: c.vpxor(d, a, b); break;
            case MachineOp.VectorAdd: c.vpaddq(d, a, b); break;
            case MachineOp.VectorSubtract: c.vpsubq(d, a, b); break;
            case MachineOp.VectorMultiply32: c.vpmuldq(d, a, b); break;
            case MachineOp.VectorShiftLeft: c.vpsllq(d, a, (byte)i.Constant); break;
            case MachineOp.VectorShiftRightUnsigned: c.vpsrlq(d, a, (byte)i.Constant); break;
            case MachineOp.VectorAddOverflow or MachineOp.VectorSubtractOverflow:
                {
                    var r = Ymm[V(i.Operands[2].Register!)];
                    c.vpxor(ymm15, a, r);
                    if (i.Op == MachineOp.VectorAddOverflow) c.vpxor(d, b, r);
                    else c.vpxor(d, a, b);
                    c.vpand(d, d, ymm15);
                    break;
                }
            default: throw new InvalidOperationException($"no machine code for {i.Op}");
        }
    }

    private void Broadcast(MachineInstruction i)
    {
        int d = V(i.Target!);
        if (i.A.Register!.Class == RegisterClass.Float)
        {
            var x = ReadFloat(i.A.Register, xmm15);
            if (wide) c.vbroadcastsd(Zmm[d], x);
            else c.vbroadcastsd(Ymm[d], x);
            return;
        }
        var a = ReadGeneral(i.A.Register, rax);
        if (wide)
        {
            c.vpbroadcastq(Zmm[d], a);
            return;
        }
        c.vmovq(xmm15, a);
        c.vpbroadcastq(Ymm[d], xmm15);
    }

    private void Mask(MachineInstruction i)
    {
        var count = ReadGeneral(i.A.Register!, rcx);
        if (wide)
        {
            c.mov(eax, -1);
            c.bzhi(eax, eax, General32[NumberOf(count)]);
            c.kmovb(k2, eax);
            return;
        }
        c.vmovq(xmm15, count);
        c.vpbroadcastq(ymm15, xmm15);
        c.vpcmpgtq(Ymm[V(i.Target!)], ymm15, __ymmword_ptr[Iota()]);
    }

    private void Last(MachineInstruction i)
    {
        int a = V(i.A.Register!);
        if (wide) c.valignq(zmm15, Zmm[a], Zmm[a], 7);
        else c.vpermq(ymm15, Ymm[a], 0xFF);
        if (i.Target!.Class == RegisterClass.Float)
        {
            Finish(i.Target, xmm15);
            return;
        }
        var d = GeneralTarget(i.Target);
        c.vmovq(d, xmm15);
        Finish(i.Target, d);
    }

    private void Sum(MachineInstruction i)
    {
        int a = V(i.A.Register!);
        if (wide)
        {
            c.vextracti64x4(ymm15, Zmm[a], 1);
            c.vmovdqa64(zmm14, Zmm[a]);
            c.vpaddq(ymm15, ymm15, ymm14);
        }
        else c.vmovdqa(ymm15, Ymm[a]);
        c.vextracti128(xmm14, ymm15, 1);
        c.vpaddq(xmm15, xmm15, xmm14);
        c.vpsrldq(xmm14, xmm15, 8);
        c.vpaddq(xmm15, xmm15, xmm14);
        var d = GeneralTarget(i.Target!);
        c.vmovq(d, xmm15);
        Finish(i.Target!, d);
    }

    /// <summary>The zero flag is set where no lane is negative.</summary>
    private void TestSigns(VirtualRegister r)
    {
        if (wide)
        {
            c.vpmovq2m(k1, Zmm[V(r)]);
            c.kortestb(k1, k1);
            return;
        }
        c.vmovmskpd(eax, Ymm[V(r)]);
        c.test(eax, eax);
    }
}
