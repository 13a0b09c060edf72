namespace TieredPy.Runtime.Syntax;

/// <summary>
/// What a token is. The kinds up to <see cref="Exclamation"/> follow Lib/token.py in order and number, so that an operator's
/// kind is its <c>exact_type</c>; keywords have kinds of their own.
/// </summary>
internal enum TokenKind : byte
{
    EndMarker, Name, Number, String, Newline, Indent, Dedent, LPar, RPar, LSqb, RSqb, Colon, Comma, Semi, Plus, Minus,
    Star, Slash, VBar, Amper, Less, Greater, Equal, Dot, Percent, LBrace, RBrace, EqEqual, NotEqual, LessEqual,
    GreaterEqual, Tilde, Circumflex, LeftShift, RightShift, DoubleStar, PlusEqual, MinEqual, StarEqual, SlashEqual,
    PercentEqual, AmperEqual, VBarEqual, CircumflexEqual, LeftShiftEqual, RightShiftEqual, DoubleStarEqual,
    DoubleSlash, DoubleSlashEqual, At, AtEqual, RArrow, Ellipsis, ColonEqual, Exclamation,

    Op, TypeIgnore, TypeComment, SoftKeyword, FStringStart, FStringMiddle, FStringEnd, Comment, Nl, Error,

    KwFalse, KwNone, KwTrue, KwAnd, KwAs, KwAssert, KwAsync, KwAwait, KwBreak, KwClass, KwContinue, KwDef, KwDel,
    KwElif, KwElse, KwExcept, KwFinally, KwFor, KwFrom, KwGlobal, KwIf, KwImport, KwIn, KwIs, KwLambda, KwNonlocal,
    KwNot, KwOr, KwPass, KwRaise, KwReturn, KwTry, KwWhile, KwWith, KwYield,
}
