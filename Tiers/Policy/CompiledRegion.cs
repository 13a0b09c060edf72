using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Building;
using TieredPy.Tiers.Cil.Emitting;
using TieredPy.Tiers.Deopt;
using TieredPy.Tiers.Diagnostics;
using TieredPy.Tiers.Interpreting;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Policy;

/// <summary>The machine code of a region, its exits, and how often they are taken.</summary>
internal sealed unsafe class CompiledRegion(Tier1 tier, RegionVersion version, int inlineDepth) : RegionCode(inlineDepth)
{
    private CompiledMethod? method, body;
    private InterpretedRegion? interpreted;
    private delegate*<PyThread, Frame, int> code;
    private delegate*<PyThread, PyFunction, ref Value, int> function;
    private int[] taken = [], limits = [];
    private int firstLimit, left, patience, exitsInBatch, vainInBatch, busyBatches;
    private long batchStart;

    /// <summary>Exits until one that would have the region compiled again asks anew, when there was no time for it.</summary>
    private const int RefusalPause = 256;

    /// <summary>Of so many times that an exit is taken, what is met there is noted once.</summary>
    private const int NotedEvery = 8;

    public RegionVersion Version { get; } = version;

    /// <summary>Nothing refers to the region: its code goes with it.</summary>
    ~CompiledRegion() => JitStats.Count(Counter.RegionsFreed);

    /// <summary>
    /// Compiling costs in proportion to the code's size, and an exit costs little: the code is replaced by better code once so many exits were taken that it
    /// would have paid already. What was recorded meanwhile then joins the region in one go.
    /// </summary>
    public bool IsWorthReplacing => left >= patience;

    /// <summary>The functions that its code calls directly.</summary>
    public CallTarget[] Callees { get; init; } = [];

    /// <summary>Something that the code calls, or what that calls, is still to be compiled: it would be left again and again.</summary>
    private bool waits = true;

    private byte asked;

    /// <summary>Looks now and then whether what it waits for is there.</summary>
    private bool StillWaits() => Callees.Length > 0 && (++asked % 32 != 1 || AnyAwaited(Callees)) || (waits = false);

    private static bool AnyAwaited(CallTarget[] callees)
    {
        var seen = new HashSet<CallTarget>(callees, ReferenceEqualityComparer.Instance);
        var work = new Stack<CallTarget>(callees);
        while (work.TryPop(out var target))
        {
            if (target.IsAwaited) return true;
            foreach (var callee in target.Callees)
                if (seen.Add(callee)) work.Push(callee);
        }
        return false;
    }

    /// <summary>Of a function: what compiled code calls it through.</summary>
    public CallTarget? Target { get; set; }

    /// <summary>What the interpreter enters, and of a function the body that code enters; null while there is none.</summary>
    public (CompiledMethod? Entry, CompiledMethod? Body) Methods => (method, body);

    /// <summary>Its code was made in a former run.</summary>
    public bool IsKept => (body ?? method) is { IsKept: true };

    /// <summary>CIL instructions of its code.</summary>
    public int InstructionCount => (method?.InstructionCount ?? 0) + (body?.InstructionCount ?? 0);

    /// <summary>Gives the region its code; of a function, the way in from the interpreter, and the body.</summary>
    public void Complete(CompiledMethod compiled, CompiledMethod? functionBody = null)
    {
        method = compiled;
        body = functionBody;
        CountExits();
        if (functionBody != null) function = (delegate*<PyThread, PyFunction, ref Value, int>)compiled.Pointer;
        else code = (delegate*<PyThread, Frame, int>)compiled.Pointer;
    }

    /// <summary>The region is code from now on: nothing needs its nodes.</summary>
    public void ReleaseNodes()
    {
        foreach (var exit in Exits) exit.ReleaseNodes();
    }

    /// <summary>Has a loop's region executed node by node, but for its kernels.</summary>
    public void Complete(InterpretedRegion region)
    {
        interpreted = region;
        CountExits();
    }

    private void CountExits()
    {
        taken = new int[Exits.Length];
        limits = new int[Exits.Length];
        var o = JitOptions.Current;
        firstLimit = o.ExitThreshold << Math.Min(Version.Compiles / 2, 8);
        Array.Fill(limits, firstLimit);
        long size = InstructionCount;
        patience = (int)Math.Min((size * o.RecompilePatience / 100) << Math.Min(Version.Compiles / 2, 8), int.MaxValue);
    }

    /// <summary>
    /// Runs from the top frame's pc. <see cref="TierAction.GoOn"/>: nothing was done, as the values that come in aren't those the code is for.
    /// </summary>
    public TierAction Enter(PyThread t, Frame f)
    {
        if (IsInvalid || !HasDepth(t, 1)) return TierAction.GoOn;
        // A function's code puts its registers above those of the frame below.
        if (function != null && (f.NeedsCleanup || t.Depth == 0)) return TierAction.GoOn;
        if (!t.HasStack()) return TierAction.GoOn;
        if (waits && StillWaits()) return TierAction.GoOn;
        if (JitHooks.CountsRuns) Version.Runs++;
        int depth = t.Depth, inlined = t.InlinedDepth;
        var start = f.Pc;
        TierAction action;
        object? outer = t.Running;
        t.Running = this;
        try
        {
            if (function != null)
            {
                // It pushes its own frame, in the place of this one.
                t.Depth = depth - 1;
                action = (TierAction)function(t, f.Function, ref f.Register0);
                if (action == TierAction.GoOn) t.Depth = depth;
            }
            else action = (TierAction)(interpreted == null ? code(t, f) : InterpretedRegion.EnterLoop(interpreted, t, f));
        }
        catch (Exception e)
        {
            t.Running = outer;
            Recover(t, depth, inlined, e);
            t.Frames[depth].Pc = start + 1;
            return TierAction.Raise;
        }
        t.Running = outer;
        Interp.FinishUnseen(t);
        GC.KeepAlive(method);
        GC.KeepAlive(body);
        // Nothing was done: the interpreter does the instruction, or it would come back here for ever.
        return action == TierAction.Resume && t.Depth == depth && t.Frames[depth].Pc == start ? TierAction.GoOn : action;
    }

    /// <summary>
    /// Calls the function from C#, with as many arguments as it has parameters; the value or Error is in <see cref="PyThread.Transfer"/>. False: nothing was
    /// done, as it isn't for these arguments or can't be entered now.
    /// </summary>
    public bool TryCall(PyThread t, PyFunction f, ref Value arguments)
    {
        if (function == null || IsInvalid || waits && StillWaits() || t.Depth < 0 || !HasDepth(t, 2) || !t.HasStack()) return false;
        if (JitHooks.CountsRuns) Version.Runs++;
        int depth = t.Depth, inlined = t.InlinedDepth;
        bool called;
        try
        {
            called = function(t, f, ref arguments) == (int)TierAction.Returned;
            Interp.FinishUnseen(t);
        }
        catch (Exception e)
        {
            Recover(t, depth, inlined, e);
            t.Transfer = Value.Error;
            return true;
        }
        GC.KeepAlive(method);
        GC.KeepAlive(body);
        return called;
    }

    /// <summary>
    /// What C# threw where nothing was to throw (no memory, most likely) becomes an exception where the code was entered: the frames in memory are those
    /// of the entry.
    /// </summary>
    private static void Recover(PyThread t, int depth, int inlined, Exception e)
    {
        Interp.Failed(e);
        Interp.FinishUnseen(t);
        while (t.Depth > depth) Interp.PopFrame(t);
        // A function's frame had been taken off to be pushed again by its code.
        t.Depth = depth;
        t.InlinedDepth = inlined;
        t.CallStatus = CallStatus.Returned;
        t.ExitNumberCount = t.ExitRefCount = 0;
    }

    /// <summary>Times that it was left where it begins.</summary>
    public int VainExits { get; private set; }

    /// <summary>An exit where the region begins: what came in isn't what the code is for, and nothing was done.</summary>
    private bool IsVain(Snapshot exit) =>
        exit.Frames.Length == 1 && exit.Top.Pc == Version.Root.Pc && (exit.IsLoopEntry || Version.Root.IsFunction);

    /// <summary>An exit was taken, and the frames are up to date.</summary>
    public override TierAction Left(PyThread t, int exit)
    {
        if (IsInvalid)
        {
            JitStats.Count(ExitReason.Assumption);
            return TierAction.Resume;
        }
        if (PyThread.EvalBreaker)
        {
            JitStats.Count(ExitReason.Interrupt);
            return TierAction.Resume;
        }
        if (Exits[exit].Snapshot.IsEnd)
        {
            JitStats.Count(ExitReason.End);
            return TierAction.Resume;
        }
        JitStats.Count(ExitReason.Branch);
        if (JitStats.IsReported) (Exits[exit].Times ??= JitStats.Failing(DescribeExit(exit))).Value++;
        if (IsVain(Exits[exit].Snapshot))
        {
            vainInBatch++;
            VainExits++;
        }
        if (CostsTooMuch()) tier.GiveUp(Version);
        if (taken[exit] % NotedEvery == NotedEvery - 1 && !IsVain(Exits[exit].Snapshot)) Tier1.NoteExit(t, this, Exits[exit].Snapshot);
        bool first = limits[exit] == firstLimit;
        return IsHot(exit) ? tier.ExitIsHot(t, this, Exits[exit].Snapshot, first) : TierAction.Resume;
    }

    /// <summary>Counts an exit, and has the region compiled again where that is due. True: what happens there is to be recorded.</summary>
    private bool IsHot(int exit)
    {
        if (++left >= patience && Version.IsStale && !tier.CompileAgain(Version)) left -= RefusalPause;
        if (++taken[exit] < limits[exit]) return false;
        taken[exit] = 0;
        limits[exit] = (int)Math.Min((long)limits[exit] * 2, int.MaxValue);
        return true;
    }

    private string DescribeExit(int exit)
    {
        var snapshot = Exits[exit].Snapshot;
        var (top, context) = (snapshot.Top, (ProfileNode)snapshot.Origin!);
        string seen = context.At[top.Pc] is { } p ? string.Join(", ", p.Operands.Select(o => o.ToString())) : "never seen";
        return $"{Version.Root.Code.QualName}:{Version.Root.Pc} at {top.Code.QualName}:{top.Code.LineAt(top.Pc)} {top.Code.Code[top.Pc].Op} {seen}{(snapshot.IsLoopEntry ? " (before the loop)" : "")}";
    }

    /// <summary>
    /// Counts an exit. True once exits have followed each other so closely for so long that little else can have been done between them.
    /// </summary>
    private bool CostsTooMuch()
    {
        const int Batch = 1024, MaxBusyBatches = 150, WeightOfVain = 10;
        const double BusyNanoseconds = 350;
        if (++exitsInBatch < Batch) return false;
        bool vain = vainInBatch > Batch / 2;
        exitsInBatch = vainInBatch = 0;
        long now = Stopwatch.GetTimestamp();
        bool busy = Stopwatch.GetElapsedTime(batchStart, now).TotalNanoseconds < Batch * BusyNanoseconds;
        batchStart = now;
        if (Version.Root.IsCompiling || Version.Root.IsOrdered || Version.IsStale)
        {
            // Better code is on its way.
            busyBatches = 0;
            return false;
        }
        busyBatches = busy ? busyBatches + (vain ? WeightOfVain : 1) : Math.Max(busyBatches - 1, 0);
        return busyBatches >= MaxBusyBatches && CompilingTier.LoopThreshold >= 10;
    }

    /// <summary>An exit was taken with an exception pending.</summary>
    public override TierAction Raised(PyThread t, int exit)
    {
        JitStats.Count(ExitReason.Error);
        return TierAction.Raise;
    }

    public override TierAction Caught(PyThread t, int exit, int depth)
    {
        JitStats.Count(ExitReason.Error);
        if (IsInvalid || PyThread.EvalBreaker || depth < 0) return TierAction.Resume;
        if (JitStats.IsReported) (Exits[exit].Times ??= JitStats.Failing(DescribeExit(exit))).Value++;
        return IsHot(exit) ? tier.HandlerIsHot(t, this, Exits[exit].Snapshot, depth) : TierAction.Resume;
    }
}
