using Xunit;

namespace TieredPy.Tests.Command;

/// <summary>The compiler is made ready beside the program, on the built command: programs see nothing of it.</summary>
public sealed class WarmUpTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("0.015")]
    [InlineData("0.3")]
    public void NothingOfItIsCounted(string sleep)
    {
        var run = Script.Run([], $"""
            import time
            time.sleep({sleep})
            import pypyjit, threading
            counters = pypyjit.get_stats_snapshot().counters
            print([k for k in counters if counters[k]], threading.active_count())
            """);
        Assert.Equal("[] 1\n", run.Output);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public void StatsHaveOnlyWhatTheProgramDid()
    {
        var run = Script.Run(["--stats=json"], "import time; time.sleep(0.015)");
        Assert.Contains("\"regions_compiled\":0,", run.Error.Replace(" ", ""));
        Assert.Contains("\"kernels_compiled\":0,", run.Error.Replace(" ", ""));
    }

    /// <summary>What is hot while the tiers are made ready is compiled afterwards.</summary>
    [Fact]
    public void WhatIsHotMeanwhileIsCompiled()
    {
        var run = Script.Run([], """
            import time
            def work(seconds):
                end = time.time() + seconds
                n = 0
                while time.time() < end:
                    for i in range(100): n += i
            work(0.2)
            import pypyjit
            for tries in range(200):
                work(0.1)
                if pypyjit.get_stats_snapshot().counters['TOTAL_COMPILED_LOOPS']: break
            print(tries < 199)
            """);
        Assert.Equal("True\n", run.Output);
    }
}
