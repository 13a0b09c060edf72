using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>Which loops over generators, and which delegations to generators and coroutines, have the body in the region.</summary>
internal static class Generators
{
    /// <summary>The context of the body that a ForLoop or Send resumes, when it is always the same code; null for all else.</summary>
    public static ProfileNode? Body(ProfileNode context, int pc)
    {
        var p = context.At[pc]!;
        if (p.IsHopeless || p.Operands.Length == 0) return null;
        var c = p.Operands[0].Class;
        if (context.Code.Code[pc].Op == Op.Send ? c != typeof(PyGenerator) && c != typeof(PyCoroutine) || !CanSuspend(context) : c != typeof(PyGenerator)) return null;
        return context.OnlyChild(pc) is { } child && child.Resumed.Count > 0 ? child : null;
    }

    /// <summary>The instructions at which the body was seen to go on, and can be made to.</summary>
    public static IEnumerable<int> ResumePoints(ProfileNode body)
    {
        foreach (int pc in body.Resumed)
        {
            // A Send waits as the next instruction, a Yield as the one before.
            bool afterYield = pc > 0 && body.Code.Code[pc - 1].Op == Op.Yield, atSend = pc > 0 && body.Code.Code[pc].Op == Op.Send;
            if (pc > 0 && afterYield == atSend) continue;
            if (body.At[pc] != null) yield return pc;
        }
    }

    /// <summary>The outermost of the bodies that a yield in this one suspends: the one that a for loop resumes; null when that isn't in the region.</summary>
    public static ProfileNode? Consumer(ProfileNode body)
    {
        for (var c = body; c.Parent is { } parent; c = parent)
        {
            if (!IsBody(c)) return null;
            if (parent.Code.Code[c.CallPc].Op == Op.ForLoop) return c;
        }
        return null;
    }

    /// <summary>True for the context of a generator's body that a loop or delegation of its parent resumes.</summary>
    public static bool IsBody(ProfileNode context) => context.Parent is { } parent && context.Code.IsGeneratorLike && Body(parent, context.CallPc) == context;

    /// <summary>A body that the region can suspend: it is joined to what resumes it, or the region's root.</summary>
    private static bool CanSuspend(ProfileNode context) => context.Parent == null ? context.Code.IsGeneratorLike : IsBody(context);
}
