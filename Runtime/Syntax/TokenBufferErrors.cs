namespace TieredPy.Runtime.Syntax;

/// <summary>Errors with CPython's places and text lines.</summary>
internal sealed partial class TokenBuffer
{
    /// <summary>As an end column: where the tokenizer stands.</summary>
    public const int CurrentPosition = -5;

    /// <summary>An error at a range of lines (from 1) and byte columns (from 0; an end column of -1 means none).</summary>
    public SyntaxErrorException ErrorAt(
        SyntaxErrorKind kind, string message, int line, int col, int endLine, int endCol)
    {
        var start = col + 1;
        var end = endCol == CurrentPosition ? Tokenizer.Position - Tokenizer.LineStart + ExtraOfLine() : endCol + 1;
        return Build(kind, message, line, start, endLine == CurrentPosition ? Tokenizer.CurrentLine : endLine, end);
    }

    /// <summary>An error at the token read last.</summary>
    public SyntaxErrorException ErrorAtLast(SyntaxErrorKind kind, string message)
    {
        if (Count == 0)
            return Build(kind, message, 0, 0, 0, -1);
        ref var token = ref _tokens[Count - 1];
        if (token.Kind == TokenKind.Error && Tokenizer.State == TokenizerState.EndOfFile)
            return UnexpectedEnd();
        return ErrorAtToken(kind, message, Count - 1);
    }

    /// <summary>An error at a token, which may have no place of its own.</summary>
    public SyntaxErrorException ErrorAtToken(SyntaxErrorKind kind, string message, int index)
    {
        ref var token = ref _tokens[index];
        var col = token.Col == -1 ? Tokenizer.Position - Tokenizer.LineStart + ExtraOfLine() : token.Col + 1;
        return Build(kind, message, token.Line, col, token.EndLine, token.EndCol == -1 ? -1 : token.EndCol + 1);
    }

    /// <summary>
    /// Reads the rest of the source for a wrong token or a bracket never closed, which an error already found may come from; null when
    /// there is none.
    /// </summary>
    public SyntaxErrorException? RestOfSourceError()
    {
        if (Tokenizer.IsInsideFString && Tokenizer.State != TokenizerState.Ok)
            return null;
        var line = _tokens[Count - 1].Line;
        for (; ; )
        {
            Tokenizer.Next(out var token);
            if (token.Kind == TokenKind.EndMarker)
                return null;
            if (token.Kind != TokenKind.Error)
                continue;
            if (Tokenizer.Error is { } error)
                return Tokenizer.IsInsideFString ? null : error;
            return Tokenizer.Level > 0 && line > Tokenizer.InnermostBracket.Line && !Tokenizer.IsInsideFString ? UnclosedBracket() : null;
        }
    }

    public SyntaxErrorException UnclosedBracket()
    {
        ref readonly var open = ref Tokenizer.InnermostBracket;
        return ErrorAt(SyntaxErrorKind.SyntaxError, $"'{open.Char}' was never closed", open.Line, open.Col, open.Line, -1);
    }

    /// <summary>An error for a tokenizer that stopped.</summary>
    private SyntaxErrorException ErrorOf(in Token token)
    {
        if (Tokenizer.Error is { } error)
            return error;
        switch (Tokenizer.State)
        {
            case TokenizerState.EndOfFile:
                return UnexpectedEnd();
            case TokenizerState.BadDedent:
                return ErrorAtToken(
                    SyntaxErrorKind.IndentationError, "unindent does not match any outer indentation level", Count - 1);
            case TokenizerState.TabSpace:
                return AtLineStart(SyntaxErrorKind.TabError, "inconsistent use of tabs and spaces in indentation", 0);
            case TokenizerState.TooDeep:
                return AtLineStart(SyntaxErrorKind.IndentationError, "too many levels of indentation", 0);
            case TokenizerState.LineContinuation:
                var col = Tokenizer.Position - Tokenizer.BufferStart - 1;
                return AtLineStart(SyntaxErrorKind.SyntaxError, "unexpected character after line continuation character", Math.Max(col + ExtraBytes(Tokenizer.BufferStart, Tokenizer.Position), 0));
            default:
                return AtLineStart(SyntaxErrorKind.SyntaxError, "unknown parsing error", 0);
        }
    }

    private SyntaxErrorException AtLineStart(SyntaxErrorKind kind, string message, int col) =>
        ErrorAt(kind, message, Tokenizer.CurrentLine, col, Tokenizer.CurrentLine, -1);

    private SyntaxErrorException UnexpectedEnd()
    {
        if (Tokenizer.Level > 0)
            return UnclosedBracket();
        return ErrorAtToken(SyntaxErrorKind.SyntaxError, "unexpected EOF while parsing", Count - 1);
    }

    private int ExtraOfLine() => ExtraBytes(Tokenizer.LineStart, Tokenizer.Position);

    private int ExtraBytes(int start, int end)
    {
        var extra = 0;
        var text = Source.Text;
        for (var i = start; i < end && i < text.Length; i++)
            extra += Tokenizer.ExtraBytes(text[i]);
        return extra;
    }

    private SyntaxErrorException Build(SyntaxErrorKind kind, string message, int line, int col, int endLine, int endCol)
    {
        var text = LineFor(line);
        var start = CharacterOffset(text, col);
        var end = endCol > 0 ? CharacterOffset(text, endCol) : endCol;
        return new SyntaxErrorException(kind, message, Source.Filename, line, start, endLine, end, text);
    }

    /// <summary>
    /// The line that an error shows: with its newline when it comes from a file or is the line read last, which then starts where
    /// the token that spans lines began.
    /// </summary>
    private string LineFor(int line)
    {
        if (Mode == ParseMode.Exec && Source.GetLine(line) is { } known && File.Exists(Source.Filename))
            return Tokenizer.KeptBytesReplaced(known + "\n");
        if (Tokenizer.CurrentLine <= line && Tokenizer.LineEnd > Tokenizer.BufferStart)
            return Tokenizer.KeptBytesReplaced(Source.Text[Tokenizer.BufferStart..Tokenizer.LineEnd]);
        return Tokenizer.KeptBytesReplaced(Source.GetLine(line) ?? "");
    }

    /// <summary>Turns an offset in bytes from 1 into one in characters.</summary>
    private static int CharacterOffset(string text, int byteOffset)
    {
        if (byteOffset < 0)
            return byteOffset;
        int bytes = 0, count = 0;
        for (var i = 0; i < text.Length && bytes < byteOffset; i++)
        {
            count++;
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                bytes += 4;
                i++;
            }
            else
            {
                bytes += 1 + Tokenizer.ExtraBytes(text[i]);
            }
        }
        return bytes < byteOffset ? count + 1 : count;
    }
}
