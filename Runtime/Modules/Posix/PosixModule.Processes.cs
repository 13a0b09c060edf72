using TieredPy.Runtime.Objects.Arguments;

namespace TieredPy.Runtime.Modules.Posix;

// Processes, users, the machine.
internal static unsafe partial class PosixModule
{
    [PyFunction("getpid")] private static long GetPid() => Libc.getpid();
    [PyFunction("getppid")] private static long GetPPid() => Libc.getppid();
    [PyFunction("getuid")] private static long GetUid() => (uint)Libc.getuid();
    [PyFunction("geteuid")] private static long GetEUid() => (uint)Libc.geteuid();
    [PyFunction("getgid")] private static long GetGid() => (uint)Libc.getgid();
    [PyFunction("getegid")] private static long GetEGid() => (uint)Libc.getegid();
    [PyFunction("setuid")] private static void SetUid(Value uid) => OsErrors.Check(Libc.setuid(Id(uid)));
    [PyFunction("seteuid")] private static void SetEUid(Value uid) => OsErrors.Check(Libc.seteuid(Id(uid)));
    [PyFunction("setgid")] private static void SetGid(Value gid) => OsErrors.Check(Libc.setgid(Id(gid)));
    [PyFunction("setegid")] private static void SetEGid(Value gid) => OsErrors.Check(Libc.setegid(Id(gid)));
    [PyFunction("getpgid")] private static long GetPGid([Kw] int pid) => OsErrors.Check(Libc.getpgid(pid));
    [PyFunction("getpgrp")] private static long GetPGrp() => Libc.getpgid(0);
    [PyFunction("setpgid")] private static void SetPGid(int pid, int group) => OsErrors.Check(Libc.setpgid(pid, group));
    [PyFunction("getsid")] private static long GetSid(int pid) => OsErrors.Check(Libc.getsid(pid));
    [PyFunction("setsid")] private static void SetSid() => OsErrors.Check(Libc.setsid());
    [PyFunction("tcgetpgrp")] private static long TcGetPGrp(int fd) => OsErrors.Check(Libc.tcgetpgrp(fd));
    [PyFunction("tcsetpgrp")] private static void TcSetPGrp(int fd, int group) => OsErrors.Check(Libc.tcsetpgrp(fd, group));

    [PyFunction("getgroups")]
    private static Value GetGroups()
    {
        int* ids = stackalloc int[1024];
        long n = OsErrors.Check(Libc.getgroups(1024, ids));
        var list = new PyList();
        for (int i = 0; i < n; i++) list.Append(Value.Int((uint)ids[i]));
        return new Value(list);
    }

    [PyFunction("getlogin")]
    private static Value GetLogin()
    {
        byte* name = Libc.getlogin();
        return name != null ? OsPath.Result(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name), false) : throw OsErrors.Last();
    }

    [PyFunction("ctermid")] private static string CTermId() => Marshal.PtrToStringUTF8((nint)Libc.ctermid(null)) ?? "";

    [PyFunction("kill")]
    private static void Kill(int pid, int signal)
    {
        if (pid == Environment.ProcessId && SignalModule.NoticeOwn(signal)) return;
        OsErrors.Check(Libc.kill(pid, signal));
        OsErrors.CheckSignals();
    }

    [PyFunction("killpg")] private static void KillPg(int group, int signal) => OsErrors.Check(Libc.killpg(group, signal));

    [PyFunction("_exit")]
    private static void Exit([Kw] int status) => Libc._exit(status);

    [PyFunction("abort")] private static void Abort() => Libc.abort();

    // The runtime has threads of its own (collector, compiler): a copy of the process would have only one of them.
    [PyFunction("register_at_fork")] private static void RegisterAtFork([Kw, KwOnly, Opt] Value before, [Kw("after_in_child"), Opt] Value child, [Kw("after_in_parent"), Opt] Value parent) { }

    [PyFunction("execv")]
    private static void ExecV(Value path, Value argv) => Exec(path, argv, null, "execv");

    [PyFunction("execve")]
    private static void ExecVE([Kw] Value path, [Kw] Value argv, [Kw] Value env) => Exec(path, argv, EnvironmentOf(Mapping(env, "execve: environment must be a mapping object")), "execve");

    private static void Exec(Value path, Value argv, List<byte[]>? environment, string function)
    {
        var p = OsPath.Of(path, function, "path", environment != null);
        var args = ArgumentsOf(argv, environment == null ? function + "() arg 2" : function + ": argv");
        environment ??= EnvironmentOf(new Value(CreateEnvironment()));
        using var a = new NativeStrings(args);
        using var e = new NativeStrings(environment);
        byte[] file = p.IsFd ? System.Text.Encoding.ASCII.GetBytes($"/proc/self/fd/{p.Fd}\0") : p.Name;
        fixed (byte* name = file) _ = Libc.execve(name, a.Pointer, e.Pointer);
        throw OsErrors.Last(path);
    }

    internal static Value Mapping(Value env, string otherwise) =>
        env.IsInt || env.IsFloat || !Ops.Has(env, Slot.GetItem) || !Ops.TryGetAttr(env, "keys", out _) ? throw Err.TypeError(otherwise) : env;

    internal static List<byte[]> ArgumentsOf(Value argv, string what)
    {
        if (argv.Ref is not (PyTuple or PyList)) throw Err.TypeError($"{what} must be a tuple or list");
        if (Ops.Len(argv) == 0) throw Err.ValueError($"{what} must not be empty");
        var args = Ops.ToArray(argv).Select(OsPath.FsBytes).ToList();
        if (args[0].Length == 0) throw Err.ValueError($"{what} first element cannot be empty");
        return args;
    }

    internal static List<byte[]> EnvironmentOf(Value env)
    {
        var list = new List<byte[]>();
        var keys = Ops.ToArray(Ops.CallMethod(env, "keys"));
        foreach (var k in keys)
        {
            byte[] key = OsPath.FsBytes(k), value = OsPath.FsBytes(Ops.GetItem(env, k));
            if (key.Length > 0 && key.AsSpan(1).Contains((byte)'=')) throw Err.ValueError("illegal environment variable name");
            list.Add([.. key, (byte)'=', .. value]);
        }
        return list;
    }

    [PyFunction("waitstatus_to_exitcode")]
    private static long WaitStatusToExitCode([Kw] int status)
    {
        if ((status & 0x7F) == 0) return status >> 8 & 0xFF;
        if ((status & 0xFF) == 0x7F) throw Err.ValueError($"process stopped by delivery of signal {status >> 8 & 0xFF}");
        return -(status & 0x7F);
    }

    [PyFunction("WIFEXITED")] private static bool WIfExited([Kw] int status) => (status & 0x7F) == 0;
    [PyFunction("WEXITSTATUS")] private static long WExitStatus([Kw] int status) => status >> 8 & 0xFF;
    [PyFunction("WIFSIGNALED")] private static bool WIfSignaled([Kw] int status) => (sbyte)((status & 0x7F) + 1) >> 1 > 0;
    [PyFunction("WTERMSIG")] private static long WTermSig([Kw] int status) => status & 0x7F;
    [PyFunction("WIFSTOPPED")] private static bool WIfStopped([Kw] int status) => (status & 0xFF) == 0x7F;
    [PyFunction("WSTOPSIG")] private static long WStopSig([Kw] int status) => status >> 8 & 0xFF;
    [PyFunction("WIFCONTINUED")] private static bool WIfContinued([Kw] int status) => status == 0xFFFF;
    [PyFunction("WCOREDUMP")] private static bool WCoreDump(int status) => (status & 0x80) != 0;

    [PyFunction("nice")]
    private static long Nice(int increment)
    {
        Marshal.SetLastSystemError(0);
        int r = Libc.nice(increment);
        return r != -1 || Libc.Errno == 0 ? r : throw OsErrors.Last();
    }

    [PyFunction("getpriority")]
    private static long GetPriority([Kw] int which, [Kw] int who)
    {
        Marshal.SetLastSystemError(0);
        int r = Libc.getpriority(which, who);
        return r != -1 || Libc.Errno == 0 ? r : throw OsErrors.Last();
    }

    [PyFunction("setpriority")] private static void SetPriority([Kw] int which, [Kw] int who, [Kw] int priority) => OsErrors.Check(Libc.setpriority(which, who, priority));

    [PyFunction("urandom")]
    private static Value URandom(long size)
    {
        if (size < 0) throw Err.ValueError("negative argument not allowed");
        var b = new byte[size];
        System.Security.Cryptography.RandomNumberGenerator.Fill(b);
        return new Value(PyBytes.Make(b));
    }

    [PyFunction("getrandom")]
    private static Value GetRandom([Kw] long size, [Kw] int flags = 0)
    {
        if (size < 0) throw OsErrors.Make(OsErrors.EINVAL);
        var b = new byte[size];
        fixed (byte* p = b)
        {
            long n = OsErrors.Check(Libc.getrandom(p, (nint)size, (uint)flags));
            return new Value(PyBytes.Make(b[..(int)n]));
        }
    }

    [PyFunction("cpu_count")] private static Value CpuCount() => Libc.sysconf(84) is > 0 and var n ? Value.Int(n) : Value.None;

    [PyFunction("sched_yield")] private static void SchedYield() => OsErrors.Check(Libc.sched_yield());

    [PyFunction("sched_getaffinity")]
    private static Value SchedGetAffinity(int pid)
    {
        byte* mask = stackalloc byte[1024];
        new Span<byte>(mask, 1024).Clear();
        OsErrors.Check(Libc.sched_getaffinity(pid, 1024, mask));
        var set = new PySet();
        for (int i = 0; i < 8192; i++)
            if ((mask[i >> 3] >> (i & 7) & 1) != 0) set.Add(Value.Int(i));
        return new Value(set);
    }

    [PyFunction("sched_setaffinity")]
    private static void SchedSetAffinity(int pid, Value mask)
    {
        byte* bits = stackalloc byte[1024];
        new Span<byte>(bits, 1024).Clear();
        foreach (var v in Ops.Iterate(mask))
        {
            long i = Ops.AsLong(v);
            if (i is < 0) throw Err.ValueError("negative CPU number");
            if (i >= 8192) throw Err.OverflowError("CPU number too large");
            bits[i >> 3] |= (byte)(1 << (int)(i & 7));
        }
        OsErrors.Check(Libc.sched_setaffinity(pid, 1024, bits));
    }

    [PyFunction("sched_get_priority_max")] private static long SchedMax([Kw] int policy) => OsErrors.Check(Libc.sched_get_priority_max(policy));
    [PyFunction("sched_get_priority_min")] private static long SchedMin([Kw] int policy) => OsErrors.Check(Libc.sched_get_priority_min(policy));

    [PyFunction("times")]
    private static Value Times()
    {
        long* t = stackalloc long[4];
        long elapsed = Libc.times(t);
        double hz = Libc.sysconf(2);
        return StructSequence.Make(PosixTypes.TimesResult, Value.Float(t[0] / hz), Value.Float(t[1] / hz), Value.Float(t[2] / hz), Value.Float(t[3] / hz), Value.Float(elapsed / hz));
    }

    [PyFunction("uname")]
    private static Value UName()
    {
        byte* b = stackalloc byte[65 * 6];
        OsErrors.Check(Libc.uname(b));
        Value Field(byte* p) => OsPath.Result(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(p), false);
        return StructSequence.Make(PosixTypes.UnameResult, Field(b), Field(b + 65), Field(b + 130), Field(b + 195), Field(b + 260));
    }

    [PyFunction("getloadavg")]
    private static Value GetLoadAvg()
    {
        double* l = stackalloc double[3];
        if (Libc.getloadavg(l, 3) != 3) throw Err.OSError("Load averages are unobtainable");
        return new Value(new PyTuple(Value.Float(l[0]), Value.Float(l[1]), Value.Float(l[2])));
    }

    [PyFunction("system")]
    private static long System_([Kw] Value command)
    {
        var text = OsPath.FsBytes(command);
        int pid = Spawn("/bin/sh\0"u8.ToArray(), ["sh"u8.ToArray(), "-c"u8.ToArray(), text], EnvironmentOf(new Value(CreateEnvironment())), false);
        return ((PyTuple)WaitPid(pid, 0).Ref!)[1].Bits;
    }

    /// <summary>Starts a program.</summary>
    private static int Spawn(byte[] path, List<byte[]> args, List<byte[]> environment, bool search)
    {
        using var a = new NativeStrings(args);
        using var e = new NativeStrings(environment);
        int pid;
        int error;
        fixed (byte* p = path) error = search ? Libc.posix_spawnp(&pid, p, null, null, a.Pointer, e.Pointer) : Libc.posix_spawn(&pid, p, null, null, a.Pointer, e.Pointer);
        return error == 0 ? pid : throw OsErrors.Make(error);
    }
}

/// <summary>A null-terminated array of C strings.</summary>
internal sealed unsafe class NativeStrings : IDisposable
{
    private readonly nint block;

    public NativeStrings(List<byte[]> strings)
    {
        long size = (strings.Count + 1L) * sizeof(nint) + strings.Sum(s => s.Length + 1L);
        block = (nint)NativeMemory.AllocZeroed((nuint)size);
        byte** table = (byte**)block;
        byte* to = (byte*)block + (strings.Count + 1) * sizeof(nint);
        for (int i = 0; i < strings.Count; i++)
        {
            table[i] = to;
            strings[i].CopyTo(new Span<byte>(to, strings[i].Length));
            to += strings[i].Length + 1;
        }
    }

    public byte** Pointer => (byte**)block;

    public void Dispose() => NativeMemory.Free((void*)block);
}
