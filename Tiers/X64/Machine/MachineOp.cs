namespace TieredPy.Tiers.X64.Machine;

/// <summary>
/// The instructions of a kernel, near to the processor's but with a target of their own. A is the first operand, B the second; what has an
/// <see cref="MachineInstruction.Exit"/> leaves the kernel there, with nothing changed.
/// </summary>
internal enum MachineOp : byte
{
    /// <summary>Target = A, of any class.</summary>
    Move,

    /// <summary>As <see cref="Move"/>, but the two stay apart: the target outlives a call of the kernel itself, A needn't.</summary>
    Save,

    /// <summary>Target = what the function that the kernel is returns for the operands. Preserves no register.</summary>
    CallSelf,

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
    LoadSigned8,
    Load16,
    LoadSigned16,
    Load32,

    /// <summary>A float of 32 bits, as one of 64.</summary>
    LoadFloat32,
    Store,
    Store32,
    StoreByte,
    Store16,

    /// <summary>A float, rounded to 32 bits.</summary>
    StoreFloat32,

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

    /// <summary>The 64 bits of A, as an int.</summary>
    FloatBits,

    /// <summary>The C function at the address Constant, of one or two floats.</summary>
    CallFloat,

    /// <summary>What C's pow, at the address Constant, gives for A and 2, or 0.5. It is seldom called, see <see cref="Runtime.Numbers.QuickPower"/>; registers are preserved.</summary>
    FloatSquare,
    FloatRoot,

    // Vectors of as many ints or floats as the processor's level has.
    VectorLoad,
    VectorStore,

    /// <summary>Which lanes count: those whose number is below A. With AVX-512 they are noted in a register for that, else the target's lanes have all bits.</summary>
    VectorMask,

    /// <summary>Loads the lanes that count, A says which; the others are 0.</summary>
    VectorLoadPart,

    /// <summary>Stores those lanes of A that count, B says which.</summary>
    VectorStorePart,

    /// <summary>All lanes = A, a register of another class.</summary>
    VectorBroadcast,

    /// <summary>0, 1, 2 and so on.</summary>
    VectorIota,
    VectorZero,
    VectorFloatAdd,
    VectorFloatSubtract,
    VectorFloatMultiply,
    VectorFloatDivide,
    VectorFloatMin,
    VectorFloatMax,
    VectorFloatSqrt,

    /// <summary>All bits of a lane where A and B are equal floats, else none.</summary>
    VectorFloatEqual,
    VectorAnd,
    VectorOr,
    VectorXor,
    VectorAdd,
    VectorSubtract,

    /// <summary>The low 64 bits of products; needs AVX-512.</summary>
    VectorMultiply,

    /// <summary>The products of the low, signed, 32 bits.</summary>
    VectorMultiply32,

    /// <summary>By Constant; of signed ints: needs AVX-512.</summary>
    VectorShiftLeft,
    VectorShiftRight,
    VectorShiftRightUnsigned,

    /// <summary>Needs AVX-512.</summary>
    VectorIntToFloat,

    /// <summary>Negative where C, the wrapped sum of A and B, isn't their sum.</summary>
    VectorAddOverflow,

    /// <summary>Negative where C, the wrapped difference of A and B, isn't their difference.</summary>
    VectorSubtractOverflow,

    /// <summary>The last lane, as a float or an int.</summary>
    VectorLast,

    /// <summary>The wrapped sum of the lanes, an int.</summary>
    VectorSum,

    // Numbers of fewer bits, each of which becomes a lane.
    VectorLoadSigned8,
    VectorLoad8,
    VectorLoadSigned16,
    VectorLoad16,
    VectorLoadSigned32,
    VectorLoad32,
    VectorLoadFloat32,

    // The low bits of each lane: need AVX-512, but for floats.
    VectorStore8,
    VectorStore16,
    VectorStore32,
    VectorStoreFloat32,
}
