namespace TieredPy.Runtime.Modules;

/// <summary>_thread._ThreadHandle: waits for a thread's end.</summary>
[PyType("_thread._ThreadHandle", Subclassable = false)]
public sealed partial class PyThreadHandle : PyObject
{
    internal enum State
    {
        NotStarted,
        Running,
        Done,
    }

    /// <summary>Running threads that the program's end waits for.</summary>
    private static readonly List<PyThreadHandle> Awaited = [];

    private readonly ManualResetEventSlim ended = new();

    internal PyThreadHandle() : base(TypeObject.RootShape) { }

    internal State StateOf { get; set; }

    [PyGetter("ident")] internal long Ident { get; set; }

    [PyNew] private static Value New(PyType cls) => new(new PyThreadHandle());

    internal void Begin(bool daemon)
    {
        if (StateOf != State.NotStarted) throw Err.RuntimeError("thread already started");
        StateOf = State.Running;
        if (daemon) return;
        lock (Awaited) Awaited.Add(this);
    }

    /// <summary>The thread couldn't be started after all.</summary>
    internal void Abandon()
    {
        StateOf = State.NotStarted;
        lock (Awaited) Awaited.Remove(this);
    }

    internal void Finish()
    {
        StateOf = State.Done;
        lock (Awaited) Awaited.Remove(this);
        ended.Set();
    }

    [PyMethod("is_done")] private bool IsDone() => StateOf == State.Done;

    [PyMethod("_set_done")]
    private void SetDone()
    {
        if (StateOf == State.NotStarted) throw Err.RuntimeError("thread not started");
        Finish();
    }

    [PyMethod("join")]
    private void Join([OptNone] Value timeout)
    {
        if (StateOf == State.NotStarted) throw Err.RuntimeError("thread not started");
        if (StateOf == State.Running && Ident == PyThread.Current.Id) throw Err.RuntimeError("Cannot join current thread");
        double seconds = timeout.IsNone ? -1 : Ops.AsDouble(timeout);
        long end = seconds < 0 ? long.MaxValue : Environment.TickCount64 + (long)(seconds * 1000);
        while (!ended.Wait((int)Math.Clamp(end - Environment.TickCount64, 0, 50)))
        {
            if (Environment.TickCount64 >= end) return;
            Interp.PollNow();
        }
    }

    /// <summary>Waits for all threads that are no daemons, those too that they start meanwhile.</summary>
    internal static void JoinAll()
    {
        while (true)
        {
            PyThreadHandle? next;
            lock (Awaited) next = Awaited.Find(h => h.Ident != PyThread.Current.Id);
            if (next == null) return;
            next.Join(Value.None);
        }
    }

    public override Value Repr() => Value.Str($"<{Type.Name} object: ident={(ulong)Ident}>");
}

/// <summary>threading.local: attributes that each thread has its own of.</summary>
[PyType("_thread._local", HasDict = true, Weakrefable = true)]
public partial class PyThreadLocal : PyObject
{
    private readonly ThreadLocal<PyDict> dicts;
    private readonly PyDict first = new();
    private readonly Value[] args;
    private readonly PyStr[]? kw;
    private readonly ThreadLocal<bool> initialised = new();

    internal PyThreadLocal(Shape shape) : base(shape)
    {
        dicts = new(() => new PyDict());
        args = [];
    }

    private PyThreadLocal(Shape shape, Value[] args, PyStr[]? kw) : this(shape)
    {
        this.args = args;
        this.kw = kw;
        initialised.Value = true;
    }

    [PyNew, RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (args.Length > 0 && cls.FindSlot(Objects.Slot.Init) == PyType.NativeSlot) throw Err.TypeError("Initialization arguments are not supported");
        return new Value(new PyThreadLocal(cls.RootShape, args.ToArray(), kw));
    }

    private PyDict Dict
    {
        get
        {
            if (!initialised.Value)
            {
                initialised.Value = true;
                if (Type.FindSlot(Objects.Slot.Init) != PyType.NativeSlot)
                    Ops.Call(Ops.GetAttr(new Value(Type), "__init__"), [new Value(this), .. args], kw);
            }
            return dicts.Value!;
        }
    }

    [PyGetter("__dict__")] private Value DictAttr => new(Dict);

    public override Value GetAttr(PyStr name)
    {
        var d = Dict;
        var found = Type.Lookup(name);
        if (found is PyGetSetDescriptor or PyProperty or PyMemberDescriptor) return Ops.DescrGet(found, new Value(this), Type);
        var v = d.TryGet(name);
        if (!v.IsMissing) return v;
        return found != null ? Ops.DescrGet(found, new Value(this), Type) : Value.Missing;
    }

    public override void SetAttr(PyStr name, Value value)
    {
        if (name.ToString() == "__dict__") throw Err.AttributeError($"'{Type.FullName}' object attribute '__dict__' is read-only");
        var found = Type.Lookup(name);
        if (found is PyGetSetDescriptor or PyProperty or PyMemberDescriptor) Ops.DescrSet(found, new Value(this), value);
        else Dict.Set(name, value);
    }

    public override void DelAttr(PyStr name)
    {
        if (name.ToString() == "__dict__") throw Err.AttributeError($"'{Type.FullName}' object attribute '__dict__' is read-only");
        if (!Dict.Remove(name)) throw Err.NoAttribute(new Value(this), name);
    }

    /// <summary>The dict of the thread that made it (kept alive with the object).</summary>
    internal PyDict First => first;
}
