using System.Diagnostics;
using System.Runtime;

namespace TieredPy.Runtime.Interpreter;

/// <summary>
/// How much a program may make from one collection to the next. It begins small, since memory that is touched for the first time costs a short program
/// more than it has to gain, is larger where the program runs on, and grows where collections take much of the time: what survives is gone over in each, so
/// a program that keeps much pays less for few large ones than for many small ones (docs/decisions/0018).
/// </summary>
/// <remarks>
/// The collector has one way to set its budget while it runs: a region without collections, which ends by a usual one when the memory asked for is used
/// up. Beginning it collects nothing, though .NET counts it. It also makes that memory ready in one piece, so that large pages can back it. An unreachable
/// object's finalizer runs after each collection and begins the next.
/// </remarks>
internal sealed class YoungGeneration
{
    /// <summary>The first budget in bytes: little enough that <see cref="PagesAhead"/> has it ready in time.</summary>
    private const long Smallest = 16 << 20;

    /// <summary>The budget of a program that runs on, in bytes, and the most there is.</summary>
    private const long Usual = 64 << 20, Largest = 256 << 20;

    /// <summary>Milliseconds after which a program is one that runs on.</summary>
    private const int Soon = 1000;

    /// <summary>The part of the machine's memory that young objects may take.</summary>
    private const int MemoryShare = 32;

    /// <summary>What a millisecond of collections so far is worth: so much memory takes the kernel about as long to hand over and clear.</summary>
    private const long BytesPerMillisecond = 2 << 20;

    /// <summary>Collections that take less than this part of the time are left as they are.</summary>
    private const double DearShare = .1;

    private static long size, limit, lastPause, lastTime, begin;
    private static int beginnings;

    private YoungGeneration()
    {
    }

    /// <summary>Sets the first budget, and watches what collections cost from here on.</summary>
    public static void Begin()
    {
        begin = lastTime = Stopwatch.GetTimestamp();
        limit = Math.Min(Largest, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / MemoryShare);
        size = Math.Min(limit, Smallest);
        BeginBudget();
        _ = new YoungGeneration();
    }

    /// <summary>The collections so far of a generation and the older ones.</summary>
    public static int CountCollections(int generation) => GC.CollectionCount(generation) - Volatile.Read(ref beginnings);

    ~YoungGeneration()
    {
        if (Environment.HasShutdownStarted) return;
        Adjust();
        BeginBudget();
        _ = new YoungGeneration();
    }

    private static void Adjust()
    {
        long now = Stopwatch.GetTimestamp(), pause = GC.GetTotalPauseDuration().Ticks;
        bool isDear = pause - lastPause > DearShare * Stopwatch.GetElapsedTime(lastTime, now).Ticks;
        (lastPause, lastTime) = (pause, now);
        long wanted = Stopwatch.GetElapsedTime(begin, now).TotalMilliseconds > Soon ? Math.Max(size, Usual) : size;
        if (isDear) wanted = Math.Max(wanted, pause / TimeSpan.TicksPerMillisecond * BytesPerMillisecond);
        size = Math.Min(limit, wanted);
    }

    private static void BeginBudget()
    {
        if (GCSettings.LatencyMode == GCLatencyMode.NoGCRegion) return;
        try
        {
            // Large objects get as much again: a budget of none is a reason for the collector to go over everything.
            if (!GC.TryStartNoGCRegion(size * 2, size, disallowFullBlockingGC: true)) return;
            Interlocked.Increment(ref beginnings);
            // One large page is two milliseconds of a short program where the host has to find it.
            if (size > Usual) LargePages.Advise(size / 2);
        }
        catch (ArgumentOutOfRangeException)
        {
            // The workstation variant of the collector has segments that are smaller than this.
            size = limit = size / 2;
        }
        catch (InvalidOperationException)
        {
            // One has begun since it was asked for.
        }
    }
}
