using System.ComponentModel;
using System.Diagnostics;

namespace TieredPy.Perf;

/// <summary>What a finished process printed, how it ended, and the wall time from its start to its end.</summary>
internal sealed record ProcessResult(string Output, string Error, int ExitCode, bool TimedOut, double Seconds)
{
    public bool Succeeded => !TimedOut && ExitCode == 0;

    /// <summary>Why it failed, in one line.</summary>
    public string Failure => TimedOut
        ? "timed out"
        : $"exit code {ExitCode}: {Error.TrimEnd().Split('\n')[^1]}";

    public static ProcessResult Run(string command, IEnumerable<string> arguments, TimeSpan timeout) =>
        TryRun(command, arguments, timeout) ?? throw new UsageException($"{command} can't be started");

    /// <summary>Runs a process to its end, or kills it after the timeout. Null where it can't be started.</summary>
    public static ProcessResult? TryRun(string command, IEnumerable<string> arguments, TimeSpan timeout)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PYTHONHASHSEED"] = "0";
        using var process = new Process { StartInfo = start };
        var watch = Stopwatch.StartNew();
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return null;
        }
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        var ended = process.WaitForExit(timeout);
        var seconds = watch.Elapsed.TotalSeconds;
        if (!ended)
            process.Kill(entireProcessTree: true);
        process.WaitForExit();
        return new ProcessResult(output.Result, error.Result, process.ExitCode, !ended, seconds);
    }
}
