namespace TieredPy.Runtime.Modules.Posix;

/// <summary>fcntl: control of descriptors.</summary>
[PyModule("fcntl", Doc = "This module performs file control and I/O control on file\ndescriptors.")]
internal static unsafe partial class FcntlModule
{
    [PyModuleInit] private static void Init(PyModule m) => FcntlConstants.AddTo(m);

    [PyFunction("fcntl")]
    private static Value Fcntl(Value fd, int cmd, [Opt] Value arg) => Control(PosixModule.Fd(fd), (nuint)cmd, arg, false, false);

    [PyFunction("ioctl")]
    private static Value Ioctl(Value fd, long request, [Opt] Value arg, bool mutate_flag = true) => Control(PosixModule.Fd(fd), (uint)request, arg, true, mutate_flag);

    private static int Call(int fd, nuint command, nint argument, bool io) =>
        io ? Libc.ioctl(fd, command, argument) : Libc.fcntl(fd, (int)command, argument);

    private static Value Control(int fd, nuint command, Value arg, bool io, bool mutate)
    {
        if (!arg.IsMissing && (arg.Ref is PyStr || Buffers.Has(arg)))
        {
            var bytes = arg.Ref is PyStr s ? OsPath.Encode(s) : Buffers.Get(arg).ToArray();
            if (bytes.Length > 1024) throw Err.ValueError("fcntl string arg too long");
            var buffer = new byte[1024];
            bytes.CopyTo(buffer, 0);
            int result;
            fixed (byte* p = buffer)
                while ((result = Call(fd, command, (nint)p, io)) < 0)
                    if (!OsErrors.Interrupted()) throw OsErrors.Last();
            if (io && mutate && arg.Ref is not (PyBytes or PyStr))
            {
                var info = Buffers.Acquire(arg);
                if (!info.ReadOnly) buffer.AsSpan(0, bytes.Length).CopyTo(MemoryLayout.Span(info));
                info.Release();
                return Value.Int(result);
            }
            return new Value(new PyBytes(buffer.AsSpan(0, bytes.Length)));
        }
        nint number = arg.IsMissing ? 0 : (nint)Ops.AsLong(arg);
        int r;
        while ((r = Call(fd, command, number, io)) < 0)
            if (!OsErrors.Interrupted()) throw OsErrors.Last();
        return Value.Int(r);
    }

    [PyFunction("flock")]
    private static void Flock(Value fd, int operation)
    {
        int n = PosixModule.Fd(fd);
        while (Libc.flock(n, operation) < 0)
            if (!OsErrors.Interrupted()) throw OsErrors.Last();
    }

    [PyFunction("lockf")]
    private static void LockF(Value fd, int cmd, [Opt] Value len, [Opt] Value start, int whence = 0)
    {
        short kind = cmd switch { 8 => 2, _ when (cmd & 1) != 0 => 0, _ when (cmd & 2) != 0 => 1, _ => throw Err.ValueError("unrecognized lockf argument") };
        // struct flock: short type, short whence, start, len, pid.
        byte* l = stackalloc byte[32];
        new Span<byte>(l, 32).Clear();
        *(short*)l = kind;
        *(short*)(l + 2) = (short)whence;
        *(long*)(l + 8) = start.IsMissing ? 0 : Ops.AsLong(start);
        *(long*)(l + 16) = len.IsMissing ? 0 : Ops.AsLong(len);
        int n = PosixModule.Fd(fd);
        while (Libc.fcntl(n, (cmd & 4) != 0 ? 6 : 7, (nint)l) < 0)
            if (!OsErrors.Interrupted()) throw OsErrors.Last();
    }
}
