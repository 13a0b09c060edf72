using TieredPy.Tiers.X64.Allocating;
using TieredPy.Tiers.X64.Machine;

namespace TieredPy.Tiers.X64.Assembling;

/// <summary>Where a kernel that is left has its registers in the buffer: the general ones, those of floats, then what was on the stack.</summary>
internal static class BufferLayout
{
    /// <summary>The values that registers take.</summary>
    public const int Registers = 32;

    public static int PlaceOf(RegisterClass c, Place place) => place.IsSlot ? Registers + place.Number : c == RegisterClass.General ? place.Number : 16 + place.Number;
}
