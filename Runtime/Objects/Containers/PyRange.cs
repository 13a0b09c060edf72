namespace TieredPy.Runtime.Objects;

/// <summary>A range. Bounds and length mostly fit 64 bits; otherwise all is computed with big ints.</summary>
[PyType("range", Match = "sequence", Subclassable = false, Doc = """
    range(stop) -> range object
    range(start, stop[, step]) -> range object

    Return an object that produces a sequence of integers from start (inclusive)
    to stop (exclusive) by step.  range(i, j) produces i, i+1, i+2, ..., j-1.
    start defaults to 0, and stop is omitted!  range(4) produces 0, 1, 2, 3.
    These are exactly the valid indices for a list of 4 elements.
    When step is given, it specifies the increment (or decrement).
    """)]
public sealed partial class PyRange : PyObject
{
    private readonly long start;
    private readonly long step;
    private readonly long length;

    /// <summary>The length as an int of any size; the three longs above hold only when <see cref="small"/>.</summary>
    private readonly BigInteger bigLength;

    private readonly bool small;

    private PyRange(Value start, Value stop, Value step) : base(TypeObject.RootShape)
    {
        Start = start;
        Stop = stop;
        Step = step;
        if (start.IsInt && stop.IsInt && step.IsInt)
        {
            this.start = start.Bits;
            this.step = step.Bits;
            ulong n = Count(start.Bits, stop.Bits, step.Bits);
            if (n <= long.MaxValue)
            {
                length = (long)n;
                small = true;
            }
            bigLength = n;
            return;
        }
        BigInteger a = IntOps.ToBig(start), b = IntOps.ToBig(stop), c = IntOps.ToBig(step);
        var distance = c.Sign > 0 ? b - a : a - b;
        bigLength = distance.Sign <= 0 ? BigInteger.Zero : (distance - 1) / BigInteger.Abs(c) + 1;
    }

    public PyRange(long start, long stop, long step) : this(Value.Int(start), Value.Int(stop), Value.Int(step)) { }

    [PyMember("start")] public Value Start { get; }
    [PyMember("stop")] public Value Stop { get; }
    [PyMember("step")] public Value Step { get; }

    private static ulong Count(long start, long stop, long step)
    {
        if (step > 0 ? start >= stop : start <= stop) return 0;
        return (Distance(start, stop, step) - 1) / Stride(step) + 1;
    }

    /// <summary>How far it is in the direction of the step, for a place that isn't behind: the difference of two longs fits an unsigned one.</summary>
    private static ulong Distance(long from, long to, long step) => unchecked(step > 0 ? (ulong)to - (ulong)from : (ulong)from - (ulong)to);

    private static ulong Stride(long step) => step > 0 ? (ulong)step : unchecked(0UL - (ulong)step);

    /// <summary>The arithmetic progression when it fits 64 bits: first, step, how many.</summary>
    internal bool TryGetSmall(out long first, out long increment, out long n)
    {
        first = start;
        increment = step;
        n = length;
        return small;
    }

    /// <summary>As <see cref="TryGetSmall"/>, for making a list: MemoryError when it would be too long.</summary>
    internal bool TryCount(out long first, out long increment, out int n)
    {
        n = 0;
        if (!TryGetSmall(out first, out increment, out long count)) return false;
        n = Sequences.CheckLength(count);
        return true;
    }

    [PyNew, RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (kw is { Length: > 0 }) throw Err.TypeError("range() takes no keyword arguments");
        switch (args.Length)
        {
            case 0:
                throw Err.TypeError("range expected at least 1 argument, got 0");
            case 1:
                return new Value(new PyRange(Value.Int(0), Ops.Index(args[0]), Value.Int(1)));
            case 2:
                return new Value(new PyRange(Ops.Index(args[0]), Ops.Index(args[1]), Value.Int(1)));
            case 3:
                Value a = Ops.Index(args[0]), b = Ops.Index(args[1]), c = Ops.Index(args[2]);
                if (c.IsInt && c.Bits == 0) throw Err.ValueError("range() arg 3 must not be zero");
                return new Value(new PyRange(a, b, c));
            default:
                throw Err.TypeError($"range expected at most 3 arguments, got {args.Length}");
        }
    }

    public override long Len()
    {
        if (bigLength <= long.MaxValue) return (long)bigLength;
        throw Err.OverflowError("Python int too large to convert to C ssize_t");
    }

    public override bool Bool() => !bigLength.IsZero;

    /// <summary>Item <paramref name="i"/>, unchecked.</summary>
    private Value At(BigInteger i)
    {
        return Value.Big(IntOps.ToBig(Start) + i * IntOps.ToBig(Step));
    }

    public override Value GetItem(Value key)
    {
        if (key.IsInt && small)
        {
            long i = Sequences.Wrap(key.Bits, length);
            if (i < 0) return Err.Pend(Err.IndexError("range object index out of range"));
            return Value.Int(start + i * step);
        }
        if (key.Ref is PySlice slice) return Slice(slice);
        if (!Ops.HasIndex(key)) throw Err.TypeError($"range indices must be integers or slices, not {key.Type.FullName}");
        var index = IntOps.ToBig(Ops.Index(key));
        if (index.Sign < 0) index += bigLength;
        if (index.Sign < 0 || index >= bigLength) throw Err.IndexError("range object index out of range");
        return At(index);
    }

    private Value Slice(PySlice slice)
    {
        if (small)
        {
            slice.Indices(length, out long a, out long b, out long c, out _);
            if (Math.Abs((double)c) * Math.Abs((double)step) < 1e18)
                return new Value(new PyRange(At(a), At(b), Value.Int(c * step)));
        }
        var bounds = slice.IndicesOf(Value.Big(bigLength));
        return new Value(new PyRange(At(IntOps.ToBig(bounds[0])), At(IntOps.ToBig(bounds[1])), Value.Big(IntOps.ToBig(bounds[2]) * IntOps.ToBig(Step))));
    }

    /// <summary>The place of an int, or -1.</summary>
    private BigInteger PlaceOf(Value v)
    {
        if (small && v.IsInt)
        {
            if (step > 0 ? v.Bits < start : v.Bits > start) return BigInteger.MinusOne;
            var (place, rest64) = Math.DivRem(Distance(start, v.Bits, step), Stride(step));
            return rest64 != 0 || place >= (ulong)length ? BigInteger.MinusOne : place;
        }
        var big = IntOps.ToBig(v) - IntOps.ToBig(Start);
        var quotient = BigInteger.DivRem(big, IntOps.ToBig(Step), out var rest);
        return rest.IsZero && quotient.Sign >= 0 && quotient < bigLength ? quotient : BigInteger.MinusOne;
    }

    private static bool IsExactInt(Value v) => v.IsInt || v.Ref is PyBool || v.Ref is { } o && o.GetType() == typeof(PyBigInt);

    public override bool Contains(Value item)
    {
        if (IsExactInt(item)) return PlaceOf(item).Sign >= 0;
        foreach (var x in Ops.Iterate(new Value(this)))
            if (Ops.Eq(item, x)) return true;
        return false;
    }

    [PyMethod("count", Doc = "rangeobject.count(value) -> integer -- return number of occurrences of value")]
    private long CountOf(Value value)
    {
        if (IsExactInt(value)) return PlaceOf(value).Sign >= 0 ? 1 : 0;
        long n = 0;
        foreach (var x in Ops.Iterate(new Value(this)))
            if (Ops.Eq(x, value)) n++;
        return n;
    }

    [PyMethod("index", Doc = "rangeobject.index(value) -> integer -- return index of value.\nRaise ValueError if the value is not present.")]
    private Value IndexOf(Value value)
    {
        if (IsExactInt(value))
        {
            var place = PlaceOf(value);
            if (place.Sign >= 0) return Value.Big(place);
            throw Err.ValueError($"{Ops.Repr(value)} is not in range");
        }
        long n = 0;
        foreach (var x in Ops.Iterate(new Value(this)))
        {
            if (Ops.Eq(x, value)) return Value.Int(n);
            n++;
        }
        throw Err.ValueError("sequence.index(x): x not in sequence");
    }

    public override Value Iter() =>
        small && FitsStop() ? new Value(new PyRangeIterator(start, step, length)) : new Value(new PyLongRangeIterator(IntOps.ToBig(Start), IntOps.ToBig(Step), bigLength));

    /// <summary>True when stepping once past the last item stays within 64 bits.</summary>
    private bool FitsStop()
    {
        if (length == 0) return true;
        // The last item fits; one more step must.
        long last = unchecked(start + (length - 1) * step);
        return step > 0 ? last <= long.MaxValue - step : last >= long.MinValue - step;
    }

    [PyMethod("__reversed__", Doc = "Return a reverse iterator.")]
    private Value Reversed()
    {
        if (small && FitsStop() && step != long.MinValue && (step > 0 ? start >= long.MinValue + step : start <= long.MaxValue + step))
            return new Value(new PyRangeIterator(length == 0 ? start : start + (length - 1) * step, -step, length));
        var stride = IntOps.ToBig(Step);
        return new Value(new PyLongRangeIterator(IntOps.ToBig(Start) + (bigLength - 1) * stride, -stride, bigLength));
    }

    public override Value Compare(CmpOp op, Value other)
    {
        if (op is not (CmpOp.Eq or CmpOp.Ne) || other.Ref is not PyRange o) return Value.NotImplemented;
        bool equal = ReferenceEquals(o, this)
            || bigLength == o.bigLength
            && (bigLength.IsZero || Ops.Eq(Start, o.Start) && (bigLength.IsOne || Ops.Eq(Step, o.Step)));
        return Value.Bool(equal == (op == CmpOp.Eq));
    }

    public override long Hash() => new PyTuple(
        Value.Big(bigLength),
        bigLength.IsZero ? Value.None : Start,
        bigLength.IsZero || bigLength.IsOne ? Value.None : Step).Hash();

    public override Value Repr() => Value.Str(Step.IsInt && Step.Bits == 1
        ? $"range({Ops.Repr(Start)}, {Ops.Repr(Stop)})"
        : $"range({Ops.Repr(Start)}, {Ops.Repr(Stop)}, {Ops.Repr(Step)})");

    [PyMethod("__reduce__")]
    private PyTuple Reduce() => new(new Value(TypeObject), new Value(new PyTuple(Start, Stop, Step)));
}

/// <summary>Iterator over a range of 64-bit ints.</summary>
[PyType("range_iterator", NoConstructor = true, Subclassable = false)]
public sealed partial class PyRangeIterator : PyObject
{
    internal long next;
    internal long left;
    internal readonly long step;

    internal PyRangeIterator(long start, long step, long length) : base(TypeObject.RootShape)
    {
        next = start;
        this.step = step;
        left = length;
    }

    /// <summary>How many items are still to come.</summary>
    internal ref long Left => ref left;

    /// <summary>The next item, when there is one.</summary>
    internal ref long Current => ref next;

    internal long Step => step;

    public override Value Iter() => new(this);

    public override Value Next()
    {
        if (left <= 0) return Value.Done;
        left--;
        long v = next;
        next = v + step;
        return Value.Int(v);
    }

    /// <summary>The next item as an int; false at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryNextFast(out long value)
    {
        value = next;
        if (left <= 0) return false;
        left--;
        next = value + step;
        return true;
    }

    [PyMethod("__length_hint__", Doc = "Private method returning an estimate of len(list(it)).")] private long LengthHint() => left;

    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private PyTuple Reduce() => new(IteratorPickle.Builtin("iter"), new Value(new PyTuple(new Value(new PyRange(next, next + left * step, step)))), Value.None);

    [PyMethod("__setstate__", Doc = "Set state information for unpickling.")]
    private void SetState(long state)
    {
        state = Math.Clamp(state, 0, left);
        next += state * step;
        left -= state;
    }
}

/// <summary>Iterator over a range whose bounds don't fit 64 bits.</summary>
[PyType("longrange_iterator", NoConstructor = true, Subclassable = false)]
public sealed partial class PyLongRangeIterator : PyObject
{
    private BigInteger next;
    private BigInteger left;
    private readonly BigInteger step;

    internal PyLongRangeIterator(BigInteger start, BigInteger step, BigInteger length) : base(TypeObject.RootShape)
    {
        next = start;
        this.step = step;
        left = length;
    }

    public override Value Iter() => new(this);

    public override Value Next()
    {
        if (left.Sign <= 0) return Value.Done;
        left -= 1;
        var v = Value.Big(next);
        next += step;
        return v;
    }

    [PyMethod("__length_hint__", Doc = "Private method returning an estimate of len(list(it)).")] private Value LengthHint() => Value.Big(left);

    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private PyTuple Reduce()
    {
        var range = Ops.Call(new Value(PyRange.TypeObject), Value.Big(next), Value.Big(next + left * step), Value.Big(step));
        return new PyTuple(IteratorPickle.Builtin("iter"), new Value(new PyTuple(range)), Value.None);
    }

    [PyMethod("__setstate__", Doc = "Set state information for unpickling.")]
    private void SetState(BigInteger state)
    {
        state = BigInteger.Clamp(state, 0, left);
        next += state * step;
        left -= state;
    }
}
