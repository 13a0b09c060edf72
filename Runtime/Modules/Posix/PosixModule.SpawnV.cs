using TieredPy.Runtime.Objects.Arguments;

namespace TieredPy.Runtime.Modules.Posix;

// os.spawnv and its kin, which CPython's os.py makes of fork.
internal static unsafe partial class PosixModule
{
    private const int SpawnNoWait = 1, NotFound = 127;

    [PyFunction("spawnv")] private static long SpawnV(int mode, Value file, Value args) => SpawnAndWait(mode, file, args, Value.None, false);

    [PyFunction("spawnve")] private static long SpawnVE(int mode, Value file, Value args, Value env) => SpawnAndWait(mode, file, args, env, false);

    [PyFunction("spawnvp")] private static long SpawnVP(int mode, Value file, Value args) => SpawnAndWait(mode, file, args, Value.None, true);

    [PyFunction("spawnvpe")] private static long SpawnVPE(int mode, Value file, Value args, Value env) => SpawnAndWait(mode, file, args, env, true);

    private static long SpawnAndWait(int mode, Value file, Value args, Value env, bool search)
    {
        if (args.Ref is not (PyTuple or PyList)) throw Err.TypeError("argv must be a tuple or a list");
        if (Ops.Len(args) == 0 || !Ops.Truth(Ops.GetItem(args, Value.Int(0)))) throw Err.ValueError("argv first element cannot be empty");
        var argv = ArgumentsOf(args, "argv");
        var environment = env.IsNone ? new Value(CreateEnvironment()) : Mapping(env, "environment must be a mapping object");
        int pid = StartAny(Candidates(OsPath.FsBytes(file), env, search), argv, EnvironmentOf(environment));
        if (mode == SpawnNoWait) return pid > 0 ? pid : StartAny(["/bin/sh"u8.ToArray()], ["sh"u8.ToArray(), "-c"u8.ToArray(), "exit 127"u8.ToArray()], []);
        if (pid == 0) return NotFound;
        int status = 0;
        OsErrors.Check(WaitForChild(pid, 0, &status, null));
        return WaitStatusToExitCode(status);
    }

    private static IEnumerable<byte[]> Candidates(byte[] file, Value env, bool search)
    {
        if (!search || file.AsSpan().Contains((byte)'/')) return [file];
        var environ = env.IsNone ? Ops.GetAttr(new Value(BuiltinModuleLoader.Import("posix")!), "environ") : env;
        var name = env.IsNone ? new Value(new PyBytes("PATH"u8)) : Value.Str("PATH");
        byte[] path = Ops.Contains(environ, name) ? OsPath.FsBytes(Ops.GetItem(environ, name)) : "/bin:/usr/bin"u8.ToArray();
        var all = new List<byte[]>();
        foreach (var part in path.AsSpan().Split((byte)':')) all.Add([.. path.AsSpan(part), (byte)'/', .. file]);
        return all;
    }

    /// <summary>The process that the first file that can be run was started as; 0 when none can.</summary>
    private static int StartAny(IEnumerable<byte[]> files, List<byte[]> argv, List<byte[]> environment)
    {
        using var a = new NativeStrings(argv);
        using var e = new NativeStrings(environment);
        foreach (var file in files)
        {
            int pid;
            fixed (byte* name = (byte[])[.. file, 0])
                if (Libc.posix_spawn(&pid, name, null, null, a.Pointer, e.Pointer) == 0) return pid;
        }
        return 0;
    }
}
