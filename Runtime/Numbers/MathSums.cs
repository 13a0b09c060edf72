using System.Runtime.CompilerServices;

namespace TieredPy.Runtime.Numbers;

/// <summary>math.fsum: a sum kept exactly as non-overlapping partials (Shewchuk, 1997) and rounded once.</summary>
internal sealed class ExactSum
{
    private double[] partials = new double[16];
    private int count;
    private double special;
    private double infinities;

    /// <summary>Adds a value; false on "intermediate overflow in fsum".</summary>
    public bool Add(double x)
    {
        var original = x;
        var kept = 0;
        for (var i = 0; i < count; i++)
        {
            var y = partials[i];
            if (Math.Abs(x) < Math.Abs(y))
                (x, y) = (y, x);
            var high = x + y;
            var low = y - (high - x);
            if (low != 0)
                partials[kept++] = low;
            x = high;
        }
        count = kept;
        if (x == 0)
            return true;
        if (!double.IsFinite(x))
        {
            if (double.IsFinite(original))
                return false;
            if (double.IsInfinity(original))
                infinities += original;
            special += original;
            count = 0;
            return true;
        }
        if (count == partials.Length)
            Array.Resize(ref partials, count * 2);
        partials[count++] = x;
        return true;
    }

    /// <summary>The sum; false when there were infinities of both signs ("-inf + inf in fsum").</summary>
    public bool TryGetResult(out double result)
    {
        result = special;
        if (special != 0)
            return !double.IsNaN(infinities);
        if (count == 0)
            return true;
        var n = count;
        var high = partials[--n];
        var low = 0.0;
        while (n > 0)
        {
            var x = high;
            var y = partials[--n];
            high = x + y;
            low = y - (high - x);
            if (low != 0)
                break;
        }
        // Half-way cases depend on the next partial's sign.
        if (n > 0 && (low < 0 && partials[n - 1] < 0 || low > 0 && partials[n - 1] > 0))
        {
            var y = low * 2;
            var x = high + y;
            if (y == x - high)
                high = x;
        }
        result = high;
        return true;
    }
}

/// <summary>The compensated (Neumaier) sum of floats that sum() makes.</summary>
internal struct CompensatedSum(double start)
{
    private double high = start;
    private double low;

    public void Add(double x)
    {
        var t = high + x;
        if (Math.Abs(high) >= Math.Abs(x))
            low += high - t + x;
        else
            low += x - t + high;
        high = t;
    }

    /// <summary>
    /// Adds all items. The rounding error of a sum is a float, whichever way it is found, unless something overflows: here by Knuth's TwoSum, which takes no
    /// branch.
    /// </summary>
    public void AddAll(ReadOnlySpan<double> items)
    {
        double sum = high, error = low;
        foreach (double x in items)
        {
            double t = sum + x, part = t - sum;
            error += sum - (t - part) + (x - part);
            sum = t;
        }
        if (double.IsFinite(error))
        {
            (high, low) = (sum, error);
            return;
        }
        foreach (double x in items) Add(x);
    }

    /// <summary>Adds an int, whose rounding error isn't carried along.</summary>
    public void AddExact(long x) => high += x;

    public readonly double Result => low != 0 && double.IsFinite(low) ? high + low : high;
}

/// <summary>The triple-length accumulator of math.sumprod's float path.</summary>
internal struct ProductSum
{
    private double high;
    private double low;
    private double tiny;

    /// <summary>Adds the product of p and q.</summary>
    public void Add(double p, double q)
    {
        var (productHigh, productLow) = MathVector.TwoProduct(p, q);
        var (sumHigh, sumLow) = MathVector.TwoSum(high, productHigh);
        var (r1High, r1Low) = MathVector.TwoSum(low, productLow);
        var (r2High, r2Low) = MathVector.TwoSum(r1High, sumLow);
        high = sumHigh;
        low = r2High;
        tiny += r1Low + r2Low;
    }

    /// <summary>False once the sum is infinite or no number.</summary>
    public readonly bool IsFinite => double.IsFinite(high);

    public readonly double Result
    {
        get
        {
            var (lastHigh, lastLow) = MathVector.TwoSum(low, high);
            return tiny + lastLow + lastHigh;
        }
    }
}

/// <summary>math.hypot and math.dist: the Euclidean norm, accurate within one unit in the last place.</summary>
internal static class MathVector
{
    private const double SmallestNormal = 2.2250738585072014e-308;

    /// <summary>The norm of a vector, which is overwritten.</summary>
    public static double Norm(Span<double> vector)
    {
        var largest = 0.0;
        var nan = false;
        for (var i = 0; i < vector.Length; i++)
        {
            var x = Math.Abs(vector[i]);
            vector[i] = x;
            nan |= double.IsNaN(x);
            if (x > largest)
                largest = x;
        }
        if (double.IsInfinity(largest))
            return largest;
        if (nan)
            return double.NaN;
        return largest == 0 || vector.Length <= 1 ? largest : Norm(vector, largest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (double High, double Low) TwoProduct(double x, double y)
    {
        var z = x * y;
        return (z, Math.FusedMultiplyAdd(x, y, -z));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (double High, double Low) TwoSum(double a, double b)
    {
        var x = a + b;
        var z = x - a;
        return (x, a - (x - z) + (b - z));
    }

    private static double Norm(Span<double> vector, double largest)
    {
        var exponent = MathFunctions.Frexp(largest).Exponent;
        if (exponent < -1023)
        {
            foreach (ref var x in vector)
                x /= SmallestNormal;
            return SmallestNormal * Norm(vector, largest / SmallestNormal);
        }
        var scale = exponent is > -1023 and < 1023 ? BitConverter.Int64BitsToDouble((long)(1023 - exponent) << 52) : Math.ScaleB(1, -exponent);
        double sum = 1, fraction1 = 0, fraction2 = 0, total;
        foreach (var element in vector)
        {
            // A lossless square, added losslessly (the sum is never below 1, nor the square above it).
            var x = element * scale;
            var square = x * x;
            fraction1 += Math.FusedMultiplyAdd(x, x, -square);
            total = sum + square;
            fraction2 += sum - total + square;
            sum = total;
        }
        var h = Math.Sqrt(sum - 1 + (fraction1 + fraction2));
        // One step of Newton's iteration on the residual.
        var negative = -h * h;
        fraction1 += Math.FusedMultiplyAdd(-h, h, -negative);
        total = sum + negative;
        fraction2 += sum - total + negative;
        h += (total - 1 + (fraction1 + fraction2)) / (2 * h);
        return h / scale;
    }
}
