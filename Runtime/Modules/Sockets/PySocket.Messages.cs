using System.Buffers;
using TieredPy.Runtime.Modules.Posix;
using TieredPy.Runtime.Objects.Arguments;

namespace TieredPy.Runtime.Modules.Sockets;

// sendmsg and recvmsg: scattered data and ancillary data.
internal partial class PySocket
{
    /// <summary>Control messages begin at multiples of this, after a header of 16 bytes (struct cmsghdr on 64-bit Linux).</summary>
    private const int ControlHeader = 16;

    internal static long ControlSpace(long length) => ControlHeader + ((length + 7) & ~7L);

    [PyMethod("sendmsg")]
    private unsafe long SendMsg(Value buffers, [OptNone] Value ancdata, int flags = 0, [OptNone] Value address = default)
    {
        var parts = Collect(buffers, false, "sendmsg");
        try
        {
            var control = ancdata.IsMissingOrNone ? [] : PackControl(ancdata);
            bool hasAddress = !address.IsInt && !address.IsMissingOrNone;
            byte[]? to = hasAddress ? SocketAddresses.Parse(Family, address, "sendmsg") : null;
            return (long)Message(parts, to, to?.Length ?? 0, control, control.Length, flags, false, out _);
        }
        finally
        {
            foreach (var p in parts) p.Release();
        }
    }

    private static List<BufferInfo> Collect(Value buffers, bool writable, string function)
    {
        Value[] items;
        try
        {
            items = Ops.ToArray(buffers);
        }
        catch (PyException e) when (e.Is(ExcTypes.TypeError) && !Ops.Has(buffers, Slot.Iter))
        {
            throw Err.TypeError($"{function}() argument 1 must be iterable");
        }
        var parts = new List<BufferInfo>();
        try
        {
            foreach (var v in items)
            {
                if (!writable) parts.Add(Data(v));
                else parts.Add(Buffers.AcquireWritable(v));
            }
        }
        catch (PyException)
        {
            foreach (var p in parts) p.Release();
            throw;
        }
        return parts;
    }

    private static byte[] PackControl(Value ancdata)
    {
        var to = new MemoryStream();
        Span<byte> header = stackalloc byte[ControlHeader];
        if (!Ops.Has(ancdata, Slot.Iter) && !Ops.Has(ancdata, Slot.GetItem)) throw Err.TypeError("sendmsg() argument 2 must be iterable");
        foreach (var item in Ops.Iterate(ancdata))
        {
            if (item.Ref is not PyTuple { Count: 3 } t)
            {
                throw item.Ref is PyTuple or PyList
                    ? Err.TypeError($"[sendmsg() ancillary data items]() takes exactly 3 arguments ({Ops.Len(item)} given)")
                    : Err.TypeError("[sendmsg() ancillary data items]() argument must be sequence of length 3, not " + Ops.TypeName(item));
            }
            var data = Buffers.Get(t[2]);
            BitConverter.TryWriteBytes(header, (long)ControlHeader + data.Length);
            BitConverter.TryWriteBytes(header[8..], Args.Int(t[0]));
            BitConverter.TryWriteBytes(header[12..], Args.Int(t[1]));
            to.Write(header);
            to.Write(data);
            to.Write(stackalloc byte[(int)(ControlSpace(data.Length) - ControlHeader - data.Length)]);
        }
        return to.ToArray();
    }

    /// <summary>One sendmsg(2) or recvmsg(2).</summary>
    private unsafe nint Message(List<BufferInfo> parts, byte[]? address, int addressLength, byte[] control, int controlLength, int flags, bool receive, out MessageHeader header)
    {
        var pins = new MemoryHandle[parts.Count];
        var vectors = new IoVector[parts.Count];
        try
        {
            for (int i = 0; i < parts.Count; i++)
            {
                pins[i] = parts[i].Memory.Pin();
                vectors[i] = new IoVector { Base = (byte*)pins[i].Pointer + parts[i].Offset, Length = (nuint)MemoryLayout.Span(parts[i]).Length };
            }
            long deadline = SendDeadline;
            fixed (byte* name = address)
            fixed (byte* extra = control)
            fixed (IoVector* v = vectors)
            {
                while (true)
                {
                    var h = new MessageHeader
                    {
                        Name = name,
                        NameLength = (uint)addressLength,
                        Vectors = v,
                        VectorCount = (nuint)vectors.Length,
                        Control = controlLength == 0 ? null : extra,
                        ControlLength = (nuint)controlLength,
                    };
                    int f = WithoutWaiting(flags);
                    nint n = receive ? SocketLibc.recvmsg(fd, &h, f) : SocketLibc.sendmsg(fd, &h, f);
                    header = h;
                    if (n >= 0) return n;
                    Retry(receive ? DescriptorWait.In : DescriptorWait.Out, deadline, flags);
                }
            }
        }
        finally
        {
            foreach (var p in pins) p.Dispose();
        }
    }

    private Value ReceiveMessage(List<BufferInfo> parts, int ancillary, int flags, string function, Func<int, Value> first)
    {
        if (ancillary < 0) throw Err.ValueError($"invalid ancillary data buffer length");
        var control = new byte[ancillary];
        var address = new byte[SocketAddresses.MaxSize];
        int n = (int)Message(parts, address, address.Length, control, ancillary, flags, true, out var h);
        var list = new PyList();
        var rest = control.AsSpan(0, (int)h.ControlLength);
        while (rest.Length >= ControlHeader)
        {
            long length = BitConverter.ToInt64(rest);
            if (length < ControlHeader) break;
            int end = (int)Math.Min(length, rest.Length);
            list.Append(new Value(new PyTuple(Value.Int(BitConverter.ToInt32(rest[8..])), Value.Int(BitConverter.ToInt32(rest[12..])), new Value(new PyBytes(rest[ControlHeader..end])))));
            if (length > rest.Length) break;
            rest = rest[(int)Math.Min((length + 7) & ~7L, rest.Length)..];
        }
        return new Value(new PyTuple(first(n), new Value(list), Value.Int(h.Flags), SocketAddresses.Make(address.AsSpan(0, (int)Math.Min(h.NameLength, SocketAddresses.MaxSize)))));
    }

    [PyMethod("recvmsg")]
    private Value RecvMsg(int bufsize, int ancbufsize = 0, int flags = 0)
    {
        if (bufsize < 0) throw Err.ValueError("negative buffer size in recvmsg()");
        var buffer = new byte[bufsize];
        var part = new BufferInfo { Memory = buffer, Owner = this };
        return ReceiveMessage([part], ancbufsize, flags, "recvmsg", n => new Value(PyBytes.Make(buffer[..n])));
    }

    [PyMethod("recvmsg_into")]
    private Value RecvMsgInto(Value buffers, int ancbufsize = 0, int flags = 0)
    {
        var parts = Collect(buffers, true, "recvmsg_into");
        try
        {
            return ReceiveMessage(parts, ancbufsize, flags, "recvmsg_into", n => Value.Int(n));
        }
        finally
        {
            foreach (var p in parts) p.Release();
        }
    }
}
