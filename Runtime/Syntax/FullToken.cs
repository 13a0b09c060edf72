namespace TieredPy.Runtime.Syntax;

/// <summary>
/// A token as the tokenize module shows it: <c>Type</c> is a number of Lib/token.py, columns count characters, and <c>LineText</c> is the
/// physical line (of a string: the lines) it is on.
/// </summary>
internal readonly record struct FullToken(int Type, string String, int Line, int Col, int EndLine, int EndCol, string LineText);

/// <summary>The token stream behind <c>_tokenize.TokenizerIter</c>.</summary>
internal sealed partial class Tokenizer
{
    /// <summary>
    /// All tokens of the lines that a function gives, which is asked for the next one when the tokens before it have been taken. With
    /// <paramref name="extraTokens"/> comments, blank lines and exact newlines are among them, operators are all of type OP, and mistakes
    /// that the parser would find are let through. Throws a <see cref="SyntaxErrorException"/> as it goes.
    /// </summary>
    public static IEnumerable<FullToken> AllTokens(Func<string?> readLine, string filename, bool extraTokens)
    {
        var lines = new LineBuffer(readLine, filename);
        var tokenizer = new Tokenizer(lines, filename, extraTokens);
        for (; ; )
        {
            tokenizer.Next(out var token);
            if (token.Kind == TokenKind.Error)
                throw tokenizer.StreamError();
            yield return tokenizer.Full(token, lines);
            if (token.Kind == TokenKind.EndMarker)
                yield break;
        }
    }

    private FullToken Full(in Token token, LineBuffer lines)
    {
        var kind = token.Kind;
        var type = kind >= TokenKind.KwFalse ? (int)TokenKind.Name : (int)kind;
        var onLastLine = lines.IsNewlineImplicit && _lineEnd == _textEnd;
        if (_extraTokens && (kind == TokenKind.EndMarker || (kind == TokenKind.Dedent && _state == TokenizerState.EndOfFile)))
            return new FullToken(type, "", token.Line + 1, 0, token.Line + 1, 0, "");
        if (token.Col < 0)
            return new FullToken(type, "", token.Line, -1, token.EndLine, -1, LineOf(token, onLastLine));
        var lineStart = token.Line == token.EndLine ? _lineStart : _text.LastIndexOf('\n', Math.Max(token.Start - 1, 0)) + 1;
        var col = CountCodePoints(_text.AsSpan(lineStart, token.Start - lineStart));
        var endCol = CountCodePoints(_text.AsSpan(_lineStart, Math.Max(token.End - _lineStart, 0)));
        var text = _text[token.Start..token.End];
        if (_extraTokens)
        {
            if (type is > (int)TokenKind.Dedent and < (int)TokenKind.Op)
                type = (int)TokenKind.Op;
            if (kind is TokenKind.Newline or TokenKind.Nl)
            {
                var isLong = _text[token.Start] == '\r';
                text = onLastLine ? "" : isLong ? "\r\n" : "\n";
                endCol = col + (isLong ? 2 : 1);
            }
        }
        return new FullToken(type, text, token.Line, col, token.EndLine, endCol, LineOf(token, onLastLine));
    }

    private string LineOf(in Token token, bool onLastLine)
    {
        var start = token.Line == token.EndLine ? _lineStart : _text.LastIndexOf('\n', Math.Max(token.Start - 1, 0)) + 1;
        return _text[start..(onLastLine ? _lineEnd - 1 : _lineEnd)];
    }

    private SyntaxErrorException StreamError()
    {
        if (Error is { } error)
            return error;
        if (_state == TokenizerState.EndOfFile)
        {
            var end = _modeIndex > 0 ? _lineEnd : _level > 0 ? 0 : _lineEnd - _bufferStart;
            return new SyntaxErrorException(
                SyntaxErrorKind.SyntaxError, "unexpected EOF in multi-line statement", _source.Filename, _line, end, -1, -1, null);
        }
        var (kind, message) = _state switch
        {
            TokenizerState.BadDedent => (SyntaxErrorKind.IndentationError, "unindent does not match any outer indentation level"),
            TokenizerState.TabSpace => (SyntaxErrorKind.TabError, "inconsistent use of tabs and spaces in indentation"),
            TokenizerState.TooDeep => (SyntaxErrorKind.IndentationError, "too many levels of indentation"),
            TokenizerState.LineContinuation => (SyntaxErrorKind.SyntaxError, "unexpected character after line continuation character"),
            _ => (SyntaxErrorKind.SyntaxError, "unknown tokenization error"),
        };
        var line = _text[_bufferStart.._lineEnd].TrimEnd('\n');
        var col = CountCodePoints(line) + 1;
        return new SyntaxErrorException(kind, message, _source.Filename, _line, col, -1, -1, line);
    }
}
