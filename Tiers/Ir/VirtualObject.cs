namespace TieredPy.Tiers.Ir;

/// <summary>What kind of object a kernel makes, for those that a region may do without.</summary>
internal enum Allocation : byte
{
    None,

    /// <summary>A plain instance; the operand is its shape.</summary>
    Instance,

    /// <summary>A tuple; the operands are its items.</summary>
    Tuple,

    /// <summary>A range; the operands are its start, stop and step.</summary>
    Range,

    /// <summary>A complex number; the operands are its real and its imaginary part.</summary>
    Complex,

    /// <summary>A slice; the operands are its start, stop and step.</summary>
    Slice,

    /// <summary>The iterator of a range, list or tuple, which a loop may keep in loop variables.</summary>
    Iterator,

    /// <summary>A str of one character; the operand is its code point.</summary>
    Character,

    /// <summary>A list; the operands are its items.</summary>
    List,

    /// <summary>A dict; the operands are its keys, which differ, each followed by its value.</summary>
    Dict,

    /// <summary>A bound method; the operands are its function and its object.</summary>
    Method,

    /// <summary>A method of a built-in type, bound; the operands are its descriptor and its object.</summary>
    BuiltinMethod,

    /// <summary>A cell that a variable of inner functions is in; the operand is its content.</summary>
    Cell,

    /// <summary>The cell of a function's variable from outside; the operands are the function, and which variable.</summary>
    ClosureCell,

    /// <summary>
    /// A function without defaults; the operands are its code, a function with its globals, its module's name, and if it has variables from outside which of
    /// them are there by their contents, and then these or their cells.
    /// </summary>
    Function,

    /// <summary>A generator or coroutine that has not begun; the operands are its function, whether it is awaited at once, and its parameters.</summary>
    Body,

    /// <summary>One whose body runs, in the region; the operands are its function, and its registers' contents when it began.</summary>
    RunningBody,

    /// <summary>What an exit needs is there on some ways to it: the first operand, or the second where that is None.</summary>
    Existing,
}

/// <summary>
/// The data of an <see cref="IrOp.Virtual"/>: an object that exists only if an exit needs it. The operands are the contents: of an instance's
/// <see cref="Places"/>, or a tuple's items.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Shape">Of an instance: the shape that it has at the exit.</param>
/// <param name="Places">Of an instance: the places (<see cref="Runtime.Objects.Shape.PlaceOf"/>) that have contents.</param>
internal sealed record VirtualObject(Allocation Kind, Runtime.Objects.Shape? Shape, int[] Places)
{
    /// <summary>No object but a value: the third operand when the first is true, else the second.</summary>
    public static readonly VirtualObject Choice = new(Allocation.None, null, []);
}
