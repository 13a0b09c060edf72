namespace TieredPy.Runtime.Modules;

/// <summary>The module _bisect.</summary>
[PyModule("_bisect", Doc = """
    Bisection algorithms.

    This module provides support for maintaining a list in sorted order without
    having to sort the list after each insertion. For long lists of items with
    expensive comparison operations, this can be an improvement over the more
    common approach.
    """)]
internal static partial class BisectModule
{
    private const string Arguments = "($module, /, a, x, lo=0, hi=None, *, key=None)";

    [PyFunction("bisect_right", Signature = Arguments, RunsPython = true, Doc = """
        Return the index where to insert item x in list a, assuming a is sorted.

        The return value i is such that all e in a[:i] have e <= x, and all e in
        a[i:] have e > x.  So if x already appears in the list, a.insert(i, x) will
        insert just after the rightmost x already there.

        Optional args lo (default 0) and hi (default len(a)) bound the
        slice of a to be searched.

        A custom key function can be supplied to customize the sort order.
        """)]
    private static long BisectRight([Kw] Value a, [Kw] Value x, [Kw][Opt(Show = "0")] Value lo, [Kw][OptNone] Value hi, [KwOnly][OptNone] Value key) =>
        Find(a, x, lo, hi, key, true);

    [PyFunction("bisect_left", Signature = Arguments, RunsPython = true, Doc = """
        Return the index where to insert item x in list a, assuming a is sorted.

        The return value i is such that all e in a[:i] have e < x, and all e in
        a[i:] have e >= x.  So if x already appears in the list, a.insert(i, x) will
        insert just before the leftmost x already there.

        Optional args lo (default 0) and hi (default len(a)) bound the
        slice of a to be searched.

        A custom key function can be supplied to customize the sort order.
        """)]
    private static long BisectLeft([Kw] Value a, [Kw] Value x, [Kw][Opt(Show = "0")] Value lo, [Kw][OptNone] Value hi, [KwOnly][OptNone] Value key) =>
        Find(a, x, lo, hi, key, false);

    [PyFunction("insort_right", Signature = Arguments, RunsPython = true, Doc = """
        Insert item x in list a, and keep it sorted assuming a is sorted.

        If x is already in a, insert it to the right of the rightmost x.

        Optional args lo (default 0) and hi (default len(a)) bound the
        slice of a to be searched.

        A custom key function can be supplied to customize the sort order.
        """)]
    private static void InsortRight([Kw] Value a, [Kw] Value x, [Kw][Opt(Show = "0")] Value lo, [Kw][OptNone] Value hi, [KwOnly][OptNone] Value key) =>
        Insort(a, x, lo, hi, key, true);

    [PyFunction("insort_left", Signature = Arguments, RunsPython = true, Doc = """
        Insert item x in list a, and keep it sorted assuming a is sorted.

        If x is already in a, insert it to the left of the leftmost x.

        Optional args lo (default 0) and hi (default len(a)) bound the
        slice of a to be searched.

        A custom key function can be supplied to customize the sort order.
        """)]
    private static void InsortLeft([Kw] Value a, [Kw] Value x, [Kw][Opt(Show = "0")] Value lo, [Kw][OptNone] Value hi, [KwOnly][OptNone] Value key) =>
        Insort(a, x, lo, hi, key, false);

    private static void Insort(Value a, Value x, Value lo, Value hi, Value key, bool right)
    {
        var probe = key.IsNone ? x : Ops.Call(key, x);
        long i = Find(a, probe, lo, hi, key, right);
        if (a.Ref is PyList list && list.GetType() == typeof(PyList)) list.Insert(i, x);
        else Ops.CallMethod(a, "insert", Value.Int(i), x);
    }

    private static long Find(Value a, Value x, Value loArgument, Value hiArgument, Value key, bool right)
    {
        long lo = loArgument.IsMissing ? 0 : Ops.AsLong(loArgument);
        if (lo < 0) throw Err.ValueError("lo must be non-negative");
        long hi = hiArgument.IsNone ? -1 : Ops.AsLong(hiArgument);
        if (hi == -1) hi = Ops.Len(a);
        if (key.IsNone && a.Ref is PyList list && list.GetType() == typeof(PyList) && hi <= list.Count)
        {
            if (x.IsInt && list.Ints is { } ints && hi <= ints.Length) return Find(ints, x.Bits, lo, hi, right);
            if (x.IsFloat && list.Floats is { } floats && hi <= floats.Length) return Find(floats, x.AsFloat, lo, hi, right);
        }
        while (lo < hi)
        {
            long middle = lo + ((hi - lo) >> 1);
            var item = Ops.GetItem(a, Value.Int(middle));
            if (!key.IsNone) item = Ops.Call(key, item);
            if (right)
            {
                if (Ops.CompareBool(CmpOp.Lt, x, item)) hi = middle;
                else lo = middle + 1;
            }
            else if (Ops.CompareBool(CmpOp.Lt, item, x)) lo = middle + 1;
            else hi = middle;
        }
        return lo;
    }

    private static long Find<T>(T[] items, T x, long lo, long hi, bool right) where T : struct, IComparisonOperators<T, T, bool>
    {
        while (lo < hi)
        {
            long middle = lo + ((hi - lo) >> 1);
            var item = items[middle];
            if (right ? !(x < item) : item < x) lo = middle + 1;
            else hi = middle;
        }
        return lo;
    }
}
