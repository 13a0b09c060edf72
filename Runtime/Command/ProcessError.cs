using System.Text;
using TieredPy.Runtime.Modules.Posix;

namespace TieredPy.Runtime.Command;

/// <summary>
/// The process's standard error below sys.stderr: what is written when there is no Python stream to write to. Errors of writing are
/// dropped, since there is nowhere left to report them.
/// </summary>
internal static unsafe class ProcessError
{
    /// <summary>Writes text as UTF-8.</summary>
    public static void Write(string text)
    {
        if (!StandardStreams.IsInherited(2)) return;
        ReadOnlySpan<byte> bytes = Encoding.UTF8.GetBytes(text);
        while (!bytes.IsEmpty)
        {
            nint n;
            fixed (byte* p = bytes) n = Libc.write(2, p, bytes.Length);
            if (n < 0 && Libc.Errno == OsErrors.EINTR) continue;
            if (n <= 0) return;
            bytes = bytes[(int)n..];
        }
    }

    /// <summary>Writes a line.</summary>
    public static void WriteLine(string text) => Write(text + "\n");
}
