namespace TieredPy.Runtime.Modules.Decimal;

/// <summary>The exception types of conditions and signals, and which bits they stand for.</summary>
internal static class DecSignals
{
    public static readonly PyType DecimalException = Make("DecimalException", ExcTypes.ArithmeticError);
    public static readonly PyType Clamped = Make("Clamped", DecimalException);
    public static readonly PyType InvalidOperation = Make("InvalidOperation", DecimalException);
    public static readonly PyType ConversionSyntax = Make("ConversionSyntax", InvalidOperation);
    public static readonly PyType DivisionImpossible = Make("DivisionImpossible", InvalidOperation);
    public static readonly PyType InvalidContext = Make("InvalidContext", InvalidOperation);
    public static readonly PyType Rounded = Make("Rounded", DecimalException);
    public static readonly PyType Inexact = Make("Inexact", DecimalException);
    public static readonly PyType Subnormal = Make("Subnormal", DecimalException);
    public static readonly PyType DivisionUndefined = Make("DivisionUndefined", InvalidOperation, ExcTypes.ZeroDivisionError);
    public static readonly PyType DivisionByZero = Make("DivisionByZero", DecimalException, ExcTypes.ZeroDivisionError);
    public static readonly PyType Overflow = Make("Overflow", Inexact, Rounded);
    public static readonly PyType Underflow = Make("Underflow", Inexact, Rounded, Subnormal);
    public static readonly PyType FloatOperation = Make("FloatOperation", DecimalException, ExcTypes.TypeError);

    /// <summary>The signals, in the order in which contexts show them.</summary>
    public static readonly (PyType Type, uint Bits)[] Signals =
    [
        (InvalidOperation, DecStatus.AllInvalid),
        (FloatOperation, DecStatus.FloatOperation),
        (DivisionByZero, DecStatus.DivisionByZero),
        (Overflow, DecStatus.Overflow),
        (Underflow, DecStatus.Underflow),
        (Subnormal, DecStatus.Subnormal),
        (Inexact, DecStatus.Inexact),
        (Rounded, DecStatus.Rounded),
        (Clamped, DecStatus.Clamped),
    ];

    private static readonly (PyType Type, uint Bits)[] Conditions =
    [
        (InvalidOperation, DecStatus.InvalidOperation),
        (ConversionSyntax, DecStatus.ConversionSyntax),
        (DivisionImpossible, DecStatus.DivisionImpossible),
        (DivisionUndefined, DecStatus.DivisionUndefined),
        (InvalidContext, DecStatus.InvalidContext),
    ];

    public const string Valid = "valid values for signals are:\n  [InvalidOperation, FloatOperation, DivisionByZero,\n   Overflow, Underflow, Subnormal, Inexact, Rounded,\n   Clamped]";

    private static PyType Make(string name, PyType @base, params PyType[] more)
    {
        PyType t;
        if (more.Length == 0) t = ExcTypes.Plain(name, @base, "");
        else
        {
            Value[] bases = [new Value(@base), .. Array.ConvertAll(more, b => new Value(b))];
            var dict = new PyDict();
            dict.Set(PyStr.Intern("__module__"), Value.Str("decimal"));
            t = (PyType)Ops.Call(new Value(PyType.TypeObject), Value.Str(name), new Value(new PyTuple(bases)), new Value(dict)).Ref!;
        }
        t.Module = "decimal";
        return t;
    }

    /// <summary>The bits of a signal; KeyError when it is none.</summary>
    public static uint BitsOf(Value signal)
    {
        foreach (var (type, bits) in Signals)
            if (signal.Ref == type) return bits;
        throw Err.KeyError(Valid);
    }

    /// <summary>The signals of a list as bits.</summary>
    public static uint BitsOf(PyList list)
    {
        uint bits = 0;
        for (int i = 0; i < list.Count; i++) bits |= BitsOf(list[i]);
        return bits;
    }

    /// <summary>The signals that are set, as a list.</summary>
    public static PyList ToList(uint status)
    {
        var list = new PyList();
        foreach (var (type, bits) in Signals)
            if ((status & bits) != 0) list.Append(new Value(type));
        return list;
    }

    /// <summary>The exception of trapped conditions.</summary>
    public static PyException Raise(uint status)
    {
        if ((status & DecStatus.MallocError) != 0) return Err.MemoryError();
        var list = new PyList();
        foreach (var (type, bits) in Conditions)
            if ((status & bits) != 0) list.Append(new Value(type));
        PyType? first = null;
        foreach (var (type, bits) in Signals)
        {
            if ((status & bits) == 0) continue;
            first ??= type;
            if (type != InvalidOperation) list.Append(new Value(type));
        }
        return Err.Make(first ?? InvalidOperation, new Value(list));
    }
}
