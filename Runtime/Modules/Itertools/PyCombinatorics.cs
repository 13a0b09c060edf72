namespace TieredPy.Runtime.Modules.Itertools;

/// <summary>itertools.product.</summary>
[PyType("itertools.product", Doc = """
    Cartesian product of input iterables.  Equivalent to nested for-loops.

    For example, product(A, B) returns the same as:  ((x,y) for x in A for y in B).
    The leftmost iterators are in the outermost for-loop, so the output tuples
    cycle in a manner similar to an odometer (with the rightmost element changing
    on every iteration).

    To compute the product of an iterable with itself, specify the number
    of repetitions with the optional repeat keyword argument. For example,
    product(A, repeat=4) means the same as product(A, A, A, A).
    """)]
internal partial class PyProduct : PyObject
{
    private Value[][] pools = [];
    private int[] indices = [];
    private Value[]? last;
    private bool ended;

    internal PyProduct(Shape shape) : base(shape) { }

    [PyNew(Signature = "(*iterables, repeat=1)"), RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        long repeat = 1;
        if (kw is { Length: > 0 })
        {
            if (kw.Length > 1 || kw[0].ToString() != "repeat")
                throw Err.TypeError($"product() got an unexpected keyword argument '{(kw[0].ToString() == "repeat" ? kw[1] : kw[0])}'");
            repeat = Ops.AsLong(args[^1]);
            if (repeat < 0) throw Err.ValueError("repeat argument cannot be negative");
            args = args[..^1];
        }
        int n = repeat == 0 ? 0 : args.Length;
        var pools = new Value[Sequences.CheckLength(n * repeat)][];
        bool ended = false;
        for (int i = 0; i < n; i++)
        {
            pools[i] = PyTuple.From(args[i]).ToArray();
            ended |= pools[i].Length == 0;
        }
        for (int i = n; i < pools.Length; i++) pools[i] = pools[i - n];
        var p = Allocate(cls);
        p.pools = pools;
        p.indices = new int[pools.Length];
        p.ended = ended;
        return new Value(p);
    }

    public override Value Iter() => new(this);

    public override Value Next()
    {
        if (ended) return Value.Done;
        var result = new Value[pools.Length];
        if (last == null)
        {
            for (int i = 0; i < result.Length; i++) result[i] = pools[i][0];
        }
        else
        {
            last.CopyTo(result, 0);
            int i = result.Length - 1;
            while (i >= 0)
            {
                if (++indices[i] < pools[i].Length)
                {
                    result[i] = pools[i][indices[i]];
                    break;
                }
                indices[i] = 0;
                result[i] = pools[i][0];
                i--;
            }
            if (i < 0)
            {
                ended = true;
                return Value.Done;
            }
        }
        last = result;
        return new Value(new PyTuple(result));
    }
}

/// <summary>itertools.combinations.</summary>
[PyType("itertools.combinations", Doc = """
    Return successive r-length combinations of elements in the iterable.

    combinations(range(4), 3) --> (0,1,2), (0,1,3), (0,2,3), (1,2,3)
    """)]
internal partial class PyCombinations : PyObject
{
    private Value[] pool = [];
    private int[] indices = [];
    private bool started;
    private bool ended;

    internal PyCombinations(Shape shape) : base(shape) { }

    [PyNew(Signature = "(iterable, r)")]
    private static Value New(PyType cls, [Kw] Value iterable, [Kw] long r)
    {
        var pool = PyTuple.From(iterable).ToArray();
        if (r < 0) throw Err.ValueError("r must be non-negative");
        var c = Allocate(cls);
        c.pool = pool;
        c.ended = r > pool.Length;
        c.indices = new int[c.ended ? 0 : (int)r];
        for (int i = 0; i < c.indices.Length; i++) c.indices[i] = i;
        return new Value(c);
    }

    public override Value Iter() => new(this);

    public override Value Next()
    {
        if (ended) return Value.Done;
        int r = indices.Length, n = pool.Length;
        if (started)
        {
            int i = r - 1;
            while (i >= 0 && indices[i] == i + n - r) i--;
            if (i < 0)
            {
                ended = true;
                return Value.Done;
            }
            indices[i]++;
            for (int j = i + 1; j < r; j++) indices[j] = indices[j - 1] + 1;
        }
        started = true;
        var result = new Value[r];
        for (int i = 0; i < result.Length; i++) result[i] = pool[indices[i]];
        return new Value(new PyTuple(result));
    }
}

/// <summary>itertools.combinations_with_replacement.</summary>
[PyType("itertools.combinations_with_replacement", Doc = """
    Return successive r-length combinations of elements in the iterable allowing individual elements to have successive repeats.

    combinations_with_replacement('ABC', 2) --> ('A','A'), ('A','B'), ('A','C'), ('B','B'), ('B','C'), ('C','C')
    """)]
internal partial class PyCombinationsWithReplacement : PyObject
{
    private Value[] pool = [];
    private int[] indices = [];
    private bool started;
    private bool ended;

    internal PyCombinationsWithReplacement(Shape shape) : base(shape) { }

    [PyNew(Signature = "(iterable, r)")]
    private static Value New(PyType cls, [Kw] Value iterable, [Kw] long r)
    {
        var pool = PyTuple.From(iterable).ToArray();
        if (r < 0) throw Err.ValueError("r must be non-negative");
        var c = Allocate(cls);
        c.pool = pool;
        c.indices = new int[Sequences.CheckLength(r)];
        c.ended = pool.Length == 0 && r > 0;
        return new Value(c);
    }

    public override Value Iter() => new(this);

    public override Value Next()
    {
        if (ended) return Value.Done;
        int r = indices.Length, n = pool.Length;
        if (started)
        {
            int i = r - 1;
            while (i >= 0 && indices[i] == n - 1) i--;
            if (i < 0)
            {
                ended = true;
                return Value.Done;
            }
            indices.AsSpan(i).Fill(indices[i] + 1);
        }
        started = true;
        var result = new Value[r];
        for (int i = 0; i < result.Length; i++) result[i] = pool[indices[i]];
        return new Value(new PyTuple(result));
    }
}

/// <summary>itertools.permutations.</summary>
[PyType("itertools.permutations", Doc = """
    Return successive r-length permutations of elements in the iterable.

    permutations(range(3), 2) --> (0,1), (0,2), (1,0), (1,2), (2,0), (2,1)
    """)]
internal partial class PyPermutations : PyObject
{
    private Value[] pool = [];
    private int[] indices = [];
    private int[] cycles = [];
    private bool started;
    private bool ended;

    internal PyPermutations(Shape shape) : base(shape) { }

    [PyNew(Signature = "(iterable, r=None)")]
    private static Value New(PyType cls, [Kw] Value iterable, [Kw][OptNone] Value r)
    {
        var pool = PyTuple.From(iterable).ToArray();
        long size = pool.Length;
        if (!r.IsNone)
        {
            if (!IntOps.IsInt(r)) throw Err.TypeError("Expected int as r");
            size = Ops.AsLong(r);
            if (size < 0) throw Err.ValueError("r must be non-negative");
        }
        var p = Allocate(cls);
        p.pool = pool;
        p.ended = size > pool.Length;
        p.indices = new int[pool.Length];
        for (int i = 0; i < pool.Length; i++) p.indices[i] = i;
        p.cycles = new int[p.ended ? 0 : (int)size];
        for (int i = 0; i < p.cycles.Length; i++) p.cycles[i] = pool.Length - i;
        return new Value(p);
    }

    public override Value Iter() => new(this);

    public override Value Next()
    {
        if (ended) return Value.Done;
        int r = cycles.Length, n = pool.Length;
        if (started && !Advance(r, n))
        {
            ended = true;
            return Value.Done;
        }
        started = true;
        var result = new Value[r];
        for (int i = 0; i < result.Length; i++) result[i] = pool[indices[i]];
        return new Value(new PyTuple(result));
    }

    private bool Advance(int r, int n)
    {
        for (int i = r - 1; i >= 0; i--)
        {
            if (--cycles[i] == 0)
            {
                int first = indices[i];
                Array.Copy(indices, i + 1, indices, i, n - i - 1);
                indices[n - 1] = first;
                cycles[i] = n - i;
                continue;
            }
            int j = n - cycles[i];
            (indices[i], indices[j]) = (indices[j], indices[i]);
            return true;
        }
        return false;
    }
}
