using System.Diagnostics;
using TieredPy.Runtime.Command;

namespace TieredPy.Runtime.Importing;

/// <summary>-X importtime: how long each import took, itself and with what it imported.</summary>
internal static class ImportTimes
{
    [ThreadStatic] private static int level;

    /// <summary>What the imports inside the current one have taken so far.</summary>
    [ThreadStatic] private static long inner;

    private static bool headed;

    public static Value Measure(PyStr name, Func<PyStr, Value> import)
    {
        if (!headed)
        {
            headed = true;
            ProcessError.WriteLine("import time: self [us] | cumulative | imported package");
        }
        long outer = inner;
        inner = 0;
        level++;
        long start = Stopwatch.GetTimestamp();
        long total = 0;
        try
        {
            return import(name);
        }
        finally
        {
            total = (Stopwatch.GetTimestamp() - start) * 1_000_000 / Stopwatch.Frequency;
            level--;
            ProcessError.WriteLine($"import time: {total - inner,9} | {total,10} | {new string(' ', level * 2)}{name}");
            inner = outer + total;
        }
    }
}
