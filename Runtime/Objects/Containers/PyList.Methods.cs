namespace TieredPy.Runtime.Objects;

/// <summary>The methods of list that aren't in the storage part.</summary>
public partial class PyList
{
    [PyMethod("remove", Doc = "Remove first occurrence of value.\n\nRaises ValueError if the value is not present.", RunsPython = true)]
    private void Remove(Value value)
    {
        while (true)
        {
            var seen = Value.Missing;
            long i = PyThread.MultiThreaded ? FindSeen(value, out seen) : FindHere(value, 0, long.MaxValue);
            if (i < 0) throw Err.ValueError("list.remove(x): x not in list");
            bool locked = PyThread.MultiThreaded && gate.Enter();
            try
            {
                // Between search and removal another thread may have moved the item.
                if (locked && !(i < count && ListStore.TryGet(store, i, out var now) && now.Is(seen))) continue;
                if (i < count) RemoveRange((int)i, 1);
                return;
            }
            finally
            {
                if (locked) gate.Exit();
            }
        }
    }

    private long FindSeen(Value value, out Value seen)
    {
        var copy = new PyList(Snapshot(out int n), n);
        long i = copy.FindHere(value, 0, long.MaxValue);
        if (i < 0 || !ListStore.TryGet(copy.store, i, out seen)) seen = Value.Missing;
        return i;
    }

    [PyMethod("index", Doc = "Return first index of value.\n\nRaises ValueError if the value is not present.", Signature = "($self, value, start=0, stop=sys.maxsize, /)", RunsPython = true)]
    private Value IndexOf(Value value, [Opt] Value start, [Opt] Value stop)
    {
        long from = Sequences.SearchBound(start, count, 0);
        long to = Sequences.SearchBound(stop, count, long.MaxValue);
        long i = Find(value, from, to);
        if (i >= 0) return Value.Int(i);
        return Err.Pend(Err.ValueError($"{Ops.Repr(value)} is not in list"));
    }

    [PyMethod("count", Doc = "Return number of occurrences of value.", RunsPython = true)]
    private long CountOf(Value value)
    {
        if (PyThread.MultiThreaded) return new PyList(Snapshot(out int held), held).CountHere(value);
        return CountHere(value);
    }

    private long CountHere(Value value)
    {
        if (value.IsInt && Ints is { } a) return a.AsSpan(0, Math.Min(count, a.Length)).Count(value.Bits);
        long n = 0;
        for (long i = 0; i < count; i++)
            if (ListStore.TryGet(store, i, out var v) && Ops.Eq(v, value)) n++;
        return n;
    }

    [PyMethod("reverse", Doc = "Reverse *IN PLACE*.")]
    internal void Reverse()
    {
        bool locked = PyThread.MultiThreaded && gate.Enter();
        try
        {
            var s = locked ? ListStore.Resize(Store, count, store.Length) : Store;
            ListStore.Reverse(s, 0, count);
            store = s;
        }
        finally
        {
            if (locked) gate.Exit();
        }
    }

    [PyMethod("copy", Doc = "Return a shallow copy of the list.")]
    public PyList Copy()
    {
        var s = Snapshot(out int n);
        return new PyList(ListStore.Resize(s, n, n), n);
    }

    [PyMethod("__reversed__", Doc = "Return a reverse iterator over the list.")]
    private PyListReverseIterator Reversed() => new(this);

    [PyMethod("sort", Signature = "($self, /, *, key=None, reverse=False)", RunsPython = true, Doc = """
        Sort the list in ascending order and return None.

        The sort is in-place (i.e. the list itself is modified) and stable (i.e. the
        order of two equal elements is maintained).

        If a key function is given, apply it once to each list item and sort them,
        ascending or descending, according to their function values.

        The reverse flag can be set to sort in descending order.
        """)]
    private void SortMethod([KwOnly, OptNone] Value key, bool reverse = false) => Sort(key, reverse);

    [PyClassMethod("__class_getitem__", Doc = "See PEP 585")]
    private static Value ClassGetItem(PyType cls, Value @object) => new(new PyGenericAlias(new Value(cls), @object));

    [PyMethod("__sizeof__", Doc = "Return the size of the list in memory, in bytes.")]
    private long SizeOf() => 40 + 8L * Store.Length;

    /// <summary>
    /// Sorts in place. While Python code may run (key functions, comparisons), the list is empty; what it was given meanwhile is an error.
    /// </summary>
    public void Sort(Value key, bool reverse)
    {
        if (PyThread.MultiThreaded && key.IsNone && SortShared(reverse)) return;
        Array items;
        int n;
        var none = new PyObject[0];
        bool locked = PyThread.MultiThreaded && gate.Enter();
        items = Store;
        n = count;
        Become(none, 0);
        if (locked) gate.Exit();
        bool modified;
        try
        {
            if (n > 0) items = ListSort.Sort(items, n, key, reverse);
        }
        finally
        {
            locked = PyThread.MultiThreaded && gate.Enter();
            modified = !ReferenceEquals(store, none) || count != 0;
            Become(items, n);
            if (locked) gate.Exit();
        }
        if (modified) throw Err.ValueError("list modified during sort");
    }

    /// <summary>Sorts items whose comparison needs no Python code: one step for the other threads. False when there are others among them.</summary>
    private bool SortShared(bool reverse)
    {
        bool locked = gate.Enter();
        try
        {
            int n = count;
            if (Store.GetType() == typeof(PyObject[]))
                foreach (var o in Unsafe.As<PyObject[]>(store).AsSpan(0, n))
                    if (o.GetType() != typeof(PyStr)) return false;
            Become(n == 0 ? store : ListSort.Sort(ListStore.Resize(store, n, store.Length), n, Value.None, reverse), n);
            return true;
        }
        finally
        {
            if (locked) gate.Exit();
        }
    }
}
