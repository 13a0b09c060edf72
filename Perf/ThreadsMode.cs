using System.Text.Json.Nodes;

namespace TieredPy.Perf;

/// <summary>Two threads that share pure-Python work, against one that does it all.</summary>
internal static class ThreadsMode
{
    public static bool Run(Options options, IReadOnlyList<Implementation> implementations, Report report)
    {
        var table = new Table(["", "1 thread s", "2 threads s", "gain"]);
        var json = new JsonObject();
        var good = true;
        foreach (var implementation in implementations)
        {
            double? one = null, two = null;
            for (var round = 0; round < options.Processes; round++)
            {
                one = Least(one, MicroRuns.Value(implementation, options, report, "threads.py", "1"));
                two = Least(two, MicroRuns.Value(implementation, options, report, "threads.py", "2"));
            }
            good &= one != null && two != null;
            table.Add([implementation.Name, MicroRuns.Number(one, "0.000"), MicroRuns.Number(two, "0.000"), MicroRuns.Number(one / two, "0.00") + "x"]);
            json[implementation.Name] = new JsonObject { ["one"] = one, ["two"] = two };
        }
        report.Line("\ntwo units of pure-Python work in one thread and in two");
        report.Add(table);
        report.Json["seconds"] = json;
        return good;
    }

    private static double? Least(double? a, double? b) => a < b || b == null ? a : b;
}
