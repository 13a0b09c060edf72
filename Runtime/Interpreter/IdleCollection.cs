namespace TieredPy.Runtime.Interpreter;

/// <summary>
/// A collection while the program has nothing to do but wait. A program may have dropped a socket whose peer waits for its end; with reference
/// counts that would have closed it. So a wait that lasts looks for what is dead, once for the sockets opened since the last time.
/// </summary>
internal static class IdleCollection
{
    /// <summary>Waits shorter than this, in milliseconds, are not worth a collection.</summary>
    public const int Patience = 200;

    private static long opened, collected;

    /// <summary>A socket was opened.</summary>
    public static void NoticeOpened() => Interlocked.Increment(ref opened);

    /// <summary>There is something that a collection might close.</summary>
    public static bool IsWanted => Volatile.Read(ref opened) != Volatile.Read(ref collected);

    /// <summary>Called by a thread that has waited for <see cref="Patience"/>.</summary>
    public static void Run()
    {
        long now = Volatile.Read(ref opened);
        if (Interlocked.Exchange(ref collected, now) == now) return;
        PyThread.Current.ClearDeadRegisters();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        FinalizerQueue.Drain();
    }
}
