namespace TieredPy.Perf;

/// <summary>A program of Perf/programs and the group that it is averaged in.</summary>
internal sealed record BenchProgram(string Name, string Group)
{
    public string Script => Path.Combine(Repository.Programs, Name + ".py");

    /// <summary>The programs chosen, in the order of <c>groups.txt</c>, which names every program once.</summary>
    public static List<BenchProgram> Choose(IReadOnlyList<string> only)
    {
        var all = new List<BenchProgram>();
        foreach (var line in File.ReadLines(Path.Combine(Repository.Programs, "groups.txt")))
        {
            if (line.StartsWith('#') || !line.Contains(':'))
                continue;
            var (group, names) = (line[..line.IndexOf(':')].Trim(), line[(line.IndexOf(':') + 1)..]);
            all.AddRange(names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => new BenchProgram(name, group)));
        }
        var files = Directory.EnumerateFiles(Repository.Programs, "*.py").Select(file => Path.GetFileNameWithoutExtension(file));
        foreach (var name in files.Where(name => name[0] != '_').Except(all.Select(program => program.Name)))
            all.Add(new BenchProgram(name, "other"));
        if (only.Count == 0)
            return all;
        if (only.FirstOrDefault(name => !all.Any(program => program.Name == name || program.Group == name)) is { } unknown)
            throw new UsageException($"there is no program or group {unknown}");
        return [.. all.Where(program => only.Contains(program.Name) || only.Contains(program.Group))];
    }
}
