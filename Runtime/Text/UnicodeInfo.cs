using System.Runtime.CompilerServices;

namespace TieredPy.Runtime.Text;

/// <summary>
/// Properties of code points by Unicode 15.1, as CPython 3.13's str methods and unicodedata see them. Arguments are 0 to 0x10FFFF.
/// </summary>
internal static class UnicodeInfo
{
    public const string Version = "15.1.0";
    public const int MaxCodePoint = 0x10FFFF;

    private static readonly string[] Categories =
    [
        "Cn", "Lu", "Ll", "Lt", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Cn", "Lm", "Lo", "Pc",
        "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So",
    ];

    private static readonly string[] BidiClasses =
    [
        "", "L", "LRE", "LRO", "R", "AL", "RLE", "RLO", "PDF", "EN", "ES", "ET", "AN", "CS", "NSM", "BN", "B", "S", "WS", "ON", "LRI",
        "RLI", "FSI", "PDI",
    ];

    private static readonly string[] Widths = ["N", "H", "W", "Na", "A", "F"];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CharFlags Flags(int c) => (CharFlags)((uint)c < 256 ? Latin1Table.Flags[c] : UnicodeTables.Flags(c));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Is(int c, CharFlags any) => (Flags(c) & any) != 0;

    public static bool IsAlpha(int c) => Is(c, CharFlags.Alpha);

    public static bool IsDecimal(int c) => Is(c, CharFlags.Decimal);

    public static bool IsDigit(int c) => Is(c, CharFlags.Digit);

    public static bool IsNumeric(int c) => Is(c, CharFlags.Numeric);

    public static bool IsAlphaNumeric(int c) => Is(c, CharFlags.Alpha | CharFlags.Decimal | CharFlags.Digit | CharFlags.Numeric);

    public static bool IsLower(int c) => Is(c, CharFlags.Lower);

    public static bool IsUpper(int c) => Is(c, CharFlags.Upper);

    public static bool IsTitle(int c) => Is(c, CharFlags.Title);

    public static bool IsSpace(int c) => Is(c, CharFlags.Space);

    public static bool IsPrintable(int c) => Is(c, CharFlags.Printable);

    public static bool IsLineBreak(int c) => Is(c, CharFlags.LineBreak);

    public static bool IsCased(int c) => Is(c, CharFlags.Cased);

    public static bool IsCaseIgnorable(int c) => Is(c, CharFlags.CaseIgnorable);

    public static bool IsIdentifierStart(int c) => c == '_' || Is(c, CharFlags.IdStart);

    public static bool IsIdentifierContinue(int c) => Is(c, CharFlags.IdContinue);

    public static bool IsMirrored(int c) => Is(c, CharFlags.Mirrored);

    /// <summary>The general category: "Lu", "Nd" and so on.</summary>
    public static string Category(int c) => Categories[(uint)Flags(c) >> 24];

    public static string Bidirectional(int c) => BidiClasses[UnicodeTables.Properties(c) & 0xFF];

    /// <summary>The canonical combining class.</summary>
    public static int Combining(int c) => c < 0x300 ? 0 : UnicodeTables.Properties(c) >> 8 & 0xFF;

    public static string EastAsianWidth(int c) => Widths[UnicodeTables.Properties(c) >> 16 & 0xF];

    /// <summary>The value as a decimal digit, or -1.</summary>
    public static int DecimalValue(int c) =>
        c < 128 ? (uint)(c - '0') <= 9 ? c - '0' : -1 : (UnicodeTables.Properties(c) >> 20 & 0xF) - 1;

    /// <summary>The value as a digit, or -1.</summary>
    public static int DigitValue(int c) =>
        c < 128 ? (uint)(c - '0') <= 9 ? c - '0' : -1 : (UnicodeTables.Properties(c) >> 24 & 0xF) - 1;

    /// <summary>The numeric value, if there is one.</summary>
    public static bool TryGetNumeric(int c, out double value)
    {
        value = IsNumeric(c) ? UnicodeTables.Numeric(c) : 0;
        return IsNumeric(c);
    }

    /// <summary>unicodedata.decomposition: an optional tag and hexadecimal code points, or "".</summary>
    public static string Decomposition(int c)
    {
        var mapping = UnicodeTables.Decomposition(c, out _);
        if (mapping.IsEmpty)
            return "";
        var text = new System.Text.StringBuilder(UnicodeTables.DecompositionTag(c));
        foreach (var part in mapping)
        {
            if (text.Length > 0)
                text.Append(' ');
            text.Append(part.ToString("X4", System.Globalization.CultureInfo.InvariantCulture));
        }
        return text.ToString();
    }

    /// <summary>The one-to-one lower-case mapping.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ToLower(int c)
    {
        if (c < 128)
            return (uint)(c - 'A') <= 'Z' - 'A' ? c + 32 : c;
        return UnicodeTables.ToLower(c);
    }

    /// <summary>The one-to-one upper-case mapping.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ToUpper(int c)
    {
        if (c < 128)
            return (uint)(c - 'a') <= 'z' - 'a' ? c - 32 : c;
        return UnicodeTables.ToUpper(c);
    }

    /// <summary>The one-to-one title-case mapping.</summary>
    public static int ToTitle(int c) => c < 128 ? ToUpper(c) : UnicodeTables.ToTitle(c);

    /// <summary>The full lower-case mapping (up to 3 code points) without regard to context; returns its length.</summary>
    public static int ToLowerFull(int c, Span<int> to) => Full(c, 0, ToLower(c), to);

    /// <inheritdoc cref="ToLowerFull"/>
    public static int ToUpperFull(int c, Span<int> to) => Full(c, 1, ToUpper(c), to);

    /// <inheritdoc cref="ToLowerFull"/>
    public static int ToTitleFull(int c, Span<int> to) => Full(c, 2, ToTitle(c), to);

    /// <summary>The full case folding; returns its length.</summary>
    public static int FoldFull(int c, Span<int> to) => Full(c, 3, ToLower(c), to);

    /// <summary>unicode_iscased of the _sre module: some case mapping changes the character.</summary>
    public static bool HasCase(int c) => ToLower(c) != c || ToUpper(c) != c;

    private static int Full(int c, int which, int simple, Span<int> to)
    {
        if (c >= 128)
        {
            var mapping = UnicodeTables.FullMapping(c, which);
            if (!mapping.IsEmpty)
            {
                mapping.CopyTo(to);
                return mapping.Length;
            }
        }
        to[0] = simple;
        return 1;
    }
}
