using TieredPy.Runtime.Objects.Arguments;

namespace TieredPy.Runtime.Modules.Posix;

/// <summary>resource: limits of the process, and what it has used.</summary>
[PyModule("resource")]
internal static unsafe partial class ResourceModule
{
    private const int LimitCount = 16;
    private static PyType? usage;

    private static PyType Usage => usage ??= StructSequence.NewType("resource.struct_rusage",
        ["ru_utime", "ru_stime", "ru_maxrss", "ru_ixrss", "ru_idrss", "ru_isrss", "ru_minflt", "ru_majflt", "ru_nswap", "ru_inblock", "ru_oublock",
         "ru_msgsnd", "ru_msgrcv", "ru_nsignals", "ru_nvcsw", "ru_nivcsw"], -1,
        "struct_rusage: Result from getrusage.\n\nThis object may be accessed either as a tuple of\n    (utime,stime,maxrss,ixrss,idrss,isrss,minflt,majflt,\n    nswap,inblock,oublock,msgsnd,msgrcv,nsignals,nvcsw,nivcsw)\nor via the attributes ru_utime, ru_stime, ru_maxrss, and so on.");

    [PyModuleInit]
    private static void Init(PyModule m)
    {
        ResourceConstants.AddTo(m);
        m.Dict.Set(PyStr.Intern("error"), new Value(ExcTypes.OSError));
        m.Dict.Set(PyStr.Intern("struct_rusage"), new Value(Usage));
    }

    [PyFunction("getrusage")]
    private static Value GetRUsage(int who)
    {
        RUsage u;
        if (Libc.getrusage(who, &u) < 0) throw Libc.Errno == OsErrors.EINVAL ? Err.ValueError("invalid who parameter") : OsErrors.Last();
        return Make(in u);
    }

    /// <summary>The struct_rusage of what the system says.</summary>
    internal static Value Make(in RUsage u)
    {
        var fields = new Value[16];
        fields[0] = Value.Float(u.Fields[0] + u.Fields[1] * 1e-6);
        fields[1] = Value.Float(u.Fields[2] + u.Fields[3] * 1e-6);
        for (int i = 2; i < 16; i++) fields[i] = Value.Int(u.Fields[i + 2]);
        return StructSequence.Make(Usage, fields);
    }

    [PyFunction("getpagesize")] private static long GetPageSize() => Environment.SystemPageSize;

    private static void Check(int resource)
    {
        if (resource is < 0 or >= LimitCount) throw Err.ValueError("invalid resource specified");
    }

    private static Value Pair(ulong* l) => new(new PyTuple(Value.Int((long)l[0]), Value.Int((long)l[1])));

    private static void Fill(ulong* l, Value limits)
    {
        var t = limits.Ref as PyTuple ?? Ops.ToTuple(limits);
        if (t.Count != 2) throw Err.ValueError("expected a tuple of 2 integers");
        for (int i = 0; i < 2; i++)
        {
            if (!Ops.HasIndex(t[i])) throw Err.TypeError($"'{Ops.TypeName(t[i])}' object cannot be interpreted as an integer");
            var n = Args.Big(t[i]);
            if (n < long.MinValue || n > long.MaxValue) throw Err.OverflowError("Python int too large to convert to C long");
            l[i] = (ulong)(long)n;
        }
    }

    private static PyException Failed() => Libc.Errno switch
    {
        OsErrors.EINVAL => Err.ValueError("current limit exceeds maximum limit"),
        1 => Err.ValueError("not allowed to raise maximum limit"),
        _ => OsErrors.Last(),
    };

    [PyFunction("getrlimit")]
    private static Value GetRLimit(int resource)
    {
        Check(resource);
        ulong* l = stackalloc ulong[2];
        OsErrors.Check(Libc.getrlimit(resource, l));
        return Pair(l);
    }

    [PyFunction("setrlimit")]
    private static void SetRLimit(int resource, Value limits)
    {
        Check(resource);
        ulong* l = stackalloc ulong[2];
        Fill(l, limits);
        if (Libc.setrlimit(resource, l) < 0) throw Failed();
    }

    [PyFunction("prlimit")]
    private static Value PRLimit(int pid, int resource, [OptNone] Value limits)
    {
        Check(resource);
        ulong* next = stackalloc ulong[2], old = stackalloc ulong[2];
        if (!limits.IsMissingOrNone) Fill(next, limits);
        if (Libc.prlimit(pid, resource, limits.IsMissingOrNone ? null : next, old) < 0)
            throw Libc.Errno == OsErrors.EINVAL ? Err.ValueError("current limit exceeds maximum limit") : OsErrors.Last();
        return Pair(old);
    }
}
