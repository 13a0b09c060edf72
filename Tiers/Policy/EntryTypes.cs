using TieredPy.Runtime.Interpreter;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Policy;

/// <summary>
/// What tells values that a version of a loop is for from those that another one should be for: variables that are numbers of one type when the loop is entered, and
/// that nothing in the version stores to. Code needn't look at them before it is deep inside; it would then be left there, and what is recorded there would make one
/// slow version for all types.
/// </summary>
internal sealed class EntryTypes
{
    private readonly List<(int Register, bool IsFloat)> numbers = [];

    public static EntryTypes Of(ProfileNode profile, int pc)
    {
        var types = new EntryTypes();
        if (profile.At[pc]?.Registers is not { } seen) return types;
        var stored = new bool[seen.Length];
        for (int at = 0; at < profile.At.Length; at++)
            if (profile.At[at] != null)
                foreach (int r in profile.Info.Writes[at]) stored[r] = true;
        for (int r = 0; r < profile.Info.NamedCount; r++)
            if (!stored[r] && seen[r] is { Overflowed: false, Count: 1 } set && set.Kinds[0].Tag is KindTag.Int or KindTag.Float) types.numbers.Add((r, set.Kinds[0].Tag == KindTag.Float));
        return types;
    }

    /// <summary>The frame's variables are of these types.</summary>
    public bool Admit(Frame f)
    {
        foreach (var (r, isFloat) in numbers)
            if (isFloat ? !f[r].IsFloat : !f[r].IsInt) return false;
        return true;
    }
}
