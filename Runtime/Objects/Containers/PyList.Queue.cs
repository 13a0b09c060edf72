namespace TieredPy.Runtime.Objects;

/// <summary>Lists from whose front items are taken: see <see cref="ListQueue"/>.</summary>
public partial class PyList
{
    /// <summary>Plain storage again, when this list is a queue; with room for <paramref name="needed"/> items where that takes an array of its own.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal Array Settle(int needed = 0)
    {
        bool locked = PyThread.MultiThreaded && gate.Enter();
        try
        {
            if (ListQueue.Of(store) is not { } q) return store;
            int n = count, capacity = q.Items.Length;
            if (PyThread.MultiThreaded || n < capacity / 4) return store = ListStore.Slice(q.Items, q.Start, 1, n);
            // Moving items for a few places would soon be moving them again.
            if (needed > n && q.Start < capacity / 4) return store = ListStore.Resize(ListStore.Slice(q.Items, q.Start, 1, n), n, ListStore.Grow(needed));
            Array.Copy(q.Items, q.Start, q.Items, 0, n);
            if (q.Items.GetType() == typeof(PyObject[])) Array.Clear(q.Items, n, Math.Min(q.Start, capacity - n));
            return store = q.Items;
        }
        finally
        {
            if (locked) gate.Exit();
        }
    }

    /// <summary>Settles before a change that queues don't make. Under the lock.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SettleHeld(int needed = 0)
    {
        if (store.GetType() == typeof(ListQueue[])) Settle(needed);
    }

    /// <summary>Removes items from the front without moving the others; false where they had better be moved.</summary>
    private bool TryDrop(int length)
    {
        int n = count;
        if (PyThread.MultiThreaded || n - length < ListQueue.LeastItems) return false;
        var q = ListQueue.Of(store);
        if (q == null) store = new[] { q = new ListQueue(store, 0) };
        q.Drop(length);
        count = n - length;
        if (count < q.Items.Length / 4) Settle();
        return true;
    }

    /// <summary>Appends to a queue that has room and takes the value.</summary>
    private bool TryEnqueue(Value value)
    {
        if (PyThread.MultiThreaded || ListQueue.Of(store) is not { } q || !q.HasRoom(count) || !ListStore.Accepts(q.Items, value)) return false;
        ListStore.Put(q.Items, q.Start + count, value);
        count++;
        return true;
    }

    /// <summary>Appends items to a queue that has room and takes them.</summary>
    private bool TryEnqueue(Array source, int n)
    {
        if (PyThread.MultiThreaded || ListQueue.Of(store) is not { } q || source.GetType() != q.Items.GetType() || !q.HasRoom(count, n)) return false;
        Array.Copy(source, 0, q.Items, q.Start + count, n);
        count += n;
        return true;
    }

    /// <summary>Puts an item before the first of a queue that has an unused place there.</summary>
    private bool TryPutFirst(Value value)
    {
        if (PyThread.MultiThreaded || ListQueue.Of(store) is not { Start: > 0 } q || !ListStore.Accepts(q.Items, value)) return false;
        ListStore.Put(q.Items, --q.Start, value);
        count++;
        return true;
    }

    /// <summary>Reads an item of a queue. A queue that is read all over ends as plain storage, which is quicker.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryGetQueued(long index, out Value value)
    {
        var s = store;
        if (!PyThread.MultiThreaded && ListQueue.Of(s) is { } q && ++q.Reads > Math.Max(count >> 3, 4)) s = Settle();
        return ListStore.TryGet(s, index, out value);
    }
}
