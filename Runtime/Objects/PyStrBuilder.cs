using TieredPy.Runtime.Text;

namespace TieredPy.Runtime.Objects;

/// <summary>Builds a str of code points, narrow as long as it can be.</summary>
internal sealed class PyStrBuilder
{
    private char[]? narrow;
    private int[]? wide;
    private int length;

    public PyStrBuilder(int capacity = 32) => narrow = new char[Math.Max(capacity, 8)];

    private PyStrBuilder(char[] narrow) => this.narrow = narrow;

    /// <summary>For a long text, in an array that the thread keeps: <see cref="Finish"/> gives it back.</summary>
    public static PyStrBuilder ForLong() => new(SpareArray<char>.Take(256));

    public int Length => length;

    public void Append(int c)
    {
        if (narrow != null)
        {
            if (c < 0x10000)
            {
                if (length == narrow.Length) Array.Resize(ref narrow, length * 2);
                narrow[length++] = (char)c;
                return;
            }
            Widen(1);
        }
        if (length == wide!.Length) Array.Resize(ref wide, length * 2);
        wide[length++] = c;
    }

    /// <summary>Appends the decimal text.</summary>
    public void Append(long number)
    {
        Reserve(20);
        if (narrow != null)
        {
            number.TryFormat(narrow.AsSpan(length), out int written, default, System.Globalization.CultureInfo.InvariantCulture);
            length += written;
        }
        else Append(number.ToString(System.Globalization.CultureInfo.InvariantCulture).AsSpan());
    }

    /// <summary>Appends chars that are one code point each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(ReadOnlySpan<char> chars)
    {
        var to = narrow;
        if (to == null || chars.Length > to.Length - length)
        {
            AppendSlow(chars);
            return;
        }
        chars.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(to), length), chars.Length));
        length += chars.Length;
    }

    private void AppendSlow(ReadOnlySpan<char> chars)
    {
        Reserve(chars.Length);
        if (narrow != null) chars.CopyTo(narrow.AsSpan(length));
        else TextValue.Widen(chars, wide.AsSpan(length));
        length += chars.Length;
    }

    public void Append(ReadOnlySpan<int> points)
    {
        if (narrow != null && PyStr.HasAstral(points)) Widen(points.Length);
        Reserve(points.Length);
        if (wide != null) points.CopyTo(wide.AsSpan(length));
        else
            for (int i = 0; i < points.Length; i++) narrow![length + i] = (char)points[i];
        length += points.Length;
    }

    public void Append(PyStr s)
    {
        if (s.IsWide) Append(s.WideSpan);
        else Append(s.Span);
    }

    /// <summary>Appends a part of a str.</summary>
    public void Append(PyStr s, int start, int end)
    {
        if (s.IsWide) Append(s.WideSpan[start..end]);
        else Append(s.Span[start..end]);
    }

    public void AppendRepeated(int c, long count)
    {
        if (count <= 0) return;
        if (count > 0x3FFFFFDF - length) throw Err.MemoryError();
        if (narrow != null && c >= 0x10000) Widen((int)count);
        Reserve((int)count);
        if (narrow != null) narrow.AsSpan(length, (int)count).Fill((char)c);
        else wide.AsSpan(length, (int)count).Fill(c);
        length += (int)count;
    }

    /// <summary>Appends \xhh, \uhhhh or \Uhhhhhhhh.</summary>
    public void AppendEscape(int c) => Append(c < 0x100 ? $"\\x{c:x2}" : c < 0x10000 ? $"\\u{c:x4}" : $"\\U{c:x8}");

    public void Clear() => length = 0;

    public PyStr ToStr() => narrow != null ? PyStr.Of(narrow.AsSpan(0, length)) : PyStr.FromCodePoints(wide.AsSpan(0, length));

    /// <summary>As <see cref="ToStr"/>, of a text to which nothing is appended any more.</summary>
    public PyStr Finish()
    {
        var text = ToStr();
        if (narrow != null) SpareArray<char>.Give(narrow, 0);
        else SpareArray<int>.Give(wide!, 0);
        narrow = null;
        wide = null;
        return text;
    }

    private void Reserve(int more)
    {
        long need = (long)length + more;
        if (need > 0x3FFFFFDF) throw Err.MemoryError();
        if (narrow != null)
        {
            if (need > narrow.Length) Array.Resize(ref narrow, (int)Math.Max(need, Math.Min(narrow.Length * 2L, 0x3FFFFFDF)));
        }
        else if (need > wide!.Length) Array.Resize(ref wide, (int)Math.Max(need, Math.Min(wide.Length * 2L, 0x3FFFFFDF)));
    }

    private void Widen(int more)
    {
        wide = SpareArray<int>.Take(Math.Max(length + more, narrow!.Length));
        TextValue.Widen(narrow.AsSpan(0, length), wide);
        SpareArray<char>.Give(narrow, 0);
        narrow = null;
    }
}
