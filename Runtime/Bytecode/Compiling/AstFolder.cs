namespace TieredPy.Runtime.Bytecode.Compiling;

using TieredPy.Runtime.Syntax;

/// <summary>
/// Rewrites constant expressions of an AST in place before it is compiled, as CPython's AST optimizer (also for <c>ast.parse(optimize=1)</c>):
/// arithmetic, tuples, indexing, <c>__debug__</c>, displays that are only iterated or searched, % formatting; removes docstrings under -OO.
/// </summary>
internal sealed partial class AstFolder(int optimize, bool futureAnnotations)
{
    private int depth;

    public void Fold(Mod module)
    {
        switch (module)
        {
            case Module m: m.Body = FoldBody(m.Body); break;
            case Interactive i: Fold(i.Body); break;
            case Expression e: e.Body = Fold(e.Body); break;
        }
    }

    /// <summary>A body that may begin with a docstring.</summary>
    private Stmt[] FoldBody(Stmt[] body)
    {
        bool docstring = IsDocstring(body);
        if (docstring && optimize >= 2)
        {
            var first = body[0];
            body = body.Length == 1 ? [new Pass().At(first.Line, first.Col, first.EndLine, first.EndCol)] : body[1..];
            docstring = false;
        }
        Fold(body);
        if (!docstring && IsDocstring(body))
        {
            // What folding made of `"a" + "b"` must not become a docstring.
            var s = (ExprStmt)body[0];
            s.Value = new JoinedStr([s.Value]).At(s.Line, s.Col, s.EndLine, s.EndCol);
        }
        return body;
    }

    public static bool IsDocstring(Stmt[] body) => body.Length > 0 && body[0] is ExprStmt { Value: Constant { Value: string or int[] } };

    private void Fold(Stmt[] body)
    {
        foreach (var s in body) Fold(s);
    }

    private void Fold(Stmt statement)
    {
        CompileDepth.Enter(ref depth);
        switch (statement)
        {
            case FunctionDef s:
                FoldTypeParams(s.TypeParams);
                Fold(s.Args);
                s.Body = FoldBody(s.Body);
                Fold(s.DecoratorList);
                if (!futureAnnotations) s.Returns = FoldOptional(s.Returns);
                break;
            case AsyncFunctionDef s:
                FoldTypeParams(s.TypeParams);
                Fold(s.Args);
                s.Body = FoldBody(s.Body);
                Fold(s.DecoratorList);
                if (!futureAnnotations) s.Returns = FoldOptional(s.Returns);
                break;
            case ClassDef s:
                FoldTypeParams(s.TypeParams);
                Fold(s.Bases);
                Fold(s.Keywords);
                s.Body = FoldBody(s.Body);
                Fold(s.DecoratorList);
                break;
            case Return s: s.Value = FoldOptional(s.Value); break;
            case Delete s: Fold(s.Targets); break;
            case Assign s:
                Fold(s.Targets);
                s.Value = Fold(s.Value);
                break;
            case AugAssign s:
                s.Target = Fold(s.Target);
                s.Value = Fold(s.Value);
                break;
            case AnnAssign s:
                s.Target = Fold(s.Target);
                if (!futureAnnotations) s.Annotation = Fold(s.Annotation);
                s.Value = FoldOptional(s.Value);
                break;
            case TypeAlias s:
                FoldTypeParams(s.TypeParams);
                s.Value = Fold(s.Value);
                break;
            case For s:
                s.Target = Fold(s.Target);
                s.Iter = FoldIter(Fold(s.Iter));
                Fold(s.Body);
                Fold(s.Orelse);
                break;
            case AsyncFor s:
                s.Target = Fold(s.Target);
                s.Iter = Fold(s.Iter);
                Fold(s.Body);
                Fold(s.Orelse);
                break;
            case While s:
                s.Test = Fold(s.Test);
                Fold(s.Body);
                Fold(s.Orelse);
                break;
            case If s:
                s.Test = Fold(s.Test);
                Fold(s.Body);
                Fold(s.Orelse);
                break;
            case With s:
                Fold(s.Items);
                Fold(s.Body);
                break;
            case AsyncWith s:
                Fold(s.Items);
                Fold(s.Body);
                break;
            case Raise s:
                s.Exc = FoldOptional(s.Exc);
                s.Cause = FoldOptional(s.Cause);
                break;
            case Try s: FoldTry(s.Body, s.Handlers, s.Orelse, s.Finalbody); break;
            case TryStar s: FoldTry(s.Body, s.Handlers, s.Orelse, s.Finalbody); break;
            case Assert s:
                s.Test = Fold(s.Test);
                s.Msg = FoldOptional(s.Msg);
                break;
            case ExprStmt s: s.Value = Fold(s.Value); break;
            case Match s:
                s.Subject = Fold(s.Subject);
                foreach (var c in s.Cases)
                {
                    Fold(c.Pattern);
                    c.Guard = FoldOptional(c.Guard);
                    Fold(c.Body);
                }
                break;
        }
        depth--;
    }

    private void FoldTry(Stmt[] body, ExceptHandler[] handlers, Stmt[] orelse, Stmt[] finalbody)
    {
        Fold(body);
        foreach (var h in handlers)
        {
            h.Type = FoldOptional(h.Type);
            Fold(h.Body);
        }
        Fold(orelse);
        Fold(finalbody);
    }

    private void Fold(WithItem[] items)
    {
        foreach (var i in items)
        {
            i.ContextExpr = Fold(i.ContextExpr);
            i.OptionalVars = FoldOptional(i.OptionalVars);
        }
    }

    private void FoldTypeParams(TypeParam[] list)
    {
        foreach (var p in list)
        {
            switch (p)
            {
                case TypeVar t:
                    t.Bound = FoldOptional(t.Bound);
                    t.DefaultValue = FoldOptional(t.DefaultValue);
                    break;
                case ParamSpec t: t.DefaultValue = FoldOptional(t.DefaultValue); break;
                case TypeVarTuple t: t.DefaultValue = FoldOptional(t.DefaultValue); break;
            }
        }
    }

    private void Fold(Arguments a)
    {
        FoldArgs(a.Posonlyargs);
        FoldArgs(a.Args);
        if (a.Vararg != null) FoldArgs([a.Vararg]);
        FoldArgs(a.Kwonlyargs);
        if (a.Kwarg != null) FoldArgs([a.Kwarg]);
        Fold(a.Defaults);
        for (int i = 0; i < a.KwDefaults.Length; i++) a.KwDefaults[i] = FoldOptional(a.KwDefaults[i]);
    }

    private void FoldArgs(Arg[] list)
    {
        if (futureAnnotations) return;
        foreach (var a in list) a.Annotation = FoldOptional(a.Annotation);
    }

    private void Fold(Keyword[] list)
    {
        foreach (var k in list) k.Value = Fold(k.Value);
    }

    private void Fold(Pattern pattern)
    {
        CompileDepth.Enter(ref depth);
        switch (pattern)
        {
            case MatchValue p: p.Value = Fold(p.Value); break;
            case MatchSequence p: Fold(p.Patterns); break;
            case MatchMapping p:
                Fold(p.Keys);
                Fold(p.Patterns);
                break;
            case MatchClass p:
                p.Cls = Fold(p.Cls);
                Fold(p.Patterns);
                Fold(p.KwdPatterns);
                break;
            case MatchAs p:
                if (p.Pattern != null) Fold(p.Pattern);
                break;
            case MatchOr p: Fold(p.Patterns); break;
        }
        depth--;
    }

    private void Fold(Pattern[] list)
    {
        foreach (var p in list) Fold(p);
    }
}
