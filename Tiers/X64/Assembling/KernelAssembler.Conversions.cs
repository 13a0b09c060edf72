using Iced.Intel;
using TieredPy.Tiers.X64.Machine;
using static Iced.Intel.AssemblerRegisters;

namespace TieredPy.Tiers.X64.Assembling;

/// <summary>Vectors of numbers that have fewer bits in memory than in their lanes.</summary>
internal sealed partial class KernelAssembler
{
    private void Convert(MachineInstruction i)
    {
        if (i.Target == null) Narrow(i);
        else if (wide) Widen(i, Zmm[V(i.Target)]);
        else Widen(i, Ymm[V(i.Target)]);
    }

    private void Widen(MachineInstruction i, AssemblerRegisterZMM d)
    {
        switch (i.Op)
        {
            case MachineOp.VectorLoadSigned8: c.vpmovsxbq(d, Memory(i.Memory!, m => __qword_ptr[m])); break;
            case MachineOp.VectorLoad8: c.vpmovzxbq(d, Memory(i.Memory!, m => __qword_ptr[m])); break;
            case MachineOp.VectorLoadSigned16: c.vpmovsxwq(d, Memory(i.Memory!, m => __xmmword_ptr[m])); break;
            case MachineOp.VectorLoad16: c.vpmovzxwq(d, Memory(i.Memory!, m => __xmmword_ptr[m])); break;
            case MachineOp.VectorLoadSigned32: c.vpmovsxdq(d, Memory(i.Memory!, m => __ymmword_ptr[m])); break;
            case MachineOp.VectorLoad32: c.vpmovzxdq(d, Memory(i.Memory!, m => __ymmword_ptr[m])); break;
            default: c.vcvtps2pd(d, Memory(i.Memory!, m => __ymmword_ptr[m])); break;
        }
    }

    private void Widen(MachineInstruction i, AssemblerRegisterYMM d)
    {
        switch (i.Op)
        {
            case MachineOp.VectorLoadSigned8: c.vpmovsxbq(d, Memory(i.Memory!, m => __dword_ptr[m])); break;
            case MachineOp.VectorLoad8: c.vpmovzxbq(d, Memory(i.Memory!, m => __dword_ptr[m])); break;
            case MachineOp.VectorLoadSigned16: c.vpmovsxwq(d, Memory(i.Memory!, m => __qword_ptr[m])); break;
            case MachineOp.VectorLoad16: c.vpmovzxwq(d, Memory(i.Memory!, m => __qword_ptr[m])); break;
            case MachineOp.VectorLoadSigned32: c.vpmovsxdq(d, Memory(i.Memory!, m => __xmmword_ptr[m])); break;
            case MachineOp.VectorLoad32: c.vpmovzxdq(d, Memory(i.Memory!, m => __xmmword_ptr[m])); break;
            default: c.vcvtps2pd(d, Memory(i.Memory!, m => __xmmword_ptr[m])); break;
        }
    }

    private void Narrow(MachineInstruction i)
    {
        int a = V(i.A.Register!);
        switch (i.Op)
        {
            case MachineOp.VectorStore8: c.vpmovqb(Memory(i.Memory!, m => __qword_ptr[m]), Zmm[a]); break;
            case MachineOp.VectorStore16: c.vpmovqw(Memory(i.Memory!, m => __xmmword_ptr[m]), Zmm[a]); break;
            case MachineOp.VectorStore32: c.vpmovqd(Memory(i.Memory!, m => __ymmword_ptr[m]), Zmm[a]); break;
            default:
                if (wide)
                {
                    c.vcvtpd2ps(ymm15, Zmm[a]);
                    c.vmovups(Memory(i.Memory!, m => __ymmword_ptr[m]), ymm15);
                }
                else
                {
                    c.vcvtpd2ps(xmm15, Ymm[a]);
                    c.vmovups(Memory(i.Memory!, m => __xmmword_ptr[m]), xmm15);
                }
                break;
        }
    }
}
