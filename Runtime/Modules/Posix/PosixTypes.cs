namespace TieredPy.Runtime.Modules.Posix;

/// <summary>The struct sequences of the module posix.</summary>
internal static class PosixTypes
{
    private static PyType? stat, terminal, statVfs, uname, times, wait, sched;

    public static PyType StatResult => stat ??= MakeStatResult();

    public static PyType TerminalSize => terminal ??= StructSequence.NewType("os.terminal_size", ["columns", "lines"], -1, "A tuple of (columns, lines) for holding terminal window size");

    public static PyType StatVfsResult => statVfs ??= StructSequence.NewType("os.statvfs_result",
        ["f_bsize", "f_frsize", "f_blocks", "f_bfree", "f_bavail", "f_files", "f_ffree", "f_favail", "f_flag", "f_namemax", "f_fsid"], 10);

    public static PyType UnameResult => uname ??= StructSequence.NewType("posix.uname_result", ["sysname", "nodename", "release", "version", "machine"]);

    public static PyType TimesResult => times ??= StructSequence.NewType("posix.times_result", ["user", "system", "children_user", "children_system", "elapsed"]);

    public static PyType WaitIdResult => wait ??= StructSequence.NewType("posix.waitid_result", ["si_pid", "si_uid", "si_signo", "si_status", "si_code"]);

    public static PyType SchedParam => sched ??= MakeSchedParam();

    private static unsafe PyType MakeStatResult()
    {
        var type = StructSequence.NewType("os.stat_result",
            ["st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size", null, null, null, "st_atime", "st_mtime", "st_ctime",
             "st_atime_ns", "st_mtime_ns", "st_ctime_ns", "st_blksize", "st_blocks", "st_rdev"], 10,
            "stat_result: Result from stat, fstat, or lstat.\n\nThis object may be accessed either as a tuple of\n  (mode, ino, dev, nlink, uid, gid, size, atime, mtime, ctime)\nor via the attributes st_mode, st_ino, st_dev, st_nlink, st_uid, and so on.\n\nPosix/windows: If your platform supports st_blksize, st_blocks, st_rdev,\nor st_flags, they are available as attributes only.\n\nSee os.stat for more information.");
        type.AddNew(&NewStatResult);
        return type;
    }

    /// <summary>The times that aren't given are those of the tuple, which are whole seconds.</summary>
    private static Value NewStatResult(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        const int Times = 7, Count = 3;
        var made = StructSequence.New(args, kw);
        var result = (PyStructSequence)made.Ref!;
        for (int i = 0; i < Count; i++)
            if (result.Hidden[i].IsNone) result.Hidden[i] = result[Times + i];
        return made;
    }

    /// <summary>Its constructor takes the priority itself.</summary>
    private static unsafe PyType MakeSchedParam()
    {
        var type = StructSequence.NewType("posix.sched_param", ["sched_priority"]);
        type.AddNew(&NewSchedParam);
        return type;
    }

    private static Value NewSchedParam(ReadOnlySpan<Value> args, PyStr[]? kw) =>
        args.Length == 2 && (kw == null || kw[0].ToString() == "sched_priority")
            ? StructSequence.Make(SchedParam, args[1])
            : throw Err.TypeError($"sched_param() takes exactly 1 argument ({args.Length - 1} given)");

    public static Value Stat(in StatX s)
    {
        Value Ns(TimeSpec t) => Math.Abs(t.Seconds) < 9_000_000_000
            ? Value.Int(t.Seconds * 1_000_000_000 + t.Nanoseconds)
            : Value.Big((BigInteger)t.Seconds * 1_000_000_000 + t.Nanoseconds);
        Value Seconds(TimeSpec t) => Value.Float(t.Seconds + 1e-9 * t.Nanoseconds);
        return StructSequence.Make(StatResult,
            Value.Int(s.Mode), Value.Big(s.Inode), Value.Big(s.Device), Value.Int(s.Links), Value.Int(s.Uid), Value.Int(s.Gid), Value.Int(s.Size),
            Value.Int(s.Accessed.Seconds), Value.Int(s.Modified.Seconds), Value.Int(s.Changed.Seconds),
            Seconds(s.Accessed), Seconds(s.Modified), Seconds(s.Changed),
            Ns(s.Accessed), Ns(s.Modified), Ns(s.Changed),
            Value.Int(s.BlockSize), Value.Int(s.Blocks), Value.Big(s.RDevice));
    }
}
