using TieredPy.Runtime.Interpreter;
using TieredPy.Tiers.Caching;
using TieredPy.Tiers.Diagnostics;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Policy;

/// <summary>What a former run of the program left is used instead of recordings.</summary>
internal sealed unsafe partial class Tier1
{
    /// <summary>What former runs left; null when the cache is off.</summary>
    public ProgramCache? Cache { get; init; }

    /// <summary>Orders code for a root from its profiles of a former run. False when there are none: it is to be recorded.</summary>
    private bool Restores(Frame f, int pc)
    {
        if (f.Code.Foreseen is not ForeseenCode code || code.At(pc) is not { } foreseen) return false;
        if (JitOptions.Current is not { Enabled: true } || PyThread.MultiThreaded) return false;
        var root = RootAt(f, pc);
        if (root.Versions.Length > 0 || root.IsGivenUp || root.IsCompiling)
        {
            foreseen.IsPending = false;
            return false;
        }
        long start = Stopwatch.GetTimestamp();
        var profiles = Cache!.Restore(foreseen, root.Function, root.NamesAreGlobals, out string missing);
        JitStats.Count(Counter.CacheMicroseconds, (long)Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        if (profiles == null)
        {
            int rounds = foreseen.Failed();
            if (rounds > 0) f.Code.Expect(pc, rounds);
            else JitStats.Count(CacheDrop.Unresolved);
            if (DumpLog.Wants('t', root.Code)) DumpLog.Write('t', $"not restored {root.Code.QualName}:{root.Pc}", missing);
            return rounds > 0;
        }
        foreseen.Used();
        if (profiles.Count == 0) return false;
        var versions = profiles.ConvertAll(p => new RegionVersion(root, p.Profile) { Restored = p.Entry });
        lock (gate) root.Versions = [.. versions];
        JitStats.Count(Counter.CacheHits, versions.Count);
        if (DumpLog.Wants('t', root.Code)) DumpLog.Write('t', $"restored {root.Code.QualName}:{root.Pc}", $"{versions.Count} versions");
        root.IsCompiling = true;
        if (JitOptions.Current.Sync) CompileAll(versions);
        else queue.Add(() => CompileAll(versions), true);
        return true;
    }

    private void CompileAll(List<RegionVersion> versions)
    {
        foreach (var v in versions)
        {
            v.Root.IsCompiling = true;
            Interlocked.MemoryBarrier();
            // A recording has begun between two of them: its end orders it.
            if (Volatile.Read(ref v.Recording) == 0) Compile(v);
            else v.Root.IsCompiling = false;
        }
    }

    /// <summary>Writes what this run ended with to the cache.</summary>
    public void Save(ProgramCache cache)
    {
        var kept = from v in Versions()
                   where v.Region is { IsInvalid: false }
                   select new KeptVersion(v.Root.Code, v.Root.Pc, v.Profile, v.Region!.InstructionCount, v.Recordings == 0 ? v.Restored : null);
        cache.Save(kept, JitOptions.Current.CacheLimit);
    }
}
