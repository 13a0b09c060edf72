using TieredPy.Runtime.Modules;

namespace TieredPy.Runtime.Importing;

/// <summary>
/// The first entry of <c>sys.path_hooks</c>, in place of <c>zipimport.zipimporter</c>: says no to what can't lead into a zip file, and loads
/// zipimport, which takes the entry over, for what can.
/// </summary>
internal static unsafe class ZipHook
{
    private static readonly PyBuiltinFunction Hook = new("zipimporter", &Call, Value.None, false, "(path)", null) { Module = "zipimport" };

    [ThreadStatic] private static bool loading;

    public static void Install()
    {
        if (SysState.TryGet("path_hooks").Ref is PyList hooks) hooks.Insert(0, new Value(Hook));
    }

    private static Value Call(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        // What zipimport itself needs isn't in zip files.
        if (loading || kw == null && args.Length == 1 && args[0].Ref is PyStr path && !InFile(path.ToString()))
            throw Err.ImportError("not a Zip file: " + Ops.Repr(args[0]));
        var importer = Load();
        if (SysState.TryGet("path_hooks").Ref is PyList hooks)
            for (int i = 0; i < hooks.Count; i++)
                if (hooks[i].Ref == Hook) hooks[i] = importer;
        return Ops.Call(importer, args, kw);
    }

    private static Value Load()
    {
        loading = true;
        try
        {
            return Ops.GetAttr(Importer.Import(PyStr.Intern("zipimport"), Value.None, Value.None, 0), "zipimporter");
        }
        finally
        {
            loading = false;
            // Entries that were refused meanwhile get another chance.
            if (SysState.TryGet("path_importer_cache").Ref is PyDict cache)
                foreach (var path in cache.Keys())
                    if (cache.TryGet(path).IsNone) cache.Remove(path);
        }
    }

    /// <summary>The path, or the nearest of its parents that exists, is a file.</summary>
    private static bool InFile(string path)
    {
        while (path.Length > 0 && !path.Contains('\0'))
        {
            if (File.Exists(path)) return true;
            if (Directory.Exists(path)) return false;
            path = Path.GetDirectoryName(path) ?? "";
        }
        return false;
    }
}
