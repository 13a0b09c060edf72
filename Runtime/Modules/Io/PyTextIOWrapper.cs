namespace TieredPy.Runtime.Modules.Io;

/// <summary>Text over a buffered binary stream (textio.c). This part: construction and writing.</summary>
[PyType("_io.TextIOWrapper", Base = typeof(PyTextIOBase), HasDict = true, Weakrefable = true, Doc = "Character and line based layer over a BufferedIOBase object, buffer.\n\nencoding gives the name of the encoding that the stream will be\ndecoded or encoded with. It defaults to locale.getencoding().\n\nerrors determines the strictness of encoding and decoding (see\nhelp(codecs.Codec) or the documentation for codecs.register) and\ndefaults to \"strict\".\n\nnewline controls how line endings are handled. It can be None, '',\n'\\n', '\\r', and '\\r\\n'.  It works as follows:\n\n* On input, if newline is None, universal newlines mode is\n  enabled. Lines in the input can end in '\\n', '\\r', or '\\r\\n', and\n  these are translated into '\\n' before being returned to the\n  caller. If it is '', universal newline mode is enabled, but line\n  endings are returned to the caller untranslated. If it has any of\n  the other legal values, input lines are only terminated by the given\n  string, and the line ending is returned to the caller untranslated.\n\n* On output, if newline is None, any '\\n' characters written are\n  translated to the system default line separator, os.linesep. If\n  newline is '' or '\\n', no translation takes place. If newline is any\n  of the other legal values, any '\\n' characters written are translated\n  to the given string.\n\nIf line_buffering is True, a call to flush is implied when a call to\nwrite contains a newline character.")]
internal partial class PyTextIOWrapper : PyTextIOBase
{
    private readonly object gate = new();
    private readonly ByteSink pending = new(256);
    private PyObject? buffer;
    private bool detached, ready, finalizing;
    private string encoding = "utf-8", errors = "strict";
    private NativeEncoding native;
    private PyTuple? codec;
    private PyObject? encoder;
    private TextDecoder? decoder;
    private bool lineBuffering, writeThrough, readUniversal, readTranslate, hasRead1, seekable, telling;
    private string? readNewLine, writeNewLine;
    private long chunkSize = 8192;

    internal PyTextIOWrapper(Shape shape) : base(shape) => OpenWriters.Add(this);

    private Value Buffer => buffer != null && ready ? Value.FromHeap(buffer) : throw Err.ValueError(detached ? "underlying buffer has been detached" : "I/O operation on uninitialized object");

    internal bool HasBuffer => buffer != null && ready;

    /// <summary>Has text that was written but not passed on.</summary>
    internal bool HoldsBack => HasBuffer && pending.Length > 0;

    [PyNew(Signature = "(buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)"), RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(Allocate(cls));

    /// <summary>A text stream over a buffered one.</summary>
    internal static PyTextIOWrapper Over(Value buffer, Value encoding, Value errors, Value newline, bool lineBuffering, bool writeThrough = false)
    {
        var t = Allocate(TypeObject);
        t.Initialize(buffer, encoding, errors, newline, lineBuffering, writeThrough);
        return t;
    }

    [PyMethod("__init__", Signature = "(buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)")]
    private void Initialize([Kw] Value buffer, [Kw, OptNone] Value encoding, [Kw, OptNone] Value errors, [Kw, OptNone] Value newline, [Kw("line_buffering")] bool lineBuffering = false, [Kw("write_through")] bool writeThrough = false)
    {
        ready = false;
        this.buffer = null;
        detached = false;
        if (!encoding.IsNone && encoding.Ref is not PyStr) throw Err.TypeError($"TextIOWrapper() argument 'encoding' must be str or None, not {Ops.TypeName(encoding)}");
        if (!errors.IsNone && errors.Ref is not PyStr) throw Err.TypeError($"TextIOWrapper() argument 'errors' must be str or None, not {Ops.TypeName(errors)}");
        string? nl = NewLineArgument(newline);
        if (encoding.IsNone && RuntimeOptions.Current.WarnDefaultEncoding) Warnings.Warn(ExcTypes.EncodingWarning, "'encoding' argument not specified");
        string enc = encoding.IsNone ? IoModule.DefaultEncoding : encoding.Ref!.ToString()!;
        CodecRegistry.CheckName(enc);
        if (enc == "locale") enc = IoModule.DefaultEncoding;
        string err = errors.IsNone ? "strict" : errors.Ref!.ToString()!;
        CodecRegistry.CheckName(err);
        this.encoding = enc;
        this.errors = err;
        this.lineBuffering = lineBuffering;
        this.writeThrough = writeThrough;
        SetNewLine(nl);
        FindCodec();
        if (err is not ("strict" or "surrogateescape" or "ignore" or "replace" or "backslashreplace") && RuntimeOptions.Current.DevMode) ErrorHandlers.Lookup(err);
        this.buffer = buffer.ToHeap();
        pending.Clear();
        SetDecoded(PyStr.Empty);
        snapshot = null;
        try
        {
            bool canRead = Streams.Ask(buffer, "readable");
            decoder = canRead ? MakeDecoder() : null;
            encoder = null;
            if (Streams.Ask(buffer, "writable")) MakeEncoder();
            seekable = telling = Streams.Ask(buffer, "seekable");
            hasRead1 = buffer.Ref is PyBuffered || Ops.HasAttr(buffer, PyStr.Intern("read1"));
            ready = true;
            FixEncoderState();
        }
        catch (PyException)
        {
            this.buffer = null;
            ready = false;
            throw;
        }
        if (buffer.Ref is PyIOBase s) s.Owned = true;
    }

    private static string? NewLineArgument(Value newline)
    {
        if (newline.IsNone) return null;
        if (newline.Ref is not PyStr s) throw Err.TypeError($"TextIOWrapper() argument 'newline' must be str or None, not {Ops.TypeName(newline)}");
        string nl = s.ToString();
        return nl is "" or "\n" or "\r" or "\r\n" ? nl : throw Err.ValueError($"illegal newline value: {Ops.Repr(newline)}");
    }

    private void SetNewLine(string? nl)
    {
        readUniversal = nl is null or "";
        readTranslate = nl is null;
        readNewLine = nl;
        writeNewLine = nl is "\r" or "\r\n" ? nl : null;
    }

    private void FindCodec()
    {
        native = NativeDecoder.Kind(encoding);
        codec = native == NativeEncoding.None ? CodecRegistry.LookupText(encoding, "codecs.open()") : null;
    }

    private TextDecoder MakeDecoder()
    {
        TextDecoder d = codec == null
            ? new NativeDecoder(native, errors)
            : new ObjectDecoder(Ops.Call(Ops.GetAttr(new Value(codec), "incrementaldecoder"), new Value(PyStr.Of(errors))));
        return readUniversal ? new NewLineDecoder(d, readTranslate) : d;
    }

    private void MakeEncoder() =>
        encoder = codec == null ? null : Ops.Call(Ops.GetAttr(new Value(codec), "incrementalencoder"), new Value(PyStr.Of(errors))).ToHeap();

    /// <summary>An encoder that starts in the middle of a stream writes no byte order mark.</summary>
    private void FixEncoderState()
    {
        if (!seekable || encoder == null) return;
        var at = Ops.CallMethod(Buffer, "tell");
        if (at.IsInt && at.Bits != 0) Ops.CallMethod(Value.FromHeap(encoder), "setstate", Value.Int(0));
    }

    private void CheckOpen()
    {
        var b = Buffer;
        bool closed = b.Ref is PyBuffered { IsPlain: true } p ? p.IsClosedNow : Ops.Truth(Ops.GetAttr(b, Streams.ClosedName));
        if (closed) throw IoErrors.Closed();
    }

    [PyMethod("reconfigure", Doc = "Reconfigure the text stream with new parameters.\n\nThis also does an implicit stream flush.")]
    private static void Reconfigure(Value self, [Kw, KwOnly, OptNone] Value encoding, [Kw, OptNone] Value errors, [Kw, Opt] Value newline, [Kw("line_buffering"), OptNone] Value lineBuffering, [Kw("write_through"), OptNone] Value writeThrough)
    {
        var t = (PyTextIOWrapper)self.Ref!;
        _ = t.Buffer;
        if (t.decoder != null && (!encoding.IsNone || !errors.IsNone || !newline.IsMissing) && (t.decoded.Length > 0 || t.snapshot != null))
            throw IoErrors.Unsupported("It is not possible to set the encoding or newline of stream after the first read");
        if (!encoding.IsNone && encoding.Ref is not PyStr) throw Err.TypeError($"reconfigure() argument 'encoding' must be str or None, not {Ops.TypeName(encoding)}");
        if (!errors.IsNone && errors.Ref is not PyStr) throw Err.TypeError($"reconfigure() argument 'errors' must be str or None, not {Ops.TypeName(errors)}");
        // Here a name ends with the first null character, as any C string.
        if (encoding.Ref is PyStr newEncoding) CodecRegistry.CheckName(BeforeNull(newEncoding));
        if (errors.Ref is PyStr newErrors) CodecRegistry.CheckName(BeforeNull(newErrors));
        string? nl = newline.IsMissing ? null : NewLineArgument(newline);
        bool lines = lineBuffering.IsNone ? t.lineBuffering : Flag(lineBuffering);
        bool through = writeThrough.IsNone ? t.writeThrough : Flag(writeThrough);
        Ops.CallMethod(self, Streams.FlushName);
        if (!newline.IsMissing) t.SetNewLine(nl);
        if (!encoding.IsNone || !errors.IsNone || !newline.IsMissing)
        {
            string oldEncoding = t.encoding, oldErrors = t.errors;
            if (!encoding.IsNone)
            {
                t.encoding = encoding.Ref!.ToString() == "locale" ? IoModule.DefaultEncoding : BeforeNull((PyStr)encoding.Ref!);
                t.errors = errors.IsNone ? "strict" : BeforeNull((PyStr)errors.Ref!);
            }
            else if (!errors.IsNone) t.errors = BeforeNull((PyStr)errors.Ref!);
            try
            {
                t.FindCodec();
            }
            catch (PyException)
            {
                (t.encoding, t.errors) = (oldEncoding, oldErrors);
                throw;
            }
            if (t.decoder != null) t.decoder = t.MakeDecoder();
            if (t.codec == null) t.encoder = null;
            else if (Streams.Ask(t.Buffer, "writable"))
            {
                t.MakeEncoder();
                t.FixEncoderState();
            }
        }
        t.lineBuffering = lines;
        t.writeThrough = through;
    }

    private static string BeforeNull(PyStr name) => name.ToString().Split('\0')[0];

    private static bool Flag(Value v) =>
        v.Ref is PyBool || Ops.HasIndex(v) ? Ops.AsLong(v) != 0 : throw Err.TypeError($"'{Ops.TypeName(v)}' object cannot be interpreted as an integer");

    internal static PyStr ReplaceNewLines(PyStr s, string by)
    {
        if (!s.IsWide) return s.Span.Contains('\n') ? PyStr.Of(s.Chars.Replace("\n", by).AsSpan()) : s;
        var b = new PyStrBuilder(s.Length + 8);
        foreach (int c in s.WideSpan)
        {
            if (c == '\n') b.Append(by);
            else b.Append(c);
        }
        return b.ToStr();
    }

    private static bool Contains(PyStr s, char c) => s.IsWide ? s.WideSpan.Contains(c) : s.Span.Contains(c);

    [PyMethod("write")]
    private static Value Write(Value self, Value text)
    {
        var t = (PyTextIOWrapper)self.Ref!;
        if (text.Ref is not PyStr s) throw Err.TypeError($"write() argument must be str, not {Ops.TypeName(text)}");
        t.CheckOpen();
        if (!t.writes) t.CheckWrites();
        t.WriteText(s);
        return Value.Int(s.Length);
    }

    /// <summary>Known to be a stream for writing.</summary>
    private bool writes;

    private void CheckWrites()
    {
        writes = Streams.Ask(Buffer, "writable");
        if (!writes) throw IoErrors.Unsupported("not writable");
    }

    /// <summary>Encodes and holds text back; writes it when it is much, or at a line's end where that is wanted.</summary>
    internal void WriteText(PyStr s)
    {
        bool flush = false;
        lock (gate)
        {
            if (lineBuffering || writeNewLine != null)
            {
                bool newLine = Contains(s, '\n');
                if (newLine && writeNewLine != null) s = ReplaceNewLines(s, writeNewLine);
                flush = lineBuffering && (newLine || Contains(s, '\r'));
            }
            // What is big doesn't join what is held back; writing that may hold back more.
            if (s.Length >= chunkSize)
                while (pending.Length > 0) WritePending();
            if (codec == null && !s.IsWide && Text.ShortText.IsAscii(s.Span))
            {
                var to = pending.Reserve(s.Length);
                Text.ShortText.NarrowAscii(s.Span, to);
                pending.Advance(s.Length);
            }
            else
            {
                var bytes = Encode(s);
                if (bytes.Length >= chunkSize)
                    while (pending.Length > 0) WritePending();
                pending.Add(bytes);
            }
            if (pending.Length >= chunkSize || writeThrough || flush) WritePending();
            if (snapshot != null)
            {
                snapshot = null;
                SetDecoded(PyStr.Empty);
            }
            decoder?.Reset();
        }
        if (flush) Ops.CallMethod(Buffer, Streams.FlushName);
    }

    private byte[] Encode(PyStr s)
    {
        switch (native)
        {
            case NativeEncoding.Utf8: return Encodings.Utf8(s, errors).Data;
            case NativeEncoding.Ascii: return Encodings.Ascii(s, errors).Data;
            case NativeEncoding.Latin1: return Encodings.Latin1(s, errors).Data;
        }
        if (encoder == null) throw IoErrors.Unsupported("not writable");
        var r = Ops.CallMethod(Value.FromHeap(encoder), "encode", new Value(s));
        return r.Ref is PyBytes b ? b.Data : throw Err.TypeError($"encoder should return a bytes object, not '{Ops.TypeName(r)}'");
    }

    /// <summary>Gives the buffered stream what is held back.</summary>
    private void WritePending()
    {
        if (pending.Length == 0) return;
        var b = Buffer;
        if (b.Ref is PyBufferedWriter { IsPlain: true } w)
        {
            // What can't be written is lost, as CPython's: it would fail again with each flush.
            try
            {
                w.WriteFromText(pending.Span);
            }
            finally
            {
                pending.Clear();
            }
            return;
        }
        var bytes = pending.ToBytes();
        pending.Clear();
        Ops.CallMethod(b, Streams.WriteName, new Value(bytes));
    }

    private void WritePendingLocked()
    {
        lock (gate) WritePending();
    }

    [PyMethod("flush")]
    private static void Flush(Value self)
    {
        var t = (PyTextIOWrapper)self.Ref!;
        t.CheckOpen();
        t.telling = t.seekable;
        t.WritePendingLocked();
        Ops.CallMethod(t.Buffer, Streams.FlushName);
    }

    [PyMethod("close")]
    private static void Close(Value self)
    {
        var t = (PyTextIOWrapper)self.Ref!;
        var b = t.Buffer;
        if (Ops.Truth(Ops.GetAttr(b, Streams.ClosedName)))
        {
            t.Settled();
            return;
        }
        if (t.finalizing && Ops.HasAttr(b, PyStr.Intern("_dealloc_warn"))) Ops.CallMethod(b, "_dealloc_warn", self);
        Streams.Both(() => Ops.CallMethod(self, Streams.FlushName), () => Ops.CallMethod(b, "close"));
        t.Settled();
    }

    private protected override void WarnUnclosed() => finalizing = true;

    [PyMethod("detach")]
    private static Value Detach(Value self)
    {
        var t = (PyTextIOWrapper)self.Ref!;
        var b = t.Buffer;
        Ops.CallMethod(self, Streams.FlushName);
        t.buffer = null;
        t.detached = true;
        t.Settled();
        if (b.Ref is PyIOBase s) s.Owned = false;
        return b;
    }

    [PyMethod("fileno")] private Value FileNo() => Ops.CallMethod(Buffer, "fileno");

    [PyMethod("seekable")] private Value Seekable() => Ops.CallMethod(Buffer, "seekable");

    [PyMethod("readable")] private Value Readable() => Ops.CallMethod(Buffer, "readable");

    [PyMethod("writable")] private Value Writable() => Ops.CallMethod(Buffer, "writable");

    [PyMethod("isatty")] private Value IsATty() => Ops.CallMethod(Buffer, "isatty");

    [PyGetter("closed")] private Value Closed => Ops.GetAttr(Buffer, Streams.ClosedName);

    [PyGetter("name")] private Value Name => Ops.GetAttr(Buffer, "name");

    [PyGetter("buffer")] private Value BufferGetter => buffer == null ? ready || detached ? Value.None : throw Err.AttributeError("buffer") : Value.FromHeap(buffer);

    [PyGetter("encoding")]
    private Value EncodingGetter
    {
        get
        {
            if (!ready) throw Err.ValueError("I/O operation on uninitialized object");
            return Value.Str(encoding);
        }
    }

    [PyGetter("errors")]
    private Value ErrorsGetter
    {
        get
        {
            if (!ready) throw Err.ValueError("I/O operation on uninitialized object");
            return Value.Str(errors);
        }
    }

    [PyGetter("line_buffering")] private bool LineBufferingGetter => lineBuffering;

    [PyGetter("write_through")] private bool WriteThroughGetter => writeThrough;

    [PyGetter("newlines")]
    private Value NewLines
    {
        get
        {
            _ = Buffer;
            return decoder?.NewLines ?? Value.None;
        }
    }

    [PyGetter("_CHUNK_SIZE")]
    private long ChunkSize
    {
        get
        {
            _ = Buffer;
            return chunkSize;
        }
    }

    [PySetter("_CHUNK_SIZE")]
    private void SetChunkSize(Value v)
    {
        _ = Buffer;
        if (v.IsMissing) throw Err.AttributeError("cannot delete attribute");
        long n = Ops.AsSize(v);
        if (n <= 0) throw Err.ValueError("a strictly positive integer is required");
        chunkSize = n;
    }

    [PyMethod("__getstate__")] private Value GetState() => throw Err.TypeError($"cannot pickle '{Type.FullName}' object");

    public override Value Repr()
    {
        if (!ready) throw Err.ValueError("I/O operation on uninitialized object");
        string type = Type.IsHeap ? $"{Type.Module}.{Type.QualName}" : "_io.TextIOWrapper";
        if (!ReprGuard.Enter(this)) throw Err.RuntimeError($"reentrant call inside {Type.Name}.__repr__");
        try
        {
            var text = $"<{type}";
            if (buffer != null && Attribute("name") is { IsMissing: false } name) text += $" name={Ops.Repr(name)}";
            if (Attribute("mode") is { IsMissing: false } mode) text += $" mode={Ops.Repr(mode)}";
            return new Value(PyStr.Of($"{text} encoding='{encoding}'>"));
        }
        finally
        {
            ReprGuard.Leave(this);
        }
    }

    private Value Attribute(string name)
    {
        try
        {
            return Ops.TryGetAttr(Me, name, out var v) ? v : Value.Missing;
        }
        catch (PyException e) when (e.Is(ExcTypes.ValueError))
        {
            return Value.Missing;
        }
    }
}
