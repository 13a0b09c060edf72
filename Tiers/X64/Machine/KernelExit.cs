using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.X64.Machine;

/// <summary>A value of the loop that is wanted outside: the register that has it, and what is to be added to that.</summary>
internal sealed record ExitValue(Node Node, Operand Value, long Addend)
{
    /// <summary>Where in the buffer the register is left; known when there is machine code. Constants aren't left.</summary>
    public int Place { get; set; } = -1;

    /// <summary>The value, where the exit itself says it.</summary>
    public long? Constant => Value.IsImmediate ? Value.Immediate + Addend : null;
}

/// <summary>
/// A way out of a kernel: to an exit of the region, or along an edge to a block behind the loop. All exits leave the same registers in the buffer; each says which of
/// them have the values that the loop made and that are wanted there.
/// </summary>
internal sealed class KernelExit(int number, Snapshot? snapshot, Edge? edge)
{
    /// <summary>What the kernel returns.</summary>
    public int Number { get; } = number;
    public Snapshot? Snapshot { get; } = snapshot;
    public Edge? Edge { get; } = edge;
    public List<ExitValue> Values { get; } = [];

    public override int GetHashCode() => Number;
}
