using TieredPy.Runtime.Bytecode;

namespace TieredPy.Runtime.Interpreter;

/// <summary>Raising, unwinding, handlers.</summary>
internal static unsafe partial class Interp
{
    /// <summary>
    /// Unwinds the pending exception from the top frame down: true when a handler was found (the frame's Pc and register are set), false when
    /// an Entry frame was ended by it (popped; the exception stays pending).
    /// </summary>
    internal static bool Unwind(PyThread t)
    {
        while (true)
        {
            var f = t.Frames[t.Depth];
            var e = t.Pending!;
            int at = f.CurrentIndex;
            bool again = t.KeepTraceback;
            if (again) t.KeepTraceback = false;
            else NotePassage(t, f, e, at);
            int raisedAt = again ? RaisedAt(f, at) : at;
            if (t.TraceOn)
            {
                TraceException(t, f, !again);
                e = t.Pending!;
            }
            foreach (var h in f.Code.Handlers)
            {
                if (at < h.Start || at >= h.End) continue;
                if (again) KeepRaisedAt(t, f, raisedAt);
                if (t.TraceOn && Monitoring.Active)
                {
                    TraceUnwound(t, f, true, at);
                    e = t.Pending!;
                }
                f[h.Reg] = new Value(e);
                t.Pending = null;
                f.Pc = f.Code.Start + h.Handler;
                return true;
            }
            if (t.TraceOn)
            {
                TraceUnwound(t, f, false, raisedAt);
                e = t.Pending!;
            }
            f.Pc = f.Code.Start + raisedAt + 1;
            if (f.Generator != null) e = FinishGeneratorWithError(t, f.Generator, e, begun: at >= 0);
            var kind = f.Kind;
            PopFrame(t);
            if (kind == FrameKind.Entry) return false;
            if (kind == FrameKind.GenFor && IsStopIteration(e))
            {
                // Only a StopIteration made by hand in a __next__ gets here; a generator's became a RuntimeError.
            }
            if (kind == FrameKind.NextFor && IsStopIteration(e))
            {
                t.Pending = null;
                return true;
            }
        }
    }

    /// <summary>
    /// The pending exception, raised in the top frame and about to be caught there by a handler that the caller knows. Only when nothing traces.
    /// </summary>
    internal static PyBaseException TakeRaised(PyThread t, Frame f)
    {
        FinishUnseen(t);
        var e = t.Pending!;
        t.Pending = null;
        if (t.KeepTraceback)
        {
            t.KeepTraceback = false;
            KeepRaisedAt(t, f, RaisedAt(f, f.CurrentIndex));
        }
        else NotePassage(t, f, e, f.CurrentIndex);
        return e;
    }

    /// <summary>The instruction at which a frame is that raises an exception again: of a clean-up, the one that raised it before.</summary>
    private static int RaisedAt(Frame f, int at) =>
        at >= 0 && f.Code.Start[at] is { Op: Op.Reraise, D: not 0 } && f.Object is { RaisedAt: >= 0 } o ? o.RaisedAt : at;

    /// <summary>An exception that was raised again is about to be handled.</summary>
    private static void KeepRaisedAt(PyThread t, Frame f, int at)
    {
        if (f.Object is { } o) o.RaisedAt = at;
        if (t.TraceOn) f.TracePrevious = at;
    }

    /// <summary>
    /// As <see cref="TakeRaised"/>, of an exception that was made where it was raised and that only the handler has: its traceback is left for
    /// <see cref="FinishUnseen"/>. One that has passed frames where somebody could see it, or whose arguments somebody has seen where they are put
    /// together late, may be known to others.
    /// </summary>
    /// <param name="isWithin">What is unseen already stays so while this is handled.</param>
    internal static PyBaseException TakeUnseen(PyThread t, Frame f, bool isNew, bool isWithin)
    {
        var e = t.Pending!;
        bool passed = t.Passing == e;
        if (t.KeepTraceback || e.Traceback != null || f.Code.IsHidden || !isNew && !passed && !e.IsDeferred) return TakeRaised(t, f);
        if (isWithin && t.UnseenOuter == null)
        {
            t.UnseenOuter = t.Unseen;
            t.UnseenOuterAt = t.UnseenAt;
        }
        else if (t.Unseen != null || !passed) FinishUnseen(t);
        t.Pending = null;
        Chain(t, e);
        t.Unseen = e;
        t.UnseenAt = f.CurrentIndex;
        return e;
    }

    /// <summary>Somebody may see what is handled in the top frame, or raised to it: its traceback gets the entries that it lacks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void FinishUnseen(PyThread t)
    {
        if (t.Unseen != null || t.Passing != null) AddUnseen(t);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddUnseen(PyThread t)
    {
        var (e, outer) = (t.Unseen, t.UnseenOuter);
        t.Unseen = t.UnseenOuter = null;
        if (t.Passing != null) t.PassedFrames!.AddToTraceback(t);
        if (outer != null) AddTraceback(t, t.Frames[t.Depth], outer, t.UnseenOuterAt);
        if (e != null) AddTraceback(t, t.Frames[t.Depth], e, t.UnseenAt);
    }

    private static void NotePassage(PyThread t, Frame f, PyBaseException e, int at)
    {
        Chain(t, e);
        AddTraceback(t, f, e, at);
    }

    /// <summary>An exception begins to leave frames: what is being handled becomes its context.</summary>
    internal static void Chain(PyThread t, PyBaseException e)
    {
        if (t.Handled != null) SetContext(t, e);
    }

    private static bool IsStopIteration(PyBaseException e) => e.Type.IsSubtypeOf(ExcTypes.StopIteration);

    /// <summary>Chains what is being handled as the context of a new exception, without making cycles.</summary>
    private static void SetContext(PyThread t, PyBaseException e)
    {
        var handled = t.Handled;
        if (handled == null || ReferenceEquals(handled, e) || e.ContextSet) return;
        e.ContextSet = true;
        if (e.Context != null) return;
        int steps = 0;
        for (var x = handled; x.Context != null && steps < 100_000; x = x.Context, steps++)
        {
            if (!ReferenceEquals(x.Context, e)) continue;
            x.Context = null;
            break;
        }
        e.Context = handled;
    }

    private static void AddTraceback(PyThread t, Frame f, PyBaseException e, int at)
    {
        if (f.Code.IsHidden) return;
        var frame = FrameObject(t, f);
        frame.RaisedAt = at;
        e.Traceback = new PyTraceback(e.Traceback, frame, at, -1);
    }

    /// <summary>
    /// What a poll at the end of a `for` loop's body raised belongs to the last instruction of the body, where CPython has its jump; the instruction
    /// that is at fault here carries the position of the iterable.
    /// </summary>
    private static void BlameBody(PyThread t, Frame f)
    {
        int at = f.CurrentIndex - 1;
        if (at < 0 || t.KeepTraceback) return;
        var e = t.Pending!;
        SetContext(t, e);
        AddTraceback(t, f, e, at);
        t.KeepTraceback = true;
    }

    /// <summary>The frame object of a live frame.</summary>
    internal static PyFrame FrameObject(PyThread t, Frame f)
    {
        if (f.Object == null)
        {
            f.Object = new PyFrame(t, f);
            f.NeedsCleanup = true;
        }
        return f.Object;
    }

    /// <summary>The frame so many that aren't hidden below the innermost one at a depth or below it; null when there aren't as many.</summary>
    internal static Frame? VisibleFrame(PyThread t, int depth, int below = 0)
    {
        for (; depth >= 0; depth--)
            if (!t.Frames[depth].Code.IsHidden && below-- <= 0) return t.Frames[depth];
        return null;
    }

    /// <summary>What PushExc saves: the exception handled before; Missing when a generator's resumer handles it.</summary>
    private static Value SavedHandled(PyThread t, Frame f)
    {
        if (f.Generator is { } g)
        {
            bool own = g.OwnHandled;
            g.OwnHandled = true;
            if (!own) return Value.Missing;
        }
        return t.Handled == null ? Value.None : new Value(t.Handled);
    }

    internal static void RestoreHandled(PyThread t, Frame f, Value saved)
    {
        if (saved.IsMissing)
        {
            t.Handled = f.Generator?.CallerHandled;
            if (f.Generator != null) f.Generator.OwnHandled = false;
        }
        else t.Handled = saved.IsNone ? null : (PyBaseException)saved.Ref!;
    }

    private static void DoRaise(PyThread t, int form, Value exc, Value cause)
    {
        if (form == 0)
        {
            var handled = t.Handled ?? throw Err.RuntimeError("No active exception to reraise");
            t.Pending = handled;
            t.KeepTraceback = true;
            return;
        }
        var e = Instantiate(exc);
        if (form == 2)
        {
            if (cause.IsNone) e.Cause = null;
            else if (cause.Ref is PyType ct && ct.IsSubtypeOf(ExcTypes.BaseException))
                e.Cause = Ops.Call(cause).Ref as PyBaseException
                    ?? throw Err.TypeError($"calling {ct.Name} should have returned an instance of BaseException, not {Ops.Call(cause).Type.FullName}");
            else if (cause.Ref is PyBaseException ce) e.Cause = ce;
            else throw Err.TypeError("exception causes must derive from BaseException");
            e.SuppressContext = true;
        }
        e.ContextSet = ReferenceEquals(t.Handled, e);
        t.Pending = e;
        if (t.Handled != null && !ReferenceEquals(t.Handled, e))
        {
            e.Context = null;
            SetContext(t, e);
        }
    }

    /// <summary>The exception that <c>raise exc</c> raises.</summary>
    internal static PyBaseException Instantiate(Value exc)
    {
        if (exc.Ref is PyBaseException e) return e;
        if (exc.Ref is PyType type && type.IsSubtypeOf(ExcTypes.BaseException))
        {
            var made = Ops.Call(exc);
            return made.Ref as PyBaseException
                ?? throw Err.TypeError($"calling {Ops.Repr(exc)} should have returned an instance of BaseException, not {Ops.Repr(new Value(made.Type))}");
        }
        throw Err.TypeError("exceptions must derive from BaseException");
    }

    private const string CannotCatch = "catching classes that do not inherit from BaseException is not allowed";

    private static bool ExceptionMatches(Value exc, Value type)
    {
        if (type.Ref is PyTuple types)
        {
            foreach (var x in types.AsSpan()) CheckCatchable(x);
            foreach (var x in types.AsSpan())
                if (exc.Type.IsSubtypeOf((PyType)x.Ref!)) return true;
            return false;
        }
        CheckCatchable(type);
        return exc.Type.IsSubtypeOf((PyType)type.Ref!);
    }

    private static void CheckCatchable(Value type)
    {
        if (type.Ref is not PyType t || !t.IsSubtypeOf(ExcTypes.BaseException)) throw Err.TypeError(CannotCatch);
    }

    private static void MatchExcStar(ref Value match, ref Value exc, Value type)
    {
        void Check(Value x)
        {
            CheckCatchable(x);
            if (((PyType)x.Ref!).IsSubtypeOf(ExcTypes.BaseExceptionGroup))
                throw Err.TypeError("catching ExceptionGroup with except* is not allowed. Use except instead.");
        }
        if (type.Ref is PyTuple types)
            foreach (var x in types.AsSpan()) Check(x);
        else Check(type);
        if (exc.IsNone)
        {
            match = Value.None;
            return;
        }
        ExceptionGroups.Match(exc, type, out var matched, out var rest);
        match = matched;
        exc = rest;
        if (!matched.IsNone) PyThread.Current.Handled = (PyBaseException)matched.Ref!;
    }
}
