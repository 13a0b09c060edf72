namespace TieredPy.Runtime.Modules.Io;

/// <summary>A stream over text in memory (stringio.c). While it is only written to at its end, the text is in a builder; then in an array of code points.</summary>
[PyType("_io.StringIO", Base = typeof(PyTextIOBase), HasDict = true, Weakrefable = true, Doc = "Text I/O implementation using an in-memory buffer.\n\nThe initial_value argument sets the value of object.  The newline\nargument is like the one of TextIOWrapper's constructor.")]
internal partial class PyStringIO : PyTextIOBase
{
    private PyStrBuilder? builder;
    private int[] data = [];
    private int count;
    private long at;
    private bool ready, closed, universal, translate;
    private string? readNewLine = "\n", writeNewLine;
    private PyStr? newLineArgument;
    private NewLineTranslator? decoder;

    internal PyStringIO(Shape shape) : base(shape)
    {
        if (IsPlain) Settled();
    }

    [PyNew(Signature = "(initial_value='', newline='\\n')"), RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(Allocate(cls));

    [PyMethod("__init__", Signature = "(initial_value='', newline='\\n')")]
    private void Initialize([Kw("initial_value"), Opt(Show = "''")] Value initial, [Kw("newline"), Opt(Show = "'\\n'")] Value newline)
    {
        ready = false;
        if (newline.IsMissing) newline = Value.Str("\n");
        if (!newline.IsNone && newline.Ref is not PyStr) throw Err.TypeError($"newline must be str or None, not {Ops.TypeName(newline)}");
        string? nl = (newline.Ref as PyStr)?.ToString();
        if (nl is not (null or "" or "\n" or "\r" or "\r\n")) throw Err.ValueError($"illegal newline value: {Ops.Repr(newline)}");
        if (!initial.IsMissingOrNone && initial.Ref is not PyStr) throw Err.TypeError($"initial_value must be str or None, not {Ops.TypeName(initial)}");
        newLineArgument = newline.Ref as PyStr;
        universal = nl is null or "";
        translate = nl is null;
        readNewLine = nl is null ? "\n" : nl;
        writeNewLine = nl is "\r" or "\r\n" ? nl : null;
        decoder = universal ? new NewLineTranslator(translate) : null;
        closed = false;
        data = [];
        count = 0;
        at = 0;
        builder = null;
        ready = true;
        if (initial.Ref is PyStr { Length: > 0 } s)
        {
            WriteText(s);
            ToArray();
        }
        else builder = new PyStrBuilder();
        at = 0;
    }

    private void CheckOpen()
    {
        if (!ready) throw Err.ValueError("I/O operation on uninitialized object");
        if (closed) throw Err.ValueError("I/O operation on closed file");
    }

    private void ToArray()
    {
        if (builder == null) return;
        var s = builder.ToStr();
        data = s.ToCodePoints();
        count = data.Length;
        builder = null;
    }

    private int Count => builder?.Length ?? count;

    private void WriteText(PyStr s)
    {
        if (decoder != null) s = decoder.Process(s, true);
        if (writeNewLine != null) s = PyTextIOWrapper.ReplaceNewLines(s, writeNewLine);
        if (builder != null && at == builder.Length)
        {
            builder.Append(s);
            at = builder.Length;
            return;
        }
        ToArray();
        long end = at + s.Length;
        if (end > Array.MaxLength / 4) throw Err.OverflowError("new position too large");
        if (end > data.Length) Array.Resize(ref data, (int)Math.Max(end, Math.Min(data.Length * 2L, Array.MaxLength / 4)));
        if (at > count) data.AsSpan(count, (int)at - count).Clear();
        s.CopyTo(data.AsSpan((int)at));
        at = end;
        count = Math.Max(count, (int)end);
    }

    [PyMethod("write", Doc = "Write string to file.\n\nReturns the number of characters written, which is always equal to\nthe length of the string.")]
    private Value Write(Value s)
    {
        if (s.Ref is not PyStr text) throw Err.TypeError($"string argument expected, got '{Ops.TypeName(s)}'");
        CheckOpen();
        if (text.Length > 0) WriteText(text);
        return Value.Int(text.Length);
    }

    [PyMethod("getvalue", Doc = "Retrieve the entire contents of the object.")]
    private Value GetValue()
    {
        CheckOpen();
        return new Value(builder != null ? builder.ToStr() : PyStr.FromCodePoints(data.AsSpan(0, count)));
    }

    private ReadOnlySpan<int> Rest
    {
        get
        {
            ToArray();
            return at >= count ? default : data.AsSpan((int)at, count - (int)at);
        }
    }

    private Value Take(int n)
    {
        var s = PyStr.FromCodePoints(Rest[..n]);
        at += n;
        return new Value(s);
    }

    [PyMethod("read", Doc = "Read at most size characters, returned as a string.\n\nIf the argument is negative or omitted, read until EOF\nis reached. Return an empty string at EOF.")]
    private Value Read([OptNone] Value size)
    {
        CheckOpen();
        long n = Streams.Size(size);
        if (builder != null && at == 0 && (n < 0 || n >= builder.Length))
        {
            // All of it: the builder need not be given up.
            at = builder.Length;
            return new Value(builder.ToStr());
        }
        int have = Rest.Length;
        return Take(n < 0 || n > have ? have : (int)n);
    }

    private int LineLength()
    {
        var rest = Rest;
        int i;
        if (translate || readNewLine == "\n")
        {
            i = rest.IndexOf('\n');
            return i < 0 ? rest.Length : i + 1;
        }
        if (universal)
        {
            i = rest.IndexOfAny('\n', '\r');
            if (i < 0) return rest.Length;
            return rest[i] == '\r' && i + 1 < rest.Length && rest[i + 1] == '\n' ? i + 2 : i + 1;
        }
        if (readNewLine == "\r")
        {
            i = rest.IndexOf('\r');
            return i < 0 ? rest.Length : i + 1;
        }
        i = rest.IndexOf([(int)'\r', '\n']);
        return i < 0 ? rest.Length : i + 2;
    }

    [PyMethod("readline", Doc = "Read until newline or EOF.\n\nReturns an empty string if EOF is hit immediately.")]
    private Value ReadLine([OptNone] Value size)
    {
        CheckOpen();
        long n = Streams.Size(size);
        int line = LineLength();
        return Take(n >= 0 && n < line ? (int)n : line);
    }

    public override Value Next()
    {
        if (!IsPlain) return base.Next();
        CheckOpen();
        int n = LineLength();
        return n == 0 ? Value.Done : Take(n);
    }

    [PyMethod("tell", Doc = "Tell the current file position.")]
    private Value Tell()
    {
        CheckOpen();
        return Value.Int(at);
    }

    [PyMethod("seek", Doc = "Change stream position.\n\nSeek to character offset pos relative to position indicated by whence:\n    0  Start of stream (the default).  pos should be >= 0;\n    1  Current position - pos must be 0;\n    2  End of stream - pos must be 0.\nReturns the new absolute position.")]
    private Value Seek(long pos, int whence = 0)
    {
        CheckOpen();
        if (whence is not (0 or 1 or 2)) throw Err.ValueError($"Invalid whence ({whence}, should be 0, 1 or 2)");
        if (pos < 0 && whence == 0) throw Err.ValueError($"Negative seek position {pos}");
        if (whence != 0 && pos != 0) throw Err.OSError("Can't do nonzero cur-relative seeks");
        if (whence == 1) pos = at;
        else if (whence == 2) pos = Count;
        at = pos;
        return Value.Int(at);
    }

    [PyMethod("truncate", Doc = "Truncate size to pos.\n\nThe pos argument defaults to the current file position, as\nreturned by tell().  The current file position is unchanged.\nReturns the new absolute position.")]
    private Value Truncate([OptNone] Value pos)
    {
        CheckOpen();
        long n = pos.IsNone ? at : Streams.Size(pos);
        if (n < 0) throw Err.ValueError($"Negative size value {n}");
        if (n < Count)
        {
            ToArray();
            count = (int)n;
            if (count == 0 && at == 0) builder = new PyStrBuilder();
        }
        return Value.Int(n);
    }

    [PyMethod("close", Doc = "Close the IO object.\n\nAttempting any further operation after the object is closed\nwill raise a ValueError.\n\nThis method has no effect if the file is already closed.")]
    private void Close()
    {
        closed = true;
        builder = null;
        data = [];
        count = 0;
    }

    private bool Yes()
    {
        CheckOpen();
        return true;
    }

    [PyMethod("readable")] private bool Readable() => Yes();

    [PyMethod("writable")] private bool Writable() => Yes();

    [PyMethod("seekable")] private bool Seekable() => Yes();

    [PyMethod("isatty")] private bool IsATty() => !Yes();

    [PyMethod("flush")] private void Flush() => CheckOpen();

    [PyGetter("closed")]
    private bool Closed
    {
        get
        {
            if (!ready) throw Err.ValueError("I/O operation on uninitialized object");
            return closed;
        }
    }

    [PyGetter("line_buffering")]
    private bool LineBuffering
    {
        get
        {
            CheckOpen();
            return false;
        }
    }

    [PyGetter("newlines")]
    private Value NewLines
    {
        get
        {
            CheckOpen();
            return decoder?.NewLines ?? Value.None;
        }
    }

    [PyMethod("__getstate__")]
    private Value GetState()
    {
        var value = GetValue();
        var attributes = InstanceAttributes.Snapshot(this);
        return new Value(new PyTuple(value, newLineArgument == null ? Value.None : new Value(newLineArgument), Value.Int(at), attributes is { Count: > 0 } ? new Value(attributes) : Value.None));
    }

    [PyMethod("__setstate__")]
    private void SetState(Value state)
    {
        if (closed) throw Err.ValueError("__setstate__ on closed file");
        if (state.Ref is not PyTuple { Count: >= 4 } t) throw Err.TypeError($"{Type.FullName}.__setstate__ argument should be 4-tuple, got {Ops.TypeName(state)}");
        Initialize(Value.Missing, t[1]);
        // The value was translated when it was written first.
        if (t[0].Ref is not PyStr s) throw Err.TypeError($"initial_value must be str or None, not {Ops.TypeName(t[0])}");
        builder = new PyStrBuilder();
        builder.Append(s);
        if (!t[2].IsInt) throw Err.TypeError($"third item of state must be an integer, got {Ops.TypeName(t[2])}");
        if (t[2].Bits < 0) throw Err.ValueError("position value cannot be negative");
        at = t[2].Bits;
        if (t[3].IsNone) return;
        if (t[3].Ref is not PyDict d) throw Err.TypeError($"fourth item of state should be a dict, got a {Ops.TypeName(t[3])}");
        InstanceAttributes.Dict(this).Update(d);
    }
}
