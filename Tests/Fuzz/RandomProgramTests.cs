using TieredPy.Tests.Corpus;
using Xunit;

namespace TieredPy.Tests.Fuzz;

/// <summary>
/// Random programs print on every tier what they printed on CPython 3.13. The programs are made from their seeds by
/// <c>tools/fuzz/generate.py</c>, which the command under test runs on its first tier; <c>recorded.txt</c> has, for each seed, the checksums
/// of the program and of its output. After a change of the generator: <c>tools/fuzz/run.py --record Tests/Fuzz/recorded.txt --count 500</c>.
/// </summary>
public sealed class RandomProgramTests
{
    private const int ProgramsAProcess = 125;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData(1)]
    [InlineData(126)]
    [InlineData(251)]
    [InlineData(376)]
    public void ProgramsPrintWhatCPythonPrints(int first) => Check(TierMode.Selected, first, ProgramsAProcess);

    /// <summary>Also where regions are executed node by node, or compiled from their text: fewer programs, as those are slow.</summary>
    [Theory]
    [InlineData("1-ir")]
    [InlineData("1-reread")]
    public void ProgramsPrintItInOtherModes(string mode) => Check([TierMode.Named("0"), TierMode.Named(mode)], 1, 25);

    /// <summary>The first mode makes the programs: what makes them takes longer than they do where all of it is compiled.</summary>
    private static void Check(IEnumerable<TierMode> modes, int first, int count)
    {
        var command = RepositoryPaths.Command;
        Assert.True(command != null, "tieredpy isn't built: dotnet build Cli -c Release");
        var script = Path.Combine(RepositoryPaths.Root, "tools", "fuzz", "batch.py");
        var record = Path.Combine(RepositoryPaths.Root, "Tests", "Fuzz", "recorded.txt");
        var programs = Directory.CreateTempSubdirectory("tieredpy-random");
        try
        {
            foreach (var mode in modes) Check(command, script, record, programs.FullName, mode, first, count);
        }
        finally
        {
            programs.Delete(recursive: true);
        }
    }

    private static void Check(string command, string script, string record, string programs, TierMode mode, int first, int count)
    {
        string[] arguments = ["--check", record, first.ToString(), (first + count - 1).ToString(), programs];
        var run = ProgramRun.Start(command, mode.Options, script, arguments, TimeLimit);
        Assert.True(!run.TimedOut && run.ExitCode == 0 && run.Output.EndsWith($"{count} programs, 0 differ\n", StringComparison.Ordinal),
            $"tier {mode.Name}, exit code {run.ExitCode}{(run.TimedOut ? ", timed out" : "")}\n{run.Output}\n{run.Error}\n"
            + "For the smallest such program: tools/fuzz/run.py --seed SEED --count 1 -- tieredpy " + string.Join(' ', mode.Options));
    }
}
