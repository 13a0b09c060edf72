namespace TieredPy.Runtime.Objects;

/// <summary>What set and frozenset share: the table, lookups, and the operations that make new sets.</summary>
public abstract partial class PySetBase : PyObject
{
    private protected Array store;
    private protected int used;

    /// <summary>Slots that aren't free: keys and deleted ones.</summary>
    private protected int fill;

    private protected int finger;
    private protected Gate gate;
    private uint identity;

    internal override ref uint IdentityRef => ref identity;

    private protected PySetBase(Shape shape) : base(shape) => store = SetTable.Empty;

    public int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => used;
    }

    /// <summary>See <see cref="SetStore"/>.</summary>
    internal Array Store => store;

    // ---- storage

    /// <summary>The slot of a key, or the complement of a free one. May run Python code; starts over when that changes the set.</summary>
    private int Find(Value key, long hash, out Array seen)
    {
    restart:
        var t = seen = store;
        int quick = SetStore.Find(t, key, hash);
        if (quick != SetTable.AskPython) return quick;
        uint mask = (uint)t.Length - 1;
        uint i = (uint)hash & mask;
        ulong perturb = (ulong)hash;
        int step = 0;
        while (true)
        {
            int slot = (int)SetTable.Probe(ref i, ref perturb, ref step, mask);
            var state = SetStore.Read(t, slot, out var there, out long thereHash);
            if (state == SetSlot.Free) return ~slot;
            if (state == SetSlot.Deleted || thereHash != hash) continue;
            if (there.Is(key)) return slot;
            bool equal = Ops.Eq(there, key);
            if (!ReferenceEquals(store, t) || SetStore.Read(t, slot, out var still, out _) != SetSlot.Key || !still.Is(there)) goto restart;
            if (equal) return slot;
        }
    }

    /// <summary>Hash of a key for lookup: a set (unhashable) is looked up as the frozenset of its items.</summary>
    private protected static long KeyHash(ref Value key)
    {
        if (key.Ref == null) return IntOps.HashSmall(key.Bits);
        if (key.Ref is not PySet s) return Ops.Hash(key);
        try
        {
            return Ops.Hash(key);
        }
        catch (PyException e) when (e.Is(ExcTypes.TypeError))
        {
            var frozen = new PyFrozenSet();
            frozen.Merge(s);
            key = new Value(frozen);
            return frozen.Hash();
        }
    }

    /// <summary>Membership of a hashable value.</summary>
    public bool Has(Value key) => Has(key, Ops.Hash(key));

    internal bool Has(Value key, long hash)
    {
        if (!PyThread.MultiThreaded)
        {
            int quick = SetStore.Find(store, key, hash);
            if (quick != SetTable.AskPython) return quick >= 0;
        }
        while (true)
        {
            bool found = Find(key, hash, out var seen) >= 0;
            if (found || ReferenceEquals(seen, store)) return found;
        }
    }

    /// <summary>Adds a key; false when it was there.</summary>
    public new bool Add(Value key)
    {
        if (key.Ref == null) return AddInt(key.Bits);
        if (key.Ref.GetType() != typeof(PyStr)) return Add(key, Ops.Hash(key));
        var text = Unsafe.As<PyStr>(key.Ref);
        long hash = text.TextHash;
        if (PyThread.MultiThreaded) return Add(key, hash);
        int slot = SetStore.FindStr(store, text, hash);
        if (slot == SetTable.AskPython) return Add(key, hash);
        if (slot >= 0) return false;
        Put(~slot, key, hash);
        return true;
    }

    internal bool Add(Value key, long hash)
    {
        if (!PyThread.MultiThreaded)
        {
            int slot = Find(key, hash, out _);
            if (slot >= 0) return false;
            Put(~slot, key, hash);
            return true;
        }
        while (true)
        {
            int slot = Find(key, hash, out var seen);
            if (slot >= 0) return false;
            bool locked = gate.Enter();
            try
            {
                if (!ReferenceEquals(seen, store) || SetStore.Read(seen, ~slot, out _, out _) != SetSlot.Free) continue;
                Put(~slot, key, hash);
                return true;
            }
            finally
            {
                if (locked) gate.Exit();
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Put(int slot, Value key, long hash)
    {
        if (fill != used && TryPutInDeleted(slot, key, hash)) return;
        store = SetStore.Put(store, slot, key, hash);
        Grew();
    }

    /// <summary>
    /// As CPython does, a key takes the last deleted slot on the way to the free one; not beside other threads, whose readers go without a lock
    /// as long as a slot never gets another key.
    /// </summary>
    private bool TryPutInDeleted(int free, Value key, long hash)
    {
        if (PyThread.MultiThreaded) return false;
        int slot = SetStore.LastDeleted(store, hash, free);
        if (slot < 0) return false;
        store = SetStore.Put(store, slot, key, hash);
        used++;
        return true;
    }

    /// <summary>A free slot was taken: CPython's rule for when and how much the table grows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Grew()
    {
        fill++;
        used++;
        if (fill * 5L >= (store.Length - 1) * 3L) Resize(used > 50000 ? used * 2L : used * 4L);
    }

    private void Resize(long moreThan)
    {
        store = SetStore.Rehash(store, SetTable.SizeFor(moreThan));
        fill = used;
    }

    /// <summary>Removes a key; false when it isn't there.</summary>
    public bool Discard(Value key) => Discard(key, Ops.Hash(key));

    internal bool Discard(Value key, long hash)
    {
        while (true)
        {
            int slot = Find(key, hash, out var seen);
            if (!PyThread.MultiThreaded)
            {
                if (slot < 0) return false;
                Kill(slot);
                return true;
            }
            if (slot < 0)
            {
                if (ReferenceEquals(seen, store)) return false;
                continue;
            }
            bool locked = gate.Enter();
            bool there = ReferenceEquals(seen, store) && SetStore.Read(seen, slot, out _, out _) == SetSlot.Key;
            if (there) Kill(slot);
            if (locked) gate.Exit();
            if (there) return true;
        }
    }

    private void Kill(int slot)
    {
        SetStore.Delete(store, slot);
        used--;
    }

    // What compiled code uses: nothing is done, and the answer is Missing or false, where it may take Python code. Not beside other threads.

    /// <summary>Whether the key is there.</summary>
    internal Value HasPlain(Value key)
    {
        int slot = FindPlain(key, out _);
        return slot == SetTable.AskPython ? Value.Missing : Value.Bool(slot >= 0);
    }

    internal bool TryAddPlain(Value key)
    {
        int slot = FindPlain(key, out long hash);
        if (slot == SetTable.AskPython) return false;
        if (slot < 0) Put(~slot, key, hash);
        return true;
    }

    /// <summary>Whether the key was there.</summary>
    internal Value DiscardPlain(Value key)
    {
        int slot = FindPlain(key, out _);
        if (slot == SetTable.AskPython) return Value.Missing;
        if (slot >= 0) Kill(slot);
        return Value.Bool(slot >= 0);
    }

    private int FindPlain(Value key, out long hash) => PlainKeys.TryHash(key, out hash) ? SetStore.Find(store, key, hash) : SetTable.AskPython;

    /// <summary>Removes and returns some key; Missing when empty.</summary>
    internal Value TakeAny()
    {
        bool locked = PyThread.MultiThreaded && gate.Enter();
        try
        {
            if (used == 0) return Value.Missing;
            int mask = store.Length - 1;
            int i = finger & mask;
            Value key;
            while (SetStore.Read(store, i, out key, out _) != SetSlot.Key) i = (i + 1) & mask;
            Kill(i);
            finger = i + 1;
            return key;
        }
        finally
        {
            if (locked) gate.Exit();
        }
    }

    private protected void RemoveAll()
    {
        bool locked = PyThread.MultiThreaded && gate.Enter();
        store = SetTable.Empty;
        used = fill = finger = 0;
        if (locked) gate.Exit();
    }

    /// <summary>The keys as they are now.</summary>
    public Value[] ToArray()
    {
        var t = StableStore();
        var values = new Value[used];
        int n = 0, slot = 0;
        while (SetStore.Next(t, ref slot, out var k, out _))
        {
            // Another thread may have added some since the number was read.
            if (n == values.Length) Array.Resize(ref values, n + 4 + n / 8);
            values[n++] = k;
        }
        return n == values.Length ? values : values[..n];
    }
}
