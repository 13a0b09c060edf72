using TieredPy.Runtime.Objects.Arguments;

namespace TieredPy.Runtime.Modules.Io;

/// <summary>An incremental decoder as text streams use it.</summary>
internal abstract class TextDecoder
{
    public abstract PyStr Decode(byte[] input, bool final);

    /// <summary>Bytes held back, and the rest of the state.</summary>
    public abstract (byte[] Held, BigInteger Flags) GetState();

    public abstract void SetState(byte[] held, BigInteger flags);

    public abstract void Reset();

    /// <summary>The line ends seen so far, as the attribute <c>newlines</c>.</summary>
    public virtual Value NewLines => Value.None;
}

/// <summary>The encodings that need no Python code.</summary>
internal enum NativeEncoding
{
    None,
    Utf8,
    Ascii,
    Latin1,
}

/// <summary>Incremental decoding of UTF-8, ASCII and Latin-1.</summary>
internal sealed class NativeDecoder(NativeEncoding encoding, string? errors) : TextDecoder
{
    private byte[] held = [];

    public static NativeEncoding Kind(string name) => name switch
    {
        "utf-8" or "UTF-8" => NativeEncoding.Utf8,
        _ => name.ToLowerInvariant().Replace('_', '-') switch
        {
            "utf-8" or "utf8" or "u8" or "utf" or "cp65001" => NativeEncoding.Utf8,
            "ascii" or "us-ascii" or "646" => NativeEncoding.Ascii,
            "latin-1" or "latin1" or "iso-8859-1" or "iso8859-1" or "l1" or "8859" or "cp819" => NativeEncoding.Latin1,
            _ => NativeEncoding.None,
        },
    };

    public override PyStr Decode(byte[] input, bool final)
    {
        switch (encoding)
        {
            case NativeEncoding.Ascii:
                return Encodings.DecodeAscii(input, errors);
            case NativeEncoding.Latin1:
                return PyStr.Of(System.Text.Encoding.Latin1.GetString(input).AsSpan());
        }
        if (held.Length > 0)
        {
            input = [.. held, .. input];
            held = [];
        }
        // An incomplete character at the end is cut off first, so that the fast path sees valid text.
        int tail = final ? 0 : IncompleteTail(input);
        if (tail > 0)
        {
            var whole = input[..^tail];
            if (System.Text.Unicode.Utf8.IsValid(whole))
            {
                held = input[^tail..];
                return Encodings.DecodeUtf8(whole, errors, true).Text;
            }
        }
        var (text, used) = Encodings.DecodeUtf8(input, errors, final);
        if (used < input.Length) held = input[used..];
        return text;
    }

    private static int IncompleteTail(byte[] b)
    {
        for (int back = 1; back <= 3 && back <= b.Length; back++)
        {
            byte c = b[^back];
            if (c < 0x80) return 0;
            if (c >= 0xC0)
            {
                int need = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
                return need > back ? back : 0;
            }
        }
        return 0;
    }

    public override (byte[] Held, BigInteger Flags) GetState() => (held, 0);

    public override void SetState(byte[] held, BigInteger flags) => this.held = held;

    public override void Reset() => held = [];
}

/// <summary>A decoder object of Python code.</summary>
internal sealed class ObjectDecoder(Value decoder) : TextDecoder
{
    private readonly PyObject decoder = decoder.ToHeap();

    private Value Decoder => Value.FromHeap(decoder);

    public override PyStr Decode(byte[] input, bool final)
    {
        var r = Ops.CallMethod(Decoder, "decode", new Value(PyBytes.Make(input)), Value.Bool(final));
        return r.Ref as PyStr ?? throw Err.TypeError($"decoder should return a string result, not '{Ops.TypeName(r)}'");
    }

    public override (byte[] Held, BigInteger Flags) GetState()
    {
        var state = Ops.CallMethod(Decoder, "getstate");
        if (state.Ref is not PyTuple t) throw Err.TypeError("illegal decoder state");
        if (t.Count != 2) throw Err.TypeError("illegal decoder state");
        if (t[0].Ref is not PyBytes held) throw Err.TypeError($"illegal decoder state: the first item should be a bytes object, not '{Ops.TypeName(t[0])}'");
        if (!Ops.HasIndex(t[1])) throw Err.TypeError("illegal decoder state");
        return (held.Data, Args.Big(t[1]));
    }

    public override void SetState(byte[] held, BigInteger flags) =>
        Ops.CallMethod(Decoder, "setstate", new Value(new PyTuple(new Value(PyBytes.Make(held)), Value.Big(flags))));

    public override void Reset() => Ops.CallMethod(Decoder, "reset");

    public override Value NewLines => Ops.TryGetAttr(Decoder, "newlines", out var v) ? v : Value.None;
}

/// <summary>Line ends in decoded text: recognises \r, \n and \r\n, even where the text is cut between \r and \n, and may make them \n.</summary>
internal sealed class NewLineTranslator(bool translate)
{
    private const int SeenCr = 1, SeenLf = 2, SeenCrLf = 4;

    private int seen;

    /// <summary>A \r at the end of the text so far, held back.</summary>
    public bool PendingCr { get; set; }

    public PyStr Process(PyStr text, bool final)
    {
        if (PendingCr && (final || text.Length > 0))
        {
            text = Join("\r", text);
            PendingCr = false;
        }
        if (!final && text.Length > 0 && text[text.Length - 1] == '\r')
        {
            text = text.Substring(0, text.Length - 1);
            PendingCr = true;
        }
        return Scan(text);
    }

    private static PyStr Join(string first, PyStr rest)
    {
        var b = new PyStrBuilder(rest.Length + 1);
        b.Append(first);
        b.Append(rest);
        return b.ToStr();
    }

    private PyStr Scan(PyStr text)
    {
        if (text.Length == 0) return text;
        if (!text.IsWide && !text.Span.Contains('\r'))
        {
            if ((seen & SeenLf) == 0 && text.Span.Contains('\n')) seen |= SeenLf;
            return text;
        }
        int crlf = 0, n = text.Length;
        bool anyCr = false;
        for (int i = 0; i < n; i++)
        {
            int c = text[i];
            if (c == '\n') seen |= SeenLf;
            else if (c == '\r')
            {
                anyCr = true;
                if (i + 1 < n && text[i + 1] == '\n')
                {
                    crlf++;
                    i++;
                }
                else seen |= SeenCr;
            }
        }
        if (crlf > 0) seen |= SeenCrLf;
        if (!translate || !anyCr) return text;
        var b = new PyStrBuilder(n);
        for (int i = 0; i < n; i++)
        {
            int c = text[i];
            if (c == '\r')
            {
                if (i + 1 < n && text[i + 1] == '\n') i++;
                c = '\n';
            }
            b.Append(c);
        }
        return b.ToStr();
    }

    public void Reset()
    {
        seen = 0;
        PendingCr = false;
    }

    public Value NewLines
    {
        get
        {
            var all = new List<Value>();
            if ((seen & SeenCr) != 0) all.Add(Value.Str("\r"));
            if ((seen & SeenLf) != 0) all.Add(Value.Str("\n"));
            if ((seen & SeenCrLf) != 0) all.Add(Value.Str("\r\n"));
            return all.Count == 0 ? Value.None : all.Count == 1 ? all[0] : new Value(new PyTuple(all.ToArray()));
        }
    }
}

/// <summary>A decoder followed by the recognition of line ends.</summary>
internal sealed class NewLineDecoder(TextDecoder inner, bool translate) : TextDecoder
{
    private readonly NewLineTranslator lines = new(translate);

    public override PyStr Decode(byte[] input, bool final) => lines.Process(inner.Decode(input, final), final);

    public override (byte[] Held, BigInteger Flags) GetState()
    {
        var (held, flags) = inner.GetState();
        return (held, flags << 1 | (lines.PendingCr ? 1 : 0));
    }

    public override void SetState(byte[] held, BigInteger flags)
    {
        lines.PendingCr = !flags.IsEven;
        inner.SetState(held, flags >> 1);
    }

    public override void Reset()
    {
        lines.Reset();
        inner.Reset();
    }

    public override Value NewLines => lines.NewLines;
}

/// <summary>io.IncrementalNewlineDecoder.</summary>
[PyType("_io.IncrementalNewlineDecoder", Doc = "Codec used when reading a file in universal newlines mode.\n\nIt wraps another incremental decoder, translating \\r\\n and \\r into \\n.\nIt also records the types of newlines encountered.  When used with\ntranslate=False, it ensures that the newline sequence is returned in\none piece. When used with decoder=None, it expects unicode strings as\ndecode input and translates newlines without first invoking an external\ndecoder.")]
internal partial class PyIncrementalNewlineDecoder : PyObject
{
    private PyObject? decoder;
    private NewLineTranslator? lines;

    internal PyIncrementalNewlineDecoder(Shape shape) : base(shape) { }

    [PyNew(Signature = "(decoder, translate, errors='strict')"), RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(Allocate(cls));

    [PyMethod("__init__", Signature = "(decoder, translate, errors='strict')")]
    private void Initialize([Kw] Value decoder, [Kw] bool translate, [Kw, Opt(Show = "'strict'")] Value errors)
    {
        this.decoder = decoder.IsNone ? null : decoder.ToHeap();
        lines = new NewLineTranslator(translate);
    }

    private NewLineTranslator Lines => lines ?? throw Err.ValueError("IncrementalNewlineDecoder.__init__() not called");

    [PyMethod("decode")]
    private Value Decode([Kw] Value input, [Kw] bool final = false)
    {
        var l = Lines;
        var text = decoder == null ? input : Ops.CallMethod(Value.FromHeap(decoder), "decode", input, Value.Bool(final));
        if (text.Ref is not PyStr s) throw Err.TypeError($"decoder should return a string result, not '{Ops.TypeName(text)}'");
        return new Value(l.Process(s, final));
    }

    [PyMethod("getstate")]
    private Value GetState()
    {
        var l = Lines;
        var held = new Value(PyBytes.Empty);
        BigInteger flags = 0;
        if (decoder != null)
        {
            var state = Ops.CallMethod(Value.FromHeap(decoder), "getstate");
            if (state.Ref is not PyTuple { Count: 2 } t) throw Err.TypeError("illegal decoder state");
            held = t[0];
            flags = Args.Big(t[1]);
        }
        return new Value(new PyTuple(held, Value.Big(flags << 1 | (l.PendingCr ? 1 : 0))));
    }

    [PyMethod("setstate")]
    private void SetState(Value state)
    {
        var l = Lines;
        if (state.Ref is not PyTuple t) throw Err.TypeError("state argument must be a tuple");
        if (t.Count != 2) throw Err.TypeError("setstate(): illegal state argument");
        var flags = Args.Big(t[1]);
        l.PendingCr = !flags.IsEven;
        if (decoder != null) Ops.CallMethod(Value.FromHeap(decoder), "setstate", new Value(new PyTuple(t[0], Value.Big(flags >> 1))));
    }

    [PyMethod("reset")]
    private void Reset()
    {
        Lines.Reset();
        if (decoder != null) Ops.CallMethod(Value.FromHeap(decoder), "reset");
    }

    [PyGetter("newlines")] private Value NewLines => Lines.NewLines;
}
