namespace TieredPy.Runtime.Modules.Posix;

/// <summary>The C library's functions that few programs need: Linux's own, pseudo-terminals, scheduling, extended attributes.</summary>
internal static unsafe partial class LinuxLibc
{
    private const string Library = "libc";

    [LibraryImport(Library, SetLastError = true)] public static partial long syscall(long number, long a, long b, long c, long d, long e);
    [LibraryImport(Library)] private static partial nint newlocale(int categories, byte* name, nint @base);
    [LibraryImport(Library)] private static partial void freelocale(nint locale);

    /// <summary>The system has a locale of that name.</summary>
    public static bool HasLocale(string name)
    {
        const int CharacterTypes = 1;
        fixed (byte* p = System.Text.Encoding.UTF8.GetBytes(name + "\0"))
        {
            nint locale = newlocale(CharacterTypes, p, 0);
            if (locale == 0) return false;
            freelocale(locale);
            return true;
        }
    }

    [LibraryImport(Library, SetLastError = true)] public static partial nint confstr(int name, byte* to, nint size);
    [LibraryImport(Library, SetLastError = true)] public static partial int getgrouplist(byte* user, uint group, uint* groups, int* count);
    [LibraryImport(Library, SetLastError = true)] public static partial int initgroups(byte* user, uint group);
    [LibraryImport(Library, SetLastError = true)] public static partial int setgroups(nint count, uint* groups);
    [LibraryImport(Library, SetLastError = true)] public static partial int getresuid(uint* real, uint* effective, uint* saved);
    [LibraryImport(Library, SetLastError = true)] public static partial int getresgid(uint* real, uint* effective, uint* saved);
    [LibraryImport(Library, SetLastError = true)] public static partial int setresuid(uint real, uint effective, uint saved);
    [LibraryImport(Library, SetLastError = true)] public static partial int setresgid(uint real, uint effective, uint saved);
    [LibraryImport(Library, SetLastError = true)] public static partial int setreuid(uint real, uint effective);
    [LibraryImport(Library, SetLastError = true)] public static partial int setregid(uint real, uint effective);
    [LibraryImport(Library, SetLastError = true)] public static partial nint getxattr(byte* path, byte* name, byte* to, nint size);
    [LibraryImport(Library, SetLastError = true)] public static partial nint lgetxattr(byte* path, byte* name, byte* to, nint size);
    [LibraryImport(Library, SetLastError = true)] public static partial nint fgetxattr(int fd, byte* name, byte* to, nint size);
    [LibraryImport(Library, SetLastError = true)] public static partial nint listxattr(byte* path, byte* to, nint size);
    [LibraryImport(Library, SetLastError = true)] public static partial nint llistxattr(byte* path, byte* to, nint size);
    [LibraryImport(Library, SetLastError = true)] public static partial nint flistxattr(int fd, byte* to, nint size);
    [LibraryImport(Library, SetLastError = true)] public static partial int setxattr(byte* path, byte* name, byte* from, nint size, int flags);
    [LibraryImport(Library, SetLastError = true)] public static partial int lsetxattr(byte* path, byte* name, byte* from, nint size, int flags);
    [LibraryImport(Library, SetLastError = true)] public static partial int fsetxattr(int fd, byte* name, byte* from, nint size, int flags);
    [LibraryImport(Library, SetLastError = true)] public static partial int removexattr(byte* path, byte* name);
    [LibraryImport(Library, SetLastError = true)] public static partial int lremovexattr(byte* path, byte* name);
    [LibraryImport(Library, SetLastError = true)] public static partial int fremovexattr(int fd, byte* name);
    [LibraryImport(Library, SetLastError = true)] public static partial int memfd_create(byte* name, uint flags);
    [LibraryImport(Library)] public static partial int posix_fadvise(int fd, long offset, long length, int advice);
    [LibraryImport(Library)] public static partial int posix_fallocate(int fd, long offset, long length);
    [LibraryImport(Library, SetLastError = true)] public static partial int posix_openpt(int flags);
    [LibraryImport(Library, SetLastError = true)] public static partial int grantpt(int fd);
    [LibraryImport(Library, SetLastError = true)] public static partial int unlockpt(int fd);
    [LibraryImport(Library)] public static partial int ptsname_r(int fd, byte* to, nint size);
    [LibraryImport(Library, SetLastError = true)] public static partial int login_tty(int fd);
    [LibraryImport(Library, SetLastError = true)] public static partial int sched_getparam(int pid, int* priority);
    [LibraryImport(Library, SetLastError = true)] public static partial int sched_setparam(int pid, int* priority);
    [LibraryImport(Library, SetLastError = true)] public static partial int sched_getscheduler(int pid);
    [LibraryImport(Library, SetLastError = true)] public static partial int sched_setscheduler(int pid, int policy, int* priority);
    [LibraryImport(Library, SetLastError = true)] public static partial int sched_rr_get_interval(int pid, TimeSpec* to);
    [LibraryImport(Library, SetLastError = true)] public static partial nint splice(int from, long* fromOffset, int to, long* toOffset, nint count, uint flags);
    [LibraryImport(Library, SetLastError = true)] public static partial int timerfd_create(int clock, int flags);
    [LibraryImport(Library, SetLastError = true)] public static partial int timerfd_settime(int fd, int flags, TimeSpec* next, TimeSpec* old);
    [LibraryImport(Library, SetLastError = true)] public static partial int timerfd_gettime(int fd, TimeSpec* to);
    [LibraryImport(Library)] public static partial int posix_spawn_file_actions_addclosefrom_np(byte* actions, int first);
    [LibraryImport(Library)] public static partial int posix_spawnattr_setschedpolicy(byte* attributes, int policy);
    [LibraryImport(Library)] public static partial int posix_spawnattr_setschedparam(byte* attributes, int* priority);
    [LibraryImport(Library, SetLastError = true)] public static partial int setns(int fd, int type);
    [LibraryImport(Library, SetLastError = true)] public static partial int unshare(int flags);
}
