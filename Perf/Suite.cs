using System.Text.Json;

namespace TieredPy.Perf;

/// <summary>Runs the programs: each round starts every implementation once cold and once for its steady time.</summary>
internal static class Suite
{
    public static bool Run(Options options, IReadOnlyList<Implementation> implementations, Report report)
    {
        using var cache = new CachedBytecode();
        var results = new List<ProgramResult>();
        foreach (var program in BenchProgram.Choose(options.Only))
        {
            Console.Error.WriteLine(program.Name);
            results.Add(Measure(program, options, implementations));
        }
        SuiteTable.Print(results, implementations, report);
        return results.All(result => result.Measurements.Values.All(m => m.Failure == null));
    }

    private static ProgramResult Measure(BenchProgram program, Options options, IReadOnlyList<Implementation> implementations)
    {
        var result = new ProgramResult(program);
        foreach (var implementation in implementations)
            result.Measurements[implementation.Name] = new Measurement();
        for (var round = 0; round < options.Processes; round++)
        {
            foreach (var implementation in implementations)
            {
                var measurement = result.Measurements[implementation.Name];
                if (measurement.Failure == null)
                    Cold(program, options, implementation, measurement);
                if (measurement.Failure == null)
                    Steady(program, options, implementation, measurement);
            }
        }
        result.CheckResults();
        return result;
    }

    private static void Cold(BenchProgram program, Options options, Implementation implementation, Measurement measurement)
    {
        var run = implementation.Run(options.Timeout, program.Script, "--second");
        if (!run.Succeeded)
            measurement.Failure = run.Failure;
        else
            measurement.AddCold(run.Seconds, run.Output.Trim());
    }

    private static void Steady(BenchProgram program, Options options, Implementation implementation, Measurement measurement)
    {
        var run = implementation.Run(options.Timeout, program.Script, "--repeat", options.Repeat.ToString(), "--for", options.Seconds.ToString());
        if (!run.Succeeded)
        {
            measurement.Failure = run.Failure;
            return;
        }
        try
        {
            using var document = JsonDocument.Parse(run.Output);
            var times = document.RootElement.GetProperty("times").EnumerateArray().Select(time => time.GetDouble());
            measurement.AddSteady([.. times], document.RootElement.GetProperty("result").GetString()!);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            measurement.Failure = "printed no times: " + run.Output.Trim().Split('\n')[0];
        }
    }
}
