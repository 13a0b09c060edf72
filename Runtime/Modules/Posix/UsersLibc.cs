namespace TieredPy.Runtime.Modules.Posix;

/// <summary>The C library's functions about users, groups and terminals.</summary>
internal static unsafe partial class UsersLibc
{
    private const string Library = "libc";

    [LibraryImport(Library)] public static partial int getpwuid_r(uint uid, PasswordEntry* to, byte* buffer, nint size, PasswordEntry** result);
    [LibraryImport(Library)] public static partial int getpwnam_r(byte* name, PasswordEntry* to, byte* buffer, nint size, PasswordEntry** result);
    [LibraryImport(Library)] public static partial void setpwent();
    [LibraryImport(Library)] public static partial void endpwent();
    [LibraryImport(Library)] public static partial PasswordEntry* getpwent();
    [LibraryImport(Library)] public static partial int getgrgid_r(uint gid, GroupEntry* to, byte* buffer, nint size, GroupEntry** result);
    [LibraryImport(Library)] public static partial int getgrnam_r(byte* name, GroupEntry* to, byte* buffer, nint size, GroupEntry** result);
    [LibraryImport(Library)] public static partial void setgrent();
    [LibraryImport(Library)] public static partial void endgrent();
    [LibraryImport(Library)] public static partial GroupEntry* getgrent();
    [LibraryImport(Library, SetLastError = true)] public static partial int tcgetattr(int fd, TerminalAttributes* to);
    [LibraryImport(Library, SetLastError = true)] public static partial int tcsetattr(int fd, int when, TerminalAttributes* from);
    [LibraryImport(Library, SetLastError = true)] public static partial int tcsendbreak(int fd, int duration);
    [LibraryImport(Library, SetLastError = true)] public static partial int tcdrain(int fd);
    [LibraryImport(Library, SetLastError = true)] public static partial int tcflush(int fd, int queue);
    [LibraryImport(Library, SetLastError = true)] public static partial int tcflow(int fd, int action);
    [LibraryImport(Library)] public static partial uint cfgetispeed(TerminalAttributes* t);
    [LibraryImport(Library)] public static partial uint cfgetospeed(TerminalAttributes* t);
    [LibraryImport(Library, SetLastError = true)] public static partial int cfsetispeed(TerminalAttributes* t, uint speed);
    [LibraryImport(Library, SetLastError = true)] public static partial int cfsetospeed(TerminalAttributes* t, uint speed);
}

/// <summary>struct passwd.</summary>
internal unsafe struct PasswordEntry
{
    public byte* Name, Password;
    public uint Uid, Gid;
    public byte* Gecos, Directory, Shell;
}

/// <summary>struct group.</summary>
internal unsafe struct GroupEntry
{
    public byte* Name, Password;
    public uint Gid;
    public byte** Members;
}

/// <summary>struct termios on Linux.</summary>
internal unsafe struct TerminalAttributes
{
    public const int ControlCount = 32;
    public uint Input, Output, Control, Local;
    public byte Line;
    public fixed byte Characters[ControlCount];
    public uint InputSpeed, OutputSpeed;
}
