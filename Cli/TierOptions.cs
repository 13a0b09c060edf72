using TieredPy.Runtime.Command;
using TieredPy.Tiers;
using TieredPy.Tiers.Diagnostics;
using TieredPy.Tiers.Policy;

namespace TieredPy.Cli;

/// <summary>The options of the tiers: reads them into <see cref="JitOptions"/>, and does at the start and the end what they ask for.</summary>
internal sealed class TierOptions
{
    public const string Help = """
        --tier 0|1   : the highest tier that may run code
        --jit ARGS   : off, sync, or name=value joined by commas (--jit help lists them)
        --stats      : print the tiers' counters at exit (--stats=json, --stats=json:FILE)
        --dump LETTERS[:FILE] : b bytecode, t traces, r regions as built, p regions after each pass, c CIL, m machine code
        --dump-filter NAME    : dump this function only (* stands for any text)
        """;

    /// <summary>The highest tier this build has.</summary>
    private const int HighestTier = 1;

    private bool stats;
    private bool json;
    private string? statsFile;

    /// <summary>True for the names that <see cref="Take"/> knows.</summary>
    public static bool IsOne(string name) => name is "--tier" or "--jit" or "--stats" or "--dump" or "--dump-filter";

    public OptionOutcome Take(OptionReader option, out string problem)
    {
        string? error = option.Name switch
        {
            "--tier" => TakeTier(option.Value()),
            "--jit" => TakeJit(option.Value()),
            "--stats" => TakeStats(option.Attached),
            "--dump" => TakeDump(option.Value()),
            "--dump-filter" => TakeFilter(option.Value()),
            _ => null,
        };
        problem = error ?? "";
        return error == null ? OptionOutcome.Taken : error.Length == 0 ? OptionOutcome.Done : OptionOutcome.Refused;
    }

    public void Start()
    {
        if (JitOptions.Current.MaxTier >= 1) TierRuntime.Install(JitOptions.Current);
        if (stats) Shutdown.AtEnd(WriteStats);
    }

    private static string? TakeTier(string value)
    {
        if (!int.TryParse(value, out int tier) || tier is < 0 or > HighestTier) return $"--tier must be a number from 0 to {HighestTier}, not '{value}'";
        JitOptions.Current.MaxTier = tier;
        return null;
    }

    /// <summary>Null when taken, empty when help was asked for, else what is wrong.</summary>
    private static string? TakeJit(string value)
    {
        if (value == "help")
        {
            Console.Write(JitKnobs.Help());
            return "";
        }
        return JitKnobs.Apply(JitOptions.Current, value) is { } problem ? $"--jit: {problem}" : null;
    }

    private string? TakeStats(string? value)
    {
        stats = true;
        if (value == null) return null;
        json = value == "json" || value.StartsWith("json:", StringComparison.Ordinal);
        if (!json) return $"--stats takes json or json:FILE, not '{value}'";
        statsFile = value.Length > 5 ? value[5..] : null;
        return null;
    }

    private static string? TakeDump(string value)
    {
        int colon = value.IndexOf(':');
        string letters = colon < 0 ? value : value[..colon];
        if (letters.Length == 0) return "--dump needs letters: " + DumpLog.Letters;
        foreach (char letter in letters)
            if (!DumpLog.Letters.Contains(letter)) return $"--dump: unknown letter '{letter}', must be of '{DumpLog.Letters}'";
        JitOptions.Current.DumpLetters = letters;
        JitOptions.Current.DumpFile = colon >= 0 && colon + 1 < value.Length ? value[(colon + 1)..] : null;
        return null;
    }

    private static string? TakeFilter(string value)
    {
        if (value.Length == 0) return "--dump-filter needs a name";
        JitOptions.Current.DumpFilter = value;
        return null;
    }

    private void WriteStats()
    {
        string text = json ? StatsReport.Json() + "\n" : StatsReport.Text();
        if (statsFile == null)
        {
            ProcessError.Write(text);
            return;
        }
        try
        {
            File.WriteAllText(statsFile, text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            ProcessError.WriteLine($"--stats: {e.Message}");
        }
    }
}
