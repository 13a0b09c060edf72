namespace TieredPy.Runtime.Objects;

/// <summary>Attribute slots in an array that grows as needed.</summary>
internal static class SlotArray
{
    private static readonly Lock Growing = new();

    /// <summary>Stands for the slots of an instance while they move to a larger array.</summary>
    private static readonly PyObject?[] Moving = [];

    public static ref PyObject? At(ref PyObject?[]? slots, int i)
    {
        var array = slots;
        if (array == null || (uint)i >= (uint)array.Length) array = Grow(ref slots, i, 0);
        return ref array[i];
    }

    /// <summary>Makes room for slot <paramref name="i"/>, or for <paramref name="likely"/> slots if that is more. Returns the array, which is then in place.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static PyObject?[] Grow(ref PyObject?[]? slots, int i, int likely)
    {
        var larger = new PyObject?[Math.Max(likely, Math.Max(4, i + 1 + i / 2))];
        if (!PyThread.MultiThreaded)
        {
            slots?.CopyTo(larger, 0);
            return slots = larger;
        }
        if (Interlocked.CompareExchange(ref slots, larger, null) == null) return larger;
        lock (Growing)
        {
            var old = slots;
            if (i < old.Length) return old;

            // Who comes now finds no slot and waits for the lock. Who stored into the old array either has done so by the end of the barrier, and is
            // copied, or sees that the array is no longer in place, and stores again (InstanceAttributes.StoreSlot and PutSlot).
            Volatile.Write(ref slots, Moving);
            Interlocked.MemoryBarrierProcessWide();
            old.CopyTo(larger, 0);
            Volatile.Write(ref slots, larger);
            return larger;
        }
    }
}
