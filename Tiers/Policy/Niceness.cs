namespace TieredPy.Tiers.Policy;

/// <summary>
/// Which threads go first where there aren't processors for all, as setpriority(2) counts: 0 is usual, 19 the last. On Linux, where threads have a niceness each;
/// elsewhere nothing happens.
/// </summary>
internal static partial class Niceness
{
    /// <summary>What the kernel keeps of the name of .NET's thread that compiles methods again.</summary>
    private const string RuntimesCompiler = ".NET Tiered Com";

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int niceness);

    /// <summary>Of the calling thread.</summary>
    public static void OfThisThread(int niceness) => Set(0, niceness);

    /// <summary>Of the runtime's own background compiler, if its thread is there.</summary>
    public static void OfRuntimesCompiler(int niceness)
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            foreach (string task in Directory.EnumerateDirectories("/proc/self/task"))
                if (File.ReadAllText(task + "/comm").StartsWith(RuntimesCompiler, StringComparison.Ordinal) && int.TryParse(Path.GetFileName(task), out int id)) Set(id, niceness);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // No /proc, or a thread that has just ended: priorities stay as they are.
        }
    }

    /// <summary>The kind is "process", which on Linux is a thread, and 0 the one that calls.</summary>
    private static void Set(int thread, int niceness)
    {
        if (OperatingSystem.IsLinux()) SetPriority(0, thread, niceness);
    }
}
