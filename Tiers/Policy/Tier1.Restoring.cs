using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Building;
using TieredPy.Tiers.Caching;
using TieredPy.Tiers.Diagnostics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Ir.Text;
using TieredPy.Tiers.Policy.Warming;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Policy;

/// <summary>What a former run of the program left is used instead of recordings.</summary>
internal sealed unsafe partial class Tier1
{
    /// <summary>What former runs left; null when the cache is off.</summary>
    public ProgramCache? Cache
    {
        get;
        init
        {
            field = value;
            if (value != null && JitOptions.Current.ChecksCache) value.Compared = Compare;
        }
    }

    /// <summary>Has the compiler go through its work once while nothing waits for it, so that it is quick when something does.</summary>
    public void Rehearse()
    {
        if (!JitOptions.Current.Sync && Environment.ProcessorCount > 1) GoOn(WarmCompiler.Rehearse().GetEnumerator());
    }

    private void GoOn(IEnumerator<Example> steps) => queue.Add(() =>
    {
        try
        {
            if (steps.MoveNext()) GoOn(steps);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // What fails here fails again where it is counted, and told.
        }
    }, CompileQueue.Rehearsal);

    /// <summary>How far what compiled code calls directly is ordered before it.</summary>
    private const int MaxCalleeDepth = 4;

    private Sampler? sampler;

    /// <summary>Orders code for a root from its profiles of a former run. False when there are none: it is to be recorded.</summary>
    private bool Restores(PyThread t, Frame f, int pc)
    {
        if (f.Code.Foreseen is not ForeseenCode code || code.At(pc) is not { } foreseen) return false;
        if (JitOptions.Current is not { Enabled: true } || PyThread.MultiThreaded) return false;
        sampler ??= Sampler.Start(this, t);
        long start = Stopwatch.GetTimestamp();
        var outcome = Restore(RootAt(f, pc), foreseen, foreseen.Heat, 0, f);
        JitStats.Count(Counter.CacheMicroseconds, (long)Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        return outcome;
    }

    /// <param name="root">What is to have code.</param>
    /// <param name="foreseen">The entries.</param>
    /// <param name="urgency">The place in the queue.</param>
    /// <param name="depth">How many calls lead there from what the program has come to.</param>
    /// <param name="f">The frame that is there, if one is: what takes its values is compiled first.</param>
    private bool Restore(RegionRoot root, ForeseenRoot foreseen, int urgency, int depth, Frame? f)
    {
        if (root.Versions.Length > 0 || root.IsGivenUp || root.IsCompiling)
        {
            foreseen.IsPending = false;
            return false;
        }
        var callees = new List<PyFunction>();
        var profiles = Cache!.Restore(foreseen, Kept(root), callees, out string missing);
        if (profiles == null)
        {
            int rounds = foreseen.Failed();
            if (rounds > 0) root.Code.Expect(root.Pc, rounds);
            else JitStats.Count(CacheDrop.Unresolved);
            if (DumpLog.Wants('t', root.Code)) DumpLog.Write('t', $"not restored {root.Code.QualName}:{root.Pc}", missing);
            return rounds > 0;
        }
        foreseen.Used();
        if (profiles.Count == 0) return false;
        if (f != null && profiles.Count > 1) profiles = [.. profiles.OrderByDescending(p => p.Profile.Takes(f, root.Pc))];
        var versions = profiles.ConvertAll(p => new RegionVersion(root, p.Profile) { Restored = p.Entry, Target = p.Target, Declared = p.Target, Types = root.Pc > 0 ? EntryTypes.Of(p.Profile, root.Pc) : null });
        // Functions that call each other find each other's signature before any of them has code.
        lock (gate) root.Versions = [.. versions];
        root.IsCompiling = true;
        if (depth < MaxCalleeDepth)
            foreach (var callee in callees)
            {
                var of = RootOf(callee);
                if (callee.Code.Foreseen is ForeseenCode known && known.At(0) is { } entry) Restore(of, entry, Math.Max(urgency, entry.Heat), depth + 1, null);
                else if (of.Versions is [{ IsAwaited: true }, ..] awaited && !JitOptions.Current.Sync) queue.Add(() => CompileAll(awaited), urgency);
            }
        JitStats.Count(Counter.CacheHits, versions.Count);
        if (DumpLog.Wants('t', root.Code)) DumpLog.Write('t', $"restored {root.Code.QualName}:{root.Pc}", $"{versions.Count} versions of {foreseen.Entries.Count}, heat {foreseen.Heat}{string.Concat(versions.Select(v => $"\n{v.Restored!.Heat}: {v.Profile.Entering(root.Pc)}"))}");
        if (JitOptions.Current.Sync) CompileAll(versions);
        else queue.Add(() => CompileAll(versions), urgency);
        return true;
    }

    /// <summary>Has code made in place of a former run's, once nothing else is to be compiled.</summary>
    internal void MakeNew(RegionVersion version)
    {
        if (version.WantsNewCode || version.Root.IsCompiling || version.Root.IsOrdered || JitOptions.Current.Sync) return;
        version.WantsNewCode = true;
        Order(version, urgent: false);
    }

    /// <summary>The root of a function's entry.</summary>
    private RegionRoot RootOf(PyFunction f)
    {
        lock (gate)
        {
            var table = roots.GetOrCreateValue(f.Code);
            if (!table.TryGetValue(0, out var root)) table[0] = root = new RegionRoot(f.Code, 0, f, true);
            return root;
        }
    }

    private static CallTarget[] DirectCallees(Region region)
    {
        var found = new HashSet<CallTarget>(ReferenceEqualityComparer.Instance);
        foreach (var b in region.Blocks)
            foreach (var n in b.Nodes)
                if (n.Op == IrOp.CallDirect && n.Data != region.Function) found.Add((CallTarget)n.Data!);
        return [.. found];
    }

    /// <summary>Compiles versions, but for those that have been compiled since they were ordered.</summary>
    private void CompileAll(IEnumerable<RegionVersion> versions)
    {
        foreach (var v in versions)
        {
            if (!v.IsAwaited) continue;
            // A recording has begun between two of them: its end orders it.
            if (Begins(v, 0)) Compile(v);
            if (v.Declared is { } declared) declared.IsAwaited = false;
        }
    }

    /// <summary>Writes what this run ended with to the cache.</summary>
    public void Save(ProgramCache cache)
    {
        sampler?.End();
        cache.Save(Versions().ConvertAll(Kept), JitOptions.Current.CacheLimit);
    }

    /// <summary>What is built of a profile that the cache gives is what is built of the one that it was given.</summary>
    private void Compare(KeptRoot root, ProfileNode given, ProfileNode? read)
    {
        CacheCheck.Compare($"region of {root.Code.QualName}:{root.Pc}", Printed(given), read == null ? "what can't be read" : Printed(read));

        string Printed(ProfileNode profile) => RegionBuilder.Build(profile, root.Pc, this) is { } built ? IrPrinter.Print(built.Region) : "none";
    }

    private static KeptRoot Kept(RegionRoot root) => new(root.Function, root.Pc, root.IsFunction, root.NamesAreGlobals);

    private static KeptVersion Kept(RegionVersion v)
    {
        var region = v.Region is { IsInvalid: false } usable ? usable : null;
        return new(Kept(v.Root), v.Profile, v.Target, region?.Callees ?? [], region?.InstructionCount ?? 0, v.Samples, v.Recordings == 0 ? v.Restored : null);
    }
}
