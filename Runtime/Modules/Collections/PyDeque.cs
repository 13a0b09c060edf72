namespace TieredPy.Runtime.Modules.Collections;

/// <summary>
/// collections.deque: a ring buffer. Items are kept unboxed; with several threads every operation holds the lock, so none sees half of one.
/// This part holds the storage; the Python side is in PyDeque.Methods.cs.
/// </summary>
[PyType("collections.deque", Weakrefable = true, Match = "sequence", Doc = "A list-like sequence optimized for data accesses near its endpoints.")]
internal partial class PyDeque : PyObject
{
    /// <summary>The length is a power of two.</summary>
    private Value[] ring = [];

    private int head;
    private int count;
    private Gate gate;
    private long maxLength = -1;

    /// <summary>Changes whenever items are added or removed.</summary>
    private long state;

    internal PyDeque(Shape shape) : base(shape) { }

    public PyDeque() : base(TypeObject.RootShape) { }

    public int Count => count;

    internal long State => state;

    private ref Value Slot(int i) => ref ring[(head + i) & (ring.Length - 1)];

    private Hold Locked() => new(this);

    /// <summary>The lock of an operation; none while there is one thread.</summary>
    private readonly ref struct Hold
    {
        private readonly PyDeque? deque;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Hold(PyDeque d)
        {
            if (PyThread.MultiThreaded && d.gate.Enter()) deque = d;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Dispose() => deque?.gate.Exit();
    }

    /// <summary>The item at an index from 0; false when there is none (any more).</summary>
    internal bool TryGet(long i, out Value v)
    {
        using var hold = Locked();
        if (i < 0) i += count;
        if ((ulong)i >= (ulong)count)
        {
            v = default;
            return false;
        }
        v = Slot((int)i);
        return true;
    }

    private void Grow()
    {
        var bigger = new Value[Math.Max(8, Sequences.CheckLength(ring.Length * 2L))];
        for (int i = 0; i < count; i++) bigger[i] = Slot(i);
        ring = bigger;
        head = 0;
    }

    public void Append(Value v)
    {
        using var hold = Locked();
        PutLast(v);
    }

    /// <summary>Takes the last item; Missing where there is none, and beside other threads.</summary>
    internal Value TryPop() => PyThread.MultiThreaded || count == 0 ? Value.Missing : TakeLast();

    /// <summary>Takes the first item; Missing where there is none, and beside other threads.</summary>
    internal Value TryPopLeft() => PyThread.MultiThreaded || count == 0 ? Value.Missing : TakeFirst();

    private void PutLast(Value v)
    {
        if (maxLength == 0) return;
        if (count == maxLength) TakeFirst();
        if (count == ring.Length) Grow();
        count++;
        Slot(count - 1) = v;
        state++;
    }

    private void PutFirst(Value v)
    {
        if (maxLength == 0) return;
        if (count == maxLength) TakeLast();
        if (count == ring.Length) Grow();
        head = (head - 1) & (ring.Length - 1);
        count++;
        Slot(0) = v;
        state++;
    }

    private Value TakeFirst()
    {
        ref var slot = ref Slot(0);
        var v = slot;
        slot = default;
        head = (head + 1) & (ring.Length - 1);
        count--;
        state++;
        return v;
    }

    private Value TakeLast()
    {
        ref var slot = ref Slot(count - 1);
        var v = slot;
        slot = default;
        count--;
        state++;
        return v;
    }

    private void RemoveAt(int i)
    {
        if (i < count / 2)
        {
            for (int k = i; k > 0; k--) Slot(k) = Slot(k - 1);
            TakeFirst();
        }
        else
        {
            for (int k = i; k < count - 1; k++) Slot(k) = Slot(k + 1);
            TakeLast();
        }
    }

    private void InsertAt(int i, Value v)
    {
        if (i <= count / 2)
        {
            PutFirst(v);
            for (int k = 0; k < i; k++) Slot(k) = Slot(k + 1);
            Slot(i) = v;
        }
        else
        {
            PutLast(v);
            for (int k = count - 1; k > i; k--) Slot(k) = Slot(k - 1);
            Slot(i) = v;
        }
    }

    private void RemoveAll()
    {
        ring = [];
        head = count = 0;
        state++;
    }

    /// <summary>The items as they are now.</summary>
    internal Value[] ToArray()
    {
        using var hold = Locked();
        var items = new Value[count];
        for (int i = 0; i < items.Length; i++) items[i] = Slot(i);
        return items;
    }

    private void ExtendLast(Value iterable)
    {
        if (ReferenceEquals(iterable.Ref, this) || iterable.Ref is PyTuple or PyList && !iterable.Type.IsHeap)
        {
            var items = iterable.Ref == this ? ToArray() : Ops.ToArray(iterable);
            using var hold = Locked();
            foreach (var v in items) PutLast(v);
            return;
        }
        foreach (var v in Ops.Iterate(iterable)) Append(v);
    }
}
