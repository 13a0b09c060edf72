using System.Buffers.Text;
using TieredPy.Runtime.Importing;
using TieredPy.Runtime.Modules.Mmap;

namespace TieredPy.Runtime.Interpreter;

/// <summary>
/// Asks Linux to back the memory of young objects by pages of 2 MB, which cost a quarter of what as much memory in small ones costs when they are first
/// touched (docs/decisions/0018). Only an advice: where the system has none to give, nothing changes.
/// </summary>
internal static class LargePages
{
    /// <summary>MADV_HUGEPAGE of madvise(2).</summary>
    private const int HugePage = 14;

    /// <summary>The collector's heaps begin at multiples of this from one another.</summary>
    private const long HeapAlignment = 16 << 20;

    /// <summary>Asks for the memory of the collector's heaps that have at least this many bytes.</summary>
    public static void Advise(long least)
    {
        if (!OperatingSystem.IsLinux() || NativeFile.TryRead("/proc/self/maps") is not { } maps) return;
        var young = new object();
        long at = Unsafe.As<object, nint>(ref young);
        var memory = Writable(maps, least);
        int own = memory.FindIndex(m => m.Start <= at && at < m.End);
        if (own < 0) return;
        foreach (var (start, end) in memory)
            if ((start - memory[own].Start) % HeapAlignment == 0) _ = MappingLibc.madvise((nint)start, (nint)(end - start), HugePage);
    }

    /// <summary>The stretches of anonymous memory that can be written to, of at least this size, in a process's map (proc(5)). Those side by side are one.</summary>
    internal static List<(long Start, long End)> Writable(ReadOnlySpan<byte> maps, long least)
    {
        var found = new List<(long Start, long End)>();
        (long Start, long End) last = default;
        foreach (var range in maps.Split((byte)'\n'))
        {
            if (!TryParse(maps[range], out long start, out long end)) continue;
            if (start != last.End)
            {
                if (last.End - last.Start >= least) found.Add(last);
                last.Start = start;
            }
            last.End = end;
        }
        if (last.End - last.Start >= least) found.Add(last);
        return found;
    }

    // "7fb1d8000000-7fb1d9115000 rw-p 00000000 00:00 0": private, no file, no name as that of the stack.
    private static bool TryParse(ReadOnlySpan<byte> line, out long start, out long end)
    {
        end = 0;
        return Utf8Parser.TryParse(line, out start, out int n, 'x') && Utf8Parser.TryParse(line[(n + 1)..], out end, out int m, 'x')
            && line[(n + m + 1)..].TrimEnd((byte)' ').SequenceEqual(" rw-p 00000000 00:00 0"u8);
    }
}
