using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Optimizing;

/// <summary>What is done to a region between its building and its compiling, in order. Each pass can be switched off by its name.</summary>
internal static class Passes
{
    private static readonly (string Name, Action<Region> Run)[] All =
    [
        ("exceptions", ForgetExceptions.Run),
        ("unrolling", UnrollTuples.Run),
        ("dead", DeadNodes.Remove),
        ("tests", SkipTests.Run),
        ("decided", SkipDecided.Run),
        ("joining", JoinAllocations.Run),
        ("objects", TypedLeftovers.RunObjects),
        ("virtuals", RemoveAllocations.Run),
        ("dead", DeadNodes.Remove),
        ("closures", FlattenClosures.Run),
        ("sinking", SinkAllocations.Run),
        ("iterators", PromoteIterators.Run),
        ("positions", RemoveIterators.Run),
        ("leftovers", TypedLeftovers.Run),
        ("strs", JoinStrs.Run),
        ("growing", GrowStrs.Run),
        ("characters", RemoveCharacters.Run),
        ("ints", PassInts.Run),
        ("boxes", GuardBoxes.Run),
        ("ranges", Ranges.Run),
        ("polls", QuickPolls.Run),
        ("instances", NewInstances.Run),
        ("dead", DeadNodes.Remove),
    ];

    /// <summary>Runs all passes but those that are switched off; <paramref name="after"/> hears of each.</summary>
    public static void Run(Region region, IReadOnlySet<string> disabled, Action<string, Region> after)
    {
        foreach (var (name, run) in All)
        {
            if (disabled.Contains(name)) continue;
            run(region);
            after(name, region);
        }
    }
}
