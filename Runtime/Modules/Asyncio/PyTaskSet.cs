namespace TieredPy.Runtime.Modules.Asyncio;

/// <summary>
/// The tasks that are scheduled, each held weakly (a WeakSet in CPython). Tasks of ours know their place in it, so that entering and leaving
/// it costs next to nothing; others are found by a search.
/// </summary>
[PyType("_asyncio._TaskSet", Subclassable = false, NoConstructor = true, Doc = "Weak set of scheduled tasks.")]
internal sealed partial class PyTaskSet : PyObject
{
    private readonly List<GCHandle> slots = [];
    private readonly Stack<int> free = [];

    internal PyTaskSet() : base(TypeObject.RootShape) { }

    [PyMethod("add")]
    internal void Register(Value task)
    {
        var o = WeakRefs.Check(task);
        if (!PyThread.MultiThreaded)
        {
            Add(o);
            return;
        }
        lock (slots) Add(o);
    }

    private void Add(PyObject o)
    {
        if (o is PyTask t)
        {
            if (t.ScheduledAt < 0) t.ScheduledAt = Take(o);
        }
        else if (!Members().Contains(o)) Take(o);
    }

    private int Take(PyObject o)
    {
        if (free.Count == 0 && slots.Count >= 256 && slots.Count == slots.Capacity) Sweep();
        if (free.TryPop(out int i))
        {
            var h = slots[i];
            h.Target = o;
            return i;
        }
        slots.Add(GCHandle.Alloc(o, GCHandleType.Weak));
        return slots.Count - 1;
    }

    /// <summary>Frees the places of what died.</summary>
    private void Sweep()
    {
        for (int i = 0; i < slots.Count; i++)
            if (slots[i].Target == null) free.Push(i);
    }

    [PyMethod("discard")]
    internal void Unregister(Value task)
    {
        var o = task.Ref;
        if (o == null) return;
        if (!PyThread.MultiThreaded)
        {
            Remove(o);
            return;
        }
        lock (slots) Remove(o);
    }

    private void Remove(PyObject o)
    {
        if (o is PyTask t)
        {
            // Its place keeps it, as that costs nothing: the place is free, and the task is in none.
            if (t.ScheduledAt < 0) return;
            free.Push(t.ScheduledAt);
            t.ScheduledAt = -1;
            return;
        }
        int at = Find(o);
        if (at < 0) return;
        var h = slots[at];
        h.Target = null;
        free.Push(at);
    }

    private PyObject? Member(int i) => slots[i].Target is PyObject o && (o is not PyTask t || t.ScheduledAt == i) ? o : null;

    private int Find(PyObject o) => slots.FindIndex(h => h.Target == o);

    private List<PyObject> Members()
    {
        var all = new List<PyObject>();
        lock (slots)
            for (int i = 0; i < slots.Count; i++)
                if (Member(i) is { } o) all.Add(o);
        return all;
    }

    [PyMethod("copy")] private Value Copy() => new(new PyList([.. Members().Select(o => new Value(o))]));

    [PyMethod("clear")]
    private void Clear()
    {
        foreach (var o in Members()) Unregister(new Value(o));
    }

    public override Value Iter() => Ops.Iter(Copy());

    public override long Len() => Members().Count;

    public override bool Bool() => Len() > 0;

    public override bool Contains(Value item) => item.Ref != null && Members().Contains(item.Ref);

    public override Value Compare(CmpOp op, Value other)
    {
        if (op is not (CmpOp.Eq or CmpOp.Ne)) return Value.NotImplemented;
        var mine = new PySet();
        foreach (var o in Members()) mine.Add(new Value(o));
        return Ops.Compare(op, new Value(mine), other);
    }

    public override long Hash() => throw Err.Unhashable(new Value(this));

    public override Value Repr() => Value.Str("{" + string.Join(", ", Members().Select(o => Ops.Repr(new Value(o)).ToString())) + "}");
}
