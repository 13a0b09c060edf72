namespace TieredPy.Runtime.Modules.Io;

/// <summary>The root of streams (iobase.c): every operation in terms of few others, looked up on the object so that subclasses may replace them.</summary>
[PyType("_io._IOBase", HasDict = true, Weakrefable = true, Mutable = false, Doc = """
    The abstract base class for all I/O classes.

    This class provides dummy implementations for many methods that
    derived classes can override selectively; the default implementations
    represent a file that cannot be read, written or seeked.
    """)]
internal partial class PyIOBase : PyObject
{
    private bool baseClosed;

    /// <summary>One of the three streams that the process starts with.</summary>
    internal bool IsStandard { get; set; }

    /// <summary>Hands the stream over when the collector finds it dead, so that it is closed.</summary>
    private FinalizerToken? token;

    internal PyIOBase(Shape shape) : base(shape) => token = FinalizerToken.OfNative(this);

    /// <summary>A stream above this one closes it: when both are dead, this one waits for that.</summary>
    internal bool Owned { get; set; }

    /// <summary>This object as a value.</summary>
    protected Value Me => new(this);

    /// <summary>A C# class that isn't subclassed in Python: its methods may be called directly.</summary>
    internal bool IsPlain => !Type.IsHeap;

    [PyNew, RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(Allocate(cls));

    public override void Init(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
    }

    /// <summary>No finalizer any more: the stream is closed.</summary>
    protected void Settled()
    {
        if (token == null) return;
        GC.SuppressFinalize(token);
        token = null;
    }

    [PyMethod("seek", Doc = "Change the stream position to the given byte offset.\n\n  offset\n    The stream position, relative to 'whence'.\n  whence\n    The relative position to seek from.")]
    private Value SeekBase(Value offset, int whence = 0) => throw IoErrors.Unsupported("seek");

    [PyMethod("tell", Doc = "Return current stream position.")]
    private static Value TellBase(Value self) => Ops.CallMethod(self, "seek", Value.Int(0), Value.Int(1));

    [PyMethod("truncate", Doc = "Truncate file to size bytes.\n\nFile pointer is left unchanged. Size defaults to the current IO position\nas reported by tell(). Return the new size.")]
    private Value TruncateBase([OptNone] Value size) => throw IoErrors.Unsupported("truncate");

    [PyMethod("fileno", Doc = "Return underlying file descriptor if one exists.\n\nRaise OSError if the IO object does not use a file descriptor.")]
    private Value FilenoBase() => throw IoErrors.Unsupported("fileno");

    [PyMethod("flush", Doc = "Flush write buffers, if applicable.\n\nThis is not implemented for read-only and non-blocking streams.")]
    private static void FlushBase(Value self)
    {
        if (Streams.IsClosed(self)) throw IoErrors.Closed();
    }

    [PyMethod("close", Doc = "Flush and close the IO object.\n\nThis method has no effect if the file is already closed.")]
    private static void CloseBase(Value self)
    {
        var s = (PyIOBase)self.Ref!;
        if (s.baseClosed) return;
        try
        {
            Ops.CallMethod(self, "flush");
        }
        finally
        {
            s.baseClosed = true;
            s.Settled();
        }
    }

    [PyGetter("closed")] private bool ClosedBase => baseClosed;

    [PyMethod("seekable", Doc = "Return whether object supports random access.\n\nIf False, seek(), tell() and truncate() will raise OSError.\nThis method may need to do a test seek().")]
    private bool SeekableBase() => false;

    [PyMethod("readable", Doc = "Return whether object was opened for reading.\n\nIf False, read() will raise OSError.")]
    private bool ReadableBase() => false;

    [PyMethod("writable", Doc = "Return whether object was opened for writing.\n\nIf False, write() will raise OSError.")]
    private bool WritableBase() => false;

    [PyMethod("isatty", Doc = "Return whether this is an 'interactive' stream.\n\nReturn False if it can't be determined.")]
    private static bool IsAttyBase(Value self)
    {
        if (Streams.IsClosed(self)) throw IoErrors.Closed();
        return false;
    }

    [PyMethod("_checkClosed")]
    private static void CheckClosedMethod(Value self, [OptNone] Value message)
    {
        if (Streams.IsClosed(self)) throw IoErrors.Closed();
    }

    [PyMethod("_checkSeekable")]
    private static void CheckSeekable(Value self, [OptNone] Value message) => Check(self, "seekable", "File or stream is not seekable.");

    [PyMethod("_checkReadable")]
    private static void CheckReadable(Value self, [OptNone] Value message) => Check(self, "readable", "File or stream is not readable.");

    [PyMethod("_checkWritable")]
    private static void CheckWritable(Value self, [OptNone] Value message) => Check(self, "writable", "File or stream is not writable.");

    private static void Check(Value self, string method, string message)
    {
        if (!Ops.CallMethod(self, method).IsTrue) throw IoErrors.Unsupported(message);
    }

    [PyMethod("__enter__")]
    private static Value Enter(Value self)
    {
        if (Streams.IsClosed(self)) throw IoErrors.Closed();
        return self;
    }

    [PyMethod("__exit__")]
    private static Value Exit(Value self, [StarArgs] ReadOnlySpan<Value> args) => Ops.CallMethod(self, "close");

    public override Value Iter()
    {
        if (Streams.IsClosed(Me)) throw IoErrors.Closed();
        return Me;
    }

    public override Value Next()
    {
        var line = Ops.CallMethod(Me, Streams.ReadLineName);
        return Ops.Len(line) == 0 ? Value.Done : line;
    }

    [PyMethod("readline", Doc = "Read and return a line from the stream.\n\nIf size is specified, at most size bytes will be read.\n\nThe line terminator is always b'\\n' for binary files; for text\nfiles, the newlines argument to open can be used to select the line\nterminator(s) recognized.")]
    private static Value ReadLineBase(Value self, [OptNone] Value size)
    {
        long limit = size.IsNone ? -1 : Ops.AsSize(size);
        var line = new ByteSink(80);
        bool peeks = Ops.TryGetAttr(self, "peek", out var peek);
        int n = 0;
        while (limit < 0 || n < limit)
        {
            long want = 1;
            if (peeks)
            {
                var ahead = Ops.Call(peek, Value.Int(1));
                if (ahead.Ref is not PyBytes a) throw Err.OSError($"peek() should have returned a bytes object, not '{Ops.TypeName(ahead)}'");
                if (a.Data.Length > 0)
                {
                    int at = Array.IndexOf(a.Data, (byte)'\n');
                    want = at < 0 ? a.Data.Length : at + 1;
                    if (limit >= 0) want = Math.Min(want, limit - n);
                }
            }
            var read = Ops.CallMethod(self, "read", Value.Int(want));
            if (read.Ref is not PyBytes b) throw Err.OSError($"read() should have returned a bytes object, not '{Ops.TypeName(read)}'");
            if (b.Data.Length == 0) break;
            line.Add(b.Data);
            n += b.Data.Length;
            if (b.Data[^1] == '\n') break;
        }
        return new Value(line.ToBytes());
    }

    [PyMethod("readlines", Doc = "Return a list of lines from the stream.\n\nhint can be specified to control the number of lines read: no more\nlines will be read if the total size (in bytes/characters) of all\nlines so far exceeds hint.")]
    private static Value ReadLines(Value self, [OptNone] Value hint)
    {
        long limit = hint.IsNone ? -1 : Ops.AsSize(hint);
        if (limit <= 0) return new Value(Ops.ToList(self));
        var lines = new PyList();
        long n = 0;
        foreach (var line in Ops.Iterate(self))
        {
            lines.Append(line);
            n += Ops.Len(line);
            if (n > limit) break;
        }
        return new Value(lines);
    }

    [PyMethod("writelines", Doc = "Write a list of lines to stream.\n\nLine separators are not added, so it is usual for each of the\nlines provided to have a line separator at the end.")]
    private static void WriteLines(Value self, Value lines)
    {
        if (Streams.IsClosed(self)) throw IoErrors.Closed();
        foreach (var line in Ops.Iterate(lines)) Ops.CallMethod(self, "write", line);
    }

    [PyGetter("_finalizing")] private bool Finalizing { get; set; }

    public override void Del()
    {
        if (Owned) return;
        Value closed;
        try
        {
            if (!Ops.TryGetAttr(Me, "closed", out closed)) return;
            if (Ops.Truth(closed)) return;
        }
        catch (PyException)
        {
            // An object that was never initialised.
            return;
        }
        Finalizing = true;
        WarnUnclosed();
        Ops.CallMethod(Me, "close");
    }

    /// <summary>Issues the ResourceWarning of a stream that nobody closed.</summary>
    private protected virtual void WarnUnclosed()
    {
    }
}

/// <summary>Raw streams: <c>readinto</c> and <c>write</c> are given, the rest follows.</summary>
[PyType("_io._RawIOBase", Base = typeof(PyIOBase), HasDict = true, Weakrefable = true, Doc = "Base class for raw binary I/O.")]
internal partial class PyRawIOBase : PyIOBase
{
    internal PyRawIOBase(Shape shape) : base(shape) { }

    [PyNew, RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(Allocate(cls));

    [PyMethod("read")]
    private static Value ReadRaw(Value self, [Opt(Show = "-1")] Value size)
    {
        long n = size.IsMissingOrNone ? -1 : Ops.AsSize(size);
        if (n < 0) return Ops.CallMethod(self, "readall");
        var buffer = new PyByteArray(new byte[n]);
        var r = Ops.CallMethod(self, "readinto", new Value(buffer));
        if (r.IsNone) return r;
        long got = Ops.AsSize(r);
        if (got < 0 || got > n) throw Err.ValueError($"readinto returned {got} outside buffer size {n}");
        return new Value(PyBytes.Make(buffer.AsSpan()[..(int)got].ToArray()));
    }

    [PyMethod("readall", Doc = "Read until EOF, using multiple read() call.")]
    private static Value ReadAllRaw(Value self)
    {
        var all = new ByteSink(IoModule.DefaultBufferSize);
        bool some = false;
        while (true)
        {
            var data = Ops.CallMethod(self, "read", Value.Int(IoModule.DefaultBufferSize));
            if (data.IsNone)
            {
                if (!some) return data;
                break;
            }
            if (data.Ref is not PyBytes b) throw Err.TypeError("read() should return bytes");
            if (b.Data.Length == 0) break;
            all.Add(b.Data);
            some = true;
        }
        return new Value(all.ToBytes());
    }

    [PyMethod("readinto")] private Value ReadIntoRaw(Value buffer) => throw Err.Make(ExcTypes.NotImplementedError);

    [PyMethod("write")] private Value WriteRaw(Value b) => throw Err.Make(ExcTypes.NotImplementedError);
}

/// <summary>Buffered binary streams.</summary>
[PyType("_io._BufferedIOBase", Base = typeof(PyIOBase), HasDict = true, Weakrefable = true, Doc = "Base class for buffered IO objects.\n\nThe main difference with RawIOBase is that the read() method\nsupports omitting the size argument, and does not have a default\nimplementation that defers to readinto().\n\nIn addition, read(), readinto() and write() may raise BlockingIOError\nif the underlying raw stream is in non-blocking mode and not ready;\nunlike their raw counterparts, they will never return None.\n\nA typical implementation should not inherit from a RawIOBase\nimplementation, but wrap one.")]
internal partial class PyBufferedIOBase : PyIOBase
{
    internal PyBufferedIOBase(Shape shape) : base(shape) { }

    [PyNew, RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(Allocate(cls));

    [PyMethod("detach")] private Value DetachBase() => throw IoErrors.Unsupported("detach");

    [PyMethod("read")] private Value ReadBase([OptNone] Value size) => throw IoErrors.Unsupported("read");

    [PyMethod("read1")] private Value Read1Base([OptNone] Value size) => throw IoErrors.Unsupported("read1");

    [PyMethod("write")] private Value WriteBase(Value b) => throw IoErrors.Unsupported("write");

    [PyMethod("readinto")] private static Value ReadIntoBase(Value self, Value buffer) => Into(self, buffer, "read");

    [PyMethod("readinto1")] private static Value ReadInto1Base(Value self, Value buffer) => Into(self, buffer, "read1");

    private static Value Into(Value self, Value buffer, string method)
    {
        var info = Buffers.AcquireWritable(buffer);
        try
        {
            var to = MemoryLayout.Span(info);
            var data = Ops.CallMethod(self, method, Value.Int(to.Length));
            if (data.Ref is not PyBytes b) throw Err.TypeError($"read() should return bytes");
            if (b.Data.Length > to.Length) throw Err.ValueError($"read() returned too much data: {to.Length} bytes requested, {b.Data.Length} returned");
            b.Data.CopyTo(to);
            return Value.Int(b.Data.Length);
        }
        finally
        {
            info.Release();
        }
    }
}

/// <summary>Text streams.</summary>
[PyType("_io._TextIOBase", Base = typeof(PyIOBase), HasDict = true, Weakrefable = true, Doc = "Base class for text I/O.\n\nThis class provides a character and line based interface to stream\nI/O. There is no readinto method because Python's character strings\nare immutable.")]
internal partial class PyTextIOBase : PyIOBase
{
    internal PyTextIOBase(Shape shape) : base(shape) { }

    [PyNew, RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(Allocate(cls));

    [PyMethod("detach")] private Value DetachBase() => throw IoErrors.Unsupported("detach");

    [PyMethod("read")] private Value ReadBase([OptNone] Value size) => throw IoErrors.Unsupported("read");

    [PyMethod("readline")] private Value ReadLineText([OptNone] Value size) => throw IoErrors.Unsupported("readline");

    [PyMethod("write")] private Value WriteBase(Value s) => throw IoErrors.Unsupported("write");

    [PyGetter("encoding")] private Value EncodingBase => Value.None;

    [PyGetter("newlines")] private Value NewLinesBase => Value.None;

    [PyGetter("errors")] private Value ErrorsBase => Value.None;
}
