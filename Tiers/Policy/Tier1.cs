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

    private const int RecursionDepth = 2;

    public override TierAction LoopIsHot(PyThread t, Frame f, Instr* head)
    {
        var root = RootAt(f, (int)(head - f.Code.Start));
        return Record(t, root, root.Profile);
    }

    public override TierAction FunctionIsHot(PyThread t, Frame f)
    {
        if (f.Code.IsGeneratorLike) return TierAction.GoOn;
        var root = RootAt(f, 0);
        return Record(t, root, root.Profile);
    }

    /// <summary>A region is left at an exit again and again: what happens there joins the region.</summary>
    public TierAction ExitIsHot(PyThread t, CompiledRegion region, Snapshot exit)
    {
        var root = region.Root;
        if (root.Current != region || root.Compiles > JitOptions.Current.MaxRecompiles) return TierAction.Resume;
        var context = (ProfileNode)exit.Origin!;
        // Guards that were moved out of a loop and fail there stay in it from now on.
        if (exit.IsLoopEntry && context.At[exit.Top.Pc] is { } head) head.KeepGuards = true;
        var action = Record(t, root, context);
        return action == TierAction.GoOn ? TierAction.Resume : action;
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

    private TierAction Record(PyThread t, RegionRoot root, ProfileNode at)
    {
        var o = JitOptions.Current;
        if (!o.Enabled || root.IsGivenUp || root.IsCompiling || PyThread.MultiThreaded || root.Globals != t.Frames[t.Depth - at.Depth].Function.Globals) return TierAction.GoOn;
        var limits = new RecordingLimits(o.TraceLimit, o.RecordIterations, o.InlineDepth, RecursionDepth);
        t.Recorder = new Recorder(t, at, root.Pc, limits, end => Recorded(root, end));
        return TierAction.Reenter;
    }

    private void Recorded(RegionRoot root, RecordingEnd end)
    {
        JitStats.Count(Counter.TracesRecorded);
        root.Recordings++;
        switch (end)
        {
            case RecordingEnd.Lost:
                JitStats.Count(AbortReason.FrameLeft);
                return;
            case RecordingEnd.Left when root.Recordings < ShortRecordings && root.Current == null:
                if (root.IsFunction) root.Code.Heat = Math.Min(5, FunctionThreshold);
                JitStats.Count(AbortReason.LoopEnded);
                return;
        }
        root.IsCompiling = true;
        if (JitOptions.Current.Sync) Compile(root);
        else queue.Add(() => Compile(root));
    }

    private void Compile(RegionRoot root)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            var built = RegionBuilder.Build(root.Profile, root.Pc);
            if (built == null)
            {
                JitStats.Count(AbortReason.TooLarge);
                root.IsGivenUp = true;
                return;
            }
            if (DumpLog.Wants('r', root.Code)) DumpLog.Write('r', built.Region.Name, IrPrinter.Print(built.Region));
            var region = new CompiledRegion(this, root, built.Region.MaxInlineDepth);
            Depend(region, built.Types);
            var method = CilCompiler.Compile(built.Region, region, DumpLog.Wants('c', root.Code) ? text => DumpLog.Write('c', built.Region.Name, text) : null);
            region.Complete(method);
            JitStats.Count(Counter.CilInstructions, method.InstructionCount);
            JitStats.Count(root.Compiles++ == 0 ? Counter.RegionsCompiled : Counter.RegionsRecompiled);
            Install(root, region);
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

    private static void Install(RegionRoot root, CompiledRegion region)
    {
        root.Current = region;
        if (root.IsFunction)
        {
            root.Code.Compiled = region;
            root.Code.Heat = 0;
        }
        else root.Code.Patch(root.Pc, region);
    }

    private void Invalidate(CompiledRegion region)
    {
        region.Invalidate();
        JitStats.Count(Counter.RegionsInvalidated);
        var root = region.Root;
        if (root.Current != region) return;
        root.Current = null;
        if (root.IsFunction)
        {
            root.Code.Compiled = null;
            root.Code.Heat = FunctionThreshold;
        }
        else root.Code.Patch(root.Pc, null);
        root.ForgetProfile();
        root.Recordings = 0;
        if (++root.Invalidations > MaxInvalidations) root.IsGivenUp = true;
    }
}
