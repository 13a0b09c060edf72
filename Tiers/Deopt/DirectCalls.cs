using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Diagnostics;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Deopt;

/// <summary>What a directly called function does at its start, its return, and when it has to leave its code.</summary>
internal static unsafe class DirectCalls
{
    /// <summary>Changes whenever any compiled code loses an assumption; code that let others run checks it.</summary>
    public static int Epoch;

    /// <summary>Whether a function that pushes no frame record can be entered now.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool EnterBare(PyThread t, RegionCode region)
    {
        if (region.HasDepth(t, 1) && !PyThread.EvalBreaker && !region.IsInvalid) return true;
        t.CallStatus = CallStatus.NotEntered;
        return false;
    }

    /// <summary>The frame record of such a function, at an exit.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void PushBare(PyThread t, object function, object code) =>
        FrameRebuilder.PushEntry(t, Unsafe.As<PyFunction>(function), Unsafe.As<PyCode>(code));

    /// <summary>Pushes the frame record of a function whose registers stay in the machine's; null: it can't be entered now.</summary>
    /// <param name="registers">How many the code has.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Frame? Push(PyThread t, object function, object code, RegionCode region, int registers)
    {
        int depth = t.Depth + 1;
        var frames = t.Frames;
        // There is a frame below, and one above the last that is in use.
        ref var below = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(frames), depth - 1);
        int bottom = below.Top, top = bottom + registers;
        if (!region.HasDepth(t, 1) || depth + 2 >= frames.Length || top > t.Slab.Length || PyThread.EvalBreaker || region.IsInvalid) return Refuse(t);
        // Whatever calls comes last: little has to survive it then.
        var f = Unsafe.Add(ref below, 1);
        var c = Unsafe.As<PyCode>(code);
        f.Base = bottom;
        f.Top = top;
        f.Kind = FrameKind.Entry;
        // Who looks at the frame finds its first line, never what the record's former user left.
        f.Pc = c.Start;
        if (f.Locals != null) f.Locals = null;
        t.Depth = depth;
        if ((depth & 31) == 0 && !HasStack(t)) return null;
        if (f.Function != function) f.Function = Unsafe.As<PyFunction>(function);
        if (f.Code != c) f.Code = c;
        if (f.Regs != t.Slab) f.Regs = t.Slab;
        return f;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Frame? Refuse(PyThread t)
    {
        if (t.Depth + 3 >= t.Frames.Length) t.GrowFrames();
        t.CallStatus = CallStatus.NotEntered;
        return null;
    }

    /// <summary>Whether the machine's stack has room; else the frame that was pushed is off again.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool HasStack(PyThread t)
    {
        if (RuntimeHelpers.TryEnsureSufficientExecutionStack()) return true;
        t.Depth--;
        t.CallStatus = CallStatus.NotEntered;
        return false;
    }

    /// <summary>Takes the frame record off at a return.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Pop(PyThread t, Frame f)
    {
        if (f.NeedsCleanup) Interp.Cleanup(t, f);
        t.Depth--;
    }

    /// <summary>Gives the frame object of a function that returns its variables: at once, or by memory.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void KeepVariables(PyThread t, RegionCode region, int exit)
    {
        var data = region.Exits[exit];
        if (data.IsPlain && data.Frames.Length == 1) Unwinding.Return(t, data);
        else FrameRebuilder.Rebuild(t, data);
    }

    /// <summary>Leaves a function's code at an exit: the interpreter runs the rest of the function. The value is in <see cref="PyThread.Transfer"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Leave(PyThread t, RegionCode region, int exit)
    {
        Finish(t, Exits.Leave(t, region, exit));
    }

    /// <summary>As <see cref="Leave"/>, with an exception pending.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Raise(PyThread t, RegionCode region, int exit)
    {
        var data = region.Exits[exit];
        if (data.IsUncaught && !t.TraceOn && t.HeldFrames == 0 && t.Frames[t.Depth].FormerSlab == null)
        {
            if (JitStats.IsReported) region.Raised(t, exit);
            if (!UnseenPassage.TryLeave(t, data)) Unwinding.Leave(t, data, true);
            t.Transfer = Value.Error;
            t.CallStatus = CallStatus.Raised;
            return;
        }
        FrameRebuilder.Rebuild(t, data);
        t.Frames[t.Depth].Pc++;
        if (t.TraceOn)
        {
            Finish(t, (int)region.Raised(t, exit));
            return;
        }
        int root = t.Depth - (data.Frames.Length - 1);
        if (!Interp.Unwind(t))
        {
            region.Raised(t, exit);
            t.Transfer = Value.Error;
            t.CallStatus = CallStatus.Raised;
            return;
        }
        Finish(t, (int)region.Caught(t, exit, t.Depth - root));
    }

    /// <summary>Runs the rest of the function, whose frames are up to date.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Finish(PyThread t, int action)
    {
        var v = Interp.Execute(t, (TierAction)action);
        t.Transfer = v;
        t.CallStatus = v.IsError ? CallStatus.Raised : CallStatus.Transferred;
    }

    /// <summary>
    /// Whether a call's value, left in <see cref="PyThread.Transfer"/>, is one that the caller's code can go on with; the status is then clear.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool Accepts(PyThread t, RegionCode caller, int type)
    {
        if (t.CallStatus != CallStatus.Transferred || caller.IsInvalid) return false;
        var v = t.Transfer;
        bool fits = (IrType)type switch
        {
            IrType.Int => v.IsInt,
            IrType.Float => v.IsFloat,
            IrType.Bool => v.IsTrue || v.IsFalse,
            IrType.Ref => v.Ref != null && !v.IsFloat,
            _ => true,
        };
        if (fits) t.CallStatus = CallStatus.Returned;
        return fits;
    }

    /// <summary>How a call failed; the status is then clear.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int TakeStatus(PyThread t)
    {
        var s = t.CallStatus;
        t.CallStatus = CallStatus.Returned;
        return (int)s;
    }

    /// <summary>Before a call of a function that may look at frames: brings the caller's into memory, inlined ones too.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Spill(PyThread t, RegionCode region, int exit)
    {
        FrameRebuilder.Rebuild(t, region.Exits[exit]);
        t.Frames[t.Depth].Pc++;
    }

    /// <summary>
    /// After such a call: takes the inlined frames off again. True: they stay, as a program holds the frame object of one, which must go on to show its
    /// variables; the interpreter goes on with them.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool Unspill(PyThread t, int inlined)
    {
        for (int d = t.Depth - inlined + 1; d <= t.Depth; d++)
        {
            if (t.Frames[d].Object == null) continue;
            t.HeldFrames = inlined;
            return true;
        }
        FrameRebuilder.Drop(t, inlined);
        return false;
    }
}
