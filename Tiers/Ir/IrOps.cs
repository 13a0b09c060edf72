namespace TieredPy.Tiers.Ir;

/// <summary>What an operation does beyond computing its result.</summary>
[Flags]
internal enum Effects : byte
{
    None = 0,

    /// <summary>May leave the region through its <see cref="Node.Exit"/>.</summary>
    Exits = 1,

    /// <summary>Its result depends on the heap.</summary>
    Reads = 2,

    /// <summary>Changes the heap.</summary>
    Writes = 4,

    /// <summary>May raise: an error leaves through the exit with the exception pending.</summary>
    Raises = 8,

    /// <summary>May run any Python code: every assumption about the heap ends.</summary>
    RunsPython = 16,
}

/// <summary>What an operation names besides its operands: what its <see cref="Node.Data"/> is, or that its <see cref="Node.Imm"/> counts.</summary>
internal enum Naming : byte
{
    Nothing,

    /// <summary>A number: <see cref="Node.Imm"/>.</summary>
    Number,

    /// <summary>How a number is stored: <see cref="Node.Imm"/> is an <see cref="Runtime.Objects.ElementFormat"/>.</summary>
    Format,

    /// <summary>A C# class.</summary>
    Class,
    Shape,
    Field,
    Kernel,

    /// <summary>A code object.</summary>
    Code,

    /// <summary>A compiled function: a <see cref="CallTarget"/>.</summary>
    Function,

    /// <summary>An object, by identity.</summary>
    Object,

    /// <summary>The operation before whose outcome is asked for.</summary>
    Operation,

    /// <summary>What the interpreter does: an <see cref="InterpretInfo"/>.</summary>
    Work,

    /// <summary>A <see cref="VirtualObject"/>.</summary>
    Virtual,

    /// <summary>No operation's: the code and calling context of a snapshot's <see cref="Snapshot.Origin"/>.</summary>
    Context,
}

/// <summary>The description of one operation.</summary>
internal sealed record IrOpInfo(IrOp Op, string Operands, IrType Result, Effects Effects, string Meaning, Naming Names = Naming.Nothing);

/// <summary>The table of operations: the one place that says what each takes, gives and does.</summary>
internal static class IrOps
{
    /// <summary>Operand letters: i int, f float, b bool, r reference, v value, * any number of any type, ? one of any type.</summary>
    private static readonly IrOpInfo[] Table =
    [
        new(IrOp.Param, "", IrType.None, Effects.None, "a block parameter; its type is the node's"),
        new(IrOp.ConstInt, "", IrType.Int, Effects.None, "the int Imm"),
        new(IrOp.ConstFloat, "", IrType.Float, Effects.None, "the float whose bits are Imm"),
        new(IrOp.ConstBool, "", IrType.Bool, Effects.None, "Imm != 0"),
        new(IrOp.ConstRef, "", IrType.Ref, Effects.None, "the object Data"),
        new(IrOp.LoadRegister, "", IrType.Val, Effects.None, "register Imm of the root frame at the region's entry", Naming.Number),
        new(IrOp.ToValue, "?", IrType.Val, Effects.None, "the operand as a 16-byte value"),
        new(IrOp.IntToFloat, "i", IrType.Float, Effects.None, "rounded to nearest, as Python's mixed arithmetic does"),
        new(IrOp.BoolToInt, "b", IrType.Int, Effects.None, "0 or 1"),
        new(IrOp.BoolToRef, "b", IrType.Ref, Effects.None, "True or False"),
        new(IrOp.GuardInt, "?", IrType.Int, Effects.Exits, "exits unless an int of 64 bits; of a reference, unless the box of one"),
        new(IrOp.GuardFloat, "?", IrType.Float, Effects.Exits, "exits unless a float; of a reference, unless the box of one"),
        new(IrOp.GuardBool, "?", IrType.Bool, Effects.Exits, "exits unless True or False"),
        new(IrOp.GuardRef, "v", IrType.Ref, Effects.Exits, "exits when an int, a float or a marker"),
        new(IrOp.GuardClass, "?", IrType.Ref, Effects.Exits, "exits unless the C# class is exactly Data", Naming.Class),
        new(IrOp.GuardShape, "?", IrType.Ref, Effects.Exits, "exits unless the object's shape is Data", Naming.Shape),
        new(IrOp.GuardIs, "?", IrType.Ref, Effects.Exits, "exits unless the object is Data", Naming.Object),
        new(IrOp.GuardIsNot, "?", IrType.None, Effects.Exits, "exits when the object is Data", Naming.Object),
        new(IrOp.GuardBound, "v", IrType.None, Effects.Exits, "exits when the value is the marker of an unbound variable"),
        new(IrOp.GuardTrue, "b", IrType.None, Effects.Exits, "exits unless true"),
        new(IrOp.GuardFalse, "b", IrType.None, Effects.Exits, "exits when true"),
        new(IrOp.GuardNotNull, "r", IrType.Ref, Effects.Exits, "exits when null: an empty slot"),
        new(IrOp.GuardCode, "?", IrType.Ref, Effects.Exits, "exits unless a function whose code is Data", Naming.Code),
        new(IrOp.GuardObject, "r", IrType.Ref, Effects.Exits, "exits when a slot is empty or holds a number's cell"),
        new(IrOp.Count, "i", IrType.Int, Effects.None, "the operand, which a guard has shown to be in 0..2**31"),
        new(IrOp.AddInt, "ii", IrType.Int, Effects.Exits, "exits when the sum needs more than 64 bits"),
        new(IrOp.SubInt, "ii", IrType.Int, Effects.Exits, "exits when the difference needs more than 64 bits"),
        new(IrOp.MulInt, "ii", IrType.Int, Effects.Exits, "exits when the product needs more than 64 bits"),
        new(IrOp.NegInt, "i", IrType.Int, Effects.Exits, "exits for the least int"),
        new(IrOp.FloorDivInt, "ii", IrType.Int, Effects.Exits, "rounds down; exits unless the divisor is above 0"),
        new(IrOp.ModInt, "ii", IrType.Int, Effects.Exits, "sign of the divisor; exits unless the divisor is above 0"),
        new(IrOp.AndInt, "ii", IrType.Int, Effects.None, "bitwise and"),
        new(IrOp.OrInt, "ii", IrType.Int, Effects.None, "bitwise or"),
        new(IrOp.XorInt, "ii", IrType.Int, Effects.None, "bitwise exclusive or"),
        new(IrOp.NotInt, "i", IrType.Int, Effects.None, "bitwise complement"),
        new(IrOp.ShlInt, "ii", IrType.Int, Effects.Exits, "exits when bits are lost or the count isn't in 0..62"),
        new(IrOp.ShrInt, "ii", IrType.Int, Effects.Exits, "rounds down; exits when the count is negative"),
        new(IrOp.LtInt, "ii", IrType.Bool, Effects.None, "less"),
        new(IrOp.LeInt, "ii", IrType.Bool, Effects.None, "less or equal"),
        new(IrOp.EqInt, "ii", IrType.Bool, Effects.None, "equal"),
        new(IrOp.NeInt, "ii", IrType.Bool, Effects.None, "not equal"),
        new(IrOp.AddFloat, "ff", IrType.Float, Effects.None, "IEEE sum"),
        new(IrOp.SubFloat, "ff", IrType.Float, Effects.None, "IEEE difference"),
        new(IrOp.MulFloat, "ff", IrType.Float, Effects.None, "IEEE product"),
        new(IrOp.DivFloat, "ff", IrType.Float, Effects.Exits, "IEEE quotient; exits when the divisor is zero"),
        new(IrOp.NegFloat, "f", IrType.Float, Effects.None, "negation"),
        new(IrOp.LtFloat, "ff", IrType.Bool, Effects.None, "less; false with a NaN"),
        new(IrOp.LeFloat, "ff", IrType.Bool, Effects.None, "less or equal; false with a NaN"),
        new(IrOp.EqFloat, "ff", IrType.Bool, Effects.None, "equal; false with a NaN"),
        new(IrOp.NeFloat, "ff", IrType.Bool, Effects.None, "not equal; true with a NaN"),
        new(IrOp.NotBool, "b", IrType.Bool, Effects.None, "negation"),
        new(IrOp.AndBool, "bb", IrType.Bool, Effects.None, "conjunction"),
        new(IrOp.OrBool, "bb", IrType.Bool, Effects.None, "disjunction"),
        new(IrOp.RefEq, "rr", IrType.Bool, Effects.None, "the same object"),
        new(IrOp.ValueIs, "vv", IrType.Bool, Effects.None, "Python's identity"),
        new(IrOp.IsNone, "?", IrType.Bool, Effects.None, "the value is None"),
        new(IrOp.IsDone, "v", IrType.Bool, Effects.None, "the value is the marker of an iteration's end"),
        new(IrOp.LoadField, "r", IrType.None, Effects.Reads, "field Data of the object; the type is the node's", Naming.Field),
        new(IrOp.StoreField, "r?", IrType.None, Effects.Writes, "field Data of the object = the operand", Naming.Field),
        new(IrOp.LoadSlot, "r", IrType.Ref, Effects.Reads, "attribute at place Imm of a plain instance, raw: null, a number's cell or the object", Naming.Number),
        new(IrOp.StoreSlot, "r?", IrType.None, Effects.Writes, "attribute at place Imm of a plain instance = the operand", Naming.Number),
        new(IrOp.LoadCell, "r", IrType.None, Effects.Reads, "the number in a cell whose class is known; the type is the node's"),
        new(IrOp.StoreCell, "r?", IrType.None, Effects.Writes, "the number in a cell whose class is known = the operand"),
        new(IrOp.CheckIndex, "ii", IrType.Int, Effects.Exits, "a Python index into a length: counted from 0; exits when out of range"),
        new(IrOp.LoadItem, "ri", IrType.None, Effects.Reads, "element of a storage array at an index that is in range; the type is the node's"),
        new(IrOp.StoreItem, "ri?", IrType.None, Effects.Writes, "element of a storage array at an index that is in range = the operand"),
        new(IrOp.LoadElement, "ri", IrType.None, Effects.Reads, "number Imm (its format) of an array of bytes at an index, in numbers, that is in range; the type is the node's", Naming.Format),
        new(IrOp.StoreElement, "ri?", IrType.None, Effects.Writes, "number Imm (its format) of an array of bytes at an index that is in range = the operand, which fits", Naming.Format),
        new(IrOp.LoadTupleItem, "ri", IrType.Val, Effects.None, "item of an exact tuple at an index that is in range"),
        new(IrOp.TupleLength, "r", IrType.Int, Effects.None, "length of an exact tuple"),
        new(IrOp.Call, "*", IrType.None, Effects.None, "the C# method Data (a Kernel), whose effects count", Naming.Kernel),
        new(IrOp.CallDirect, "r*", IrType.None, Effects.Exits | Effects.Reads | Effects.Writes | Effects.Raises | Effects.RunsPython, "the compiled function Data (a CallTarget) with the function object and its arguments", Naming.Function),
        new(IrOp.Transferred, "", IrType.Val, Effects.None, "only in the after-exit of a CallDirect: the value that the call left"),
        new(IrOp.Virtual, "*", IrType.Ref, Effects.None, "only in snapshots: the object or value Data (a VirtualObject), which an exit makes", Naming.Virtual),
        new(IrOp.Choose, "bvv", IrType.Val, Effects.None, "the second operand when the first is true, else the third"),
        new(IrOp.Interpret, "*", IrType.None, Effects.Exits | Effects.Reads | Effects.Writes | Effects.Raises | Effects.RunsPython, "the interpreter executes the instruction at the exit's pc on registers in memory", Naming.Work),
        new(IrOp.Reload, "", IrType.Val, Effects.Reads, "result Imm that the Interpret before left, or an exception that was caught", Naming.Number),
        new(IrOp.ReloadRegister, "", IrType.Val, Effects.Reads, "register Imm of the root frame as the Interpret before left it", Naming.Number),
        new(IrOp.Poll, "", IrType.None, Effects.Exits, "exits when signals or requests wait, or when what the region assumes no longer holds"),
        new(IrOp.WasRaised, "", IrType.Bool, Effects.Reads, "the operation before, Data, raised, and its exception was caught: a Reload gives it", Naming.Operation),
    ];

    /// <summary>The description of an operation.</summary>
    public static IrOpInfo Of(IrOp op) => Table[(int)op];

    static IrOps()
    {
        for (int k = 0; k < Table.Length; k++)
            if ((int)Table[k].Op != k) throw new InvalidOperationException($"the op table is out of order at {Table[k].Op}");
    }
}
