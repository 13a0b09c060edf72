using System.Collections.Concurrent;
using TieredPy.Tiers.Diagnostics;
using TieredPy.Tiers.X64.Selecting;

namespace TieredPy.Tiers.Diagnostics;

/// <summary>
/// The counters behind <c>--stats</c> and <c>pypyjit</c>. Counting is atomic, and cheap enough for anything that happens less often than
/// an iteration of compiled code.
/// </summary>
public static class JitStats
{
    private static readonly long[] Counters = new long[Enum.GetValues<Counter>().Length];
    private static readonly long[] Aborts = new long[Enum.GetValues<AbortReason>().Length];
    private static readonly long[] Refusals = new long[Enum.GetValues<KernelRefusal>().Length];
    private static readonly long[] Drops = new long[Enum.GetValues<CacheDrop>().Length];
    private static readonly long[] Exits = new long[Enum.GetValues<ExitReason>().Length];

    /// <summary>
    /// Whether somebody is told in the end: only then <see cref="Counter.CodeBytes"/> counts, as finding a method's length takes its disassembly, and it is told
    /// apart which instructions were left to the interpreter and where code was left.
    /// </summary>
    public static bool IsReported { get; set; }

    private static readonly ConcurrentDictionary<string, StrongBox<long>> Interpretations = new(), Failures = new();

    /// <summary>The count of instructions of an op and kinds of operands that compiled code left to the interpreter.</summary>
    internal static StrongBox<long> Interpreted(string what) => Interpretations.GetOrAdd(what, _ => new StrongBox<long>());

    /// <summary>The count of exits of one region at one instruction.</summary>
    internal static StrongBox<long> Failing(string where) => Failures.GetOrAdd(where, _ => new StrongBox<long>());

    /// <summary>What was left to the interpreter most often.</summary>
    internal static List<(string What, long Times)> MostInterpreted(int count) => Most(Interpretations, count);

    /// <summary>The instructions at which compiled code was left most often.</summary>
    internal static List<(string Where, long Times)> MostFailing(int count) => Most(Failures, count);

    private static List<(string, long)> Most(ConcurrentDictionary<string, StrongBox<long>> counts, int count) =>
        [.. counts.Select(p => (p.Key, p.Value.Value)).Where(p => p.Value > 0).OrderByDescending(p => p.Value).Take(count)];

    public static void Count(Counter counter, long amount = 1) => Interlocked.Add(ref Counters[(int)counter], amount);

    public static void Count(AbortReason reason) => Interlocked.Increment(ref Aborts[(int)reason]);

    public static void Count(KernelRefusal reason) => Interlocked.Increment(ref Refusals[(int)reason]);

    public static void Count(ExitReason reason, long amount = 1) => Interlocked.Add(ref Exits[(int)reason], amount);

    internal static void Count(CacheDrop reason, long amount = 1) => Interlocked.Add(ref Drops[(int)reason], amount);

    internal static long Get(CacheDrop reason) => Volatile.Read(ref Drops[(int)reason]);

    public static long Get(Counter counter) => Volatile.Read(ref Counters[(int)counter]);

    public static long Get(AbortReason reason) => Volatile.Read(ref Aborts[(int)reason]);

    public static long Get(KernelRefusal reason) => Volatile.Read(ref Refusals[(int)reason]);

    public static long Get(ExitReason reason) => Volatile.Read(ref Exits[(int)reason]);

    /// <summary>All recordings that were given up.</summary>
    public static long AllAborts => Aborts.Sum();

    /// <summary>All loops that were refused a kernel.</summary>
    public static long AllRefusals => Refusals.Sum();

    /// <summary>All exits taken.</summary>
    public static long AllExits => Exits.Sum();

    /// <summary>All that the cache didn't use or keep.</summary>
    public static long AllDrops => Drops.Sum();

    /// <summary>Sets every counter to 0.</summary>
    public static void Reset()
    {
        Array.Clear(Counters);
        Array.Clear(Aborts);
        Array.Clear(Exits);
        Array.Clear(Refusals);
        Array.Clear(Drops);
        foreach (var n in Interpretations.Values) n.Value = 0;
        foreach (var n in Failures.Values) n.Value = 0;
    }
}
