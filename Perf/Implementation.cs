namespace TieredPy.Perf;

/// <summary>One Python to measure: how it is called in tables, and how it is started.</summary>
internal sealed record Implementation(string Name, string Path, IReadOnlyList<string> Arguments, string Version)
{
    public const string CPythonName = "cpython";
    public const string PyPyName = "pypy";

    private const string Ask = "import sys; print(sys.executable); print(sys.implementation.name, '%d.%d.%d' % sys.version_info[:3])";

    /// <summary>True for the build of this repository, whichever its tier.</summary>
    public bool IsOurs => Name.StartsWith("tieredpy", StringComparison.Ordinal);

    /// <summary>This build (once a tier), CPython 3.13, and PyPy where it is installed; in this order.</summary>
    public static List<Implementation> Find(Options options)
    {
        var found = new List<Implementation>();
        var ours = options.TieredPy ?? Repository.FindCommand()
            ?? throw new UsageException("No tieredpy is built: dotnet publish Cli -c Release -o out, or --tieredpy PATH");
        if (options.Tiers.Count == 0)
            found.Add(new Implementation("tieredpy", ours, [], VersionOf(ours)));
        foreach (var tier in options.Tiers)
            found.Add(new Implementation("tieredpy-" + tier, ours, ["--tier", tier], VersionOf(ours)));
        found.Add(FindCPython(options.CPython));
        if (Identify("pypy3") is { } pypy)
            found.Add(new Implementation(PyPyName, pypy.Path, [], pypy.Version));
        return found;
    }

    /// <summary>Starts a script of this repository in its own folder.</summary>
    public ProcessResult Run(TimeSpan timeout, string script, params IEnumerable<string> arguments) =>
        ProcessResult.Run(Path, [.. Arguments, script, .. arguments], timeout);

    private static Implementation FindCPython(string? given)
    {
        string?[] candidates = given != null
            ? [given]
            : [Environment.GetEnvironmentVariable("TIEREDPY_CPYTHON"), "python3.13", "python3"];
        foreach (var candidate in candidates)
        {
            if (!string.IsNullOrEmpty(candidate) && Identify(candidate) is { } python && python.Version.StartsWith("cpython 3.13.", StringComparison.Ordinal))
                return new Implementation(CPythonName, python.Path, [], python.Version);
        }
        throw new UsageException("No CPython 3.13 found: set TIEREDPY_CPYTHON or give --cpython PATH");
    }

    /// <summary>The real executable behind a name (which may be a version manager's script) and what it says it is.</summary>
    private static (string Path, string Version)? Identify(string command)
    {
        if (ProcessResult.TryRun(command, ["-c", Ask], TimeSpan.FromSeconds(20)) is not { Succeeded: true } answer)
            return null;
        var lines = answer.Output.Split('\n');
        return lines.Length >= 2 && File.Exists(lines[0].Trim()) ? (lines[0].Trim(), lines[1].Trim()) : null;
    }

    private static string VersionOf(string command) =>
        ProcessResult.TryRun(command, ["-V"], TimeSpan.FromSeconds(20)) is { Succeeded: true } answer && answer.Output.Trim() is { Length: > 0 } text
            ? text
            : "doesn't tell its version";
}
