using TieredPy.Runtime.Interpreter;
using TieredPy.Tiers.Caching;
using TieredPy.Tiers.Cil.Emitting;
using TieredPy.Tiers.Policy;

namespace TieredPy.Tiers;

/// <summary>Where the tiers are put into the runtime.</summary>
public static class TierRuntime
{
    /// <summary>Makes the interpreter count, and hot code be recorded and compiled as the options say. Called once, before the program.</summary>
    public static void Install(JitOptions options)
    {
        JitOptions.Current = options;
        if (options.MaxTier < 1 || !options.Enabled) return;
        CompilingTier.LoopThreshold = Math.Max(1, options.LoopThreshold);
        CompilingTier.FunctionThreshold = Math.Max(1, options.FunctionThreshold);
        var cache = options.CacheFile is { } file ? ProgramCache.Open(file) : null;
        // Code is of use only where profiles lead to the same code again.
        if (cache is { IsLoaded: true }) CodeLibrary.Current = new KeptCode(options.CacheFile!, options.CachesAll);
        var tier = new Tier1 { Cache = cache };
        if (cache is { IsLoaded: true }) tier.Rehearse();
        CompilingTier.Install(tier);
        if (cache is { IsLoaded: true }) CompilingTier.Foresight = cache;
        if (options.PollMicroseconds > 0) Interruptions.Start(options.PollMicroseconds);
    }

    /// <summary>The program has run: what it leaves to the next run is kept.</summary>
    public static void Ending()
    {
        if (CompilingTier.Installed is Tier1 { Cache: { } cache } tier) tier.Save(cache);
        (CodeLibrary.Current as KeptCode)?.Save(JitOptions.Current.CacheLimit);
    }

    /// <summary>The options were changed while the program runs.</summary>
    public static void OptionsChanged()
    {
        if (CompilingTier.Installed == null) return;
        CompilingTier.LoopThreshold = Math.Max(1, JitOptions.Current.LoopThreshold);
        CompilingTier.FunctionThreshold = Math.Max(1, JitOptions.Current.FunctionThreshold);
    }
}
