namespace TieredPy.Runtime.Bytecode;

/// <summary>
/// A 64-bit hash of bytes that is the same in every process: it notices damage and tells contents apart. It is no defence against who means harm.
/// A change of any one word always changes it.
/// </summary>
internal static class Fingerprint
{
    public static ulong Of(ReadOnlySpan<byte> bytes, ulong seed = 0)
    {
        ulong h = seed ^ 0x9E3779B97F4A7C15UL * (ulong)bytes.Length;
        foreach (ulong w in MemoryMarshal.Cast<byte, ulong>(bytes)) h = Mix(h, w);
        for (int i = bytes.Length & ~7; i < bytes.Length; i++) h = Mix(h, bytes[i]);
        return Mix(h, 0);
    }

    /// <summary>For each word another permutation of the state.</summary>
    private static ulong Mix(ulong h, ulong word)
    {
        h = (h ^ word) * 0xBF58476D1CE4E5B9UL;
        return h ^ h >> 29;
    }
}
