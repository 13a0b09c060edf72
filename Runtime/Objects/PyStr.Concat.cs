namespace TieredPy.Runtime.Objects;

public partial class PyStr
{
    private const int BufferFrom = 128;

    /// <summary>
    /// Text that several strs share prefixes of. Only the str that ends where the used part ends may append in place; it claims the room by
    /// moving <see cref="Used"/> atomically, so what others see of the buffer never changes.
    /// </summary>
    private sealed class AppendBuffer
    {
        public char[]? Narrow;
        public int[]? Wide;
        public int Used;
    }

    /// <summary>Concatenation of the contents.</summary>
    public static PyStr Concat(PyStr a, PyStr b)
    {
        if (a.length == 0) return b.ToExact();
        if (b.length == 0) return a.ToExact();
        long total = (long)a.length + b.length;
        if (total > 0x3FFFFFDF) throw Err.MemoryError();
        int n = (int)total;
        if (a.data is AppendBuffer shared && TryAppend(shared, a.length, b, n)) return Marked(new PyStr(shared, n));
        if (n >= BufferFrom && (a.marks & Marks.Concatenated) != 0) return Marked(new PyStr(Start(a, b, n), n));
        if (a.IsWide || b.IsWide)
        {
            var wide = new int[n];
            a.CopyTo(wide);
            b.CopyTo(wide.AsSpan(a.length));
            return Marked(new PyStr(wide, n));
        }
        return Marked(new PyStr(string.Concat(a.Span, b.Span)));
    }

    /// <summary>All of these strs one behind the other; null when one of them has code points beyond U+FFFF.</summary>
    [SkipLocalsInit]
    internal static PyStr? TryJoinNarrow(ReadOnlySpan<Value> strs)
    {
        long total = 0;
        foreach (ref readonly var v in strs)
        {
            var s = (PyStr)v.Ref!;
            if (s.IsWide) return null;
            total += s.length;
        }
        if (total > MaxLength) throw Err.MemoryError();
        if (total <= LongestWord)
        {
            Span<char> word = stackalloc char[LongestWord];
            Fill(strs, word);
            return OfWord(word[..(int)total]);
        }
        var chars = new string('\0', (int)total);
        Fill(strs, CharsOf(chars));
        return new PyStr(chars);

        static void Fill(ReadOnlySpan<Value> strs, Span<char> to)
        {
            foreach (ref readonly var v in strs)
            {
                var part = Unsafe.As<PyStr>(v.Ref!).Span;
                part.CopyTo(to);
                to = to[part.Length..];
            }
        }
    }

    private static PyStr Marked(PyStr s)
    {
        s.marks |= Marks.Concatenated;
        return s;
    }

    private static bool TryAppend(AppendBuffer buffer, int at, PyStr b, int n)
    {
        if (buffer.Narrow != null)
        {
            if (b.IsWide || n > buffer.Narrow.Length || Interlocked.CompareExchange(ref buffer.Used, n, at) != at) return false;
            b.Span.CopyTo(buffer.Narrow.AsSpan(at));
            return true;
        }
        if (n > buffer.Wide!.Length || Interlocked.CompareExchange(ref buffer.Used, n, at) != at) return false;
        b.CopyTo(buffer.Wide.AsSpan(at));
        return true;
    }

    private static AppendBuffer Start(PyStr a, PyStr b, int n)
    {
        int capacity = (int)Math.Min(0x3FFFFFDFL, (long)n * 2);
        if (a.IsWide || b.IsWide)
        {
            var wide = new int[capacity];
            a.CopyTo(wide);
            b.CopyTo(wide.AsSpan(a.length));
            return new AppendBuffer { Wide = wide, Used = n };
        }
        var narrow = GC.AllocateUninitializedArray<char>(capacity);
        a.Span.CopyTo(narrow);
        b.Span.CopyTo(narrow.AsSpan(a.length));
        return new AppendBuffer { Narrow = narrow, Used = n };
    }
}
