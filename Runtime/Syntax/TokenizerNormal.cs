namespace TieredPy.Runtime.Syntax;

/// <summary>Tokens outside the literal parts of f-strings.</summary>
internal sealed partial class Tokenizer
{
    private void NextNormal(ref Token token)
    {
        int c;
        for (; ; )
        {
            _start = -1;
            var blank = false;
            if (_atLineStart && !ReadIndentation(out blank))
            {
                MakePlaceless(ref token, TokenKind.Error);
                return;
            }
            _start = _cur;
            if (_pendingIndents != 0)
            {
                MakeIndentation(ref token);
                return;
            }
            Backup(NextChar());
            for (; ; )
            {
                _start = -1;
                do
                    c = NextChar();
                while (c is ' ' or '\t' or '\f');
                _start = c < 0 ? _cur : _cur - 1;
                if (c == '#')
                {
                    if (ReadComment(ref token, blank))
                        return;
                    c = NextChar();
                }
                if (c != '\\')
                    break;
                if (!ReadContinuation())
                {
                    MakePlaceless(ref token, TokenKind.Error);
                    return;
                }
            }
            if (c != '\n' && !(c == '\r' && SkipReturn()))
                break;
            _atLineStart = true;
            if (blank || _level > 0)
            {
                if (!_extraTokens)
                    continue;
                _commentNewline = false;
                Make(ref token, TokenKind.Nl, _start, _cur);
                return;
            }
            if (_commentNewline && _extraTokens)
            {
                _commentNewline = false;
                Make(ref token, TokenKind.Nl, _start, _cur);
                return;
            }
            Make(ref token, TokenKind.Newline, _start, _cur);
            token.End--;
            return;
        }
        if (c < 0)
        {
            MakePlaceless(ref token, _level == 0 && _state == TokenizerState.EndOfFile ? TokenKind.EndMarker : TokenKind.Error);
            return;
        }
        if (IsNameStart(c))
            ReadName(ref token, c);
        else if (char.IsAsciiDigit((char)c))
            ReadNumber(ref token, c);
        else if (c is '\'' or '"')
            ReadString(ref token, c);
        else if (c == '.')
            ReadDot(ref token);
        else
            ReadOperator(ref token, c);
    }

    private static bool IsNameStart(int c) => (uint)((c | 0x20) - 'a') < 26 || c == '_' || c >= 128;

    private static bool IsNamePart(int c) => (uint)((c | 0x20) - 'a') < 26 || (uint)(c - '0') < 10 || c == '_' || c >= 128;

    /// <summary>Measures the white space that begins a line and counts the blocks it opens or closes.</summary>
    private bool ReadIndentation(out bool blank)
    {
        int col = 0, altCol = 0, continued = 0, c;
        _atLineStart = false;
        for (; ; )
        {
            c = NextChar();
            if (c == ' ')
            {
                col++;
                altCol++;
            }
            else if (c == '\t')
            {
                col = ((col / TabSize) + 1) * TabSize;
                altCol++;
            }
            else if (c == '\f')
            {
                col = altCol = 0;
            }
            else if (c == '\\')
            {
                continued = continued != 0 ? continued : col;
                if (!ReadContinuation())
                {
                    blank = false;
                    return false;
                }
            }
            else
            {
                break;
            }
        }
        Backup(c);
        blank = c is '#' or '\n' || c == '\r' && IsReturn(_cur);
        if (blank || _level > 0)
            return true;
        if (continued != 0)
            col = altCol = continued;
        if (col == _indents[_indent])
            return altCol == _altIndents[_indent] || Stop(TokenizerState.TabSpace);
        if (col > _indents[_indent])
        {
            if (_indent + 1 >= MaxIndent)
                return Stop(TokenizerState.TooDeep);
            if (altCol <= _altIndents[_indent])
                return Stop(TokenizerState.TabSpace);
            _pendingIndents++;
            _indents[++_indent] = col;
            _altIndents[_indent] = altCol;
            return true;
        }
        while (_indent > 0 && col < _indents[_indent])
        {
            _pendingIndents--;
            _indent--;
        }
        if (col != _indents[_indent])
            return Stop(TokenizerState.BadDedent);
        return altCol == _altIndents[_indent] || Stop(TokenizerState.TabSpace);
    }

    /// <summary>A carriage return before a newline: only text that comes line by line has them.</summary>
    private bool IsReturn(int position) => _lines != null && position + 1 < _textEnd && _text[position] == '\r' && _text[position + 1] == '\n';

    /// <summary>Passes the newline behind the carriage return that was read last.</summary>
    private bool SkipReturn()
    {
        if (!IsReturn(_cur - 1))
            return false;
        _cur++;
        return true;
    }

    private bool Stop(TokenizerState state)
    {
        _state = state;
        _cur = _lineEnd;
        return false;
    }

    private void MakeIndentation(ref Token token)
    {
        var kind = _pendingIndents < 0 ? TokenKind.Dedent : TokenKind.Indent;
        _pendingIndents += kind == TokenKind.Dedent ? 1 : -1;
        if (!_extraTokens)
            MakePlaceless(ref token, kind);
        else
            Make(ref token, kind, kind == TokenKind.Dedent ? _cur : _bufferStart, _cur);
    }

    /// <summary>Skips the newline behind a backslash.</summary>
    private bool ReadContinuation()
    {
        var c = NextChar();
        if (c != '\n' && !(c == '\r' && SkipReturn()))
        {
            _state = TokenizerState.LineContinuation;
            return false;
        }
        c = NextChar();
        if (c < 0)
        {
            _state = TokenizerState.EndOfFile;
            _cur = _lineEnd;
            return false;
        }
        Backup(c);
        return true;
    }

    /// <summary>Skips a comment up to its newline; true when it is a token of its own.</summary>
    private bool ReadComment(ref Token token, bool blank)
    {
        _cur = _lineEnd;
        if (_cur > 0 && _text[_cur - 1] == '\n')
            _cur--;
        if (_cur > 0 && IsReturn(_cur - 1))
            _cur--;
        if (_typeComments && ReadTypeComment(ref token, blank))
            return true;
        if (!_extraTokens)
            return false;
        _commentNewline = blank;
        Make(ref token, TokenKind.Comment, _start, _cur);
        return true;
    }

    /// <summary>A comment of the form <c># type: ...</c> (PEP 484).</summary>
    private bool ReadTypeComment(ref Token token, bool blank)
    {
        var at = _start;
        foreach (var expected in "# type: ")
        {
            if (expected == ' ')
            {
                while (at < _cur && _text[at] is ' ' or '\t')
                    at++;
            }
            else if (at < _cur && _text[at] == expected)
            {
                at++;
            }
            else
            {
                return false;
            }
        }
        var after = at + 6;
        var ignore = _cur >= after && _text.AsSpan(at, 6).SequenceEqual("ignore")
            && !(_cur > after && (_text[after] >= 128 || char.IsAsciiLetterOrDigit(_text[after])));
        Make(ref token, ignore ? TokenKind.TypeIgnore : TokenKind.TypeComment, ignore ? after : at, _cur);
        if (ignore && blank)
        {
            NextChar();
            _atLineStart = true;
        }
        return true;
    }

    private void ReadName(ref Token token, int c)
    {
        if (c is 'b' or 'B' or 'u' or 'U' or 'r' or 'R' or 'f' or 'F')
        {
            bool b = false, r = false, u = false, f = false;
            for (; ; )
            {
                if (!(b || u || f) && c is 'b' or 'B')
                    b = true;
                else if (!(b || u || r || f) && c is 'u' or 'U')
                    u = true;
                else if (!(r || u) && c is 'r' or 'R')
                    r = true;
                else if (!(f || b || u) && c is 'f' or 'F')
                    f = true;
                else
                    break;
                c = NextChar();
                if (c is not ('"' or '\''))
                    continue;
                if (f)
                    ReadFStringStart(ref token, c);
                else
                    ReadString(ref token, c);
                return;
            }
            Backup(c);
        }
        var text = _text;
        var at = _cur;
        var end = _lineEnd;
        var nonAscii = c >= 128;
        while (at < end && IsNamePart(c = text[at]))
        {
            nonAscii |= c >= 128;
            at++;
        }
        _cur = at;
        NoteEnd(at);
        if (nonAscii && !_extraTokens && !VerifyIdentifier())
        {
            MakePlaceless(ref token, TokenKind.Error);
            return;
        }
        Make(ref token, Keywords.Find(text.AsSpan(_start, at - _start)), _start, at);
    }

    /// <summary>A token that could go on has looked at what follows it, which may be the end of the source.</summary>
    private void NoteEnd(int position)
    {
        if (position == _text.Length && _state == TokenizerState.Ok)
            _state = TokenizerState.EndOfFile;
    }

    private void ReadDot(ref Token token)
    {
        var c = NextChar();
        if (c >= 0 && char.IsAsciiDigit((char)c))
        {
            ReadFraction(ref token, c);
            return;
        }
        if (c == '.')
        {
            c = NextChar();
            if (c == '.')
            {
                Make(ref token, TokenKind.Ellipsis, _start, _cur);
                return;
            }
            Backup(c);
            Backup('.');
        }
        else
        {
            Backup(c);
        }
        Make(ref token, TokenKind.Dot, _start, _cur);
    }
}
