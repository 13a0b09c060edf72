using System.Globalization;
using System.Text.Json.Nodes;

namespace TieredPy.Perf;

/// <summary>
/// Programs that never settle, each on the interpreter alone and on each tier: the best of several interleaved processes. Fails where a tier is
/// slower than <see cref="LeastRatio"/> of the interpreter, or needs more memory than <see cref="MostMebibytes"/> above it.
/// </summary>
internal static class SettleMode
{
    private const double LeastRatio = 0.8;

    /// <summary>What compiling may take: the compiler itself and the code of what is hot, however many things there are to compile.</summary>
    private const double MostMebibytes = 64;

    private const string Script = "settle.py";

    public static bool Run(Options options, IReadOnlyList<Implementation> implementations, Report report)
    {
        var any = implementations.First(i => i.IsOurs);
        var interpreter = any with { Name = "tier 0", Arguments = ["--tier", "0"] };
        Implementation[] tiers = [.. (options.Tiers.Count == 0 ? ["1"] : options.Tiers.Where(t => t != "0"))
            .Select(t => any with { Name = "tier " + t, Arguments = ["--tier", t] })];
        var cpython = implementations.First(i => i.Name == Implementation.CPythonName);
        Implementation[] all = [interpreter, .. tiers, cpython];
        var table = new Table(["", .. all.Select(i => i.Name + " s"), .. tiers.Select(i => i.Name + "/tier 0"), .. all[..^1].Select(i => i.Name + " MiB")]);
        var json = new JsonObject();
        var good = true;
        foreach (var name in cpython.Run(options.Timeout, Repository.Micro(Script)).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var best = all.ToDictionary(i => i.Name, _ => (Seconds: double.MaxValue, Mebibytes: double.MaxValue));
            for (var round = 0; round < options.Processes; round++)
            {
                foreach (var implementation in all)
                {
                    var run = implementation.Run(options.Timeout, Repository.Micro(Script), name);
                    if (!run.Succeeded || run.Output.Split(' ') is not [_, var seconds, var kibibytes])
                    {
                        report.Line($"FAIL: {implementation.Name} {name}: {(run.Succeeded ? "printed " + run.Output.Trim() : run.Failure)}");
                        return false;
                    }
                    var (s, m) = best[implementation.Name];
                    best[implementation.Name] = (Math.Min(s, Number(seconds)), Math.Min(m, Number(kibibytes) / 1024));
                }
            }
            var least = best[interpreter.Name];
            var ratios = tiers.Select(t => least.Seconds / best[t.Name].Seconds).ToList();
            good &= ratios.TrueForAll(r => r >= LeastRatio) && tiers.All(t => best[t.Name].Mebibytes - least.Mebibytes <= MostMebibytes);
            table.Add([name, .. all.Select(i => MicroRuns.Number(best[i.Name].Seconds, "0.000")), .. ratios.Select(r => MicroRuns.Number(r, "0.00")),
                .. all[..^1].Select(i => MicroRuns.Number(best[i.Name].Mebibytes, "0"))]);
            json[name] = new JsonObject([.. all.Select(i => KeyValuePair.Create(i.Name, (JsonNode?)new JsonObject
            {
                ["seconds"] = best[i.Name].Seconds,
                ["mebibytes"] = best[i.Name].Mebibytes,
            }))]);
        }
        report.Line($"\nprograms that never settle; ratios above 1 say that the tier is faster than the interpreter, the bar is {MicroRuns.Number(LeastRatio)}");
        report.Add(table);
        report.Json["settle"] = json;
        return good;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
