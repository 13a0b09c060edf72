using System.Globalization;
using System.Text;

namespace TieredPy.Runtime.Syntax;

/// <summary>Which characters make names: XID_Start and XID_Continue of Unicode Standard Annex 31.</summary>
internal static class Identifiers
{
    public static bool IsStart(Rune rune)
    {
        if (rune.IsAscii)
            return char.IsAsciiLetter((char)rune.Value) || rune.Value == '_';
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber => !LosesStart(rune.Value),
            _ => rune.Value is 0x1885 or 0x1886 or 0x2118 or 0x212E,
        };
    }

    public static bool IsPart(Rune rune)
    {
        if (rune.IsAscii)
            return char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value == '_';
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber => !LosesPart(rune.Value),
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber
                or UnicodeCategory.ConnectorPunctuation => true,
            _ => rune.Value is 0x00B7 or 0x0387 or (>= 0x1369 and <= 0x1371) or 0x19DA or 0x2118 or 0x212E,
        };
    }

    /// <summary>Whether a whole word is a name.</summary>
    public static bool IsIdentifier(ReadOnlySpan<char> word)
    {
        if (word.IsEmpty)
            return false;
        for (var i = 0; i < word.Length;)
        {
            if (Rune.DecodeFromUtf16(word[i..], out var rune, out var used) != System.Buffers.OperationStatus.Done)
                return false;
            if (!(i == 0 ? IsStart(rune) : IsPart(rune)))
                return false;
            i += used;
        }
        return true;
    }

    public static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator) && (Rune.GetUnicodeCategory(rune) != UnicodeCategory.SpaceSeparator || rune.Value == ' ');

    /// <summary>Letters whose compatibility form isn't a letter, which XID_Start leaves out.</summary>
    private static bool LosesStart(int c) => LosesPart(c) || c is 0x0E33 or 0x0EB3 or 0xFF9E or 0xFF9F;

    /// <summary>Letters whose compatibility form has a character that no name may hold.</summary>
    private static bool LosesPart(int c) => c is 0x037A or (>= 0xFC5E and <= 0xFC63) or 0xFDFA or 0xFDFB or 0xFE70 or 0xFE72 or 0xFE74
        or 0xFE76 or 0xFE78 or 0xFE7A or 0xFE7C or 0xFE7E;
}
