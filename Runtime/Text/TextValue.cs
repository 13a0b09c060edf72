using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TieredPy.Runtime.Text;

/// <summary>
/// The text of a Python str in its storage: a .NET string in which each char is one code point (a surrogate is a lone one), or an
/// array of code points of which at least one is above U+FFFF. The array must not be changed.
/// </summary>
internal readonly struct TextValue : IEquatable<TextValue>
{
    private readonly object? storage;

    public TextValue(string narrow) => storage = narrow;

    private TextValue(int[] wide) => storage = wide;

    public static TextValue Empty => new("");

    /// <summary>The string or array of code points.</summary>
    public object Storage => storage ?? "";

    public bool IsWide => storage is int[];

    /// <summary>The chars of narrow text.</summary>
    public ReadOnlySpan<char> Chars => Unsafe.As<string?>(storage);

    /// <summary>The code points of wide text.</summary>
    public ReadOnlySpan<int> CodePoints => Unsafe.As<int[]>(storage);

    public int Length => storage is int[] wide ? wide.Length : Chars.Length;

    public int this[int index] => storage is int[] wide ? wide[index] : Chars[index];

    public static implicit operator TextValue(string narrow) => new(narrow);

    public static TextValue FromStorage(object storage) => storage is int[] wide ? new(wide) : new((string)storage);

    /// <summary>Text of these code points, in the storage that they need.</summary>
    public static TextValue FromCodePoints(ReadOnlySpan<int> codes)
    {
        if (codes.ContainsAnyExceptInRange(0, 0xFFFF))
            return new(codes.ToArray());
        return FromNarrowCodePoints(codes);
    }

    /// <summary>Takes an array that nobody else will change.</summary>
    public static TextValue FromOwned(int[] codes) =>
        codes.AsSpan().ContainsAnyExceptInRange(0, 0xFFFF) ? new(codes) : FromNarrowCodePoints(codes);

    public static TextValue FromCodePoint(int code) => code <= 0xFFFF ? new(((char)code).ToString()) : new([code]);

    /// <summary>Text in .NET's own UTF-16, where a pair of surrogates is one character.</summary>
    public static TextValue FromUtf16(string text)
    {
        var first = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF');
        if (first < 0)
            return new(text);
        var codes = new int[text.Length];
        var count = 0;
        var wide = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                codes[count++] = char.ConvertToUtf32(text[i], text[i + 1]);
                i++;
                wide = true;
            }
            else
            {
                codes[count++] = text[i];
            }
        }
        return wide ? new(codes[..count]) : new(text);
    }

    /// <summary>The text as .NET writes it: pairs of surrogates for what is above U+FFFF.</summary>
    public string ToUtf16()
    {
        if (storage is not int[] wide)
            return (string)Storage;
        var buffer = new CharBuffer(stackalloc char[256]);
        foreach (var c in wide)
        {
            if (c <= 0xFFFF)
            {
                buffer.Append((char)c);
            }
            else
            {
                buffer.Append((char)(0xD7C0 + (c >> 10)));
                buffer.Append((char)(0xDC00 + (c & 0x3FF)));
            }
        }
        return buffer.ToStringAndFree();
    }

    /// <summary>A new array of the code points.</summary>
    public int[] ToCodePoints()
    {
        var codes = new int[Length];
        CopyTo(codes);
        return codes;
    }

    public void CopyTo(Span<int> to)
    {
        if (storage is int[] wide)
            wide.CopyTo(to);
        else
            Widen(Chars, to);
    }

    /// <summary>The code points from start up to end.</summary>
    public TextValue Slice(int start, int end)
    {
        if (start >= end)
            return Empty;
        if (storage is int[] wide)
            return start == 0 && end == wide.Length ? this : FromCodePoints(wide.AsSpan(start, end - start));
        return start == 0 && end == Chars.Length ? this : new(((string)Storage).Substring(start, end - start));
    }

    public bool Equals(TextValue other) =>
        storage is int[] wide
            ? other.storage is int[] otherWide && wide.AsSpan().SequenceEqual(otherWide)
            : !other.IsWide && Chars.SequenceEqual(other.Chars);

    public override bool Equals(object? obj) => obj is TextValue other && Equals(other);

    public override int GetHashCode() =>
        storage is int[] wide ? HashCode.Combine(wide.Length, wide[0], wide[^1]) : string.GetHashCode(Chars);

    /// <summary>The order by code points.</summary>
    public int CompareTo(TextValue other)
    {
        if (!IsWide && !other.IsWide)
            return Chars.SequenceCompareTo(other.Chars);
        if (IsWide && other.IsWide)
            return CodePoints.SequenceCompareTo(other.CodePoints);
        var common = Math.Min(Length, other.Length);
        for (var i = 0; i < common; i++)
        {
            if (this[i] != other[i])
                return this[i] - other[i];
        }
        return Length - other.Length;
    }

    public override string ToString() => ToUtf16();

    internal static void Widen(ReadOnlySpan<char> from, Span<int> to)
    {
        to = to[..from.Length];
        var i = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            var units = MemoryMarshal.Cast<char, ushort>(from);
            var points = MemoryMarshal.Cast<int, uint>(to);
            for (; i <= units.Length - Vector128<ushort>.Count; i += Vector128<ushort>.Count)
            {
                var (lower, upper) = Vector128.Widen(Vector128.Create(units[i..]));
                lower.CopyTo(points[i..]);
                upper.CopyTo(points[(i + Vector128<uint>.Count)..]);
            }
        }
        for (; i < from.Length; i++)
            to[i] = from[i];
    }

    internal static int[] Widen(ReadOnlySpan<char> from)
    {
        var result = new int[from.Length];
        Widen(from, result);
        return result;
    }

    private static TextValue FromNarrowCodePoints(ReadOnlySpan<int> codes) => codes.IsEmpty
        ? Empty
        : new(string.Create(codes.Length, codes, static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++)
                to[i] = (char)from[i];
        }));
}
