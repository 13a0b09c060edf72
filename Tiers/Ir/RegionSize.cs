namespace TieredPy.Tiers.Ir;

/// <summary>
/// How large a region's code will be. RyuJIT optimises methods of up to 60,000 bytes of CIL, 20,000 instructions, 2,000 locals, 8,000 uses of locals and
/// 2,000 basic blocks; past any of these it makes code that is several times slower, and well below it takes so long that smaller regions pay more.
/// </summary>
internal static class RegionSize
{
    private const int MaxBytes = 20_000, MaxLocals = 800, MaxExits = 350;

    /// <summary>Most regions are small enough even if each exit's values are all different, so that those need not be told apart.</summary>
    public static bool IsTooLarge(Region region) => IsTooLarge(region, s => s.Values().Count()) && IsTooLarge(region, s => s.Values().Distinct().Count());

    private static bool IsTooLarge(Region region, Func<Snapshot, int> valuesOf)
    {
        int bytes = 0, locals = 0, exits = 0;
        object walk = new();
        void Count(Snapshot? s)
        {
            if (s == null || !s.Meet(walk)) return;
            exits++;
            bytes += 20 + 4 * valuesOf(s);
        }
        foreach (var b in region.Blocks)
        {
            bytes += 8 * (b.Then?.Args.Length ?? 0) + 10;
            locals += b.Params.Count;
            foreach (var n in b.Nodes)
            {
                bytes += 14;
                if (n.Type != IrType.None) locals++;
                Count(n.Exit);
                Count(n.AfterExit);
            }
            Count(b.Exit);
        }
        return bytes > MaxBytes || locals > MaxLocals || exits > MaxExits;
    }
}
