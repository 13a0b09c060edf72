namespace TieredPy.Runtime.Bytecode;

/// <summary>
/// Code objects as bytes, for <c>__pycache__</c> and <c>marshal</c>: a checksum, a table of strings, the code object with those nested in it.
/// The format is this runtime's own; <see cref="Magic"/> changes with every build.
/// </summary>
internal static class BytecodeCache
{
    /// <summary>Of the assembly that holds compiler and interpreter: another build has another.</summary>
    private static readonly ulong Build = BitConverter.ToUInt64(typeof(BytecodeCache).Module.ModuleVersionId.ToByteArray());

    /// <summary>The number for the header of cached files; its high half is "\r\n" as CPython's.</summary>
    public static readonly int Magic = 0x0A0D0000 | (int)(Build >> 48);

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

    /// <summary>
    /// The code object, or null when the bytes are damaged or of another version. Its parts stay in the bytes until they are needed: in a copy, unless
    /// an <paramref name="owner"/> is known, an array that never changes and that the bytes are a part of.
    /// </summary>
    public static PyCode? Read(ReadOnlySpan<byte> bytes, byte[]? owner = null)
    {
        if (bytes.Length < 8 || BitConverter.ToUInt64(bytes) != Checksum(bytes[8..])) return null;
        try
        {
            return owner == null ? CodeReader.Read(bytes.ToArray(), 8) : CodeReader.Read(owner, PlaceIn(owner, bytes) + 8);
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
