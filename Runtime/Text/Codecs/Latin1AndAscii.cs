using System.Text;

namespace TieredPy.Runtime.Text;

/// <summary>Latin-1 and ASCII.</summary>
internal static class Latin1AndAsciiCodec
{
    public static byte[]? EncodeLatin1(TextValue text, CodecErrors errors, out CodecFailure failure)
    {
        failure = default;
        if (!text.IsWide && !text.Chars.ContainsAnyExceptInRange('\0', '\u00FF'))
        {
            var result = new byte[text.Length];
            Encoding.Latin1.GetBytes(text.Chars, result);
            return result;
        }
        return Coding.Encode(text, new Encoder(256), errors, default, out failure);
    }

    public static byte[]? EncodeAscii(TextValue text, CodecErrors errors, out CodecFailure failure)
    {
        failure = default;
        if (!text.IsWide && Ascii.IsValid(text.Chars))
        {
            var result = new byte[text.Length];
            Ascii.FromUtf16(text.Chars, result, out _);
            return result;
        }
        return Coding.Encode(text, new Encoder(128), errors, default, out failure);
    }

    public static TextValue DecodeLatin1(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    public static TextValue? DecodeAscii(ReadOnlySpan<byte> bytes, CodecErrors errors, out CodecFailure failure)
    {
        failure = default;
        if (Ascii.IsValid(bytes))
            return Encoding.Latin1.GetString(bytes);
        var work = new Decoding(bytes, stackalloc char[256], "ascii", errors);
        while (work.Position < work.Input.Length)
        {
            var b = work.Input[work.Position];
            if (b < 128)
            {
                work.Output.Append((char)b);
                work.Position++;
            }
            else if (!work.TryRecover("ordinal not in range(128)", work.Position, work.Position + 1))
            {
                failure = work.Failure;
                return null;
            }
        }
        return work.Output.ToTextAndFree();
    }

    private readonly struct Encoder(int limit) : ICharEncoder
    {
        public string Encoding => limit == 128 ? "ascii" : "latin-1";

        public string Reason => limit == 128 ? "ordinal not in range(128)" : "ordinal not in range(256)";

        public bool CollectsRuns => true;

        public int Unit => 1;

        public bool AsciiReplacements => false;

        public bool EscapesPiecewise => true;

        public bool CanEncode(int c) => c < limit;

        public bool TryEncode(int c, ref ByteBuffer output)
        {
            if (c >= limit)
                return false;
            output.Append((byte)c);
            return true;
        }
    }
}
