using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Building;
using TieredPy.Tiers.Cil;
using TieredPy.Tiers.Diagnostics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Policy;

/// <summary>Decides what is recorded, compiled, extended and dropped.</summary>
internal sealed unsafe class Tier1 : CompilingTier
{
    private readonly ConditionalWeakTable<PyCode, Dictionary<int, RegionRoot>> roots = [];
    private readonly ConditionalWeakTable<PyType, List<WeakReference<CompiledRegion>>> dependents = [];
    private readonly CompileQueue queue = new();
    private readonly Lock gate = new();

    /// <summary>Times a region may lose what it relied upon before it is given up.</summary>
    private const int MaxInvalidations = 8;

    /// <summary>Recordings of a function's entry, or of a loop that ends at once, before code is made of what they saw.</summary>
    private const int ShortRecordings = 3;

    /// <summary>Specialisations of one root.</summary>
    private const int MaxVersions = 4;

    private const int RecursionDepth = 2;

    public override TierAction LoopIsHot(PyThread t, Frame f, Instr* head)
    {
        var root = RootAt(f, (int)(head - f.Code.Start));
        return Record(t, Unfinished(root), null);
    }

    public override TierAction FunctionIsHot(PyThread t, Frame f)
    {
        if (f.Code.IsGeneratorLike) return TierAction.GoOn;
        return Record(t, Unfinished(RootAt(f, 0)), null);
    }

    /// <summary>A region is left at an exit again and again: what happens there joins the region.</summary>
    public TierAction ExitIsHot(PyThread t, CompiledRegion region, Snapshot exit)
    {
        var version = region.Version;
        var root = version.Root;
        if (version.Region != region || root.Compiles > JitOptions.Current.MaxRecompiles) return TierAction.Resume;
        var context = (ProfileNode)exit.Origin!;
        TierAction action;
        if (exit.IsLoopEntry && exit.Frames.Length == 1 && exit.Top.Pc == root.Pc && root.Versions.Length < MaxVersions)
        {
            // The values that come in are of other types: that is another version.
            action = Record(t, Unfinished(root), null);
        }
        else
        {
            // Guards that were moved out of a loop and fail there stay in it from now on.
            if (exit.IsLoopEntry && context.At[exit.Top.Pc] is { } head) head.KeepGuards = true;
            action = Record(t, version, context);
        }
        return action == TierAction.GoOn ? TierAction.Resume : action;
    }

    /// <summary>The version of a root that has no code yet, made when there is none.</summary>
    private RegionVersion? Unfinished(RegionRoot root)
    {
        lock (gate)
        {
            foreach (var v in root.Versions)
                if (v.Region == null) return v;
            if (root.Versions.Length >= MaxVersions) return null;
            var made = new RegionVersion(root);
            root.Versions = [.. root.Versions, made];
            return made;
        }
    }

    public override void TypeChanged(PyType type)
    {
        List<WeakReference<CompiledRegion>>? list;
        lock (gate)
        {
            if (!dependents.TryGetValue(type, out list)) return;
            dependents.Remove(type);
        }
        foreach (var w in list)
            if (w.TryGetTarget(out var region)) Invalidate(region);
    }

    private RegionRoot RootAt(Frame f, int pc)
    {
        lock (gate)
        {
            var table = roots.GetOrCreateValue(f.Code);
            if (!table.TryGetValue(pc, out var root)) table[pc] = root = new RegionRoot(f.Code, pc, f.Function);
            return root;
        }
    }

    /// <summary>Starts a recording at the top frame, which is in a context of the version's profile (null: its root).</summary>
    private TierAction Record(PyThread t, RegionVersion? version, ProfileNode? at)
    {
        var o = JitOptions.Current;
        if (version == null || !o.Enabled || PyThread.MultiThreaded) return TierAction.GoOn;
        var root = version.Root;
        at ??= version.Profile;
        if (root.IsGivenUp || root.IsCompiling || root.Globals != t.Frames[t.Depth - at.Depth].Function.Globals) return TierAction.GoOn;
        var limits = new RecordingLimits(o.TraceLimit, o.TraceLimit * 10, o.RecordIterations, o.InlineDepth, RecursionDepth);
        t.Recorder = new Recorder(t, at, root.Pc, limits, end => Recorded(version, end));
        return TierAction.Reenter;
    }

    private void Recorded(RegionVersion version, RecordingEnd end)
    {
        var root = version.Root;
        JitStats.Count(Counter.TracesRecorded);
        version.Recordings++;
        switch (end)
        {
            case RecordingEnd.Lost:
                JitStats.Count(AbortReason.FrameLeft);
                return;
            case RecordingEnd.Left when version.Recordings < ShortRecordings && version.Region == null:
                if (root.IsFunction) root.Code.Heat = Math.Min(5, FunctionThreshold);
                JitStats.Count(AbortReason.LoopEnded);
                return;
        }
        root.IsCompiling = true;
        if (JitOptions.Current.Sync) Compile(version);
        else queue.Add(() => Compile(version));
    }

    private void Compile(RegionVersion version)
    {
        var root = version.Root;
        long start = Stopwatch.GetTimestamp();
        try
        {
            var built = RegionBuilder.Build(version.Profile, root.Pc);
            if (built == null)
            {
                JitStats.Count(AbortReason.TooLarge);
                root.IsGivenUp = true;
                return;
            }
            if (DumpLog.Wants('r', root.Code)) DumpLog.Write('r', built.Region.Name, IrPrinter.Print(built.Region));
            var region = new CompiledRegion(this, version, built.Region.MaxInlineDepth);
            Depend(region, built.Types);
            var method = CilCompiler.Compile(built.Region, region, DumpLog.Wants('c', root.Code) ? text => DumpLog.Write('c', built.Region.Name, text) : null);
            region.Complete(method);
            JitStats.Count(Counter.CilInstructions, method.InstructionCount);
            root.Compiles++;
            JitStats.Count(version.Compiles++ == 0 ? Counter.RegionsCompiled : Counter.RegionsRecompiled);
            Install(version, region);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            JitStats.Count(AbortReason.CompilerFault);
            root.IsGivenUp = true;
            if (DumpLog.Wants('r', root.Code)) DumpLog.Write('r', $"{root.Code.QualName}: compiler fault", e.ToString());
        }
        finally
        {
            root.IsCompiling = false;
            JitStats.Count(Counter.CompileMicroseconds, (long)Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }
    }

    private void Depend(CompiledRegion region, HashSet<PyType> types)
    {
        lock (gate)
            foreach (var type in types) dependents.GetOrCreateValue(type).Add(new WeakReference<CompiledRegion>(region));
    }

    private static void Install(RegionVersion version, CompiledRegion region)
    {
        bool first = version.Region == null;
        version.Region = region;
        var root = version.Root;
        if (!first) return;
        if (root.IsFunction)
        {
            root.Code.Compiled ??= new RegionEntry(root);
            root.Code.Heat = 0;
        }
        else if (root.Code.CompiledAt(root.Pc) == null) root.Code.Patch(root.Pc, new RegionEntry(root));
    }

    private void Invalidate(CompiledRegion region)
    {
        region.Invalidate();
        JitStats.Count(Counter.RegionsInvalidated);
        var version = region.Version;
        if (version.Region != region) return;
        var root = version.Root;
        lock (gate) root.Versions = Array.FindAll(root.Versions, v => v != version);
        if (++root.Invalidations > MaxInvalidations) root.IsGivenUp = true;
        if (Array.Exists(root.Versions, v => v.Region != null)) return;
        if (root.IsFunction)
        {
            root.Code.Compiled = null;
            root.Code.Heat = FunctionThreshold;
        }
        else root.Code.Patch(root.Pc, null);
    }
}
