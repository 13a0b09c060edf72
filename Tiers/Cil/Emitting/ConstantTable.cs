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

    private readonly Dictionary<object, int> numbers = new(ReferenceEqualityComparer.Instance);
    private readonly List<object?[]> chunks = [];
    private readonly List<nint> addresses = [];
    private int used;

    public int Count => addresses.Count;

    /// <summary>The address of the slot that holds the object with the number.</summary>
    public nint AddressOf(int number) => addresses[number];

    /// <summary>The address of the slot that holds the object, the same for the same object.</summary>
    public nint AddressOf(object constant) => addresses[Add(constant)];

    /// <summary>Gives the object a slot, and a number: the same for the same object.</summary>
    public unsafe int Add(object constant)
    {
        ref var number = ref numbers.Place(constant, out bool known);
        if (known) return number;
        if (chunks.Count == 0 || used == chunks[^1].Length)
        {
            var size = Math.Min(FirstChunk << Math.Min(chunks.Count, 8), LargestChunk);
            chunks.Add(GC.AllocateArray<object?>(size, pinned: true));
            used = 0;
        }
        ref var slot = ref chunks[^1][used++];
        slot = constant;
        addresses.Add((nint)Unsafe.AsPointer(ref slot));
        return number = addresses.Count - 1;
    }

    /// <summary>All objects in one array that doesn't move, by their numbers.</summary>
    public object?[] ToPinnedArray()
    {
        var all = GC.AllocateArray<object?>(Count, pinned: true);
        foreach (var (constant, number) in numbers) all[number] = constant;
        return all;
    }
}
