using TieredPy.Tests.Corpus;
using TieredPy.Tiers.X64;
using Xunit;

namespace TieredPy.Tests.X64;

/// <summary>
/// Random numeric loops (<c>tools/fuzz/numeric.py</c>) print on tier 2, at each level of the processor, what the interpreter prints. More of them, and
/// CPython, are run by that script's <c>compare</c>.
/// </summary>
public sealed class NumericLoopTests
{
    private const string Eager = "sync,loop_threshold=2,function_threshold=2,exit_threshold=2,record_iterations=2,recompile_patience=0,kernel_rounds=0";

    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(5);

    [Fact]
    public void LoopsPrintWhatTheInterpreterPrints()
    {
        var command = RepositoryPaths.Command;
        Assert.True(command != null, "tieredpy isn't built: dotnet build Cli -c Release");
        string expected = Run(command, "--tier", "0");
        Assert.Equal(132, expected.Count(c => c == '\n'));
        if (!Cpu.IsSupported) return;
        foreach (var level in Enum.GetValues<CpuLevel>())
            if (level <= Cpu.Native) Assert.Equal(expected, Run(command, "--tier", "2", "--cpu", level.ToString().ToLowerInvariant(), "--jit", Eager));
    }

    private static string Run(string command, params string[] options)
    {
        string script = Path.Combine(RepositoryPaths.Root, "tools", "fuzz", "numeric.py");
        var run = ProgramRun.Start(command, options, script, ["run", "1", "6"], TimeLimit);
        Assert.True(!run.TimedOut && run.ExitCode == 0, $"{string.Join(' ', options)}: exit code {run.ExitCode}\n{run.Error}");
        return run.Output;
    }
}
