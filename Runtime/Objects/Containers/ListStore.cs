namespace TieredPy.Runtime.Objects;

/// <summary>Operations on list storage: <c>long[]</c>, <c>double[]</c> or <c>PyObject[]</c> (see <see cref="PyList"/>); reading also on <c>ListQueue[]</c>.</summary>
internal static class ListStore
{
    /// <summary>Reads an element; false only when a racing writer made the array shorter or emptied the place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryGet(Array store, long index, out Value value)
    {
        if (store.GetType() == typeof(long[]))
        {
            var a = Unsafe.As<long[]>(store);
            if ((ulong)index < (ulong)a.Length)
            {
                value = Value.Int(a[index]);
                return true;
            }
        }
        else if (store.GetType() == typeof(double[]))
        {
            var a = Unsafe.As<double[]>(store);
            if ((ulong)index < (ulong)a.Length)
            {
                value = Value.Float(a[index]);
                return true;
            }
        }
        else if (store.GetType() == typeof(PyObject[]))
        {
            var a = Unsafe.As<PyObject[]>(store);
            if ((ulong)index < (ulong)a.Length)
            {
                var o = a[index];
                if (o != null)
                {
                    value = Value.FromHeap(o);
                    return true;
                }
            }
        }
        else return TryGetQueued(Unsafe.As<ListQueue[]>(store)[0], index, out value);
        value = default;
        return false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryGetQueued(ListQueue q, long index, out Value value) => TryGet(q.Items, q.Start + index, out value);

    /// <summary>Stores without the array's covariance check: the element type of object storage is always exactly PyObject.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put(PyObject[] a, int index, PyObject? value)
    {
        if ((uint)index >= (uint)a.Length) ThrowRace();
        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(a), index) = value!;
    }

    /// <summary>Stores a value that the strategy accepts.</summary>
    public static void Put(Array store, int index, Value value)
    {
        if (store.GetType() == typeof(long[])) Unsafe.As<long[]>(store)[index] = value.Bits;
        else if (store.GetType() == typeof(double[])) Unsafe.As<double[]>(store)[index] = value.AsFloat;
        else Put(Unsafe.As<PyObject[]>(store), index, value.ToHeap());
    }

    private static void ThrowRace() => throw Err.IndexError("list index out of range");

    /// <summary>True when the strategy can hold the value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Accepts(Array store, Value v) =>
        store.GetType() == typeof(PyObject[]) || (store.GetType() == typeof(long[]) ? v.IsInt : v.IsFloat);

    /// <summary>New empty storage of the value's strategy.</summary>
    public static Array NewFor(Value v, int capacity)
    {
        if (v.IsInt)
        {
            var ints = new long[capacity];
            if (PyThread.MultiThreaded) ints.AsSpan().Fill(v.Bits);
            return ints;
        }
        if (!v.IsFloat) return new PyObject[capacity];
        var floats = new double[capacity];
        if (PyThread.MultiThreaded) floats.AsSpan().Fill(v.AsFloat);
        return floats;
    }

    /// <summary>Capacity for a list that grows to <paramref name="needed"/> items. Few are doubled: each former storage is garbage, and memory that was cleared in vain.</summary>
    public static int Grow(int needed) => needed <= FewItems ? Math.Max(2 * needed + 1 & ~3, 4) : Sequences.CheckLength(needed + (needed >> (needed < 1 << 16 ? 1 : 2)) + 3L & ~3L);

    private const int FewItems = 1024;

    /// <summary>
    /// A copy with another capacity (at least <paramref name="count"/>). Beside other threads the places behind the items have no other numbers than
    /// the list's, since a reader may have an older count in mind.
    /// </summary>
    public static Array Resize(Array store, int count, int capacity)
    {
        if (store.GetType() == typeof(long[])) return Resize(Unsafe.As<long[]>(store), count, capacity);
        if (store.GetType() == typeof(double[])) return Resize(Unsafe.As<double[]>(store), count, capacity);
        return Resize(Unsafe.As<PyObject[]>(store), count, capacity);
    }

    private static T[] Resize<T>(T[] a, int count, int capacity)
    {
        var b = RuntimeHelpers.IsReferenceOrContainsReferences<T>() || capacity - count > 256
            ? new T[capacity]
            : GC.AllocateUninitializedArray<T>(capacity);
        a.AsSpan(0, count).CopyItemsTo(b);
        if (!RuntimeHelpers.IsReferenceOrContainsReferences<T>() && PyThread.MultiThreaded && count > 0 && count < capacity)
        {
            int n = Math.Min(a.Length, capacity);
            a.AsSpan(count, n - count).CopyTo(b.AsSpan(count));
            b.AsSpan(n).Fill(a[count - 1]);
        }
        return b;
    }

    /// <summary>The same items boxed, in new storage.</summary>
    public static PyObject[] ToObjects(Array store, int count, int capacity)
    {
        var objects = new PyObject[Math.Max(capacity, count)];
        if (store.GetType() == typeof(long[]))
        {
            var a = Unsafe.As<long[]>(store);
            for (int i = 0; i < count; i++) Put(objects, i, PyInt.Box(a[i]));
        }
        else if (store.GetType() == typeof(double[]))
        {
            var a = Unsafe.As<double[]>(store);
            for (int i = 0; i < count; i++) Put(objects, i, new PyFloat(a[i]));
        }
        else Unsafe.As<PyObject[]>(store).AsSpan(0, count).CopyItemsTo(objects);
        return objects;
    }

    /// <summary>Storage of the most special strategy that holds all values.</summary>
    public static Array Of(ReadOnlySpan<Value> values)
    {
        if (values.IsEmpty) return Array.Empty<PyObject>();
        if (values[0].IsInt)
        {
            var ints = new long[values.Length];
            int i = 0;
            while (i < values.Length && values[i].IsInt)
            {
                ints[i] = values[i].Bits;
                i++;
            }
            if (i == values.Length) return ints;
        }
        else if (values[0].IsFloat)
        {
            var floats = new double[values.Length];
            int i = 0;
            while (i < values.Length && values[i].IsFloat)
            {
                floats[i] = values[i].AsFloat;
                i++;
            }
            if (i == values.Length) return floats;
        }
        var objects = new PyObject[values.Length];
        for (int i = 0; i < values.Length; i++) Put(objects, i, values[i].ToHeap());
        return objects;
    }

    public static Value[] ToValues(Array store, int count)
    {
        if (count == 0) return [];
        var values = new Value[count];
        if (store.GetType() == typeof(long[]))
        {
            var a = Unsafe.As<long[]>(store);
            for (int i = 0; i < values.Length; i++) values[i] = Value.Int(a[i]);
        }
        else if (store.GetType() == typeof(double[]))
        {
            var a = Unsafe.As<double[]>(store);
            for (int i = 0; i < values.Length; i++) values[i] = Value.Float(a[i]);
        }
        else
        {
            var a = Unsafe.As<PyObject[]>(store);
            for (int i = 0; i < values.Length; i++) values[i] = Value.FromHeap(a[i]);
        }
        return values;
    }

    /// <summary>Every <paramref name="step"/>th item, <paramref name="n"/> in all.</summary>
    public static Array Slice(Array store, long start, long step, int n)
    {
        if (n == 0) return Array.Empty<PyObject>();
        if (store.GetType() == typeof(long[])) return Slice(Unsafe.As<long[]>(store), start, step, n);
        if (store.GetType() == typeof(double[])) return Slice(Unsafe.As<double[]>(store), start, step, n);
        return Slice(Unsafe.As<PyObject[]>(store), start, step, n);
    }

    private static T[] Slice<T>(T[] a, long start, long step, int n)
    {
        if (step == 1) return a.AsSpan((int)start, n).ToItems();
        var b = new T[n];
        for (int i = 0; i < b.Length; i++) b[i] = a[start + i * step];
        return b;
    }

    /// <summary>Moves items within storage, to places that may overlap their own.</summary>
    public static void Move(Array store, int from, int to, int n)
    {
        if (store.GetType() == typeof(PyObject[])) ItemSpans.MoveItems(Unsafe.As<PyObject[]>(store), from, to, n);
        else Array.Copy(store, from, store, to, n);
    }

    /// <summary>Copies the first items of other storage of the same strategy to a place of this.</summary>
    public static void Copy(Array source, Array store, int at, int n)
    {
        if (store.GetType() == typeof(PyObject[])) Unsafe.As<PyObject[]>(source).AsSpan(0, n).CopyItemsTo(Unsafe.As<PyObject[]>(store).AsSpan(at));
        else Array.Copy(source, 0, store, at, n);
    }

    /// <summary>The items over and over, <paramref name="total"/> in all (a multiple of <paramref name="count"/>).</summary>
    public static Array Repeat(Array store, int count, int total)
    {
        if (total == 0) return Array.Empty<PyObject>();
        if (store.GetType() == typeof(long[])) return Repeat(Unsafe.As<long[]>(store), count, total);
        if (store.GetType() == typeof(double[])) return Repeat(Unsafe.As<double[]>(store), count, total);
        return Repeat(Unsafe.As<PyObject[]>(store), count, total);
    }

    /// <summary>Storage that has one value so many times.</summary>
    public static Array OfSame(Value v, int total)
    {
        if (v.IsInt) return OfSame(v.Bits, total, v.Bits == 0);
        return v.IsFloat ? OfSame(v.AsFloat, total, v.Bits == 0) : OfSame(v.Ref!, total, false);
    }

    private static T[] OfSame<T>(T item, int total, bool isDefault)
    {
        var items = new T[total];
        if (!isDefault) items.AsSpan().Fill(item);
        return items;
    }

    private static T[] Repeat<T>(T[] a, int count, int total)
    {
        var b = new T[total];
        if (count == 1)
        {
            if (!(typeof(T) == typeof(long) && (long)(object)a[0]! == 0)) b.AsSpan().Fill(a[0]);
            return b;
        }
        a.AsSpan(0, count).CopyTo(b);
        int done = count;
        while (done < total)
        {
            int n = Math.Min(done, total - done);
            b.AsSpan(0, n).CopyTo(b.AsSpan(done));
            done += n;
        }
        return b;
    }

    public static void Reverse(Array store, int start, int count)
    {
        if (store.GetType() == typeof(long[])) Unsafe.As<long[]>(store).AsSpan(start, count).Reverse();
        else if (store.GetType() == typeof(double[])) Unsafe.As<double[]>(store).AsSpan(start, count).Reverse();
        else Unsafe.As<PyObject[]>(store).AsSpan(start, count).Reverse();
    }
}
