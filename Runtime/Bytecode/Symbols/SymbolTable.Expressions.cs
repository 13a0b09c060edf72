using TieredPy.Runtime.Bytecode.Compiling;

namespace TieredPy.Runtime.Bytecode.Symbols;

using TieredPy.Runtime.Syntax;

/// <summary>Names in expressions and type parameters.</summary>
internal sealed partial class SymbolTable
{
    private void Visit(Expr expr)
    {
        CompileDepth.Enter(ref depth);
        switch (expr)
        {
            case NamedExpr e: VisitNamedExpr(e); break;
            case BoolOp e: Visit(e.Values); break;
            case BinOp e: VisitBinOp(e); break;
            case UnaryOp e: Visit(e.Operand); break;
            case Lambda e:
                Visit(e.Args.Defaults);
                VisitOptional(e.Args.KwDefaults);
                Enter("lambda", ScopeKind.Function, e);
                VisitArguments(e.Args);
                Visit(e.Body);
                Exit();
                break;
            case IfExp e:
                Visit(e.Test);
                Visit(e.Body);
                Visit(e.Orelse);
                break;
            case Dict e:
                VisitOptional(e.Keys);
                Visit(e.Values);
                break;
            case Set e: Visit(e.Elts); break;
            case GeneratorExp e: VisitComprehension(e, "genexpr", ComprehensionKind.Generator, e.Generators, e.Elt, null); break;
            case ListComp e: VisitComprehension(e, "listcomp", ComprehensionKind.List, e.Generators, e.Elt, null); break;
            case SetComp e: VisitComprehension(e, "setcomp", ComprehensionKind.Set, e.Generators, e.Elt, null); break;
            case DictComp e: VisitComprehension(e, "dictcomp", ComprehensionKind.Dict, e.Generators, e.Key, e.Value); break;
            case Yield e:
                RefuseInAnnotation("yield expression", e);
                VisitOptional(e.Value);
                current.Generator = true;
                RefuseInComprehension(e);
                break;
            case YieldFrom e:
                RefuseInAnnotation("yield expression", e);
                Visit(e.Value);
                current.Generator = true;
                RefuseInComprehension(e);
                break;
            case Await e:
                RefuseInAnnotation("await expression", e);
                Visit(e.Value);
                current.Coroutine = true;
                break;
            case Compare e:
                Visit(e.Left);
                Visit(e.Comparators);
                break;
            case Call e:
                Visit(e.Func);
                Visit(e.Args);
                foreach (var k in e.Keywords)
                {
                    if (k.Arg != null) CheckName(k.Arg, ExprContext.Store, k);
                    Visit(k.Value);
                }
                break;
            case FormattedValue e:
                Visit(e.Value);
                VisitOptional(e.FormatSpec);
                break;
            case JoinedStr e: Visit(e.Values); break;
            case Attribute e:
                CheckName(e.Attr, e.Ctx, e);
                Visit(e.Value);
                break;
            case Subscript e:
                Visit(e.Value);
                Visit(e.Slice);
                break;
            case Starred e: Visit(e.Value); break;
            case Slice e:
                VisitOptional(e.Lower);
                VisitOptional(e.Upper);
                VisitOptional(e.Step);
                break;
            case Name e:
                if (e.Ctx == ExprContext.Del) CheckName(e.Id, e.Ctx, e);
                Define(e.Id, e.Ctx == ExprContext.Load ? SymbolFlags.Use : SymbolFlags.Local, e);

                // super() needs the cell of the class.
                if (e.Ctx == ExprContext.Load && current.IsFunctionLike && e.Id == "super") Define("__class__", SymbolFlags.Use, e);
                break;
            case List e: Visit(e.Elts); break;
            case Tuple e: Visit(e.Elts); break;
        }
        depth--;
    }

    /// <summary>Long chains lean to the left: walked without recursion.</summary>
    private void VisitBinOp(BinOp e)
    {
        if (e.Left is not BinOp)
        {
            Visit(e.Left);
            Visit(e.Right);
            return;
        }
        var chain = new Stack<BinOp>();
        Expr left = e;
        while (left is BinOp b)
        {
            chain.Push(b);
            left = b.Left;
        }
        Visit(left);
        while (chain.TryPop(out var b)) Visit(b.Right);
    }

    private void VisitNamedExpr(NamedExpr e)
    {
        RefuseInAnnotation("named expression", e);
        if (current.CompIterExpr > 0) throw errors.At(e, "assignment expression cannot be used in a comprehension iterable expression");
        if (current.Comprehension != ComprehensionKind.None) BindOutside((Name)e.Target);
        Visit(e.Value);
        Visit(e.Target);
        (current.WalrusTargets ??= []).Add(Mangle(((Name)e.Target).Id));
    }

    /// <summary>PEP 572: := in a comprehension binds in the scope around all comprehensions.</summary>
    private void BindOutside(Name target)
    {
        for (int i = stack.Count - 1; i >= 0; i--)
        {
            var scope = stack[i];
            string mangled = NameMangling.Mangle(privateName, scope, target.Id);
            if (scope.Comprehension != ComprehensionKind.None)
            {
                var flags = scope.Lookup(mangled);
                if (flags.Has(SymbolFlags.CompIter) && flags.Has(SymbolFlags.Local))
                    throw errors.At(target, $"assignment expression cannot rebind comprehension iteration variable '{target.Id}'");
                continue;
            }
            switch (scope.Kind)
            {
                case ScopeKind.Function:
                    bool global = scope.Lookup(mangled).Has(SymbolFlags.Global);
                    Define(target.Id, global ? SymbolFlags.Global : SymbolFlags.Nonlocal, target);
                    (current.Directives ??= []).Add((Mangle(target.Id), target));
                    Define(target.Id, SymbolFlags.Local, scope, target);
                    return;
                case ScopeKind.Module:
                    Define(target.Id, SymbolFlags.Global, target);
                    (current.Directives ??= []).Add((Mangle(target.Id), target));
                    Define(target.Id, SymbolFlags.Global, scope, target);
                    return;
                case ScopeKind.Class:
                    throw errors.At(target, "assignment expression within a comprehension cannot be used in a class body");
                case ScopeKind.TypeParameters:
                    throw errors.At(target, "assignment expression within a comprehension cannot be used within the definition of a generic");
                case ScopeKind.TypeAlias:
                    throw errors.At(target, "assignment expression within a comprehension cannot be used in a type alias");
                case ScopeKind.TypeVariable:
                    throw errors.At(target, "assignment expression within a comprehension cannot be used in a TypeVar bound");
            }
        }
    }

    private void VisitComprehension(Expr e, string name, ComprehensionKind kind, Comprehension[] generators, Expr elt, Expr? value)
    {
        var outermost = generators[0];

        // The first iterable is evaluated outside.
        current.CompIterExpr++;
        Visit(outermost.Iter);
        current.CompIterExpr--;
        Enter(name, ScopeKind.Function, e);
        current.Comprehension = kind;
        if (outermost.IsAsync != 0) current.Coroutine = true;
        Define(".0", SymbolFlags.Param, e);
        current.InCompIterTarget = true;
        Visit(outermost.Target);
        current.InCompIterTarget = false;
        Visit(outermost.Ifs);
        for (int i = 1; i < generators.Length; i++)
        {
            var g = generators[i];
            current.InCompIterTarget = true;
            Visit(g.Target);
            current.InCompIterTarget = false;
            current.CompIterExpr++;
            Visit(g.Iter);
            current.CompIterExpr--;
            Visit(g.Ifs);
            if (g.IsAsync != 0) current.Coroutine = true;
        }
        VisitOptional(value);
        Visit(elt);
        current.Generator = kind == ComprehensionKind.Generator;
        bool isAsync = current.Coroutine && kind != ComprehensionKind.Generator;
        Exit();
        if (isAsync) current.Coroutine = true;
    }

    private void RefuseInComprehension(Expr e)
    {
        string? what = current.Comprehension switch
        {
            ComprehensionKind.List => "list comprehension",
            ComprehensionKind.Set => "set comprehension",
            ComprehensionKind.Dict => "dict comprehension",
            ComprehensionKind.Generator => "generator expression",
            _ => null,
        };
        if (what != null) throw errors.At(e, $"'yield' inside {what}");
    }

    private void RefuseInAnnotation(string what, Expr e)
    {
        string? where = current.Kind switch
        {
            ScopeKind.Annotation => "an annotation",
            ScopeKind.TypeVariable => current.ScopeInfo ?? "a TypeVar bound",
            ScopeKind.TypeAlias => "a type alias",
            ScopeKind.TypeParameters => "the definition of a generic",
            _ => null,
        };
        if (where != null) throw errors.At(e, $"{what} cannot be used within {where}");
    }

    private void EnterTypeParams(string name, Stmt s, bool isFunction, bool hasKwDefaults, bool isClass)
    {
        bool inClass = current.Kind == ScopeKind.Class;
        Enter(name, ScopeKind.TypeParameters, s, second: true);
        SeeClass(inClass, s);
        if (isClass)
        {
            Define(".type_params", SymbolFlags.Local, s);
            Define(".type_params", SymbolFlags.Use, s);
            Define(".generic_base", SymbolFlags.Local, s);
            Define(".generic_base", SymbolFlags.Use, s);
        }
        if (isFunction) Define(".defaults", SymbolFlags.Param, s);
        if (hasKwDefaults) Define(".kwdefaults", SymbolFlags.Param, s);
    }

    private void SeeClass(bool inClass, Node node)
    {
        current.CanSeeClassScope = inClass;
        if (inClass) Define("__classdict__", SymbolFlags.Use, node);
    }

    private void Visit(TypeParam param)
    {
        switch (param)
        {
            case TypeVar t:
                DefineTypeParam(t.Name, t);
                if (t.Bound != null) VisitTypeParamExpr(t.Name, t, t.Bound, t.Bound is Tuple ? "a TypeVar constraint" : "a TypeVar bound", false);
                if (t.DefaultValue != null) VisitTypeParamExpr(t.Name, t, t.DefaultValue, "a TypeVar default", true);
                break;
            case TypeVarTuple t:
                DefineTypeParam(t.Name, t);
                if (t.DefaultValue != null) VisitTypeParamExpr(t.Name, t, t.DefaultValue, "a TypeVarTuple default", true);
                break;
            case ParamSpec t:
                DefineTypeParam(t.Name, t);
                if (t.DefaultValue != null) VisitTypeParamExpr(t.Name, t, t.DefaultValue, "a ParamSpec default", true);
                break;
        }
    }

    private void DefineTypeParam(string name, TypeParam node)
    {
        current.MangledNames?.Add(name);
        Define(name, SymbolFlags.TypeParam | SymbolFlags.Local, node);
    }

    private void VisitTypeParamExpr(string name, TypeParam param, Expr e, string info, bool isDefault)
    {
        bool inClass = current.CanSeeClassScope;
        Enter(name, ScopeKind.TypeVariable, param, second: isDefault);
        SeeClass(inClass, param);
        current.ScopeInfo = info;
        Visit(e);
        Exit();
    }
}
