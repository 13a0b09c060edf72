using System.Globalization;
using System.Text.Json.Nodes;

namespace TieredPy.Perf;

/// <summary>The table of the programs: times, ratios to each other implementation, geometric means, and what failed.</summary>
internal static class SuiteTable
{
    public static void Print(List<ProgramResult> results, IReadOnlyList<Implementation> implementations, Report report)
    {
        var ours = implementations.Where(implementation => implementation.IsOurs).ToList();
        var others = implementations.Where(implementation => !implementation.IsOurs).ToList();
        foreach (var (kind, seconds) in new (string, Func<Measurement, double?>)[] { ("cold", m => m.Cold), ("steady", m => m.Steady) })
        {
            var pairs = ours.SelectMany(us => others.Select(them => (Us: us, Them: them))).ToList();
            var table = new Table(["program", .. implementations.Select(i => i.Name + " s"), .. pairs.Select(p => $"{p.Them.Name}/{p.Us.Name}")]);
            foreach (var group in results.GroupBy(result => result.Program.Group))
            {
                foreach (var result in group)
                {
                    table.Add([result.Program.Name, .. implementations.Select(i => Time(result.Measurements[i.Name], seconds)),
                        .. pairs.Select(p => Times(Ratio(result, p.Us, p.Them, seconds)))]);
                }
            }
            table.Rule();
            foreach (var group in results.GroupBy(result => result.Program.Group).Select(g => (Name: g.Key, Results: g.ToList())).Append((Name: "all", Results: results)))
            {
                table.Add([$"geometric mean, {group.Name}", .. implementations.Select(_ => ""),
                    .. pairs.Select(p => Times(GeometricMean(group.Results.Select(r => Ratio(r, p.Us, p.Them, seconds)))))]);
            }
            report.Line($"\n{kind} ({(kind == "cold" ? "a whole process" : "best repetition after warm-up")}), seconds; ratios above 1 say that tieredpy is faster");
            report.Add(table);
            foreach (var (us, them) in pairs)
                report.Line(Summary(results, us, them, seconds));
        }
        Failures(results, report);
        report.Json["programs"] = new JsonArray([.. results.Select(result => Json(result))]);
        var means = new JsonObject();
        foreach (var us in ours)
        {
            foreach (var them in others)
            {
                means[$"{them.Name}/{us.Name}"] = new JsonObject
                {
                    ["cold"] = GeometricMean(results.Select(r => Ratio(r, us, them, m => m.Cold))),
                    ["steady"] = GeometricMean(results.Select(r => Ratio(r, us, them, m => m.Steady))),
                };
            }
        }
        report.Json["geometricMeans"] = means;
    }

    /// <summary>The geometric mean of the ratios there are; null where there is none.</summary>
    public static double? GeometricMean(IEnumerable<double?> ratios)
    {
        var logs = ratios.OfType<double>().Select(ratio => Math.Log(ratio)).ToList();
        return logs.Count == 0 ? null : Math.Exp(logs.Average());
    }

    private static double? Ratio(ProgramResult result, Implementation us, Implementation them, Func<Measurement, double?> seconds) =>
        seconds(result.Measurements[them.Name]) / seconds(result.Measurements[us.Name]);

    private static string Summary(List<ProgramResult> results, Implementation us, Implementation them, Func<Measurement, double?> seconds)
    {
        var ratios = results.Select(r => (r.Program.Name, Ratio: Ratio(r, us, them, seconds))).Where(r => r.Ratio != null).OrderBy(r => r.Ratio).ToList();
        if (ratios.Count == 0)
            return $"{them.Name}/{us.Name}: no program ran on both";
        var below = ratios.Count(r => r.Ratio < 1);
        var missing = results.Count - ratios.Count;
        return $"{them.Name}/{us.Name}: mean of {ratios.Count} programs{(missing > 0 ? $" ({missing} FAILED and are not in it)" : "")}; "
            + $"{below} below 1; lowest {ratios[0].Name} {Times(ratios[0].Ratio)}, highest {ratios[^1].Name} {Times(ratios[^1].Ratio)}";
    }

    private static void Failures(List<ProgramResult> results, Report report)
    {
        var failures = results.SelectMany(r => r.Measurements.Where(m => m.Value.Failure != null).Select(m => (r.Program.Name, Where: m.Key, m.Value.Failure))).ToList();
        if (failures.Count == 0)
            return;
        report.Line($"\n{failures.Count} FAILURES, which are in no mean:");
        foreach (var (name, where, failure) in failures)
            report.Line($"  {name} on {where}: {failure}");
    }

    private static JsonNode Json(ProgramResult result)
    {
        var measurements = new JsonObject();
        foreach (var (name, m) in result.Measurements)
        {
            measurements[name] = new JsonObject
            {
                ["cold"] = m.Cold,
                ["steady"] = m.Steady,
                ["coldTimes"] = new JsonArray([.. m.ColdTimes.Select(t => (JsonNode)t)]),
                ["steadyTimes"] = new JsonArray([.. m.SteadyTimes.Select(times => new JsonArray([.. times.Select(t => (JsonNode)t)]))]),
                ["failure"] = m.Failure,
            };
        }
        return new JsonObject { ["name"] = result.Program.Name, ["group"] = result.Program.Group, ["measurements"] = measurements };
    }

    private static string Time(Measurement measurement, Func<Measurement, double?> seconds) =>
        seconds(measurement) is { } value ? value.ToString("0.000", CultureInfo.InvariantCulture) : "FAIL";

    private static string Times(double? ratio) =>
        ratio is { } value ? value.ToString("0.00", CultureInfo.InvariantCulture) + "x" : "-";
}
