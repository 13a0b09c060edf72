namespace TieredPy.Runtime.Modules.Posix;

/// <summary>posix: the operating system, as the module os uses it. This part: what the module is made of, the environment, and paths.</summary>
[PyModule("posix", Doc = "This module provides access to operating system functionality that is\nstandardized by the C Standard and the POSIX standard (a thinly\ndisguised Unix interface).  Refer to the library manual and\ncorresponding Unix manual entries for more information on calls.", Types = [typeof(PyDirEntry)])]
internal static unsafe partial class PosixModule
{
    private const int AtFdCwd = -100, NoFollow = 0x100, EmptyPath = 0x1000, CloseOnExec = 0x80000;

    [PyModuleInit]
    private static void Init(PyModule m)
    {
        PosixConstants.AddTo(m);
        void Set(string name, Value v) => m.Dict.Set(PyStr.Intern(name), v);
        Set("error", new Value(ExcTypes.OSError));
        Set("stat_result", new Value(PosixTypes.StatResult));
        Set("terminal_size", new Value(PosixTypes.TerminalSize));
        Set("statvfs_result", new Value(PosixTypes.StatVfsResult));
        Set("uname_result", new Value(PosixTypes.UnameResult));
        Set("times_result", new Value(PosixTypes.TimesResult));
        Set("waitid_result", new Value(PosixTypes.WaitIdResult));
        Set("sched_param", new Value(PosixTypes.SchedParam));
        Set("environ", new Value(CreateEnvironment()));
        Set("sysconf_names", new Value(Names(SysconfNames.All)));
        Set("pathconf_names", new Value(Names(PathconfNames.All)));
        Set("confstr_names", new Value(ConfStrNames()));
        string[] have = ["HAVE_FACCESSAT", "HAVE_FCHDIR", "HAVE_FCHMOD", "HAVE_FCHMODAT", "HAVE_FCHOWN", "HAVE_FCHOWNAT", "HAVE_FDOPENDIR", "HAVE_FPATHCONF", "HAVE_FSTATAT",
            "HAVE_FSTATVFS", "HAVE_FTRUNCATE", "HAVE_FUTIMENS", "HAVE_LINKAT", "HAVE_LCHOWN", "HAVE_LSTAT", "HAVE_LUTIMES", "HAVE_MKDIRAT", "HAVE_MKFIFOAT", "HAVE_MKNODAT",
            "HAVE_OPENAT", "HAVE_READLINKAT", "HAVE_RENAMEAT", "HAVE_SYMLINKAT", "HAVE_UNLINKAT", "HAVE_UTIMENSAT"];
        Set("_have_functions", new Value(new PyList(have.Map(Value.Str))));
    }

    private static PyDict Names((string Name, long Value)[] all)
    {
        var d = new PyDict();
        foreach (var (name, value) in all) d.Set(PyStr.Intern(name), Value.Int(value));
        return d;
    }

    /// <summary>The environment as bytes.</summary>
    [PyFunction("_create_environ")]
    private static PyDict CreateEnvironment()
    {
        var d = new PyDict();
        nint environ = NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "environ");
        for (byte** p = *(byte***)environ; p != null && *p != null; p++)
        {
            var entry = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(*p);
            int equals = entry.IndexOf((byte)'=');
            if (equals < 0) continue;
            var key = new Value(PyBytes.Make(entry[..equals].ToArray()));
            if (d.TryGet(key).IsMissing) d.Set(key, new Value(PyBytes.Make(entry[(equals + 1)..].ToArray())));
        }
        return d;
    }

    [PyFunction("putenv")]
    private static void PutEnv(Value name, Value value)
    {
        byte[] n = OsPath.FsBytes(name), v = OsPath.FsBytes(value);
        if (n.AsSpan().Contains((byte)'=')) throw Err.ValueError("illegal environment variable name");
        fixed (byte* np = Z(n), vp = Z(v)) OsErrors.Check(Libc.setenv(np, vp, 1));
    }

    /// <summary>A variable of the process's environment as it is now; null when it isn't set.</summary>
    internal static string? Environ(string name)
    {
        fixed (byte* np = Z(System.Text.Encoding.UTF8.GetBytes(name))) return Marshal.PtrToStringUTF8((nint)Libc.getenv(np));
    }

    [PyFunction("unsetenv")]
    private static void UnsetEnv(Value name)
    {
        fixed (byte* np = Z(OsPath.FsBytes(name))) OsErrors.Check(Libc.unsetenv(np));
    }

    private static byte[] Z(byte[] b) => [.. b, 0];

    [PyFunction("fspath", Doc = "Return the file system path representation of the object.\n\nIf the object is str or bytes, then allow it to pass through as-is. If the\nobject defines __fspath__(), then return the result of that method. All other\ntypes raise a TypeError.")]
    private static Value FsPath([Kw] Value path)
    {
        if (path.IsInt || path.IsFloat) throw Err.TypeError($"expected str, bytes or os.PathLike object, not {path.Type.Name}");
        return Ops.Fspath(path);
    }

    [PyFunction("strerror")] private static string StrError(int code) => OsErrors.Text(code);

    // Paths as text (posixmodule.c, helpers of posixpath).

    [PyFunction("_path_splitroot_ex")]
    private static Value SplitRoot([Kw] Value p)
    {
        p = Ops.Fspath(p);
        if (p.Ref is PyBytes b)
        {
            int r = RootLength(b.Data.Length, i => b.Data[i]);
            return new Value(new PyTuple(new Value(PyBytes.Empty), new Value(PyBytes.Make(b.Data[..r])), new Value(PyBytes.Make(b.Data[r..]))));
        }
        var s = (PyStr)p.Ref!;
        int root = RootLength(s.Length, i => s[i]);
        return new Value(new PyTuple(new Value(PyStr.Empty), new Value(s.ToExact().Substring(0, root)), new Value(s.ToExact().Substring(root, s.Length - root))));
    }

    private static int RootLength(int n, Func<int, int> at)
    {
        if (n == 0 || at(0) != '/') return 0;
        return n >= 2 && at(1) == '/' && (n == 2 || at(2) != '/') ? 2 : 1;
    }

    [PyFunction("_path_normpath")]
    private static Value NormPath([Kw] Value path)
    {
        path = Ops.Fspath(path);
        if (path.Ref is PyBytes b) return new Value(PyBytes.Make(System.Text.Encoding.Latin1.GetBytes(Normal(System.Text.Encoding.Latin1.GetString(b.Data)))));
        var s = (PyStr)path.Ref!;
        // Only '/' and '.' matter, so surrogate pairs may stand for wide characters meanwhile.
        return new Value(PyStr.Of(Normal(s.ToString())));
    }

    private static string Normal(string p)
    {
        if (p.Length == 0) return ".";
        string root = p.StartsWith("//", StringComparison.Ordinal) && !p.StartsWith("///", StringComparison.Ordinal) ? "//" : p[0] == '/' ? "/" : "";
        var parts = new List<string>();
        foreach (string part in p.Split('/'))
        {
            if (part is "" or ".") continue;
            if (part != ".." || root.Length == 0 && parts.Count == 0 || parts.Count > 0 && parts[^1] == "..") parts.Add(part);
            else if (parts.Count > 0) parts.RemoveAt(parts.Count - 1);
        }
        string result = root + string.Join('/', parts);
        return result.Length == 0 ? "." : result;
    }

    // Questions that are answered without exceptions.

    private static bool StatQuietly(Value path, bool follow, out StatX st)
    {
        st = default;
        OsPath p;
        try
        {
            p = OsPath.Of(path, "stat", "path", true);
        }
        catch (PyException e) when (e.Is(ExcTypes.ValueError))
        {
            return false;
        }
        fixed (StatX* to = &st) return StatInto(p, AtFdCwd, follow, to) == 0;
    }

    [PyFunction("_path_isdir")] private static bool IsDir([Kw("path")] Value s) => StatQuietly(s, true, out var st) && st.IsDirectory;

    [PyFunction("_path_isfile")] private static bool IsFile([Kw] Value path) => StatQuietly(path, true, out var st) && st.IsRegular;

    [PyFunction("_path_exists")] private static bool Exists([Kw] Value path) => StatQuietly(path, true, out _);

    [PyFunction("_path_lexists")] private static bool LExists([Kw] Value path) => StatQuietly(path, false, out _);

    [PyFunction("_path_islink")] private static bool IsLink([Kw] Value path) => StatQuietly(path, false, out var st) && st.IsLink;

    [PyFunction("_path_isjunction")] private static bool IsJunction([Kw] Value path) => false;

    [PyFunction("_path_isdevdrive")] private static bool IsDevDrive([Kw] Value path) => false;

    [PyFunction("_inputhook")] private static void InputHook() { }

    [PyFunction("_is_inputhook_installed")] private static bool IsInputHookInstalled() => false;
}
