namespace TieredPy.Runtime.Modules.Io;

/// <summary>
/// What BufferedReader, BufferedWriter and BufferedRandom have in common: the raw stream, a buffer of what was read ahead and one of what waits
/// to be written. At most one of the two holds anything.
/// </summary>
internal abstract partial class PyBuffered : PyBufferedIOBase
{
    private protected readonly object Gate = new();
    private protected PyObject? RawObject;
    private protected bool Detached;
    private protected int Size;

    /// <summary>Read ahead: from <see cref="At"/> to <see cref="End"/>.</summary>
    private protected byte[] Ahead = [];
    private protected int At, End;

    /// <summary>Waiting to be written.</summary>
    private protected byte[] Waiting = [];
    private protected int WaitingCount;

    internal PyBuffered(Shape shape) : base(shape) { }

    private protected Value Raw => RawObject != null ? Value.FromHeap(RawObject) : throw NoRaw();

    private PyException NoRaw() => Err.ValueError(Detached ? "raw stream has been detached" : "I/O operation on uninitialized object");

    internal bool HasRaw => RawObject != null;

    /// <summary>Has bytes that were written but not passed on.</summary>
    internal bool HoldsBack => WaitingCount > 0 && RawObject != null;

    private protected void SetRaw(Value raw, long size)
    {
        RawObject = null;
        Detached = false;
        if (size <= 0) throw Err.ValueError("buffer size must be strictly positive");
        if (size > Array.MaxLength) throw Err.MemoryError();
        Size = (int)size;
        Ahead = [];
        Waiting = [];
        At = End = WaitingCount = 0;
        RawObject = raw.ToHeap();
        if (raw.Ref is PyIOBase s) s.Owned = true;
    }

    internal bool IsClosedNow => Streams.IsClosed(Raw);

    private protected void CheckOpen(string what)
    {
        var raw = Raw;
        if (Streams.IsClosed(raw)) throw Err.ValueError(what);
    }

    // Reading.

    private protected int Buffered => End - At;

    private protected void DropAhead() => At = End = 0;

    /// <summary>Fills the empty read buffer once: what came; -1 when nothing is there yet.</summary>
    private protected int Fill()
    {
        if (Ahead.Length != Size) Ahead = new byte[Size];
        At = End = 0;
        int n = Streams.ReadInto(Raw, Ahead);
        if (n > 0) End = n;
        return n;
    }

    /// <summary>Exactly n bytes unless the stream ends or would block; null when nothing came and it would block.</summary>
    private protected byte[]? ReadExactly(long n)
    {
        if (n <= Buffered)
        {
            var quick = Ahead.AsSpan(At, (int)n).ToArray();
            At += (int)n;
            return quick;
        }
        if (n > Array.MaxLength) throw Err.MemoryError();
        // Sizes that programs ask for may be far beyond what the stream has: room is made as data comes.
        var result = new byte[Math.Min(n, Math.Max(Buffered + Size, 1 << 20))];
        int got = Buffered;
        Ahead.AsSpan(At, got).CopyTo(result);
        DropAhead();
        while (got < n)
        {
            if (got == result.Length) Array.Resize(ref result, (int)Math.Min(n, result.Length * 2L));
            long want = n - got;
            int r;
            if (want >= Size)
            {
                int room = (int)Math.Min(want - want % Size, result.Length - got);
                r = Streams.ReadInto(Raw, result.AsSpan(got, room));
                if (r > 0) got += r;
            }
            else
            {
                r = Fill();
                if (r > 0)
                {
                    int take = (int)Math.Min(want, r);
                    if (got + take > result.Length) Array.Resize(ref result, (int)Math.Min(n, Math.Max(result.Length * 2L, got + take)));
                    Ahead.AsSpan(0, take).CopyTo(result.AsSpan(got));
                    At = take;
                    got += take;
                }
            }
            if (r <= 0)
            {
                if (got > 0 || r == 0) break;
                return null;
            }
        }
        return got == result.Length ? result : result[..got];
    }

    /// <summary>All that is left; None when nothing came and it would block.</summary>
    private protected Value ReadToEnd()
    {
        var first = Ahead.AsSpan(At, Buffered).ToArray();
        DropAhead();
        var raw = Raw;
        if (raw.Ref is PyFileIO { IsPlain: true } file)
        {
            var rest = file.ReadToEnd();
            if (rest == null) return first.Length > 0 ? new Value(PyBytes.Make(first)) : Value.None;
            return new Value(PyBytes.Make(first.Length == 0 ? rest : [.. first, .. rest]));
        }
        if (Ops.TryGetAttr(raw, "readall", out var readall))
        {
            var r = Ops.Call(readall);
            if (r.IsNone) return first.Length > 0 ? new Value(PyBytes.Make(first)) : Value.None;
            if (r.Ref is not PyBytes b) throw Err.TypeError("readall() should return bytes");
            return first.Length == 0 ? r : new Value(PyBytes.Make([.. first, .. b.Data]));
        }
        var all = new ByteSink(Math.Max(first.Length, Size));
        all.Add(first);
        while (true)
        {
            var r = Ops.CallMethod(raw, "read");
            if (!r.IsNone && r.Ref is not PyBytes) throw Err.TypeError("read() should return bytes");
            if (r.IsNone || ((PyBytes)r.Ref!).Data.Length == 0)
            {
                if (all.Length == 0 && r.IsNone) return r;
                return new Value(all.ToBytes());
            }
            all.Add(((PyBytes)r.Ref!).Data);
        }
    }

    private protected byte[] ReadLineBytes(long limit)
    {
        // The usual case: the line is in the buffer.
        int have = Buffered;
        if (limit >= 0 && have > limit) have = (int)limit;
        int at = Ahead.AsSpan(At, have).IndexOf((byte)'\n');
        if (at >= 0 || limit >= 0 && have == limit)
        {
            int take = at >= 0 ? at + 1 : have;
            var quick = Ahead.AsSpan(At, take).ToArray();
            At += take;
            return quick;
        }
        var line = new ByteSink(Math.Max(have * 2, 80));
        while (true)
        {
            have = Buffered;
            if (limit >= 0) have = (int)Math.Min(have, limit - line.Length);
            at = Ahead.AsSpan(At, have).IndexOf((byte)'\n');
            int take = at >= 0 ? at + 1 : have;
            line.Add(Ahead.AsSpan(At, take));
            At += take;
            if (at >= 0 || limit >= 0 && line.Length >= limit || Fill() <= 0) return line.ToArray();
        }
    }

    // Writing.

    /// <summary>Writes what waits; BlockingIOError when the stream doesn't take it all.</summary>
    private protected void FlushWaiting()
    {
        while (WaitingCount > 0)
        {
            int n = Streams.Write(Raw, Waiting.AsSpan(0, WaitingCount));
            if (n < 0) throw IoErrors.Blocked("write could not complete without blocking", 0);
            if (n == WaitingCount) WaitingCount = 0;
            else
            {
                Waiting.AsSpan(n, WaitingCount - n).CopyTo(Waiting);
                WaitingCount -= n;
            }
        }
    }

    /// <summary>Takes data over; writes through what doesn't fit.</summary>
    internal void WriteBytes(ReadOnlySpan<byte> data)
    {
        if (Waiting.Length < Size) Array.Resize(ref Waiting, Size);
        if (data.Length <= Size - WaitingCount)
        {
            data.CopyTo(Waiting.AsSpan(WaitingCount));
            WaitingCount += data.Length;
            return;
        }
        try
        {
            FlushWaiting();
        }
        catch (PyException e) when (e.Is(ExcTypes.BlockingIOError))
        {
            int room = Size - WaitingCount;
            int fits = Math.Min(room, data.Length);
            data[..fits].CopyTo(Waiting.AsSpan(WaitingCount));
            WaitingCount += fits;
            if (fits < data.Length) throw IoErrors.Blocked("write could not complete without blocking", fits);
            return;
        }
        int done = 0;
        while (data.Length - done > Size)
        {
            int n = Streams.Write(Raw, data[done..]);
            if (n < 0)
            {
                if (data.Length - done > Size)
                {
                    data.Slice(done, Size).CopyTo(Waiting);
                    WaitingCount = Size;
                    throw IoErrors.Blocked("write could not complete without blocking", done + Size);
                }
                break;
            }
            done += n;
        }
        data[done..].CopyTo(Waiting);
        WaitingCount = data.Length - done;
    }

    /// <summary>Before reading or moving: writes what waits, and before writing: gives back what was read ahead.</summary>
    private protected void GiveBackAhead()
    {
        if (Buffered > 0) Ops.CallMethod(Raw, "seek", Value.Int(-(long)Buffered), Value.Int(1));
        DropAhead();
    }

    // Methods of all three.

    [PyMethod("flush")]
    private protected static void FlushMethod(Value self)
    {
        var b = (PyBuffered)self.Ref!;
        b.CheckOpen("flush of closed file");
        lock (b.Gate) b.FlushOwn();
    }

    private protected virtual void FlushOwn() => Ops.CallMethod(Raw, Streams.FlushName);

    [PyMethod("close")]
    private protected static void CloseMethod(Value self)
    {
        var b = (PyBuffered)self.Ref!;
        var raw = b.Raw;
        if (Streams.IsClosed(raw))
        {
            b.Settled();
            return;
        }
        if (b.Finalizing_) Quietly(() => Ops.CallMethod(raw, "_dealloc_warn", self));
        // As one step: nobody writes after the flush.
        lock (b.Gate)
        {
            Streams.Both(() => Ops.CallMethod(self, Streams.FlushName), () => Ops.CallMethod(raw, "close"));
            b.Settled();
            b.Ahead = [];
            b.Waiting = [];
            b.At = b.End = b.WaitingCount = 0;
        }
    }

    private static void Quietly(Action action)
    {
        try
        {
            action();
        }
        catch (PyException e) when (e.Is(ExcTypes.AttributeError))
        {
        }
    }

    private bool Finalizing_;

    private protected override void WarnUnclosed() => Finalizing_ = true;

    [PyMethod("_dealloc_warn")]
    private protected void DeallocWarn(Value source)
    {
        if (RawObject != null) Quietly(() => Ops.CallMethod(Raw, "_dealloc_warn", source));
    }

    [PyMethod("detach")]
    private protected static Value Detach(Value self)
    {
        var b = (PyBuffered)self.Ref!;
        var raw = b.Raw;
        Ops.CallMethod(self, Streams.FlushName);
        b.RawObject = null;
        b.Detached = true;
        b.Settled();
        if (raw.Ref is PyIOBase s) s.Owned = false;
        return raw;
    }

    [PyMethod("tell")]
    private protected Value Tell()
    {
        lock (Gate) return Value.Int(Position());
    }

    // Devices may always report 0, whatever was read.
    private long Position() => Math.Max(0, Streams.Position(Ops.CallMethod(Raw, "tell")) - Buffered + WaitingCount);

    [PyMethod("seek")]
    private protected Value Seek(Value target, int whence = 0)
    {
        if (whence is not (>= 0 and <= 4)) throw Err.ValueError($"whence value {whence} unsupported");
        CheckOpen("seek of closed file");
        if (!Streams.Ask(Raw, "seekable")) throw IoErrors.Unsupported("File or stream is not seekable.");
        if (!Ops.HasIndex(target)) throw Err.TypeError($"'{Ops.TypeName(target)}' object cannot be interpreted as an integer");
        long to = Ops.AsLong(target);
        lock (Gate)
        {
            if (WaitingCount == 0 && Buffered > 0 && whence <= 1)
            {
                long raw = Streams.Position(Ops.CallMethod(Raw, "tell"));
                long move = whence == 1 ? to : to - (raw - Buffered);
                if (move >= -At && move <= Buffered)
                {
                    At += (int)move;
                    return Value.Int(Math.Max(0, raw - Buffered));
                }
            }
            FlushWaiting();
            if (whence == 1) to -= Buffered;
            long at = Streams.Position(Ops.CallMethod(Raw, "seek", Value.Int(to), Value.Int(whence)));
            DropAhead();
            return Value.Int(at);
        }
    }

    [PyMethod("truncate")]
    private protected static Value Truncate(Value self, [OptNone] Value pos)
    {
        var b = (PyBuffered)self.Ref!;
        b.CheckOpen("truncate of closed file");
        if (b is PyBufferedReader || !Streams.Ask(b.Raw, "writable")) throw IoErrors.Unsupported("truncate");
        lock (b.Gate)
        {
            b.FlushWaiting();
            b.GiveBackAhead();
            return Ops.CallMethod(b.Raw, "truncate", pos.IsNone ? Ops.CallMethod(b.Raw, "tell") : pos);
        }
    }

    [PyMethod("seekable")] private protected Value Seekable() => Ops.CallMethod(Raw, "seekable");

    [PyMethod("fileno")] private protected Value FileNo() => Ops.CallMethod(Raw, "fileno");

    [PyMethod("isatty")] private protected Value IsATty() => Ops.CallMethod(Raw, "isatty");

    [PyMethod("_isatty_open_only")] private protected Value IsATtyOpenOnly() => Ops.CallMethod(Raw, "isatty");

    [PyGetter("raw")] private protected Value RawGetter => RawObject == null ? Value.None : Value.FromHeap(RawObject);

    [PyGetter("closed")] private protected Value Closed => Ops.GetAttr(Raw, Streams.ClosedName);

    [PyGetter("name")] private protected Value Name => Ops.GetAttr(Raw, "name");

    [PyGetter("mode")] private protected Value Mode => Ops.GetAttr(Raw, "mode");

    [PyMethod("__getstate__")] private protected Value GetState() => throw Err.TypeError($"cannot pickle '{Type.FullName}' object");

    [PyMethod("__sizeof__")] private protected long SizeOf() => 80 + Ahead.Length + Waiting.Length;

    public override Value Repr()
    {
        string type = Type.IsHeap ? $"{Type.Module}.{Type.QualName}" : $"_io.{Type.Name}";
        Value name;
        try
        {
            if (!Ops.TryGetAttr(Me, "name", out name)) return new Value(PyStr.Of($"<{type}>"));
        }
        catch (PyException e) when (e.Is(ExcTypes.ValueError))
        {
            return new Value(PyStr.Of($"<{type}>"));
        }
        if (!ReprGuard.Enter(this)) throw Err.RuntimeError($"reentrant call inside {Type.Name}.__repr__");
        try
        {
            return new Value(PyStr.Of($"<{type} name={Ops.Repr(name)}>"));
        }
        finally
        {
            ReprGuard.Leave(this);
        }
    }

    // Reading methods, shared by the reader and the random stream.

    private protected Value ReadCore(Value size)
    {
        long n = Streams.Size(size);
        if (n < -1) throw Err.ValueError("read length must be non-negative or -1");
        CheckOpen("read of closed file");
        lock (Gate)
        {
            if (WaitingCount > 0) FlushWaiting();
            if (n == -1) return ReadToEnd();
            return ReadExactly(n) is { } b ? new Value(PyBytes.Make(b)) : Value.None;
        }
    }

    private protected Value Read1Core(long n)
    {
        CheckOpen("read of closed file");
        if (n < 0) n = Size;
        if (n == 0) return new Value(PyBytes.Empty);
        lock (Gate)
        {
            if (WaitingCount > 0) FlushWaiting();
            if (Buffered == 0)
            {
                var direct = new byte[Math.Min(n, Array.MaxLength)];
                int r = Streams.ReadInto(Raw, direct);
                return new Value(PyBytes.Make(r <= 0 ? [] : direct[..r]));
            }
            int take = (int)Math.Min(n, Buffered);
            var b = Ahead.AsSpan(At, take).ToArray();
            At += take;
            return new Value(PyBytes.Make(b));
        }
    }

    private protected Value ReadIntoCore(Value buffer, bool once)
    {
        CheckOpen("readinto of closed file");
        var info = Buffers.AcquireWritable(buffer);
        try
        {
            lock (Gate)
            {
                if (WaitingCount > 0) FlushWaiting();
                var to = MemoryLayout.Span(info);
                int done = 0;
                while (done < to.Length)
                {
                    if (Buffered > 0)
                    {
                        int take = Math.Min(Buffered, to.Length - done);
                        Ahead.AsSpan(At, take).CopyTo(to[done..]);
                        At += take;
                        done += take;
                        continue;
                    }

                    // Of readinto1: at most one read, and none into the buffer when there is something to return.
                    bool direct = to.Length - done > Size;
                    if (once && done > 0 && !direct) break;
                    int r;
                    if (direct)
                    {
                        r = Streams.ReadInto(Raw, to[done..]);
                        if (r > 0) done += r;
                        if (once && r > 0) break;
                    }
                    else r = Fill();
                    if (r < 0)
                    {
                        if (done == 0) return Value.None;
                        break;
                    }
                    if (r == 0) break;
                }
                return Value.Int(done);
            }
        }
        finally
        {
            info.Release();
        }
    }

    private protected Value PeekCore()
    {
        CheckOpen("peek of closed file");
        lock (Gate)
        {
            if (WaitingCount > 0) FlushWaiting();
            if (Buffered == 0) Fill();
            return new Value(PyBytes.Make(Ahead.AsSpan(At, Buffered).ToArray()));
        }
    }

    private protected Value ReadLineCore(Value size)
    {
        long n = Streams.Size(size);
        CheckOpen("readline of closed file");
        lock (Gate)
        {
            if (WaitingCount > 0) FlushWaiting();
            return new Value(PyBytes.Make(ReadLineBytes(n)));
        }
    }

    private protected Value NextCore()
    {
        if (!IsPlain) return base.Next();
        CheckOpen("readline of closed file");
        lock (Gate)
        {
            if (WaitingCount > 0) FlushWaiting();
            var line = ReadLineBytes(-1);
            return line.Length == 0 ? Value.Done : new Value(PyBytes.Make(line));
        }
    }

    /// <summary>For text streams: one read of the raw stream's data, at most n bytes.</summary>
    internal byte[] ReadChunk(int n) => ((PyBytes)Read1Core(n).Ref!).Data;

    private protected Value WriteCore(Value b)
    {
        if (b.Ref is PyStr || !Buffers.Has(b)) throw Buffers.Required(b);
        CheckOpen("write to closed file");
        lock (Gate)
        {
            // Another thread may have closed it meanwhile.
            CheckOpen("write to closed file");
            if (Buffered > 0 || At > 0) GiveBackAhead();
            var data = Buffers.Get(b);
            WriteBytes(data);
            return Value.Int(data.Length);
        }
    }
}

/// <summary>A buffered stream to read from.</summary>
[PyType("_io.BufferedReader", Base = typeof(PyBufferedIOBase), HasDict = true, Weakrefable = true, Doc = "Create a new buffered reader using the given readable raw IO object.")]
internal partial class PyBufferedReader : PyBuffered
{
    internal PyBufferedReader(Shape shape) : base(shape) { }

    [PyNew(Signature = "(raw, buffer_size=DEFAULT_BUFFER_SIZE)"), RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(Allocate(cls));

    internal static PyBufferedReader Over(Value raw, long size)
    {
        var r = Allocate(TypeObject);
        r.Initialize(raw, size);
        return r;
    }

    [PyMethod("__init__", Signature = "(raw, buffer_size=8192)")]
    private void Initialize([Kw] Value raw, [Kw("buffer_size")] long bufferSize = IoModule.DefaultBufferSize)
    {
        RawObject = null;
        if (!Streams.Ask(raw, "readable")) throw IoErrors.Unsupported("File or stream is not readable.");
        SetRaw(raw, bufferSize);
    }

    [PyMethod("readable")] private Value Readable() => Ops.CallMethod(Raw, "readable");

    [PyMethod("read")] private Value Read([OptNone] Value size) => ReadCore(size);

    [PyMethod("read1")] private Value Read1(long size = -1) => Read1Core(size);

    [PyMethod("readinto")] private Value ReadInto(Value buffer) => ReadIntoCore(buffer, false);

    [PyMethod("readinto1")] private Value ReadInto1(Value buffer) => ReadIntoCore(buffer, true);

    [PyMethod("peek")] private Value Peek(long size = 0) => PeekCore();

    [PyMethod("readline")] private Value ReadLine([OptNone] Value size) => ReadLineCore(size);

    public override Value Next() => NextCore();
}

/// <summary>A buffered stream to write to.</summary>
[PyType("_io.BufferedWriter", Base = typeof(PyBufferedIOBase), HasDict = true, Weakrefable = true, Doc = "A buffer for a writeable sequential RawIO object.\n\nThe constructor creates a BufferedWriter for the given writeable raw\nstream. If the buffer_size is not given, it defaults to\nDEFAULT_BUFFER_SIZE.")]
internal partial class PyBufferedWriter : PyBuffered
{
    internal PyBufferedWriter(Shape shape) : base(shape) => OpenWriters.Add(this);

    [PyNew(Signature = "(raw, buffer_size=DEFAULT_BUFFER_SIZE)"), RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(Allocate(cls));

    internal static PyBufferedWriter Over(Value raw, long size)
    {
        var w = Allocate(TypeObject);
        w.Initialize(raw, size);
        return w;
    }

    [PyMethod("__init__", Signature = "(raw, buffer_size=8192)")]
    private void Initialize([Kw] Value raw, [Kw("buffer_size")] long bufferSize = IoModule.DefaultBufferSize)
    {
        RawObject = null;
        if (!Streams.Ask(raw, "writable")) throw IoErrors.Unsupported("File or stream is not writable.");
        SetRaw(raw, bufferSize);
    }

    private protected override void FlushOwn()
    {
        FlushWaiting();
        base.FlushOwn();
    }

    /// <summary>What a text stream held back.</summary>
    internal void WriteFromText(ReadOnlySpan<byte> data)
    {
        CheckOpen("write to closed file");
        lock (Gate) WriteBytes(data);
    }

    [PyMethod("writable")] private Value Writable() => Ops.CallMethod(Raw, "writable");

    [PyMethod("write")] private Value Write(Value buffer) => WriteCore(buffer);
}

/// <summary>A buffered stream to read from and write to.</summary>
[PyType("_io.BufferedRandom", Base = typeof(PyBufferedIOBase), HasDict = true, Weakrefable = true, Doc = "A buffered interface to random access streams.\n\nThe constructor creates a reader and writer for a seekable stream,\nraw, given in the first argument. If the buffer_size is omitted it\ndefaults to DEFAULT_BUFFER_SIZE.")]
internal partial class PyBufferedRandom : PyBuffered
{
    internal PyBufferedRandom(Shape shape) : base(shape) => OpenWriters.Add(this);

    [PyNew(Signature = "(raw, buffer_size=DEFAULT_BUFFER_SIZE)"), RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(Allocate(cls));

    internal static PyBufferedRandom Over(Value raw, long size)
    {
        var r = Allocate(TypeObject);
        r.Initialize(raw, size);
        return r;
    }

    [PyMethod("__init__", Signature = "(raw, buffer_size=8192)")]
    private void Initialize([Kw] Value raw, [Kw("buffer_size")] long bufferSize = IoModule.DefaultBufferSize)
    {
        RawObject = null;
        if (!Streams.Ask(raw, "seekable")) throw IoErrors.Unsupported("File or stream is not seekable.");
        if (!Streams.Ask(raw, "readable")) throw IoErrors.Unsupported("File or stream is not readable.");
        if (!Streams.Ask(raw, "writable")) throw IoErrors.Unsupported("File or stream is not writable.");
        SetRaw(raw, bufferSize);
    }

    private protected override void FlushOwn()
    {
        FlushWaiting();
        GiveBackAhead();
        base.FlushOwn();
    }

    [PyMethod("readable")] private Value Readable() => Ops.CallMethod(Raw, "readable");

    [PyMethod("writable")] private Value Writable() => Ops.CallMethod(Raw, "writable");

    [PyMethod("read")] private Value Read([OptNone] Value size) => ReadCore(size);

    [PyMethod("read1")] private Value Read1(long size = -1) => Read1Core(size);

    [PyMethod("readinto")] private Value ReadInto(Value buffer) => ReadIntoCore(buffer, false);

    [PyMethod("readinto1")] private Value ReadInto1(Value buffer) => ReadIntoCore(buffer, true);

    [PyMethod("peek")] private Value Peek(long size = 0) => PeekCore();

    [PyMethod("readline")] private Value ReadLine([OptNone] Value size) => ReadLineCore(size);

    [PyMethod("write")] private Value Write(Value buffer) => WriteCore(buffer);

    public override Value Next() => NextCore();
}

/// <summary>Two buffered streams as one: what is read comes from one, what is written goes to the other.</summary>
[PyType("_io.BufferedRWPair", Base = typeof(PyBufferedIOBase), HasDict = true, Weakrefable = true, Doc = "A buffered reader and writer object together.\n\nA buffered reader object and buffered writer object put together to\nform a sequential IO object that can read and write. This is typically\nused with a socket or two-way pipe.\n\nreader and writer are RawIOBase objects that are readable and\nwriteable respectively. If the buffer_size is omitted it defaults to\nDEFAULT_BUFFER_SIZE.")]
internal partial class PyBufferedRWPair : PyBufferedIOBase
{
    private PyBufferedReader? reader;
    private PyBufferedWriter? writer;

    internal PyBufferedRWPair(Shape shape) : base(shape) { }

    [PyNew(Signature = "(reader, writer, buffer_size=DEFAULT_BUFFER_SIZE, /)"), RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(Allocate(cls));

    [PyMethod("__init__", Signature = "(reader, writer, buffer_size=8192, /)")]
    private void Initialize(Value reader, Value writer, long bufferSize = IoModule.DefaultBufferSize)
    {
        if (!Streams.Ask(reader, "readable")) throw IoErrors.Unsupported("File or stream is not readable.");
        if (!Streams.Ask(writer, "writable")) throw IoErrors.Unsupported("File or stream is not writable.");
        this.reader = PyBufferedReader.Over(reader, bufferSize);
        this.writer = PyBufferedWriter.Over(writer, bufferSize);
    }

    private Value Reader => reader != null ? new Value(reader) : throw Err.ValueError("I/O operation on uninitialized object");

    private Value Writer => writer != null ? new Value(writer) : throw Err.ValueError("I/O operation on uninitialized object");

    [PyMethod("read")] private Value Read([StarArgs] ReadOnlySpan<Value> args) => Ops.CallMethod(Reader, "read", args);

    [PyMethod("peek")] private Value Peek([StarArgs] ReadOnlySpan<Value> args) => Ops.CallMethod(Reader, "peek", args);

    [PyMethod("read1")] private Value Read1([StarArgs] ReadOnlySpan<Value> args) => Ops.CallMethod(Reader, "read1", args);

    [PyMethod("readinto")] private Value ReadInto(Value buffer) => Ops.CallMethod(Reader, "readinto", buffer);

    [PyMethod("readinto1")] private Value ReadInto1(Value buffer) => Ops.CallMethod(Reader, "readinto1", buffer);

    [PyMethod("write")] private Value Write(Value buffer) => Ops.CallMethod(Writer, "write", buffer);

    [PyMethod("flush")] private Value Flush() => Ops.CallMethod(Writer, "flush");

    [PyMethod("readable")] private Value Readable() => Ops.CallMethod(Reader, "readable");

    [PyMethod("writable")] private Value Writable() => Ops.CallMethod(Writer, "writable");

    [PyMethod("close")]
    private static void Close(Value self)
    {
        var p = (PyBufferedRWPair)self.Ref!;
        Streams.Both(() => Ops.CallMethod(p.Writer, "close"), () => Ops.CallMethod(p.Reader, "close"));
        p.Settled();
    }

    [PyMethod("isatty")]
    private Value IsATty()
    {
        var w = Ops.CallMethod(Writer, "isatty");
        return w.IsFalse ? Ops.CallMethod(Reader, "isatty") : w;
    }

    [PyGetter("closed")] private Value Closed => writer == null ? throw Err.RuntimeError("the BufferedRWPair object is being garbage-collected") : Ops.GetAttr(Writer, Streams.ClosedName);
}
