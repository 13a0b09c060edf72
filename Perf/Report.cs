using System.Text.Json;
using System.Text.Json.Nodes;

namespace TieredPy.Perf;

/// <summary>What is printed, and the JSON document that is written beside it.</summary>
internal sealed class Report
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly Options _options;
    private readonly QuietMachine _machine;

    public Report(Options options, QuietMachine machine, IReadOnlyList<Implementation> implementations)
    {
        _options = options;
        _machine = machine;
        Json = new JsonObject
        {
            ["mode"] = options.Mode.ToString().ToLowerInvariant(),
            ["quotable"] = machine.IsQuiet && !options.Quick,
            ["machine"] = new JsonObject { ["processors"] = Environment.ProcessorCount, ["load"] = machine.Load, ["idle"] = machine.Idle },
            ["processes"] = options.Processes,
            ["repeat"] = options.Repeat,
            ["for"] = options.Seconds,
            ["implementations"] = new JsonArray([.. implementations.Select(i => new JsonObject { ["name"] = i.Name, ["version"] = i.Version })]),
        };
    }

    public JsonObject Json { get; }

    public void Line(string text) => Console.WriteLine(text);

    public void Add(Table table) => Console.WriteLine(table);

    /// <summary>Says whether the numbers may be quoted, and writes the JSON file where one was asked for.</summary>
    public void Finish()
    {
        if (!_machine.IsQuiet)
            Line("\nThe machine was BUSY at the start: these numbers are not to be quoted.");
        else if (_options.Quick)
            Line("\nA quick run: these numbers are not to be quoted.");
        if (_options.Json is { } file)
            File.WriteAllText(file, Json.ToJsonString(Indented) + "\n");
    }
}
