namespace TieredPy.Runtime.Text.Multibyte;

/// <summary>What distinguishes encodings of ISO 2022.</summary>
[Flags]
internal enum Iso2022Features
{
    None = 0,

    /// <summary>SO and SI are plain characters.</summary>
    NoShift = 1,

    /// <summary>ESC N shifts in one character of G2.</summary>
    SingleShift = 2,

    /// <summary>The prefix ESC &amp; @ announces the later edition of JIS X 0208.</summary>
    Announcer = 4,
}

/// <summary>
/// An encoding after ISO 2022, where escape sequences say which sets the bytes are of. The state's bytes 0 to 2 are the sets that are
/// designated to G0, G1 and G2, byte 4 holds flags.
/// </summary>
internal sealed class Iso2022Codec(string name, Iso2022Features features, params Iso2022Set[] sets) : MultibyteCodec(name)
{
    private const byte Ascii = (byte)'B', LaterKanji = (byte)'B' | Iso2022Set.TwoBytes;
    private const byte Escape = 0x1B, ShiftOut = 0x0E, ShiftIn = 0x0F;
    private const byte Shifted = 1, InOtherEscape = 2;
    private const int Flags = 4, LongestEscape = 16;

    public override void StartEncoding(byte[] state)
    {
        state[Flags] = 0;
        state[0] = state[1] = Ascii;
    }

    public override void ResetEncoding(byte[] state, List<byte> output)
    {
        PutShiftIn(state, output);
        PutAscii(state, output);
    }

    public override void StartDecoding(byte[] state)
    {
        state[Flags] = 0;
        state[0] = state[1] = state[2] = Ascii;
    }

    public override void ResetDecoding(byte[] state)
    {
        state[0] = Ascii;
        state[Flags] &= unchecked((byte)~Shifted);
    }

    public override int Encode(byte[] state, ReadOnlySpan<int> text, ref int at, List<byte> output, bool flush)
    {
        while (at < text.Length)
        {
            int c = text[at], used = 1, code = 0;
            if (c < 0x80)
            {
                PutAscii(state, output);
                PutShiftIn(state, output);
                output.Add((byte)c);
                at++;
                continue;
            }
            Iso2022Set? found = null;
            foreach (var s in sets)
            {
                if (!s.BeginsPair(c)) continue;
                if (at + 1 == text.Length && !flush) return TooFew;
                if (at + 1 == text.Length || !s.TryEncodePair(c, text[at + 1], out code)) continue;
                found = s;
                used = 2;
                break;
            }
            for (int i = 0; found == null && i < sets.Length; i++)
            {
                code = sets[i].Encode(c);
                if (code != 0) found = sets[i];
            }
            if (found == null) return 1;
            Designate(state, found, output);
            if (found.Width == 2) output.Add((byte)(code >> 8));
            output.Add((byte)code);
            at += used;
        }
        return Done;
    }

    private static void Designate(byte[] state, Iso2022Set set, List<byte> output)
    {
        byte final = (byte)(set.Mark & ~Iso2022Set.TwoBytes);
        if (set.Plane == 0) PutShiftIn(state, output);
        if (state[set.Plane] != set.Mark)
        {
            output.Add(Escape);
            if (set.Width == 2) output.Add((byte)'$');
            // The oldest sets of two bytes are designated to G0 without a parenthesis.
            if (set.Plane == 1) output.Add((byte)')');
            else if (set.Mark != LaterKanji) output.Add((byte)'(');
            output.Add(final);
            state[set.Plane] = set.Mark;
        }
        if (set.Plane == 1 && (state[Flags] & Shifted) == 0)
        {
            output.Add(ShiftOut);
            state[Flags] |= Shifted;
        }
    }

    private static void PutAscii(byte[] state, List<byte> output)
    {
        if (state[0] == Ascii) return;
        output.AddRange([Escape, (byte)'(', Ascii]);
        state[0] = Ascii;
    }

    private static void PutShiftIn(byte[] state, List<byte> output)
    {
        if ((state[Flags] & Shifted) == 0) return;
        output.Add(ShiftIn);
        state[Flags] &= unchecked((byte)~Shifted);
    }

    public override int Decode(byte[] state, ReadOnlySpan<byte> input, ref int at, List<int> output)
    {
        while (at < input.Length)
        {
            byte b = input[at];
            if ((state[Flags] & InOtherEscape) != 0)
            {
                if (EndsEscape(b)) state[Flags] &= unchecked((byte)~InOtherEscape);
            }
            else if (b == Escape)
            {
                int error = DecodeEscape(state, input, ref at, output);
                if (error != Done) return error;
                continue;
            }
            else if (b is ShiftIn or ShiftOut && (features & Iso2022Features.NoShift) == 0)
            {
                if (b == ShiftOut) state[Flags] |= Shifted;
                else state[Flags] &= unchecked((byte)~Shifted);
                at++;
                continue;
            }
            else if (b == '\n')
            {
                state[Flags] &= unchecked((byte)~Shifted);
            }
            else if (b >= 0x80)
            {
                return 1;
            }
            else if (b >= 0x20 && state[state[Flags] & Shifted] is var mark and not Ascii)
            {
                int error = DecodeCharacter(mark, input, ref at, output);
                if (error != Done) return error;
                continue;
            }
            output.Add(b);
            at++;
        }
        return Done;
    }

    private int DecodeCharacter(byte mark, ReadOnlySpan<byte> input, ref int at, List<int> output)
    {
        if (Find(mark) is not { } set) return 1;
        if (input.Length - at < set.Width) return TooFew;
        int c = set.Decode(input[at..], out int second);
        if (c <= 0) return set.Width;
        output.Add(c);
        if (second != 0) output.Add(second);
        at += set.Width;
        return Done;
    }

    private Iso2022Set? Find(byte mark)
    {
        foreach (var s in sets)
            if (s.Mark == mark) return s;
        return null;
    }

    private int DecodeEscape(byte[] state, ReadOnlySpan<byte> input, ref int at, List<int> output)
    {
        var rest = input[at..];
        if (rest.Length < 2) return TooFew;
        if ("()$.&"u8.Contains(rest[1])) return DecodeDesignation(state, rest, ref at);
        if (rest[1] == 'N' && (features & Iso2022Features.SingleShift) != 0)
        {
            if (rest.Length < 3) return TooFew;
            if (state[2] is not (Ascii or SingleShiftSet.Latin1 or SingleShiftSet.Greek)) return Internal;
            int c = SingleShiftSet.DecodeShifted(state[2], rest[2]);
            if (c < 0) return 3;
            output.Add(c);
            at += 3;
            return Done;
        }
        // Escape sequences of other kinds pass through.
        output.Add(Escape);
        state[Flags] |= InOtherEscape;
        at++;
        return Done;
    }

    private int DecodeDesignation(byte[] state, ReadOnlySpan<byte> rest, ref int at)
    {
        int length = 0;
        for (int i = 1; i < LongestEscape && length == 0; i++)
        {
            if (i >= rest.Length) return TooFew;
            if (EndsEscape(rest[i])) length = i + 1;
            else if ((features & Iso2022Features.Announcer) != 0 && rest[i..].StartsWith("&@"u8)) i += 2;
        }
        if (length == 0) return 1;
        var (plane, mark) = Designated(rest[1..length]);
        if (plane < 0 || (mark != Ascii && Find(mark) == null)) return length;
        state[plane] = mark;
        at += length;
        return Done;
    }

    /// <summary>What an escape sequence, without its ESC, designates, and where to; -1 when it isn't one that is known.</summary>
    private (int Plane, byte Mark) Designated(ReadOnlySpan<byte> sequence)
    {
        byte final = sequence[^1], wide = (byte)(final | Iso2022Set.TwoBytes);
        if (sequence.Length == 2)
        {
            return (char)sequence[0] switch
            {
                '$' => (0, wide),
                '(' => (0, final),
                ')' => (1, final),
                '.' when (features & Iso2022Features.SingleShift) != 0 => (2, final),
                _ => (-1, final),
            };
        }
        if (sequence.Length == 3 && sequence[0] == '$')
        {
            if (sequence[1] == '(') return (0, wide);
            if (sequence[1] == ')') return (1, wide);
        }
        bool announced = (features & Iso2022Features.Announcer) != 0 && sequence.Length == 5 && sequence[2..].SequenceEqual("\e$B"u8);
        return announced ? (0, LaterKanji) : (-1, final);
    }

    private static bool EndsEscape(byte b) => b is (>= (byte)'A' and <= (byte)'Z') or (byte)'@';
}
