namespace TieredPy.Runtime.Text;

/// <summary>The normalization forms of Unicode's annex 15.</summary>
internal enum NormalizationKind
{
    Nfc,
    Nfd,
    Nfkc,
    Nfkd,
}

/// <summary>Normalization over code points.</summary>
internal static class UnicodeNormalizer
{
    private const int HangulBase = 0xAC00, LBase = 0x1100, VBase = 0x1161, TBase = 0x11A7;
    private const int LCount = 19, VCount = 21, TCount = 28, HangulCount = LCount * VCount * TCount;

    /// <summary>
    /// True when no character of the text can change or compose, so that it is normalized as it stands; false when it must be
    /// normalized to know.
    /// </summary>
    public static bool IsPlainlyNormalized(ReadOnlySpan<char> text, NormalizationKind kind)
    {
        if (System.Text.Ascii.IsValid(text))
            return true;
        var stable = Stable(kind);
        foreach (var c in text)
        {
            if (!UnicodeInfo.Is(c, stable))
                return false;
        }
        return true;
    }

    /// <inheritdoc cref="IsPlainlyNormalized(ReadOnlySpan{char}, NormalizationKind)"/>
    public static bool IsPlainlyNormalized(ReadOnlySpan<int> text, NormalizationKind kind)
    {
        var stable = Stable(kind);
        foreach (var c in text)
        {
            if (!UnicodeInfo.Is(c, stable))
                return false;
        }
        return true;
    }

    public static bool IsNormalized(ReadOnlySpan<int> text, NormalizationKind kind) =>
        IsPlainlyNormalized(text, kind) || text.SequenceEqual(Normalize(text, kind));

    /// <summary>The normalized code points, by the current tables or as of Unicode 3.2.</summary>
    public static int[] Normalize(ReadOnlySpan<int> text, NormalizationKind kind, bool asOf320 = false)
    {
        var compatibility = kind is NormalizationKind.Nfkc or NormalizationKind.Nfkd;
        var result = new int[text.Length + text.Length / 2 + 16];
        var count = 0;
        foreach (var c in text)
        {
            if (c < 0xA0)
            {
                if (count == result.Length)
                    Array.Resize(ref result, count * 2);
                result[count++] = c;
            }
            else
            {
                Decompose(c, compatibility, asOf320, ref result, ref count);
            }
        }
        Order(result.AsSpan(0, count));
        return kind is NormalizationKind.Nfc or NormalizationKind.Nfkc ? Compose(result.AsSpan(0, count)) : result[..count];
    }

    private static CharFlags Stable(NormalizationKind kind) => kind switch
    {
        NormalizationKind.Nfc => CharFlags.StableNfc,
        NormalizationKind.Nfd => CharFlags.StableNfd,
        NormalizationKind.Nfkc => CharFlags.StableNfkc,
        _ => CharFlags.StableNfkd,
    };

    /// <summary>Writes the full decomposition; the data nests mappings only a few levels deep.</summary>
    private static void Decompose(int c, bool compatibility, bool asOf320, ref int[] to, ref int count)
    {
        if (count + 3 > to.Length)
            Array.Resize(ref to, to.Length * 2);
        if ((uint)(c - HangulBase) < HangulCount)
        {
            var s = c - HangulBase;
            to[count++] = LBase + s / (VCount * TCount);
            to[count++] = VBase + s % (VCount * TCount) / TCount;
            if (s % TCount != 0)
                to[count++] = TBase + s % TCount;
            return;
        }
        if (asOf320 && Unicode320.Decomposition(c) is var old and >= 0)
        {
            to[count++] = old;
            return;
        }
        var mapping = UnicodeTables.Decomposition(c, out var canonical);
        if (mapping.IsEmpty || !canonical && !compatibility || asOf320 && Unicode320.IsUnassigned(c))
        {
            to[count++] = c;
            return;
        }
        foreach (var part in mapping)
            Decompose(part, compatibility, asOf320, ref to, ref count);
    }

    /// <summary>Sorts each run of combining marks by class, keeping the order of equals.</summary>
    private static void Order(Span<int> text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            var c = text[i];
            var mark = UnicodeInfo.Combining(c);
            if (mark == 0)
                continue;
            var j = i;
            for (; j > 0 && UnicodeInfo.Combining(text[j - 1]) > mark; j--)
                text[j] = text[j - 1];
            text[j] = c;
        }
    }

    /// <summary>Joins each starter with the following marks (and jamo) that nothing blocks.</summary>
    private static int[] Compose(Span<int> text)
    {
        var length = 0;
        var starter = -1;
        var lastClass = -1;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var mark = UnicodeInfo.Combining(c);
            // A mark is blocked by one of its own class or higher, and a starter by anything in between.
            if (starter >= 0 && (lastClass < mark || lastClass == -1))
            {
                var composed = lastClass != -1 && mark == 0 ? -1 : Pair(text[starter], c);
                if (composed >= 0)
                {
                    text[starter] = composed;
                    continue;
                }
            }
            if (mark == 0)
            {
                starter = length;
                lastClass = -1;
            }
            else
            {
                lastClass = mark;
            }
            text[length++] = c;
        }
        return text[..length].ToArray();
    }

    private static int Pair(int first, int second)
    {
        var l = first - LBase;
        if ((uint)l < LCount && (uint)(second - VBase) < VCount)
            return HangulBase + (l * VCount + (second - VBase)) * TCount;
        var s = first - HangulBase;
        if ((uint)s < HangulCount && s % TCount == 0 && second > TBase && second < TBase + TCount)
            return first + (second - TBase);
        return second < 0x300 ? -1 : UnicodeTables.Compose(first, second);
    }
}
