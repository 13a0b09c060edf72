using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;
using TieredPy.Tiers.Recording;

namespace TieredPy.Tiers.Building;

/// <summary>Which loops over generators have the generator's body in the region.</summary>
internal static class Generators
{
    /// <summary>The context of the body that a ForLoop resumes, when it is always the same code; null for all else.</summary>
    public static ProfileNode? Body(ProfileNode context, int pc)
    {
        var p = context.At[pc]!;
        if (p.IsHopeless || p.Operands.Length == 0 || p.Operands[0].Class != typeof(PyGenerator)) return null;
        return context.OnlyChild(pc) is { } child && child.Resumed.Count > 0 ? child : null;
    }

    /// <summary>The instructions at which the body was seen to go on, and can be made to.</summary>
    public static IEnumerable<int> ResumePoints(ProfileNode body)
    {
        foreach (int pc in body.Resumed)
        {
            // What delegates passes on what it is sent.
            if (body.Code.Code[pc].Op == Op.Send || pc > 0 && body.Code.Code[pc - 1].Op != Op.Yield) continue;
            if (body.At[pc] != null) yield return pc;
        }
    }

    /// <summary>True for the context of a generator's body that a loop of its parent resumes.</summary>
    public static bool IsBody(ProfileNode context) => context.Parent is { } parent && context.Code.IsGeneratorLike && Body(parent, context.CallPc) == context;
}
