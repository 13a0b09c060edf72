using System.Text;
using TieredPy.Runtime.Command;

namespace TieredPy.Cli.Compare;

/// <summary>
/// Runs a program under several tiers, each in fresh processes, turn by turn, so that what else the machine does falls on all of them. Output and
/// exit code must be the same each time.
/// </summary>
internal static class Comparison
{
    /// <summary>The result is the exit code: 0, or 1 where something differed.</summary>
    public static int Run(ComparisonOptions options, IReadOnlyList<string> arguments)
    {
        if (Environment.ProcessPath is not { } command)
        {
            ProcessError.WriteLine("--compare: the command's own file isn't known");
            return 1;
        }
        byte[] input = Console.IsInputRedirected ? ReadInput() : [];
        var tiers = options.Tiers.Select(t => new TierRuns(t)).ToList();
        for (int round = 0; round < options.Rounds; round++)
        {
            foreach (var tier in tiers)
            {
                tier.Runs.Add(ComparedRun.Start(command, tier.Tier, arguments, input));
                if (Difference(tiers[0], tier) is not { } difference) continue;
                ProcessError.Write(difference);
                return 1;
            }
        }
        ProcessError.Write(Encoding.UTF8.GetString(tiers[0].Runs[0].Error));
        Console.Write(CompareReport.Text(tiers));
        if (options.JsonFile is not { } file) return 0;
        try
        {
            File.WriteAllText(file, CompareReport.Json(tiers));
            return 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            ProcessError.WriteLine($"--compare-json: {e.Message}");
            return 1;
        }
    }

    private static byte[] ReadInput()
    {
        using var input = Console.OpenStandardInput();
        using var buffer = new MemoryStream();
        input.CopyTo(buffer);
        return buffer.ToArray();
    }

    /// <summary>What the last run of a tier did otherwise than the very first run of all; null where nothing.</summary>
    private static string? Difference(TierRuns reference, TierRuns tier)
    {
        var expected = reference.Runs[0];
        var got = tier.Runs[^1];
        if (!expected.Output.AsSpan().SequenceEqual(got.Output)) return $"{Heading(reference, tier)} {FirstLine(reference.Tier, expected.Output, tier.Tier, got.Output)}{LastError(got)}";
        if (expected.ExitCode != got.ExitCode) return $"{Heading(reference, tier)} exit code {expected.ExitCode} on tier {reference.Tier}, {got.ExitCode} on tier {tier.Tier}\n{LastError(got)}";
        return null;
    }

    private static string Heading(TierRuns reference, TierRuns tier) =>
        reference == tier ? $"--compare: tier {tier.Tier} differs from its own first run:" : $"--compare: tier {tier.Tier} differs from tier {reference.Tier}:";

    private static string FirstLine(int expectedTier, byte[] expected, int gotTier, byte[] got)
    {
        string[] a = Encoding.UTF8.GetString(expected).Split('\n'), b = Encoding.UTF8.GetString(got).Split('\n');
        int line = 0;
        while (line < a.Length && line < b.Length && a[line] == b[line]) line++;
        string Show(string[] lines) => line < lines.Length ? lines[line] : "(end of output)";
        return $"line {line + 1}\n  tier {expectedTier}: {Show(a)}\n  tier {gotTier}: {Show(b)}\n";
    }

    private static string LastError(ComparedRun run)
    {
        string text = Encoding.UTF8.GetString(run.Error).TrimEnd();
        return text.Length == 0 ? "" : $"stderr of the last run: {string.Join('\n', text.Split('\n').TakeLast(8))}\n";
    }
}
