namespace TieredPy.Runtime.Objects;

/// <summary>
/// A list. Its storage is one array whose class is the strategy: <c>long[]</c> when all items are ints of 64 bits, <c>double[]</c> when
/// all are floats, else <c>PyObject[]</c> with numbers boxed; or a <see cref="ListQueue"/> of one of these. One reference is thus a whole snapshot
/// (but for the count) for readers without a lock.
/// This part holds the storage and the C# API.
/// </summary>
[PyType("list", Match = "sequence", MatchSelf = true, Doc = """
    Built-in mutable sequence.

    If no argument is given, the constructor creates a new empty list.
    The argument must be an iterable if specified.
    """)]
public partial class PyList : PyObject
{
    private static readonly PyObject[] NoItems = [];

    // Readers take the count, then the store, without the gate. One that was stopped in between may look behind the end of a list that became shorter:
    // there is null among objects, and among numbers an item that the list had there or has somewhere (see ListStore.Resize).
    internal Array store;
    internal int count;
    private Gate gate;
    private uint identity;

    internal override ref uint IdentityRef => ref identity;

    internal PyList(Shape shape) : base(shape) => store = NoItems;

    public PyList() : base(TypeObject.RootShape) => store = NoItems;

    /// <summary>An empty list that will hold about <paramref name="capacity"/> items.</summary>
    public PyList(int capacity) : base(TypeObject.RootShape) =>
        store = capacity == 0 ? NoItems : new PyObject[capacity];

    public PyList(ReadOnlySpan<Value> values) : base(TypeObject.RootShape)
    {
        store = ListStore.Of(values);
        count = values.Length;
    }

    /// <summary>Takes ownership of the array: <c>long[]</c>, <c>double[]</c> or <c>PyObject[]</c>.</summary>
    internal PyList(Array store, int count) : base(TypeObject.RootShape)
    {
        this.store = store;
        this.count = count;
    }

    public int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => count;
    }

    /// <summary>The storage (<c>long[]</c>, <c>double[]</c> or <c>PyObject[]</c>); its first <see cref="Count"/> elements are in use.</summary>
    internal Array Store
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => store.GetType() == typeof(ListQueue[]) ? Settle() : store;
    }

    /// <summary>The storage when all items are ints, else null.</summary>
    internal long[]? Ints
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Store is var s && s.GetType() == typeof(long[]) ? Unsafe.As<long[]>(s) : null;
    }

    /// <summary>The storage when all items are floats, else null.</summary>
    internal double[]? Floats
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Store is var s && s.GetType() == typeof(double[]) ? Unsafe.As<double[]>(s) : null;
    }

    /// <summary>The storage when items are objects, else null.</summary>
    internal PyObject[]? Objects
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Store is var s && s.GetType() == typeof(PyObject[]) ? Unsafe.As<PyObject[]>(s) : null;
    }

    /// <summary>The item at a Python index (negative from the end); false when out of range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryGetFast(long index, out Value value)
    {
        int n = count;
        if (index < 0) index += n;
        if ((ulong)index < (ulong)n)
        {
            var s = store;
            return s.GetType() == typeof(ListQueue[]) ? TryGetQueued(index, out value) : ListStore.TryGet(s, index, out value);
        }
        value = default;
        return false;
    }

    /// <summary>Replaces the item at a Python index; false when out of range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TrySetFast(long index, Value value)
    {
        if (!PyThread.MultiThreaded)
        {
            int n = count;
            if (index < 0) index += n;
            if ((ulong)index >= (ulong)n) return false;
            var s = store;
            if (s.GetType() == typeof(long[]))
            {
                if (value.Ref == null)
                {
                    Unsafe.As<long[]>(s)[index] = value.Bits;
                    return true;
                }
            }
            else if (s.GetType() == typeof(double[]))
            {
                if (value.IsFloat)
                {
                    Unsafe.As<double[]>(s)[index] = value.AsFloat;
                    return true;
                }
            }
            else if (s.GetType() == typeof(PyObject[]))
            {
                ListStore.Put(Unsafe.As<PyObject[]>(s), (int)index, value.ToHeap());
                return true;
            }
        }
        return SetSlow(index, value);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool SetSlow(long index, Value value)
    {
        bool locked = PyThread.MultiThreaded && gate.Enter();
        if (value.Ref == null && store.GetType() == typeof(long[]) && (ulong)index < (ulong)count)
        {
            Unsafe.As<long[]>(store)[index] = value.Bits;
            if (locked) gate.Exit();
            return true;
        }
        try
        {
            if (index < 0) index += count;
            if ((ulong)index >= (ulong)count) return false;
            if (!locked && ListQueue.Of(store) is { } q && ListStore.Accepts(q.Items, value))
            {
                ListStore.Put(q.Items, (int)(q.Start + index), value);
                return true;
            }
            SettleHeld();
            if (!ListStore.Accepts(store, value)) store = ListStore.ToObjects(store, count, store.Length);
            ListStore.Put(store, (int)index, value);
            return true;
        }
        finally
        {
            if (locked) gate.Exit();
        }
    }

    /// <summary>The item at an index from 0; IndexError when out of range.</summary>
    public Value this[long index]
    {
        get => index >= 0 && TryGetFast(index, out var v) ? v : throw Err.IndexError("list index out of range");
        set
        {
            if (index < 0 || !TrySetFast(index, value)) throw Err.IndexError("list assignment index out of range");
        }
    }

    /// <summary>The item at a Python index; IndexError when out of range.</summary>
    public Value Get(long index) => TryGetFast(index, out var v) ? v : throw Err.IndexError("list index out of range");

    [PyMethod("append", Doc = "Append object to the end of the list.", Signature = "($self, object, /)")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(Value value)
    {
        if (PyThread.MultiThreaded) AppendSlow(value);
        else AppendUnshared(value);
    }

    /// <summary>Appends to a list that no other thread can have yet.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void AppendUnshared(Value value)
    {
        var s = store;
        int n = count;
        if (s.GetType() == typeof(PyObject[]))
        {
            var a = Unsafe.As<PyObject[]>(s);
            if ((uint)n < (uint)a.Length)
            {
                ListStore.Put(a, n, value.ToHeap());
                count = n + 1;
                return;
            }
        }
        else if (value.Ref == null && s.GetType() == typeof(long[]))
        {
            var a = Unsafe.As<long[]>(s);
            if ((uint)n < (uint)a.Length)
            {
                a[n] = value.Bits;
                count = n + 1;
                return;
            }
        }
        AppendSlow(value);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AppendSlow(Value value)
    {
        bool locked = PyThread.MultiThreaded && gate.Enter();
        var s = store;
        int n = count;
        if (value.Ref == null && s.GetType() == typeof(long[]) && n < s.Length)
        {
            Unsafe.As<long[]>(s)[n] = value.Bits;
            Volatile.Write(ref count, n + 1);
            if (locked) gate.Exit();
            return;
        }
        try
        {
            if (TryEnqueue(value)) return;
            Prepare(value, n + 1);
            ListStore.Put(store, n, value);
            Volatile.Write(ref count, n + 1);
        }
        finally
        {
            if (locked) gate.Exit();
        }
    }

    /// <summary>Room for items that are likely to follow, in a new list. Numbers may get other storage yet; objects not.</summary>
    internal void Reserve(int room, bool objects) => store = objects ? new PyObject[room] : GC.AllocateUninitializedArray<long>(room);

    /// <summary>Room for items that are likely to be as the first one, in a new list.</summary>
    internal void Reserve(int room, Value first) => store = ListStore.NewFor(first, room);

    /// <summary>Makes the storage fit for one more value and for <paramref name="needed"/> items in all. Under the lock.</summary>
    private void Prepare(Value value, int needed)
    {
        SettleHeld(needed);
        if (count == 0 && !ListStore.Accepts(store, value) || store.Length == 0)
        {
            store = ListStore.NewFor(value, Math.Max(needed, Math.Max(store.Length, 4)));
            return;
        }
        int capacity = store.Length;
        if (needed > capacity) capacity = ListStore.Grow(needed);
        if (!ListStore.Accepts(store, value)) store = ListStore.ToObjects(store, count, capacity);
        else if (capacity != store.Length) store = ListStore.Resize(store, count, capacity);
    }

    /// <summary>Inserts before a Python index, clamped as list.insert does.</summary>
    [PyMethod("insert", Doc = "Insert object before index.", Signature = "($self, index, object, /)")]
    public void Insert(long index, Value value)
    {
        bool locked = PyThread.MultiThreaded && gate.Enter();
        try
        {
            int n = count;
            if (index < 0) index = Math.Max(0, index + n);
            if (index > n) index = n;
            if (index == 0 && TryPutFirst(value)) return;
            Prepare(value, n + 1);
            if (index < n) ListStore.Move(store, (int)index, (int)index + 1, n - (int)index);
            ListStore.Put(store, (int)index, value);
            count = n + 1;
        }
        finally
        {
            if (locked) gate.Exit();
        }
    }

    [PyMethod("clear", Doc = "Remove all items from list.")]
    public void Clear()
    {
        // Numbers stay where readers may still look for them.
        const int MaxKept = 4096;
        bool locked = PyThread.MultiThreaded && gate.Enter();
        if (locked) SettleHeld();
        if (locked && store.GetType() != typeof(PyObject[]) && store.Length <= MaxKept) count = 0;
        else Become(NoItems, 0);
        if (locked) gate.Exit();
    }

    /// <summary>The items as they are now.</summary>
    public Value[] ToArray()
    {
        var s = Snapshot(out int n);
        return ListStore.ToValues(s, n);
    }

    /// <summary>A consistent pair of storage and count; never write to it.</summary>
    internal Array Snapshot(out int n)
    {
        if (!PyThread.MultiThreaded)
        {
            n = count;
            return Store;
        }
        bool locked = gate.Enter();
        SettleHeld();
        n = count;
        var copy = ListStore.Resize(store, n, n);
        if (locked) gate.Exit();
        return copy;
    }

    /// <summary>A list of the iterable's items.</summary>
    public static PyList From(Value iterable)
    {
        var list = new PyList();
        list.Extend(iterable);
        return list;
    }

    /// <summary>Removes and returns the item at a Python index.</summary>
    [PyMethod("pop", Doc = "Remove and return item at index (default last).\n\nRaises IndexError if list is empty or index is out of range.")]
    public Value Pop(long index = -1)
    {
        if (!PyThread.MultiThreaded) return PopUnshared(index);
        bool locked = gate.Enter();
        try
        {
            return PopUnshared(index);
        }
        finally
        {
            if (locked) gate.Exit();
        }
    }

    private Value PopUnshared(long index)
    {
        int n = count;
        if (n == 0) return Err.Pend(Err.IndexError("pop from empty list"));
        if (index < 0) index += n;
        if ((ulong)index >= (ulong)n) return Err.Pend(Err.IndexError("pop index out of range"));
        ListStore.TryGet(store, index, out var v);
        RemoveRange((int)index, 1);
        return v;
    }

    /// <summary>Storage is so much larger than what is left in it that it shrinks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsRoomy(Array store, long left) => left < store.Length >> 2 && store.Length > 32;

    /// <summary>Removes the last item of a list that has one and that no other thread has.</summary>
    internal void RemoveLast() => RemoveRange(count - 1, 1);

    /// <summary>Removes items. Under the lock.</summary>
    private void RemoveRange(int start, int length)
    {
        int n = count;
        int tail = n - start - length;
        if (start == 0 && TryDrop(length)) return;
        if (tail == 0 && !PyThread.MultiThreaded && ListQueue.Of(store) is { } q)
        {
            q.Clear(start, length);
            count = start;
            return;
        }
        var s = Store;
        // In place though others may be reading: each place has its old or its new item at any time.
        if (s.GetType() == typeof(PyObject[]))
        {
            var a = Unsafe.As<PyObject?[]>(s);
            if (tail > 0) ItemSpans.MoveItems(a, start + length, start, tail);
            if (length == 1) ListStore.Put(a!, n - 1, null);
            else a.AsSpan(n - length, length).Clear();
        }
        else if (tail > 0)
        {
            if (tail < 16 && s.GetType() == typeof(long[])) Unsafe.As<long[]>(s).AsSpan(start + length, tail).CopyTo(Unsafe.As<long[]>(s).AsSpan(start));
            else Array.Copy(s, start + length, s, start, tail);
        }
        count = n - length;
        if (IsRoomy(s, count)) store = ListStore.Resize(s, count, Math.Max(count * 2, 8));
    }

    /// <summary>Appends all items of an iterable.</summary>
    [PyMethod("extend", Doc = "Extend list by appending elements from the iterable.", Signature = "($self, iterable, /)", RunsPython = true)]
    public void Extend(Value iterable)
    {
        switch (iterable.Ref)
        {
            case PyList other when other.GetType() == typeof(PyList) || ReferenceEquals(other, this):
                var source = other.Snapshot(out int n);
                AppendStore(source, n);
                return;
            case PyTuple t when t.GetType() == typeof(PyTuple):
                AppendSpan(t.AsSpan());
                return;
            case PyRange r when r.TryCount(out long first, out long step, out int length):
                var ints = new long[length];
                for (int i = 0; i < ints.Length; i++) ints[i] = first + i * step;
                if (length > 0) AppendOwned(ints, length);
                return;
            case PyDict d when d.GetType() == typeof(PyDict):
                AppendSpan(d.Keys());
                return;
        }
        if (PyThread.MultiThreaded && Sequences.Settled(iterable) is { } items)
        {
            AppendSpan(items);
            return;
        }
        if (iterable.Ref is { } whole && !PyThread.MultiThreaded && !whole.Type.IsHeap && whole.TryAppendAll(this)) return;
        var it = Ops.Iter(iterable);

        // Asked for its errors alone: growing is cheap. A hint that no list could hold is taken for a lie.
        if ((iterable.Type.IsHeap || iterable.Ref is Modules.Itertools.PyRepeat or PyRange) && Ops.LengthHint(iterable, 8) is var hint && hint > Array.MaxLength && hint <= long.MaxValue - count) throw Err.MemoryError();
        if (it.Ref!.Type.IsHeap)
        {
            for (var v = Ops.Next(it); !v.IsDone; v = Ops.Next(it)) Append(v);
            return;
        }
        var native = it.Ref;
        while (true)
        {
            var v = native.Next();
            if (v.IsDone) break;
            if (v.IsError) throw Err.TakePending();
            Append(v);
        }
    }

    internal void AppendSpan(ReadOnlySpan<Value> values)
    {
        if (!values.IsEmpty) AppendOwned(ListStore.Of(values), values.Length);
    }

    /// <summary>Appends the items of storage that nobody else has: an empty list takes it as its own.</summary>
    internal void AppendOwned(Array source, int n)
    {
        bool locked = PyThread.MultiThreaded && gate.Enter();
        try
        {
            if (count == 0) Become(source, n);
            else Splice(count, 0, source, n);
        }
        finally
        {
            if (locked) gate.Exit();
        }
    }

    /// <summary>Appends the first <paramref name="n"/> items of storage that others may still use.</summary>
    internal void AppendStore(Array source, int n)
    {
        if (n == 0) return;
        bool locked = PyThread.MultiThreaded && gate.Enter();
        try
        {
            Splice(count, 0, source, n);
        }
        finally
        {
            if (locked) gate.Exit();
        }
    }

    /// <summary>Replaces <paramref name="removed"/> items at <paramref name="start"/> by items of other storage (which isn't kept). Under the lock.</summary>
    private void Splice(int start, int removed, Array source, int n)
    {
        int size = Sequences.CheckLength((long)count - removed + n);
        if (n == 0)
        {
            if (removed > 0) RemoveRange(start, removed);
            return;
        }
        if (count == removed)
        {
            Become(ListStore.Resize(source, n, n), n);
            return;
        }
        if (removed == 0 && start == count && TryEnqueue(source, n)) return;
        SettleHeld(size);
        var s = store;
        int tail = count - start - removed;
        if (source.GetType() != s.GetType())
        {
            if (s.GetType() != typeof(PyObject[])) s = ListStore.ToObjects(s, count, Math.Max(size, s.Length));
            if (source.GetType() != typeof(PyObject[])) source = ListStore.ToObjects(source, n, n);
        }
        else if (ReferenceEquals(source, s) && tail > 0) source = ListStore.Resize(source, n, n);
        if (size > s.Length) s = ListStore.Resize(s, count, ListStore.Grow(size));
        else if (PyThread.MultiThreaded && ReferenceEquals(s, store)) s = ListStore.Resize(s, count, s.Length);
        if (tail > 0 && n != removed) ListStore.Move(s, start + removed, start + n, tail);
        ListStore.Copy(source, s, start, n);
        if (size < count && s.GetType() == typeof(PyObject[])) Array.Clear(s, size, count - size);
        Become(s, size);
    }

    /// <summary>Puts other storage in the place of this list's. Under the lock.</summary>
    private void Become(Array s, int n)
    {
        if (n < count) Volatile.Write(ref count, n);
        Volatile.Write(ref store, s);
        count = n;
    }

    public override string ToString() => $"list of {count}";
}
