namespace TieredPy.Runtime.Syntax;

/// <summary>A value pattern: literal or dotted name.</summary>
internal sealed class MatchValue(Expr value) : Pattern(NodeKind.MatchValue)
{
    public Expr Value { get; set; } = value;
}

/// <summary><c>None</c>, <c>True</c> or <c>False</c>.</summary>
internal sealed class MatchSingleton(object? value) : Pattern(NodeKind.MatchSingleton)
{
    public object? Value { get; set; } = value;
}

/// <summary><c>[a, *rest]</c>.</summary>
internal sealed class MatchSequence(Pattern[] patterns) : Pattern(NodeKind.MatchSequence)
{
    public Pattern[] Patterns { get; set; } = patterns;
}

/// <summary><c>{key: pattern, **rest}</c>.</summary>
internal sealed class MatchMapping(Expr[] keys, Pattern[] patterns, string? rest) : Pattern(NodeKind.MatchMapping)
{
    public Expr[] Keys { get; set; } = keys;
    public Pattern[] Patterns { get; set; } = patterns;
    public string? Rest { get; set; } = rest;
}

/// <summary><c>cls(patterns, attr=pattern)</c>.</summary>
internal sealed class MatchClass(Expr cls, Pattern[] patterns, string[] kwdAttrs, Pattern[] kwdPatterns) : Pattern(NodeKind.MatchClass)
{
    public Expr Cls { get; set; } = cls;
    public Pattern[] Patterns { get; set; } = patterns;
    public string[] KwdAttrs { get; set; } = kwdAttrs;
    public Pattern[] KwdPatterns { get; set; } = kwdPatterns;
}

/// <summary><c>*name</c> in a sequence pattern; null is <c>*_</c>.</summary>
internal sealed class MatchStar(string? name) : Pattern(NodeKind.MatchStar)
{
    public string? Name { get; set; } = name;
}

/// <summary><c>pattern as name</c>, a capture (no pattern), or <c>_</c> (neither).</summary>
internal sealed class MatchAs(Pattern? pattern, string? name) : Pattern(NodeKind.MatchAs)
{
    public Pattern? Pattern { get; set; } = pattern;
    public string? Name { get; set; } = name;
}

/// <summary><c>a | b</c>.</summary>
internal sealed class MatchOr(Pattern[] patterns) : Pattern(NodeKind.MatchOr)
{
    public Pattern[] Patterns { get; set; } = patterns;
}

/// <summary><c>T: bound = default</c> (PEP 695, 696).</summary>
internal sealed class TypeVar(string name, Expr? bound, Expr? defaultValue) : TypeParam(NodeKind.TypeVar)
{
    public string Name { get; set; } = name;
    public Expr? Bound { get; set; } = bound;
    public Expr? DefaultValue { get; set; } = defaultValue;
}

/// <summary><c>**P = default</c>.</summary>
internal sealed class ParamSpec(string name, Expr? defaultValue) : TypeParam(NodeKind.ParamSpec)
{
    public string Name { get; set; } = name;
    public Expr? DefaultValue { get; set; } = defaultValue;
}

/// <summary><c>*Ts = default</c>.</summary>
internal sealed class TypeVarTuple(string name, Expr? defaultValue) : TypeParam(NodeKind.TypeVarTuple)
{
    public string Name { get; set; } = name;
    public Expr? DefaultValue { get; set; } = defaultValue;
}
