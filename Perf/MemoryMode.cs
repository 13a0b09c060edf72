using System.Text.Json.Nodes;

namespace TieredPy.Perf;

/// <summary>
/// Peak resident memory (VmHWM) of a process that makes a million of something, less that of a process that makes nothing:
/// the least of several fresh processes.
/// </summary>
internal static class MemoryMode
{
    private static readonly (string Case, string Text)[] Cases =
    [
        ("ints", "list of 1,000,000 ints"),
        ("floats", "list of 1,000,000 floats"),
        ("instances", "1,000,000 instances with 3 attributes"),
        ("dicts", "1,000,000 dicts of 4 keys"),
    ];

    public static bool Run(Options options, IReadOnlyList<Implementation> implementations, Report report)
    {
        var table = new Table(["MiB", .. implementations.Select(i => i.Name), .. implementations.Skip(1).Select(i => $"{implementations[0].Name}/{i.Name}")]);
        var empty = implementations.Select(i => Peak(i, options, report, "empty")).ToList();
        table.Add(["empty process", .. empty.Select(e => MicroRuns.Number(e)), .. implementations.Skip(1).Select(_ => "")]);
        var cases = new JsonObject();
        var good = empty.All(e => e != null);
        foreach (var (name, text) in Cases)
        {
            var sizes = implementations.Select((implementation, i) => Peak(implementation, options, report, name) - empty[i]).ToList();
            good &= sizes.All(size => size != null);
            table.Add([text, .. sizes.Select(size => MicroRuns.Number(size)), .. sizes.Skip(1).Select(size => MicroRuns.Number(sizes[0] / size, "0.00"))]);
            cases[name] = new JsonObject([.. implementations.Select((implementation, i) => KeyValuePair.Create(implementation.Name, (JsonNode?)sizes[i]))]);
        }
        report.Line("\npeak memory above an empty process, MiB");
        report.Add(table);
        report.Json["mebibytes"] = cases;
        return good;
    }

    private static double? Peak(Implementation implementation, Options options, Report report, string name)
    {
        double? least = null;
        for (var i = 0; i < options.Processes; i++)
        {
            if (MicroRuns.Value(implementation, options, report, "memory.py", name) is not { } kibibytes)
                return null;
            least = Math.Min(least ?? double.MaxValue, kibibytes / 1024);
        }
        return least;
    }
}
