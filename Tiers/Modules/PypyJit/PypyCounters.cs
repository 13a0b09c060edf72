using TieredPy.Tiers.Diagnostics;

namespace TieredPy.Tiers.Modules.PypyJit;

/// <summary>PyPy's names for what is counted.</summary>
internal static class PypyCounters
{
    /// <summary>The counters of a snapshot. Those that have no counterpart here stay 0.</summary>
    public static IEnumerable<KeyValuePair<string, long>> All()
    {
        long compiled = JitStats.Get(Counter.RegionsCompiled), again = JitStats.Get(Counter.RegionsRecompiled);
        yield return new("TRACING", JitStats.Get(Counter.TracesRecorded));
        yield return new("BACKEND", compiled + again);
        yield return new("OPS", JitStats.Get(Counter.InstructionsRecorded));
        yield return new("HEAPCACHED_OPS", 0);
        yield return new("RECORDED_OPS", JitStats.Get(Counter.InstructionsRecorded));
        yield return new("GUARDS", JitStats.Get(Counter.Guards));
        yield return new("OPT_OPS", JitStats.Get(Counter.CilInstructions));
        yield return new("OPT_GUARDS", JitStats.Get(Counter.Guards));
        foreach (string name in (string[])["OPT_GUARDS_SHARED", "OPT_FORCINGS", "OPT_VECTORIZE_TRY", "OPT_VECTORIZED"]) yield return new(name, 0);
        var aborts = new Dictionary<string, long>();
        foreach (var reason in Enum.GetValues<AbortReason>()) aborts[NameOf(reason)] = aborts.GetValueOrDefault(NameOf(reason)) + JitStats.Get(reason);
        foreach (string name in (string[])["ABORT_TOO_LONG", "ABORT_BRIDGE", "ABORT_BAD_LOOP", "ABORT_ESCAPE", "ABORT_FORCE_QUASIIMMUT", "ABORT_SEGMENTED_TRACE"])
            yield return new(name, aborts.GetValueOrDefault(name));
        foreach (string name in (string[])["FORCE_VIRTUALIZABLES", "NVIRTUALS", "NVHOLES", "NVREUSED"]) yield return new(name, 0);
        yield return new("TOTAL_COMPILED_LOOPS", compiled);
        yield return new("TOTAL_COMPILED_BRIDGES", again);
        yield return new("TOTAL_FREED_LOOPS", JitStats.Get(Counter.RegionsFreed));
        yield return new("TOTAL_FREED_BRIDGES", 0);
    }

    /// <summary>PyPy's reason that is nearest.</summary>
    public static string NameOf(AbortReason reason) => reason switch
    {
        AbortReason.TooLong or AbortReason.TooLarge => "ABORT_TOO_LONG",
        AbortReason.RecompileBudget => "ABORT_BRIDGE",
        AbortReason.AssumptionBroken => "ABORT_FORCE_QUASIIMMUT",
        AbortReason.ExceptionEscaped or AbortReason.FrameLeft or AbortReason.Suspended or AbortReason.TracingStarted or AbortReason.ThreadStarted => "ABORT_ESCAPE",
        _ => "ABORT_BAD_LOOP",
    };
}
