namespace TieredPy.Runtime.Modules.Posix;

/// <summary>
/// The functions that every start calls. SetLastError would have the framework read errno by a call that is compiled at run time, which a start pays for
/// with half a millisecond: these read it from where the C library has it.
/// </summary>
internal static unsafe partial class Libc
{
    [LibraryImport(Library)] private static partial int* __errno_location();

    private static long Noted(long result)
    {
        if (result < 0) Marshal.SetLastPInvokeError(*__errno_location());
        return result;
    }

    [LibraryImport(Library, EntryPoint = "open")] private static partial int openRaw(byte* path, int flags, int mode);
    [LibraryImport(Library, EntryPoint = "close")] private static partial int closeRaw(int fd);
    [LibraryImport(Library, EntryPoint = "read")] private static partial nint readRaw(int fd, byte* to, nint count);
    [LibraryImport(Library, EntryPoint = "write")] private static partial nint writeRaw(int fd, byte* from, nint count);
    [LibraryImport(Library, EntryPoint = "lseek")] private static partial long lseekRaw(int fd, long offset, int whence);
    [LibraryImport(Library, EntryPoint = "isatty")] private static partial int isattyRaw(int fd);
    [LibraryImport(Library, EntryPoint = "fcntl")] private static partial int fcntlRaw(int fd, int command, nint argument);
    [LibraryImport(Library, EntryPoint = "statx")] private static partial int statxRaw(int dir, byte* path, int flags, uint mask, StatX* to);
    [LibraryImport(Library, EntryPoint = "readlinkat")] private static partial nint readlinkatRaw(int dir, byte* path, byte* to, nint size);
    [LibraryImport(Library, EntryPoint = "poll")] private static partial int pollRaw(PollFd* fds, nuint count, int timeout);
    [LibraryImport(Library, EntryPoint = "eventfd")] private static partial int eventfdRaw(uint value, int flags);
    [LibraryImport(Library, EntryPoint = "signal")] private static partial nint signalRaw(int number, nint handler);

    public static int open(byte* path, int flags, int mode) => (int)Noted(openRaw(path, flags, mode));
    public static int close(int fd) => (int)Noted(closeRaw(fd));
    public static nint read(int fd, byte* to, nint count) => (nint)Noted(readRaw(fd, to, count));
    public static nint write(int fd, byte* from, nint count) => (nint)Noted(writeRaw(fd, from, count));
    public static long lseek(int fd, long offset, int whence) => (long)Noted(lseekRaw(fd, offset, whence));
    public static int isatty(int fd) => (int)Noted(isattyRaw(fd));
    public static int fcntl(int fd, int command, nint argument) => (int)Noted(fcntlRaw(fd, command, argument));
    public static int statx(int dir, byte* path, int flags, uint mask, StatX* to) => (int)Noted(statxRaw(dir, path, flags, mask, to));
    public static nint readlinkat(int dir, byte* path, byte* to, nint size) => (nint)Noted(readlinkatRaw(dir, path, to, size));
    public static int poll(PollFd* fds, nuint count, int timeout) => (int)Noted(pollRaw(fds, count, timeout));
    public static int eventfd(uint value, int flags) => (int)Noted(eventfdRaw(value, flags));
    public static nint signal(int number, nint handler) => (nint)Noted(signalRaw(number, handler));
}
