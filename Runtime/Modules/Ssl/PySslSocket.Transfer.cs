using System.Buffers;
using TieredPy.Runtime.Modules.Posix;
using TieredPy.Runtime.Modules.Sockets;
using TieredPy.Runtime.Objects.Arguments;
using static TieredPy.Runtime.Modules.Ssl.SslNative;

namespace TieredPy.Runtime.Modules.Ssl;

// The handshake, reading and writing.
internal sealed unsafe partial class PySslSocket
{
    private const string Closed = "Underlying socket has been closed.";

    [PyMethod("do_handshake")]
    private void DoHandshake()
    {
        var s = Transport(959);
        long deadline = DeadlineOf(s);
        while (true)
        {
            int result, error;
            lock (gate)
            {
                Begin();
                result = SSL_do_handshake(Handle);
                error = result < 1 ? SSL_get_error(Handle, result) : ErrorNone;
                if (result < 1 && !IsWanting(error)) throw Failure(error, 1020);
            }
            OsErrors.CheckSignals();
            switch (Await(s, error, deadline))
            {
                case Wait.TimedOut: throw Chained(Err.TimeoutError("_ssl.c:1003: The handshake operation timed out"));
                case Wait.Closed: throw Chained(SslErrors.Plain("_ssl.c:1007: " + Closed));
                case Wait.WithoutWaiting: throw Failure(error, 1020);
            }
            if (IsWanting(error)) continue;
            RaiseCallbackError();
            return;
        }
    }

    [PyMethod("write", Doc = "Writes the bytes-like object b into the SSL object.\n\nReturns the number of bytes written.", Signature = "($self, b, /)")]
    private long Write(Value b)
    {
        if (b.Ref is PyStr || !Buffers.Has(b)) throw Buffers.Required(b);
        var info = Buffers.Acquire(b);
        try
        {
            if (!MemoryLayout.IsContiguous(info)) throw Err.BufferError("memoryview: underlying buffer is not C-contiguous");
            fixed (byte* from = MemoryLayout.Span(info)) return Write(from, MemoryLayout.Span(info).Length);
        }
        finally
        {
            info.Release();
        }
    }

    private long Write(byte* from, int length)
    {
        var s = Transport(2353);
        if (s is { Timeout: > 0, Descriptor: < 0 }) throw SslErrors.Plain(Closed);
        long deadline = DeadlineOf(s);
        // A pointer to nothing is an error to OpenSSL.
        byte nothing = 0;
        if (length == 0) from = &nothing;
        while (true)
        {
            nuint count;
            int error;
            lock (gate)
            {
                Begin();
                int done = SSL_write_ex(Handle, from, (nuint)length, &count);
                error = done == 0 ? SSL_get_error(Handle, done) : ErrorNone;
                if (done == 0 && !IsWanting(error)) throw Failure(error, 2427);
            }
            OsErrors.CheckSignals();
            switch (Await(s, error, deadline))
            {
                case Wait.TimedOut: throw Chained(Err.TimeoutError("The write operation timed out"));
                case Wait.Closed: throw Chained(SslErrors.Plain(Closed));
                case Wait.WithoutWaiting: throw Failure(error, 2427);
            }
            if (IsWanting(error)) continue;
            RaiseCallbackError();
            return (long)count;
        }
    }

    [PyMethod("pending", Doc = "Returns the number of already decrypted bytes available for read, pending on the connection.")]
    private int Pending()
    {
        lock (gate) return SSL_pending(Handle);
    }

    [PyMethod("read", Doc = "read(size, [buffer])\nRead up to size bytes from the SSL socket.")]
    private Value Read([StarArgs] ReadOnlySpan<Value> args)
    {
        if (args.Length is < 1 or > 2) throw Err.TypeError("_ssl._SSLSocket.read requires 1 to 2 arguments");
        long length = Args.Long(args[0]);
        if (args.Length == 1)
        {
            if (length < 0) throw Err.ValueError("size should not be negative");
            var s = Transport(2496);
            if (length == 0) return new Value(PyBytes.Empty);
            return new Value(ReadBytes(s, length));
        }
        if (!Buffers.Has(args[1])) throw Err.TypeError($"read() argument 2 must be read-write bytes-like object, not {Ops.TypeName(args[1])}");
        var info = Buffers.Acquire(args[1]);
        try
        {
            if (info.ReadOnly || !MemoryLayout.IsContiguous(info)) throw Err.TypeError($"read() argument 2 must be read-write bytes-like object, not {Ops.TypeName(args[1])}");
            var s = Transport(2496);
            var to = MemoryLayout.Span(info);
            if (length <= 0 || length > to.Length) length = to.Length;
            if (length == 0) return Value.Int(0);
            fixed (byte* p = to) return Value.Int(Read(s, p, (nuint)length));
        }
        finally
        {
            info.Release();
        }
    }

    private PyBytes ReadBytes(PySocket? s, long length)
    {
        // Programs ask for much more than a record holds.
        const int Room = 64 * 1024;
        if (length > int.MaxValue) throw Err.OverflowError("signed integer is greater than maximum");
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(length, Room));
        try
        {
            fixed (byte* p = buffer)
            {
                long n = Read(s, p, (nuint)Math.Min(length, Room));
                return new PyBytes(buffer.AsSpan(0, (int)n));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private long Read(PySocket? s, byte* to, nuint length)
    {
        long deadline = DeadlineOf(s);
        while (true)
        {
            nuint count;
            int error;
            lock (gate)
            {
                Begin();
                int done = SSL_read_ex(Handle, to, length, &count);
                error = done == 0 ? SSL_get_error(Handle, done) : ErrorNone;
                if (error == ErrorZeroReturn && SSL_get_shutdown(Handle.Pointer) == ReceivedShutdown) return 0;
                if (done == 0 && !IsWanting(error)) throw Failure(error, 2580);
            }
            OsErrors.CheckSignals();
            switch (Await(s, error, deadline))
            {
                case Wait.TimedOut: throw Chained(Err.TimeoutError("The read operation timed out"));
                case Wait.Closed or Wait.WithoutWaiting: throw Failure(error, 2580);
            }
            if (IsWanting(error)) continue;
            RaiseCallbackError();
            return (long)count;
        }
    }
}
