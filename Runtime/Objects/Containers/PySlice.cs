namespace TieredPy.Runtime.Objects;

/// <summary>A slice object.</summary>
[PyType("slice", Subclassable = false, Doc = """
    slice(stop)
    slice(start, stop[, step])

    Create a slice object.  This is used for extended slicing (e.g. a[0:10:2]).
    """)]
public sealed partial class PySlice : PyObject
{
    public PySlice(Value start, Value stop, Value step) : base(TypeObject.RootShape)
    {
        Start = start;
        Stop = stop;
        Step = step;
    }

    [PyMember("start")] public Value Start { get; }
    [PyMember("stop")] public Value Stop { get; }
    [PyMember("step")] public Value Step { get; }

    [PyNew, RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (kw is { Length: > 0 }) throw Err.TypeError("slice() takes no keyword arguments");
        return args.Length switch
        {
            0 => throw Err.TypeError("slice expected at least 1 argument, got 0"),
            1 => new Value(new PySlice(Value.None, args[0], Value.None)),
            2 => new Value(new PySlice(args[0], args[1], Value.None)),
            3 => new Value(new PySlice(args[0], args[1], args[2])),
            _ => throw Err.TypeError($"slice expected at most 3 arguments, got {args.Length}"),
        };
    }

    /// <summary>Bounds for a sequence of <paramref name="length"/> items (PySlice_Unpack and PySlice_AdjustIndices).</summary>
    public void Indices(long length, out long start, out long stop, out long step, out long count)
    {
        Unpack(out start, out stop, out step);
        Adjust(length, ref start, ref stop, step, out count);
    }

    /// <summary>The bounds before they are fitted to a length; may run Python code.</summary>
    internal void Unpack(out long start, out long stop, out long step)
    {
        step = Sequences.SliceBound(Step, 1);
        if (step == 0) throw Err.ValueError("slice step cannot be zero");
        if (step < -long.MaxValue) step = -long.MaxValue;
        start = Sequences.SliceBound(Start, step < 0 ? long.MaxValue : 0);
        stop = Sequences.SliceBound(Stop, step < 0 ? long.MinValue : long.MaxValue);
    }

    internal static void Adjust(long length, ref long start, ref long stop, long step, out long count)
    {
        if (start < 0)
        {
            start += length;
            if (start < 0) start = step < 0 ? -1 : 0;
        }
        else if (start >= length) start = step < 0 ? length - 1 : length;
        if (stop < 0)
        {
            stop += length;
            if (stop < 0) stop = step < 0 ? -1 : 0;
        }
        else if (stop >= length) stop = step < 0 ? length - 1 : length;
        count = 0;
        if (step < 0)
        {
            if (stop < start) count = (start - stop - 1) / -step + 1;
        }
        else if (start < stop) count = (stop - start - 1) / step + 1;
    }

    [PyMethod("indices", Doc = """
        S.indices(len) -> (start, stop, stride)

        Assuming a sequence of length len, calculate the start and stop
        indices, and the stride length of the extended slice described by
        S. Out of bounds indices are clipped in a manner consistent with the
        handling of normal slices.
        """)]
    private PyTuple IndicesMethod(Value length) => IndicesOf(length);

    /// <summary>Bounds for a length of any size.</summary>
    internal PyTuple IndicesOf(Value length)
    {
        var len = Ops.Index(length);
        if (Bigger(len).Sign < 0) throw Err.ValueError("length should not be negative");
        if (len.IsInt && Fits(Start) && Fits(Stop) && Fits(Step))
        {
            Indices(len.Bits, out long a, out long b, out long c, out _);
            return new PyTuple(Value.Int(a), Value.Int(b), Value.Int(c));
        }
        return BigIndices(Bigger(len));
    }

    private static bool Fits(Value v) => v.IsNone || v.IsInt;

    private static BigInteger Bigger(Value v) => v.IsInt ? v.Bits : v.Ref is PyBigInt b ? b.Big : 0;

    private static BigInteger Evaluate(Value v)
    {
        if (!v.IsInt && (v.IsFloat || v.Type.FindSlot(Slot.Index) == null))
            throw Err.TypeError("slice indices must be integers or None or have an __index__ method");
        return Bigger(Ops.Index(v));
    }

    private PyTuple BigIndices(BigInteger length)
    {
        var step = Step.IsNone ? BigInteger.One : Evaluate(Step);
        if (step.IsZero) throw Err.ValueError("slice step cannot be zero");
        bool down = step.Sign < 0;
        var lower = down ? BigInteger.MinusOne : BigInteger.Zero;
        var upper = down ? length - 1 : length;
        var start = Bound(Start, down ? upper : lower, lower, upper, length);
        var stop = Bound(Stop, down ? lower : upper, lower, upper, length);
        return new PyTuple(Value.Big(start), Value.Big(stop), Value.Big(step));
    }

    private static BigInteger Bound(Value v, BigInteger none, BigInteger lower, BigInteger upper, BigInteger length)
    {
        if (v.IsNone) return none;
        var i = Evaluate(v);
        if (i.Sign < 0) return BigInteger.Max(i + length, lower);
        return BigInteger.Min(i, upper);
    }

    public override Value Repr() =>
        new(PyStr.Of($"slice({Ops.Repr(Start)}, {Ops.Repr(Stop)}, {Ops.Repr(Step)})"));

    public override Value Compare(CmpOp op, Value other)
    {
        if (other.Ref is not PySlice o) return Value.NotImplemented;
        if (ReferenceEquals(o, this)) return Value.Bool(op is CmpOp.Eq or CmpOp.Le or CmpOp.Ge);
        return new PyTuple(Start, Stop, Step).Compare(op, new Value(new PyTuple(o.Start, o.Stop, o.Step)));
    }

    /// <summary>CPython's slice hash: xxHash of the three parts (without a length term).</summary>
    public override long Hash()
    {
        const ulong p1 = 11400714785074694791, p2 = 14029467366897019727, p5 = 2870177450012600261;
        ulong acc = p5;
        foreach (var part in (ReadOnlySpan<Value>)[Start, Stop, Step])
        {
            acc += (ulong)Ops.Hash(part) * p2;
            acc = BitOperations.RotateLeft(acc, 31);
            acc *= p1;
        }
        return acc == ulong.MaxValue ? 1546275796 : (long)acc;
    }

    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private PyTuple Reduce() => new(new Value(TypeObject), new Value(new PyTuple(Start, Stop, Step)));
}
