using System.Text.Json.Nodes;

namespace TieredPy.Perf;

/// <summary>
/// The wall time of <c>print("hello")</c> beside that of a C# hello world compiled with ReadyToRun, and of the import of
/// five library modules: 20 processes each, interleaved, after one that fills the caches.
/// </summary>
internal static class StartupMode
{
    private const int Rounds = 20;

    public static bool Run(Options options, IReadOnlyList<Implementation> implementations, Report report)
    {
        using var hello = CSharpHello.Publish();
        using var cache = new CachedBytecode();
        var subjects = new List<(string Name, string What, Func<ProcessResult> Start)>
        {
            ("C# ReadyToRun", "hello", () => ProcessResult.Run(hello.Command, [], options.Timeout)),
        };
        foreach (var script in new[] { "hello.py", "imports.py" })
        {
            foreach (var implementation in implementations)
                subjects.Add((implementation.Name, script[..^3], () => implementation.Run(options.Timeout, Repository.Micro(script))));
        }

        var times = subjects.Select(_ => new List<double>()).ToArray();
        var failed = new HashSet<int>();
        for (var round = 0; round <= (options.Quick ? 5 : Rounds); round++)
        {
            for (var i = 0; i < subjects.Count; i++)
            {
                if (failed.Contains(i))
                    continue;
                var run = subjects[i].Start();
                var right = run.Succeeded && (subjects[i].What != "hello" || run.Output.Trim() == "hello");
                if (!right && failed.Add(i))
                    report.Line($"FAIL: {subjects[i].Name} {subjects[i].What}: {(run.Succeeded ? "printed " + run.Output.Trim() : run.Failure)}");
                if (round > 0)
                    times[i].Add(run.Seconds * 1000);
            }
        }

        var table = new Table(["ms", "", "best", "median", "median / C#", "median / CPython"]);
        var json = new JsonArray();
        var csharp = Median(0);
        for (var i = 0; i < subjects.Count; i++)
        {
            var (name, what, _) = subjects[i];
            var cpython = Median(subjects.FindIndex(s => s.Name == Implementation.CPythonName && s.What == what));
            table.Add([name, what, MicroRuns.Number(failed.Contains(i) ? null : times[i].Min()), MicroRuns.Number(Median(i)),
                what == "hello" ? MicroRuns.Number(Median(i) / csharp, "0.00") : "", MicroRuns.Number(Median(i) / cpython, "0.00")]);
            json.Add(new JsonObject { ["name"] = name, ["what"] = what, ["median"] = Median(i), ["times"] = new JsonArray([.. times[i].Select(t => (JsonNode)t)]) });
        }
        report.Line("\nstart-up, milliseconds");
        report.Add(table);
        report.Json["startup"] = json;
        return failed.Count == 0;

        double? Median(int i) => i < 0 || failed.Contains(i) || times[i].Count == 0 ? null : MicroRuns.Median(times[i]);
    }
}
