namespace TieredPy.Runtime.Numbers;

/// <summary>
/// The gamma function and its logarithm by Lanczos' approximation (13 terms, g = 6.0246...; the coefficients are Boost's), with the
/// steps in CPython's order so that every bit agrees.
/// </summary>
internal static class MathGamma
{
    private const double G = 6.024680040776729583740234375;
    private const double GMinusHalf = 5.524680040776729583740234375;
    private const double LogPi = 1.144729885849400174143427351353058711647;

    private static ReadOnlySpan<double> Numerator =>
    [
        23531376880.410759688572007674451636754734846804940,
        42919803642.649098768957899047001988850926355848959,
        35711959237.355668049440185451547166705960488635843,
        17921034426.037209699919755754458931112671403265390,
        6039542586.3520280050642916443072979210699388420708,
        1439720407.3117216736632230727949123939715485786772,
        248874557.86205415651146038641322942321632125127801,
        31426415.585400194380614231628318205362874684987640,
        2876370.6289353724412254090516208496135991145378768,
        186056.26539522349504029498971604569928220784236328,
        8071.6720023658162106380029022722506138218516325024,
        210.82427775157934587250973392071336271166969580291,
        2.5066282746310002701649081771338373386264310793408,
    ];

    private static ReadOnlySpan<double> Denominator =>
        [0.0, 39916800.0, 120543840.0, 150917976.0, 105258076.0, 45995730.0, 13339535.0, 2637558.0, 357423.0, 32670.0, 1925.0, 66.0, 1.0];

    /// <summary>math.gamma.</summary>
    public static double Gamma(double x, out MathError error)
    {
        error = MathError.None;
        if (!double.IsFinite(x))
        {
            if (double.IsNaN(x) || x > 0)
                return x;
            error = MathError.Domain;
            return double.NaN;
        }
        if (x == 0)
        {
            error = MathError.Domain;
            return Math.CopySign(double.PositiveInfinity, x);
        }
        if (x == Math.Floor(x))
        {
            if (x < 0)
            {
                error = MathError.Domain;
                return double.NaN;
            }
            if (x <= 23)
            {
                var factorial = 1.0;
                for (var i = 2; i < x; i++)
                    factorial *= i;
                return factorial;
            }
        }
        var size = Math.Abs(x);
        double r;
        if (size < 1e-20)
        {
            r = 1 / x;
            if (double.IsInfinity(r))
                error = MathError.Range;
            return r;
        }
        if (size > 200)
        {
            if (x < 0)
                return 0 / SinPi(x);
            error = MathError.Range;
            return double.PositiveInfinity;
        }

        // The rounding error of the sum, magnified by pow and exp, is corrected for.
        var y = size + GMinusHalf;
        var z = size > GMinusHalf ? y - size - GMinusHalf : y - GMinusHalf - size;
        z = z * G / y;
        if (x < 0)
        {
            r = -Math.PI / SinPi(size) / size * Math.Exp(y) / LanczosSum(size);
            r -= z * r;
            if (size < 140)
            {
                r /= Math.Pow(y, size - 0.5);
            }
            else
            {
                var root = Math.Pow(y, size / 2 - 0.25);
                r /= root;
                r /= root;
            }
        }
        else
        {
            r = LanczosSum(size) / Math.Exp(y);
            r += z * r;
            if (size < 140)
            {
                r *= Math.Pow(y, size - 0.5);
            }
            else
            {
                var root = Math.Pow(y, size / 2 - 0.25);
                r *= root;
                r *= root;
            }
        }
        if (double.IsInfinity(r))
            error = MathError.Range;
        return r;
    }

    /// <summary>math.lgamma.</summary>
    public static double LogGamma(double x, out MathError error)
    {
        error = MathError.None;
        if (!double.IsFinite(x))
            return double.IsNaN(x) ? x : double.PositiveInfinity;
        if (x == Math.Floor(x) && x <= 2)
        {
            if (x > 0)
                return 0;
            error = MathError.Domain;
            return double.PositiveInfinity;
        }
        var size = Math.Abs(x);
        if (size < 1e-20)
            return -Math.Log(size);
        var r = Math.Log(LanczosSum(size)) - G;
        r += (size - 0.5) * (Math.Log(size + G - 0.5) - 1);
        if (x < 0)
            r = LogPi - Math.Log(Math.Abs(SinPi(size))) - Math.Log(size) - r;
        if (double.IsInfinity(r))
            error = MathError.Range;
        return r;
    }

    /// <summary>sin(pi * x) without the error of the product.</summary>
    private static double SinPi(double x)
    {
        var y = Math.Abs(x) % 2;
        var r = (int)Math.Round(2 * y, MidpointRounding.AwayFromZero) switch
        {
            0 => Math.Sin(Math.PI * y),
            1 => Math.Cos(Math.PI * (y - 0.5)),
            2 => Math.Sin(Math.PI * (1 - y)),
            3 => -Math.Cos(Math.PI * (y - 1.5)),
            _ => Math.Sin(Math.PI * (y - 2)),
        };
        return Math.CopySign(1, x) * r;
    }

    private static double LanczosSum(double x)
    {
        double num = 0, den = 0;
        if (x < 5)
        {
            for (var i = Numerator.Length - 1; i >= 0; i--)
            {
                num = num * x + Numerator[i];
                den = den * x + Denominator[i];
            }
        }
        else
        {
            for (var i = 0; i < Numerator.Length; i++)
            {
                num = num / x + Numerator[i];
                den = den / x + Denominator[i];
            }
        }
        return num / den;
    }
}
