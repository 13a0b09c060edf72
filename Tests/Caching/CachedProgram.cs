using System.Text.Json;
using TieredPy.Tests.Corpus;
using TieredPy.Tiers.Caching;
using TieredPy.Tiers.Diagnostics;
using Xunit;

namespace TieredPy.Tests.Caching;

/// <summary>A script in a folder of its own, run again and again with a cache beside it.</summary>
internal sealed class CachedProgram : IDisposable
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(60);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tieredpy-cache-test");

    public CachedProgram(string source) => Write(source);

    public string Script => Path.Combine(folder.FullName, "program.py");

    public string Cache => Path.Combine(folder.FullName, "cache");

    /// <summary>Variables that its runs find set.</summary>
    public (string Name, string Value)[] Environment { get; set; } = [];

    /// <summary>The one file in the cache.</summary>
    public string CacheFile => Assert.Single(Directory.GetFiles(Cache, "*" + CacheFolder.Extension));

    public void Write(string source) => File.WriteAllText(Script, source);

    /// <summary>Runs the script; the counters are those of <c>--stats</c>.</summary>
    public (ProgramRun Run, JsonElement Stats) Run(params string[] options)
    {
        string stats = Path.Combine(folder.FullName, $"{Guid.NewGuid():N}.json");
        string command = RepositoryPaths.Command ?? throw new InvalidOperationException("tieredpy isn't built: dotnet build Cli -c Release");
        var run = ProgramRun.Start(command, ["--cache", Cache, "--jit", "sync,loop_threshold=50,function_threshold=20", $"--stats=json:{stats}", .. options], Script, [], TimeLimit, Environment);
        Assert.False(run.TimedOut);
        return (run, !File.Exists(stats) ? default : JsonDocument.Parse(File.ReadAllText(stats)).RootElement);
    }

    /// <summary>Runs the script and says what it printed; nothing else may have been.</summary>
    public string Output(out JsonElement stats, params string[] options)
    {
        (var run, stats) = Run(options);
        Assert.Equal("", run.Error);
        Assert.Equal(0, run.ExitCode);
        return run.Output;
    }

    public static long Drops(JsonElement stats, CacheDrop reason) => stats.GetProperty("cache_drops").GetProperty(JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString())).GetInt64();

    public static long Count(JsonElement stats, string counter) => stats.GetProperty(counter).GetInt64();

    public void Dispose() => folder.Delete(recursive: true);
}
