using System.Collections.Immutable;
using TieredPy.Runtime.Modules.ContextVars;

namespace TieredPy.Runtime.Modules.Decimal;

/// <summary>decimal.Context.</summary>
[PyType("decimal.Context", Doc = "The context affects almost all operations and controls rounding,\nOver/Underflow, raising of exceptions and much more.  A new context\ncan be constructed as follows:\n\n    >>> c = Context(prec=28, Emin=-425000000, Emax=425000000,\n    ...             rounding=ROUND_HALF_EVEN, capitals=1, clamp=1,\n    ...             traps=[InvalidOperation, DivisionByZero, Overflow],\n    ...             flags=[])\n    >>>\n\n\n")]
internal partial class PyDecimalContext : PyObject
{
    private static readonly PyContextVar Variable = new(PyStr.Intern("decimal_context"), Value.Missing);

    /// <summary>What was found last, by whichever thread: the same variables always hold the same context.</summary>
    private static Cached? cache;

    internal PyDecimalContext(Shape shape) : base(shape) => Core = Template.Copy();

    public PyDecimalContext(DecContext core) : base(TypeObject.RootShape) => Core = core;

    public DecContext Core { get; private set; }

    /// <summary>What contexts start from: DefaultContext, whose attributes programs may change.</summary>
    private static DecContext Template => DecimalModule.Default is { } d ? Fresh(d.Core) : DecimalModule.Initial;

    private static DecContext Fresh(DecContext from)
    {
        var c = from.Copy();
        c.Status = 0;
        return c;
    }

    /// <summary>The context of the running code: the context variable's value, looked up again only when some variable changed.</summary>
    public static PyDecimalContext Current
    {
        get
        {
            var variables = PyContext.Current.Variables;
            var known = cache;
            return known != null && ReferenceEquals(known.Variables, variables) ? known.Context : Find(variables);
        }
        set
        {
            Variable.SetMethod(new Value(value));
            cache = null;
        }
    }

    private static PyDecimalContext Find(ImmutableDictionary<PyContextVar, PyObject> variables)
    {
        if (variables.TryGetValue(Variable, out var found) && found is PyDecimalContext c)
        {
            cache = new Cached(variables, c);
            return c;
        }
        c = new PyDecimalContext(Fresh(DecimalModule.Default.Core));
        Current = c;
        return c;
    }

    /// <summary>An optional context argument, or the current one.</summary>
    public static PyDecimalContext Of(Value v)
    {
        if (v.IsMissingOrNone) return Current;
        return v.Ref as PyDecimalContext ?? throw Err.TypeError("optional argument must be a context");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Value Result(in Dec d, uint status)
    {
        if (status != 0) AddStatus(status);
        return new Value(new PyDecimal(d));
    }

    /// <summary>Sets flags, and raises what is trapped.</summary>
    public void AddStatus(uint status)
    {
        Core.Status |= status;
        if ((status & (Core.Traps | DecStatus.MallocError)) != 0) throw DecSignals.Raise(status & (Core.Traps | DecStatus.MallocError));
    }

    [PyNew(Signature = "(prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None)"), RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(Allocate(cls));

    [PyMethod("__init__", Signature = "($self, /, *args, **kwargs)", Doc = "Initialize self.  See help(type(self)) for accurate signature.")]
    internal void Initialize(
        [Kw, OptNone] Value prec, [Kw, OptNone] Value rounding, [Kw("Emin"), OptNone] Value emin, [Kw("Emax"), OptNone] Value emax,
        [Kw, OptNone] Value capitals, [Kw, OptNone] Value clamp, [Kw, OptNone] Value flags, [Kw, OptNone] Value traps)
    {
        Core = Template.Copy();
        if (!prec.IsNone) SetPrec(prec);
        if (!rounding.IsNone) SetRounding(rounding);
        if (!emin.IsNone) SetEmin(emin);
        if (!emax.IsNone) SetEmax(emax);
        if (!capitals.IsNone) SetCapitals(capitals);
        if (!clamp.IsNone) SetClamp(clamp);
        if (!flags.IsNone) Core.Status = flags.Ref is PyList f ? DecSignals.BitsOf(f) : PySignalDict.From(flags);
        if (!traps.IsNone) Core.Traps = traps.Ref is PyList t ? DecSignals.BitsOf(t) : PySignalDict.From(traps);
    }

    private static long Number(Value v)
    {
        if (v.IsMissing) throw Err.AttributeError("context attributes cannot be deleted");
        return IntOps.IsInt(v) ? Ops.AsLong(v) : throw Err.TypeError("an integer is required");
    }

    private static long Ranged(Value v, long least, long most, string message)
    {
        if (IntOps.IsInt(v) && !IntOps.TryGetSmall(v, out _)) throw Err.OverflowError("Python int too large to convert to C ssize_t");
        long n = Number(v);
        return n >= least && n <= most ? n : throw Err.ValueError(message);
    }

    [PyGetter("prec")] private long Prec => Core.Prec;

    [PySetter("prec")] private void SetPrec(Value v) => Core.Prec = Ranged(v, 1, DecContext.MaxPrec, "valid range for prec is [1, MAX_PREC]");

    [PyGetter("Emin")] private long Emin => Core.Emin;

    [PySetter("Emin")] private void SetEmin(Value v) => Core.Emin = Ranged(v, DecContext.MinEmin, 0, "valid range for Emin is [MIN_EMIN, 0]");

    [PyGetter("Emax")] private long Emax => Core.Emax;

    [PySetter("Emax")] private void SetEmax(Value v) => Core.Emax = Ranged(v, 0, DecContext.MaxEmax, "valid range for Emax is [0, MAX_EMAX]");

    [PyGetter("capitals")] private long Capitals => Core.Capitals ? 1 : 0;

    [PySetter("capitals")] private void SetCapitals(Value v) => Core.Capitals = Ranged(v, 0, 1, "valid values for capitals are 0 or 1") != 0;

    [PyGetter("clamp")] private long Clamp => Core.Clamp ? 1 : 0;

    [PySetter("clamp")] private void SetClamp(Value v) => Core.Clamp = Ranged(v, 0, 1, "valid values for clamp are 0 or 1") != 0;

    [PyGetter("rounding")] private Value Rounding => new(DecConvert.RoundingNames[(int)Core.Rounding]);

    [PySetter("rounding")]
    private void SetRounding(Value v)
    {
        if (v.IsMissing) throw Err.AttributeError("context attributes cannot be deleted");
        Core.Rounding = DecConvert.Rounding(v);
    }

    [PyGetter("flags")] private Value Flags => new(PySignalDict.Of(Core, false));

    [PySetter("flags")]
    private void SetFlags(Value v)
    {
        if (v.IsMissing) throw Err.AttributeError("context attributes cannot be deleted");
        Core.Status = PySignalDict.From(v);
    }

    [PyGetter("traps")] private Value Traps => new(PySignalDict.Of(Core, true));

    [PySetter("traps")]
    private void SetTraps(Value v)
    {
        if (v.IsMissing) throw Err.AttributeError("context attributes cannot be deleted");
        Core.Traps = PySignalDict.From(v);
    }

    /// <summary>Sets the attributes that localcontext was given by keyword.</summary>
    internal void Set(string name, Value v)
    {
        if (v.IsNone) return;
        switch (name)
        {
            case "prec": SetPrec(v); break;
            case "rounding": SetRounding(v); break;
            case "Emin": SetEmin(v); break;
            case "Emax": SetEmax(v); break;
            case "capitals": SetCapitals(v); break;
            case "clamp": SetClamp(v); break;
            case "flags": Core.Status = v.Ref is PyList f ? DecSignals.BitsOf(f) : PySignalDict.From(v); break;
            case "traps": Core.Traps = v.Ref is PyList t ? DecSignals.BitsOf(t) : PySignalDict.From(v); break;
            default: throw Err.TypeError($"this function got an unexpected keyword argument '{name}'");
        }
    }

    [PyMethod("clear_flags", Doc = "Reset all flags to False.\n\n")] private void ClearFlags() => Core.Status = 0;

    [PyMethod("clear_traps", Doc = "Set all traps to False.\n\n")] private void ClearTraps() => Core.Traps = 0;

    [PyMethod("copy", Doc = "Return a duplicate of the context with all flags cleared.\n\n")]
    [PyMethod("__copy__")]
    internal PyDecimalContext Copy() => new(Core.Copy());

    [PyMethod("__reduce__")]
    private PyTuple Reduce() => new(
        new Value(Type),
        new Value(new PyTuple(
            Value.Int(Core.Prec), Rounding, Value.Int(Core.Emin), Value.Int(Core.Emax), Value.Int(Capitals), Value.Int(Clamp),
            new Value(DecSignals.ToList(Core.Status)), new Value(DecSignals.ToList(Core.Traps)))));

    public override Value Repr() => new(PyStr.Of(
        $"Context(prec={Core.Prec}, rounding={DecConvert.RoundingNames[(int)Core.Rounding]}, Emin={Core.Emin}, Emax={Core.Emax}, "
        + $"capitals={Capitals}, clamp={Clamp}, flags=[{Names(Core.Status)}], traps=[{Names(Core.Traps)}])"));

    // In the order of the bits, which is not that of the signal dict; the invalid conditions are one name.
    private static string Names(uint bits)
    {
        var names = new List<string>();
        for (uint bit = 1; bit <= DecStatus.Underflow; bit <<= 1)
        {
            if ((bits & bit) == 0) continue;
            foreach (var (type, b) in DecSignals.Signals)
                if ((b & bit) != 0 && !names.Contains(type.Name)) names.Add(type.Name);
        }
        return string.Join(", ", names);
    }

    [PyMethod("create_decimal", Doc = "Create a new Decimal instance from num, using self as the context. Unlike the\nDecimal constructor, this function observes the context limits.\n\n")]
    private Value CreateDecimal([Opt(Show = "\"0\"")] Value num) => new(new PyDecimal(num.IsMissing ? Dec.Zero() : DecConvert.Rounded(num, this)));

    [PyMethod("create_decimal_from_float", Doc = "Create a new Decimal instance from float f.  Unlike the Decimal.from_float()\nclass method, this function observes the context limits.\n\n")]
    private Value CreateFromFloat(Value f)
    {
        Dec d;
        if (f.IsFloat || f.Ref is PyFloat) d = DecConvert.FromDouble(DecConvert.FloatValue(f));
        else if (!DecConvert.TryOperand(f, out d) || f.Ref is PyDecimal) throw Err.TypeError("argument must be int or float");
        uint status = 0;
        return Result(DecRound.Fix(d, Core, ref status), status);
    }

    private sealed record Cached(ImmutableDictionary<PyContextVar, PyObject> Variables, PyDecimalContext Context);
}
