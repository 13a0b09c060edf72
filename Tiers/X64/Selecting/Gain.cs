using TieredPy.Tiers.Ir;
using TieredPy.Tiers.X64.Counting;
using TieredPy.Tiers.X64.Lowering;

namespace TieredPy.Tiers.X64.Selecting;

/// <summary>
/// Whether a kernel is faster than RyuJIT's code. That is as good on plain arithmetic; what it lacks are exits on the overflow flag, rounds without tests and
/// checks, floats doubled by sums instead of products, and roots for powers of 0.5. Only the innermost loops count.
/// </summary>
internal static class Gain
{
    public static bool IsLikely(NumericLoop loop, LiveValues live)
    {
        foreach (var head in loop.Blocks)
        {
            if (!loop.Flow.IsIn(head, head)) continue;
            var inner = loop.Blocks.FindAll(b => loop.Flow.IsIn(b, head));
            if (inner.Exists(b => b != head && loop.Flow.IsIn(b, b))) continue;
            if (inner.Exists(b => b.Nodes.Exists(n => MayOverflow(n) || FloatShortcut.Doubled(n) != null || Cpu.HasQuickPower && FloatShortcut.IsRoot(n))) || CountedLoop.Of(loop, live, head) != null) return true;
        }
        return false;
    }

    private static bool MayOverflow(Node n) => n.Op is IrOp.AddInt or IrOp.SubInt or IrOp.MulInt && !n.Wraps;
}
