using System.Collections.Concurrent;

namespace TieredPy.Runtime.Interpreter;

/// <summary>
/// Objects that the collector found dead and whose <c>__del__</c> (or generator body) must still run. The collector's thread only queues them;
/// a Python thread runs them between instructions.
/// </summary>
internal static class FinalizerQueue
{
    private static readonly ConcurrentQueue<PyObject> Queue = new();

    [ThreadStatic] private static bool draining;

    public static void Enqueue(PyObject o)
    {
        Queue.Enqueue(o);
        PyThread.EvalBreaker = true;
    }

    /// <summary>Runs what is queued; errors go to <c>sys.unraisablehook</c>.</summary>
    public static void Drain()
    {
        if (Queue.IsEmpty || draining) return;
        draining = true;
        try
        {
            while (Queue.TryDequeue(out var o)) Finalize(o);
        }
        finally
        {
            draining = false;
        }
    }

    private static void Finalize(PyObject o)
    {
        var body = o.Type.FindSlot(Slot.Del);
        if (body == null) return;
        try
        {
            if (body == PyType.NativeSlot) o.Del();
            else Ops.Check(Ops.CallSpecial(body, new Value(o)));
        }
        catch (PyException e)
        {
            Unraisable.Write(e.Value, Value.FromHeap(body));
        }
    }
}
