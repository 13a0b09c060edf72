using System.Text.Json.Nodes;

namespace TieredPy.Perf;

/// <summary>
/// Whole processes of work that takes CPython a second: without a cache, and with one that three runs before have built ahead of time. The best of several interleaved ones.
/// Fails where a program fails, prints something else with the cache, or is slower with it by more than <see cref="MostSlowdown"/>.
/// </summary>
internal static class CacheMode
{
    private const double MostSlowdown = 1.05;
    private const int Fills = 3;

    public static bool Run(Options options, IReadOnlyList<Implementation> implementations, Report report)
    {
        var ours = implementations.First(i => i.IsOurs);
        var cpython = implementations.First(i => i.Name == Implementation.CPythonName);
        var folder = Directory.CreateTempSubdirectory("tieredpy-perf-cache");
        try
        {
            var without = ours with { Name = "without", Arguments = [.. ours.Arguments, "--cache", "off"] };
            var with = ours with { Name = "with", Arguments = [.. ours.Arguments, "--cache", folder.FullName] };
            return Run(options, [without, with, cpython], report);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static bool Run(Options options, Implementation[] all, Report report)
    {
        var table = new Table(["", .. all.Select(i => i.Name + " s"), "with/without", "with/cpython"]);
        var json = new JsonObject();
        var (gains, ratios, good) = (new List<double?>(), new List<double?>(), true);
        foreach (var program in BenchProgram.Choose(options.Only))
        {
            Console.Error.WriteLine(program.Name);
            var best = new double[all.Length];
            Array.Fill(best, double.MaxValue);
            string? expected = null;
            for (var round = -Fills; round < options.Processes; round++)
            {
                for (var n = 0; n < all.Length; n++)
                {
                    if (round < 0 && n != 1)
                        continue;
                    var one = round < 0 ? all[n] with { Arguments = [.. all[n].Arguments, "--cache-build"] } : all[n];
                    var run = one.Run(options.Timeout, program.Script, "--second");
                    expected ??= run.Output;
                    if (!run.Succeeded || run.Output != expected)
                    {
                        report.Line($"FAIL: {all[n].Name} {program.Name}: {(run.Succeeded ? "printed " + run.Output.Trim() : run.Failure)}");
                        good = false;
                    }
                    if (round >= 0)
                        best[n] = Math.Min(best[n], run.Seconds);
                }
            }
            var (gain, ratio) = (best[0] / best[1], best[2] / best[1]);
            good &= gain * MostSlowdown >= 1;
            gains.Add(gain);
            ratios.Add(ratio);
            table.Add([program.Name, .. best.Select(s => MicroRuns.Number(s, "0.000")), MicroRuns.Number(gain, "0.00"), MicroRuns.Number(ratio, "0.00")]);
            json[program.Name] = new JsonObject { ["without"] = best[0], ["with"] = best[1], ["cpython"] = best[2] };
        }
        table.Add(["geometric mean", .. all.Select(_ => ""), MicroRuns.Number(SuiteTable.GeometricMean(gains) ?? 0, "0.00"), MicroRuns.Number(SuiteTable.GeometricMean(ratios) ?? 0, "0.00")]);
        report.Line("\nwhole processes of a second's work on CPython; ratios above 1: quicker with the cache");
        report.Add(table);
        report.Json["cache"] = json;
        return good;
    }
}
