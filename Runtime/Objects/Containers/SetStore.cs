namespace TieredPy.Runtime.Objects;

/// <summary>What a slot of a set's table has.</summary>
internal enum SetSlot : byte
{
    Free,
    Deleted,
    Key,
}

/// <summary>Operations on the tables of sets, which are <c>SetEntry[]</c> (<see cref="SetTable"/>) or <c>long[]</c> (<see cref="IntSetTable"/>).</summary>
internal static class SetStore
{
    /// <summary>The slot of a key; if it isn't there, the complement of the free slot where it would go; or <see cref="SetTable.AskPython"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Find(Array store, Value key, long hash) =>
        key.Ref == null ? FindInt(store, key.Bits, hash)
        : store.GetType() == typeof(long[]) ? IntSetTable.FindOther(Unsafe.As<long[]>(store), key, hash)
        : key.Ref.GetType() == typeof(PyStr) ? SetTable.FindStr(Unsafe.As<SetEntry[]>(store), Unsafe.As<PyStr>(key.Ref), hash)
        : SetTable.FindOther(Unsafe.As<SetEntry[]>(store), key, hash);

    /// <inheritdoc cref="Find"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int FindInt(Array store, long key, long hash) =>
        store.GetType() == typeof(long[]) ? IntSetTable.Find(Unsafe.As<long[]>(store), key, hash) : SetTable.FindInt(Unsafe.As<SetEntry[]>(store), key, hash);

    /// <inheritdoc cref="Find"/>
    public static int FindStr(Array store, PyStr key, long hash) =>
        store.GetType() == typeof(long[]) ? IntSetTable.FindOther(Unsafe.As<long[]>(store), new Value(key), hash) : SetTable.FindStr(Unsafe.As<SetEntry[]>(store), key, hash);

    /// <summary>What a slot has, which another thread may be changing: of a key all, or <see cref="SetSlot.Deleted"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SetSlot Read(Array store, int slot, out Value key, out long hash)
    {
        if (store.GetType() == typeof(long[]))
        {
            long content = Unsafe.As<long[]>(store)[slot];
            if (IntSetTable.IsKey(content))
            {
                long i = IntSetTable.Flipped(content);
                key = Value.Int(i);
                hash = IntOps.HashSmall(i);
                return SetSlot.Key;
            }
            key = default;
            hash = 0;
            return content == 0 ? SetSlot.Free : SetSlot.Deleted;
        }
        ref var e = ref Unsafe.As<SetEntry[]>(store)[slot];
        return e.TryRead(out key, out hash) ? SetSlot.Key : e.Key == null ? SetSlot.Free : SetSlot.Deleted;
    }

    /// <summary>The next key at or after a slot: C# iteration, begun with 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Next(Array store, ref int slot, out Value key, out long hash)
    {
        for (int i = slot; i < store.Length; i++)
        {
            if (Read(store, i, out key, out hash) != SetSlot.Key) continue;
            slot = i + 1;
            return true;
        }
        slot = store.Length;
        key = default;
        hash = 0;
        return false;
    }

    /// <summary>An empty store of the kind that a key needs.</summary>
    public static Array New(int size, Value forKey) => IntSetTable.Fits(forKey) ? new long[size] : new SetEntry[size];

    /// <summary>Stores a key in a free slot. The store that then has it: entries take the place of ints when the key is none.</summary>
    public static Array Put(Array store, int slot, Value key, long hash)
    {
        if (ReferenceEquals(store, SetTable.Empty)) store = New(SetTable.MinSize, key);
        if (store.GetType() == typeof(long[]))
        {
            var ints = Unsafe.As<long[]>(store);
            if (IntSetTable.Fits(key))
            {
                IntSetTable.Put(ints, slot, key.Bits);
                return store;
            }
            store = IntSetTable.Widen(ints);
        }
        ref var e = ref Unsafe.As<SetEntry[]>(store)[slot];
        e.Hash = IntKey.HashFieldOf(key, hash);
        e.Key = IntKey.FieldOf(key);
        return store;
    }

    /// <summary>The last deleted slot among a hash's probes before a free one; -1 if there is none.</summary>
    public static int LastDeleted(Array store, long hash, int free)
    {
        if (store.GetType() == typeof(long[])) return IntSetTable.LastDeleted(Unsafe.As<long[]>(store), hash, free);
        uint mask = (uint)store.Length - 1;
        uint i = (uint)hash & mask;
        ulong perturb = (ulong)hash;
        int step = 0, last = -1;
        while (true)
        {
            int slot = (int)SetTable.Probe(ref i, ref perturb, ref step, mask);
            if (slot == free) return last;
            if (Read(store, slot, out _, out _) == SetSlot.Deleted) last = slot;
        }
    }

    public static void Delete(Array store, int slot)
    {
        if (store.GetType() == typeof(long[])) IntSetTable.Delete(Unsafe.As<long[]>(store), slot);
        else SetTable.Delete(Unsafe.As<SetEntry[]>(store), slot);
    }

    /// <summary>The keys of a store in a new one of the same kind and a given size, without deleted slots.</summary>
    public static Array Rehash(Array store, int size)
    {
        if (store.GetType() == typeof(long[]))
        {
            var ints = new long[size];
            IntSetTable.InsertAll(Unsafe.As<long[]>(store), ints);
            return ints;
        }
        var entries = new SetEntry[size];
        SetTable.InsertAll(Unsafe.As<SetEntry[]>(store), entries);
        return entries;
    }

    /// <summary>Slots that aren't free.</summary>
    public static int CountUsed(Array store) =>
        store.GetType() == typeof(long[]) ? IntSetTable.CountUsed(Unsafe.As<long[]>(store)) : SetTable.CountUsed(Unsafe.As<SetEntry[]>(store));
}
