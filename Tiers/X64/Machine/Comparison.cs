namespace TieredPy.Tiers.X64.Machine;

/// <summary>What two operands are asked. Comparisons of floats are false with a NaN, except those that say "not".</summary>
internal enum Comparison : byte
{
    Equal,
    NotEqual,
    Less,
    GreaterOrEqual,
    LessOrEqual,
    Greater,

    /// <summary>Unsigned.</summary>
    Below,
    AboveOrEqual,
    BelowOrEqual,
    Above,

    /// <summary>The bits that both have: none.</summary>
    NoCommonBit,
    CommonBit,

    FloatLess,
    FloatNotLess,
    FloatLessOrEqual,
    FloatNotLessOrEqual,
    FloatEqual,
    FloatNotEqual,

    /// <summary>Of a vector: no lane is negative.</summary>
    NoneNegative,
    AnyNegative,
}

internal static class Comparisons
{
    /// <summary>True where the comparison is false: they stand in pairs.</summary>
    public static Comparison Negated(this Comparison c) => (Comparison)((int)c ^ 1);

    public static bool IsOfFloats(this Comparison c) => c is >= Comparison.FloatLess and <= Comparison.FloatNotEqual;

    /// <summary>The comparison of the operands in the other order.</summary>
    public static Comparison Swapped(this Comparison c) => c switch
    {
        Comparison.Less => Comparison.Greater,
        Comparison.Greater => Comparison.Less,
        Comparison.LessOrEqual => Comparison.GreaterOrEqual,
        Comparison.GreaterOrEqual => Comparison.LessOrEqual,
        Comparison.Below => Comparison.Above,
        Comparison.Above => Comparison.Below,
        Comparison.BelowOrEqual => Comparison.AboveOrEqual,
        Comparison.AboveOrEqual => Comparison.BelowOrEqual,
        _ => c,
    };
}
