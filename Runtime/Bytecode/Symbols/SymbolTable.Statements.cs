using TieredPy.Runtime.Bytecode.Compiling;

namespace TieredPy.Runtime.Bytecode.Symbols;

using TieredPy.Runtime.Syntax;

/// <summary>Names in statements.</summary>
internal sealed partial class SymbolTable
{
    private void Visit(Stmt statement)
    {
        CompileDepth.Enter(ref depth);
        switch (statement)
        {
            case FunctionDef s: VisitFunction(s, s.Name, s.Args, s.Body, s.DecoratorList, s.Returns, s.TypeParams, false); break;
            case AsyncFunctionDef s: VisitFunction(s, s.Name, s.Args, s.Body, s.DecoratorList, s.Returns, s.TypeParams, true); break;
            case ClassDef s: VisitClass(s); break;
            case TypeAlias s: VisitTypeAlias(s); break;
            case Return s:
                if (s.Value != null)
                {
                    Visit(s.Value);
                    current.ReturnsValue = true;
                }
                break;
            case Delete s: Visit(s.Targets); break;
            case Assign s:
                Visit(s.Targets);
                Visit(s.Value);
                break;
            case AnnAssign s: VisitAnnAssign(s); break;
            case AugAssign s:
                Visit(s.Target);
                Visit(s.Value);
                break;
            case For s:
                Visit(s.Target);
                Visit(s.Iter);
                Visit(s.Body);
                Visit(s.Orelse);
                break;
            case AsyncFor s:
                MarkTopLevelCoroutine();
                Visit(s.Target);
                Visit(s.Iter);
                Visit(s.Body);
                Visit(s.Orelse);
                break;
            case While s:
                Visit(s.Test);
                Visit(s.Body);
                Visit(s.Orelse);
                break;
            case If s:
                Visit(s.Test);
                Visit(s.Body);
                if (s.Orelse is [If next]) Visit(next);
                else Visit(s.Orelse);
                break;
            case With s:
                VisitWith(s.Items, s.Body);
                break;
            case AsyncWith s:
                MarkTopLevelCoroutine();
                VisitWith(s.Items, s.Body);
                break;
            case Match s:
                Visit(s.Subject);
                foreach (var c in s.Cases)
                {
                    Visit(c.Pattern);
                    VisitOptional(c.Guard);
                    Visit(c.Body);
                }
                break;
            case Raise s:
                VisitOptional(s.Exc);
                VisitOptional(s.Cause);
                break;
            case Try s: VisitTry(s.Body, s.Handlers, s.Orelse, s.Finalbody); break;
            case TryStar s: VisitTry(s.Body, s.Handlers, s.Orelse, s.Finalbody); break;
            case Assert s:
                Visit(s.Test);
                VisitOptional(s.Msg);
                break;
            case Import s: VisitAliases(s.Names); break;
            case ImportFrom s: VisitAliases(s.Names); break;
            case Global s: VisitDirective(s, s.Names, SymbolFlags.Global, "global"); break;
            case Nonlocal s: VisitDirective(s, s.Names, SymbolFlags.Nonlocal, "nonlocal"); break;
            case ExprStmt s: Visit(s.Value); break;
        }
        depth--;
    }

    private void VisitFunction(Stmt s, string name, Arguments args, Stmt[] body, Expr[] decorators, Expr? returns, TypeParam[] typeParams, bool isAsync)
    {
        Define(name, SymbolFlags.Local, s);
        Visit(args.Defaults);
        VisitOptional(args.KwDefaults);
        Visit(decorators);
        if (typeParams.Length > 0)
        {
            EnterTypeParams(name, s, true, Array.Exists(args.KwDefaults, d => d != null), isClass: false);
            foreach (var p in typeParams) Visit(p);
        }
        VisitAnnotations(s, args, returns);
        Enter(name, ScopeKind.Function, s);
        VisitArguments(args);
        if (isAsync) current.Coroutine = true;
        Visit(body);
        Exit();
        if (typeParams.Length > 0) Exit();
    }

    private void VisitClass(ClassDef s)
    {
        Define(s.Name, SymbolFlags.Local, s);
        Visit(s.DecoratorList);
        string? outerPrivate = privateName;
        if (s.TypeParams.Length > 0)
        {
            EnterTypeParams(s.Name, s, false, false, isClass: true);
            privateName = s.Name;
            current.MangledNames = [];
            foreach (var p in s.TypeParams) Visit(p);
        }
        Visit(s.Bases);
        foreach (var k in s.Keywords) Visit(k.Value);
        Enter(s.Name, ScopeKind.Class, s);
        privateName = s.Name;
        if (s.TypeParams.Length > 0)
        {
            Define("__type_params__", SymbolFlags.Local, s);
            Define(".type_params", SymbolFlags.Use, s);
        }
        Visit(s.Body);
        Exit();
        if (s.TypeParams.Length > 0) Exit();
        privateName = outerPrivate;
    }

    private void VisitTypeAlias(TypeAlias s)
    {
        Visit(s.Name);
        string name = ((Name)s.Name).Id;
        bool inClass = current.Kind == ScopeKind.Class;
        bool generic = s.TypeParams.Length > 0;
        if (generic)
        {
            EnterTypeParams(name, s, false, false, isClass: false);
            foreach (var p in s.TypeParams) Visit(p);
        }
        Enter(name, ScopeKind.TypeAlias, s);
        SeeClass(inClass, s);
        Visit(s.Value);
        Exit();
        if (generic) Exit();
    }

    private void VisitAnnAssign(AnnAssign s)
    {
        if (s.Target is Attribute attribute) CheckName(attribute.Attr, ExprContext.Store, s);
        if (s.Target is Name target)
        {
            CheckName(target.Id, ExprContext.Store, s);
            var known = Lookup(target.Id);
            if (known.Has(SymbolFlags.Global | SymbolFlags.Nonlocal) && current != Top && s.Simple != 0)
            {
                string what = known.Has(SymbolFlags.Global) ? "global" : "nonlocal";
                throw errors.At(s, $"annotated name '{target.Id}' can't be {what}");
            }
            if (s.Simple != 0) Define(target.Id, SymbolFlags.Annotated | SymbolFlags.Local, target);
            else if (s.Value != null) Define(target.Id, SymbolFlags.Local, target);
        }
        else
        {
            Visit(s.Target);
        }
        VisitAnnotation(s.Annotation);
        VisitOptional(s.Value);
    }

    private void VisitWith(WithItem[] items, Stmt[] body)
    {
        foreach (var item in items)
        {
            Visit(item.ContextExpr);
            VisitOptional(item.OptionalVars);
        }
        Visit(body);
    }

    private void VisitTry(Stmt[] body, ExceptHandler[] handlers, Stmt[] orelse, Stmt[] finalbody)
    {
        Visit(body);
        foreach (var h in handlers)
        {
            VisitOptional(h.Type);
            if (h.Name != null) Define(h.Name, SymbolFlags.Local, h);
            Visit(h.Body);
        }
        Visit(orelse);
        Visit(finalbody);
    }

    private void VisitAliases(Alias[] names)
    {
        foreach (var a in names)
        {
            if (a.Name == "*")
            {
                if (current.Kind != ScopeKind.Module) throw errors.At(a, "import * only allowed at module level");
                continue;
            }
            string name = a.Asname ?? a.Name;
            if (a.Asname == null)
            {
                int dot = name.IndexOf('.');
                if (dot >= 0) name = name[..dot];
            }
            Define(name, SymbolFlags.Import, a);
        }
    }

    private void VisitDirective(Stmt s, string[] names, SymbolFlags flag, string word)
    {
        foreach (string name in names)
        {
            var known = Lookup(name);
            if (known.Has(SymbolFlags.Param | SymbolFlags.Local | SymbolFlags.Use | SymbolFlags.Annotated))
            {
                string message = known.Has(SymbolFlags.Param) ? $"name '{name}' is parameter and {word}"
                    : known.Has(SymbolFlags.Use) ? $"name '{name}' is used prior to {word} declaration"
                    : known.Has(SymbolFlags.Annotated) ? $"annotated name '{name}' can't be {word}"
                    : $"name '{name}' is assigned to before {word} declaration";
                throw errors.At(s, message);
            }
            Define(name, flag, s);
            (current.Directives ??= []).Add((Mangle(name), s));
        }
    }

    private void VisitAnnotations(Stmt s, Arguments args, Expr? returns)
    {
        if (futureAnnotations) Enter("_annotation", ScopeKind.Annotation, args);
        foreach (var a in args.Posonlyargs) VisitOptional(a.Annotation);
        foreach (var a in args.Args) VisitOptional(a.Annotation);
        VisitOptional(args.Vararg?.Annotation);
        VisitOptional(args.Kwarg?.Annotation);
        foreach (var a in args.Kwonlyargs) VisitOptional(a.Annotation);
        if (futureAnnotations) Exit();
        if (returns != null) VisitAnnotation(returns);
    }

    private void VisitAnnotation(Expr annotation)
    {
        if (futureAnnotations) Enter("_annotation", ScopeKind.Annotation, annotation, second: true);
        Visit(annotation);
        if (futureAnnotations) Exit();
    }

    private void VisitArguments(Arguments args)
    {
        foreach (var a in args.Posonlyargs) Define(a.ArgName, SymbolFlags.Param, a);
        foreach (var a in args.Args) Define(a.ArgName, SymbolFlags.Param, a);
        foreach (var a in args.Kwonlyargs) Define(a.ArgName, SymbolFlags.Param, a);
        if (args.Vararg is { } v)
        {
            Define(v.ArgName, SymbolFlags.Param, v);
            current.VarArgs = true;
        }
        if (args.Kwarg is { } k)
        {
            Define(k.ArgName, SymbolFlags.Param, k);
            current.VarKeywords = true;
        }
    }

    private void MarkTopLevelCoroutine()
    {
        if (topLevelAwait && current.Kind == ScopeKind.Module) current.Coroutine = true;
    }

    private void Visit(Pattern pattern)
    {
        CompileDepth.Enter(ref depth);
        switch (pattern)
        {
            case MatchValue p: Visit(p.Value); break;
            case MatchSequence p: Visit(p.Patterns); break;
            case MatchStar p:
                if (p.Name != null) Define(p.Name, SymbolFlags.Local, p);
                break;
            case MatchMapping p:
                Visit(p.Keys);
                Visit(p.Patterns);
                if (p.Rest != null) Define(p.Rest, SymbolFlags.Local, p);
                break;
            case MatchClass p:
                Visit(p.Cls);
                Visit(p.Patterns);
                foreach (string name in p.KwdAttrs) CheckName(name, ExprContext.Store, p);
                Visit(p.KwdPatterns);
                break;
            case MatchAs p:
                if (p.Pattern != null) Visit(p.Pattern);
                if (p.Name != null) Define(p.Name, SymbolFlags.Local, p);
                break;
            case MatchOr p: Visit(p.Patterns); break;
        }
        depth--;
    }

    private void Visit(Pattern[] patterns)
    {
        foreach (var p in patterns) Visit(p);
    }
}
