using System.Text;

namespace TieredPy.Runtime.Syntax;

/// <summary>Identifiers as strings: normalised (NFKC, PEP 3131), and mostly one object for equal names.</summary>
internal static class Names
{
    private const int Size = 8192;

    [ThreadStatic]
    private static string[]? _recent;

    public static string Get(ReadOnlySpan<char> name)
    {
        uint hash = 2166136261;
        var nonAscii = 0;
        foreach (var c in name)
        {
            hash = (hash ^ c) * 16777619;
            nonAscii |= c;
        }
        var recent = _recent ??= new string[Size];
        ref var slot = ref recent[(hash ^ (hash >> 16)) & (Size - 1)];
        if (slot is { } known && name.SequenceEqual(known))
            return known;
        var text = name.ToString();
        if (nonAscii >= 128)
            return string.Intern(UnicodeText.NormalizeNfkc(text));
        return slot = text;
    }
}
