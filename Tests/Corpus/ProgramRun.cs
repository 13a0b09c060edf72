using System.Diagnostics;
using System.Text;

namespace TieredPy.Tests.Corpus;

/// <summary>What one run of a script on the built command printed, and how it ended.</summary>
internal sealed record ProgramRun(string Output, string Error, int ExitCode, bool TimedOut)
{
    private static readonly string[] Kept = ["PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TIEREDPY_STDLIB", "PYENV_ROOT", "DOTNET_ROOT"];

    /// <summary>Runs a script in its own folder, in the same bare environment that the records were made in.</summary>
    public static ProgramRun Start(string command, IEnumerable<string> options, string script, IEnumerable<string> arguments, TimeSpan limit, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(command)
        {
            WorkingDirectory = Path.GetDirectoryName(script),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = new UTF8Encoding(false),
            StandardErrorEncoding = new UTF8Encoding(false),
        };
        foreach (var argument in options.Append(Path.GetFileName(script)).Concat(arguments))
            start.ArgumentList.Add(argument);
        foreach (var name in start.Environment.Keys.Except(Kept).ToList())
            start.Environment.Remove(name);
        start.Environment["NO_COLOR"] = "1";
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        start.Environment["PYTHONIOENCODING"] = "utf-8";
        foreach (var (name, value) in environment) start.Environment[name] = value;

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        var ended = process.WaitForExit(limit);
        if (!ended)
            process.Kill(entireProcessTree: true);
        process.WaitForExit();
        return new ProgramRun(output.Result, error.Result, process.ExitCode, !ended);
    }
}
