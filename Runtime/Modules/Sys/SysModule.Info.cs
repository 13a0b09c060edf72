namespace TieredPy.Runtime.Modules;

/// <summary>sys: the constants.</summary>
internal static partial class SysModule
{
    [PyModuleInit]
    internal static void Init(PyModule m)
    {
        var o = RuntimeOptions.Current;
        var d = m.Dict;
        void Set(string name, Value v) => d.Set(PyStr.Intern(name), v);
        static Value Bool(bool b) => Value.Int(b ? 1 : 0);

        Set("modules", new Value(SysState.Modules));
        Set("monitoring", new Value(BuiltinModuleLoader.Create("sys.monitoring")!));
        Set("builtin_module_names", new Value(new PyTuple(TopLevel(BuiltinModuleLoader.Names()).ToArray())));
        Set("version", Value.Str(Version));
        Set("version_info", StructSequences.Make(StructSequences.VersionInfo, Value.Int(3), Value.Int(13), Value.Int(0), Value.Str("final"), Value.Int(0)));
        Set("hexversion", Value.Int(0x030D00F0));
        Set("api_version", Value.Int(1013));
        Set("copyright", Value.Str("Copyright (c) 2026 The TieredPy developers.\nAll Rights Reserved."));
        Set("platform", Value.Str("linux"));
        Set("byteorder", Value.Str("little"));
        Set("maxsize", Value.Int(long.MaxValue));
        Set("maxunicode", Value.Int(0x10FFFF));
        Set("float_repr_style", Value.Str("short"));
        Set("executable", Value.Str(o.Executable));
        Set("_base_executable", Value.Str(o.Executable));
        string prefix = Prefix(o);
        foreach (string p in (string[])["prefix", "exec_prefix", "base_prefix", "base_exec_prefix"]) Set(p, Value.Str(prefix));
        Set("platlibdir", Value.Str("lib"));
        Set("_stdlib_dir", o.Stdlib == null ? Value.None : Value.Str(o.Stdlib));
        Set("_framework", Value.Str(""));
        Set("_git", new Value(new PyTuple(Value.Str("TieredPy"), Value.Str(""), Value.Str(""))));
        Set("_home", Value.None);
        Set("abiflags", Value.Str(""));
        Set("dont_write_bytecode", Value.Bool(o.DontWriteBytecode));
        Set("pycache_prefix", o.PycachePrefix == null ? Value.None : Value.Str(o.PycachePrefix));
        Set("path", new Value(new PyList()));
        Set("path_hooks", new Value(new PyList()));
        Set("path_importer_cache", new Value(new PyDict()));
        Set("meta_path", new Value(new PyList()));
        Set("argv", new Value(new PyList()));
        Set("orig_argv", new Value(new PyList(o.OrigArgv.ToStrs())));
        Set("warnoptions", new Value(new PyList(o.WarnOptions.ToArray().ToStrs())));
        var x = new PyDict();
        foreach (string option in o.XOptions)
        {
            int eq = option.IndexOf('=');
            x.Set(PyStr.Intern(eq < 0 ? option : option[..eq]), eq < 0 ? Value.True : Value.Str(option[(eq + 1)..]));
        }
        Set("_xoptions", new Value(x));
        Set("stdlib_module_names", new Value(StdlibModuleNames.Set));

        Set("flags", StructSequences.Make(StructSequences.Flags,
            Value.Int(0), Bool(o.Inspect), Bool(o.Interactive), Value.Int(o.Optimize), Bool(o.DontWriteBytecode), Bool(o.NoUserSite), Bool(o.NoSite),
            Bool(o.IgnoreEnvironment), Value.Int(o.Verbose), Value.Int(o.BytesWarning), Bool(o.Quiet), Value.Int(1), Bool(o.Isolated),
            Value.Bool(o.DevMode), Bool(o.Utf8Mode), Bool(o.WarnDefaultEncoding), Value.Bool(o.SafePath), Value.Int(o.IntMaxStrDigits)));
        Set("float_info", StructSequences.Make(StructSequences.FloatInfo,
            Value.Float(double.MaxValue), Value.Int(1024), Value.Int(308), Value.Float(2.2250738585072014e-308), Value.Int(-1021), Value.Int(-307),
            Value.Int(15), Value.Int(53), Value.Float(Math.Pow(2, -52)), Value.Int(2), Value.Int(1)));
        Set("int_info", StructSequences.Make(StructSequences.IntInfo, Value.Int(30), Value.Int(4), Value.Int(4300), Value.Int(640)));
        Set("hash_info", StructSequences.Make(StructSequences.HashInfo,
            Value.Int(64), Value.Int((1L << 61) - 1), Value.Int(314159), Value.Int(0), Value.Int(1000003), Value.Str("siphash13"), Value.Int(64), Value.Int(128), Value.Int(0)));
        Set("thread_info", StructSequences.Make(StructSequences.ThreadInfo, Value.Str("pthread"), Value.Str("semaphore"), Value.None));

        var impl = new PyDict();
        impl.Set(PyStr.Intern("name"), Value.Str("tieredpy"));
        impl.Set(PyStr.Intern("cache_tag"), Value.Str("tieredpy-313"));
        impl.Set(PyStr.Intern("version"), d.TryGet(PyStr.Intern("version_info")));
        impl.Set(PyStr.Intern("hexversion"), Value.Int(0x030D00F0));
        impl.Set(PyStr.Intern("_multiarch"), Value.Str("x86_64-linux-gnu"));
        Set("implementation", new Value(new PyNamespace(impl)));

        foreach (string hook in (string[])["displayhook", "excepthook", "unraisablehook", "breakpointhook"])
            Set($"__{hook}__", d.TryGet(PyStr.Intern(hook)));
    }

    /// <summary>The names without a dot, as strs.</summary>
    private static List<Value> TopLevel(string[] names)
    {
        var found = new List<Value>(names.Length);
        foreach (string name in names)
        {
            int i = 0;
            while (i < name.Length && name[i] != '.') i++;
            if (i == name.Length) found.Add(Value.Str(name));
        }
        return found;
    }

    /// <summary>sys.version.</summary>
    internal static string Version => "3.13.0 (TieredPy 0.1.0) [.NET " + Environment.Version + "]";

    /// <summary>Whether the last part of a path begins with "python3".</summary>
    private static bool NamesPython3(string path)
    {
        int start = path.Length;
        while (start > 0 && path[start - 1] != '/') start--;
        return path.AsSpan(start).StartsWith("python3");
    }

    private static string Prefix(RuntimeOptions o) =>
        o.Stdlib is { } lib && NamesPython3(lib) ? Path.GetFullPath(Path.Combine(lib, "..", "..")) : AppContext.BaseDirectory.TrimEnd('/');
}
