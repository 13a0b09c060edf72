using System.Buffers.Binary;

namespace TieredPy.Tiers.Caching;

/// <summary>A growing buffer of bytes: numbers as 7-bit groups, text as UTF-16 units of the same.</summary>
internal sealed class CacheWriter
{
    private byte[] buffer = new byte[256];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, Length);

    private Span<byte> Room(int count)
    {
        if (Length + count > buffer.Length) Array.Resize(ref buffer, Math.Max(buffer.Length * 2, Length + count));
        var room = buffer.AsSpan(Length, count);
        Length += count;
        return room;
    }

    public void Byte(byte v) => Room(1)[0] = v;

    public void Flag(bool v) => Byte(v ? (byte)1 : (byte)0);

    public void Number(ulong v)
    {
        for (; v >= 0x80; v >>= 7) Byte((byte)(v | 0x80));
        Byte((byte)v);
    }

    /// <summary>A number that isn't below 0.</summary>
    public void Number(int v) => Number((ulong)(uint)v);

    public void Fixed32(uint v) => BinaryPrimitives.WriteUInt32LittleEndian(Room(4), v);

    public void Fixed64(ulong v) => BinaryPrimitives.WriteUInt64LittleEndian(Room(8), v);

    public void Bytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Room(bytes.Length));

    public void Text(string s)
    {
        Number(s.Length);
        foreach (char c in s) Number(c);
    }
}
