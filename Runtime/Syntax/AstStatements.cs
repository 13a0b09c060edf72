namespace TieredPy.Runtime.Syntax;

/// <summary>A file or <c>exec</c> input.</summary>
internal sealed class Module(Stmt[] body, TypeIgnore[] typeIgnores) : Mod(NodeKind.Module)
{
    public Stmt[] Body { get; set; } = body;
    public TypeIgnore[] TypeIgnores { get; set; } = typeIgnores;
}

/// <summary>One statement typed at a prompt (<c>single</c> input).</summary>
internal sealed class Interactive(Stmt[] body) : Mod(NodeKind.Interactive)
{
    public Stmt[] Body { get; set; } = body;
}

/// <summary>An <c>eval</c> input.</summary>
internal sealed class Expression(Expr body) : Mod(NodeKind.Expression)
{
    public Expr Body { get; set; } = body;
}

/// <summary>A function signature in a type comment (PEP 484).</summary>
internal sealed class FunctionType(Expr[] argtypes, Expr returns) : Mod(NodeKind.FunctionType)
{
    public Expr[] Argtypes { get; set; } = argtypes;
    public Expr Returns { get; set; } = returns;
}

/// <summary><c>def name[params](args) -> returns: body</c>.</summary>
internal sealed class FunctionDef(string name, Arguments args, Stmt[] body, Expr[] decoratorList, Expr? returns, string? typeComment, TypeParam[] typeParams) : Stmt(NodeKind.FunctionDef)
{
    public string Name { get; set; } = name;
    public Arguments Args { get; set; } = args;
    public Stmt[] Body { get; set; } = body;
    public Expr[] DecoratorList { get; set; } = decoratorList;
    public Expr? Returns { get; set; } = returns;
    public string? TypeComment { get; set; } = typeComment;
    public TypeParam[] TypeParams { get; set; } = typeParams;
}

/// <summary><c>async def</c>.</summary>
internal sealed class AsyncFunctionDef(string name, Arguments args, Stmt[] body, Expr[] decoratorList, Expr? returns, string? typeComment, TypeParam[] typeParams) : Stmt(NodeKind.AsyncFunctionDef)
{
    public string Name { get; set; } = name;
    public Arguments Args { get; set; } = args;
    public Stmt[] Body { get; set; } = body;
    public Expr[] DecoratorList { get; set; } = decoratorList;
    public Expr? Returns { get; set; } = returns;
    public string? TypeComment { get; set; } = typeComment;
    public TypeParam[] TypeParams { get; set; } = typeParams;
}

/// <summary><c>class name[params](bases, keywords): body</c>.</summary>
internal sealed class ClassDef(string name, Expr[] bases, Keyword[] keywords, Stmt[] body, Expr[] decoratorList, TypeParam[] typeParams) : Stmt(NodeKind.ClassDef)
{
    public string Name { get; set; } = name;
    public Expr[] Bases { get; set; } = bases;
    public Keyword[] Keywords { get; set; } = keywords;
    public Stmt[] Body { get; set; } = body;
    public Expr[] DecoratorList { get; set; } = decoratorList;
    public TypeParam[] TypeParams { get; set; } = typeParams;
}

/// <summary><c>return value</c>.</summary>
internal sealed class Return(Expr? value) : Stmt(NodeKind.Return)
{
    public Expr? Value { get; set; } = value;
}

/// <summary><c>del targets</c>.</summary>
internal sealed class Delete(Expr[] targets) : Stmt(NodeKind.Delete)
{
    public Expr[] Targets { get; set; } = targets;
}

/// <summary><c>a = b = value</c>.</summary>
internal sealed class Assign(Expr[] targets, Expr value, string? typeComment) : Stmt(NodeKind.Assign)
{
    public Expr[] Targets { get; set; } = targets;
    public Expr Value { get; set; } = value;
    public string? TypeComment { get; set; } = typeComment;
}

/// <summary><c>type Name[params] = value</c> (PEP 695).</summary>
internal sealed class TypeAlias(Expr name, TypeParam[] typeParams, Expr value) : Stmt(NodeKind.TypeAlias)
{
    public Expr Name { get; set; } = name;
    public TypeParam[] TypeParams { get; set; } = typeParams;
    public Expr Value { get; set; } = value;
}

/// <summary><c>target op= value</c>.</summary>
internal sealed class AugAssign(Expr target, Operator op, Expr value) : Stmt(NodeKind.AugAssign)
{
    public Expr Target { get; set; } = target;
    public Operator Op { get; set; } = op;
    public Expr Value { get; set; } = value;
}

/// <summary><c>target: annotation = value</c>; <c>Simple</c> is 1 for a bare name without parentheses.</summary>
internal sealed class AnnAssign(Expr target, Expr annotation, Expr? value, int simple) : Stmt(NodeKind.AnnAssign)
{
    public Expr Target { get; set; } = target;
    public Expr Annotation { get; set; } = annotation;
    public Expr? Value { get; set; } = value;
    public int Simple { get; set; } = simple;
}

/// <summary><c>for target in iter: body else: orelse</c>.</summary>
internal sealed class For(Expr target, Expr iter, Stmt[] body, Stmt[] orelse, string? typeComment) : Stmt(NodeKind.For)
{
    public Expr Target { get; set; } = target;
    public Expr Iter { get; set; } = iter;
    public Stmt[] Body { get; set; } = body;
    public Stmt[] Orelse { get; set; } = orelse;
    public string? TypeComment { get; set; } = typeComment;
}

/// <summary><c>async for</c>.</summary>
internal sealed class AsyncFor(Expr target, Expr iter, Stmt[] body, Stmt[] orelse, string? typeComment) : Stmt(NodeKind.AsyncFor)
{
    public Expr Target { get; set; } = target;
    public Expr Iter { get; set; } = iter;
    public Stmt[] Body { get; set; } = body;
    public Stmt[] Orelse { get; set; } = orelse;
    public string? TypeComment { get; set; } = typeComment;
}

/// <summary><c>while test: body else: orelse</c>.</summary>
internal sealed class While(Expr test, Stmt[] body, Stmt[] orelse) : Stmt(NodeKind.While)
{
    public Expr Test { get; set; } = test;
    public Stmt[] Body { get; set; } = body;
    public Stmt[] Orelse { get; set; } = orelse;
}

/// <summary><c>if test: body</c>; an <c>elif</c> is an If alone in <c>Orelse</c>.</summary>
internal sealed class If(Expr test, Stmt[] body, Stmt[] orelse) : Stmt(NodeKind.If)
{
    public Expr Test { get; set; } = test;
    public Stmt[] Body { get; set; } = body;
    public Stmt[] Orelse { get; set; } = orelse;
}

/// <summary><c>with items: body</c>.</summary>
internal sealed class With(WithItem[] items, Stmt[] body, string? typeComment) : Stmt(NodeKind.With)
{
    public WithItem[] Items { get; set; } = items;
    public Stmt[] Body { get; set; } = body;
    public string? TypeComment { get; set; } = typeComment;
}

/// <summary><c>async with</c>.</summary>
internal sealed class AsyncWith(WithItem[] items, Stmt[] body, string? typeComment) : Stmt(NodeKind.AsyncWith)
{
    public WithItem[] Items { get; set; } = items;
    public Stmt[] Body { get; set; } = body;
    public string? TypeComment { get; set; } = typeComment;
}

/// <summary><c>match subject: cases</c> (PEP 634).</summary>
internal sealed class Match(Expr subject, MatchCase[] cases) : Stmt(NodeKind.Match)
{
    public Expr Subject { get; set; } = subject;
    public MatchCase[] Cases { get; set; } = cases;
}

/// <summary><c>raise exc from cause</c>.</summary>
internal sealed class Raise(Expr? exc, Expr? cause) : Stmt(NodeKind.Raise)
{
    public Expr? Exc { get; set; } = exc;
    public Expr? Cause { get; set; } = cause;
}

/// <summary><c>try</c> with <c>except</c> handlers.</summary>
internal sealed class Try(Stmt[] body, ExceptHandler[] handlers, Stmt[] orelse, Stmt[] finalbody) : Stmt(NodeKind.Try)
{
    public Stmt[] Body { get; set; } = body;
    public ExceptHandler[] Handlers { get; set; } = handlers;
    public Stmt[] Orelse { get; set; } = orelse;
    public Stmt[] Finalbody { get; set; } = finalbody;
}

/// <summary><c>try</c> with <c>except*</c> handlers (PEP 654).</summary>
internal sealed class TryStar(Stmt[] body, ExceptHandler[] handlers, Stmt[] orelse, Stmt[] finalbody) : Stmt(NodeKind.TryStar)
{
    public Stmt[] Body { get; set; } = body;
    public ExceptHandler[] Handlers { get; set; } = handlers;
    public Stmt[] Orelse { get; set; } = orelse;
    public Stmt[] Finalbody { get; set; } = finalbody;
}

/// <summary><c>assert test, msg</c>.</summary>
internal sealed class Assert(Expr test, Expr? msg) : Stmt(NodeKind.Assert)
{
    public Expr Test { get; set; } = test;
    public Expr? Msg { get; set; } = msg;
}

/// <summary><c>import a.b as c</c>.</summary>
internal sealed class Import(Alias[] names) : Stmt(NodeKind.Import)
{
    public Alias[] Names { get; set; } = names;
}

/// <summary><c>from ..module import names</c>; <c>Level</c> counts the dots.</summary>
internal sealed class ImportFrom(string? module, Alias[] names, int level) : Stmt(NodeKind.ImportFrom)
{
    public string? Module { get; set; } = module;
    public Alias[] Names { get; set; } = names;
    public int Level { get; set; } = level;
}

/// <summary><c>global names</c>.</summary>
internal sealed class Global(string[] names) : Stmt(NodeKind.Global)
{
    public string[] Names { get; set; } = names;
}

/// <summary><c>nonlocal names</c>.</summary>
internal sealed class Nonlocal(string[] names) : Stmt(NodeKind.Nonlocal)
{
    public string[] Names { get; set; } = names;
}

/// <summary>An expression as a statement (asdl name: <c>Expr</c>, which is the base class here).</summary>
internal sealed class ExprStmt(Expr value) : Stmt(NodeKind.ExprStmt)
{
    public Expr Value { get; set; } = value;
}

/// <summary><c>pass</c>.</summary>
internal sealed class Pass() : Stmt(NodeKind.Pass);

/// <summary><c>break</c>.</summary>
internal sealed class Break() : Stmt(NodeKind.Break);

/// <summary><c>continue</c>.</summary>
internal sealed class Continue() : Stmt(NodeKind.Continue);
