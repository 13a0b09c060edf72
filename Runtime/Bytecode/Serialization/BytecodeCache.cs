namespace TieredPy.Runtime.Bytecode;

/// <summary>
/// Code objects as bytes, for <c>__pycache__</c> and <c>marshal</c>: a checksum, a table of strings, the code object with those nested in it.
/// The format is this runtime's own; <see cref="Magic"/> changes with it and with the instruction set.
/// </summary>
internal static class BytecodeCache
{
    /// <summary>Bumped whenever the format, the instruction set or the compiler's output changes.</summary>
    private const int FormatVersion = 1;

    /// <summary>The number for the header of cached files; its high half is "\r\n" as CPython's.</summary>
    public const int Magic = 0x0A0D0000 | 0x7000 + FormatVersion;

    /// <summary>The bytes of a code object.</summary>
    public static byte[] Write(PyCode code)
    {
        var writer = new CodeWriter();
        byte[] body = writer.Write(code);
        byte[] result = new byte[body.Length + 8];
        BitConverter.TryWriteBytes(result, Checksum(body));
        body.CopyTo(result, 8);
        return result;
    }

    /// <summary>The code object, or null when the bytes are damaged or of another version.</summary>
    public static PyCode? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 8 || BitConverter.ToUInt64(bytes) != Checksum(bytes[8..])) return null;
        try
        {
            return new CodeReader(bytes[8..]).Read();
        }
        catch (Exception e) when (e is InvalidDataException or IndexOutOfRangeException or ArgumentException or OverflowException)
        {
            return null;
        }
    }

    private static ulong Checksum(ReadOnlySpan<byte> bytes)
    {
        ulong h = 0x9E3779B97F4A7C15UL * (ulong)(Magic + bytes.Length);
        foreach (ulong w in MemoryMarshal.Cast<byte, ulong>(bytes)) h = (BitOperations.RotateLeft(h, 29) ^ w) * 0xBF58476D1CE4E5B9UL;
        for (int i = bytes.Length & ~7; i < bytes.Length; i++) h = (BitOperations.RotateLeft(h, 29) ^ bytes[i]) * 0xBF58476D1CE4E5B9UL;
        return h ^ h >> 32;
    }
}
