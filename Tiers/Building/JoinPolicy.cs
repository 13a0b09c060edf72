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

    /// <summary>How much may join at most where more was too large before: it has grown since, if anything.</summary>
    public static JoinPolicy For(ProfileNode root) => root.MostJoined switch
    {
        null => All,
        int.MaxValue => All with { Recursion = false },
        < 0 => new JoinPolicy(0, false, 0),
        int depth => new JoinPolicy(depth, false, SmallBody),
    };

    /// <summary>Remembers that more than this was too large.</summary>
    public void Note(ProfileNode root) => root.MostJoined = Recursion ? null : Small == 0 ? -1 : Depth;

    /// <summary>The policy that lets less join than this, which made a region with calls so deep within one another; null when there is none.</summary>
    public JoinPolicy? Narrower(int depth)
    {
        if (Recursion) return All with { Recursion = false };
        if (Small == 0) return null;
        int next = Math.Min(depth, Depth) - 1;
        return next < 0 ? new JoinPolicy(0, false, 0) : new JoinPolicy(next, false, SmallBody);
    }

    public bool Joins(ProfileNode body) =>
        (Recursion || body.Parent!.Nesting(body.Code) == 0) && (body.Depth <= Depth || Array.FindAll(body.At, p => p != null).Length <= Small);
}
