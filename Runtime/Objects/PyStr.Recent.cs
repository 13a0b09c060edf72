namespace TieredPy.Runtime.Objects;

// Words: pieces of texts, which come again and again. One that was made lately is given out once more, with the hash that it may have.
public partial class PyStr
{
    private const int LongestWord = 16;

    /// <summary>A str of chars that are one code point each, probably one of few that a program cuts out of its texts.</summary>
    internal static PyStr OfWord(ReadOnlySpan<char> chars) => chars.Length is > 1 and <= LongestWord ? RecentWords.Own.Find(chars) : Of(chars);

    /// <summary>As <see cref="OfWord(ReadOnlySpan{char})"/> for many in turn, with the thread's words.</summary>
    private static PyStr OfWord(ReadOnlySpan<char> chars, RecentWords words) => chars.Length is > 1 and <= LongestWord ? words.Find(chars) : Of(chars);

    /// <summary>A character, twice or more.</summary>
    private static PyStr OfRun(char c, int count)
    {
        if (count > LongestWord || c >= Runs.Short.Length) return new PyStr(new string(c, count));
        return (Runs.Short[c] ??= new PyStr?[LongestWord + 1])[count] ??= new PyStr(new string(c, count));
    }

    /// <summary>ASCII characters so many times, as far as they were asked for: lines of dashes, indents.</summary>
    private static class Runs
    {
        public static readonly PyStr?[]?[] Short = new PyStr?[]?[128];
    }

    /// <summary>The words that a thread made lately, by a few of their characters.</summary>
    private sealed class RecentWords
    {
        private const int SizeBits = 12;
        private const ulong Prime1 = 0x9E3779B97F4A7C15UL, Prime2 = 0xC2B2AE3D27D4EB4FUL;

        /// <summary>After so many words in a row that weren't there, only one of <see cref="Sampled"/> is looked for.</summary>
        private const int Patience = 512, Sampled = 16;

        [ThreadStatic]
        private static RecentWords? own;

        private readonly Place[] places = new Place[1 << SizeBits];
        private int missed;

        /// <summary>A word, beside what most of its text can be compared by.</summary>
        private struct Place
        {
            public PyStr? Word;
            public ulong First, Last;
            public int Length;
        }

        public static RecentWords Own
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => own ?? Make();
        }

        private static RecentWords Make() => own = new RecentWords();

        public PyStr Find(ReadOnlySpan<char> chars)
        {
            if (missed > Patience && missed++ % Sampled != 0) return new PyStr(new string(chars));
            // The first four characters and the last four, or two of each: all there are, of up to eight.
            ref byte start = ref Unsafe.As<char, byte>(ref MemoryMarshal.GetReference(chars));
            int length = chars.Length;
            ulong first, last;
            if (length >= 4)
            {
                first = Unsafe.ReadUnaligned<ulong>(ref start);
                last = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, 2 * length - 8));
            }
            else
            {
                first = Unsafe.ReadUnaligned<uint>(ref start);
                last = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, 2 * length - 4));
            }
            ref var place = ref places[(int)((first * Prime1 ^ BitOperations.RotateLeft(last * Prime2, 29)) * Prime1 >> (64 - SizeBits))];
            if (place.First == first && place.Last == last && place.Length == length && (length <= 8 || chars.SequenceEqual(place.Word!.Chars)))
            {
                missed = 0;
                return place.Word!;
            }
            missed = missed == int.MaxValue ? Patience : missed + 1;
            var made = new PyStr(new string(chars));
            place.First = first;
            place.Last = last;
            place.Length = length;
            place.Word = made;
            return made;
        }
    }
}
