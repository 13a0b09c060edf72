using TieredPy.Runtime.Bytecode;

namespace TieredPy.Runtime.Interpreter;

/// <summary>Compiled bodies of generators and coroutines: where they are entered, and what they leave to whoever resumed them.</summary>
internal static unsafe partial class Interp
{
    /// <summary>
    /// Runs what is compiled for a body whose frame was just pushed to go on. <see cref="TierAction.Yielded"/> and <see cref="TierAction.Returned"/>: the
    /// frame is gone, and <see cref="PyThread.Transfer"/> has the value.
    /// </summary>
    private static TierAction EnterBody(PyThread t, Frame f)
    {
        var code = f.Code;
        if (code.Compiled is { } compiled)
        {
            if (t.TraceOn || t.Recorder != null || PyThread.EvalBreaker) return TierAction.GoOn;
            var action = compiled.Enter(t, f);
            if (action != TierAction.GoOn) return action;
        }
        return t.Counts && --code.Heat < 0 ? HotBody(t, f) : TierAction.GoOn;
    }

    /// <summary>A body's counter ran out.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TierAction HotBody(PyThread t, Frame f)
    {
        f.Code.Heat = CompilingTier.FunctionThreshold;
        if (CompilingTier.Installed is not { } tier || t.TraceOn || t.Recorder != null) return TierAction.GoOn;
        return tier.BodyIsHot(t, f);
    }

    /// <summary>As <see cref="EnterBody"/>, for the dispatch loop: what the body gave is handed to the frame below, as the kind of the body's frame says.</summary>
    private static TierAction ResumeBody(PyThread t, Frame f)
    {
        var kind = f.Kind;
        int dst = f.Dst, aux = f.Aux;
        return Settle(t, kind, dst, aux, EnterBody(t, f));
    }

    /// <summary>
    /// A Call of a generator's send(), or of next() with one: the body runs in a frame above this one, without C# in between. GoOn: it isn't such a call, or an
    /// error that the call will tell of.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TierAction ResumeByCall(PyThread t, Frame f, Instr* i, PyObject callee, int argBase, int count)
    {
        if (ResumedByCall(callee, ref Unsafe.Add(ref f.Register0, argBase), count, out var sent) is not { } g) return TierAction.GoOn;
        bool started = g.Started;
        var pushed = ResumeFrame(t, g, FrameKind.GenCall, i->A);
        if (pushed == null) return TierAction.Raise;
        if (started) Receive(g, sent);
        var action = ResumeBody(t, pushed);
        return action == TierAction.GoOn ? TierAction.Resume : action;
    }

    /// <summary>The generator that a call of send() or next() makes go on, and what is sent; null where it isn't such a call, or an error.</summary>
    private static PyGenerator? ResumedByCall(PyObject callee, ref Value args, int count, out Value sent)
    {
        PyGenerator? g;
        sent = Value.None;
        if (callee is PyBuiltinFunction function)
        {
            if (count != 1 || !function.MayResumeBody) return null;
            if (function.PassSelf)
            {
                g = function.Self.Ref as PyGenerator;
                sent = args;
            }
            else g = function.Module == "builtins" ? args.Ref as PyGenerator : null;
            if (g is PyCoroutine && !function.PassSelf) return null;
        }
        else
        {
            if (count != 2 || callee is not PyMethodDescriptor { ResumesBody: true }) return null;
            g = args.Ref as PyGenerator;
            sent = Unsafe.Add(ref args, 1);
        }
        return g != null && g.State == GeneratorState.Suspended && g is not PyAsyncGenerator && (g.Started || sent.IsNone) ? g : null;
    }

    /// <summary>As <see cref="ResumeByCall"/>, for compiled code: the body runs to its next yield. Missing: it isn't such a call.</summary>
    private static Value ResumeToYield(PyThread t, PyObject callee, ref Value args, int count)
    {
        if (ResumedByCall(callee, ref args, count, out var sent) is not { } g) return Value.Missing;
        var v = ResumeRaw(g, sent);
        return v.IsDone ? Err.Pend(Err.StopIteration(t.StopValue).Value) : v;
    }

    /// <summary>Hands what compiled code made of a generator's frame to whoever resumed it.</summary>
    private static TierAction Settle(PyThread t, FrameKind kind, int dst, int aux, TierAction action)
    {
        if (action is not (TierAction.Yielded or TierAction.Returned)) return action;
        bool yielded = action == TierAction.Yielded;
        if (kind == FrameKind.Entry)
        {
            if (yielded) t.Yielded = true;
            else t.StopValue = t.Transfer;
            return TierAction.Exit;
        }
        var below = t.Frames[t.Depth];
        switch (kind)
        {
            case FrameKind.GenFor when yielded:
                below[dst] = t.Transfer;
                below.Pc += aux;
                break;
            case FrameKind.GenCall when yielded:
                below[dst] = t.Transfer;
                break;
            case FrameKind.GenCall:
                t.Pending = Err.StopIteration(t.Transfer).Value;
                return TierAction.Raise;
            case FrameKind.GenSend when yielded:
                // The delegating generator yields it in turn; its Send stays current.
                below.Pc--;
                below.Generator!.ReceiveReg = below.Pc->C;
                if (YieldSlow(t, below, t.Transfer)) return TierAction.Exit;
                break;
            case FrameKind.GenSend:
                below[dst] = t.Transfer;
                break;
        }
        return TierAction.Resume;
    }

    // ---- what compiled bodies call

    /// <summary>Where the top frame, a body that is entered, goes on.</summary>
    internal static long BodyPc(PyThread t)
    {
        var f = t.Frames[t.Depth];
        return f.Pc - f.Code.Start;
    }

    /// <summary>The function of the top frame.</summary>
    internal static PyFunction RunningFunction(PyThread t) => t.Frames[t.Depth].Function;

    internal static PyGenerator RunningBody(PyThread t) => t.Frames[t.Depth].Generator!;

    /// <summary>The top frame, whose registers are in memory, yields: to go on at an instruction, which waits for a value in the receiver unless that is -1.</summary>
    internal static void YieldFromBody(PyThread t, long pc, long receiver, Value v)
    {
        var f = t.Frames[t.Depth];
        f.Pc = f.Code.Start + pc;
        f.Generator!.ReceiveReg = (int)receiver;
        SuspendFrame(t, f);
        Reg.Set(ref t.Transfer, v);
    }

    /// <summary>A generator, coroutine or async generator of a function whose parameters are plain and all given.</summary>
    internal static PyGenerator NativeMakeGenerator(object function, bool awaited, ReadOnlySpan<Value> args)
    {
        var f = Unsafe.As<PyFunction>(function);
        var code = f.Code;
        var regs = new Value[code.RegCount];
        args.CopyItemsTo(regs);
        for (int i = args.Length; i < code.NamedEnd; i++) regs[i] = Value.Missing;
        return code.Has(CodeFlags.Coroutine) ? new PyCoroutine(f, regs, awaited)
            : code.Has(CodeFlags.AsyncGenerator) ? new PyAsyncGenerator(f, regs)
            : new PyGenerator(PyGenerator.TypeObject.RootShape, f, regs);
    }

    /// <summary>As <see cref="NativeMakeGenerator"/> of one that is resumed at once, by compiled code that has its body.</summary>
    internal static PyGenerator NativeMakeRunning(object function, ReadOnlySpan<Value> args)
    {
        var g = NativeMakeGenerator(function, true, args);
        g.State = GeneratorState.Running;
        g.Started = true;
        return g;
    }

    /// <summary>Nothing awaits the coroutine yet.</summary>
    internal static bool CanAwait(PyCoroutine c) => !c.Started || Delegate(c).IsNone;

    /// <summary>The generator is of a function that <c>types.coroutine</c> made awaitable.</summary>
    internal static bool IsIterableCoroutine(PyGenerator g) => g.Code.Has(CodeFlags.IterableCoroutine);

    /// <summary>The body of the top frame begins to handle an exception: what PushExc saves is the result.</summary>
    internal static Value PushHandledInBody(PyThread t, Value e)
    {
        var saved = SavedHandled(t, t.Frames[t.Depth]);
        t.Handled = (PyBaseException)e.Ref!;
        return saved;
    }

    internal static void PopHandledInBody(PyThread t, Value saved) => RestoreHandled(t, t.Frames[t.Depth], saved);

    internal static Value NativeAsyncYield(Value v) => WrapAsyncYield(v);

    /// <summary>No program has asked for the top frame's object, which would keep its variables.</summary>
    internal static bool IsUnwatched(PyThread t) => t.Frames[t.Depth].Object == null;

    /// <summary>The body of the top frame returns.</summary>
    internal static void ReturnFromBody(PyThread t, Value v)
    {
        var g = t.Frames[t.Depth].Generator!;
        FinishGenerator(t, g);
        PopFrame(t);
        g.Regs = [];
        t.Transfer = v;
    }

    /// <summary>Goes on behind a Send of the top frame in the interpreter, given the outcome of <see cref="SendFromBody"/>.</summary>
    internal static TierAction FinishSend(PyThread t, Frame f, Instr* i, Value v)
    {
        if (v.IsDone)
        {
            f[i->A] = t.StopValue;
            return TierAction.Resume;
        }
        YieldFromBody(t, i - f.Code.Start, i->C, v);
        return TierAction.Yielded;
    }

    /// <summary>As <see cref="FinishSend"/>, where the top frame and those below it, so many in all, have the region's root frame as their outermost resumer.</summary>
    internal static TierAction FinishInlinedSend(PyThread t, Frame f, Instr* i, Value v, int inlined)
    {
        if (v.IsDone)
        {
            f[i->A] = t.StopValue;
            return TierAction.Resume;
        }
        f.Pc = i;
        f.Generator!.ReceiveReg = i->C;
        for (; inlined > 0; inlined--)
        {
            var kind = f.Kind;
            int dst = f.Dst, aux = f.Aux;
            SuspendFrame(t, f);
            f = t.Frames[t.Depth];
            if (kind is FrameKind.GenFor or FrameKind.GenCall)
            {
                f[dst] = v;
                if (kind == FrameKind.GenFor) f.Pc += aux;
                return TierAction.Resume;
            }
            f.Pc--;
            f.Generator!.ReceiveReg = f.Pc->C;
        }
        SuspendFrame(t, f);
        t.Transfer = v;
        return TierAction.Yielded;
    }

    /// <summary>
    /// The work of a Send instruction of the top frame: the value that its frame has to yield; Done, with the delegation's value in
    /// <see cref="PyThread.StopValue"/>; or Error. Missing: it must be left to the dispatch loop.
    /// </summary>
    internal static Value SendFromBody(PyThread t, Value target, Value sent)
    {
        try
        {
            if (target.Ref is not PyGenerator inner || inner is PyAsyncGenerator) return SendForeign(t, target, sent);
            if (t.NativeDepth > CompiledNativeDepth) return Value.Missing;
            if (inner.State != GeneratorState.Suspended)
            {
                if (inner is PyCoroutine && inner.State == GeneratorState.Finished) return Err.Pend(Err.RuntimeError("cannot reuse already awaited coroutine"));
                return GeneratorNotResumable(t, inner) < 0 ? Value.Error : Value.Done;
            }
            if (!inner.Started && !sent.IsNone) return Err.Pend(Err.TypeError($"can't send non-None value to a just-started {inner.Kind}"));
            return ResumeRaw(inner, sent);
        }
        catch (Exception e)
        {
            return Failed(e);
        }
    }
}
