using System.Diagnostics.CodeAnalysis;
using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Modules;

namespace TieredPy.Runtime.Importing;

/// <summary>
/// The modules that CPython freezes: importlib's own, what start-up imports, and those for its tests. Their code shows <c>&lt;frozen os&gt;</c> and the like
/// as its file, so that tracebacks have no lines of it. It is compiled from the library's files here, and cached beside them.
/// </summary>
internal static class FrozenModules
{
    private const string HelloOnly = "initialized = True\nprint(\"Hello world!\")\n";

    private static readonly Dictionary<string, Entry> Table = new()
    {
        ["_frozen_importlib"] = new("importlib/_bootstrap.py", false, "importlib._bootstrap", Always: true),
        ["_frozen_importlib_external"] = new("importlib/_bootstrap_external.py", false, "importlib._bootstrap_external", Always: true),
        ["zipimport"] = new("zipimport.py", false, "zipimport", Always: true),
        ["abc"] = new("abc.py", false, "abc"),
        ["codecs"] = new("codecs.py", false, "codecs"),
        ["io"] = new("io.py", false, "io"),
        ["_collections_abc"] = new("_collections_abc.py", false, "_collections_abc"),
        ["_sitebuiltins"] = new("_sitebuiltins.py", false, "_sitebuiltins"),
        ["genericpath"] = new("genericpath.py", false, "genericpath"),
        ["ntpath"] = new("ntpath.py", false, "ntpath"),
        ["posixpath"] = new("posixpath.py", false, "posixpath"),
        ["os.path"] = new("posixpath.py", false, "posixpath"),
        ["os"] = new("os.py", false, "os"),
        ["site"] = new("site.py", false, "site"),
        ["stat"] = new("stat.py", false, "stat"),
        ["importlib.util"] = new("importlib/util.py", false, "importlib.util"),
        ["importlib.machinery"] = new("importlib/machinery.py", false, "importlib.machinery"),
        ["runpy"] = new("runpy.py", false, "runpy"),
        ["__hello__"] = new("__hello__.py", false, "__hello__"),
        ["__hello_alias__"] = new("__hello__.py", false, "__hello__"),
        ["__hello_only__"] = new(null, false, null),
        ["__phello_alias__"] = new("__hello__.py", true, "__hello__"),
        ["__phello_alias__.spam"] = new("__hello__.py", false, "__hello__"),
        ["__phello__"] = new("__phello__/__init__.py", true, "__phello__"),
        ["__phello__.__init__"] = new("__phello__/__init__.py", false, "<__phello__"),
        ["__phello__.spam"] = new("__phello__/spam.py", false, "__phello__.spam"),
        ["__phello__.ham"] = new("__phello__/ham/__init__.py", true, "__phello__.ham"),
        ["__phello__.ham.__init__"] = new("__phello__/ham/__init__.py", false, "<__phello__.ham"),
        ["__phello__.ham.eggs"] = new("__phello__/ham/eggs.py", false, "__phello__.ham.eggs"),
    };

    public static IEnumerable<string> Names => Table.Keys;

    /// <summary>Whether the tests' <c>_override_frozen_modules_for_tests</c> turns freezing on or off; null for neither.</summary>
    public static bool? Overridden { get; set; }

    public static bool Exists(PyStr name) => TryGet(name, out _);

    public static bool IsPackage(PyStr name) => Get(name).IsPackage;

    /// <summary>(data or None, is package, original name); None when there is no such module.</summary>
    public static Value Find(PyStr name, bool withData)
    {
        if (!TryGet(name, out var e)) return Value.None;
        var data = withData ? new Value(new PyMemoryView(new PyBytes(new MarshalWriter().Write(new Value(Code(name)))))) : Value.None;
        return new Value(new PyTuple(data, Value.Bool(e.IsPackage), e.Origin == null ? Value.None : Value.Str(e.Origin)));
    }

    /// <summary>The module's code object.</summary>
    public static PyCode Code(PyStr name)
    {
        var e = Get(name);
        string shown = $"<frozen {e.Origin?.TrimStart('<') ?? name.ToString()}>";
        if (e.File == null) return Compilation.Compile(System.Text.Encoding.UTF8.GetBytes(HelloOnly), shown, CompileMode.Exec);
        try
        {
            return LibrarySource.Load(RuntimeOptions.Current.Stdlib!, e.File, shown);
        }
        catch (Exception x) when (x is IOException or UnauthorizedAccessException)
        {
            throw Err.ImportError(ExcTypes.ImportError, $"can't read {e.File} of the standard library: {x.Message}", new Value(name), Value.None);
        }
    }

    /// <summary>False also for what this library lacks the file of, and for what is not frozen by <c>-X frozen_modules=off</c>.</summary>
    private static bool TryGet(PyStr name, [NotNullWhen(true)] out Entry? entry)
    {
        if (!Table.TryGetValue(name.ToString(), out entry)) return false;
        if (!entry.Always && !(Overridden ?? RuntimeOptions.Current.FrozenModules)) return false;
        return entry.File == null || RuntimeOptions.Current.Stdlib is { } lib && LibrarySource.Exists(lib, entry.File);
    }

    private static Entry Get(PyStr name) => TryGet(name, out var e) ? e :
        throw Err.ImportError(ExcTypes.ImportError, $"No such frozen object named {name}", new Value(name), Value.None);

    private sealed record Entry(string? File, bool IsPackage, string? Origin, bool Always = false);
}
