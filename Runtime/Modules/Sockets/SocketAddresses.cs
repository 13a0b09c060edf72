using System.Buffers.Binary;
using System.Net;
using TieredPy.Runtime.Modules.Posix;
using TieredPy.Runtime.Objects.Arguments;

namespace TieredPy.Runtime.Modules.Sockets;

/// <summary>Python's addresses (tuples, names) as the system's struct sockaddr, and back.</summary>
internal static unsafe class SocketAddresses
{
    public const int Unix = 1, Inet = 2, Inet6 = 10, Netlink = 16, Packet = 17, VSock = 40;

    /// <summary>Room for any address (struct sockaddr_storage).</summary>
    public const int MaxSize = 128;

    /// <summary>The bytes of an address that Python code gave to <paramref name="caller"/> for a socket of a family (getsockaddrarg).</summary>
    public static byte[] Parse(int family, Value v, string caller) => family switch
    {
        Unix => ParseUnix(v),
        Inet => ParseInet(v, caller),
        Inet6 => ParseInet6(v, caller),
        Netlink => ParseNetlink(v, caller),
        VSock => ParseVSock(v, caller),
        _ => throw Err.OSError($"{caller}(): bad family"),
    };

    private static byte[] ParseUnix(Value v)
    {
        byte[] path = v.Ref is PyStr s ? OsPath.Encode(s) : Buffers.Has(v) ? Buffers.ToArray(v) : throw Buffers.Required(v);
        // An abstract name (none: the system makes one) may fill the room; a path ends with a zero.
        bool isAbstract = path.Length == 0 || path[0] == 0;
        if (path.Length > (isAbstract ? 108 : 107)) throw Err.OSError("AF_UNIX path too long");
        var to = new byte[2 + path.Length + (isAbstract ? 0 : 1)];
        to[0] = Unix;
        path.CopyTo(to, 2);
        return to;
    }

    private static PyTuple Tuple(Value v, string caller, string family) =>
        v.Ref as PyTuple ?? throw Err.TypeError($"{caller}(): {family} address must be tuple, not {Ops.TypeName(v)}");

    private static ushort Port(Value v, string caller)
    {
        if (!Ops.HasIndex(v)) throw Err.TypeError($"'{Ops.TypeName(v)}' object cannot be interpreted as an integer");
        var port = Args.Big(v);
        return port >= 0 && port <= 0xFFFF ? (ushort)port : throw Err.OverflowError($"{caller}(): port must be 0-65535.");
    }

    private static byte[] ParseInet(Value v, string caller)
    {
        var t = Tuple(v, caller, "AF_INET");
        if (t.Count != 2) throw Err.TypeError("AF_INET address must be a pair (host, port)");
        var host = HostNames.Bytes(t[0]);
        ushort port = Port(t[1], caller);
        var to = HostNames.Resolve(host, Inet);
        BinaryPrimitives.WriteUInt16BigEndian(to.AsSpan(2), port);
        return to;
    }

    private static byte[] ParseInet6(Value v, string caller)
    {
        var t = Tuple(v, caller, "AF_INET6");
        if (t.Count is < 2 or > 4) throw Err.TypeError("AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])");
        var host = HostNames.Bytes(t[0]);
        ushort port = Port(t[1], caller);
        long flow = t.Count > 2 ? Ops.AsLong(t[2]) : 0, scope = t.Count > 3 ? Ops.AsLong(t[3]) : 0;
        if (flow is < 0 or > 0xFFFFF) throw Err.OverflowError($"{caller}(): flowinfo must be 0-1048575.");
        var to = HostNames.Resolve(host, Inet6);
        BinaryPrimitives.WriteUInt16BigEndian(to.AsSpan(2), port);
        BinaryPrimitives.WriteUInt32BigEndian(to.AsSpan(4), (uint)flow);
        // A scope that is part of the name ("fe80::1%eth0") stays.
        if (t.Count > 3) BinaryPrimitives.WriteUInt32LittleEndian(to.AsSpan(24), (uint)scope);
        return to;
    }

    private static byte[] ParseVSock(Value v, string caller)
    {
        var t = Tuple(v, caller, "AF_VSOCK");
        if (t.Count != 2) throw Err.TypeError($"{caller}(): AF_VSOCK address must be a pair (CID, port)");
        var to = new byte[16];
        to[0] = VSock;
        BinaryPrimitives.WriteUInt32LittleEndian(to.AsSpan(4), (uint)Ops.AsLong(t[1]));
        BinaryPrimitives.WriteUInt32LittleEndian(to.AsSpan(8), (uint)Ops.AsLong(t[0]));
        return to;
    }

    private static byte[] ParseNetlink(Value v, string caller)
    {
        var t = Tuple(v, caller, "AF_NETLINK");
        if (t.Count != 2) throw Err.TypeError("AF_NETLINK address must be a pair (pid, groups)");
        var to = new byte[12];
        to[0] = Netlink;
        BinaryPrimitives.WriteUInt32LittleEndian(to.AsSpan(4), (uint)Ops.AsLong(t[0]));
        BinaryPrimitives.WriteUInt32LittleEndian(to.AsSpan(8), (uint)Ops.AsLong(t[1]));
        return to;
    }

    /// <summary>The Python value of an address that the system returned (makesockaddr).</summary>
    public static Value Make(ReadOnlySpan<byte> a)
    {
        if (a.Length < 2) return Value.None;
        int family = BinaryPrimitives.ReadUInt16LittleEndian(a);
        switch (family)
        {
            case Inet:
                return new Value(new PyTuple(Value.Str(Text(a)), Value.Int(BinaryPrimitives.ReadUInt16BigEndian(a[2..]))));
            case Inet6:
                return new Value(new PyTuple(Value.Str(Text(a)), Value.Int(BinaryPrimitives.ReadUInt16BigEndian(a[2..])),
                    Value.Int(BinaryPrimitives.ReadUInt32BigEndian(a[4..])), Value.Int(BinaryPrimitives.ReadUInt32LittleEndian(a[24..]))));
            case Unix:
                var path = a[2..];
                if (path.Length > 0 && path[0] == 0) return new Value(new PyBytes(path));
                int end = path.IndexOf((byte)0);
                return new Value(OsPath.Decode(end < 0 ? path : path[..end]));
            case Netlink:
                return new Value(new PyTuple(Value.Int(BinaryPrimitives.ReadUInt32LittleEndian(a[4..])), Value.Int(BinaryPrimitives.ReadUInt32LittleEndian(a[8..]))));
            case VSock:
                return new Value(new PyTuple(Value.Int(BinaryPrimitives.ReadUInt32LittleEndian(a[8..])), Value.Int(BinaryPrimitives.ReadUInt32LittleEndian(a[4..]))));
            default:
                return new Value(new PyTuple(Value.Int(family), new Value(new PyBytes(a[2..]))));
        }
    }

    /// <summary>The numeric text of an Internet address.</summary>
    public static string Text(ReadOnlySpan<byte> a)
    {
        bool v6 = BinaryPrimitives.ReadUInt16LittleEndian(a) == Inet6;
        return Text(v6 ? Inet6 : Inet, v6 ? a.Slice(8, 16) : a.Slice(4, 4));
    }

    public static string Text(int family, ReadOnlySpan<byte> number)
    {
        if (family == Inet) return $"{number[0]}.{number[1]}.{number[2]}.{number[3]}";
        byte* to = stackalloc byte[64];
        fixed (byte* p = number) _ = SocketLibc.inet_ntop(family, p, to, 64);
        return Marshal.PtrToStringUTF8((nint)to)!;
    }
}
