namespace TieredPy.Runtime.Syntax;

/// <summary>String literals, and the literal parts of f-strings (PEP 701).</summary>
internal sealed partial class Tokenizer
{
    private const int MaxFStringLevel = 150;
    private const int MaxExpressionNesting = 3;

    private FStringMode[] _modes = new FStringMode[4];
    private int _modeIndex;

    public bool IsInsideFString => _modeIndex > 0;

    /// <summary>Where the tokenizer is in an f-string.</summary>
    private struct FStringMode
    {
        /// <summary>In text, not in a replacement field.</summary>
        public bool InLiteral;
        public bool InFormatSpec;
        public bool Debug;
        public bool Raw;
        public char Quote;
        public int QuoteSize;
        public int Start;
        public int Line;
        public int LineStart;

        /// <summary>How many brackets are open inside the f-string.</summary>
        public int BracketDepth;

        /// <summary>How many replacement fields are open, less one.</summary>
        public int ExpressionDepth;
    }

    private void ReadString(ref Token token, int c)
    {
        var quote = c;
        int quoteSize = 1, endQuotes = 0;
        var escapedQuote = false;
        _firstLine = _line;
        _firstLineStart = _lineStart;
        c = NextChar();
        if (c == quote)
        {
            c = NextChar();
            if (c == quote)
                quoteSize = 3;
            else
                endQuotes = 1;
        }
        if (c != quote)
            Backup(c);
        while (endQuotes != quoteSize)
        {
            c = NextChar();
            if (c < 0 || (quoteSize == 1 && c == '\n'))
            {
                FailUnterminated(quote, quoteSize, escapedQuote, c);
                MakePlaceless(ref token, TokenKind.Error);
                return;
            }
            if (c == quote)
            {
                endQuotes++;
                continue;
            }
            endQuotes = 0;
            if (c != '\\')
                continue;
            c = NextChar();
            if (c == quote)
                escapedQuote = true;
        }
        MakeLong(ref token, TokenKind.String, _start, _cur);
    }

    private void FailUnterminated(int quote, int quoteSize, bool escapedQuote, int c)
    {
        var detected = _line;
        _cur = _start + 1;
        _lineStart = _firstLineStart;
        _line = _firstLine;
        if (_modeIndex > 0 && _modes[_modeIndex].Quote == quote && _modes[_modeIndex].QuoteSize == quoteSize)
        {
            Fail("f-string: expecting '}'");
            return;
        }
        if (quoteSize == 3)
            Fail($"unterminated triple-quoted string literal (detected at line {detected})");
        else if (escapedQuote)
            Fail($"unterminated string literal (detected at line {detected}); perhaps you escaped the end quote?");
        else
            Fail($"unterminated string literal (detected at line {detected})");
        if (c != '\n')
            _state = quoteSize == 3 ? TokenizerState.EndInTripleQuoted : TokenizerState.EndInString;
    }

    private void ReadFStringStart(ref Token token, int quote)
    {
        var quoteSize = 1;
        if (PeekAt(0) == quote && PeekAt(1) == quote)
        {
            quoteSize = 3;
            _cur += 2;
        }
        if (_modeIndex + 1 >= MaxFStringLevel)
        {
            Fail("too many nested f-strings");
            MakePlaceless(ref token, TokenKind.Error);
            return;
        }
        if (++_modeIndex == _modes.Length)
            Array.Resize(ref _modes, _modes.Length * 2);
        var first = _text[_start] | 0x20;
        _modes[_modeIndex] = new FStringMode
        {
            InLiteral = true,
            Raw = first == 'r' || (_text[_start + 1] | 0x20) == 'r',
            Quote = (char)quote,
            QuoteSize = quoteSize,
            Start = _start,
            Line = _line,
            LineStart = _lineStart,
            ExpressionDepth = -1,
        };
        Make(ref token, TokenKind.FStringStart, _start, _cur);
    }

    private void NextInFString(ref Token token)
    {
        ref var mode = ref _modes[_modeIndex];
        _start = _cur;
        _firstLine = _line;
        var c = NextChar();
        if (c == '{')
        {
            var peek = NextChar();
            Backup(peek);
            Backup(c);
            if (peek != '{')
            {
                if (++mode.ExpressionDepth >= MaxExpressionNesting)
                {
                    Fail("f-string: expressions nested too deeply");
                    MakePlaceless(ref token, TokenKind.Error);
                    return;
                }
                mode.InLiteral = false;
                NextNormal(ref token);
                return;
            }
        }
        else
        {
            Backup(c);
        }
        if (AtClosingQuotes(ref mode))
        {
            _firstLineStart = _lineStart;
            MakeLong(ref token, TokenKind.FStringEnd, _start, _cur);
            token.Line = token.EndLine;
            _modeIndex--;
            return;
        }
        ReadFStringMiddle(ref token, ref mode);
    }

    private bool AtClosingQuotes(ref FStringMode mode)
    {
        for (var i = 0; i < mode.QuoteSize; i++)
        {
            if (PeekAt(i) != mode.Quote)
                return false;
        }
        _cur += mode.QuoteSize;
        return true;
    }

    private void ReadFStringMiddle(ref Token token, ref FStringMode mode)
    {
        _firstLineStart = _lineStart;
        var endQuotes = 0;
        var namedEscape = false;
        while (endQuotes != mode.QuoteSize)
        {
            var c = NextChar();
            var inSpec = mode.InFormatSpec && mode.ExpressionDepth >= 0;
            if (c < 0 || (mode.QuoteSize == 1 && c == '\n'))
            {
                if (inSpec && c == '\n')
                {
                    Backup(c);
                    mode.InLiteral = false;
                    mode.InFormatSpec = false;
                    MakeLong(ref token, TokenKind.FStringMiddle, _start, _cur);
                    return;
                }
                FailUnterminatedFString(ref mode, c);
                MakePlaceless(ref token, TokenKind.Error);
                return;
            }
            if (c == mode.Quote)
            {
                endQuotes++;
                continue;
            }
            endQuotes = 0;
            if (c == '{')
            {
                var peek = NextChar();
                if (peek == '{' && !inSpec)
                {
                    MakeDoubledBrace(ref token);
                    return;
                }
                Backup(peek);
                Backup(c);
                if (++mode.ExpressionDepth >= MaxExpressionNesting)
                {
                    Fail("f-string: expressions nested too deeply");
                    MakePlaceless(ref token, TokenKind.Error);
                    return;
                }
                mode.InLiteral = false;
                mode.InFormatSpec = false;
                MakeLong(ref token, TokenKind.FStringMiddle, _start, _cur);
                return;
            }
            if (c == '}')
            {
                if (!namedEscape)
                {
                    var peek = NextChar();
                    if (peek == '}' && !inSpec && mode.BracketDepth == 0)
                    {
                        MakeDoubledBrace(ref token);
                        return;
                    }
                    Backup(peek);
                    Backup(c);
                    mode.InLiteral = false;
                    mode.InFormatSpec = false;
                }
                MakeLong(ref token, TokenKind.FStringMiddle, _start, _cur);
                return;
            }
            if (c == '\\')
                ReadFStringEscape(ref mode, ref namedEscape);
        }
        _cur -= mode.QuoteSize;
        MakeLong(ref token, TokenKind.FStringMiddle, _start, _cur);
    }

    /// <summary>Text up to a doubled brace: it holds one of the two, but ends behind both.</summary>
    private void MakeDoubledBrace(ref Token token)
    {
        MakeLong(ref token, TokenKind.FStringMiddle, _start, _cur);
        token.End--;
    }

    private void ReadFStringEscape(ref FStringMode mode, ref bool namedEscape)
    {
        var peek = NextChar();
        if (peek is '{' or '}')
        {
            if (!mode.Raw)
                Warn($"invalid escape sequence '\\{(char)peek}'");
            Backup(peek);
        }
        else if (!mode.Raw && peek == 'N')
        {
            peek = NextChar();
            if (peek == '{')
                namedEscape = true;
            else
                Backup(peek);
        }
    }

    private void FailUnterminatedFString(ref FStringMode mode, int c)
    {
        var detected = _line;
        _cur = mode.Start + 1;
        _lineStart = mode.LineStart;
        _line = mode.Line;
        if (mode.QuoteSize == 3)
        {
            Fail($"unterminated triple-quoted f-string literal (detected at line {detected})");
            if (c != '\n')
                _state = TokenizerState.EndInTripleQuoted;
        }
        else
        {
            Fail($"unterminated f-string literal (detected at line {detected})");
        }
    }
}
