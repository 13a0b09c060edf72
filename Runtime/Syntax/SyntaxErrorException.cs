namespace TieredPy.Runtime.Syntax;

/// <summary>Which Python exception a <see cref="SyntaxErrorException"/> stands for.</summary>
internal enum SyntaxErrorKind : byte
{
    SyntaxError,
    IndentationError,
    TabError,

    /// <summary><c>_IncompleteInputError</c>: more lines could make it valid.</summary>
    IncompleteInput,

    /// <summary>The parser's stack limit: a MemoryError without a place.</summary>
    MemoryError,
}

/// <summary>
/// The source isn't Python. Columns count characters (code points) from 1, as <c>SyntaxError.offset</c>;
/// <see cref="Text"/> is the offending line, or null. A <see cref="Line"/> of -1 stands for no place at all, and where
/// <see cref="Line"/> is 0 (source that can't be decoded) an <see cref="EndLine"/> of -1 stands for None.
/// </summary>
internal sealed class SyntaxErrorException(
    SyntaxErrorKind kind, string message, string filename, int line, int col, int endLine, int endCol, string? text)
    : Exception(message)
{
    public SyntaxErrorKind Kind { get; } = kind;

    public string Filename { get; } = filename;

    public int Line { get; } = line;

    public int Col { get; } = col;

    public int EndLine { get; } = endLine;

    public int EndCol { get; } = endCol;

    public string? Text { get; } = text;
}

/// <summary>A warning found while reading source: <c>SyntaxWarning</c>, or <c>DeprecationWarning</c>.</summary>
internal readonly record struct SyntaxWarningInfo(bool IsDeprecation, string Message, int Line, int Col, int EndLine, int EndCol);
