namespace TieredPy.Runtime.Objects;

// Words: pieces of texts, which come again and again. One that was made lately is given out once more, with the hash that it has.
public partial class PyStr
{
    private const int LongestWord = 16;

    /// <summary>A str of chars that are one code point each, probably one of few that a program cuts out of its texts.</summary>
    internal static PyStr OfWord(ReadOnlySpan<char> chars) => chars.Length is > 1 and <= LongestWord ? RecentWords.Find(chars) : Of(chars);

    private static class RecentWords
    {
        private const int Size = 1024;

        /// <summary>After so many words in a row that weren't there, only one of <see cref="Sampled"/> is looked for.</summary>
        private const int Patience = 512, Sampled = 16;

        // Threads race for the places and the counts: that costs a word its place, no more.
        private static readonly PyStr?[] Table = new PyStr?[Size];
        private static int missed;

        public static PyStr Find(ReadOnlySpan<char> chars)
        {
            if (missed > Patience && missed++ % Sampled != 0) return new PyStr(new string(chars));
            long hash = StringHash.Of(chars);
            ref var place = ref Table[(int)(hash & (Size - 1))];
            var s = place;
            if (s != null && s.hash == hash && chars.SequenceEqual(s.Chars))
            {
                missed = 0;
                return s;
            }
            missed = missed == int.MaxValue ? Patience : missed + 1;
            return place = new PyStr(new string(chars)) { hash = hash };
        }
    }
}
