namespace TieredPy.Runtime.Modules.Expat;

/// <summary>Which characters XML 1.0 allows where.</summary>
internal static class XmlNames
{
    public static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\r';

    public static bool IsStart(char c) => char.IsAsciiLetter(c) || c is '_' or ':' || c >= 0x80 && IsWide(c);

    public static bool IsPart(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or ':' or '-' or '.' or '\u00b7' || c >= 0x80 && (IsWide(c) || c is >= '\u0300' and <= '\u036f' or '\u203f' or '\u2040');

    private static bool IsWide(char c) =>
        c is >= '\u00c0' and not '\u00d7' and not '\u00f7' and not (>= '\u0300' and <= '\u036f') and not '\u037e' and not (>= '\u2000' and <= '\u206f') and < '\ufffe' || c is >= '\u200c' and <= '\u200d' || c is >= '\u2070' and <= '\u218f';

    /// <summary>May stand in a document at all (surrogates count as the halves of characters that may).</summary>
    public static bool IsChar(char c) => c >= ' ' ? c < '\ufffe' : c is '\t' or '\n' or '\r';

    public static bool IsChar(int c) => c is '\t' or '\n' or '\r' or >= 0x20 and < 0xd800 or >= 0xe000 and < 0xfffe or >= 0x10000 and <= 0x10ffff;
}
