using Iced.Intel;
using TieredPy.Runtime.Numbers;
using TieredPy.Tiers.X64.Machine;
using static Iced.Intel.AssemblerRegisters;

namespace TieredPy.Tiers.X64.Assembling;

/// <summary>Squares and roots that are what C's pow gives for 2 and 0.5, as <see cref="QuickPower"/> finds them.</summary>
internal sealed partial class KernelAssembler
{
    /// <summary>A power: where C is called for it, and where that comes back to.</summary>
    private sealed class Power(List<VirtualRegister> wanted)
    {
        public Label Call, Back;

        /// <summary>What the call is to preserve.</summary>
        public List<VirtualRegister> Wanted { get; } = wanted;
    }

    private readonly Dictionary<MachineInstruction, Power> powers = [];

    private int MostWanted()
    {
        int most = 0;
        foreach (var p in powers.Values) most = Math.Max(most, p.Wanted.Count);
        return most;
    }

    private void Raise(MachineInstruction i)
    {
        var power = powers[i];
        (power.Call, power.Back) = (c.CreateLabel(), c.CreateLabel());
        bool isRoot = i.Op == MachineOp.FloatRoot;
        if (places[i.Target!].IsSlot) c.jmp(power.Call);
        else
        {
            var (d, a) = (FloatTarget(i.Target!), ReadFloat(i.A.Register!, xmm14));
            if (isRoot) c.vsqrtsd(d, a, a);
            else c.vmulsd(d, a, a);
            c.vucomisd(d, Pooled(isRoot ? Math.Sqrt(QuickPower.LeastPower) : QuickPower.LeastPower));
            c.jb(power.Call);
            // The product less what it should be.
            if (isRoot)
            {
                MoveFloat(xmm15, d);
                c.vfnmadd213sd(xmm15, d, a);
            }
            else
            {
                MoveFloat(xmm15, a);
                c.vfmsub213sd(xmm15, a, d);
            }
            c.vandpd(xmm15, xmm15, PooledTwice(long.MaxValue));
            c.vpaddq(xmm14, d, PooledTwice(-1));
            c.vandpd(xmm14, xmm14, PooledTwice(QuickPower.Exponent));
            // A root's distance is that of its square, divided by twice the root.
            if (isRoot) c.vmulsd(xmm14, xmm14, d);
            c.vmulsd(xmm14, xmm14, Pooled(isRoot ? 2 * QuickPower.MostDistance : QuickPower.MostDistance));
            c.vucomisd(xmm14, xmm15);
            c.jbe(power.Call);
        }
        Mark(ref power.Back);
    }

    private void EmitPowerCalls()
    {
        foreach (var (i, power) in powers)
        {
            Mark(ref power.Call);
            for (int k = 0; k < power.Wanted.Count; k++)
            {
                var place = places[power.Wanted[k]];
                if (power.Wanted[k].Class == RegisterClass.General) c.mov(Preserving(k), General[place.Number]);
                else StoreFloat(Preserving(k), Xmm[place.Number]);
            }
            var a = ReadFloat(i.A.Register!, xmm0);
            if (a != xmm0) MoveFloat(xmm0, a);
            LoadFloat(xmm1, Pooled(i.Op == MachineOp.FloatRoot ? 0.5 : 2));
            if (places.HasVectors) c.vzeroupper();
            c.mov(rax, i.Constant);
            c.call(rax);
            Finish(i.Target!, xmm0);
            for (int k = 0; k < power.Wanted.Count; k++)
            {
                var place = places[power.Wanted[k]];
                if (power.Wanted[k].Class == RegisterClass.General) c.mov(General[place.Number], Preserving(k));
                else LoadFloat(Xmm[place.Number], Preserving(k));
            }
            c.jmp(power.Back);
        }
    }

    /// <summary>Where on the stack a register is kept while C is called.</summary>
    private AssemblerMemoryOperand Preserving(int k) => __qword_ptr[rsp + (BufferOffset + 8 + 8 * k)];
}
