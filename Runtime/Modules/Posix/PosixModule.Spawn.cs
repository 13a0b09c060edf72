using TieredPy.Runtime.Objects.Arguments;

namespace TieredPy.Runtime.Modules.Posix;

// posix_spawn: starting programs without copying the process.
internal static unsafe partial class PosixModule
{
    private const short ResetIds = 1, SetGroup = 2, SetDefaults = 4, SetSignalMask = 8, SetSchedulerParameter = 0x10, SetSchedulerPolicy = 0x20, SetSession = 0x80;

    [PyFunction("posix_spawn")]
    private static long PosixSpawn(Value path, Value argv, Value env, [Kw("file_actions"), KwOnly, Opt(Show = "()")] Value actions, [Kw, Opt] Value setpgroup, [Kw] bool resetids = false,
        [Kw] bool setsid = false, [Kw, Opt(Show = "()")] Value setsigmask = default, [Kw, Opt(Show = "()")] Value setsigdef = default, [Kw, Opt] Value scheduler = default) =>
        SpawnWith(path, argv, env, actions, new SpawnOptions(setpgroup, resetids, setsid, setsigmask, setsigdef, scheduler), "posix_spawn");

    [PyFunction("posix_spawnp")]
    private static long PosixSpawnP(Value path, Value argv, Value env, [Kw("file_actions"), KwOnly, Opt(Show = "()")] Value actions, [Kw, Opt] Value setpgroup, [Kw] bool resetids = false,
        [Kw] bool setsid = false, [Kw, Opt(Show = "()")] Value setsigmask = default, [Kw, Opt(Show = "()")] Value setsigdef = default, [Kw, Opt] Value scheduler = default) =>
        SpawnWith(path, argv, env, actions, new SpawnOptions(setpgroup, resetids, setsid, setsigmask, setsigdef, scheduler), "posix_spawnp");

    private sealed record SpawnOptions(Value Group, bool ResetIds, bool Session, Value Mask, Value Defaults, Value Scheduler);

    private static long SpawnWith(Value path, Value argv, Value env, Value actions, SpawnOptions options, string function)
    {
        var p = OsPath.Of(path, function);
        var args = ArgumentsOf(argv, $"{function}: argv");
        var environment = EnvironmentOf(env.IsNone ? new Value(CreateEnvironment()) : Mapping(env, $"{function}: environment must be a mapping object or None"));
        byte* files = stackalloc byte[128], attributes = stackalloc byte[512];
        _ = Libc.posix_spawn_file_actions_init(files);
        _ = Libc.posix_spawnattr_init(attributes);
        try
        {
            AddFileActions(files, actions);
            SetAttributes(attributes, options);
            using var a = new NativeStrings(args);
            using var e = new NativeStrings(environment);
            int pid, error;
            fixed (byte* name = p.Name)
                error = function == "posix_spawnp" ? Libc.posix_spawnp(&pid, name, files, attributes, a.Pointer, e.Pointer) : Libc.posix_spawn(&pid, name, files, attributes, a.Pointer, e.Pointer);
            return error == 0 ? pid : throw OsErrors.Make(error, path);
        }
        finally
        {
            _ = Libc.posix_spawn_file_actions_destroy(files);
            _ = Libc.posix_spawnattr_destroy(attributes);
        }
    }

    private static void AddFileActions(byte* files, Value actions)
    {
        if (actions.IsMissingOrNone) return;
        if (actions.Ref is not (PyTuple or PyList) && (actions.Ref == null || actions.IsFloat || !Ops.Has(actions, Slot.GetItem))) throw Err.TypeError("file_actions must be a sequence or None");
        foreach (var action in Ops.Iterate(actions))
        {
            if (action.Ref is not PyTuple { Count: > 0 } t) throw Err.TypeError("Each file_actions element must be a non-empty tuple");
            if (!Ops.HasIndex(t[0])) throw Err.TypeError($"'{Ops.TypeName(t[0])}' object cannot be interpreted as an integer");
            switch (Ops.AsLong(t[0]))
            {
                case 0:
                    if (t.Count != 5) throw Err.TypeError("A open file_action tuple must have 5 elements");
                    fixed (byte* name = (byte[])[.. OsPath.FsBytes(t[2]), 0])
                        _ = Libc.posix_spawn_file_actions_addopen(files, Args.Int(t[1]), name, Args.Int(t[3]), Args.Int(t[4]));
                    break;
                case 1:
                    if (t.Count != 2) throw Err.TypeError("A close file_action tuple must have 2 elements");
                    _ = Libc.posix_spawn_file_actions_addclose(files, Args.Int(t[1]));
                    break;
                case 2:
                    if (t.Count != 3) throw Err.TypeError("A dup2 file_action tuple must have 3 elements");
                    _ = Libc.posix_spawn_file_actions_adddup2(files, Args.Int(t[1]), Args.Int(t[2]));
                    break;
                case 3:
                    if (t.Count != 2) throw Err.TypeError("A closefrom file_action tuple must have 2 elements");
                    _ = LinuxLibc.posix_spawn_file_actions_addclosefrom_np(files, Args.Int(t[1]));
                    break;
                default:
                    throw Err.TypeError("Unknown file_actions identifier");
            }
        }
    }

    private static void SetAttributes(byte* attributes, SpawnOptions options)
    {
        short flags = 0;
        byte* set = stackalloc byte[128];
        if (!options.Group.IsMissing)
        {
            flags |= SetGroup;
            _ = Libc.posix_spawnattr_setpgroup(attributes, Args.Int(options.Group));
        }
        if (options.ResetIds) flags |= ResetIds;
        if (options.Session) flags |= SetSession;
        if (!options.Mask.IsMissing)
        {
            flags |= SetSignalMask;
            FillSet(set, options.Mask);
            _ = Libc.posix_spawnattr_setsigmask(attributes, set);
        }
        if (!options.Defaults.IsMissing)
        {
            flags |= SetDefaults;
            FillSet(set, options.Defaults);
            _ = Libc.posix_spawnattr_setsigdefault(attributes, set);
        }
        if (!options.Scheduler.IsMissing)
        {
            if (options.Scheduler.Ref is not PyTuple { Count: 2 } t) throw Err.TypeError("A scheduler tuple must have two elements");
            if (!t[0].IsNone)
            {
                flags |= SetSchedulerPolicy;
                _ = LinuxLibc.posix_spawnattr_setschedpolicy(attributes, Args.Int(t[0]));
            }
            int priority = Priority(t[1]);
            flags |= SetSchedulerParameter;
            _ = LinuxLibc.posix_spawnattr_setschedparam(attributes, &priority);
        }
        _ = Libc.posix_spawnattr_setflags(attributes, flags);
    }

    private static void FillSet(byte* set, Value signals)
    {
        _ = Libc.sigemptyset(set);
        foreach (int s in SignalModule.SignalSet(signals)) _ = Libc.sigaddset(set, s);
    }
}
