using System.Globalization;
using System.IO.Compression;

namespace TieredPy.Runtime.Text;

/// <summary>Names of characters, aliases and named sequences: unicodedata.name, lookup and the \N escape.</summary>
internal static class UnicodeNames
{
    private const string HangulPrefix = "HANGUL SYLLABLE ";
    private const string IdeographPrefix = "CJK UNIFIED IDEOGRAPH-";

    private static readonly string[] Leads = "G GG N D DD R M B BB S SS  J JJ C K T P H".Split(' ');
    private static readonly string[] Vowels = "A AE YA YAE EO E YEO YE O WA WAE OE YO U WEO WE WI YU EU YI I".Split(' ');
    private static readonly string[] Tails = " G GG GS N NJ NH D L LG LM LB LS LT LP LH M B BS S SS NG J C K T P H".Split(' ');
    private static readonly (int First, int Last)[] Ideographs =
    [
        (0x3400, 0x4dbf), (0x4e00, 0x9fff), (0x20000, 0x2a6df), (0x2a700, 0x2b739), (0x2b740, 0x2b81d), (0x2b820, 0x2cea1),
        (0x2ceb0, 0x2ebe0), (0x2ebf0, 0x2ee5d), (0x30000, 0x3134a), (0x31350, 0x323af),
    ];

    private static readonly Lazy<Names> Loaded = new(Load);
    private static readonly Lazy<Dictionary<string, string>> Index = new(MakeIndex);

    /// <summary>The name of a code point, or null.</summary>
    public static string? Name(int c)
    {
        var hangul = c - 0xAC00;
        if ((uint)hangul < 11172)
            return HangulPrefix + Leads[hangul / 588] + Vowels[hangul % 588 / 28] + Tails[hangul % 28];
        if (IsIdeograph(c))
            return IdeographPrefix + c.ToString("X", CultureInfo.InvariantCulture);
        var at = Array.BinarySearch(Loaded.Value.Codes, c);
        return at < 0 ? null : Loaded.Value.Texts[at];
    }

    /// <summary>The characters (UTF-16) that a name, alias or named sequence stands for, or null.</summary>
    /// <remarks>Case matters only in the names made by rule, as in CPython.</remarks>
    public static string? Lookup(string name)
    {
        if (name.StartsWith(HangulPrefix, StringComparison.Ordinal))
            return LookupHangul(name.AsSpan(HangulPrefix.Length));
        if (name.StartsWith(IdeographPrefix, StringComparison.Ordinal))
        {
            var digits = name.AsSpan(IdeographPrefix.Length);
            return digits.Length is 4 or 5 && !digits.ContainsAnyExcept("0123456789ABCDEF")
                && int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) && IsIdeograph(code)
                ? char.ConvertFromUtf32(code) : null;
        }
        return Index.Value.GetValueOrDefault(name);
    }

    private static bool IsIdeograph(int c)
    {
        foreach (var (first, last) in Ideographs)
        {
            if (c >= first && c <= last)
                return true;
        }
        return false;
    }

    private static string? LookupHangul(ReadOnlySpan<char> name)
    {
        // The longest part that fits, each time.
        var lead = Longest(ref name, Leads);
        var vowel = Longest(ref name, Vowels);
        var tail = Longest(ref name, Tails);
        return lead < 0 || vowel < 0 || tail < 0 || !name.IsEmpty ? null : ((char)(0xAC00 + (lead * 21 + vowel) * 28 + tail)).ToString();
    }

    private static int Longest(ref ReadOnlySpan<char> name, string[] parts)
    {
        var best = -1;
        for (var i = 0; i < parts.Length; i++)
        {
            if (name.StartsWith(parts[i]) && (best < 0 || parts[i].Length > parts[best].Length))
                best = i;
        }
        if (best >= 0)
            name = name[parts[best].Length..];
        return best;
    }

    private static Names Load()
    {
        using var stream = typeof(UnicodeNames).Assembly.GetManifestResourceStream("names.bin")
            ?? throw new InvalidOperationException("The Unicode names are missing from the assembly.");
        using var reader = new StreamReader(new ZLibStream(stream, CompressionMode.Decompress));
        var codes = new List<int>(40_000);
        var texts = new List<string>(40_000);
        var code = 0;
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            code += int.Parse(line.AsSpan(0, space), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            codes.Add(code);
            texts.Add(line[(space + 1)..]);
        }
        var others = new List<(string, string)>();
        while (reader.ReadLine() is { } line)
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            var characters = string.Concat(line[..space].Split('_').Select(
                static part => char.ConvertFromUtf32(int.Parse(part, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))));
            others.Add((line[(space + 1)..], characters));
        }
        return new Names(codes.ToArray(), texts.ToArray(), others);
    }

    private static Dictionary<string, string> MakeIndex()
    {
        var names = Loaded.Value;
        var index = new Dictionary<string, string>(names.Codes.Length + names.Others.Count, StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < names.Codes.Length; i++)
            index[names.Texts[i]] = char.ConvertFromUtf32(names.Codes[i]);
        foreach (var (name, characters) in names.Others)
            index.TryAdd(name, characters);
        return index;
    }

    /// <summary>Code points in order with their names, and the other names with the characters they stand for.</summary>
    private sealed record Names(int[] Codes, string[] Texts, List<(string Name, string Characters)> Others);
}
