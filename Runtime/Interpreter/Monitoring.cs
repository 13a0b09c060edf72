using TieredPy.Runtime.Bytecode;

namespace TieredPy.Runtime.Interpreter;

/// <summary>The events of sys.monitoring (PEP 669); the bit of each is <c>1 &lt;&lt; event</c>.</summary>
internal enum MonitoringEvent
{
    PyStart, PyResume, PyReturn, PyYield, Call, Line, Instruction, Jump, Branch, StopIteration,
    Raise, ExceptionHandled, PyUnwind, PyThrow, Reraise, CReturn, CRaise,
}

/// <summary>What sys.monitoring set, and the calls of its callbacks from the traced loop.</summary>
internal static unsafe class Monitoring
{
    public const int Tools = 6, Events = 17;

    /// <summary>The events that belong to an instruction, whose callbacks may disable them there.</summary>
    private const int LocalEvents = (1 << (int)MonitoringEvent.StopIteration + 1) - 1;

    public static readonly PyObject Disable = new PySentinel("<object DISABLE>"), Missing = new PySentinel("<object MISSING>");

    private static readonly Value[] Names = NewTable(Tools);
    private static readonly Value[] Callbacks = NewTable(Tools * Events);
    private static readonly int[] Global = new int[Tools];
    private static int localCount;

    /// <summary>Made only when a tool is in use.</summary>
    private static class Places
    {
        public static readonly ConditionalWeakTable<PyCode, int[]> Local = [];
        public static readonly HashSet<(int Tool, MonitoringEvent Event, PyCode Code, int At)> Disabled = [];
    }


    /// <summary>True when any tool wants any event.</summary>
    public static bool Active { get; private set; }

    private static Value[] NewTable(int size)
    {
        var table = new Value[size];
        for (int i = 0; i < size; i++) table[i] = Value.Missing;
        return table;
    }

    public static Value NameOf(int tool) => Names[tool];

    public static void SetName(int tool, Value name) => Names[tool] = name;

    public static Value Register(int tool, int ev, Value callback)
    {
        ref var slot = ref Callbacks[tool * Events + ev];
        var old = slot;
        slot = callback;
        return old;
    }

    public static int GlobalEvents(int tool) => Global[tool];

    public static void SetGlobalEvents(int tool, int events)
    {
        Global[tool] = events;
        Changed();
    }

    public static int LocalEventsOf(int tool, PyCode code) => Places.Local.TryGetValue(code, out var sets) ? sets[tool] : 0;

    public static void SetLocalEvents(int tool, PyCode code, int events)
    {
        var sets = Places.Local.GetOrCreateValue(code, _ => new int[Tools]);
        localCount += (events != 0 ? 1 : 0) - (sets[tool] != 0 ? 1 : 0);
        sets[tool] = events;
        Changed();
    }

    private static int[] GetOrCreateValue(this ConditionalWeakTable<PyCode, int[]> table, PyCode code, ConditionalWeakTable<PyCode, int[]>.CreateValueCallback make) =>
        table.GetValue(code, make);

    public static void Free(int tool)
    {
        Names[tool] = Value.Missing;
        Callbacks.AsSpan(tool * Events, Events).Fill(Value.Missing);
        Global[tool] = 0;
        foreach (var (_, sets) in Places.Local)
        {
            if (sets[tool] != 0) localCount--;
            sets[tool] = 0;
        }
        lock (Places.Disabled) Places.Disabled.RemoveWhere(d => d.Tool == tool);
        Changed();
    }

    public static void Restart()
    {
        lock (Places.Disabled) Places.Disabled.Clear();
    }

    private static void Changed()
    {
        Active = localCount > 0 || Array.Exists(Global, e => e != 0);
        foreach (var t in PyThread.Live())
        {
            t.UpdateTracing();
            if (t.TraceOn != t.InTracedLoop) t.ReenterWanted = true;
        }
        Interp.RequestPoll();
    }

    public static void Start(PyThread t, Frame f, bool resumed) =>
        Fire(t, f, resumed ? MonitoringEvent.PyResume : MonitoringEvent.PyStart, f.CurrentIndex + 1, Offset(f, f.CurrentIndex));

    public static void Throw(PyThread t, Frame f, PyBaseException e) => Fire(t, f, MonitoringEvent.PyThrow, f.CurrentIndex, Offset(f, f.CurrentIndex), new Value(e));

    public static void Line(PyThread t, Frame f, int line) => Fire(t, f, MonitoringEvent.Line, f.CurrentIndex, Value.Int(line));

    public static void Instruction(PyThread t, Frame f, int index) => Fire(t, f, MonitoringEvent.Instruction, index, Offset(f, index));

    public static void Return(PyThread t, Frame f, Value v) => Fire(t, f, MonitoringEvent.PyReturn, f.CurrentIndex, Offset(f, f.CurrentIndex), v);

    public static void Yield(PyThread t, Frame f, Value v) => Fire(t, f, MonitoringEvent.PyYield, f.CurrentIndex, Offset(f, f.CurrentIndex), v);

    public static void Call(PyThread t, Frame f, Value callee, Value arg) =>
        Fire(t, f, MonitoringEvent.Call, f.CurrentIndex, Offset(f, f.CurrentIndex), callee, arg.IsMissing ? new Value(Missing) : arg);

    public static void Raise(PyThread t, Frame f, PyBaseException e, bool again) =>
        Fire(t, f, again ? MonitoringEvent.Reraise : MonitoringEvent.Raise, f.CurrentIndex, Offset(f, f.CurrentIndex), new Value(e));

    /// <summary>What a frame iterates over (or <paramref name="awaited"/>) ended with a value.</summary>
    public static void Stop(PyThread t, Frame f, PyBaseException e, bool awaited) =>
        Fire(t, f, awaited ? MonitoringEvent.StopIteration : MonitoringEvent.Raise, f.CurrentIndex, Offset(f, f.CurrentIndex), new Value(e));

    /// <summary>An exception found a handler in the frame or leaves it.</summary>
    public static void Unwound(PyThread t, Frame f, PyBaseException e, bool handled) =>
        Fire(t, f, handled ? MonitoringEvent.ExceptionHandled : MonitoringEvent.PyUnwind, f.CurrentIndex, Offset(f, f.CurrentIndex), new Value(e));

    /// <summary>Control went from one instruction to another: a branch, or a jump backwards.</summary>
    public static void Moved(PyThread t, Frame f, int from, int to)
    {
        switch (f.Code.Start[from].Op)
        {
            case >= Op.JumpIfTrue and <= Op.JumpIfGeK or Op.ForLoop or Op.ForEnter or Op.ForIter:
                Fire(t, f, MonitoringEvent.Branch, from, Offset(f, from), Offset(f, to));
                break;
            case Op.Jump:
                Fire(t, f, MonitoringEvent.Jump, from, Offset(f, from), Offset(f, to));
                break;
        }
    }

    private static Value Offset(Frame f, int index) => Value.Int(f.Code.Rendition.OffsetOf(index));

    private static void Fire(PyThread t, Frame f, MonitoringEvent ev, int at, params ReadOnlySpan<Value> details)
    {
        var code = f.Code;
        Places.Local.TryGetValue(code, out var local);
        for (int tool = 0; tool < Tools; tool++)
        {
            if (((Global[tool] | (local?[tool] ?? 0)) >> (int)ev & 1) == 0) continue;
            var callback = Callbacks[tool * Events + (int)ev];
            if (callback.IsMissing) continue;
            lock (Places.Disabled)
                if (Places.Disabled.Contains((tool, ev, code, at))) continue;
            t.EnterCallback();
            try
            {
                var result = Ops.Call(callback, [new Value(code), .. details], null);
                if (result.Ref != Disable) continue;
                if ((LocalEvents >> (int)ev & 1) == 0)
                {
                    Callbacks[tool * Events + (int)ev] = Value.Missing;
                    throw Err.ValueError($"Cannot disable {NameOf(ev)} events. Callback removed.");
                }
                lock (Places.Disabled) Places.Disabled.Add((tool, ev, code, at));
            }
            finally
            {
                t.LeaveCallback();
            }
        }
    }

    /// <summary>The name in sys.monitoring.events.</summary>
    public static string NameOf(MonitoringEvent ev) => ev switch
    {
        MonitoringEvent.PyStart => "PY_START",
        MonitoringEvent.PyResume => "PY_RESUME",
        MonitoringEvent.PyReturn => "PY_RETURN",
        MonitoringEvent.PyYield => "PY_YIELD",
        MonitoringEvent.Call => "CALL",
        MonitoringEvent.Line => "LINE",
        MonitoringEvent.Instruction => "INSTRUCTION",
        MonitoringEvent.Jump => "JUMP",
        MonitoringEvent.Branch => "BRANCH",
        MonitoringEvent.Raise => "RAISE",
        MonitoringEvent.Reraise => "RERAISE",
        MonitoringEvent.StopIteration => "STOP_ITERATION",
        MonitoringEvent.ExceptionHandled => "EXCEPTION_HANDLED",
        MonitoringEvent.PyUnwind => "PY_UNWIND",
        MonitoringEvent.PyThrow => "PY_THROW",
        MonitoringEvent.CReturn => "C_RETURN",
        MonitoringEvent.CRaise => "C_RAISE",
        _ => throw new ArgumentOutOfRangeException(nameof(ev)),
    };
}
