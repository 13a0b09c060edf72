namespace TieredPy.Tests.Corpus;

/// <summary>
/// The programs that are known not to pass yet: the lines of <c>pending.txt</c>, each a name and a reason. A name is one
/// program, all tiers of it (<c>numbers/int_ops</c>), an area (<c>numbers/*</c>), or everything (<c>*</c>).
/// </summary>
internal sealed class PendingPrograms
{
    private readonly Dictionary<string, string> _reasons = [];

    public static PendingPrograms Load()
    {
        var pending = new PendingPrograms();
        var file = Path.Combine(RepositoryPaths.Corpus, "pending.txt");
        if (!File.Exists(file))
            return pending;
        foreach (var line in File.ReadLines(file))
        {
            var text = line.Trim();
            if (text.Length == 0 || text[0] == '#')
                continue;
            var parts = text.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length < 2)
                throw new InvalidDataException($"pending.txt gives no reason for {text}");
            pending._reasons.Add(parts[0], parts[1]);
        }
        return pending;
    }

    /// <summary>Names in the list that are neither a program nor an area.</summary>
    public IEnumerable<string> Unknown(IReadOnlyCollection<string> programs) =>
        _reasons.Keys.Where(name => name != "*" && !programs.Contains(name)
            && !(name.EndsWith("/*") && programs.Any(p => p.StartsWith(name[..^1], StringComparison.Ordinal))));

    /// <summary>Why the program itself is listed as pending; null where it isn't.</summary>
    public string? Reason(string program) => _reasons.GetValueOrDefault(program);

    /// <summary>True where a line for a whole area, or for everything, covers the program.</summary>
    public bool CoveredByPattern(string program) =>
        _reasons.ContainsKey("*") || _reasons.ContainsKey(program[..(program.IndexOf('/') + 1)] + "*");
}
