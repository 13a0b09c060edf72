namespace TieredPy.Runtime.Modules.Decimal;

/// <content>Operations with this context in place of the current one.</content>
internal partial class PyDecimalContext
{
    [PyMethod("abs", Doc = "Return the absolute value of x.\n\n")]
    private Value AbsMethod(Value x)
    {
        uint status = 0;
        return Result(DecUnary.Abs(DecConvert.Operand(x), Core, ref status), status);
    }

    [PyMethod("exp", Doc = "Return e ** x.\n\n")]
    private Value ExpMethod(Value x)
    {
        uint status = 0;
        return Result(DecFunctions.Exp(DecConvert.Operand(x), Core, ref status), status);
    }

    [PyMethod("ln", Doc = "Return the natural (base e) logarithm of x.\n\n")]
    private Value LnMethod(Value x)
    {
        uint status = 0;
        return Result(DecFunctions.Ln(DecConvert.Operand(x), Core, ref status), status);
    }

    [PyMethod("log10", Doc = "Return the base 10 logarithm of x.\n\n")]
    private Value Log10Method(Value x)
    {
        uint status = 0;
        return Result(DecFunctions.Log10(DecConvert.Operand(x), Core, ref status), status);
    }

    [PyMethod("minus", Doc = "Minus corresponds to the unary prefix minus operator in Python, but applies\nthe context to the result.\n\n")]
    private Value MinusMethod(Value x)
    {
        uint status = 0;
        return Result(DecUnary.Minus(DecConvert.Operand(x), Core, ref status), status);
    }

    [PyMethod("plus", Doc = "Plus corresponds to the unary prefix plus operator in Python, but applies\nthe context to the result.\n\n")]
    private Value PlusMethod(Value x)
    {
        uint status = 0;
        return Result(DecUnary.Plus(DecConvert.Operand(x), Core, ref status), status);
    }

    [PyMethod("next_minus", Doc = "Return the largest representable number smaller than x.\n\n")]
    private Value NextMinusMethod(Value x)
    {
        uint status = 0;
        return Result(DecLogic.NextMinus(DecConvert.Operand(x), Core, ref status), status);
    }

    [PyMethod("next_plus", Doc = "Return the smallest representable number larger than x.\n\n")]
    private Value NextPlusMethod(Value x)
    {
        uint status = 0;
        return Result(DecLogic.NextPlus(DecConvert.Operand(x), Core, ref status), status);
    }

    [PyMethod("normalize", Doc = "Reduce x to its simplest form. Alias for reduce(x).\n\n")]
    private Value NormalizeMethod(Value x)
    {
        uint status = 0;
        return Result(DecLogic.Reduce(DecConvert.Operand(x), Core, ref status), status);
    }

    [PyMethod("sqrt", Doc = "Square root of a non-negative number to context precision.\n\n")]
    private Value SqrtMethod(Value x)
    {
        uint status = 0;
        return Result(DecFunctions.Sqrt(DecConvert.Operand(x), Core, ref status), status);
    }

    [PyMethod("logb", Doc = "Return the exponent of the magnitude of the operand's MSD.\n\n")]
    private Value LogbMethod(Value x)
    {
        uint status = 0;
        return Result(DecLogic.LogB(DecConvert.Operand(x), Core, ref status), status);
    }

    [PyMethod("logical_invert", Doc = "Invert all digits of x.\n\n")]
    private Value LogicalInvertMethod(Value x)
    {
        uint status = 0;
        return Result(DecLogic.Invert(DecConvert.Operand(x), Core, ref status), status);
    }

    [PyMethod("_apply", Doc = "")]
    private Value ApplyMethod(Value x)
    {
        uint status = 0;
        return Result(DecRound.Fix(DecConvert.Operand(x), Core, ref status), status);
    }

    [PyMethod("to_integral", Doc = "Identical to to_integral_value(x).\n\n")]
    private Value ToIntegral(Value x)
    {
        uint status = 0;
        return Result(DecLogic.ToIntegral(DecConvert.Operand(x), Core.Rounding, false, Core, ref status), status);
    }

    [PyMethod("to_integral_value", Doc = "Round to an integer.\n\n")]
    private Value ToIntegralValue(Value x)
    {
        uint status = 0;
        return Result(DecLogic.ToIntegral(DecConvert.Operand(x), Core.Rounding, false, Core, ref status), status);
    }

    [PyMethod("to_integral_exact", Doc = "Round to an integer. Signal if the result is rounded or inexact.\n\n")]
    private Value ToIntegralExact(Value x)
    {
        uint status = 0;
        return Result(DecLogic.ToIntegral(DecConvert.Operand(x), Core.Rounding, true, Core, ref status), status);
    }

    [PyMethod("add", Doc = "Return the sum of x and y.\n\n")]
    private Value AddMethod(Value x, Value y)
    {
        uint status = 0;
        return Result(DecArithmetic.Add(DecConvert.Operand(x), DecConvert.Operand(y), Core, ref status), status);
    }

    [PyMethod("subtract", Doc = "Return the difference between x and y.\n\n")]
    private Value SubtractMethod(Value x, Value y)
    {
        uint status = 0;
        return Result(DecArithmetic.Sub(DecConvert.Operand(x), DecConvert.Operand(y), Core, ref status), status);
    }

    [PyMethod("multiply", Doc = "Return the product of x and y.\n\n")]
    private Value MultiplyMethod(Value x, Value y)
    {
        uint status = 0;
        return Result(DecArithmetic.Mul(DecConvert.Operand(x), DecConvert.Operand(y), Core, ref status), status);
    }

    [PyMethod("divide", Doc = "Return x divided by y.\n\n")]
    private Value DivideMethod(Value x, Value y)
    {
        uint status = 0;
        return Result(DecArithmetic.Div(DecConvert.Operand(x), DecConvert.Operand(y), Core, ref status), status);
    }

    [PyMethod("divide_int", Doc = "Return x divided by y, truncated to an integer.\n\n")]
    private Value DivideIntMethod(Value x, Value y)
    {
        uint status = 0;
        return Result(DecArithmetic.DivInt(DecConvert.Operand(x), DecConvert.Operand(y), Core, ref status), status);
    }

    [PyMethod("remainder", Doc = "Return the remainder from integer division.  The sign of the result,\nif non-zero, is the same as that of the original dividend.\n\n")]
    private Value RemainderMethod(Value x, Value y)
    {
        uint status = 0;
        return Result(DecArithmetic.Rem(DecConvert.Operand(x), DecConvert.Operand(y), Core, ref status), status);
    }

    [PyMethod("remainder_near", Doc = "Return x - y * n, where n is the integer nearest the exact value of x / y\n(if the result is 0 then its sign will be the sign of x).\n\n")]
    private Value RemainderNearMethod(Value x, Value y)
    {
        uint status = 0;
        return Result(DecArithmetic.RemNear(DecConvert.Operand(x), DecConvert.Operand(y), Core, ref status), status);
    }

    [PyMethod("compare", Doc = "Compare x and y numerically.\n\n")]
    private Value CompareMethod(Value x, Value y)
    {
        uint status = 0;
        return Result(DecCompare.CompareOp(DecConvert.Operand(x), DecConvert.Operand(y), Core, ref status), status);
    }

    [PyMethod("compare_signal", Doc = "Compare x and y numerically.  All NaNs signal.\n\n")]
    private Value CompareSignalMethod(Value x, Value y)
    {
        uint status = 0;
        return Result(DecCompare.CompareSignal(DecConvert.Operand(x), DecConvert.Operand(y), Core, ref status), status);
    }

    [PyMethod("max", Doc = "Compare the values numerically and return the maximum.\n\n")]
    private Value MaxMethod(Value x, Value y)
    {
        uint status = 0;
        return Result(DecCompare.Max(DecConvert.Operand(x), DecConvert.Operand(y), false, Core, ref status), status);
    }

    [PyMethod("max_mag", Doc = "Compare the values numerically with their sign ignored.\n\n")]
    private Value MaxMagMethod(Value x, Value y)
    {
        uint status = 0;
        return Result(DecCompare.Max(DecConvert.Operand(x), DecConvert.Operand(y), true, Core, ref status), status);
    }

    [PyMethod("min", Doc = "Compare the values numerically and return the minimum.\n\n")]
    private Value MinMethod(Value x, Value y)
    {
        uint status = 0;
        return Result(DecCompare.Min(DecConvert.Operand(x), DecConvert.Operand(y), false, Core, ref status), status);
    }

    [PyMethod("min_mag", Doc = "Compare the values numerically with their sign ignored.\n\n")]
    private Value MinMagMethod(Value x, Value y)
    {
        uint status = 0;
        return Result(DecCompare.Min(DecConvert.Operand(x), DecConvert.Operand(y), true, Core, ref status), status);
    }

    [PyMethod("next_toward", Doc = "Return the number closest to x, in the direction towards y.\n\n")]
    private Value NextTowardMethod(Value x, Value y)
    {
        uint status = 0;
        return Result(DecLogic.NextToward(DecConvert.Operand(x), DecConvert.Operand(y), Core, ref status), status);
    }

    [PyMethod("quantize", Doc = "Return a value equal to x (rounded), having the exponent of y.\n\n")]
    private Value QuantizeMethod(Value x, Value y)
    {
        uint status = 0;
        return Result(DecLogic.Quantize(DecConvert.Operand(x), DecConvert.Operand(y), Core.Rounding, Core, ref status), status);
    }

    [PyMethod("rotate", Doc = "Return a copy of x, rotated by y places.\n\n")]
    private Value RotateMethod(Value x, Value y)
    {
        uint status = 0;
        return Result(DecLogic.Rotate(DecConvert.Operand(x), DecConvert.Operand(y), Core, ref status), status);
    }

    [PyMethod("scaleb", Doc = "Return the first operand after adding the second value to its exp.\n\n")]
    private Value ScalebMethod(Value x, Value y)
    {
        uint status = 0;
        return Result(DecLogic.ScaleB(DecConvert.Operand(x), DecConvert.Operand(y), Core, ref status), status);
    }

    [PyMethod("shift", Doc = "Return a copy of x, shifted by y places.\n\n")]
    private Value ShiftMethod(Value x, Value y)
    {
        uint status = 0;
        return Result(DecLogic.Shift(DecConvert.Operand(x), DecConvert.Operand(y), Core, ref status), status);
    }

    [PyMethod("logical_and", Doc = "Digit-wise and of x and y.\n\n")]
    private Value LogicalAndMethod(Value x, Value y)
    {
        uint status = 0;
        return Result(DecLogic.Logical(DecConvert.Operand(x), DecConvert.Operand(y), static (p, q) => p && q, Core, ref status), status);
    }

    [PyMethod("logical_or", Doc = "Digit-wise or of x and y.\n\n")]
    private Value LogicalOrMethod(Value x, Value y)
    {
        uint status = 0;
        return Result(DecLogic.Logical(DecConvert.Operand(x), DecConvert.Operand(y), static (p, q) => p || q, Core, ref status), status);
    }

    [PyMethod("logical_xor", Doc = "Digit-wise xor of x and y.\n\n")]
    private Value LogicalXorMethod(Value x, Value y)
    {
        uint status = 0;
        return Result(DecLogic.Logical(DecConvert.Operand(x), DecConvert.Operand(y), static (p, q) => p != q, Core, ref status), status);
    }

    [PyMethod("divmod", Doc = "Return quotient and remainder of the division x / y.\n\n")]
    private Value DivModMethod(Value x, Value y)
    {
        uint status = 0;
        var (q, r) = DecArithmetic.DivMod(DecConvert.Operand(x), DecConvert.Operand(y), Core, ref status);
        AddStatus(status);
        return new Value(new PyTuple(new Value(new PyDecimal(q)), new Value(new PyDecimal(r))));
    }

    [PyMethod("compare_total", Doc = "Compare x and y using their abstract representation.\n\n")] private Value CompareTotal(Value x, Value y) => new(new PyDecimal(Dec.Of(DecCompare.Total(DecConvert.Operand(x), DecConvert.Operand(y)))));

    [PyMethod("compare_total_mag", Doc = "Compare x and y using their abstract representation, ignoring sign.\n\n")] private Value CompareTotalMag(Value x, Value y) => new(new PyDecimal(Dec.Of(DecCompare.Total(DecConvert.Operand(x).WithSign(false), DecConvert.Operand(y).WithSign(false)))));

    [PyMethod("copy_sign", Doc = "Copy the sign from y to x.\n\n")] private Value CopySign(Value x, Value y) => new(new PyDecimal(DecConvert.Operand(x).WithSign(DecConvert.Operand(y).Negative)));

    [PyMethod("same_quantum", Doc = "Return True if the two operands have the same exponent.\n\n")] private bool SameQuantum(Value x, Value y) => PyDecimal.IsSameQuantum(DecConvert.Operand(x), DecConvert.Operand(y));

    [PyMethod("fma", Doc = "Return x multiplied by y, plus z.\n\n")]
    private Value FmaMethod(Value x, Value y, Value z)
    {
        uint status = 0;
        return Result(DecArithmetic.Fma(DecConvert.Operand(x), DecConvert.Operand(y), DecConvert.Operand(z), Core, ref status), status);
    }

    [PyMethod("power", Doc = "Compute a**b. If 'a' is negative, then 'b' must be integral. The result\nwill be inexact unless 'a' is integral and the result is finite and can\nbe expressed exactly in 'precision' digits.  In the Python version the\nresult is always correctly rounded, in the C version the result is almost\nalways correctly rounded.\n\nIf modulo is given, compute (a**b) % modulo. The following restrictions\nhold:\n\n    * all three arguments must be integral\n    * 'b' must be nonnegative\n    * at least one of 'a' or 'b' must be nonzero\n    * modulo must be nonzero and less than 10**prec in absolute value\n\n\n")]
    private Value PowerMethod([Kw] Value a, [Kw] Value b, [Kw, OptNone] Value modulo)
    {
        uint status = 0;
        Dec x = DecConvert.Operand(a), y = DecConvert.Operand(b);
        return Result(modulo.IsMissingOrNone ? DecFunctions.Pow(x, y, Core, ref status) : DecFunctions.PowMod(x, y, DecConvert.Operand(modulo), Core, ref status), status);
    }

    [PyMethod("is_finite", Doc = "Return True if x is finite, False otherwise.\n\n")] private bool IsFinite(Value x) => DecConvert.Operand(x).IsFinite;

    [PyMethod("is_infinite", Doc = "Return True if x is infinite, False otherwise.\n\n")] private bool IsInfinite(Value x) => DecConvert.Operand(x).IsInfinite;

    [PyMethod("is_nan", Doc = "Return True if x is a qNaN or sNaN, False otherwise.\n\n")] private bool IsNan(Value x) => DecConvert.Operand(x).IsNaN;

    [PyMethod("is_qnan", Doc = "Return True if x is a quiet NaN, False otherwise.\n\n")] private bool IsQnan(Value x) => DecConvert.Operand(x).Kind == DecKind.NaN;

    [PyMethod("is_snan", Doc = "Return True if x is a signaling NaN, False otherwise.\n\n")] private bool IsSnan(Value x) => DecConvert.Operand(x).IsSignaling;

    [PyMethod("is_signed", Doc = "Return True if x is negative, False otherwise.\n\n")] private bool IsSigned(Value x) => DecConvert.Operand(x).Negative;

    [PyMethod("is_zero", Doc = "Return True if x is a zero, False otherwise.\n\n")] private bool IsZero(Value x) => DecConvert.Operand(x).IsZero;

    [PyMethod("is_normal", Doc = "Return True if x is a normal number, False otherwise.\n\n")] private bool IsNormal(Value x) => PyDecimal.IsNormal(DecConvert.Operand(x), Core);

    [PyMethod("is_subnormal", Doc = "Return True if x is subnormal, False otherwise.\n\n")] private bool IsSubnormal(Value x) => PyDecimal.IsSubnormal(DecConvert.Operand(x), Core);

    [PyMethod("is_canonical", Doc = "Return True if x is canonical, False otherwise.\n\n")]
    private bool IsCanonical(Value x)
    {
        return x.Ref is PyDecimal ? true : throw Err.TypeError("argument must be a Decimal");
    }

    [PyMethod("canonical", Doc = "Return a new instance of x.\n\n")]
    private Value Canonical(Value x)
    {
        return x.Ref is PyDecimal ? x : throw Err.TypeError("argument must be a Decimal");
    }

    [PyMethod("copy_abs", Doc = "Return a copy of x with the sign set to 0.\n\n")] private Value CopyAbs(Value x) => new(new PyDecimal(DecConvert.Operand(x).WithSign(false)));

    [PyMethod("copy_negate", Doc = "Return a copy of x with the sign inverted.\n\n")] private Value CopyNegate(Value x) => new(new PyDecimal(Negated(DecConvert.Operand(x))));

    [PyMethod("copy_decimal", Doc = "Return a copy of Decimal x.\n\n")] private Value CopyDecimal(Value x) => x.Ref is PyDecimal ? x : new Value(new PyDecimal(DecConvert.Operand(x)));

    [PyMethod("number_class", Doc = "Return an indication of the class of x.\n\n")] private string NumberClass(Value x) => PyDecimal.Class(DecConvert.Operand(x), Core);

    [PyMethod("to_sci_string", Doc = "Convert a number to a string using scientific notation.\n\n")] private string ToSciString(Value x) => DecText.ToString(DecConvert.Operand(x), false, Core.Capitals);

    [PyMethod("to_eng_string", Doc = "Convert a number to a string, using engineering notation.\n\n")] private string ToEngString(Value x) => DecText.ToString(DecConvert.Operand(x), true, Core.Capitals);

    [PyMethod("radix", Doc = "Return 10.\n\n")] private Value Radix() => new(new PyDecimal(Dec.Of(10)));

    [PyMethod("Etiny", Doc = "Return a value equal to Emin - prec + 1, which is the minimum exponent value\nfor subnormal results.  When underflow occurs, the exponent is set to Etiny.\n\n")] private long Etiny() => Core.Etiny;

    [PyMethod("Etop", Doc = "Return a value equal to Emax - prec + 1.  This is the maximum exponent\nif the _clamp field of the context is set to 1 (IEEE clamp mode).  Etop()\nmust not be negative.\n\n")] private long Etop() => Core.Etop;

    private static Dec Negated(in Dec a) => a.WithSign(!a.Negative);
}
