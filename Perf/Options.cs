using System.Globalization;

namespace TieredPy.Perf;

/// <summary>What the harness measures.</summary>
internal enum Mode
{
    Programs,
    Memory,
    Startup,
    Errors,
    Threads,
    Settle,
    Cache,
}

/// <summary>A mistake on the command line, or something that the measurement needs and doesn't find.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>The command line.</summary>
internal sealed class Options
{
    public const string Usage = """
        usage: dotnet run -c Release --project Perf -- [options]

          (no mode)         the programs of Perf/programs: cold (a whole process) and steady (the best repetition in one process)
          --memory          peak memory of a million ints, floats, instances and dicts
          --startup         hello world against a ReadyToRun C# hello world, and the import of five library modules
          --errors          nanoseconds for raising and catching
          --threads         two threads against one doing all the work
          --cache           the programs cold, without and with a cache that two runs have filled
          --settle          programs that never settle, on the interpreter and on each tier

          --only A,B        these programs, or groups of programs
          --tier 0,1        measure the build once for each highest tier
          --tieredpy PATH   the build (default: the one published in out/, else Cli/bin)
          --cpython PATH    CPython 3.13 (default: TIEREDPY_CPYTHON, python3.13 or python3)
          --processes N     processes for each program and implementation (default 3)
          --repeat K        repetitions in each process for the steady time, at least (default 5)
          --for S           seconds for which each process repeats, at least: all have the same time to warm up (default 2)
          --timeout S       seconds for one process (default 120)
          --json FILE       write everything measured
          --quick           one process, three repetitions
          --force           measure on a busy machine; the report says so
        """;

    public bool Help { get; private set; }
    public Mode Mode { get; private set; }
    public IReadOnlyList<string> Only { get; private set; } = [];
    public IReadOnlyList<string> Tiers { get; private set; } = [];
    public string? TieredPy { get; private set; }
    public string? CPython { get; private set; }
    public int Processes { get; private set; } = 3;
    public int Repeat { get; private set; } = 5;

    /// <summary>Seconds for which a process repeats its program, at least: whoever is slow has no longer to warm up than whoever is fast.</summary>
    public int Seconds { get; private set; } = 2;

    public TimeSpan Timeout { get; private set; } = TimeSpan.FromSeconds(120);
    public string? Json { get; private set; }
    public bool Quick { get; private set; }
    public bool Force { get; private set; }

    public static Options Parse(string[] args)
    {
        var options = new Options();
        for (var i = 0; i < args.Length; i++)
        {
            var name = args[i];
            switch (name)
            {
                case "-h" or "--help": options.Help = true; break;
                case "--memory": options.Mode = Mode.Memory; break;
                case "--startup": options.Mode = Mode.Startup; break;
                case "--errors": options.Mode = Mode.Errors; break;
                case "--threads": options.Mode = Mode.Threads; break;
                case "--settle": options.Mode = Mode.Settle; break;
                case "--cache": options.Mode = Mode.Cache; break;
                case "--force": options.Force = true; break;
                case "--quick": options.Quick = true; options.Processes = 1; options.Repeat = 3; options.Seconds = 0; break;
                case "--only": options.Only = Next().Split(','); break;
                case "--tier": options.Tiers = Next().Split(','); break;
                case "--tieredpy": options.TieredPy = Next(); break;
                case "--cpython": options.CPython = Next(); break;
                case "--json": options.Json = Next(); break;
                case "--processes": options.Processes = Number(); break;
                case "--repeat": options.Repeat = Number(); break;
                case "--for": options.Seconds = Number(); break;
                case "--timeout": options.Timeout = TimeSpan.FromSeconds(Number()); break;
                default: throw new UsageException($"unknown option {name}\n{Usage}");
            }

            string Next() => ++i < args.Length ? args[i] : throw new UsageException($"{name} needs a value");

            int Number() => int.TryParse(Next(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
                ? number
                : throw new UsageException($"{name} needs a positive number");
        }
        return options;
    }
}
