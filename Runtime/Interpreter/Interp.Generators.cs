using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Modules;

namespace TieredPy.Runtime.Interpreter;

/// <summary>Generators and coroutines: making, resuming, suspending, throwing into, closing.</summary>
internal static unsafe partial class Interp
{
    /// <summary>
    /// Calls a generator-like function: binds the arguments into registers of its own and returns the generator; Error when they don't bind.
    /// <paramref name="awaited"/>: a coroutine will be awaited by the next instruction.
    /// </summary>
    internal static Value MakeGenerator(PyThread t, PyFunction func, ReadOnlySpan<Value> args, PyStr[]? kw, bool awaited = false)
    {
        var code = func.Code;
        var regs = new Value[code.RegCount];
        if (kw == null && args.Length == code.ArgCount && code.ParamCount == code.ArgCount) args.CopyItemsTo(regs);
        else
        {
            try
            {
                ArgumentBinder.Bind(func, args, kw, regs);
            }
            catch (PyException e)
            {
                return Err.Pend(e.Value);
            }
        }
        for (int i = code.ParamCount; i < code.NamedEnd; i++) regs[i] = Value.Missing;
        if (code.Has(CodeFlags.Coroutine)) return new Value(new PyCoroutine(func, regs, awaited));
        if (code.Has(CodeFlags.AsyncGenerator)) return new Value(new PyAsyncGenerator(func, regs));
        return new Value(new PyGenerator(PyGenerator.TypeObject.RootShape, func, regs));
    }

    /// <summary>Pushes the generator's frame, ready to go on. It must be suspended. Null with RecursionError pending.</summary>
    private static Frame? ResumeFrame(PyThread t, PyGenerator g, FrameKind kind, int dst)
    {
        int top = t.SlabTop;
        if (t.PythonDepth + 1 >= PyThread.RecursionLimit) return Fail(t, Err.RecursionError("maximum recursion depth exceeded"));
        if (PyThread.MultiThreaded && Interlocked.CompareExchange(ref g.State, GeneratorState.Running, GeneratorState.Suspended) != GeneratorState.Suspended)
            return Fail(t, Err.ValueError($"{g.Kind} already executing"));
        if (t.Depth + 2 >= t.Frames.Length) t.GrowFrames();
        var code = g.Function.Code;
        var f = t.Frames[++t.Depth];
        // As a rule the same generator had this record last time, and writing references costs.
        if (f.Function != g.Function) f.Function = g.Function;
        if (f.Code != code) f.Code = code;
        if (f.Regs != g.Regs) f.Regs = g.Regs;
        f.Base = 0;
        f.Top = top;
        f.Pc = code.Start + g.Pc;
        f.Kind = kind;
        f.Dst = (ushort)dst;
        f.Locals = null;
        f.Generator = g;
        f.NeedsCleanup = true;
        var watched = g.FrameObject;
        f.Object = watched;
        if (watched != null)
        {
            watched.Attach(f);
            g.FrameObject = null;
        }
        g.Running = f;
        g.State = GeneratorState.Running;
        g.Started = true;
        g.CallerHandled = t.Handled;
        if (g.OwnHandled)
        {
            t.Handled = g.Handled;
            g.Handled = null;
        }
        return f;
    }

    /// <summary>Takes the running generator's frame off the stack, keeping where it is.</summary>
    private static void SuspendFrame(PyThread t, Frame f)
    {
        var g = f.Generator!;
        g.Pc = (int)(f.Pc - f.Code.Start);
        if (g.OwnHandled)
        {
            g.Handled = t.Handled;
            t.Handled = g.CallerHandled;
        }
        g.CallerHandled = null;
        g.Running = null;
        if (f.Object != null)
        {
            g.FrameObject = f.Object;
            f.Object.Suspend(g);
            f.Object = null;
        }
        f.Generator = null;
        f.NeedsCleanup = f.FormerSlab != null;
        t.Depth--;
        g.WatchHandlers();

        // Last: from here on another thread may resume it.
        Volatile.Write(ref Unsafe.As<GeneratorState, byte>(ref g.State), (byte)GeneratorState.Suspended);
    }

    /// <summary>The body ended: its registers are dropped.</summary>
    private static void FinishGenerator(PyThread t, PyGenerator g)
    {
        t.Handled = g.CallerHandled;
        g.CallerHandled = null;
        g.Handled = null;
        g.OwnHandled = false;
        g.State = GeneratorState.Finished;
        g.Running = null;
        g.ForgetClosing();
    }

    /// <summary>The body ended with an exception: StopIteration must not leak out of it (PEP 479), unless it was thrown in before the body began.</summary>
    private static PyBaseException FinishGeneratorWithError(PyThread t, PyGenerator g, PyBaseException e, bool begun)
    {
        FinishGenerator(t, g);
        if (!begun) return e;
        string? message = null;
        if (e.Type.IsSubtypeOf(ExcTypes.StopIteration)) message = $"{g.Kind} raised StopIteration";
        else if (g is PyAsyncGenerator && e.Type.IsSubtypeOf(ExcTypes.StopAsyncIteration)) message = "async generator raised StopAsyncIteration";
        if (message == null) return e;
        var wrapped = Err.RuntimeError(message).Value;
        wrapped.Cause = e;
        wrapped.Context = e;
        wrapped.SuppressContext = true;
        wrapped.ContextSet = true;
        t.Pending = wrapped;
        return wrapped;
    }

    /// <summary>For a generator that isn't suspended: 0 when it is finished (iteration ends), -1 with the error pending when it runs.</summary>
    private static int GeneratorNotResumable(PyThread t, PyGenerator g)
    {
        if (g.State == GeneratorState.Finished)
        {
            t.StopValue = Value.None;
            return 0;
        }
        t.Pending = Err.ValueError($"{g.Kind} already executing").Value;
        return -1;
    }

    /// <summary>Resumes from C#: the value yielded, Done (with StopValue), or Error.</summary>
    internal static Value ResumeRaw(PyGenerator g, Value sent)
    {
        var t = PyThread.Current;
        switch (Resume(t, g, sent))
        {
            case Resumption.Yielded:
                return t.Transfer;
            case Resumption.Returned:
                t.StopValue = t.Transfer;
                return Value.Done;
            default:
                return Value.Error;
        }
    }

    /// <summary>Resumes from C#: the value yielded or returned is the thread's Transfer, or an error is pending.</summary>
    internal static Resumption Resume(PyThread t, PyGenerator g, Value sent)
    {
        if (g.State != GeneratorState.Suspended) return NotResumable(t, g);
        bool started = g.Started;
        var f = ResumeFrame(t, g, FrameKind.Entry, 0);
        if (f == null) return Resumption.Raised;
        if (started) Receive(g, sent);
        var action = EnterBody(t, f);
        return action switch
        {
            TierAction.Yielded => Resumption.Yielded,
            TierAction.Returned => Resumption.Returned,
            _ => Outcome(t, FromBody(t, Execute(t, action))),
        };
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Resumption NotResumable(PyThread t, PyGenerator g)
    {
        if (g is PyCoroutine && g.State == GeneratorState.Finished) t.Pending = Err.RuntimeError("cannot reuse already awaited coroutine").Value;
        else if (GeneratorNotResumable(t, g) == 0)
        {
            t.Transfer = Value.None;
            return Resumption.Returned;
        }
        return Resumption.Raised;
    }

    /// <summary>What an outcome of the kind of <see cref="ResumeRaw"/> is, its value being put into Transfer.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Resumption Outcome(PyThread t, Value v)
    {
        if (v.IsError) return Resumption.Raised;
        t.Transfer = v.IsDone ? t.StopValue : v;
        if (!v.IsDone) return Resumption.Yielded;
        t.StopValue = Value.None;
        return Resumption.Returned;
    }

    /// <summary>Puts the value sent into the register of the Yield or Send that waits for it.</summary>
    private static void Receive(PyGenerator g, Value sent)
    {
        var i = g.Code.Start + g.Pc;
        // A Send stays the next instruction while it waits; a Yield is behind us.
        if (i->Op == Op.Send && g.ReceiveReg == i->C) g.Regs[i->C] = sent;
        else g.Regs[(i - 1)->A] = sent;
    }

    // Asking the generator would be too late: another thread may have resumed it.
    private static Value FromBody(PyThread t, Value v)
    {
        bool yielded = t.Yielded;
        t.Yielded = false;
        return v.IsError || yielded ? v : Value.Done;
    }

    /// <summary>Raises an exception where the generator is suspended; outcome as <see cref="ResumeRaw"/>.</summary>
    internal static Value ThrowRaw(PyGenerator g, PyBaseException e)
    {
        var t = PyThread.Current;
        if (g.State == GeneratorState.Running) return Err.Pend(Err.ValueError($"{g.Kind} already executing"));
        if (g.State == GeneratorState.Finished)
        {
            if (g is PyCoroutine) return Err.Pend(Err.RuntimeError("cannot reuse already awaited coroutine"));
            return Err.Pend(e);
        }
        if (!g.Started)
        {
            g.Started = true;
            g.State = GeneratorState.Suspended;
            return ThrowAt(t, g, e);
        }
        var delegateTo = Delegate(g);
        if (!delegateTo.IsNone)
        {
            var r = ThrowInto(t, g, delegateTo, e, out bool handled);
            if (handled) return r;
        }
        return ThrowAt(t, g, t.Pending ?? e);
    }

    private static Value ThrowAt(PyThread t, PyGenerator g, PyBaseException e)
    {
        t.Pending = null;
        var f = ResumeFrame(t, g, FrameKind.Entry, 0);
        if (f == null) return Value.Error;
        // The error is at the instruction that waits; a Send that waits is the next one.
        var i = f.Pc;
        if (i->Op == Op.Send && g.ReceiveReg == i->C) f.Pc++;
        g.ReceiveReg = -1;
        t.Pending = e;
        // What is handled here, not what callers handle, becomes its context, whatever that was before (genobject.c, _PyErr_ChainStackItem).
        if (g.OwnHandled && t.Handled != null && !ReferenceEquals(t.Handled, e))
        {
            e.Context = null;
            e.ContextSet = false;
            SetContext(t, e);
        }
        e.ContextSet = true;
        return FromBody(t, ExecuteRaising(t));
    }

    /// <summary>
    /// Throws into what the generator delegates to. Handled: the outcome is the generator's (it yielded, or went on after the delegate's end).
    /// Not handled: the exception pending (or given) is to be raised in the generator itself.
    /// </summary>
    private static Value ThrowInto(PyThread t, PyGenerator g, Value target, PyBaseException e, out bool handled)
    {
        Value r;
        t.EnterNative();
        try
        {
            if (target.Ref is PyGenerator inner and not PyAsyncGenerator && !e.Type.IsSubtypeOf(ExcTypes.GeneratorExit))
            {
                r = ThrowThrough(t, g, inner, e);
                handled = !r.IsError;
            }
            else r = ThrowIntoForeign(t, g, target, e, out handled);
        }
        finally
        {
            t.LeaveNative();
        }
        if (!handled || !r.IsDone) return r;
        // The delegate ended: its value is the Send's result.
        var i = g.Code.Start + g.Pc;
        g.Regs[i->A] = t.StopValue;
        g.Pc++;
        g.ReceiveReg = -1;
        var f = ResumeFrame(t, g, FrameKind.Entry, 0);
        if (f == null) return Value.Error;
        return FromBody(t, Execute(t));
    }

    /// <summary>Throws into a generator or coroutine that another one delegates to, which has its frame on the stack meanwhile.</summary>
    private static Value ThrowThrough(PyThread t, PyGenerator g, PyGenerator inner, PyBaseException e)
    {
        var f = ResumeFrame(t, g, FrameKind.Entry, 0);
        if (f == null) return Value.Error;
        // A frame that has called is behind its instruction.
        f.Pc++;
        try
        {
            return ThrowRaw(inner, e);
        }
        catch (PyException x)
        {
            return Err.Pend(x.Value);
        }
        finally
        {
            f.Pc--;
            SuspendFrame(t, f);
        }
    }

    /// <summary>Throws into a delegate by its <c>throw</c>, or closes it for GeneratorExit; not handled where it has none, and behind the closing.</summary>
    private static Value ThrowIntoForeign(PyThread t, PyGenerator g, Value target, PyBaseException e, out bool handled)
    {
        handled = false;
        // While the delegate runs, the generator counts as running.
        g.State = GeneratorState.Running;
        Value r;
        try
        {
            if (e.Type.IsSubtypeOf(ExcTypes.GeneratorExit))
            {
                r = CloseIterator(target);
                if (r.IsError) return Value.Error;
                t.Pending = null;
                return Value.None;
            }
            if (!Ops.TryGetAttr(target, Names.Throw, out var method)) return Value.None;
            r = Ops.CallRaw(method, [new Value(e)], null);
        }
        catch (PyException x)
        {
            r = Err.Pend(x.Value);
        }
        finally
        {
            g.State = GeneratorState.Suspended;
        }
        r = DoneOnStop(t, r);
        handled = !r.IsError;
        return r;
    }

    private static Value CloseIterator(Value target)
    {
        try
        {
            if (target.Ref is PyGenerator inner and not PyAsyncGenerator) return Close(inner);
            return TryGetClose(target, out var method) ? Ops.CallRaw(method, [], null) : Value.None;
        }
        catch (PyException e)
        {
            return Err.Pend(e.Value);
        }
    }

    /// <summary>What goes wrong in looking for <c>close</c> keeps nothing from closing the generator (genobject.c, gen_close_iter).</summary>
    private static bool TryGetClose(Value target, out Value method)
    {
        try
        {
            return Ops.TryGetAttr(target, Names.Close, out method);
        }
        catch (PyException e)
        {
            Unraisable.Write(e.Value, target);
            method = Value.Missing;
            return false;
        }
    }

    /// <summary><c>close()</c>: the value that a return inside the body gives, else None.</summary>
    internal static Value Close(PyGenerator g)
    {
        if (g.State == GeneratorState.Running) throw Err.ValueError($"{g.Kind} already executing");
        if (g.State == GeneratorState.Finished) return Value.None;
        if (!g.Started)
        {
            g.State = GeneratorState.Finished;
            g.Regs = [];
            g.ForgetClosing();
            return Value.None;
        }
        var t = PyThread.Current;
        var r = ThrowRaw(g, Err.Make(ExcTypes.GeneratorExit).Value);
        if (r.IsDone) return t.StopValue;
        if (!r.IsError) throw Err.RuntimeError($"{g.Kind} ignored GeneratorExit");
        if (t.Pending!.Type.IsSubtypeOf(ExcTypes.GeneratorExit) || t.Pending.Type.IsSubtypeOf(ExcTypes.StopIteration))
        {
            t.Pending = null;
            return Value.None;
        }
        return r;
    }

    /// <summary>A suspended generator was collected: close it; what it raises is unraisable.</summary>
    internal static void FinalizeGenerator(PyGenerator g)
    {
        if (!g.Started) return;
        Check(Close(g));
    }

    /// <summary>What a suspended generator delegates to (<c>gi_yieldfrom</c>, <c>cr_await</c>), or None.</summary>
    internal static Value Delegate(PyGenerator g)
    {
        if (g.State != GeneratorState.Suspended || !g.Started) return Value.None;
        var i = g.Code.Start + g.Pc;
        return i->Op == Op.Send && g.ReceiveReg == i->C ? g.Regs[i->B] : Value.None;
    }

    /// <summary>The Send instruction: <see cref="Op.Send"/>.</summary>
    private static int Send(PyThread t, Frame f, Instr* i, ref Value R)
    {
        var target = At(ref R, i->B);
        ref Value sent = ref At(ref R, i->C);
        if (target.Ref is PyGenerator inner and not PyAsyncGenerator)
        {
            if (inner.State != GeneratorState.Suspended)
            {
                if (inner is PyCoroutine && inner.State == GeneratorState.Finished)
                {
                    t.Pending = Err.RuntimeError("cannot reuse already awaited coroutine").Value;
                    return RareError;
                }
                if (GeneratorNotResumable(t, inner) < 0) return RareError;
                At(ref R, i->A) = t.StopValue;
                return RareNext;
            }
            bool started = inner.Started;
            if (!started && !sent.IsNone) throw Err.TypeError($"can't send non-None value to a just-started {inner.Kind}");
            var nf = ResumeFrame(t, inner, FrameKind.GenSend, i->A);
            if (nf == null) return RareError;
            if (started) Receive(inner, sent);
            switch (EnterBody(t, nf))
            {
                case TierAction.Yielded:
                    return YieldOn(t, f, i, t.Transfer);
                case TierAction.Returned:
                    At(ref R, i->A) = t.Transfer;
                    return RareNext;
                case TierAction.Raise:
                    return RareError;
                case TierAction.Reenter:
                    return RareReenter;
                default:
                    return RareFrame;
            }
        }
        var r = SendForeign(t, target, sent);
        if (r.IsError) return RareError;
        if (!r.IsDone) return YieldOn(t, f, i, r);
        var result = t.StopValue;
        At(ref R, i->A) = result;
        t.StopValue = Value.None;
        if (t.TraceOn && (!result.IsNone || target.Ref is PyAsyncGenASend or PyAsyncGenAThrow) && !TraceStopIteration(t, f, result, false)) return RareError;
        return RareNext;
    }

    /// <summary>Yields what was delegated to yielded, to come back to this very instruction.</summary>
    private static int YieldOn(PyThread t, Frame f, Instr* i, Value v)
    {
        f.Pc = i;
        f.Generator!.ReceiveReg = i->C;
        t.Transfer = v;
        return RareYield;
    }

    /// <summary>Sends to what is no generator; the outcome as <see cref="ResumeRaw"/>.</summary>
    private static Value SendForeign(PyThread t, Value target, Value sent)
    {
        // Iterators in C# leave it alone when they end.
        t.StopValue = Value.None;
        if (sent.IsNone) return Ops.NextRaw(target);
        Value r;
        try
        {
            r = Ops.CallMethodRaw(target, Names.Send, [sent], null);
        }
        catch (PyException e)
        {
            r = Err.Pend(e.Value);
        }
        return DoneOnStop(t, r);
    }

    /// <summary>A pending StopIteration is the delegate's end, with its value as the thread's StopValue.</summary>
    private static Value DoneOnStop(PyThread t, Value r)
    {
        if (!r.IsError || t.Pending is not PyStopIteration stop) return r;
        t.StopValue = stop.Result;
        t.Pending = null;
        return Value.Done;
    }

    /// <summary>The running generator yields; true: to C# (the value is in Transfer). Else the frame below goes on.</summary>
    private static bool YieldSlow(PyThread t, Frame f, Value v)
    {
        while (true)
        {
            var kind = f.Kind;
            int dst = f.Dst, aux = f.Aux;
            var g = f.Generator!;
            if (t.TraceOn && (f.Pc - 1)->Op != Op.Yield) TraceDelegatedYield(t, f, v);
            if (f.Pc->Op != Op.Send) g.ReceiveReg = -1;
            SuspendFrame(t, f);
            if (kind == FrameKind.Entry)
            {
                t.Transfer = v;
                t.Yielded = true;
                return true;
            }
            f = t.Frames[t.Depth];
            if (kind is FrameKind.GenFor or FrameKind.GenCall)
            {
                f[dst] = v;
                if (kind == FrameKind.GenFor) f.Pc += aux;
                return false;
            }
            // GenSend: the delegating generator yields it in turn, its Send stays current.
            f.Pc--;
            f.Generator!.ReceiveReg = f.Pc->C;
        }
    }

    /// <summary>
    /// Returns from a frame that isn't plain. False: an error is pending. Exit: the loop returns Transfer.
    /// </summary>
    private static bool ReturnSlow(PyThread t, Frame f, Value v, out bool exit)
    {
        exit = false;
        var kind = f.Kind;
        int dst = f.Dst, aux = f.Aux;
        var g = f.Generator;
        if (g != null)
        {
            FinishGenerator(t, g);
            if (kind == FrameKind.Entry) t.StopValue = v;
        }
        PopFrame(t);
        if (g != null) g.Regs = [];
        if (kind == FrameKind.Entry)
        {
            t.Transfer = v;
            exit = true;
            return true;
        }
        return HandBack(t, kind, dst, aux, v);
    }

    /// <summary>Gives what a frame returned to the frame below it, as its kind says; the frame is off the stack. False: the error is pending.</summary>
    private static bool HandBack(PyThread t, FrameKind kind, int dst, int aux, Value v)
    {
        var below = t.Frames[t.Depth];
        switch (kind)
        {
            case FrameKind.Call:
                below[dst] = v;
                break;
            case FrameKind.GenSend:
                below[dst] = v;
                return !t.TraceOn || TraceStopIteration(t, below, v, true);
            case FrameKind.Init:
                if (!v.IsNone)
                {
                    t.Pending = Err.TypeError($"__init__() should return None, not '{v.Type.FullName}'").Value;
                    return false;
                }
                below[dst] = below[aux];
                break;
            case FrameKind.GenFor:
                return !t.TraceOn || v.IsNone || TraceStopIteration(t, below, v, false);
            case FrameKind.GenCall:
                t.Pending = Err.StopIteration(v).Value;
                return false;
            case FrameKind.NextFor:
                below[dst] = v;
                below.Pc += aux;
                break;
            case FrameKind.Operator:
                return ReturnFromOperator(t, below, false, dst, v);
            case FrameKind.OperatorJump:
                return ReturnFromOperator(t, below, true, dst, v);
            case FrameKind.Reflected:
                return ReturnFromReflected(t, below, dst, v);
            case FrameKind.Contains:
                return ReturnFromContains(t, below, dst, aux != 0, v);
        }
        return true;
    }

    private static Value WrapAsyncYield(Value v) => new(new PyAsyncGenWrappedValue(v));

    /// <summary>Executes with the pending exception raised at the top frame's current instruction.</summary>
    private static Value ExecuteRaising(PyThread t)
    {
        var e = t.Pending!;
        try
        {
            t.EnterNative();
            t.LeaveNative();
        }
        catch (PyException)
        {
            PopFrame(t);
            return Err.Pend(e);
        }
        if (!Unwind(t)) return Value.Error;
        return Execute(t);
    }

    /// <summary>The exception of <c>throw(type, value, tb)</c>.</summary>
    internal static PyBaseException ExceptionFromTriple(Value type, Value value, Value tb)
    {
        if (!tb.IsMissingOrNone && tb.Ref is not PyTraceback) throw Err.TypeError("throw() third argument must be a traceback object");
        PyBaseException e;
        if (type.Ref is PyBaseException instance)
        {
            if (!value.IsMissingOrNone) throw Err.TypeError("instance exception may not have a separate value");
            e = instance;
        }
        else if (type.Ref is PyType cls && cls.IsSubtypeOf(ExcTypes.BaseException))
        {
            if (value.Ref is PyBaseException ve && ve.Type.IsSubtypeOf(cls)) e = ve;
            else
            {
                try
                {
                    var made = value.IsMissingOrNone ? Ops.Call(type) : value.Ref is PyTuple args ? Ops.Call(type, args.AsSpan(), null) : Ops.Call(type, value);
                    e = made.Ref as PyBaseException
                        ?? Err.TypeError($"calling {Ops.Repr(type)} should have returned an instance of BaseException, not {made.Type.FullName}").Value;
                }
                catch (PyException x)
                {
                    // What goes wrong is raised where the exception would have been.
                    e = x.Value;
                }
            }
        }
        else throw Err.TypeError($"exceptions must be classes or instances deriving from BaseException, not {type.Type.FullName}");
        if (tb.Ref is PyTraceback given) e.Traceback = given;
        return e;
    }

    internal static Value GeneratorFrame(PyGenerator g)
    {
        if (g.State == GeneratorState.Finished) return Value.None;
        if (g.Running != null) return new Value(FrameObject(PyThread.Current, g.Running));
        g.FrameObject ??= new PyFrame(g);
        return new Value(g.FrameObject);
    }

    private static Value GetYieldFromIter(Frame f, Value v)
    {
        if (v.Ref is PyCoroutine)
        {
            if (!f.Code.Has(CodeFlags.Coroutine | CodeFlags.IterableCoroutine))
                throw Err.TypeError("cannot 'yield from' a coroutine object in a non-coroutine generator");
            return v;
        }
        return v.Ref != null && v.Ref.GetType() == typeof(PyGenerator) ? v : Ops.Iter(v);
    }

    /// <summary>What <c>await v</c> goes over: a coroutine itself, else what <c>__await__</c> returns. <paramref name="where"/> is for the message: 1 and 2 for the awaits of "async with".</summary>
    internal static Value GetAwaitable(Value v, int where)
    {
        if (v.Ref is PyCoroutine c)
        {
            if (!Delegate(c).IsNone) throw Err.RuntimeError("coroutine is being awaited already");
            return v;
        }
        if (v.Ref is PyGenerator g and not PyAsyncGenerator && g.Code.Has(CodeFlags.IterableCoroutine)) return v;
        if (!Ops.LookupSpecial(v, Slot.Await, out var method))
        {
            throw Err.TypeError(where switch
            {
                1 => $"'async with' received an object from __aenter__ that does not implement __await__: {v.Type.Name}",
                2 => $"'async with' received an object from __aexit__ that does not implement __await__: {v.Type.Name}",
                _ => $"object {v.Type.FullName} can't be used in 'await' expression",
            });
        }
        var it = Ops.Call(method);
        if (it.Ref is PyCoroutine || it.Ref is PyGenerator gi and not PyAsyncGenerator && gi.Code.Has(CodeFlags.IterableCoroutine))
            throw Err.TypeError("__await__() returned a coroutine");
        if (!Ops.Has(it, Slot.Next)) throw Err.TypeError($"__await__() returned non-iterator of type '{it.Type.FullName}'");
        return it;
    }

    private static Value GetAIter(Value v)
    {
        if (!Ops.LookupSpecial(v, Slot.AIter, out var method))
            throw Err.TypeError($"'async for' requires an object with __aiter__ method, got {v.Type.FullName}");
        var it = Ops.Call(method);
        if (!Ops.LookupSpecial(it, Slot.ANext, out _))
            throw Err.TypeError($"'async for' received an object from __aiter__ that does not implement __anext__: {it.Type.FullName}");
        return it;
    }

    private static Value GetANext(Value v)
    {
        if (v.Ref is PyAsyncGenerator ag) return ag.ANext();
        if (!Ops.LookupSpecial(v, Slot.ANext, out var method))
            throw Err.TypeError($"'async for' requires an iterator with __anext__ method, got {v.Type.FullName}");
        var next = Ops.Call(method);
        try
        {
            return GetAwaitable(next, 0);
        }
        catch (PyException e)
        {
            var wrapped = Err.TypeError($"'async for' received an invalid object from __anext__: {next.Type.FullName}");
            wrapped.Value.Cause = e.Value;
            throw wrapped;
        }
    }

    /// <summary>The RuntimeWarning of a coroutine that was dropped before it was awaited.</summary>
    internal static void WarnNeverAwaited(PyCoroutine c)
    {
        // warnings knows how to show where it was made.
        if (!c.Origin.IsNone && SysState.Modules.TryGet(PyStr.Intern("warnings")) is { IsMissing: false } warnings && Ops.TryGetAttr(warnings, "_warn_unawaited_coroutine", out var warn)) Ops.Call(warn, new Value(c));
        else Warnings.Warn(ExcTypes.RuntimeWarning, $"coroutine '{c.QualName}' was never awaited", c);
    }

    /// <summary>File, line and name of the innermost frames, the innermost first.</summary>
    internal static PyTuple CallersOf(int depth)
    {
        var t = PyThread.Current;
        var callers = new List<Value>();
        for (int i = 0; i < depth && VisibleFrame(t, t.Depth, i) is { } f; i++)
        {
            var frame = FrameObject(t, f);
            callers.Add(new Value(new PyTuple(new Value(frame.Code.Filename), Value.Int(frame.Line), new Value(frame.Code.Name))));
        }
        return new PyTuple([.. callers]);
    }
}
