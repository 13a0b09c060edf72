using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Optimizing;

/// <summary>
/// Takes out exceptions that the region makes, raises and handles, when the handler forgets them after nothing but asking for their class, arguments and
/// attributes. As nothing else is done between the making and the forgetting, whoever leaves meanwhile goes back to the instruction that makes the exception:
/// the interpreter does it all again, with its traceback. Each place that raises gets a copy of its handler, in which the exception's class is known.
/// </summary>
internal static class ForgetExceptions
{
    public static void Run(Region region)
    {
        bool changed = false;
        ControlFlow? flow = null;
        foreach (var b in region.Blocks.ToArray())
        {
            if (b is not { End: EndKind.Branch, Condition: { Op: IrOp.WasRaised, Data: Node raising } } || raising.Data != Kernels.RaiseExisting) continue;
            flow ??= new ControlFlow(region);
            if (!new ForgottenException(region, flow, b, raising).Remove()) continue;
            changed = true;
            flow = null;
        }
        if (changed) ControlFlow.KeepReached(region);
        foreach (var b in region.Blocks) b.Nodes.RemoveAll(IsAnchor);
    }

    /// <summary>What the builder puts before an exception is made: it passes, and its exit is the instruction that makes it.</summary>
    public static bool IsAnchor(Node n) => n is { Op: IrOp.GuardTrue, Args: [{ Op: IrOp.ConstBool, Imm: not 0 }] };
}
