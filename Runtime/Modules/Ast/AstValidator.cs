namespace TieredPy.Runtime.Modules;

using TieredPy.Runtime.Bytecode.Compiling;
using TieredPy.Runtime.Syntax;

/// <summary>
/// Checks a tree that a program made: what the parser guarantees and the compiler relies on. The messages are CPython's (its <c>ast.c</c>).
/// </summary>
internal sealed partial class AstValidator
{
    private const int MaxDepth = 10000;

    private int depth;

    public static void Validate(Mod module)
    {
        var v = new AstValidator();
        switch (module)
        {
            case Module m: v.Statements(m.Body); break;
            case Interactive m: v.Statements(m.Body); break;
            case Expression m: v.Expression(m.Body); break;
            case FunctionType m:
                v.Expressions(m.Argtypes);
                v.Expression(m.Returns);
                break;
        }
    }

    private void Enter()
    {
        if (++depth > MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw Err.RecursionError("maximum recursion depth exceeded during compilation");
    }

    private static void Place(Node n)
    {
        if (n.Line > n.EndLine) throw Err.ValueError($"AST node line range ({n.Line}, {n.EndLine}) is not valid");
        if (n.Line < 0 && n.EndLine != n.Line || n.Col < 0 && n.Col != n.EndCol)
            throw Err.ValueError($"AST node column range ({n.Col}, {n.EndCol}) for line range ({n.Line}, {n.EndLine}) is not valid");
        if (n.Line == n.EndLine && n.Col > n.EndCol) throw Err.ValueError($"line {n.Line}, column {n.Col}-{n.EndCol} is not a valid range");
    }

    private static void Identifier(string name)
    {
        if (name is "None" or "True" or "False") throw Err.ValueError($"identifier field can't represent '{name}' constant");
    }

    private static void NotEmpty(Array items, string what, string owner)
    {
        if (items.Length == 0) throw Err.ValueError($"empty {what} on {owner}");
    }

    private void Body(Stmt[] body, string owner)
    {
        NotEmpty(body, "body", owner);
        Statements(body);
    }

    private void Statements(Stmt?[] body)
    {
        foreach (var s in body) Statement(s ?? throw Err.ValueError("None disallowed in statement list"));
    }

    private void Statement(Stmt statement)
    {
        Place(statement);
        Enter();
        switch (statement)
        {
            case FunctionDef s: Function(s.Body, "FunctionDef", s.TypeParams, s.Args, s.DecoratorList, s.Returns); break;
            case AsyncFunctionDef s: Function(s.Body, "AsyncFunctionDef", s.TypeParams, s.Args, s.DecoratorList, s.Returns); break;
            case ClassDef s:
                Body(s.Body, "ClassDef");
                TypeParams(s.TypeParams);
                Expressions(s.Bases);
                Keywords(s.Keywords);
                Expressions(s.DecoratorList);
                break;
            case For s: Loop(s.Target, s.Iter, s.Body, s.Orelse, "For"); break;
            case AsyncFor s: Loop(s.Target, s.Iter, s.Body, s.Orelse, "AsyncFor"); break;
            case While s: Conditional(s.Test, s.Body, s.Orelse, "While"); break;
            case If s: Conditional(s.Test, s.Body, s.Orelse, "If"); break;
            case With s: WithBlock(s.Items, s.Body, "With"); break;
            case AsyncWith s: WithBlock(s.Items, s.Body, "AsyncWith"); break;
            case Match s:
                Expression(s.Subject);
                NotEmpty(s.Cases, "cases", "Match");
                foreach (var c in s.Cases)
                {
                    Pattern(c.Pattern, false);
                    Optional(c.Guard);
                    Body(c.Body, "match_case");
                }
                break;
            case Try s: TryBlock(s.Body, s.Handlers, s.Orelse, s.Finalbody, "Try"); break;
            case TryStar s: TryBlock(s.Body, s.Handlers, s.Orelse, s.Finalbody, "TryStar"); break;
            default: SimpleStatement(statement); break;
        }
        depth--;
    }

    private void SimpleStatement(Stmt statement)
    {
        switch (statement)
        {
            case ExprStmt s: Expression(s.Value); break;
            case Return s: Optional(s.Value); break;
            case Delete s: Targets(s.Targets, ExprContext.Del, "Delete"); break;
            case Assign s:
                Targets(s.Targets, ExprContext.Store, "Assign");
                Expression(s.Value);
                break;
            case AugAssign s:
                Expression(s.Target, ExprContext.Store);
                Expression(s.Value);
                break;
            case AnnAssign s:
                if (s.Target is not Name && s.Simple != 0) throw Err.TypeError("AnnAssign with simple non-Name target");
                Expression(s.Target, ExprContext.Store);
                Optional(s.Value);
                Expression(s.Annotation);
                break;
            case TypeAlias s:
                if (s.Name is not Name) throw Err.TypeError("TypeAlias with non-Name name");
                Expression(s.Name, ExprContext.Store);
                TypeParams(s.TypeParams);
                Expression(s.Value);
                break;
            case Raise s:
                if (s.Exc == null && s.Cause != null) throw Err.ValueError("Raise with cause but no exception");
                Optional(s.Exc);
                Optional(s.Cause);
                break;
            case Assert s:
                Expression(s.Test);
                Optional(s.Msg);
                break;
            case Import s: NotEmpty(s.Names, "names", "Import"); break;
            case ImportFrom s:
                if (s.Level < 0) throw Err.ValueError("Negative ImportFrom level");
                NotEmpty(s.Names, "names", "ImportFrom");
                break;
            case Global s: NotEmpty(s.Names, "names", "Global"); break;
            case Nonlocal s: NotEmpty(s.Names, "names", "Nonlocal"); break;
        }
    }

    private void Function(Stmt[] body, string owner, TypeParam[] typeParams, Arguments args, Expr[] decorators, Expr? returns)
    {
        Body(body, owner);
        TypeParams(typeParams);
        Parameters(args);
        Expressions(decorators);
        Optional(returns);
    }

    private void Loop(Expr target, Expr iter, Stmt[] body, Stmt[] orelse, string owner)
    {
        Expression(target, ExprContext.Store);
        Expression(iter);
        Body(body, owner);
        Statements(orelse);
    }

    private void Conditional(Expr test, Stmt[] body, Stmt[] orelse, string owner)
    {
        Expression(test);
        Body(body, owner);
        Statements(orelse);
    }

    private void WithBlock(WithItem[] items, Stmt[] body, string owner)
    {
        NotEmpty(items, "items", owner);
        foreach (var item in items)
        {
            Expression(item.ContextExpr);
            if (item.OptionalVars != null) Expression(item.OptionalVars, ExprContext.Store);
        }
        Body(body, owner);
    }

    private void TryBlock(Stmt[] body, ExceptHandler[] handlers, Stmt[] orelse, Stmt[] final, string owner)
    {
        Body(body, owner);
        if (handlers.Length == 0 && final.Length == 0) throw Err.ValueError($"{owner} has neither except handlers nor finalbody");
        if (handlers.Length == 0 && orelse.Length != 0) throw Err.ValueError($"{owner} has orelse but no except handlers");
        foreach (var h in handlers)
        {
            Place(h);
            Optional(h.Type);
            Body(h.Body, "ExceptHandler");
        }
        Statements(final);
        Statements(orelse);
    }

    private void Targets(Expr[] targets, ExprContext ctx, string owner)
    {
        NotEmpty(targets, "targets", owner);
        Expressions(targets, ctx);
    }

    private void TypeParams(TypeParam[] parameters)
    {
        foreach (var p in parameters)
        {
            Place(p);
            switch (p)
            {
                case TypeVar t:
                    Identifier(t.Name);
                    Optional(t.Bound);
                    Optional(t.DefaultValue);
                    break;
                case ParamSpec t:
                    Identifier(t.Name);
                    Optional(t.DefaultValue);
                    break;
                case TypeVarTuple t:
                    Identifier(t.Name);
                    Optional(t.DefaultValue);
                    break;
            }
        }
    }

    private void Parameters(Arguments a)
    {
        Parameters(a.Posonlyargs);
        Parameters(a.Args);
        Optional(a.Vararg?.Annotation);
        Parameters(a.Kwonlyargs);
        Optional(a.Kwarg?.Annotation);
        if (a.Defaults.Length > a.Posonlyargs.Length + a.Args.Length) throw Err.ValueError("more positional defaults than args on arguments");
        if (a.KwDefaults.Length != a.Kwonlyargs.Length) throw Err.ValueError("length of kwonlyargs is not the same as kw_defaults on arguments");
        Expressions(a.Defaults);
        Expressions(a.KwDefaults, ExprContext.Load, true);
    }

    private void Parameters(Arg[] args)
    {
        foreach (var a in args)
        {
            Place(a);
            Optional(a.Annotation);
        }
    }

    private void Keywords(Keyword[] keywords)
    {
        foreach (var k in keywords) Expression(k.Value);
    }
}
