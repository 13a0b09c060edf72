namespace TieredPy.Runtime.Syntax;

/// <summary><c>a and b and c</c>: one node for a run of the same operator.</summary>
internal sealed class BoolOp(Boolop op, Expr[] values) : Expr(NodeKind.BoolOp)
{
    public Boolop Op { get; set; } = op;
    public Expr[] Values { get; set; } = values;
}

/// <summary><c>target := value</c> (PEP 572).</summary>
internal sealed class NamedExpr(Expr target, Expr value) : Expr(NodeKind.NamedExpr)
{
    public Expr Target { get; set; } = target;
    public Expr Value { get; set; } = value;
}

/// <summary><c>left op right</c>.</summary>
internal sealed class BinOp(Expr left, Operator op, Expr right) : Expr(NodeKind.BinOp)
{
    public Expr Left { get; set; } = left;
    public Operator Op { get; set; } = op;
    public Expr Right { get; set; } = right;
}

/// <summary><c>op operand</c>.</summary>
internal sealed class UnaryOp(Unaryop op, Expr operand) : Expr(NodeKind.UnaryOp)
{
    public Unaryop Op { get; set; } = op;
    public Expr Operand { get; set; } = operand;
}

/// <summary><c>lambda args: body</c>.</summary>
internal sealed class Lambda(Arguments args, Expr body) : Expr(NodeKind.Lambda)
{
    public Arguments Args { get; set; } = args;
    public Expr Body { get; set; } = body;
}

/// <summary><c>body if test else orelse</c>.</summary>
internal sealed class IfExp(Expr test, Expr body, Expr orelse) : Expr(NodeKind.IfExp)
{
    public Expr Test { get; set; } = test;
    public Expr Body { get; set; } = body;
    public Expr Orelse { get; set; } = orelse;
}

/// <summary>A dict display; a null key means <c>**value</c>.</summary>
internal sealed class Dict(Expr?[] keys, Expr[] values) : Expr(NodeKind.Dict)
{
    public Expr?[] Keys { get; set; } = keys;
    public Expr[] Values { get; set; } = values;
}

/// <summary>A set display.</summary>
internal sealed class Set(Expr[] elts) : Expr(NodeKind.Set)
{
    public Expr[] Elts { get; set; } = elts;
}

/// <summary><c>[elt for ...]</c>.</summary>
internal sealed class ListComp(Expr elt, Comprehension[] generators) : Expr(NodeKind.ListComp)
{
    public Expr Elt { get; set; } = elt;
    public Comprehension[] Generators { get; set; } = generators;
}

/// <summary><c>{elt for ...}</c>.</summary>
internal sealed class SetComp(Expr elt, Comprehension[] generators) : Expr(NodeKind.SetComp)
{
    public Expr Elt { get; set; } = elt;
    public Comprehension[] Generators { get; set; } = generators;
}

/// <summary><c>{key: value for ...}</c>.</summary>
internal sealed class DictComp(Expr key, Expr value, Comprehension[] generators) : Expr(NodeKind.DictComp)
{
    public Expr Key { get; set; } = key;
    public Expr Value { get; set; } = value;
    public Comprehension[] Generators { get; set; } = generators;
}

/// <summary><c>(elt for ...)</c>.</summary>
internal sealed class GeneratorExp(Expr elt, Comprehension[] generators) : Expr(NodeKind.GeneratorExp)
{
    public Expr Elt { get; set; } = elt;
    public Comprehension[] Generators { get; set; } = generators;
}

/// <summary><c>await value</c>.</summary>
internal sealed class Await(Expr value) : Expr(NodeKind.Await)
{
    public Expr Value { get; set; } = value;
}

/// <summary><c>yield value</c>.</summary>
internal sealed class Yield(Expr? value) : Expr(NodeKind.Yield)
{
    public Expr? Value { get; set; } = value;
}

/// <summary><c>yield from value</c>.</summary>
internal sealed class YieldFrom(Expr value) : Expr(NodeKind.YieldFrom)
{
    public Expr Value { get; set; } = value;
}

/// <summary><c>left op comparator op comparator ...</c>.</summary>
internal sealed class Compare(Expr left, Cmpop[] ops, Expr[] comparators) : Expr(NodeKind.Compare)
{
    public Expr Left { get; set; } = left;
    public Cmpop[] Ops { get; set; } = ops;
    public Expr[] Comparators { get; set; } = comparators;
}

/// <summary><c>func(args, keywords)</c>; starred arguments are Starred in <c>Args</c>, <c>**x</c> a Keyword whose <c>Arg</c> is null.</summary>
internal sealed class Call(Expr func, Expr[] args, Keyword[] keywords) : Expr(NodeKind.Call)
{
    public Expr Func { get; set; } = func;
    public Expr[] Args { get; set; } = args;
    public Keyword[] Keywords { get; set; } = keywords;
}

/// <summary>A replacement field of an f-string; <c>Conversion</c> is -1 or the character s, r, a.</summary>
internal sealed class FormattedValue(Expr value, int conversion, Expr? formatSpec) : Expr(NodeKind.FormattedValue)
{
    public Expr Value { get; set; } = value;
    public int Conversion { get; set; } = conversion;
    public Expr? FormatSpec { get; set; } = formatSpec;
}

/// <summary>An f-string.</summary>
internal sealed class JoinedStr(Expr[] values) : Expr(NodeKind.JoinedStr)
{
    public Expr[] Values { get; set; } = values;
}

/// <summary>A literal. The value is null (None), bool, long, BigInteger (only beyond long), double, Complex, string (each char one code point), int[] (code points, when one is above U+FFFF), byte[] or <see cref="EllipsisConst.Instance"/>. <c>StringKind</c> (asdl: kind) is "u" for a u-prefixed string.</summary>
internal sealed class Constant(object? value, string? kind) : Expr(NodeKind.Constant)
{
    public object? Value { get; set; } = value;
    public string? StringKind { get; set; } = kind;
}

/// <summary><c>value.attr</c>.</summary>
internal sealed class Attribute(Expr value, string attr, ExprContext ctx) : Expr(NodeKind.Attribute)
{
    public Expr Value { get; set; } = value;
    public string Attr { get; set; } = attr;
    public ExprContext Ctx { get; set; } = ctx;
}

/// <summary><c>value[slice]</c>.</summary>
internal sealed class Subscript(Expr value, Expr slice, ExprContext ctx) : Expr(NodeKind.Subscript)
{
    public Expr Value { get; set; } = value;
    public Expr Slice { get; set; } = slice;
    public ExprContext Ctx { get; set; } = ctx;
}

/// <summary><c>*value</c>.</summary>
internal sealed class Starred(Expr value, ExprContext ctx) : Expr(NodeKind.Starred)
{
    public Expr Value { get; set; } = value;
    public ExprContext Ctx { get; set; } = ctx;
}

/// <summary>An identifier.</summary>
internal sealed class Name(string id, ExprContext ctx) : Expr(NodeKind.Name)
{
    public string Id { get; set; } = id;
    public ExprContext Ctx { get; set; } = ctx;
}

/// <summary>A list display or target.</summary>
internal sealed class List(Expr[] elts, ExprContext ctx) : Expr(NodeKind.List)
{
    public Expr[] Elts { get; set; } = elts;
    public ExprContext Ctx { get; set; } = ctx;
}

/// <summary>A tuple display or target.</summary>
internal sealed class Tuple(Expr[] elts, ExprContext ctx) : Expr(NodeKind.Tuple)
{
    public Expr[] Elts { get; set; } = elts;
    public ExprContext Ctx { get; set; } = ctx;
}

/// <summary><c>lower:upper:step</c> in a subscript.</summary>
internal sealed class Slice(Expr? lower, Expr? upper, Expr? step) : Expr(NodeKind.Slice)
{
    public Expr? Lower { get; set; } = lower;
    public Expr? Upper { get; set; } = upper;
    public Expr? Step { get; set; } = step;
}
