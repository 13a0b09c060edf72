using TieredPy.Runtime.Text.Multibyte;

namespace TieredPy.Runtime.Modules.Multibyte;

/// <summary>An encoding in pieces: the codec's state, and the text that waits for what follows it.</summary>
internal sealed class MultibyteEncodeContext
{
    private const int MostPending = 2;

    private readonly MultibyteCodec codec;

    public MultibyteEncodeContext(MultibyteCodec codec, string errors)
    {
        this.codec = codec;
        Errors = errors;
        codec.StartEncoding(State);
    }

    public string Errors { get; set; }

    public byte[] State { get; } = new byte[MultibyteCodec.StateSize];

    public PyStr? Pending { get; set; }

    public PyBytes Encode(Value input, bool final)
    {
        var text = MultibyteCoding.TextOf(input);
        if (Pending is { } before) text = (PyStr)Ops.Add(new Value(before), new Value(text)).Ref!;
        // What an error leaves is the text that waited before.
        var made = MultibyteCoding.Encode(codec, State, text, Errors, flush: final, reset: final, out int at);
        Pending = null;
        if (at == text.Length) return made;
        if (text.Length - at > MostPending) throw Err.UnicodeEncodeError(codec.Name, text, at, text.Length, "pending buffer overflow");
        Pending = PyStr.FromCodePoints(MultibyteCoding.Points(text).AsSpan(at));
        return made;
    }

    /// <summary>Back to the initial state; whatever would have to be put out for it is lost.</summary>
    public void Reset()
    {
        codec.ResetEncoding(State, []);
        Pending = null;
    }

    /// <summary>Puts out what waits, and returns to the initial state.</summary>
    public PyBytes Flush(PyStr pending)
    {
        Pending = null;
        return MultibyteCoding.Encode(codec, State, pending, Errors, flush: true, reset: true, out _);
    }
}

/// <summary>A decoding in pieces: the codec's state, and the bytes that wait for what follows them.</summary>
internal sealed class MultibyteDecodeContext
{
    private const int MostPending = 8;

    private readonly MultibyteCodec codec;

    public MultibyteDecodeContext(MultibyteCodec codec, string errors)
    {
        this.codec = codec;
        Errors = errors;
        codec.StartDecoding(State);
    }

    public string Errors { get; set; }

    public byte[] State { get; } = new byte[MultibyteCodec.StateSize];

    public byte[] Pending { get; private set; } = [];

    /// <summary>Decodes what waits and a piece after it.</summary>
    /// <param name="restore">True when what waits is to wait still where the end cuts off a sequence and that is an error.</param>
    public void Decode(ReadOnlySpan<byte> piece, bool final, bool restore, List<int> output, ref PyException? error)
    {
        byte[] before = Pending, input = [.. before, .. piece];
        Pending = [];
        int at = 0;
        MultibyteCoding.Decode(codec, State, input, ref at, Errors, output, ref error);
        if (final && at < input.Length)
        {
            try
            {
                MultibyteCoding.DecodeRest(codec, input, ref at, Errors, output, ref error);
            }
            catch (PyException) when (restore)
            {
                Pending = before;
                throw;
            }
        }
        if (input.Length - at > MostPending) throw Err.UnicodeDecodeError(codec.Name, new PyBytes(input), 0, input.Length, "pending buffer overflow");
        Pending = input[at..];
    }

    public void Set(PyBytes pending, byte[] state)
    {
        int n = pending.Data.Length;
        if (n > MostPending) throw Err.UnicodeDecodeError(codec.Name, pending, 0, n, "pending buffer too large");
        Pending = pending.Data;
        state.CopyTo(State, 0);
    }

    public void Reset()
    {
        codec.ResetDecoding(State);
        Pending = [];
    }
}
