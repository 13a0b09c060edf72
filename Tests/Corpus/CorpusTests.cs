using Xunit;

namespace TieredPy.Tests.Corpus;

/// <summary>
/// The programs of <c>Tests/corpus</c> print on every tier what they printed on CPython 3.13. The records are made by
/// <c>tools/record.py</c>. A program that <c>pending.txt</c> names must fail: one that passes has to leave that list.
/// </summary>
public sealed class CorpusTests
{
    /// <summary>Compiling everything that runs twice, on a busy machine, takes a program that imports much the better part of a minute.</summary>
    internal static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(180);

    private static readonly PendingPrograms Pending = PendingPrograms.Load();

    public static TheoryData<string> Areas()
    {
        var areas = new TheoryData<string>();
        foreach (var area in CorpusProgram.Names().Select(name => name[..name.IndexOf('/')]).Distinct())
            areas.Add(area);
        return areas;
    }

    [Theory]
    [MemberData(nameof(Areas))]
    public void AreaPrintsWhatCPythonPrints(string area)
    {
        var command = RepositoryPaths.Command;
        Assert.True(command != null, "tieredpy isn't built: dotnet build Cli -c Release");
        var failures = new List<string>();
        var programs = CorpusProgram.Names().Where(name => name.StartsWith(area + "/", StringComparison.Ordinal));
        Parallel.ForEach(programs, new ParallelOptions { MaxDegreeOfParallelism = 2 }, name =>
        {
            var program = CorpusProgram.Load(name);
            foreach (var mode in TierMode.Selected.SelectMany(m => Enumerable.Repeat(m, m.Runs)))
            {
                if (Judge(program, mode.Name, program.Difference(ProgramRun.Start(command, mode.Options, program.Script, [], TimeLimit))) is { } failure)
                {
                    lock (failures)
                        failures.Add(failure);
                }
            }
        });
        failures.Sort(StringComparer.Ordinal);
        Assert.True(failures.Count == 0, $"{failures.Count} failures\n\n" + string.Join("\n\n", failures));
    }

    [Fact]
    public void PendingListNamesPrograms() => Assert.Empty(Pending.Unknown(CorpusProgram.Names().ToHashSet()));

    private static string? Judge(CorpusProgram program, string tier, string? difference)
    {
        if (difference == null)
        {
            return Pending.Reason(program.Name) is { } reason
                ? $"{program.Name} passes on tier {tier}, but pending.txt lists it: {reason}"
                : null;
        }
        var excused = Pending.Reason(program.Name) != null || Pending.CoveredByPattern(program.Name);
        return excused ? null : $"{program.Name} on tier {tier}: {difference}";
    }
}
