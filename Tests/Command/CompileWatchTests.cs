using System.Runtime.InteropServices;
using TieredPy.Tests.Corpus;
using Xunit;

namespace TieredPy.Tests.Command;

/// <summary>What those who watch the compiler are told: PyPy's hooks, the counters, dumps of machine code.</summary>
public sealed class CompileWatchTests
{
    private const string Hot = """
        def total(n):
            t = 0
            for i in range(n): t += i
            return t
        for _ in range(3000): total(10)

        """;

    [Fact]
    public void TheCompileHookHearsOfRegions()
    {
        var run = Script.Run(["--jit", "sync"], """
            import pypyjit
            seen = []
            pypyjit.set_compile_hook(lambda info: seen.append((info.type, info.loop_no, info.asmlen > 0, info.greenkey and info.greenkey[0].co_name, len(info.operations) > 5)))
            pypyjit.enable_debug()

            """ + Hot + """
            print(seen[0])
            print(pypyjit.get_stats_snapshot().loop_run_times[1] > 10)
            """);
        Assert.Equal("('loop', 1, True, 'total', True)\nTrue\n", run.Output + run.Error);
    }

    [Fact]
    public void ReleasedCodeIsFreed()
    {
        var run = Script.Run(["--jit", "sync"], "import gc, pypyjit\n" + Hot + """
            freed = pypyjit.get_stats_snapshot().counters["TOTAL_FREED_LOOPS"]
            pypyjit.releaseall()
            gc.collect(); gc.collect()
            print(pypyjit.get_stats_snapshot().counters["TOTAL_FREED_LOOPS"] > freed, total(1000))
            """);
        Assert.Equal("True 499500\n", run.Output + run.Error);
    }

    [Fact]
    public void MachineCodeIsDumpedAndMeasured()
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64) return;
        var run = Script.Run(["--jit", "sync", "--dump=m", "--dump-filter", "total", "--stats"], Hot);
        Assert.Contains("== m tieredpy:total:", run.Error);
        Assert.Matches(@"    [0-9a-f]{4}  ret\b|    [0-9a-f]{4}  jmp qword", run.Error);
        Assert.Matches(@"code_bytes +[1-9]", run.Output + run.Error);
        Assert.Matches(@"guards +[1-9]", run.Output + run.Error);
    }

    [Fact]
    public void CodeIsCompiledAgainOnceThreadsHaveEnded()
    {
        var run = Script.Run(["--jit", "sync"], "import pypyjit, threading, time\n" + Hot + """
            def compiled(): return pypyjit.get_stats_snapshot().counters["TOTAL_COMPILED_LOOPS"]
            before = compiled()
            started, done = threading.Event(), threading.Event()
            def wait():
                started.set()
                done.wait()
            thread = threading.Thread(target=wait)
            thread.start()
            started.wait()
            for _ in range(3000): total(10)
            beside = compiled()
            done.set()
            thread.join()
            end = time.monotonic() + 30
            while compiled() == beside and time.monotonic() < end:
                for _ in range(3000): total(10)
            print(before > 0, beside == before, compiled() > beside, total(1000))
            """);
        Assert.Equal("True True True 499500\n", run.Output + run.Error);
    }
}
