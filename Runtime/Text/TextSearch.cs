using System.Runtime.CompilerServices;

namespace TieredPy.Runtime.Text;

/// <summary>
/// Searching and replacing, for chars, code points and bytes alike. An empty needle is found everywhere, as in Python.
/// </summary>
internal static class TextSearch
{
    /// <summary>Needles this long are watched for repetitive text, on which the vectorised search would be quadratic.</summary>
    private const int LongNeedle = 48;

    /// <summary>The first place of the needle, or -1.</summary>
    public static int Find<T>(ReadOnlySpan<T> text, ReadOnlySpan<T> needle)
        where T : unmanaged, IEquatable<T>
    {
        if (needle.Length == 1)
            return text.IndexOf(needle[0]);
        if (needle.Length > text.Length)
            return -1;
        return needle.Length < LongNeedle ? text.IndexOf(needle) : FindLong(text, needle);
    }

    /// <summary>The last place of the needle, or -1.</summary>
    public static int FindLast<T>(ReadOnlySpan<T> text, ReadOnlySpan<T> needle)
        where T : unmanaged, IEquatable<T>
    {
        if (needle.IsEmpty)
            return text.Length;
        return needle.Length == 1 ? text.LastIndexOf(needle[0]) : text.LastIndexOf(needle);
    }

    /// <summary>How often the needle occurs without overlap, up to a limit.</summary>
    public static int Count<T>(ReadOnlySpan<T> text, ReadOnlySpan<T> needle, int most = int.MaxValue)
        where T : unmanaged, IEquatable<T>
    {
        if (needle.IsEmpty)
            return text.Length < most ? text.Length + 1 : most;
        if (needle.Length == 1 && most == int.MaxValue)
            return text.Count(needle[0]);
        var count = 0;
        while (count < most)
        {
            var at = Find(text, needle);
            if (at < 0)
                break;
            count++;
            text = text[(at + needle.Length)..];
        }
        return count;
    }

    /// <summary>The length after replacing <paramref name="count"/> occurrences; throws if it would be too large.</summary>
    public static int LengthReplaced(int length, int oldLength, int newLength, int count)
    {
        var result = length + (newLength - (long)oldLength) * count;
        if (result > Array.MaxLength)
            throw new OutOfMemoryException();
        return (int)result;
    }

    /// <summary>Writes the text with its first <paramref name="count"/> occurrences of <paramref name="old"/> replaced.</summary>
    public static void Replace<T>(ReadOnlySpan<T> text, ReadOnlySpan<T> old, ReadOnlySpan<T> with, int count, Span<T> to)
        where T : unmanaged, IEquatable<T>
    {
        if (old.IsEmpty)
        {
            // Between all characters, and before the first.
            while (count-- > 0)
            {
                with.CopyTo(to);
                to = to[with.Length..];
                if (text.IsEmpty)
                    break;
                to[0] = text[0];
                to = to[1..];
                text = text[1..];
            }
        }
        else if (old.Length == 1 && with.Length == 1 && count == int.MaxValue)
        {
            text.Replace(to, old[0], with[0]);
            return;
        }
        else
        {
            for (; count > 0; count--)
            {
                var at = Find(text, old);
                if (at < 0)
                    break;
                text[..at].CopyTo(to);
                with.CopyTo(to[at..]);
                to = to[(at + with.Length)..];
                text = text[(at + old.Length)..];
            }
        }
        text.CopyTo(to);
    }

    /// <summary>str.replace; a negative count means all.</summary>
    public static TextValue Replace(TextValue text, TextValue old, TextValue with, long count = -1)
    {
        var most = count < 0 || count > int.MaxValue ? int.MaxValue : (int)count;
        if (most == 0 || old.IsWide && !text.IsWide)
            return text;
        if (!text.IsWide && !with.IsWide)
        {
            ReadOnlySpan<char> chars = text.Chars, oldChars = old.Chars, withChars = with.Chars;
            var found = Count(chars, oldChars, most);
            if (found == 0)
                return text;
            var length = LengthReplaced(chars.Length, oldChars.Length, withChars.Length, found);
            var all = oldChars.Length == 1 && most == int.MaxValue ? most : found;
            return string.Create(length, new Work<char>(chars, oldChars, withChars, all),
                static (to, work) => Replace(work.Text, work.Old, work.With, work.Count, to));
        }
        else
        {
            int[] codes = text.ToCodePoints(), oldCodes = old.ToCodePoints(), withCodes = with.ToCodePoints();
            var found = Count<int>(codes, oldCodes, most);
            if (found == 0)
                return text;
            var result = new int[LengthReplaced(codes.Length, oldCodes.Length, withCodes.Length, found)];
            Replace<int>(codes, oldCodes, withCodes, found, result);
            return TextValue.FromOwned(result);
        }
    }

    /// <summary>bytes.replace; a negative count means all; null when nothing is to be replaced.</summary>
    public static byte[]? Replace(ReadOnlySpan<byte> text, ReadOnlySpan<byte> old, ReadOnlySpan<byte> with, long count = -1)
    {
        var most = count < 0 || count > int.MaxValue ? int.MaxValue : (int)count;
        var found = most == 0 ? 0 : Count(text, old, most);
        if (found == 0)
            return null;
        var result = new byte[LengthReplaced(text.Length, old.Length, with.Length, found)];
        Replace(text, old, with, found, result);
        return result;
    }

    /// <summary>str.find between two places already adjusted to the length (start may be above end), or -1.</summary>
    public static int Find(TextValue text, TextValue needle, int start, int end)
    {
        if (end - start < needle.Length)
            return -1;
        int at;
        if (!text.IsWide)
            at = needle.IsWide ? -1 : Find(text.Chars[start..end], needle.Chars);
        else
            at = Find(text.CodePoints[start..end], needle.IsWide ? needle.CodePoints : TextValue.Widen(needle.Chars));
        return at < 0 ? -1 : at + start;
    }

    /// <summary>str.rfind, as <see cref="Find(TextValue, TextValue, int, int)"/>.</summary>
    public static int FindLast(TextValue text, TextValue needle, int start, int end)
    {
        if (end - start < needle.Length)
            return -1;
        int at;
        if (!text.IsWide)
            at = needle.IsWide ? -1 : FindLast(text.Chars[start..end], needle.Chars);
        else
            at = FindLast(text.CodePoints[start..end], needle.IsWide ? needle.CodePoints : TextValue.Widen(needle.Chars));
        return at < 0 ? -1 : at + start;
    }

    /// <summary>str.count, as <see cref="Find(TextValue, TextValue, int, int)"/>.</summary>
    public static int Count(TextValue text, TextValue needle, int start, int end)
    {
        if (end - start < needle.Length)
            return 0;
        if (!text.IsWide)
            return needle.IsWide ? 0 : Count(text.Chars[start..end], needle.Chars);
        return Count(text.CodePoints[start..end], needle.IsWide ? needle.CodePoints : TextValue.Widen(needle.Chars));
    }

    /// <summary>Whether the needle stands at a place.</summary>
    public static bool StandsAt(TextValue text, TextValue needle, int at)
    {
        if (at < 0 || needle.Length > text.Length - at)
            return false;
        if (!text.IsWide)
            return !needle.IsWide && text.Chars.Slice(at, needle.Length).SequenceEqual(needle.Chars);
        for (var i = 0; i < needle.Length; i++)
        {
            if (text[at + i] != needle[i])
                return false;
        }
        return true;
    }

    /// <summary>Searches by the needle's head on vectors while that goes well, and by Knuth, Morris and Pratt when it doesn't.</summary>
    private static int FindLong<T>(ReadOnlySpan<T> text, ReadOnlySpan<T> needle)
        where T : unmanaged, IEquatable<T>
    {
        const int Head = 16;
        var budget = 4L * text.Length + 1000;
        var last = text.Length - needle.Length;
        for (var at = 0; at <= last; at++)
        {
            var found = text.Slice(at, last - at + Head).IndexOf(needle[..Head]);
            if (found < 0)
                return -1;
            at += found;
            var common = text[at..].CommonPrefixLength(needle);
            if (common == needle.Length)
                return at;
            budget -= common;
            if (budget < 0)
            {
                var rest = FindLinear(text[(at + 1)..], needle);
                return rest < 0 ? -1 : at + 1 + rest;
            }
        }
        return -1;
    }

    private static int FindLinear<T>(ReadOnlySpan<T> text, ReadOnlySpan<T> needle)
        where T : unmanaged, IEquatable<T>
    {
        var borders = new int[needle.Length];
        for (int i = 1, k = 0; i < needle.Length; i++)
        {
            while (k > 0 && !needle[i].Equals(needle[k]))
                k = borders[k - 1];
            if (needle[i].Equals(needle[k]))
                k++;
            borders[i] = k;
        }
        for (int i = 0, k = 0; i < text.Length; i++)
        {
            while (k > 0 && !text[i].Equals(needle[k]))
                k = borders[k - 1];
            if (text[i].Equals(needle[k]) && ++k == needle.Length)
                return i - k + 1;
        }
        return -1;
    }

    private readonly ref struct Work<T>(ReadOnlySpan<T> text, ReadOnlySpan<T> old, ReadOnlySpan<T> with, int count)
    {
        public readonly ReadOnlySpan<T> Text = text;
        public readonly ReadOnlySpan<T> Old = old;
        public readonly ReadOnlySpan<T> With = with;
        public readonly int Count = count;
    }
}
