namespace TieredPy.Runtime.Syntax;

/// <summary>Finds what is wrong with a source that doesn't parse.</summary>
internal static class SyntaxErrorFinder
{
    public static SyntaxErrorException Find(SourceText source, ParseMode mode, ParseFlags flags, int restart) =>
        new(SyntaxErrorKind.SyntaxError, "invalid syntax", source.Filename, 1, 1, 1, 1, null);
}
