namespace TieredPy.Runtime.Syntax;

/// <summary>Numeric literals.</summary>
internal sealed partial class Tokenizer
{
    private static bool IsDigit(int c) => (uint)(c - '0') < 10;

    private void ReadNumber(ref Token token, int c)
    {
        if (c != '0')
        {
            if (!ReadDecimalTail(out c))
                MakePlaceless(ref token, TokenKind.Error);
            else if (c == '.')
                ReadFraction(ref token, NextChar());
            else
                ReadExponent(ref token, c);
            return;
        }
        c = NextChar();
        var ok = c switch
        {
            'x' or 'X' => ReadRadix("hexadecimal", 16, ref c),
            'o' or 'O' => ReadRadix("octal", 8, ref c),
            'b' or 'B' => ReadRadix("binary", 2, ref c),
            _ => false,
        };
        if (ok)
            FinishNumber(ref token, c);
        else if (Error is not null)
            MakePlaceless(ref token, TokenKind.Error);
        else
            ReadAfterZero(ref token, c);
    }

    /// <summary>The digits of a literal with a radix prefix.</summary>
    private bool ReadRadix(string kind, int radix, ref int c)
    {
        c = NextChar();
        do
        {
            if (c == '_')
                c = NextChar();
            if (!IsDigitOf(c, radix))
            {
                if (IsDigit(c))
                    return Fail($"invalid digit '{(char)c}' in {kind} literal");
                Backup(c);
                return Fail($"invalid {kind} literal");
            }
            do
                c = NextChar();
            while (IsDigitOf(c, radix));
        }
        while (c == '_');
        if (radix != 16 && IsDigit(c))
            return Fail($"invalid digit '{(char)c}' in {kind} literal");
        return VerifyEndOfNumber(c, kind);
    }

    private static bool IsDigitOf(int c, int radix) =>
        radix == 16 ? c >= 0 && char.IsAsciiHexDigit((char)c) : (uint)(c - '0') < radix;

    private void ReadAfterZero(ref Token token, int c)
    {
        var nonzero = false;
        for (; ; )
        {
            if (c == '_')
            {
                c = NextChar();
                if (!IsDigit(c))
                {
                    Backup(c);
                    Fail("invalid decimal literal");
                    MakePlaceless(ref token, TokenKind.Error);
                    return;
                }
            }
            if (c != '0')
                break;
            c = NextChar();
        }
        var zerosEnd = _cur;
        if (IsDigit(c))
        {
            nonzero = true;
            if (!ReadDecimalTail(out c))
            {
                MakePlaceless(ref token, TokenKind.Error);
                return;
            }
        }
        if (c == '.')
        {
            ReadFraction(ref token, NextChar());
            return;
        }
        if (c is 'e' or 'E' or 'j' or 'J')
        {
            ReadExponent(ref token, c);
            return;
        }
        if (nonzero && !_extraTokens)
        {
            Backup(c);
            Fail(
                "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
                _start + 1 - _lineStart,
                zerosEnd - _lineStart);
            MakePlaceless(ref token, TokenKind.Error);
            return;
        }
        if (VerifyEndOfNumber(c, "decimal"))
            FinishNumber(ref token, c);
        else
            MakePlaceless(ref token, TokenKind.Error);
    }

    private bool ReadDecimalTail(out int c)
    {
        for (; ; )
        {
            do
                c = NextChar();
            while (IsDigit(c));
            if (c != '_')
                return true;
            c = NextChar();
            if (IsDigit(c))
                continue;
            Backup(c);
            return Fail("invalid decimal literal");
        }
    }

    /// <summary>What follows the decimal point, of which <paramref name="c"/> is the first character.</summary>
    private void ReadFraction(ref Token token, int c)
    {
        if (IsDigit(c) && !ReadDecimalTail(out c))
            MakePlaceless(ref token, TokenKind.Error);
        else
            ReadExponent(ref token, c);
    }

    /// <summary>An exponent or an imaginary suffix, if <paramref name="c"/> begins one, and the end of the literal.</summary>
    private void ReadExponent(ref Token token, int c)
    {
        if (c is 'e' or 'E')
        {
            var e = c;
            c = NextChar();
            if (c is '+' or '-')
            {
                c = NextChar();
                if (!IsDigit(c))
                {
                    Backup(c);
                    Fail("invalid decimal literal");
                    MakePlaceless(ref token, TokenKind.Error);
                    return;
                }
            }
            else if (!IsDigit(c))
            {
                Backup(c);
                if (VerifyEndOfNumber(e, "decimal"))
                    FinishNumber(ref token, e);
                else
                    MakePlaceless(ref token, TokenKind.Error);
                return;
            }
            if (!ReadDecimalTail(out c))
            {
                MakePlaceless(ref token, TokenKind.Error);
                return;
            }
        }
        var kind = "decimal";
        if (c is 'j' or 'J')
        {
            c = NextChar();
            kind = "imaginary";
        }
        if (VerifyEndOfNumber(c, kind))
            FinishNumber(ref token, c);
        else
            MakePlaceless(ref token, TokenKind.Error);
    }

    private void FinishNumber(ref Token token, int c)
    {
        Backup(c);
        Make(ref token, TokenKind.Number, _start, _cur);
    }

    /// <summary>
    /// A literal must not run into a name; before a keyword that can follow a number it is only a warning.
    /// </summary>
    private bool VerifyEndOfNumber(int c, string kind)
    {
        if (_extraTokens || !IsNamePart(c) || c >= 128)
            return true;
        var keyword = c switch
        {
            'a' => Follows("nd"),
            'e' => Follows("lse"),
            'f' => Follows("or"),
            'i' => PeekAt(0) is 'f' or 'n' or 's',
            'o' => Follows("r"),
            'n' => Follows("ot"),
            _ => false,
        };
        if (keyword)
        {
            Warn($"invalid {kind} literal");
            return true;
        }
        Backup(c);
        return Fail($"invalid {kind} literal");
    }

    private bool Follows(string rest)
    {
        for (var i = 0; i < rest.Length; i++)
        {
            if (PeekAt(i) != rest[i])
                return false;
        }
        return !IsNamePart(PeekAt(rest.Length));
    }
}
