using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Diagnostics;

namespace TieredPy.Tiers.Modules.PypyJit;

/// <summary>What <c>get_stats_snapshot</c> gives: the counts of the moment it was called.</summary>
[PyType("pypyjit.JitStatsSnapshot", Subclassable = false, NoConstructor = true)]
internal sealed partial class PyJitStats : PyObject
{
    private readonly PyDict runs = new(), counters = new(), times = new();

    public PyJitStats() : base(TypeObject.RootShape)
    {
        if (JitHooks.RunTimes is { } source)
            foreach (var (region, count) in source()) runs.Set(Value.Int(region), Value.Int(count));
        foreach (var (name, count) in PypyCounters.All()) counters.Set(PyStr.Intern(name), Value.Int(count));
        // Recording goes on while the program runs, and has no time of its own.
        times.Set(PyStr.Intern("TRACING"), Value.Float(0));
        times.Set(PyStr.Intern("BACKEND"), Value.Float(JitStats.Get(Counter.CompileMicroseconds) / 1e6));
    }

    [PyGetter("loop_run_times", Doc = "How often each loop was entered, by its number, since enable_debug()")]
    private PyDict Runs => runs;

    [PyGetter("counters", Doc = "Various JIT counters")]
    private PyDict Counters => counters;

    [PyGetter("counter_times", Doc = "Various JIT timers")]
    private PyDict Times => times;
}
