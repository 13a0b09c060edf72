namespace TieredPy.Runtime.Modules.Decimal;

/// <content>Methods that do one operation of the arithmetic.</content>
internal partial class PyDecimal
{
    [PyMethod("exp", Doc = "Return the value of the (natural) exponential function e**x at the given\nnumber.  The function always uses the ROUND_HALF_EVEN mode and the result\nis correctly rounded.\n\n")]
    private Value ExpMethod([Kw, OptNone] Value context)
    {
        var c = PyDecimalContext.Of(context);
        uint status = 0;
        return c.Result(DecFunctions.Exp(Number, c.Core, ref status), status);
    }

    [PyMethod("ln", Doc = "Return the natural (base e) logarithm of the operand. The function always\nuses the ROUND_HALF_EVEN mode and the result is correctly rounded.\n\n")]
    private Value LnMethod([Kw, OptNone] Value context)
    {
        var c = PyDecimalContext.Of(context);
        uint status = 0;
        return c.Result(DecFunctions.Ln(Number, c.Core, ref status), status);
    }

    [PyMethod("log10", Doc = "Return the base ten logarithm of the operand. The function always uses the\nROUND_HALF_EVEN mode and the result is correctly rounded.\n\n")]
    private Value Log10Method([Kw, OptNone] Value context)
    {
        var c = PyDecimalContext.Of(context);
        uint status = 0;
        return c.Result(DecFunctions.Log10(Number, c.Core, ref status), status);
    }

    [PyMethod("sqrt", Doc = "Return the square root of the argument to full precision. The result is\ncorrectly rounded using the ROUND_HALF_EVEN rounding mode.\n\n")]
    private Value SqrtMethod([Kw, OptNone] Value context)
    {
        var c = PyDecimalContext.Of(context);
        uint status = 0;
        return c.Result(DecFunctions.Sqrt(Number, c.Core, ref status), status);
    }

    [PyMethod("next_minus", Doc = "Return the largest number representable in the given context (or in the\ncurrent default context if no context is given) that is smaller than the\ngiven operand.\n\n")]
    private Value NextMinusMethod([Kw, OptNone] Value context)
    {
        var c = PyDecimalContext.Of(context);
        uint status = 0;
        return c.Result(DecLogic.NextMinus(Number, c.Core, ref status), status);
    }

    [PyMethod("next_plus", Doc = "Return the smallest number representable in the given context (or in the\ncurrent default context if no context is given) that is larger than the\ngiven operand.\n\n")]
    private Value NextPlusMethod([Kw, OptNone] Value context)
    {
        var c = PyDecimalContext.Of(context);
        uint status = 0;
        return c.Result(DecLogic.NextPlus(Number, c.Core, ref status), status);
    }

    [PyMethod("normalize", Doc = "Normalize the number by stripping the rightmost trailing zeros and\nconverting any result equal to Decimal('0') to Decimal('0e0').  Used\nfor producing canonical values for members of an equivalence class.\nFor example, Decimal('32.100') and Decimal('0.321000e+2') both normalize\nto the equivalent value Decimal('32.1').\n\n")]
    private Value NormalizeMethod([Kw, OptNone] Value context)
    {
        var c = PyDecimalContext.Of(context);
        uint status = 0;
        return c.Result(DecLogic.Reduce(Number, c.Core, ref status), status);
    }

    [PyMethod("logb", Doc = "For a non-zero number, return the adjusted exponent of the operand as a\nDecimal instance.  If the operand is a zero, then Decimal('-Infinity') is\nreturned and the DivisionByZero condition is raised. If the operand is\nan infinity then Decimal('Infinity') is returned.\n\n")]
    private Value LogbMethod([Kw, OptNone] Value context)
    {
        var c = PyDecimalContext.Of(context);
        uint status = 0;
        return c.Result(DecLogic.LogB(Number, c.Core, ref status), status);
    }

    [PyMethod("logical_invert", Doc = "Return the digit-wise inversion of the (logical) operand.\n\n")]
    private Value LogicalInvertMethod([Kw, OptNone] Value context)
    {
        var c = PyDecimalContext.Of(context);
        uint status = 0;
        return c.Result(DecLogic.Invert(Number, c.Core, ref status), status);
    }

    [PyMethod("compare", Doc = "Compare self to other.  Return a decimal value:\n\n    a or b is a NaN ==> Decimal('NaN')\n    a < b           ==> Decimal('-1')\n    a == b          ==> Decimal('0')\n    a > b           ==> Decimal('1')\n\n")]
    private Value CompareMethod([Kw] Value other, [Kw, OptNone] Value context)
    {
        var c = PyDecimalContext.Of(context);
        var o = DecConvert.Operand(other);
        uint status = 0;
        return c.Result(DecCompare.CompareOp(Number, o, c.Core, ref status), status);
    }

    [PyMethod("compare_signal", Doc = "Identical to compare, except that all NaNs signal.\n\n")]
    private Value CompareSignalMethod([Kw] Value other, [Kw, OptNone] Value context)
    {
        var c = PyDecimalContext.Of(context);
        var o = DecConvert.Operand(other);
        uint status = 0;
        return c.Result(DecCompare.CompareSignal(Number, o, c.Core, ref status), status);
    }

    [PyMethod("max", Doc = "Maximum of self and other.  If one operand is a quiet NaN and the other is\nnumeric, the numeric operand is returned.\n\n")]
    private Value MaxMethod([Kw] Value other, [Kw, OptNone] Value context)
    {
        var c = PyDecimalContext.Of(context);
        var o = DecConvert.Operand(other);
        uint status = 0;
        return c.Result(DecCompare.Max(Number, o, false, c.Core, ref status), status);
    }

    [PyMethod("max_mag", Doc = "Similar to the max() method, but the comparison is done using the absolute\nvalues of the operands.\n\n")]
    private Value MaxMagMethod([Kw] Value other, [Kw, OptNone] Value context)
    {
        var c = PyDecimalContext.Of(context);
        var o = DecConvert.Operand(other);
        uint status = 0;
        return c.Result(DecCompare.Max(Number, o, true, c.Core, ref status), status);
    }

    [PyMethod("min", Doc = "Minimum of self and other. If one operand is a quiet NaN and the other is\nnumeric, the numeric operand is returned.\n\n")]
    private Value MinMethod([Kw] Value other, [Kw, OptNone] Value context)
    {
        var c = PyDecimalContext.Of(context);
        var o = DecConvert.Operand(other);
        uint status = 0;
        return c.Result(DecCompare.Min(Number, o, false, c.Core, ref status), status);
    }

    [PyMethod("min_mag", Doc = "Similar to the min() method, but the comparison is done using the absolute\nvalues of the operands.\n\n")]
    private Value MinMagMethod([Kw] Value other, [Kw, OptNone] Value context)
    {
        var c = PyDecimalContext.Of(context);
        var o = DecConvert.Operand(other);
        uint status = 0;
        return c.Result(DecCompare.Min(Number, o, true, c.Core, ref status), status);
    }

    [PyMethod("next_toward", Doc = "If the two operands are unequal, return the number closest to the first\noperand in the direction of the second operand.  If both operands are\nnumerically equal, return a copy of the first operand with the sign set\nto be the same as the sign of the second operand.\n\n")]
    private Value NextTowardMethod([Kw] Value other, [Kw, OptNone] Value context)
    {
        var c = PyDecimalContext.Of(context);
        var o = DecConvert.Operand(other);
        uint status = 0;
        return c.Result(DecLogic.NextToward(Number, o, c.Core, ref status), status);
    }

    [PyMethod("remainder_near", Doc = "Return the remainder from dividing self by other.  This differs from\nself % other in that the sign of the remainder is chosen so as to minimize\nits absolute value. More precisely, the return value is self - n * other\nwhere n is the integer nearest to the exact value of self / other, and\nif two integers are equally near then the even one is chosen.\n\nIf the result is zero then its sign will be the sign of self.\n\n")]
    private Value RemainderNearMethod([Kw] Value other, [Kw, OptNone] Value context)
    {
        var c = PyDecimalContext.Of(context);
        var o = DecConvert.Operand(other);
        uint status = 0;
        return c.Result(DecArithmetic.RemNear(Number, o, c.Core, ref status), status);
    }

    [PyMethod("rotate", Doc = "Return the result of rotating the digits of the first operand by an amount\nspecified by the second operand.  The second operand must be an integer in\nthe range -precision through precision. The absolute value of the second\noperand gives the number of places to rotate. If the second operand is\npositive then rotation is to the left; otherwise rotation is to the right.\nThe coefficient of the first operand is padded on the left with zeros to\nlength precision if necessary. The sign and exponent of the first operand are\nunchanged.\n\n")]
    private Value RotateMethod([Kw] Value other, [Kw, OptNone] Value context)
    {
        var c = PyDecimalContext.Of(context);
        var o = DecConvert.Operand(other);
        uint status = 0;
        return c.Result(DecLogic.Rotate(Number, o, c.Core, ref status), status);
    }

    [PyMethod("scaleb", Doc = "Return the first operand with the exponent adjusted the second.  Equivalently,\nreturn the first operand multiplied by 10**other. The second operand must be\nan integer.\n\n")]
    private Value ScalebMethod([Kw] Value other, [Kw, OptNone] Value context)
    {
        var c = PyDecimalContext.Of(context);
        var o = DecConvert.Operand(other);
        uint status = 0;
        return c.Result(DecLogic.ScaleB(Number, o, c.Core, ref status), status);
    }

    [PyMethod("shift", Doc = "Return the result of shifting the digits of the first operand by an amount\nspecified by the second operand.  The second operand must be an integer in\nthe range -precision through precision. The absolute value of the second\noperand gives the number of places to shift. If the second operand is\npositive, then the shift is to the left; otherwise the shift is to the\nright. Digits shifted into the coefficient are zeros. The sign and exponent\nof the first operand are unchanged.\n\n")]
    private Value ShiftMethod([Kw] Value other, [Kw, OptNone] Value context)
    {
        var c = PyDecimalContext.Of(context);
        var o = DecConvert.Operand(other);
        uint status = 0;
        return c.Result(DecLogic.Shift(Number, o, c.Core, ref status), status);
    }

    [PyMethod("logical_and", Doc = "Return the digit-wise 'and' of the two (logical) operands.\n\n")]
    private Value LogicalAndMethod([Kw] Value other, [Kw, OptNone] Value context)
    {
        var c = PyDecimalContext.Of(context);
        var o = DecConvert.Operand(other);
        uint status = 0;
        return c.Result(DecLogic.Logical(Number, o, static (x, y) => x && y, c.Core, ref status), status);
    }

    [PyMethod("logical_or", Doc = "Return the digit-wise 'or' of the two (logical) operands.\n\n")]
    private Value LogicalOrMethod([Kw] Value other, [Kw, OptNone] Value context)
    {
        var c = PyDecimalContext.Of(context);
        var o = DecConvert.Operand(other);
        uint status = 0;
        return c.Result(DecLogic.Logical(Number, o, static (x, y) => x || y, c.Core, ref status), status);
    }

    [PyMethod("logical_xor", Doc = "Return the digit-wise 'exclusive or' of the two (logical) operands.\n\n")]
    private Value LogicalXorMethod([Kw] Value other, [Kw, OptNone] Value context)
    {
        var c = PyDecimalContext.Of(context);
        var o = DecConvert.Operand(other);
        uint status = 0;
        return c.Result(DecLogic.Logical(Number, o, static (x, y) => x != y, c.Core, ref status), status);
    }

    [PyMethod("compare_total", Doc = "Compare two operands using their abstract representation rather than\ntheir numerical value.  Similar to the compare() method, but the result\ngives a total ordering on Decimal instances.  Two Decimal instances with\nthe same numeric value but different representations compare unequal\nin this ordering:\n\n    >>> Decimal('12.0').compare_total(Decimal('12'))\n    Decimal('-1')\n\nQuiet and signaling NaNs are also included in the total ordering. The result\nof this function is Decimal('0') if both operands have the same representation,\nDecimal('-1') if the first operand is lower in the total order than the second,\nand Decimal('1') if the first operand is higher in the total order than the\nsecond operand. See the specification for details of the total order.\n\nThis operation is unaffected by context and is quiet: no flags are changed\nand no rounding is performed. As an exception, the C version may raise\nInvalidOperation if the second operand cannot be converted exactly.\n\n")]
    private Value CompareTotalMethod([Kw] Value other, [Kw, OptNone] Value context)
    {
        var c = PyDecimalContext.Of(context);
        var o = DecConvert.Operand(other);
        return c.Result(Dec.Of(DecCompare.Total(Number, o)), 0);
    }

    [PyMethod("compare_total_mag", Doc = "Compare two operands using their abstract representation rather than their\nvalue as in compare_total(), but ignoring the sign of each operand.\n\nx.compare_total_mag(y) is equivalent to x.copy_abs().compare_total(y.copy_abs()).\n\nThis operation is unaffected by context and is quiet: no flags are changed\nand no rounding is performed. As an exception, the C version may raise\nInvalidOperation if the second operand cannot be converted exactly.\n\n")]
    private Value CompareTotalMagMethod([Kw] Value other, [Kw, OptNone] Value context)
    {
        var c = PyDecimalContext.Of(context);
        var o = DecConvert.Operand(other);
        return c.Result(Dec.Of(DecCompare.Total(Number.WithSign(false), o.WithSign(false))), 0);
    }

    [PyMethod("copy_sign", Doc = "Return a copy of the first operand with the sign set to be the same as the\nsign of the second operand. For example:\n\n    >>> Decimal('2.3').copy_sign(Decimal('-1.5'))\n    Decimal('-2.3')\n\nThis operation is unaffected by context and is quiet: no flags are changed\nand no rounding is performed. As an exception, the C version may raise\nInvalidOperation if the second operand cannot be converted exactly.\n\n")]
    private Value CopySignMethod([Kw] Value other, [Kw, OptNone] Value context)
    {
        var c = PyDecimalContext.Of(context);
        var o = DecConvert.Operand(other);
        return c.Result(Number.WithSign(o.Negative), 0);
    }

    [PyMethod("same_quantum", Doc = "Test whether self and other have the same exponent or whether both are NaN.\n\nThis operation is unaffected by context and is quiet: no flags are changed\nand no rounding is performed. As an exception, the C version may raise\nInvalidOperation if the second operand cannot be converted exactly.\n\n")]
    private bool SameQuantum([Kw] Value other, [Kw, OptNone] Value context)
    {
        PyDecimalContext.Of(context);
        return IsSameQuantum(Number, DecConvert.Operand(other));
    }

    [PyMethod("fma", Doc = "Fused multiply-add.  Return self*other+third with no rounding of the\nintermediate product self*other.\n\n    >>> Decimal(2).fma(3, 5)\n    Decimal('11')\n\n\n")]
    private Value Fma([Kw] Value other, [Kw] Value third, [Kw, OptNone] Value context)
    {
        var c = PyDecimalContext.Of(context);
        uint status = 0;
        return c.Result(DecArithmetic.Fma(Number, DecConvert.Operand(other), DecConvert.Operand(third), c.Core, ref status), status);
    }

    [PyMethod("quantize", Doc = "Return a value equal to the first operand after rounding and having the\nexponent of the second operand.\n\n    >>> Decimal('1.41421356').quantize(Decimal('1.000'))\n    Decimal('1.414')\n\nUnlike other operations, if the length of the coefficient after the quantize\noperation would be greater than precision, then an InvalidOperation is signaled.\nThis guarantees that, unless there is an error condition, the quantized exponent\nis always equal to that of the right-hand operand.\n\nAlso unlike other operations, quantize never signals Underflow, even if the\nresult is subnormal and inexact.\n\nIf the exponent of the second operand is larger than that of the first, then\nrounding may be necessary. In this case, the rounding mode is determined by the\nrounding argument if given, else by the given context argument; if neither\nargument is given, the rounding mode of the current thread's context is used.\n\n")]
    private Value Quantize([Kw] Value exp, [Kw, OptNone] Value rounding, [Kw, OptNone] Value context)
    {
        var c = PyDecimalContext.Of(context);
        var mode = rounding.IsMissingOrNone ? c.Core.Rounding : DecConvert.Rounding(rounding);
        if (IsExact(exp) && Unsafe.As<PyDecimal>(exp.Ref!).number is { IsFinite: true } unit && DecQuick.Quantized(this, unit.Exp, mode, c) is { } quick) return new Value(quick);
        uint status = 0;
        return c.Result(DecLogic.Quantize(Number, exp.Ref is PyDecimal d ? d.Number : DecConvert.Operand(exp), mode, c.Core, ref status), status);
    }

    [PyMethod("to_integral", Doc = "Identical to the to_integral_value() method.  The to_integral() name has been\nkept for compatibility with older versions.\n\n")]
    private Value ToIntegral([Kw, OptNone] Value rounding, [Kw, OptNone] Value context)
    {
        var c = PyDecimalContext.Of(context);
        var mode = rounding.IsMissingOrNone ? c.Core.Rounding : DecConvert.Rounding(rounding);
        uint status = 0;
        return c.Result(DecLogic.ToIntegral(Number, mode, false, c.Core, ref status), status);
    }

    [PyMethod("to_integral_value", Doc = "Round to the nearest integer without signaling Inexact or Rounded.  The\nrounding mode is determined by the rounding parameter if given, else by\nthe given context. If neither parameter is given, then the rounding mode\nof the current default context is used.\n\n")]
    private Value ToIntegralValue([Kw, OptNone] Value rounding, [Kw, OptNone] Value context)
    {
        var c = PyDecimalContext.Of(context);
        var mode = rounding.IsMissingOrNone ? c.Core.Rounding : DecConvert.Rounding(rounding);
        uint status = 0;
        return c.Result(DecLogic.ToIntegral(Number, mode, false, c.Core, ref status), status);
    }

    [PyMethod("to_integral_exact", Doc = "Round to the nearest integer, signaling Inexact or Rounded as appropriate if\nrounding occurs.  The rounding mode is determined by the rounding parameter\nif given, else by the given context. If neither parameter is given, then the\nrounding mode of the current default context is used.\n\n")]
    private Value ToIntegralExact([Kw, OptNone] Value rounding, [Kw, OptNone] Value context)
    {
        var c = PyDecimalContext.Of(context);
        var mode = rounding.IsMissingOrNone ? c.Core.Rounding : DecConvert.Rounding(rounding);
        uint status = 0;
        return c.Result(DecLogic.ToIntegral(Number, mode, true, c.Core, ref status), status);
    }

    [PyMethod("is_canonical", Doc = "Return True if the argument is canonical and False otherwise.  Currently,\na Decimal instance is always canonical, so this operation always returns\nTrue.\n\n")] private bool IsCanonical() => true;

    [PyMethod("is_finite", Doc = "Return True if the argument is a finite number, and False if the argument\nis infinite or a NaN.\n\n")] private bool IsFinite() => Number.IsFinite;

    [PyMethod("is_infinite", Doc = "Return True if the argument is either positive or negative infinity and\nFalse otherwise.\n\n")] private bool IsInfinite() => Number.IsInfinite;

    [PyMethod("is_nan", Doc = "Return True if the argument is a (quiet or signaling) NaN and False\notherwise.\n\n")] private bool IsNan() => Number.IsNaN;

    [PyMethod("is_qnan", Doc = "Return True if the argument is a quiet NaN, and False otherwise.\n\n")] private bool IsQnan() => Number.Kind == DecKind.NaN;

    [PyMethod("is_snan", Doc = "Return True if the argument is a signaling NaN and False otherwise.\n\n")] private bool IsSnan() => Number.IsSignaling;

    [PyMethod("is_signed", Doc = "Return True if the argument has a negative sign and False otherwise.\nNote that both zeros and NaNs can carry signs.\n\n")] private bool IsSigned() => Number.Negative;

    [PyMethod("is_zero", Doc = "Return True if the argument is a (positive or negative) zero and False\notherwise.\n\n")] private bool IsZero() => Number.IsZero;

    [PyMethod("is_normal", Doc = "Return True if the argument is a normal finite non-zero number with an\nadjusted exponent greater than or equal to Emin. Return False if the\nargument is zero, subnormal, infinite or a NaN.\n\n")]
    private bool IsNormalMethod([Kw, OptNone] Value context)
    {
        var c = PyDecimalContext.Of(context);
        return IsNormal(Number, c.Core);
    }

    [PyMethod("is_subnormal", Doc = "Return True if the argument is subnormal, and False otherwise. A number is\nsubnormal if it is non-zero, finite, and has an adjusted exponent less\nthan Emin.\n\n")]
    private bool IsSubnormalMethod([Kw, OptNone] Value context)
    {
        var c = PyDecimalContext.Of(context);
        return IsSubnormal(Number, c.Core);
    }

    [PyMethod("number_class", Doc = "Return a string describing the class of the operand.  The returned value\nis one of the following ten strings:\n\n    * '-Infinity', indicating that the operand is negative infinity.\n    * '-Normal', indicating that the operand is a negative normal number.\n    * '-Subnormal', indicating that the operand is negative and subnormal.\n    * '-Zero', indicating that the operand is a negative zero.\n    * '+Zero', indicating that the operand is a positive zero.\n    * '+Subnormal', indicating that the operand is positive and subnormal.\n    * '+Normal', indicating that the operand is a positive normal number.\n    * '+Infinity', indicating that the operand is positive infinity.\n    * 'NaN', indicating that the operand is a quiet NaN (Not a Number).\n    * 'sNaN', indicating that the operand is a signaling NaN.\n\n\n")]
    private string NumberClass([Kw, OptNone] Value context)
    {
        return Class(Number, PyDecimalContext.Of(context).Core);
    }

    [PyMethod("to_eng_string", Doc = "Convert to an engineering-type string.  Engineering notation has an exponent\nwhich is a multiple of 3, so there are up to 3 digits left of the decimal\nplace. For example, Decimal('123E+1') is converted to Decimal('1.23E+3').\n\nThe value of context.capitals determines whether the exponent sign is lower\nor upper case. Otherwise, the context does not affect the operation.\n\n")]
    private string ToEngString([Kw, OptNone] Value context)
    {
        return DecText.ToString(Number, true, PyDecimalContext.Of(context).Core.Capitals);
    }

    [PyMethod("canonical", Doc = "Return the canonical encoding of the argument.  Currently, the encoding\nof a Decimal instance is always canonical, so this operation returns its\nargument unchanged.\n\n")] private Value Canonical() => new(this);

    [PyMethod("conjugate", Doc = "Return self.\n\n")] private Value Conjugate() => new(this);

    [PyMethod("copy_abs", Doc = "Return the absolute value of the argument.  This operation is unaffected by\ncontext and is quiet: no flags are changed and no rounding is performed.\n\n")] private Value CopyAbs() => new(new PyDecimal(Number.WithSign(false)));

    [PyMethod("copy_negate", Doc = "Return the negation of the argument.  This operation is unaffected by context\nand is quiet: no flags are changed and no rounding is performed.\n\n")] private Value CopyNegate() => new(new PyDecimal(Number.WithSign(!Number.Negative)));

    [PyMethod("radix", Doc = "Return Decimal(10), the radix (base) in which the Decimal class does\nall its arithmetic. Included for compatibility with the specification.\n\n")] private Value Radix() => new(new PyDecimal(Dec.Of(10)));

    [PyMethod("adjusted", Doc = "Return the adjusted exponent of the number.  Defined as exp + digits - 1.\n\n")] private long Adjusted() => Number.IsSpecial ? 0 : Number.Adjusted;
}
