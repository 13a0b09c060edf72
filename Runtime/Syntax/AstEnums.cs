namespace TieredPy.Runtime.Syntax;

/// <summary>The class of a <see cref="Node"/>.</summary>
internal enum NodeKind : byte
{
    Module, Interactive, Expression, FunctionType, FunctionDef, AsyncFunctionDef, ClassDef, Return, Delete,
    Assign, TypeAlias, AugAssign, AnnAssign, For, AsyncFor, While, If, With, AsyncWith, Match, Raise, Try,
    TryStar, Assert, Import, ImportFrom, Global, Nonlocal, ExprStmt, Pass, Break, Continue, BoolOp, NamedExpr,
    BinOp, UnaryOp, Lambda, IfExp, Dict, Set, ListComp, SetComp, DictComp, GeneratorExp, Await, Yield, YieldFrom,
    Compare, Call, FormattedValue, JoinedStr, Constant, Attribute, Subscript, Starred, Name, List, Tuple, Slice,
    MatchValue, MatchSingleton, MatchSequence, MatchMapping, MatchClass, MatchStar, MatchAs, MatchOr, TypeVar,
    ParamSpec, TypeVarTuple, Comprehension, ExceptHandler, Arguments, Arg, Keyword, Alias, WithItem, MatchCase,
    TypeIgnore,
}

/// <summary>A binary operator: asdl <c>operator</c>.</summary>
internal enum Operator : byte
{
    Add, Sub, Mult, MatMult, Div, Mod, Pow, LShift, RShift, BitOr, BitXor, BitAnd, FloorDiv,
}

/// <summary>A unary operator: asdl <c>unaryop</c>.</summary>
internal enum Unaryop : byte
{
    Invert, Not, UAdd, USub,
}

/// <summary>A short-circuit operator: asdl <c>boolop</c>.</summary>
internal enum Boolop : byte
{
    And, Or,
}

/// <summary>A comparison: asdl <c>cmpop</c>.</summary>
internal enum Cmpop : byte
{
    Eq, NotEq, Lt, LtE, Gt, GtE, Is, IsNot, In, NotIn,
}

/// <summary>How a name, attribute, subscript or display is used: asdl <c>expr_context</c>.</summary>
internal enum ExprContext : byte
{
    Load, Store, Del,
}
