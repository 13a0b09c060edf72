namespace TieredPy.Tests;

/// <summary>One way to run programs: a tier and how eager it is. What tests run on every tier, they run in each of these.</summary>
/// <param name="Name">The name in failures and in <c>TIEREDPY_TEST_TIERS</c>.</param>
/// <param name="ByDefault">Runs when that variable isn't set.</param>
/// <param name="Options">The command's options.</param>
internal sealed record TierMode(string Name, bool ByDefault, params string[] Options)
{
    /// <summary>Runs of a program in a row.</summary>
    public int Runs { get; private init; } = 1;

    /// <summary>A folder for caches, deleted at the end.</summary>
    private static readonly Lazy<string> Cache = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("tieredpy-cached");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
        return folder.FullName;
    });

    private const string Eager = "sync,library_patience=10,loop_threshold=2,function_threshold=2,exit_threshold=2,record_iterations=2,recompile_patience=0";

    /// <summary>The mode of a name.</summary>
    public static TierMode Named(string name) => Known.Single(mode => mode.Name == name);

    /// <summary>All modes there are.</summary>
    private static readonly TierMode[] Known =
    [
        new("0", true, "--tier", "0"),
        new("1", true, "--tier", "1", "--jit", Eager),
        new("2", true, "--tier", "2", "--jit", Eager + ",kernel_rounds=0"),
        new("2-baseline", false, "--tier", "2", "--cpu", "baseline", "--jit", Eager + ",kernel_rounds=0"),
        new("1-failing", false, "--tier", "1", "--jit", Eager + ",fail_guards_once"),
        new("1-cached", false, "--tier", "1", "--jit", Eager + ",check_cache", "--cache", Cache.Value) { Runs = 2 },
        new("1-ir", false, "--tier", "1", "--jit", Eager + ",interpret_ir"),
        new("2-ir", false, "--tier", "2", "--jit", Eager + ",kernel_rounds=0,interpret_ir"),
        new("1-reread", false, "--tier", "1", "--jit", Eager + ",reread_ir"),
    ];

    /// <summary>The modes to run: the names in <c>TIEREDPY_TEST_TIERS</c>, joined by commas, or else the default ones.</summary>
    public static IReadOnlyList<TierMode> Selected { get; } = Select(Environment.GetEnvironmentVariable("TIEREDPY_TEST_TIERS"));

    private static TierMode[] Select(string? names)
    {
        if (string.IsNullOrEmpty(names))
            return [.. Known.Where(mode => mode.ByDefault)];
        return [.. names.Split(',').Select(name => Known.SingleOrDefault(mode => mode.Name == name)
            ?? throw new InvalidOperationException($"TIEREDPY_TEST_TIERS: no mode '{name}'"))];
    }
}
