using TieredPy.Tests.Corpus;
using TieredPy.Tiers.X64;
using Xunit;

namespace TieredPy.Tests.X64;

/// <summary>Functions that call themselves: which become kernels, and that a kernel that gives up leaves the call to tier 1.</summary>
public sealed class FunctionKernelTests
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("fib", "return n if n < 2 else fib(n - 1) + fib(n - 2)", "fib(20)", "6765")]
    [InlineData("halves", "return 1.0 if n < 2 else halves(n - 1) * 0.5 - halves(n - 2)", "halves(12)", "-1.07861328125")]
    [InlineData("down", "return 0 if n == 0 else down(n - 1) + 1", "down(900)", "900")]
    [InlineData("grows", "return 1 << 40 if n < 2 else grows(n - 1) * 2 + 1", "grows(5 + k % 40)", "9671406556925829490671615")]
    public void NumericFunctionsBecomeKernels(string name, string body, string call, string value)
    {
        if (!Cpu.IsSupported) return;
        var run = Run(name, body, call, "2");
        Assert.Equal($"{value}\n", run.Output);
        Assert.True(Counted(run.Error, "kernels_compiled") > 0, run.Error);
    }

    [Theory]
    [InlineData("keeps", "seen.append(n)\n    return 0 if n == 0 else keeps(n - 1) + 1", "keeps(30)")]
    [InlineData("joins", "return '' if n == 0 else joins(n - 1) + 'x'", "joins(30)")]
    public void WhatDoesMoreThanComputeNumbersStaysTierOnes(string name, string body, string call)
    {
        if (!Cpu.IsSupported) return;
        var run = Run(name, body, call, "2");
        Assert.Equal(Run(name, body, call, "0").Output, run.Output);
        Assert.Equal(0, Counted(run.Error, "kernels_compiled"));
        Assert.True(Counted(run.Error, "kernels_refused") > 0, run.Error);
    }

    private static int Counted(string stats, string name) =>
        stats.Split('\n').Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(w => w.Length == 2 && w[0] == name).Select(w => int.Parse(w[1].Replace(",", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture)).FirstOrDefault();

    private static ProgramRun Run(string name, string body, string call, string tier)
    {
        var command = RepositoryPaths.Command;
        Assert.True(command != null, "tieredpy isn't built: dotnet build Cli -c Release");
        string script = Path.Combine(Path.GetTempPath(), $"tieredpy-{name}-{Guid.NewGuid():N}.py");
        File.WriteAllText(script, $"seen = []\ndef {name}(n):\n    {body}\nfor k in range(400): result = {call}\nprint(result)\n");
        try
        {
            var run = ProgramRun.Start(command, ["--tier", tier, "--stats", "--jit", "sync,loop_threshold=2,function_threshold=2"], script, [], TimeLimit);
            Assert.True(!run.TimedOut && run.ExitCode == 0, run.Error);
            return run;
        }
        finally
        {
            File.Delete(script);
        }
    }
}
