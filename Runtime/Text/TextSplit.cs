using System.Runtime.CompilerServices;

namespace TieredPy.Runtime.Text;

/// <summary>White space, as str (char, int) and bytes (byte) have it.</summary>
internal static class TextSpace
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsSpace<T>(T element)
        where T : unmanaged
    {
        if (typeof(T) == typeof(byte))
            return Unsafe.BitCast<T, byte>(element) is (byte)' ' or (>= (byte)'\t' and <= (byte)'\r');
        var c = typeof(T) == typeof(char) ? Unsafe.BitCast<T, char>(element) : Unsafe.BitCast<T, int>(element);
        if (c < 128)
            return c == ' ' || (uint)(c - '\t') <= 4 || (uint)(c - 0x1C) <= 3;
        return UnicodeInfo.IsSpace(c);
    }

    /// <summary>Where the text starts and ends without the white space around it.</summary>
    public static (int Start, int End) Strip<T>(ReadOnlySpan<T> text, bool left = true, bool right = true)
        where T : unmanaged
    {
        int start = 0, end = text.Length;
        if (left)
        {
            while (start < end && IsSpace(text[start]))
                start++;
        }
        if (right)
        {
            while (end > start && IsSpace(text[end - 1]))
                end--;
        }
        return (start, end);
    }

    /// <summary>Where the text starts and ends without elements of a set around it.</summary>
    public static (int Start, int End) Strip<T>(ReadOnlySpan<T> text, ReadOnlySpan<T> set, bool left = true, bool right = true)
        where T : unmanaged, IEquatable<T>
    {
        int start = 0, end = text.Length;
        if (left)
        {
            while (start < end && set.Contains(text[start]))
                start++;
        }
        if (right)
        {
            while (end > start && set.Contains(text[end - 1]))
                end--;
        }
        return (start, end);
    }

    /// <summary>str.strip, lstrip and rstrip of white space.</summary>
    public static TextValue Strip(TextValue text, bool left = true, bool right = true)
    {
        var (start, end) = text.IsWide ? Strip(text.CodePoints, left, right) : Strip(text.Chars, left, right);
        return text.Slice(start, end);
    }

    /// <summary>str.strip, lstrip and rstrip of the characters of a set.</summary>
    public static TextValue Strip(TextValue text, TextValue set, bool left = true, bool right = true)
    {
        var (start, end) = text.IsWide
            ? Strip<int>(text.CodePoints, set.ToCodePoints(), left, right)
            : Strip(text.Chars, NarrowPart(set), left, right);
        return text.Slice(start, end);
    }

    private static ReadOnlySpan<char> NarrowPart(TextValue set)
    {
        if (!set.IsWide)
            return set.Chars;
        var part = new List<char>();
        foreach (var c in set.CodePoints)
        {
            if (c <= 0xFFFF)
                part.Add((char)c);
        }
        return part.ToArray();
    }
}

/// <summary>Goes over the words between white space: split() and, backwards, rsplit(). After the limit comes the rest.</summary>
internal ref struct WordSplitter<T>(ReadOnlySpan<T> text, int most, bool backwards = false)
    where T : unmanaged
{
    private readonly ReadOnlySpan<T> text = text;
    private int left = most < 0 ? int.MaxValue : most;
    private int from = 0;
    private int to = text.Length;

    public int Start { get; private set; }

    public int End { get; private set; }

    public bool MoveNext()
    {
        if (backwards)
        {
            while (to > from && TextSpace.IsSpace(text[to - 1]))
                to--;
            if (to == from)
                return false;
            End = to;
            if (left-- == 0)
            {
                // The rest keeps the white space at its own start.
                Start = from;
                to = from;
                return true;
            }
            while (to > from && !TextSpace.IsSpace(text[to - 1]))
                to--;
            Start = to;
            return true;
        }
        while (from < to && TextSpace.IsSpace(text[from]))
            from++;
        if (from == to)
            return false;
        Start = from;
        if (left-- == 0)
        {
            End = to;
            from = to;
            return true;
        }
        while (from < to && !TextSpace.IsSpace(text[from]))
            from++;
        End = from;
        return true;
    }
}

/// <summary>Goes over the parts between separators, from the start or from the end.</summary>
internal ref struct PartSplitter<T>(ReadOnlySpan<T> text, ReadOnlySpan<T> separator, int most, bool backwards = false)
    where T : unmanaged, IEquatable<T>
{
    private readonly ReadOnlySpan<T> text = text;
    private readonly ReadOnlySpan<T> separator = separator;
    private int left = most < 0 ? int.MaxValue : most;
    private int from = 0;
    private int to = text.Length;
    private bool done;

    public int Start { get; private set; }

    public int End { get; private set; }

    public bool MoveNext()
    {
        if (done)
            return false;
        var part = text[from..to];
        var at = left-- <= 0 ? -1 : backwards ? TextSearch.FindLast(part, separator) : TextSearch.Find(part, separator);
        if (at < 0)
        {
            (Start, End) = (from, to);
            done = true;
        }
        else if (backwards)
        {
            Start = from + at + separator.Length;
            End = to;
            to = from + at;
        }
        else
        {
            Start = from;
            End = from + at;
            from = End + separator.Length;
        }
        return true;
    }
}

/// <summary>Goes over lines as splitlines(): bytes end them with CR, LF or both, str with Unicode's line breaks too.</summary>
internal ref struct LineSplitter<T>(ReadOnlySpan<T> text)
    where T : unmanaged
{
    private readonly ReadOnlySpan<T> text = text;
    private int from = 0;

    public int Start { get; private set; }

    /// <summary>The end of the line without what ends it.</summary>
    public int End { get; private set; }

    /// <summary>The end of the line with what ends it.</summary>
    public readonly int EndWithBreak => from;

    public bool MoveNext()
    {
        if (from >= text.Length)
            return false;
        Start = from;
        var i = from;
        while (i < text.Length && !IsBreak(text[i]))
            i++;
        End = i;
        if (i < text.Length)
        {
            i += Value(text[i]) == '\r' && i + 1 < text.Length && Value(text[i + 1]) == '\n' ? 2 : 1;
        }
        from = i;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Value(T element)
    {
        if (typeof(T) == typeof(byte))
            return Unsafe.BitCast<T, byte>(element);
        return typeof(T) == typeof(char) ? Unsafe.BitCast<T, char>(element) : Unsafe.BitCast<T, int>(element);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsBreak(T element)
    {
        var c = Value(element);
        if (typeof(T) == typeof(byte))
            return c is '\n' or '\r';
        if (c < 128)
            return (uint)(c - '\n') <= 3 || (uint)(c - 0x1C) <= 2;
        return c is 0x85 or 0x2028 or 0x2029;
    }
}
