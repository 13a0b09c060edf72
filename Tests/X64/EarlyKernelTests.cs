using System.Text.Json;
using TieredPy.Tests.Corpus;
using TieredPy.Tiers.X64;
using Xunit;

namespace TieredPy.Tests.X64;

/// <summary>Kernels that run before RyuJIT has compiled the code around their loops.</summary>
public sealed class EarlyKernelTests
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(2);

    /// <summary>Loops that differ in a constant, each left by its end, by an overflow, by a number of another type or by an index that is out of range.</summary>
    private const string Loops = """"
        import time
        SOURCE = """
        def f(a, n, step):
            s, t, last = %d, 1, None
            try:
                for i in range(0, n, step):
                    v = a[i]
                    s = (s * 31 + v) & 0xFFFFFFFF
                    t += v * i
                    last = i
            except (IndexError, TypeError) as e:
                last = (i, str(e))
            return s, t, last
        """
        a = list(range(5000))
        mixed = list(range(4000)) + [0.5] * 1000
        huge = list(range(4000)) + [1 << 62] * 1000
        for k in range(40):
            space = {}
            exec(SOURCE % k, space)
            f = space["f"]
            print(f(a, 5000, 1), f(a, 6000, 1), f(huge, 5000, 1), f(a, 5000, 3), f(mixed, 5000, 1))
            # The first compilations take long: the next loop is to find the compiler idle.
            time.sleep(0.4 if k < 6 else 0.02)
        """";

    [Fact]
    public void LoopsLeaveThemInAnyWay()
    {
        if (!Cpu.IsSupported) return;
        Assert.Equal(Run("0").Output, Run("2", out long early).Output);
        Assert.True(early > 0, "no kernel ran early");
    }

    private static ProgramRun Run(string tier) => Run(tier, out _);

    private static ProgramRun Run(string tier, out long early)
    {
        var command = RepositoryPaths.Command;
        Assert.True(command != null, "tieredpy isn't built: dotnet build Cli -c Release");
        string script = Path.Combine(Path.GetTempPath(), $"tieredpy-early-{Guid.NewGuid():N}.py"), statistics = script + ".json";
        File.WriteAllText(script, Loops);
        try
        {
            var run = ProgramRun.Start(command, ["--tier", tier, $"--stats=json:{statistics}"], script, [], TimeLimit);
            Assert.True(!run.TimedOut && run.ExitCode == 0, run.Error);
            using var json = JsonDocument.Parse(File.ReadAllText(statistics));
            early = json.RootElement.GetProperty("kernels_entered_early").GetInt64();
            return run;
        }
        finally
        {
            File.Delete(script);
            File.Delete(statistics);
        }
    }
}
