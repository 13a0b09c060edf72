namespace TieredPy.Runtime.Modules;

/// <summary>A growing run of bytes.</summary>
internal sealed class ByteSink(int capacity)
{
    private byte[] bytes = new byte[Math.Max(capacity, 16)];

    public int Length { get; private set; }

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

    public PyBytes ToBytes() => PyBytes.Make(bytes.AsSpan(0, Length).ToArray());
}
