namespace TieredPy.Runtime.Modules.Posix;

/// <summary>The constants of the module resource on Linux.</summary>
internal static class ResourceConstants
{
    public static readonly (string Name, long Value)[] All =
    [
        ("RLIMIT_CPU", 0), ("RLIMIT_FSIZE", 1), ("RLIMIT_DATA", 2), ("RLIMIT_STACK", 3), ("RLIMIT_CORE", 4), ("RLIMIT_NOFILE", 7),
        ("RLIMIT_OFILE", 7), ("RLIMIT_AS", 9), ("RLIMIT_RSS", 5), ("RLIMIT_NPROC", 6), ("RLIMIT_MEMLOCK", 8), ("RLIMIT_MSGQUEUE", 12),
        ("RLIMIT_NICE", 13), ("RLIMIT_RTPRIO", 14), ("RLIMIT_RTTIME", 15), ("RLIMIT_SIGPENDING", 11), ("RUSAGE_SELF", 0), ("RUSAGE_CHILDREN", -1),
        ("RUSAGE_THREAD", 1), ("RLIM_INFINITY", -1),
    ];

    /// <summary>Enters them into a module.</summary>
    public static void AddTo(PyModule m)
    {
        foreach (var (name, value) in All) m.Dict.Set(PyStr.Intern(name), Value.Int(value));
    }
}
