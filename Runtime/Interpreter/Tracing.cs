using TieredPy.Runtime.Bytecode;

namespace TieredPy.Runtime.Interpreter;

/// <summary>The two versions of the dispatch loop: compiled separately, so that tracing costs nothing where it is off.</summary>
internal interface ILoopMode;

internal readonly struct PlainMode : ILoopMode;

/// <summary>Calls <see cref="Interp.TraceStep"/> before each instruction.</summary>
internal readonly struct TracedMode : ILoopMode;

/// <summary>Unwinds the loop that called <c>sys.settrace</c> or <c>sys.setprofile</c>, so that it goes on in the other version of the loop.</summary>
internal sealed class TraceRequest : Exception
{
    public static readonly TraceRequest Instance = new();
}

/// <summary>What sys.settrace and sys.setprofile set for a thread.</summary>
public sealed partial class PyThread
{
    internal Value TraceFunction = Value.Missing, ProfileFunction = Value.Missing;

    /// <summary>True when the traced loop must run: something is set, and no callback is running.</summary>
    internal volatile bool TraceOn;

    /// <summary>The loop that runs now is the traced one.</summary>
    internal bool InTracedLoop;

    /// <summary>Frames up to this depth have begun as far as tracing is concerned; one above it is new.</summary>
    internal int TracedDepth = -1;

    private int callbacks;

    internal bool InCallback => callbacks > 0;

    internal void EnterCallback()
    {
        callbacks++;
        TraceOn = false;
    }

    internal void LeaveCallback()
    {
        callbacks--;
        UpdateTracing();
    }

    internal void UpdateTracing()
    {
        bool on = callbacks == 0 && (!TraceFunction.IsMissing || !ProfileFunction.IsMissing || Monitoring.Active);
        if (on && !TraceOn && callbacks == 0 && !InTracedLoop) BeginTracing();
        TraceOn = on;
    }

    /// <summary>The frames there are now don't begin with an event.</summary>
    internal void BeginTracing()
    {
        TracedDepth = Depth;
        for (int i = 0; i <= Depth; i++)
        {
            Frames[i].TracePrevious = Frames[i].CurrentIndex;
            Frames[i].NativeCall = Value.Missing;
        }
    }
}

/// <summary>The events of tracing, profiling and monitoring.</summary>
internal static unsafe partial class Interp
{
    private static readonly PyStr CallEvent = PyStr.Intern("call"), LineEvent = PyStr.Intern("line"), ReturnEvent = PyStr.Intern("return"),
        ExceptionEvent = PyStr.Intern("exception"), OpcodeEvent = PyStr.Intern("opcode"), NativeCallEvent = PyStr.Intern("c_call"),
        NativeReturnEvent = PyStr.Intern("c_return"), NativeExceptionEvent = PyStr.Intern("c_exception");

    /// <summary>What <see cref="TraceStep"/> wants of the loop: go on, unwind, or be entered anew at the frame's pc.</summary>
    private const int StepOn = 0, StepError = -1, StepAgain = 1;

    /// <summary>Before each instruction of the traced loop; the frame's pc is behind it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int TraceStep(PyThread t, Frame f)
    {
        var i = f.Pc - 1;
        if (!t.TraceOn)
        {
            f.Pc = i;
            return StepAgain;
        }
        if (f.Code.IsHidden)
        {
            t.TracedDepth = t.Depth;
            return StepOn;
        }
        int index = (int)(i - f.Code.Start);
        try
        {
            if (t.Depth > t.TracedDepth) BeginFrame(t, f, index);
            else t.TracedDepth = t.Depth;
            if (!f.NativeCall.IsMissing) EndNative(t, f, NativeReturnEvent);
            AfterCall(t, f, index);
            bool moved = LineStep(t, f, index);
            if (!moved) InstructionStep(t, f, i, index);
            // A callback may have set f_lineno.
            if (f.Pc != i + 1)
            {
                f.Pc--;
                f.TracePrevious = -1;
                return StepAgain;
            }
            return StepOn;
        }
        catch (PyException e)
        {
            t.Pending = e.Value;
            f.Pc = i + 1;
            return StepError;
        }
    }

    /// <summary>
    /// A call that ends its line is followed by no instruction there, where CPython has the one that stores or drops the result: its event
    /// is where <c>breakpoint()</c> stops.
    /// </summary>
    private static void AfterCall(PyThread t, Frame f, int index)
    {
        if (f.Object is not { TraceOpcodes: true } frame || frame.Trace.IsMissing) return;
        int call = f.TracePrevious;
        if (call < 0 || call >= index || f.Code.Start[call].Op is not (Op.Call or Op.CallKw or Op.CallEx) || index != call + (f.Code.Start[call].Op == Op.CallKw ? 2 : 1)) return;
        if (f.Code.Positions[index].Line == f.Code.Positions[call].Line) return;
        var at = f.Pc;
        f.Pc = f.Code.Start + call + 1;
        try
        {
            LocalTrace(t, frame, OpcodeEvent, Value.None);
        }
        finally
        {
            f.Pc = at;
        }
    }

    private static void BeginFrame(PyThread t, Frame f, int index)
    {
        t.TracedDepth = t.Depth;
        f.TracePrevious = index - 1;
        f.TraceLined = -1;
        f.NativeCall = Value.Missing;
        // The event is at the line of the definition, or of the yield that is resumed.
        f.Pc--;
        if (Monitoring.Active) Monitoring.Start(t, f, index > 0);
        FireCall(t, f);
        f.Pc++;
    }

    private static void FireCall(PyThread t, Frame f)
    {
        // Who traces hears of it before who profiles, and may end that.
        if (!t.TraceFunction.IsMissing)
        {
            var frame = FrameObject(t, f);
            var local = Callback(t, frame, t.TraceFunction, CallEvent, Value.None, false);
            if (!local.IsNone) frame.Trace = local;
        }
        if (!t.ProfileFunction.IsMissing) Profile(t, f, CallEvent, Value.None);
    }

    /// <summary>The line event, where a line begins; true when the callback moved the frame to another line.</summary>
    private static bool LineStep(PyThread t, Frame f, int index)
    {
        int previous = f.TracePrevious < f.Code.Positions.Length ? f.TracePrevious : -1;
        f.TracePrevious = index;
        int line = f.Code.Positions[index].Line;
        if (line > 0) f.TraceLined = index;
        bool other = previous < 0 || line != f.Code.Positions[previous].Line || LeavesComprehension(f, index);
        bool begins = line > 0 && (other || GoesBack(f, previous, index));
        f.TraceRetry = false;
        if (Monitoring.Active && previous >= 0 && index != previous + 1) Monitoring.Moved(t, f, previous, index);
        if (!begins) return false;
        if (Monitoring.Active && other && (index == 0 || index == previous + 1 || f.Code.Positions[index - 1].Line != line)) Monitoring.Line(t, f, line);
        if (f.Object is not { TraceLines: true } frame || frame.Trace.IsMissing || t.TraceFunction.IsMissing) return false;
        var at = f.Pc;
        LocalTrace(t, frame, LineEvent, Value.None);
        return f.Pc != at;
    }

    /// <summary>The handler of an inlined comprehension begins: CPython's has instructions without a line first, so that its line counts as another one.</summary>
    private static bool LeavesComprehension(Frame f, int index) =>
        f.Code.Start[index].Op == Op.Unbind && Array.Exists(f.Code.Handlers, h => h.Handler == index);

    /// <summary>
    /// A loop begins anew. Where CPython has a for loop's step above the body it is below it here, so that coming to it counts, but for the jump by which the
    /// loop is entered, and going from it to the body doesn't.
    /// </summary>
    private static bool GoesBack(Frame f, int previous, int index)
    {
        var i = f.Code.Start + index;
        var from = f.Code.Start + previous;
        // A loop without a body goes back to itself.
        if (index == previous) return !f.TraceRetry && i->Op is (Op.ForLoop or Op.ForEnter or Op.ForIter);
        if (i->Op is Op.ForLoop or Op.ForEnter) return from->Op != Op.Jump || from + 1 != i + 1 + i->Offset;
        return index < previous && i->Op != Op.Send && from->Op is not (Op.ForLoop or Op.ForEnter);
    }

    private static void InstructionStep(PyThread t, Frame f, Instr* i, int index)
    {
        if (f.Object is { TraceOpcodes: true } o && !o.Trace.IsMissing) LocalTrace(t, o, OpcodeEvent, Value.None);
        if (Monitoring.Active) Monitoring.Instruction(t, f, index);
        switch (i->Op)
        {
            case Op.Return: FireReturn(t, f, f[i->A]); break;
            case Op.ReturnNone: FireReturn(t, f, Value.None); break;
            case Op.Yield: FireYield(t, f, f[i->B]); break;
            case Op.Call or Op.CallKw or Op.CallEx: BeginNative(t, f, i); break;
        }
    }

    private static void FireReturn(PyThread t, Frame f, Value v)
    {
        if (Monitoring.Active) Monitoring.Return(t, f, v);
        var at = f.Pc;
        // A return at the end of several ways has no line: the frame is still at the last one.
        if (f.TraceLined >= 0 && f.Code.Positions[f.CurrentIndex].Line <= 0) f.Pc = f.Code.Start + f.TraceLined + 1;
        FireLeave(t, f, v);
        f.Pc = at;
        t.TracedDepth = t.Depth - 1;
    }

    private static void FireYield(PyThread t, Frame f, Value v)
    {
        if (Monitoring.Active) Monitoring.Yield(t, f, v);
        FireLeave(t, f, v);
        t.TracedDepth = t.Depth - 1;
    }

    private static void FireLeave(PyThread t, Frame f, Value v)
    {
        if (f.Object is { } frame && !frame.Trace.IsMissing) LocalTrace(t, frame, ReturnEvent, v);
        if (!t.ProfileFunction.IsMissing) Profile(t, f, ReturnEvent, v);
    }

    /// <summary>A generator that a frame iterates over or awaits ended with a value: as if it had raised StopIteration there. False: a callback raised.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TraceStopIteration(PyThread t, Frame f, Value v, bool awaited)
    {
        if (f.Code.IsHidden) return true;
        try
        {
            var e = Err.StopIteration(v).Value;
            if (Monitoring.Active) Monitoring.Stop(t, f, e, awaited);
            if (f.Object is { } frame && !frame.Trace.IsMissing) LocalTrace(t, frame, ExceptionEvent, new Value(new PyTuple(new Value(e.Type), new Value(e), Value.None)));
            return true;
        }
        catch (PyException x)
        {
            t.Pending = x.Value;
            return false;
        }
    }

    /// <summary>A generator yields what its delegate yielded, without an instruction that says so.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void TraceDelegatedYield(PyThread t, Frame f, Value v)
    {
        try
        {
            FireYield(t, f, v);
        }
        catch (PyException e)
        {
            t.SetAsyncException(e.Value);
        }
    }

    /// <summary>An exception arrives at a frame, first (<paramref name="raised"/>) or from what it called.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void TraceException(PyThread t, Frame f, bool raised)
    {
        if (f.Code.IsHidden) return;
        var e = t.Pending!;
        t.Pending = null;
        try
        {
            if (t.Depth > t.TracedDepth)
            {
                t.TracedDepth = t.Depth;
                f.TracePrevious = f.CurrentIndex;
                f.NativeCall = Value.Missing;
                if (Monitoring.Active) Monitoring.Throw(t, f, e);
                FireCall(t, f);
            }
            t.TracedDepth = t.Depth;
            if (!f.NativeCall.IsMissing) EndNative(t, f, NativeExceptionEvent);
            if (Monitoring.Active) Monitoring.Raise(t, f, e, !raised);
            if (raised && f.Object is { } frame && !frame.Trace.IsMissing)
            {
                var triple = new PyTuple(new Value(e.Type), new Value(e), e.Traceback == null ? Value.None : new Value(e.Traceback));
                LocalTrace(t, frame, ExceptionEvent, new Value(triple));
            }
            t.Pending = e;
        }
        catch (PyException x)
        {
            t.Pending = x.Value;
        }
    }

    /// <summary>A frame has a handler for the exception, or is left by it, at an instruction.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void TraceUnwound(PyThread t, Frame f, bool handled, int at)
    {
        if (f.Code.IsHidden) return;
        var e = t.Pending!;
        t.Pending = null;
        try
        {
            if (Monitoring.Active) Monitoring.Unwound(t, f, e, handled);
            if (!handled)
            {
                f.Pc = f.Code.Start + at + 1;
                FireLeave(t, f, Value.None);
                t.TracedDepth = t.Depth - 1;
            }
            t.Pending = e;
        }
        catch (PyException x)
        {
            t.Pending = x.Value;
        }
    }

    private static void BeginNative(PyThread t, Frame f, Instr* i)
    {
        if (Monitoring.Active) Monitoring.Call(t, f, f[i->B], f[i->B + 1]);
        if (t.ProfileFunction.IsMissing) return;
        var callee = f[i->B];
        if (callee.Ref is PyMethodDescriptor d)
        {
            var self = f[i->B + 1].IsMissing && i->C > 0 && i->Op != Op.CallEx ? f[i->B + 2] : f[i->B + 1];
            if (self.IsMissing) return;
            callee = Ops.CallMethod(new Value(d), "__get__", self);
        }
        if (callee.Ref is not PyBuiltinFunction) return;
        Profile(t, f, NativeCallEvent, callee);
        f.NativeCall = callee;
    }

    private static void EndNative(PyThread t, Frame f, PyStr what)
    {
        var callee = f.NativeCall;
        f.NativeCall = Value.Missing;
        if (!t.ProfileFunction.IsMissing) Profile(t, f, what, callee);
    }

    private static void Profile(PyThread t, Frame f, PyStr what, Value arg) => Callback(t, FrameObject(t, f), t.ProfileFunction, what, arg, true);

    private static void LocalTrace(PyThread t, PyFrame frame, PyStr what, Value arg)
    {
        if (t.TraceFunction.IsMissing) return;
        var result = Callback(t, frame, frame.Trace, what, arg, false);
        if (!result.IsNone) frame.Trace = result;
    }

    /// <summary>Calls a function that traces or profiles; when it raises, it is unset.</summary>
    private static Value Callback(PyThread t, PyFrame frame, Value function, PyStr what, Value arg, bool profile)
    {
        t.EnterCallback();
        frame.Event = what;
        try
        {
            return Ops.Call(function, new Value(frame), new Value(what), arg);
        }
        catch (PyException)
        {
            if (profile) t.ProfileFunction = Value.Missing;
            else
            {
                t.TraceFunction = Value.Missing;
                frame.Trace = Value.Missing;
            }
            throw;
        }
        finally
        {
            frame.Event = null;
            t.LeaveCallback();
        }
    }

    /// <summary>After a change of what is traced: switches to the loop that is right for it.</summary>
    internal static void TracingChanged(string caller, string module = "sys")
    {
        var t = PyThread.Current;
        t.UpdateTracing();
        if (!t.TraceOn || t.InTracedLoop) return;
        if (CalledByInstruction(module, caller)) throw TraceRequest.Instance;
        t.ReenterWanted = true;
        RequestPoll();
    }

    /// <summary>The call that asked for tracing returns None; what runs from here on is traced.</summary>
    private static void FinishTraceRequest(PyThread t)
    {
        var f = t.Frames[t.Depth];
        f[(f.Pc - 1)->A] = Value.None;
    }
}
