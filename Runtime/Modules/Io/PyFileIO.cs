using TieredPy.Runtime.Objects.Arguments;
using TieredPy.Runtime.Modules.Posix;

namespace TieredPy.Runtime.Modules.Io;

/// <summary>A stream over a file descriptor (fileio.c).</summary>
[PyType("_io.FileIO", Base = typeof(PyRawIOBase), HasDict = true, Weakrefable = true, Doc = "Open a file.\n\nThe mode can be 'r' (default), 'w', 'x' or 'a' for reading,\nwriting, exclusive creation or appending.  The file will be created if it\ndoesn't exist when opened for writing or appending; it will be truncated\nwhen opened for writing.  A FileExistsError will be raised if it already\nexists when opened for creating. Opening a file for creating implies\nwriting so this mode behaves in a similar way to 'w'.Add a '+' to the mode\nto allow simultaneous reading and writing. A custom opener can be used by\npassing a callable as *opener*. The underlying file descriptor for the file\nobject is then obtained by calling opener with (*name*, *flags*).\n*opener* must return an open file descriptor (passing os.open as *opener*\nresults in functionality similar to passing None).")]
internal unsafe partial class PyFileIO : PyRawIOBase
{
    private const int MaxTransfer = 0x7FFFF000;
    private const int Append = 0x400, Create = 0x40, Exclusive = 0x80, Truncated = 0x200, CloseOnExec = 0x80000;

    private int fd = -1;
    private bool created, canRead, canWrite, appends, closesFd = true;
    private bool? seekable;
    private long blockSize = IoModule.DefaultBufferSize;

    internal PyFileIO(Shape shape) : base(shape) { }

    public bool IsClosed => fd < 0;

    public int Fd => fd;

    internal long BlockSizeHint => blockSize;

    /// <summary>The regular file it is over; null for other things.</summary>
    internal (ulong Device, ulong Inode)? Identity { get; private set; }

    [PyNew(Signature = "(file, mode='r', closefd=True, opener=None)"), RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(Allocate(cls));

    /// <summary>A stream over an open descriptor, or a file to open.</summary>
    internal static PyFileIO Open(Value file, string mode, bool closefd, Value opener)
    {
        var f = Allocate(TypeObject);
        f.Initialize(file, mode, closefd, opener);
        return f;
    }

    [PyMethod("__init__", Signature = "(file, mode='r', closefd=True, opener=None)")]
    private void Initialize([Kw] Value file, [Kw] string mode = "r", [Kw] bool closefd = true, [Kw, OptNone] Value opener = default)
    {
        if (opener.IsInt) opener = Value.None;
        if (fd >= 0)
        {
            if (closesFd) CloseFd();
            else fd = -1;
        }
        long given = -1;
        if (file.Ref is PyBool) Warnings.Warn(ExcTypes.RuntimeWarning, "bool is used as a file descriptor");
        if (file.Ref is not (PyStr or PyBytes) && Ops.HasIndex(file))
        {
            given = Ops.AsLong(file);
            if (given < 0) throw Err.ValueError("negative file descriptor");
            if (given > int.MaxValue) throw Err.OverflowError("Python int too large to convert to C int");
        }
        int flags = ParseMode(mode) | CloseOnExec;
        closesFd = closefd;
        seekable = null;
        if (given >= 0) fd = (int)given;
        else
        {
            var path = OsPath.FsBytes(file);
            if (!closefd) throw Err.ValueError("Cannot use closefd=False with file name");
            if (opener.IsNone) fd = OpenFile(path, flags, file);
            else
            {
                var r = Ops.Call(opener, file, Value.Int(flags));
                if (!Ops.HasIndex(r)) throw Err.TypeError("expected integer from opener");
                fd = Args.Int(r);
                if (fd < 0)
                {
                    int bad = fd;
                    fd = -1;
                    throw Err.ValueError($"opener returned {bad}");
                }
                if (Libc.fcntl(fd, 1, 0) is >= 0 and var old) Libc.fcntl(fd, 2, old | 1);
            }
        }
        if (canRead && !canWrite) OpenWriters.FlushHeldBack();
        StatX st;
        if (Stat(fd, &st))
        {
            if (st.IsDirectory)
            {
                int directory = fd;
                fd = -1;
                if (given < 0) Libc.close(directory);
                throw OsErrors.Make(OsErrors.EISDIR, file);
            }
            if (st.BlockSize > 1) blockSize = st.BlockSize;
            if (st.IsRegular) Identity = (st.Device, st.Inode);
        }
        else if (Libc.Errno == OsErrors.EBADF)
        {
            fd = -1;
            throw OsErrors.Make(OsErrors.EBADF, file);
        }
        Ops.SetAttr(Me, "name", file);
        if (appends) _ = Libc.lseek(fd, 0, 2);
    }

    private static int OpenFile(byte[] path, int flags, Value name)
    {
        byte[] terminated = [.. path, 0];
        UnfinishedWriters.FlushBefore(terminated);
        bool collected = false;
        while (true)
        {
            fixed (byte* p = terminated)
            {
                int fd = Libc.open(p, flags, 0x1B6);
                if (fd >= 0) return fd;
            }
            if (OsErrors.Interrupted()) continue;
            int error = Libc.Errno;
            // Descriptors of files that the program dropped without closing are still to be had back.
            if (error == OsErrors.EMFILE && !collected)
            {
                collected = true;
                GC.Collect();
                GC.WaitForPendingFinalizers();
                FinalizerQueue.Drain();
                continue;
            }
            throw OsErrors.Make(error, name);
        }
    }

    private static bool Stat(int fd, StatX* st)
    {
        byte empty = 0;
        return Libc.statx(fd, &empty, 0x1000, 0x7FF, st) == 0;
    }

    private int ParseMode(string mode)
    {
        bool plus = false, some = false;
        int flags = 0;
        created = canRead = canWrite = appends = false;
        PyException Bad() => Err.ValueError("Must have exactly one of create/read/write/append mode and at most one plus");
        foreach (char c in mode)
        {
            switch (c)
            {
                case 'x' or 'r' or 'w' or 'a':
                    if (some) throw Bad();
                    some = true;
                    if (c == 'r') canRead = true;
                    else canWrite = true;
                    if (c == 'x')
                    {
                        created = true;
                        flags |= Exclusive | Create;
                    }
                    else if (c == 'w') flags |= Create | Truncated;
                    else if (c == 'a')
                    {
                        appends = true;
                        flags |= Append | Create;
                    }
                    break;
                case 'b':
                    break;
                case '+':
                    if (plus) throw Bad();
                    plus = canRead = canWrite = true;
                    break;
                default:
                    throw Err.ValueError($"invalid mode: {mode}");
            }
        }
        if (!some) throw Bad();
        return flags | (canRead && canWrite ? 2 : canWrite ? 1 : 0);
    }

    private void CheckOpen()
    {
        if (fd < 0) throw Err.ValueError("I/O operation on closed file");
    }

    private void CheckReadable()
    {
        CheckOpen();
        if (!canRead) throw IoErrors.Unsupported("File not open for reading");
    }

    private void CheckWritable()
    {
        CheckOpen();
        if (!canWrite) throw IoErrors.Unsupported("File not open for writing");
    }

    /// <summary>
    /// True for a read that may have to wait on the main thread: signals don't interrupt reads here (their handlers run on a thread of .NET's),
    /// so that such a read is preceded by a wait that they do end.
    /// </summary>
    private bool MayWait()
    {
        if (waits == 0)
        {
            StatX st;
            waits = Stat(fd, &st) && (st.Mode & 0xF000) is 0x1000 or 0x2000 or 0xC000 ? (sbyte)1 : (sbyte)-1;
        }
        return waits > 0 && SignalModule.IsMainThread && (Libc.fcntl(fd, 3, 0) & NonBlocking) == 0;
    }

    private const int NonBlocking = 0x800;

    /// <summary>1 for a terminal, pipe or socket, -1 for other files, 0 before anyone asked.</summary>
    private sbyte waits;

    /// <summary>Reads: how much; -1 when nothing is there yet.</summary>
    public int Read(Span<byte> to)
    {
        CheckReadable();
        DescriptorWait.BeforeRead(fd);
        while (true)
        {
            nint n;
            if (MayWait()) DescriptorWait.One(fd, DescriptorWait.In, DescriptorWait.Forever);
            fixed (byte* p = to) n = Libc.read(fd, p, Math.Min(to.Length, MaxTransfer));
            if (n >= 0) return (int)n;
            if (OsErrors.Interrupted()) continue;
            if (Libc.Errno == OsErrors.EAGAIN) return -1;
            throw OsErrors.Last();
        }
    }

    /// <summary>Writes: how much; -1 when it would block.</summary>
    public int Write(ReadOnlySpan<byte> from)
    {
        CheckWritable();
        while (true)
        {
            nint n;
            fixed (byte* p = from) n = DescriptorWait.Write(fd, p, Math.Min(from.Length, MaxTransfer));
            if (n >= 0) return (int)n;
            if (OsErrors.Interrupted()) continue;
            if (Libc.Errno == OsErrors.EAGAIN) return -1;
            throw OsErrors.Last();
        }
    }

    /// <summary>All that is left; null when nothing is there yet.</summary>
    public byte[]? ReadToEnd()
    {
        CheckReadable();
        StatX st;
        long guess = IoModule.DefaultBufferSize;
        if (Stat(fd, &st) && st.Size > 0 && Libc.lseek(fd, 0, 1) is >= 0 and var at && st.Size >= at)
        {
            guess = st.Size - at;
            if (guess > Array.MaxLength) throw Err.OverflowError("unbounded read returned more bytes than a Python bytes object can hold");
        }
        var buffer = GC.AllocateUninitializedArray<byte>((int)guess);
        Span<byte> next = stackalloc byte[1];
        int n = 0;
        while (true)
        {
            if (n == buffer.Length)
            {
                // Mostly the size was right, and nothing needs to be moved.
                int more = Read(next);
                if (more <= 0) return more < 0 && n == 0 ? null : buffer;
                if (n == Array.MaxLength) throw Err.OverflowError("unbounded read returned more bytes than a Python bytes object can hold");
                Array.Resize(ref buffer, (int)Math.Min(Array.MaxLength, n + Math.Max(n / 2L, 8192)));
                buffer[n++] = next[0];
            }
            int got = Read(buffer.AsSpan(n));
            if (got == 0) break;
            if (got < 0)
            {
                if (n == 0) return null;
                break;
            }
            n += got;
        }
        return n == buffer.Length ? buffer : buffer[..n];
    }

    public long Seek(long offset, int whence)
    {
        CheckOpen();
        long r = Libc.lseek(fd, offset, whence);
        if (seekable == null) seekable = r >= 0;
        return r >= 0 ? r : throw OsErrors.Last();
    }

    public long Tell() => Seek(0, 1);

    private void CloseFd()
    {
        int old = fd;
        fd = -1;
        if (Libc.close(old) < 0 && Libc.Errno is not OsErrors.EINTR) throw OsErrors.Last();
    }

    [PyMethod("close", Doc = "Close the file.\n\nA closed file cannot be used for further I/O operations.  close() may be\ncalled more than once without error.")]
    private static void CloseMethod(Value self)
    {
        var f = (PyFileIO)self.Ref!;
        if (!f.closesFd)
        {
            Streams.Both(() => CloseBase(f), () => f.fd = -1);
            return;
        }
        if (f.fd < 0)
        {
            CloseBase(f);
            return;
        }
        Streams.Both(() => CloseBase(f), f.CloseFd);
    }

    /// <summary>What _IOBase.close does; the descriptor still open, so that flush may be called.</summary>
    private static void CloseBase(PyFileIO f)
    {
        if (f.baseDone) return;
        f.baseDone = true;
        try
        {
            // A flush of its own, of the class or the object; there is nothing to do for the built-in one.
            if (!f.IsPlain || !InstanceAttributes.Get(f, Streams.FlushName).IsMissing) Ops.CallMethod(f.Me, Streams.FlushName);
        }
        catch (PyException e) when (f.fd < 0 && e.Is(ExcTypes.ValueError))
        {
        }
        finally
        {
            f.Settled();
        }
    }

    private bool baseDone;

    [PyMethod("readinto", Doc = "Same as RawIOBase.readinto().")]
    private Value ReadIntoMethod(Value buffer)
    {
        CheckReadable();
        var info = Buffers.AcquireWritable(buffer);
        try
        {
            int n = Read(MemoryLayout.Span(info));
            return n < 0 ? Value.None : Value.Int(n);
        }
        finally
        {
            info.Release();
        }
    }

    [PyMethod("read", Doc = "Read at most size bytes, returned as bytes.\n\nOnly makes one system call, so less data may be returned than requested.\nIn non-blocking mode, returns None if no data is available.\nReturn an empty bytes object at EOF.")]
    private static Value ReadMethod(Value self, [Opt(Show = "-1")] Value size)
    {
        var f = (PyFileIO)self.Ref!;
        f.CheckReadable();
        long n = Streams.Size(size);
        if (n < 0) return f.IsPlain ? f.ReadAll() : Ops.CallMethod(self, "readall");
        n = Math.Min(n, MaxTransfer);
        var buffer = new byte[n];
        int got = f.Read(buffer);
        if (got < 0) return Value.None;
        return new Value(PyBytes.Make(got == n ? buffer : buffer[..got]));
    }

    [PyMethod("readall", Doc = "Read all data from the file, returned as bytes.\n\nIn non-blocking mode, returns as much as is immediately available,\nor None if no data is available.  Return an empty bytes object at EOF.")]
    private Value ReadAll() => ReadToEnd() is { } b ? new Value(PyBytes.Make(b)) : Value.None;

    [PyMethod("write", Doc = "Write buffer b to file, return number of bytes written.\n\nOnly makes one system call, so not all of the data may be written.\nThe number of bytes actually written is returned.  In non-blocking mode,\nreturns None if the write would block.")]
    private Value WriteMethod(Value b)
    {
        CheckWritable();
        int n = Write(Buffers.Get(b));
        DescriptorWait.RaiseHeld();
        return n < 0 ? Value.None : Value.Int(n);
    }

    [PyMethod("seek", Doc = "Move to new file position and return the file position.\n\nArgument offset is a byte count.  Optional argument whence defaults to\nSEEK_SET or 0 (offset from start of file, offset should be >= 0); other values\nare SEEK_CUR or 1 (move relative to current position, positive or negative),\nand SEEK_END or 2 (move relative to end of file, usually negative, although\nmany platforms allow seeking beyond the end of a file).\n\nNote that not all file objects are seekable.")]
    private Value SeekMethod(Value offset, int whence = 0)
    {
        CheckOpen();
        if (offset.IsFloat) throw Err.TypeError("'float' object cannot be interpreted as an integer");
        return Value.Int(Seek(Ops.AsLong(offset), whence));
    }

    [PyMethod("tell", Doc = "Current file position.\n\nCan raise OSError for non seekable files.")]
    private Value TellMethod() => Value.Int(Tell());

    [PyMethod("truncate", Doc = "Truncate the file to at most size bytes and return the truncated size.\n\nSize defaults to the current file position, as returned by tell().\nThe current file position is changed to the value of size.")]
    private Value Truncate([OptNone] Value size)
    {
        CheckWritable();
        var wanted = size.IsNone ? Value.Int(Tell()) : size;
        long n = Ops.AsLong(wanted);
        while (Libc.ftruncate(fd, n) < 0)
            if (!OsErrors.Interrupted()) throw OsErrors.Last();
        return wanted;
    }

    [PyMethod("fileno", Doc = "Return the underlying file descriptor (an integer).")]
    private long FileNo()
    {
        CheckOpen();
        return fd;
    }

    [PyMethod("isatty", Doc = "True if the file is connected to a TTY device.")]
    private bool IsATty()
    {
        CheckOpen();
        return Libc.isatty(fd) != 0;
    }

    [PyMethod("_isatty_open_only")] private bool IsATtyOpenOnly() => IsATty();

    [PyMethod("seekable", Doc = "True if file supports random-access.")]
    private bool Seekable()
    {
        CheckOpen();
        return seekable ??= Libc.lseek(fd, 0, 1) >= 0;
    }

    [PyMethod("readable", Doc = "True if file was opened in a read mode.")]
    private bool Readable()
    {
        CheckOpen();
        return canRead;
    }

    [PyMethod("writable", Doc = "True if file was opened in a write mode.")]
    private bool Writable()
    {
        CheckOpen();
        return canWrite;
    }

    [PyMethod("_dealloc_warn")]
    private void DeallocWarn(Value source)
    {
        if (fd >= 0 && closesFd) Warnings.Warn(ExcTypes.ResourceWarning, $"unclosed file {Ops.Repr(source)}", source.Ref);
    }

    private protected override void WarnUnclosed() => DeallocWarn(Me);

    [PyGetter("closed", Doc = "True if the file is closed")] private bool Closed => fd < 0;

    [PyGetter("closefd", Doc = "True if the file descriptor will be closed by close().")] private bool CloseFdFlag => closesFd;

    [PyGetter("mode", Doc = "String giving the file mode")]
    private string Mode => created ? canRead ? "xb+" : "xb" : appends ? canRead ? "ab+" : "ab" : canRead ? canWrite ? "rb+" : "rb" : "wb";

    [PyGetter("_blksize")] private long BlockSize => blockSize;

    [PySetter("_blksize")] private void SetBlockSize(Value v) => blockSize = Ops.AsLong(v);

    [PyMethod("__getstate__")] private Value GetState() => throw Err.TypeError($"cannot pickle '{Type.FullName}' object");

    public override Value Repr()
    {
        string type = Type == TypeObject ? "_io.FileIO" : $"{Type.Module}.{Type.QualName}";
        if (fd < 0) return Value.Str($"<{type} [closed]>");
        string close = closesFd ? "True" : "False";
        if (!Ops.TryGetAttr(Me, "name", out var name)) return Value.Str($"<{type} fd={fd} mode='{Mode}' closefd={close}>");
        if (!ReprGuard.Enter(this)) throw Err.RuntimeError($"reentrant call inside {Type.Name}.__repr__");
        try
        {
            return new Value(PyStr.Of($"<{type} name={Ops.Repr(name)} mode='{Mode}' closefd={close}>"));
        }
        finally
        {
            ReprGuard.Leave(this);
        }
    }
}
