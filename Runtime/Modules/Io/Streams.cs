namespace TieredPy.Runtime.Modules.Io;

/// <summary>What streams ask of the streams below them, of any class.</summary>
internal static class Streams
{
    public static readonly PyStr ReadLineName = PyStr.Intern("readline");
    public static readonly PyStr ClosedName = PyStr.Intern("closed");
    public static readonly PyStr FlushName = PyStr.Intern("flush");
    public static readonly PyStr WriteName = PyStr.Intern("write");
    public static readonly PyStr ReadIntoName = PyStr.Intern("readinto");

    public static bool IsClosed(Value stream) => stream.Ref switch
    {
        PyFileIO { IsPlain: true } f => f.IsClosed,
        _ => Ops.Truth(Ops.GetAttr(stream, ClosedName)),
    };

    /// <summary>A position that a raw stream reports.</summary>
    public static long Position(Value v)
    {
        long n = Ops.AsLong(v);
        return n >= 0 ? n : throw Err.OSError($"Raw stream returned invalid position {n}");
    }

    public static bool Ask(Value stream, string method) => Ops.Truth(Ops.CallMethod(stream, method));

    /// <summary>Reads at most a span's length from a raw stream: how much; -1 when nothing is there yet (a stream that doesn't block).</summary>
    public static int ReadInto(Value raw, Span<byte> to)
    {
        if (raw.Ref is PyFileIO { IsPlain: true } file) return file.Read(to);
        var array = new PyByteArray(new byte[to.Length]);
        var view = new PyMemoryView(array);
        var r = Ops.CallMethod(raw, ReadIntoName, new Value(view));
        if (r.IsNone) return -1;
        long n;
        try
        {
            n = Ops.AsSize(r);
        }
        catch (PyException e)
        {
            var failed = Err.OSError("raw readinto() failed");
            failed.Value.Cause = failed.Value.Context = e.Value;
            failed.Value.SuppressContext = true;
            throw failed;
        }
        if (n < 0 || n > to.Length) throw Err.OSError($"raw readinto() returned invalid length {n} (should have been between 0 and {to.Length})");
        array.AsSpan()[..(int)n].CopyTo(to);
        return (int)n;
    }

    /// <summary>Writes to a raw stream: how much it took; -1 when it would block.</summary>
    public static int Write(Value raw, ReadOnlySpan<byte> from)
    {
        if (raw.Ref is PyFileIO { IsPlain: true } file) return file.Write(from);
        var r = Ops.CallMethod(raw, WriteName, new Value(new PyMemoryView(new PyBytes(from))));
        if (r.IsNone) return -1;
        long n = Ops.AsSize(r);
        if (n < 0 || n > from.Length) throw Err.OSError($"raw write() returned invalid length {n} (should have been between 0 and {from.Length})");
        return (int)n;
    }

    /// <summary>An optional size argument: -1 when None or omitted; TypeError in CPython's words for anything else.</summary>
    public static long Size(Value v)
    {
        if (v.IsMissingOrNone) return -1;
        if (!Ops.HasIndex(v)) throw Err.TypeError($"argument should be integer or None, not '{Ops.TypeName(v)}'");
        return Ops.AsSize(v);
    }

    /// <summary>Runs two actions; when both throw, the second exception carries the first as its context.</summary>
    public static void Both(Action first, Action second)
    {
        PyException? error = null;
        try
        {
            first();
        }
        catch (PyException e)
        {
            error = e;
        }
        try
        {
            second();
        }
        catch (PyException e) when (error != null)
        {
            if (e.Value.Context == null && e.Value != error.Value) e.Value.Context = error.Value;
            throw;
        }
        if (error != null) throw error;
    }
}

/// <summary>Errors of streams.</summary>
internal static class IoErrors
{
    private static PyType? unsupported;

    /// <summary>io.UnsupportedOperation: an OSError and a ValueError.</summary>
    public static PyType UnsupportedOperation => unsupported ??= MakeUnsupported();

    private static PyType MakeUnsupported()
    {
        var t = PyType.MakePlain("UnsupportedOperation", ExcTypes.OSError, null, ExcTypes.ValueError);
        t.Flags &= ~TypeFlags.Immutable;
        t.Module = "io";
        t.Flags &= ~TypeFlags.Immutable;
        return t;
    }

    public static PyException Unsupported(string message) => Err.Make(UnsupportedOperation, message);

    public static PyException Closed() => Err.ValueError("I/O operation on closed file.");

    public static PyException Blocked(string message, long written) =>
        Err.Make(ExcTypes.BlockingIOError, Value.Int(Posix.OsErrors.EAGAIN), Value.Str(message), Value.Int(written));
}
