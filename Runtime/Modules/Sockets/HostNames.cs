using System.Text;
using TieredPy.Runtime.Modules.Posix;

namespace TieredPy.Runtime.Modules.Sockets;

/// <summary>The names of hosts: as bytes for the system (IDNA), and what addresses they have.</summary>
internal static unsafe class HostNames
{
    /// <summary>A host's name: ASCII, or what IDNA makes of it (idna_converter).</summary>
    public static byte[] Bytes(Value v)
    {
        byte[] name;
        switch (v.Ref)
        {
            case PyBytesBase b when v.Ref is PyBytes or PyByteArray:
                name = b.AsSpan().ToArray();
                break;
            case PyStr s:
                string text = s.ToString();
                name = Ascii.IsValid(text) ? Encoding.ASCII.GetBytes(text) : ((PyBytes)Ops.CallMethod(v, "encode", Value.Str("idna")).Ref!).Data;
                break;
            default:
                throw Err.TypeError($"str, bytes or bytearray expected, not {Ops.TypeName(v)}");
        }
        return name.AsSpan().Contains((byte)0) ? throw Err.TypeError("host name must not contain null character") : name;
    }

    /// <summary>The first address of a host, as a struct sockaddr with port 0 (setipaddr).</summary>
    public static byte[] Resolve(byte[] name, int family)
    {
        byte[] Number(ReadOnlySpan<byte> ip)
        {
            var to = new byte[16];
            to[0] = SocketAddresses.Inet;
            ip.CopyTo(to.AsSpan(4));
            return to;
        }
        if (name.Length == 0) return FirstOf(null, "0\0"u8, new AddressInfo { Family = family, Type = 2, Flags = 1 });
        if (name.AsSpan().SequenceEqual("<broadcast>"u8) || name.AsSpan().SequenceEqual("255.255.255.255"u8))
            return family is SocketAddresses.Inet or 0 ? Number([255, 255, 255, 255]) : throw Err.OSError("address family mismatched");
        byte[] text = [.. name, 0];
        byte* number = stackalloc byte[16];
        fixed (byte* p = text)
        {
            if (family is 0 or SocketAddresses.Inet && SocketLibc.inet_pton(SocketAddresses.Inet, p, number) == 1) return Number(new ReadOnlySpan<byte>(number, 4));
            if (family is 0 or SocketAddresses.Inet6 && !name.AsSpan().Contains((byte)'%') && SocketLibc.inet_pton(SocketAddresses.Inet6, p, number) == 1)
            {
                var to = new byte[28];
                to[0] = SocketAddresses.Inet6;
                new ReadOnlySpan<byte>(number, 16).CopyTo(to.AsSpan(8));
                return to;
            }
        }
        return FirstOf(text, default, new AddressInfo { Family = family });
    }

    private static byte[] FirstOf(byte[]? host, ReadOnlySpan<byte> service, AddressInfo hints)
    {
        AddressInfo* list;
        int error;
        fixed (byte* h = host)
        fixed (byte* s = service)
            error = SocketLibc.getaddrinfo(h, s, &hints, &list);
        if (error != 0) throw Failure(error);
        try
        {
            var first = new ReadOnlySpan<byte>(list->Address, (int)list->Length).ToArray();
            // A wildcard that is ambiguous (hosts of several addresses are not).
            return host == null && list->Next != null ? throw Err.OSError("wildcard resolved to multiple address") : first;
        }
        finally
        {
            SocketLibc.freeaddrinfo(list);
        }
    }

    /// <summary>The gaierror (or, for errors of the system, OSError) of a code that getaddrinfo or getnameinfo returned.</summary>
    public static PyException Failure(int code)
    {
        const int System = -11;
        return code == System
            ? OsErrors.Make(SocketLibc.Errno)
            : Err.Make(SocketModule.GaiError, Value.Int(code), Value.Str(Marshal.PtrToStringUTF8((nint)SocketLibc.gai_strerror(code)) ?? "getaddrinfo failed"));
    }

    /// <summary>The herror of h_errno.</summary>
    public static PyException HostFailure(int code) =>
        Err.Make(SocketModule.HError, Value.Int(code), Value.Str(Marshal.PtrToStringUTF8((nint)SocketLibc.hstrerror(code)) ?? "host not found"));
}
