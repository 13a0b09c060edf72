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
        var (thread, f) = (PyThread.Current, function.Ref as PyFunction);
        for (int i = 0; i < n; i++)
        {
            ListStore.TryGet(items, i, out var item);
            var key = f != null && Interp.TryCallCompiled(thread, f, new ReadOnlySpan<Value>(in item)) ? Ops.Check(thread.Transfer) : Ops.Call(function, item);
            if (i == 0) keyList.Reserve(n, key);
            keyList.AppendUnshared(key);
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
        if (keys.GetType() == typeof(long[])) SortInts(Unsafe.As<long[]>(keys).AsSpan(0, n), items);
        else if (keys.GetType() == typeof(double[])) SortFloats(Unsafe.As<double[]>(keys).AsSpan(0, n), items);
        else SortObjects(Unsafe.As<PyObject[]>(keys).AsSpan(0, n), items);
    }

    /// <summary>Fewer items than this aren't worth a radix sort's tables.</summary>
    private const int RadixMinimum = 512;

    /// <summary>Length of the run that a sequence begins with; negative when it descends (strictly).</summary>
    private static int FirstRun<T, TLess>(ReadOnlySpan<T> a, TLess less) where TLess : struct, ILess<T>
    {
        if (a.Length < 2) return a.Length;
        int i = 1;
        if (less.Less(a[1], a[0]))
        {
            while (i < a.Length && less.Less(a[i], a[i - 1])) i++;
            return -i;
        }
        while (i < a.Length && !less.Less(a[i], a[i - 1])) i++;
        return i;
    }

    private static void SortInts<TItem>(Span<long> a, Span<TItem> items)
    {
        int run = FirstRun<long, IntLess>(a, default);
        if (run == a.Length) return;
        if (-run == a.Length)
        {
            a.Reverse();
            items.Reverse();
        }
        else if (a.Length < RadixMinimum || Math.Abs(run) > a.Length / 4) TimSort<long, TItem, IntLess>.Sort(a, items, default);
        else if (items.IsEmpty) RadixSort.Sort(a);
        else
        {
            var ranks = new RadixSort.Ranked[a.Length];
            for (int i = 0; i < ranks.Length; i++) ranks[i] = new RadixSort.Ranked((ulong)a[i] ^ 1UL << 63, i);
            RadixSort.Rearrange(RadixSort.Order(ranks), items);
        }
    }

    private static void SortFloats<TItem>(Span<double> a, Span<TItem> items)
    {
        int run = FirstRun<double, FloatLess>(a, default);
        if (a.Length < RadixMinimum || Math.Abs(run) > a.Length / 4)
        {
            TimSort<double, TItem, FloatLess>.Sort(a, items, default);
            return;
        }
        var ranks = new RadixSort.Ranked[a.Length];
        for (int i = 0; i < ranks.Length; i++)
        {
            if (double.IsNaN(a[i]))
            {
                TimSort<double, TItem, FloatLess>.Sort(a, items, default);
                return;
            }
            ranks[i] = new RadixSort.Ranked(RankOf(a[i]), i);
        }
        ranks = RadixSort.Order(ranks);
        if (items.IsEmpty) RadixSort.Rearrange(ranks, a);
        else RadixSort.Rearrange(ranks, items);
    }

    /// <summary>A number in the order of floats; both zeros have the same.</summary>
    private static ulong RankOf(double d)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(d == 0 ? 0.0 : d);
        return (long)bits < 0 ? ~bits : bits ^ 1UL << 63;
    }

    private static ulong RankOf(long i) => (ulong)i ^ 1UL << 63;

    /// <summary>The first characters of a str as a number in their order; equal numbers leave the order open.</summary>
    private static ulong RankOf(PyStr s, bool bytes)
    {
        var chars = s.Span;
        ulong rank = 0;
        int n = bytes ? 8 : 4, bits = bytes ? 8 : 16;
        for (int i = 0; i < n; i++) rank = rank << bits | (i < chars.Length ? chars[i] : 0u);
        return rank;
    }

    /// <summary>True when the characters that a rank is made of fit bytes.</summary>
    private static bool RankFitsBytes(PyStr s)
    {
        var chars = s.Span;
        return !chars[..Math.Min(8, chars.Length)].ContainsAnyExceptInRange('\0', 'ÿ');
    }

    private static void SortObjects<TItem>(Span<PyObject> keys, Span<TItem> items)
    {
        if (keys.Length < 2) return;
        switch (Classify(keys))
        {
            case Kind.Str:
                SortRanked<TItem, StrLess>(keys, items);
                break;
            case Kind.Tuple:
                SortRanked<TItem, TupleLess>(keys, items);
                break;
            case Kind.MixedTuple:
                TimSort<PyObject, TItem, TupleLess>.Sort(keys, items, default);
                break;
            default:
                TimSort<PyObject, TItem, AnyLess>.Sort(keys, items, default);
                break;
        }
    }

    /// <summary>
    /// Sorts strs, or tuples whose first items are all ints, all floats or all strs: first by a number made of each key that settles most of
    /// the order, then the groups for which it is the same.
    /// </summary>
    private static void SortRanked<TItem, TLess>(Span<PyObject> keys, Span<TItem> items) where TLess : struct, ILess<PyObject>
    {
        if (keys.Length < 64)
        {
            TimSort<PyObject, TItem, TLess>.Sort(keys, items, default);
            return;
        }
        bool bytes = true;
        foreach (var key in keys) bytes = bytes && (TextOf(key) is not { } text || RankFitsBytes(text));
        var ranks = new RadixSort.Ranked[keys.Length];
        int rising = 0;
        for (int i = 0; i < ranks.Length; i++)
        {
            ranks[i] = new RadixSort.Ranked(RankOf(keys[i], bytes), i);
            if (i > 0 && ranks[i].Rank >= ranks[i - 1].Rank) rising++;
        }
        if (rising > keys.Length / 8 * 7 || rising < keys.Length / 8)
        {
            // Long runs: merging them is cheaper.
            TimSort<PyObject, TItem, TLess>.Sort(keys, items, default);
            return;
        }
        ranks = keys.Length < RadixMinimum ? RadixSort.ByComparison(ranks) : RadixSort.Order(ranks);
        RadixSort.Rearrange(ranks, keys);
        RadixSort.Rearrange(ranks, items);
        for (int start = 0; start < ranks.Length;)
        {
            int end = start + 1;
            while (end < ranks.Length && ranks[end].Rank == ranks[start].Rank) end++;
            if (end - start > 1)
                TimSort<PyObject, TItem, TLess>.Sort(keys[start..end], items.IsEmpty ? default : items[start..end], default);
            start = end;
        }
    }

    private static PyStr? TextOf(PyObject key) =>
        key.GetType() == typeof(PyStr) ? Unsafe.As<PyStr>(key) : Unsafe.As<PyTuple>(key)[0].Ref as PyStr;

    private static ulong RankOf(PyObject key, bool bytes)
    {
        if (key.GetType() == typeof(PyStr)) return RankOf(Unsafe.As<PyStr>(key), bytes);
        var first = Unsafe.As<PyTuple>(key)[0];
        return first.IsInt ? RankOf(first.Bits) : first.IsFloat ? RankOf(first.AsFloat) : RankOf(Unsafe.As<PyStr>(first.Ref!), bytes);
    }

    private enum Kind
    {
        Any,
        Str,
        Tuple,

        /// <summary>Tuples whose first items aren't all of one simple type.</summary>
        MixedTuple,
    }

    private static Kind Classify(ReadOnlySpan<PyObject> a)
    {
        var t = a[0].GetType();
        if (t != typeof(PyStr) && t != typeof(PyTuple)) return Kind.Any;
        foreach (var o in a)
            if (o.GetType() != t) return Kind.Any;
        bool wide = false;
        if (t == typeof(PyStr))
        {
            foreach (var o in a) wide |= Unsafe.As<PyStr>(o).IsWide;
            return wide ? Kind.Any : Kind.Str;
        }
        var first = Unsafe.As<PyTuple>(a[0]);
        if (first.Count == 0) return Kind.MixedTuple;
        var kind = FirstItemKind(first[0]);
        foreach (var o in a)
        {
            var tuple = Unsafe.As<PyTuple>(o);
            if (tuple.Count == 0 || FirstItemKind(tuple[0]) != kind) return Kind.MixedTuple;
        }
        return kind == 0 ? Kind.MixedTuple : Kind.Tuple;
    }

    /// <summary>1: int, 2: float that is a number, 3: str of simple storage, 0: anything else.</summary>
    private static int FirstItemKind(Value v)
    {
        if (v.IsInt) return 1;
        if (v.IsFloat) return double.IsNaN(v.AsFloat) ? 0 : 2;
        return v.Ref!.GetType() == typeof(PyStr) && !Unsafe.As<PyStr>(v.Ref).IsWide ? 3 : 0;
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
        public readonly bool Less(PyObject a, PyObject b)
        {
            int known = FlatTuples.TryCompare(CmpOp.Lt, a, b);
            return known >= 0 ? known != 0 : default(AnyLess).Less(a, b);
        }
    }

    /// <summary>Tuples of any contents: the first items are compared without calls when both are ints, floats or strs.</summary>
    private struct TupleLess : ILess<PyObject>
    {
        public readonly bool Less(PyObject a, PyObject b)
        {
            int known = FlatTuples.Compare(CmpOp.Lt, Unsafe.As<PyTuple>(a), Unsafe.As<PyTuple>(b));
            return known >= 0 ? known != 0 : default(AnyLess).Less(a, b);
        }
    }
}

/// <summary>Least-significant-digit radix sorts, skipping digits that are the same in all keys.</summary>
internal static class RadixSort
{
    private const int DigitBits = 11;
    private const int Buckets = 1 << DigitBits;

    /// <summary>A key as a number, and where its item is.</summary>
    public readonly struct Ranked(ulong rank, int place)
    {
        public readonly ulong Rank = rank;
        public readonly int Place = place;
    }

    private struct RankLess : ILess<Ranked>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly bool Less(Ranked a, Ranked b) => a.Rank < b.Rank;
    }

    public static void Sort(Span<long> a)
    {
        ulong all = 0;
        foreach (long v in a) all |= (ulong)(v ^ a[0]);
        int digits = (64 - BitOperations.LeadingZeroCount(all) + DigitBits - 1) / DigitBits;

        // Each pass moves every element once; comparisons win when the keys have many digits and there are few elements.
        if (digits > 3 && a.Length < 1 << 13)
        {
            a.Sort();
            return;
        }
        var buffer = new long[a.Length];
        Span<long> from = a, to = buffer;
        Span<int> counts = stackalloc int[Buckets];
        int moved = 0;
        for (int d = 0; d < digits; d++)
        {
            int shift = d * DigitBits;
            if ((all >> shift & (Buckets - 1)) == 0) continue;
            ulong flip = d == 5 ? 1UL << 63 - 5 * DigitBits : 0;
            counts.Clear();
            foreach (long v in from) counts[(int)((((ulong)v >> shift) & (Buckets - 1)) ^ flip)]++;
            Accumulate(counts);
            foreach (long v in from) to[counts[(int)((((ulong)v >> shift) & (Buckets - 1)) ^ flip)]++] = v;
            var t = from;
            from = to;
            to = t;
            moved++;
        }
        if ((moved & 1) == 1) buffer.CopyTo(a);
    }

    /// <summary>The same ranks in order; equal ones keep theirs.</summary>
    public static Ranked[] Order(Ranked[] ranks)
    {
        ulong all = 0;
        foreach (ref var r in ranks.AsSpan()) all |= r.Rank ^ ranks[0].Rank;
        var from = ranks;
        var to = new Ranked[ranks.Length];
        Span<int> counts = stackalloc int[Buckets];
        for (int shift = 0; shift < 64; shift += DigitBits)
        {
            if ((all >> shift & (Buckets - 1)) == 0) continue;
            counts.Clear();
            foreach (ref var r in from.AsSpan()) counts[(int)(r.Rank >> shift & (Buckets - 1))]++;
            Accumulate(counts);
            foreach (ref var r in from.AsSpan()) to[counts[(int)(r.Rank >> shift & (Buckets - 1))]++] = r;
            (from, to) = (to, from);
        }
        return from;
    }

    /// <summary>As <see cref="Order"/>, for few.</summary>
    public static Ranked[] ByComparison(Ranked[] ranks)
    {
        TimSort<Ranked, byte, RankLess>.Sort(ranks, default, default);
        return ranks;
    }

    /// <summary>Puts items where their ranks are now.</summary>
    public static void Rearrange<T>(Ranked[] ranks, Span<T> items)
    {
        if (items.IsEmpty) return;
        var old = items.ToArray();
        for (int i = 0; i < old.Length; i++) items[i] = old[ranks[i].Place];
    }

    private static void Accumulate(Span<int> counts)
    {
        int sum = 0;
        foreach (ref int c in counts)
        {
            int n = c;
            c = sum;
            sum += n;
        }
    }
}
