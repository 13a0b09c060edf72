namespace TieredPy.Runtime.Modules.Itertools;

/// <summary>itertools.count.</summary>
[PyType("itertools.count", Doc = """
    Return a count object whose .__next__() method returns consecutive values.

    Equivalent to:
        def count(firstval=0, step=1):
            x = firstval
            while 1:
                yield x
                x += step
    """)]
internal partial class PyCount : PyObject
{
    private Value next;
    private Value step = Value.Int(1);

    internal PyCount(Shape shape) : base(shape) { }

    [PyNew(Signature = "(start=0, step=1)")]
    private static Value New(PyType cls, [Kw][Opt(Show = "0")] Value start, [Kw][Opt(Show = "1")] Value step)
    {
        if (!start.IsMissing && !Ops.IsNumber(start) || !step.IsMissing && !Ops.IsNumber(step)) throw Err.TypeError("a number is required");
        var c = Allocate(cls);
        c.next = start.IsMissing ? Value.Int(0) : start;
        c.step = step.IsMissing ? Value.Int(1) : step;
        return new Value(c);
    }

    public override Value Iter() => new(this);

    public override Value Next()
    {
        bool locked = false;
        if (PyThread.MultiThreaded) Monitor.Enter(this, ref locked);
        try
        {
            var v = next;
            if (v.IsInt && step.IsInt && v.Bits + step.Bits is var sum && ((v.Bits ^ sum) & (step.Bits ^ sum)) >= 0) next = Value.Int(sum);
            else next = Ops.Add(v, step);
            return v;
        }
        finally
        {
            if (locked) Monitor.Exit(this);
        }
    }

    private bool StepIsOne => step.IsInt && step.Bits == 1;

    public override Value Repr() => new(PyStr.Of(StepIsOne ? $"{Type.Name}({Ops.Repr(next)})" : $"{Type.Name}({Ops.Repr(next)}, {Ops.Repr(step)})"));

    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private PyTuple Reduce() => StepIsOne ? Pickling.Of(this, next) : Pickling.Of(this, next, step);
}

/// <summary>itertools.repeat.</summary>
[PyType("itertools.repeat", Doc = """
    repeat(object [,times]) -> create an iterator which returns the object
    for the specified number of times.  If not specified, returns the object
    endlessly.
    """)]
internal partial class PyRepeat : PyObject
{
    private Value item;

    /// <summary>How many times are left; negative: endlessly.</summary>
    private long left = -1;

    internal PyRepeat(Shape shape) : base(shape) { }

    [PyNew(Signature = "(object, times=<unrepresentable>)")]
    private static Value New(PyType cls, [Kw] Value @object, [Kw][Opt] Value times)
    {
        var r = Allocate(cls);
        r.item = @object;
        r.left = times.IsMissing ? -1 : Math.Max(0, Ops.AsLong(times));
        return new Value(r);
    }

    public override Value Iter() => new(this);

    public override Value Next()
    {
        if (left == 0) return Value.Done;
        if (left > 0) left--;
        return item;
    }

    public override Value Repr() => new(PyStr.Of(left < 0 ? $"{Type.Name}({Ops.Repr(item)})" : $"{Type.Name}({Ops.Repr(item)}, {left})"));

    [PyMethod("__length_hint__", Doc = "Private method returning an estimate of len(list(it)).")]
    private long LengthHint() => left < 0 ? throw Err.TypeError("len() of unsized object") : left;

    [PyMethod("__reduce__", Doc = "Return state information for pickling.")]
    private PyTuple Reduce() => left < 0 ? Pickling.Of(this, item) : Pickling.Of(this, item, Value.Int(left));
}

/// <summary>itertools.cycle.</summary>
[PyType("itertools.cycle", Doc = "Return elements from the iterable until it is exhausted. Then repeat the sequence indefinitely.")]
internal partial class PyCycle : PyObject
{
    private Value source = Value.Missing;
    private PyList saved = new();
    private int index;
    private Gate gate;

    /// <summary>False when what the source still gives is in the saved list already (after unpickling).</summary>
    private bool firstPass = true;

    internal PyCycle(Shape shape) : base(shape) { }

    [PyNew(Signature = "(iterable, /)")]
    private static Value New(PyType cls, Value iterable)
    {
        var it = Ops.Iter(iterable);
        var c = Allocate(cls);
        c.source = it;
        return new Value(c);
    }

    public override Value Iter() => new(this);

    public override Value Next()
    {
        var from = source;
        if (!from.IsMissing)
        {
            var v = Ops.NextRaw(from);
            if (v.IsError) return v;
            if (!v.IsDone)
            {
                if (firstPass) saved.Append(v);
                return v;
            }
            source = Value.Missing;
        }
        bool locked = PyThread.MultiThreaded && gate.Enter();
        int n = saved.Count;
        int i = index >= n ? 0 : index;
        index = i + 1;
        if (locked) gate.Exit();
        return n == 0 ? Value.Done : saved[i];
    }
}
