using TieredPy.Runtime.Importing;
using TieredPy.Runtime.Modules;

namespace TieredPy.Runtime.Command;

/// <summary>
/// What CPython's <c>site</c> does at start. The module itself, which needs importlib and much of the library, is imported only where there is something
/// for it to do: a virtual environment, a <c>.pth</c> file, a sitecustomize. Otherwise its effects are had without it: the built-ins for interactive use
/// and the folders of packages on sys.path. A library that was named by --stdlib or TIEREDPY_STDLIB belongs to another interpreter, whose
/// site-packages are not ours.
/// </summary>
internal static class Site
{
    public static void Run()
    {
        var o = RuntimeOptions.Current;
        if ((o.FaultHandler || o.DevMode) && BuiltinModuleLoader.Exists("faulthandler")) Ops.CallMethod(Importer.Import(PyStr.Intern("faulthandler"), Value.None, Value.None, 0), "enable");
        if (o.NoSite) return;
        SiteBuiltins.Install();
        if (o.Stdlib == null) return;
        var folders = PackageFolders(o);
        if (IsNeeded(folders))
        {
            Importer.Import(PyStr.Intern("site"), Value.None, Value.None, 0);
            return;
        }
        if (SysState.TryGet("path").Ref is not PyList path) return;
        foreach (string folder in folders) path.Append(new Value(PyStr.Of(folder)));
    }

    /// <summary>Those that exist.</summary>
    private static List<string> PackageFolders(RuntimeOptions o)
    {
        var folders = new List<string>();
        const string Packages = "lib/python3.13/site-packages";
        static string? Env(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } v ? v : null;
        if (!o.NoUserSite)
        {
            string? user = o.IgnoreEnvironment ? null : Env("PYTHONUSERBASE");
            user ??= Env("HOME") is { } home ? Path.Combine(home, ".local") : null;
            if (user != null) folders.Add(Path.Combine(user, Packages));
        }
        string root = AppContext.BaseDirectory.TrimEnd('/');
        folders.Add(Path.Combine(root, Packages));
        if (Path.GetDirectoryName(root) is { } above) folders.Add(Path.Combine(above, Packages));
        folders.RemoveAll(static f => !NativeFile.IsFolder(f));
        return folders;
    }

    private static bool IsNeeded(List<string> folders)
    {
        string root = AppContext.BaseDirectory;
        if (NativeFile.IsFile(Path.Combine(root, "pyvenv.cfg")) || NativeFile.IsFile(Path.Combine(root, "..", "pyvenv.cfg"))) return true;
        foreach (string folder in folders)
            if (Directory.GetFiles(folder, "*.pth").Length > 0 || HasCustomize(folder)) return true;
        if (SysState.TryGet("path").Ref is not PyList path) return false;
        string? library = RuntimeOptions.Current.Stdlib;
        for (int i = 0; i < path.Count; i++)
            if (path[i].Ref is PyStr { Length: > 0 } entry && entry.ToString() is var text && text != library && HasCustomize(text)) return true;
        return false;
    }

    private static bool HasCustomize(string folder)
    {
        foreach (string name in (string[])["sitecustomize", "usercustomize"])
        {
            string module = Path.Combine(folder, name);
            if (NativeFile.IsFile(module + ".py") || NativeFile.IsFolder(module)) return true;
        }
        return false;
    }
}
