namespace TieredPy.Runtime.Objects;

/// <summary>A binary operator.</summary>
public enum BinOp : byte
{
    Add,
    Sub,
    Mul,
    MatMul,
    TrueDiv,
    FloorDiv,
    Mod,
    LShift,
    RShift,
    And,
    Xor,
    Or,
    Pow,
}

/// <summary>Properties of binary operators.</summary>
internal static class BinOps
{
    private static readonly Slot[] Slots =
    [
        Slot.Add, Slot.Sub, Slot.Mul, Slot.MatMul, Slot.TrueDiv, Slot.FloorDiv, Slot.Mod, Slot.LShift, Slot.RShift, Slot.And, Slot.Xor, Slot.Or, Slot.Pow,
    ];

    private static readonly string[] Symbols = ["+", "-", "*", "@", "/", "//", "%", "<<", ">>", "&", "^", "|", "**"];

    /// <summary>The slot of the operator itself; that of its reflection follows, then that of its in-place form.</summary>
    public static Slot ToSlot(this BinOp op) => Slots[(int)op];

    /// <summary>The operator's text.</summary>
    public static string Symbol(this BinOp op) => Symbols[(int)op];

    /// <summary>True for a reflected slot; the slot before it is then the plain one.</summary>
    public static bool IsReflected(this Slot slot) => slot switch
    {
        Slot.RAdd or Slot.RSub or Slot.RMul or Slot.RMatMul or Slot.RTrueDiv or Slot.RFloorDiv or Slot.RMod or Slot.RDivMod or Slot.RLShift or Slot.RRShift
            or Slot.RAnd or Slot.RXor or Slot.ROr or Slot.RPow => true,
        _ => false,
    };
}
