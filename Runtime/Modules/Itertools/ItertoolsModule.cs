namespace TieredPy.Runtime.Modules.Itertools;

/// <summary>The module itertools.</summary>
[PyModule("itertools", Doc = """
    Functional tools for creating and using iterators.

    Infinite iterators:
    count(start=0, step=1) --> start, start+step, start+2*step, ...
    cycle(p) --> p0, p1, ... plast, p0, p1, ...
    repeat(elem [,n]) --> elem, elem, elem, ... endlessly or up to n times

    Iterators terminating on the shortest input sequence:
    accumulate(p[, func]) --> p0, p0+p1, p0+p1+p2
    batched(p, n) --> [p0, p1, ..., p_n-1], [p_n, p_n+1, ..., p_2n-1], ...
    chain(p, q, ...) --> p0, p1, ... plast, q0, q1, ...
    chain.from_iterable([p, q, ...]) --> p0, p1, ... plast, q0, q1, ...
    compress(data, selectors) --> (d[0] if s[0]), (d[1] if s[1]), ...
    dropwhile(predicate, seq) --> seq[n], seq[n+1], starting when predicate fails
    groupby(iterable[, keyfunc]) --> sub-iterators grouped by value of keyfunc(v)
    filterfalse(predicate, seq) --> elements of seq where predicate(elem) is False
    islice(seq, [start,] stop [, step]) --> elements from
           seq[start:stop:step]
    pairwise(s) --> (s[0],s[1]), (s[1],s[2]), (s[2], s[3]), ...
    starmap(fun, seq) --> fun(*seq[0]), fun(*seq[1]), ...
    tee(it, n=2) --> (it1, it2 , ... itn) splits one iterator into n
    takewhile(predicate, seq) --> seq[0], seq[1], until predicate fails
    zip_longest(p, q, ...) --> (p[0], q[0]), (p[1], q[1]), ...

    Combinatoric generators:
    product(p, q, ... [repeat=1]) --> cartesian product
    permutations(p[, r])
    combinations(p, r)
    combinations_with_replacement(p, r)
    """,
    Types = [
        typeof(PyAccumulate), typeof(PyBatched), typeof(PyChain), typeof(PyCombinations), typeof(PyCombinationsWithReplacement), typeof(PyCompress),
        typeof(PyCount), typeof(PyCycle), typeof(PyDropWhile), typeof(PyFilterFalse), typeof(PyGroupBy), typeof(PyGrouper), typeof(PyISlice),
        typeof(PyPairwise), typeof(PyPermutations), typeof(PyProduct), typeof(PyRepeat), typeof(PyStarMap), typeof(PyTakeWhile), typeof(PyTee),
        typeof(PyZipLongest),
    ])]
internal static partial class ItertoolsModule
{
    [PyFunction("tee", Doc = "Returns a tuple of n independent iterators.", Signature = "($module, iterable, n=2, /)")]
    private static PyTuple Tee(Value iterable, long n = 2)
    {
        if (n < 0) throw Err.ValueError("n must be >= 0");
        if (n == 0) return PyTuple.Empty;
        var it = Ops.Iter(iterable);
        if (!Ops.TryGetAttr(it, Copy, out var copy))
        {
            it = new Value(PyTee.FromIterator(it));
            copy = Ops.GetAttr(it, Copy);
        }
        var copies = new Value[Sequences.CheckLength(n)];
        copies[0] = it;
        for (int i = 1; i < copies.Length; i++) copies[i] = Ops.Call(copy);
        return new PyTuple(copies);
    }

    private static readonly PyStr Copy = PyStr.Intern("__copy__");

    /// <summary>Arguments of a type that takes positional ones only, subclasses with their own __init__ excepted (that may take keywords).</summary>
    public static ReadOnlySpan<Value> Positional(PyType cls, PyType own, string name, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (kw is not { Length: > 0 }) return args;
        if (cls == own || ReferenceEquals(cls.FindSlot(Slot.Init), own.FindSlot(Slot.Init))) throw Err.TypeError($"{name}() takes no keyword arguments");
        return args[..^kw.Length];
    }
}
