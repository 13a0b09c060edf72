using TieredPy.Runtime.Bytecode.Symbols;

namespace TieredPy.Runtime.Bytecode.Compiling;

using TieredPy.Runtime.Syntax;

/// <summary>Functions, lambdas and classes.</summary>
internal sealed partial class Compiler
{
    private const int HasDefaults = 1, HasKwDefaults = 2, HasAnnotationsFlag = 4, HasClosure = 8;

    private void VisitFunction(Stmt s, string name, Arguments args, Stmt[] body, Expr[] decorators, Expr? returns, TypeParam[] typeParams, bool isAsync)
    {
        int firstLine = decorators.Length > 0 ? decorators[0].Line : s.Line;
        int b = Decorators(decorators);
        var p = P(s);
        int target = decorators.Length == 0 ? FastTarget(new Name(name, ExprContext.Store)) : -1;
        int dst = target >= 0 ? target : u.Temp();
        if (typeParams.Length == 0)
        {
            int extras = u.Temp(4);
            int flags = Defaults(args, extras);
            FunctionTo(s, p, name, args, body, returns, isAsync, firstLine, extras, flags, dst);
        }
        else
        {
            GenericFunctionTo(s, name, args, body, returns, typeParams, isAsync, firstLine, dst);
        }
        ApplyDecorators(decorators, b, dst);
        if (target < 0) Store(p, name, dst);
    }

    /// <summary>Evaluates decorators, each at the start of the window of its call; gives the first register.</summary>
    private int Decorators(Expr[] decorators)
    {
        int b = VReg.TempBase + u.Top;
        foreach (var d in decorators)
        {
            int r = u.Temp(2);
            ExprTo(d, r);
            Emit(P(d), Op.Unbind, r + 1);
        }
        return b;
    }

    /// <summary>Calls the decorators, the last one first; the value is in R[dst], the argument place of the last one's window, and stays there.</summary>
    private void ApplyDecorators(Expr[] decorators, int b, int dst)
    {
        int argument = dst;
        for (int i = decorators.Length - 1; i >= 0; i--)
        {
            int r = b + 2 * i;
            if (r + 2 != argument) Emit(P(decorators[i]), Op.Move, r + 2, argument);
            Emit(P(decorators[i]), Op.Call, i == 0 ? dst : r, r, 1);
            argument = r;
        }
    }

    /// <summary>Positional defaults to R[extras], keyword-only ones to R[extras + 1].</summary>
    private int Defaults(Arguments args, int extras)
    {
        int flags = 0;
        if (args.Defaults.Length > 0)
        {
            flags |= HasDefaults;
            var d = args.Defaults;
            if (Array.TrueForAll(d, e => e is Constant)) LoadConst(P(d[0]), new ConstTuple(Array.ConvertAll(d, e => ((Constant)e).Value)), extras);
            else DisplayTo(Op.BuildTuple, d, extras, P(d[0]));
        }
        int mark = u.Top, count = 0;
        for (int i = 0; i < args.Kwonlyargs.Length; i++)
        {
            if (args.KwDefaults[i] is not { } value) continue;
            LoadConst(P(value), Mangle(args.Kwonlyargs[i].ArgName), u.Temp());
            ExprTo(value, u.Temp());
            count++;
        }
        if (count > 0)
        {
            flags |= HasKwDefaults;
            Emit(P(args.Kwonlyargs[0]), Op.BuildMap, extras + 1, VReg.TempBase + mark, count);
            u.Top = mark;
        }
        return flags;
    }

    /// <summary>The annotations tuple (name, value, ...) to R[extras + 2].</summary>
    private int Annotations(Position p, Arguments args, Expr? returns, int extras)
    {
        var list = new List<(string Name, Expr Annotation)>();
        foreach (var a in args.Posonlyargs) Add(a);
        foreach (var a in args.Args) Add(a);
        Add(args.Vararg);
        foreach (var a in args.Kwonlyargs) Add(a);
        Add(args.Kwarg);
        if (returns != null) list.Add(("return", returns));
        if (list.Count == 0) return 0;

        int mark = u.Top;
        foreach (var (name, annotation) in list)
        {
            LoadConst(P(annotation), name, u.Temp());
            int r = u.Temp();
            if (annotation is Starred star && !options.FutureAnnotations)
            {
                // *args: *Ts
                int t = u.Temp();
                ExprTo(star.Value, t);
                Emit(P(star), Op.Unpack, r, t, 1);
                u.Top--;
            }
            else
            {
                AnnotationTo(annotation, r);
            }
        }
        Emit(p, Op.BuildTuple, extras + 2, VReg.TempBase + mark, 2 * list.Count);
        u.Top = mark;
        return HasAnnotationsFlag;

        void Add(Arg? a)
        {
            if (a?.Annotation != null) list.Add((Mangle(a.ArgName), a.Annotation));
        }
    }

    private void FunctionTo(Stmt s, Position p, string name, Arguments args, Stmt[] body, Expr? returns, bool isAsync, int firstLine, int extras, int flags, int dst)
    {
        flags |= Annotations(p, args, returns, extras);
        EnterUnit(isAsync ? UnitKind.AsyncFunction : UnitKind.Function, table.ScopeOf(s), name, firstLine);
        SetParameters(args);
        int first = 0;
        if (AstFolder.IsDocstring(body) && options.Optimize < 2)
        {
            u.ConstIndex(Docstrings.Clean(((Constant)((ExprStmt)body[0]).Value).Value!));
            u.HasDocstring = true;
            first = 1;
        }
        for (int i = first; i < body.Length; i++) Visit(body[i]);
        var code = ExitUnit();
        ClosureTo(p, code, extras, flags, dst);
    }

    private void SetParameters(Arguments args)
    {
        u.PosOnlyCount = args.Posonlyargs.Length;
        u.ArgCount = args.Posonlyargs.Length + args.Args.Length;
        u.KwOnlyCount = args.Kwonlyargs.Length;
    }

    /// <summary>MakeFunction, with the cells that the code needs.</summary>
    private void ClosureTo(Position p, PyCode code, int extras, int flags, int dst)
    {
        if (code.FreeVars.Length > 0)
        {
            int mark = u.Top;
            int first = u.Temp(code.FreeVars.Length);
            for (int i = 0; i < code.FreeVars.Length; i++) Emit(p, Op.Move, first + i, ClosureCell(FreeName(code, i)));
            Emit(p, Op.BuildTuple, extras + 3, first, code.FreeVars.Length);
            u.Top = mark;
            flags |= HasClosure;
        }
        Emit(p, Op.MakeFunction, dst, u.ConstIndex(code), flags == 0 ? 0 : extras, flags);
    }

    private static string FreeName(PyCode code, int i) => code.FreeVars[i].ToString();

    private void LambdaTo(Lambda e, int dst)
    {
        int extras = u.Temp(4);
        int flags = Defaults(e.Args, extras);
        EnterUnit(UnitKind.Lambda, table.ScopeOf(e), "<lambda>", e.Line);
        SetParameters(e.Args);
        int r = ExprAny(e.Body);
        Emit(P(e.Body), Op.Return, r);
        var code = ExitUnit();
        ClosureTo(P(e), code, extras, flags, dst);
    }

    private void VisitClass(ClassDef s)
    {
        int firstLine = s.DecoratorList.Length > 0 ? s.DecoratorList[0].Line : s.Line;
        int b = Decorators(s.DecoratorList);
        var p = P(s);
        int target = s.DecoratorList.Length == 0 ? FastTarget(new Name(s.Name, ExprContext.Store)) : -1;
        int dst = target >= 0 ? target : u.Temp();
        if (s.TypeParams.Length == 0) BuildClassTo(s, firstLine, s.Bases, dst);
        else GenericClassTo(s, firstLine, dst);
        ApplyDecorators(s.DecoratorList, b, dst);
        if (target < 0) Store(p, s.Name, dst);
    }

    /// <summary>__build_class__(body, name, *bases, **keywords).</summary>
    private void BuildClassTo(ClassDef s, int firstLine, Expr[] bases, int dst)
    {
        var p = P(s);
        CheckKeywords(s.Keywords);
        var code = ClassBody(s, firstLine);
        int mark = u.Top;
        int b = Window(dst);
        Emit(p, Op.LoadBuildClass, b);
        if (HasUnpacking(bases, s.Keywords) || bases.Length + s.Keywords.Length > MaxDirectArguments)
        {
            UnpackingCall(p, b, Prefix, bases, s.Keywords, dst);
        }
        else
        {
            Emit(p, Op.Unbind, u.Temp());
            int count = Prefix();
            Arguments(p, b, bases, s.Keywords, dst, count);
        }
        u.Top = mark;

        int Prefix()
        {
            int f = u.Temp(2);
            int extras = u.Temp(4);
            ClosureTo(p, code, extras, 0, f);
            LoadConst(p, s.Name, f + 1);
            u.Top -= 4;
            return 2;
        }
    }

    private PyCode ClassBody(ClassDef s, int firstLine)
    {
        EnterUnit(UnitKind.Class, table.ScopeOf(s), s.Name, firstLine);
        u.Private = s.Name;
        var p = new Position(firstLine, 0, firstLine, 0);
        int t = u.Temp();
        Emit(p, Op.LoadName, t, u.NameIndex("__name__"));
        Emit(p, Op.StoreName, t, u.NameIndex("__module__"));
        LoadConst(p, u.QualName, t);
        Emit(p, Op.StoreName, t, u.NameIndex("__qualname__"));
        LoadConst(p, (long)firstLine, t);
        Emit(p, Op.StoreName, t, u.NameIndex("__firstlineno__"));
        if (s.TypeParams.Length > 0)
        {
            Emit(p, Op.LoadDeref, t, u.Frees[".type_params"]);
            Emit(p, Op.StoreName, t, u.NameIndex("__type_params__"));
        }
        if (u.Scope.NeedsClassDict)
        {
            Emit(p, Op.LoadLocals, t);
            Emit(p, Op.StoreDeref, CellOf("__classdict__"), t);
        }
        u.Top = 0;
        CompileBody(s.Body, "__doc__");

        u.Top = 0;
        u.Temp();
        var attributes = u.StaticAttributes?.ToArray() ?? [];
        Array.Sort(attributes, string.CompareOrdinal);
        LoadConst(default, new ConstTuple(attributes), t);
        Emit(default, Op.StoreName, t, u.NameIndex("__static_attributes__"));
        if (u.Scope.NeedsClassDict) Emit(default, Op.StoreName, CellOf("__classdict__"), u.NameIndex("__classdictcell__"));
        if (u.Scope.NeedsClassClosure)
        {
            Emit(default, Op.StoreName, CellOf("__class__"), u.NameIndex("__classcell__"));
            Emit(default, Op.Return, CellOf("__class__"));
        }
        u.Top = 0;
        return ExitUnit();
    }
}
