namespace TieredPy.Cli.Compare;

/// <summary>What <c>--compare</c> is to do.</summary>
/// <param name="Tiers">The tiers to run; the first is what the others are compared with.</param>
/// <param name="Rounds">Runs of each.</param>
/// <param name="JsonFile">Where the results go as JSON; null: nowhere.</param>
internal sealed record ComparisonOptions(IReadOnlyList<int> Tiers, int Rounds, string? JsonFile);
