using TieredPy.Runtime.Text;

namespace TieredPy.Runtime.Modules;

// The built-in error handlers as callables.
internal static partial class CodecsModule
{
    private static PyException WrongType(Value exc) => Err.TypeError($"don't know how to handle {Ops.TypeName(exc)} in error callback");

    private static Value Result(PyStr s, long position) => new(new PyTuple([new Value(s), Value.Int(position)]));

    private static PyUnicodeErrorFields Unicode(Value exc) => exc.Ref as PyUnicodeErrorFields ?? throw WrongType(exc);

    private static (int Start, int End) Range(PyUnicodeErrorFields e, int length)
    {
        int start = (int)Math.Clamp(e.Start, 0, Math.Max(0, length - 1));
        int end = (int)Math.Clamp(e.End, 1, Math.Max(1, length));
        return (start, Math.Min(end, length));
    }

    [PyFunction("_strict_errors", Doc = "Implements the 'strict' error handling, which raises a UnicodeError on coding errors.")]
    private static void StrictErrors(Value exc) => throw (exc.Ref is PyBaseException e ? new PyException(e) : Err.TypeError("codec must pass exception instance"));

    [PyFunction("_ignore_errors", Doc = "Implements the 'ignore' error handling, which ignores malformed data and continues.")]
    private static Value IgnoreErrors(Value exc) => Result(PyStr.Empty, Unicode(exc).End);

    [PyFunction("_replace_errors", Doc = "Implements the 'replace' error handling, which replaces malformed data with a replacement marker.")]
    private static Value ReplaceErrors(Value exc)
    {
        var e = Unicode(exc);
        if (e is PyUnicodeDecodeError) return Result(PyStr.OfCodePoint(0xFFFD), e.End);
        var (start, end) = Range(e, ((PyStr)e.Object!).Length);
        return Result(PyStr.OfCodePoint(e is PyUnicodeEncodeError ? '?' : 0xFFFD).Repeat(end - start), end);
    }

    private static Value Escape(string mode, Value exc)
    {
        if (exc.Ref is not PyUnicodeEncodeError e) throw WrongType(exc);
        var text = (PyStr)e.Object!;
        var (start, end) = Range(e, text.Length);
        return Result(new PyStr(ErrorHandlers.Escaped(mode, text, start, end)), end);
    }

    [PyFunction("_xmlcharrefreplace_errors", Doc = "Implements the 'xmlcharrefreplace' error handling, which replaces an unencodable character with the appropriate XML character reference.")]
    private static Value XmlErrors(Value exc) => Escape("xmlcharrefreplace", exc);

    [PyFunction("_namereplace_errors", Doc = "Implements the 'namereplace' error handling, which replaces an unencodable character with a \\N{...} escape sequence.")]
    private static Value NameErrors(Value exc) => Escape("namereplace", exc);

    [PyFunction("_backslashreplace_errors", Doc = "Implements the 'backslashreplace' error handling, which replaces malformed data with a backslashed escape sequence.")]
    private static Value BackslashErrors(Value exc)
    {
        var e = Unicode(exc);
        if (e is PyUnicodeDecodeError)
        {
            var data = ((PyBytes)e.Object!).Data;
            var (start, end) = Range(e, data.Length);
            var b = new System.Text.StringBuilder();
            for (int i = start; i < end; i++) b.Append($"\\x{data[i]:x2}");
            return Result(new PyStr(b.ToString()), end);
        }
        var text = (PyStr)e.Object!;
        var (from, to) = Range(e, text.Length);
        return Result(new PyStr(ErrorHandlers.Escaped("backslashreplace", text, from, to)), to);
    }

    [PyFunction("_surrogateescape_errors")]
    private static Value SurrogateEscapeErrors(Value exc)
    {
        var e = Unicode(exc);
        if (e is PyUnicodeEncodeError)
        {
            var text = (PyStr)e.Object!;
            var (start, end) = Range(e, text.Length);
            var bytes = new byte[end - start];
            for (int i = start; i < end; i++)
                bytes[i - start] = text[i] is >= 0xDC80 and <= 0xDCFF ? (byte)(text[i] - 0xDC00) : throw new PyException(e);
            return new Value(new PyTuple([new Value(new PyBytes(bytes)), Value.Int(end)]));
        }
        if (e is not PyUnicodeDecodeError) throw WrongType(exc);
        var data = ((PyBytes)e.Object!).Data;
        var (from, to) = Range(e, data.Length);
        var b = new PyStrBuilder();
        int k = from;
        while (k < to && k - from < 4 && data[k] >= 0x80) b.Append(0xDC00 + data[k++]);
        return k == from ? throw new PyException(e) : Result(b.ToStr(), k);
    }

    [PyFunction("_surrogatepass_errors")]
    private static Value SurrogatePassErrors(Value exc)
    {
        var e = Unicode(exc);
        string name = Ops.Str(Value.FromHeap(e.Encoding!)).ToString();
        if (e is PyUnicodeEncodeError)
        {
            var text = (PyStr)e.Object!;
            var (start, end) = Range(e, text.Length);
            return SurrogateCoding.TryEncode(name, CodecBridge.Text(text), start, end, out var bytes)
                ? new Value(new PyTuple([new Value(new PyBytes(bytes!)), Value.Int(end)]))
                : throw new PyException(e);
        }
        if (e is not PyUnicodeDecodeError) throw WrongType(exc);
        var data = ((PyBytes)e.Object!).Data;
        var (from, _) = Range(e, data.Length);
        return SurrogateCoding.TryDecode(name, data, from, out var decoded, out int next) ? Result(CodecBridge.Str(decoded), next) : throw new PyException(e);
    }
}
