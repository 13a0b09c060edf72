using TieredPy.Runtime.Numbers;

namespace TieredPy.Runtime.Objects;

/// <summary>A complex number.</summary>
[PyType("complex", Doc = "Create a complex number from a string or numbers.\n\nIf a string is given, parse it as a complex number.\nIf a single number is given, convert it to a complex number.\nIf the 'real' or 'imag' arguments are given, create a complex number\nwith the specified real and imaginary components.")]
public partial class PyComplex : PyObject
{
    internal PyComplex(Shape shape) : base(shape) { }

    public PyComplex(double real, double imaginary) : base(TypeObject.RootShape) => Number = new Complex(real, imaginary);

    public PyComplex(Complex number) : base(TypeObject.RootShape) => Number = number;

    /// <summary>The number.</summary>
    public Complex Number { get; private set; }

    [PyMember("real", Doc = "the real part of a complex number")]
    internal double Real => Number.Real;

    [PyMember("imag", Doc = "the imaginary part of a complex number")]
    internal double Imag => Number.Imaginary;

    [PyNew]
    private static Value New(PyType cls, [Opt(Show = "0"), Kw("real")] Value real, [Opt(Show = "0"), Kw("imag")] Value imag)
    {
        if (imag.IsMissing && cls == TypeObject && real.Ref is PyComplex { } same && same.Type == TypeObject) return real;
        var number = ComplexConversion.From(real, imag);
        if (cls == TypeObject) return new Value(new PyComplex(number));
        var r = Allocate(cls);
        r.Number = number;
        return new Value(r);
    }

    public override Value Repr() => Value.Str(ComplexOps.Repr(Number));

    public override long Hash() => NumericHash.OfComplex(FloatOps.Hash(Number.Real), FloatOps.Hash(Number.Imaginary));

    public override bool Bool() => Number.Real != 0 || Number.Imaginary != 0;

    public override Value Compare(CmpOp op, Value other)
    {
        if (op is not (CmpOp.Eq or CmpOp.Ne)) return Value.NotImplemented;
        bool equal;
        if (other.Ref is PyComplex c) equal = Number.Real == c.Number.Real && Number.Imaginary == c.Number.Imaginary;
        else if (IntOps.IsInt(other) || FloatOps.IsFloat(other))
            equal = Number.Imaginary == 0 && FloatOps.Compare(CmpOp.Eq, Value.Float(Number.Real), other).IsTrue;
        else return Value.NotImplemented;
        return Value.Bool(equal == (op == CmpOp.Eq));
    }

    public override Value Add(Value other) => ComplexOps.TryGet(other, out var z) ? Make(Number.Real + z.Real, Number.Imaginary + z.Imaginary) : Value.NotImplemented;
    public override Value RAdd(Value other) => ComplexOps.TryGet(other, out var z) ? Make(z.Real + Number.Real, z.Imaginary + Number.Imaginary) : Value.NotImplemented;
    public override Value Sub(Value other) => ComplexOps.TryGet(other, out var z) ? Make(Number.Real - z.Real, Number.Imaginary - z.Imaginary) : Value.NotImplemented;
    public override Value RSub(Value other) => ComplexOps.TryGet(other, out var z) ? Make(z.Real - Number.Real, z.Imaginary - Number.Imaginary) : Value.NotImplemented;
    public override Value Mul(Value other) => ComplexOps.TryGet(other, out var z) ? new Value(new PyComplex(ComplexMath.Multiply(Number, z))) : Value.NotImplemented;
    public override Value RMul(Value other) => ComplexOps.TryGet(other, out var z) ? new Value(new PyComplex(ComplexMath.Multiply(z, Number))) : Value.NotImplemented;
    public override Value TrueDiv(Value other) => ComplexOps.TryGet(other, out var z) ? ComplexOps.Divide(Number, z) : Value.NotImplemented;
    public override Value RTrueDiv(Value other) => ComplexOps.TryGet(other, out var z) ? ComplexOps.Divide(z, Number) : Value.NotImplemented;
    public override Value Pow(Value other, Value modulus) => Power(other, modulus, false);
    public override Value RPow(Value other, Value modulus) => Power(other, modulus, true);
    public override Value Neg() => Make(-Number.Real, -Number.Imaginary);
    public override Value Pos() => new(Type == TypeObject ? this : new PyComplex(Number));

    public override Value Abs()
    {
        double d = ComplexMath.Abs(Number, out var error);
        return error == MathError.None ? Value.Float(d) : throw Err.OverflowError("absolute value too large");
    }

    [PyMethod("conjugate", Doc = "Return the complex conjugate of its argument. (3-4j).conjugate() == 3+4j.")]
    private Value Conjugate() => Make(Number.Real, -Number.Imaginary);

    [PyMethod("__complex__", Doc = "Convert this value to exact type complex.")]
    private Value ToComplex() => new(Type == TypeObject ? this : new PyComplex(Number));

    [PyMethod("__getnewargs__")]
    private Value GetNewArgs() => new(new PyTuple([Value.Float(Number.Real), Value.Float(Number.Imaginary)]));

    [PyMethod("__format__", Doc = "Convert to a string according to format_spec.")]
    private Value Format(PyStr formatSpec) => new(Formatting.Complex(this, formatSpec));

    private static Value Make(double real, double imaginary) => new(new PyComplex(real, imaginary));

    private Value Power(Value other, Value modulus, bool reflected)
    {
        if (!ComplexOps.TryGet(other, out var z)) return Value.NotImplemented;
        if (!modulus.IsMissingOrNone) throw Err.ValueError("complex modulo");
        return reflected ? ComplexOps.Pow(z, Number) : ComplexOps.Pow(Number, z);
    }
}

/// <summary>Operations of complex on numbers.</summary>
internal static class ComplexOps
{
    /// <summary>The number of a complex, float or int.</summary>
    public static bool TryGet(Value v, out Complex z)
    {
        if (v.Ref is PyComplex c)
        {
            z = c.Number;
            return true;
        }
        bool ok = FloatOps.TryNumber(v, out double d);
        z = new Complex(d, 0);
        return ok;
    }

    public static Value Divide(Complex a, Complex b)
    {
        var r = ComplexMath.Divide(a, b, out var error);
        return error == MathError.None ? new Value(new PyComplex(r)) : throw Err.ZeroDivisionError("complex division by zero");
    }

    public static Value Pow(Complex a, Complex b)
    {
        var r = ComplexMath.Pow(a, b, out var error);
        return error switch
        {
            MathError.None => new Value(new PyComplex(r)),
            MathError.Domain => throw Err.ZeroDivisionError("0.0 to a negative or complex power"),
            _ => throw Err.OverflowError("complex exponentiation"),
        };
    }

    public static string Repr(Complex z)
    {
        string imaginary = Part(z.Imaginary);
        if (z.Real == 0 && !double.IsNegative(z.Real)) return imaginary + "j";
        bool sign = !double.IsNaN(z.Imaginary) && double.IsNegative(z.Imaginary);
        return $"({Part(z.Real)}{(sign ? "" : "+")}{imaginary}j)";
    }

    private static string Part(double d) => FloatFormat.Format(d, 'r', 0, FloatFlags.None);
}

/// <summary>What <c>complex(...)</c> does.</summary>
internal static class ComplexConversion
{
    public static Complex From(Value real, Value imag)
    {
        if (real.Ref is PyStr s)
        {
            if (!imag.IsMissing) throw Err.TypeError("complex() can't take second arg if first is a string");
            return Parse(s);
        }
        if (imag.Ref is PyStr) throw Err.TypeError("complex() second arg can't be a string");
        Complex a = default, b = default;
        bool imagIsComplex = false;
        if (!real.IsMissing && !TryFromNumber(real, out a))
            throw Err.TypeError($"complex() first argument must be a string or a number, not '{Ops.TypeName(real)}'");
        if (!imag.IsMissing)
        {
            if (imag.Ref is PyComplex c)
            {
                b = c.Number;
                imagIsComplex = true;
            }
            else if (FloatOps.IsFloat(imag) || IntOps.IsInt(imag) || Ops.Has(imag, Slot.Float) || Ops.HasIndex(imag)) b = new Complex(Ops.AsDouble(imag), 0);
            else throw Err.TypeError($"complex() second argument must be a number, not '{Ops.TypeName(imag)}'");
        }
        if (imag.IsMissing) return a;
        // real + imag*1j, keeping signs of zeros where no complex was given.
        double re = imagIsComplex ? a.Real - b.Imaginary : a.Real;
        double im = real.Ref is PyComplex || a.Imaginary != 0 ? a.Imaginary + b.Real : b.Real;
        return new Complex(re, im);
    }

    /// <summary>A complex, or what <c>__complex__</c>, <c>__float__</c> or <c>__index__</c> give.</summary>
    public static bool TryFromNumber(Value v, out Complex z)
    {
        z = default;
        if (v.Ref is PyComplex c && !v.Type.IsHeap)
        {
            z = c.Number;
            return true;
        }
        if (!v.IsInt && !v.IsFloat && Ops.LookupSpecial(v, Slot.Complex, out var method))
        {
            var r = Ops.Call(method);
            if (r.Ref is not PyComplex made) throw Err.TypeError($"__complex__ returned non-complex (type {Ops.TypeName(r)})");
            if (made.Type.IsHeap)
                Err.Warn(ExcTypes.DeprecationWarning, $"__complex__ returned non-complex (type {Ops.TypeName(r)}).  The ability to return an instance of a strict subclass of complex is deprecated, and may not be supported in a future version of Python.");
            z = made.Number;
            return true;
        }
        if (!v.IsInt && !v.IsFloat && !Ops.Has(v, Slot.Float) && !Ops.HasIndex(v)) return false;
        z = new Complex(Ops.AsDouble(v), 0);
        return true;
    }

    /// <summary>Reads "a+bj" with optional parentheses and white space around.</summary>
    private static Complex Parse(PyStr s)
    {
        var text = NumericText.Trim(s.IsWide ? NumericText.ToAscii(s.WideSpan) : s.Span);
        if (text.Length >= 2 && text[0] == '(' && text[^1] == ')') text = NumericText.Trim(text[1..^1]);
        int first = PartEnd(text, 0);
        if (first == text.Length && !EndsInJ(text)) return FloatParser.TryParse(text, out double only) && Tight(text) ? new Complex(only, 0) : throw Malformed();
        if (first == text.Length) return TryImaginary(text, out double alone) ? new Complex(0, alone) : throw Malformed();
        var left = text[..first];
        var right = text[first..];
        if (EndsInJ(right) && FloatParser.TryParse(left, out double re) && Tight(left) && TryImaginary(right, out double im)) return new Complex(re, im);
        throw Malformed();
    }

    private static PyException Malformed() => Err.ValueError("complex() arg is a malformed string");

    private static bool EndsInJ(ReadOnlySpan<char> t) => t.Length > 0 && t[^1] is 'j' or 'J';

    private static bool Tight(ReadOnlySpan<char> t) => t.Length > 0 && !NumericText.IsSpace(t[0]) && !NumericText.IsSpace(t[^1]);

    private static bool TryImaginary(ReadOnlySpan<char> t, out double d)
    {
        t = t[..^1];
        d = 1;
        if (t.Length == 0 || t is "+") return true;
        d = -1;
        if (t is "-") return true;
        return FloatParser.TryParse(t, out d) && Tight(t);
    }

    /// <summary>Where the number that starts at <paramref name="i"/> ends: before the next sign that doesn't belong to an exponent.</summary>
    private static int PartEnd(ReadOnlySpan<char> t, int i)
    {
        for (i++; i < t.Length; i++)
            if (t[i] is '+' or '-' && (t[i - 1] | 0x20) != 'e') return i;
        return t.Length;
    }
}
