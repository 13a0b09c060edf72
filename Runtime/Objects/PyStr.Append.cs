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
        if (own && (a.marks & Marks.Appended) != 0 && a.TryGrow(new ReadOnlySpan<PyStr>(in b))) return a;
        return Made(Concat(a, b), a, b);
    }

    /// <summary>As <see cref="Append(PyStr, PyStr, bool)"/>, of several behind the first.</summary>
    internal static PyStr Append(ReadOnlySpan<PyStr> parts, bool own)
    {
        var a = parts[0];
        if (own && (a.marks & Marks.Appended) != 0 && a.TryGrow(parts[1..])) return a;
        var sum = Concat(parts);
        foreach (var part in parts)
            if (part == sum) return Made(sum, part, part);
        return Made(sum, null, null);
    }

    /// <summary>Notes whether a sum was made here: that of a str and an empty one is that str, which others may have.</summary>
    private static PyStr Made(PyStr sum, PyStr? a, PyStr? b)
    {
        if (sum != a && sum != b) sum.marks |= Marks.Appended;
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
        if (data is not AppendBuffer buffer || !buffer.Holds(n, wide) || !Claim(buffer, length, n)) data = buffer = CopyInto(n, wide);
        int at = length;
        foreach (var s in parts)
        {
            if (buffer.Narrow is { } chars) s.Span.CopyTo(chars.AsSpan(at));
            else s.CopyTo(buffer.Wide.AsSpan(at));
            at += s.length;
        }
        length = n;
        hash = 0;
        marks = marks & ~Marks.Asked | Marks.Concatenated | Marks.Again | Marks.Often;
        return true;
    }

    /// <summary>A buffer that has this text, and room for as much as <paramref name="n"/> again.</summary>
    private AppendBuffer CopyInto(int n, bool wide)
    {
        int room = (int)Math.Min(MaxLength, Math.Max(2L * n, LeastRoom));
        if (wide)
        {
            var points = new int[room];
            CopyTo(points);
            return new AppendBuffer { Wide = points, Used = n };
        }
        var chars = GC.AllocateUninitializedArray<char>(room);
        Span.CopyTo(chars);
        return new AppendBuffer { Narrow = chars, Used = n };
    }
}
