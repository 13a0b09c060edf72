namespace TieredPy.Runtime.Objects;

// Words: pieces of texts, which come again and again. One that was made lately is given out once more, with the hash that it may have.
public partial class PyStr
{
    private const int LongestWord = 16;

    /// <summary>A str of chars that are one code point each, probably one of few that a program cuts out of its texts.</summary>
    internal static PyStr OfWord(ReadOnlySpan<char> chars) => chars.Length is > 1 and <= LongestWord ? RecentWords.Find(chars) : Of(chars);

    /// <summary>A character, twice or more.</summary>
    private static PyStr OfRun(char c, int count)
    {
        if (count > LongestWord) return new PyStr(new string(c, count));
        Span<char> chars = stackalloc char[LongestWord];
        chars = chars[..count];
        chars.Fill(c);
        return RecentWords.Find(chars);
    }

    private static class RecentWords
    {
        private const int SizeBits = 10;
        private const ulong Prime1 = 0x9E3779B97F4A7C15UL, Prime2 = 0xC2B2AE3D27D4EB4FUL;

        /// <summary>After so many words in a row that weren't there, only one of <see cref="Sampled"/> is looked for.</summary>
        private const int Patience = 512, Sampled = 16;

        // Threads race for the places and the counts: that costs a word its place, no more.
        private static readonly PyStr?[] Table = new PyStr?[1 << SizeBits];
        private static int missed;

        public static PyStr Find(ReadOnlySpan<char> chars)
        {
            if (missed > Patience && missed++ % Sampled != 0) return new PyStr(new string(chars));
            var (first, last) = Ends(chars);
            ref var place = ref Table[(int)((first * Prime1 ^ BitOperations.RotateLeft(last * Prime2, 29)) * Prime1 >> (64 - SizeBits))];
            var s = place;
            if (s != null && s.length == chars.Length && Ends(s.Chars) == (first, last) && (chars.Length <= 8 || chars.SequenceEqual(s.Chars)))
            {
                missed = 0;
                return s;
            }
            missed = missed == int.MaxValue ? Patience : missed + 1;
            return place = new PyStr(new string(chars));
        }

        /// <summary>The first four characters and the last four, or two of each: all there are, of up to eight.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static (ulong First, ulong Last) Ends(ReadOnlySpan<char> chars)
        {
            ref byte start = ref Unsafe.As<char, byte>(ref MemoryMarshal.GetReference(chars));
            return chars.Length >= 4
                ? (Unsafe.ReadUnaligned<ulong>(ref start), Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, 2 * chars.Length - 8)))
                : (Unsafe.ReadUnaligned<uint>(ref start), Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, 2 * chars.Length - 4)));
        }
    }
}
