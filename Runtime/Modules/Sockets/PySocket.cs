using TieredPy.Runtime.Modules.Posix;
using TieredPy.Runtime.Objects.Arguments;

namespace TieredPy.Runtime.Modules.Sockets;

/// <summary>
/// _socket.socket: a descriptor of a socket and its timeout. A socket with a timeout is non-blocking for the system, and calls wait for it
/// (sock_call_ex of CPython's socketmodule.c); calls on a blocking one also wait in poll(2), where signals reach them.
/// </summary>
[PyType("_socket.socket", Weakrefable = false, Mutable = true, Doc = "socket(family=AF_INET, type=SOCK_STREAM, proto=0) -> socket object\nsocket(family=-1, type=-1, proto=-1, fileno=None) -> socket object\n\nOpen a socket of the given type.")]
internal partial class PySocket : PyObject
{
    private const int TypeFlags = 0x800 | 0x80000, CloseOnExec = 0x80000, NonBlock = 0x800;

    private FinalizerToken? token;
    private int fd = -1;

    /// <summary>Nanoseconds; -1 when calls wait for ever, 0 when they don't wait.</summary>
    private long timeout = SocketModule.DefaultTimeout;

    internal PySocket(Shape shape) : base(shape) => token = FinalizerToken.OfNative(this);

    /// <summary>The descriptor, -1 when it is closed.</summary>
    internal int Descriptor => fd;

    /// <summary>Nanoseconds that a call may wait; -1: for ever, 0: not at all.</summary>
    internal long Timeout => timeout;

    [PyMember("family")] private int Family { get; set; }
    [PyMember("type")] private int Kind { get; set; }
    [PyMember("proto")] private int Protocol { get; set; }
    [PyGetter("timeout")] private Value TimeoutValue => GetTimeout();

    [PyNew, RawCall] private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(Allocate(cls));

    /// <summary>A socket over a descriptor just made.</summary>
    internal static PySocket Over(int fd, int family, int type, int protocol)
    {
        var s = Allocate(TypeObject);
        try
        {
            s.Take(fd, family, type, protocol);
        }
        catch (PyException)
        {
            _ = Libc.close(fd);
            throw;
        }
        return s;
    }

    private static readonly string[] Names = ["family", "type", "proto", "fileno"];

    public override unsafe void Init(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        Value[] v = [Value.Int(-1), Value.Int(-1), Value.Int(-1), Value.None];
        int positional = args.Length - (kw?.Length ?? 0);
        if (args.Length > 4) throw Err.TypeError($"socket() takes at most 4 {(positional == args.Length ? "" : "keyword ")}arguments ({args.Length} given)");
        for (int i = 0; i < positional; i++) v[i] = args[i];
        for (int k = 0; k < (kw?.Length ?? 0); k++)
        {
            int at = Array.IndexOf(Names, kw![k].ToString());
            if (at < 0) throw Err.TypeError($"socket() got an unexpected keyword argument '{kw[k]}'");
            if (at < positional) throw Err.TypeError($"argument for socket() given by name ('{Names[at]}') and position ({at + 1})");
            v[at] = args[positional + k];
        }
        int family = Args.Int(v[0]), type = Args.Int(v[1]), protocol = Args.Int(v[2]);
        if (!v[3].IsNone)
        {
            Adopt(v[3], family, type, protocol);
            return;
        }
        family = family == -1 ? SocketAddresses.Inet : family;
        type = type == -1 ? 1 : type;
        protocol = protocol == -1 ? 0 : protocol;
        int made = SocketLibc.socket(family, type | CloseOnExec, protocol);
        if (made < 0) throw OsErrors.Last();
        Take(made, family, type, protocol);
    }

    /// <summary>Over a descriptor that is there; what isn't told about it the system knows.</summary>
    private unsafe void Adopt(Value fileno, int family, int type, int protocol)
    {
        if (fileno.IsFloat) throw Err.TypeError("integer argument expected, got float");
        int given = Args.Int(fileno);
        if (given < 0) throw Err.ValueError("negative file descriptor");
        byte* address = stackalloc byte[SocketAddresses.MaxSize];
        new Span<byte>(address, SocketAddresses.MaxSize).Clear();
        uint length = SocketAddresses.MaxSize;
        if (SocketLibc.getsockname(given, address, &length) < 0)
        {
            if (family == -1 || SocketLibc.Errno is SocketLibc.EBADF or SocketLibc.ENOTSOCK) throw OsErrors.Last();
        }
        else if (family == -1) family = *(ushort*)address;
        if (type == -1) type = Option(given, 3);
        if (protocol == -1) protocol = Option(given, 38);
        Take(given, family, type, protocol);
    }

    private static unsafe int Option(int fd, int option)
    {
        int value;
        uint length = 4;
        return SocketLibc.getsockopt(fd, 1, option, (byte*)&value, &length) < 0 ? throw OsErrors.Last() : value;
    }

    private void Take(int descriptor, int family, int type, int protocol)
    {
        fd = descriptor;
        IdleCollection.NoticeOpened();
        Family = family;
        Kind = type & ~TypeFlags;
        Protocol = protocol;
        if ((type & NonBlock) != 0) timeout = 0;
        else
        {
            timeout = SocketModule.DefaultTimeout;
            if (timeout >= 0) SetNonBlocking(true);
        }
    }

    private unsafe void SetNonBlocking(bool on)
    {
        int flag = on ? 1 : 0;
        const ulong FIONBIO = 0x5421;
        if (Libc.ioctl(fd, (nuint)FIONBIO, (nint)(&flag)) < 0) throw OsErrors.Last();
    }

    [PyMethod("fileno")] private int FileNo() => fd;

    [PyMethod("detach")]
    private int Detach()
    {
        int old = fd;
        fd = -1;
        return old;
    }

    [PyMethod("close")]
    private void Close()
    {
        int old = Interlocked.Exchange(ref fd, -1);
        if (old < 0) return;
        // ECONNRESET is the peer's doing and no failure of closing.
        if (Libc.close(old) < 0 && SocketLibc.Errno is not SocketLibc.ECONNRESET) throw OsErrors.Last();
    }

    public override void Del()
    {
        if (fd < 0) return;
        Warnings.Warn(ExcTypes.ResourceWarning, $"unclosed {Ops.Repr(new Value(this))}", this);
        Close();
    }

    public override Value Repr() =>
        Value.Str($"<socket object, fd={fd}, family={Family}, type={Kind}, proto={Protocol}>");

    [PyMethod("setblocking")]
    private void SetBlocking(Value flag)
    {
        bool blocking = Ops.Truth(flag);
        timeout = blocking ? -1 : 0;
        SetNonBlocking(!blocking);
    }

    [PyMethod("getblocking")] private bool GetBlocking() => timeout != 0;

    [PyMethod("settimeout")]
    private void SetTimeout(Value value)
    {
        timeout = SocketModule.ParseTimeout(value);
        SetNonBlocking(timeout >= 0);
    }

    [PyMethod("gettimeout")] private Value GetTimeout() => SocketModule.TimeoutValue(timeout);

    /// <summary>Waits until the socket can be read or written; TimeoutError when the time is over.</summary>
    private void Wait(short events, long deadline)
    {
        if (fd < 0) throw OsErrors.Make(SocketLibc.EBADF);
        if (DescriptorWait.One(fd, events, deadline) == 0) throw Err.TimeoutError("timed out");
    }

    private long Deadline => DescriptorWait.Deadline(timeout);

    /// <summary>After a failed call: true when it should be made again, after waiting; throws what failed.</summary>
    private void Retry(short events, long deadline, int flags = 0)
    {
        if (OsErrors.Interrupted()) return;
        if (SocketLibc.Errno != SocketLibc.EAGAIN || timeout == 0 || (timeout < 0 && (flags & DontWait) != 0)) throw OsErrors.Last();
        Wait(events, deadline);
    }

    [PyMethod("_accept")]
    private unsafe Value Accept()
    {
        long deadline = timeout == 0 ? 0 : Deadline;
        byte* address = stackalloc byte[SocketAddresses.MaxSize];
        while (true)
        {
            if (timeout != 0) Wait(DescriptorWait.In, deadline);
            uint length = SocketAddresses.MaxSize;
            int n = SocketLibc.accept4(fd, address, &length, CloseOnExec);
            if (n >= 0) return new Value(new PyTuple(Value.Int(n), SocketAddresses.Make(new ReadOnlySpan<byte>(address, (int)length))));
            Retry(DescriptorWait.In, deadline);
        }
    }

    [PyMethod("bind")]
    private unsafe void Bind(Value address)
    {
        var a = SocketAddresses.Parse(Family, address, "bind");
        fixed (byte* p = a)
            if (SocketLibc.bind(fd, p, (uint)a.Length) < 0) throw OsErrors.Last();
    }

    [PyMethod("listen")]
    private void Listen(int backlog = 128)
    {
        if (SocketLibc.listen(fd, Math.Max(backlog, 0)) < 0) throw OsErrors.Last();
    }

    [PyMethod("connect")]
    private void Connect(Value address)
    {
        int error = Connect(SocketAddresses.Parse(Family, address, "connect"), true);
        if (error != 0) throw OsErrors.Make(error);
    }

    [PyMethod("connect_ex")]
    private int ConnectEx(Value address) => Connect(SocketAddresses.Parse(Family, address, "connect_ex"), false);

    /// <summary>The errno; TimeoutError when it takes too long and <paramref name="raise"/>.</summary>
    private unsafe int Connect(byte[] address, bool raise)
    {
        long deadline = Deadline;
        // The main thread must hear of signals: it waits in poll(2) and not in connect(2).
        bool toggled = timeout < 0 && SignalModule.IsMainThread && fd >= 0;
        if (toggled) SetNonBlocking(true);
        try
        {
            int n;
            fixed (byte* p = address) n = SocketLibc.connect(fd, p, (uint)address.Length);
            if (n == 0) return 0;
            int error = SocketLibc.Errno;
            if (error == OsErrors.EINTR) OsErrors.CheckSignals();
            bool wait = timeout != 0 && error is SocketLibc.EINPROGRESS or OsErrors.EINTR;
            // A full queue of a Unix socket says EAGAIN where a blocking call would wait.
            if (toggled && error == SocketLibc.EAGAIN)
            {
                SetNonBlocking(false);
                toggled = false;
                fixed (byte* p = address) n = SocketLibc.connect(fd, p, (uint)address.Length);
                return n == 0 ? 0 : SocketLibc.Errno;
            }
            if (!wait || timeout == 0) return error;
            if (DescriptorWait.One(fd, DescriptorWait.Out, deadline) == 0) return raise ? throw Err.TimeoutError("timed out") : SocketLibc.EAGAIN;
            error = Option(fd, 4);
            return error == SocketLibc.EISCONN ? 0 : error;
        }
        finally
        {
            if (toggled && fd >= 0) SetNonBlocking(false);
        }
    }

    [PyMethod("shutdown")]
    private void Shutdown(int how)
    {
        if (SocketLibc.shutdown(fd, how) < 0) throw OsErrors.Last();
    }

    [PyMethod("getsockname")]
    private unsafe Value GetSockName()
    {
        byte* address = stackalloc byte[SocketAddresses.MaxSize];
        uint length = SocketAddresses.MaxSize;
        return SocketLibc.getsockname(fd, address, &length) < 0 ? throw OsErrors.Last() : SocketAddresses.Make(new ReadOnlySpan<byte>(address, (int)length));
    }

    [PyMethod("getpeername")]
    private unsafe Value GetPeerName()
    {
        byte* address = stackalloc byte[SocketAddresses.MaxSize];
        uint length = SocketAddresses.MaxSize;
        return SocketLibc.getpeername(fd, address, &length) < 0 ? throw OsErrors.Last() : SocketAddresses.Make(new ReadOnlySpan<byte>(address, (int)length));
    }

    [PyMethod("getsockopt")]
    private unsafe Value GetSockOpt(int level, int option, int buflen = 0)
    {
        if (buflen == 0)
        {
            int value = 0;
            uint size = 4;
            return SocketLibc.getsockopt(fd, level, option, (byte*)&value, &size) < 0 ? throw OsErrors.Last() : Value.Int(value);
        }
        if (buflen is < 0 or > 1024) throw Err.OSError("getsockopt buflen out of range");
        var to = new byte[buflen];
        uint length = (uint)buflen;
        fixed (byte* p = to)
            if (SocketLibc.getsockopt(fd, level, option, p, &length) < 0) throw OsErrors.Last();
        return new Value(new PyBytes(to.AsSpan(0, (int)length)));
    }

    [PyMethod("setsockopt")]
    private unsafe void SetSockOpt(int level, int option, Value value, [Opt] Value optlen)
    {
        int n;
        if (!optlen.IsMissing)
        {
            if (!value.IsNone) throw Err.TypeError($"setsockopt() argument 3 must be None, not {Ops.TypeName(value)}");
            n = SocketLibc.setsockopt(fd, level, option, null, (uint)Ops.AsLong(optlen));
        }
        else if (Ops.HasIndex(value))
        {
            var big = Args.Big(value);
            if (big < int.MinValue || big > int.MaxValue) throw Err.OverflowError(big.Sign < 0 ? "signed integer is less than minimum" : "signed integer is greater than maximum");
            int flag = (int)big;
            n = SocketLibc.setsockopt(fd, level, option, (byte*)&flag, 4);
        }
        else
        {
            if (value.IsNone) throw Err.TypeError("socket option should be integer, bytes-like object or None");
            var bytes = Buffers.Get(value);
            fixed (byte* p = bytes) n = SocketLibc.setsockopt(fd, level, option, p, (uint)bytes.Length);
        }
        if (n < 0) throw OsErrors.Last();
    }
}
