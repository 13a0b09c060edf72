namespace TieredPy.Runtime.Objects;

/// <summary>One slot of a set's hash table: free (no key), deleted (<see cref="SetTable.Dummy"/>) or a key with its hash.</summary>
internal struct SetEntry
{
    public PyObject? Key;

    /// <summary>The key's hash; of an int key the int (see <see cref="IntKey"/>).</summary>
    public long Hash;

    /// <summary>True for a slot that holds a key.</summary>
    public readonly bool IsKey
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Key != null && !ReferenceEquals(Key, SetTable.Dummy);
    }

    /// <summary>The parts of an entry that another thread may be removing: all of one key, or false.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryRead(out Value key, out long hash)
    {
        // A removal replaces the key before the hash.
        hash = Volatile.Read(ref Hash);
        var k = Key;
        if (k == null || ReferenceEquals(k, SetTable.Dummy))
        {
            key = default;
            return false;
        }
        if (ReferenceEquals(k, IntKey.Tag))
        {
            key = Value.Int(hash);
            hash = IntOps.HashSmall(hash);
        }
        else key = Value.FromHeap(k);
        return true;
    }

    public readonly long KeyHash
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ReferenceEquals(Key, IntKey.Tag) ? IntOps.HashSmall(Hash) : Hash;
    }
}

/// <summary>
/// The open-addressing hash table of sets: CPython's (Objects/setobject.c) with its linear probes, growth and fill rules, so that iteration
/// order is CPython's for keys whose hashes are. Beside other threads a slot is never used again for another key, which lets readers go without a lock.
/// </summary>
internal static class SetTable
{
    public const int MinSize = 8;
    private const int LinearProbes = 9;

    /// <summary>An entry has the hash, but whether it matches only Python code can say.</summary>
    public const int AskPython = int.MinValue;

    /// <summary>What stands in a slot whose key was removed; its hash is -1, which no key has.</summary>
    public static readonly PyObject Dummy = new PySentinel("<deleted>");

    /// <summary>The shared table of empty sets; never written to.</summary>
    public static readonly SetEntry[] Empty = new SetEntry[MinSize];

    public static readonly SetEntry DeletedEntry = new() { Key = Dummy, Hash = -1 };

    /// <summary>The size of a table with more than a number of slots.</summary>
    public static int SizeFor(long moreThan)
    {
        long size = MinSize;
        while (size <= moreThan) size <<= 1;
        if (size > 1 << 29) throw Err.Make(ExcTypes.MemoryError);
        return (int)size;
    }

    /// <summary>The last slot of the linear probes that begin at a slot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint LastProbe(uint i, uint mask) => i + LinearProbes <= mask ? i + LinearProbes : i;

    /// <summary>Goes on to where the next linear probes begin.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void NextProbe(ref uint i, ref ulong perturb, uint mask)
    {
        perturb >>= 5;
        i = (uint)(i * 5UL + 1 + perturb) & mask;
    }

    /// <summary>The slot of a str key; if it isn't there, the complement of the free slot where it would go; or <see cref="AskPython"/>.</summary>
    public static int FindStr(SetEntry[] table, PyStr key, long hash)
    {
        uint mask = (uint)table.Length - 1;
        uint i = (uint)hash & mask;
        ulong perturb = (ulong)hash;
        while (true)
        {
            uint last = LastProbe(i, mask);
            for (uint j = i; j <= last; j++)
            {
                ref var e = ref table[j];
                var k = e.Key;
                if (k == null) return ~(int)j;
                if (ReferenceEquals(k, key)) return (int)j;
                if (e.Hash != hash) continue;
                if (k.GetType() != typeof(PyStr))
                {
                    if (ReferenceEquals(k, IntKey.Tag) || ReferenceEquals(k, Dummy)) continue;
                    return AskPython;
                }
                if (Unsafe.As<PyStr>(k).Equals(key)) return (int)j;
            }
            NextProbe(ref i, ref perturb, mask);
        }
    }

    /// <summary>As <see cref="FindStr"/> for an int.</summary>
    public static int FindInt(SetEntry[] table, long key, long hash)
    {
        uint mask = (uint)table.Length - 1;
        uint i = (uint)hash & mask;
        ulong perturb = (ulong)hash;
        var tag = IntKey.Tag;
        ref var first = ref MemoryMarshal.GetArrayDataReference(table);
        while (true)
        {
            uint last = LastProbe(i, mask);
            for (uint j = i; j <= last; j++)
            {
                ref var e = ref Unsafe.Add(ref first, j);
                long h = Volatile.Read(ref e.Hash);
                var k = e.Key;
                if (k == null) return ~(int)j;
                if (h == key && ReferenceEquals(k, tag)) return (int)j;
                if (h == hash && k.GetType() != typeof(PyStr) && !ReferenceEquals(k, tag) && !ReferenceEquals(k, Dummy)) return AskPython;
            }
            NextProbe(ref i, ref perturb, mask);
        }
    }

    /// <summary>As <see cref="FindStr"/> for a key that is neither an int nor a str.</summary>
    public static int FindOther(SetEntry[] table, Value key, long hash)
    {
        uint mask = (uint)table.Length - 1;
        uint i = (uint)hash & mask;
        ulong perturb = (ulong)hash;
        while (true)
        {
            uint last = LastProbe(i, mask);
            for (uint j = i; j <= last; j++)
            {
                ref var e = ref table[j];
                var k = e.Key;
                if (k == null) return ~(int)j;
                int m = ReferenceEquals(k, Dummy) ? 0 : PlainKeys.Match(k, e.Hash, key, hash);
                if (m != 0) return m > 0 ? (int)j : AskPython;
            }
            NextProbe(ref i, ref perturb, mask);
        }
    }

    /// <summary>The place for a key known to be new, in a table without deleted slots.</summary>
    private static void InsertClean(SetEntry[] table, in SetEntry entry)
    {
        long hash = entry.KeyHash;
        uint mask = (uint)table.Length - 1;
        uint i = (uint)hash & mask;
        ulong perturb = (ulong)hash;
        while (true)
        {
            uint last = LastProbe(i, mask);
            for (uint j = i; j <= last; j++)
            {
                ref var e = ref table[j];
                if (e.Key != null) continue;
                e = entry;
                return;
            }
            NextProbe(ref i, ref perturb, mask);
        }
    }

    /// <summary>The next slot of a probe sequence; start with <c>i = hash</c>, <c>step = 0</c>.</summary>
    public static uint Probe(ref uint i, ref ulong perturb, ref int step, uint mask)
    {
        uint slot = i + (uint)step++;
        if (slot < LastProbe(i, mask)) return slot;
        step = 0;
        NextProbe(ref i, ref perturb, mask);
        return slot;
    }

    /// <summary>Puts the keys of a table into one without deleted slots that has none of them.</summary>
    public static void InsertAll(SetEntry[] from, SetEntry[] into)
    {
        foreach (ref var e in from.AsSpan())
            if (e.IsKey) InsertClean(into, e);
    }

    public static void Delete(SetEntry[] table, int slot)
    {
        ref var e = ref table[slot];
        e.Key = Dummy;
        e.Hash = -1;
    }

    public static int CountUsed(SetEntry[] table)
    {
        int n = 0;
        foreach (ref var e in table.AsSpan())
            if (e.Key != null) n++;
        return n;
    }
}
