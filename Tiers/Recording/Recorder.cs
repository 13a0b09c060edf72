using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;

namespace TieredPy.Tiers.Recording;

/// <summary>How a recording ended.</summary>
internal enum RecordingEnd
{
    /// <summary>The loop came round, or the function returned, often enough.</summary>
    Complete,

    /// <summary>The root frame ended (by return or exception).</summary>
    Left,

    /// <summary>More instructions than a recording may have.</summary>
    TooLong,

    /// <summary>Frames appeared or vanished in a way that isn't followed.</summary>
    Lost,
}

/// <summary>
/// Watches the interpreter and notes in a tree of <see cref="ProfileNode"/>s which instructions run, through Python calls, and what kinds of
/// values they meet. Recording again adds to the same tree.
/// </summary>
internal sealed unsafe class Recorder : InstructionRecorder
{
    private readonly RecordingLimits limits;
    private readonly Action<Recorder, RecordingEnd> finished;
    private readonly List<ProfileNode> stack = [];
    private readonly List<int> previous = [];
    private readonly int rootDepth, rootPc;
    private int steps, fresh, rounds;
    private ProfileNode? lastNode;
    private int lastPc;

    /// <summary>Starts at the top frame, which is in the context <paramref name="at"/> (its callers are the frames below).</summary>
    public Recorder(PyThread t, ProfileNode at, int rootPc, RecordingLimits limits, Action<Recorder, RecordingEnd> finished)
    {
        this.limits = limits;
        this.finished = finished;
        this.rootPc = rootPc;
        for (var n = at; n != null; n = n.Parent)
        {
            stack.Insert(0, n);
            previous.Add(-1);
        }
        rootDepth = t.Depth - (stack.Count - 1);
    }

    public override RecordingStep Step(PyThread t, Frame f, Instr* i)
    {
        int depth = t.Depth - rootDepth;
        if (depth < 0) return End(RecordingEnd.Left);
        if (++steps > limits.Steps || fresh > limits.Instructions) return End(RecordingEnd.TooLong);
        while (stack.Count > depth + 1)
        {
            stack.RemoveAt(stack.Count - 1);
            previous.RemoveAt(previous.Count - 1);
        }
        if (depth == stack.Count)
        {
            var caller = stack[^1];
            // Too deep: what runs there isn't looked at, and will be a call.
            if (caller.Depth >= limits.InlineDepth || caller.Nesting(f.Code) > limits.Recursion || f.Generator is PyAsyncGenerator) return RecordingStep.Skip;
            stack.Add(caller.GetChild(CallingIndex(t.Frames[t.Depth - 1]), f.Function));
            previous.Add(-1);
            if (f.Kind is FrameKind.GenFor or FrameKind.GenSend or FrameKind.GenCall) stack[^1].Resumed.Add((int)(i - f.Code.Start));
        }
        else if (depth > stack.Count) return RecordingStep.GoOn;
        var node = stack[depth];
        if (node.Code != f.Code) return End(RecordingEnd.Lost);
        int pc = (int)(i - f.Code.Start);
        if (IsRaised(node, pc))
        {
            if (lastNode!.At[lastPc] is { } source) source.Raises = true;
            node.Catches = true;
        }
        else NoteResults(f, node, previous[depth], pc);
        (lastNode, lastPc) = (node, pc);
        previous[depth] = pc;
        var p = node.At[pc];
        if (p == null)
        {
            node.At[pc] = p = new PcProfile();
            fresh++;
        }
        p.Count++;
        if (!IsSameForAll(i->Op)) p.NoteOperands(f, node.Info.Reads[pc]);
        if (i->Op is Op.ListExtend or Op.DictMerge or Op.CallEx) NoteParts(p.Parts ??= new ArgumentParts(), f, i);
        if (Interp.PlainOp(i->Op) is Op.LoopHead or Op.ForLoop || depth == 0 && pc == rootPc)
        {
            if (p.Registers == null)
            {
                p.Registers = new KindSet[f.Code.RegCount];
                for (int r = 0; r < p.Registers.Length; r++) p.Registers[r] = node.Info.IsLive(pc, r) ? new KindSet() : KindSet.None;
            }
            for (int r = 0; r < p.Registers.Length; r++)
                if (node.Info.IsLive(pc, r)) p.Registers[r].Add(f[r]);
        }
        if (depth == 0 && pc == rootPc && ++rounds > limits.Rounds) return End(RecordingEnd.Complete);
        return RecordingStep.GoOn;
    }

    /// <summary>The instruction that entered the frame above: of a call with keywords the first word, whose second one has been passed.</summary>
    private static int CallingIndex(Frame f)
    {
        int at = f.CurrentIndex;
        return f.Code.Code[at].Op == Op.Ext ? at - 1 : at;
    }

    /// <summary>Instructions that were recorded.</summary>
    public int Steps => steps;

    /// <summary>Instructions that no recording had seen before.</summary>
    public int Fresh => fresh;

    public override void Leave() => finished(this, RecordingEnd.Left);

    /// <summary>Whether the instruction before raised, and this is the handler.</summary>
    private bool IsRaised(ProfileNode node, int pc)
    {
        if (lastNode == null) return false;
        // A raise may stand right before its handler.
        bool goesOn = lastNode == node && node.Code.Code[lastPc].Op is not (Op.Raise or Op.Reraise);
        if (goesOn && (pc == node.Info.Next(lastPc) || pc == node.Info.Target(lastPc))) return false;
        foreach (var h in node.Code.Handlers)
            if (h.Handler == pc) return true;
        return false;
    }

    /// <summary>What code is made of the instruction doesn't depend on the values that it meets.</summary>
    private static bool IsSameForAll(Op op) => op is Op.Move or Op.MoveCallee or Op.LoadConst or Op.LoadInt or Op.Unbind or Op.CheckLocal or Op.Jump;

    private static void NoteResults(Frame f, ProfileNode node, int pc, int now)
    {
        // A loop that ended has left its variable alone.
        if (pc < 0 || IsSameForAll(node.Code.Code[pc].Op) || node.Code.Code[pc].Op == Op.ForLoop && now != node.Info.Target(pc)) return;
        node.At[pc]!.NoteResults(f, node.Info.Writes[pc]);
    }

    private static void NoteParts(ArgumentParts parts, Frame f, Instr* i)
    {
        if (i->Op == Op.DictMerge) parts.NoteMapping(f[i->B]);
        else if (i->Op == Op.ListExtend) parts.NoteSequence(f[i->B]);
        else
        {
            parts.NoteSequence(f[i->B + 1]);
            parts.NoteMapping(f[i->B + 2]);
        }
    }

    private RecordingStep End(RecordingEnd how)
    {
        finished(this, how);
        return RecordingStep.End;
    }
}

/// <summary>How much a recording may take in.</summary>
/// <param name="Instructions">Different instructions, each counted once in a context.</param>
/// <param name="Steps">Instructions executed.</param>
internal sealed record RecordingLimits(int Instructions, int Steps, int Rounds, int InlineDepth, int Recursion);
