using TieredPy.Runtime.Objects.Arguments;

namespace TieredPy.Runtime.Modules.Posix;

// Open descriptors.
internal static unsafe partial class PosixModule
{
    /// <summary>A descriptor: an int, or an object with fileno().</summary>
    internal static int Fd(Value v)
    {
        if (!IntOps.IsInt(v))
        {
            if (!Ops.TryGetAttr(v, "fileno", out var fileno)) throw Err.TypeError("argument must be an int, or have a fileno() method.");
            v = Ops.Call(fileno);
            if (!IntOps.IsInt(v)) throw Err.TypeError("fileno() returned a non-integer");
        }
        else OsPath.WarnOfBool(v);
        int fd = Args.Int(v);
        return fd >= 0 ? fd : throw Err.ValueError($"file descriptor cannot be a negative integer ({fd})");
    }

    [PyFunction("open")]
    private static long Open([Kw] Value path, [Kw] int flags, [Kw] int mode = 511, [Kw("dir_fd"), KwOnly, OptNone] Value dirFd = default)
    {
        var p = OsPath.Of(path, "open");
        while (true)
        {
            fixed (byte* name = p.Name)
            {
                int fd = Libc.openat(OptDir(dirFd), name, flags | CloseOnExec, mode);
                if (fd >= 0) return fd;
            }
            if (!OsErrors.Interrupted()) throw OsErrors.Last(path);
        }
    }

    [PyFunction("close")]
    private static void Close([Kw] int fd)
    {
        if (Libc.close(fd) < 0 && Libc.Errno != OsErrors.EINTR) throw OsErrors.Last();
    }

    [PyFunction("closerange")]
    private static void CloseRange(int low, int high)
    {
        for (int fd = Math.Max(low, 0); fd < Math.Min(high, 65536); fd++) _ = Libc.close(fd);
    }

    [PyFunction("read")]
    private static Value Read(int fd, long length)
    {
        if (length < 0) throw OsErrors.Make(OsErrors.EINVAL);
        var buffer = new byte[Math.Min(length, 0x7FFFF000)];
        DescriptorWait.BeforeRead(fd);
        while (true)
        {
            nint n;
            fixed (byte* p = buffer) n = Libc.read(fd, p, buffer.Length);
            if (n >= 0) return new Value(PyBytes.Make(n == buffer.Length ? buffer : buffer[..(int)n]));
            if (!OsErrors.Interrupted()) throw OsErrors.Last();
        }
    }

    [PyFunction("write")]
    private static long Write(int fd, Value data)
    {
        if (data.Ref is PyStr || !Buffers.Has(data)) throw Buffers.Required(data);
        var from = Buffers.Get(data);
        while (true)
        {
            nint n;
            fixed (byte* p = from) n = DescriptorWait.Write(fd, p, from.Length);
            if (n >= 0)
            {
                DescriptorWait.RaiseHeld();
                return n;
            }
            if (!OsErrors.Interrupted()) throw OsErrors.Last();
        }
    }

    [PyFunction("readv")]
    private static long ReadV(int fd, Value buffers)
    {
        long total = 0;
        foreach (var b in Ops.Iterate(buffers))
        {
            var info = Buffers.AcquireWritable(b);
            try
            {
                var to = MemoryLayout.Span(info);
                var got = ((PyBytes)Read(fd, to.Length).Ref!).Data;
                got.CopyTo(to);
                total += got.Length;
                if (got.Length < to.Length) break;
            }
            finally
            {
                info.Release();
            }
        }
        return total;
    }

    [PyFunction("writev")]
    private static long WriteV(int fd, Value buffers)
    {
        var all = new ByteSink(256);
        foreach (var b in Ops.Iterate(buffers)) all.Add(Buffers.Get(b));
        return Write(fd, new Value(all.ToBytes()));
    }

    [PyFunction("pread")]
    private static Value PRead(int fd, int length, long offset)
    {
        if (length < 0) throw OsErrors.Make(OsErrors.EINVAL);
        var buffer = new byte[length];
        while (true)
        {
            nint n;
            fixed (byte* p = buffer) n = Libc.pread(fd, p, length, offset);
            if (n >= 0) return new Value(PyBytes.Make(buffer[..(int)n]));
            if (!OsErrors.Interrupted()) throw OsErrors.Last();
        }
    }

    [PyFunction("pwrite")]
    private static long PWrite(int fd, Value buffer, long offset)
    {
        var from = Buffers.Get(buffer);
        while (true)
        {
            nint n;
            fixed (byte* p = from) n = Libc.pwrite(fd, p, from.Length, offset);
            if (n >= 0) return n;
            if (!OsErrors.Interrupted()) throw OsErrors.Last();
        }
    }

    [PyFunction("lseek")] private static long LSeek(int fd, long position, int how) => OsErrors.Check(Libc.lseek(fd, position, how));

    [PyFunction("fsync")] private static void FSync([Kw] Value fd) => OsErrors.Check(Libc.fsync(Fd(fd)));

    [PyFunction("fdatasync")] private static void FDataSync([Kw] Value fd) => OsErrors.Check(Libc.fdatasync(Fd(fd)));

    [PyFunction("ftruncate")]
    private static void FTruncate(int fd, long length)
    {
        while (Libc.ftruncate(fd, length) < 0)
            if (!OsErrors.Interrupted()) throw OsErrors.Last();
    }

    [PyFunction("isatty")] private static bool IsATty(int fd) => Libc.isatty(fd) != 0;

    [PyFunction("dup")] private static long Dup(int fd) => OsErrors.Check(Libc.fcntl(fd, 1030, 0));

    [PyFunction("dup2")]
    private static long Dup2([Kw] int fd, [Kw] int fd2, [Kw] bool inheritable = true)
    {
        if (fd < 0 || fd2 < 0) throw OsErrors.Make(OsErrors.EBADF);
        return inheritable || fd == fd2 ? OsErrors.Check(Libc.dup2(fd, fd2)) : OsErrors.Check(Libc.dup3(fd, fd2, CloseOnExec));
    }

    [PyFunction("pipe")] private static Value Pipe() => Pipe2(CloseOnExec);

    [PyFunction("pipe2")]
    private static Value Pipe2(int flags)
    {
        int* fds = stackalloc int[2];
        OsErrors.Check(Libc.pipe2(fds, flags));
        return new Value(new PyTuple(Value.Int(fds[0]), Value.Int(fds[1])));
    }

    [PyFunction("get_inheritable")]
    private static bool GetInheritable(int fd) => (OsErrors.Check(Libc.fcntl(fd, 1, 0)) & 1) == 0;

    [PyFunction("set_inheritable")]
    private static void SetInheritable(int fd, int inheritable)
    {
        long old = OsErrors.Check(Libc.fcntl(fd, 1, 0));
        OsErrors.Check(Libc.fcntl(fd, 2, (nint)(inheritable != 0 ? old & ~1 : old | 1)));
    }

    [PyFunction("get_blocking")]
    private static bool GetBlocking(int fd) => (OsErrors.Check(Libc.fcntl(fd, 3, 0)) & 0x800) == 0;

    [PyFunction("set_blocking")]
    private static void SetBlocking(int fd, bool blocking)
    {
        long old = OsErrors.Check(Libc.fcntl(fd, 3, 0));
        OsErrors.Check(Libc.fcntl(fd, 4, (nint)(blocking ? old & ~0x800 : old | 0x800)));
    }

    [PyFunction("sendfile")]
    private static long SendFile([Kw("out_fd")] int outFd, [Kw("in_fd")] int inFd, [Kw] Value offset, [Kw] long count)
    {
        while (true)
        {
            nint n;
            if (offset.IsNone) n = Libc.sendfile(outFd, inFd, null, (nint)count);
            else
            {
                long at = Ops.AsLong(offset);
                n = Libc.sendfile(outFd, inFd, &at, (nint)count);
            }
            if (n >= 0) return n;
            if (!OsErrors.Interrupted()) throw OsErrors.Last();
        }
    }

    [PyFunction("copy_file_range")]
    private static long CopyFileRange([Kw] int src, [Kw] int dst, [Kw] long count, [Kw("offset_src"), OptNone] Value offsetSrc, [Kw("offset_dst"), OptNone] Value offsetDst)
    {
        if (count < 0) throw Err.ValueError("negative value for 'count' not allowed");
        long a = offsetSrc.IsNone ? 0 : Ops.AsLong(offsetSrc), b = offsetDst.IsNone ? 0 : Ops.AsLong(offsetDst);
        return OsErrors.Check(Libc.copy_file_range(src, offsetSrc.IsNone ? null : &a, dst, offsetDst.IsNone ? null : &b, (nint)count, 0));
    }

    [PyFunction("lockf")] private static void LockF(int fd, int command, long length) => OsErrors.Check(Libc.lockf(fd, command, length));

    [PyFunction("get_terminal_size")]
    private static Value GetTerminalSize(int fd = 1)
    {
        ushort* size = stackalloc ushort[4];
        OsErrors.Check(Libc.ioctl(fd, 0x5413, (nint)size));
        return StructSequence.Make(PosixTypes.TerminalSize, Value.Int(size[1]), Value.Int(size[0]));
    }

    [PyFunction("ttyname")]
    private static Value TtyName(int fd)
    {
        var buffer = new byte[256];
        fixed (byte* p = buffer)
        {
            int e = Libc.ttyname_r(fd, p, buffer.Length);
            if (e != 0) throw OsErrors.Make(e);
            return OsPath.Result(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(p), false);
        }
    }

    [PyFunction("openpty")]
    private static Value OpenPty()
    {
        int master, slave;
        OsErrors.Check(Libc.openpty(&master, &slave, null, 0, 0));
        SetInheritable(master, 0);
        SetInheritable(slave, 0);
        return new Value(new PyTuple(Value.Int(master), Value.Int(slave)));
    }

    [PyFunction("device_encoding")]
    private static Value DeviceEncoding([Kw] int fd) => Libc.isatty(fd) != 0 ? Value.Str("utf-8") : Value.None;
}
