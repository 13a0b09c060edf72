using System.Text;

namespace TieredPy.Tiers.Diagnostics;

/// <summary>How long the stages of one compilation take, and what they allocate, for <c>--dump=t</c>.</summary>
/// <param name="hotSince">When what is compiled was found hot, as <see cref="Stopwatch"/> counts.</param>
internal sealed class StageTimes(long hotSince)
{
    /// <summary>A stage that has ended, with the bytes that it allocated.</summary>
    private sealed record Stage(string Name, long Ticks, long Bytes);

    private readonly long began = Stopwatch.GetTimestamp();
    private readonly List<Stage> stages = [];
    private long last = Stopwatch.GetTimestamp(), resumed = Stopwatch.GetTimestamp();
    private long bytes = GC.GetAllocatedBytesForCurrentThread();

    /// <summary>The time since it was begun or resumed, as <see cref="Stopwatch"/> counts.</summary>
    public long Spent => Stopwatch.GetTimestamp() - resumed;

    /// <summary>A stage ends, and the next begins.</summary>
    public void End(string stage)
    {
        long now = Stopwatch.GetTimestamp(), allocated = GC.GetAllocatedBytesForCurrentThread();
        stages.Add(new Stage(stage, now - last, allocated - bytes));
        (last, bytes) = (now, allocated);
    }

    /// <summary>It goes on after a pause, perhaps on another thread.</summary>
    public void Resume()
    {
        last = resumed = Stopwatch.GetTimestamp();
        bytes = GC.GetAllocatedBytesForCurrentThread();
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Microseconds(began - hotSince):F0} microseconds after it was hot: ");
        long total = 0;
        foreach (var s in stages)
        {
            text.Append(CultureInfo.InvariantCulture, $"{s.Name} {Microseconds(s.Ticks):F0} ({s.Bytes / 1024} KiB), ");
            total += s.Ticks;
        }
        text.Append(CultureInfo.InvariantCulture, $"in all {Microseconds(total):F0} microseconds");
        return text.ToString();
    }

    private static double Microseconds(long ticks) => Stopwatch.GetElapsedTime(0, ticks).TotalMicroseconds;
}
