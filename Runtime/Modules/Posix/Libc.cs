namespace TieredPy.Runtime.Modules.Posix;

/// <summary>The functions of the C library that files, processes and clocks need. Each sets errno as <see cref="Errno"/> reads it.</summary>
internal static unsafe partial class Libc
{
    private const string Library = "libc";

    public static int Errno => Marshal.GetLastPInvokeError();

    [LibraryImport(Library, SetLastError = true)] public static partial int openat(int dir, byte* path, int flags, int mode);
    [LibraryImport(Library, SetLastError = true)] public static partial nint pread(int fd, byte* to, nint count, long offset);
    [LibraryImport(Library, SetLastError = true)] public static partial nint pwrite(int fd, byte* from, nint count, long offset);
    [LibraryImport(Library, SetLastError = true)] public static partial int ftruncate(int fd, long length);
    [LibraryImport(Library, SetLastError = true)] public static partial int truncate(byte* path, long length);
    [LibraryImport(Library, SetLastError = true)] public static partial int fsync(int fd);
    [LibraryImport(Library, SetLastError = true)] public static partial int fdatasync(int fd);
    [LibraryImport(Library, SetLastError = true)] public static partial void sync();
    [LibraryImport(Library, SetLastError = true)] public static partial int dup(int fd);
    [LibraryImport(Library, SetLastError = true)] public static partial int dup2(int fd, int to);
    [LibraryImport(Library, SetLastError = true)] public static partial int dup3(int fd, int to, int flags);
    [LibraryImport(Library, SetLastError = true)] public static partial int pipe2(int* fds, int flags);
    [LibraryImport(Library, SetLastError = true)] public static partial int ioctl(int fd, nuint request, nint argument);
    [LibraryImport(Library, SetLastError = true)] public static partial int flock(int fd, int operation);
    [LibraryImport(Library, SetLastError = true)] public static partial int lockf(int fd, int command, long length);
    [LibraryImport(Library, SetLastError = true)] public static partial int mkdirat(int dir, byte* path, int mode);
    [LibraryImport(Library, SetLastError = true)] public static partial int mkfifoat(int dir, byte* path, int mode);
    [LibraryImport(Library, SetLastError = true)] public static partial int mknodat(int dir, byte* path, int mode, ulong device);
    [LibraryImport(Library, SetLastError = true)] public static partial int unlinkat(int dir, byte* path, int flags);
    [LibraryImport(Library, SetLastError = true)] public static partial int renameat(int dir, byte* from, int dir2, byte* to);
    [LibraryImport(Library, SetLastError = true)] public static partial int linkat(int dir, byte* from, int dir2, byte* to, int flags);
    [LibraryImport(Library, SetLastError = true)] public static partial int symlinkat(byte* target, int dir, byte* path);
    [LibraryImport(Library, SetLastError = true)] public static partial int fchmodat(int dir, byte* path, int mode, int flags);
    [LibraryImport(Library, SetLastError = true)] public static partial int fchmod(int fd, int mode);
    [LibraryImport(Library, SetLastError = true)] public static partial int fchownat(int dir, byte* path, int uid, int gid, int flags);
    [LibraryImport(Library, SetLastError = true)] public static partial int fchown(int fd, int uid, int gid);
    [LibraryImport(Library, SetLastError = true)] public static partial int utimensat(int dir, byte* path, TimeSpec* times, int flags);
    [LibraryImport(Library, SetLastError = true)] public static partial int futimens(int fd, TimeSpec* times);
    [LibraryImport(Library, SetLastError = true)] public static partial int faccessat(int dir, byte* path, int mode, int flags);
    [LibraryImport(Library, SetLastError = true)] public static partial byte* getcwd(byte* to, nint size);
    [LibraryImport(Library, SetLastError = true)] public static partial int chdir(byte* path);
    [LibraryImport(Library, SetLastError = true)] public static partial int fchdir(int fd);
    [LibraryImport(Library, SetLastError = true)] public static partial int chroot(byte* path);
    [LibraryImport(Library, SetLastError = true)] public static partial nint opendir(byte* path);
    [LibraryImport(Library, SetLastError = true)] public static partial nint fdopendir(int fd);
    [LibraryImport(Library, SetLastError = true)] public static partial byte* readdir(nint dir);
    [LibraryImport(Library, SetLastError = true)] public static partial int closedir(nint dir);
    [LibraryImport(Library, SetLastError = true)] public static partial void rewinddir(nint dir);
    [LibraryImport(Library, SetLastError = true)] public static partial int umask(int mask);
    [LibraryImport(Library, SetLastError = true)] public static partial int getpid();
    [LibraryImport(Library, SetLastError = true)] public static partial int getppid();
    [LibraryImport(Library, SetLastError = true)] public static partial int getuid();
    [LibraryImport(Library, SetLastError = true)] public static partial int geteuid();
    [LibraryImport(Library, SetLastError = true)] public static partial int getgid();
    [LibraryImport(Library, SetLastError = true)] public static partial int getegid();
    [LibraryImport(Library, SetLastError = true)] public static partial int setuid(int id);
    [LibraryImport(Library, SetLastError = true)] public static partial int seteuid(int id);
    [LibraryImport(Library, SetLastError = true)] public static partial int setgid(int id);
    [LibraryImport(Library, SetLastError = true)] public static partial int setegid(int id);
    [LibraryImport(Library, SetLastError = true)] public static partial int getgroups(int size, int* to);
    [LibraryImport(Library, SetLastError = true)] public static partial int getpgid(int pid);
    [LibraryImport(Library, SetLastError = true)] public static partial int setpgid(int pid, int group);
    [LibraryImport(Library, SetLastError = true)] public static partial int getsid(int pid);
    [LibraryImport(Library, SetLastError = true)] public static partial int setsid();
    [LibraryImport(Library, SetLastError = true)] public static partial int tcgetpgrp(int fd);
    [LibraryImport(Library, SetLastError = true)] public static partial int tcsetpgrp(int fd, int group);
    [LibraryImport(Library, SetLastError = true)] public static partial int kill(int pid, int signal);
    [LibraryImport(Library, SetLastError = true)] public static partial int killpg(int group, int signal);
    [LibraryImport(Library, SetLastError = true)] public static partial int waitpid(int pid, int* status, int options);
    [LibraryImport(Library, SetLastError = true)] public static partial int wait4(int pid, int* status, int options, RUsage* usage);
    [LibraryImport(Library, SetLastError = true)] public static partial int waitid(int type, int id, byte* info, int options);
    [LibraryImport(Library, SetLastError = true)] public static partial void _exit(int code);
    [LibraryImport(Library, SetLastError = true)] public static partial void abort();
    [LibraryImport(Library, SetLastError = true)] public static partial int execve(byte* path, byte** argv, byte** envp);
    [LibraryImport(Library, SetLastError = true)] public static partial int nice(int increment);
    [LibraryImport(Library, SetLastError = true)] public static partial int getpriority(int which, int who);
    [LibraryImport(Library, SetLastError = true)] public static partial int setpriority(int which, int who, int priority);
    [LibraryImport(Library, SetLastError = true)] public static partial nint getrandom(byte* to, nint size, uint flags);
    [LibraryImport(Library, SetLastError = true)] public static partial int setenv(byte* name, byte* value, int overwrite);
    [LibraryImport(Library, SetLastError = true)] public static partial int unsetenv(byte* name);
    [LibraryImport(Library, SetLastError = true)] public static partial int sched_yield();
    [LibraryImport(Library, SetLastError = true)] public static partial int sched_getaffinity(int pid, nint size, byte* mask);
    [LibraryImport(Library, SetLastError = true)] public static partial int sched_setaffinity(int pid, nint size, byte* mask);
    [LibraryImport(Library, SetLastError = true)] public static partial int sched_get_priority_max(int policy);
    [LibraryImport(Library, SetLastError = true)] public static partial int sched_get_priority_min(int policy);
    [LibraryImport(Library, SetLastError = true)] public static partial long times(long* to);
    [LibraryImport(Library, SetLastError = true)] public static partial long sysconf(int name);
    [LibraryImport(Library, SetLastError = true)] public static partial long fpathconf(int fd, int name);
    [LibraryImport(Library, SetLastError = true)] public static partial long pathconf(byte* path, int name);
    [LibraryImport(Library, SetLastError = true)] public static partial int uname(byte* to);
    [LibraryImport(Library, SetLastError = true)] public static partial nint sendfile(int to, int from, long* offset, nint count);
    [LibraryImport(Library, SetLastError = true)] public static partial nint copy_file_range(int from, long* offset, int to, long* offset2, nint count, uint flags);
    [LibraryImport(Library, SetLastError = true)] public static partial int statvfs(byte* path, StatVfs* to);
    [LibraryImport(Library, SetLastError = true)] public static partial int fstatvfs(int fd, StatVfs* to);
    [LibraryImport(Library, SetLastError = true)] public static partial int getrusage(int who, RUsage* to);
    [LibraryImport(Library, SetLastError = true)] public static partial int getrlimit(int resource, ulong* to);
    [LibraryImport(Library, SetLastError = true)] public static partial int setrlimit(int resource, ulong* from);
    [LibraryImport(Library, SetLastError = true)] public static partial int prlimit(int pid, int resource, ulong* from, ulong* to);
    [LibraryImport(Library, SetLastError = true)] public static partial int clock_gettime(int clock, TimeSpec* to);
    [LibraryImport(Library, SetLastError = true)] public static partial int clock_settime(int clock, TimeSpec* from);
    [LibraryImport(Library, SetLastError = true)] public static partial int clock_getres(int clock, TimeSpec* to);
    [LibraryImport(Library, SetLastError = true)] public static partial Tm* localtime_r(long* time, Tm* to);
    [LibraryImport(Library, SetLastError = true)] public static partial Tm* gmtime_r(long* time, Tm* to);
    [LibraryImport(Library, SetLastError = true)] public static partial long mktime(Tm* tm);
    [LibraryImport(Library, SetLastError = true)] public static partial void tzset();
    [LibraryImport(Library, SetLastError = true)] public static partial nint strftime(byte* to, nint size, byte* format, Tm* tm);
    [LibraryImport(Library, SetLastError = true)] public static partial byte* strerror(int error);
    [LibraryImport(Library, SetLastError = true)] public static partial int getloadavg(double* to, int count);
    [LibraryImport(Library, SetLastError = true)] public static partial int openpty(int* master, int* slave, byte* name, nint termios, nint size);
    [LibraryImport(Library, SetLastError = true)] public static partial int ttyname_r(int fd, byte* to, nint size);
    [LibraryImport(Library, SetLastError = true)] public static partial byte* ctermid(byte* to);
    [LibraryImport(Library, SetLastError = true)] public static partial byte* getlogin();
    [LibraryImport(Library, SetLastError = true)] public static partial int posix_spawn(int* pid, byte* path, byte* actions, byte* attributes, byte** argv, byte** envp);
    [LibraryImport(Library, SetLastError = true)] public static partial int posix_spawnp(int* pid, byte* path, byte* actions, byte* attributes, byte** argv, byte** envp);
    [LibraryImport(Library)] public static partial int posix_spawn_file_actions_init(byte* actions);
    [LibraryImport(Library)] public static partial int posix_spawn_file_actions_destroy(byte* actions);
    [LibraryImport(Library)] public static partial int posix_spawn_file_actions_adddup2(byte* actions, int fd, int to);
    [LibraryImport(Library)] public static partial int posix_spawn_file_actions_addclose(byte* actions, int fd);
    [LibraryImport(Library)] public static partial int posix_spawn_file_actions_addopen(byte* actions, int fd, byte* path, int flags, int mode);
    [LibraryImport(Library)] public static partial int posix_spawn_file_actions_addchdir_np(byte* actions, byte* path);
    [LibraryImport(Library)] public static partial int posix_spawnattr_init(byte* attributes);
    [LibraryImport(Library)] public static partial int posix_spawnattr_destroy(byte* attributes);
    [LibraryImport(Library)] public static partial int posix_spawnattr_setflags(byte* attributes, short flags);
    [LibraryImport(Library)] public static partial int posix_spawnattr_setpgroup(byte* attributes, int group);
    [LibraryImport(Library)] public static partial int posix_spawnattr_setsigmask(byte* attributes, byte* mask);
    [LibraryImport(Library)] public static partial int posix_spawnattr_setsigdefault(byte* attributes, byte* mask);
    [LibraryImport(Library)] public static partial int sigemptyset(byte* set);
    [LibraryImport(Library)] public static partial int sigfillset(byte* set);
    [LibraryImport(Library)] public static partial int sigaddset(byte* set, int signal);
    [LibraryImport(Library)] public static partial int sigismember(byte* set, int signal);
    [LibraryImport(Library)] public static partial int pthread_sigmask(int how, byte* set, byte* old);
    [LibraryImport(Library)] public static partial nint pthread_self();
    [LibraryImport(Library)] public static partial int pthread_kill(nint thread, int signal);
    [LibraryImport(Library, SetLastError = true)] public static partial int raise(int signal);
    [LibraryImport(Library)] public static partial byte* getenv(byte* name);
    [LibraryImport(Library, SetLastError = true)] public static partial uint alarm(uint seconds);
    [LibraryImport(Library, SetLastError = true)] public static partial int setitimer(int which, long* value, long* old);
    [LibraryImport(Library, SetLastError = true)] public static partial int getitimer(int which, long* value);
    [LibraryImport(Library, SetLastError = true)] public static partial int epoll_create1(int flags);
    [LibraryImport(Library, SetLastError = true)] public static partial int epoll_ctl(int epoll, int operation, int fd, byte* e);
    [LibraryImport(Library, SetLastError = true)] public static partial int epoll_wait(int epoll, byte* events, int max, int timeout);
}

/// <summary>What statx(2) writes: the same on all architectures.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct StatX
{
    [FieldOffset(4)] public uint BlockSize;
    [FieldOffset(16)] public uint Links;
    [FieldOffset(20)] public uint Uid;
    [FieldOffset(24)] public uint Gid;
    [FieldOffset(28)] public ushort Mode;
    [FieldOffset(32)] public ulong Inode;
    [FieldOffset(40)] public long Size;
    [FieldOffset(48)] public long Blocks;
    [FieldOffset(64)] public TimeSpec Accessed;
    [FieldOffset(96)] public TimeSpec Changed;
    [FieldOffset(112)] public TimeSpec Modified;
    [FieldOffset(128)] public uint RDeviceMajor;
    [FieldOffset(132)] public uint RDeviceMinor;
    [FieldOffset(136)] public uint DeviceMajor;
    [FieldOffset(140)] public uint DeviceMinor;

    public readonly ulong Device => MakeDevice(DeviceMajor, DeviceMinor);

    public readonly ulong RDevice => MakeDevice(RDeviceMajor, RDeviceMinor);

    public readonly bool IsDirectory => (Mode & 0xF000) == 0x4000;

    public readonly bool IsRegular => (Mode & 0xF000) == 0x8000;

    public readonly bool IsLink => (Mode & 0xF000) == 0xA000;

    /// <summary>makedev(3).</summary>
    public static ulong MakeDevice(ulong major, ulong minor) =>
        (minor & 0xFF) | (major & 0xFFF) << 8 | (minor & ~0xFFUL) << 12 | (major & ~0xFFFUL) << 32;
}

/// <summary>Seconds and nanoseconds. In statx only the low half of the second word is meant.</summary>
internal struct TimeSpec
{
    public long Seconds;
    private long rest;

    public long Nanoseconds
    {
        readonly get => rest & 0xFFFFFFFF;
        set => rest = value;
    }
}

/// <summary>struct tm.</summary>
internal unsafe struct Tm
{
    public int Second, Minute, Hour, Day, Month, Year, WeekDay, YearDay, IsDst;
    public long Offset;
    public byte* Zone;
}

/// <summary>struct statvfs on 64-bit Linux.</summary>
[StructLayout(LayoutKind.Sequential, Size = 112)]
internal struct StatVfs
{
    public ulong BlockSize, FragmentSize, Blocks, BlocksFree, BlocksAvailable, Files, FilesFree, FilesAvailable, Id, Flags, NameMax;
}

/// <summary>struct rusage on 64-bit Linux.</summary>
internal unsafe struct RUsage
{
    public fixed long Fields[18];
}

/// <summary>struct pollfd.</summary>
internal struct PollFd
{
    public int Fd;
    public short Events;
    public short Returned;
}
