namespace TieredPy.Runtime.Modules.Decimal;

/// <summary>The flags or traps of a context as a mapping from signals to bools.</summary>
[PyType("decimal.SignalDictMixin")]
internal partial class PySignalDict : PyObject
{
    private DecContext? context;
    private bool traps;

    internal PySignalDict(Shape shape) : base(shape) { }

    [PyNew, RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(Allocate(cls));

    /// <summary>The traps, or the flags, of a context.</summary>
    public static PySignalDict Of(DecContext context, bool traps)
    {
        var d = Allocate(DecimalModule.SignalDictType);
        d.context = context;
        d.traps = traps;
        return d;
    }

    private DecContext Context => context ?? throw Err.ValueError("invalid signal dict");

    public uint Bits
    {
        get => traps ? Context.Traps : Context.Status;
        set
        {
            if (traps) Context.Traps = value;
            else Context.Status = value;
        }
    }

    public override long Len()
    {
        _ = Bits;
        return DecSignals.Signals.Length;
    }

    public override Value GetItem(Value key)
    {
        uint bits = Bits;
        return Value.Bool((bits & DecSignals.BitsOf(key)) != 0);
    }

    public override void SetItem(Value key, Value value)
    {
        uint bits = DecSignals.BitsOf(key);
        if (Ops.Truth(value)) Bits |= bits;
        else Bits &= ~bits;
    }

    public override void DelItem(Value key) => throw Err.ValueError("signal keys cannot be deleted");

    public override Value Iter()
    {
        _ = Bits;
        return Ops.Iter(new Value(new PyTuple(Array.ConvertAll(DecSignals.Signals, s => new Value(s.Type)))));
    }

    public override Value Repr()
    {
        uint bits = Bits;
        return Value.Str("{" + string.Join(", ", DecSignals.Signals.Select(s => $"<class 'decimal.{s.Type.Name}'>:{((bits & s.Bits) != 0 ? "True" : "False")}")) + "}");
    }

    public override Value Compare(CmpOp op, Value other)
    {
        if (op is not (CmpOp.Eq or CmpOp.Ne)) return Value.NotImplemented;
        uint mine = Mask(Bits), theirs;
        if (other.Ref is PySignalDict d) theirs = Mask(d.Bits);
        else if (other.Ref is PyDict plain)
        {
            try
            {
                theirs = Mask(FromDict(plain));
            }
            catch (PyException e) when (e.Is(ExcTypes.KeyError))
            {
                return Value.Bool(op == CmpOp.Ne);
            }
        }
        else return Value.NotImplemented;
        return Value.Bool(mine == theirs == (op == CmpOp.Eq));
    }

    // Any of the invalid conditions is the one signal.
    private static uint Mask(uint bits) => (bits & DecStatus.AllInvalid) != 0 ? bits | DecStatus.AllInvalid : bits;

    public override long Hash() => throw Err.Unhashable(new Value(this));

    [PyMethod("copy")]
    private PyDict Copy()
    {
        var d = new PyDict();
        uint bits = Bits;
        foreach (var (type, b) in DecSignals.Signals) d.Set(new Value(type), Value.Bool((bits & b) != 0));
        return d;
    }

    /// <summary>The bits that a mapping of all signals has; from another signal dict, or a dict.</summary>
    public static uint From(Value v) => v.Ref switch
    {
        PySignalDict s => s.Bits,
        PyDict d => FromDict(d),
        _ => throw Err.TypeError("argument must be a signal dict"),
    };

    private static uint FromDict(PyDict d)
    {
        if (d.Count != DecSignals.Signals.Length) throw Err.KeyError("invalid signal dict");
        uint bits = 0;
        int pos = 0;
        while (d.Next(ref pos, out var key, out var value))
        {
            uint b = DecSignals.BitsOf(key);
            if (Ops.Truth(value)) bits |= b;
        }
        return bits;
    }
}
