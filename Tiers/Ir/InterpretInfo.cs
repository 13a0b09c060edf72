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
}

/// <summary>The data of an <see cref="IrOp.Interpret"/>: the registers whose values are read back, in the order of Reload's numbers.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Results">Registers whose values are passed back.</param>
/// <param name="Times">How often it was done, counted for all instructions of one op and kinds of operands.</param>
/// <param name="IsRest">It is done for what few paths beside it leave over, which is little.</param>
internal sealed record InterpretInfo(InterpretKind Kind, int[] Results, StrongBox<long> Times, bool IsRest);
