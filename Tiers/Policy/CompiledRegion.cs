using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Building;
using TieredPy.Tiers.Cil.Emitting;
using TieredPy.Tiers.Deopt;
using TieredPy.Tiers.Diagnostics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Policy;

/// <summary>The machine code of a region, its exits, and how often they are taken.</summary>
internal sealed unsafe class CompiledRegion(Tier1 tier, RegionVersion version, int inlineDepth)
{
    private CompiledMethod? method, body;
    private delegate*<PyThread, Frame, int> code;
    private int[] taken = [], limits = [];
    private int firstLimit, left, patience, exitsInBatch, busyBatches;
    private long batchStart;
    private volatile bool invalid;

    public RegionVersion Version { get; } = version;

    /// <summary>The resume data by exit number.</summary>
    public ResumeData[] Exits { get; set; } = [];

    /// <summary>What the interpreter does at those exits that go on.</summary>
    public InterpretInfo?[] Interpreted { get; set; } = [];

    /// <summary>For tests: the guards that were made to fail.</summary>
    public bool[] HasFailed { get; set; } = [];

    /// <summary>What the code relies upon no longer holds: it must be left at the next opportunity and not be entered again.</summary>
    public bool IsInvalid
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => invalid || PyThread.MultiThreaded;
    }

    public void Invalidate() => invalid = true;

    /// <summary>
    /// Compiling costs in proportion to the code's size, and an exit costs little: the code is replaced by better code once so many exits were taken that it
    /// would have paid already. What was recorded meanwhile then joins the region in one go.
    /// </summary>
    public bool IsWorthReplacing => left >= patience;

    /// <summary>Of a function: what compiled code calls it through.</summary>
    public CallTarget? Target { get; set; }

    /// <summary>Gives the region its code; of a function, the way in from the interpreter, and the body.</summary>
    public void Complete(CompiledMethod compiled, CompiledMethod? functionBody = null)
    {
        method = compiled;
        body = functionBody;
        taken = new int[Exits.Length];
        limits = new int[Exits.Length];
        var o = JitOptions.Current;
        firstLimit = o.ExitThreshold << Math.Min(Version.Compiles / 2, 8);
        Array.Fill(limits, firstLimit);
        patience = (int)Math.Min((long)o.RecompilePatience * (compiled.InstructionCount + (functionBody?.InstructionCount ?? 0)) / 100, int.MaxValue);
        code = (delegate*<PyThread, Frame, int>)compiled.Pointer;
    }

    /// <summary>
    /// Runs from the top frame's pc. <see cref="TierAction.GoOn"/>: nothing was done, as the values that come in aren't those the code is for.
    /// </summary>
    public TierAction Enter(PyThread t, Frame f)
    {
        if (IsInvalid || t.Depth + inlineDepth + 1 >= PyThread.RecursionLimit) return TierAction.GoOn;
        // The entry of a function takes the place of the frame that was pushed, and puts its registers above those of the frame below.
        if (Target != null && (f.NeedsCleanup || t.Depth == 0)) return TierAction.GoOn;
        if (!t.HasStack()) return TierAction.GoOn;
        int depth = t.Depth, inlined = t.InlinedDepth;
        var start = f.Pc;
        TierAction action;
        try
        {
            action = (TierAction)code(t, f);
        }
        catch (Exception e)
        {
            return Recover(t, depth, inlined, start, e);
        }
        GC.KeepAlive(method);
        GC.KeepAlive(body);
        // Nothing was done: the interpreter does the instruction, or it would come back here for ever.
        return action == TierAction.Resume && t.Depth == depth && t.Frames[depth].Pc == start ? TierAction.GoOn : action;
    }

    /// <summary>
    /// What C# threw where nothing was to throw (no memory, most likely) becomes an exception at the instruction where the code was entered: the frames
    /// in memory are those of the entry.
    /// </summary>
    private static TierAction Recover(PyThread t, int depth, int inlined, Instr* start, Exception e)
    {
        Interp.Failed(e);
        while (t.Depth > depth) Interp.PopFrame(t);
        // A function's frame had been taken off to be pushed again by its code.
        t.Depth = depth;
        t.InlinedDepth = inlined;
        t.CallStatus = CallStatus.Returned;
        t.ExitNumberCount = t.ExitRefCount = 0;
        t.Frames[depth].Pc = start + 1;
        return TierAction.Raise;
    }

    /// <summary>An exit was taken, and the frames are up to date.</summary>
    public TierAction Left(PyThread t, int exit)
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
        if (CostsTooMuch()) tier.GiveUp(Version);
        if (++left >= patience && Version.IsStale) tier.CompileAgain(Version);
        if (++taken[exit] < limits[exit]) return TierAction.Resume;
        bool first = limits[exit] == firstLimit;
        taken[exit] = 0;
        limits[exit] = (int)Math.Min((long)limits[exit] * 2, int.MaxValue);
        return tier.ExitIsHot(t, this, Exits[exit].Snapshot, first);
    }

    /// <summary>
    /// Counts an exit. True once exits have followed each other so closely for so long that little else can have been done between them.
    /// </summary>
    private bool CostsTooMuch()
    {
        const int Batch = 1024, MaxBusyBatches = 150;
        const double BusyNanoseconds = 350;
        if (++exitsInBatch < Batch) return false;
        exitsInBatch = 0;
        long now = Stopwatch.GetTimestamp();
        bool busy = Stopwatch.GetElapsedTime(batchStart, now).TotalNanoseconds < Batch * BusyNanoseconds;
        batchStart = now;
        if (Version.Root.IsCompiling || Version.IsStale)
        {
            // Better code is on its way.
            busyBatches = 0;
            return false;
        }
        busyBatches = busy ? busyBatches + 1 : Math.Max(busyBatches - 1, 0);
        return busyBatches >= MaxBusyBatches && CompilingTier.LoopThreshold >= 10;
    }

    /// <summary>An exit was taken with an exception pending.</summary>
    public TierAction Raised(PyThread t, int exit)
    {
        JitStats.Count(ExitReason.Error);
        return TierAction.Raise;
    }
}
