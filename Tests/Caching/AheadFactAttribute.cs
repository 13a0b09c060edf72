using TieredPy.Tiers.Caching;
using Xunit;

namespace TieredPy.Tests.Caching;

/// <summary>A test that needs .NET's ahead-of-time compiler: it is skipped, and said to be, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AheadFactAttribute : FactAttribute
{
    public AheadFactAttribute() => Skip = Reason;

    internal static string? Reason { get; } = AheadCompiler.Find() == null ? "no crossgen2 here: dotnet publish Cli brings it" : null;
}

/// <inheritdoc cref="AheadFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AheadTheoryAttribute : TheoryAttribute
{
    public AheadTheoryAttribute() => Skip = AheadFactAttribute.Reason;
}
