using System.Numerics;

namespace TieredPy.Runtime.Numbers;

/// <summary>What a mathematical function has to complain about, as C's errno.</summary>
internal enum MathError
{
    None,

    /// <summary>"math domain error", a ValueError.</summary>
    Domain,

    /// <summary>"math range error", an OverflowError.</summary>
    Range,
}

/// <summary>The functions of Python's math module that .NET lacks or defines differently.</summary>
internal static class MathFunctions
{
    /// <summary>The mantissa in ±[0.5, 1) and the exponent; zero, infinities and NaN come back with exponent 0.</summary>
    public static (double Mantissa, int Exponent) Frexp(double value)
    {
        if (value == 0 || !double.IsFinite(value))
            return (value, 0);
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)(bits >> 52) & 0x7FF;
        var offset = 0;
        if (exponent == 0)
        {
            bits = BitConverter.DoubleToInt64Bits(value * 18014398509481984.0); // 2**54
            exponent = (int)(bits >> 52) & 0x7FF;
            offset = 54;
        }
        var mantissa = BitConverter.Int64BitsToDouble(bits & ~(0x7FFL << 52) | 1022L << 52);
        return (mantissa, exponent - 1022 - offset);
    }

    /// <summary>value * 2**exponent.</summary>
    public static double Ldexp(double value, long exponent, out MathError error)
    {
        error = MathError.None;
        if (value == 0 || !double.IsFinite(value))
            return value;
        if (exponent > 2200)
        {
            error = MathError.Range;
            return Math.CopySign(double.PositiveInfinity, value);
        }
        if (exponent < -2200)
            return Math.CopySign(0, value);
        var result = Math.ScaleB(value, (int)exponent);
        if (double.IsInfinity(result))
            error = MathError.Range;
        return result;
    }

    /// <summary>The fraction and the whole part, both with the sign of the value.</summary>
    public static (double Fraction, double Whole) Modf(double value)
    {
        if (double.IsInfinity(value))
            return (Math.CopySign(0, value), value);
        if (double.IsNaN(value))
            return (value, value);
        var whole = Math.Truncate(value);
        return (Math.CopySign(value - whole, value), whole);
    }

    /// <summary>The IEEE 754 remainder: the distance to the nearest multiple, ties to the even one.</summary>
    public static double Remainder(double x, double y)
    {
        if (double.IsFinite(x) && double.IsFinite(y))
        {
            if (y == 0)
                return double.NaN;
            double sizeX = Math.Abs(x), sizeY = Math.Abs(y);
            var m = sizeX % sizeY;
            var c = sizeY - m;
            var r = m < c ? m : m > c ? -c : m - 2 * (0.5 * (sizeX - m) % sizeY);
            return Math.CopySign(1, x) * r;
        }
        if (double.IsNaN(x))
            return x;
        if (double.IsNaN(y))
            return y;
        return double.IsInfinity(x) ? double.NaN : x;
    }

    /// <summary>C's fmod.</summary>
    public static double Fmod(double x, double y) =>
        double.IsInfinity(y) && double.IsFinite(x) ? x : x % y;

    /// <summary>
    /// Python's x % y for floats: the result has the divisor's sign; y is not zero.
    /// </summary>
    public static double FloorMod(double x, double y)
    {
        var mod = x % y;
        if (mod == 0)
            return Math.CopySign(0, y);
        return mod < 0 != y < 0 ? mod + y : mod;
    }

    /// <summary>Python's x // y for floats; y is not zero.</summary>
    public static double FloorDiv(double x, double y) => DivMod(x, y).Quotient;

    /// <summary>Python's divmod(x, y) for floats; y is not zero.</summary>
    public static (double Quotient, double Remainder) DivMod(double x, double y)
    {
        var mod = x % y;
        var div = (x - mod) / y;
        if (mod != 0)
        {
            if (y < 0 != mod < 0)
            {
                mod += y;
                div -= 1;
            }
        }
        else
        {
            mod = Math.CopySign(0, y);
        }
        double floor;
        if (div != 0)
        {
            floor = Math.Floor(div);
            if (div - floor > 0.5)
                floor += 1;
        }
        else
        {
            floor = Math.CopySign(0, x / y);
        }
        return (floor, mod);
    }

    /// <summary>
    /// Python's float ** float. <see cref="MathError.Domain"/>: zero to a negative power; <see cref="MathError.Range"/>: overflow;
    /// a negative base with a fractional exponent is reported by <paramref name="complex"/>.
    /// </summary>
    public static double Pow(double x, double y, out MathError error, out bool complex)
    {
        error = MathError.None;
        complex = false;
        if (y == 0 || x == 1)
            return 1;
        if (double.IsNaN(x))
            return x;
        if (double.IsNaN(y))
            return y;
        if (double.IsInfinity(y))
        {
            var size = Math.Abs(x);
            return size == 1 ? 1 : y > 0 == size > 1 ? double.PositiveInfinity : 0;
        }
        var odd = Math.Abs(y % 2) == 1;
        if (double.IsInfinity(x))
            return y > 0 ? odd ? x : Math.Abs(x) : odd ? Math.CopySign(0, x) : 0;
        if (x == 0)
        {
            if (y < 0)
                error = MathError.Domain;
            return odd ? x : 0;
        }
        if (x < 0 && y != Math.Floor(y))
        {
            complex = true;
            return double.NaN;
        }
        var result = Math.Pow(x, y);
        if (double.IsInfinity(result))
            error = MathError.Range;
        return result;
    }

    /// <summary>The neighbour of x towards y, <paramref name="steps"/> doubles away, not past y.</summary>
    public static double NextAfter(double x, double y, ulong steps)
    {
        if (steps == 0 || double.IsNaN(x))
            return x;
        if (double.IsNaN(y))
            return y;
        if (x == y)
            return y;
        // Doubles of one sign are ordered as their bits, so walk on a line of signed integers.
        var from = Order(x);
        var to = Order(y);
        var distance = from < to ? (ulong)(to - from) : (ulong)(from - to);
        if (steps >= distance)
            return y;
        var result = from < to ? from + (long)steps : from - (long)steps;
        // A step onto zero keeps the sign it came from.
        if (result == 0)
            return Math.CopySign(0, x);
        return result < 0 ? BitConverter.Int64BitsToDouble(long.MinValue - result) : BitConverter.Int64BitsToDouble(result);

        static long Order(double value)
        {
            var bits = BitConverter.DoubleToInt64Bits(value);
            return bits < 0 ? long.MinValue - bits : bits;
        }
    }

    /// <summary>The value of the least significant bit.</summary>
    public static double Ulp(double x)
    {
        if (double.IsNaN(x))
            return x;
        x = Math.Abs(x);
        if (double.IsInfinity(x))
            return x;
        var next = Math.BitIncrement(x);
        return double.IsInfinity(next) ? x - Math.BitDecrement(x) : next - x;
    }

    /// <summary>math.isclose; the tolerances are not negative.</summary>
    public static bool IsClose(double a, double b, double relative, double absolute)
    {
        if (a == b)
            return true;
        if (double.IsInfinity(a) || double.IsInfinity(b))
            return false;
        var difference = Math.Abs(b - a);
        return difference <= Math.Abs(relative * b) || difference <= Math.Abs(relative * a) || difference <= absolute;
    }

    /// <summary>The natural logarithm of a value above zero.</summary>
    public static double Log(BigInteger value) => OfBig(value, Math.Log, 0.6931471805599453);

    /// <summary>The base-2 logarithm of a value above zero.</summary>
    public static double Log2(BigInteger value) => OfBig(value, Math.Log2, 1);

    /// <summary>The base-10 logarithm of a value above zero.</summary>
    public static double Log10(BigInteger value) => OfBig(value, Math.Log10, 0.30102999566398120);

    /// <summary>The largest integer not above a finite value.</summary>
    public static BigInteger Floor(double value) => new(Math.Floor(value));

    /// <summary>The smallest integer not below a finite value.</summary>
    public static BigInteger Ceiling(double value) => new(Math.Ceiling(value));

    private static double OfBig(BigInteger value, Func<double, double> log, double ofTwo)
    {
        if (IntConvert.TryToDouble(value, out var small))
            return log(small);
        var (fraction, exponent) = IntConvert.Frexp(value);
        return log(fraction) + ofTwo * exponent;
    }
}
