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

    public readonly Value KeyValue
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ReferenceEquals(Key, IntKey.Tag) ? Value.Int(Hash) : Value.FromHeap(Key!);
    }

    public readonly long KeyHash
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ReferenceEquals(Key, IntKey.Tag) ? IntOps.HashSmall(Hash) : Hash;
    }
}

/// <summary>
/// The open-addressing hash table of sets: CPython's (Objects/setobject.c) with its linear probes, growth and fill rules, so that iteration
/// order is CPython's for keys whose hashes are. A slot of a table is never reused for another key, which lets readers go without a lock.
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

    public static SetEntry[] New(long moreThan)
    {
        long size = MinSize;
        while (size <= moreThan) size <<= 1;
        if (size > 1 << 29) throw Err.Make(ExcTypes.MemoryError);
        return new SetEntry[size];
    }

    /// <summary>The slot of a str key; if it isn't there, the complement of the free slot where it would go; or <see cref="AskPython"/>.</summary>
    public static int FindStr(SetEntry[] table, PyStr key, long hash)
    {
        uint mask = (uint)table.Length - 1;
        uint i = (uint)hash & mask;
        ulong perturb = (ulong)hash;
        while (true)
        {
            int probes = i + LinearProbes <= mask ? LinearProbes : 0;
            for (uint j = i; j <= i + probes; j++)
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
            perturb >>= 5;
            i = (uint)(i * 5UL + 1 + perturb) & mask;
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
            uint last = i + LinearProbes <= mask ? i + LinearProbes : i;
            for (uint j = i; j <= last; j++)
            {
                ref var e = ref Unsafe.Add(ref first, j);
                long h = Volatile.Read(ref e.Hash);
                var k = e.Key;
                if (k == null) return ~(int)j;
                if (h == key && ReferenceEquals(k, tag)) return (int)j;
                if (h == hash && k.GetType() != typeof(PyStr) && !ReferenceEquals(k, tag) && !ReferenceEquals(k, Dummy)) return AskPython;
            }
            perturb >>= 5;
            i = (uint)(i * 5UL + 1 + perturb) & mask;
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
            uint last = i + LinearProbes <= mask ? i + LinearProbes : i;
            for (uint j = i; j <= last; j++)
            {
                ref var e = ref table[j];
                var k = e.Key;
                if (k == null) return ~(int)j;
                int m = ReferenceEquals(k, Dummy) ? 0 : PlainKeys.Match(k, e.Hash, key, hash);
                if (m != 0) return m > 0 ? (int)j : AskPython;
            }
            perturb >>= 5;
            i = (uint)(i * 5UL + 1 + perturb) & mask;
        }
    }

    /// <summary>The place for a key known to be new, in a table without deleted slots.</summary>
    public static void InsertClean(SetEntry[] table, in SetEntry entry)
    {
        long hash = entry.KeyHash;
        uint mask = (uint)table.Length - 1;
        uint i = (uint)hash & mask;
        ulong perturb = (ulong)hash;
        while (true)
        {
            int probes = i + LinearProbes <= mask ? LinearProbes : 0;
            for (uint j = i; j <= i + probes; j++)
            {
                ref var e = ref table[j];
                if (e.Key != null) continue;
                e = entry;
                return;
            }
            perturb >>= 5;
            i = (uint)(i * 5UL + 1 + perturb) & mask;
        }
    }

    /// <summary>The next slot of a probe sequence; start with <c>i = hash</c>, <c>step = 0</c>.</summary>
    public static uint Probe(ref uint i, ref ulong perturb, ref int step, uint mask)
    {
        uint slot = i + (uint)step;
        int probes = i + LinearProbes <= mask ? LinearProbes : 0;
        if (step++ < probes) return slot;
        step = 0;
        perturb >>= 5;
        i = (uint)(i * 5UL + 1 + perturb) & mask;
        return slot;
    }
}
