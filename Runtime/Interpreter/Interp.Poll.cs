namespace TieredPy.Runtime.Interpreter;

/// <summary>What loops do when the eval breaker is set: signals, finalizers, a fresh entry into better compiled code.</summary>
internal static unsafe partial class Interp
{
    /// <summary>Handlers of requests that must run on a Python thread between instructions; each returns false with an error pending.</summary>
    internal static Func<PyThread, bool>? SignalHandler;

    /// <summary>A signal has arrived that Python is to handle: calls of built-ins that end look for it, too.</summary>
    internal static volatile bool SignalsWait;

    /// <summary>Asks all loops to poll at their next back edge.</summary>
    internal static void RequestPoll() => PyThread.EvalBreaker = true;

    /// <summary>False with an error pending.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Poll(PyThread t)
    {
        PyThread.EvalBreaker = false;
        // What finalizers and handlers run is traced above this frame, which may not have begun.
        int tracedDepth = t.TraceOn ? t.TracedDepth : int.MaxValue;
        try
        {
            if (reenterRounds > 0)
            {
                if (reentering == 0) BeginReentering();
                t.ReenterWanted = true;
                PagesAhead.Tell();
                for (int n = CompilingTier.Installed is { IsBusy: true } ? CountedEntriesWhileBusy : CountedEntries; n > 0; n--) Loop<PlainMode>(null, false);
            }
            Sharing.Poll(t);
            FinalizerQueue.Drain();
            PollActions.Drain();
            if (SignalHandler is { } h && !h(t)) return false;
            if (t.TakeAsyncException() is { } e)
            {
                t.Pending = e;
                return false;
            }
            return true;
        }
        catch (PyException e)
        {
            t.Pending = e.Value;
            return false;
        }
        finally
        {
            t.TracedDepth = Math.Min(t.TracedDepth, tracedDepth);
        }
    }

    /// <summary>What a built-in that waits calls now and then; throws what a signal handler raised.</summary>
    internal static void PollNow()
    {
        if (!PyThread.EvalBreaker) return;
        if (!Poll(PyThread.Current)) ThrowPending();
    }

    /// <summary>How often loops are still to leave and re-enter the dispatch loop.</summary>
    private static volatile int reenterRounds;
    private static int reentering;

    /// <summary>
    /// Entries of the dispatch loop for the runtime's count alone, with each that a loop makes: the runtime compiles again what was called some thousand times. That
    /// takes a fifth of a second, for which a compiling tier that has no processor of its own waits; so they are few while one works.
    /// </summary>
    private const int CountedEntries = 32, CountedEntriesWhileBusy = 4;

    /// <summary>
    /// The dispatch loop starts as precompiled code, which the runtime replaces once it was entered often enough; a program that stays in one
    /// loop would never enter it again. So for some seconds after start, loops leave and re-enter it: often at first, to be counted, then now
    /// and then, until what was compiled in the background must be there. It begins with the first poll, so that a program without a loop or a
    /// call pays nothing.
    /// </summary>
    internal static void StartReentering()
    {
        reenterRounds = 1;
        PyThread.EvalBreaker = true;
    }

    private static void BeginReentering()
    {
        if (Interlocked.Exchange(ref reentering, 1) != 0) return;
        new Thread(RequestReentering, 128 << 10) { IsBackground = true, Name = "Reentering" }.Start();
    }

    private static void RequestReentering()
    {
        const int Quick = 1500, Slow = 100;
        YoungGeneration.Begin();
        reenterRounds = Quick + Slow;
        new Thread(() => PagesAhead.Run(() => reenterRounds > 0), 128 << 10) { IsBackground = true, Name = "Memory" }.Start();
        for (; reenterRounds > 0; reenterRounds--)
        {
            Thread.Sleep(reenterRounds > Slow ? 1 : 30);
            PyThread.EvalBreaker = true;
        }
    }
}
