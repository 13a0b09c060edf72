namespace TieredPy.Runtime.Modules.Sqlite;

/// <summary>sqlite3.Blob: a blob in a table, read and written in place.</summary>
[PyType("sqlite3.Blob", Subclassable = false, NoConstructor = true, Weakrefable = true, Mutable = true)]
internal sealed unsafe partial class PyBlob : PyObject
{
    private readonly PyConnection connection;
    private nint handle;
    private int position;

    internal PyBlob(PyConnection connection, nint handle) : base(TypeObject.RootShape)
    {
        this.connection = connection;
        this.handle = handle;
    }

    private int Size
    {
        get
        {
            connection.Check();
            return handle != 0 ? SqliteNative.sqlite3_blob_bytes(handle) : throw SqliteErrors.Programming("Cannot operate on a closed blob.");
        }
    }

    [PyMethod("close", Doc = "Close the blob.")]
    internal void Close()
    {
        connection.CheckThread();
        Free();
    }

    /// <summary>Closes without asking.</summary>
    internal void Free()
    {
        nint old = Interlocked.Exchange(ref handle, 0);
        if (old != 0) _ = SqliteNative.sqlite3_blob_close(old);
    }

    private PyException Failure(int rc) => rc == 4
        ? SqliteErrors.Operational("Cannot operate on modified blob")
        : SqliteErrors.Last(connection.Database) ?? SqliteErrors.OfCode(rc);

    private byte[] Get(int offset, int count)
    {
        var to = new byte[count];
        fixed (byte* p = to)
        {
            int rc = SqliteNative.sqlite3_blob_read(handle, p, count, offset);
            if (rc != 0) throw Failure(rc);
        }
        return to;
    }

    private void Put(int offset, ReadOnlySpan<byte> from)
    {
        if (offset + from.Length > Size) throw Err.ValueError("data longer than blob length");
        fixed (byte* p = from)
        {
            int rc = SqliteNative.sqlite3_blob_write(handle, p, from.Length, offset);
            if (rc != 0) throw Failure(rc);
        }
    }

    [PyMethod("read", Doc = "Read data at the current offset position.\n\n  length\n    Read length in bytes.\n\nIf the end of the blob is reached, the data up to end of file will be returned.\nWhen length is not specified, or is negative, Blob.read() will read until the\nend of the blob.")]
    private Value Read(int length = -1)
    {
        int rest = Size - position;
        if (length < 0 || length > rest) length = rest;
        var got = length == 0 ? [] : Get(position, length);
        position += length;
        return new Value(PyBytes.Make(got));
    }

    [PyMethod("write", Doc = "Write data at the current offset.\n\nThis function cannot change the blob length.  Writing beyond the end of the\nblob will result in an exception being raised.")]
    private void Write(Value data)
    {
        _ = Size;
        var from = Buffers.Get(data);
        Put(position, from);
        position += from.Length;
    }

    [PyMethod("seek", Doc = "Set the current access position to offset.\n\nThe origin argument defaults to os.SEEK_SET or 0 (absolute blob positioning).\nOther values for origin are os.SEEK_CUR or 1 (seek relative to the current position)\nand os.SEEK_END or 2 (seek relative to the blob's end).")]
    private void Seek(int offset, int origin = 0)
    {
        int size = Size;
        long at = origin switch
        {
            0 => offset,
            1 => (long)position + offset,
            2 => (long)size + offset,
            _ => throw Err.ValueError("'origin' should be os.SEEK_SET, os.SEEK_CUR, or os.SEEK_END"),
        };
        if (at > int.MaxValue) throw Err.OverflowError("seek offset results in offset beyond end of blob");
        if (at < 0 || at > size) throw Err.ValueError("offset out of blob range");
        position = (int)at;
    }

    [PyMethod("tell", Doc = "Return the current access position for the blob.")]
    private int Tell()
    {
        _ = Size;
        return position;
    }

    [PyMethod("__enter__", Doc = "Blob context manager enter.")]
    private Value Enter()
    {
        _ = Size;
        return new Value(this);
    }

    [PyMethod("__exit__", Doc = "Blob context manager exit.")]
    private Value Exit(Value type, Value val, Value tb)
    {
        _ = Size;
        Free();
        return Value.False;
    }

    public override long Len() => Size;

    private int Index(Value key)
    {
        int size = Size;
        long i = Ops.AsIndex(key);
        if (i < 0) i += size;
        return i >= 0 && i < size ? (int)i : throw Err.IndexError("Blob index out of range");
    }

    public override Value GetItem(Value key)
    {
        int size = Size;
        if (Ops.HasIndex(key)) return Value.Int(Get(Index(key), 1)[0]);
        if (key.Ref is not PySlice s) throw Err.TypeError("Blob indices must be integers");
        s.Indices(size, out long start, out _, out long step, out long count);
        if (count == 0) return new Value(PyBytes.Empty);
        if (step == 1) return new Value(PyBytes.Make(Get((int)start, (int)count)));
        var all = Get(0, size);
        var to = new byte[count];
        for (long k = 0; k < count; k++) to[k] = all[start + k * step];
        return new Value(PyBytes.Make(to));
    }

    public override void SetItem(Value key, Value value)
    {
        int size = Size;
        if (Ops.HasIndex(key))
        {
            if (!SqliteValues.IsInt(value)) throw Err.TypeError($"'{Ops.TypeName(value)}' object cannot be interpreted as an integer");
            int at = Index(key);
            var big = Objects.Arguments.Args.Big(value);
            if (big < 0 || big > 255) throw Err.ValueError("byte must be in range(0, 256)");
            Put(at, [(byte)big]);
            return;
        }
        if (key.Ref is not PySlice s) throw Err.TypeError("Blob indices must be integers");
        s.Indices(size, out long start, out _, out long step, out long count);
        if (count == 0) return;
        var from = Buffers.Get(value);
        if (from.Length != count) throw Err.IndexError("Blob slice assignment is wrong size");
        if (step == 1)
        {
            Put((int)start, from);
            return;
        }
        var all = Get(0, size);
        for (long k = 0; k < count; k++) all[start + k * step] = from[(int)k];
        Put(0, all);
    }

    public override bool Contains(Value item) => throw Err.TypeError($"argument of type '{Type.FullName}' is not iterable");

    public override Value Iter() => throw Err.NotIterable(this);

    public override void DelItem(Value key) =>
        throw Err.TypeError(key.Ref is PySlice ? "Blob doesn't support slice deletion" : "Blob doesn't support item deletion");
}
