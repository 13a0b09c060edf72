using System.Buffers.Binary;
using System.Text;
using TieredPy.Runtime.Modules.Posix;
using TieredPy.Runtime.Objects.Arguments;

namespace TieredPy.Runtime.Modules.Sockets;

// Hosts, services and protocols by name and number.
internal static unsafe partial class SocketModule
{
    /// <summary>The functions of the C library that return static memory are called one at a time.</summary>
    private static readonly Lock NamesGate = new();

    private static string Text(byte* p) => Marshal.PtrToStringUTF8((nint)p) ?? "";

    [PyFunction("getaddrinfo")]
    private static Value GetAddrInfo([Kw] Value host, [Kw] Value port, [Kw] int family = 0, [Kw] int type = 0, [Kw] int proto = 0, [Kw] int flags = 0)
    {
        byte[]? name = host.Ref switch
        {
            PyNone => null,
            PyStr s => [.. Ascii.IsValid(s.ToString()) ? Encoding.ASCII.GetBytes(s.ToString()) : ((PyBytes)Ops.CallMethod(host, "encode", Value.Str("idna")).Ref!).Data, 0],
            PyBytes b => [.. b.Data, 0],
            _ => throw Err.TypeError("getaddrinfo() argument 1 must be string or None"),
        };
        byte[]? service = port.Ref switch
        {
            null or PyBigInt or PyIntSub or PyBool => PortText(port),
            PyNone => null,
            PyStr s => [.. Utf8(s), 0],
            PyBytes b => [.. b.Data, 0],
            _ => throw Err.OSError("Int or String expected"),
        };
        var hints = new AddressInfo { Family = family, Type = type, Protocol = proto, Flags = flags };
        AddressInfo* list;
        int error;
        fixed (byte* h = name)
        fixed (byte* s = service)
            error = SocketLibc.getaddrinfo(h, s, &hints, &list);
        if (error != 0) throw HostNames.Failure(error);
        var result = new PyList();
        for (var i = list; i != null; i = i->Next)
        {
            result.Append(new Value(new PyTuple(Value.Int(i->Family), Value.Int(i->Type), Value.Int(i->Protocol),
                Value.Str(i->CanonicalName == null ? "" : Text(i->CanonicalName)), SocketAddresses.Make(new ReadOnlySpan<byte>(i->Address, (int)i->Length)))));
        }
        SocketLibc.freeaddrinfo(list);
        return new Value(result);
    }

    private static byte[] Utf8(PyStr s) => Encodings.Utf8(s, "strict").Data;

    private static byte[] PortText(Value port)
    {
        var n = Args.Big(port);
        if (n < long.MinValue || n > long.MaxValue) throw Err.OverflowError("Python int too large to convert to C long");
        return Zero(n.ToString());
    }

    [PyFunction("getnameinfo")]
    private static Value GetNameInfo(Value sockaddr, int flags)
    {
        if (sockaddr.Ref is not PyTuple t) throw Err.TypeError("getnameinfo() argument 1 must be a tuple");
        if (t.Count is < 2 or > 4) throw Err.TypeError("getnameinfo(): illegal sockaddr argument");
        string host = t[0].Ref is PyStr s ? s.ToString() : throw Err.TypeError("getnameinfo(): illegal sockaddr argument");
        long port = Ops.AsLong(t[1]), flow = t.Count > 2 ? Ops.AsLong(t[2]) : 0, scope = t.Count > 3 ? Ops.AsLong(t[3]) : 0;
        if (flow is < 0 or > 0xFFFFF) throw Err.OverflowError("getnameinfo(): flowinfo must be 0-1048575.");
        var hints = new AddressInfo { Type = 2, Flags = 4 };
        AddressInfo* list;
        int error;
        fixed (byte* h = Zero(host))
        fixed (byte* p = Zero(port.ToString()))
            error = SocketLibc.getaddrinfo(h, p, &hints, &list);
        if (error != 0) throw HostNames.Failure(error);
        byte* hostName = stackalloc byte[1025], serviceName = stackalloc byte[32];
        try
        {
            if (list->Next != null) throw Err.OSError("sockaddr resolved to multiple addresses");
            if (list->Family == SocketAddresses.Inet && t.Count != 2) throw Err.OSError("IPv4 sockaddr must be 2 tuple");
            if (list->Family == SocketAddresses.Inet6)
            {
                var a = new Span<byte>(list->Address, 28);
                BinaryPrimitives.WriteUInt32BigEndian(a[4..], (uint)flow);
                BinaryPrimitives.WriteUInt32LittleEndian(a[24..], (uint)scope);
            }
            error = SocketLibc.getnameinfo(list->Address, list->Length, hostName, 1025, serviceName, 32, flags);
            if (error != 0) throw HostNames.Failure(error);
        }
        finally
        {
            SocketLibc.freeaddrinfo(list);
        }
        return new Value(new PyTuple(Value.Str(Text(hostName)), Value.Str(Text(serviceName))));
    }

    [PyFunction("gethostbyname")]
    private static string GetHostByName(Value hostname) =>
        SocketAddresses.Text(HostNames.Resolve(HostNames.Bytes(hostname), SocketAddresses.Inet));

    private static Value Entry(HostEntry* e, int error)
    {
        if (e == null) throw HostNames.HostFailure(error);
        var aliases = new PyList();
        var addresses = new PyList();
        for (var p = e->Aliases; p != null && *p != null; p++) aliases.Append(Value.Str(Text(*p)));
        for (var p = e->Addresses; p != null && *p != null; p++) addresses.Append(Value.Str(SocketAddresses.Text(e->Family, new ReadOnlySpan<byte>(*p, e->Length))));
        return new Value(new PyTuple(new Value(OsPath.Decode(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(e->Name))), new Value(aliases), new Value(addresses)));
    }

    [PyFunction("gethostbyname_ex")]
    private static Value GetHostByNameEx(Value hostname)
    {
        var name = HostNames.Bytes(hostname);
        HostNames.Resolve(name, SocketAddresses.Inet);
        HostEntry entry;
        HostEntry* result;
        int error;
        byte* buffer = stackalloc byte[16384];
        fixed (byte* p = (byte[])[.. name, 0]) _ = SocketLibc.gethostbyname_r(p, &entry, buffer, 16384, &result, &error);
        return Entry(result, error);
    }

    [PyFunction("gethostbyaddr")]
    private static Value GetHostByAddr(Value ip_address)
    {
        var address = HostNames.Resolve(HostNames.Bytes(ip_address), 0);
        bool v6 = address[0] == SocketAddresses.Inet6;
        HostEntry entry;
        HostEntry* result;
        int error;
        byte* buffer = stackalloc byte[16384];
        fixed (byte* p = address.AsSpan(v6 ? 8 : 4)) _ = SocketLibc.gethostbyaddr_r(p, v6 ? 16u : 4u, address[0], &entry, buffer, 16384, &result, &error);
        return Entry(result, error);
    }

    [PyFunction("getservbyname")]
    private static long GetServByName(string servicename, [Opt] Value protocolname)
    {
        byte[]? protocol = protocolname.IsMissing ? null : Zero(Args.String(protocolname, "getservbyname", "argument 2"));
        lock (NamesGate)
            fixed (byte* name = Zero(servicename))
            fixed (byte* p = protocol)
            {
                var e = SocketLibc.getservbyname(name, p);
                return e == null ? throw Err.OSError("service/proto not found") : BinaryPrimitives.ReverseEndianness((ushort)e->Port);
            }
    }

    [PyFunction("getservbyport")]
    private static string GetServByPort(int port, [Opt] Value protocolname)
    {
        if (port is < 0 or > 0xFFFF) throw Err.OverflowError("getservbyport: port must be 0-65535.");
        byte[]? protocol = protocolname.IsMissing ? null : Zero(Args.String(protocolname, "getservbyport", "argument 2"));
        lock (NamesGate)
            fixed (byte* p = protocol)
            {
                var e = SocketLibc.getservbyport(BinaryPrimitives.ReverseEndianness((ushort)port), p);
                return e == null ? throw Err.OSError("port/proto not found") : Text(e->Name);
            }
    }

    [PyFunction("getprotobyname")]
    private static long GetProtoByName(string protocolname)
    {
        lock (NamesGate)
            fixed (byte* name = Zero(protocolname))
            {
                var e = SocketLibc.getprotobyname(name);
                return e == null ? throw Err.OSError("protocol not found") : e->Number;
            }
    }
}
