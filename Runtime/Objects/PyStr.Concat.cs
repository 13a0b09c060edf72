namespace TieredPy.Runtime.Objects;

public partial class PyStr
{
    /// <summary>The length from which on a str that was made by concatenation gets a buffer when it is appended to, and that of one that has been for several times.</summary>
    private const int BufferFrom = 128, BufferSoonFrom = 16;

    /// <summary>
    /// Text that several strs share prefixes of. Only the str that ends where the used part ends may append in place; it claims the room by
    /// moving <see cref="Used"/> atomically, so what others see of the buffer never changes.
    /// </summary>
    private sealed class AppendBuffer
    {
        public char[]? Narrow;
        public int[]? Wide;
        public int Used;

        /// <summary>Has room for a text of this length.</summary>
        public bool Holds(int n, bool wide) => Narrow != null ? !wide && n <= Narrow.Length : n <= Wide!.Length;
    }

    /// <summary>Concatenation of the contents.</summary>
    public static PyStr Concat(PyStr a, PyStr b)
    {
        if (a.length == 0) return b.ToExact();
        if (b.length == 0) return a.ToExact();
        long total = (long)a.length + b.length;
        if (total > MaxLength) throw Err.MemoryError();
        int n = (int)total;
        if (a.data is AppendBuffer shared && TryAppend(shared, a.length, new ReadOnlySpan<PyStr>(in b), n, b.IsWide)) return Marked(new PyStr(shared, n), a);
        if (StartsBuffer(a, n)) return Marked(new PyStr(Start(a, b, n), n), a);
        if (a.IsWide || b.IsWide)
        {
            var wide = new int[n];
            a.CopyTo(wide);
            b.CopyTo(wide.AsSpan(a.length));
            return Marked(new PyStr(wide, n), a);
        }
        return Marked(new PyStr(string.Concat(a.Span, b.Span)), a);
    }

    /// <summary>Concatenation of the contents of several, without the strs between.</summary>
    public static PyStr Concat(ReadOnlySpan<PyStr> parts)
    {
        long total = 0;
        bool isWide = false;
        foreach (var s in parts)
        {
            total += s.length;
            isWide |= s.IsWide;
        }
        PyStr a = parts[0], b = parts[1];
        if (isWide || a.length == 0 || b.length == 0 || total > MaxLength) return OneByOne(parts);
        int n = (int)total;
        if (a.data is AppendBuffer shared && TryAppend(shared, a.length, parts[1..], n, false)) return Marked(new PyStr(shared, n), a);
        if (StartsBuffer(a, n)) return OneByOne(parts);
        if (parts.Length == 3) return Marked(new PyStr(string.Concat(a.Span, b.Span, parts[2].Span)), a);
        if (parts.Length == 4) return Marked(new PyStr(string.Concat(a.Span, b.Span, parts[2].Span, parts[3].Span)), a);
        return OneByOne([Concat(parts[..4]), .. parts[4..]]);
    }

    private static PyStr OneByOne(ReadOnlySpan<PyStr> parts)
    {
        var s = parts[0];
        foreach (var part in parts[1..]) s = Concat(s, part);
        return s;
    }

    /// <summary>A str is appended to again and again: the result of this length gets a buffer.</summary>
    private static bool StartsBuffer(PyStr a, int n) => n >= BufferSoonFrom && (a.marks & (n >= BufferFrom ? Marks.Concatenated : Marks.Often)) != 0;

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
            Fill(strs, ref MemoryMarshal.GetReference(word));
            return OfWord(word[..(int)total]);
        }
        var chars = new string('\0', (int)total);
        Fill(strs, ref MemoryMarshal.GetReference(CharsOf(chars)));
        return new PyStr(chars);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Fill(ReadOnlySpan<Value> strs, ref char to)
        {
            foreach (ref readonly var v in strs)
            {
                var part = Unsafe.As<PyStr>(v.Ref!).Span;
                if (part.Length <= 8) CopyShort(ref MemoryMarshal.GetReference(part), ref to, part.Length);
                else part.CopyTo(MemoryMarshal.CreateSpan(ref to, part.Length));
                to = ref Unsafe.Add(ref to, part.Length);
            }
        }
    }

    /// <summary>Copies up to eight chars, without a call: what is joined are signs and words for the most part.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyShort(ref char from, ref char to, int n)
    {
        ref byte source = ref Unsafe.As<char, byte>(ref from), target = ref Unsafe.As<char, byte>(ref to);
        if (n >= 4)
        {
            ulong first = Unsafe.ReadUnaligned<ulong>(ref source), last = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref source, 2 * n - 8));
            Unsafe.WriteUnaligned(ref target, first);
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, 2 * n - 8), last);
        }
        else if (n >= 2)
        {
            uint first = Unsafe.ReadUnaligned<uint>(ref source), last = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref source, 2 * n - 4));
            Unsafe.WriteUnaligned(ref target, first);
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, 2 * n - 4), last);
        }
        else if (n == 1) to = from;
    }

    /// <summary>A str that begins with another one, and was made by appending to it.</summary>
    private static PyStr Marked(PyStr s, PyStr begin)
    {
        s.marks |= Marks.Concatenated | (Marks)((int)(begin.marks & (Marks.Concatenated | Marks.Again)) << 1) | begin.marks & Marks.Often;
        return s;
    }

    /// <summary>Appends to the text that ends at a place, which gives one of <paramref name="n"/>; false where others have been, where there is no room, or for what is wider.</summary>
    private static bool TryAppend(AppendBuffer buffer, int at, ReadOnlySpan<PyStr> parts, int n, bool wide)
    {
        if (!buffer.Holds(n, wide) || !Claim(buffer, at, n)) return false;
        Put(buffer, at, parts);
        return true;
    }

    private static void Put(AppendBuffer buffer, int at, ReadOnlySpan<PyStr> parts)
    {
        foreach (var s in parts)
        {
            if (buffer.Narrow is { } chars) s.Span.CopyTo(chars.AsSpan(at));
            else s.CopyTo(buffer.Wide.AsSpan(at));
            at += s.length;
        }
    }

    private static bool Claim(AppendBuffer buffer, int at, int n)
    {
        if (PyThread.MultiThreaded) return Interlocked.CompareExchange(ref buffer.Used, n, at) == at;
        if (buffer.Used != at) return false;
        buffer.Used = n;
        return true;
    }

    private static AppendBuffer Start(PyStr a, PyStr b, int n)
    {
        var buffer = a.CopyInto(n, a.IsWide || b.IsWide, 64);
        Put(buffer, a.length, new ReadOnlySpan<PyStr>(in b));
        return buffer;
    }

    /// <summary>A buffer that begins with this text, has <paramref name="n"/> in use, and room for as much again, at least <paramref name="least"/> in all.</summary>
    private AppendBuffer CopyInto(int n, bool wide, int least)
    {
        int room = (int)Math.Min(MaxLength, Math.Max(2L * n, least));
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
