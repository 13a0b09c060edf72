namespace TieredPy.Tests.Corpus;

/// <summary>
/// One recorded program: what CPython 3.13 printed for it, and how it ended. The programs of <c>examples</c> are one area
/// of the corpus; only their records are in its folder.
/// </summary>
internal sealed class CorpusProgram
{
    private const string ExamplesArea = "examples/";

    private CorpusProgram(string name)
    {
        Name = name;
        Script = name.StartsWith(ExamplesArea, StringComparison.Ordinal)
            ? Path.Combine(RepositoryPaths.Examples, name[ExamplesArea.Length..] + ".py")
            : Record(".py");
        Output = File.ReadAllText(Record(".out"));
        ExitCode = File.Exists(Record(".exit")) ? int.Parse(File.ReadAllText(Record(".exit"))) : 0;
        Error = File.Exists(Record(".err")) ? File.ReadAllText(Record(".err")) : null;

        string Record(string suffix) => Path.Combine(RepositoryPaths.Corpus, name + suffix);
    }

    /// <summary>Area and file name without suffix, such as <c>numbers/int_ops</c>.</summary>
    public string Name { get; }

    public string Script { get; }

    public string Output { get; }

    public int ExitCode { get; }

    /// <summary>What was printed on standard error by a program that failed; null where the program ended well.</summary>
    public string? Error { get; }

    /// <summary>The names of all programs, sorted.</summary>
    public static IEnumerable<string> Names() =>
        Directory.EnumerateFiles(RepositoryPaths.Corpus, "*.out", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(RepositoryPaths.Corpus, file))
            .Select(name => Path.ChangeExtension(name, null).Replace('\\', '/'))
            .OrderBy(name => name, StringComparer.Ordinal);

    public static CorpusProgram Load(string name) => new(name);

    /// <summary>The first difference between this record and a run, or null where they agree.</summary>
    public string? Difference(ProgramRun run)
    {
        if (run.TimedOut)
            return $"no end within {CorpusTests.TimeLimit.TotalSeconds} s";
        if (FirstDifference("stdout", Output, run.Output) is { } inOutput)
            return Error == null && run.Error.Length > 0 ? inOutput + "\nstderr: " + LastLines(run.Error) : inOutput;
        if (run.ExitCode != ExitCode)
            return $"exit code {run.ExitCode}, expected {ExitCode}\nstderr: {LastLines(run.Error)}";
        return Error == null ? null : FirstDifference("stderr", Error, run.Error.Replace(Script, Path.GetFileName(Script)));
    }

    private static string? FirstDifference(string stream, string expected, string actual)
    {
        if (expected == actual)
            return null;
        var wanted = expected.Split('\n');
        var got = actual.Split('\n');
        for (var i = 0; ; i++)
        {
            var want = i < wanted.Length ? wanted[i] : "(end)";
            var have = i < got.Length ? got[i] : "(end)";
            if (want != have)
                return $"{stream} line {i + 1}\n  expected: {want}\n  actual:   {have}";
        }
    }

    private static string LastLines(string text) =>
        string.Join('\n', text.TrimEnd().Split('\n').TakeLast(5));
}
