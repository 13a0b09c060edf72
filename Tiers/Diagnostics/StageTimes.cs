using System.Text;

namespace TieredPy.Tiers.Diagnostics;

/// <summary>How long the stages of one compilation take, for <c>--dump=t</c>.</summary>
/// <param name="hotSince">When what is compiled was found hot, as <see cref="Stopwatch"/> counts.</param>
internal sealed class StageTimes(long hotSince)
{
    private readonly long began = Stopwatch.GetTimestamp();
    private readonly StringBuilder text = new();
    private long last = Stopwatch.GetTimestamp(), resumed = Stopwatch.GetTimestamp(), total;

    /// <summary>The time since it was begun or resumed, as <see cref="Stopwatch"/> counts.</summary>
    public long Spent => Stopwatch.GetTimestamp() - resumed;

    /// <summary>A stage ends, and the next begins.</summary>
    public void End(string stage)
    {
        long now = Stopwatch.GetTimestamp();
        text.Append(CultureInfo.InvariantCulture, $"{stage} {Stopwatch.GetElapsedTime(last, now).TotalMicroseconds:F0}, ");
        total += now - last;
        last = now;
    }

    /// <summary>It goes on after a pause, perhaps on another thread.</summary>
    public void Resume() => last = resumed = Stopwatch.GetTimestamp();

    public override string ToString() =>
        $"{Stopwatch.GetElapsedTime(hotSince, began).TotalMicroseconds:F0} microseconds after it was hot: {text}in all {Stopwatch.GetElapsedTime(0, total).TotalMicroseconds:F0} microseconds";
}
