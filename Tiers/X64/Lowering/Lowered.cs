using TieredPy.Tiers.X64.Machine;

namespace TieredPy.Tiers.X64.Lowering;

/// <summary>What stands for a node: an operand, and an amount that is to be added to it, which addresses and exits do for nothing.</summary>
internal readonly record struct Lowered(Operand Operand, long Addend)
{
    public static implicit operator Lowered(VirtualRegister r) => new(r, 0);

    public bool IsConstant => Operand.IsImmediate;
}

/// <summary>A question whose answer a branch takes from the flags.</summary>
internal readonly record struct Test(Comparison Comparison, Operand Left, Operand Right)
{
    public Test Negated => this with { Comparison = Comparison.Negated() };
}
