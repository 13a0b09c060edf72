using System.Runtime.InteropServices;

namespace TieredPy.Runtime.Modules.Posix;

/// <summary>
/// User, groups and umask of a child that differ from this process's. posix_spawn can set none of them, but a child inherits those of the thread
/// that starts it, and on Linux each thread may have its own: a thread of its own takes them on, starts the child and ends.
/// </summary>
internal sealed unsafe class ChildIdentity(uint? group, uint[]? groups, uint? user, int umask)
{
    private const int OwnFileSystemState = 0x200;

    /// <summary>The child is to be as this process is.</summary>
    public bool IsSame => group == null && groups == null && user == null && umask < 0;

    /// <summary>Calls something that starts a child: its result, or the error number of what couldn't be taken on.</summary>
    public int Start(Func<int> start, out bool refused)
    {
        refused = false;
        if (IsSame) return start();
        int error = 0, result = 0;
        var thread = new Thread(() =>
        {
            error = TakeOn();
            if (error == 0) result = start();
        })
        { IsBackground = true };
        thread.Start();
        thread.Join();
        refused = error != 0;
        return refused ? error : result;
    }

    // System calls, as the C library's functions of these names change all threads.
    private int TakeOn()
    {
        bool arm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;
        if (umask >= 0)
        {
            if (LinuxLibc.unshare(OwnFileSystemState) < 0) return Libc.Errno;
            _ = Libc.umask(umask);
        }
        if (groups != null)
            fixed (uint* p = groups)
                if (LinuxLibc.syscall(arm ? 159 : 116, groups.Length, (long)p, 0, 0, 0) < 0) return Libc.Errno;
        if (group is { } g && LinuxLibc.syscall(arm ? 143 : 114, g, g, 0, 0, 0) < 0) return Libc.Errno;
        if (user is { } u && LinuxLibc.syscall(arm ? 145 : 113, u, u, 0, 0, 0) < 0) return Libc.Errno;
        return 0;
    }
}
