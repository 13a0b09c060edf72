namespace TieredPy.Runtime.Importing;

/// <summary>
/// Finds the directory or zip of CPython 3.13's pure-Python library: what the user says, beside the executable, or an installed CPython 3.13.
/// </summary>
internal static class StdlibLocator
{
    /// <summary>A directory that contains os.py, or a zip of such; null when there is none.</summary>
    public static string? Find(string? explicitPath)
    {
        if (!string.IsNullOrEmpty(explicitPath)) return IsLibrary(explicitPath) ? Path.GetFullPath(explicitPath) : null;
        string beside = AppContext.BaseDirectory;
        foreach (string name in (string[])["lib/python3.13", "Lib", "python_stdlib.zip"])
        {
            string p = Path.Combine(beside, name);
            if (IsLibrary(p)) return p;
        }
        return Installed();
    }

    private static string? Installed()
    {
        foreach (string p in (string[])["/usr/lib/python3.13", "/usr/local/lib/python3.13"])
            if (IsLibrary(p)) return p;
        // python3.13 on the PATH: its library is beside its bin folder.
        foreach (string dir in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            string exe = Path.Combine(dir, "python3.13");
            if (!NativeFile.IsFile(exe)) continue;
            string real = NativeFile.LinkTarget(exe) == null ? exe : new FileInfo(exe).ResolveLinkTarget(true)?.FullName ?? exe;
            string lib = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(real)!, "..", "lib", "python3.13"));
            if (IsLibrary(lib)) return lib;
        }
        string? pyenv = Environment.GetEnvironmentVariable("PYENV_ROOT");
        if (string.IsNullOrEmpty(pyenv) && Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home) pyenv = Path.Combine(home, ".pyenv");
        return pyenv == null ? null : InPyenv(pyenv + "/versions");
    }

    /// <summary>The releases are asked for by name: listing the folder costs a start more than all these questions.</summary>
    private static string? InPyenv(string versions)
    {
        if (!NativeFile.IsFolder(versions)) return null;
        const int LastRelease = 20;
        for (int i = 0; i <= LastRelease; i++)
        {
            string lib = versions + "/3.13." + i + "/lib/python3.13";
            if (IsLibrary(lib)) return lib;
        }
        foreach (string v in Directory.GetDirectories(versions, "3.13*"))
            if (IsLibrary(Path.Combine(v, "lib", "python3.13"))) return Path.Combine(v, "lib", "python3.13");
        return null;
    }

    private static bool IsLibrary(string p) => p.EndsWith(".zip", StringComparison.Ordinal) ? NativeFile.IsFile(p) : NativeFile.IsFile(Path.Combine(p, "os.py"));
}
