using System.Globalization;
using System.Text.Json.Nodes;

namespace TieredPy.Perf;

/// <summary>Nanoseconds for raising and catching, ends of iteration, missing keys: the best of several interleaved processes.</summary>
internal static class ErrorsMode
{
    public static bool Run(Options options, IReadOnlyList<Implementation> implementations, Report report)
    {
        var best = implementations.ToDictionary(i => i.Name, _ => new Dictionary<string, double>());
        var good = true;
        for (var round = 0; round < options.Processes; round++)
        {
            foreach (var implementation in implementations)
            {
                var run = implementation.Run(options.Timeout, Repository.Micro("errors.py"), options.Repeat.ToString());
                if (!run.Succeeded)
                {
                    good = false;
                    report.Line($"FAIL: {implementation.Name}: {run.Failure}");
                }
                foreach (var line in run.Output.Split('\n').Where(line => line.Contains('\t')))
                {
                    var (name, value) = (line[..line.IndexOf('\t')], double.Parse(line[(line.IndexOf('\t') + 1)..], CultureInfo.InvariantCulture));
                    best[implementation.Name][name] = Math.Min(best[implementation.Name].GetValueOrDefault(name, double.MaxValue), value);
                }
            }
        }
        var others = implementations.Where(i => !i.IsOurs).ToList();
        var table = new Table(["ns", .. implementations.Select(i => i.Name), .. others.Select(i => $"{i.Name}/{implementations[0].Name}")]);
        var json = new JsonObject();
        foreach (var name in best[Implementation.CPythonName].Keys)
        {
            var values = implementations.ToDictionary(i => i.Name, i => best[i.Name].TryGetValue(name, out var value) ? (double?)value : null);
            table.Add([name, .. implementations.Select(i => MicroRuns.Number(values[i.Name], "0")),
                .. others.Select(i => MicroRuns.Number(values[i.Name] / values[implementations[0].Name], "0.00"))]);
            json[name] = new JsonObject([.. values.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))]);
        }
        report.Line("\nerrors, nanoseconds; ratios above 1 say that tieredpy is faster");
        report.Add(table);
        report.Json["nanoseconds"] = json;
        return good;
    }
}
