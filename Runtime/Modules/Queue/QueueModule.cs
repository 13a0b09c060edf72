using TieredPy.Runtime.Modules.Posix;

namespace TieredPy.Runtime.Modules.Queue;

/// <summary>_queue: the queue that may be put to from anywhere, finalizers and signal handlers too.</summary>
[PyModule("_queue", Doc = "C implementation of the Python queue module.\nThis module is an implementation detail, please do not use it directly.", Types = [typeof(PySimpleQueue)])]
internal static partial class QueueModule
{
    private static PyType? empty;

    /// <summary>queue.Empty.</summary>
    public static PyType Empty => empty ??= PyType.MakePlain("_queue.Empty", ExcTypes.Exception, "Exception raised by Queue.get(block=0)/get_nowait().");

    [PyModuleInit] private static void Init(PyModule m) => m.Dict.Set(PyStr.Intern("Empty"), new Value(Empty));
}

/// <summary>queue.SimpleQueue.</summary>
[PyType("_queue.SimpleQueue", Weakrefable = true, Mutable = true, Doc = "Simple, unbounded, reentrant FIFO queue.")]
internal partial class PySimpleQueue : PyObject
{
    private readonly Queue<PyObject> items = new();
    private int waiting;

    internal PySimpleQueue(Shape shape) : base(shape) { }

    [PyNew] private static Value New(PyType cls) => new(Allocate(cls));

    [PyMethod("put", Doc = "Put the item on the queue.\n\nThe optional 'block' and 'timeout' arguments are ignored, as this method\nnever blocks.  They are provided for compatibility with the Queue class.")]
    private void Put([Kw] Value item, [Kw] bool block = true, [Kw, OptNone] Value timeout = default)
    {
        lock (items)
        {
            items.Enqueue(item.ToHeap());
            if (waiting > 0) Monitor.Pulse(items);
        }
    }

    [PyMethod("put_nowait", Doc = "Put an item into the queue without blocking.\n\nThis is exactly equivalent to `put(item)` and is only provided\nfor compatibility with the Queue class.")]
    private void PutNoWait([Kw] Value item) => Put(item);

    [PyMethod("get", Doc = "Remove and return an item from the queue.\n\nIf optional args 'block' is true and 'timeout' is None (the default),\nblock if necessary until an item is available. If 'timeout' is\na non-negative number, it blocks at most 'timeout' seconds and raises\nthe Empty exception if no item was available within that time.\nOtherwise ('block' is false), return an item if one is immediately\navailable, else raise the Empty exception ('timeout' is ignored\nin that case).")]
    private Value Get([Kw] bool block = true, [Kw, OptNone] Value timeout = default)
    {
        // default(Value), which stands for an omitted one here and there, is the int 0 where Python code gives it.
        long deadline = DescriptorWait.Forever;
        if (block && !timeout.IsMissingOrNone)
        {
            double seconds = Ops.AsDouble(timeout);
            if (seconds < 0) throw Err.ValueError("'timeout' must be a non-negative number");
            if (seconds > 9e9) throw Err.OverflowError("timeout value is too large");
            deadline = DescriptorWait.Deadline((long)(seconds * 1e9));
        }
        while (true)
        {
            lock (items)
            {
                if (items.TryDequeue(out var o)) return Value.FromHeap(o);
                if (!block) throw Err.Make(Empty);
                int left = DescriptorWait.Left(deadline);
                if (left == 0) throw Err.Make(Empty);
                waiting++;
                // The main thread looks for signals meanwhile.
                Monitor.Wait(items, left < 0 || left > 50 ? 50 : left);
                waiting--;
            }
            Interp.PollNow();
        }
    }

    private static PyType Empty => QueueModule.Empty;

    [PyMethod("get_nowait", Doc = "Remove and return an item from the queue without blocking.\n\nOnly get an item if one is immediately available. Otherwise\nraise the Empty exception.")]
    private Value GetNoWait() => Get(false, Value.None);

    [PyMethod("empty", Doc = "Return True if the queue is empty, False otherwise (not reliable!).")]
    private bool IsEmpty()
    {
        lock (items) return items.Count == 0;
    }

    [PyMethod("qsize", Doc = "Return the approximate size of the queue (not reliable!).")]
    private long QSize()
    {
        lock (items) return items.Count;
    }

    [PyClassMethod("__class_getitem__", Doc = "See PEP 585")]
    private static Value ClassGetItem(PyType cls, Value @object) => new(new PyGenericAlias(new Value(cls), @object));
}
