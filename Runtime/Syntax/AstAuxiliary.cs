namespace TieredPy.Runtime.Syntax;

/// <summary><c>for target in iter if ...</c> of a comprehension.</summary>
internal sealed class Comprehension(Expr target, Expr iter, Expr[] ifs, int isAsync) : Node(NodeKind.Comprehension)
{
    public Expr Target { get; set; } = target;
    public Expr Iter { get; set; } = iter;
    public Expr[] Ifs { get; set; } = ifs;
    public int IsAsync { get; set; } = isAsync;
}

/// <summary><c>except type as name: body</c>.</summary>
internal sealed class ExceptHandler(Expr? type, string? name, Stmt[] body) : Node(NodeKind.ExceptHandler)
{
    public Expr? Type { get; set; } = type;
    public string? Name { get; set; } = name;
    public Stmt[] Body { get; set; } = body;
}

/// <summary>The parameters of a function. <c>Defaults</c> belong to the last positional ones; <c>KwDefaults</c> is parallel to <c>Kwonlyargs</c>, null where there is none.</summary>
internal sealed class Arguments(Arg[] posonlyargs, Arg[] args, Arg? vararg, Arg[] kwonlyargs, Expr?[] kwDefaults, Arg? kwarg, Expr[] defaults) : Node(NodeKind.Arguments)
{
    public Arg[] Posonlyargs { get; set; } = posonlyargs;
    public Arg[] Args { get; set; } = args;
    public Arg? Vararg { get; set; } = vararg;
    public Arg[] Kwonlyargs { get; set; } = kwonlyargs;
    public Expr?[] KwDefaults { get; set; } = kwDefaults;
    public Arg? Kwarg { get; set; } = kwarg;
    public Expr[] Defaults { get; set; } = defaults;
}

/// <summary>One parameter (its name, asdl <c>arg</c>, is <c>ArgName</c>).</summary>
internal sealed class Arg(string arg, Expr? annotation, string? typeComment) : Node(NodeKind.Arg)
{
    public string ArgName { get; set; } = arg;
    public Expr? Annotation { get; set; } = annotation;
    public string? TypeComment { get; set; } = typeComment;
}

/// <summary><c>arg=value</c> in a call, or <c>**value</c> when <c>Arg</c> is null.</summary>
internal sealed class Keyword(string? arg, Expr value) : Node(NodeKind.Keyword)
{
    public string? Arg { get; set; } = arg;
    public Expr Value { get; set; } = value;
}

/// <summary><c>name as asname</c> of an import.</summary>
internal sealed class Alias(string name, string? asname) : Node(NodeKind.Alias)
{
    public string Name { get; set; } = name;
    public string? Asname { get; set; } = asname;
}

/// <summary><c>context_expr as optional_vars</c>.</summary>
internal sealed class WithItem(Expr contextExpr, Expr? optionalVars) : Node(NodeKind.WithItem)
{
    public Expr ContextExpr { get; set; } = contextExpr;
    public Expr? OptionalVars { get; set; } = optionalVars;
}

/// <summary><c>case pattern if guard: body</c>.</summary>
internal sealed class MatchCase(Pattern pattern, Expr? guard, Stmt[] body) : Node(NodeKind.MatchCase)
{
    public Pattern Pattern { get; set; } = pattern;
    public Expr? Guard { get; set; } = guard;
    public Stmt[] Body { get; set; } = body;
}

/// <summary>A <c># type: ignore</c> comment.</summary>
internal sealed class TypeIgnore(int lineno, string tag) : Node(NodeKind.TypeIgnore)
{
    public int Lineno { get; set; } = lineno;
    public string Tag { get; set; } = tag;
}
