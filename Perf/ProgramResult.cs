namespace TieredPy.Perf;

/// <summary>What was measured of one program on one implementation.</summary>
internal sealed class Measurement
{
    private readonly List<double> _cold = [];
    private readonly List<double[]> _steady = [];

    /// <summary>Why this program has no times here; null where all of its runs were right.</summary>
    public string? Failure { get; set; }

    /// <summary>What the program printed as a whole process; all those runs must agree.</summary>
    public string? ColdResult { get; private set; }

    /// <summary>The result of its repetitions, whose size is another one.</summary>
    public string? SteadyResult { get; private set; }

    public IReadOnlyList<double> ColdTimes => _cold;

    public IReadOnlyList<double[]> SteadyTimes => _steady;

    /// <summary>Seconds of the quickest whole process; null after a failure.</summary>
    public double? Cold => Failure == null && _cold.Count > 0 ? _cold.Min() : null;

    /// <summary>Seconds of the quickest repetition in any process; null after a failure.</summary>
    public double? Steady => Failure == null && _steady.Count > 0 ? _steady.Min(times => times.Min()) : null;

    public void AddCold(double seconds, string result)
    {
        _cold.Add(seconds);
        ColdResult = Same(ColdResult, result);
    }

    public void AddSteady(double[] times, string result)
    {
        _steady.Add(times);
        SteadyResult = Same(SteadyResult, result);
    }

    /// <summary>A whole process prints the result as its output, whose blank ends mean nothing.</summary>
    private string Same(string? before, string result)
    {
        result = result.Trim();
        if (before != null && before != result)
            Failure = $"its runs differ: {before} and {result}";
        return before ?? result;
    }
}

/// <summary>What was measured of one program, by the name of the implementation.</summary>
internal sealed record ProgramResult(BenchProgram Program)
{
    public Dictionary<string, Measurement> Measurements { get; } = [];

    /// <summary>A program whose result isn't CPython's has failed, however quick it was.</summary>
    public void CheckResults()
    {
        var cpython = Measurements[Implementation.CPythonName];
        foreach (var measurement in Measurements.Values)
        {
            Check(measurement, measurement.ColdResult, cpython.ColdResult);
            Check(measurement, measurement.SteadyResult, cpython.SteadyResult);
        }
    }

    private static void Check(Measurement measurement, string? result, string? expected)
    {
        if (measurement.Failure == null && expected != null && result != expected)
            measurement.Failure = $"wrong result {result}, CPython's is {expected}";
    }
}
