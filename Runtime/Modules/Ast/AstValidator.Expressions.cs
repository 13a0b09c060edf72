namespace TieredPy.Runtime.Modules;

using TieredPy.Runtime.Bytecode.Compiling;
using TieredPy.Runtime.Syntax;

/// <summary>Expressions and patterns.</summary>
internal sealed partial class AstValidator
{
    private void Optional(Expr? e)
    {
        if (e != null) Expression(e);
    }

    private void Expressions(Expr?[] list, ExprContext ctx = ExprContext.Load, bool nullable = false)
    {
        foreach (var e in list)
        {
            if (e != null) Expression(e, ctx);
            else if (!nullable) throw Err.ValueError("None disallowed in expression list");
        }
    }

    private void Expression(Expr expr, ExprContext ctx = ExprContext.Load)
    {
        Place(expr);
        Enter();
        ExprContext? actual = expr switch
        {
            Attribute e => e.Ctx,
            Subscript e => e.Ctx,
            Starred e => e.Ctx,
            Name e => e.Ctx,
            List e => e.Ctx,
            Tuple e => e.Ctx,
            _ => null,
        };
        if (expr is Name name) Identifier(name.Id);
        if (actual == null && ctx != ExprContext.Load) throw Err.ValueError($"expression which can't be assigned to in {ctx} context");
        if (actual is { } a && a != ctx) throw Err.ValueError($"expression must have {ctx} context but has {a} instead");
        Parts(expr, ctx);
        depth--;
    }

    private void Parts(Expr expr, ExprContext ctx)
    {
        switch (expr)
        {
            case BoolOp e:
                if (e.Values.Length < 2) throw Err.ValueError("BoolOp with less than 2 values");
                Expressions(e.Values);
                break;
            case BinOp e:
                Expression(e.Left);
                Expression(e.Right);
                break;
            case UnaryOp e: Expression(e.Operand); break;
            case Lambda e:
                Parameters(e.Args);
                Expression(e.Body);
                break;
            case IfExp e:
                Expression(e.Test);
                Expression(e.Body);
                Expression(e.Orelse);
                break;
            case Dict e:
                if (e.Keys.Length != e.Values.Length) throw Err.ValueError("Dict doesn't have the same number of keys as values");
                Expressions(e.Keys, ExprContext.Load, true);
                Expressions(e.Values);
                break;
            case Set e: Expressions(e.Elts); break;
            case ListComp e:
                Generators(e.Generators);
                Expression(e.Elt);
                break;
            case SetComp e:
                Generators(e.Generators);
                Expression(e.Elt);
                break;
            case GeneratorExp e:
                Generators(e.Generators);
                Expression(e.Elt);
                break;
            case DictComp e:
                Generators(e.Generators);
                Expression(e.Key);
                Expression(e.Value);
                break;
            case Yield e: Optional(e.Value); break;
            case YieldFrom e: Expression(e.Value); break;
            case Await e: Expression(e.Value); break;
            case Compare e:
                if (e.Comparators.Length == 0) throw Err.ValueError("Compare with no comparators");
                if (e.Comparators.Length != e.Ops.Length) throw Err.ValueError("Compare has a different number of comparators and operands");
                Expressions(e.Comparators);
                Expression(e.Left);
                break;
            case Call e:
                Expression(e.Func);
                Expressions(e.Args);
                Keywords(e.Keywords);
                break;
            case Constant e: ConstantValue(e.Value); break;
            case JoinedStr e: Expressions(e.Values); break;
            case FormattedValue e:
                Expression(e.Value);
                Optional(e.FormatSpec);
                break;
            case Attribute e: Expression(e.Value); break;
            case Subscript e:
                Expression(e.Slice);
                Expression(e.Value);
                break;
            case Starred e: Expression(e.Value, ctx); break;
            case List e: Expressions(e.Elts, ctx); break;
            case Tuple e: Expressions(e.Elts, ctx); break;
            case Slice e:
                Optional(e.Lower);
                Optional(e.Upper);
                Optional(e.Step);
                break;
            case NamedExpr e: Expression(e.Value); break;
        }
    }

    private void Generators(Comprehension[] generators)
    {
        if (generators.Length == 0) throw Err.ValueError("comprehension with no generators");
        foreach (var g in generators)
        {
            Expression(g.Target, ExprContext.Store);
            Expression(g.Iter);
            Expressions(g.Ifs);
        }
    }

    private void ConstantValue(object? value)
    {
        Enter();
        switch (value)
        {
            case ConstTuple t:
                foreach (var item in t.Items) ConstantValue(item);
                break;
            case ConstFrozenSet s:
                foreach (var item in s.Items) ConstantValue(item);
                break;
            case Value v: throw Err.TypeError($"got an invalid type in Constant: {Ops.TypeName(v)}");
        }
        depth--;
    }

    private void Patterns(Pattern[] patterns, bool starAllowed)
    {
        foreach (var p in patterns) Pattern(p, starAllowed);
    }

    private void Pattern(Pattern pattern, bool starAllowed)
    {
        Place(pattern);
        Enter();
        switch (pattern)
        {
            case MatchValue p: LiteralPattern(p.Value); break;
            case MatchSingleton p:
                if (p.Value is not (null or bool)) throw Err.ValueError("MatchSingleton can only contain True, False and None");
                break;
            case MatchSequence p: Patterns(p.Patterns, true); break;
            case MatchMapping p: Mapping(p); break;
            case MatchClass p: ClassPattern(p); break;
            case MatchStar p:
                if (!starAllowed) throw Err.ValueError("can't use MatchStar here");
                if (p.Name != null) Capture(p.Name);
                break;
            case MatchAs p:
                if (p.Name != null) Capture(p.Name);
                if (p.Pattern == null) break;
                if (p.Name == null) throw Err.ValueError("MatchAs must specify a target name if a pattern is given");
                Pattern(p.Pattern, false);
                break;
            case MatchOr p:
                if (p.Patterns.Length < 2) throw Err.ValueError("MatchOr requires at least 2 patterns");
                Patterns(p.Patterns, false);
                break;
        }
        depth--;
    }

    private void Mapping(MatchMapping p)
    {
        if (p.Keys.Length != p.Patterns.Length) throw Err.ValueError("MatchMapping doesn't have the same number of keys as patterns");
        if (p.Rest != null) Capture(p.Rest);
        foreach (var key in p.Keys)
            if (key is not Constant { Value: null or bool }) LiteralPattern(key);
        Patterns(p.Patterns, false);
    }

    private void ClassPattern(MatchClass p)
    {
        if (p.KwdAttrs.Length != p.KwdPatterns.Length) throw Err.ValueError("MatchClass doesn't have the same number of keyword attributes as patterns");
        Expression(p.Cls);
        var cls = p.Cls;
        while (cls is Attribute a) cls = a.Value;
        if (cls is not Name) throw Err.ValueError("MatchClass cls field can only contain Name or Attribute nodes.");
        foreach (var name in p.KwdAttrs) Identifier(name);
        Patterns(p.Patterns, false);
        Patterns(p.KwdPatterns, false);
    }

    private static void Capture(string name)
    {
        if (name == "_") throw Err.ValueError("can't capture name '_' in patterns");
        Identifier(name);
    }

    private void LiteralPattern(Expr e)
    {
        Expression(e);
        switch (e)
        {
            case Constant c:
                if (c.Value is long or System.Numerics.BigInteger or double or byte[] or System.Numerics.Complex or string or int[]) return;
                throw Err.ValueError("unexpected constant inside of a literal pattern");
            case Attribute or JoinedStr: return;
            case UnaryOp n when IsNegative(n): return;
            case BinOp { Op: Syntax.Operator.Add or Syntax.Operator.Sub } b when (IsReal(b.Left) || b.Left is UnaryOp { Op: Unaryop.USub } u && IsReal(u.Operand)) && IsImaginary(b.Right): return;
        }
        throw Err.ValueError("patterns may only match literals and attribute lookups");
    }

    private static bool IsReal(Expr e) => e is Constant { Value: long or System.Numerics.BigInteger or double };

    private static bool IsImaginary(Expr e) => e is Constant { Value: System.Numerics.Complex };

    private static bool IsNegative(UnaryOp e) => e.Op == Unaryop.USub && (IsReal(e.Operand) || IsImaginary(e.Operand));
}
