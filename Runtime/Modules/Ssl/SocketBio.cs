using TieredPy.Runtime.Modules.Posix;
using TieredPy.Runtime.Modules.Sockets;
using static TieredPy.Runtime.Modules.Ssl.CryptoNative;

namespace TieredPy.Runtime.Modules.Ssl;

/// <summary>
/// OpenSSL's BIO for sockets with transfers that never wait: the waiting is ours, where signals are heard of, and a connection is locked only while OpenSSL
/// works on it.
/// </summary>
internal static unsafe class SocketBio
{
    private const int SourceSink = 0x400, Descriptor = 0x100, DontWait = 64, NoSignal = 0x4000;

    private static readonly Lazy<nint> Method = new(MakeMethod);

    [ThreadStatic] private static int lastErrno;

    /// <summary>errno of this thread's last transfer that failed.</summary>
    public static int LastErrno { get => lastErrno; set => lastErrno = value; }

    /// <summary>A new BIO over a descriptor, which it doesn't close.</summary>
    public static nint Over(int fd)
    {
        nint bio = BIO_new(Method.Value);
        if (bio == 0) throw Err.MemoryError();
        _ = BIO_int_ctrl(bio, BioSetFd, 0, fd);
        return bio;
    }

    private static nint MakeMethod()
    {
        nint method, model = BIO_s_socket();
        fixed (byte* name = "socket\0"u8) method = BIO_meth_new(BIO_get_new_index() | SourceSink | Descriptor, name);
        _ = BIO_meth_set_create(method, BIO_meth_get_create(model));
        _ = BIO_meth_set_destroy(method, BIO_meth_get_destroy(model));
        _ = BIO_meth_set_read(method, &Read);
        _ = BIO_meth_set_write(method, &Write);
        inherited = BIO_meth_get_ctrl(model);
        _ = BIO_meth_set_ctrl(method, &Control);
        return method;
    }

    private static delegate* unmanaged<nint, int, long, void*, long> inherited;

    private static int DescriptorOf(nint bio)
    {
        int fd;
        return BIO_control(bio, BioGetFd, 0, &fd) < 0 ? -1 : fd;
    }

    [UnmanagedCallersOnly]
    private static int Read(nint bio, byte* to, int size)
    {
        int n = (int)SocketLibc.recvfrom(DescriptorOf(bio), to, size, DontWait, null, null);
        Finish(bio, n, BioRead);
        if (n == 0) BIO_set_flags(bio, BioInEof);
        return n;
    }

    [UnmanagedCallersOnly]
    private static int Write(nint bio, byte* from, int size)
    {
        int n = (int)SocketLibc.sendto(DescriptorOf(bio), from, size, DontWait | NoSignal, null, 0);
        Finish(bio, n, BioWrite);
        return n;
    }

    private static void Finish(nint bio, int n, int direction)
    {
        BIO_clear_flags(bio, BioRetryFlags);
        if (n >= 0) return;
        lastErrno = SocketLibc.Errno;
        if (lastErrno is SocketLibc.EAGAIN or OsErrors.EINTR) BIO_set_flags(bio, direction | BioShouldRetry);
    }

    /// <summary>As a socket's, but that the kernel isn't asked to encrypt: it would do the transfers.</summary>
    [UnmanagedCallersOnly]
    private static long Control(nint bio, int command, long number, void* data) => command == BioSetKtls ? 0 : inherited(bio, command, number, data);
}
