namespace TieredPy.Tiers.X64.Machine;

/// <summary>
/// What a value of any type is in a kernel: two ints, of which the first says what the second is. References stay outside; there they are called by their number.
/// </summary>
internal static class ValueTag
{
    public const int Int = 0, Float = 1, Bool = 2;

    /// <summary>The first of the values that came in; see <see cref="MachineKernel.Outsiders"/>.</summary>
    public const int FirstOutsider = 3;
}
