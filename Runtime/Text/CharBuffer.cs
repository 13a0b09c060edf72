using System.Buffers;
using System.Runtime.CompilerServices;

namespace TieredPy.Runtime.Text;

/// <summary>
/// A growing buffer of UTF-16 characters that starts in memory given by its maker (usually the stack) and moves to a
/// pooled array when that is full. Call <see cref="ToStringAndFree"/> or <see cref="Dispose"/> exactly once.
/// </summary>
internal ref struct CharBuffer
{
    private Span<char> chars;
    private char[]? rented;
    private int length;

    public CharBuffer(Span<char> initial) => chars = initial;

    public readonly int Length => length;

    public readonly ReadOnlySpan<char> Written => chars[..length];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(char c)
    {
        if ((uint)length < (uint)chars.Length)
            chars[length++] = c;
        else
            AppendSlow(c);
    }

    public void Append(scoped ReadOnlySpan<char> text)
    {
        text.CopyTo(Take(text.Length));
    }

    public void Append(char c, int count)
    {
        if (count > 0)
            Take(count).Fill(c);
    }

    /// <summary>Reserves <paramref name="count"/> characters at the end, to be written by the caller.</summary>
    public Span<char> Take(int count)
    {
        if (count > chars.Length - length)
            Grow(count);
        var result = chars.Slice(length, count);
        length += count;
        return result;
    }

    /// <summary>Appends two lower-case hexadecimal digits.</summary>
    public void AppendHex2(int value)
    {
        var to = Take(2);
        to[0] = HexDigit(value >> 4);
        to[1] = HexDigit(value);
    }

    /// <summary>Appends <paramref name="digits"/> lower-case hexadecimal digits of <paramref name="value"/>.</summary>
    public void AppendHex(int value, int digits)
    {
        var to = Take(digits);
        for (var i = digits - 1; i >= 0; i--, value >>= 4)
            to[i] = HexDigit(value);
    }

    public string ToStringAndFree()
    {
        var result = chars[..length].ToString();
        Dispose();
        return result;
    }

    public void Dispose()
    {
        var array = rented;
        this = default;
        if (array != null)
            ArrayPool<char>.Shared.Return(array);
    }

    internal static char HexDigit(int value) => (char)"0123456789abcdef"[value & 15];

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AppendSlow(char c)
    {
        Grow(1);
        chars[length++] = c;
    }

    private void Grow(int more)
    {
        var wanted = (int)Math.Min(Array.MaxLength, Math.Max((long)length + more, (long)chars.Length * 2));
        if (wanted < length + (long)more)
            throw new OutOfMemoryException();
        var array = ArrayPool<char>.Shared.Rent(wanted);
        chars[..length].CopyTo(array);
        if (rented != null)
            ArrayPool<char>.Shared.Return(rented);
        chars = rented = array;
    }
}
