using TieredPy.Tiers.Intrinsics;

namespace TieredPy.Tiers.Optimizing;

/// <summary>The ints from <paramref name="Low"/> to <paramref name="High"/>, both included.</summary>
internal readonly record struct Interval(long Low, long High)
{
    public static readonly Interval All = new(long.MinValue, long.MaxValue);

    /// <summary>Lengths of arrays, and counts: 0 to 2**31.</summary>
    public static readonly Interval Count = new(0, Intrinsics.KernelBodies.MostCount);

    public static Interval Only(long v) => new(v, v);

    // Results beyond 64 bits are cut off, as what gives them exits; "fits" tells that none is. (Int128 would do, but code with it isn't compiled ahead.)

    public Interval Plus(Interval o, out bool fits)
    {
        fits = true;
        return new(Sum(Low, o.Low, ref fits), Sum(High, o.High, ref fits));
    }

    public Interval Minus(Interval o, out bool fits)
    {
        fits = true;
        return new(Difference(Low, o.High, ref fits), Difference(High, o.Low, ref fits));
    }

    public Interval Times(Interval o, out bool fits)
    {
        fits = true;
        long a = Product(Low, o.Low, ref fits), b = Product(Low, o.High, ref fits), c = Product(High, o.Low, ref fits), d = Product(High, o.High, ref fits);
        return new(Math.Min(Math.Min(a, b), Math.Min(c, d)), Math.Max(Math.Max(a, b), Math.Max(c, d)));
    }

    private static long Sum(long a, long b, ref bool fits)
    {
        long r = unchecked(a + b);
        return ((a ^ r) & (b ^ r)) >= 0 ? r : Beyond(a < 0, ref fits);
    }

    private static long Difference(long a, long b, ref bool fits)
    {
        long r = unchecked(a - b);
        return ((a ^ b) & (a ^ r)) >= 0 ? r : Beyond(a < 0, ref fits);
    }

    private static long Product(long a, long b, ref bool fits)
    {
        long high = Math.BigMul(a, b, out long low);
        return high == low >> 63 ? low : Beyond(high < 0, ref fits);
    }

    private static long Beyond(bool negative, ref bool fits)
    {
        fits = false;
        return negative ? long.MinValue : long.MaxValue;
    }

    public Interval Join(Interval o) => new(Math.Min(Low, o.Low), Math.Max(High, o.High));

    /// <summary>What is in both; itself where that is nothing, as on a path that is never taken.</summary>
    public Interval Meet(Interval o)
    {
        long low = Math.Max(Low, o.Low), high = Math.Min(High, o.High);
        return low > high ? this : new(low, high);
    }

    /// <summary>A bound that moved moves to the next one where such growth often stops, so that growing ends.</summary>
    public Interval Widen(Interval next) => new(next.Low < Low ? Below(next.Low) : Low, next.High > High ? Above(next.High) : High);

    private static long Below(long v) => v >= 0 ? 0 : v >= -1 ? -1 : v >= -(1L << 31) ? -(1L << 31) : long.MinValue;

    private static long Above(long v) => v <= 1 ? 1 : v <= 1L << 31 ? 1L << 31 : v <= 1L << 62 ? 1L << 62 : long.MaxValue;
}
