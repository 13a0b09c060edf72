using System.Globalization;

namespace TieredPy.Perf;

/// <summary>How busy the machine was before the measurement: its load average, and the idle share of a measured interval.</summary>
/// <param name="Load">The load average of the last minute; it includes what built this program.</param>
/// <param name="Idle">The share of all processors' time that was idle while nothing of ours ran.</param>
internal sealed record QuietMachine(double Load, double Idle)
{
    private const double LeastIdle = 0.90;
    private const double MostLoadPerProcessor = 0.75;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    public bool IsQuiet => Idle >= LeastIdle && Load <= Math.Max(1, MostLoadPerProcessor * Environment.ProcessorCount);

    /// <summary>Measures, where the system has /proc; elsewhere the machine is taken to be quiet.</summary>
    public static QuietMachine Measure()
    {
        if (!File.Exists("/proc/stat"))
            return new QuietMachine(0, 1);
        var before = Ticks();
        Thread.Sleep(Interval);
        var after = Ticks();
        var total = after.Total - before.Total;
        var idle = total == 0 ? 1 : (double)(after.Idle - before.Idle) / total;
        var load = double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);
        return new QuietMachine(load, idle);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"machine: {Environment.ProcessorCount} processors, load {Load:0.00}, idle {Idle:0%}{(IsQuiet ? "" : ": BUSY, not to be quoted")}");

    /// <summary>All ticks, and the idle ones (idle and iowait), from the first line of /proc/stat.</summary>
    private static (long Total, long Idle) Ticks()
    {
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Skip(1).Take(8).Select(long.Parse).ToArray();
        return (fields.Sum(), fields[3] + fields[4]);
    }
}
