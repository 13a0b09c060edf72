using TieredPy.Runtime.Modules.Posix;
using TieredPy.Runtime.Objects.Arguments;

namespace TieredPy.Runtime.Modules.Sockets;

// Sending and receiving bytes.
internal partial class PySocket
{
    private const int DontWait = 64, WaitAll = 256, NoSignal = 0;

    /// <summary>Blocking sockets are tried without waiting; the wait is ours. A peer that must fill the whole buffer waits in the system.</summary>
    private int WithoutWaiting(int flags) => timeout < 0 && (flags & WaitAll) == 0 ? flags | DontWait : flags;

    private unsafe int Receive(Span<byte> to, int flags, byte* address, uint* addressLength)
    {
        long deadline = timeout > 0 ? Deadline : DescriptorWait.Forever;
        uint room = addressLength == null ? 0 : *addressLength;
        while (true)
        {
            nint n;
            fixed (byte* p = to) n = SocketLibc.recvfrom(fd, p, to.Length, WithoutWaiting(flags), address, addressLength);
            if (n >= 0) return (int)n;
            if (addressLength != null) *addressLength = room;
            Retry(DescriptorWait.In, deadline, flags);
        }
    }

    private unsafe long Transmit(ReadOnlySpan<byte> from, int flags, byte[]? address, long deadline)
    {
        while (true)
        {
            nint n;
            fixed (byte* p = from)
            fixed (byte* a = address)
                n = SocketLibc.sendto(fd, p, from.Length, timeout < 0 ? flags | DontWait : flags, a, (uint)(address?.Length ?? 0));
            if (n >= 0) return n;
            Retry(DescriptorWait.Out, deadline, flags);
        }
    }

    private long SendDeadline => timeout > 0 ? Deadline : DescriptorWait.Forever;

    [PyMethod("recv")]
    private unsafe Value Recv(int bufsize, int flags = 0)
    {
        if (bufsize < 0) throw Err.ValueError("negative buffersize in recv");
        var buffer = GC.AllocateUninitializedArray<byte>(bufsize);
        int n = Receive(buffer, flags, null, null);
        return new Value(PyBytes.Make(n == buffer.Length ? buffer : buffer[..n]));
    }

    [PyMethod("recvfrom")]
    private unsafe Value RecvFrom(int bufsize, int flags = 0)
    {
        if (bufsize < 0) throw Err.ValueError("negative buffersize in recvfrom");
        var buffer = GC.AllocateUninitializedArray<byte>(bufsize);
        byte* address = stackalloc byte[SocketAddresses.MaxSize];
        uint length = SocketAddresses.MaxSize;
        int n = Receive(buffer, flags, address, &length);
        return new Value(new PyTuple(new Value(PyBytes.Make(buffer[..n])), SocketAddresses.Make(new ReadOnlySpan<byte>(address, (int)length))));
    }

    /// <summary>How much of a buffer to fill.</summary>
    private static int Wanted(int length, int nbytes, string function)
    {
        if (nbytes < 0) throw Err.ValueError($"negative buffersize in {function}");
        if (nbytes == 0) return length;
        return nbytes <= length ? nbytes : throw Err.ValueError("buffer too small for requested bytes");
    }

    [PyMethod("recv_into")]
    private unsafe int RecvInto([Kw] Value buffer, [Kw] int nbytes = 0, [Kw] int flags = 0)
    {
        var info = Buffers.AcquireWritable(buffer);
        try
        {
            var to = MemoryLayout.Span(info);
            return Receive(to[..Wanted(to.Length, nbytes, "recv_into")], flags, null, null);
        }
        finally
        {
            info.Release();
        }
    }

    [PyMethod("recvfrom_into")]
    private unsafe Value RecvFromInto([Kw] Value buffer, [Kw] int nbytes = 0, [Kw] int flags = 0)
    {
        var info = Buffers.AcquireWritable(buffer);
        try
        {
            var to = MemoryLayout.Span(info);
            if (nbytes < 0) throw Err.ValueError("negative buffersize in recvfrom_into");
            if (nbytes > to.Length) throw Err.ValueError("nbytes is greater than the length of the buffer");
            byte* address = stackalloc byte[SocketAddresses.MaxSize];
            uint length = SocketAddresses.MaxSize;
            int n = Receive(nbytes == 0 ? to : to[..nbytes], flags, address, &length);
            return new Value(new PyTuple(Value.Int(n), SocketAddresses.Make(new ReadOnlySpan<byte>(address, (int)length))));
        }
        finally
        {
            info.Release();
        }
    }

    /// <summary>The bytes to send, held until released.</summary>
    private static BufferInfo Data(Value data)
    {
        if (data.Ref is PyStr || !Buffers.Has(data)) throw Buffers.Required(data);
        var info = Buffers.Acquire(data);
        if (MemoryLayout.IsContiguous(info)) return info;
        info.Release();
        throw Err.BufferError("memoryview: underlying buffer is not C-contiguous");
    }

    [PyMethod("send")]
    private long Send(Value data, int flags = 0)
    {
        var info = Data(data);
        try
        {
            ReadOnlySpan<byte> from = MemoryLayout.Span(info);
            long deadline = SendDeadline;
            long sent = Transmit(from, flags, null, deadline);
            // send(2) on a blocking stream returns when all is sent.
            while (timeout < 0 && Kind == 1 && sent < from.Length && (flags & DontWait) == 0) sent += Transmit(from[(int)sent..], flags, null, deadline);
            return sent;
        }
        finally
        {
            info.Release();
        }
    }

    [PyMethod("sendall")]
    private void SendAll(Value data, int flags = 0)
    {
        var info = Data(data);
        try
        {
            ReadOnlySpan<byte> from = MemoryLayout.Span(info);
            long deadline = SendDeadline;
            do
            {
                long n = Transmit(from, flags, null, deadline);
                from = from[(int)n..];
                OsErrors.CheckSignals();
            }
            while (from.Length > 0);
        }
        finally
        {
            info.Release();
        }
    }

    [PyMethod("sendto")]
    private long SendTo([StarArgs] ReadOnlySpan<Value> args)
    {
        if (args.Length is < 2 or > 3) throw Err.TypeError($"sendto() takes 2 or 3 arguments ({args.Length} given)");
        int flags = args.Length == 3 ? Args.Int(args[1]) : 0;
        var info = Data(args[0]);
        try
        {
            var address = SocketAddresses.Parse(Family, args[^1], "sendto");
            return Transmit(MemoryLayout.Span(info), flags, address, SendDeadline);
        }
        finally
        {
            info.Release();
        }
    }
}
