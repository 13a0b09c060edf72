namespace TieredPy.Runtime.Text;

/// <summary>The is... methods of str and bytes.</summary>
internal static class TextPredicates
{
    /// <summary>True when the text is not empty and every character has one of the flags.</summary>
    public static bool All(TextValue text, CharFlags any)
    {
        if (text.Length == 0)
            return false;
        if (text.IsWide)
        {
            foreach (var c in text.CodePoints)
            {
                if (!UnicodeInfo.Is(c, any))
                    return false;
            }
            return true;
        }
        foreach (var c in text.Chars)
        {
            if (!UnicodeInfo.Is(c, any))
                return false;
        }
        return true;
    }

    public static bool IsAlpha(TextValue text) => All(text, CharFlags.Alpha);

    public static bool IsAlnum(TextValue text) => All(text, CharFlags.Alpha | CharFlags.Decimal | CharFlags.Digit | CharFlags.Numeric);

    public static bool IsDecimal(TextValue text) => All(text, CharFlags.Decimal);

    public static bool IsDigit(TextValue text) => All(text, CharFlags.Digit);

    public static bool IsNumeric(TextValue text) => All(text, CharFlags.Numeric);

    public static bool IsSpace(TextValue text) => All(text, CharFlags.Space);

    public static bool IsPrintable(TextValue text) => text.Length == 0 || All(text, CharFlags.Printable);

    public static bool IsAscii(TextValue text) => !text.IsWide && System.Text.Ascii.IsValid(text.Chars);

    public static bool IsIdentifier(TextValue text)
    {
        if (text.Length == 0 || !UnicodeInfo.IsIdentifierStart(text[0]))
            return false;
        for (var i = 1; i < text.Length; i++)
        {
            if (!UnicodeInfo.IsIdentifierContinue(text[i]))
                return false;
        }
        return true;
    }

    public static bool IsLower(TextValue text) => HasOnly(text, CharFlags.Lower, CharFlags.Upper | CharFlags.Title);

    public static bool IsUpper(TextValue text) => HasOnly(text, CharFlags.Upper, CharFlags.Lower | CharFlags.Title);

    public static bool IsTitle(TextValue text)
    {
        bool cased = false, previousCased = false;
        for (var i = 0; i < text.Length; i++)
        {
            var flags = UnicodeInfo.Flags(text[i]);
            if ((flags & (CharFlags.Upper | CharFlags.Title)) != 0)
            {
                if (previousCased)
                    return false;
                previousCased = cased = true;
            }
            else if ((flags & CharFlags.Lower) != 0)
            {
                if (!previousCased)
                    return false;
                cased = true;
            }
            else
            {
                previousCased = false;
            }
        }
        return cased;
    }

    public static bool IsAlpha(ReadOnlySpan<byte> text) => AllAscii(text, char.IsAsciiLetter);

    public static bool IsAlnum(ReadOnlySpan<byte> text) => AllAscii(text, char.IsAsciiLetterOrDigit);

    public static bool IsDigit(ReadOnlySpan<byte> text) => AllAscii(text, char.IsAsciiDigit);

    public static bool IsSpace(ReadOnlySpan<byte> text) => AllAscii(text, static c => c is ' ' or (>= '\t' and <= '\r'));

    public static bool IsLower(ReadOnlySpan<byte> text) => !text.ContainsAnyInRange((byte)'A', (byte)'Z') && text.ContainsAnyInRange((byte)'a', (byte)'z');

    public static bool IsUpper(ReadOnlySpan<byte> text) => !text.ContainsAnyInRange((byte)'a', (byte)'z') && text.ContainsAnyInRange((byte)'A', (byte)'Z');

    public static bool IsTitle(ReadOnlySpan<byte> text)
    {
        bool cased = false, previousCased = false;
        foreach (var b in text)
        {
            if (char.IsAsciiLetterUpper((char)b))
            {
                if (previousCased)
                    return false;
                previousCased = cased = true;
            }
            else if (char.IsAsciiLetterLower((char)b))
            {
                if (!previousCased)
                    return false;
                cased = true;
            }
            else
            {
                previousCased = false;
            }
        }
        return cased;
    }

    private static bool HasOnly(TextValue text, CharFlags wanted, CharFlags unwanted)
    {
        var found = false;
        for (var i = 0; i < text.Length; i++)
        {
            var flags = UnicodeInfo.Flags(text[i]);
            if ((flags & unwanted) != 0)
                return false;
            found |= (flags & wanted) != 0;
        }
        return found;
    }

    private static bool AllAscii(ReadOnlySpan<byte> text, Func<char, bool> test)
    {
        foreach (var b in text)
        {
            if (!test((char)b))
                return false;
        }
        return !text.IsEmpty;
    }
}
