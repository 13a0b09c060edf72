namespace TieredPy.Runtime.Text.Multibyte;

/// <summary>A stateless codec that a table tells all about.</summary>
internal class TableCodec(string name) : MultibyteCodec(name)
{
    protected MultibyteTable Table { get; } = MultibyteTable.Load(name);

    public sealed override int Encode(byte[] state, ReadOnlySpan<int> text, ref int at, List<byte> output, bool flush)
    {
        while (at < text.Length)
        {
            int c = text[at], code;
            if (Table.BeginsPair(c))
            {
                if (at + 1 == text.Length && !flush) return TooFew;
                if (at + 1 < text.Length && Table.TryEncodePair(c, text[at + 1], out code))
                {
                    Put(output, code);
                    at += 2;
                    continue;
                }
            }
            code = Table.Encode(c);
            if (code != 0 || c == 0) Put(output, code);
            else if (!EncodeSpecial(c, output)) return 1;
            at++;
        }
        return Done;
    }

    public sealed override int Decode(byte[] state, ReadOnlySpan<byte> input, ref int at, List<int> output)
    {
        while (at < input.Length)
        {
            int lead = input[at], first = Table.FirstBytes[lead], length = 2;
            if (first >= 0)
            {
                output.Add(first);
                at++;
                continue;
            }
            if (first == MultibyteTable.Nothing) return 1;
            var rest = input[at..];
            if (rest.Length < 2) return TooFew;
            int special = DecodeSpecial(rest, output);
            if (special == TooFew) return TooFew;
            if (special < 0) return 1;
            if (special > 0)
            {
                at += special;
                continue;
            }
            int c, second;
            if (Table.HasPrefix(lead))
            {
                if (rest.Length < 3) return TooFew;
                length = 3;
                c = Table.Decode(lead, rest[1], rest[2], out second);
            }
            else
            {
                c = Table.Decode(0, lead, rest[1], out second);
            }
            if (c <= 0) return c < 0 ? 2 : 1;
            output.Add(c);
            if (second != 0) output.Add(second);
            at += length;
        }
        return Done;
    }

    /// <summary>Encodes what has no sequence in the table.</summary>
    protected virtual bool EncodeSpecial(int c, List<byte> output) => false;

    /// <summary>Decodes a sequence that isn't in the table: its length, 0 when it isn't such a one, <see cref="MultibyteCodec.TooFew"/>, or -1 when it is illegal.</summary>
    protected virtual int DecodeSpecial(ReadOnlySpan<byte> input, List<int> output) => 0;

    private static void Put(List<byte> output, int code)
    {
        if (code > 0xFFFF) output.Add((byte)(code >> 16));
        if (code > 0xFF) output.Add((byte)(code >> 8));
        output.Add((byte)code);
    }
}

/// <summary>GB 18030: GBK, and sequences of four bytes for all the rest of Unicode.</summary>
internal sealed class Gb18030Codec() : TableCodec("gb18030")
{
    /// <summary>The number of the sequence of U+10000.</summary>
    private const int Supplementary = 15 * 12600;

    protected override bool EncodeSpecial(int c, List<byte> output)
    {
        int n = c >= 0x10000 ? Supplementary + c - 0x10000 : -1;
        foreach (var (sequence, first, count) in Table.Runs)
            if (c >= first && c < first + count) n = sequence + c - first;
        if (n < 0) return false;
        output.Add((byte)(0x81 + n / 12600));
        output.Add((byte)(0x30 + n / 1260 % 10));
        output.Add((byte)(0x81 + n / 10 % 126));
        output.Add((byte)(0x30 + n % 10));
        return true;
    }

    protected override int DecodeSpecial(ReadOnlySpan<byte> input, List<int> output)
    {
        if (input[1] is < 0x30 or > 0x39) return 0;
        if (input.Length < 4) return TooFew;
        if (input[0] is < 0x81 or 0xFF || input[2] is < 0x81 or 0xFF || input[3] is < 0x30 or > 0x39) return -1;
        int n = ((input[0] - 0x81) * 10 + input[1] - 0x30) * 1260 + (input[2] - 0x81) * 10 + input[3] - 0x30;
        if (n >= Supplementary)
        {
            if (n - Supplementary > 0xFFFFF) return -1;
            output.Add(n - Supplementary + 0x10000);
            return 4;
        }
        foreach (var (sequence, first, count) in Table.Runs)
        {
            if (n < sequence || n >= sequence + count) continue;
            output.Add(n - sequence + first);
            return 4;
        }
        return -1;
    }
}

/// <summary>EUC-KR, with the syllables that have no code of their own spelled out (KS X 1001, annex 3): a filler and three letters.</summary>
internal sealed class EucKrCodec() : TableCodec("euc_kr")
{
    private const byte Row = 0xA4, Filler = 0xD4;
    private const int FirstSyllable = 0xAC00, LastSyllable = 0xD7A3, Vowels = 21, Finals = 28, FirstLetter = 0xA1, FirstVowel = 0xBF;

    /// <summary>The consonants that begin a syllable, and those that end it, as they are in U+3131 to U+314E, and so in the row.</summary>
    private const string Beginning = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", Ending = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";

    protected override bool EncodeSpecial(int c, List<byte> output)
    {
        if (c is < FirstSyllable or > LastSyllable) return false;
        int n = c - FirstSyllable, final = n % Finals;
        output.AddRange(Row, Filler);
        output.AddRange(Row, ByteOf(Beginning[n / (Vowels * Finals)]));
        output.AddRange(Row, (byte)(FirstVowel + n / Finals % Vowels));
        output.AddRange(Row, final == 0 ? Filler : ByteOf(Ending[final - 1]));
        return true;
    }

    protected override int DecodeSpecial(ReadOnlySpan<byte> input, List<int> output)
    {
        if (input[0] != Row || input[1] != Filler) return 0;
        if (input.Length < 8) return TooFew;
        if (input[2] != Row || input[4] != Row || input[6] != Row) return -1;
        int begin = Beginning.IndexOf(LetterOf(input[3])), vowel = input[5] - FirstVowel;
        int end = input[7] == Filler ? 0 : Ending.IndexOf(LetterOf(input[7])) + 1;
        if (begin < 0 || vowel is < 0 or >= Vowels || (end == 0 && input[7] != Filler)) return -1;
        output.Add(FirstSyllable + (begin * Vowels + vowel) * Finals + end);
        return 8;
    }

    private static byte ByteOf(char letter) => (byte)(letter - 'ㄱ' + FirstLetter);

    private static char LetterOf(byte b) => (char)(b - FirstLetter + 'ㄱ');
}
