using TieredPy.Runtime.Objects.Arguments;

namespace TieredPy.Runtime.Modules.Posix;

// Files and directories.
internal static unsafe partial class PosixModule
{
    private static int Dir(Value fd)
    {
        if (fd.IsMissingOrNone) return AtFdCwd;
        if (!Ops.HasIndex(fd)) throw Err.TypeError($"argument should be integer or None, not {Ops.TypeName(fd)}");
        return Args.Int(fd);
    }

    private static int StatInto(OsPath p, int dir, bool follow, StatX* to)
    {
        if (p.IsFd)
        {
            byte empty = 0;
            return Libc.statx(p.Fd, &empty, EmptyPath, 0x7FF, to);
        }
        fixed (byte* name = p.Name) return Libc.statx(dir, name, follow ? 0 : NoFollow, 0x7FF, to);
    }

    internal static Value StatOf(OsPath p, int dir, bool follow)
    {
        StatX st;
        if (StatInto(p, dir, follow, &st) < 0) throw OsErrors.Last(p.Original);
        return PosixTypes.Stat(st);
    }

    [PyFunction("stat", Doc = "Perform a stat system call on the given path.")]
    private static Value Stat([Kw] Value path, [Kw("dir_fd"), KwOnly, OptNone] Value dirFd, [Kw("follow_symlinks")] bool follow = true)
    {
        var p = OsPath.Of(path, "stat", "path", true);
        if (p.IsFd && !dirFd.IsNone) throw Err.ValueError("stat: can't specify dir_fd without matching path");
        if (p.IsFd && !follow) throw Err.ValueError("stat: cannot use fd and follow_symlinks together");
        return StatOf(p, Dir(dirFd), follow);
    }

    [PyFunction("lstat")]
    private static Value LStat([Kw] Value path, [Kw("dir_fd"), KwOnly, OptNone] Value dirFd) => StatOf(OsPath.Of(path, "lstat"), Dir(dirFd), false);

    [PyFunction("fstat")]
    private static Value FStat([Kw] int fd)
    {
        StatX st;
        byte empty = 0;
        OsErrors.Check(Libc.statx(fd, &empty, EmptyPath, 0x7FF, &st));
        return PosixTypes.Stat(st);
    }

    [PyFunction("listdir", Doc = "Return a list containing the names of the files in the directory.")]
    private static Value ListDir([Kw, OptNone] Value path)
    {
        var p = OsPath.Of(path, "listdir", "path", true, true);
        var names = new PyList();
        nint dir = OpenDir(p, path);
        try
        {
            while (NextEntry(dir, p.Original) is var entry && entry != null)
            {
                var name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(entry + 19);
                if (!IsDots(name)) names.Append(OsPath.Result(name, p.IsBytes));
            }
        }
        finally
        {
            if (p.IsFd) Libc.rewinddir(dir);
            _ = Libc.closedir(dir);
        }
        return new Value(names);
    }

    internal static bool IsDots(ReadOnlySpan<byte> name) => name.SequenceEqual("."u8) || name.SequenceEqual(".."u8);

    internal static nint OpenDir(OsPath p, Value path)
    {
        nint dir;
        if (p.IsFd)
        {
            int copy = Libc.fcntl(p.Fd, 1030, 0);
            if (copy < 0) throw OsErrors.Last(path);
            dir = Libc.fdopendir(copy);
        }
        else fixed (byte* name = p.Name) dir = Libc.opendir(name);
        return dir != 0 ? dir : throw OsErrors.Last(p.Original.IsNone ? Value.Str(".") : p.Original);
    }

    internal static byte* NextEntry(nint dir, Value path)
    {
        Marshal.SetLastSystemError(0);
        byte* entry = Libc.readdir(dir);
        if (entry == null && Libc.Errno != 0) throw OsErrors.Last(path);
        return entry;
    }

    [PyFunction("scandir")]
    private static Value ScanDir([Kw, OptNone] Value path)
    {
        var p = OsPath.Of(path, "scandir", "path", true, true);
        return new Value(new PyScandirIterator(p, OpenDir(p, path)));
    }

    [PyFunction("mkdir")]
    private static void MkDir([Kw] Value path, [Kw] int mode = 511, [Kw("dir_fd"), KwOnly, OptNone] Value dirFd = default)
    {
        var p = OsPath.Of(path, "mkdir");
        fixed (byte* name = p.Name)
            if (Libc.mkdirat(OptDir(dirFd), name, mode) < 0) throw OsErrors.Last(path);
    }

    // A Value parameter with a C# default is the int 0 when omitted.
    private static int OptDir(Value fd) => fd.IsInt && fd.Bits == 0 ? AtFdCwd : Dir(fd);

    [PyFunction("rmdir")]
    private static void RmDir([Kw] Value path, [Kw("dir_fd"), KwOnly, OptNone] Value dirFd) => Unlink(path, "rmdir", dirFd, 0x200);

    [PyFunction("remove")]
    private static void Remove([Kw] Value path, [Kw("dir_fd"), KwOnly, OptNone] Value dirFd) => Unlink(path, "remove", dirFd, 0);

    [PyFunction("unlink")]
    private static void Unlink([Kw] Value path, [Kw("dir_fd"), KwOnly, OptNone] Value dirFd) => Unlink(path, "unlink", dirFd, 0);

    private static void Unlink(Value path, string function, Value dirFd, int flags)
    {
        var p = OsPath.Of(path, function);
        fixed (byte* name = p.Name)
            if (Libc.unlinkat(Dir(dirFd), name, flags) < 0) throw OsErrors.Last(p.Original);
    }

    [PyFunction("rename")]
    private static void Rename([Kw] Value src, [Kw] Value dst, [Kw("src_dir_fd"), KwOnly, OptNone] Value srcDir, [Kw("dst_dir_fd"), OptNone] Value dstDir) => Rename(src, dst, "rename", srcDir, dstDir);

    [PyFunction("replace")]
    private static void Replace([Kw] Value src, [Kw] Value dst, [Kw("src_dir_fd"), KwOnly, OptNone] Value srcDir, [Kw("dst_dir_fd"), OptNone] Value dstDir) => Rename(src, dst, "replace", srcDir, dstDir);

    private static void Rename(Value src, Value dst, string function, Value srcDir, Value dstDir)
    {
        OsPath a = OsPath.Of(src, function, "src"), b = OsPath.Of(dst, function, "dst");
        fixed (byte* from = a.Name, to = b.Name)
            if (Libc.renameat(Dir(srcDir), from, Dir(dstDir), to) < 0) throw OsErrors.Last(src, dst);
    }

    [PyFunction("link")]
    private static void Link([Kw] Value src, [Kw] Value dst, [Kw("src_dir_fd"), KwOnly, OptNone] Value srcDir, [Kw("dst_dir_fd"), OptNone] Value dstDir, [Kw("follow_symlinks")] bool follow = true)
    {
        OsPath a = OsPath.Of(src, "link", "src"), b = OsPath.Of(dst, "link", "dst");
        fixed (byte* from = a.Name, to = b.Name)
            if (Libc.linkat(Dir(srcDir), from, Dir(dstDir), to, 0) < 0) throw OsErrors.Last(src, dst);
    }

    [PyFunction("symlink")]
    private static void SymLink([Kw] Value src, [Kw] Value dst, [Kw("target_is_directory")] bool targetIsDirectory = false, [Kw("dir_fd"), KwOnly, OptNone] Value dirFd = default)
    {
        OsPath a = OsPath.Of(src, "symlink", "src"), b = OsPath.Of(dst, "symlink", "dst");
        fixed (byte* from = a.Name, to = b.Name)
            if (Libc.symlinkat(from, OptDir(dirFd), to) < 0) throw OsErrors.Last(src, dst);
    }

    [PyFunction("readlink")]
    private static Value ReadLink([Kw] Value path, [Kw("dir_fd"), KwOnly, OptNone] Value dirFd)
    {
        var p = OsPath.Of(path, "readlink");
        var buffer = new byte[4097];
        fixed (byte* name = p.Name, to = buffer)
        {
            nint n = Libc.readlinkat(Dir(dirFd), name, to, buffer.Length);
            if (n < 0) throw OsErrors.Last(path);
            return OsPath.Result(buffer.AsSpan(0, (int)n), p.IsBytes);
        }
    }

    [PyFunction("chmod")]
    private static void ChMod([Kw] Value path, [Kw] int mode, [Kw("dir_fd"), KwOnly, OptNone] Value dirFd, [Kw("follow_symlinks")] bool follow = true)
    {
        var p = OsPath.Of(path, "chmod", "path", true);
        if (p.IsFd)
        {
            if (Libc.fchmod(p.Fd, mode) < 0) throw OsErrors.Last(path);
            return;
        }
        fixed (byte* name = p.Name)
        {
            if (Libc.fchmodat(Dir(dirFd), name, mode, follow ? 0 : NoFollow) == 0) return;
            if (!follow && Libc.Errno == 95) throw Err.NotImplementedError("chmod: follow_symlinks unavailable on this platform");
            throw OsErrors.Last(path);
        }
    }

    [PyFunction("fchmod")]
    private static void FChMod([Kw] int fd, [Kw] int mode)
    {
        while (Libc.fchmod(fd, mode) < 0)
            if (!OsErrors.Interrupted()) throw OsErrors.Last();
    }

    private static int Id(Value v)
    {
        long id = Ops.AsLong(v);
        if (id < -1) throw Err.OverflowError("uid is less than minimum");
        return id <= uint.MaxValue ? (int)id : throw Err.OverflowError("uid is greater than maximum");
    }

    [PyFunction("chown")]
    private static void ChOwn([Kw] Value path, [Kw] Value uid, [Kw] Value gid, [Kw("dir_fd"), KwOnly, OptNone] Value dirFd, [Kw("follow_symlinks")] bool follow = true)
    {
        var p = OsPath.Of(path, "chown", "path", true);
        int u = Id(uid), g = Id(gid);
        if (p.IsFd)
        {
            if (Libc.fchown(p.Fd, u, g) < 0) throw OsErrors.Last(path);
            return;
        }
        fixed (byte* name = p.Name)
            if (Libc.fchownat(Dir(dirFd), name, u, g, follow ? 0 : NoFollow) < 0) throw OsErrors.Last(path);
    }

    [PyFunction("lchown")]
    private static void LChOwn([Kw] Value path, [Kw] Value uid, [Kw] Value gid) => ChOwn(path, uid, gid, Value.None, false);

    [PyFunction("fchown")]
    private static void FChOwn([Kw] int fd, [Kw] Value uid, [Kw] Value gid) => OsErrors.Check(Libc.fchown(fd, Id(uid), Id(gid)));

    [PyFunction("utime")]
    private static void UTime([Kw] Value path, [Kw, OptNone] Value times, [Kw, KwOnly, Opt] Value ns, [Kw("dir_fd"), OptNone] Value dirFd, [Kw("follow_symlinks")] bool follow = true)
    {
        var p = OsPath.Of(path, "utime", "path", true);
        var ts = stackalloc TimeSpec[2];
        bool now = false;
        if (!times.IsNone && !ns.IsMissing) throw Err.ValueError("utime: you may specify either 'times' or 'ns' but not both");
        if (!times.IsNone)
        {
            if (times.Ref is not PyTuple { Count: 2 } t) throw Err.TypeError("utime: 'times' must be either a tuple of two ints or None");
            ts[0] = TimeConversion.ToTimeSpec(t[0]);
            ts[1] = TimeConversion.ToTimeSpec(t[1]);
        }
        else if (!ns.IsMissing)
        {
            if (ns.Ref is not PyTuple { Count: 2 } t) throw Err.TypeError("utime: 'ns' must be a tuple of two ints");
            ts[0] = TimeConversion.FromNanoseconds(Args.Big(t[0]));
            ts[1] = TimeConversion.FromNanoseconds(Args.Big(t[1]));
        }
        else now = true;
        int r;
        if (p.IsFd) r = Libc.futimens(p.Fd, now ? null : ts);
        else fixed (byte* name = p.Name) r = Libc.utimensat(Dir(dirFd), name, now ? null : ts, follow ? 0 : NoFollow);
        if (r < 0) throw OsErrors.Last(path);
    }

    [PyFunction("access")]
    private static bool Access([Kw] Value path, [Kw] int mode, [Kw("dir_fd"), KwOnly, OptNone] Value dirFd, [Kw("effective_ids")] bool effectiveIds = false, [Kw("follow_symlinks")] bool follow = true)
    {
        var p = OsPath.Of(path, "access", "path");
        fixed (byte* name = p.Name) return Libc.faccessat(Dir(dirFd), name, mode, (follow ? 0 : NoFollow) | (effectiveIds ? 0x200 : 0)) == 0;
    }

    [PyFunction("getcwd")] private static Value GetCwd() => OsPath.Result(CurrentDirectory(), false);

    [PyFunction("getcwdb")] private static Value GetCwdBytes() => OsPath.Result(CurrentDirectory(), true);

    private static byte[] CurrentDirectory()
    {
        for (int size = 1024; ; size *= 2)
        {
            var buffer = new byte[size];
            fixed (byte* p = buffer)
            {
                if (Libc.getcwd(p, size) != null) return MemoryMarshal.CreateReadOnlySpanFromNullTerminated(p).ToArray();
            }
            if (Libc.Errno != OsErrors.ERANGE) throw OsErrors.Last();
        }
    }

    [PyFunction("chdir")]
    private static void ChDir([Kw] Value path)
    {
        var p = OsPath.Of(path, "chdir", "path", true);
        if (p.IsFd)
        {
            if (Libc.fchdir(p.Fd) < 0) throw OsErrors.Last(path);
            return;
        }
        fixed (byte* name = p.Name)
            if (Libc.chdir(name) < 0) throw OsErrors.Last(path);
    }

    [PyFunction("fchdir")] private static void FChDir([Kw] Value fd) => OsErrors.Check(Libc.fchdir(Fd(fd)));

    [PyFunction("chroot")]
    private static void ChRoot([Kw] Value path)
    {
        var p = OsPath.Of(path, "chroot");
        fixed (byte* name = p.Name)
            if (Libc.chroot(name) < 0) throw OsErrors.Last(path);
    }

    [PyFunction("mkfifo")]
    private static void MkFifo([Kw] Value path, [Kw] int mode = 438, [Kw("dir_fd"), KwOnly, OptNone] Value dirFd = default)
    {
        var p = OsPath.Of(path, "mkfifo");
        fixed (byte* name = p.Name)
            if (Libc.mkfifoat(OptDir(dirFd), name, mode) < 0) throw OsErrors.Last(path);
    }

    [PyFunction("mknod")]
    private static void MkNod([Kw] Value path, [Kw] int mode = 384, [Kw] long device = 0, [Kw("dir_fd"), KwOnly, OptNone] Value dirFd = default)
    {
        var p = OsPath.Of(path, "mknod");
        fixed (byte* name = p.Name)
            if (Libc.mknodat(OptDir(dirFd), name, mode, (ulong)device) < 0) throw OsErrors.Last(path);
    }

    [PyFunction("makedev")] private static Value MakeDev(long major, long minor) => Value.Big(StatX.MakeDevice((ulong)major, (ulong)minor));

    [PyFunction("major")] private static long Major(long device) => (long)(((ulong)device >> 8 & 0xFFF) | ((ulong)device >> 32 & ~0xFFFUL));

    [PyFunction("minor")] private static long Minor(long device) => (long)(((ulong)device & 0xFF) | ((ulong)device >> 12 & ~0xFFUL));

    [PyFunction("truncate")]
    private static void Truncate([Kw] Value path, [Kw] long length)
    {
        var p = OsPath.Of(path, "truncate", "path", true);
        if (p.IsFd)
        {
            FTruncate(p.Fd, length);
            return;
        }
        fixed (byte* name = p.Name)
            if (Libc.truncate(name, length) < 0) throw OsErrors.Last(path);
    }

    [PyFunction("statvfs")]
    private static Value StatVfs([Kw] Value path)
    {
        var p = OsPath.Of(path, "statvfs", "path", true);
        if (p.IsFd) return FStatVfs(p.Fd);
        StatVfs s;
        fixed (byte* name = p.Name)
            if (Libc.statvfs(name, &s) < 0) throw OsErrors.Last(path);
        return VfsResult(s);
    }

    [PyFunction("fstatvfs")]
    private static Value FStatVfs([Kw] int fd)
    {
        StatVfs s;
        OsErrors.Check(Libc.fstatvfs(fd, &s));
        return VfsResult(s);
    }

    private static Value VfsResult(in StatVfs s) => StructSequence.Make(PosixTypes.StatVfsResult,
        Value.Big(s.BlockSize), Value.Big(s.FragmentSize), Value.Big(s.Blocks), Value.Big(s.BlocksFree), Value.Big(s.BlocksAvailable), Value.Big(s.Files), Value.Big(s.FilesFree),
        Value.Big(s.FilesAvailable), Value.Big(s.Flags), Value.Big(s.NameMax), Value.Big(s.Id));

    [PyFunction("sync")] private static void Sync() => Libc.sync();

    [PyFunction("umask")] private static long UMask(int mask) => Libc.umask(mask);

    [PyFunction("pathconf")]
    private static Value PathConf([Kw] Value path, [Kw] Value name)
    {
        var p = OsPath.Of(path, "pathconf", "path", true);
        int what = Name(name, PathconfNames.All);
        fixed (byte* n = p.Name)
        {
            Marshal.SetLastSystemError(0);
            long r = p.IsFd ? Libc.fpathconf(p.Fd, what) : Libc.pathconf(n, what);
            return r >= 0 || Libc.Errno == 0 ? Value.Int(r) : throw OsErrors.Last(path);
        }
    }

    [PyFunction("fpathconf")]
    private static long FPathConf([Kw] Value fd, [Kw] Value name) => OsErrors.Check(Libc.fpathconf(Fd(fd), Name(name, PathconfNames.All)));

    [PyFunction("sysconf")]
    private static long SysConf(Value name)
    {
        Marshal.SetLastSystemError(0);
        long r = Libc.sysconf(Name(name, SysconfNames.All));
        return r >= 0 || Libc.Errno == 0 ? r : throw OsErrors.Last();
    }

    private static int Name(Value name, (string Name, long Value)[] all)
    {
        if (name.IsInt) return Args.Int(name);
        if (name.Ref is not PyStr s) throw Err.TypeError("configuration names must be strings or integers");
        foreach (var (n, v) in all)
            if (n == s.ToString()) return (int)v;
        throw Err.ValueError("unrecognized configuration name");
    }
}
