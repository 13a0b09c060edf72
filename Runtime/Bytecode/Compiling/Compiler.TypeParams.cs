using TieredPy.Runtime.Bytecode.Symbols;

namespace TieredPy.Runtime.Bytecode.Compiling;

using TieredPy.Runtime.Syntax;

/// <summary>Type parameters, generic functions and classes, type aliases (PEP 695, 696): a function around makes the parameters.</summary>
internal sealed partial class Compiler
{
    private void GenericFunctionTo(Stmt s, string name, Arguments args, Stmt[] body, Expr? returns, TypeParam[] typeParams, bool isAsync, int firstLine, int dst)
    {
        var p = P(s);
        int b = u.Temp(2);
        Emit(p, Op.Unbind, b + 1);

        // The defaults are evaluated outside and passed in.
        int extras = u.Temp(4);
        int flags = Defaults(args, extras);
        if (flags == HasKwDefaults) Emit(p, Op.Move, extras, extras + 1);
        int count = BitOperations.PopCount((uint)flags);

        EnterUnit(UnitKind.Annotation, table.TypeParamsScopeOf(s), $"<generic parameters of {name}>", firstLine);
        u.ArgCount = count;
        int parameters = u.Temp();
        TypeParamsTo(typeParams, p, parameters);
        int inner = u.Temp(4);

        // What is passed comes in the first registers, whatever their names.
        int passed = 0;
        if ((flags & HasDefaults) != 0) Emit(p, Op.Move, inner, passed++);
        if ((flags & HasKwDefaults) != 0) Emit(p, Op.Move, inner + 1, passed);
        int f = u.Temp();
        FunctionTo(s, p, name, args, body, returns, isAsync, firstLine, inner, flags, f);
        Emit(p, Op.SetFunctionTypeParams, f, parameters);
        Emit(p, Op.Return, f);
        CallScope(p, ExitUnit(), b, count, dst);
    }

    private void GenericClassTo(ClassDef s, int firstLine, int dst)
    {
        var p = P(s);
        int b = u.Temp(2);
        Emit(p, Op.Unbind, b + 1);
        EnterUnit(UnitKind.Annotation, table.TypeParamsScopeOf(s), $"<generic parameters of {s.Name}>", firstLine);
        u.Private = s.Name;
        int t = u.Temp();
        TypeParamsTo(s.TypeParams, p, t);
        Store(p, ".type_params", t);
        Emit(p, Op.SubscriptGeneric, t, t);
        Store(p, ".generic_base", t);
        Expr[] bases = [.. s.Bases, new Name(".generic_base", ExprContext.Load).At(s.Line, s.Col, s.EndLine, s.EndCol)];
        BuildClassTo(s, firstLine, bases, t);
        Emit(p, Op.Return, t);
        CallScope(p, ExitUnit(), b, 0, dst);
    }

    private void VisitTypeAlias(TypeAlias s)
    {
        var p = P(s);
        string name = ((Name)s.Name).Id;
        int dst = u.Temp();
        if (s.TypeParams.Length == 0)
        {
            AliasTo(s, name, p, dst);
        }
        else
        {
            int b = u.Temp(2);
            Emit(p, Op.Unbind, b + 1);
            EnterUnit(UnitKind.Annotation, table.TypeParamsScopeOf(s), $"<generic parameters of {name}>", s.Line);
            int t = u.Temp();
            AliasTo(s, name, p, t);
            Emit(p, Op.Return, t);
            CallScope(p, ExitUnit(), b, 0, dst);
        }
        Store(p, name, dst);
    }

    private void AliasTo(TypeAlias s, string name, Position p, int dst)
    {
        int r = u.Temp(3);
        LoadConst(p, name, r);
        if (s.TypeParams.Length > 0) TypeParamsTo(s.TypeParams, p, r + 1);
        else LoadConst(p, null, r + 1);
        EvaluatorTo(s.Value, table.ScopeOf(s), name, s.Line, p, false, r + 2);
        Emit(p, Op.MakeTypeAlias, dst, r);
    }

    /// <summary>Calls a scope of type parameters with the arguments behind R[b + 1].</summary>
    private void CallScope(Position p, PyCode code, int b, int count, int dst)
    {
        u.Top = b - VReg.TempBase + 2 + count;
        int extras = u.Temp(4);
        ClosureTo(p, code, extras, 0, b);
        Emit(p, Op.Call, dst, b, count);
    }

    /// <summary>The tuple of the type parameters; each is bound to its name.</summary>
    private void TypeParamsTo(TypeParam[] list, Position p, int dst)
    {
        int mark = u.Top;
        int first = u.Temp(list.Length);
        bool sawDefault = false;
        for (int i = 0; i < list.Length; i++)
        {
            int inner = u.Top;
            int r = first + i, name = u.Temp(), evaluator = u.Temp();
            var at = P(list[i]);
            string id;
            Expr? defaultValue;
            int form;
            switch (list[i])
            {
                case TypeVar t:
                    (id, defaultValue, form) = (t.Name, t.DefaultValue, t.Bound == null ? 0 : t.Bound is Tuple or Constant { Value: ConstTuple } ? 2 : 1);
                    if (t.Bound != null) EvaluatorTo(t.Bound, table.ScopeOf(t), id, t.Line, at, false, evaluator);
                    break;
                case ParamSpec t: (id, defaultValue, form) = (t.Name, t.DefaultValue, 3); break;
                default:
                    var ts = (TypeVarTuple)list[i];
                    (id, defaultValue, form) = (ts.Name, ts.DefaultValue, 4);
                    break;
            }
            LoadConst(at, id, name);
            Emit(at, Op.MakeTypeParam, r, name, evaluator, form);
            if (defaultValue != null)
            {
                sawDefault = true;
                EvaluatorTo(defaultValue, table.DefaultScopeOf(list[i]), id, list[i].Line, at, form == 4, evaluator);
                Emit(at, Op.SetTypeParamDefault, r, evaluator);
            }
            else if (sawDefault)
            {
                throw errors.At(list[i], $"non-default type parameter '{id}' follows default type parameter");
            }
            Store(at, id, r);
            u.Top = inner;
        }
        Emit(p, Op.BuildTuple, dst, first, list.Length);
        u.Top = mark;
    }

    /// <summary>A function that evaluates an expression later.</summary>
    private void EvaluatorTo(Expr e, Scope scope, string name, int line, Position p, bool allowStarred, int dst)
    {
        EnterUnit(UnitKind.Annotation, scope, name, line);
        int r;
        if (allowStarred && e is Starred star)
        {
            r = u.Temp();
            ExprTo(star.Value, r);
            Emit(p, Op.Unpack, r, r, 1);
        }
        else
        {
            r = ExprAny(e);
        }
        Emit(P(e), Op.Return, r);
        var code = ExitUnit();
        int mark = u.Top;
        int extras = u.Temp(4);
        ClosureTo(p, code, extras, 0, dst);
        u.Top = mark;
    }
}
