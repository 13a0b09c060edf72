using System.Globalization;

namespace TieredPy.Runtime.Text;

/// <summary>
/// In what Unicode 3.2 differs from the current tables, read from the resource <c>unicode-3.2.txt</c> (its layout is told in
/// tools/UnicodeTables/gen32.py). Internationalized domain names are defined on that version.
/// </summary>
internal static class Unicode320
{
    private static readonly Lazy<Tables> Data = new(Load);

    /// <summary>Whether the code point had no character then.</summary>
    public static bool IsUnassigned(int c) => Data.Value.Unassigned.Get(c);

    /// <summary>The canonical decomposition of then where it was corrected since, or -1.</summary>
    public static int Decomposition(int c) => Data.Value.Corrected.TryGetValue(c, out var old) ? old : -1;

    /// <summary>A property's value of then where it differs (b bidirectional, c category, w width, d decimal, m mirrored), or null.</summary>
    public static string? Different(int c, char property) => Data.Value.Different.GetValueOrDefault((c, property));

    private static Tables Load()
    {
        using var stream = typeof(Unicode320).Assembly.GetManifestResourceStream("unicode-3.2.txt")
            ?? throw new InvalidOperationException("The tables of Unicode 3.2 are missing from the assembly.");
        using var reader = new StreamReader(stream);
        var tables = new Tables();
        foreach (var part in reader.ReadLine()!.Split(' '))
        {
            var (first, last) = Range(part);
            for (var c = first; c <= last; c++)
                tables.Unassigned.Set(c, true);
        }
        foreach (var part in reader.ReadLine()!.Split(' '))
        {
            var (c, old) = (part.Split('=')[0], part.Split('=')[1]);
            tables.Corrected[Hex(c)] = Hex(old);
        }
        while (reader.ReadLine() is { } line)
        {
            var parts = line.Split(' ');
            var (first, last) = Range(parts[0]);
            foreach (var part in parts.AsSpan(1))
            {
                for (var c = first; c <= last; c++)
                    tables.Different[(c, part[0])] = part[2..];
            }
        }
        return tables;
    }

    private static (int First, int Last) Range(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        return dash < 0 ? (Hex(text), Hex(text)) : (Hex(text[..dash]), Hex(text[(dash + 1)..]));
    }

    private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private sealed class Tables
    {
        public readonly System.Collections.BitArray Unassigned = new(0x110000);
        public readonly Dictionary<int, int> Corrected = [];
        public readonly Dictionary<(int Code, char Property), string> Different = [];
    }
}
