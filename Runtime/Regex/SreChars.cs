using TieredPy.Runtime.Text;

namespace TieredPy.Runtime.Regex;

/// <summary>Case and character classes as the _sre module sees them. The locale is C's for what is not ASCII.</summary>
internal static class SreChars
{
    /// <summary>The locale is only asked about bytes; in a UTF-8 locale those above 127 are no letters.</summary>
    public static int LowerAscii(int c) => (uint)(c - 'A') <= 'Z' - 'A' ? c + 32 : c;

    public static int UpperAscii(int c) => (uint)(c - 'a') <= 'z' - 'a' ? c - 32 : c;

    public static int LowerUnicode(int c) => UnicodeInfo.ToLower(c);

    public static bool IsWord(int c) =>
        (uint)(c - 'a') <= 'z' - 'a' || (uint)(c - 'A') <= 'Z' - 'A' || (uint)(c - '0') <= 9 || c == '_';

    public static bool IsUniWord(int c) => c < 128 ? IsWord(c) : UnicodeInfo.IsAlphaNumeric(c);

    public static bool IsIn(SreCategory category, int c) => category switch
    {
        SreCategory.Digit => (uint)(c - '0') <= 9,
        SreCategory.NotDigit => (uint)(c - '0') > 9,
        SreCategory.Space => c is ' ' or (>= '\t' and <= '\r'),
        SreCategory.NotSpace => c is not (' ' or (>= '\t' and <= '\r')),
        SreCategory.Word or SreCategory.LocWord => IsWord(c),
        SreCategory.NotWord or SreCategory.LocNotWord => !IsWord(c),
        SreCategory.LineBreak => c == '\n',
        SreCategory.NotLineBreak => c != '\n',
        SreCategory.UniDigit => UnicodeInfo.IsDecimal(c),
        SreCategory.UniNotDigit => !UnicodeInfo.IsDecimal(c),
        SreCategory.UniSpace => UnicodeInfo.IsSpace(c),
        SreCategory.UniNotSpace => !UnicodeInfo.IsSpace(c),
        SreCategory.UniWord => IsUniWord(c),
        SreCategory.UniNotWord => !IsUniWord(c),
        SreCategory.UniLineBreak => UnicodeInfo.IsLineBreak(c),
        SreCategory.UniNotLineBreak => !UnicodeInfo.IsLineBreak(c),
        _ => false,
    };
}
