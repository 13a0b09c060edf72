using TieredPy.Runtime.Numbers;

namespace TieredPy.Runtime.Modules;

/// <summary>cmath: functions of complex numbers.</summary>
[PyModule("cmath", Doc = "This module provides access to mathematical functions for complex\nnumbers.")]
internal static partial class CMathModule
{
    [PyConstant("pi")] private static double Pi => Math.PI;
    [PyConstant("e")] private static double E => Math.E;
    [PyConstant("tau")] private static double Tau => Math.Tau;
    [PyConstant("inf")] private static double Inf => double.PositiveInfinity;
    [PyConstant("nan")] private static double NaN => BitConverter.Int64BitsToDouble(0x7FF8000000000000);
    [PyConstant("infj")] private static Value InfJ => new(new PyComplex(0, double.PositiveInfinity));
    [PyConstant("nanj")] private static Value NaNJ => new(new PyComplex(0, NaN));

    private static Complex Get(Value z) => ComplexConversion.TryFromNumber(z, out var c) ? c : throw Err.TypeError($"must be real number, not {Ops.TypeName(z)}");

    private static Value Make(Complex z) => new(new PyComplex(z));

    private static Value Make(Complex z, MathError error) => error switch
    {
        MathError.None => Make(z),
        MathError.Domain => throw MathModule.Domain(),
        _ => throw MathModule.Range(),
    };

    [PyFunction("acos", Doc = "Return the arc cosine of z.")] private static Value Acos(Value z) => Make(ComplexMath.Acos(Get(z)));
    [PyFunction("acosh", Doc = "Return the inverse hyperbolic cosine of z.")] private static Value Acosh(Value z) => Make(ComplexMath.Acosh(Get(z)));
    [PyFunction("asin", Doc = "Return the arc sine of z.")] private static Value Asin(Value z) => Make(ComplexMath.Asin(Get(z)));
    [PyFunction("asinh", Doc = "Return the inverse hyperbolic sine of z.")] private static Value Asinh(Value z) => Make(ComplexMath.Asinh(Get(z)));
    [PyFunction("atan", Doc = "Return the arc tangent of z.")] private static Value Atan(Value z) => Make(ComplexMath.Atan(Get(z), out var e), e);
    [PyFunction("atanh", Doc = "Return the inverse hyperbolic tangent of z.")] private static Value Atanh(Value z) => Make(ComplexMath.Atanh(Get(z), out var e), e);
    [PyFunction("cos", Doc = "Return the cosine of z.")] private static Value Cos(Value z) => Make(ComplexMath.Cos(Get(z), out var e), e);
    [PyFunction("cosh", Doc = "Return the hyperbolic cosine of z.")] private static Value Cosh(Value z) => Make(ComplexMath.Cosh(Get(z), out var e), e);
    [PyFunction("exp", Doc = "Return the exponential value e**z.")] private static Value Exp(Value z) => Make(ComplexMath.Exp(Get(z), out var e), e);
    [PyFunction("log10", Doc = "Return the base-10 logarithm of z.")] private static Value Log10(Value z) => Make(ComplexMath.Log10(Get(z), out var e), e);
    [PyFunction("sin", Doc = "Return the sine of z.")] private static Value Sin(Value z) => Make(ComplexMath.Sin(Get(z), out var e), e);
    [PyFunction("sinh", Doc = "Return the hyperbolic sine of z.")] private static Value Sinh(Value z) => Make(ComplexMath.Sinh(Get(z), out var e), e);
    [PyFunction("sqrt", Doc = "Return the square root of z.")] private static Value Sqrt(Value z) => Make(ComplexMath.Sqrt(Get(z)));
    [PyFunction("tan", Doc = "Return the tangent of z.")] private static Value Tan(Value z) => Make(ComplexMath.Tan(Get(z), out var e), e);
    [PyFunction("tanh", Doc = "Return the hyperbolic tangent of z.")] private static Value Tanh(Value z) => Make(ComplexMath.Tanh(Get(z), out var e), e);

    [PyFunction("log", Doc = "log(z[, base]) -> the logarithm of z to the given base.\n\nIf the base is not specified, returns the natural logarithm (base e) of z.")]
    private static Value Log(Value z, [Opt] Value numberBase)
    {
        var r = ComplexMath.Log(Get(z), out var error);
        if (!numberBase.IsMissing)
        {
            var b = ComplexMath.Log(Get(numberBase), out var baseError);
            if (baseError != MathError.None) error = baseError;
            r = ComplexMath.Divide(r, b, out var divideError);
            if (divideError != MathError.None) error = divideError;
        }
        return Make(r, error);
    }

    [PyFunction("phase", Doc = "Return argument, also known as the phase angle, of a complex.")]
    private static double Phase(Value z) => ComplexMath.Phase(Get(z));

    [PyFunction("polar", Doc = "Convert a complex from rectangular coordinates to polar coordinates.\n\nr is the distance from 0 and phi the phase angle.")]
    private static Value Polar(Value z)
    {
        var c = Get(z);
        double r = ComplexMath.Abs(c, out var error);
        if (error != MathError.None) throw MathModule.Range();
        return new Value(new PyTuple([Value.Float(r), Value.Float(ComplexMath.Phase(c))]));
    }

    [PyFunction("rect", Doc = "Convert from polar coordinates to rectangular coordinates.")]
    private static Value Rect(double r, double phi) => Make(ComplexMath.Rect(r, phi, out var e), e);

    [PyFunction("isfinite", Doc = "Return True if both the real and imaginary parts of z are finite, else False.")]
    private static bool IsFinite(Value z) => Get(z) is var c && double.IsFinite(c.Real) && double.IsFinite(c.Imaginary);

    [PyFunction("isinf", Doc = "Checks if the real or imaginary part of z is infinite.")]
    private static bool IsInf(Value z) => Get(z) is var c && (double.IsInfinity(c.Real) || double.IsInfinity(c.Imaginary));

    [PyFunction("isnan", Doc = "Checks if the real or imaginary part of z not a number (NaN).")]
    private static bool IsNaN(Value z) => Get(z) is var c && (double.IsNaN(c.Real) || double.IsNaN(c.Imaginary));

    [PyFunction("isclose", Doc = "Determine whether two complex numbers are close in value.\n\n  rel_tol\n    maximum difference for being considered \"close\", relative to the\n    magnitude of the input values\n  abs_tol\n    maximum difference for being considered \"close\", regardless of the\n    magnitude of the input values\n\nReturn True if a is close in value to b, and False otherwise.\n\nFor the values to be considered close, the difference between them must be\nsmaller than at least one of the tolerances.\n\n-inf, inf and NaN behave similarly to the IEEE 754 Standard. That is, NaN is\nnot close to anything, even itself. inf and -inf are only close to themselves.")]
    private static bool IsClose([Kw] Value a, [Kw] Value b, [KwOnly, Kw("rel_tol")] double relTol = 1e-09, [KwOnly, Kw("abs_tol")] double absTol = 0.0)
    {
        if (relTol < 0 || absTol < 0) throw Err.ValueError("tolerances must be non-negative");
        return ComplexMath.IsClose(Get(a), Get(b), relTol, absTol);
    }
}
