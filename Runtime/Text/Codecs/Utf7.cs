namespace TieredPy.Runtime.Text;

/// <summary>UTF-7 (RFC 2152).</summary>
internal static class Utf7Codec
{
    public static byte[] Encode(TextValue text)
    {
        var output = new ByteBuffer(stackalloc byte[256]);
        var shifted = false;
        uint pending = 0;
        var bits = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (shifted && IsDirect(c))
            {
                if (bits > 0)
                    output.Append(ToBase64(pending << (6 - bits)));
                pending = 0;
                bits = 0;
                shifted = false;
                if (IsBase64(c) || c == '-')
                    output.Append((byte)'-');
                output.Append((byte)c);
                continue;
            }
            if (!shifted)
            {
                if (c == '+')
                {
                    output.Append("+-"u8);
                    continue;
                }
                if (IsDirect(c))
                {
                    output.Append((byte)c);
                    continue;
                }
                output.Append((byte)'+');
                shifted = true;
            }
            if (c >= 0x10000)
            {
                Put(ref output, ref pending, ref bits, 0xD7C0 + (c >> 10));
                c = 0xDC00 + (c & 0x3FF);
            }
            Put(ref output, ref pending, ref bits, c);
        }
        if (bits > 0)
            output.Append(ToBase64(pending << (6 - bits)));
        if (shifted)
            output.Append((byte)'-');
        return output.ToArrayAndFree();
    }

    /// <summary>The text, or null with a failure. Unless <paramref name="final"/>, an open shift sequence is left unconsumed.</summary>
    public static TextValue? Decode(ReadOnlySpan<byte> bytes, CodecErrors errors, bool final, out int consumed, out CodecFailure failure)
    {
        failure = default;
        consumed = 0;
        var work = new Decoding(bytes, stackalloc char[256], "utf7", errors);
        var shifted = false;
        uint pending = 0;
        int bits = 0, surrogate = 0, start = 0, shiftLength = 0;
        while (true)
        {
            while (work.Position < work.Input.Length)
            {
                int c = work.Input[work.Position];
                string? reason = null;
                if (shifted)
                {
                    if (c < 128 && IsBase64(c))
                    {
                        pending = pending << 6 | FromBase64(c);
                        bits += 6;
                        work.Position++;
                        if (bits >= 16)
                        {
                            bits -= 16;
                            var unit = (int)(pending >> bits);
                            pending &= (1U << bits) - 1;
                            if (surrogate != 0)
                            {
                                if (unit is >= 0xDC00 and <= 0xDFFF)
                                {
                                    work.Output.Append(0x10000 + ((surrogate - 0xD800) << 10) + (unit - 0xDC00));
                                    surrogate = 0;
                                    continue;
                                }
                                work.Output.Append(surrogate);
                                surrogate = 0;
                            }
                            if (unit is >= 0xD800 and <= 0xDBFF)
                                surrogate = unit;
                            else
                                work.Output.Append(unit);
                        }
                        continue;
                    }
                    shifted = false;
                    if (bits >= 6)
                        reason = "partial character in shift sequence";
                    else if (bits > 0 && pending != 0)
                        reason = "non-zero padding bits in shift sequence";
                    if (reason != null)
                    {
                        work.Position++;
                    }
                    else
                    {
                        if (surrogate != 0 && IsDirectlyDecoded(c))
                            work.Output.Append(surrogate);
                        surrogate = 0;
                        if (c == '-')
                            work.Position++;
                        continue;
                    }
                }
                else if (c == '+')
                {
                    start = work.Position++;
                    if (work.Position < work.Input.Length && work.Input[work.Position] == '-')
                    {
                        work.Position++;
                        work.Output.Append('+');
                        continue;
                    }
                    if (work.Position < work.Input.Length && !IsBase64(work.Input[work.Position]))
                    {
                        work.Position++;
                        reason = "ill-formed sequence";
                    }
                    else
                    {
                        shifted = true;
                        surrogate = 0;
                        bits = 0;
                        pending = 0;
                        shiftLength = work.Output.Length;
                        continue;
                    }
                }
                else if (IsDirectlyDecoded(c))
                {
                    work.Position++;
                    work.Output.Append((char)c);
                    continue;
                }
                else
                {
                    start = work.Position++;
                    reason = "unexpected special character";
                }
                if (!work.TryRecover(reason, start, work.Position))
                {
                    failure = work.Failure;
                    return null;
                }
            }
            if (!shifted || !final)
                break;
            shifted = false;
            if (surrogate == 0 && bits < 6 && (bits == 0 || pending == 0))
                break;
            if (!work.TryRecover("unterminated shift sequence", start, work.Input.Length))
            {
                failure = work.Failure;
                return null;
            }
        }
        consumed = work.Position;
        var text = work.Output.ToTextAndFree();
        if (!shifted)
            return text;
        consumed = start;
        return text.Slice(0, shiftLength);
    }

    private static void Put(ref ByteBuffer output, ref uint pending, ref int bits, int unit)
    {
        pending = pending << 16 | (uint)unit;
        for (bits += 16; bits >= 6; bits -= 6)
            output.Append(ToBase64(pending >> (bits - 6)));
        pending &= (1U << bits) - 1;
    }

    private static bool IsDirectlyDecoded(int c) => c <= 127 && c != '+';

    private static bool IsDirect(int c) => c is >= 32 and < 127 and not ('+' or '\\' or '~') or '\t' or '\n' or '\r';

    private static bool IsBase64(int c) => c < 128 && (char.IsAsciiLetterOrDigit((char)c) || c is '+' or '/');

    private static byte ToBase64(uint value) =>
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8[(int)(value & 63)];

    private static uint FromBase64(int c) => (uint)(c switch
    {
        >= 'A' and <= 'Z' => c - 'A',
        >= 'a' and <= 'z' => c - 'a' + 26,
        >= '0' and <= '9' => c - '0' + 52,
        '+' => 62,
        _ => 63,
    });
}
