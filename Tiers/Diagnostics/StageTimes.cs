using System.Text;

namespace TieredPy.Tiers.Diagnostics;

/// <summary>How long the stages of one compilation take, for <c>--dump=t</c>.</summary>
/// <param name="hotSince">When what is compiled was found hot, as <see cref="Stopwatch"/> counts.</param>
internal sealed class StageTimes(long hotSince)
{
    private readonly long began = Stopwatch.GetTimestamp();
    private readonly StringBuilder text = new();
    private long last = Stopwatch.GetTimestamp();

    /// <summary>When the first stage began, as <see cref="Stopwatch"/> counts.</summary>
    public long Began => began;

    /// <summary>A stage ends, and the next begins.</summary>
    public void End(string stage)
    {
        long now = Stopwatch.GetTimestamp();
        text.Append(CultureInfo.InvariantCulture, $"{stage} {Stopwatch.GetElapsedTime(last, now).TotalMicroseconds:F0}, ");
        last = now;
    }

    public override string ToString() => $"{Stopwatch.GetElapsedTime(hotSince, began).TotalMicroseconds:F0} microseconds after it was hot: {text}in all {Stopwatch.GetElapsedTime(began, last).TotalMicroseconds:F0} microseconds";
}
