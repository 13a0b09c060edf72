namespace TieredPy.Runtime.Bytecode;

/// <summary>
/// Code objects as bytes, for <c>__pycache__</c> and <c>marshal</c>: the build that wrote them, a checksum, a table of strings, the code object with those
/// nested in it. The format is this runtime's own; <see cref="Magic"/> changes with every build, but has too few bits to tell all builds apart.
/// </summary>
internal static class BytecodeCache
{
    /// <summary>Of the assembly that holds compiler and interpreter: another build has another.</summary>
    private static readonly ulong Build = BitConverter.ToUInt64(typeof(BytecodeCache).Module.ModuleVersionId.ToByteArray());

    /// <summary>The number for the header of cached files; its high half is "\r\n" as CPython's.</summary>
    public static readonly int Magic = 0x0A0D0000 | (ushort)(Build ^ Build >> 16 ^ Build >> 32);

    /// <summary>Bytes of the build and of the checksum, before the strings.</summary>
    private const int HeaderSize = 16;

    /// <summary>The bytes of a code object.</summary>
    public static byte[] Write(PyCode code)
    {
        var writer = new CodeWriter();
        byte[] body = writer.Write(code);
        byte[] result = new byte[body.Length + HeaderSize];
        BitConverter.TryWriteBytes(result, Build);
        BitConverter.TryWriteBytes(result.AsSpan(8), Checksum(body));
        body.CopyTo(result, HeaderSize);
        return result;
    }

    /// <summary>True for bytes that this build wrote.</summary>
    public static bool IsOwn(ReadOnlySpan<byte> bytes) => bytes.Length >= HeaderSize && BitConverter.ToUInt64(bytes) == Build;

    /// <summary>
    /// The code object, or null when the bytes are damaged or of another version. Its parts stay in the bytes until they are needed: in a copy, unless
    /// an <paramref name="owner"/> is known, an array that never changes and that the bytes are a part of.
    /// </summary>
    public static PyCode? Read(ReadOnlySpan<byte> bytes, byte[]? owner = null)
    {
        if (!IsOwn(bytes) || BitConverter.ToUInt64(bytes[8..]) != Checksum(bytes[HeaderSize..])) return null;
        try
        {
            return owner == null ? CodeReader.Read(bytes.ToArray(), HeaderSize) : CodeReader.Read(owner, PlaceIn(owner, bytes) + HeaderSize);
        }
        catch (Exception e) when (e is InvalidDataException or IndexOutOfRangeException or ArgumentException or OverflowException)
        {
            return null;
        }
    }

    private static int PlaceIn(byte[] owner, ReadOnlySpan<byte> part)
    {
        nint place = Unsafe.ByteOffset(ref MemoryMarshal.GetArrayDataReference(owner), ref MemoryMarshal.GetReference(part));
        return place >= 0 && place + part.Length <= owner.Length ? (int)place : throw new ArgumentException("not a part of its owner");
    }

    private static ulong Checksum(ReadOnlySpan<byte> bytes) => Fingerprint.Of(bytes, Build);
}
