namespace TieredPy.Runtime.Syntax;

/// <summary>
/// Finds what is wrong with a source that doesn't parse, as CPython does: the source is read once more, to see how far it goes; then
/// again, with the rules for known mistakes; and at last to its end, since a wrong token or an open bracket explains more.
/// </summary>
internal static class SyntaxErrorFinder
{
    private const int StackSize = 64 << 20;

    /// <summary>
    /// The error of a source. <paramref name="restart"/> is the token at which the first statement begins that doesn't parse.
    /// </summary>
    public static SyntaxErrorException Find(SourceText source, ParseMode mode, ParseFlags flags, int restart)
    {
        SyntaxErrorException? found = null;
        // Matching may nest far deeper than the caller's stack allows.
        var thread = new Thread(() => found = Search(source, mode, flags, restart), StackSize) { IsBackground = true };
        thread.Start();
        thread.Join();
        return found!;
    }

    private static SyntaxErrorException Search(SourceText source, ParseMode mode, ParseFlags flags, int restart)
    {
        var warnings = source.WarningCount;
        try
        {
            using var buffer = Parser.NewBuffer(source, mode, flags);
            return Search(buffer, mode, flags, restart);
        }
        finally
        {
            source.Warnings.RemoveRange(warnings, source.Warnings.Count - warnings);
        }
    }

    private static SyntaxErrorException Search(TokenBuffer buffer, ParseMode mode, ParseFlags flags, int restart)
    {
        var matcher = new PegMatcher(buffer, flags);
        var rule = mode switch
        {
            ParseMode.Exec => "file",
            ParseMode.Eval => "eval",
            ParseMode.Single => "interactive",
            _ => "func_type",
        };
        SyntaxErrorException? error = null;
        try
        {
            if (matcher.Match(rule, restart, false))
            {
                return mode == ParseMode.Single
                    ? buffer.ErrorAtLast(SyntaxErrorKind.SyntaxError, "multiple statements found while compiling a single statement")
                    : buffer.ErrorAtLast(SyntaxErrorKind.SyntaxError, "invalid syntax");
            }
        }
        catch (SyntaxErrorException e)
        {
            error = e;
        }
        if (error?.Kind == SyntaxErrorKind.MemoryError)
            return error;
        if ((flags & ParseFlags.AllowIncompleteInput) != 0
            && buffer.Tokenizer.State is TokenizerState.EndOfFile or TokenizerState.EndInTripleQuoted or TokenizerState.EndInString)
        {
            return buffer.ErrorAtToken(SyntaxErrorKind.IncompleteInput, "incomplete input", buffer.Count - 1);
        }
        var last = buffer.Count - 1;
        if (error is null)
        {
            try
            {
                matcher.Match(rule, restart, true);
            }
            catch (SyntaxErrorException e)
            {
                error = e;
            }
        }
        return error is null ? Generic(buffer, last) : error.Kind == SyntaxErrorKind.MemoryError || buffer.Tokenizer.State != TokenizerState.Ok
            ? error
            : buffer.RestOfSourceError() ?? error;
    }

    /// <summary>Nothing is known but the token at which the first reading stopped.</summary>
    private static SyntaxErrorException Generic(TokenBuffer buffer, int last)
    {
        if (last < 0)
            return buffer.ErrorAtLast(SyntaxErrorKind.SyntaxError, "error at start before reading any input");
        ref var token = ref buffer.At(last);
        if (token.Kind is TokenKind.Indent or TokenKind.Dedent)
        {
            return buffer.ErrorAtLast(
                SyntaxErrorKind.IndentationError, token.Kind == TokenKind.Indent ? "unexpected indent" : "unexpected unindent");
        }
        var error = buffer.ErrorAt(SyntaxErrorKind.SyntaxError, "invalid syntax", token.Line, token.Col, token.EndLine, token.EndCol);
        return buffer.RestOfSourceError() ?? error;
    }
}
