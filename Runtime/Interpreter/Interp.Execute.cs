using TieredPy.Runtime.Bytecode;

namespace TieredPy.Runtime.Interpreter;

/// <summary>Entering and leaving the dispatch loop.</summary>
internal static unsafe partial class Interp
{
    /// <summary>
    /// Runs the top frame and all it calls until the nearest Entry frame returns; Error when it ended with an exception (pending).
    /// </summary>
    /// <param name="begin">
    /// <see cref="TierAction.Raise"/>: starts with the pending exception raised at the top frame's current instruction;
    /// <see cref="TierAction.Reenter"/>: what is recorded begins here.
    /// </param>
    internal static Value Execute(PyThread t, TierAction begin = TierAction.GoOn)
    {
        int entry = t.Depth;
        try
        {
            t.EnterNative();
        }
        catch (PyException e)
        {
            PopFrame(t);
            return Err.Pend(e.Value);
        }
        bool raised = begin == TierAction.Raise || SignalsWait && begin == TierAction.GoOn && !Poll(t), collect = false, plain = false, outerTraced = t.InTracedLoop;
        // What C# calls while something is recorded is no part of the recording.
        var outerRecorder = begin == TierAction.Reenter ? null : t.Recorder;
        if (outerRecorder != null) t.Recorder = null;
        while (true)
        {
            try
            {
                bool traced = t.TraceOn;
                if (traced)
                {
                    t.Recorder?.Leave();
                    t.Recorder = null;
                    if (plain) t.BeginTracing();
                }
                plain = !traced;
                t.InTracedLoop = traced;
                var v = traced ? Loop<TracedMode>(t, raised) : t.Recorder != null ? Loop<RecordMode>(t, raised) : Loop<PlainMode>(t, raised);
                if (v.Ref == Reenter)
                {
                    raised = false;
                    continue;
                }
                t.LeaveNative();
                t.Recorder?.Leave();
                t.Recorder = outerRecorder;
                LeaveLoop(t, outerTraced);
                return v;
            }
            catch (PyException e)
            {
                t.Pending = e.Value;
            }
            catch (CollectRequest)
            {
                collect = true;
            }
            catch (TraceRequest)
            {
                FinishTraceRequest(t);
                raised = false;
                continue;
            }
            catch (Exception e) when (NativeFaults.Translate(e) is { } translated)
            {
                t.Pending = translated;
            }
            // What ran between is C# code above the frame that called it: drop what it left.
            Debug.Assert(t.Depth >= entry);
            raised = true;
            if (!collect) continue;
            collect = raised = false;
            FinishCollect(t);
        }
    }

    /// <summary>Back in the loop outside: it polls when it isn't the one that is right for what is traced now.</summary>
    private static void LeaveLoop(PyThread t, bool traced)
    {
        t.InTracedLoop = traced;
        if (t.TraceOn == traced || t.InCallback) return;
        t.ReenterWanted = true;
        RequestPoll();
    }

    /// <summary>Returned by the loop when it wants to be entered again (a better compiled version of it may be there).</summary>
    internal static readonly PyObject Reenter = new PySentinel("<reenter>");

    internal static void PopFrame(PyThread t)
    {
        var f = t.Frames[t.Depth];
        if (f.NeedsCleanup) Cleanup(t, f);
        t.Depth--;
    }
}
