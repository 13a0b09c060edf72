using TieredPy.Runtime.Numbers;

namespace TieredPy.Runtime.Modules;

/// <summary>math: functions of floats. Typed bodies, so that compiled code can call them without boxes.</summary>
[PyModule("math", Doc = "This module provides access to the mathematical functions\ndefined by the C standard.")]
internal static partial class MathModule
{
    [PyConstant("pi")] private static double Pi => Math.PI;
    [PyConstant("e")] private static double E => Math.E;
    [PyConstant("tau")] private static double Tau => Math.Tau;
    [PyConstant("inf")] private static double Inf => double.PositiveInfinity;
    [PyConstant("nan")] private static double NaN => BitConverter.Int64BitsToDouble(0x7FF8000000000000);

    internal static PyException Domain() => Err.ValueError("math domain error");

    internal static PyException Range() => Err.OverflowError("math range error");

    private static double Check(double result, MathError error) => error switch
    {
        MathError.None => result,
        MathError.Domain => throw Domain(),
        _ => throw Range(),
    };

    /// <summary>The result, unless it is NaN or infinite though the argument wasn't.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Guard(double x, double r) => double.IsFinite(r) ? r : Special(x, r, false);

    /// <summary>As <see cref="Guard"/> for functions that can overflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double GuardRange(double x, double r) => double.IsFinite(r) ? r : Special(x, r, true);

    private static double Special(double x, double r, bool canOverflow)
    {
        if (double.IsNaN(r)) return double.IsNaN(x) ? r : throw Domain();
        if (double.IsFinite(x)) throw canOverflow ? Range() : Domain();
        return r;
    }

    [PyFunction("sqrt", Pure = true, Doc = "Return the square root of x.")]
    internal static double Sqrt(double x) => x >= 0 ? Math.Sqrt(x) : Guard(x, Math.Sqrt(x));

    [PyFunction("cbrt", Pure = true, Doc = "Return the cube root of x.")]
    internal static double Cbrt(double x) => Math.Cbrt(x);

    [PyFunction("sin", Pure = true, Doc = "Return the sine of x (measured in radians).")]
    internal static double Sin(double x) => Guard(x, Math.Sin(x));

    [PyFunction("cos", Pure = true, Doc = "Return the cosine of x (measured in radians).")]
    internal static double Cos(double x) => Guard(x, Math.Cos(x));

    [PyFunction("tan", Pure = true, Doc = "Return the tangent of x (measured in radians).")]
    internal static double Tan(double x) => Guard(x, Math.Tan(x));

    [PyFunction("asin", Pure = true, Doc = "Return the arc sine (measured in radians) of x.\n\nThe result is between -pi/2 and pi/2.")]
    internal static double Asin(double x) => Guard(x, Math.Asin(x));

    [PyFunction("acos", Pure = true, Doc = "Return the arc cosine (measured in radians) of x.\n\nThe result is between 0 and pi.")]
    internal static double Acos(double x) => Guard(x, Math.Acos(x));

    [PyFunction("atan", Pure = true, Doc = "Return the arc tangent (measured in radians) of x.\n\nThe result is between -pi/2 and pi/2.")]
    internal static double Atan(double x) => Math.Atan(x);

    [PyFunction("atan2", Pure = true, Doc = "Return the arc tangent (measured in radians) of y/x.\n\nUnlike atan(y/x), the signs of both x and y are considered.")]
    internal static double Atan2(double y, double x) => Math.Atan2(y, x);

    [PyFunction("sinh", Pure = true, Doc = "Return the hyperbolic sine of x.")]
    internal static double Sinh(double x) => GuardRange(x, Math.Sinh(x));

    [PyFunction("cosh", Pure = true, Doc = "Return the hyperbolic cosine of x.")]
    internal static double Cosh(double x) => GuardRange(x, Math.Cosh(x));

    [PyFunction("tanh", Pure = true, Doc = "Return the hyperbolic tangent of x.")]
    internal static double Tanh(double x) => Math.Tanh(x);

    [PyFunction("asinh", Pure = true, Doc = "Return the inverse hyperbolic sine of x.")]
    internal static double Asinh(double x) => Math.Asinh(x);

    [PyFunction("acosh", Pure = true, Doc = "Return the inverse hyperbolic cosine of x.")]
    internal static double Acosh(double x) => Guard(x, Math.Acosh(x));

    [PyFunction("atanh", Pure = true, Doc = "Return the inverse hyperbolic tangent of x.")]
    internal static double Atanh(double x) => Guard(x, Math.Atanh(x));

    [PyFunction("exp", Pure = true, Doc = "Return e raised to the power of x.")]
    internal static double Exp(double x) => GuardRange(x, Math.Exp(x));

    [PyFunction("exp2", Pure = true, Doc = "Return 2 raised to the power of x.")]
    internal static double Exp2(double x) => GuardRange(x, LibM.Exp2(x));

    [PyFunction("expm1", Pure = true, Doc = "Return exp(x)-1.\n\nThis function avoids the loss of precision involved in the direct evaluation of exp(x)-1 for small x.")]
    internal static double Expm1(double x) => GuardRange(x, LibM.Expm1(x));

    [PyFunction("log1p", Pure = true, Doc = "Return the natural logarithm of 1+x (base e).\n\nThe result is computed in a way which is accurate for x near zero.")]
    internal static double Log1p(double x) => Guard(x, LibM.Log1p(x));

    [PyFunction("erf", Pure = true, Doc = "Error function at x.")]
    internal static double Erf(double x) => LibM.Erf(x);

    [PyFunction("erfc", Pure = true, Doc = "Complementary error function at x.")]
    internal static double Erfc(double x) => LibM.Erfc(x);

    [PyFunction("gamma", Pure = true, Doc = "Gamma function at x.")]
    internal static double Gamma(double x) => Check(MathGamma.Gamma(x, out var error), error);

    [PyFunction("lgamma", Pure = true, Doc = "Natural logarithm of absolute value of Gamma function at x.")]
    internal static double LGamma(double x) => Check(MathGamma.LogGamma(x, out var error), error);

    [PyFunction("fabs", Pure = true, Doc = "Return the absolute value of the float x.")]
    internal static double Fabs(double x) => Math.Abs(x);

    [PyFunction("copysign", Pure = true, Doc = "Return a float with the magnitude (absolute value) of x but the sign of y.\n\nOn platforms that support signed zeros, copysign(1.0, -0.0)\nreturns -1.0.\n")]
    internal static double CopySign(double x, double y) => Math.CopySign(x, y);

    [PyFunction("degrees", Pure = true, Doc = "Convert angle x from radians to degrees.")]
    internal static double Degrees(double x) => x * (180.0 / Math.PI);

    [PyFunction("radians", Pure = true, Doc = "Convert angle x from degrees to radians.")]
    internal static double Radians(double x) => x * (Math.PI / 180.0);

    [PyFunction("isfinite", Pure = true, Doc = "Return True if x is neither an infinity nor a NaN, and False otherwise.")]
    internal static bool IsFinite(double x) => double.IsFinite(x);

    [PyFunction("isinf", Pure = true, Doc = "Return True if x is a positive or negative infinity, and False otherwise.")]
    internal static bool IsInf(double x) => double.IsInfinity(x);

    [PyFunction("isnan", Pure = true, Doc = "Return True if x is a NaN (not a number), and False otherwise.")]
    internal static bool IsNaN(double x) => double.IsNaN(x);

    [PyFunction("fmod", Pure = true, Doc = "Return fmod(x, y), according to platform C.\n\nx % y may differ.")]
    internal static double Fmod(double x, double y)
    {
        if (double.IsInfinity(y) && double.IsFinite(x)) return x;
        double r = MathFunctions.Fmod(x, y);
        return double.IsNaN(r) && !double.IsNaN(x) && !double.IsNaN(y) ? throw Domain() : r;
    }

    [PyFunction("remainder", Pure = true, Doc = "Difference between x and the closest integer multiple of y.\n\nReturn x - n*y where n*y is the closest integer multiple of y.\nIn the case where x is exactly halfway between two multiples of\ny, the nearest even value of n is used. The result is always exact.")]
    internal static double Remainder(double x, double y)
    {
        double r = MathFunctions.Remainder(x, y);
        return double.IsNaN(r) && !double.IsNaN(x) && !double.IsNaN(y) ? throw Domain() : r;
    }

    [PyFunction("pow", Pure = true, Doc = "Return x**y (x to the power of y).")]
    internal static double Pow(double x, double y)
    {
        if (!double.IsFinite(x) || !double.IsFinite(y)) return Math.Pow(x, y);
        double r = Math.Pow(x, y);
        if (double.IsFinite(r)) return r;
        throw double.IsNaN(r) || x == 0 ? Domain() : Range();
    }

    [PyFunction("fma", Pure = true, Doc = "Fused multiply-add operation.\n\nCompute (x * y) + z with a single round.")]
    internal static double Fma(double x, double y, double z)
    {
        double r = Math.FusedMultiplyAdd(x, y, z);
        if (double.IsFinite(r)) return r;
        if (double.IsNaN(r))
            return double.IsNaN(x) || double.IsNaN(y) || double.IsNaN(z) ? r : throw Err.ValueError("invalid operation in fma");
        return double.IsFinite(x) && double.IsFinite(y) && double.IsFinite(z) ? throw Err.OverflowError("overflow in fma") : r;
    }

    [PyFunction("ulp", Pure = true, Doc = "Return the value of the least significant bit of the float x.")]
    internal static double Ulp(double x) => MathFunctions.Ulp(x);

    [PyFunction("nextafter", Doc = "Return the floating-point value the given number of steps after x towards y.\n\nIf steps is not specified or is None, it defaults to 1.\n\nRaises a TypeError, if x or y is not a double, or if steps is not an integer.\nRaises ValueError if steps is negative.")]
    private static double NextAfter(double x, double y, [OptNone, KwOnly, Kw] Value steps)
    {
        if (steps.IsNone)
        {
            if (double.IsNaN(x) || double.IsNaN(y)) return x + y;
            return x == y ? y : x < y ? Math.BitIncrement(x) : Math.BitDecrement(x);
        }
        var n = IntOps.ToBig(Ops.Index(steps));
        if (n.Sign < 0) throw Err.ValueError("steps must be a non-negative integer");
        return MathFunctions.NextAfter(x, y, n > ulong.MaxValue ? ulong.MaxValue : (ulong)n);
    }

    [PyFunction("isclose", Doc = "Determine whether two floating-point numbers are close in value.\n\n  rel_tol\n    maximum difference for being considered \"close\", relative to the\n    magnitude of the input values\n  abs_tol\n    maximum difference for being considered \"close\", regardless of the\n    magnitude of the input values\n\nReturn True if a is close in value to b, and False otherwise.\n\nFor the values to be considered close, the difference between them\nmust be smaller than at least one of the tolerances.\n\n-inf, inf and NaN behave similarly to the IEEE 754 Standard.  That\nis, NaN is not close to anything, even itself.  inf and -inf are\nonly close to themselves.")]
    private static bool IsClose([Kw] double a, [Kw] double b, [KwOnly, Kw("rel_tol")] double relTol = 1e-09, [KwOnly, Kw("abs_tol")] double absTol = 0.0)
    {
        if (relTol < 0 || absTol < 0) throw Err.ValueError("tolerances must be non-negative");
        return MathFunctions.IsClose(a, b, relTol, absTol);
    }

    [PyFunction("frexp", Doc = "Return the mantissa and exponent of x, as pair (m, e).\n\nm is a float and e is an int, such that x = m * 2.**e.\nIf x is 0, m and e are both 0.  Else 0.5 <= abs(m) < 1.0.")]
    private static Value Frexp(double x)
    {
        var (mantissa, exponent) = MathFunctions.Frexp(x);
        return new Value(new PyTuple([Value.Float(mantissa), Value.Int(exponent)]));
    }

    [PyFunction("ldexp", Doc = "Return x * (2**i).\n\nThis is essentially the inverse of frexp().")]
    private static double Ldexp(double x, Value i)
    {
        if (!IntOps.IsInt(i)) throw Err.TypeError("Expected an int as second argument to ldexp.");
        long n = IntOps.TryGetSmall(i, out long small) ? small : IntOps.CompareInts(i, Value.Int(0)) < 0 ? long.MinValue / 2 : long.MaxValue / 2;
        return Check(MathFunctions.Ldexp(x, n, out var error), error);
    }

    [PyFunction("modf", Doc = "Return the fractional and integer parts of x.\n\nBoth results carry the sign of x and are floats.")]
    private static Value Modf(double x)
    {
        var (fraction, whole) = MathFunctions.Modf(x);
        return new Value(new PyTuple([Value.Float(fraction), Value.Float(whole)]));
    }

    private static double Logarithm(Value x, Func<double, double> ofDouble, Func<BigInteger, double> ofBig)
    {
        if (IntOps.IsInt(x))
        {
            if (IntOps.Get(x, out long small, out var big) == IntKind.Small) return small > 0 ? ofDouble(small) : throw Domain();
            return big.Sign > 0 ? ofBig(big) : throw Domain();
        }
        double d = Ops.AsDouble(x);
        if (d > 0 || double.IsNaN(d)) return ofDouble(d);
        throw Domain();
    }

    [PyFunction("log", Doc = "log(x, [base=math.e])\nReturn the logarithm of x to the given base.\n\nIf the base is not specified, returns the natural logarithm (base e) of x.")]
    private static double Log(Value x, [Opt] Value numberBase)
    {
        double n = x.IsFloat && x.AsFloat > 0 ? Math.Log(x.AsFloat) : Logarithm(x, Math.Log, MathFunctions.Log);
        if (numberBase.IsMissing) return n;
        double d = Logarithm(numberBase, Math.Log, MathFunctions.Log);
        return d != 0 ? n / d : throw Err.ZeroDivisionError("float division by zero");
    }

    [PyFunction("log2", Doc = "Return the base 2 logarithm of x.")]
    private static double Log2(Value x) => Logarithm(x, Math.Log2, MathFunctions.Log2);

    [PyFunction("log10", Doc = "Return the base 10 logarithm of x.")]
    private static double Log10(Value x) => Logarithm(x, Math.Log10, MathFunctions.Log10);
}
