using TieredPy.Tiers.X64.Machine;

namespace TieredPy.Tiers.X64.Lowering;

/// <summary>What stands for a node: an operand, and an amount that is to be added to it, which addresses and exits do for nothing.</summary>
/// <remarks>A class, as the library's collections have code for classes only that needn't be compiled first. So are other small values here.</remarks>
internal sealed record Lowered(Operand Operand, long Addend)
{
    public static implicit operator Lowered(VirtualRegister r) => new(r, 0);

    public bool IsConstant => Operand.IsImmediate;

    public bool Equals(Lowered? other) => other is not null && Operand.Register == other.Operand.Register && Operand.Immediate == other.Operand.Immediate && Addend == other.Addend;

    public override int GetHashCode() => HashCode.Combine(Operand.Register, Operand.Immediate, Addend);
}

/// <summary>What stands for a value of any type: what it is (<see cref="ValueTag"/>), and its 64 bits.</summary>
internal sealed record LoweredValue(Lowered Tag, Lowered Bits);

/// <summary>A question whose answer a branch takes from the flags.</summary>
internal readonly record struct Test(Comparison Comparison, Operand Left, Operand Right)
{
    public Test Negated => this with { Comparison = Comparison.Negated() };
}
