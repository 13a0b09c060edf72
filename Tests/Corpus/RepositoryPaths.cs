namespace TieredPy.Tests.Corpus;

/// <summary>Where the tests find the repository's folders and the command under test.</summary>
internal static class RepositoryPaths
{
    /// <summary>The folder that holds the solution, found upwards from the test assembly.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The folder of the recorded programs.</summary>
    public static string Corpus { get; } = Path.Combine(Root, "Tests", "corpus");

    /// <summary>The folder of the example programs, whose records are with the corpus.</summary>
    public static string Examples { get; } = Path.Combine(Root, "examples");

    /// <summary>
    /// The built command: <c>TIEREDPY</c> where that variable is set, else the newer of the Release and Debug builds.
    /// Null where there is none.
    /// </summary>
    public static string? Command { get; } = FindCommand();

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder != null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TieredPy.sln")))
                return folder.FullName;
        }
        throw new DirectoryNotFoundException($"TieredPy.sln is not above {AppContext.BaseDirectory}");
    }

    private static string? FindCommand()
    {
        if (Environment.GetEnvironmentVariable("TIEREDPY") is { Length: > 0 } given)
            return given;
        var name = OperatingSystem.IsWindows() ? "tieredpy.exe" : "tieredpy";
        return new[] { "Release", "Debug" }
            .Select(configuration => Path.Combine(Root, "Cli", "bin", configuration, "net10.0", name))
            .Where(File.Exists)
            .OrderByDescending(File.GetLastWriteTimeUtc)
            .FirstOrDefault();
    }
}
