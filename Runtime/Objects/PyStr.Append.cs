namespace TieredPy.Runtime.Objects;

// Appending to a str that nobody else has, as loops do in compiled code.
public partial class PyStr
{
    /// <summary>The least room of a str that is appended to.</summary>
    private const int LeastRoom = 24;

    /// <summary>
    /// Concatenation of the contents, in the first str itself where that was made here and is <paramref name="own"/>: nobody else has it, and nobody but who
    /// gets the result will.
    /// </summary>
    internal static PyStr Append(PyStr a, PyStr b, bool own)
    {
        if (own && (a.marks & Marks.Appended) != 0 && (a.TryAppendQuickly(b) || a.TryGrow(new ReadOnlySpan<PyStr>(in b)))) return a;
        return Made(Concat(a, b), [a, b]);
    }

    /// <summary>As <see cref="Append(PyStr, PyStr, bool)"/>, of the character of a code point.</summary>
    internal static PyStr Append(PyStr a, int c, bool own) =>
        own && (a.marks & Marks.Appended) != 0 && c <= char.MaxValue && a.TryAppendQuickly((char)c) ? a : Append(a, OfCodePoint(c), own);

    /// <summary>Appends a short text where there is room for it; false, with nothing done, where that isn't so easily told.</summary>
    private bool TryAppendQuickly(PyStr b)
    {
        if (b.data.GetType() != typeof(string)) return false;
        string text = Unsafe.As<string>(b.data);
        if (text.Length == 1) return TryAppendQuickly(text[0]);
        if (Room(text.Length) is not { } chars) return false;
        text.CopyTo(chars.AsSpan(length - text.Length));
        return true;
    }

    private bool TryAppendQuickly(char c)
    {
        if (Room(1) is not { } chars) return false;
        chars[length - 1] = c;
        return true;
    }

    /// <summary>The chars, which have become so many more; null, with nothing done, where the buffer hasn't that much room.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private char[]? Room(int more)
    {
        if (data.GetType() != typeof(AppendBuffer) || PyThread.MultiThreaded) return null;
        var buffer = Unsafe.As<AppendBuffer>(data);
        int n = length + more;
        if (buffer.Narrow is not { } chars || buffer.Used != length || (uint)n > (uint)chars.Length) return null;
        buffer.Used = length = n;
        hash = 0;
        marks &= ~Marks.Asked;
        return chars;
    }

    /// <summary>As <see cref="Append(PyStr, PyStr, bool)"/>, of several behind the first.</summary>
    internal static PyStr Append(ReadOnlySpan<PyStr> parts, bool own)
    {
        var a = parts[0];
        if (own && (a.marks & Marks.Appended) != 0 && a.TryGrow(parts[1..])) return a;
        return Made(Concat(parts), parts);
    }

    /// <summary>Notes whether a sum was made here: that of a str and an empty one is that str, which others may have.</summary>
    private static PyStr Made(PyStr sum, ReadOnlySpan<PyStr> parts)
    {
        bool isNew = true;
        foreach (var part in parts) isNew &= part != sum;
        if (isNew) sum.marks |= Marks.Appended;
        else if ((sum.marks & Marks.Appended) != 0) sum.marks &= ~Marks.Appended;
        return sum;
    }

    private bool TryGrow(ReadOnlySpan<PyStr> parts)
    {
        long total = length;
        bool wide = IsWide;
        foreach (var s in parts)
        {
            total += s.length;
            wide |= s.IsWide;
        }
        if (total > MaxLength) return false;
        int n = (int)total;
        if (data is not AppendBuffer buffer || !TryAppend(buffer, length, parts, n, wide))
        {
            data = buffer = CopyInto(n, wide, LeastRoom);
            Put(buffer, length, parts);
        }
        length = n;
        hash = 0;
        marks = marks & ~Marks.Asked | Marks.Concatenated | Marks.Again | Marks.Often;
        return true;
    }
}
