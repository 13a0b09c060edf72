using TieredPy.Runtime.Text;

namespace TieredPy.Runtime.Objects;

// Upper and lower case, and what the characters are (Unicode Standard, 3.13 and section 4).
public partial class PyStr
{
    private const int CapitalSigma = 0x3A3;
    private const int FinalSigma = 0x3C2;
    private const int SmallSigma = 0x3C3;

    private bool IsAsciiText => !IsWide && System.Text.Ascii.IsValid(Span);

    /// <summary>The other case of ASCII text; the str itself when there is nothing to change.</summary>
    private bool TryAsciiCase(bool upper, [NotNullWhen(true)] out PyStr? result)
    {
        result = null;
        if (IsWide) return false;
        if (IsExact && !Span.ContainsAnyInRange(upper ? 'a' : 'A', upper ? 'z' : 'Z') && System.Text.Ascii.IsValid(Span))
        {
            result = this;
            return true;
        }
        if (length <= LongestWord)
        {
            Span<char> word = stackalloc char[LongestWord];
            if (!TryConvert(upper, word[..length])) return false;
            result = OfWord(word[..length]);
            return true;
        }
        var made = new string('\0', length);
        if (!TryConvert(upper, CharsOf(made))) return false;
        result = new PyStr(made);
        return true;
    }

    /// <summary>The other case of narrow text whose characters all become one narrow character each; null for other text.</summary>
    private PyStr? TrySimpleCase(bool upper)
    {
        if (IsWide) return null;
        var made = new string('\0', length);
        var to = CharsOf(made);
        var from = Span;
        Span<int> mapped = stackalloc int[3];
        for (int i = 0; i < from.Length; i++)
        {
            char c = from[i];
            if (c < 128) to[i] = upper ? AsciiUpper(c) : AsciiLower(c);
            else
            {
                if (c == CapitalSigma && !upper) return null;
                int n = upper ? UnicodeInfo.ToUpperFull(c, mapped) : UnicodeInfo.ToLowerFull(c, mapped);
                if (n != 1 || mapped[0] >= 0x10000) return null;
                to[i] = (char)mapped[0];
            }
        }
        return Of(made);
    }

    private delegate void AsciiMapping(ReadOnlySpan<char> from, Span<char> to);

    /// <summary>ASCII text of the same length; null for other text.</summary>
    private PyStr? MapAscii(AsciiMapping mapping)
    {
        if (!IsAsciiText) return null;
        if (length <= LongestWord)
        {
            Span<char> word = stackalloc char[LongestWord];
            mapping(Span, word[..length]);
            return OfWord(word[..length]);
        }
        var made = new string('\0', length);
        mapping(Span, CharsOf(made));
        return new PyStr(made);
    }

    private static char AsciiUpper(char c) => char.IsAsciiLetterLower(c) ? (char)(c - 32) : c;

    private static char AsciiLower(char c) => char.IsAsciiLetterUpper(c) ? (char)(c + 32) : c;

    private static void CapitalizeAscii(ReadOnlySpan<char> from, Span<char> to)
    {
        System.Text.Ascii.ToLower(from, to, out _);
        if (to.Length > 0) to[0] = AsciiUpper(to[0]);
    }

    private static void TitleAscii(ReadOnlySpan<char> from, Span<char> to)
    {
        bool inWord = false;
        for (int i = 0; i < from.Length; i++)
        {
            char c = from[i];
            to[i] = inWord ? AsciiLower(c) : AsciiUpper(c);
            inWord = char.IsAsciiLetter(c);
        }
    }

    private static void SwapAscii(ReadOnlySpan<char> from, Span<char> to)
    {
        for (int i = 0; i < from.Length; i++) to[i] = char.IsAsciiLetter(from[i]) ? (char)(from[i] ^ 32) : from[i];
    }

    private bool TryConvert(bool upper, Span<char> to) =>
        (upper ? System.Text.Ascii.ToUpper(Span, to, out _) : System.Text.Ascii.ToLower(Span, to, out _)) == System.Buffers.OperationStatus.Done;

    [PyMethod("lower", Doc = "Return a copy of the string converted to lowercase.")]
    private PyStr Lower()
    {
        if (TryAsciiCase(false, out var ascii)) return ascii;
        if (TrySimpleCase(false) is { } simple) return simple;
        var b = new PyStrBuilder(length);
        Span<int> to = stackalloc int[3];
        for (int i = 0; i < length; i++) b.Append(to[..LowerAt(i, to)]);
        return b.ToStr();
    }

    [PyMethod("upper", Doc = "Return a copy of the string converted to uppercase.")]
    private PyStr Upper()
    {
        if (TryAsciiCase(true, out var ascii)) return ascii;
        if (TrySimpleCase(true) is { } simple) return simple;
        var b = new PyStrBuilder(length);
        Span<int> to = stackalloc int[3];
        for (int i = 0; i < length; i++) b.Append(to[..UnicodeInfo.ToUpperFull(this[i], to)]);
        return b.ToStr();
    }

    [PyMethod("casefold", Doc = "Return a version of the string suitable for caseless comparisons.")]
    private PyStr CaseFold()
    {
        if (TryAsciiCase(false, out var ascii)) return ascii;
        var b = new PyStrBuilder(length);
        Span<int> to = stackalloc int[3];
        for (int i = 0; i < length; i++) b.Append(to[..UnicodeInfo.FoldFull(this[i], to)]);
        return b.ToStr();
    }

    [PyMethod("capitalize", Doc = "Return a capitalized version of the string.\n\nMore specifically, make the first character have upper case and the rest lower\ncase.")]
    private PyStr Capitalize()
    {
        if (MapAscii(CapitalizeAscii) is { } ascii) return ascii;
        var b = new PyStrBuilder(length);
        Span<int> to = stackalloc int[3];
        for (int i = 0; i < length; i++) b.Append(to[..(i == 0 ? UnicodeInfo.ToTitleFull(this[i], to) : LowerAt(i, to))]);
        return b.ToStr();
    }

    [PyMethod("title", Doc = "Return a version of the string where each word is titlecased.\n\nMore specifically, words start with uppercased characters and all remaining\ncased characters have lower case.")]
    private PyStr Title()
    {
        if (MapAscii(TitleAscii) is { } ascii) return ascii;
        var b = new PyStrBuilder(length);
        Span<int> to = stackalloc int[3];
        bool inWord = false;
        for (int i = 0; i < length; i++)
        {
            b.Append(to[..(inWord ? LowerAt(i, to) : UnicodeInfo.ToTitleFull(this[i], to))]);
            inWord = UnicodeInfo.IsCased(this[i]);
        }
        return b.ToStr();
    }

    [PyMethod("swapcase", Doc = "Convert uppercase characters to lowercase and lowercase characters to uppercase.")]
    private PyStr SwapCase()
    {
        if (MapAscii(SwapAscii) is { } ascii) return ascii;
        var b = new PyStrBuilder(length);
        Span<int> to = stackalloc int[3];
        for (int i = 0; i < length; i++)
        {
            int c = this[i];
            if (UnicodeInfo.IsUpper(c)) b.Append(to[..LowerAt(i, to)]);
            else if (UnicodeInfo.IsLower(c)) b.Append(to[..UnicodeInfo.ToUpperFull(c, to)]);
            else b.Append(c);
        }
        return b.ToStr();
    }

    /// <summary>The lower case of one character in its context: a capital sigma at the end of a word is final.</summary>
    private int LowerAt(int i, Span<int> to)
    {
        int c = this[i];
        if (c != CapitalSigma) return UnicodeInfo.ToLowerFull(c, to);
        int j = i - 1;
        while (j >= 0 && UnicodeInfo.IsCaseIgnorable(this[j])) j--;
        bool final = j >= 0 && UnicodeInfo.IsCased(this[j]);
        if (final)
        {
            j = i + 1;
            while (j < length && UnicodeInfo.IsCaseIgnorable(this[j])) j++;
            final = j == length || !UnicodeInfo.IsCased(this[j]);
        }
        to[0] = final ? FinalSigma : SmallSigma;
        return 1;
    }

    /// <summary>All characters have one of the properties, and there is one.</summary>
    internal bool All(CharFlags flags)
    {
        for (int i = 0; i < length; i++)
            if (!UnicodeInfo.Is(this[i], flags)) return false;
        return length > 0;
    }

    [PyMethod("isalpha", Doc = "Return True if the string is an alphabetic string, False otherwise.\n\nA string is alphabetic if all characters in the string are alphabetic and there\nis at least one character in the string.")]
    private bool IsAlpha() => All(CharFlags.Alpha);

    [PyMethod("isalnum", Doc = "Return True if the string is an alpha-numeric string, False otherwise.\n\nA string is alpha-numeric if all characters in the string are alpha-numeric and\nthere is at least one character in the string.")]
    private bool IsAlnum() => All(CharFlags.Alpha | CharFlags.Decimal | CharFlags.Digit | CharFlags.Numeric);

    [PyMethod("isdecimal", Doc = "Return True if the string is a decimal string, False otherwise.\n\nA string is a decimal string if all characters in the string are decimal and\nthere is at least one character in the string.")]
    private bool IsDecimal() => All(CharFlags.Decimal);

    [PyMethod("isdigit", Doc = "Return True if the string is a digit string, False otherwise.\n\nA string is a digit string if all characters in the string are digits and there\nis at least one character in the string.")]
    private bool IsDigit() => All(CharFlags.Digit);

    [PyMethod("isnumeric", Doc = "Return True if the string is a numeric string, False otherwise.\n\nA string is numeric if all characters in the string are numeric and there is at\nleast one character in the string.")]
    private bool IsNumeric() => All(CharFlags.Numeric);

    [PyMethod("isspace", Doc = "Return True if the string is a whitespace string, False otherwise.\n\nA string is whitespace if all characters in the string are whitespace and there\nis at least one character in the string.")]
    private bool IsSpace() => All(CharFlags.Space);

    [PyMethod("isprintable", Doc = "Return True if all characters in the string are printable, False otherwise.\n\nA character is printable if repr() may use it in its output.")]
    private bool IsPrintable() => length == 0 || All(CharFlags.Printable);

    [PyMethod("isascii", Doc = "Return True if all characters in the string are ASCII, False otherwise.\n\nASCII characters have code points in the range U+0000-U+007F.\nEmpty string is ASCII too.")]
    private bool IsAscii() => IsAsciiText;

    [PyMethod("islower", Doc = "Return True if the string is a lowercase string, False otherwise.\n\nA string is lowercase if all cased characters in the string are lowercase and\nthere is at least one cased character in the string.")]
    private bool IsLower()
    {
        bool cased = false;
        for (int i = 0; i < length; i++)
        {
            int c = this[i];
            if (UnicodeInfo.Is(c, CharFlags.Upper | CharFlags.Title)) return false;
            cased |= UnicodeInfo.IsLower(c);
        }
        return cased;
    }

    [PyMethod("isupper", Doc = "Return True if the string is an uppercase string, False otherwise.\n\nA string is uppercase if all cased characters in the string are uppercase and\nthere is at least one cased character in the string.")]
    private bool IsUpper()
    {
        bool cased = false;
        for (int i = 0; i < length; i++)
        {
            int c = this[i];
            if (UnicodeInfo.Is(c, CharFlags.Lower | CharFlags.Title)) return false;
            cased |= UnicodeInfo.IsUpper(c);
        }
        return cased;
    }

    [PyMethod("istitle", Doc = "Return True if the string is a title-cased string, False otherwise.\n\nIn a title-cased string, upper- and title-case characters may only\nfollow uncased characters and lowercase characters only cased ones.")]
    private bool IsTitle()
    {
        bool cased = false, inWord = false;
        for (int i = 0; i < length; i++)
        {
            int c = this[i];
            if (UnicodeInfo.Is(c, CharFlags.Upper | CharFlags.Title))
            {
                if (inWord) return false;
                inWord = cased = true;
            }
            else if (UnicodeInfo.IsLower(c))
            {
                if (!inWord) return false;
                cased = true;
            }
            else inWord = false;
        }
        return cased;
    }

    [PyMethod("isidentifier", Doc = "Return True if the string is a valid Python identifier, False otherwise.\n\nCall keyword.iskeyword(s) to test whether string s is a reserved identifier,\nsuch as \"def\" or \"class\".")]
    internal bool IsIdentifier()
    {
        if (length == 0 || !UnicodeInfo.IsIdentifierStart(this[0])) return false;
        for (int i = 1; i < length; i++)
            if (!UnicodeInfo.IsIdentifierContinue(this[i])) return false;
        return true;
    }
}
