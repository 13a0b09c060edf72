using TieredPy.Runtime.Modules.Posix;

namespace TieredPy.Runtime.Modules.Ctypes;

/// <summary>libffi's C interface on x86-64, and the loading of libraries.</summary>
internal static unsafe partial class FfiNative
{
    private const string Library = SystemLibrary.Ffi;

    /// <summary>FFI_UNIX64.</summary>
    public const int DefaultAbi = 2;

    public const int ClosureSize = 64, CifSize = 64;

    /// <summary>ffi_type; elements end with a null.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Type
    {
        public nuint Size;
        public ushort Alignment;
        public ushort Kind;
        public Type** Elements;
    }

    public const ushort KindStruct = 13;

    [LibraryImport(Library)] public static partial int ffi_prep_cif(void* cif, int abi, uint count, Type* result, Type** arguments);
    [LibraryImport(Library)] public static partial int ffi_prep_cif_var(void* cif, int abi, uint fixedCount, uint count, Type* result, Type** arguments);
    [LibraryImport(Library)] public static partial void ffi_call(void* cif, void* function, void* result, void** arguments);
    [LibraryImport(Library)] public static partial void* ffi_closure_alloc(nuint size, void** code);
    [LibraryImport(Library)] public static partial void ffi_closure_free(void* closure);
    [LibraryImport(Library)] public static partial int ffi_prep_closure_loc(void* closure, void* cif, delegate* unmanaged<void*, void*, void**, nint, void> function, nint data, void* code);

    [LibraryImport("libc")] public static partial nint dlopen(byte* name, int mode);
    [LibraryImport("libc")] public static partial int dlclose(nint handle);
    [LibraryImport("libc")] public static partial nint dlsym(nint handle, byte* name);
    [LibraryImport("libc")] public static partial byte* dlerror();
}
