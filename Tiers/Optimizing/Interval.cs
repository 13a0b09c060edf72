namespace TieredPy.Tiers.Optimizing;

/// <summary>The ints from <paramref name="Low"/> to <paramref name="High"/>, both included.</summary>
internal readonly record struct Interval(long Low, long High)
{
    public static readonly Interval All = new(long.MinValue, long.MaxValue);

    /// <summary>Lengths of arrays, and counts: 0 to 2**31.</summary>
    public static readonly Interval Count = new(0, Building.KernelBodies.MostCount);

    public static Interval Only(long v) => new(v, v);

    /// <summary>The ints between two of any size; those beyond 64 bits are cut off, as what gives them exits.</summary>
    public static Interval Cut(Int128 low, Int128 high) => new(Cut(low), Cut(high));

    private static long Cut(Int128 v) => v < long.MinValue ? long.MinValue : v > long.MaxValue ? long.MaxValue : (long)v;

    public static bool Fit(Int128 low, Int128 high) => low >= long.MinValue && high <= long.MaxValue;

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
