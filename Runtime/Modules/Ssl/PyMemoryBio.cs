using static TieredPy.Runtime.Modules.Ssl.CryptoNative;

namespace TieredPy.Runtime.Modules.Ssl;

/// <summary>_ssl.MemoryBIO: bytes in memory between a connection and whoever transports them.</summary>
[PyType("_ssl.MemoryBIO", Subclassable = false)]
internal sealed unsafe partial class PyMemoryBio : PyObject
{
    private const int MinusOne = -1;

    private readonly Lock gate = new();
    private bool eofWritten;

    private PyMemoryBio(BioHandle bio) : base(TypeObject.RootShape) => Handle = bio;

    internal BioHandle Handle { get; }

    [PyNew(Signature = "()"), RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (args.Length > (kw?.Length ?? 0)) throw Err.TypeError("MemoryBIO() takes no positional arguments");
        if (kw is { Length: > 0 }) throw Err.TypeError("MemoryBIO() takes no keyword arguments");
        var bio = BioHandle.Memory();
        if (bio.IsInvalid) throw Err.MemoryError("failed to allocate BIO");
        // Nothing to read is no end: the connection is to ask again.
        BIO_set_flags(bio.Pointer, BioRead | BioShouldRetry);
        _ = BIO_ctrl(bio, BioSetMemEofReturn, MinusOne, 0);
        return new Value(new PyMemoryBio(bio));
    }

    [PyGetter("pending", Doc = "The number of bytes pending in the memory BIO.")] private long Pending => (long)BIO_ctrl_pending(Handle);

    [PyGetter("eof", Doc = "Whether the memory BIO is at EOF.")] private bool Eof => eofWritten && BIO_ctrl_pending(Handle) == 0;

    [PyMethod("read", Doc = "Read up to size bytes from the memory BIO.\n\nIf size is not specified, read the entire buffer.\nIf the return value is an empty bytes instance, this means either\nEOF or that no data is available. Use the \"eof\" property to\ndistinguish between the two.", Signature = "($self, size=-1, /)")]
    private PyBytes Read(int size = -1)
    {
        lock (gate)
        {
            int available = (int)Math.Min(BIO_ctrl_pending(Handle), int.MaxValue);
            if (size < 0 || size > available) size = available;
            if (size == 0) return PyBytes.Empty;
            var bytes = new byte[size];
            int n;
            fixed (byte* to = bytes) n = BIO_read(Handle, to, size);
            if (n < 0) throw SslErrors.Last(5132);
            return PyBytes.Make(n < size ? bytes[..n] : bytes);
        }
    }

    [PyMethod("write", Doc = "Writes the bytes b into the memory BIO.\n\nReturns the number of bytes written.", Signature = "($self, b, /)")]
    private int Write(Value b)
    {
        var bytes = Buffers.Get(b);
        lock (gate)
        {
            if (eofWritten) throw SslErrors.Plain("cannot write() after write_eof()");
            int n;
            fixed (byte* from = bytes) n = BIO_write(Handle, from, bytes.Length);
            return n < 0 ? throw SslErrors.Last(5178) : n;
        }
    }

    [PyMethod("write_eof", Doc = "Write an EOF marker to the memory BIO.\n\nWhen all data has been read, the \"eof\" property will be True.")]
    private void WriteEof()
    {
        lock (gate)
        {
            eofWritten = true;
            BIO_clear_flags(Handle.Pointer, BioRetryFlags);
            _ = BIO_ctrl(Handle, BioSetMemEofReturn, 0, 0);
        }
    }
}
