using System.Text.Json;
using TieredPy.Tests.Corpus;
using Xunit;

namespace TieredPy.Tests.Command;

/// <summary>The options of the tiers, on the built command.</summary>
public sealed class TierCommandLineTests
{
    [Theory]
    [InlineData("--tier=9", "--tier must be a number from 0 to")]
    [InlineData("--jit=nonsense", "--jit: unknown parameter 'nonsense'")]
    [InlineData("--jit=nonsense=3", "--jit: unknown parameter 'nonsense'")]
    [InlineData("--jit=loop_threshold=0", "--jit: parameter 'loop_threshold' must be a whole number from 1, not '0'")]
    [InlineData("--jit=loop_threshold", "--jit: parameter 'loop_threshold' needs a value")]
    [InlineData("--jit=sync=2", "--jit: parameter 'sync' must be 0 or 1, not '2'")]
    [InlineData("--stats=xml", "--stats takes json")]
    [InlineData("--dump=z", "--dump: unknown letter 'z'")]
    [InlineData("--compare=0,x", "--compare takes tiers joined by commas")]
    [InlineData("--compare-rounds=0", "--compare-rounds must be a number from 1")]
    public void WrongValuesAreRefused(string option, string message)
    {
        var run = Script.Run([option], "print('not to be run')");
        Assert.Equal(2, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.StartsWith(message, run.Error);
        Assert.Contains("usage: ", run.Error);
    }

    [Fact]
    public void HelpListsEachKnobWithItsDefault()
    {
        var run = Script.Run(["--jit", "help"], "print('not to be run')");
        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"(?m)^  loop_threshold +\d+  \w", run.Output);
        Assert.DoesNotContain("not to be run", run.Output);
    }

    [Fact]
    public void StatsAreJsonWithEveryReason()
    {
        var run = Script.Run(["--tier", "0", "--stats=json"], "raise SystemExit(3)");
        Assert.Equal(3, run.ExitCode);
        using var json = JsonDocument.Parse(run.Error);
        Assert.Equal(0, json.RootElement.GetProperty("regions_compiled").GetInt64());
        Assert.Equal(Enum.GetValues<Tiers.Diagnostics.ExitReason>().Length, json.RootElement.GetProperty("exits").EnumerateObject().Count());
        Assert.True(json.RootElement.GetProperty("peak_bytes").GetInt64() > 1 << 20);
        Assert.True(json.RootElement.GetProperty("collections_of_2").GetInt64() >= 0);
    }

    [Fact]
    public void BytecodeIsDumpedOfTheFunctionThatIsAskedFor()
    {
        var run = Script.Run(["--dump", "b", "--dump-filter", "wanted*"], "def wanted_one(): return 12345\ndef other(): return 54321\n");
        Assert.StartsWith("== b wanted_one\n", run.Error);
        Assert.Contains("12345", run.Error);
        Assert.DoesNotContain("54321", run.Error);
    }

    [Fact]
    public void ComparePrintsALineForEachTier()
    {
        var run = Script.Run(["--compare", "0,1", "--compare-rounds=2"], "print('same')");
        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"(?m)^ +0 +\d", run.Output);
        Assert.Matches(@"(?m)^ +1 +\d.* to ", run.Output);
    }

    [Fact]
    public void CompareShowsTheFirstLineThatDiffers()
    {
        var run = Script.Run(["--compare", "--compare-rounds=1"], "import os\nprint('first')\nprint(os.getpid())\n");
        Assert.Equal(1, run.ExitCode);
        Assert.Matches(@"line 2\n  tier 0: \d+\n  tier 1: \d+\n", run.Error);
    }

    [Fact]
    public void PypyJitTakesParametersWithTheTiersOff()
    {
        const string Program = """
            import pypyjit
            pypyjit.set_param("threshold=7,function_threshold=9")
            pypyjit.set_param("off")
            pypyjit.set_param("default")
            pypyjit.set_param(threshold=5, enable_opts="all")
            pypyjit.set_compile_hook(lambda info: None)
            pypyjit.set_abort_hook(None)
            for wrong in ("loop", "threshold=x", "no=1"):
                try: pypyjit.set_param(wrong)
                except ValueError as e: print(e)
            try: pypyjit.set_param(no=1)
            except TypeError as e: print(e)
            stats = pypyjit.get_stats_snapshot()
            print(stats.counters["TOTAL_COMPILED_LOOPS"], stats.counter_times["BACKEND"], stats.loop_run_times)
            """;
        var run = Script.Run(["--tier", "0"], Program);
        Assert.Equal("error in JIT parameters string\nerror in JIT parameters string\nerror in JIT parameters string\nno JIT parameter 'no'\n0 0.0 {}\n", run.Output + run.Error);
    }
}
