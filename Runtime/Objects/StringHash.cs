namespace TieredPy.Runtime.Objects;

/// <summary>The seeded hash of str and bytes. PYTHONHASHSEED gives the seed; "random" or none draws one for the process.</summary>
internal static class StringHash
{
    private const ulong Prime1 = 0xA0761D6478BD642FUL;
    private const ulong Prime2 = 0xE7037ED1A0B428DBUL;

    private static readonly ulong Seed = MakeSeed();

    /// <summary>Never 0 nor -1.</summary>
    public static long Of(ReadOnlySpan<byte> bytes)
    {
        ref byte p = ref MemoryMarshal.GetReference(bytes);
        int n = bytes.Length;
        ulong h = Seed ^ (ulong)n * Prime1;
        int i = 0;
        for (; i + 16 <= n; i += 16)
            h = Mix(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref p, i)) ^ Prime2, Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref p, i + 8)) ^ h);
        ulong a = 0, b = 0;
        if (i + 8 <= n)
        {
            a = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref p, i));
            i += 8;
        }
        for (int shift = 0; i < n; i++, shift += 8) b |= (ulong)Unsafe.Add(ref p, i) << shift;
        h = Mix(a ^ Prime1, b ^ h);
        h = Mix(h ^ Prime1, Prime2 ^ (ulong)n);
        long r = (long)h;
        return r is 0 or -1 ? r - 2 : r;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong a, ulong b)
    {
        ulong high = Math.BigMul(a, b, out ulong low);
        return high ^ low;
    }

    private static ulong MakeSeed()
    {
        var text = Environment.GetEnvironmentVariable("PYTHONHASHSEED");
        ulong x = uint.TryParse(text, out uint fixedSeed) ? fixedSeed : (ulong)Random.Shared.NextInt64();
        return Mix(x ^ Prime1, Prime2) ^ x;
    }
}
