using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using TieredPy.MicroBenchmarks;

// In this process: the runtime that is measured is the one that is referenced, with its counters and thresholds as they are set up here.
var config = new ManualConfig()
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
    .AddLogger(ConsoleLogger.Default)
    .AddExporter(MarkdownExporter.Console)
    .AddColumnProvider(DefaultColumnProviders.Instance);
BenchmarkSwitcher.FromTypes([typeof(CompileLatency), typeof(ExitCosts)]).Run(args.Length == 0 ? ["--filter", "*"] : args, config);
