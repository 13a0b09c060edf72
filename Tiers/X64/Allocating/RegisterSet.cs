using System.Numerics;
using TieredPy.Tiers.X64.Machine;

namespace TieredPy.Tiers.X64.Allocating;

/// <summary>A set of a kernel's virtual registers: a bit for each.</summary>
/// <param name="count">The registers that there are.</param>
internal sealed class RegisterSet(int count)
{
    private readonly ulong[] bits = new ulong[(count + 63) / 64];

    public void Add(VirtualRegister? r)
    {
        if (r != null) bits[r.Id >> 6] |= 1UL << r.Id;
    }

    public void Remove(VirtualRegister r) => bits[r.Id >> 6] &= ~(1UL << r.Id);

    public bool Contains(VirtualRegister r) => (bits[r.Id >> 6] >> r.Id & 1) != 0;

    public void AddAll(RegisterSet other)
    {
        for (int k = 0; k < bits.Length; k++) bits[k] |= other.bits[k];
    }

    /// <summary>Becomes <paramref name="some"/> and what is in <paramref name="others"/> but not in <paramref name="without"/>; whether that changes it.</summary>
    public bool Become(RegisterSet some, RegisterSet others, RegisterSet without)
    {
        bool changes = false;
        for (int k = 0; k < bits.Length; k++)
        {
            ulong now = some.bits[k] | others.bits[k] & ~without.bits[k];
            changes |= now != bits[k];
            bits[k] = now;
        }
        return changes;
    }

    public void Clear() => Array.Clear(bits);

    /// <summary>Adds the registers' numbers to a list.</summary>
    public void ListTo(List<int> numbers)
    {
        for (int k = 0; k < bits.Length; k++)
            for (ulong left = bits[k]; left != 0; left &= left - 1) numbers.Add((k << 6) + BitOperations.TrailingZeroCount(left));
    }
}
