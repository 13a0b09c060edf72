namespace TieredPy.Cli.Compare;

/// <summary>The runs of one tier.</summary>
internal sealed class TierRuns(int tier)
{
    public int Tier => tier;

    public List<ComparedRun> Runs { get; } = [];

    public double[] Seconds => [.. Runs.Select(r => r.Seconds)];

    /// <summary>The fastest run.</summary>
    public double BestSeconds => Seconds.Min();

    public double MedianSeconds
    {
        get
        {
            double[] sorted = [.. Seconds.Order()];
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }

    /// <summary>The most that any run had of something counted; null where no run told.</summary>
    public long? Most(string stat) => Runs.Max(r => r.Stat(stat));

    /// <summary>The sum of two stats, the most that any run had; null where no run told.</summary>
    public long? Most(string stat, string other) => Runs.Max(r => r.Stat(stat) + r.Stat(other));
}
