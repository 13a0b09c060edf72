namespace TieredPy.Tiers.Policy;

/// <summary>
/// What recording and compiling took so far, in proportion to the time that the program has run: a program that never settles must not spend its time on
/// being watched and compiled. Where the options say to compile on the program's own thread there is no limit, so that runs are alike.
/// </summary>
internal sealed class Effort
{
    /// <summary>What an instruction takes longer when it is recorded.</summary>
    private const double NanosecondsPerStep = 150;

    /// <summary>As if the program had run for so long already: the first seconds pay for what comes later.</summary>
    private static readonly TimeSpan Head = TimeSpan.FromMilliseconds(500);

    /// <summary>Seconds of compiling that make nothing wait.</summary>
    private const double Free = 0.7;

    private readonly long start = Stopwatch.GetTimestamp();
    private long steps, compiling;

    /// <summary>Instructions were recorded.</summary>
    public void Recorded(int count) => steps += count;

    /// <summary>The compiler worked for so long, as <see cref="Stopwatch"/> counts.</summary>
    public void Compiled(long time) => Interlocked.Add(ref compiling, time);

    /// <summary>
    /// How often a place must be found hot before it is recorded: once while little was compiled; the more time goes into compiling, the hotter, so that programs of very
    /// many warm functions aren't slowed down for code that they run too seldom (as HotSpot scales its thresholds with the length of its queue).
    /// </summary>
    public int Demand
    {
        get
        {
            if (JitOptions.Current.Sync) return 1;
            double spent = BeyondFree;
            if (spent <= 0) return 1;
            double share = spent / Stopwatch.GetElapsedTime(start).TotalSeconds;
            return 1 + (int)(spent * share * JitOptions.Current.DemandPerSecond);
        }
    }

    /// <summary>More was compiled than a program whose hot code is small needs.</summary>
    public bool IsMuch => BeyondFree > 0;

    /// <summary>Seconds of compiling that make others wait.</summary>
    private double BeyondFree => Stopwatch.GetElapsedTime(0, Volatile.Read(ref compiling)).TotalSeconds - Free;

    /// <summary>There is time for another recording.</summary>
    public bool MayRecord => Fits(TimeSpan.FromMicroseconds(steps * NanosecondsPerStep / 1000), JitOptions.Current.RecordPercent);

    /// <summary>There is time for compiling again what has code already.</summary>
    public bool MayCompileAgain => Fits(Stopwatch.GetElapsedTime(0, Volatile.Read(ref compiling)), JitOptions.Current.CompilePercent);

    private bool Fits(TimeSpan spent, int percent) =>
        JitOptions.Current.Sync || spent <= (Stopwatch.GetElapsedTime(start) + Head) * (percent / 100.0);
}
