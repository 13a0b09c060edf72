using System.Buffers;
using System.Runtime.CompilerServices;

namespace TieredPy.Runtime.Text;

/// <summary>A growing buffer of bytes; the twin of <see cref="CharBuffer"/>.</summary>
internal ref struct ByteBuffer
{
    private Span<byte> bytes;
    private byte[]? rented;
    private int length;

    public ByteBuffer(Span<byte> initial) => bytes = initial;

    public readonly int Length => length;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(byte b)
    {
        if (length == bytes.Length)
            Grow(1);
        bytes[length++] = b;
    }

    public void Append(scoped ReadOnlySpan<byte> more) => more.CopyTo(Take(more.Length));

    /// <summary>Reserves <paramref name="count"/> bytes at the end, to be written by the caller.</summary>
    public Span<byte> Take(int count)
    {
        if (count > bytes.Length - length)
            Grow(count);
        var result = bytes.Slice(length, count);
        length += count;
        return result;
    }

    public byte[] ToArrayAndFree()
    {
        var result = bytes[..length].ToArray();
        Dispose();
        return result;
    }

    public void Dispose()
    {
        var array = rented;
        this = default;
        if (array != null)
            ArrayPool<byte>.Shared.Return(array);
    }

    private void Grow(int more)
    {
        var wanted = (int)Math.Min(Array.MaxLength, Math.Max((long)length + more, (long)bytes.Length * 2));
        if (wanted < length + (long)more)
            throw new OutOfMemoryException();
        var array = ArrayPool<byte>.Shared.Rent(wanted);
        bytes[..length].CopyTo(array);
        if (rented != null)
            ArrayPool<byte>.Shared.Return(rented);
        bytes = rented = array;
    }
}
