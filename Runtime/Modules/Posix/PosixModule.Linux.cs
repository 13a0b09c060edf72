using TieredPy.Runtime.Objects.Arguments;

namespace TieredPy.Runtime.Modules.Posix;

// Descriptors of events, timers and processes; pseudo-terminals; scheduling; identities; extended attributes.
internal static unsafe partial class PosixModule
{
    [PyFunction("eventfd")]
    private static long EventFd([Kw] Value initval, [Kw] int flags = CloseOnExec)
    {
        var n = Args.Big(Ops.Index(initval));
        if (n < 0) throw Err.OverflowError("can't convert negative value to unsigned int");
        return n <= uint.MaxValue ? OsErrors.Check(Libc.eventfd((uint)n, flags)) : throw Err.OverflowError("Python int too large to convert to C unsigned int");
    }

    [PyFunction("eventfd_read")]
    private static Value EventFdRead([Kw] Value fd)
    {
        int n = Fd(fd);
        DescriptorWait.BeforeRead(n);
        ulong value;
        while (Libc.read(n, (byte*)&value, 8) < 0)
            if (!OsErrors.Interrupted()) throw OsErrors.Last();
        return Value.Big(value);
    }

    [PyFunction("eventfd_write")]
    private static void EventFdWrite([Kw] Value fd, [Kw] Value value)
    {
        ulong n = (ulong)Args.Big(Ops.Index(value));
        while (Libc.write(Fd(fd), (byte*)&n, 8) < 0)
            if (!OsErrors.Interrupted()) throw OsErrors.Last();
    }

    [PyFunction("memfd_create")]
    private static long MemFdCreate([Kw] Value name, [Kw] int flags = 1)
    {
        fixed (byte* p = (byte[])[.. OsPath.FsBytes(name), 0]) return OsErrors.Check(LinuxLibc.memfd_create(p, (uint)flags));
    }

    [PyFunction("pidfd_open")]
    private static long PidFdOpen([Kw] int pid, [Kw] int flags = 0) => OsErrors.Check(PidFd(pid, flags));

    private static int PidFd(int pid, int flags)
    {
        const long PidFdOpen = 434;
        return (int)LinuxLibc.syscall(PidFdOpen, pid, flags, 0, 0, 0);
    }

    private const int NoHang = 1;

    /// <summary>wait4(2); on the main thread signals are handled meanwhile.</summary>
    private static int WaitForChild(int pid, int options, int* status, RUsage* usage)
    {
        bool wait = (options & NoHang) == 0 && SignalModule.IsMainThread;
        int watch = -1;
        try
        {
            for (int pause = 1; ; pause = Math.Min(pause * 2, 20))
            {
                int r = Libc.wait4(pid, status, wait ? options | NoHang : options, usage);
                if (r > 0 || (r == 0 && !wait)) return r;
                if (r < 0)
                {
                    if (!OsErrors.Interrupted()) throw OsErrors.Last();
                    continue;
                }
                if (pid > 0 && watch < 0) watch = PidFd(pid, 0);
                if (watch >= 0) DescriptorWait.One(watch, DescriptorWait.In, DescriptorWait.Forever);
                else DescriptorWait.Many([], DescriptorWait.Deadline(pause * 1_000_000L));
            }
        }
        finally
        {
            if (watch >= 0) _ = Libc.close(watch);
        }
    }

    [PyFunction("waitpid")]
    private static Value WaitPid(int pid, int options)
    {
        int status = 0;
        int r = WaitForChild(pid, options, &status, null);
        return new Value(new PyTuple(Value.Int(r), Value.Int(status)));
    }

    [PyFunction("wait")] private static Value Wait() => WaitPid(-1, 0);

    [PyFunction("wait3")] private static Value Wait3([Kw] int options) => Wait4(-1, options);

    [PyFunction("wait4")]
    private static Value Wait4([Kw] int pid, [Kw] int options)
    {
        int status = 0;
        var usage = default(RUsage);
        int r = WaitForChild(pid, options, &status, &usage);
        return new Value(new PyTuple(Value.Int(r), Value.Int(status), ResourceModule.Make(in usage)));
    }

    [PyFunction("waitid")]
    private static Value WaitId(int idtype, int id, int options)
    {
        // siginfo_t: signo 0, errno 4, code 8, pid 16, uid 20, status 24.
        var room = new byte[128];
        fixed (byte* info = room)
        {
            while (true)
            {
                if (Libc.waitid(idtype, id, info, options | NoHang) < 0)
                {
                    if (!OsErrors.Interrupted()) throw OsErrors.Last();
                    continue;
                }
                if (*(int*)(info + 16) != 0 || (options & NoHang) != 0) break;
                DescriptorWait.Many([], DescriptorWait.Deadline(2_000_000));
            }
            if (*(int*)(info + 16) == 0) return Value.None;
            return StructSequence.Make(PosixTypes.WaitIdResult, Value.Int(*(int*)(info + 16)), Value.Int(*(uint*)(info + 20)), Value.Int(*(int*)info), Value.Int(*(int*)(info + 24)), Value.Int(*(int*)(info + 8)));
        }
    }

    [PyFunction("timerfd_create")]
    private static long TimerFdCreate(int clockid, [Kw, KwOnly] int flags = CloseOnExec) => OsErrors.Check(LinuxLibc.timerfd_create(clockid, flags | CloseOnExec));

    private static Value TimerPair(TimeSpec* t, bool ns)
    {
        Value One(TimeSpec s) => ns ? Value.Int(s.Seconds * 1_000_000_000 + s.Nanoseconds) : Value.Float(s.Seconds + s.Nanoseconds * 1e-9);
        return new Value(new PyTuple(One(t[1]), One(t[0])));
    }

    private static Value SetTimer(Value fd, int flags, TimeSpec initial, TimeSpec interval, bool ns)
    {
        TimeSpec* t = stackalloc TimeSpec[4];
        t[0] = interval;
        t[1] = initial;
        OsErrors.Check(LinuxLibc.timerfd_settime(Fd(fd), flags, t, t + 2));
        return TimerPair(t + 2, ns);
    }

    [PyFunction("timerfd_settime")]
    private static Value TimerFdSetTime(Value fd, [Kw, KwOnly] int flags = 0, [Kw, Opt(Show = "0.0")] Value initial = default, [Kw, Opt(Show = "0.0")] Value interval = default) =>
        SetTimer(fd, flags, initial.IsMissing ? default : TimeConversion.ToTimeSpec(initial), interval.IsMissing ? default : TimeConversion.ToTimeSpec(interval), false);

    [PyFunction("timerfd_settime_ns")]
    private static Value TimerFdSetTimeNs(Value fd, [Kw, KwOnly] int flags = 0, [Kw] long initial = 0, [Kw] long interval = 0) =>
        SetTimer(fd, flags, TimeConversion.FromNanoseconds(initial), TimeConversion.FromNanoseconds(interval), true);

    private static Value GetTimer(Value fd, bool ns)
    {
        TimeSpec* t = stackalloc TimeSpec[2];
        OsErrors.Check(LinuxLibc.timerfd_gettime(Fd(fd), t));
        return TimerPair(t, ns);
    }

    [PyFunction("timerfd_gettime")] private static Value TimerFdGetTime(Value fd) => GetTimer(fd, false);

    [PyFunction("timerfd_gettime_ns")] private static Value TimerFdGetTimeNs(Value fd) => GetTimer(fd, true);

    [PyFunction("posix_openpt")] private static long OpenPt(int oflag) => OsErrors.Check(LinuxLibc.posix_openpt(oflag | CloseOnExec));

    [PyFunction("grantpt")] private static void GrantPt(Value fd) => OsErrors.Check(LinuxLibc.grantpt(Fd(fd)));

    [PyFunction("unlockpt")] private static void UnlockPt(Value fd) => OsErrors.Check(LinuxLibc.unlockpt(Fd(fd)));

    [PyFunction("ptsname")]
    private static Value PtsName(Value fd)
    {
        byte* to = stackalloc byte[256];
        int e = LinuxLibc.ptsname_r(Fd(fd), to, 256);
        return e == 0 ? OsPath.Result(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(to), false) : throw OsErrors.Make(e);
    }

    [PyFunction("login_tty")] private static void LoginTty(Value fd) => OsErrors.Check(LinuxLibc.login_tty(Fd(fd)));

    [PyFunction("posix_fadvise")]
    private static void FAdvise(int fd, long offset, long length, int advice)
    {
        int e = LinuxLibc.posix_fadvise(fd, offset, length, advice);
        if (e != 0) throw OsErrors.Make(e);
    }

    [PyFunction("posix_fallocate")]
    private static void FAllocate(int fd, long offset, long length)
    {
        int e = LinuxLibc.posix_fallocate(fd, offset, length);
        if (e != 0) throw OsErrors.Make(e);
    }

    [PyFunction("preadv")]
    private static long PReadV(int fd, Value buffers, long offset, int flags = 0)
    {
        if (flags != 0) throw OsErrors.Make(95);
        long total = 0;
        foreach (var b in Ops.Iterate(buffers))
        {
            var info = Buffers.AcquireWritable(b);
            try
            {
                var to = MemoryLayout.Span(info);
                var got = ((PyBytes)PRead(fd, to.Length, offset + total).Ref!).Data;
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

    [PyFunction("pwritev")]
    private static long PWriteV(int fd, Value buffers, long offset, int flags = 0)
    {
        if (flags != 0) throw OsErrors.Make(95);
        var all = new ByteSink(256);
        foreach (var b in Ops.Iterate(buffers)) all.Add(Buffers.Get(b));
        return PWrite(fd, new Value(all.ToBytes()), offset);
    }

    [PyFunction("splice")]
    private static long Splice([Kw] int src, [Kw] int dst, [Kw] long count, [Kw("offset_src"), OptNone] Value offsetSrc, [Kw("offset_dst"), OptNone] Value offsetDst, [Kw] int flags = 0)
    {
        if (count < 0) throw Err.ValueError("negative value for 'count' not allowed");
        long a = offsetSrc.IsNone ? 0 : Ops.AsLong(offsetSrc), b = offsetDst.IsNone ? 0 : Ops.AsLong(offsetDst);
        return OsErrors.Check(LinuxLibc.splice(src, offsetSrc.IsNone ? null : &a, dst, offsetDst.IsNone ? null : &b, (nint)count, (uint)flags));
    }

    [PyFunction("sched_getscheduler")] private static long GetScheduler(int pid) => OsErrors.Check(LinuxLibc.sched_getscheduler(pid));

    [PyFunction("sched_getparam")]
    private static Value GetParam(int pid)
    {
        int priority;
        OsErrors.Check(LinuxLibc.sched_getparam(pid, &priority));
        return StructSequence.Make(PosixTypes.SchedParam, Value.Int(priority));
    }

    private static int Priority(Value param) => param.Ref is PyTuple { Count: 1 } t && param.Type == PosixTypes.SchedParam
        ? Args.Int(t[0])
        : throw Err.TypeError("must have a sched_param object");

    [PyFunction("sched_setparam")]
    private static void SetParam(int pid, Value param)
    {
        int priority = Priority(param);
        OsErrors.Check(LinuxLibc.sched_setparam(pid, &priority));
    }

    [PyFunction("sched_setscheduler")]
    private static void SetScheduler(int pid, int policy, Value param)
    {
        int priority = Priority(param);
        OsErrors.Check(LinuxLibc.sched_setscheduler(pid, policy, &priority));
    }

    [PyFunction("sched_rr_get_interval")]
    private static double RrInterval(int pid)
    {
        TimeSpec t;
        OsErrors.Check(LinuxLibc.sched_rr_get_interval(pid, &t));
        return t.Seconds + 1e-9 * t.Nanoseconds;
    }

    [PyFunction("setpgrp")] private static void SetPGrp() => OsErrors.Check(Libc.setpgid(0, 0));

    [PyFunction("setns")] private static void SetNs([Kw] Value fd, [Kw] int nstype = 0) => OsErrors.Check(LinuxLibc.setns(Fd(fd), nstype));

    [PyFunction("unshare")] private static void Unshare([Kw] int flags) => OsErrors.Check(LinuxLibc.unshare(flags));

    [PyFunction("getresuid")]
    private static Value GetResUid()
    {
        uint r, e, s;
        OsErrors.Check(LinuxLibc.getresuid(&r, &e, &s));
        return new Value(new PyTuple(Value.Int(r), Value.Int(e), Value.Int(s)));
    }

    [PyFunction("getresgid")]
    private static Value GetResGid()
    {
        uint r, e, s;
        OsErrors.Check(LinuxLibc.getresgid(&r, &e, &s));
        return new Value(new PyTuple(Value.Int(r), Value.Int(e), Value.Int(s)));
    }

    internal static uint IdArgument(Value v, string kind) =>
        PwdModule.Id(v, kind) ?? throw Err.OverflowError(Args.Big(v).Sign < 0 ? $"{kind} is less than minimum" : $"{kind} is greater than maximum");

    [PyFunction("setresuid")] private static void SetResUid(Value ruid, Value euid, Value suid) => OsErrors.Check(LinuxLibc.setresuid(IdArgument(ruid, "uid"), IdArgument(euid, "uid"), IdArgument(suid, "uid")));

    [PyFunction("setresgid")] private static void SetResGid(Value rgid, Value egid, Value sgid) => OsErrors.Check(LinuxLibc.setresgid(IdArgument(rgid, "gid"), IdArgument(egid, "gid"), IdArgument(sgid, "gid")));

    [PyFunction("setreuid")] private static void SetReUid(Value ruid, Value euid) => OsErrors.Check(LinuxLibc.setreuid(IdArgument(ruid, "uid"), IdArgument(euid, "uid")));

    [PyFunction("setregid")] private static void SetReGid(Value rgid, Value egid) => OsErrors.Check(LinuxLibc.setregid(IdArgument(rgid, "gid"), IdArgument(egid, "gid")));

    [PyFunction("getgrouplist")]
    private static Value GetGroupList(Value user, Value group)
    {
        uint gid = IdArgument(group, "gid");
        var groups = new uint[1024];
        int count = groups.Length;
        fixed (byte* name = (byte[])[.. OsPath.FsBytes(user), 0])
        fixed (uint* to = groups)
            if (LinuxLibc.getgrouplist(name, gid, to, &count) < 0) throw OsErrors.Last();
        return new Value(new PyList([.. groups.Take(count).Select(g => Value.Int(g))]));
    }

    [PyFunction("initgroups")]
    private static void InitGroups(Value username, Value gid)
    {
        fixed (byte* name = (byte[])[.. OsPath.FsBytes(username), 0]) OsErrors.Check(LinuxLibc.initgroups(name, IdArgument(gid, "gid")));
    }

    [PyFunction("setgroups")]
    private static void SetGroups(Value groups)
    {
        var all = Ops.ToArray(groups).Select(g => IdArgument(g, "gid")).ToArray();
        fixed (uint* p = all) OsErrors.Check(LinuxLibc.setgroups(all.Length, p));
    }

    private static readonly (string Name, int Number)[] ConfigurationStrings =
    [
        ("CS_PATH", 0), ("CS_GNU_LIBC_VERSION", 2), ("CS_GNU_LIBPTHREAD_VERSION", 3), ("CS_LFS_CFLAGS", 1000), ("CS_LFS_LDFLAGS", 1001), ("CS_LFS_LIBS", 1002),
        ("CS_LFS_LINTFLAGS", 1003), ("CS_LFS64_CFLAGS", 1004), ("CS_LFS64_LDFLAGS", 1005), ("CS_LFS64_LIBS", 1006), ("CS_LFS64_LINTFLAGS", 1007),
    ];

    /// <summary>os.confstr_names.</summary>
    private static PyDict ConfStrNames()
    {
        var d = new PyDict();
        foreach (var (name, number) in ConfigurationStrings) d.Set(PyStr.Intern(name), Value.Int(number));
        return d;
    }

    [PyFunction("confstr")]
    private static Value ConfStr(Value name)
    {
        int number;
        if (name.Ref is PyStr s)
        {
            int at = Array.FindIndex(ConfigurationStrings, c => c.Name == s.ToString());
            number = at >= 0 ? ConfigurationStrings[at].Number : throw Err.ValueError("unrecognized configuration name");
        }
        else number = Ops.HasIndex(name) ? Args.Int(name) : throw Err.TypeError("configuration names must be strings or integers");
        Marshal.SetLastSystemError(0);
        byte* to = stackalloc byte[1024];
        nint n = LinuxLibc.confstr(number, to, 1024);
        if (n == 0) return Libc.Errno == 0 ? Value.None : throw OsErrors.Last();
        return OsPath.Result(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(to), false);
    }

    /// <summary>A path or a descriptor for the functions of extended attributes.</summary>
    private static OsPath AttributePath(Value path, bool follow, string function)
    {
        var p = OsPath.Of(path, function, allowFd: true);
        return p.Fd >= 0 && !follow ? throw Err.ValueError($"{function}: cannot use fd and follow_symlinks together") : p;
    }

    [PyFunction("getxattr")]
    private static Value GetXAttr([Kw] Value path, [Kw] Value attribute, [Kw("follow_symlinks"), KwOnly] bool follow = true)
    {
        var p = AttributePath(path, follow, "getxattr");
        var to = new byte[65536];
        fixed (byte* file = p.Name)
        fixed (byte* name = (byte[])[.. OsPath.FsBytes(attribute), 0])
        fixed (byte* t = to)
        {
            nint n = p.Fd >= 0 ? LinuxLibc.fgetxattr(p.Fd, name, t, to.Length) : follow ? LinuxLibc.getxattr(file, name, t, to.Length) : LinuxLibc.lgetxattr(file, name, t, to.Length);
            return n >= 0 ? new Value(new PyBytes(to.AsSpan(0, (int)n))) : throw OsErrors.Last(path);
        }
    }

    [PyFunction("listxattr")]
    private static Value ListXAttr([Kw, OptNone] Value path, [Kw("follow_symlinks"), KwOnly] bool follow = true)
    {
        if (path.IsNone) path = Value.Str(".");
        var p = AttributePath(path, follow, "listxattr");
        var to = new byte[65536];
        nint n;
        fixed (byte* file = p.Name)
        fixed (byte* t = to)
            n = p.Fd >= 0 ? LinuxLibc.flistxattr(p.Fd, t, to.Length) : follow ? LinuxLibc.listxattr(file, t, to.Length) : LinuxLibc.llistxattr(file, t, to.Length);
        if (n < 0) throw OsErrors.Last(path);
        var list = new PyList();
        for (int i = 0; i < n;)
        {
            int end = Array.IndexOf(to, (byte)0, i);
            list.Append(OsPath.Result(to.AsSpan(i, end - i), false));
            i = end + 1;
        }
        return new Value(list);
    }

    [PyFunction("setxattr")]
    private static void SetXAttr([Kw] Value path, [Kw] Value attribute, [Kw] Value value, [Kw] int flags = 0, [Kw("follow_symlinks"), KwOnly] bool follow = true)
    {
        var p = AttributePath(path, follow, "setxattr");
        var from = Buffers.ToArray(value);
        fixed (byte* file = p.Name)
        fixed (byte* name = (byte[])[.. OsPath.FsBytes(attribute), 0])
        fixed (byte* f = from)
        {
            int r = p.Fd >= 0 ? LinuxLibc.fsetxattr(p.Fd, name, f, from.Length, flags) : follow ? LinuxLibc.setxattr(file, name, f, from.Length, flags) : LinuxLibc.lsetxattr(file, name, f, from.Length, flags);
            if (r < 0) throw OsErrors.Last(path);
        }
    }

    [PyFunction("removexattr")]
    private static void RemoveXAttr([Kw] Value path, [Kw] Value attribute, [Kw("follow_symlinks"), KwOnly] bool follow = true)
    {
        var p = AttributePath(path, follow, "removexattr");
        fixed (byte* file = p.Name)
        fixed (byte* name = (byte[])[.. OsPath.FsBytes(attribute), 0])
        {
            int r = p.Fd >= 0 ? LinuxLibc.fremovexattr(p.Fd, name) : follow ? LinuxLibc.removexattr(file, name) : LinuxLibc.lremovexattr(file, name);
            if (r < 0) throw OsErrors.Last(path);
        }
    }
}
