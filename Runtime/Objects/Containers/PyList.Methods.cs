namespace TieredPy.Runtime.Objects;

/// <summary>The methods of list that aren't in the storage part.</summary>
public partial class PyList
{
    [PyMethod("remove", Doc = "Remove first occurrence of value.\n\nRaises ValueError if the value is not present.", RunsPython = true)]
    private void Remove(Value value)
    {
        long i = Find(value, 0, long.MaxValue);
        if (i < 0) throw Err.ValueError("list.remove(x): x not in list");
        bool locked = false;
        if (PyThread.MultiThreaded) Monitor.Enter(this, ref locked);
        try
        {
            if (i < count) RemoveRange((int)i, 1);
        }
        finally
        {
            if (locked) Monitor.Exit(this);
        }
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
        if (value.IsInt && Ints is { } a) return a.AsSpan(0, Math.Min(count, a.Length)).Count(value.Bits);
        long n = 0;
        for (long i = 0; i < count; i++)
            if (ListStore.TryGet(store, i, out var v) && Ops.Eq(v, value)) n++;
        return n;
    }

    [PyMethod("reverse", Doc = "Reverse *IN PLACE*.")]
    internal void Reverse()
    {
        bool locked = false;
        if (PyThread.MultiThreaded) Monitor.Enter(this, ref locked);
        try
        {
            var s = locked ? ListStore.Resize(store, count, store.Length) : store;
            ListStore.Reverse(s, 0, count);
            store = s;
        }
        finally
        {
            if (locked) Monitor.Exit(this);
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
    private static Value ClassGetItem(PyType cls, Value item) => new(new PyGenericAlias(new Value(cls), item));

    [PyMethod("__sizeof__", Doc = "Return the size of the list in memory, in bytes.")]
    private long SizeOf() => 40 + 8L * store.Length;

    /// <summary>
    /// Sorts in place. While Python code may run (key functions, comparisons), the list is empty; what it was given meanwhile is an error.
    /// </summary>
    public void Sort(Value key, bool reverse)
    {
        Array items;
        int n;
        var none = new PyObject[0];
        bool locked = false;
        if (PyThread.MultiThreaded) Monitor.Enter(this, ref locked);
        items = store;
        n = count;
        store = none;
        count = 0;
        if (locked) Monitor.Exit(this);
        bool modified;
        try
        {
            if (n > 0) items = ListSort.Sort(items, n, key, reverse);
        }
        finally
        {
            modified = !ReferenceEquals(store, none) || count != 0;
            store = items;
            count = n;
        }
        if (modified) throw Err.ValueError("list modified during sort");
    }
}
