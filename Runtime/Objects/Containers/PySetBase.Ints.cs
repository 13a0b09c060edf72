namespace TieredPy.Runtime.Objects;

/// <summary>What sets of ints do with each other: no key has to be asked, and no entry to be made. Not beside other threads.</summary>
public abstract partial class PySetBase
{
    /// <summary>The store when it has ints and no other thread may change it; else null.</summary>
    private static long[]? Ints(Array store) => store.GetType() == typeof(long[]) && !PyThread.MultiThreaded ? Unsafe.As<long[]>(store) : null;

    /// <summary>Adds to an empty set those keys of a store that are in another one, or those that aren't.</summary>
    private void Sift(long[] source, long[] asked, bool wanted)
    {
        store = new long[SetTable.MinSize];
        foreach (long content in source)
        {
            if (!IntSetTable.IsKey(content)) continue;
            long key = IntSetTable.Flipped(content), hash = IntOps.HashSmall(key);
            if (IntSetTable.Find(asked, key, hash) >= 0 != wanted) continue;
            var ints = Unsafe.As<long[]>(store);
            ints[IntSetTable.FreeSlot(ints, hash)] = content;
            Grew();
        }
    }

    private void MergeInts(long[] source)
    {
        foreach (long content in source)
            if (IntSetTable.IsKey(content)) AddInt(IntSetTable.Flipped(content));
    }

    /// <summary>Adds an int, whatever the store is; false when it was there.</summary>
    private bool AddInt(long key)
    {
        long hash = IntOps.HashSmall(key);
        if (Ints(store) is not { } ints) return Add(Value.Int(key), hash);
        int slot = IntSetTable.Find(ints, key, hash);
        if (slot >= 0) return false;
        Put(~slot, Value.Int(key), hash);
        return true;
    }

    private void RemoveInts(long[] source)
    {
        foreach (long content in source)
            if (IntSetTable.IsKey(content)) RemoveInt(IntSetTable.Flipped(content));
    }

    /// <summary>Removes an int, whatever the store is; false when it isn't there.</summary>
    private bool RemoveInt(long key)
    {
        long hash = IntOps.HashSmall(key);
        if (Ints(store) is not { } ints) return Discard(Value.Int(key), hash);
        int slot = IntSetTable.Find(ints, key, hash);
        if (slot < 0) return false;
        Kill(slot);
        return true;
    }

    internal override bool TryAppendAll(PyList list)
    {
        if (Ints(store) is not { } ints) return false;
        var keys = new long[used];
        int n = 0;
        foreach (long content in ints)
            if (IntSetTable.IsKey(content)) keys[n++] = IntSetTable.Flipped(content);
        if (n > 0) list.AppendOwned(keys, n);
        return true;
    }
}
