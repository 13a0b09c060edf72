using TieredPy.Runtime.Objects.Arguments;

namespace TieredPy.Runtime.Modules.Posix;

/// <summary>_posixsubprocess: how subprocess starts programs. There is no fork here: posix_spawn does what the child would do between fork and exec.</summary>
[PyModule("_posixsubprocess", Doc = "A POSIX helper for the subprocess module.")]
internal static unsafe partial class PosixSubprocessModule
{
    [PyFunction("fork_exec")]
    private static long ForkExec([StarArgs] ReadOnlySpan<Value> a)
    {
        if (a.Length != 23) throw Err.TypeError($"fork_exec expected 23 arguments, got {a.Length}");
        Value args = a[0], executables = a[1], cwd = a[4], env = a[5];
        bool closeFds = Ops.Truth(a[2]), restoreSignals = Ops.Truth(a[14]), newSession = Ops.Truth(a[15]);
        if (!a[21].IsNone) throw Err.RuntimeError("preexec_fn is not supported by this implementation");
        var identity = new ChildIdentity(IdOf(a[17], "gid"), a[18].IsNone ? null : [.. Ops.ToArray(a[18]).Select(GroupOf)], IdOf(a[19], "uid"), Args.Int(a[20]));
        int Fd(Value v) => Args.Int(v);
        int p2cRead = Fd(a[6]), p2cWrite = Fd(a[7]), c2pRead = Fd(a[8]), c2pWrite = Fd(a[9]), errRead = Fd(a[10]), errWrite = Fd(a[11]), report = Fd(a[13]);
        var keep = Ops.ToArray(a[3]).Select(Args.Int).ToHashSet();
        var argv = Ops.ToArray(args).Select(OsPath.FsBytes).ToList();
        var environment = env.IsNone
            ? PosixModule.EnvironmentOf(Ops.GetAttr(new Value(Posix()), "environ"))
            : Ops.ToArray(env).Select(v => Buffers.ToArray(v)).ToList();
        byte* actions = stackalloc byte[128], attributes = stackalloc byte[512], set = stackalloc byte[128];
        _ = Libc.posix_spawn_file_actions_init(actions);
        _ = Libc.posix_spawnattr_init(attributes);
        try
        {
            if (!cwd.IsNone)
                fixed (byte* dir = (byte[])[.. OsPath.FsBytes(cwd), 0]) _ = Libc.posix_spawn_file_actions_addchdir_np(actions, dir);
            // Descriptors that lie where others must go are moved away first.
            int spare = 200;
            int Away(int fd, int to)
            {
                if (fd < 0 || fd > 2 || fd == to) return fd;
                _ = Libc.posix_spawn_file_actions_adddup2(actions, fd, ++spare);
                return spare;
            }
            int input = Away(p2cRead, 0), output = Away(c2pWrite, 1), error = Away(errWrite, 2);
            // dup2 onto itself clears close-on-exec: posix_spawn defines it so.
            if (input >= 0) _ = Libc.posix_spawn_file_actions_adddup2(actions, input, 0);
            if (output >= 0) _ = Libc.posix_spawn_file_actions_adddup2(actions, output, 1);
            if (error >= 0) _ = Libc.posix_spawn_file_actions_adddup2(actions, error, 2);
            while (spare > 200) _ = Libc.posix_spawn_file_actions_addclose(actions, spare--);
            foreach (int fd in keep)
                if (fd > 2 && fd != report) _ = Libc.posix_spawn_file_actions_adddup2(actions, fd, fd);
            if (closeFds)
            {
                foreach (string entry in Directory.GetFiles("/proc/self/fd"))
                {
                    if (!int.TryParse(Path.GetFileName(entry), out int fd) || fd <= 2 || keep.Contains(fd)) continue;
                    int flags = Libc.fcntl(fd, 1, 0);
                    if (flags >= 0 && (flags & 1) == 0) _ = Libc.posix_spawn_file_actions_addclose(actions, fd);
                }
            }
            short spawnFlags = 0x08;
            _ = Libc.sigemptyset(set);
            _ = Libc.posix_spawnattr_setsigmask(attributes, set);
            if (restoreSignals)
            {
                spawnFlags |= 0x04;
                _ = Libc.sigaddset(set, 13);
                _ = Libc.sigaddset(set, 25);
                _ = Libc.posix_spawnattr_setsigdefault(attributes, set);
            }
            if (newSession) spawnFlags |= 0x80;
            long group = Ops.AsLong(a[16]);
            if (group >= 0)
            {
                spawnFlags |= 0x02;
                _ = Libc.posix_spawnattr_setpgroup(attributes, (int)group);
            }
            _ = Libc.posix_spawnattr_setflags(attributes, spawnFlags);
            using var nativeArgs = new NativeStrings(argv);
            using var nativeEnvironment = new NativeStrings(environment);
            int failure = OsErrors.ENOENT;
            foreach (var executable in Ops.Iterate(executables))
            {
                int child = 0;
                bool refused;
                fixed (byte* path = (byte[])[.. OsPath.FsBytes(executable), 0])
                {
                    byte* file = path;
                    failure = identity.Start(() =>
                    {
                        int pid = 0;
                        int error = Libc.posix_spawn(&pid, file, actions, attributes, nativeArgs.Pointer, nativeEnvironment.Pointer);
                        child = pid;
                        return error;
                    }, out refused);
                }
                if (failure == 0) return child;
                if (refused) return Failed(failure, report, "noexec");
                if (failure is not (OsErrors.ENOENT or OsErrors.ENOTDIR)) break;
            }
            // subprocess shows the directory instead of the program when the message is this.
            return Failed(failure, report, !cwd.IsNone && !Directory.Exists(System.Text.Encoding.UTF8.GetString(OsPath.FsBytes(cwd))) ? "noexec:chdir" : "");
        }
        finally
        {
            _ = Libc.posix_spawn_file_actions_destroy(actions);
            _ = Libc.posix_spawnattr_destroy(attributes);
        }
    }

    private static uint? IdOf(Value v, string kind) => v.IsNone ? null : PosixModule.IdArgument(v, kind);

    private static uint GroupOf(Value v) => PwdModule.Id(v, "gid") ?? throw Err.ValueError("invalid group id");

    private static PyModule Posix() => BuiltinModuleLoader.Import("posix")!;

    /// <summary>Tells subprocess, as the child would, over the pipe it reads; the child that failed is one that just exits.</summary>
    private static long Failed(int error, int report, string reason)
    {
        var message = System.Text.Encoding.ASCII.GetBytes($"OSError:{error:X}:{reason}");
        fixed (byte* p = message) _ = Libc.write(report, p, message.Length);
        int pid;
        using var none = new NativeStrings([]);
        using var args = new NativeStrings(["false"u8.ToArray()]);
        fixed (byte* path = "/bin/false\0"u8) _ = Libc.posix_spawn(&pid, path, null, null, args.Pointer, none.Pointer);
        return pid;
    }
}
