namespace TieredPy.Runtime.Modules.Itertools;

/// <summary>itertools.islice.</summary>
[PyType("itertools.islice", Doc = """
    islice(iterable, stop) --> islice object
    islice(iterable, start, stop[, step]) --> islice object

    Return an iterator whose next() method returns selected values from an
    iterable.  If start is specified, will skip all preceding elements;
    otherwise, start defaults to zero.  Step defaults to one.  If
    specified as another value, step determines how many values are
    skipped between successive calls.  Works like a slice() on a list
    but returns an iterator.
    """)]
internal partial class PyISlice : PyObject
{
    private Value source = Value.Missing;
    private long next;
    private long stop;
    private long step;
    private long position;

    internal PyISlice(Shape shape) : base(shape) { }

    [PyNew, RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        args = ItertoolsModule.Positional(cls, TypeObject, "islice", args, kw);
        if (args.Length < 2) throw Err.TypeError($"islice expected at least 2 arguments, got {args.Length}");
        if (args.Length > 4) throw Err.TypeError($"islice expected at most 4 arguments, got {args.Length}");
        long start = 0, stop, step = 1;
        if (args.Length == 2)
        {
            if (!TryBound(args[1], -1, out stop)) throw Err.ValueError("Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
        }
        else
        {
            const string indices = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
            if (!TryBound(args[2], -1, out stop)) throw Err.ValueError("Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
            if (!TryBound(args[1], 0, out start)) throw Err.ValueError(indices);
            if (args.Length == 4 && (!TryBound(args[3], 1, out step) || step < 1))
                throw Err.ValueError("Step for islice() must be a positive integer or None.");
        }
        var it = Ops.Iter(args[0]);
        var s = Allocate(cls);
        s.source = it;
        s.next = start;
        s.stop = stop;
        s.step = step;
        return new Value(s);
    }

    /// <summary>A bound that isn't negative; None is <paramref name="none"/>.</summary>
    private static bool TryBound(Value v, long none, out long bound)
    {
        bound = none;
        if (v.IsNone) return true;
        if (!Ops.HasIndex(v)) return false;
        var i = Ops.Index(v);
        bound = i.Bits;
        return i.IsInt && bound >= 0;
    }

    public override Value Iter() => new(this);

    public override Value Next()
    {
        if (source.IsMissing) return Value.Done;
        while (position < next && (stop < 0 || position < stop))
        {
            var skipped = Ops.NextRaw(source);
            if (skipped.IsError) return skipped;
            if (skipped.IsDone) return End();
            position++;
        }
        if (stop >= 0 && position >= stop) return End();
        var v = Ops.NextRaw(source);
        if (v.IsError) return v;
        if (v.IsDone) return End();
        position++;
        long following = next + step;
        next = following < next || stop >= 0 && following > stop ? (stop >= 0 ? stop : long.MaxValue) : following;
        return v;
    }

    private Value End()
    {
        source = Value.Missing;
        return Value.Done;
    }
}

/// <summary>itertools.pairwise.</summary>
[PyType("itertools.pairwise", Doc = """
    Return an iterator of overlapping pairs taken from the input iterator.

        s -> (s0,s1), (s1,s2), (s2, s3), ...
    """)]
internal partial class PyPairwise : PyObject
{
    private Value source = Value.Missing;
    private Value old = Value.Missing;

    internal PyPairwise(Shape shape) : base(shape) { }

    [PyNew(Signature = "(iterable, /)")]
    private static Value New(PyType cls, Value iterable)
    {
        var it = Ops.Iter(iterable);
        var p = Allocate(cls);
        p.source = it;
        return new Value(p);
    }

    public override Value Iter() => new(this);

    public override Value Next()
    {
        if (source.IsMissing) return Value.Done;
        var first = old;
        if (first.IsMissing)
        {
            first = Ops.NextRaw(source);
            if (first.IsError) return first;
            if (first.IsDone) return End();
            old = first;
            if (source.IsMissing) return Value.Done;
        }
        var second = Ops.NextRaw(source);
        if (second.IsError) return second;
        if (second.IsDone) return End();
        old = second;
        return new Value(new PyTuple(first, second));
    }

    private Value End()
    {
        source = old = Value.Missing;
        return Value.Done;
    }
}

/// <summary>itertools.batched.</summary>
[PyType("itertools.batched", Doc = """
    Batch data into tuples of length n. The last batch may be shorter than n.

    Loops over the input iterable and accumulates data into tuples
    up to size n.  The input is consumed lazily, just enough to
    fill a batch.  The result is yielded as soon as a batch is full
    or when the input iterable is exhausted.

        >>> for batch in batched('ABCDEFG', 3):
        ...     print(batch)
        ...
        ('A', 'B', 'C')
        ('D', 'E', 'F')
        ('G',)

    If "strict" is True, raises a ValueError if the final batch is shorter
    than n.
    """)]
internal partial class PyBatched : PyObject
{
    private Value source = Value.Missing;
    private int size;
    private bool strict;

    internal PyBatched(Shape shape) : base(shape) { }

    [PyNew(Signature = "(iterable, n, *, strict=False)")]
    private static Value New(PyType cls, [Kw] Value iterable, [Kw] long n, [KwOnly] bool strict = false)
    {
        if (n < 1) throw Err.ValueError("n must be at least one");
        var it = Ops.Iter(iterable);
        var b = Allocate(cls);
        b.source = it;
        b.size = (int)Math.Min(n, int.MaxValue);
        b.strict = strict;
        return new Value(b);
    }

    public override Value Iter() => new(this);

    public override Value Next()
    {
        if (source.IsMissing) return Value.Done;
        var items = new Value[Math.Min(size, 64)];
        int n = 0;
        while (n < size)
        {
            var v = Ops.NextRaw(source);
            if (v.IsError) return v;
            if (v.IsDone)
            {
                source = Value.Missing;
                if (n == 0) return v;
                if (strict) return Err.Pend(Err.ValueError("batched(): incomplete batch"));
                break;
            }
            if (n == items.Length) Array.Resize(ref items, Math.Min(size, n * 2));
            items[n++] = v;
        }
        if (n < items.Length) Array.Resize(ref items, n);
        return new Value(new PyTuple(items));
    }
}
