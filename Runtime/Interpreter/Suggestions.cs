namespace TieredPy.Runtime.Interpreter;

/// <summary>"Did you mean" suggestions: CPython's weighted Levenshtein distance (suggestions.c).</summary>
internal static class Suggestions
{
    private const int MaxItems = 750;
    private const int MaxLength = 40;
    private const int MoveCost = 2;
    private const int CaseCost = 1;

    /// <summary>The candidate nearest to a name, or null when none is near enough.</summary>
    public static string? Closest(string name, IEnumerable<string> candidates)
    {
        int best = int.MaxValue, seen = 0;
        string? suggestion = null;
        if (name.Length > MaxLength) return null;
        foreach (string item in candidates)
        {
            if (++seen >= MaxItems) return null;
            if (item == name) continue;
            int max = (name.Length + item.Length + 3) * MoveCost / 6;
            max = Math.Min(max, best - 1);
            int d = Distance(name, item, max);
            if (d > max || (suggestion != null && d >= best)) continue;
            suggestion = item;
            best = d;
        }
        return suggestion;
    }

    private static int Substitution(char a, char b) =>
        a == b ? 0 : char.ToLowerInvariant(a) == char.ToLowerInvariant(b) ? CaseCost : MoveCost;

    /// <summary>The edit distance, or more than <paramref name="max"/> when it exceeds that.</summary>
    public static int Distance(string a, string b, int max)
    {
        if (a == b) return 0;
        int start = 0, endA = a.Length, endB = b.Length;
        while (start < endA && start < endB && a[start] == b[start]) start++;
        while (endA > start && endB > start && a[endA - 1] == b[endB - 1]) { endA--; endB--; }
        var x = a.AsSpan(start, endA - start);
        var y = b.AsSpan(start, endB - start);
        if (x.Length == 0 || y.Length == 0) return (x.Length + y.Length) * MoveCost;
        if (x.Length > MaxLength || y.Length > MaxLength) return max + 1;
        if (y.Length < x.Length) { var swap = x; x = y; y = swap; }
        if ((y.Length - x.Length) * MoveCost > max) return max + 1;
        Span<int> row = stackalloc int[x.Length];
        for (int i = 0; i < row.Length; i++) row[i] = (i + 1) * MoveCost;
        int result = 0;
        for (int j = 0; j < y.Length; j++)
        {
            int distance = result = j * MoveCost, minimum = int.MaxValue;
            for (int i = 0; i < x.Length; i++)
            {
                int substitute = distance + Substitution(y[j], x[i]);
                distance = row[i];
                int insertDelete = Math.Min(result, distance) + MoveCost;
                result = Math.Min(insertDelete, substitute);
                row[i] = result;
                minimum = Math.Min(minimum, result);
            }
            if (minimum > max) return max + 1;
        }
        return result;
    }
}
