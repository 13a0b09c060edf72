using System.Diagnostics;
using System.Text.Json;
using TieredPy.Runtime.Command;

namespace TieredPy.Cli.Compare;

/// <summary>One run of the program in a process of its own.</summary>
internal sealed class ComparedRun
{
    private ComparedRun(byte[] output, byte[] error, int exitCode, double seconds, JsonElement? stats)
    {
        Output = output;
        Error = error;
        ExitCode = exitCode;
        Seconds = seconds;
        Stats = stats;
    }

    public byte[] Output { get; }

    public byte[] Error { get; }

    public int ExitCode { get; }

    /// <summary>From the start of the process to its end.</summary>
    public double Seconds { get; }

    /// <summary>What <c>--stats=json</c> told; null where the program ended without telling.</summary>
    private JsonElement? Stats { get; }

    /// <summary>A number of the stats, or null.</summary>
    public long? Stat(string name) => Stats?.TryGetProperty(name, out var value) == true ? value.GetInt64() : null;

    /// <summary>Runs the command with the arguments on a tier, with the input.</summary>
    public static ComparedRun Start(string command, int tier, IEnumerable<string> arguments, byte[] input)
    {
        string statsFile = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo(command, ["--tier", tier.ToString(), $"--stats=json:{statsFile}", .. arguments])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            long begin = Stopwatch.GetTimestamp();
            using var process = Process.Start(start)!;
            var output = ReadAll(process.StandardOutput.BaseStream);
            var error = ReadAll(process.StandardError.BaseStream);
            Feed(process, input);
            process.WaitForExit();
            double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
            return new ComparedRun(output.Result, error.Result, process.ExitCode, seconds, ReadStats(statsFile));
        }
        finally
        {
            File.Delete(statsFile);
        }
    }

    private static async Task<byte[]> ReadAll(Stream stream)
    {
        using var buffer = new MemoryStream();
        await stream.CopyToAsync(buffer);
        return buffer.ToArray();
    }

    private static void Feed(Process process, byte[] input)
    {
        try
        {
            process.StandardInput.BaseStream.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // A program need not read its input.
        }
    }

    private static JsonElement? ReadStats(string file)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            return json.RootElement.Clone();
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            return null;
        }
    }
}
