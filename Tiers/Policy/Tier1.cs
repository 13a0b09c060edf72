using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Building;
using TieredPy.Tiers.Cil;
using TieredPy.Tiers.Cil.Emitting;
using TieredPy.Tiers.Deopt;
using TieredPy.Tiers.Diagnostics;
using TieredPy.Tiers.Interpreting;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Ir.Text;
using TieredPy.Tiers.Optimizing;
using TieredPy.Tiers.Recording;
using TieredPy.Tiers.X64;
using TieredPy.Tiers.X64.Machine;

namespace TieredPy.Tiers.Policy;

/// <summary>Decides what is recorded, compiled, extended and dropped.</summary>
internal sealed unsafe partial class Tier1 : CompilingTier, ICallTargets
{
    private readonly ConditionalWeakTable<PyCode, Dictionary<int, RegionRoot>> roots = [];
    private readonly ConditionalWeakTable<object, List<WeakReference<CompiledRegion>>> dependents = [];
    private readonly ConditionalWeakTable<PyCode, HashSet<RegionVersion>> wanting = [];
    private readonly Callers callers = new();
    private readonly CompileQueue queue;
    private readonly Lock gate = new();
    private readonly Effort effort = new();

    /// <summary>Changes of functions: what is built while one happens may rely on what no longer holds. Changes of classes are told by class.</summary>
    private int functionChanges;

    private int numbers;

    public Tier1()
    {
        queue = new CompileQueue(() => effort.IsMuch);
        JitHooks.ReleaseAll = () => InvalidateAll();
        JitHooks.RunTimes = () => Versions().Where(v => v.Number > 0).Select(v => KeyValuePair.Create(v.Number, v.Runs));
    }

    /// <summary>Hears of each region that code is made of, as the passes left it. For tests.</summary>
    public Action<PyCode, Region>? Optimized { get; init; }

    /// <summary>Hears of each region after each pass, with the pass's name. For tests.</summary>
    public Action<string, Region>? Passed { get; init; }

    /// <summary>Times that a region is built anew because something changed meanwhile.</summary>
    private const int MaxDisturbances = 3;

    /// <summary>Times a region may lose what it relied upon before it is given up.</summary>
    private const int MaxInvalidations = 8;

    /// <summary>Recordings of a function's entry, or of a loop that ends at once, before code is made of what they saw.</summary>
    private const int ShortRecordings = 3;

    /// <summary>Of a function whose code is waited for: calls until what it does is recorded once more.</summary>
    private const int OrderedPause = 50;

    /// <summary>Times that this pause is doubled while nothing new is seen, and recordings of a loop that see nothing new, after which its code is waited for without any.</summary>
    private const int LongestOrderedPause = 4;

    /// <summary>Milliseconds that the compiler waits for the end of a recording.</summary>
    private const int LongestRecording = 2;

    /// <summary>Specialisations of one root.</summary>
    public const int MaxVersions = 4;

    private const int RecursionDepth = 2;

    /// <summary>Of a generator's body, which has several ways in: recordings in a row that see nothing new before code is made, and how many there are at most.</summary>
    private const int QuietRecordings = 3, MaxBodyRecordings = 40;

    /// <summary>The program and this compiler have a processor each; beyond two the runtime's own has one, too.</summary>
    public override bool IsBusy => queue.Length > 0 && Environment.ProcessorCount <= 2;

    public override TierAction LoopIsHot(PyThread t, Frame f, Instr* head)
    {
        int pc = (int)(head - f.Code.Start);
        if (f.Code.Foreseen != null)
        {
            if (Restores(t, f, pc)) return TierAction.GoOn;
            if (Interp.PlainOp(head->Op) == Op.ForLoop && !f.Code.CountForRound(head)) return TierAction.GoOn;
        }
        return MayRecord && RootAt(f, pc) is var root && root.IsDue(effort.Demand) ? Record(t, Unfinished(root, f), null) : TierAction.GoOn;
    }

    public override TierAction FunctionIsHot(PyThread t, Frame f)
    {
        if (f.Code.Foreseen != null && !f.Code.IsGeneratorLike && Restores(t, f, 0)) return TierAction.GoOn;
        return MayRecord && !f.Code.IsGeneratorLike && RootAt(f, 0) is var root && root.IsDue(effort.Demand) ? Record(t, Unfinished(root), null) : TierAction.GoOn;
    }

    public override TierAction BodyIsHot(PyThread t, Frame f)
    {
        if (f.Code.Foreseen != null && Restores(t, f, RegionRoot.Body) || !MayRecord) return TierAction.GoOn;
        var root = RootAt(f, RegionRoot.Body);
        var version = root.Versions is [var known] ? known : root.IsDue(effort.Demand) ? Unfinished(root) : null;
        if (version == null) return TierAction.GoOn;
        int pc = (int)(f.Pc - f.Code.Start);
        // Where it goes on at a known place, values of other kinds came in: the exit that saw to that has counted it.
        if (version.Region != null && version.Profile.Resumed.Contains(pc)) return TierAction.GoOn;
        var action = Record(t, version, null);
        if (action == TierAction.Reenter) version.Profile.Resumed.Add(pc);
        return action;
    }

    /// <summary>
    /// There is time for a recording, and for compiling what comes of it. Who is refused comes back when its counter has run out once more: what is
    /// hottest comes first.
    /// </summary>
    private bool MayRecord =>
        JitOptions.Current is { Enabled: true } o && !PyThread.MultiThreaded && (o.Sync || queue.Length < o.MaxWaiting && effort.MayRecord);

    /// <summary>
    /// A region is left at an exit again and again: what happens there joins the region. <paramref name="first"/>: for the first time since it was compiled.
    /// </summary>
    public TierAction ExitIsHot(PyThread t, CompiledRegion region, Snapshot exit, bool first)
    {
        var version = region.Version;
        var root = version.Root;
        if (DumpLog.Wants('t', root.Code)) DumpLog.Write('t', $"hot exit of {root.Code.QualName}:{root.Pc}, {root.Compiles} compiles", $"{IrPrinter.Print(exit)}{(exit.IsLoopEntry ? " (loop entry)" : "")}");
        if (version.Region != region || root.IsCompiling || root.Compiles > JitOptions.Current.MaxRecompiles || !MayRecord) return TierAction.Resume;
        var context = (ProfileNode)exit.Origin!;
        TierAction action;
        if (IsForOthers(t.Frames[t.Depth], version, exit)) return TierAction.Resume;
        if (exit.IsLoopEntry && exit.Frames.Length == 1 && exit.Top.Pc == root.Pc && root.Versions.Length < MaxVersions)
        {
            // The values that come in are of other types: that is another version.
            action = Record(t, Unfinished(root, t.Frames[t.Depth]), null);
        }
        else
        {
            action = Record(t, version, context);
            if (action == TierAction.GoOn) return TierAction.Resume;
            // Guards that were moved out of a loop and fail there stay in it from now on.
            if (exit.IsLoopEntry && context.At[exit.Top.Pc] is { } head) head.KeepGuards = true;
            else if (first && context.At[exit.Top.Pc] is { } place && !WaitsForCode(t.Frames[t.Depth], context.Code.Code[exit.Top.Pc]))
            {
                place.HotExits++;
                context.Info.NoteHotExit(exit.Top.Pc);
            }
        }
        return action == TierAction.GoOn ? TierAction.Resume : action;
    }

    /// <summary>The next instruction calls a function that will have code soon: that it was left here says nothing of what it does then.</summary>
    private bool WaitsForCode(Frame f, Instr i) =>
        i.Op == Op.Call && f[i.B].Ref is PyFunction { Code.IsGeneratorLike: false } callee && callee.Code.Compiled == null && EntryOf(callee.Code) is not { IsGivenUp: true };

    /// <summary>An exit in a loop was taken because it was entered with values of other types than it is for: it isn't from now on.</summary>
    private static bool IsForOthers(Frame f, RegionVersion version, Snapshot exit)
    {
        var root = version.Root;
        if (root.IsFunction || root.IsBody || exit.Frames.Length > 1 || exit.Top.Pc == root.Pc || root.Versions.Length >= MaxVersions) return false;
        var types = EntryTypes.Of(version.Profile, root.Pc);
        if (types.Admit(f)) return false;
        version.Types = types;
        return true;
    }

    /// <summary>A loop runs again and again with values of types that none of its versions is for.</summary>
    internal TierAction LoopMissed(PyThread t, RegionRoot root) => MayRecord && !root.IsCompiling ? Record(t, Unfinished(root, t.Frames[t.Depth]), null) : TierAction.GoOn;

    /// <summary>
    /// What an instruction meets where a guard failed joins what is known of it: once its exit is recorded, the code that is made then is for all that was met,
    /// not just for what the recording happens to see.
    /// </summary>
    public static void NoteExit(PyThread t, CompiledRegion region, Snapshot exit)
    {
        var version = region.Version;
        var (context, f) = ((ProfileNode)exit.Origin!, t.Frames[t.Depth]);
        if (PyThread.MultiThreaded || version.Region != region || f.Code != context.Code || context.At[exit.Top.Pc] is not { } place) return;
        // Either this sees that the version is being compiled, or who wants to compile it sees this.
        Interlocked.Exchange(ref version.Noting, 1);
        if (!version.Root.IsCompiling) place.NoteOperands(f, context.Info.Reads[exit.Top.Pc]);
        Volatile.Write(ref version.Noting, 0);
    }

    /// <summary>
    /// An exception that is raised at an exit comes again and again to a handler that isn't in the region, in the frame so many above the root one: what
    /// happens there joins the region, if that is the root frame; else the code with the handler no longer does, so that it has the handler itself.
    /// </summary>
    public TierAction HandlerIsHot(PyThread t, CompiledRegion region, Snapshot exit, int depth)
    {
        var version = region.Version;
        if (version.Region != region || version.Root.IsCompiling || version.Root.Compiles > JitOptions.Current.MaxRecompiles || !MayRecord) return TierAction.Resume;
        var raising = (ProfileNode)exit.Origin!;
        var context = raising;
        while (context.Depth > depth) context = context.Parent!;
        var action = Record(t, version, context);
        if (action == TierAction.GoOn) return TierAction.Resume;
        if (raising.At[exit.Top.Pc] is { } place) place.Raises = true;
        context.Catches = true;
        return action;
    }

    /// <summary>The version of a root that has no code yet, made when there is none; of a loop, one that was seen to run with values of the same types as a frame's, if there is room for it.</summary>
    private RegionVersion? Unfinished(RegionRoot root, Frame? loop = null)
    {
        lock (gate)
        {
            bool hasRoom = root.Versions.Length < MaxVersions;
            foreach (var v in root.Versions)
            {
                if (v.Region != null) continue;
                bool fits = loop == null || EntryTypes.Of(v.Profile, root.Pc).Admit(loop);
                // What its code, which is on its way, is for needs no recording.
                if (fits) return loop != null && v.IsAwaited ? null : v;
                if (!hasRoom && !v.IsAwaited) return v;
            }
            if (!hasRoom) return null;
            var made = new RegionVersion(root);
            root.Versions = [.. root.Versions, made];
            return made;
        }
    }

    /// <summary>Which regions have the function in them isn't known, and functions get other code very rarely.</summary>
    public override void FunctionChanged()
    {
        Interlocked.Increment(ref functionChanges);
        InvalidateAll();
    }

    /// <param name="isPassing">What ends them says nothing of the code: it may be compiled again as often as before.</param>
    private void InvalidateAll(bool isPassing = false)
    {
        foreach (var version in Versions())
            if (version.Region is { } region) Invalidate(region, isPassing);
    }

    /// <summary>All versions of all roots.</summary>
    internal List<RegionVersion> Versions()
    {
        var all = new List<RegionVersion>();
        lock (gate)
        {
            foreach (var table in roots)
                foreach (var root in table.Value.Values) all.AddRange(root.Versions);
        }
        return all;
    }

    public override void TypeChanged(PyType type) => InvalidateDependents(type);

    public override void GlobalChanged(object cell) => InvalidateDependents(cell);

    private void InvalidateDependents(object of)
    {
        List<WeakReference<CompiledRegion>>? list;
        lock (gate)
        {
            if (!dependents.TryGetValue(of, out list)) return;
            dependents.Remove(of);
        }
        foreach (var w in list)
            if (w.TryGetTarget(out var region)) Invalidate(region);
    }

    public override void ThreadsStarted()
    {
        Interlocked.Increment(ref DirectCalls.Epoch);
        Interp.RequestPoll();
        // Loops that stay patched would ask for code at each round.
        InvalidateAll(true);
    }

    private RegionRoot RootAt(Frame f, int pc)
    {
        lock (gate)
        {
            var table = roots.GetOrCreateValue(f.Code);
            if (!table.TryGetValue(pc, out var root)) table[pc] = root = new RegionRoot(pc, f);
            return root;
        }
    }

    /// <summary>Starts a recording at the top frame, which is in a context of the version's profile (null: its root).</summary>
    private TierAction Record(PyThread t, RegionVersion? version, ProfileNode? at)
    {
        var o = JitOptions.Current;
        if (version == null) return TierAction.GoOn;
        if (Cache != null) sampler ??= Sampler.Start(this, t);
        var root = version.Root;
        bool entered = at == null;
        if (version.HotSince == 0) version.HotSince = Stopwatch.GetTimestamp();
        at ??= version.Profile;
        if (version.IsGivenUp || root.IsGivenUp && version.Region == null || !root.Fits(t.Frames[t.Depth - at.Depth])) return TierAction.GoOn;
        // Either this sees that the version is being compiled, or who wants to compile it sees this.
        Interlocked.Increment(ref version.Recording);
        if (root.IsCompiling || root.IsOrdered && entered && version.QuietRecordings >= LongestOrderedPause && !root.IsFunction)
        {
            Interlocked.Decrement(ref version.Recording);
            return TierAction.GoOn;
        }
        var limits = new RecordingLimits(o.TraceLimit, o.TraceLimit * 10, o.RecordIterations, o.InlineDepth, RecursionDepth);
        int compiles = version.Compiles;
        t.Recorder = new Recorder(t, at, root.Pc, limits, (recorder, end) => Recorded(t, version, compiles, recorder, end, entered));
        return TierAction.Reenter;
    }

    private void Recorded(PyThread t, RegionVersion version, int compiles, Recorder recorder, RecordingEnd end, bool entered)
    {
        var root = version.Root;
        Interlocked.Decrement(ref version.Recording);
        effort.Recorded(recorder.Steps);
        JitStats.Count(Counter.InstructionsRecorded, recorder.Steps);
        JitStats.Count(Counter.TracesRecorded);
        version.Recordings++;
        if (DumpLog.Wants('t', root.Code)) DumpLog.Write('t', $"recorded {root.Code.QualName}:{root.Pc}", $"{end}, {recorder.Steps} steps, {recorder.Fresh} of them new, recording {version.Recordings}, {version.Compiles} compiles, code {(version.Region == null ? "none" : version.Region.IsInvalid ? "invalid" : version.Region.IsWorthReplacing ? "to be replaced" : "there")}");
        // In recursion through C#, each level has a recording of its own: one of them is enough.
        if (root.IsCompiling || version.Compiles != compiles) return;
        if (root.IsOrdered)
        {
            version.QuietRecordings = recorder.Fresh == 0 ? version.QuietRecordings + 1 : 0;
            if (root.IsFunction && version.Region == null) root.Code.Heat = Math.Min(OrderedPause << Math.Min(version.QuietRecordings, LongestOrderedPause), FunctionThreshold);
            return;
        }
        switch (end)
        {
            case RecordingEnd.Lost:
                JitHooks.ReportAborted(root.Code, root.Pc, AbortReason.FrameLeft);
                return;
            case RecordingEnd.Left when root.IsBody && version.Region == null && !IsSettled(version, recorder.Fresh):
                root.Code.Heat = 0;
                return;
            case RecordingEnd.Left when !root.IsBody && version.Recordings < ShortRecordings && version.Region == null:
                if (root.IsFunction) root.Code.Heat = Math.Min(5, FunctionThreshold);
                JitHooks.ReportAborted(root.Code, root.Pc, AbortReason.LoopEnded);
                return;
        }
        // Of a body that was resumed at a new place the code is of no use there.
        if (version.Region is { IsInvalid: false } region && !(region.IsWorthReplacing && effort.MayCompileAgain) && !(root.IsBody && entered))
        {
            version.IsStale = true;
            return;
        }
        Order(version, t: t);
    }

    /// <summary>Whether the recordings of a body have seen what there is to see.</summary>
    private static bool IsSettled(RegionVersion version, int fresh)
    {
        version.QuietRecordings = fresh == 0 ? version.QuietRecordings + 1 : 0;
        return version.QuietRecordings >= QuietRecordings || version.Recordings >= MaxBodyRecordings;
    }

    /// <summary>What was recorded since a region was compiled has become worth the work. False: there is no time for it now.</summary>
    public bool CompileAgain(RegionVersion version)
    {
        if (version.Root.IsCompiling || version.Root.IsOrdered || version.Root.Compiles > JitOptions.Current.MaxRecompiles || !effort.MayCompileAgain) return false;
        Order(version);
        return true;
    }

    /// <param name="t">The program's thread, where it is known to be this one.</param>
    private void Order(RegionVersion version, bool urgent = true, PyThread? t = null)
    {
        if (DumpLog.Wants('t', version.Root.Code)) DumpLog.Write('t', $"ordered {version.Root.Code.QualName}:{version.Root.Pc}", $"{version.Compiles} compiles, {Stopwatch.GetElapsedTime(version.HotSince).TotalMicroseconds:F0} microseconds after it was hot");
        var root = version.Root;
        if (!JitOptions.Current.Sync && !IsLikelyKernelAtOnce(version))
        {
            root.IsOrdered = true;
            queue.Add(() => CompileOrdered(version), urgent ? CompileQueue.Hot : CompileQueue.Later);
            return;
        }
        // The end of a recording that is under way comes back to it.
        if (!Begins(version, 0)) return;
        if (JitOptions.Current.Sync) Compile(version);
        else if (t == null || !MakesKernelsAtOnce(t, version)) queue.Add(() => Compile(version), urgent ? CompileQueue.Hot : CompileQueue.Later);
    }

    /// <summary>Compiles what was ordered, from all that was recorded until now.</summary>
    private void CompileOrdered(RegionVersion version)
    {
        bool begins = Begins(version, LongestRecording);
        version.Root.IsOrdered = false;
        if (begins)
        {
            Compile(version);
            return;
        }
        // The end of that recording comes back to it, unless it ended just now.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref version.Recording) == 0) Order(version);
    }

    /// <summary>Nothing is recorded of a version from here on, as code is made of it. False: something still is.</summary>
    /// <param name="patience">Milliseconds to wait for the end of a recording.</param>
    private static bool Begins(RegionVersion version, int patience)
    {
        version.Root.IsCompiling = true;
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref version.Recording) != 0 && !SpinWait.SpinUntil(() => Volatile.Read(ref version.Recording) == 0, patience))
        {
            version.Root.IsCompiling = false;
            return false;
        }
        while (Volatile.Read(ref version.Noting) != 0) Thread.SpinWait(1);
        version.IsStale = false;
        return true;
    }

    /// <summary>Functions that have code, for calls from other code.</summary>
    public IEnumerable<CallTarget> Of(PyCode code)
    {
        if (EntryOf(code) is not { } root) yield break;
        foreach (var v in root.Versions)
            if (v.Target is { } target && (target.Pointer != 0 || v.IsAwaited)) yield return target;
    }

    /// <summary>The root at a function's entry; null where it was never hot.</summary>
    private RegionRoot? EntryOf(PyCode code)
    {
        lock (gate) return roots.TryGetValue(code, out var table) ? table.GetValueOrDefault(0) : null;
    }

    /// <summary>True when code of another signature was replaced, whose callers are to be made anew.</summary>
    private bool SetTarget(RegionVersion version, CallTarget function, CompiledMethod method)
    {
        bool replaces = false;
        if (version.Target is { } old)
        {
            if (old.Matches(function))
            {
                old.Callees = function.Callees;
                old.Owner = method;
                old.Pointer = method.Pointer;
                return false;
            }
            Retire(old);
            replaces = true;
        }
        function.Owner = method;
        function.Pointer = method.Pointer;
        version.Target = function;
        return replaces;
    }

    /// <summary>
    /// False when too much of the region is the interpreter's work, which costs more from compiled code, or when a generator's loop leaves it at yields all the
    /// time. The unit is an interpreted instruction's time.
    /// </summary>
    private static bool Pays(BuiltRegion built)
    {
        const int Call = 25, QuickCall = 8, Other = 10, Suspend = 25, Resume = 1;
        long overhead = 0;
        foreach (var b in built.Region.Blocks)
        {
            if (b is { End: EndKind.Leave, Exit: { } exit } && exit.Top.Code.Code[exit.Top.Pc].Op is Op.Yield or Op.Send
                && ((ProfileNode)exit.Origin!).At[exit.Top.Pc] is { } left)
                overhead += (long)left.Count * Suspend;
            foreach (var n in b.Nodes)
            {
                if (n is not { Op: IrOp.Interpret, Data: InterpretInfo { IsRest: false } } || ((ProfileNode)n.Exit!.Origin!).At[n.Exit.Top.Pc] is not { } seen) continue;
                overhead += (long)seen.Count * n.Exit.Top.Code.Code[n.Exit.Top.Pc].Op switch
                {
                    Op.Call when Generators.Resumed(seen.Operands) > 0 => QuickCall,
                    // What isn't Python code is called without leaving the region.
                    Op.CallEx when seen.Operands is [{ Code: null }, ..] => Other,
                    Op.Call or Op.CallKw or Op.CallEx => Call,
                    Op.Send => Resume,
                    _ => Other,
                };
            }
        }
        return CompilingTier.LoopThreshold < 10 || overhead <= built.Work;
    }

    /// <summary>A region whose exits take most of its time is worse than none. The root's other versions, which are for other types, stay.</summary>
    public void GiveUp(RegionVersion version)
    {
        if (DumpLog.Wants('t', version.Root.Code)) DumpLog.Write('t', $"given up {version.Root.Code.QualName}:{version.Root.Pc}", $"{version.Compiles} compiles");
        JitHooks.ReportAborted(version.Root.Code, version.Root.Pc, AbortReason.Unprofitable);
        version.IsGivenUp = true;
        // What would come in its place is given up too.
        version.Root.IsGivenUp = true;
        if (version.Region is { } region) Invalidate(region);
    }
}
