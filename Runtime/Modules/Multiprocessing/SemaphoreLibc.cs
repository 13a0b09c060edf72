using TieredPy.Runtime.Modules.Posix;

namespace TieredPy.Runtime.Modules.Multiprocessing;

/// <summary>The C library's named semaphores and shared memory.</summary>
internal static unsafe partial class SemaphoreLibc
{
    private const string Library = "libc";

    /// <summary>The C library has them: older ones keep them in libraries of their own.</summary>
    public static bool IsThere => NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "sem_open", out _);

    [LibraryImport(Library, SetLastError = true)] public static partial nint sem_open(byte* name, int flags, uint mode, uint value);
    [LibraryImport(Library, SetLastError = true)] public static partial int sem_close(nint semaphore);
    [LibraryImport(Library, SetLastError = true)] public static partial int sem_unlink(byte* name);
    [LibraryImport(Library, SetLastError = true)] public static partial int sem_trywait(nint semaphore);
    [LibraryImport(Library, SetLastError = true)] public static partial int sem_timedwait(nint semaphore, TimeSpec* until);
    [LibraryImport(Library, SetLastError = true)] public static partial int sem_post(nint semaphore);
    [LibraryImport(Library, SetLastError = true)] public static partial int sem_getvalue(nint semaphore, int* value);
    [LibraryImport(Library, SetLastError = true)] public static partial int shm_open(byte* name, int flags, uint mode);
    [LibraryImport(Library, SetLastError = true)] public static partial int shm_unlink(byte* name);
}
