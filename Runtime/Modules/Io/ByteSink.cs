namespace TieredPy.Runtime.Modules;

/// <summary>A growing run of bytes.</summary>
internal sealed class ByteSink(int capacity)
{
    private byte[] bytes = new byte[Math.Max(capacity, 16)];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => bytes.AsSpan(0, Length);

    public void Add(byte b)
    {
        if (Length == bytes.Length) Array.Resize(ref bytes, Length * 2);
        bytes[Length++] = b;
    }

    public void Add(ReadOnlySpan<byte> more)
    {
        while (bytes.Length - Length < more.Length) Array.Resize(ref bytes, Math.Max(bytes.Length * 2, Length + more.Length));
        more.CopyTo(bytes.AsSpan(Length));
        Length += more.Length;
    }

    /// <summary>Room for more bytes, to be written and then counted by <see cref="Advance"/>.</summary>
    public Span<byte> Reserve(int count)
    {
        if (bytes.Length - Length < count) Array.Resize(ref bytes, Math.Max(bytes.Length * 2, Length + count));
        return bytes.AsSpan(Length);
    }

    public void Advance(int count) => Length += count;

    public void Clear() => Length = 0;

    public byte[] ToArray() => bytes.AsSpan(0, Length).ToArray();

    public PyBytes ToBytes() => PyBytes.Make(ToArray());
}
