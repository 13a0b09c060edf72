namespace TieredPy.Runtime.Text;

/// <summary>How one codec writes one character.</summary>
internal interface ICharEncoder
{
    string Encoding { get; }

    string Reason { get; }

    /// <summary>Whether an error is about the whole run of characters that can't be encoded.</summary>
    bool CollectsRuns { get; }

    /// <summary>Bytes from an error handler must come in multiples of this.</summary>
    int Unit { get; }

    /// <summary>Whether only ASCII may come from an error handler (or whatever can be encoded).</summary>
    bool AsciiReplacements { get; }

    /// <summary>Whether surrogateescape turns the leading surrogates of a run into bytes before it complains of the rest.</summary>
    bool EscapesPiecewise { get; }

    bool CanEncode(int c);

    /// <summary>Writes a character; false when it can't be encoded.</summary>
    bool TryEncode(int c, ref ByteBuffer output);
}

/// <summary>Encoding with error handlers, character by character.</summary>
internal static class Coding
{
    /// <summary>The bytes, or null with a failure.</summary>
    public static byte[]? Encode<T>(TextValue text, T encoder, CodecErrors errors, scoped ReadOnlySpan<byte> prefix, out CodecFailure failure)
        where T : struct, ICharEncoder
    {
        failure = default;
        var output = new ByteBuffer(stackalloc byte[256]);
        output.Append(prefix);
        var length = text.Length;
        for (var i = 0; i < length;)
        {
            if (encoder.TryEncode(text[i], ref output))
            {
                i++;
                continue;
            }
            var start = i;
            var end = i + 1;
            if (encoder.CollectsRuns)
            {
                while (end < length && !encoder.CanEncode(text[end]))
                    end++;
            }
            if (errors.Kind == CodecErrorsKind.SurrogateEscape && encoder.EscapesPiecewise)
            {
                while (start < end && text[start] is >= 0xDC80 and <= 0xDCFF)
                    output.Append((byte)(text[start++] - 0xDC00));
                if (start == end)
                {
                    i = end;
                    continue;
                }
            }
            if (!Replace(text, encoder, errors, start, end, ref output, out i, out failure))
            {
                output.Dispose();
                return null;
            }
        }
        return output.ToArrayAndFree();
    }

    private static bool Replace<T>(
        TextValue text, T encoder, CodecErrors errors, int start, int end, ref ByteBuffer output, out int next, out CodecFailure failure)
        where T : struct, ICharEncoder
    {
        failure = default;
        var ok = errors.TryEncode(encoder.Encoding, encoder.Reason, text, start, end, out var replacement, out var bytes, out next, out var raised);
        if (ok && bytes != null)
        {
            ok = bytes.Length % encoder.Unit == 0;
            if (ok)
                output.Append(bytes);
        }
        else if (ok)
        {
            for (var i = 0; i < replacement.Length && ok; i++)
                ok = (replacement[i] < 128 || !encoder.AsciiReplacements) && encoder.TryEncode(replacement[i], ref output);
        }
        if (!ok)
            failure = raised ? CodecFailure.Raised : new CodecFailure(encoder.Encoding, encoder.Reason, start, end);
        return ok;
    }
}

/// <summary>A decoding under way: the input, where it is, and the text so far.</summary>
internal ref struct Decoding
{
    public ReadOnlySpan<byte> Input;
    public TextBuilder Output;
    public int Position;
    public CodecFailure Failure;
    private readonly CodecErrors errors;
    private readonly string encoding;

    public Decoding(ReadOnlySpan<byte> input, Span<char> scratch, string encoding, CodecErrors errors)
    {
        Input = input;
        Output = new TextBuilder(scratch);
        this.encoding = encoding;
        this.errors = errors;
    }

    /// <summary>Lets the handler deal with input[start..end) and moves on to where it says; false when the error stands.</summary>
    public bool TryRecover(string reason, int start, int end)
    {
        if (!errors.TryDecode(encoding, reason, Input, start, end, out var replacement, out var next, out var newInput, out var raised))
        {
            Failure = raised ? CodecFailure.Raised : new CodecFailure(encoding, reason, start, end);
            Output.Dispose();
            return false;
        }
        Output.Append(replacement);
        if (newInput != null)
            Input = newInput;
        Position = next;
        return true;
    }
}
