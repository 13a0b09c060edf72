using System.Text;

namespace TieredPy.Runtime.Text;

/// <summary>UTF-8 (RFC 3629), with CPython's error positions and reasons.</summary>
internal static class Utf8Codec
{
    private const string Name = "utf-8";

    /// <summary>The bytes, or null with a failure.</summary>
    public static byte[]? Encode(TextValue text, CodecErrors errors, out CodecFailure failure)
    {
        failure = default;
        if (text.IsWide)
        {
            if (EncodeWide(text.CodePoints) is { } wide)
                return wide;
        }
        else
        {
            if (!text.Chars.ContainsAnyInRange('\uD800', '\uDFFF'))
            {
                var result = new byte[Encoding.UTF8.GetByteCount(text.Chars)];
                Encoding.UTF8.GetBytes(text.Chars, result);
                return result;
            }
        }
        return Coding.Encode(text, default(Encoder), errors, default, out failure);
    }

    /// <summary>
    /// The text, or null with a failure. Unless <paramref name="final"/>, an incomplete sequence at the end is left unconsumed.
    /// </summary>
    public static TextValue? Decode(ReadOnlySpan<byte> bytes, CodecErrors errors, bool final, out int consumed, out CodecFailure failure)
    {
        failure = default;
        consumed = bytes.Length;
        if (Ascii.IsValid(bytes))
            return Encoding.Latin1.GetString(bytes);
        if (System.Text.Unicode.Utf8.IsValid(bytes))
            return bytes.ContainsAnyInRange((byte)0xF0, (byte)0xFF) ? DecodeWide(bytes) : Encoding.UTF8.GetString(bytes);

        var work = new Decoding(bytes, stackalloc char[256], Name, errors);
        while (work.Position < work.Input.Length)
        {
            // Runs of ASCII are copied whole.
            var rest = work.Input[work.Position..];
            if (rest[0] < 128)
            {
                var run = rest.IndexOfAnyInRange((byte)128, (byte)255);
                if (run < 0)
                    run = rest.Length;
                for (var i = 0; i < run; i++)
                    work.Output.Append((char)rest[i]);
                work.Position += run;
                continue;
            }
            var code = Next(rest, out var length, out var wrong);
            if (code >= 0)
            {
                work.Output.Append(code);
                work.Position += length;
                continue;
            }
            string reason;
            if (wrong == 0)
            {
                if (!final)
                    break;
                (reason, wrong) = ("unexpected end of data", rest.Length);
            }
            else if (!final && wrong == 1 && rest.Length == 2 && rest[0] == 0xED && rest[1] is >= 0xA0 and <= 0xBF)
            {
                // The start of a surrogate, which its handler would want whole.
                break;
            }
            else
            {
                reason = length == 0 ? "invalid start byte" : "invalid continuation byte";
            }
            if (!work.TryRecover(reason, work.Position, work.Position + wrong))
            {
                failure = work.Failure;
                return null;
            }
        }
        consumed = work.Position;
        return work.Output.ToTextAndFree();
    }

    /// <summary>Decodes valid bytes with a character above U+FFFF.</summary>
    private static TextValue DecodeWide(ReadOnlySpan<byte> s)
    {
        var count = s.Length - CountContinuations(s);
        var codes = new int[count];
        var at = 0;
        for (var i = 0; i < codes.Length; i++)
        {
            int first = s[at];
            if (first < 0x80)
            {
                codes[i] = first;
                at++;
            }
            else if (first < 0xE0)
            {
                codes[i] = (first & 0x1F) << 6 | s[at + 1] & 0x3F;
                at += 2;
            }
            else if (first < 0xF0)
            {
                codes[i] = (first & 0xF) << 12 | (s[at + 1] & 0x3F) << 6 | s[at + 2] & 0x3F;
                at += 3;
            }
            else
            {
                codes[i] = (first & 7) << 18 | (s[at + 1] & 0x3F) << 12 | (s[at + 2] & 0x3F) << 6 | s[at + 3] & 0x3F;
                at += 4;
            }
        }
        return TextValue.FromOwned(codes);
    }

    private static int CountContinuations(ReadOnlySpan<byte> s)
    {
        var count = 0;
        foreach (var b in s)
            count += (b & 0xC0) == 0x80 ? 1 : 0;
        return count;
    }

    /// <summary>Encodes code points; null when there is a surrogate among them.</summary>
    private static byte[]? EncodeWide(ReadOnlySpan<int> text)
    {
        long length = text.Length;
        foreach (var c in text)
            length += (c >= 0x80 ? 1 : 0) + (c >= 0x800 ? 1 : 0) + (c >= 0x10000 ? 1 : 0);
        if (length > Array.MaxLength || text.ContainsAnyInRange(0xD800, 0xDFFF))
            return null;
        var bytes = new byte[length];
        var at = 0;
        foreach (var c in text)
        {
            if (c < 0x80)
            {
                bytes[at++] = (byte)c;
                continue;
            }
            if (c < 0x800)
            {
                bytes[at++] = (byte)(0xC0 | c >> 6);
            }
            else
            {
                if (c < 0x10000)
                {
                    bytes[at++] = (byte)(0xE0 | c >> 12);
                }
                else
                {
                    bytes[at++] = (byte)(0xF0 | c >> 18);
                    bytes[at++] = (byte)(0x80 | c >> 12 & 0x3F);
                }
                bytes[at++] = (byte)(0x80 | c >> 6 & 0x3F);
            }
            bytes[at++] = (byte)(0x80 | c & 0x3F);
        }
        return bytes;
    }

    /// <summary>
    /// Reads one character of several bytes. -1: <paramref name="wrong"/> bytes are to blame (0: the data ends too early) and
    /// <paramref name="length"/> is 0 if the first byte can't start a character.
    /// </summary>
    private static int Next(ReadOnlySpan<byte> s, out int length, out int wrong)
    {
        int first = s[0];
        wrong = 1;
        length = first switch { < 0xC2 => 0, < 0xE0 => 2, < 0xF0 => 3, < 0xF5 => 4, _ => 0 };
        if (length == 0)
            return -1;
        wrong = 0;
        if (s.Length < 2)
            return -1;
        int second = s[1];
        wrong = 1;
        var fits = first switch
        {
            0xE0 => second >= 0xA0,
            0xED => second < 0xA0,
            0xF0 => second >= 0x90,
            0xF4 => second < 0x90,
            _ => true,
        };
        if ((second & 0xC0) != 0x80 || !fits)
            return -1;
        if (length == 2)
            return (first & 0x1F) << 6 | second & 0x3F;
        wrong = 0;
        if (s.Length < 3)
            return -1;
        wrong = 2;
        if ((s[2] & 0xC0) != 0x80)
            return -1;
        if (length == 3)
            return (first & 0xF) << 12 | (second & 0x3F) << 6 | s[2] & 0x3F;
        wrong = 0;
        if (s.Length < 4)
            return -1;
        wrong = 3;
        if ((s[3] & 0xC0) != 0x80)
            return -1;
        return (first & 7) << 18 | (second & 0x3F) << 12 | (s[2] & 0x3F) << 6 | s[3] & 0x3F;
    }

    private readonly struct Encoder : ICharEncoder
    {
        public string Encoding => Name;

        public string Reason => "surrogates not allowed";

        public bool CollectsRuns => true;

        public int Unit => 1;

        public bool AsciiReplacements => true;

        public bool EscapesPiecewise => true;

        public bool CanEncode(int c) => c is < 0xD800 or > 0xDFFF;

        public bool TryEncode(int c, ref ByteBuffer output)
        {
            if (c < 0x80)
            {
                output.Append((byte)c);
            }
            else if (c < 0x800)
            {
                output.Append((byte)(0xC0 | c >> 6));
                output.Append((byte)(0x80 | c & 0x3F));
            }
            else if (c < 0x10000)
            {
                if (!CanEncode(c))
                    return false;
                output.Append((byte)(0xE0 | c >> 12));
                output.Append((byte)(0x80 | c >> 6 & 0x3F));
                output.Append((byte)(0x80 | c & 0x3F));
            }
            else
            {
                output.Append((byte)(0xF0 | c >> 18));
                output.Append((byte)(0x80 | c >> 12 & 0x3F));
                output.Append((byte)(0x80 | c >> 6 & 0x3F));
                output.Append((byte)(0x80 | c & 0x3F));
            }
            return true;
        }
    }
}
