namespace TieredPy.Runtime.Objects;

/// <summary>
/// A str. The text is a .NET string in which each char is one code point (lone surrogates allowed) or, exactly when some code point lies beyond
/// U+FFFF, an array of code points. The result of repeated concatenation keeps its text in a growing buffer shared with its prefixes, so that
/// <c>s += x</c> in a loop is linear; a flat string is made of it when one is asked for.
/// </summary>
[PyType("str", MatchSelf = true, Doc = "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\nCreate a new string object from the given object. If encoding or\nerrors is specified, then the object must expose a data buffer\nthat will be decoded using the given encoding and error handler.\nOtherwise, returns the result of object.__str__() (if defined)\nor repr(object).\nencoding defaults to 'utf-8'.\nerrors defaults to 'strict'.")]
public partial class PyStr : PyObject, IEquatable<PyStr>
{
    /// <summary>A string, an int[] or an <see cref="AppendBuffer"/>. Replaced by an equal form at most.</summary>
    private object data;
    private int length;
    private Marks marks;
    private long hash;

    internal PyStr(Shape shape) : base(shape) => data = "";

    /// <summary>A str of a .NET string in which each char is one code point.</summary>
    public PyStr(string chars) : base(TypeObject.RootShape)
    {
        data = chars;
        length = chars.Length;
    }

    private PyStr(object data, int length) : base(TypeObject.RootShape)
    {
        this.data = data;
        this.length = length;
    }

    [Flags]
    private enum Marks : byte
    {
        None = 0,
        Interned = 1,

        /// <summary>Was asked for its text in one piece while it was an <see cref="AppendBuffer"/>.</summary>
        Asked = 2,

        /// <summary>Made by concatenation: what is appended next may belong to a loop.</summary>
        Concatenated = 4,

        /// <summary>Made by concatenation with what was <see cref="Concatenated"/>.</summary>
        Again = 8,

        /// <summary>And once more: what is appended next does belong to a loop.</summary>
        Often = 16,

        /// <summary>Made by <see cref="Append(PyStr, PyStr, bool)"/>: whoever got it may append to it in place, as long as nobody else gets it.</summary>
        Appended = 32,
    }

    /// <summary>The empty str.</summary>
    public static PyStr Empty => Statics.Empty;

    /// <summary>The number of code points.</summary>
    public int Length => length;

    /// <summary>True when the text holds code points beyond U+FFFF: then <see cref="Wide"/> has them, else <see cref="Chars"/>.</summary>
    public bool IsWide
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => data.GetType() != typeof(string) && IsOtherWide();
    }

    private bool IsOtherWide() => data.GetType() == typeof(int[]) || Unsafe.As<AppendBuffer>(data).Wide != null;

    /// <summary>The text, one char a code point; only when not <see cref="IsWide"/>.</summary>
    public string Chars
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => data.GetType() == typeof(string) ? Unsafe.As<string>(data) : FlatChars();
    }

    /// <summary>The code points; only when <see cref="IsWide"/>.</summary>
    public int[] Wide => data as int[] ?? FlatWide();

    /// <summary>The text without flattening; only when not <see cref="IsWide"/>.</summary>
    public ReadOnlySpan<char> Span
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => data.GetType() == typeof(string) ? Unsafe.As<string>(data) : BufferSpan();
    }

    private ReadOnlySpan<char> BufferSpan() => Unsafe.As<AppendBuffer>(data).Narrow.AsSpan(0, length);

    /// <summary>The code points without flattening; only when <see cref="IsWide"/>.</summary>
    public ReadOnlySpan<int> WideSpan => data.GetType() == typeof(int[]) ? Unsafe.As<int[]>(data) : Unsafe.As<AppendBuffer>(data).Wide.AsSpan(0, length);

    /// <summary>True for an exact str: no Python subclass.</summary>
    internal bool IsExact => GetType() == typeof(PyStr);

    public bool IsInterned => (marks & Marks.Interned) != 0;

    /// <summary>The code point at an index in range.</summary>
    public int this[int i]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => data.GetType() == typeof(string) ? Unsafe.As<string>(data)[i] : SlowAt(i);
    }

    /// <summary>A str of a .NET string in which surrogate pairs mean astral characters.</summary>
    public static PyStr Of(string text)
    {
        if (text.Length <= 1) return text.Length == 0 ? Empty : OfCodePoint(text[0]);
        for (int i = 0; i + 1 < text.Length; i++)
            if (char.IsHighSurrogate(text[i]) && char.IsLowSurrogate(text[i + 1])) return OfPairs(text);
        return new PyStr(text);
    }

    /// <summary>A str of chars that are one code point each, sharing single characters.</summary>
    public static PyStr Of(ReadOnlySpan<char> chars) => chars.Length switch
    {
        0 => Empty,
        1 => OfCodePoint(chars[0]),
        _ => new PyStr(new string(chars)),
    };

    /// <summary>A str of a string whose chars are one code point each, sharing it and single characters.</summary>
    internal static PyStr OfNarrow(string chars) => chars.Length <= 1 ? chars.Length == 0 ? Empty : OfCodePoint(chars[0]) : new PyStr(chars);

    /// <summary>The str of one code point.</summary>
    public static PyStr OfCodePoint(int c)
    {
        if (c < Statics.Singles.Length) return Statics.Singles[c] ??= MakeSingle(c);
        return c < 0x10000 ? new PyStr(((char)c).ToString()) : new PyStr(new[] { c }, 1);
    }

    /// <summary>A str of code points, in whichever form they need.</summary>
    public static PyStr FromCodePoints(ReadOnlySpan<int> points)
    {
        if (points.Length == 0) return Empty;
        if (points.Length == 1) return OfCodePoint(points[0]);
        return HasAstral(points) ? new PyStr(points.ToArray(), points.Length) : new PyStr(NarrowOf(points));
    }

    /// <summary>As <see cref="FromCodePoints"/>, keeping the array when it is needed.</summary>
    internal static PyStr FromOwned(int[] points) =>
        points.Length > 1 && HasAstral(points) ? new PyStr(points, points.Length) : FromCodePoints(points);

    /// <summary>The one shared str of this text; each char is one code point.</summary>
    public static PyStr Intern(string chars)
    {
        var table = Statics.Interned;
        lock (table)
        {
            if (table.TryGetValue(chars, out object? known)) return (PyStr)known;
            var s = chars.Length == 1 ? OfCodePoint(chars[0]) : new PyStr(chars);
            s.marks |= Marks.Interned;
            table.Add(chars, s);
            return s;
        }
    }

    /// <summary>The one shared str equal to an exact str.</summary>
    public static PyStr Intern(PyStr s)
    {
        if (s.IsInterned || !s.IsExact) return s;
        if (s.IsWide)
        {
            var wide = WideStatics.Interned;
            lock (wide)
            {
                if (wide.TryGetValue(s, out var found)) return found;
                s.marks |= Marks.Interned;
                wide.Add(s, s);
                return s;
            }
        }
        var table = Statics.Interned;
        lock (table)
        {
            if (table.TryGetValue(s.Chars, out object? found)) return (PyStr)found;
            if (s.length == 1) s = OfCodePoint(s[0]);
            s.marks |= Marks.Interned;
            table.Add(s.Chars, s);
            return s;
        }
    }

    /// <summary>The characters between two bounds as of a slice: those below 0 count from the end.</summary>
    internal PyStr Between(long start, long stop)
    {
        var (from, count) = Sequences.Part(Length, start, stop);
        return Substring(from, count);
    }

    /// <summary>An exact str for code points when they are known to be a substring in range.</summary>
    public PyStr Substring(int start, int count)
    {
        if (count == length && start == 0 && IsExact) return this;
        return IsWide ? FromCodePoints(WideSpan.Slice(start, count)) : OfWord(Span.Slice(start, count));
    }

    /// <summary>An exact str of the same text.</summary>
    public PyStr ToExact() => IsExact ? this : new PyStr(data, length);

    /// <summary>An instance of <paramref name="cls"/> (str or a Python subclass) with the text of <paramref name="s"/>.</summary>
    internal static PyStr WithType(PyType cls, PyStr s)
    {
        if (cls == TypeObject) return s.ToExact();
        var r = Allocate(cls);
        r.data = s.data;
        r.length = s.length;
        r.hash = s.hash;
        return r;
    }

    /// <summary>The text as a .NET string with surrogate pairs for astral characters.</summary>
    public override string ToString()
    {
        if (!IsWide) return Chars;
        var points = WideSpan;
        var sb = new System.Text.StringBuilder(points.Length + 8);
        foreach (int c in points)
        {
            if (c < 0x10000) sb.Append((char)c);
            else sb.Append((char)(0xD7C0 + (c >> 10))).Append((char)(0xDC00 + (c & 0x3FF)));
        }
        return sb.ToString();
    }

    /// <summary>Copies the code points.</summary>
    public void CopyTo(Span<int> to)
    {
        if (IsWide)
        {
            WideSpan.CopyTo(to);
            return;
        }
        var chars = Span;
        for (int i = 0; i < chars.Length; i++) to[i] = chars[i];
    }

    /// <summary>The code points as a new array.</summary>
    public int[] ToCodePoints()
    {
        var a = new int[length];
        CopyTo(a);
        return a;
    }

    /// <summary>The Python hash: of the content, seeded by PYTHONHASHSEED.</summary>
    public override long Hash() => TextHash;

    /// <summary>The hash of an exact str, or of what one of a class of its own has as text, without asking its class.</summary>
    internal long TextHash
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            long h = hash;
            return h != 0 ? h : ComputeHash();
        }
    }

    public override int GetHashCode()
    {
        long h = TextHash;
        return (int)h ^ (int)(h >> 32);
    }

    public override bool Equals(object? obj) => obj is PyStr s && Equals(s);

    /// <summary>Same content.</summary>
    public bool Equals(PyStr? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other == null || length != other.length) return false;
        if ((marks & other.marks & Marks.Interned) != 0) return false;
        if (hash != 0 && other.hash != 0 && hash != other.hash) return false;
        return SameText(other);
    }

    /// <summary>Order by code points.</summary>
    public int CompareTo(PyStr other)
    {
        if (data.GetType() == typeof(string) && other.data.GetType() == typeof(string))
            return CompareNarrow(Unsafe.As<string>(data), Unsafe.As<string>(other.data));
        if (!IsWide && !other.IsWide) return Span.SequenceCompareTo(other.Span);
        int n = Math.Min(length, other.length);
        for (int i = 0; i < n; i++)
        {
            int c = this[i].CompareTo(other[i]);
            if (c != 0) return c;
        }
        return length.CompareTo(other.length);
    }

    /// <summary>Order by chars, four at a time.</summary>
    private static int CompareNarrow(string a, string b)
    {
        if (a.Length == 1 && b.Length == 1) return a[0] - b[0];
        ref byte p = ref Unsafe.As<char, byte>(ref MemoryMarshal.GetReference(a.AsSpan()));
        ref byte q = ref Unsafe.As<char, byte>(ref MemoryMarshal.GetReference(b.AsSpan()));
        nint n = Math.Min(a.Length, b.Length), i = 0;
        for (; i + 4 <= n; i += 4)
        {
            ulong x = Unsafe.ReadUnaligned<ulong>(ref Unsafe.AddByteOffset(ref p, i * 2)), y = Unsafe.ReadUnaligned<ulong>(ref Unsafe.AddByteOffset(ref q, i * 2));
            if (x == y) continue;
            int shift = BitOperations.TrailingZeroCount(x ^ y) & 0x30;
            return (int)(x >> shift & 0xFFFF) - (int)(y >> shift & 0xFFFF);
        }
        for (; i < n; i++)
        {
            int c = a[(int)i] - b[(int)i];
            if (c != 0) return c;
        }
        return a.Length - b.Length;
    }

    internal static bool HasAstral(ReadOnlySpan<int> points) => points.ContainsAnyExceptInRange(0, 0xFFFF);

    /// <summary>The chars of a string that was just made and that nobody else has seen.</summary>
    private static Span<char> CharsOf(string made) => MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(made.AsSpan()), made.Length);

    internal static string NarrowOf(ReadOnlySpan<int> points)
    {
        var chars = new string('\0', points.Length);
        var to = CharsOf(chars);
        for (int i = 0; i < points.Length; i++) to[i] = (char)points[i];
        return chars;
    }

    private static PyStr OfPairs(string text)
    {
        var points = new int[text.Length];
        int n = 0;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                points[n++] = char.ConvertToUtf32(c, text[++i]);
            else points[n++] = c;
        }
        return new PyStr(points[..n], n);
    }

    private static PyStr MakeSingle(int c)
    {
        var made = new PyStr(((char)c).ToString());
        return Interlocked.CompareExchange(ref Statics.Singles[c], made, null) ?? made;
    }

    private bool SameText(PyStr other)
    {
        bool wide = IsWide;
        if (wide != other.IsWide) return false;
        return wide ? WideSpan.SequenceEqual(other.WideSpan) : Span.SequenceEqual(other.Span);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private long ComputeHash()
    {
        return hash = IsWide ? StringHash.Of(MemoryMarshal.AsBytes(WideSpan)) : StringHash.Of(Span);
    }

    private int SlowAt(int i) => IsWide ? WideSpan[i] : IsWorthFlattening() ? FlatChars()[i] : Span[i];

    private const int ShortText = 256;

    /// <summary>
    /// The text where it is narrow and in one piece; else null. A long one that was made by appending is put into one piece when it is asked for again: programs
    /// that go on appending ask another str each time.
    /// </summary>
    internal string? NarrowChars
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => data.GetType() == typeof(string) ? Unsafe.As<string>(data) : SlowNarrowChars();
    }

    private string? SlowNarrowChars() => !IsWide && IsWorthFlattening() ? FlatChars() : null;

    /// <summary>As <see cref="NarrowChars"/>, where the text is wide.</summary>
    internal int[]? WideChars => data as int[] ?? (IsWide && IsWorthFlattening() ? FlatWide() : null);

    private bool IsWorthFlattening()
    {
        if (length <= ShortText || (marks & Marks.Asked) != 0) return true;
        marks |= Marks.Asked;
        return false;
    }

    private string FlatChars()
    {
        if (data is not AppendBuffer { Narrow: not null } b) return data as string ?? throw new InvalidOperationException("a wide str has no chars");
        var flat = new string(b.Narrow, 0, length);
        data = flat;
        return flat;
    }

    private int[] FlatWide()
    {
        var flat = WideSpan.ToArray();
        data = flat;
        return flat;
    }

    /// <summary>Held apart so that they are made when first used, after the type object.</summary>
    private static class Statics
    {
        public static readonly PyStr Empty = new("") { marks = Marks.Interned };
        public static readonly PyStr?[] Singles = new PyStr?[256];

        /// <summary>PyStr objects; typed as a dictionary that the framework's start makes too, and so costs none to load.</summary>
        public static readonly Dictionary<string, object> Interned = new(1024) { [""] = Empty };
    }

    private static class WideStatics
    {
        public static readonly Dictionary<PyStr, PyStr> Interned = [];
    }
}
