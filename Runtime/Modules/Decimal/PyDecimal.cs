using System.Globalization;

namespace TieredPy.Runtime.Modules.Decimal;

/// <summary>decimal.Decimal.</summary>
[PyType("decimal.Decimal", Doc = "Construct a new Decimal object. 'value' can be an integer, string, tuple,\nor another Decimal object. If no value is given, return Decimal('0'). The\ncontext does not affect the conversion and is only passed to determine if\nthe InvalidOperation trap is active.\n\n")]
internal partial class PyDecimal : PyObject
{
    private const long HashInverse10 = 2075258708292324556;

    private Dec number;
    private long hash;

    internal PyDecimal(Shape shape) : base(shape) { }

    public PyDecimal(in Dec number) : base(TypeObject.RootShape) => this.number = number;

    /// <summary>A finite number with a coefficient of 64 bits and so many digits.</summary>
    public PyDecimal(bool negative, ulong coefficient, long exp, int digits) : base(TypeObject.RootShape) => Dec.Fill(in number, negative, coefficient, exp, digits);

    public ref readonly Dec Number => ref number;

    [PyNew(Signature = "(value='0', context=None)"), RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        Value value = Value.Missing, context = Value.None;
        int given = args.Length - (kw?.Length ?? 0);
        if (kw == null && given == 1 && cls == TypeObject && args[0].IsInt)
        {
            long n = args[0].Bits;
            ulong coefficient = n < 0 ? (ulong)-n : (ulong)n;
            return new Value(new PyDecimal(n < 0, coefficient, 0, DecDigits.Count(coefficient)));
        }
        if (given > 2) throw Err.TypeError($"Decimal() takes at most 2 arguments ({args.Length} given)");
        if (given > 0) value = args[0];
        if (given > 1) context = args[1];
        for (int i = 0; kw != null && i < kw.Length; i++)
        {
            var v = args[given + i];
            switch (kw[i].ToString())
            {
                case "value": value = v; break;
                case "context": context = v; break;
                default: throw Err.TypeError($"Decimal() got an unexpected keyword argument '{kw[i]}'");
            }
        }
        var c = PyDecimalContext.Of(context);
        if (cls == TypeObject && value.Ref is PyDecimal same && same.GetType() == typeof(PyDecimal)) return value;
        return Make(cls, value.IsMissing ? Dec.Zero() : DecConvert.Exact(value, c));
    }

    internal static Value Make(PyType cls, in Dec d)
    {
        if (cls == TypeObject) return new Value(new PyDecimal(d));
        var o = Allocate(cls);
        o.number = d;
        return new Value(o);
    }

    [PyClassMethod("from_float", Doc = "Class method that converts a float to a decimal number, exactly.\nSince 0.1 is not exactly representable in binary floating point,\nDecimal.from_float(0.1) is not the same as Decimal('0.1').\n\n    >>> Decimal.from_float(0.1)\n    Decimal('0.1000000000000000055511151231257827021181583404541015625')\n    >>> Decimal.from_float(float('nan'))\n    Decimal('NaN')\n    >>> Decimal.from_float(float('inf'))\n    Decimal('Infinity')\n    >>> Decimal.from_float(float('-inf'))\n    Decimal('-Infinity')\n\n\n")]
    private static Value FromFloat(PyType cls, Value f)
    {
        Dec d;
        if (f.IsFloat || f.Ref is PyFloat) d = DecConvert.FromDouble(DecConvert.FloatValue(f));
        else if (!DecConvert.TryOperand(f, out d) || f.Ref is PyDecimal) throw Err.TypeError("argument must be int or float");
        var made = new Value(new PyDecimal(d));
        return cls == TypeObject ? made : Ops.Call(new Value(cls), made);
    }

    [PyGetter("real")] private Value Real => new(this);

    [PyGetter("imag")] private Value Imaginary => new(new PyDecimal(Dec.Zero()));

    public override Value Str() => Value.Str(DecText.ToString(number, false, PyDecimalContext.Current.Core.Capitals));

    public override Value Repr() => Value.Str($"Decimal('{DecText.ToString(number, false, PyDecimalContext.Current.Core.Capitals)}')");

    [PyMethod("__format__")]
    private Value FormatMethod(Value spec, [Opt] Value overrides)
    {
        var text = spec.Ref as PyStr ?? throw Err.TypeError("format arg must be str");
        var format = DecFormat.Parse(text);
        if (!overrides.IsMissing) format.Override(overrides);
        return new Value(PyStr.Of(format.Format(number, PyDecimalContext.Current.Core)));
    }

    public override bool Bool() => !number.IsZero;

    public override long Hash()
    {
        if (hash != 0) return hash;
        if (number.IsSpecial)
        {
            if (number.IsSignaling) throw Err.TypeError("Cannot hash a signaling NaN value");
            if (number.IsNaN) return ObjectMethods.IdentityHash(this);
            return number.Negative ? -Numbers.NumericHash.Infinity : Numbers.NumericHash.Infinity;
        }
        const long Modulus = Numbers.NumericHash.Modulus;
        long power = number.Exp >= 0 ? PowMod(10, number.Exp) : PowMod(HashInverse10, -number.Exp);
        ulong digits = number.IsLarge ? (ulong)(number.Coefficient % Modulus) : number.IsTiny ? number.Low % (ulong)Modulus : (ulong)(number.Small % (ulong)Modulus);
        long h = (long)(ulong)((UInt128)digits * (ulong)power % (ulong)Modulus);
        if (number.Negative) h = -h;
        return hash = h == -1 ? -2 : h;
    }

    private static long PowMod(long @base, long exponent)
    {
        const ulong Modulus = (ulong)Numbers.NumericHash.Modulus;
        ulong result = 1, b = (ulong)@base;
        for (; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) != 0) result = (ulong)((UInt128)result * b % Modulus);
            b = (ulong)((UInt128)b * b % Modulus);
        }
        return (long)result;
    }

    public override Value ToInt() => Integer(DecRounding.Down);

    /// <summary>The number as an int, rounded.</summary>
    private Value Integer(DecRounding rounding)
    {
        if (number.IsNaN) throw Err.ValueError("cannot convert NaN to integer");
        if (number.IsInfinite) throw Err.OverflowError("cannot convert Infinity to integer");
        var whole = number.Exp >= 0 ? number : DecRound.Rescale(number, 0, rounding);
        return Value.Big(whole.ToInteger());
    }

    public override Value ToFloat()
    {
        if (number.IsNaN)
        {
            if (number.IsSignaling) throw Err.ValueError("cannot convert signaling NaN to float");
            return Value.Float(number.Negative ? BitConverter.UInt64BitsToDouble(0xFFF8000000000000) : BitConverter.UInt64BitsToDouble(0x7FF8000000000000));
        }
        if (number.IsInfinite) return Value.Float(number.Negative ? double.NegativeInfinity : double.PositiveInfinity);
        return Value.Float(double.Parse(DecText.ToString(number, false, true), NumberStyles.Float, CultureInfo.InvariantCulture));
    }

    [PyMethod("__complex__")] private Value ToComplex() => Ops.Call(new Value(PyComplex.TypeObject), ToFloat());

    [PyMethod("__trunc__")] private Value Truncate() => Integer(DecRounding.Down);

    [PyMethod("__floor__")] private Value Floor() => Integer(DecRounding.Floor);

    [PyMethod("__ceil__")] private Value Ceiling() => Integer(DecRounding.Ceiling);

    [PyMethod("__round__")]
    private Value Round([Opt] Value ndigits)
    {
        if (ndigits.IsMissing) return Integer(DecRounding.HalfEven);
        if (!IntOps.IsInt(ndigits)) throw Err.TypeError("optional arg must be an integer");
        var c = PyDecimalContext.Current;
        uint status = 0;
        long n = DecConvert.Ssize(ndigits);
        return c.Result(DecLogic.Quantize(number, new Dec(false, UInt128.One, n == long.MinValue ? long.MaxValue : -n, 1), c.Core.Rounding, c.Core, ref status), status);
    }

    [PyMethod("as_tuple", Doc = "Return a tuple representation of the number.\n\n")]
    private Value AsTuple()
    {
        var exponent = number.Kind switch
        {
            DecKind.Infinity => Value.Str("F"),
            DecKind.NaN => Value.Str("n"),
            DecKind.SignalingNaN => Value.Str("N"),
            _ => Value.Int(number.Exp),
        };
        string digits = number.IsInfinite ? "0" : number.DigitText;
        var items = new Value[digits.Length];
        for (int i = 0; i < items.Length; i++) items[i] = Value.Int(digits[i] - '0');
        return Ops.Call(DecimalModule.DecimalTuple, Value.Int(number.Negative ? 1 : 0), new Value(PyTuple.Of(items)), exponent);
    }

    [PyMethod("as_integer_ratio", Doc = "Decimal.as_integer_ratio() -> (int, int)\n\nReturn a pair of integers, whose ratio is exactly equal to the original\nDecimal and with a positive denominator. The ratio is in lowest terms.\nRaise OverflowError on infinities and a ValueError on NaNs.\n\n")]
    private Value AsIntegerRatio()
    {
        if (number.IsNaN) throw Err.ValueError("cannot convert NaN to integer ratio");
        if (number.IsInfinite) throw Err.OverflowError("cannot convert Infinity to integer ratio");
        BigInteger n = number.Coefficient, d = BigInteger.One;
        if (n.IsZero) return new Value(new PyTuple(Value.Int(0), Value.Int(1)));
        if (number.Exp >= 0) n *= DecDigits.Big(number.Exp);
        else
        {
            d = DecDigits.Big(-number.Exp);
            var common = BigInteger.GreatestCommonDivisor(n, d);
            n /= common;
            d /= common;
        }
        return new Value(new PyTuple(Value.Big(number.Negative ? -n : n), Value.Big(d)));
    }

    [PyMethod("__copy__")] private Value CopyMethod() => new(this);

    [PyMethod("__deepcopy__")] private Value DeepCopy(Value memo) => new(this);

    [PyMethod("__reduce__")] private PyTuple Reduce() => new(new Value(Type), new Value(new PyTuple(Str())));

    [PyMethod("__sizeof__")] private long SizeOf() => 104 + (number.IsLarge ? number.Coefficient.GetByteCount() : 0);

    internal static bool IsSameQuantum(in Dec a, in Dec b) => a.IsSpecial || b.IsSpecial ? a.IsNaN && b.IsNaN || a.IsInfinite && b.IsInfinite : a.Exp == b.Exp;

    internal static bool IsNormal(in Dec a, DecContext c) => a.IsFinite && !a.IsZero && a.Adjusted >= c.Emin;

    internal static bool IsSubnormal(in Dec a, DecContext c) => a.IsFinite && !a.IsZero && a.Adjusted < c.Emin;

    internal static string Class(in Dec a, DecContext c) => a.Kind switch
    {
        DecKind.SignalingNaN => "sNaN",
        DecKind.NaN => "NaN",
        _ => (a.Negative ? "-" : "+") + (a.IsInfinite ? "Infinity" : a.IsZero ? "Zero" : IsSubnormal(a, c) ? "Subnormal" : "Normal"),
    };
}
