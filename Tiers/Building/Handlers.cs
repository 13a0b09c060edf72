using TieredPy.Runtime.Bytecode;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>Which exceptions are caught in the region: those whose handler is in the root frame and was seen to run.</summary>
internal static class Handlers
{
    /// <summary>The handler in the root frame that catches what an instruction raises; null when there is none, or none was seen.</summary>
    public static (ProfileNode Root, HandlerEntry Entry)? Of(ProfileNode context, int pc)
    {
        if (context.At[pc] is not { Raises: true }) return null;
        // The frame of a body that is the root is real, others are the generator's own business.
        for (var c = context; c.Parent == null || !c.Code.IsGeneratorLike; c = c.Parent)
        {
            foreach (var h in c.Code.Handlers)
                if (pc >= h.Start && pc < h.End) return c.Parent == null && c.At[h.Handler] != null ? (c, h) : null;
            if (c.Parent == null) break;
            pc = c.CallPc;
        }
        return null;
    }
}
