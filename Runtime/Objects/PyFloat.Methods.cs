using TieredPy.Runtime.Numbers;

namespace TieredPy.Runtime.Objects;

public partial class PyFloat
{
    [PyNew(Signature = "(x=0, /)"), RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        // A subclass with an __init__ of its own may take keywords.
        if (kw is { Length: > 0 })
        {
            if (cls == TypeObject || cls.FindSlot(Slot.Init) == TypeObject.FindSlot(Slot.Init)) throw Err.TypeError("float() takes no keyword arguments");
            args = args[..^kw.Length];
        }
        if (args.Length > 1) throw Err.TypeError($"float expected at most 1 argument, got {args.Length}");
        double d = 0;
        if (args.Length == 1 && args[0].Ref is PyStr { IsExact: true } text)
        {
            var read = OfText(args[0], text);
            if (read.IsError) return read;
            d = read.AsFloat;
        }
        else if (args.Length > 0) d = Convert(args[0]);
        return cls == TypeObject ? Value.Float(d) : new Value(new PyFloatSub(cls.RootShape, d));
    }

    /// <summary><c>float(x)</c>.</summary>
    internal static double Convert(Value x)
    {
        if (x.IsFloat) return x.AsFloat;
        if (x.IsInt) return x.Bits;
        if (x.Ref is PyStr { IsExact: true } exact) return Parse(x, exact);
        if (Ops.Has(x, Slot.Float) || Ops.HasIndex(x)) return Ops.AsDouble(x);
        if (x.Ref is PyStr s) return Parse(x, s);
        if (Buffers.TryGetBytes(x, out var bytes)) return Parse(x, AsciiText(bytes));
        throw Err.TypeError($"float() argument must be a string or a real number, not '{Ops.TypeName(x)}'");
    }

    /// <summary>The float that a str says; Error with the exception pending, which shows a value.</summary>
    internal static Value OfText(Value shown, PyStr text) =>
        TryParse(text, out double d) ? Value.Float(d)
        : shown.Ref == text && text.IsExact ? Err.Pend(PyBaseException.Begin(ExcTypes.ValueError, new DeferredMessage(NoFloat, text, text)))
        : Err.Pend(ExcTypes.ValueError, NoFloat(shown.ToHeap(), text));

    private static readonly PyStr NoFloatPrefix = new("could not convert string to float: ");

    private static readonly Func<PyObject, PyObject, PyStr> NoFloat = static (shown, _) => PyStr.Concat(NoFloatPrefix, Ops.Repr(Value.FromHeap(shown)));

    /// <summary>Bytes as text in which only ASCII can mean anything.</summary>
    internal static PyStr AsciiText(ReadOnlySpan<byte> bytes) => new(System.Text.Encoding.ASCII.GetString(bytes));

    private static bool TryParse(PyStr text, out double d) =>
        FloatParser.TryParse(text.IsWide ? NumericText.ToAscii(text.WideSpan) : text.Span, out d);

    private static double Parse(Value shown, PyStr text)
    {
        if (TryParse(text, out double d)) return d;
        throw Err.ValueError($"could not convert string to float: {Ops.Repr(shown)}");
    }

    private static double Get(Value self) => FloatOps.TryGet(self, out double d) ? d : 0;

    [PyGetter("real", Doc = "the real part of a complex number")]
    private static Value Real(Value self) => Value.Float(Get(self));

    [PyGetter("imag", Doc = "the imaginary part of a complex number")]
    private static Value Imag(Value self) => Value.Float(0);

    [PyMethod("conjugate", Doc = "Return self, the complex conjugate of any float.")]
    private static Value Conjugate(Value self) => Value.Float(Get(self));

    [PyMethod("is_integer", Pure = true, Doc = "Return True if the float is an integer.")]
    private static bool IsInteger(Value self)
    {
        double d = Get(self);
        return double.IsFinite(d) && d == Math.Floor(d);
    }

    [PyMethod("__trunc__", Doc = "Return the Integral closest to x between 0 and x.")]
    private static Value Trunc(Value self) => FloatOps.Truncate(Get(self));

    [PyMethod("__floor__", Doc = "Return the floor as an Integral.")]
    private static Value Floor(Value self) => FloatOps.Truncate(Math.Floor(Get(self)));

    [PyMethod("__ceil__", Doc = "Return the ceiling as an Integral.")]
    private static Value Ceil(Value self) => FloatOps.Truncate(Math.Ceiling(Get(self)));

    [PyMethod("__round__", Doc = "Return the Integral closest to x, rounding half toward even.\n\nWhen an argument is passed, work like built-in round(x, ndigits).")]
    private static Value Round(Value self, [Opt(Show = "None")] Value ndigits)
    {
        double d = Get(self);
        if (ndigits.IsMissingOrNone) return FloatOps.Truncate(Math.Round(d, MidpointRounding.ToEven));
        var n = Ops.Index(ndigits);
        long digits = n.IsInt ? n.Bits : IntOps.CompareInts(n, Value.Int(0)) < 0 ? long.MinValue : long.MaxValue;
        double r = FloatRound.Round(d, digits);
        if (double.IsInfinity(r) && double.IsFinite(d)) throw Err.OverflowError("rounded value too large to represent");
        return Value.Float(r);
    }

    [PyMethod("as_integer_ratio", Doc = "Return a pair of integers, whose ratio is exactly equal to the original float.\n\nThe ratio is in lowest terms and has a positive denominator.  Raise\nOverflowError on infinities and a ValueError on NaNs.\n\n>>> (10.0).as_integer_ratio()\n(10, 1)\n>>> (0.0).as_integer_ratio()\n(0, 1)\n>>> (-.25).as_integer_ratio()\n(-1, 4)")]
    private static Value AsIntegerRatio(Value self)
    {
        double d = Get(self);
        if (double.IsNaN(d)) throw Err.ValueError("cannot convert NaN to integer ratio");
        if (double.IsInfinity(d)) throw Err.OverflowError("cannot convert Infinity to integer ratio");
        var (numerator, denominator) = FloatRound.AsIntegerRatio(d);
        return new Value(new PyTuple([Value.Big(numerator), Value.Big(denominator)]));
    }

    [PyMethod("hex", Doc = "Return a hexadecimal representation of a floating-point number.\n\n>>> (-0.1).hex()\n'-0x1.999999999999ap-4'\n>>> 3.14159.hex()\n'0x1.921f9f01b866ep+1'")]
    private static string Hex(Value self) => FloatHex.Format(Get(self));

    [PyClassMethod("fromhex", Doc = "Create a floating-point number from a hexadecimal string.\n\n>>> float.fromhex('0x1.ffffp10')\n2047.984375\n>>> float.fromhex('-0x1p-1074')\n-5e-324")]
    private static Value FromHex(PyType cls, PyStr @string)
    {
        var text = @string.IsWide ? NumericText.ToAscii(@string.WideSpan) : @string.Span;
        double d = FloatHex.TryParse(text, out double read) switch
        {
            FloatHexStatus.Ok => read,
            FloatHexStatus.TooLarge => throw Err.OverflowError("hexadecimal value too large to represent as a float"),
            FloatHexStatus.TooLong => throw Err.ValueError("hexadecimal string too long to convert"),
            _ => throw Err.ValueError("invalid hexadecimal floating-point string"),
        };
        return cls == TypeObject ? Value.Float(d) : Ops.Call(new Value(cls), Value.Float(d));
    }

    [PyClassMethod("__getformat__", Doc = "You probably don't want to use this function.\n\n  typestr\n    Must be 'double' or 'float'.\n\nIt exists mainly to be used in Python's test suite.\n\nThis function returns whichever of 'unknown', 'IEEE, big-endian' or 'IEEE,\nlittle-endian' best describes the format of floating-point numbers used by the\nC type named by typestr.")]
    private static string GetFormat(PyType cls, string typestr) => typestr switch
    {
        "double" or "float" => BitConverter.IsLittleEndian ? "IEEE, little-endian" : "IEEE, big-endian",
        _ => throw Err.ValueError("__getformat__() argument 1 must be 'double' or 'float'"),
    };

    [PyMethod("__format__", Doc = "Formats the float according to format_spec.")]
    private static Value Format(Value self, PyStr formatSpec) => new(Formatting.Float(self, formatSpec));

    [PyMethod("__getnewargs__")]
    private static Value GetNewArgs(Value self) => new(new PyTuple([Value.Float(Get(self))]));
}
