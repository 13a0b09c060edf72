namespace TieredPy.Runtime.Objects;

/// <summary>"Less than" for <see cref="TimSort{TKey,TItem,TLess}"/>; a struct, so that the sort is specialised for it.</summary>
internal interface ILess<T>
{
    bool Less(T a, T b);
}

/// <summary>
/// CPython's list sort (Objects/listobject.c, listsort.txt): natural runs, binary insertion, galloping merges, powersort's merge order.
/// Asks the same questions in the same order, so that orders which aren't total come out alike. Items, if any, move along with the keys.
/// </summary>
internal ref struct TimSort<TKey, TItem, TLess> where TLess : struct, ILess<TKey>
{
    private const int MinGallop = 7;
    private const int MaxMerge = 85;

    private readonly Span<TKey> keys;
    private readonly Span<TItem> items;
    private readonly bool paired;
    private TLess less;
    private TKey[] keyBuffer;
    private TItem[] itemBuffer;
    private int minGallop;
    private int pending;
    private Runs runs;

    private TimSort(Span<TKey> keys, Span<TItem> items, TLess less)
    {
        this.keys = keys;
        this.items = items;
        this.less = less;
        paired = items.Length > 0;
        minGallop = MinGallop;
        keyBuffer = [];
        itemBuffer = [];
    }

    /// <summary>Sorts the keys, and with them the items when there are any. What an exception leaves behind is a permutation.</summary>
    public static void Sort(Span<TKey> keys, Span<TItem> items, TLess less)
    {
        if (keys.Length < 2) return;
        new TimSort<TKey, TItem, TLess>(keys, items, less).Run();
    }

    private void Run()
    {
        int n = keys.Length;
        int low = 0, left = n;
        int minRun = MinRun(n);
        do
        {
            int run = CountRun(low, left);
            if (run < minRun)
            {
                int force = Math.Min(left, minRun);
                BinarySort(low, force, run);
                run = force;
            }
            FoundNewRun(low, run);
            runs[pending].Start = low;
            runs[pending].Length = run;
            pending++;
            low += run;
            left -= run;
        }
        while (left > 0);
        while (pending > 1)
        {
            int at = pending - 2;
            if (at > 0 && runs[at - 1].Length < runs[at + 1].Length) at--;
            MergeAt(at);
        }
    }

    private static int MinRun(int n)
    {
        int r = 0;
        while (n >= 64)
        {
            r |= n & 1;
            n >>= 1;
        }
        return n + r;
    }

    /// <summary>Length of the run at <paramref name="low"/>; a descending one is reversed in place, equal neighbours inside it keeping their order.</summary>
    private int CountRun(int low, int left)
    {
        if (left <= 1) return left;
        int n = 1;
        int k = low + 1;
        for (; n < left; n++, k++)
            if (less.Less(keys[k], keys[k - 1])) break;
        if (n == left) return n;
        if (n > 1)
        {
            if (less.Less(keys[low], keys[k - 1])) return n;
            // All equal so far, and now it descends: they are reversed first so that the reversal below restores their order.
            Reverse(low, low + n);
        }
        int ties = 0;
        for (n++, k++; n < left; n++, k++)
        {
            if (less.Less(keys[k], keys[k - 1]))
            {
                if (ties > 0)
                {
                    Reverse(k - 1 - ties, k);
                    ties = 0;
                }
            }
            else if (less.Less(keys[k - 1], keys[k])) break;
            else ties++;
        }
        if (ties > 0) Reverse(k - 1 - ties, k);
        Reverse(low, low + n);

        // The reversed run ascends; what follows may extend it.
        for (; n < left; n++, k++)
            if (less.Less(keys[k], keys[k - 1])) break;
        return n;
    }

    private readonly void Reverse(int from, int to)
    {
        keys[from..to].Reverse();
        if (paired) items[from..to].Reverse();
    }

    private void BinarySort(int low, int n, int ok)
    {
        for (; ok < n; ok++)
        {
            var pivot = keys[low + ok];
            int l = 0, r = ok;
            while (l < r)
            {
                int m = (l + r) >> 1;
                if (less.Less(pivot, keys[low + m])) r = m;
                else l = m + 1;
            }
            keys.Slice(low + l, ok - l).CopyTo(keys[(low + l + 1)..]);
            keys[low + l] = pivot;
            if (!paired) continue;
            var item = items[low + ok];
            items.Slice(low + l, ok - l).CopyTo(items[(low + l + 1)..]);
            items[low + l] = item;
        }
    }

    /// <summary>Powersort's node depth of the boundary between two adjacent runs.</summary>
    private static int Power(long s1, long n1, long n2, long n)
    {
        int result = 0;
        long a = 2 * s1 + n1;
        long b = a + n1 + n2;
        while (true)
        {
            result++;
            if (a >= n)
            {
                a -= n;
                b -= n;
            }
            else if (b >= n) break;
            a <<= 1;
            b <<= 1;
        }
        return result;
    }

    private void FoundNewRun(int start, int n2)
    {
        if (pending == 0) return;
        ref var last = ref runs[pending - 1];
        int power = Power(last.Start, last.Length, n2, keys.Length);
        while (pending > 1 && runs[pending - 2].Power > power) MergeAt(pending - 2);
        runs[pending - 1].Power = power;
    }

    private void MergeAt(int i)
    {
        int a = runs[i].Start, na = runs[i].Length;
        int b = runs[i + 1].Start, nb = runs[i + 1].Length;
        runs[i].Length = na + nb;
        if (i == pending - 3) runs[i + 1] = runs[i + 2];
        pending--;

        int k = GallopRight(keys[b], keys.Slice(a, na), 0);
        a += k;
        na -= k;
        if (na == 0) return;
        nb = GallopLeft(keys[a + na - 1], keys.Slice(b, nb), nb - 1);
        if (nb <= 0) return;
        if (na <= nb) MergeLow(a, na, b, nb);
        else MergeHigh(a, na, b, nb);
    }

    /// <summary>Where the key goes among sorted ones, left of equals; starts looking at <paramref name="hint"/>.</summary>
    private int GallopLeft(TKey key, ReadOnlySpan<TKey> a, int hint)
    {
        int n = a.Length;
        int last = 0, offset = 1;
        if (less.Less(a[hint], key))
        {
            int max = n - hint;
            while (offset < max && less.Less(a[hint + offset], key)) Advance(ref last, ref offset, max);
            if (offset > max) offset = max;
            last += hint;
            offset += hint;
        }
        else
        {
            int max = hint + 1;
            while (offset < max && !less.Less(a[hint - offset], key)) Advance(ref last, ref offset, max);
            if (offset > max) offset = max;
            (last, offset) = (hint - offset, hint - last);
        }
        last++;
        while (last < offset)
        {
            int m = last + ((offset - last) >> 1);
            if (less.Less(a[m], key)) last = m + 1;
            else offset = m;
        }
        return offset;
    }

    /// <summary>As <see cref="GallopLeft"/>, right of equals.</summary>
    private int GallopRight(TKey key, ReadOnlySpan<TKey> a, int hint)
    {
        int n = a.Length;
        int last = 0, offset = 1;
        if (less.Less(key, a[hint]))
        {
            int max = hint + 1;
            while (offset < max && less.Less(key, a[hint - offset])) Advance(ref last, ref offset, max);
            if (offset > max) offset = max;
            (last, offset) = (hint - offset, hint - last);
        }
        else
        {
            int max = n - hint;
            while (offset < max && !less.Less(key, a[hint + offset])) Advance(ref last, ref offset, max);
            if (offset > max) offset = max;
            last += hint;
            offset += hint;
        }
        last++;
        while (last < offset)
        {
            int m = last + ((offset - last) >> 1);
            if (less.Less(key, a[m])) offset = m;
            else last = m + 1;
        }
        return offset;
    }

    private static void Advance(ref int last, ref int offset, int max)
    {
        last = offset;
        offset = offset > (int.MaxValue - 1) / 2 ? max : (offset << 1) + 1;
    }

    private void Borrow(int start, int n)
    {
        if (keyBuffer.Length < n) keyBuffer = new TKey[n];
        keys.Slice(start, n).CopyTo(keyBuffer);
        if (!paired) return;
        if (itemBuffer.Length < n) itemBuffer = new TItem[n];
        items.Slice(start, n).CopyTo(itemBuffer);
    }

    /// <summary>Merges adjacent runs, the left one (not longer) being moved out of the way. The first of b comes before all of a, the last of a after all of b.</summary>
    private void MergeLow(int a, int na, int b, int nb)
    {
        Borrow(a, na);
        int dest = a, from = 0;
        try
        {
            Move(dest++, b++);
            nb--;
            if (nb == 0 || na == 1) return;
            while (true)
            {
                int countA = 0, countB = 0;
                while (true)
                {
                    if (less.Less(keys[b], keyBuffer[from]))
                    {
                        Move(dest++, b++);
                        countB++;
                        countA = 0;
                        if (--nb == 0) return;
                        if (countB >= minGallop) break;
                    }
                    else
                    {
                        Restore(dest++, from++);
                        countA++;
                        countB = 0;
                        if (--na == 1) return;
                        if (countA >= minGallop) break;
                    }
                }
                minGallop++;
                do
                {
                    minGallop -= minGallop > 1 ? 1 : 0;
                    int k = GallopRight(keys[b], keyBuffer.AsSpan(from, na), 0);
                    countA = k;
                    if (k > 0)
                    {
                        Restore(dest, from, k);
                        dest += k;
                        from += k;
                        na -= k;
                        if (na <= 1) return;
                    }
                    Move(dest++, b++);
                    if (--nb == 0) return;
                    k = GallopLeft(keyBuffer[from], keys.Slice(b, nb), 0);
                    countB = k;
                    if (k > 0)
                    {
                        Move(dest, b, k);
                        dest += k;
                        b += k;
                        nb -= k;
                        if (nb == 0) return;
                    }
                    Restore(dest++, from++);
                    if (--na == 1) return;
                }
                while (countA >= MinGallop || countB >= MinGallop);
                minGallop++;
            }
        }
        finally
        {
            // What is left of b is followed by what is left of a (one item, or all on an exception).
            if (na == 1 && nb > 0)
            {
                Move(dest, b, nb);
                Restore(dest + nb, from);
            }
            else if (na > 0) Restore(dest, from, na);
        }
    }

    /// <summary>As <see cref="MergeLow"/> with the right run moved out of the way, merging from the end.</summary>
    private void MergeHigh(int a, int na, int b, int nb)
    {
        Borrow(b, nb);
        int dest = b + nb - 1;
        int start = a;
        int ka = a + na - 1;
        int kb = nb - 1;
        try
        {
            Move(dest--, ka--);
            na--;
            if (na == 0 || nb == 1) return;
            while (true)
            {
                int countA = 0, countB = 0;
                while (true)
                {
                    if (less.Less(keyBuffer[kb], keys[ka]))
                    {
                        Move(dest--, ka--);
                        countA++;
                        countB = 0;
                        if (--na == 0) return;
                        if (countA >= minGallop) break;
                    }
                    else
                    {
                        Restore(dest--, kb--);
                        countB++;
                        countA = 0;
                        if (--nb == 1) return;
                        if (countB >= minGallop) break;
                    }
                }
                minGallop++;
                do
                {
                    minGallop -= minGallop > 1 ? 1 : 0;
                    int k = na - GallopRight(keyBuffer[kb], keys.Slice(start, na), na - 1);
                    countA = k;
                    if (k > 0)
                    {
                        dest -= k;
                        ka -= k;
                        Move(dest + 1, ka + 1, k);
                        na -= k;
                        if (na == 0) return;
                    }
                    Restore(dest--, kb--);
                    if (--nb == 1) return;
                    k = nb - GallopLeft(keys[ka], keyBuffer.AsSpan(0, nb), nb - 1);
                    countB = k;
                    if (k > 0)
                    {
                        dest -= k;
                        kb -= k;
                        Restore(dest + 1, kb + 1, k);
                        nb -= k;
                        if (nb <= 1) return;
                    }
                    Move(dest--, ka--);
                    if (--na == 0) return;
                }
                while (countA >= MinGallop || countB >= MinGallop);
                minGallop++;
            }
        }
        finally
        {
            if (nb == 1 && na > 0)
            {
                Move(dest - na + 1, ka - na + 1, na);
                Restore(dest - na, kb);
            }
            else if (nb > 0) Restore(dest - nb + 1, 0, nb);
        }
    }

    private readonly void Move(int to, int from)
    {
        keys[to] = keys[from];
        if (paired) items[to] = items[from];
    }

    private readonly void Move(int to, int from, int n)
    {
        keys.Slice(from, n).CopyTo(keys[to..]);
        if (paired) items.Slice(from, n).CopyTo(items[to..]);
    }

    private readonly void Restore(int to, int from)
    {
        keys[to] = keyBuffer[from];
        if (paired) items[to] = itemBuffer[from];
    }

    private readonly void Restore(int to, int from, int n)
    {
        keyBuffer.AsSpan(from, n).CopyTo(keys[to..]);
        if (paired) itemBuffer.AsSpan(from, n).CopyTo(items[to..]);
    }

    private struct Pending
    {
        public int Start;
        public int Length;
        public int Power;
    }

    [InlineArray(MaxMerge)]
    private struct Runs
    {
        private Pending first;
    }
}
