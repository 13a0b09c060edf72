using TieredPy.Tiers.Policy;

namespace TieredPy.Tiers.Modules.PypyJit;

/// <summary>A parameter that PyPy's <c>set_param</c> has, and what it means here.</summary>
/// <param name="Name">PyPy's name.</param>
/// <param name="Default">The value that stands for our default.</param>
/// <param name="Doc">PyPy's words for it, where ours does the same; else that it has no effect.</param>
/// <param name="Set">Sets it; null where it has no counterpart: the value is accepted and nothing changes.</param>
internal sealed record PypyParameter(string Name, int Default, string Doc, Action<JitOptions, int>? Set)
{
    private const string NoEffect = "accepted, without effect";

    public static readonly PypyParameter[] All =
    [
        new("threshold", new JitOptions().LoopThreshold, "number of times a loop has to run for it to become hot", (o, n) =>
        {
            // As there, a threshold below 0 switches compiling off, and one above on again.
            o.Enabled = n > 0;
            if (n > 0) o.LoopThreshold = n;
        }),
        new("function_threshold", new JitOptions().FunctionThreshold, "number of times a function must run for it to become traced from start", (o, n) => o.FunctionThreshold = n > 0 ? n : int.MaxValue),
        new("trace_eagerness", new JitOptions().ExitThreshold, "number of times a guard has to fail before we start compiling a bridge", (o, n) => o.ExitThreshold = Math.Max(1, n)),
        new("trace_limit", new JitOptions().TraceLimit, "number of recorded operations before we abort tracing with ABORT_TOO_LONG", (o, n) => o.TraceLimit = Math.Max(1, n)),
        new("inlining", 1, "inline python functions or not (1/0)", (o, n) => o.InlineDepth = n == 0 ? 0 : new JitOptions().InlineDepth),
        new("retrace_limit", new JitOptions().MaxRecompiles, "how many times we can try retracing before giving up", (o, n) => o.MaxRecompiles = Math.Max(0, n)),
        new("decay", 40, NoEffect, null),
        new("disable_unrolling", 200, NoEffect, null),
        new("enable_opts", 0, NoEffect, null),
        new("loop_longevity", 1000, NoEffect, null),
        new("max_retrace_guards", 15, NoEffect, null),
        new("max_unroll_loops", 0, NoEffect, null),
        new("max_unroll_recursion", 7, NoEffect, null),
        new("pureop_historylength", 16, NoEffect, null),
        new("vec", 0, NoEffect, null),
        new("vec_all", 0, NoEffect, null),
        new("vec_cost", 0, NoEffect, null),
    ];

    public static PypyParameter? Find(string name) => Array.Find(All, p => p.Name == name);
}
