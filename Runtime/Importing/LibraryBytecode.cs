using TieredPy.Runtime.Modules;

namespace TieredPy.Runtime.Importing;

/// <summary>
/// Where the bytecode of a library goes that belongs to somebody else, as that of the system's Python does: CPython finds the files there that it was installed with, while
/// ours would be compiled again by each start of the process. It is laid out in the user's cache folder as below <c>sys.pycache_prefix</c>.
/// </summary>
internal static unsafe class LibraryBytecode
{
    private const string Cached = "/__pycache__/";
    private static readonly PyStr Name = PyStr.Intern("cache_from_source");
    private static Value original = Value.Missing;

    /// <summary>Empty once it is known that none is needed.</summary>
    private static string? folder;

    /// <summary>The folder for all of the library; null where the files go beside its sources, or below the prefix that was asked for.</summary>
    public static string? Folder
    {
        get
        {
            if (folder == null && RuntimeOptions.Current is { PycachePrefix: null, Stdlib: { } library }) folder = Find(library) ?? "";
            return folder is { Length: > 0 } ? folder : null;
        }
    }

    /// <summary>Puts itself before importlib's <c>cache_from_source</c>, where that is needed.</summary>
    public static void Install(PyModule external)
    {
        if (Folder == null) return;
        original = external.Dict.TryGet(Name);
        external.Dict.Set(Name, new Value(new PyBuiltinFunction(Name.ToString(), &CacheFromSource, Value.None, false, "(path, debug_override=None, *, optimization=None)", null)));
    }

    private static string? Find(string library)
    {
        string files = Path.Combine(library, "__pycache__");
        if (NativeFile.IsWritable(NativeFile.IsFolder(files) ? files : library) || !NativeFile.IsFolder(library)) return null;
        return UserCaches.Folder is { } caches ? Path.Combine(caches, "bytecode") : null;
    }

    private static Value CacheFromSource(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        var result = Ops.Call(original, args, kw);
        if (result.Ref is not PyStr text || SysState.TryGet("pycache_prefix") is { IsNone: false, IsMissing: false }) return result;
        string path = text.ToString();
        int end = path.LastIndexOf(Cached, StringComparison.Ordinal);
        if (end < 0 || !path.StartsWith(RuntimeOptions.Current.Stdlib + "/", StringComparison.Ordinal)) return result;
        return Value.Str(string.Concat(Folder, path.AsSpan(0, end), path.AsSpan(end + Cached.Length - 1)));
    }
}
