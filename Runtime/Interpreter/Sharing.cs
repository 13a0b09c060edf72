namespace TieredPy.Runtime.Interpreter;

/// <summary>
/// How many Python threads there are, and when the main thread is alone again: then containers needn't lock any longer and compiled code may run.
/// </summary>
internal static class Sharing
{
    /// <summary>
    /// Milliseconds without another thread before the program counts as single-threaded again. It doubles each time, as whoever starts thread
    /// after thread would only lose compiled code again and again.
    /// </summary>
    private const int FirstPause = 20, LongestPause = 20_000;

    private static int others;
    private static int pause = FirstPause;
    private static volatile bool mayEnd;
    private static Timer? timer;

    /// <summary>The thread that doesn't count as another one.</summary>
    internal static readonly long MainId = PyThread.Current.Id;

    /// <summary>Python threads that run besides the main one.</summary>
    internal static int Others => Volatile.Read(ref others);

    /// <summary>Before another thread starts: from here on containers lock.</summary>
    internal static void Begin()
    {
        Interlocked.Increment(ref others);
        mayEnd = false;
        if (PyThread.MultiThreaded) return;
        Modules.ContextVars.PyContext.EndSole();
        PyThread.MultiThreaded = true;
        foreach (var t in PyThread.Live()) t.Counts = false;
        CompilingTier.Installed?.ThreadsStarted();
    }

    /// <summary>Another thread has ended, or couldn't start: it touches no Python object any more.</summary>
    internal static void Ended()
    {
        if (Interlocked.Decrement(ref others) != 0) return;
        var t = LazyInitializer.EnsureInitialized(ref timer, () => new Timer(static _ => Ask()));
        t.Change(Volatile.Read(ref pause), Timeout.Infinite);
    }

    private static void Ask()
    {
        if (Others != 0) return;
        mayEnd = true;
        Interp.RequestPoll();
    }

    /// <summary>
    /// Between two instructions of a thread. Only the main thread can start others while it is the only one, so none starts meanwhile.
    /// </summary>
    internal static void Poll(PyThread t)
    {
        if (!mayEnd || t.Id != MainId) return;
        mayEnd = false;
        if (Others != 0) return;
        pause = Math.Min(pause * 2, LongestPause);
        PyThread.MultiThreaded = false;
        t.Counts = CompilingTier.Installed != null;
    }
}
