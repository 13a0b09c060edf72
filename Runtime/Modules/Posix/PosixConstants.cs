namespace TieredPy.Runtime.Modules.Posix;

/// <summary>The constants of the module posix on Linux.</summary>
internal static class PosixConstants
{
    public static readonly (string Name, long Value)[] All =
    [
        ("F_OK", 0), ("R_OK", 4), ("W_OK", 2), ("X_OK", 1), ("NGROUPS_MAX", 65536), ("TMP_MAX", 238328), ("WCONTINUED", 8), ("WNOHANG", 1),
        ("WUNTRACED", 2), ("O_RDONLY", 0), ("O_WRONLY", 1), ("O_RDWR", 2), ("O_NDELAY", 2048), ("O_NONBLOCK", 2048), ("O_APPEND", 1024),
        ("O_DSYNC", 4096), ("O_RSYNC", 1052672), ("O_SYNC", 1052672), ("O_NOCTTY", 256), ("O_CREAT", 64), ("O_EXCL", 128), ("O_TRUNC", 512),
        ("O_LARGEFILE", 0), ("O_PATH", 2097152), ("O_TMPFILE", 4259840), ("PRIO_PROCESS", 0), ("PRIO_PGRP", 1), ("PRIO_USER", 2),
        ("O_CLOEXEC", 524288), ("O_ACCMODE", 3), ("O_FSYNC", 1052672), ("SEEK_HOLE", 4), ("SEEK_DATA", 3), ("O_ASYNC", 8192), ("O_DIRECT", 16384),
        ("O_DIRECTORY", 65536), ("O_NOFOLLOW", 131072), ("O_NOATIME", 262144), ("EX_OK", 0), ("EX_USAGE", 64), ("EX_DATAERR", 65), ("EX_NOINPUT", 66),
        ("EX_NOUSER", 67), ("EX_NOHOST", 68), ("EX_UNAVAILABLE", 69), ("EX_SOFTWARE", 70), ("EX_OSERR", 71), ("EX_OSFILE", 72), ("EX_CANTCREAT", 73),
        ("EX_IOERR", 74), ("EX_TEMPFAIL", 75), ("EX_PROTOCOL", 76), ("EX_NOPERM", 77), ("EX_CONFIG", 78), ("ST_RDONLY", 1), ("ST_NOSUID", 2),
        ("ST_NODEV", 4), ("ST_NOEXEC", 8), ("ST_SYNCHRONOUS", 16), ("ST_MANDLOCK", 64), ("ST_WRITE", 128), ("ST_APPEND", 256), ("ST_NOATIME", 1024),
        ("ST_NODIRATIME", 2048), ("ST_RELATIME", 4096), ("TFD_NONBLOCK", 2048), ("TFD_CLOEXEC", 524288), ("TFD_TIMER_ABSTIME", 1),
        ("TFD_TIMER_CANCEL_ON_SET", 2), ("POSIX_FADV_NORMAL", 0), ("POSIX_FADV_SEQUENTIAL", 2), ("POSIX_FADV_RANDOM", 1), ("POSIX_FADV_NOREUSE", 5),
        ("POSIX_FADV_WILLNEED", 3), ("POSIX_FADV_DONTNEED", 4), ("P_WAIT", 0), ("P_NOWAIT", 1), ("P_NOWAITO", 1), ("P_PID", 1), ("P_PGID", 2), ("P_ALL", 0), ("P_PIDFD", 3), ("WEXITED", 4),
        ("WNOWAIT", 16777216), ("WSTOPPED", 2), ("CLD_EXITED", 1), ("CLD_KILLED", 2), ("CLD_DUMPED", 3), ("CLD_TRAPPED", 4), ("CLD_STOPPED", 5),
        ("CLD_CONTINUED", 6), ("F_LOCK", 1), ("F_TLOCK", 2), ("F_ULOCK", 0), ("F_TEST", 3), ("RWF_DSYNC", 2), ("RWF_HIPRI", 1), ("RWF_SYNC", 4),
        ("RWF_NOWAIT", 8), ("RWF_APPEND", 16), ("SPLICE_F_MOVE", 1), ("SPLICE_F_NONBLOCK", 2), ("SPLICE_F_MORE", 4), ("POSIX_SPAWN_OPEN", 0),
        ("POSIX_SPAWN_CLOSE", 1), ("POSIX_SPAWN_DUP2", 2), ("POSIX_SPAWN_CLOSEFROM", 3), ("SCHED_OTHER", 0), ("SCHED_FIFO", 1), ("SCHED_RR", 2),
        ("SCHED_BATCH", 3), ("SCHED_IDLE", 5), ("SCHED_RESET_ON_FORK", 1073741824), ("CLONE_FS", 512), ("CLONE_FILES", 1024), ("CLONE_NEWNS", 131072),
        ("CLONE_NEWCGROUP", 33554432), ("CLONE_NEWUTS", 67108864), ("CLONE_NEWIPC", 134217728), ("CLONE_NEWUSER", 268435456),
        ("CLONE_NEWPID", 536870912), ("CLONE_NEWNET", 1073741824), ("CLONE_NEWTIME", 128), ("CLONE_SYSVSEM", 262144), ("CLONE_THREAD", 65536),
        ("CLONE_SIGHAND", 2048), ("CLONE_VM", 256), ("XATTR_CREATE", 1), ("XATTR_REPLACE", 2), ("XATTR_SIZE_MAX", 65536), ("RTLD_LAZY", 1),
        ("RTLD_NOW", 2), ("RTLD_GLOBAL", 256), ("RTLD_LOCAL", 0), ("RTLD_NODELETE", 4096), ("RTLD_NOLOAD", 4), ("RTLD_DEEPBIND", 8),
        ("GRND_RANDOM", 2), ("GRND_NONBLOCK", 1), ("MFD_CLOEXEC", 1), ("MFD_ALLOW_SEALING", 2), ("MFD_HUGETLB", 4), ("MFD_HUGE_SHIFT", 26),
        ("MFD_HUGE_MASK", 63), ("MFD_HUGE_64KB", 1073741824), ("MFD_HUGE_512KB", 1275068416), ("MFD_HUGE_1MB", 1342177280),
        ("MFD_HUGE_2MB", 1409286144), ("MFD_HUGE_8MB", 1543503872), ("MFD_HUGE_16MB", 1610612736), ("MFD_HUGE_32MB", 1677721600),
        ("MFD_HUGE_256MB", 1879048192), ("MFD_HUGE_512MB", 1946157056), ("MFD_HUGE_1GB", 2013265920), ("MFD_HUGE_2GB", 2080374784),
        ("MFD_HUGE_16GB", 2281701376), ("EFD_CLOEXEC", 524288), ("EFD_NONBLOCK", 2048), ("EFD_SEMAPHORE", 1),
    ];

    /// <summary>Enters them into a module.</summary>
    public static void AddTo(PyModule m)
    {
        foreach (var (name, value) in All) m.Dict.Set(PyStr.Intern(name), Value.Int(value));
    }
}
