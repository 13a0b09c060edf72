using System.Text.Json;
using TieredPy.Tests.Corpus;
using Xunit;

namespace TieredPy.Tests.Interpreting;

/// <summary>
/// Programs whose regions are executed node by node, or compiled from their own text, print what CPython 3.13 printed, and every region can be treated so. What
/// differs here and not on tier 1 is a fault of the emitter, or of the IR's interpreter; what differs here too is a fault of the builder or of a pass.
/// </summary>
public sealed class RegionModesTests
{
    /// <param name="mode">The mode's name.</param>
    /// <param name="step">Which of the programs: each so manieth.</param>
    [Theory]
    [InlineData("1-ir", 1)]
    [InlineData("2-ir", 3)]
    [InlineData("1-reread", 4)]
    public void ProgramsOfTheTiersPrintWhatCPythonPrints(string mode, int step)
    {
        var command = RepositoryPaths.Command;
        Assert.True(command != null, "tieredpy isn't built: dotnet build Cli -c Release");
        var programs = CorpusProgram.Names().Where(name => name.StartsWith("tiers/", StringComparison.Ordinal)).Where((_, k) => k % step == 0).ToList();
        var failures = new List<string>();
        long regions = 0;
        Parallel.ForEach(programs, new ParallelOptions { MaxDegreeOfParallelism = 2 }, name =>
        {
            var program = CorpusProgram.Load(name);
            var statistics = Path.GetTempFileName();
            try
            {
                var run = ProgramRun.Start(command, [.. TierMode.Named(mode).Options, $"--stats=json:{statistics}"], program.Script, [], CorpusTests.TimeLimit);
                var failure = program.Difference(run);
                if (failure == null)
                {
                    using var json = JsonDocument.Parse(File.ReadAllText(statistics));
                    Interlocked.Add(ref regions, json.RootElement.GetProperty("regions_compiled").GetInt64());
                    foreach (var aborted in json.RootElement.GetProperty("aborts").EnumerateObject())
                        if (aborted.Name is "compiler_fault" or "not_interpretable" && aborted.Value.GetInt64() > 0) failure += $"{aborted.Name}: {aborted.Value}";
                }
                if (failure == null) return;
                lock (failures) failures.Add($"{name}: {failure}");
            }
            finally
            {
                File.Delete(statistics);
            }
        });
        Assert.True(failures.Count == 0, $"{failures.Count} failures\n\n" + string.Join("\n\n", failures));
        Assert.True(regions > 2 * programs.Count, $"{regions} regions");
    }
}
