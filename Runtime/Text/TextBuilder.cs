using System.Runtime.CompilerServices;

namespace TieredPy.Runtime.Text;

/// <summary>
/// Builds text from chars and code points; stays narrow until a code point above U+FFFF comes. Use <see cref="ToTextAndFree"/> or
/// <see cref="Dispose"/> exactly once.
/// </summary>
internal ref struct TextBuilder
{
    private CharBuffer narrow;
    private int[]? wide;
    private int wideLength;

    public TextBuilder(Span<char> initial) => narrow = new CharBuffer(initial);

    public readonly int Length => wide == null ? narrow.Length : wideLength;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(char c)
    {
        if (wide == null)
            narrow.Append(c);
        else
            AppendWide(c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(int codePoint)
    {
        if (wide == null && (uint)codePoint <= 0xFFFF)
            narrow.Append((char)codePoint);
        else
            AppendWide(codePoint);
    }

    /// <summary>Appends chars that are whole code points.</summary>
    public void Append(scoped ReadOnlySpan<char> text)
    {
        if (wide == null)
            narrow.Append(text);
        else
            TextValue.Widen(text, TakeWide(text.Length));
    }

    public void Append(scoped ReadOnlySpan<int> text)
    {
        foreach (var c in text)
            Append(c);
    }

    public void Append(TextValue text)
    {
        if (text.IsWide)
            Append(text.CodePoints);
        else
            Append(text.Chars);
    }

    public void Append(int codePoint, int count)
    {
        if (wide == null && codePoint <= 0xFFFF)
            narrow.Append((char)codePoint, count);
        else if (count > 0)
            TakeWide(count).Fill(codePoint);
    }

    /// <summary>Room for <paramref name="count"/> narrow chars, or an empty span if the text is wide already.</summary>
    public Span<char> TakeNarrow(int count) => wide == null ? narrow.Take(count) : default;

    /// <summary>Appends <paramref name="digits"/> lower-case hexadecimal digits.</summary>
    public void AppendHex(int value, int digits)
    {
        for (var shift = 4 * (digits - 1); shift >= 0; shift -= 4)
            Append(CharBuffer.HexDigit(value >> shift));
    }

    public TextValue ToTextAndFree()
    {
        if (wide == null)
            return new TextValue(narrow.ToStringAndFree());
        var result = TextValue.FromCodePoints(wide.AsSpan(0, wideLength));
        Dispose();
        return result;
    }

    public void Dispose()
    {
        narrow.Dispose();
        wide = null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AppendWide(int codePoint) => TakeWide(1)[0] = codePoint;

    private Span<int> TakeWide(int count)
    {
        if (wide == null)
        {
            wide = new int[Math.Max(16, checked(narrow.Length + count))];
            TextValue.Widen(narrow.Written, wide);
            wideLength = narrow.Length;
        }
        if (count > wide.Length - wideLength)
            Array.Resize(ref wide, (int)Math.Min(Array.MaxLength, Math.Max(wide.Length * 2L, wideLength + (long)count)));
        var result = wide.AsSpan(wideLength, count);
        wideLength += count;
        return result;
    }
}
