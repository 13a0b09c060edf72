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
    /// All tokens of a source. With <paramref name="extraTokens"/> comments, blank lines and exact newlines are among them, operators are all
    /// of type OP, and mistakes that the parser would find are let through. Throws a <see cref="SyntaxErrorException"/> as it goes.
    /// </summary>
    public static IEnumerable<FullToken> AllTokens(string text, string filename, bool extraTokens)
    {
        if (text.IndexOf('\0') is var nul and >= 0)
        {
            var line = text.AsSpan(0, nul).Count('\n') + 1;
            var start = text.LastIndexOf('\n', nul) + 1;
            throw new SyntaxErrorException(
                SyntaxErrorKind.SyntaxError, "source code cannot contain null bytes", filename, line, 0, line, 0, text[start..nul]);
        }
        var source = SourceText.FromString(text, filename);
        var implicitNewline = source.Text.Length > 0 && source.Text[^1] != '\n';
        source.EnsureFinalNewline();
        var carriageReturns = text.Contains('\r') ? CarriageReturnLines(text) : null;
        var tokenizer = new Tokenizer(source, false, extraTokens);
        for (; ; )
        {
            tokenizer.Next(out var token);
            if (token.Kind == TokenKind.Error)
                throw tokenizer.StreamError();
            yield return tokenizer.Full(token, implicitNewline, carriageReturns);
            if (token.Kind == TokenKind.EndMarker)
                yield break;
        }
    }

    /// <summary>The lines that end with a carriage return and a newline.</summary>
    private static HashSet<int> CarriageReturnLines(string text)
    {
        var lines = new HashSet<int>();
        var line = 1;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
            {
                lines.Add(line++);
                i++;
            }
            else if (text[i] is '\n' or '\r')
            {
                line++;
            }
        }
        return lines;
    }

    private FullToken Full(in Token token, bool implicitNewline, HashSet<int>? carriageReturns)
    {
        var kind = token.Kind;
        var type = kind >= TokenKind.KwFalse ? (int)TokenKind.Name : (int)kind;
        var onLastLine = implicitNewline && _lineEnd == _text.Length;
        if (_extraTokens && (kind == TokenKind.EndMarker || (kind == TokenKind.Dedent && _state == TokenizerState.EndOfFile)))
            return new FullToken(type, "", token.Line + 1, 0, token.Line + 1, 0, "");
        if (token.Col < 0)
            return new FullToken(type, "", token.Line, -1, token.EndLine, -1, LineOf(token, onLastLine, carriageReturns));
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
                text = onLastLine ? "" : carriageReturns?.Contains(token.Line) == true ? "\r\n" : "\n";
                endCol = col + 1;
            }
        }
        return new FullToken(type, text, token.Line, col, token.EndLine, endCol, LineOf(token, onLastLine, carriageReturns));
    }

    private string LineOf(in Token token, bool onLastLine, HashSet<int>? carriageReturns)
    {
        var start = token.Line == token.EndLine ? _lineStart : _text.LastIndexOf('\n', Math.Max(token.Start - 1, 0)) + 1;
        var text = _text[start..(onLastLine ? _lineEnd - 1 : _lineEnd)];
        if (carriageReturns?.Contains(token.EndLine) == true && text.EndsWith('\n'))
            text = text[..^1] + "\r\n";
        return text;
    }

    private SyntaxErrorException StreamError()
    {
        if (Error is { } error)
            return error;
        if (_state == TokenizerState.EndOfFile)
        {
            var end = _level > 0 ? 0 : _lineEnd - _bufferStart;
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
