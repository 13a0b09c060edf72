using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TieredPy.Runtime.Numbers;

/// <summary>
/// Eight 64-bit limbs at once. Which lanes of a result get a carry is found by one addition of numbers that have a bit a lane: a lane makes a carry of its own,
/// or passes one on where it is all ones (for borrows: zero). All methods do as many limbs as they can, and say how many these are.
/// </summary>
internal static class BigLanes
{
    /// <summary>From so many 64-bit limbs on it is worth the call.</summary>
    public const int Least = 16;

    private const int Width = 8;

    /// <summary>Whether the machine has what this takes. The code here is never precompiled, so callers ask this field.</summary>
    public static readonly bool Usable = Avx512F.IsSupported;

    /// <summary>x * digit + carry; <paramref name="carry"/> becomes what is above these limbs.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Product(Span<ulong> to, ReadOnlySpan<ulong> x, uint digit, ref ulong carry)
    {
        int k = 0;
        uint bit = 0;
        ulong above = carry;
        var digits = Vector512.Create((ulong)digit).AsUInt32();
        for (; k + Width <= x.Length; k += Width)
        {
            var limbs = Vector512.Create(x.Slice(k, Width));
            var low = Avx512F.Multiply(limbs.AsUInt32(), digits);
            var high = Avx512F.Multiply((limbs >>> 32).AsUInt32(), digits);
            var shifted = high << 32;
            low += shifted;
            // A comparison is -1 where it holds.
            high = (high >>> 32) - Vector512.LessThan(low, shifted);
            // Each lane gets what the one before it has too much.
            var below = Avx512F.AlignRight64(high, Vector512.Create(above), Width - 1);
            above = high.GetElement(Width - 1);
            AddWithCarry(low, below, ref bit).CopyTo(to.Slice(k, Width));
        }
        carry = above + bit;
        return k;
    }

    /// <summary>x + y + carry.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Sum(Span<ulong> to, ReadOnlySpan<ulong> x, ReadOnlySpan<ulong> y, ref ulong carry)
    {
        int k = 0;
        uint bit = (uint)carry;
        for (; k + Width <= x.Length; k += Width)
            AddWithCarry(Vector512.Create(x.Slice(k, Width)), Vector512.Create(y.Slice(k, Width)), ref bit).CopyTo(to.Slice(k, Width));
        carry = bit;
        return k;
    }

    /// <summary>x - y - borrow.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Difference(Span<ulong> to, ReadOnlySpan<ulong> x, ReadOnlySpan<ulong> y, ref ulong borrow)
    {
        int k = 0;
        uint bit = (uint)borrow;
        for (; k + Width <= x.Length; k += Width)
        {
            var (from, take) = (Vector512.Create(x.Slice(k, Width)), Vector512.Create(y.Slice(k, Width)));
            var rest = from - take;
            (rest - Ones(Reached(Vector512.LessThan(from, take), Vector512.IsZero(rest), ref bit))).CopyTo(to.Slice(k, Width));
        }
        borrow = bit;
        return k;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> AddWithCarry(Vector512<ulong> x, Vector512<ulong> y, ref uint carry)
    {
        var sum = x + y;
        return sum + Ones(Reached(Vector512.LessThan(sum, y), Vector512.Equals(sum, Vector512<ulong>.AllBitsSet), ref carry));
    }

    /// <summary>The lanes that a carry reaches; <paramref name="carry"/> is what goes in and then what comes out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Reached(Vector512<ulong> makes, Vector512<ulong> passes, ref uint carry)
    {
        uint passing = (uint)passes.ExtractMostSignificantBits();
        uint sum = ((uint)makes.ExtractMostSignificantBits() << 1) + carry + passing;
        carry = sum >> Width;
        return sum ^ passing;
    }

    /// <summary>1 in the lanes of the bits that are set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Ones(uint lanes) =>
        Vector512.Min(Vector512.Create((ulong)lanes) & Vector512.Create(1UL, 2, 4, 8, 16, 32, 64, 128), Vector512<ulong>.One);
}
