namespace TieredPy.Runtime.Modules.Decimal;

/// <summary>Powers of ten, and how many decimal digits numbers have.</summary>
internal static class DecDigits
{
    /// <summary>Every number of so many digits fits 128 bits.</summary>
    public const int SmallDigits = 38;

    private static readonly UInt128[] SmallPowers = MakeSmall();
    private static readonly BigInteger[] Cache = new BigInteger[512];

    private static UInt128[] MakeSmall()
    {
        var p = new UInt128[SmallDigits + 1];
        p[0] = 1;
        for (int i = 1; i < p.Length; i++) p[i] = p[i - 1] * 10;
        return p;
    }

    /// <summary>The greatest power of ten that fits 64 bits.</summary>
    public const int TinyDigits = 19;

    /// <summary>10^n for n up to <see cref="TinyDigits"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Tiny(int n) => TinyPowers[n];

    private static ReadOnlySpan<ulong> TinyPowers =>
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000, 100_000_000_000, 1_000_000_000_000,
        10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000, 10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000,
        10_000_000_000_000_000_000,
    ];

    /// <summary>10^n for n up to 38.</summary>
    public static UInt128 Small(int n) => SmallPowers[n];

    /// <summary>10^n.</summary>
    public static BigInteger Big(long n)
    {
        if (n < Cache.Length)
        {
            var known = Cache[n];
            return known.IsZero ? Cache[n] = BigInteger.Pow(10, (int)n) : known;
        }
        return n <= 500_000_000 ? BigInteger.Pow(10, (int)n) : throw Err.MemoryError();
    }

    /// <summary>The number of decimal digits; 1 for zero.</summary>
    public static int Count(UInt128 v)
    {
        ulong high = (ulong)(v >> 64), low = (ulong)v;
        if (high == 0) return Count(low);
        int g = (BitOperations.Log2(high) + 65) * 1233 >> 12;
        return g > SmallDigits || v < SmallPowers[g] ? g : g + 1;
    }

    /// <inheritdoc cref="Count(UInt128)"/>
    public static int Count(ulong v)
    {
        if (v < 10) return 1;
        int guess = (BitOperations.Log2(v) + 1) * 1233 >> 12;
        return v < Tiny(guess) ? guess : guess + 1;
    }

    /// <inheritdoc cref="Count(UInt128)"/>
    public static int Count(BigInteger v)
    {
        if (v.Sign < 0) v = -v;
        if (v.IsZero) return 1;
        // Either this or one more.
        long guess = (long)((v.GetBitLength() - 1) * 0.30102999566398119521) + 1;
        if (guess > int.MaxValue - 1) throw Err.MemoryError();
        if (guess > 1 && v < Big(guess - 1)) return (int)guess - 1;
        return v < Big(guess) ? (int)guess : (int)guess + 1;
    }

    public static int Count(long v) => Count((ulong)Math.Abs(v));
}
