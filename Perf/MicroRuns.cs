using System.Globalization;

namespace TieredPy.Perf;

/// <summary>What the modes that run the scripts of Perf/micro share.</summary>
internal static class MicroRuns
{
    public static string Number(double? value, string format = "0.0") =>
        value is { } number ? number.ToString(format, CultureInfo.InvariantCulture) : "FAIL";

    /// <summary>The middle one, or the mean of the two in the middle.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The one number that a script prints; null, with the reason in the report, where it fails.</summary>
    public static double? Value(Implementation implementation, Options options, Report report, string script, params IEnumerable<string> arguments)
    {
        var run = implementation.Run(options.Timeout, Repository.Micro(script), arguments);
        if (run.Succeeded && double.TryParse(run.Output.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            return value;
        report.Line($"FAIL: {implementation.Name} {script} {string.Join(' ', arguments)}: {(run.Succeeded ? "printed " + run.Output.Trim() : run.Failure)}");
        return null;
    }
}
