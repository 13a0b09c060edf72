using Xunit;

namespace TieredPy.Tests.Regions;

/// <summary>Tests that put tier 1 into this process: there is one, so they run by themselves.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Tier1Collection
{
    public const string Name = "tier 1 in this process";
}
