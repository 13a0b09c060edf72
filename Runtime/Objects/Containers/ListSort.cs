namespace TieredPy.Runtime.Objects;

/// <summary>Chooses how list storage is sorted: numbers without Python code, strings and tuples by specialised comparisons, else by <c>&lt;</c>.</summary>
internal static class ListSort
{
    /// <summary>Sorts the first <paramref name="n"/> items; returns the storage that now holds them (the same, or another).</summary>
    public static Array Sort(Array items, int n, Value key, bool reverse)
    {
        if (!key.IsNone) return SortByKey(items, n, key, reverse);
        // Stability under reverse: reverse, sort, reverse back.
        if (reverse) ListStore.Reverse(items, 0, n);
        try
        {
            SortKeys<byte>(items, n, default);
        }
        finally
        {
            if (reverse) ListStore.Reverse(items, 0, n);
        }
        return items;
    }

    private static Array SortByKey(Array items, int n, Value function, bool reverse)
    {
        var keyList = new PyList();
        for (int i = 0; i < n; i++)
        {
            ListStore.TryGet(items, i, out var item);
            keyList.Append(Ops.Call(function, item));
        }
        var keys = keyList.Store;
        if (reverse)
        {
            ListStore.Reverse(keys, 0, n);
            ListStore.Reverse(items, 0, n);
        }
        try
        {
            if (items.GetType() == typeof(long[])) SortKeys(keys, n, Unsafe.As<long[]>(items).AsSpan(0, n));
            else if (items.GetType() == typeof(double[])) SortKeys(keys, n, Unsafe.As<double[]>(items).AsSpan(0, n));
            else SortKeys(keys, n, Unsafe.As<PyObject[]>(items).AsSpan(0, n));
        }
        finally
        {
            if (reverse) ListStore.Reverse(items, 0, n);
        }
        return items;
    }

    private static void SortKeys<TItem>(Array keys, int n, Span<TItem> items)
    {
        if (keys.GetType() == typeof(long[]))
        {
            var span = Unsafe.As<long[]>(keys).AsSpan(0, n);
            if (items.IsEmpty) SortInts(span);
            else TimSort<long, TItem, IntLess>.Sort(span, items, default);
            return;
        }
        if (keys.GetType() == typeof(double[]))
        {
            TimSort<double, TItem, FloatLess>.Sort(Unsafe.As<double[]>(keys).AsSpan(0, n), items, default);
            return;
        }
        var objects = Unsafe.As<PyObject[]>(keys).AsSpan(0, n);
        switch (Classify(objects))
        {
            case Kind.Str:
                TimSort<PyObject, TItem, StrLess>.Sort(objects, items, default);
                break;
            case Kind.Tuple:
                TimSort<PyObject, TItem, TupleLess>.Sort(objects, items, default);
                break;
            default:
                TimSort<PyObject, TItem, AnyLess>.Sort(objects, items, default);
                break;
        }
    }

    /// <summary>Equal ints can't be told apart, so any sort does; one that is sorted already costs one pass.</summary>
    private static void SortInts(Span<long> a)
    {
        int i = 1;
        if (a.Length > 1 && a[1] < a[0])
        {
            while (i < a.Length && a[i] <= a[i - 1]) i++;
            if (i == a.Length)
            {
                a.Reverse();
                return;
            }
        }
        else
        {
            while (i < a.Length && a[i] >= a[i - 1]) i++;
            if (i == a.Length) return;
        }
        if (i > a.Length / 4) TimSort<long, byte, IntLess>.Sort(a, default, default);
        else if (a.Length > 2048) RadixSort.Sort(a);
        else a.Sort();
    }

    private enum Kind
    {
        Any,
        Str,
        Tuple,
    }

    private static Kind Classify(ReadOnlySpan<PyObject> a)
    {
        var t = a[0].GetType();
        var kind = t == typeof(PyStr) ? Kind.Str : t == typeof(PyTuple) ? Kind.Tuple : Kind.Any;
        if (kind == Kind.Any) return kind;
        foreach (var o in a)
            if (o.GetType() != t) return Kind.Any;
        return kind;
    }

    internal struct IntLess : ILess<long>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly bool Less(long a, long b) => a < b;
    }

    internal struct FloatLess : ILess<double>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly bool Less(double a, double b) => a < b;
    }

    private struct StrLess : ILess<PyObject>
    {
        public readonly bool Less(PyObject a, PyObject b) => Unsafe.As<PyStr>(a).CompareTo(Unsafe.As<PyStr>(b)) < 0;
    }

    private struct AnyLess : ILess<PyObject>
    {
        public readonly bool Less(PyObject a, PyObject b) => Ops.CompareBool(CmpOp.Lt, Value.FromHeap(a), Value.FromHeap(b));
    }

    /// <summary>Objects of any class, tuples quickly.</summary>
    internal struct MixedLess : ILess<PyObject>
    {
        public readonly bool Less(PyObject a, PyObject b) =>
            a.GetType() == typeof(PyTuple) && b.GetType() == typeof(PyTuple) ? default(TupleLess).Less(a, b) : default(AnyLess).Less(a, b);
    }

    /// <summary>Tuples of any contents: the first items are compared without calls when both are ints, floats or strs.</summary>
    private struct TupleLess : ILess<PyObject>
    {
        public readonly bool Less(PyObject a, PyObject b)
        {
            var x = Unsafe.As<PyTuple>(a).AsSpan();
            var y = Unsafe.As<PyTuple>(b).AsSpan();
            int n = Math.Min(x.Length, y.Length);
            for (int i = 0; i < n; i++)
            {
                var p = x[i];
                var q = y[i];
                if (p.Is(q)) continue;
                if (p.IsInt && q.IsInt) return p.Bits < q.Bits;
                if (p.IsFloat && q.IsFloat)
                {
                    if (p.AsFloat == q.AsFloat) continue;
                    return p.AsFloat < q.AsFloat;
                }
                if (p.Ref is { } ps && q.Ref is { } qs && ps.GetType() == typeof(PyStr) && qs.GetType() == typeof(PyStr))
                {
                    int c = Unsafe.As<PyStr>(ps).CompareTo(Unsafe.As<PyStr>(qs));
                    if (c == 0) continue;
                    return c < 0;
                }
                if (Ops.Eq(p, q)) continue;
                return Ops.CompareBool(CmpOp.Lt, p, q);
            }
            return x.Length < y.Length;
        }
    }
}

/// <summary>Least-significant-digit radix sort of ints, skipping bytes that are the same in all.</summary>
internal static class RadixSort
{
    public static void Sort(Span<long> a)
    {
        long all = 0, first = a[0];
        foreach (long v in a) all |= v ^ first;
        int digits = (64 - BitOperations.LeadingZeroCount((ulong)all) + 10) / 11;

        // Each pass moves every element once; comparisons win when the keys have many digits and there are few elements.
        if (digits > 3 && a.Length < 1 << 16)
        {
            a.Sort();
            return;
        }
        var buffer = new long[a.Length];
        Span<long> from = a, to = buffer;
        Span<int> counts = stackalloc int[2048];
        for (int d = 0; d < digits; d++)
        {
            int shift = d * 11;
            ulong flip = d == 5 ? 1UL << 8 : 0;
            counts.Clear();
            foreach (long v in from) counts[(int)((((ulong)v >> shift) & 2047) ^ flip)]++;
            int sum = 0;
            for (int i = 0; i < counts.Length; i++)
            {
                int c = counts[i];
                counts[i] = sum;
                sum += c;
            }
            foreach (long v in from) to[counts[(int)((((ulong)v >> shift) & 2047) ^ flip)]++] = v;
            var t = from;
            from = to;
            to = t;
        }
        if ((digits & 1) == 1) buffer.CopyTo(a);
        else if (digits == 0) return;
    }
}
