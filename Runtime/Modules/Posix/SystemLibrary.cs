using System.Reflection;

namespace TieredPy.Runtime.Modules.Posix;

/// <summary>Libraries of the system that modules stand on, which may be absent: found by the names that systems give them.</summary>
internal static class SystemLibrary
{
    /// <summary>The names that the native declarations use.</summary>
    public const string Bzip2 = "tieredpy-bz2", Xz = "tieredpy-lzma", Uuid = "tieredpy-uuid", Zlib = "tieredpy-z", Ssl = "tieredpy-ssl", Crypto = "tieredpy-crypto", Ffi = "tieredpy-ffi";

    private static readonly Lock Gate = new();
    private static bool resolving;

    /// <summary>Makes a library's functions callable, or raises what importing the module raises where CPython was built without it.</summary>
    public static void Require(string library, string module)
    {
        if (Load(library) == 0)
            throw Err.ImportError(ExcTypes.ModuleNotFoundError, $"No module named '{module}'", Value.Str(module), Value.None);
        lock (Gate)
        {
            if (resolving) return;
            NativeLibrary.SetDllImportResolver(typeof(SystemLibrary).Assembly, static (string name, Assembly _, DllImportSearchPath? _) => Load(name));
            resolving = true;
        }
    }

    /// <summary>The address of a library's data, by its name.</summary>
    public static nint Data(string library, string name) => NativeLibrary.GetExport(Load(library), name);

    /// <summary>A handle, or 0: the library is absent, or it is not one of these.</summary>
    private static nint Load(string library)
    {
        foreach (string name in NamesOf(library))
            if (NativeLibrary.TryLoad(name, out nint handle)) return handle;
        return 0;
    }

    private static string[] NamesOf(string library) => library switch
    {
        Bzip2 => ["libbz2.so.1.0", "libbz2.so.1", "libbz2.dylib"],
        Xz => ["liblzma.so.5", "liblzma.dylib"],
        Zlib => ["libz.so.1", "libz.dylib"],
        Uuid => ["libuuid.so.1"],
        Ssl => ["libssl.so.3", "libssl.3.dylib"],
        Ffi => ["libffi.so.8", "libffi.so.7", "libffi.8.dylib"],
        Crypto => ["libcrypto.so.3", "libcrypto.3.dylib"],
        _ => [],
    };
}
