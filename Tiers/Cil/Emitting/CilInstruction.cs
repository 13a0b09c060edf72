using System.Reflection.Emit;

namespace TieredPy.Tiers.Cil.Emitting;

/// <summary>What an instruction's operand is, and where <see cref="CilInstruction"/> keeps it.</summary>
internal enum CilOperand : byte
{
    None,

    /// <summary>In Number.</summary>
    SByte, Byte, Int16, Int32, Int64,

    /// <summary>The bits are in Number.</summary>
    Float,

    /// <summary>In Object.</summary>
    Type, Field, Method, Constructor,

    /// <summary>The label's number is in Number.</summary>
    Label,

    /// <summary>Not an instruction: the label with the number is here.</summary>
    Mark,

    /// <summary>The labels' numbers are in Object.</summary>
    Switch,

    /// <summary>The local's number is in Number.</summary>
    Local,

    /// <summary>The method itself.</summary>
    Self,

    /// <summary>The signature is in Object.</summary>
    Managed, Native,

    /// <summary>Loads the object whose number in the constants is in Number.</summary>
    Constant,

    /// <summary>Takes a reference and pushes whether its class is the one in Object.</summary>
    Class,

    /// <summary>Loads a native int that is another in each process, whose number among those is in Number.</summary>
    Address,
}

/// <summary>An instruction, as data.</summary>
internal readonly record struct CilInstruction(OpCode Op, CilOperand Kind, long Number, object? Object);

/// <summary>What a call through a pointer takes and gives.</summary>
internal sealed record CilSignature(Type Returned, Type[] Parameters);
