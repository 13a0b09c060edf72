namespace TieredPy.Runtime.Syntax;

/// <summary>Operators and brackets.</summary>
internal sealed partial class Tokenizer
{
    private void ReadOperator(ref Token token, int c)
    {
        if (c == ':' && _modeIndex > 0)
        {
            ref var mode = ref _modes[_modeIndex];
            if (mode.ExpressionDepth >= 0 && mode.BracketDepth - 1 == mode.ExpressionDepth)
            {
                mode.InLiteral = true;
                mode.InFormatSpec = true;
                Make(ref token, TokenKind.Colon, _start, _cur);
                return;
            }
        }
        var kind = Operator(c, out var length);
        if (length < 3)
            NoteEnd(_cur + length - 1);
        if (length > 1)
        {
            _cur += length - 1;
            Make(ref token, kind, _start, _cur);
            return;
        }
        if (c is '(' or '[' or '{')
        {
            if (!OpenBracket((char)c))
                kind = TokenKind.Error;
        }
        else if (c is ')' or ']' or '}')
        {
            if (!CloseBracket((char)c))
                kind = TokenKind.Error;
        }
        else if (c < ' ' || c == 127)
        {
            Fail($"invalid non-printable character U+{c:X4}");
            kind = TokenKind.Error;
        }
        if (kind == TokenKind.Error)
        {
            MakePlaceless(ref token, kind);
            return;
        }
        if (c == '=' && _modeIndex > 0 && _modes[_modeIndex].ExpressionDepth >= 0)
            _modes[_modeIndex].Debug = true;
        Make(ref token, kind, _start, _cur);
    }

    private bool OpenBracket(char c)
    {
        if (_level >= MaxLevel)
            return Fail("too many nested parentheses");
        ref var bracket = ref _brackets[_level++];
        bracket.Char = c;
        bracket.Line = _line;
        bracket.Col = ByteColumn(_lineStart, _start);
        if (_modeIndex > 0)
            _modes[_modeIndex].BracketDepth++;
        return true;
    }

    private bool CloseBracket(char c)
    {
        var inside = _modeIndex > 0;
        ref var mode = ref _modes[_modeIndex];
        if (inside && mode.BracketDepth == 0 && c == '}')
            return Fail("f-string: single '}' is not allowed");
        if (!_extraTokens && _level == 0)
            return Fail($"unmatched '{c}'");
        if (_level > 0)
        {
            ref readonly var open = ref _brackets[--_level];
            if (!_extraTokens && c != (open.Char == '(' ? ')' : open.Char == '[' ? ']' : '}'))
            {
                if (inside && open.Char == '{' && mode.BracketDepth - 1 == mode.ExpressionDepth)
                    return Fail($"f-string: unmatched '{c}'");
                return Fail(open.Line != _line
                    ? $"closing parenthesis '{c}' does not match opening parenthesis '{open.Char}' on line {open.Line}"
                    : $"closing parenthesis '{c}' does not match opening parenthesis '{open.Char}'");
            }
        }
        if (!inside)
            return true;
        if (--mode.BracketDepth < 0)
            return Fail($"f-string: unmatched '{c}'");
        if (c == '}' && mode.BracketDepth == mode.ExpressionDepth)
        {
            mode.ExpressionDepth--;
            mode.InLiteral = true;
            mode.InFormatSpec = false;
            mode.Debug = false;
        }
        return true;
    }

    /// <summary>The kind of an operator or keyword by its text.</summary>
    public static TokenKind KindOf(string text)
    {
        if (text == "...")
            return TokenKind.Ellipsis;
        if (text == ".")
            return TokenKind.Dot;
        if (char.IsAsciiLetter(text[0]))
            return Keywords.Find(text);
        var tokenizer = new Tokenizer(SourceText.FromString(text, ""));
        var first = tokenizer.NextChar();
        return tokenizer.Operator(first, out _);
    }

    private int PeekAt(int offset)
    {
        var at = _cur + offset;
        return at < _lineEnd ? _text[at] : Eof;
    }

    /// <summary>The longest operator that starts with <paramref name="c"/>, which has been read.</summary>
    private TokenKind Operator(int c, out int length)
    {
        var d = PeekAt(0);
        length = 2;
        switch (c)
        {
            case '(': length = 1; return TokenKind.LPar;
            case ')': length = 1; return TokenKind.RPar;
            case '[': length = 1; return TokenKind.LSqb;
            case ']': length = 1; return TokenKind.RSqb;
            case '{': length = 1; return TokenKind.LBrace;
            case '}': length = 1; return TokenKind.RBrace;
            case ',': length = 1; return TokenKind.Comma;
            case ';': length = 1; return TokenKind.Semi;
            case '~': length = 1; return TokenKind.Tilde;
            case ':': return One(d == '=', TokenKind.ColonEqual, TokenKind.Colon, ref length);
            case '=': return One(d == '=', TokenKind.EqEqual, TokenKind.Equal, ref length);
            case '+': return One(d == '=', TokenKind.PlusEqual, TokenKind.Plus, ref length);
            case '%': return One(d == '=', TokenKind.PercentEqual, TokenKind.Percent, ref length);
            case '&': return One(d == '=', TokenKind.AmperEqual, TokenKind.Amper, ref length);
            case '|': return One(d == '=', TokenKind.VBarEqual, TokenKind.VBar, ref length);
            case '^': return One(d == '=', TokenKind.CircumflexEqual, TokenKind.Circumflex, ref length);
            case '@': return One(d == '=', TokenKind.AtEqual, TokenKind.At, ref length);
            case '!': return One(d == '=', TokenKind.NotEqual, TokenKind.Exclamation, ref length);
            case '-':
                return d == '>' ? TokenKind.RArrow : One(d == '=', TokenKind.MinEqual, TokenKind.Minus, ref length);
            case '*':
                return d == '*' ? Two('=', TokenKind.DoubleStarEqual, TokenKind.DoubleStar, ref length)
                    : One(d == '=', TokenKind.StarEqual, TokenKind.Star, ref length);
            case '/':
                return d == '/' ? Two('=', TokenKind.DoubleSlashEqual, TokenKind.DoubleSlash, ref length)
                    : One(d == '=', TokenKind.SlashEqual, TokenKind.Slash, ref length);
            case '<':
                return d == '<' ? Two('=', TokenKind.LeftShiftEqual, TokenKind.LeftShift, ref length)
                    : d == '>' ? TokenKind.NotEqual : One(d == '=', TokenKind.LessEqual, TokenKind.Less, ref length);
            case '>':
                return d == '>' ? Two('=', TokenKind.RightShiftEqual, TokenKind.RightShift, ref length)
                    : One(d == '=', TokenKind.GreaterEqual, TokenKind.Greater, ref length);
            default: length = 1; return TokenKind.Op;
        }
    }

    private static TokenKind One(bool two, TokenKind longer, TokenKind shorter, ref int length)
    {
        length = two ? 2 : 1;
        return two ? longer : shorter;
    }

    private TokenKind Two(char third, TokenKind longer, TokenKind shorter, ref int length)
    {
        var three = PeekAt(1) == third;
        length = three ? 3 : 2;
        return three ? longer : shorter;
    }
}
