namespace TieredPy.Runtime.Syntax;

/// <summary>The reserved words of the language.</summary>
internal static class Keywords
{
    /// <summary>The kind of a keyword, or <see cref="TokenKind.Name"/> for any other word.</summary>
    public static TokenKind Find(ReadOnlySpan<char> word)
    {
        if (word.Length is < 2 or > 8)
            return TokenKind.Name;
        return word switch
        {
            "False" => TokenKind.KwFalse,
            "None" => TokenKind.KwNone,
            "True" => TokenKind.KwTrue,
            "and" => TokenKind.KwAnd,
            "as" => TokenKind.KwAs,
            "assert" => TokenKind.KwAssert,
            "async" => TokenKind.KwAsync,
            "await" => TokenKind.KwAwait,
            "break" => TokenKind.KwBreak,
            "class" => TokenKind.KwClass,
            "continue" => TokenKind.KwContinue,
            "def" => TokenKind.KwDef,
            "del" => TokenKind.KwDel,
            "elif" => TokenKind.KwElif,
            "else" => TokenKind.KwElse,
            "except" => TokenKind.KwExcept,
            "finally" => TokenKind.KwFinally,
            "for" => TokenKind.KwFor,
            "from" => TokenKind.KwFrom,
            "global" => TokenKind.KwGlobal,
            "if" => TokenKind.KwIf,
            "import" => TokenKind.KwImport,
            "in" => TokenKind.KwIn,
            "is" => TokenKind.KwIs,
            "lambda" => TokenKind.KwLambda,
            "nonlocal" => TokenKind.KwNonlocal,
            "not" => TokenKind.KwNot,
            "or" => TokenKind.KwOr,
            "pass" => TokenKind.KwPass,
            "raise" => TokenKind.KwRaise,
            "return" => TokenKind.KwReturn,
            "try" => TokenKind.KwTry,
            "while" => TokenKind.KwWhile,
            "with" => TokenKind.KwWith,
            "yield" => TokenKind.KwYield,
            _ => TokenKind.Name,
        };
    }
}
