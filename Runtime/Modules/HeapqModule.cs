namespace TieredPy.Runtime.Modules;

/// <summary>The module _heapq: priority queues in lists. Lists of ints or floats are sifted without boxing.</summary>
[PyModule("_heapq", Doc = """
    Heap queue algorithm (a.k.a. priority queue).

    Heaps are arrays for which a[k] <= a[2*k+1] and a[k] <= a[2*k+2] for
    all k, counting elements from 0.  For the sake of comparison,
    non-existing elements are considered to be infinite.  The interesting
    property of a heap is that a[0] is always its smallest element.
    """)]
internal static partial class HeapqModule
{
    [PyFunction("heappush", Doc = "Push item onto heap, maintaining the heap invariant.", RunsPython = true)]
    private static void Push(PyList heap, Value item)
    {
        heap.Append(item);
        SiftDown(heap, 0, heap.Count - 1, false);
    }

    [PyFunction("heappop", Doc = "Pop the smallest item off the heap, maintaining the heap invariant.", RunsPython = true)]
    private static Value Pop(PyList heap) => Pop(heap, false);

    [PyFunction("_heappop_max", Doc = "Maxheap variant of heappop.", RunsPython = true)]
    private static Value PopMax(PyList heap) => Pop(heap, true);

    private static Value Pop(PyList heap, bool max)
    {
        if (heap.Count == 0) return Err.Pend(Err.IndexError("index out of range"));
        var last = heap.Pop();
        if (last.IsError || heap.Count == 0) return last;
        var top = heap[0];
        heap[0] = last;
        SiftUp(heap, 0, max);
        return top;
    }

    [PyFunction("heapreplace", RunsPython = true, Doc = """
        Pop and return the current smallest value, and add the new item.

        This is more efficient than heappop() followed by heappush(), and can be
        more appropriate when using a fixed-size heap.  Note that the value
        returned may be larger than item!  That constrains reasonable uses of
        this routine unless written as part of a conditional replacement:

            if item > heap[0]:
                item = heapreplace(heap, item)
        """)]
    private static Value Replace(PyList heap, Value item) => Replace(heap, item, false);

    [PyFunction("_heapreplace_max", Doc = "Maxheap variant of heapreplace.", RunsPython = true)]
    private static Value ReplaceMax(PyList heap, Value item) => Replace(heap, item, true);

    private static Value Replace(PyList heap, Value item, bool max)
    {
        if (heap.Count == 0) return Err.Pend(Err.IndexError("index out of range"));
        var top = heap[0];
        heap[0] = item;
        SiftUp(heap, 0, max);
        return top;
    }

    [PyFunction("heappushpop", RunsPython = true, Doc = """
        Push item on the heap, then pop and return the smallest item from the heap.

        The combined action runs more efficiently than heappush() followed by
        a separate call to heappop().
        """)]
    private static Value PushPop(PyList heap, Value item)
    {
        if (heap.Count == 0 || !Ops.CompareBool(CmpOp.Lt, heap[0], item)) return item;
        if (heap.Count == 0) return Err.Pend(Err.IndexError("index out of range"));
        var top = heap[0];
        heap[0] = item;
        SiftUp(heap, 0, false);
        return top;
    }

    [PyFunction("heapify", Doc = "Transform list into a heap, in-place, in O(len(heap)) time.", RunsPython = true)]
    private static void Heapify(PyList heap)
    {
        for (int i = heap.Count / 2 - 1; i >= 0; i--) SiftUp(heap, i, false);
    }

    [PyFunction("_heapify_max", Doc = "Maxheap variant of heapify.", RunsPython = true)]
    private static void HeapifyMax(PyList heap)
    {
        for (int i = heap.Count / 2 - 1; i >= 0; i--) SiftUp(heap, i, true);
    }

    private static void SiftDown(PyList heap, int start, int position, bool max)
    {
        if (heap.Ints is { } ints)
        {
            if (max) Sift<long, Reversed<long, ListSort.IntLess>>.Down(heap, ints, start, position);
            else Sift<long, ListSort.IntLess>.Down(heap, ints, start, position);
        }
        else if (heap.Floats is { } floats)
        {
            if (max) Sift<double, Reversed<double, ListSort.FloatLess>>.Down(heap, floats, start, position);
            else Sift<double, ListSort.FloatLess>.Down(heap, floats, start, position);
        }
        else if (heap.Objects is { } objects)
        {
            if (max) Sift<PyObject, Reversed<PyObject, ListSort.MixedLess>>.Down(heap, objects, start, position);
            else Sift<PyObject, ListSort.MixedLess>.Down(heap, objects, start, position);
        }
    }

    private static void SiftUp(PyList heap, int position, bool max)
    {
        if (heap.Ints is { } ints)
        {
            if (max) Sift<long, Reversed<long, ListSort.IntLess>>.Up(heap, ints, position);
            else Sift<long, ListSort.IntLess>.Up(heap, ints, position);
        }
        else if (heap.Floats is { } floats)
        {
            if (max) Sift<double, Reversed<double, ListSort.FloatLess>>.Up(heap, floats, position);
            else Sift<double, ListSort.FloatLess>.Up(heap, floats, position);
        }
        else if (heap.Objects is { } objects)
        {
            if (max) Sift<PyObject, Reversed<PyObject, ListSort.MixedLess>>.Up(heap, objects, position);
            else Sift<PyObject, ListSort.MixedLess>.Up(heap, objects, position);
        }
    }

    private struct Reversed<T, TLess> : ILess<T> where TLess : struct, ILess<T>
    {
        public bool Less(T a, T b) => default(TLess).Less(b, a);
    }

    /// <summary>The two moves of a heap, over storage of one strategy. Items are swapped, so that an exception in a comparison loses none.</summary>
    private static class Sift<T, TLess> where TLess : struct, ILess<T>
    {
        public static void Down(PyList heap, T[] items, int start, int position)
        {
            TLess less = default;
            int size = heap.Count;
            Check(heap, items, size);
            ref var r = ref MemoryMarshal.GetArrayDataReference(items);
            while (position > start)
            {
                int parent = (position - 1) >> 1;
                bool smaller = less.Less(Unsafe.Add(ref r, position), Unsafe.Add(ref r, parent));
                Check(heap, items, size);
                if (!smaller) return;
                (Unsafe.Add(ref r, position), Unsafe.Add(ref r, parent)) = (Unsafe.Add(ref r, parent), Unsafe.Add(ref r, position));
                position = parent;
            }
        }

        public static void Up(PyList heap, T[] items, int position)
        {
            TLess less = default;
            int size = heap.Count;
            int start = position;
            Check(heap, items, size);
            ref var r = ref MemoryMarshal.GetArrayDataReference(items);
            int limit = size >> 1;
            while (position < limit)
            {
                int child = 2 * position + 1;
                if (child + 1 < size)
                {
                    if (!less.Less(Unsafe.Add(ref r, child), Unsafe.Add(ref r, child + 1))) child++;
                    Check(heap, items, size);
                }
                (Unsafe.Add(ref r, position), Unsafe.Add(ref r, child)) = (Unsafe.Add(ref r, child), Unsafe.Add(ref r, position));
                position = child;
            }
            Down(heap, items, start, position);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Check(PyList heap, T[] items, int size)
        {
            if (heap.Count != size || !ReferenceEquals(heap.Store, items) || size > items.Length) throw Err.RuntimeError("list changed size during iteration");
        }
    }
}
