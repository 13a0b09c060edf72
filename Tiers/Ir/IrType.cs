namespace TieredPy.Tiers.Ir;

/// <summary>How a value is represented in compiled code.</summary>
internal enum IrType : byte
{
    /// <summary>No value.</summary>
    None,

    /// <summary>An int of 64 bits.</summary>
    Int,

    /// <summary>A float.</summary>
    Float,

    /// <summary>A truth value, not yet a Python bool object.</summary>
    Bool,

    /// <summary>A reference to an object that is no boxed int or float; storage arrays are references too.</summary>
    Ref,

    /// <summary>A 16-byte <see cref="Runtime.Objects.Value"/>: anything.</summary>
    Val,
}
