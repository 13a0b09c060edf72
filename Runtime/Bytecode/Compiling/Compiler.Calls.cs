using TieredPy.Runtime.Bytecode.Symbols;

namespace TieredPy.Runtime.Bytecode.Compiling;

using TieredPy.Runtime.Syntax;

/// <summary>Calls, super().</summary>
internal sealed partial class Compiler
{
    private const int MaxDirectArguments = 250;

    private void CallTo(Call e, int dst)
    {
        CheckKeywords(e.Keywords);
        CheckCaller(e.Func);
        int b = Window(dst);
        var p = P(e);
        if (e.Args.Length + e.Keywords.Length > MaxDirectArguments || HasUnpacking(e.Args, e.Keywords))
        {
            ExprTo(e.Func, b);
            UnpackingCall(p, b, null, e.Args, e.Keywords, dst);
            return;
        }
        if (e.Func is Attribute { Ctx: ExprContext.Load } method)
        {
            p = MatchAttribute(p, method);
            if (IsSuperCall(method.Value, out var super))
            {
                int s = SuperArguments(super);
                Emit(AttributePos(method), Op.LoadSuperAttr, b, s, NameIndex(method.Attr), super.Args.Length > 0 ? 3 : 1);
            }
            else
            {
                int obj = Operand(method.Value, b);
                Emit(AttributePos(method), Op.LoadMethod, b, obj, NameIndex(method.Attr));
            }
            u.Top = b - VReg.TempBase + 2;
        }
        else
        {
            ExprTo(e.Func, b);
            if (e.Func is Name && CalleeOp(u.Code[^1], b) is { } op)
            {
                CollectionsMarshal.AsSpan(u.Code)[^1].Op = op;
                u.Temp();
            }
            else Emit(P(e.Func), Op.Unbind, u.Temp());
        }
        Arguments(p, b, e.Args, e.Keywords, dst);
    }

    /// <summary>What loads the name as this instruction does into R[b], and says that no self follows it; null when nothing does.</summary>
    private static Op? CalleeOp(Ins load, int b) => load.A != b ? null : load.Op switch
    {
        Op.Move => Op.MoveCallee,
        Op.LoadDeref => Op.LoadDerefCallee,
        Op.LoadGlobal => Op.LoadGlobalCallee,
        _ => null,
    };

    /// <summary>The start of a call window at the top of the temporaries: the destination itself when it is the topmost.</summary>
    private int Window(int dst) => dst == VReg.TempBase + u.Top - 1 ? dst : u.Temp();

    /// <summary>Evaluates plain arguments behind R[b], R[b+1] and calls.</summary>
    private void Arguments(Position p, int b, Expr[] args, Keyword[] keywords, int dst, int pushed = 0)
    {
        foreach (var a in args) ExprTo(a, u.Temp());
        foreach (var k in keywords) ExprTo(k.Value, u.Temp());
        EmitCall(p, b, pushed + args.Length + keywords.Length, keywords, dst);
    }

    private void EmitCall(Position p, int b, int count, Keyword[] keywords, int dst)
    {
        if (keywords.Length == 0)
        {
            Emit(p, Op.Call, dst, b, count);
            return;
        }
        Emit(p, Op.CallKw, dst, b, count);
        Emit(p, Op.Ext, u.ConstIndex(new ConstTuple(Array.ConvertAll(keywords, k => (object?)k.Arg!))));
    }

    private static bool HasUnpacking(Expr[] args, Keyword[] keywords) =>
        Array.Exists(args, a => a is Starred) || Array.Exists(keywords, k => k.Arg == null);

    /// <summary>
    /// A call with * or ** (or very many arguments) of R[b], the top of the temporaries; what <paramref name="prefix"/> leaves in consecutive
    /// new temporaries comes before the arguments.
    /// </summary>
    private void UnpackingCall(Position p, int b, Func<int>? prefix, Expr[] args, Keyword[] keywords, int dst)
    {
        u.Top = b - VReg.TempBase + 1;
        int tuple = u.Temp(), dict = u.Temp();
        if (prefix != null)
        {
            int mark = u.Top;
            int list = u.Temp();
            int count = prefix();
            Emit(p, Op.BuildList, list, list + 1, count);
            u.Top = mark + 1;
            Accumulate(p, list, args);
            Emit(p, Op.ListToTuple, tuple, list);
            u.Top = mark;
        }
        else if (args is [Starred only]) ExprTo(only.Value, tuple);
        else if (args.Length == 0) LoadConst(p, new ConstTuple([]), tuple);
        else DisplayTo(Op.BuildTuple, args, tuple, p);
        if (keywords.Length == 0) Emit(p, Op.Unbind, dict);
        else KeywordsDict(p, keywords, dict, b);
        Emit(p, Op.CallEx, dst, b);
    }

    private void Accumulate(Position p, int list, Expr[] args)
    {
        int mark = u.Top;
        foreach (var a in args)
        {
            int r = ExprAny(a is Starred s ? s.Value : a);
            Emit(p, a is Starred ? Op.ListExtend : Op.ListAppend, list, r);
            u.Top = mark;
        }
    }

    /// <summary>The dict of keyword arguments, duplicates checked where ** is involved.</summary>
    private void KeywordsDict(Position p, Keyword[] keywords, int dict, int callable)
    {
        int mark = u.Top;
        bool made = false;
        for (int i = 0; i < keywords.Length;)
        {
            if (keywords[i].Arg == null)
            {
                if (!made) Emit(p, Op.BuildMap, dict);
                int r = ExprAny(keywords[i].Value);
                Emit(p, Op.DictMerge, dict, r, callable);
                i++;
            }
            else
            {
                int first = VReg.TempBase + u.Top, start = i;
                for (; i < keywords.Length && keywords[i].Arg != null && i - start < 64; i++)
                {
                    LoadConst(P(keywords[i]), keywords[i].Arg!, u.Temp());
                    ExprTo(keywords[i].Value, u.Temp());
                }
                if (!made)
                {
                    Emit(p, Op.BuildMap, dict, first, i - start);
                }
                else
                {
                    Emit(p, Op.BuildMap, first, first, i - start);
                    Emit(p, Op.DictMerge, dict, first, callable);
                }
            }
            made = true;
            u.Top = mark;
        }
    }

    private void CheckKeywords(Keyword[] keywords)
    {
        for (int i = 0; i < keywords.Length; i++)
        {
            if (keywords[i].Arg == null) continue;
            for (int j = i + 1; j < keywords.Length; j++)
            {
                if (keywords[i].Arg == keywords[j].Arg) throw errors.At(keywords[j], $"keyword argument repeated: {keywords[i].Arg}");
            }
        }
    }

    /// <summary>Is it super() or super(a, b), meaning the builtin, whose attribute can be had without making a super object?</summary>
    private bool IsSuperCall(Expr e, [NotNullWhen(true)] out Call? call)
    {
        call = e as Call;
        if (call is not { Func: Name { Id: "super" }, Keywords.Length: 0 }) return false;
        if (u.Scope.ScopeOf("super") != NameScope.GlobalImplicit || u.Comp != null) return false;
        if (table.Top.ScopeOf("super") != NameScope.Unknown) return false;
        if (call.Args.Length == 2) return !Array.Exists(call.Args, a => a is Starred);
        return call.Args.Length == 0 && u.Scope.ScopeOf("__class__") == NameScope.Free && u.Frees.ContainsKey("__class__") &&
            u.ArgCount > 0 && u.Scope.IsFunctionLike;
    }

    /// <summary>super, class and self in three new temporaries.</summary>
    private int SuperArguments(Call call)
    {
        int b = u.Temp(3);
        Load(P(call.Func), "super", b);
        if (call.Args.Length == 2)
        {
            ExprTo(call.Args[0], b + 1);
            ExprTo(call.Args[1], b + 2);
            return b;
        }
        var p = P(call);
        Emit(p, Op.LoadDeref, b + 1, u.Frees["__class__"]);
        string self = u.LocalNames[0];
        var v = Resolve(self);
        if (v.Kind == VariableKind.Deref) Emit(p, Op.LoadDeref, b + 2, v.Reg);
        else
        {
            Emit(p, Op.CheckLocal, v.Reg);
            Emit(p, Op.Move, b + 2, v.Reg);
        }
        return b;
    }
}
