namespace TieredPy.Runtime.Modules.Decimal;

/// <content>Operators and comparisons.</content>
internal partial class PyDecimal
{
    /// <summary>A Decimal of no subclass.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsExact(Value v) => v.Ref != null && v.Ref.GetType() == typeof(PyDecimal);

    public override Value Add(Value other)
    {
        var c = PyDecimalContext.Current;
        if (IsExact(other) && DecQuick.Sum(this, Unsafe.As<PyDecimal>(other.Ref!), false, c.Core) is { } quick) return new Value(quick);
        if (!DecConvert.TryOperand(other, out var o)) return Value.NotImplemented;
        uint status = 0;
        return c.Result(DecArithmetic.Add(number, o, c.Core, ref status), status);
    }

    public override Value RAdd(Value other)
    {
        if (!DecConvert.TryOperand(other, out var o)) return Value.NotImplemented;
        var c = PyDecimalContext.Current;
        uint status = 0;
        return c.Result(DecArithmetic.Add(o, number, c.Core, ref status), status);
    }

    public override Value Sub(Value other)
    {
        var c = PyDecimalContext.Current;
        if (IsExact(other) && DecQuick.Sum(this, Unsafe.As<PyDecimal>(other.Ref!), true, c.Core) is { } quick) return new Value(quick);
        if (!DecConvert.TryOperand(other, out var o)) return Value.NotImplemented;
        uint status = 0;
        return c.Result(DecArithmetic.Sub(number, o, c.Core, ref status), status);
    }

    public override Value RSub(Value other)
    {
        if (!DecConvert.TryOperand(other, out var o)) return Value.NotImplemented;
        var c = PyDecimalContext.Current;
        uint status = 0;
        return c.Result(DecArithmetic.Sub(o, number, c.Core, ref status), status);
    }

    public override Value Mul(Value other)
    {
        var c = PyDecimalContext.Current;
        if (IsExact(other) && DecQuick.Product(this, Unsafe.As<PyDecimal>(other.Ref!), c.Core) is { } quick) return new Value(quick);
        if (!DecConvert.TryOperand(other, out var o)) return Value.NotImplemented;
        uint status = 0;
        return c.Result(DecArithmetic.Mul(number, o, c.Core, ref status), status);
    }

    public override Value RMul(Value other)
    {
        if (!DecConvert.TryOperand(other, out var o)) return Value.NotImplemented;
        var c = PyDecimalContext.Current;
        uint status = 0;
        return c.Result(DecArithmetic.Mul(o, number, c.Core, ref status), status);
    }

    public override Value TrueDiv(Value other)
    {
        if (!DecConvert.TryOperand(other, out var o)) return Value.NotImplemented;
        var c = PyDecimalContext.Current;
        uint status = 0;
        return c.Result(DecArithmetic.Div(number, o, c.Core, ref status), status);
    }

    public override Value RTrueDiv(Value other)
    {
        if (!DecConvert.TryOperand(other, out var o)) return Value.NotImplemented;
        var c = PyDecimalContext.Current;
        uint status = 0;
        return c.Result(DecArithmetic.Div(o, number, c.Core, ref status), status);
    }

    public override Value FloorDiv(Value other)
    {
        if (!DecConvert.TryOperand(other, out var o)) return Value.NotImplemented;
        var c = PyDecimalContext.Current;
        uint status = 0;
        return c.Result(DecArithmetic.DivInt(number, o, c.Core, ref status), status);
    }

    public override Value RFloorDiv(Value other)
    {
        if (!DecConvert.TryOperand(other, out var o)) return Value.NotImplemented;
        var c = PyDecimalContext.Current;
        uint status = 0;
        return c.Result(DecArithmetic.DivInt(o, number, c.Core, ref status), status);
    }

    public override Value Mod(Value other)
    {
        if (!DecConvert.TryOperand(other, out var o)) return Value.NotImplemented;
        var c = PyDecimalContext.Current;
        uint status = 0;
        return c.Result(DecArithmetic.Rem(number, o, c.Core, ref status), status);
    }

    public override Value RMod(Value other)
    {
        if (!DecConvert.TryOperand(other, out var o)) return Value.NotImplemented;
        var c = PyDecimalContext.Current;
        uint status = 0;
        return c.Result(DecArithmetic.Rem(o, number, c.Core, ref status), status);
    }

    public override Value DivMod(Value other) => DecConvert.TryOperand(other, out var o) ? DivMod(number, o) : Value.NotImplemented;

    public override Value RDivMod(Value other) => DecConvert.TryOperand(other, out var o) ? DivMod(o, number) : Value.NotImplemented;

    private static Value DivMod(in Dec a, in Dec b)
    {
        var c = PyDecimalContext.Current;
        uint status = 0;
        var (q, r) = DecArithmetic.DivMod(a, b, c.Core, ref status);
        c.AddStatus(status);
        return new Value(new PyTuple(new Value(new PyDecimal(q)), new Value(new PyDecimal(r))));
    }

    public override Value Pow(Value other, Value modulus) => DecConvert.TryOperand(other, out var o) ? Power(number, o, modulus) : Value.NotImplemented;

    public override Value RPow(Value other, Value modulus) => DecConvert.TryOperand(other, out var o) ? Power(o, number, modulus) : Value.NotImplemented;

    private static Value Power(in Dec a, in Dec b, Value modulus)
    {
        var c = PyDecimalContext.Current;
        uint status = 0;
        if (modulus.IsMissingOrNone) return c.Result(DecFunctions.Pow(a, b, c.Core, ref status), status);
        return DecConvert.TryOperand(modulus, out var m) ? c.Result(DecFunctions.PowMod(a, b, m, c.Core, ref status), status) : Value.NotImplemented;
    }

    public override Value Neg()
    {
        var c = PyDecimalContext.Current;
        uint status = 0;
        return c.Result(DecUnary.Minus(number, c.Core, ref status), status);
    }

    public override Value Pos()
    {
        var c = PyDecimalContext.Current;
        uint status = 0;
        return c.Result(DecUnary.Plus(number, c.Core, ref status), status);
    }

    public override Value Abs()
    {
        var c = PyDecimalContext.Current;
        uint status = 0;
        return c.Result(DecUnary.Abs(number, c.Core, ref status), status);
    }

    public override Value Compare(CmpOp op, Value other)
    {
        var a = number;
        if (!DecConvert.TryOperand(other, out var b) && !TryCompared(op, other, ref a, out b)) return Value.NotImplemented;
        if (a.IsNaN || b.IsNaN)
        {
            // Orderings of NaNs signal; equality does only for signaling ones.
            bool equality = op is CmpOp.Eq or CmpOp.Ne;
            if (!equality || a.IsSignaling || b.IsSignaling) PyDecimalContext.Current.AddStatus(DecStatus.InvalidOperation);
            return Value.Bool(op == CmpOp.Ne);
        }
        return Value.Bool(op.Of(DecCompare.Compare(a, b)));
    }

    /// <summary>Floats, complex numbers and rationals, which comparisons alone accept. A rational's denominator is multiplied into our side.</summary>
    private static bool TryCompared(CmpOp op, Value other, ref Dec a, out Dec b)
    {
        bool equality = op is CmpOp.Eq or CmpOp.Ne;
        b = default;
        if (other.Ref is PyComplex z)
        {
            if (!equality || z.Number.Imaginary != 0) return false;
            other = Value.Float(z.Number.Real);
        }
        if (other.IsFloat || other.Ref is PyFloat)
        {
            var c = PyDecimalContext.Current;
            // Equality only leaves a flag.
            if (equality) c.Core.Status |= DecStatus.FloatOperation;
            else c.AddStatus(DecStatus.FloatOperation);
            b = DecConvert.FromDouble(DecConvert.FloatValue(other));
            return true;
        }
        if (other.Ref is PyStr or PyTuple or PyList or PyNone or null || !Ops.IsInstance(other, DecimalModule.Rational)) return false;
        b = DecConvert.Operand(Ops.GetAttr(other, "numerator"));
        var denominator = DecConvert.Operand(Ops.GetAttr(other, "denominator"));
        uint status = 0;
        if (a.IsFinite) a = DecArithmetic.Mul(a, denominator, DecContext.Max, ref status);
        return true;
    }
}
