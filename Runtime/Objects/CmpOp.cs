namespace TieredPy.Runtime.Objects;

/// <summary>A rich comparison, in the order of the dunders <c>__lt__ … __ge__</c>.</summary>
public enum CmpOp : byte
{
    Lt,
    Le,
    Eq,
    Ne,
    Gt,
    Ge,
}

/// <summary>Properties of comparisons.</summary>
internal static class CmpOps
{
    /// <summary>The comparison with operands exchanged.</summary>
    public static CmpOp Swap(this CmpOp op) => op switch
    {
        CmpOp.Lt => CmpOp.Gt,
        CmpOp.Le => CmpOp.Ge,
        CmpOp.Gt => CmpOp.Lt,
        CmpOp.Ge => CmpOp.Le,
        _ => op,
    };

    public static Slot ToSlot(this CmpOp op) => Slot.Lt + (byte)op;

    /// <summary>The operator's text.</summary>
    public static string Symbol(this CmpOp op) => op switch
    {
        CmpOp.Lt => "<",
        CmpOp.Le => "<=",
        CmpOp.Eq => "==",
        CmpOp.Ne => "!=",
        CmpOp.Gt => ">",
        _ => ">=",
    };

    /// <summary>Turns a three-way result into the comparison's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Of(this CmpOp op, int c) => op switch
    {
        CmpOp.Lt => c < 0,
        CmpOp.Le => c <= 0,
        CmpOp.Eq => c == 0,
        CmpOp.Ne => c != 0,
        CmpOp.Gt => c > 0,
        _ => c >= 0,
    };
}
