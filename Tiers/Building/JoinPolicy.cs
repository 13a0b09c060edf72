using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>Which of the bodies that were seen join a region, when all would make it too large.</summary>
/// <param name="Depth">Calls within one another.</param>
/// <param name="Recursion">Whether a code object may be within itself.</param>
/// <param name="Small">Bodies of so few instructions always join.</param>
internal sealed record JoinPolicy(int Depth, bool Recursion, int Small)
{
    private const int SmallBody = 24;

    public static readonly JoinPolicy All = new(int.MaxValue, true, int.MaxValue);

    /// <summary>Policies that let ever less join.</summary>
    public static IEnumerable<JoinPolicy> Narrower(int depth)
    {
        yield return All with { Recursion = false };
        for (int d = depth - 1; d >= 0; d--) yield return new JoinPolicy(d, false, SmallBody);
        yield return new JoinPolicy(0, false, 0);
    }

    public bool Joins(ProfileNode body) =>
        (Recursion || body.Parent!.Nesting(body.Code) == 0) && (body.Depth <= Depth || Array.FindAll(body.At, p => p != null).Length <= Small);
}
