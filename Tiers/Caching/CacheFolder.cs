using TieredPy.Runtime.Modules.Posix;
using TieredPy.Tiers.Diagnostics;

namespace TieredPy.Tiers.Caching;

/// <summary>
/// Reads and writes files that only their owner may touch. Whoever could write one could make this process do what they want: what isn't the user's alone is
/// refused. What can't be read or written is as if there were no cache.
/// </summary>
internal static unsafe class CacheFolder
{
    private const int ReadOnly = 0, NoFollow = 0x20000, CloseOnExec = 0x80000, NonBlocking = 0x800, EmptyPath = 0x1000, BasicStats = 0x7FF, CurrentFolder = -100;
    private const int OthersAccess = 0x3F, OthersWrite = 0x12;
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Ends the names of files that are being written.</summary>
    private const string Unfinished = ".part";

    /// <summary>How the names of the files end.</summary>
    public const string Extension = ".tpcache";

    /// <summary>A file that is still being written after so long was left behind.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    /// <summary>The bytes of a file; null where there are none to be had, for the reason, which is null where there is just no such file.</summary>
    public static byte[]? Read(string path, out CacheDrop? reason)
    {
        reason = null;
        try
        {
            if (!IsOwn(Path.GetDirectoryName(path)!, out bool exists))
            {
                if (exists) reason = CacheDrop.Untrusted;
                return null;
            }
            int fd = Open(path);
            if (fd < 0)
            {
                // A link isn't followed.
                if (File.Exists(path) || new FileInfo(path).LinkTarget != null) reason = CacheDrop.Untrusted;
                return null;
            }
            using var handle = new Microsoft.Win32.SafeHandles.SafeFileHandle(fd, true);
            byte none = 0;
            StatX st;
            if (Libc.statx(fd, &none, EmptyPath, BasicStats, &st) < 0 || !st.IsRegular || st.Uid != (uint)Libc.geteuid() || (st.Mode & OthersAccess) != 0)
            {
                reason = CacheDrop.Untrusted;
                return null;
            }
            if (st.Size > CacheFile.MaxSize)
            {
                reason = CacheDrop.Damaged;
                return null;
            }
            byte[] bytes = new byte[st.Size];
            int length = 0;
            while (length < bytes.Length && RandomAccess.Read(handle, bytes.AsSpan(length), length) is > 0 and var n) length += n;
            return bytes.AsSpan(0, length).Length == bytes.Length ? bytes : bytes[..length];
        }
        catch (Exception e) when (IsIo(e))
        {
            reason = CacheDrop.Unreadable;
            return null;
        }
    }

    /// <summary>Writes a file whole or not at all, then lets the folder be no larger than a limit. False where that isn't possible.</summary>
    public static bool Write(string path, ReadOnlySpan<byte> bytes, long limit)
    {
        string folder = Path.GetDirectoryName(path)!, temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Environment.ProcessId}-{Guid.NewGuid():N}{Unfinished}");
        try
        {
            Directory.CreateDirectory(folder, OwnerFile | UnixFileMode.UserExecute);
            if (!IsOwn(folder, out _)) return false;
            try
            {
                using (var stream = new FileStream(temporary, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerFile, BufferSize = 0 }))
                    stream.Write(bytes);
                File.Move(temporary, path, true);
            }
            catch
            {
                File.Delete(temporary);
                throw;
            }
            Trim(folder, path, limit);
            return true;
        }
        catch (Exception e) when (IsIo(e))
        {
            return false;
        }
    }

    /// <summary>The file was used: it is the last to go when there is no room.</summary>
    public static void Touch(string path)
    {
        try
        {
            if (DateTime.UtcNow - File.GetLastWriteTimeUtc(path) > Abandoned) File.SetLastWriteTimeUtc(path, DateTime.UtcNow);
        }
        catch (Exception e) when (IsIo(e))
        {
        }
    }

    /// <summary>The files of caches in a folder, the one used last in front.</summary>
    public static List<FileInfo> List(string folder)
    {
        var directory = new DirectoryInfo(folder);
        return directory.Exists ? [.. directory.EnumerateFiles("*" + Extension).Concat(directory.EnumerateFiles("*" + CodeImage.Extension)).OrderByDescending(f => f.LastWriteTimeUtc)] : [];
    }

    /// <summary>Deletes the files that were used least recently, but for one, until the rest is within the limit, and what was left behind half written.</summary>
    private static void Trim(string folder, string keep, long limit)
    {
        long size = 0;
        foreach (var file in List(folder))
        {
            size += file.Length;
            if (size > limit && file.FullName != Path.GetFullPath(keep)) file.Delete();
        }
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*" + Unfinished))
            if (DateTime.UtcNow - file.LastWriteTimeUtc > Abandoned) file.Delete();
    }

    /// <summary>The folder is the user's, and nobody else writes to it.</summary>
    public static bool IsOwn(string folder, out bool exists)
    {
        StatX st;
        fixed (byte* path = Terminated(folder.Length == 0 ? "." : folder)) exists = Libc.statx(CurrentFolder, path, 0, BasicStats, &st) == 0;
        return exists && st.IsDirectory && st.Uid == (uint)Libc.geteuid() && (st.Mode & OthersWrite) == 0;
    }

    private static int Open(string file)
    {
        fixed (byte* path = Terminated(file)) return Libc.open(path, ReadOnly | NoFollow | CloseOnExec | NonBlocking, 0);
    }

    private static byte[] Terminated(string path) => System.Text.Encoding.UTF8.GetBytes(path + "\0");

    /// <summary>What reading and writing fail with. A file that would grow beyond the process's limit is an argument out of range to .NET.</summary>
    public static bool IsIo(Exception e) => e is IOException or UnauthorizedAccessException or System.Security.SecurityException or NotSupportedException or ArgumentOutOfRangeException;
}
