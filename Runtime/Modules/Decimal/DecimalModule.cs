namespace TieredPy.Runtime.Modules.Decimal;

/// <summary>_decimal: decimal arithmetic; the module decimal is it when it is there.</summary>
[PyModule("_decimal", Doc = "C decimal arithmetic module", Types = [typeof(PyDecimal), typeof(PyDecimalContext)])]
internal static partial class DecimalModule
{
    private const uint DefaultTraps = DecStatus.AllInvalid | DecStatus.DivisionByZero | DecStatus.Overflow;

    /// <summary>The settings of DefaultContext before programs changed it.</summary>
    public static DecContext Initial => new() { Traps = DefaultTraps };

    public static PyDecimalContext Default { get; private set; } = new(Initial);

    private static readonly PyDecimalContext Basic = new(new DecContext
    {
        Prec = 9,
        Rounding = DecRounding.HalfUp,
        Traps = DefaultTraps | DecStatus.Underflow | DecStatus.Clamped,
    });

    private static readonly PyDecimalContext Extended = new(new DecContext { Prec = 9 });

    /// <summary>The type of Context.flags.</summary>
    public static PyType SignalDictType { get; private set; } = null!;

    /// <summary>The named tuple that as_tuple returns.</summary>
    public static Value DecimalTuple { get; private set; }

    /// <summary>numbers.Rational.</summary>
    public static Value Rational { get; private set; }

    [PyModuleInit]
    private static void Init(PyModule m)
    {
        void Add(string name, Value v) => m.Dict.Set(PyStr.Intern(name), v);

        var mapping = Ops.GetAttr(Ops.Import("collections.abc"), "MutableMapping");
        var dict = new PyDict();
        dict.Set(PyStr.Intern("__module__"), Value.Str("abc"));
        SignalDictType = (PyType)Ops.Call(new Value(mapping.Type), Value.Str("SignalDict"), new Value(new PyTuple(new Value(PySignalDict.TypeObject), mapping)), new Value(dict)).Ref!;

        var fields = Value.Str("sign digits exponent");
        DecimalTuple = Ops.Call(Ops.GetAttr(Ops.Import("collections"), "namedtuple"), [Value.Str("DecimalTuple"), fields, Value.Str("decimal")], [PyStr.Intern("module")]);
        Add("DecimalTuple", DecimalTuple);

        var numbers = Ops.Import("numbers");
        Rational = Ops.GetAttr(numbers, "Rational");
        Ops.CallMethod(Ops.GetAttr(numbers, "Number"), "register", new Value(PyDecimal.TypeObject));

        PyType[] exceptions =
        [
            DecSignals.DecimalException, DecSignals.Clamped, DecSignals.InvalidOperation, DecSignals.ConversionSyntax, DecSignals.DivisionImpossible,
            DecSignals.DivisionUndefined, DecSignals.InvalidContext, DecSignals.DivisionByZero, DecSignals.Rounded, DecSignals.Inexact,
            DecSignals.Overflow, DecSignals.Underflow, DecSignals.Subnormal, DecSignals.FloatOperation,
        ];
        foreach (var t in exceptions) Add(t.Name, new Value(t));
        foreach (var name in DecConvert.RoundingNames) m.Dict.Set(name, new Value(name));
        Add("DefaultContext", new Value(Default));
        Add("BasicContext", new Value(Basic));
        Add("ExtendedContext", new Value(Extended));
        Add("MAX_PREC", Value.Int(DecContext.MaxPrec));
        Add("MAX_EMAX", Value.Int(DecContext.MaxEmax));
        Add("MIN_EMIN", Value.Int(DecContext.MinEmin));
        Add("MIN_ETINY", Value.Int(DecContext.MinEtiny));
        Add("HAVE_THREADS", Value.True);
        Add("HAVE_CONTEXTVAR", Value.True);
        Add("__version__", Value.Str("1.70"));
        Add("__libmpdec_version__", Value.Str("2.5.1"));
    }

    [PyFunction("getcontext", Doc = "Get the current default context.\n\n")] private static Value GetContext() => new(PyDecimalContext.Current);

    [PyFunction("setcontext", Doc = "Set a new default context.\n\n")]
    private static void SetContext(Value context) => Enter(context.Ref as PyDecimalContext ?? throw Err.TypeError("argument must be a context"));

    /// <summary>Makes a context the current one; of the module's own ones a copy.</summary>
    public static void Enter(PyDecimalContext c)
    {
        if (c == Default || c == Basic || c == Extended)
        {
            c = c.Copy();
            c.Core.Status = 0;
        }
        PyDecimalContext.Current = c;
    }

    [PyFunction("localcontext", Doc = "Return a context manager that will set the default context to a copy of ctx\non entry to the with-statement and restore the previous default context when\nexiting the with-statement. If no context is specified, a copy of the current\ndefault context is used.\n\n")]
    private static Value LocalContext([Kw, OptNone] Value ctx, [StarKwArgs] PyDict? attributes)
    {
        var current = PyDecimalContext.Current;
        var local = PyDecimalContext.Of(ctx).Copy();
        int pos = 0;
        while (attributes != null && attributes.Next(ref pos, out var name, out var value)) local.Set(name.Ref!.ToString()!, value);
        return new Value(new PyDecimalContextManager(local, current));
    }
}

/// <summary>What localcontext returns.</summary>
[PyType("decimal.ContextManager", NoConstructor = true)]
internal sealed partial class PyDecimalContextManager : PyObject
{
    private readonly PyDecimalContext local;
    private readonly PyDecimalContext outer;

    internal PyDecimalContextManager(PyDecimalContext local, PyDecimalContext outer) : base(TypeObject.RootShape)
    {
        this.local = local;
        this.outer = outer;
    }

    [PyMethod("__enter__")]
    private Value Enter()
    {
        DecimalModule.Enter(local);
        return new Value(local);
    }

    [PyMethod("__exit__")]
    private Value Exit([StarArgs] ReadOnlySpan<Value> args)
    {
        DecimalModule.Enter(outer);
        return Value.False;
    }
}
