namespace TieredPy.Tiers.X64.Machine;

/// <summary>
/// The instructions of a kernel, near to the processor's but with a target of their own. A is the first operand, B the second; what has an
/// <see cref="MachineInstruction.Exit"/> leaves the kernel there, with nothing changed.
/// </summary>
internal enum MachineOp : byte
{
    /// <summary>Target = A, of any class.</summary>
    Move,

    /// <summary>Target = the 64 bits of Constant: an int, or a float's bits.</summary>
    Constant,

    // Ints. Add, Subtract, Multiply and Negate leave by their exit, if they have one, when the result needs more than 64 bits.
    Add,
    Subtract,
    Multiply,
    And,
    Or,
    Xor,
    Negate,
    Not,

    /// <summary>By A's own amount B, in 0..63.</summary>
    ShiftLeft,
    ShiftRight,
    ShiftRightUnsigned,

    /// <summary>The low 32 bits of A.</summary>
    ZeroExtend32,

    /// <summary>The upper 64 bits of the unsigned product of A and Constant.</summary>
    MultiplyHigh,

    /// <summary>A / B rounded down, for B above 0.</summary>
    FloorDivide,

    /// <summary>A - B * (A / B rounded down), for B above 0.</summary>
    FloorModulo,

    /// <summary>As those, for an A that isn't negative.</summary>
    Divide,
    Modulo,

    /// <summary>A + Constant, without flags.</summary>
    AddConstant,

    /// <summary>A when the operands C and D compare as asked, else B.</summary>
    Select,

    /// <summary>1 when A and B compare as asked, else 0.</summary>
    SetIf,

    /// <summary>Leaves when A and B compare as asked.</summary>
    ExitIf,

    /// <summary>Leaves when a poll is asked for.</summary>
    Poll,

    // Memory. Loads and stores of floats are those of their class.
    Load,
    LoadSigned32,
    LoadByte,
    Store,
    Store32,
    StoreByte,

    // Floats.
    FloatAdd,
    FloatSubtract,
    FloatMultiply,
    FloatDivide,

    /// <summary>A when it is below B, else B: B where one is a NaN or both are zeros.</summary>
    FloatMin,
    FloatMax,
    FloatSqrt,

    /// <summary>Constant: 1 down, 2 up, 3 towards zero.</summary>
    FloatRound,
    FloatXor,
    FloatAnd,
    IntToFloat,

    /// <summary>Towards zero.</summary>
    FloatToInt,

    /// <summary>The C function at the address Constant, of one or two floats.</summary>
    CallFloat,
}
