namespace TieredPy.Perf;

/// <summary>The repository's folders.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Programs { get; } = Path.Combine(Root, "Perf", "programs");

    public static string Micro(string script) => Path.Combine(Root, "Perf", "micro", script);

    /// <summary>The published command in <c>out</c>, else the newest published or built one under <c>Cli/bin</c>; null where there is none.</summary>
    public static string? FindCommand()
    {
        var name = OperatingSystem.IsWindows() ? "tieredpy.exe" : "tieredpy";
        return Newest(Path.Combine(Root, "out"), _ => true)
            ?? Newest(Path.Combine(Root, "Cli", "bin", "Release"), file => Path.GetFileName(Path.GetDirectoryName(file)) == "publish")
            ?? Newest(Path.Combine(Root, "Cli", "bin", "Release"), _ => true);

        string? Newest(string folder, Func<string, bool> accept) => !Directory.Exists(folder)
            ? null
            : Directory.EnumerateFiles(folder, name, SearchOption.AllDirectories)
                .Where(accept)
                .OrderByDescending(File.GetLastWriteTimeUtc)
                .FirstOrDefault();
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder != null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TieredPy.sln")))
                return folder.FullName;
        }
        throw new UsageException("The repository is not above " + AppContext.BaseDirectory);
    }
}
