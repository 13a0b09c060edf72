namespace TieredPy.Runtime.Modules;

/// <summary>_lsprof: the profiler of cProfile, on what sys.setprofile reports.</summary>
[PyModule("_lsprof", Doc = "Fast profiler", Types = [typeof(PyProfiler)])]
internal static partial class LsprofModule
{
    private static PyType? entry, subentry;

    public static PyType Entry => entry ??= StructSequence.NewType("_lsprof.profiler_entry", ["code", "callcount", "reccallcount", "totaltime", "inlinetime", "calls"]);

    public static PyType SubEntry => subentry ??= StructSequence.NewType("_lsprof.profiler_subentry", ["code", "callcount", "reccallcount", "totaltime", "inlinetime"]);

    [PyModuleInit]
    private static void Init(PyModule m)
    {
        m.Dict.Set(PyStr.Intern("profiler_entry"), new Value(Entry));
        m.Dict.Set(PyStr.Intern("profiler_subentry"), new Value(SubEntry));
    }
}

/// <summary>_lsprof.Profiler: counts and times calls, by function and by caller.</summary>
[PyType("_lsprof.Profiler", Mutable = true, Doc = "Build a profiler object using the specified timer function.\n\n  timer\n    The default timer is a fast built-in one based on real time.\n    For custom timer functions returning integers, 'timeunit' can\n    be a float specifying a scale (that is, how long each integer unit\n    is, in seconds).\n  timeunit\n  subcalls\n  builtins")]
internal partial class PyProfiler : PyObject
{
    private static readonly string[] Names = ["timer", "timeunit", "subcalls", "builtins"];

    private readonly Dictionary<object, Tally> tallies = new(ReferenceEqualityComparer.Instance);
    private Activation? current;
    private Value timer = Value.None;
    private double unit;
    private bool subcalls = true, builtins = true, on;

    internal PyProfiler(Shape shape) : base(shape) { }

    /// <summary>What is known of one function, or of one function as called by another.</summary>
    private sealed class Tally(Value code)
    {
        public readonly PyObject Code = code.ToHeap();
        public readonly Dictionary<Tally, Tally> Callees = [];
        public long Calls, Recursive, Level;
        public double Total, Inline;
    }

    /// <summary>A call that hasn't returned.</summary>
    private sealed class Activation(Tally tally, Activation? caller)
    {
        public readonly Tally Tally = tally;
        public readonly Activation? Caller = caller;
        public double Start, Below;
    }

    [PyNew, RawCall] private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(Allocate(cls));

    public override void Init(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        var v = new Value[Names.Length];
        v.AsSpan().Fill(Value.Missing);
        int keywords = kw?.Length ?? 0, positional = args.Length - keywords;
        if (positional > Names.Length) throw Err.TypeError($"Profiler() takes at most {Names.Length} arguments ({args.Length} given)");
        for (int i = 0; i < positional; i++) v[i] = args[i];
        for (int k = 0; k < keywords; k++)
        {
            int at = Array.IndexOf(Names, kw![k].ToString());
            if (at < 0) throw Err.TypeError($"Profiler() got an unexpected keyword argument '{kw[k]}'");
            v[at] = args[positional + k];
        }
        timer = v[0].IsMissing ? Value.None : v[0];
        unit = v[1].IsMissing ? 0 : Ops.AsDouble(v[1]);
        if (!v[2].IsMissing) subcalls = Ops.Truth(v[2]);
        if (!v[3].IsMissing) builtins = Ops.Truth(v[3]);
    }

    private double Now()
    {
        if (timer.IsNone) return Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;
        try
        {
            double t = Ops.AsDouble(Ops.Call(timer));
            return unit > 0 ? t * unit : t;
        }
        catch (PyException e)
        {
            Unraisable.Write(e.Value, timer);
            return 0;
        }
    }

    private static Value SetProfile => SysState.TryGet("setprofile");

    [PyMethod("enable", Doc = "Start collecting profiling information.\n\n  subcalls\n    If True, also records for each function\n    statistics separated according to its current caller.\n  builtins\n    If True, records the time spent in\n    built-in functions separately from their caller.")]
    private void Enable([Kw, Opt(Show = "True")] Value subcalls, [Kw, Opt(Show = "True")] Value builtins)
    {
        if (!Ops.Call(SysState.TryGet("getprofile")).IsNone || !Monitoring.NameOf(MonitoringModule.ProfilerId).IsMissing) throw Err.ValueError("Another profiling tool is already active");
        Monitoring.SetName(MonitoringModule.ProfilerId, Value.Str("cProfile"));
        if (!subcalls.IsMissing) this.subcalls = Ops.Truth(subcalls);
        if (!builtins.IsMissing) this.builtins = Ops.Truth(builtins);
        on = true;
        PyThread.Current.ProfileFunction = new Value(new PyProfilerHook(this));
        Interp.TracingChanged("enable", "_lsprof");
    }

    [PyMethod("disable", Doc = "Stop collecting profiling information.")]
    private void Disable()
    {
        if (!on) return;
        on = false;
        Monitoring.SetName(MonitoringModule.ProfilerId, Value.Missing);
        Ops.Call(SetProfile, Value.None);
        while (current != null) Leave();
    }

    [PyMethod("clear", Doc = "Clear all profiling information collected so far.")]
    private void Clear()
    {
        current = null;
        tallies.Clear();
    }

    /// <summary>An event of sys.setprofile.</summary>
    internal void Notice(Value frame, string what, Value argument)
    {
        if (!on) return;
        switch (what)
        {
            case "call":
                Enter(Ops.GetAttr(frame, PyStr.Intern("f_code")), null);
                break;
            case "return":
                if (current != null) Leave();
                break;
            case "c_call" when builtins:
                Enter(Value.Missing, argument.Ref);
                break;
            case "c_return" or "c_exception" when builtins:
                if (current != null) Leave();
                break;
        }
    }

    private void Enter(Value code, PyObject? function)
    {
        object key = function switch
        {
            null => code.Ref!,
            _ => Describe(new Value(function)),
        };
        // Built-ins are told apart by what they are called.
        if (key is string text) key = PyStr.Intern(text);
        if (!tallies.TryGetValue(key, out var tally)) tallies[key] = tally = new Tally(function == null ? code : new Value((PyStr)key));
        var a = new Activation(tally, current);
        tally.Level++;
        if (subcalls && current != null)
        {
            if (!current.Tally.Callees.TryGetValue(tally, out var sub)) current.Tally.Callees[tally] = sub = new Tally(Value.FromHeap(tally.Code));
            sub.Level++;
        }
        current = a;
        a.Start = Now();
    }

    private void Leave()
    {
        var a = current!;
        double total = Now() - a.Start, inline = total - a.Below;
        current = a.Caller;
        if (a.Caller != null) a.Caller.Below += total;
        Count(a.Tally, total, inline);
        if (subcalls && a.Caller != null && a.Caller.Tally.Callees.TryGetValue(a.Tally, out var sub)) Count(sub, total, inline);
    }

    private static void Count(Tally t, double total, double inline)
    {
        if (--t.Level == 0) t.Total += total;
        else t.Recursive++;
        t.Inline += inline;
        t.Calls++;
    }

    /// <summary>What a built-in function is called in profiles (normalizeUserObj).</summary>
    private static string Describe(Value function)
    {
        string name = Ops.TryGetAttr(function, "__name__", out var n) ? n.Ref!.ToString()! : Ops.Repr(function).ToString();
        if (!Ops.TryGetAttr(function, "__self__", out var self) || self.IsNone || self.Ref is PyModule)
        {
            string? module = Ops.TryGetAttr(function, "__module__", out var m) && m.Ref is PyStr s ? s.ToString() : null;
            return module == null ? $"<built-in method {name}>" : $"<built-in method {module}.{name}>";
        }
        if (Ops.TryGetAttr(new Value(self.Type), PyStr.Intern(name), out var method)) return Ops.Repr(method).ToString();
        return $"<built-in method {name}>";
    }

    [PyMethod("getstats", Doc = "list of profiler_entry objects.")]
    private Value GetStats()
    {
        var list = new PyList();
        foreach (var t in tallies.Values)
        {
            if (t.Calls == 0) continue;
            var calls = Value.None;
            if (t.Callees.Values.Any(c => c.Calls > 0))
            {
                var all = new PyList();
                foreach (var c in t.Callees.Values)
                    if (c.Calls > 0) all.Append(StructSequence.Make(LsprofModule.SubEntry, Value.FromHeap(c.Code), Value.Int(c.Calls), Value.Int(c.Recursive), Value.Float(c.Total), Value.Float(c.Inline)));
                calls = new Value(all);
            }
            list.Append(StructSequence.Make(LsprofModule.Entry, Value.FromHeap(t.Code), Value.Int(t.Calls), Value.Int(t.Recursive), Value.Float(t.Total), Value.Float(t.Inline), calls));
        }
        return new Value(list);
    }
}

/// <summary>The function that a profiler gives to sys.setprofile.</summary>
[PyType("_lsprof.hook", Subclassable = false, NoConstructor = true)]
internal sealed partial class PyProfilerHook(PyProfiler profiler) : PyObject(TypeObject.RootShape)
{
    public override Value Call(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (args.Length == 3) profiler.Notice(args[0], args[1].Ref!.ToString()!, args[2]);
        return Value.None;
    }
}
