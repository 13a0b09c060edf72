using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Modules.ContextVars;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Building;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Deopt;

/// <summary>What compiled code calls to leave, or to have the interpreter do something in between. The results are <see cref="TierAction"/>s.</summary>
internal static unsafe class Exits
{
    /// <summary>Leaves the region at an exit: the interpreter goes on at its pc.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Leave(PyThread t, RegionCode region, int exit)
    {
        bool held = t.HeldFrames > 0;
        FrameRebuilder.Rebuild(t, region.Exits[exit]);
        // Other code would have to leave there too.
        return held ? (int)TierAction.Resume : (int)region.Left(t, exit);
    }

    /// <summary>Leaves the region with an exception pending that the instruction at the exit's pc raised.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Raise(PyThread t, RegionCode region, int exit)
    {
        var data = region.Exits[exit];
        FrameRebuilder.Rebuild(t, data);
        t.Frames[t.Depth].Pc++;
        int root = t.Depth - (data.Frames.Length - 1);
        if (t.TraceOn || !data.HasHandler || !Interp.Unwind(t)) return (int)region.Raised(t, exit);
        return (int)region.Caught(t, exit, t.Depth - root);
    }

    /// <summary>The action that stands for an exception that was caught in the region, which <see cref="PyThread.Results"/> has.</summary>
    public const int Caught = 100;

    /// <summary>The instruction at an exit's pc raised, and the handler is in the region. Not <see cref="Caught"/>: leave the region with that action.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Catch(PyThread t, RegionCode region, int exit)
    {
        var data = region.Exits[exit];
        if (data.IsPlain && !t.TraceOn && !region.IsInvalid && t.HeldFrames == 0)
        {
            t.Results[0] = new Value(Unwinding.Leave(t, data, false));
            t.Pending = null;
            return Caught;
        }
        FrameRebuilder.Rebuild(t, data);
        t.Frames[t.Depth].Pc++;
        return Unwind(t, region, exit, false);
    }

    /// <summary>
    /// As <see cref="Catch"/> in the root frame, whose registers needn't be in memory: who looks at the frame later finds it up to date then. False: not here.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool CatchInRoot(PyThread t, RegionCode region, int exit)
    {
        if (t.TraceOn || region.IsInvalid) return false;
        var f = t.Frames[t.Depth];
        f.Pc = f.Code.Start + (region.Exits[exit].Frames[0].Pc + 1);
        t.Results[0] = new Value(Interp.TakeRaised(t, f));
        return true;
    }

    /// <summary>As <see cref="CatchInRoot"/>, of an exception that only the handler has unless the region is left meanwhile.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool CatchUnseen(PyThread t, RegionCode region, int exit, bool isNew, bool isWithin)
    {
        if (t.HeldFrames > 0) return CatchInRoot(t, region, exit);
        if (t.TraceOn || region.IsInvalid) return false;
        var f = t.Frames[t.Depth];
        f.Pc = f.Code.Start + (region.Exits[exit].Frames[0].Pc + 1);
        t.Results[0] = new Value(Interp.TakeUnseen(t, f, isNew, isWithin));
        return true;
    }

    private static int Unwind(PyThread t, RegionCode region, int exit, bool changed)
    {
        var data = region.Exits[exit];
        var handler = data.CaughtAt!.Value;
        int root = t.Depth - (data.Frames.Length - 1);
        if (t.TraceOn || !Interp.Unwind(t)) return (int)region.Raised(t, exit);
        var f = t.Frames[t.Depth];
        t.Results[0] = f[handler.Reg];
        if (t.Depth == root && f.Pc == f.Code.Start + handler.Handler && !region.IsInvalid && !changed) return Caught;
        return (int)TierAction.Resume;
    }

    /// <summary>
    /// The interpreter does the instruction at an exit's pc, or part of it, with all frames in memory; results are in
    /// <see cref="PyThread.Results"/>. Not <see cref="TierAction.GoOn"/>: leave the region with that.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Interpret(PyThread t, RegionCode region, int exit)
    {
        var data = region.Exits[exit];
        FrameRebuilder.Rebuild(t, data);
        var f = t.Frames[t.Depth];
        int action = Interpret(t, region, exit, f, f.Pc);
        if (action == (int)TierAction.GoOn) FrameRebuilder.Drop(t, data.Frames.Length - 1);
        return action;
    }

    /// <summary>As <see cref="Interpret(PyThread, RegionCode, int)"/> in the root frame, whose registers are in memory already.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int InterpretRoot(PyThread t, RegionCode region, int exit)
    {
        var f = t.Frames[t.Depth];
        return Interpret(t, region, exit, f, f.Code.Start + region.Exits[exit].Frames[0].Pc);
    }

    /// <summary>As <see cref="Interpret(PyThread, RegionCode, int)"/> in an inlined frame; all frames are in memory already.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int InterpretInlined(PyThread t, RegionCode region, int exit)
    {
        var frames = region.Exits[exit].Frames;
        var f = t.Frames[t.Depth];
        int action = Interpret(t, region, exit, f, f.Code.Start + frames[^1].Pc);
        if (action == (int)TierAction.GoOn) FrameRebuilder.Drop(t, frames.Length - 1);
        return action;
    }

    /// <summary>
    /// Calls a method of a built-in type, with its object, an argument unless that is Missing, and a tuple's items, where all frames are in memory. As
    /// <see cref="Interpret(PyThread, RegionCode, int)"/> of the instruction at the exit's pc.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Call(PyThread t, RegionCode region, int exit, PyObject method, PyObject self, Value first, PyObject rest)
    {
        int written = FrameLocals.Written, inlined = region.Exits[exit].Frames.Length - 1;
        return Called(t, region, exit, written, inlined, Interp.NativeCallMethod(Unsafe.As<PyMethodDescriptor>(method), self, first, Unsafe.As<PyTuple>(rest)));
    }

    /// <summary>As <see cref="Call"/> of <c>Context.run</c>, as event loops call it for each of their callbacks.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int RunInContext(PyThread t, RegionCode region, int exit, PyObject method, PyObject self, Value first, PyObject rest)
    {
        if (self is not PyContext context || first.IsMissing) return Call(t, region, exit, method, self, first, rest);
        // What is asked for before the call needn't be looked for after it.
        int written = FrameLocals.Written, inlined = region.Exits[exit].Frames.Length - 1;
        return Called(t, region, exit, written, inlined, context.RunRaw(t, first, Unsafe.As<PyTuple>(rest).AsSpan()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Called(PyThread t, RegionCode region, int exit, int written, int inlined, Value v)
    {
        if (v.IsError) return Raised(t, region, exit, written);
        if (MustLeaveOver(t, region, written, inlined))
        {
            var f = t.Frames[t.Depth];
            f[(f.Code.Start + region.Exits[exit].Frames[^1].Pc)->A] = v;
            return (int)TierAction.Resume;
        }
        t.Results[0] = v;
        FrameRebuilder.Drop(t, inlined);
        return (int)TierAction.GoOn;
    }

    private static int Interpret(PyThread t, RegionCode region, int exit, Frame f, Instr* i)
    {
        var info = region.Interpreted[exit]!;
        info.Times.Value++;
        f.Pc = i;
        if (region.IsInvalid) return (int)region.Left(t, exit);
        int written = FrameLocals.Written;
        switch (info.Kind)
        {
            case InterpretKind.Instruction:
                {
                    var action = Interp.RunOne(t, f, i);
                    if (action == TierAction.Raise) return Raised(t, region, exit, written);
                    if (action != TierAction.GoOn) return (int)action;
                    if (MustLeave(t, region, exit, written)) return (int)TierAction.Resume;
                    if (info.Results.Length > t.Results.Length) t.Results = new Value[info.Results.Length];
                    for (int k = 0; k < info.Results.Length; k++) t.Results[k] = f[info.Results[k]];
                    break;
                }
            case InterpretKind.Condition:
                {
                    f.Pc = i + 1;
                    int truth = Interp.JumpCondition(t, f, i);
                    if (truth < 0) return Raised(t, region, exit, written);
                    if (MustLeave(t, region, exit, written))
                    {
                        Interp.FinishJump(f, i, truth != 0);
                        return (int)TierAction.Resume;
                    }
                    t.Results[0] = Value.Bool(truth != 0);
                    break;
                }
            case InterpretKind.Send:
                {
                    f.Pc = i + 1;
                    var v = Interp.SendFromBody(t, f[i->B], f[i->C]);
                    if (v.IsError) return Raised(t, region, exit, written);
                    if (v.IsMissing)
                    {
                        f.Pc = i;
                        return (int)TierAction.Resume;
                    }
                    int inlined = region.Exits[exit].Frames.Length - 1;
                    if (MustLeave(t, region, exit, written)) return (int)(inlined == 0 ? Interp.FinishSend(t, f, i, v) : Interp.FinishInlinedSend(t, f, i, v, inlined));
                    t.Results[0] = v;
                    t.Results[1] = t.StopValue;
                    break;
                }
            default:
                {
                    f.Pc = i + 1;
                    var v = Interp.LoopNext(t, f[i->B].Ref!);
                    if (v.IsError) return Raised(t, region, exit, written);
                    if (MustLeave(t, region, exit, written))
                    {
                        Interp.FinishForLoop(f, i, v);
                        return (int)TierAction.Resume;
                    }
                    t.Results[0] = v;
                    break;
                }
        }
        return (int)TierAction.GoOn;
    }

    /// <summary>What the interpreter did raised.</summary>
    private static int Raised(PyThread t, RegionCode region, int exit, int written) =>
        region.Exits[exit].CaughtAt == null ? (int)TierAction.Raise : Unwind(t, region, exit, FrameLocals.Written != written);

    /// <summary>
    /// After something ran: whether the interpreter must go on, as the code no longer holds, a program traces, has changed variables of a frame,
    /// or holds the frame object of an inlined call.
    /// </summary>
    private static bool MustLeave(PyThread t, RegionCode region, int exit, int written) => MustLeaveOver(t, region, written, region.Exits[exit].Frames.Length - 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool MustLeaveOver(PyThread t, RegionCode region, int written, int inlined)
    {
        if (region.IsInvalid || t.TraceOn || FrameLocals.Written != written) return true;
        for (int d = t.Depth - inlined + 1; d <= t.Depth; d++)
            if (t.Frames[d].Object != null) return true;
        return false;
    }

    // Values that an exit leaves behind, a few at a call: exits are many and must be small. With the thread they are as many as registers take.
    internal const int MaxBatch = 5;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Numbers1(PyThread t, long a) => t.ExitNumbers[t.ExitNumberCount++] = a;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Numbers2(PyThread t, long a, long b)
    {
        int n = t.ExitNumberCount;
        t.ExitNumbers[n] = a;
        t.ExitNumbers[n + 1] = b;
        t.ExitNumberCount = n + 2;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Numbers3(PyThread t, long a, long b, long c)
    {
        Numbers1(t, a);
        Numbers2(t, b, c);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Numbers4(PyThread t, long a, long b, long c, long d)
    {
        Numbers2(t, a, b);
        Numbers2(t, c, d);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Numbers5(PyThread t, long a, long b, long c, long d, long e)
    {
        Numbers3(t, a, b, c);
        Numbers2(t, d, e);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void References1(PyThread t, PyObject? a) => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(t.ExitRefs), t.ExitRefCount++) = a;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void References2(PyThread t, PyObject? a, PyObject? b)
    {
        int n = t.ExitRefCount;
        // Array stores of a class that isn't sealed check it; there is room, as the builder sees to.
        ref var first = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(t.ExitRefs), n);
        first = a;
        Unsafe.Add(ref first, 1) = b;
        t.ExitRefCount = n + 2;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void References3(PyThread t, PyObject? a, PyObject? b, PyObject? c)
    {
        References1(t, a);
        References2(t, b, c);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void References4(PyThread t, PyObject? a, PyObject? b, PyObject? c, PyObject? d)
    {
        References2(t, a, b);
        References2(t, c, d);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void References5(PyThread t, PyObject? a, PyObject? b, PyObject? c, PyObject? d, PyObject? e)
    {
        References3(t, a, b, c);
        References2(t, d, e);
    }
}
