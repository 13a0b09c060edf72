using System.Collections.Concurrent;

namespace TieredPy.Runtime.Objects;

/// <summary>
/// What .NET's finalizer thread found dead and Python code must hear of: instances with <c>__del__</c>, suspended generators, callbacks of weak
/// references. Python threads work it off between instructions.
/// </summary>
internal static class FinalizerQueue
{
    private static readonly ConcurrentQueue<PyObject> Queue = new();

    [ThreadStatic] private static bool draining;

    /// <summary>This thread is running finalizers, whose exceptions are ignored.</summary>
    public static bool IsDraining => draining;

    [ThreadStatic] private static int interrupted;

    /// <summary>The frame at this depth of the thread is one that its finalizers interrupt, at a moment that the program doesn't know.</summary>
    public static bool Interrupts(int depth) => draining && depth <= interrupted;

    /// <summary>An instance of a Python class with <c>__del__</c> was made.</summary>
    public static bool InUse { get; set; }

    private static long enqueued;

    /// <summary>How many were ever found dead.</summary>
    public static long Enqueued => Volatile.Read(ref enqueued);

    /// <summary>Called on the finalizer thread.</summary>
    public static void Enqueue(PyObject o)
    {
        Interlocked.Increment(ref enqueued);
        Queue.Enqueue(o);
        Interp.RequestPoll();
    }

    /// <summary>Runs what is waiting; errors go to <c>sys.unraisablehook</c>.</summary>
    public static void Drain()
    {
        if (Queue.IsEmpty || draining) return;
        draining = true;
        interrupted = PyThread.Current.Depth;
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
        var thread = PyThread.Current;
        var pending = thread.Pending;
        thread.Pending = null;
        var culprit = new Value(o);
        try
        {
            if (o is WeakCallback c)
            {
                culprit = c.Callback;
                Ops.Call(c.Callback, new Value(c.Reference));
                return;
            }
            var del = o.Type.FindSlot(Slot.Del);
            if (del == null) return;
            if (del == PyType.NativeSlot) o.Del();
            else
            {
                culprit = Value.FromHeap(del);
                Ops.Check(Ops.CallSpecial(del, new Value(o)));
            }
        }
        catch (PyException e)
        {
            Unraisable.Write(e.Value, culprit);
        }
        finally
        {
            thread.Pending = pending;
        }
    }
}

/// <summary>A weak reference whose referent died, and its callback to be called.</summary>
internal sealed class WeakCallback(PyWeakRefBase reference, Value callback) : PyObject(PyObject.TypeObject.RootShape)
{
    private readonly PyObject callback = callback.ToHeap();

    public PyWeakRefBase Reference { get; } = reference;

    public Value Callback => Value.FromHeap(callback);
}
