using System.Text;

namespace TieredPy.Runtime.Modules.Pickle;

/// <content>Numbers, strings and buffers.</content>
internal sealed partial class PickleLoader
{
    private static Value Text(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= 1 || !Ascii.IsValid(bytes)) return TextSlow(bytes);
        return new Value(new PyStr(Encoding.Latin1.GetString(bytes)));
    }

    private static Value TextSlow(ReadOnlySpan<byte> bytes) => new(Encodings.DecodeUtf8(bytes.ToArray(), "surrogatepass", true).Text);

    private static Value Integer(ReadOnlySpan<byte> bytes) => Value.Big(new BigInteger(bytes));

    private void LoadLong4()
    {
        int n = input.Int32();
        if (n < 0) throw Fail("LONG pickle has negative byte count");
        Push(Integer(input.Bytes(n)));
    }

    private static Value IntLine(ReadOnlySpan<byte> line)
    {
        if (line.Length < 2) throw PickleInput.Truncated();
        var text = line[..^1];
        if (text.SequenceEqual("00"u8)) return Value.False;
        if (text.SequenceEqual("01"u8)) return Value.True;
        try
        {
            return ParseInt(text, 0);
        }
        catch (PyException e) when (e.Is(ExcTypes.ValueError))
        {
            throw Err.ValueError("could not convert string to int");
        }
    }

    private static Value ParseInt(ReadOnlySpan<byte> text, int @base) =>
        Ops.Call(new Value(PyInt.TypeObject), new Value(PyStr.OfNarrow(Encoding.Latin1.GetString(text))), Value.Int(@base));

    private static Value LongLine(ReadOnlySpan<byte> line)
    {
        if (line.Length < 2) throw PickleInput.Truncated();
        var text = line[..^1];
        if (text[^1] == 'L') text = text[..^1];
        try
        {
            return ParseInt(text, 0);
        }
        catch (PyException e) when (e.Is(ExcTypes.ValueError))
        {
            return ParseInt(line[^2] == 'L' ? text : line, 10);
        }
    }

    private static Value FloatLine(ReadOnlySpan<byte> line)
    {
        if (line.Length < 2) throw PickleInput.Truncated();
        string text = Encoding.Latin1.GetString(line[..^1]);
        return Numbers.FloatParser.TryParse(text, out double d) ? Value.Float(d) : throw Err.ValueError($"could not convert string to float: '{text}\n'");
    }

    private static long IndexLine(ReadOnlySpan<byte> line)
    {
        if (line.Length < 2) throw PickleInput.Truncated();
        try
        {
            return Ops.AsLong(ParseInt(line[..^1], 10));
        }
        catch (PyException e) when (e.Is(ExcTypes.ValueError))
        {
            return Ops.AsLong(ParseInt(line, 10));
        }
    }

    private void LoadString(ReadOnlySpan<byte> line)
    {
        var text = line;
        while (text.Length > 0 && text[^1] is (byte)'\n' or (byte)'\r' && text.Length > 0) text = text[..^1];
        if (text.Length < 2 || text[0] != text[^1] || text[0] is not ((byte)'"' or (byte)'\'')) throw Fail("the STRING opcode argument must be quoted");
        var decoded = Ops.CallMethod(Ops.Import("_codecs"), "escape_decode", new Value(new PyBytes(text[1..^1])));
        PushDecoded(((PyBytes)((PyTuple)decoded.Ref!)[0].Ref!).Data);
    }

    private void LoadBinString()
    {
        PushDecoded(input.Payload((uint)input.Int32(), "BINSTRING").ToArray());
    }

    /// <summary>A str of Python 2: text in the encoding that the caller named, or bytes.</summary>
    private void PushDecoded(byte[] bytes)
    {
        var b = new Value(PyBytes.Make(bytes));
        Push(encoding == "bytes" ? b : new Value(Encodings.Decode(b, encoding, errors)));
    }

    private void LoadUnicode(ReadOnlySpan<byte> line)
    {
        if (line.Length < 1) throw PickleInput.Truncated();
        var decoded = Ops.CallMethod(Ops.Import("_codecs"), "raw_unicode_escape_decode", new Value(new PyBytes(line[..^1])));
        Push(((PyTuple)decoded.Ref!)[0]);
    }

    private void NextBuffer()
    {
        if (buffers.IsMissing) throw Fail("pickle stream refers to out-of-band data but no *buffers* argument was given");
        var next = Ops.Next(buffers);
        Push(next.IsDone ? throw Fail("not enough out-of-band buffers") : next);
    }

    private void ReadOnlyBuffer()
    {
        var v = Top();
        if (!Buffers.Has(v)) throw Err.TypeError($"memoryview: a bytes-like object is required, not '{Ops.TypeName(v)}'");
        var view = Ops.Call(new Value(PyMemoryView.TypeObject), v);
        if (!Ops.Truth(Ops.GetAttr(view, "readonly"))) stack[top - 1] = Ops.CallMethod(view, "toreadonly");
    }
}
