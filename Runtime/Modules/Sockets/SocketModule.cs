using TieredPy.Runtime.Modules.Posix;
using TieredPy.Runtime.Objects.Arguments;

namespace TieredPy.Runtime.Modules.Sockets;

/// <summary>_socket: sockets over the C library's, and what it knows of hosts, services and interfaces.</summary>
[PyModule("_socket", Doc = "Implementation module for socket operations.\n\nSee the socket module for documentation.", Types = [typeof(PySocket)])]
internal static unsafe partial class SocketModule
{
    private static PyType? gaiError, hError;

    /// <summary>socket.gaierror.</summary>
    public static PyType GaiError => gaiError ??= PyType.MakePlain("socket.gaierror", ExcTypes.OSError, null);

    /// <summary>socket.herror.</summary>
    public static PyType HError => hError ??= PyType.MakePlain("socket.herror", ExcTypes.OSError, null);

    /// <summary>The timeout of new sockets in nanoseconds; -1: none.</summary>
    public static long DefaultTimeout { get; private set; } = -1;

    [PyModuleInit]
    private static void Init(PyModule m)
    {
        SocketConstants.AddTo(m);
        void Set(string name, Value v) => m.Dict.Set(PyStr.Intern(name), v);
        Set("error", new Value(ExcTypes.OSError));
        Set("timeout", new Value(ExcTypes.TimeoutError));
        Set("gaierror", new Value(GaiError));
        Set("herror", new Value(HError));
        Set("SocketType", new Value(PySocket.TypeObject));
        Set("has_ipv6", Value.True);
    }

    /// <summary>A timeout argument in nanoseconds, -1 for None.</summary>
    internal static long ParseTimeout(Value v)
    {
        if (v.IsNone) return -1;
        var ns = TimeConversion.ToNanoseconds(v, true);
        if (ns.Sign < 0) throw Err.ValueError("Timeout value out of range");
        return ns <= long.MaxValue ? (long)ns : throw Err.OverflowError("timeout doesn't fit into C timeval");
    }

    internal static Value TimeoutValue(long ns) => ns < 0 ? Value.None : Value.Float(ns / 1e9);

    [PyFunction("getdefaulttimeout")] private static Value GetDefaultTimeout() => TimeoutValue(DefaultTimeout);

    [PyFunction("setdefaulttimeout")] private static void SetDefaultTimeout(Value timeout) => DefaultTimeout = ParseTimeout(timeout);

    private static int Descriptor(Value v)
    {
        if (!Ops.HasIndex(v)) throw Err.TypeError($"'{Ops.TypeName(v)}' object cannot be interpreted as an integer");
        return Args.Int(v);
    }

    [PyFunction("close")]
    private static void Close(Value fd)
    {
        if (Libc.close(Descriptor(fd)) < 0 && SocketLibc.Errno != SocketLibc.ECONNRESET) throw OsErrors.Last();
    }

    [PyFunction("dup")] private static long Dup(Value fd) => OsErrors.Check(Libc.fcntl(Descriptor(fd), 1030, 0));

    [PyFunction("socketpair")]
    private static Value SocketPair(int family = 1, int type = 1, int proto = 0)
    {
        int* fds = stackalloc int[2];
        if (SocketLibc.socketpair(family, type | 0x80000, proto, fds) < 0) throw OsErrors.Last();
        return new Value(new PyTuple(new Value(PySocket.Over(fds[0], family, type, proto)), new Value(PySocket.Over(fds[1], family, type, proto))));
    }

    [PyFunction("gethostname")]
    private static Value GetHostName()
    {
        byte* to = stackalloc byte[1025];
        return SocketLibc.gethostname(to, 1024) < 0 ? throw OsErrors.Last() : new Value(OsPath.Decode(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(to)));
    }

    [PyFunction("sethostname")]
    private static void SetHostName(Value name)
    {
        var bytes = OsPath.FsBytes(name);
        fixed (byte* p = bytes)
            if (SocketLibc.sethostname(p, bytes.Length) < 0) throw OsErrors.Last();
    }

    private static ushort Short(Value v, string function)
    {
        if (!Ops.HasIndex(v)) throw Err.TypeError($"'{Ops.TypeName(v)}' object cannot be interpreted as an integer");
        var n = Args.Big(v);
        if (n.Sign < 0) throw Err.OverflowError($"{function}: can't convert negative Python int to C 16-bit unsigned integer");
        return n <= 0xFFFF ? (ushort)n : throw Err.OverflowError($"{function}: Python int too large to convert to C 16-bit unsigned integer");
    }

    private static uint Word(Value v)
    {
        if (v.Ref is not (null or PyBigInt or PyIntSub or PyBool)) throw Err.TypeError($"expected int, {Ops.TypeName(v)} found");
        var n = Args.Big(v);
        if (n.Sign < 0) throw Err.OverflowError("can't convert negative value to unsigned int");
        return n <= uint.MaxValue ? (uint)n : throw Err.OverflowError("int larger than 32 bits");
    }

    private static long Swap(ushort n) => System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(n);

    private static long Swap(uint n) => System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(n);

    [PyFunction("ntohs")] private static long NToHS(Value x) => Swap(Short(x, "ntohs"));
    [PyFunction("htons")] private static long HToNS(Value x) => Swap(Short(x, "htons"));
    [PyFunction("ntohl")] private static long NToHL(Value x) => Swap(Word(x));
    [PyFunction("htonl")] private static long HToNL(Value x) => Swap(Word(x));

    private static byte[] Zero(string s) => [.. System.Text.Encoding.UTF8.GetBytes(s), 0];

    [PyFunction("inet_aton")]
    private static Value InetAtoN(string ip_addr)
    {
        uint number;
        fixed (byte* p = Zero(ip_addr))
            if (ip_addr.Length == 0 || SocketLibc.inet_aton(p, (byte*)&number) == 0) throw Err.OSError("illegal IP address string passed to inet_aton");
        return new Value(new PyBytes(new ReadOnlySpan<byte>(&number, 4)));
    }

    [PyFunction("inet_ntoa")]
    private static string InetNtoA(Value packed_ip)
    {
        var b = Buffers.Get(packed_ip);
        return b.Length == 4 ? SocketAddresses.Text(SocketAddresses.Inet, b) : throw Err.OSError("packed IP wrong length for inet_ntoa");
    }

    [PyFunction("inet_pton")]
    private static Value InetPtoN(int address_family, string ip_string)
    {
        byte* to = stackalloc byte[16];
        int n;
        fixed (byte* p = Zero(ip_string)) n = SocketLibc.inet_pton(address_family, p, to);
        if (n < 0) throw OsErrors.Make(SocketLibc.EAFNOSUPPORT);
        if (n == 0) throw Err.OSError("illegal IP address string passed to inet_pton");
        return new Value(new PyBytes(new ReadOnlySpan<byte>(to, address_family == SocketAddresses.Inet ? 4 : 16)));
    }

    [PyFunction("inet_ntop")]
    private static string InetNtoP(int address_family, Value packed_ip)
    {
        var b = Buffers.Get(packed_ip);
        int size = address_family switch
        {
            SocketAddresses.Inet => 4,
            SocketAddresses.Inet6 => 16,
            _ => throw Err.ValueError($"unknown address family {address_family}"),
        };
        return b.Length == size ? SocketAddresses.Text(address_family, b) : throw Err.ValueError("invalid length of packed IP address string");
    }

    [PyFunction("CMSG_LEN")]
    private static long CmsgLen(long length) => length is >= 0 and <= 0x7FFFFFFF - 16 ? length + 16 : throw Err.OverflowError("CMSG_LEN() argument out of range");

    [PyFunction("CMSG_SPACE")]
    private static long CmsgSpace(long length) => length is >= 0 and <= 0x7FFFFFFF - 24 ? PySocket.ControlSpace(length) : throw Err.OverflowError("CMSG_SPACE() argument out of range");

    [PyFunction("if_nameindex")]
    private static Value IfNameIndex()
    {
        var list = SocketLibc.if_nameindex();
        if (list == null) throw OsErrors.Last();
        var result = new PyList();
        for (var i = list; i->Index != 0 || i->Name != null; i++)
            result.Append(new Value(new PyTuple(Value.Int(i->Index), new Value(OsPath.Decode(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(i->Name))))));
        SocketLibc.if_freenameindex(list);
        return new Value(result);
    }

    [PyFunction("if_nametoindex")]
    private static long IfNameToIndex(Value oname)
    {
        fixed (byte* p = (byte[])[.. OsPath.FsBytes(oname), 0])
        {
            uint n = SocketLibc.if_nametoindex(p);
            return n != 0 ? n : throw Err.OSError("no interface with this name");
        }
    }

    [PyFunction("if_indextoname")]
    private static Value IfIndexToName(Value if_index)
    {
        var n = Args.Big(Ops.Index(if_index));
        if (n.Sign < 0) throw Err.OverflowError("can't convert negative value to unsigned int");
        if (n > uint.MaxValue) throw Err.OverflowError("Python int too large to convert to C int");
        byte* to = stackalloc byte[32];
        return SocketLibc.if_indextoname((uint)n, to) == null ? throw OsErrors.Last() : new Value(OsPath.Decode(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(to)));
    }
}
