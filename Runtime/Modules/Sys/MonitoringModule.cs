using TieredPy.Runtime.Bytecode;

namespace TieredPy.Runtime.Modules;

/// <summary>sys.monitoring: callbacks of tools for events of running code (PEP 669).</summary>
[PyModule("sys.monitoring")]
internal static partial class MonitoringModule
{
    /// <summary>The tool that profilers are, cProfile among them.</summary>
    internal const int ProfilerId = 2;

    [PyModuleInit]
    private static void Init(PyModule m)
    {
        void Set(string name, Value v) => m.Dict.Set(PyStr.Intern(name), v);
        Set("DEBUGGER_ID", Value.Int(0));
        Set("COVERAGE_ID", Value.Int(1));
        Set("PROFILER_ID", Value.Int(ProfilerId));
        Set("OPTIMIZER_ID", Value.Int(5));
        Set("DISABLE", new Value(Monitoring.Disable));
        Set("MISSING", new Value(Monitoring.Missing));
        var events = new PyNamespace(new PyDict());
        var o = new Value(events);
        Ops.SetAttr(o, PyStr.Intern("NO_EVENTS"), Value.Int(0));
        for (int ev = 0; ev < Monitoring.Events; ev++) Ops.SetAttr(o, PyStr.Intern(Monitoring.NameOf((MonitoringEvent)ev)), Value.Int(1L << ev));
        Set("events", o);
    }

    private static void Check(int tool)
    {
        if ((uint)tool >= Monitoring.Tools) throw Err.ValueError($"invalid tool {tool} (must be between 0 and 5)");
    }

    private static void CheckInUse(int tool)
    {
        Check(tool);
        if (Monitoring.NameOf(tool).IsMissing) throw Err.ValueError($"tool {tool} is not in use");
    }

    [PyFunction("use_tool_id")]
    private static void UseToolId(int tool, Value name)
    {
        Check(tool);
        if (name.Ref is not PyStr) throw Err.ValueError("tool name must be a str");
        if (!Monitoring.NameOf(tool).IsMissing) throw Err.ValueError($"tool {tool} is already in use");
        Monitoring.SetName(tool, name);
    }

    [PyFunction("free_tool_id")]
    private static void FreeToolId(int tool)
    {
        Check(tool);
        Monitoring.Free(tool);
    }

    [PyFunction("get_tool")]
    private static Value GetTool(int tool)
    {
        Check(tool);
        return Monitoring.NameOf(tool) is { IsMissing: false } name ? name : Value.None;
    }

    [PyFunction("register_callback")]
    private static Value RegisterCallback(int tool, int ev, Value function)
    {
        Check(tool);
        if (ev <= 0 || !System.Numerics.BitOperations.IsPow2(ev)) throw Err.ValueError("The callback can only be set for one event at a time");
        int number = System.Numerics.BitOperations.Log2((uint)ev);
        if (number >= Monitoring.Events) throw Err.ValueError($"invalid event {ev}");
        return Monitoring.Register(tool, number, function.IsNone ? Value.Missing : function) is { IsMissing: false } old ? old : Value.None;
    }

    [PyFunction("get_events")]
    private static long GetEvents(int tool)
    {
        CheckInUse(tool);
        return Monitoring.GlobalEvents(tool);
    }

    [PyFunction("set_events", RunsPython = true)]
    private static void SetEvents(int tool, int events)
    {
        Check(tool);
        events = Checked(events);
        CheckInUse(tool);
        Monitoring.SetGlobalEvents(tool, events);
        Interp.TracingChanged("set_events", "sys.monitoring");
    }

    [PyFunction("get_local_events")]
    private static long GetLocalEvents(int tool, Value code)
    {
        if (code.Ref is not PyCode c) throw Err.TypeError("code must be a code object");
        CheckInUse(tool);
        return Monitoring.LocalEventsOf(tool, c);
    }

    [PyFunction("set_local_events", RunsPython = true)]
    private static void SetLocalEvents(int tool, Value code, int events)
    {
        if (code.Ref is not PyCode c) throw Err.TypeError("code must be a code object");
        Check(tool);
        const int Returns = 1 << (int)MonitoringEvent.CReturn | 1 << (int)MonitoringEvent.CRaise;
        if ((events & Returns) == Returns && (events >> (int)MonitoringEvent.Call & 1) != 0) events &= ~Returns;
        if (events < 0 || events >= 1 << (int)MonitoringEvent.StopIteration + 1) throw Err.ValueError($"invalid local event set 0x{events:x}");
        CheckInUse(tool);
        Monitoring.SetLocalEvents(tool, c, events);
        Interp.TracingChanged("set_local_events", "sys.monitoring");
    }

    private static int Checked(int events)
    {
        if (events is < 0 or >= 1 << Monitoring.Events) throw Err.ValueError($"invalid event set 0x{events:x}");
        const int Returns = 1 << (int)MonitoringEvent.CReturn | 1 << (int)MonitoringEvent.CRaise;
        if ((events & Returns) == 0) return events;
        if ((events >> (int)MonitoringEvent.Call & 1) == 0) throw Err.ValueError("cannot set C_RETURN or C_RAISE events independently");
        return events;
    }

    [PyFunction("restart_events")]
    private static void RestartEvents() => Monitoring.Restart();

    [PyFunction("_all_events")]
    private static Value AllEvents()
    {
        var d = new PyDict();
        foreach (var ev in Enum.GetValues<MonitoringEvent>())
        {
            int tools = 0;
            for (int tool = 0; tool < Monitoring.Tools; tool++)
                if ((Monitoring.GlobalEvents(tool) >> (int)ev & 1) != 0) tools |= 1 << tool;
            if (tools != 0) d.Set(PyStr.Intern(Monitoring.NameOf(ev)), Value.Int(tools));
        }
        return new Value(d);
    }
}
