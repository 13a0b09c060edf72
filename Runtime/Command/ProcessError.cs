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
        ReadOnlySpan<byte> bytes = Encoding.UTF8.GetBytes(Escaped(text));
        while (!bytes.IsEmpty)
        {
            nint n;
            fixed (byte* p = bytes) n = Libc.write(2, p, bytes.Length);
            if (n < 0 && Libc.Errno == OsErrors.EINTR) continue;
            if (n <= 0) return;
            bytes = bytes[(int)n..];
        }
    }

    /// <summary>Lone surrogates as sys.stderr would write them.</summary>
    private static string Escaped(string text)
    {
        StringBuilder? escaped = null;
        for (int i = 0; i < text.Length; i++)
        {
            bool pair = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]);
            if (char.IsSurrogate(text[i]) && !pair) (escaped ??= new StringBuilder(text, 0, i, text.Length + 16)).Append($"\\u{(int)text[i]:x4}");
            else escaped?.Append(text, i, pair ? 2 : 1);
            if (pair) i++;
        }
        return escaped?.ToString() ?? text;
    }

    /// <summary>Writes a line.</summary>
    public static void WriteLine(string text) => Write(text + "\n");
}
