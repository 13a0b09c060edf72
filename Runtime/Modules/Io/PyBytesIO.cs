namespace TieredPy.Runtime.Modules.Io;

/// <summary>A stream over bytes in memory (bytesio.c).</summary>
[PyType("_io.BytesIO", Base = typeof(PyBufferedIOBase), HasDict = true, Weakrefable = true, Doc = "Buffered I/O implementation using an in-memory bytes buffer.")]
internal partial class PyBytesIO : PyBufferedIOBase
{
    private byte[] data = [];
    private int count;
    private long at;
    private bool closed;

    /// <summary>The data belongs to a bytes object too: copied before it is changed.</summary>
    private bool shared;

    /// <summary>Views that may be open; dead ones are found by a collection when it matters.</summary>
    private List<WeakReference<BufferInfo>>? views;

    internal PyBytesIO(Shape shape) : base(shape)
    {
        // What closing does to one that is no subclass, nobody sees.
        if (IsPlain) Settled();
    }

    [PyNew(Signature = "(initial_bytes=b'')"), RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(Allocate(cls));

    [PyMethod("__init__", Signature = "(initial_bytes=b'')")]
    private void Initialize([Kw("initial_bytes"), Opt(Show = "b''")] Value initial)
    {
        CheckExports();
        closed = false;
        at = 0;
        if (initial.IsMissingOrNone)
        {
            data = [];
            count = 0;
            shared = false;
            return;
        }
        data = initial.Ref is PyBytes b ? b.Data : Buffers.Get(initial).ToArray();
        shared = initial.Ref is PyBytes;
        count = data.Length;
    }

    private void CheckOpen()
    {
        if (closed) throw IoErrors.Closed();
    }

    private void CheckExports()
    {
        // A view that is released meanwhile, by the collection below too, may take the list away.
        var live = views;
        if (live == null) return;
        live.RemoveAll(v => !v.TryGetTarget(out _));
        if (live.Count > 0)
        {
            GC.Collect();
            live.RemoveAll(v => !v.TryGetTarget(out _));
        }
        if (live.Count > 0) throw Err.BufferError("Existing exports of data: object cannot be re-sized");
        views = null;
    }

    private void Own(int capacity)
    {
        if (!shared && capacity <= data.Length) return;
        CheckExports();
        var own = new byte[Math.Max(capacity, capacity > data.Length ? Math.Min((int)Math.Min(data.Length * 2L, Array.MaxLength), Array.MaxLength) : count)];
        data.AsSpan(0, count).CopyTo(own);
        data = own;
        shared = false;
    }

    private ReadOnlySpan<byte> Rest => at >= count ? default : data.AsSpan((int)at, count - (int)at);

    private Value Take(int n)
    {
        if (n == count && at == 0 && shared)
        {
            at = n;
            return new Value(PyBytes.Make(data));
        }
        var b = Rest[..n].ToArray();
        at += n;
        return new Value(PyBytes.Make(b));
    }

    [PyMethod("read", Doc = "Read at most size bytes, returned as a bytes object.\n\nIf the size argument is negative, read until EOF is reached.\nReturn an empty bytes object at EOF.")]
    private Value Read([OptNone] Value size)
    {
        CheckOpen();
        long n = Streams.Size(size);
        int have = Rest.Length;
        return Take(n < 0 || n > have ? have : (int)n);
    }

    [PyMethod("read1", Doc = "Read at most size bytes, returned as a bytes object.\n\nIf the size argument is negative or omitted, read until EOF is reached.\nReturn an empty bytes object at EOF.")]
    private Value Read1([OptNone] Value size) => Read(size);

    private int LineLength()
    {
        int nl = Rest.IndexOf((byte)'\n');
        return nl < 0 ? Rest.Length : nl + 1;
    }

    [PyMethod("readline", Doc = "Next line from the file, as a bytes object.\n\nA non-negative size argument limits the maximum number of bytes to return (an\nincomplete line may be returned then).\nReturn an empty bytes object at EOF.")]
    private Value ReadLine([OptNone] Value size)
    {
        CheckOpen();
        long n = Streams.Size(size);
        int line = LineLength();
        return Take(n >= 0 && n < line ? (int)n : line);
    }

    [PyMethod("readlines")]
    private Value ReadLines([OptNone] Value size)
    {
        CheckOpen();
        long limit = Streams.Size(size), got = 0;
        var lines = new PyList();
        while (Rest.Length > 0)
        {
            int n = LineLength();
            lines.Append(Take(n));
            got += n;
            if (limit > 0 && got >= limit) break;
        }
        return new Value(lines);
    }

    public override Value Next()
    {
        if (!IsPlain) return base.Next();
        CheckOpen();
        int n = LineLength();
        return n == 0 ? Value.Done : Take(n);
    }

    [PyMethod("readinto")]
    private Value ReadInto(Value buffer)
    {
        CheckOpen();
        var info = Buffers.AcquireWritable(buffer);
        try
        {
            var to = MemoryLayout.Span(info);
            int n = Math.Min(to.Length, Rest.Length);
            Rest[..n].CopyTo(to);
            at += n;
            return Value.Int(n);
        }
        finally
        {
            info.Release();
        }
    }

    [PyMethod("readinto1")] private Value ReadInto1(Value buffer) => ReadInto(buffer);

    [PyMethod("write", Doc = "Write bytes to file.\n\nReturn the number of bytes written.")]
    private Value Write(Value b)
    {
        CheckOpen();
        if (b.Ref is PyStr || !Buffers.Has(b)) throw Buffers.Required(b);
        if (views != null) CheckExports();
        var from = Buffers.Get(b);
        if (from.Length == 0) return Value.Int(0);
        long end = at + from.Length;
        if (end > Array.MaxLength) throw Err.OverflowError("new position too large");
        if (shared || end > data.Length)
        {
            if (b.Ref == (PyObject)this) from = from.ToArray();
            Own((int)end);
        }
        if (at > count) data.AsSpan(count, (int)at - count).Clear();
        from.CopyTo(data.AsSpan((int)at));
        at = end;
        count = Math.Max(count, (int)end);
        return Value.Int(from.Length);
    }

    [PyMethod("writelines")]
    private static void WriteLines(Value self, Value lines)
    {
        ((PyBytesIO)self.Ref!).CheckOpen();
        foreach (var line in Ops.Iterate(lines)) Ops.CallMethod(self, Streams.WriteName, line);
    }

    [PyMethod("seek", Doc = "Change stream position.\n\nSeek to byte offset pos relative to position indicated by whence:\n     0  Start of stream (the default).  pos should be >= 0;\n     1  Current position - pos may be negative;\n     2  End of stream - pos usually negative.\nReturns the new absolute position.")]
    private Value Seek(long pos, int whence = 0)
    {
        CheckOpen();
        if (whence == 0 && pos < 0) throw Err.ValueError($"negative seek value {pos}");
        long from = whence switch
        {
            0 => 0,
            1 => at,
            2 => count,
            _ => throw Err.ValueError($"invalid whence ({whence}, should be 0, 1 or 2)"),
        };
        if (pos > long.MaxValue - from) throw Err.OverflowError("new position too large");
        at = Math.Max(0, from + pos);
        return Value.Int(at);
    }

    [PyMethod("tell", Doc = "Current file position, an integer.")]
    private Value Tell()
    {
        CheckOpen();
        return Value.Int(at);
    }

    [PyMethod("truncate", Doc = "Truncate the file to at most size bytes.\n\nSize defaults to the current file position, as returned by tell().\nThe current file position is unchanged.  Returns the new size.")]
    private Value Truncate([OptNone] Value size)
    {
        CheckOpen();
        CheckExports();
        long n = size.IsNone ? at : Streams.Size(size);
        if (n < 0) throw Err.ValueError($"negative size value {n}");
        if (n < count)
        {
            Own(count);
            count = (int)n;
        }
        return Value.Int(n);
    }

    [PyMethod("getvalue", Doc = "Retrieve the entire contents of the BytesIO object.")]
    private Value GetValue()
    {
        CheckOpen();
        if (shared && count == data.Length) return new Value(PyBytes.Make(data));
        return new Value(PyBytes.Make(data.AsSpan(0, count).ToArray()));
    }

    [PyMethod("getbuffer", Doc = "Get a read-write view over the contents of the BytesIO object.")]
    private Value GetBuffer()
    {
        CheckOpen();
        if (shared) Own(count);
        var info = new BufferInfo { Memory = data.AsMemory(0, count), Owner = this };
        var weak = new WeakReference<BufferInfo>(info);
        (views ??= []).Add(weak);
        info.OnRelease = () =>
        {
            views?.Remove(weak);
            if (views is { Count: 0 }) views = null;
        };
        return new Value(new PyMemoryView(info));
    }

    [PyMethod("close", Doc = "Disable all I/O operations.")]
    private void Close()
    {
        CheckExports();
        closed = true;
        data = [];
        count = 0;
    }

    [PyGetter("closed", Doc = "True if the file is closed.")] private bool Closed => closed;

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

    [PyMethod("__getstate__")]
    private Value GetState()
    {
        CheckOpen();
        var attributes = InstanceAttributes.Snapshot(this);
        return new Value(new PyTuple(GetValue(), Value.Int(at), attributes is { Count: > 0 } ? new Value(attributes) : Value.None));
    }

    [PyMethod("__setstate__")]
    private void SetState(Value state)
    {
        CheckOpen();
        if (state.Ref is not PyTuple { Count: >= 3 } t) throw Err.TypeError($"{Type.FullName}.__setstate__ argument should be 3-tuple, got {Ops.TypeName(state)}");
        Initialize(t[0]);
        if (!t[1].IsInt) throw Err.TypeError($"second item of state must be an integer, not {Ops.TypeName(t[1])}");
        if (t[1].Bits < 0) throw Err.ValueError("position value cannot be negative");
        at = t[1].Bits;
        if (t[2].IsNone) return;
        if (t[2].Ref is not PyDict d) throw Err.TypeError($"third item of state should be a dict, got a {Ops.TypeName(t[2])}");
        InstanceAttributes.Dict(this).Update(d);
    }

    [PyMethod("__sizeof__")] private long SizeOf() => 80 + data.Length;
}
