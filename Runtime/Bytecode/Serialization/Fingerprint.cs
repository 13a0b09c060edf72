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
        foreach (ulong w in MemoryMarshal.Cast<byte, ulong>(bytes)) h = (BitOperations.RotateLeft(h, 29) ^ w) * 0xBF58476D1CE4E5B9UL;
        for (int i = bytes.Length & ~7; i < bytes.Length; i++) h = (BitOperations.RotateLeft(h, 29) ^ bytes[i]) * 0xBF58476D1CE4E5B9UL;
        return h ^ h >> 32;
    }
}
