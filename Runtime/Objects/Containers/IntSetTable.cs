using System.Numerics;
using System.Runtime.Intrinsics;

namespace TieredPy.Runtime.Objects;

/// <summary>
/// <see cref="SetTable"/> for sets of nothing but ints of 64 bits: the same slots for the same keys, but a slot is just the int. It is kept with its
/// sign bit flipped, so that an array's zeros are free slots.
/// </summary>
internal static class IntSetTable
{
    private const long Free = 0, Deleted = 1;

    /// <summary>Whether the int can be kept: two ints would look like free and deleted slots.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Fits(Value key) => key.Ref == null && IsKey(Flipped(key.Bits));

    /// <summary>Whether a slot holds a key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsKey(long slot) => (ulong)slot > Deleted;

    /// <summary>A slot's content for a key, and the key for a slot's content.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Flipped(long key) => key ^ long.MinValue;

    /// <summary>The slot of an int; if it isn't there, the complement of the free slot where it would go.</summary>
    public static int Find(long[] table, long key, long hash)
    {
        long content = Flipped(key);
        if (!IsKey(content)) return ~FreeSlot(table, hash);
        uint mask = (uint)table.Length - 1;
        uint i = (uint)hash & mask;
        ulong perturb = (ulong)hash;
        ref long first = ref MemoryMarshal.GetArrayDataReference(table);
        while (true)
        {
            long there = Unsafe.Add(ref first, i);
            if (there == content) return (int)i;
            if (there == Free) return ~(int)i;
            uint j = i + 1, last = SetTable.LastProbe(i, mask);
            // Where keys went there may be long ways over deleted slots.
            for (; Vector256.IsHardwareAccelerated && j + 3 <= last; j += 4)
            {
                var four = Vector256.LoadUnsafe(ref first, j);
                uint ends = (Vector256.Equals(four, Vector256.Create(content)) | Vector256.Equals(four, Vector256<long>.Zero)).ExtractMostSignificantBits();
                if (ends == 0) continue;
                j += (uint)BitOperations.TrailingZeroCount(ends);
                return Unsafe.Add(ref first, j) == content ? (int)j : ~(int)j;
            }
            for (; j <= last; j++)
            {
                there = Unsafe.Add(ref first, j);
                if (there == content) return (int)j;
                if (there == Free) return ~(int)j;
            }
            SetTable.NextProbe(ref i, ref perturb, mask);
        }
    }

    /// <summary>As <see cref="Find"/> for a key that is no int of 64 bits; <see cref="SetTable.AskPython"/> when an int has its hash and it is no str.</summary>
    public static int FindOther(long[] table, Value key, long hash)
    {
        bool isStr = key.Ref!.GetType() == typeof(PyStr);
        uint mask = (uint)table.Length - 1;
        uint i = (uint)hash & mask;
        ulong perturb = (ulong)hash;
        while (true)
        {
            uint last = SetTable.LastProbe(i, mask);
            for (uint j = i; j <= last; j++)
            {
                long there = table[j];
                if (there == Free) return ~(int)j;
                if (!isStr && there != Deleted && IntOps.HashSmall(Flipped(there)) == hash) return SetTable.AskPython;
            }
            SetTable.NextProbe(ref i, ref perturb, mask);
        }
    }

    /// <summary>The first free slot of a hash's probes.</summary>
    public static int FreeSlot(long[] table, long hash)
    {
        uint mask = (uint)table.Length - 1;
        uint i = (uint)hash & mask;
        ulong perturb = (ulong)hash;
        while (true)
        {
            uint last = SetTable.LastProbe(i, mask);
            for (uint j = i; j <= last; j++)
                if (table[j] == Free) return (int)j;
            SetTable.NextProbe(ref i, ref perturb, mask);
        }
    }

    /// <summary>The last deleted slot among a hash's probes before a free one; -1 if there is none.</summary>
    public static int LastDeleted(long[] table, long hash, int free)
    {
        uint mask = (uint)table.Length - 1;
        uint i = (uint)hash & mask;
        ulong perturb = (ulong)hash;
        int found = -1;
        while (true)
        {
            uint last = SetTable.LastProbe(i, mask);
            for (uint j = i; j <= last; j++)
            {
                if (j == (uint)free) return found;
                if (table[j] == Deleted) found = (int)j;
            }
            SetTable.NextProbe(ref i, ref perturb, mask);
        }
    }

    /// <summary>Puts the keys of a table into one without deleted slots that has none of them.</summary>
    public static void InsertAll(long[] from, long[] into)
    {
        foreach (long content in from)
            if (IsKey(content)) into[FreeSlot(into, IntOps.HashSmall(Flipped(content)))] = content;
    }

    public static void Put(long[] table, int slot, long key) => table[slot] = Flipped(key);

    public static void Delete(long[] table, int slot) => table[slot] = Deleted;

    /// <summary>The same slots as entries, which hold keys of any kind.</summary>
    public static SetEntry[] Widen(long[] table)
    {
        var wide = new SetEntry[table.Length];
        for (int i = 0; i < table.Length; i++)
        {
            long content = table[i];
            if (content == Free) continue;
            wide[i] = content == Deleted ? SetTable.DeletedEntry : new SetEntry { Key = IntKey.Tag, Hash = Flipped(content) };
        }
        return wide;
    }

    public static int CountUsed(long[] table)
    {
        int n = 0;
        foreach (long content in table)
            if (content != Free) n++;
        return n;
    }
}
