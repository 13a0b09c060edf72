using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.X64.Lowering;

/// <summary>Arithmetic on floats for which there are quicker instructions that give the same.</summary>
internal static class FloatShortcut
{
    /// <summary>What a node doubles: a sum takes less time than a product, and is the same float. Null for other nodes.</summary>
    public static Node? Doubled(Node n) => n.Op != IrOp.MulFloat ? null : IsTwo(n.Args[1]) ? n.Args[0] : IsTwo(n.Args[0]) ? n.Args[1] : null;

    /// <summary>A power of 0.5.</summary>
    public static bool IsRoot(Node n) => n.Op == IrOp.Call && n.Data == Kernels.PowFloat && n.Args[1] is { Op: IrOp.ConstFloat, AsFloat: 0.5 };

    private static bool IsTwo(Node n) => n is { Op: IrOp.ConstFloat, AsFloat: 2.0 };
}
