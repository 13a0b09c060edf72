using TieredPy.Runtime.Text.Multibyte;

namespace TieredPy.Runtime.Modules.Multibyte;

/// <summary>Drives a codec over an input, with the errors that Python's handlers deal with.</summary>
internal static class MultibyteCoding
{
    private const string Illegal = "illegal multibyte sequence", Incomplete = "incomplete multibyte sequence";

    /// <summary>Encodes text.</summary>
    /// <param name="flush">True when no more text follows.</param>
    /// <param name="reset">True to return to the initial state after it.</param>
    /// <param name="at">How much of the text was used.</param>
    public static PyBytes Encode(MultibyteCodec codec, byte[] state, PyStr text, string errors, bool flush, bool reset, out int at)
    {
        at = 0;
        if (text.Length == 0 && !reset) return PyBytes.Empty;
        var points = Points(text);
        var output = new List<byte>(points.Length * 2 + 16);
        PyException? error = null;
        while (at < points.Length)
        {
            int r = codec.Encode(state, points, ref at, output, flush);
            if (r is MultibyteCodec.Done or MultibyteCodec.TooFew) break;
            EncodeError(codec, state, text, points, ref at, r, errors, output, ref error);
        }
        if (reset) codec.ResetEncoding(state, output);
        return PyBytes.Make(output.ToArray());
    }

    private static void EncodeError(
        MultibyteCodec codec, byte[] state, PyStr text, int[] points, ref int at, int length, string errors, List<byte> output, ref PyException? error)
    {
        if (errors is "replace" or "ignore")
        {
            int start = 0;
            if (errors == "replace" && codec.Encode(state, ['?'], ref start, output, false) != MultibyteCodec.Done) output.Add((byte)'?');
            at += length;
            return;
        }
        error ??= Err.UnicodeEncodeError(codec.Name, text, at, at + length, Illegal);
        var (replacement, position) = Handled(error, errors, at, at + length, Illegal, "encoding");
        if (replacement.Ref is PyBytes bytes) output.AddRange(bytes.Data);
        else if (replacement.Ref is PyStr s) output.AddRange(Encode(codec, state, s, "strict", flush: true, reset: false, out _).Data);
        at = Position(position, points.Length);
    }

    /// <summary>Decodes bytes until they are used up or end within a sequence.</summary>
    /// <param name="at">How many of the bytes were used.</param>
    /// <param name="error">The exception that handlers were shown, which is made once.</param>
    public static void Decode(MultibyteCodec codec, byte[] state, byte[] input, ref int at, string errors, List<int> output, ref PyException? error)
    {
        while (at < input.Length)
        {
            int r = codec.Decode(state, input, ref at, output);
            if (r is MultibyteCodec.Done or MultibyteCodec.TooFew) return;
            if (r == MultibyteCodec.Internal) throw Err.RuntimeError("internal codec error");
            DecodeError(codec, input, ref at, r, Illegal, errors, output, ref error);
        }
    }

    /// <summary>Deals with a sequence that the input's end cuts off.</summary>
    public static void DecodeRest(MultibyteCodec codec, byte[] input, ref int at, string errors, List<int> output, ref PyException? error) =>
        DecodeError(codec, input, ref at, input.Length - at, Incomplete, errors, output, ref error);

    private static void DecodeError(
        MultibyteCodec codec, byte[] input, ref int at, int length, string reason, string errors, List<int> output, ref PyException? error)
    {
        if (errors is "replace" or "ignore")
        {
            if (errors == "replace") output.Add(0xFFFD);
            at += length;
            return;
        }
        error ??= Err.UnicodeDecodeError(codec.Name, new PyBytes(input), at, at + length, reason);
        var (replacement, position) = Handled(error, errors, at, at + length, reason, "decoding");
        output.AddRange(Points((PyStr)replacement.Ref!));
        at = Position(position, input.Length);
    }

    /// <summary>What a handler makes of an error: a replacement, and where to go on.</summary>
    private static (Value Replacement, Value Position) Handled(PyException error, string errors, int start, int end, string reason, string what)
    {
        var fields = (PyUnicodeErrorFields)error.Value;
        fields.Start = start;
        fields.End = end;
        fields.Reason = PyStr.Of(reason);
        if (errors == "strict") throw error;
        var r = Ops.Call(ErrorHandlers.Lookup(errors), new Value(error.Value));
        return r.Ref is PyTuple { Count: 2 } t && (t[0].Ref is PyStr || (t[0].Ref is PyBytes && what == "encoding")) && IntOps.IsInt(t[1])
            ? (t[0], t[1])
            : throw Err.TypeError($"{what} error handler must return (str, int) tuple");
    }

    private static int Position(Value v, int length)
    {
        var n = IntOps.ToBig(v);
        if (n < long.MinValue || n > long.MaxValue) n = -1;
        else if (n.Sign < 0) n += length;
        return n.Sign >= 0 && n <= length ? (int)n : throw Err.IndexError($"position {n} from error handler out of bounds");
    }

    public static int[] Points(PyStr s)
    {
        var points = new int[s.Length];
        if (s.IsWide)
        {
            s.WideSpan.CopyTo(points);
            return points;
        }
        var chars = s.Span;
        for (int i = 0; i < points.Length; i++) points[i] = chars[i];
        return points;
    }

    public static PyStr Text(List<int> points) => PyStr.FromCodePoints(CollectionsMarshal.AsSpan(points));

    /// <summary>The text to encode: of what isn't one, its str().</summary>
    public static PyStr TextOf(Value input) => input.Ref as PyStr ?? Ops.Str(input);
}
