namespace TieredPy.Runtime.Objects;

/// <summary>
/// A dict: compact and insertion ordered. Up to eight entries are scanned; more have a hash index. Entries' values that were ints or floats
/// and are overwritten live in cells owned by the entry, so counting allocates nothing; module globals live in <see cref="GlobalCell"/>s.
/// This part is the storage; Python methods are in PyDict.Methods.cs.
/// </summary>
[PyType("dict", Match = "mapping", MatchSelf = true, Doc = """
    dict() -> new empty dictionary
    dict(mapping) -> new dictionary initialized from a mapping object's
        (key, value) pairs
    dict(iterable) -> new dictionary initialized as if via:
        d = {}
        for k, v in iterable:
            d[k] = v
    dict(**kwargs) -> new dictionary initialized with the name=value pairs
        in the keyword argument list.  For example:  dict(one=1, two=2)
    """)]
public partial class PyDict : PyObject
{
    /// <summary>Dicts up to this many entries have no index.</summary>
    private const int MaxScanned = 8;

    /// <summary>Entries of a dict that gets its first item.</summary>
    private const int FirstCapacity = 4;

    // Array.Empty of our own struct would have to be compiled at run time.
    private static readonly DictEntry[] NoEntries = new DictEntry[0];

    private DictEntry[] entries;
    private byte[]? index;
    private int used;

    /// <summary>How many keys there are; of a dict that shows an instance's attributes (see PyDict.View.cs) the complement of that.</summary>
    private int live;
    internal uint keysVersion;
    private Gate gate;
    private uint identity;

    internal override ref uint IdentityRef => ref identity;

    internal PyDict(Shape shape) : base(shape) => entries = NoEntries;

    public PyDict() : base(TypeObject.RootShape) => entries = NoEntries;

    /// <summary>An empty dict with room for <paramref name="capacity"/> keys.</summary>
    public PyDict(int capacity) : base(TypeObject.RootShape)
    {
        entries = NoEntries;
        if (capacity > 0) Reserve(capacity);
    }

    public int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            return live < 0 ? CountView() : live;
        }
    }

    /// <summary>Where the entries begin; without an index, holes may be there too.</summary>
    private int First => index == null ? 0 : DictIndex.First(index);

    /// <summary>Changes when a key is added or removed or the storage is rebuilt; not when a value is replaced.</summary>
    public uint KeysVersion
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if (live < 0) Sync();
            return keysVersion;
        }
    }

    /// <summary>The storage, for iterators: entries from <paramref name="start"/> to <paramref name="end"/>, holes included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal DictEntry[] Entries(out int start, out int end)
    {
        if (live < 0) Sync();
        var e = entries;
        start = First;
        end = Math.Min(used, e.Length);
        return e;
    }

    /// <summary>The item at a place, of a dict of so many items; a null reference where none is there. Not beside other threads.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref DictEntry EntryAt(int place, int count)
    {
        var e = entries;
        if (live == count && place < used && (uint)place < (uint)e.Length && e[place] is { Key: not null, Value: not null }) return ref e[place];
        return ref Unsafe.NullRef<DictEntry>();
    }

    /// <summary>Reads an entry's value through the cells an entry may own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Value Load(PyObject? o)
    {
        if (o == null) return Value.Missing;
        // A variable for the class would make it an object, and each test a comparison of objects.
        if (o.GetType() == typeof(PyInt)) return Value.Int(Unsafe.As<PyInt>(o).Number);
        if (o.GetType() == typeof(HeapSlot.IntCell)) return Value.Int(Unsafe.As<HeapSlot.IntCell>(o).Number);
        if (o.GetType() == typeof(PyFloat)) return Value.Float(Unsafe.As<PyFloat>(o).Number);
        if (o.GetType() == typeof(HeapSlot.FloatCell)) return Value.Float(Unsafe.As<HeapSlot.FloatCell>(o).Number);
        if (o.GetType() == typeof(GlobalCell)) return HeapSlot.Load(Unsafe.As<GlobalCell>(o).Slot);
        if (o.GetType() == typeof(SlotCell)) return Unsafe.As<SlotCell>(o).Value;
        return new Value(o);
    }

    /// <summary>Overwrites an entry's value.</summary>
    private static void Store(ref PyObject? slot, Value v)
    {
        var old = slot;
        if (old != null)
        {
            if (old.GetType() == typeof(GlobalCell))
            {
                HeapSlot.Store(ref Unsafe.As<GlobalCell>(old).Slot, v);
                Unsafe.As<GlobalCell>(old).Changed();
                return;
            }
            if (old.GetType() == typeof(SlotCell))
            {
                Unsafe.As<SlotCell>(old).Value = v;
                return;
            }
            if (v.Ref == null)
            {
                if (old.GetType() == typeof(HeapSlot.IntCell))
                {
                    Unsafe.As<HeapSlot.IntCell>(old).Number = v.Bits;
                    return;
                }
                if (old.GetType() == typeof(PyInt))
                {
                    slot = HeapSlot.NewCell(v.Bits);
                    return;
                }
            }
            else if (v.IsFloat && (old.GetType() == typeof(HeapSlot.FloatCell) || old.GetType() == typeof(PyFloat)))
            {
                if (old.GetType() == typeof(PyFloat)) slot = new HeapSlot.FloatCell(v.AsFloat);
                else Unsafe.As<HeapSlot.FloatCell>(old).Number = v.AsFloat;
                return;
            }
        }
        slot = v.ToHeap();
    }

    // ---- lookup

    /// <summary>The value, or Missing. May run Python code (hash and equality of the key).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Value TryGet(Value key)
    {
        var k = key.Ref;
        if (k == null) return TryGetInt(key.Bits);
        if (k.GetType() == typeof(PyStr)) return TryGet(Unsafe.As<PyStr>(k));
        return TryGetHashed(key, Ops.Hash(key));
    }

    /// <summary>The value of an exact str key, or Missing.</summary>
    public Value TryGet(PyStr key)
    {
        long hash = key.TextHash;
        if (PyThread.MultiThreaded) return PeekStr(key, hash);
        var ents = entries;
        int i = DictIndex.FindStr(ents, index, used, key, hash);
        if (i >= 0) return Load(ents[i].Value);
        if (live < 0) return RetryStr(key, hash);
        return i == DictIndex.NotFound ? Value.Missing : TryGetGeneral(new Value(key), hash);
    }

    /// <summary>The value of an int key, or Missing.</summary>
    public Value TryGetInt(long key)
    {
        long hash = IntOps.HashSmall(key);
        if (PyThread.MultiThreaded) return PeekInt(key, hash);
        var ents = entries;
        int i = DictIndex.FindInt(ents, index, used, key, hash);
        if (i >= 0) return Load(ents[i].Value);
        return i == DictIndex.NotFound ? Value.Missing : TryGetGeneral(Value.Int(key), hash);
    }

    /// <summary>The value of any key whose hash is known, or Missing.</summary>
    internal Value TryGetGeneral(Value key, long hash)
    {
        if (PyThread.MultiThreaded) return TryGetShared(key, hash);
        while (true)
        {
            int i = Find(key, hash, out var ents);
            if (i < 0) return Value.Missing;
            var v = ents[i].Value;
            if (v != null) return Load(v);
        }
    }

    /// <summary>The value of any key whose hash is known, or Missing, by the quickest way.</summary>
    internal Value TryGetHashed(Value key, long hash)
    {
        if (PyThread.MultiThreaded) return TryGetShared(key, hash);
        int i = FindQuick(key, hash);
        if (i >= 0) return Load(entries[i].Value);
        return i == DictIndex.NotFound ? Value.Missing : TryGetGeneral(key, hash);
    }

    /// <summary>Looks up a key without running Python code; <see cref="DictIndex.AskPython"/> when that doesn't settle it.</summary>
    private int FindQuick(Value key, long hash)
    {
        if (live < 0) Sync();
        if (live == 0) return DictIndex.NotFound;
        if (key.Ref == null) return DictIndex.FindInt(entries, index, used, key.Bits, hash);
        if (key.Ref.GetType() == typeof(PyStr))
            return DictIndex.FindStr(entries, index, used, Unsafe.As<PyStr>(key.Ref), hash);
        if (key.Ref.GetType() == typeof(PyTuple))
            return DictIndex.FindTuple(entries, index, used, Unsafe.As<PyTuple>(key.Ref), hash);
        return DictIndex.FindOther(entries, index, used, key, hash);
    }

    /// <summary>The entry of any key, or -1. Starts over when equality tests changed the dict, as CPython does.</summary>
    private int Find(Value key, long hash, out DictEntry[] ents)
    {
        if (live < 0) Sync();
    restart:
        ents = entries;
        var table = index;
        if (table == null)
        {
            for (int n = 0; n < used && n < ents.Length; n++)
            {
                int m = Match(ents, table, n, key, hash);
                if (m == 0) continue;
                if (m < 0) goto restart;
                return n;
            }
            return DictIndex.NotFound;
        }
        uint mask = (uint)DictIndex.Slots(table) - 1;
        ulong perturb = (ulong)hash;
        uint i = (uint)hash & mask;
        while (true)
        {
            int n = DictIndex.Get(table, i);
            if (n == DictIndex.Empty)
            {
                if (!ReferenceEquals(entries, ents) || !ReferenceEquals(index, table)) goto restart;
                return DictIndex.NotFound;
            }
            if (n >= ents.Length) goto restart;
            if (n >= 0)
            {
                int m = Match(ents, table, n, key, hash);
                if (m > 0) return n;
                if (m < 0) goto restart;
            }
            perturb >>= 5;
            i = (i * 5 + (uint)perturb + 1) & mask;
        }
    }

    /// <summary>1: the entry's key equals; 0: it doesn't; -1: the dict changed meanwhile.</summary>
    private int Match(DictEntry[] ents, byte[]? table, int n, Value key, long hash)
    {
        var k = ents[n].Key;
        if (k == null || ents[n].KeyHash != hash) return 0;
        if (ReferenceEquals(k, key.Ref)) return 1;
        bool equal = Ops.Eq(ents[n].KeyValue, key);
        if (!ReferenceEquals(entries, ents) || !ReferenceEquals(index, table) || !ReferenceEquals(ents[n].Key, k)) return -1;
        return equal ? 1 : 0;
    }

    public bool ContainsKey(Value key) => !TryGet(key).IsMissing;

    // ---- writing

    /// <summary>Sets the value of any key. May run Python code.</summary>
    public void Set(Value key, Value value)
    {
        var k = key.Ref;
        if (k == null) SetQuick(key, IntOps.HashSmall(key.Bits), value);
        else if (k.GetType() == typeof(PyStr)) SetQuick(key, Unsafe.As<PyStr>(k).TextHash, value);
        else SetQuick(key, Ops.Hash(key), value);
    }

    /// <summary>Sets the value of an exact str key.</summary>
    public void Set(PyStr key, Value value) => SetQuick(new Value(key), key.TextHash, value);

    /// <summary>Sets the value of a key whose hash is known.</summary>
    internal void SetHashed(Value key, long hash, Value value) => SetQuick(key, hash, value);

    private void SetQuick(Value key, long hash, Value value)
    {
        if (PyThread.MultiThreaded)
        {
            SetShared(key, hash, value);
            return;
        }
        int i = FindQuick(key, hash);
        if (i >= 0) Store(ref entries[i].Value, value);
        else if (i == DictIndex.NotFound) Insert(key, hash, value.ToHeap());
        else SetGeneral(key, hash, value);
    }

    private void SetGeneral(Value key, long hash, Value value)
    {
        if (PyThread.MultiThreaded)
        {
            SetShared(key, hash, value);
            return;
        }
        int i = Find(key, hash, out _);
        if (i >= 0) Store(ref entries[i].Value, value);
        else Insert(key, hash, value.ToHeap());
    }

    /// <summary>The value of the key; when it is missing, <paramref name="value"/>, which is then set.</summary>
    public Value GetOrAdd(Value key, Value value)
    {
        long hash = Ops.Hash(key);
        if (PyThread.MultiThreaded) return GetOrAddShared(key, hash, value);
        int i = FindQuick(key, hash);
        var ents = entries;
        if (i == DictIndex.AskPython) i = Find(key, hash, out ents);
        if (i >= 0) return Load(ents[i].Value);
        Insert(key, hash, value.ToHeap());
        return value;
    }

    /// <summary>Adds one to the value of a key, which starts from 0: the step of counting.</summary>
    internal void Increment(Value key)
    {
        if (!PyThread.MultiThreaded)
        {
            long hash = Ops.Hash(key);
            int i = FindQuick(key, hash);
            if (i == DictIndex.NotFound)
            {
                Insert(key, hash, PyInt.Box(1));
                return;
            }
            if (i >= 0)
            {
                ref var slot = ref entries[i].Value;
                if (slot is HeapSlot.IntCell cell && cell.Number != long.MaxValue)
                {
                    cell.Number++;
                    return;
                }
                SetQuick(key, hash, Ops.Add(Load(slot), Value.Int(1)));
                return;
            }
        }
        else if (IncrementShared(key)) return;
        var old = TryGet(key);
        Set(key, old.IsMissing ? Value.Int(1) : Ops.Add(old, Value.Int(1)));
    }

    /// <summary>Removes a key; false when it isn't there.</summary>
    public bool Remove(Value key) => !Take(key).IsMissing;

    public bool Remove(PyStr key) => !Take(new Value(key)).IsMissing;

    /// <summary>Removes a key and returns its value, or Missing.</summary>
    public Value Take(Value key) => TakeHashed(key, Ops.Hash(key));

    internal Value TakeHashed(Value key, long hash)
    {
        if (PyThread.MultiThreaded) return TakeShared(key, hash);
        int i = FindQuick(key, hash);
        if (i == DictIndex.AskPython) i = Find(key, hash, out _);
        return i < 0 ? Value.Missing : RemoveAt(i);
    }

    /// <summary>Removes and returns the last (or first) item; false when empty.</summary>
    internal bool TakeEnd(bool last, out Value key, out Value value)
    {
        bool locked = PyThread.MultiThreaded && gate.Enter();
        try
        {
            key = value = Value.Missing;
            if (live < 0) LeaveSlots(true);
            if (live == 0) return false;
            int i = last ? used - 1 : First;
            while (entries[i].Key == null) i += last ? -1 : 1;
            key = entries[i].KeyValue;
            value = RemoveAt(i);
            if (last)
            {
                used = i;
                if (First > i) DictIndex.First(index!) = i;
            }
            return true;
        }
        finally
        {
            if (locked) gate.Exit();
        }
    }

    public void Clear()
    {
        bool locked = PyThread.MultiThreaded && gate.Enter();
        try
        {
            if (live < 0) LeaveSlots(true);
            foreach (ref var e in entries.AsSpan(0, Math.Min(used, entries.Length)))
                if (e.Value is GlobalCell c) c.Die();
            index = null;
            entries = NoEntries;
            used = live = 0;
            keysVersion++;
        }
        finally
        {
            if (locked) gate.Exit();
        }
    }

    /// <summary>Compiled code relies on the value of a <see cref="GlobalCell"/> of the dict.</summary>
    internal bool IsAssumed { get; set; }

    /// <summary>The cell of a global, made on first request; null when there is no such key. See <see cref="GlobalCell"/>.</summary>
    internal GlobalCell? GetCell(PyStr name)
    {
        bool locked = PyThread.MultiThreaded && gate.Enter();
        try
        {
            if (live < 0) LeaveSlots(true);
            int i = FindQuick(new Value(name), name.Hash());
            if (i < 0) return null;
            ref var slot = ref entries[i].Value;
            if (slot is GlobalCell cell) return cell;
            cell = new GlobalCell(this);
            HeapSlot.Store(ref cell.Slot, Load(slot));
            slot = cell;
            return cell;
        }
        finally
        {
            if (locked) gate.Exit();
        }
    }

    // ---- storage; all of this runs under the lock when there is one

    private void Insert(Value key, long hash, PyObject value)
    {
        if (live >= 0 || !InsertAttribute(key, value)) InsertEntry(key, hash, value);
    }

    private void InsertEntry(Value key, long hash, PyObject value)
    {
        int capacity = live < 0 ? entries.Length - 1 : entries.Length;
        if (used == capacity || index != null && DictIndex.Spent(index) >= capacity) Grow();
        int n = used;
        ref var e = ref entries[n];
        e.Hash = IntKey.HashFieldOf(key, hash);
        e.Value = value;
        e.Key = IntKey.FieldOf(key);
        used = n + 1;
        live += live < 0 ? -1 : 1;
        keysVersion++;
        if (index == null) return;
        DictIndex.Spent(index)++;
        DictIndex.Add(index, hash, n);
    }

    private void Grow()
    {
        int n = live < 0 ? ~live : live;
        if (index == null && live >= 0 && n <= used / 2 && used > 0 && !PyThread.MultiThreaded)
        {
            CloseHoles();
            return;
        }
        Rebuild(n + 1 > MaxScanned ? Math.Max(n * 2, MaxScanned + 1) : n < FirstCapacity ? FirstCapacity : MaxScanned);
    }

    private Value RemoveAt(int i)
    {
        if (live < 0) LeaveSlots(true);
        ref var e = ref entries[i];
        var value = Load(e.Value);
        if (e.Value is GlobalCell c) c.Die();
        if (index != null) DictIndex.Remove(index, e.KeyHash, i);
        e.Key = null;
        e.Value = null;
        e.Hash = 0;
        live--;
        keysVersion++;
        // Places aren't used again (but by popitem), so that iterators notice a key that went and came back.
        if (index != null && i == First)
        {
            int n = i + 1;
            while (n < used && entries[n].Key == null) n++;
            DictIndex.First(index) = n;
        }
        return value;
    }

    /// <summary>
    /// Removes the key that came last and returns its value, if that is this very object in a small dict of one thread: its place is free again. Missing:
    /// nothing was done.
    /// </summary>
    internal Value TakeNewest(PyObject key)
    {
        int n = used - 1;
        if (live <= 0 || index != null || (uint)n >= (uint)entries.Length || entries[n].Key != key || PyThread.MultiThreaded) return Value.Missing;
        ref var e = ref entries[n];
        var value = Load(e.Value);
        if (e.Value is GlobalCell c) c.Die();
        e = default;
        used = n;
        live--;
        keysVersion++;
        return value;
    }

    /// <summary>Makes room for this many keys in all.</summary>
    internal void Reserve(int capacity)
    {
        if (capacity > entries.Length) Rebuild(capacity);
    }

    /// <summary>Closes the holes, so that places of keys that went are free again. An index has to be made anew.</summary>
    private void CloseHoles()
    {
        int n = 0;
        for (int i = 0; i < used; i++)
        {
            if (entries[i].Key == null) continue;
            if (n < i) entries[n] = entries[i];
            n++;
        }
        entries.AsSpan(n, used - n).Clear();
        used = n;
        keysVersion++;
    }

    /// <summary>New storage for <paramref name="capacity"/> keys or somewhat more, without holes (but <paramref name="gap"/> entries before the first).</summary>
    private void Rebuild(int capacity, int gap = 0)
    {
        int wanted = capacity + gap;
        byte[]? table = null;
        if (wanted > MaxScanned)
        {
            int slots = DictIndex.SlotsFor(wanted);
            table = DictIndex.New(slots);
            wanted = DictIndex.Usable(slots);
        }
        if (table != null && wanted == entries.Length && gap == 0 && live >= 0 && !PyThread.MultiThreaded)
        {
            // The table is new all the same: by it searches notice that entries have moved.
            CloseHoles();
            DictIndex.AddAll(table, entries, 0, used);
            DictIndex.Spent(table) = used;
            index = table;
            return;
        }
        var old = entries;
        var fresh = new DictEntry[live < 0 ? wanted + 1 : wanted];
        if (live < 0) fresh[^1] = old[^1];
        int n = gap + CopyItems(old, First, used, live < 0 ? ~live : live, fresh, gap);
        if (table != null) DictIndex.AddAll(table, fresh, gap, n);
        entries = fresh;
        index = table;
        used = n;
        if (table != null)
        {
            DictIndex.First(table) = gap;
            DictIndex.Spent(table) = n - gap;
        }
        keysVersion++;
    }

    /// <summary>Copies the entries that have an item, of which the number is known, one behind the other; returns that number.</summary>
    private static int CopyItems(DictEntry[] from, int first, int end, int items, DictEntry[] to, int at)
    {
        if (items == end - first)
        {
            from.AsSpan(first, items).CopyItemsTo(to.AsSpan(at));
            return items;
        }
        int n = at;
        for (int i = first; i < end; i++)
            if (from[i].Key != null) to[n++] = from[i];
        return n - at;
    }

    // ---- whole dicts

    /// <summary>An exact dict with the same items.</summary>
    public PyDict Copy()
    {
        var copy = new PyDict();
        copy.CopyFrom(this);
        return copy;
    }

    /// <summary>Fills this empty dict with the other's items.</summary>
    private void CopyFrom(PyDict other)
    {
        bool locked = PyThread.MultiThreaded && other.gate.Enter();
        try
        {
            int size = other.Count;
            if (size == 0) return;
            if (other.index != null && other.live >= 0 && other.First == 0 && size == DictIndex.Spent(other.index) && size >= other.entries.Length / 3)
            {
                var fresh = new DictEntry[other.entries.Length];
                other.entries.AsSpan(0, size).CopyItemsTo(fresh);
                var table = GC.AllocateUninitializedArray<byte>(other.index.Length);
                other.index.AsSpan().CopyTo(table);
                entries = fresh;
                index = table;
                used = live = size;
            }
            else
            {
                // A copy gets items of its own, as a rule: a small one has room for another.
                Reserve(size < MaxScanned ? Math.Max(size + 1, FirstCapacity) : size);
                int n = CopyItems(other.entries, other.First, other.used, other.live < 0 ? ~other.live : other.live, entries, 0);
                used = live = n;
                if (index != null)
                {
                    DictIndex.AddAll(index, entries, 0, n);
                    DictIndex.Spent(index) = n;
                }
            }
            foreach (ref var e in entries.AsSpan(0, used))
                if (IsCell(e.Value)) e.Value = Load(e.Value).ToHeap();
            keysVersion++;
        }
        finally
        {
            if (locked) other.gate.Exit();
        }
    }

    /// <summary>The value as an object that another container may hold.</summary>
    private static PyObject? Detach(PyObject? v) => IsCell(v) ? Load(v).ToHeap() : v;

    private static bool IsCell([NotNullWhen(true)] PyObject? v)
    {
        if (v == null) return false;
        return v.GetType() == typeof(HeapSlot.IntCell) || v.GetType() == typeof(HeapSlot.FloatCell) || v.GetType() == typeof(GlobalCell) || v.GetType() == typeof(SlotCell);
    }

    /// <summary>Sets a key that isn't in the dict yet, if no other thread can see it: the step of building one.</summary>
    internal void AddNew(PyStr key, Value value) => Insert(new Value(key), key.TextHash, value.ToHeap());

    /// <summary>Sets all items of another dict (its C# storage, whatever its class).</summary>
    public void Update(PyDict other)
    {
        if (ReferenceEquals(other, this) || other.Count == 0) return;
        if (live == 0 && entries.Length == 0 && !PyThread.MultiThreaded)
        {
            CopyFrom(other);
            return;
        }
        if (PyThread.MultiThreaded)
        {
            UpdateShared(other);
            return;
        }
        int size = other.live;
        var ents = other.Entries(out int i, out _);
        for (; i < other.used && i < ents.Length; i++)
        {
            var k = ents[i].Key;
            var v = ents[i].Value;
            if (k == null || v == null) continue;
            // Attributes go to the instance; this view of it gets its entries when it is looked at.
            if (View is not { } viewed || k.GetType() != typeof(PyStr) || !InstanceAttributes.TrySetInSlot(viewed.Instance, Unsafe.As<PyStr>(k), Load(v)))
                SetQuick(ents[i].KeyValue, ents[i].KeyHash, Load(v));
            if (other.live != size) throw Err.RuntimeError("dict mutated during update");
        }
    }

    /// <summary>Iteration for C#: start with <paramref name="pos"/> 0; false at the end. Tolerates replaced values, not added or removed keys.</summary>
    public bool Next(ref int pos, out Value key, out Value value)
    {
        return Next(ref pos, out key, out value, out _);
    }

    /// <summary>As <see cref="Next(ref int, out Value, out Value)"/>, with the key's hash.</summary>
    internal bool Next(ref int pos, out Value key, out Value value, out long hash)
    {
        if (live < 0) Sync();
    again:
        uint version = Volatile.Read(ref keysVersion);
        var ents = entries;
        int n = Math.Min(used, ents.Length);
        int i = Math.Max(pos, First);
        while (i < n)
        {
            if (!ents[i++].TryRead(out key, out var v, out hash)) continue;
            if (PyThread.MultiThreaded && version != Volatile.Read(ref keysVersion)) goto again;
            pos = i;
            value = Load(v);
            if (value.IsMissing) continue;
            return true;
        }
        pos = i;
        key = value = Value.Missing;
        hash = 0;
        return false;
    }

    /// <summary>The keys, in order.</summary>
    public Value[] Keys() => Items(true, false);

    /// <summary>The keys, in order, of a dict that has some, and only ints; else null. Not beside other threads.</summary>
    internal long[]? IntKeys()
    {
        if (PyThread.MultiThreaded || live <= 0) return null;
        var ents = entries.AsSpan(First, used - First);
        long[]? ints = null;
        int n = 0;
        foreach (ref var e in ents)
        {
            if (e.Key == null) continue;
            if (!ReferenceEquals(e.Key, IntKey.Tag)) return null;
            ints ??= new long[live];
            ints[n++] = e.Hash;
        }
        return n == live ? ints : null;
    }

    /// <summary>The values, in order.</summary>
    public Value[] Values() => Items(false, true);

    /// <summary>The keys, the values, or each key followed by its value, as they are at one moment.</summary>
    internal Value[] Items(bool withKeys, bool withValues)
    {
        bool locked = PyThread.MultiThreaded && gate.Enter();
        try
        {
            var items = new Value[Count * (withKeys && withValues ? 2 : 1)];
            int pos = 0, n = 0;
            while (n < items.Length && Next(ref pos, out var k, out var v))
            {
                if (withKeys) items[n++] = k;
                if (withValues) items[n++] = v;
            }
            return n == items.Length ? items : items[..n];
        }
        finally
        {
            if (locked) gate.Exit();
        }
    }

    /// <summary>Makes a key the last, or the first (OrderedDict.move_to_end); false when it is missing.</summary>
    internal bool MoveToEnd(Value key, bool last) => MoveToEnd(key, Ops.Hash(key), last);

    internal bool MoveToEnd(Value key, long hash, bool last)
    {
        bool locked = PyThread.MultiThreaded && gate.Enter();
        try
        {
            if (live < 0) LeaveSlots(true);
            int i = locked ? FindHeld(key, hash, ref locked) : FindQuick(key, hash);
            if (i == DictIndex.AskPython) i = Find(key, hash, out _);
            if (i < 0) return false;
            if (i == (last ? used - 1 : First)) return true;
            var k = entries[i].KeyValue;
            var v = Detach(entries[i].Value)!;
            RemoveAt(i);
            if (last) Insert(k, hash, v);
            else InsertFirst(k, hash, v);
            return true;
        }
        finally
        {
            if (locked) gate.Exit();
        }
    }

    private void InsertFirst(Value key, long hash, PyObject value)
    {
        if (First == 0 || DictIndex.Spent(index!) >= entries.Length) Rebuild(Math.Max(live + 1, MaxScanned + 1), Math.Max(4, live));
        int n = --DictIndex.First(index!);
        ref var e = ref entries[n];
        e.Hash = IntKey.HashFieldOf(key, hash);
        e.Value = value;
        e.Key = IntKey.FieldOf(key);
        live++;
        DictIndex.Spent(index!)++;
        keysVersion++;
        DictIndex.Add(index!, hash, n);
    }
}
