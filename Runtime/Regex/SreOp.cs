namespace TieredPy.Runtime.Regex;

/// <summary>The operations of the code that the library's re/_compiler.py makes (re/_constants.py, 3.13).</summary>
internal enum SreOp
{
    Failure,
    Success,
    Any,
    AnyAll,
    Assert,
    AssertNot,
    At,
    Branch,
    Category,
    Charset,
    BigCharset,
    GroupRef,
    GroupRefExists,
    In,
    Info,
    Jump,
    Literal,
    Mark,
    MaxUntil,
    MinUntil,
    NotLiteral,
    Negate,
    Range,
    Repeat,
    RepeatOne,
    SubPattern,
    MinRepeatOne,
    AtomicGroup,
    PossessiveRepeat,
    PossessiveRepeatOne,
    GroupRefIgnore,
    InIgnore,
    LiteralIgnore,
    NotLiteralIgnore,
    GroupRefLocIgnore,
    InLocIgnore,
    LiteralLocIgnore,
    NotLiteralLocIgnore,
    GroupRefUniIgnore,
    InUniIgnore,
    LiteralUniIgnore,
    NotLiteralUniIgnore,
    RangeUniIgnore,

    /// <summary>Not in the code from Python: one character by a <see cref="SreSet"/>, in two words.</summary>
    UnitSet,
}

/// <summary>Positions for <see cref="SreOp.At"/>.</summary>
internal enum SreAt
{
    Beginning,
    BeginningLine,
    BeginningString,
    Boundary,
    NonBoundary,
    End,
    EndLine,
    EndString,
    LocBoundary,
    LocNonBoundary,
    UniBoundary,
    UniNonBoundary,
}

/// <summary>Classes of characters for <see cref="SreOp.Category"/>.</summary>
internal enum SreCategory
{
    Digit,
    NotDigit,
    Space,
    NotSpace,
    Word,
    NotWord,
    LineBreak,
    NotLineBreak,
    LocWord,
    LocNotWord,
    UniDigit,
    UniNotDigit,
    UniSpace,
    UniNotSpace,
    UniWord,
    UniNotWord,
    UniLineBreak,
    UniNotLineBreak,
}
