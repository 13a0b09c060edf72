namespace TieredPy.Perf;

/// <summary>What was measured of one program on one implementation.</summary>
internal sealed class Measurement
{
    private readonly List<double> _cold = [];
    private readonly List<double[]> _steady = [];

    /// <summary>Why this program has no times here; null where all of its runs were right.</summary>
    public string? Failure { get; set; }

    /// <summary>The result that the program printed; all its runs must agree.</summary>
    public string? Result { get; private set; }

    public IReadOnlyList<double> ColdTimes => _cold;

    public IReadOnlyList<double[]> SteadyTimes => _steady;

    /// <summary>Seconds of the quickest whole process; null after a failure.</summary>
    public double? Cold => Failure == null && _cold.Count > 0 ? _cold.Min() : null;

    /// <summary>Seconds of the quickest repetition in any process; null after a failure.</summary>
    public double? Steady => Failure == null && _steady.Count > 0 ? _steady.Min(times => times.Min()) : null;

    public void AddCold(double seconds, string result)
    {
        _cold.Add(seconds);
        Note(result);
    }

    public void AddSteady(double[] times, string result)
    {
        _steady.Add(times);
        Note(result);
    }

    /// <summary>A whole process prints the result as its output, whose blank ends mean nothing.</summary>
    private void Note(string result)
    {
        result = result.Trim();
        Result ??= result;
        if (Result != result)
            Failure = $"its runs differ: {Result} and {result}";
    }
}

/// <summary>What was measured of one program, by the name of the implementation.</summary>
internal sealed record ProgramResult(BenchProgram Program)
{
    public Dictionary<string, Measurement> Measurements { get; } = [];

    /// <summary>A program whose result isn't CPython's has failed, however quick it was.</summary>
    public void CheckResults()
    {
        if (Measurements[Implementation.CPythonName].Result is not { } expected)
            return;
        foreach (var measurement in Measurements.Values)
        {
            if (measurement.Failure == null && measurement.Result != expected)
                measurement.Failure = $"wrong result {measurement.Result}, CPython's is {expected}";
        }
    }
}
