using System.Text;

namespace TieredPy.Tiers.Options;

/// <summary>All knobs in one list, from which the help is printed and <c>--jit</c> is read.</summary>
internal static class JitKnobs
{
    public static readonly JitKnob[] All =
    [
        JitKnob.Switch("enabled", "record and compile hot code", o => o.Enabled, (o, v) => o.Enabled = v),
        JitKnob.Switch("sync", "compile on the thread that runs the program", o => o.Sync, (o, v) => o.Sync = v),
        JitKnob.Number("loop_threshold", "back edges to a loop's header before it is recorded", 1, o => o.LoopThreshold, (o, v) => o.LoopThreshold = v),
        JitKnob.Number("function_threshold", "calls of a function before it is recorded", 1, o => o.FunctionThreshold, (o, v) => o.FunctionThreshold = v),
        JitKnob.Number("exit_threshold", "times that code is left by one exit before the exit is recorded", 1, o => o.ExitThreshold, (o, v) => o.ExitThreshold = v),
        JitKnob.Number("recompile_patience", "exits per hundred instructions of a region before it is compiled again", 0, o => o.RecompilePatience, (o, v) => o.RecompilePatience = v),
        JitKnob.Number("record_iterations", "iterations of a loop that one recording watches", 1, o => o.RecordIterations, (o, v) => o.RecordIterations = v),
        JitKnob.Number("trace_limit", "bytecode instructions after which a recording is given up", 1, o => o.TraceLimit, (o, v) => o.TraceLimit = v),
        JitKnob.Number("inline_depth", "calls within one another that a recording follows", 0, o => o.InlineDepth, (o, v) => o.InlineDepth = v),
        JitKnob.Number("max_recompiles", "times that one region may be compiled anew", 0, o => o.MaxRecompiles, (o, v) => o.MaxRecompiles = v),
        JitKnob.Number("record_percent", "percent of the program's time that recording may take", 0, o => o.RecordPercent, (o, v) => o.RecordPercent = v),
        JitKnob.Number("compile_percent", "percent of the program's time that compiling may take before regions wait to be compiled again", 0, o => o.CompilePercent, (o, v) => o.CompilePercent = v),
        JitKnob.Number("demand_per_second", "how much hotter code must be to be recorded for each second that compiling takes of the program's time", 0, o => o.DemandPerSecond, (o, v) => o.DemandPerSecond = v),
        JitKnob.Number("max_waiting", "regions that may wait for code before nothing else is recorded", 1, o => o.MaxWaiting, (o, v) => o.MaxWaiting = v),
        JitKnob.Number("kernel_rounds", "rounds of a loop from which tier 2's kernel runs", 0, o => o.KernelRounds, (o, v) => o.KernelRounds = v),
        JitKnob.Switch("fail_guards_once", "for tests: each guard fails the first time", o => o.FailGuardsOnce, (o, v) => o.FailGuardsOnce = v),
        JitKnob.Switch("interpret_ir", "for tests: regions aren't compiled, but executed node by node", o => o.InterpretIr, (o, v) => o.InterpretIr = v),
        JitKnob.Switch("reread_ir", "for tests: each region is printed and read again, and code is made of what was read", o => o.RereadIr, (o, v) => o.RereadIr = v),
        JitKnob.Number("poll_microseconds", "for tests: code is interrupted again and again, so far apart on average", 0, o => o.PollMicroseconds, (o, v) => o.PollMicroseconds = v),
        JitKnob.Switch("check_cache", "for tests: what comes from the trace cache is compared with what this run makes itself", o => o.ChecksCache, (o, v) => o.ChecksCache = v),
        JitKnob.Number("library_patience", "for tests: times that code of the standard library isn't recorded although it is hot", 0, o => o.LibraryPatience, (o, v) => o.LibraryPatience = v),
        JitKnob.NameSet("disable", "optimiser passes that don't run, joined by '+'", o => o.DisabledPasses),
    ];

    /// <summary>The knob of a name, or null.</summary>
    public static JitKnob? Find(string name) => Array.Find(All, k => k.Name == name);

    /// <summary>
    /// Reads <c>off</c>, <c>default</c>, <c>sync</c> and <c>name=value</c>, joined by commas, into the options. The result is null, or
    /// what is wrong; what stands before the wrong part is then already set.
    /// </summary>
    public static string? Apply(JitOptions options, string text)
    {
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            int eq = part.IndexOf('=');
            string? error = eq < 0 ? ApplyWord(options, part) : ApplyValue(options, part[..eq].TrimEnd(), part[(eq + 1)..].TrimStart());
            if (error != null) return error;
        }
        return null;
    }

    /// <summary>All knobs back to their defaults.</summary>
    public static void Reset(JitOptions options)
    {
        foreach (var knob in All) knob.Set(options, knob.Default);
    }

    /// <summary>The table that <c>--jit help</c> prints.</summary>
    public static string Help()
    {
        var text = new StringBuilder("--jit off | default | sync | name=value, joined by commas\n");
        foreach (var knob in All)
            text.Append(CultureInfo.InvariantCulture, $"  {knob.Name,-20} {(knob.Default.Length == 0 ? "-" : knob.Default),6}  {knob.Meaning}\n");
        return text.ToString();
    }

    private static string? ApplyWord(JitOptions options, string word)
    {
        switch (word)
        {
            case "off":
                options.Enabled = false;
                return null;
            case "default":
                Reset(options);
                return null;
            default:
                // A switch's name alone turns it on.
                var knob = Find(word);
                if (knob == null) return $"unknown parameter '{word}'";
                return knob.Values == "0 or 1" && knob.Set(options, "1") ? null : $"parameter '{word}' needs a value: {knob.Values}";
        }
    }

    private static string? ApplyValue(JitOptions options, string name, string value)
    {
        var knob = Find(name);
        if (knob == null) return $"unknown parameter '{name}'";
        return knob.Set(options, value) ? null : $"parameter '{name}' must be {knob.Values}, not '{value}'";
    }
}
