using TieredPy.Runtime.Modules.Posix;
using TieredPy.Runtime.Text;

namespace TieredPy.Runtime.Importing;

/// <summary>The few questions about files that a start of the process asks, without the framework's streams and handles.</summary>
internal static unsafe class NativeFile
{
    private const int AtCwd = -100, CloseOnExec = 0x80000, Interrupted = 4, StatMode = 0x3;

    public static bool IsFile(string path) => Stat(path, out var st) && !st.IsDirectory;

    public static bool IsFolder(string path) => Stat(path, out var st) && st.IsDirectory;

    /// <summary>Whether this process may write to a file or folder.</summary>
    public static bool IsWritable(string path)
    {
        const int Write = 2, EffectiveIds = 0x200;
        fixed (byte* p = Terminated(path)) return Libc.faccessat(AtCwd, p, Write, EffectiveIds) == 0;
    }

    public static bool IsFolder(int fd)
    {
        const int EmptyPath = 0x1000;
        StatX st = default;
        byte empty = 0;
        return Libc.statx(fd, &empty, EmptyPath, StatMode, &st) == 0 && st.IsDirectory;
    }

    /// <summary>When a file was written last, in seconds since 1970, and how many bytes it has; null when it can't be found.</summary>
    public static (long Modified, long Size)? Status(string path)
    {
        const uint Basic = 0x7FF;
        return Stat(path, out var st, Basic) ? (st.Modified.Seconds, st.Size) : null;
    }

    private static bool Stat(string path, out StatX st, uint wanted = StatMode)
    {
        st = default;
        if (path.Length == 0) return false;
        fixed (StatX* to = &st)
        fixed (byte* p = Terminated(path))
            return Libc.statx(AtCwd, p, 0, wanted, to) == 0;
    }

    /// <summary>The bytes of a file, or null when it can't be read: the framework knows why.</summary>
    public static byte[]? TryRead(string path)
    {
        int fd;
        fixed (byte* p = Terminated(path)) fd = Libc.open(p, CloseOnExec, 0);
        if (fd < 0) return null;
        try
        {
            byte[] bytes = new byte[4096];
            int n = 0;
            while (true)
            {
                if (n == bytes.Length) Array.Resize(ref bytes, n * 2);
                nint got;
                fixed (byte* to = bytes) got = Libc.read(fd, to + n, bytes.Length - n);
                if (got > 0) n += (int)got;
                else if (got == 0) return bytes[..n];
                else if (Libc.Errno != Interrupted) return null;
            }
        }
        finally
        {
            _ = Libc.close(fd);
        }
    }

    /// <summary>What a symbolic link says; null for what is none, or has a longer text.</summary>
    public static string? LinkTarget(string path)
    {
        const int Size = 1000;
        byte* to = stackalloc byte[Size];
        nint n;
        fixed (byte* p = Terminated(path)) n = Libc.readlinkat(AtCwd, p, to, Size);
        return n is > 0 and < Size ? ShortText.FromUtf8(new ReadOnlySpan<byte>(to, (int)n)) : null;
    }

    private static byte[] Terminated(string path) => ShortText.ToUtf8(path + "\0");
}
