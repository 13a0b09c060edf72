using System.Numerics;

namespace TieredPy.Runtime.Numbers;

/// <summary>
/// Complex arithmetic and the functions of cmath, with C99's special values, branch cuts continuous from the side of the sign of zero,
/// and no overflow on the way to a finite result.
/// </summary>
internal static class ComplexMath
{
    private const double Large = double.MaxValue / 4;
    private const double SmallestNormal = 2.2250738585072014e-308;
    private const double Ln2 = 0.6931471805599453094;
    private const double Ln10 = 2.302585092994045684;
    private static readonly double SqrtLarge = Math.Sqrt(Large);
    private static readonly double LogLarge = Math.Log(Large);
    private static readonly double SqrtSmallest = Math.Sqrt(SmallestNormal);

    public static Complex Multiply(Complex a, Complex b) =>
        new(a.Real * b.Real - a.Imaginary * b.Imaginary, a.Real * b.Imaginary + a.Imaginary * b.Real);

    /// <summary>a / b by Smith's method; <see cref="MathError.Domain"/> when b is zero.</summary>
    public static Complex Divide(Complex a, Complex b, out MathError error)
    {
        error = MathError.None;
        double sizeReal = Math.Abs(b.Real), sizeImaginary = Math.Abs(b.Imaginary);
        if (sizeReal >= sizeImaginary)
        {
            if (sizeReal == 0)
            {
                error = MathError.Domain;
                return Complex.Zero;
            }
            var ratio = b.Imaginary / b.Real;
            var denominator = b.Real + b.Imaginary * ratio;
            return new((a.Real + a.Imaginary * ratio) / denominator, (a.Imaginary - a.Real * ratio) / denominator);
        }
        if (sizeImaginary >= sizeReal)
        {
            var ratio = b.Real / b.Imaginary;
            var denominator = b.Real * ratio + b.Imaginary;
            return new((a.Real * ratio + a.Imaginary) / denominator, (a.Imaginary * ratio - a.Real) / denominator);
        }
        return new(double.NaN, double.NaN);
    }

    /// <summary>
    /// a ** b. <see cref="MathError.Domain"/>: zero to a negative or complex power; <see cref="MathError.Range"/>: overflow.
    /// </summary>
    public static Complex Pow(Complex a, Complex b, out MathError error)
    {
        error = MathError.None;
        Complex result;
        if (b.Imaginary == 0 && b.Real == Math.Floor(b.Real) && Math.Abs(b.Real) <= 100)
        {
            var n = (int)b.Real;
            result = PowPositive(a, Math.Abs(n));
            if (n <= 0)
                result = Divide(Complex.One, result, out error);
        }
        else
        {
            result = PowGeneral(a, b, out error);
        }
        if (error == MathError.None && (double.IsInfinity(result.Real) || double.IsInfinity(result.Imaginary)))
            error = MathError.Range;
        return result;
    }

    /// <summary>abs(z); <see cref="MathError.Range"/> on overflow.</summary>
    public static double Abs(Complex z, out MathError error)
    {
        error = MathError.None;
        if (double.IsInfinity(z.Real) || double.IsInfinity(z.Imaginary))
            return double.PositiveInfinity;
        if (double.IsNaN(z.Real) || double.IsNaN(z.Imaginary))
            return double.NaN;
        var result = LibM.Hypot(z.Real, z.Imaginary);
        if (!double.IsFinite(result))
            error = MathError.Range;
        return result;
    }

    public static double Phase(Complex z) => Math.Atan2(z.Imaginary, z.Real);

    public static Complex Rect(double r, double phi, out MathError error)
    {
        error = MathError.None;
        if (!double.IsFinite(r) || !double.IsFinite(phi))
        {
            if (r != 0 && !double.IsNaN(r) && double.IsInfinity(phi))
                error = MathError.Domain;
            if (double.IsInfinity(r) && double.IsFinite(phi) && phi != 0)
                return new(Math.CopySign(r, Math.Cos(phi) * r), Math.CopySign(r, Math.Sin(phi) * r));
            return ComplexSpecialValues.Rect(new(r, phi));
        }
        return phi == 0 ? new(r, r * phi) : new(r * Math.Cos(phi), r * Math.Sin(phi));
    }

    public static Complex Sqrt(Complex z)
    {
        if (!Complex.IsFinite(z))
            return ComplexSpecialValues.Sqrt(z);
        if (z.Real == 0 && z.Imaginary == 0)
            return new(0, z.Imaginary);
        double x = Math.Abs(z.Real), y = Math.Abs(z.Imaginary), s;
        if (x < SmallestNormal && y < SmallestNormal)
        {
            x = Math.ScaleB(x, 53);
            s = Math.ScaleB(Math.Sqrt(x + LibM.Hypot(x, Math.ScaleB(y, 53))), -27);
        }
        else
        {
            x /= 8;
            s = 2 * Math.Sqrt(x + LibM.Hypot(x, y / 8));
        }
        var d = y / (2 * s);
        return z.Real >= 0 ? new(s, Math.CopySign(d, z.Imaginary)) : new(d, Math.CopySign(s, z.Imaginary));
    }

    public static Complex Acos(Complex z)
    {
        if (!Complex.IsFinite(z))
            return ComplexSpecialValues.Acos(z);
        if (IsLarge(z))
        {
            var log = LogOfHalf(z) + Ln2 * 2;
            return new(
                Math.Atan2(Math.Abs(z.Imaginary), z.Real),
                z.Real < 0 ? -Math.CopySign(log, z.Imaginary) : Math.CopySign(log, -z.Imaginary));
        }
        var s1 = Sqrt(new(1 - z.Real, -z.Imaginary));
        var s2 = Sqrt(new(1 + z.Real, z.Imaginary));
        return new(2 * Math.Atan2(s1.Real, s2.Real), Math.Asinh(s2.Real * s1.Imaginary - s2.Imaginary * s1.Real));
    }

    public static Complex Acosh(Complex z)
    {
        if (!Complex.IsFinite(z))
            return ComplexSpecialValues.Acosh(z);
        if (IsLarge(z))
            return new(LogOfHalf(z) + Ln2 * 2, Math.Atan2(z.Imaginary, z.Real));
        var s1 = Sqrt(new(z.Real - 1, z.Imaginary));
        var s2 = Sqrt(new(z.Real + 1, z.Imaginary));
        return new(Math.Asinh(s1.Real * s2.Real + s1.Imaginary * s2.Imaginary), 2 * Math.Atan2(s1.Imaginary, s2.Real));
    }

    public static Complex Asin(Complex z) => FromRotated(Asinh(Rotated(z)));

    public static Complex Asinh(Complex z)
    {
        if (!Complex.IsFinite(z))
            return ComplexSpecialValues.Asinh(z);
        if (IsLarge(z))
        {
            var log = LogOfHalf(z) + Ln2 * 2;
            return new(
                z.Imaginary >= 0 ? Math.CopySign(log, z.Real) : -Math.CopySign(log, -z.Real),
                Math.Atan2(z.Imaginary, Math.Abs(z.Real)));
        }
        var s1 = Sqrt(new(1 + z.Imaginary, -z.Real));
        var s2 = Sqrt(new(1 - z.Imaginary, z.Real));
        return new(
            Math.Asinh(s1.Real * s2.Imaginary - s2.Real * s1.Imaginary),
            Math.Atan2(z.Imaginary, s1.Real * s2.Real - s1.Imaginary * s2.Imaginary));
    }

    public static Complex Atan(Complex z, out MathError error) => FromRotated(Atanh(Rotated(z), out error));

    public static Complex Atanh(Complex z, out MathError error)
    {
        error = MathError.None;
        if (!Complex.IsFinite(z))
            return ComplexSpecialValues.Atanh(z);
        if (z.Real < 0)
            return Negated(Atanh(Negated(z), out error));
        var y = Math.Abs(z.Imaginary);
        if (z.Real > SqrtLarge || y > SqrtLarge)
        {
            // atanh(z) is about 1/z +- i pi/2 here.
            var h = LibM.Hypot(z.Real / 2, z.Imaginary / 2);
            return new(z.Real / 4 / h / h, -Math.CopySign(Math.PI / 2, -z.Imaginary));
        }
        if (z.Real == 1 && y < SqrtSmallest)
        {
            if (y == 0)
            {
                error = MathError.Domain;
                return new(double.PositiveInfinity, z.Imaginary);
            }
            return new(-Math.Log(Math.Sqrt(y) / Math.Sqrt(LibM.Hypot(y, 2))), Math.CopySign(Math.Atan2(2, -y) / 2, z.Imaginary));
        }
        var below = 1 - z.Real;
        return new(
            LibM.Log1p(4 * z.Real / (below * below + y * y)) / 4,
            -Math.Atan2(-2 * z.Imaginary, below * (1 + z.Real) - y * y) / 2);
    }

    public static Complex Cos(Complex z, out MathError error) => Cosh(Rotated(z), out error);

    public static Complex Cosh(Complex z, out MathError error)
    {
        error = MathError.None;
        double x = z.Real, y = z.Imaginary;
        if (!Complex.IsFinite(z))
        {
            if (double.IsInfinity(y) && !double.IsNaN(x))
                error = MathError.Domain;
            if (!double.IsInfinity(x) || !double.IsFinite(y) || y == 0)
                return ComplexSpecialValues.Cosh(z);
            var imaginary = Math.CopySign(double.PositiveInfinity, Math.Sin(y));
            return new(Math.CopySign(double.PositiveInfinity, Math.Cos(y)), x > 0 ? imaginary : -imaginary);
        }
        Complex result;
        if (Math.Abs(x) > LogLarge)
        {
            var smaller = x - Math.CopySign(1, x);
            result = new(Math.Cos(y) * Math.Cosh(smaller) * Math.E, Math.Sin(y) * Math.Sinh(smaller) * Math.E);
        }
        else
        {
            result = new(Math.Cos(y) * Math.Cosh(x), Math.Sin(y) * Math.Sinh(x));
        }
        return Checked(result, ref error);
    }

    public static Complex Exp(Complex z, out MathError error)
    {
        error = MathError.None;
        double x = z.Real, y = z.Imaginary;
        if (!Complex.IsFinite(z))
        {
            if (double.IsInfinity(y) && (double.IsFinite(x) || double.IsPositiveInfinity(x)))
                error = MathError.Domain;
            if (!double.IsInfinity(x) || !double.IsFinite(y) || y == 0)
                return ComplexSpecialValues.Exp(z);
            var size = x > 0 ? double.PositiveInfinity : 0;
            return new(Math.CopySign(size, Math.Cos(y)), Math.CopySign(size, Math.Sin(y)));
        }
        if (x > LogLarge)
        {
            var l = Math.Exp(x - 1);
            return Checked(new(l * Math.Cos(y) * Math.E, l * Math.Sin(y) * Math.E), ref error);
        }
        var length = Math.Exp(x);
        return Checked(new(length * Math.Cos(y), length * Math.Sin(y)), ref error);
    }

    public static Complex Log(Complex z, out MathError error)
    {
        error = MathError.None;
        if (!Complex.IsFinite(z))
            return ComplexSpecialValues.Log(z);
        double x = Math.Abs(z.Real), y = Math.Abs(z.Imaginary), real;
        if (x > Large || y > Large)
        {
            real = Math.Log(LibM.Hypot(x / 2, y / 2)) + Ln2;
        }
        else if (x < SmallestNormal && y < SmallestNormal)
        {
            if (x > 0 || y > 0)
            {
                real = Math.Log(LibM.Hypot(Math.ScaleB(x, 53), Math.ScaleB(y, 53))) - 53 * Ln2;
            }
            else
            {
                real = double.NegativeInfinity;
                error = MathError.Domain;
            }
        }
        else
        {
            var h = LibM.Hypot(x, y);
            if (h is >= 0.71 and <= 1.73)
            {
                double larger = Math.Max(x, y), smaller = Math.Min(x, y);
                real = LibM.Log1p((larger - 1) * (larger + 1) + smaller * smaller) / 2;
            }
            else
            {
                real = Math.Log(h);
            }
        }
        return new(real, Math.Atan2(z.Imaginary, z.Real));
    }

    public static Complex Log10(Complex z, out MathError error)
    {
        var log = Log(z, out error);
        return new(log.Real / Ln10, log.Imaginary / Ln10);
    }

    public static Complex Sin(Complex z, out MathError error) => FromRotated(Sinh(Rotated(z), out error));

    public static Complex Sinh(Complex z, out MathError error)
    {
        error = MathError.None;
        double x = z.Real, y = z.Imaginary;
        if (!Complex.IsFinite(z))
        {
            if (double.IsInfinity(y) && !double.IsNaN(x))
                error = MathError.Domain;
            if (!double.IsInfinity(x) || !double.IsFinite(y) || y == 0)
                return ComplexSpecialValues.Sinh(z);
            var real = Math.CopySign(double.PositiveInfinity, Math.Cos(y));
            return new(x > 0 ? real : -real, Math.CopySign(double.PositiveInfinity, Math.Sin(y)));
        }
        Complex result;
        if (Math.Abs(x) > LogLarge)
        {
            var smaller = x - Math.CopySign(1, x);
            result = new(Math.Cos(y) * Math.Sinh(smaller) * Math.E, Math.Sin(y) * Math.Cosh(smaller) * Math.E);
        }
        else
        {
            result = new(Math.Cos(y) * Math.Sinh(x), Math.Sin(y) * Math.Cosh(x));
        }
        return Checked(result, ref error);
    }

    public static Complex Tan(Complex z, out MathError error) => FromRotated(Tanh(Rotated(z), out error));

    public static Complex Tanh(Complex z, out MathError error)
    {
        error = MathError.None;
        double x = z.Real, y = z.Imaginary;
        if (!Complex.IsFinite(z))
        {
            if (double.IsInfinity(y) && double.IsFinite(x))
                error = MathError.Domain;
            if (!double.IsInfinity(x) || !double.IsFinite(y) || y == 0)
                return ComplexSpecialValues.Tanh(z);
            return new(x > 0 ? 1 : -1, Math.CopySign(0, 2 * Math.Sin(y) * Math.Cos(y)));
        }
        if (Math.Abs(x) > LogLarge)
            return new(Math.CopySign(1, x), 4 * Math.Sin(y) * Math.Cos(y) * Math.Exp(-2 * Math.Abs(x)));
        double tx = Math.Tanh(x), ty = Math.Tan(y), cx = 1 / Math.Cosh(x);
        var product = tx * ty;
        var denominator = 1 + product * product;
        return new(tx * (1 + ty * ty) / denominator, ty / denominator * cx * cx);
    }

    /// <summary>cmath.isclose; the tolerances are not negative.</summary>
    public static bool IsClose(Complex a, Complex b, double relative, double absolute)
    {
        if (a.Real == b.Real && a.Imaginary == b.Imaginary)
            return true;
        if (Complex.IsInfinity(a) || Complex.IsInfinity(b))
            return false;
        var difference = Abs(new(a.Real - b.Real, a.Imaginary - b.Imaginary), out _);
        return difference <= relative * Abs(b, out _) || difference <= relative * Abs(a, out _) || difference <= absolute;
    }

    private static Complex PowPositive(Complex x, int n)
    {
        var result = Complex.One;
        for (var bit = 1; bit > 0 && n >= bit; bit <<= 1)
        {
            if ((n & bit) != 0)
                result = Multiply(result, x);
            x = Multiply(x, x);
        }
        return result;
    }

    private static Complex PowGeneral(Complex a, Complex b, out MathError error)
    {
        error = MathError.None;
        if (b.Real == 0 && b.Imaginary == 0)
            return Complex.One;
        if (a.Real == 0 && a.Imaginary == 0)
        {
            if (b.Imaginary != 0 || b.Real < 0)
                error = MathError.Domain;
            return Complex.Zero;
        }
        var size = LibM.Hypot(a.Real, a.Imaginary);
        var length = Math.Pow(size, b.Real);
        var angle = Math.Atan2(a.Imaginary, a.Real);
        var phase = angle * b.Real;
        if (b.Imaginary != 0)
        {
            length /= Math.Exp(angle * b.Imaginary);
            phase += b.Imaginary * Math.Log(size);
        }
        if (double.IsInfinity(phase))
            error = MathError.Domain;
        return new(length * Math.Cos(phase), length * Math.Sin(phase));
    }

    private static bool IsLarge(Complex z) => Math.Abs(z.Real) > Large || Math.Abs(z.Imaginary) > Large;

    private static double LogOfHalf(Complex z) => Math.Log(LibM.Hypot(z.Real / 2, z.Imaginary / 2));

    /// <summary>i * z, by which circular functions become hyperbolic ones.</summary>
    private static Complex Rotated(Complex z) => new(-z.Imaginary, z.Real);

    /// <summary>-i * z.</summary>
    private static Complex FromRotated(Complex z) => new(z.Imaginary, -z.Real);

    private static Complex Negated(Complex z) => new(-z.Real, -z.Imaginary);

    private static Complex Checked(Complex result, ref MathError error)
    {
        if (double.IsInfinity(result.Real) || double.IsInfinity(result.Imaginary))
            error = MathError.Range;
        return result;
    }
}
