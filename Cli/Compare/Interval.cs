namespace TieredPy.Cli.Compare;

/// <summary>A ratio of times with its 95% confidence interval, from runs in pairs.</summary>
/// <param name="Ratio">The geometric mean of the pairs' ratios.</param>
/// <param name="Low">Its lower bound.</param>
/// <param name="High">Its upper bound.</param>
internal sealed record Interval(double Ratio, double Low, double High)
{
    /// <summary>Student's t for 97.5%, by degrees of freedom from 1.</summary>
    private static readonly double[] T =
        [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042];

    /// <summary>How many times faster the second of each pair is. With one pair there is no interval: it is the whole line.</summary>
    public static Interval OfPairs(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        double[] logs = [.. first.Zip(second, (a, b) => Math.Log(a / b))];
        double mean = logs.Average();
        if (logs.Length < 2) return new Interval(Math.Exp(mean), 0, double.PositiveInfinity);
        double deviation = Math.Sqrt(logs.Sum(l => (l - mean) * (l - mean)) / (logs.Length - 1));
        double t = T[Math.Min(logs.Length - 1, T.Length) - 1];
        double half = t * deviation / Math.Sqrt(logs.Length);
        return new Interval(Math.Exp(mean), Math.Exp(mean - half), Math.Exp(mean + half));
    }
}
