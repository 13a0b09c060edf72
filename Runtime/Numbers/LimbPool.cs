namespace TieredPy.Runtime.Numbers;

/// <summary>
/// Limbs of long ints that are no more, for others of the same length: new ones are dear, as their memory is cleared and soon to be collected. Of each length
/// a few are kept, by each thread.
/// </summary>
internal static class LimbPool
{
    private const int Shortest = 64, Longest = 1 << 14, Sets = 32, InSet = 4;

    [ThreadStatic] private static uint[]?[]? kept;

    /// <summary>So many limbs, of any content.</summary>
    public static uint[] Take(int count)
    {
        if (count is >= Shortest and <= Longest && kept is { } all)
        {
            foreach (ref var limbs in SetOf(all, count))
            {
                if (limbs == null || limbs.Length != count) continue;
                var taken = limbs;
                limbs = null;
                return taken;
            }
        }
        return GC.AllocateUninitializedArray<uint>(count);
    }

    /// <summary>Nobody else has these limbs.</summary>
    public static void Give(uint[] limbs)
    {
        if (limbs.Length is < Shortest or > Longest) return;
        foreach (ref var place in SetOf(kept ??= new uint[]?[Sets * InSet], limbs.Length))
        {
            // Lengths grow and fall slowly: others in the set are of a time gone by.
            if (place != null && place.Length == limbs.Length) continue;
            place = limbs;
            return;
        }
    }

    private static Span<uint[]?> SetOf(uint[]?[] all, int count) => all.AsSpan(count % Sets * InSet, InSet);
}
