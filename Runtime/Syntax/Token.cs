namespace TieredPy.Runtime.Syntax;

/// <summary>
/// One token. <c>Start</c> and <c>End</c> index the source text; columns are UTF-8 byte offsets, -1 where the token has no place
/// of its own (indentation, the end).
/// </summary>
internal struct Token
{
    public TokenKind Kind;

    /// <summary>How many brackets are open after it.</summary>
    public byte Level;

    public int Start;
    public int End;
    public int Line;
    public int Col;
    public int EndLine;
    public int EndCol;

    public readonly ReadOnlySpan<char> Span(string source) => source.AsSpan(Start, End - Start);
}

/// <summary>Why a tokenizer stopped.</summary>
internal enum TokenizerState : byte
{
    Ok, EndOfFile, EndInTripleQuoted, EndInString, Error, BadDedent, TabSpace, TooDeep, LineContinuation,
}
