namespace TieredPy.Tiers.Ir;

/// <summary>What the interpreter does for an <see cref="IrOp.Interpret"/>.</summary>
internal enum InterpretKind
{
    /// <summary>The whole instruction.</summary>
    Instruction,

    /// <summary>Only the condition of a jump: True or False is the result.</summary>
    Condition,

    /// <summary>Only the next item of a for loop: the item, or Done.</summary>
    NextItem,

    /// <summary>A Send of the root frame: what is to be yielded, or Done and the value of the delegation.</summary>
    Send,

    /// <summary>
    /// A call of a method of a built-in type, which may look at the frames: the operands are its descriptor, its object, an argument or Missing, and a tuple of
    /// those behind it. The result is the call's. What the bytecode puts together for the call isn't in the registers.
    /// </summary>
    Call,
}

/// <summary>The data of an <see cref="IrOp.Interpret"/>: the registers whose values are read back, in the order of Reload's numbers.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Results">Registers whose values are passed back.</param>
/// <param name="Times">How often it was done, counted for all instructions of one op and kinds of operands.</param>
/// <param name="IsRest">It is done for what few paths beside it leave over, which is little.</param>
internal sealed record InterpretInfo(InterpretKind Kind, int[] Results, StrongBox<long> Times, bool IsRest);
