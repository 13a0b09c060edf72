using TieredPy.Runtime.Importing;
using TieredPy.Runtime.Text;

namespace TieredPy.Runtime.Command;

/// <summary>
/// Arguments that aren't UTF-8: .NET has replaced what it couldn't decode, while Python keeps each such byte as a lone surrogate (surrogateescape),
/// so that a file of that name can be opened.
/// </summary>
internal static class RawArguments
{
    /// <summary>The arguments as Python has them.</summary>
    public static string[] Of(string[] args)
    {
        foreach (string a in args)
            if (MayBeDamaged(a)) return Read(args);
        return args;
    }

    private static bool MayBeDamaged(string text)
    {
        foreach (char c in text)
            if (c == '\uFFFD') return true;
        return false;
    }

    /// <summary>The name that the command was started by.</summary>
    public static string OwnName => NativeFile.TryRead("/proc/self/cmdline") is { Length: > 0 } all ? ShortText.FromEscapedUtf8(all.AsSpan(0, End(all, 0))) : "tieredpy";

    private static string[] Read(string[] args)
    {
        if (NativeFile.TryRead("/proc/self/cmdline") is not { } all) return args;
        var parts = Parts(all);
        // The command's own name comes first, and that of the runtime's host where it was started by that.
        return parts.Count < args.Length ? args : parts.GetRange(parts.Count - args.Length, args.Length).ToArray();
    }

    private static List<string> Parts(byte[] all)
    {
        var parts = new List<string>();
        for (int start = 0; start < all.Length;)
        {
            int end = End(all, start);
            parts.Add(ShortText.FromEscapedUtf8(all.AsSpan(start, end - start)));
            start = end + 1;
        }
        return parts;
    }

    /// <summary>Where the part that begins at an index ends. Each start of the process comes here: see <see cref="ShortText"/>.</summary>
    private static int End(byte[] all, int start)
    {
        int end = start;
        while (end < all.Length && all[end] != 0) end++;
        return end;
    }
}
