using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TieredPy.Tiers.Cil.Emitting;

/// <summary>
/// The objects that compiled code refers to. Each has a slot at an address that never moves, from which the code loads it; the table keeps
/// slots and objects alive, so it must live as long as the code may run (<see cref="CompiledMethod"/> holds it).
/// The slots are elements of pinned arrays and not GC handles: a handle is a root, so code that refers to what owns the code would never be freed.
/// </summary>
internal sealed class ConstantTable
{
    private const int FirstChunk = 8;
    private const int LargestChunk = 256;

    private readonly Dictionary<object, nint> addresses = new(ReferenceEqualityComparer.Instance);
    private readonly List<object?[]> chunks = [];
    private int used;

    public int Count => addresses.Count;

    /// <summary>The address of the slot that holds the object, the same for the same object.</summary>
    public unsafe nint AddressOf(object constant)
    {
        ref var address = ref CollectionsMarshal.GetValueRefOrAddDefault(addresses, constant, out var known);
        if (known) return address;
        if (chunks.Count == 0 || used == chunks[^1].Length)
        {
            var size = Math.Min(FirstChunk << Math.Min(chunks.Count, 8), LargestChunk);
            chunks.Add(GC.AllocateArray<object?>(size, pinned: true));
            used = 0;
        }
        ref var slot = ref chunks[^1][used++];
        slot = constant;
        return address = (nint)Unsafe.AsPointer(ref slot);
    }
}
