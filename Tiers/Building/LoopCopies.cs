using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>
/// The copies that instructions of a flow graph are in (see <see cref="LoopRanges"/>), by number: of the context itself and of those around it, as each body may
/// go on in the middle of a loop of its own.
/// </summary>
internal sealed class LoopCopies
{
    private readonly List<(int Outer, ProfileNode Context, int Head)> copies = [];
    private readonly Dictionary<(int Outer, ProfileNode Context, int Head), int> numbers = [];

    /// <summary>The copy of an instruction at which the region's root goes on.</summary>
    public int Entered(ProfileNode root, int pc) => With(LoopRanges.None, root, LoopRanges.Of(root.Info).Around(pc));

    /// <summary>The copy of an instruction to which control comes from another.</summary>
    public int Next(Point from, ProfileNode context, int pc)
    {
        if (context.Parent == from.Context)
            // A body that begins, or goes on.
            return With(from.Copy, context, pc == 0 ? LoopRanges.None : LoopRanges.Of(context.Info).Around(pc));
        int copy = from.Copy;
        while (copy != LoopRanges.None && copies[copy].Context.Depth > context.Depth) copy = copies[copy].Outer;
        if (copy == LoopRanges.None || copies[copy].Context != context) return copy;
        return With(copies[copy].Outer, context, LoopRanges.Of(context.Info).Next(copies[copy].Head, pc));
    }

    private int With(int outer, ProfileNode context, int head)
    {
        if (head == LoopRanges.None) return outer;
        if (numbers.TryGetValue((outer, context, head), out int n)) return n;
        copies.Add((outer, context, head));
        return numbers[(outer, context, head)] = copies.Count - 1;
    }
}
