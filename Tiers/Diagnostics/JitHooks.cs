using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;

namespace TieredPy.Tiers.Diagnostics;

/// <summary>
/// Those who watch the compiler from Python. Reports come from any thread; the watchers are called on a thread that runs Python, soon after.
/// While a watcher runs, nothing is reported: what it makes hot itself stays unseen.
/// </summary>
public static class JitHooks
{
    private static volatile Action<RegionReport>? compiled;
    private static volatile Action<PyCode, int, AbortReason>? aborted;

    [ThreadStatic] private static bool running;

    /// <summary>Called for each region that was compiled; null: nobody watches.</summary>
    public static Action<RegionReport>? Compiled
    {
        get => compiled;
        set => compiled = value;
    }

    /// <summary>Called for each recording that was given up, with the place where it began; null: nobody watches.</summary>
    public static Action<PyCode, int, AbortReason>? Aborted
    {
        get => aborted;
        set => aborted = value;
    }

    /// <summary>Drops all compiled code; set by the tiers.</summary>
    public static Action? ReleaseAll { get; set; }

    /// <summary>How often each region (by its number) was entered while <see cref="CountsRuns"/>; set by the tiers.</summary>
    public static Func<IEnumerable<KeyValuePair<int, long>>>? RunTimes { get; set; }

    /// <summary>Regions count how often they are entered.</summary>
    public static bool CountsRuns { get; set; }

    /// <summary>Tells of a compiled region. The report is made only when somebody watches.</summary>
    public static void ReportCompiled(Func<RegionReport> report)
    {
        if (compiled == null || running) return;
        var made = report();
        PollActions.Post(() => Call(() => compiled?.Invoke(made)));
    }

    /// <summary>Tells of a recording that was given up, and counts it.</summary>
    public static void ReportAborted(PyCode code, int offset, AbortReason reason)
    {
        JitStats.Count(reason);
        if (aborted == null || running) return;
        PollActions.Post(() => Call(() => aborted?.Invoke(code, offset, reason)));
    }

    private static void Call(Action watcher)
    {
        if (running) return;
        running = true;
        try
        {
            watcher();
        }
        finally
        {
            running = false;
        }
    }
}
