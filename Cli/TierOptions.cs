using System.Globalization;
using TieredPy.Cli.Compare;
using TieredPy.Runtime.Command;
using TieredPy.Tiers.Diagnostics;
using TieredPy.Tiers.Options;
using TieredPy.Tiers.Policy;
using TieredPy.Tiers.X64;

namespace TieredPy.Cli;

/// <summary>The options of the tiers: reads them into <see cref="JitOptions"/>, and does at the start and the end what they ask for.</summary>
internal sealed class TierOptions
{
    public const string Help = """
        --tier 0|1|2 : the highest tier that may run code
        --cpu baseline|avx2|avx512|native : what tier 2's kernels may use of the processor
        --jit ARGS   : off, sync, or name=value joined by commas (--jit help lists them)
        --cache DIR|on|off    : keep what hot code was seen to do for the program's next run; on: in the user's cache folder (also TIEREDPY_CACHE)
        --cache-build         : keep it however little it is, so that the program and its cache can be shipped
        --cache-info, --cache-verify, --cache-clear : list, check or delete what is kept (of --cache DIR, else the user's)
        --stats      : print the tiers' counters at exit (--stats=json, --stats=json:FILE)
        --dump LETTERS[:FILE] : b bytecode, t traces, r regions as built, p regions after each pass, c CIL, m machine code
        --dump-filter NAME    : dump this function only (* stands for any text)
        --compare [0,1,2] PROGRAM ARGS : run the program under each tier, check that it does the same, and print time and memory
        --compare-rounds N    : runs of each tier (5)
        --compare-json FILE   : write what --compare measured as JSON, too
        """;

    /// <summary>The highest tier this build has.</summary>
    private const int HighestTier = 2;

    private const int DefaultRounds = 5;

    private readonly HashSet<int> notPassedOn = [];
    private IReadOnlyList<int>? compared;
    private int rounds = DefaultRounds;
    private string? compareJson;
    private bool stats;
    private bool json;
    private string? statsFile;

    /// <summary>True for the names that <see cref="Take"/> knows.</summary>
    public static bool IsOne(string name) => name is "--tier" or "--cpu" or "--jit" or "--stats" or "--dump" or "--dump-filter" or "--compare" or "--compare-rounds" or "--compare-json";

    public OptionOutcome Take(OptionReader option, out string problem)
    {
        string? error = option.Name switch
        {
            "--tier" => TakeTier(option.Value()),
            "--cpu" => TakeCpu(option.Value()),
            "--jit" => TakeJit(option.Value()),
            "--stats" => TakeStats(option.Attached),
            "--dump" => TakeDump(option.Value()),
            "--dump-filter" => TakeFilter(option.Value()),
            "--compare" => TakeCompare(option),
            "--compare-rounds" => TakeRounds(option.Value()),
            "--compare-json" => TakeCompareJson(option.Value()),
            _ => null,
        };
        // What compares isn't for the runs that are compared, nor are the options that it gives them itself.
        if (option.Name is "--tier" or "--stats" || option.Name.StartsWith("--compare", StringComparison.Ordinal))
        {
            for (int i = 0; i <= option.ExtraArguments; i++) notPassedOn.Add(option.Index + i);
        }
        problem = error ?? "";
        return error == null ? OptionOutcome.Taken : error.Length == 0 ? OptionOutcome.Done : OptionOutcome.Refused;
    }

    /// <summary>Compares the program's runs, where that was asked for; false where not.</summary>
    public bool Compare(ReadOnlySpan<string> arguments, ReadOnlySpan<string> program, out int exit)
    {
        exit = 0;
        if (compared == null)
        {
            if (compareJson == null) return false;
            ProcessError.WriteLine("--compare-json needs --compare");
            exit = 2;
            return true;
        }
        if (program.Length == 0 || program[0] == "-")
        {
            ProcessError.WriteLine("--compare needs a program: a file, -c or -m");
            exit = 2;
            return true;
        }
        var passedOn = new List<string>();
        for (int i = 0; i < arguments.Length; i++)
            if (!notPassedOn.Contains(i)) passedOn.Add(arguments[i]);
        passedOn.AddRange(program);
        exit = Comparison.Run(new ComparisonOptions(compared, rounds, compareJson), passedOn);
        return true;
    }

    /// <summary>The cache is made ahead of time.</summary>
    public bool CachesAll { get; set; }

    /// <summary>Something is said of when and how code is compiled: the tiers are there from the beginning.</summary>
    public bool ChangesCompiling { get; private set; }

    /// <summary>False: no tier is wanted.</summary>
    public bool Start()
    {
        JitOptions.Current.CachesAll = CachesAll;
        ChangesCompiling |= CachesAll;
        if (stats)
        {
            JitStats.IsReported = true;
            Shutdown.AtEnd(WriteStats);
        }
        return JitOptions.Current.MaxTier >= 1;
    }

    private static string? TakeTier(string value)
    {
        if (!int.TryParse(value, out int tier) || tier is < 0 or > HighestTier) return $"--tier must be a number from 0 to {HighestTier}, not '{value}'";
        JitOptions.Current.MaxTier = tier;
        return null;
    }

    private static string? TakeCpu(string value)
    {
        CpuLevel? level = value switch
        {
            "baseline" => CpuLevel.Baseline,
            "avx2" => CpuLevel.Avx2,
            "avx512" => CpuLevel.Avx512,
            "native" => Cpu.Native,
            _ => null,
        };
        if (level == null) return $"--cpu must be baseline, avx2, avx512 or native, not '{value}'";
        if (level > Cpu.Native) return $"--cpu: this processor has no {value}";
        Cpu.Level = level.Value;
        return null;
    }

    /// <summary>Null when taken, empty when help was asked for, else what is wrong.</summary>
    private string? TakeJit(string value)
    {
        ChangesCompiling = true;
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

    private string? TakeCompare(OptionReader option)
    {
        // A list of tiers is an argument of its own, unless the next argument is the program.
        string? list = option.Attached ?? (option.Following is { } next && IsTierList(next) ? option.Value() : null);
        if (list != null && !IsTierList(list)) return $"--compare takes tiers joined by commas, not '{list}'";
        int[] tiers = list == null ? [.. Enumerable.Range(0, HighestTier + 1)] : [.. list.Split(',').Select(t => int.Parse(t, CultureInfo.InvariantCulture))];
        foreach (int tier in tiers)
            if (tier > HighestTier) return $"--compare: there are tiers 0 to {HighestTier}, not {tier}";
        compared = tiers;
        return null;
    }

    private static bool IsTierList(string text) => text.Split(',').All(t => t.Length == 1 && char.IsAsciiDigit(t[0]));

    private string? TakeRounds(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out rounds) && rounds > 0 ? null : $"--compare-rounds must be a number from 1, not '{value}'";

    private string? TakeCompareJson(string value)
    {
        compareJson = value;
        return value.Length == 0 ? "--compare-json needs a file" : null;
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
