namespace TieredPy.Runtime.Objects;

/// <summary>
/// The seeded hash of str and bytes. A number in PYTHONHASHSEED gives CPython's own hashes of that seed; otherwise a quicker hash is seeded at random.
/// </summary>
internal static class StringHash
{
    private const ulong Prime1 = 0xA0761D6478BD642FUL;
    private const ulong Prime2 = 0xE7037ED1A0B428DBUL;

    private static readonly ulong Seed;

    /// <summary>The two halves of CPython's key, when PYTHONHASHSEED fixes one: then hashes are CPython's.</summary>
    private static readonly ulong Key0, Key1;
    private static readonly bool Fixed;

    static StringHash()
    {
        Fixed = TryParse(Environment.GetEnvironmentVariable("PYTHONHASHSEED"), out uint seed);
        if (Fixed) (Key0, Key1) = (KeyPart(ref seed), KeyPart(ref seed));
        ulong x = (ulong)Random.Shared.NextInt64();
        Seed = Mix(x ^ Prime1, Prime2) ^ x;
    }

    // The framework's parser takes a millisecond to get going.
    private static bool TryParse(string? digits, out uint number)
    {
        ulong n = 0;
        number = 0;
        if (digits is not { Length: > 0 and <= 10 }) return false;
        foreach (char c in digits)
        {
            if (!char.IsAsciiDigit(c)) return false;
            n = n * 10 + (uint)(c - '0');
        }
        number = unchecked((uint)n);
        return n <= uint.MaxValue;
    }

    /// <summary>Eight bytes of CPython's linear congruential generator; none of seed 0.</summary>
    private static ulong KeyPart(ref uint x)
    {
        ulong part = 0;
        if (x == 0) return part;
        for (int shift = 0; shift < 64; shift += 8)
        {
            x = unchecked(x * 214013 + 2531011);
            part |= (ulong)((x >> 16) & 0xFF) << shift;
        }
        return part;
    }

    /// <summary>Of text that is one char a code point. Equal text in the wide form never occurs.</summary>
    public static long Of(ReadOnlySpan<char> chars)
    {
        if (!Fixed) return Of(MemoryMarshal.AsBytes(chars));
        Span<byte> narrow = chars.Length <= 256 ? stackalloc byte[chars.Length] : new byte[chars.Length];
        for (int i = 0; i < narrow.Length; i++)
        {
            if (chars[i] > '\u00FF') return Of(MemoryMarshal.AsBytes(chars));
            narrow[i] = (byte)chars[i];
        }
        return Of(narrow);
    }

    /// <summary>Of bytes: as the str of these code points.</summary>
    public static long OfText(ReadOnlySpan<byte> bytes)
    {
        if (Fixed) return Of(bytes);
        Span<char> chars = bytes.Length <= 256 ? stackalloc char[bytes.Length] : new char[bytes.Length];
        System.Text.Encoding.Latin1.GetChars(bytes, chars);
        return Of(MemoryMarshal.AsBytes(chars));
    }

    /// <summary>Never -1; 0 only for no bytes.</summary>
    public static long Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return 0;
        if (Fixed)
        {
            long sip = (long)SipHash13(Key0, Key1, bytes);
            return sip is 0 or -1 ? sip - 2 : sip;
        }
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

    /// <summary>SipHash-1-3 (Aumasson and Bernstein), which pyc files of checked sources carry.</summary>
    public static ulong SipHash13(ulong k0, ulong k1, ReadOnlySpan<byte> data)
    {
        ulong v0 = k0 ^ 0x736F6D6570736575UL, v1 = k1 ^ 0x646F72616E646F6DUL, v2 = k0 ^ 0x6C7967656E657261UL, v3 = k1 ^ 0x7465646279746573UL;
        ulong last = (ulong)data.Length << 56;
        for (; data.Length >= 8; data = data[8..])
        {
            ulong m = MemoryMarshal.Read<ulong>(data);
            v3 ^= m;
            Round(ref v0, ref v1, ref v2, ref v3);
            v0 ^= m;
        }
        for (int i = 0; i < data.Length; i++) last |= (ulong)data[i] << (8 * i);
        v3 ^= last;
        Round(ref v0, ref v1, ref v2, ref v3);
        v0 ^= last;
        v2 ^= 0xFF;
        for (int i = 0; i < 3; i++) Round(ref v0, ref v1, ref v2, ref v3);
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private static void Round(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v0 += v1;
        v2 += v3;
        v1 = BitOperations.RotateLeft(v1, 13) ^ v0;
        v3 = BitOperations.RotateLeft(v3, 16) ^ v2;
        v0 = BitOperations.RotateLeft(v0, 32);
        v2 += v1;
        v0 += v3;
        v1 = BitOperations.RotateLeft(v1, 17) ^ v2;
        v3 = BitOperations.RotateLeft(v3, 21) ^ v0;
        v2 = BitOperations.RotateLeft(v2, 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong a, ulong b)
    {
        ulong high = Math.BigMul(a, b, out ulong low);
        return high ^ low;
    }
}
