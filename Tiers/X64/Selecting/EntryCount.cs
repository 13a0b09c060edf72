using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.X64.Selecting;

/// <summary>
/// How often a loop will go round: the difference of two ints when it is entered. A loop for which that is small stays tier 1's that time, as calling a kernel takes
/// as long as some rounds.
/// </summary>
/// <param name="Least">Rounds from which the kernel pays.</param>
internal sealed record EntryCount(Node Low, Node Limit, int Least)
{
    private const int LeastOuterRounds = 3;

    public static EntryCount? Of(NumericLoop loop)
    {
        if (loop.Head is not { End: EndKind.Branch, Condition: { Op: IrOp.LtInt } test } head) return null;
        bool goesOn = loop.Members.Contains(head.Then!.Target);
        if (goesOn == loop.Members.Contains(head.Else!.Target) || !goesOn) return null;
        var (low, limit) = (test.Args[0], test.Args[1]);
        // One of them is the loop's variable, the other known before it.
        bool up = head.Params.Contains(low) && !loop.Makes(limit), down = head.Params.Contains(limit) && !loop.Makes(low);
        if (!up && !down) return null;
        bool isNest = loop.Blocks.Exists(b => b != head && loop.Flow.IsIn(b, b));
        return new EntryCount(low, limit, Policy.JitOptions.Current.KernelRounds > 0 ? isNest ? LeastOuterRounds : Policy.JitOptions.Current.KernelRounds : 0);
    }
}
