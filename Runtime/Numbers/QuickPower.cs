using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace TieredPy.Runtime.Numbers;

/// <summary>
/// What C's pow gives for the exponents 2 and 0.5, mostly without calling it. pow isn't correctly rounded: where the exact power is near the middle between two
/// floats it may give the other one than a product or a square root does. How far the exact power is from the nearest float is told by a fused multiplication. Only
/// where pow's error could matter it is called.
/// </summary>
internal static unsafe class QuickPower
{
    /// <summary>
    /// How far the exact power may be from the nearest float, in units of its last place: pow errs by less than what this and a half leave of one, 35/64. The
    /// GNU C library since 2.28 says 0.54 (sysdeps/ieee754/dbl-64/e_pow.c), for these exponents less.
    /// </summary>
    public const double MostDistance = 29.0 / 64 * Epsilon;

    /// <summary>Powers from which on the distance is exact: nothing on the way to it is too small for a float.</summary>
    public const double LeastPower = 1.1830521861667747e-271;

    /// <summary>Bits of a float's exponent.</summary>
    public const long Exponent = 0x7FF0_0000_0000_0000;

    /// <summary>The last place of floats from 1 on: 2**-52.</summary>
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>The C library is one whose error is known, and multiplications are fused by the processor.</summary>
    public static readonly bool Applies = (Fma.IsSupported || AdvSimd.IsSupported) && IsKnownLibrary();

    /// <summary>pow(x, 2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Square(double x)
    {
        double square = x * x;
        if (Applies && square >= LeastPower && Math.Abs(Math.FusedMultiplyAdd(x, x, -square)) < UnitOf(square) * MostDistance) return square;
        return Math.Pow(x, 2);
    }

    /// <summary>The power of two that a float above 0 is at least, or above: that of the smaller neighbor's last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double UnitOf(double x) => BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(x) - 1 & Exponent);

    private static bool IsKnownLibrary()
    {
        if (!OperatingSystem.IsLinux() || !NativeLibrary.TryLoad("libc.so.6", out var library) || !NativeLibrary.TryGetExport(library, "gnu_get_libc_version", out var version)) return false;
        return Version.TryParse(Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<byte*>)version)()), out var v) && v >= new Version(2, 28);
    }
}
