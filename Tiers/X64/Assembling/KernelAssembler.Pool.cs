using Iced.Intel;
using static Iced.Intel.AssemblerRegisters;

namespace TieredPy.Tiers.X64.Assembling;

/// <summary>The constants that instructions take from memory, behind the code.</summary>
internal sealed partial class KernelAssembler
{
    /// <summary>The labels of 64 bits, and of those bits twice.</summary>
    private readonly Dictionary<long, CodePlace> pooled = [], pooledTwice = [];
    private Label? iotaLabel;

    private Label Iota() => iotaLabel ??= c.CreateLabel();

    private AssemblerMemoryOperand Pooled(double v) => __qword_ptr[LabelIn(pooled, BitConverter.DoubleToInt64Bits(v))];

    private AssemblerMemoryOperand PooledTwice(long bits) => __xmmword_ptr[LabelIn(pooledTwice, bits)];

    private Label LabelIn(Dictionary<long, CodePlace> pool, long bits)
    {
        if (!pool.TryGetValue(bits, out var place)) pool[bits] = place = new CodePlace { Label = c.CreateLabel() };
        return place.Label;
    }

    private void EmitPool()
    {
        if (iotaLabel is { } label)
        {
            c.Label(ref label);
            for (ulong lane = 0; lane < 8; lane++) c.dq(lane);
        }
        Emit(pooledTwice, 2);
        Emit(pooled, 1);
    }

    private void Emit(Dictionary<long, CodePlace> pool, int times)
    {
        foreach (var (bits, place) in pool)
        {
            c.Label(ref place.Label);
            for (int k = 0; k < times; k++) c.dq(bits);
        }
    }
}
