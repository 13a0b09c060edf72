namespace TieredPy.Runtime.Modules;

using TieredPy.Runtime.Bytecode.Compiling;
using TieredPy.Runtime.Syntax;

/// <summary>
/// Makes a syntax tree from node objects of the <c>ast</c> module, with CPython's complaints about fields that are missing or of a wrong
/// type. What isn't allowed to be None in a list is left null there, for <see cref="AstValidator"/> to find.
/// </summary>
internal sealed partial class AstFromPython
{
    private const int MaxDepth = 10000;

    private static readonly NodeKind[] ModeKinds = [NodeKind.Module, NodeKind.Expression, NodeKind.Interactive, NodeKind.FunctionType];

    private readonly NodeClasses classes = NodeClasses.Instance;
    private int depth;

    /// <summary>The tree of a module node; the kind of module is that of the mode of compile().</summary>
    public static Mod Convert(Value node, Bytecode.CompileMode mode)
    {
        var wanted = ModeKinds[(int)mode];
        var c = new AstFromPython();
        if (!c.classes.TryKind(node, out var kind) || kind != wanted)
            throw Err.TypeError($"expected {NodeClasses.NameOf(wanted)} node, got {Ops.TypeName(node)}");
        var r = new Reader(c, node, kind);
        return kind switch
        {
            NodeKind.Module => new Module(r.Statements("body"), r.List("type_ignores", c.Ignore)),
            NodeKind.Interactive => new Interactive(r.Statements("body")),
            NodeKind.Expression => new Expression(r.Expression("body")),
            _ => new FunctionType(r.Expressions("argtypes"), r.Expression("returns")),
        };
    }

    private Reader Enter(Value v, string sum, Predicate<NodeKind> belongs, bool optionalEnd, out Node place)
    {
        place = Reader.Place(v, sum, optionalEnd);
        if (!classes.TryKind(v, out var kind) || !belongs(kind)) throw Err.TypeError($"expected some sort of {sum}, but got {Ops.Repr(v)}");
        return new Reader(this, v, kind);
    }

    private Expr? Expr(Value v)
    {
        if (v.IsNone) return null;
        var r = Enter(v, "expr", k => k is >= NodeKind.BoolOp and <= NodeKind.Slice, true, out var place);
        return Placed(IsCommon(r.Kind) ? CommonExpression(r) : RareExpression(r), place);
    }

    private static bool IsCommon(NodeKind kind) =>
        kind is NodeKind.BinOp or NodeKind.UnaryOp or NodeKind.Call or NodeKind.Attribute or NodeKind.Subscript or NodeKind.Name or NodeKind.Constant;

    private static Expr CommonExpression(Reader r)
    {
        switch (r.Kind)
        {
            case NodeKind.BinOp: return new BinOp(r.Expression("left"), (Syntax.Operator)r.Member<Syntax.Operator>("op"), r.Expression("right"));
            case NodeKind.UnaryOp: return new UnaryOp((Unaryop)r.Member<Unaryop>("op"), r.Expression("operand"));
            case NodeKind.Call: return new Call(r.Expression("func"), r.Expressions("args"), r.Keywords());
            case NodeKind.Attribute: return new Attribute(r.Expression("value"), r.Name("attr"), r.Context());
            case NodeKind.Subscript: return new Subscript(r.Expression("value"), r.Expression("slice"), r.Context());
            case NodeKind.Name: return new Name(r.Name("id"), r.Context());
            default: return new Constant(r.Constant("value"), r.OptionalText("kind"));
        }
    }

    private static Expr RareExpression(Reader r)
    {
        switch (r.Kind)
        {
            case NodeKind.BoolOp: return new BoolOp((Boolop)r.Member<Boolop>("op"), r.Expressions("values"));
            case NodeKind.NamedExpr: return new NamedExpr(r.Expression("target"), r.Expression("value"));
            case NodeKind.Lambda: return new Lambda(r.Arguments(), r.Expression("body"));
            case NodeKind.IfExp: return new IfExp(r.Expression("test"), r.Expression("body"), r.Expression("orelse"));
            case NodeKind.Dict: return new Dict(r.Expressions("keys"), r.Expressions("values"));
            case NodeKind.Set: return new Set(r.Expressions("elts"));
            case NodeKind.ListComp: return new ListComp(r.Expression("elt"), r.Comprehensions());
            case NodeKind.SetComp: return new SetComp(r.Expression("elt"), r.Comprehensions());
            case NodeKind.DictComp: return new DictComp(r.Expression("key"), r.Expression("value"), r.Comprehensions());
            case NodeKind.GeneratorExp: return new GeneratorExp(r.Expression("elt"), r.Comprehensions());
            case NodeKind.Await: return new Await(r.Expression("value"));
            case NodeKind.Yield: return new Yield(r.OptionalExpression("value"));
            case NodeKind.YieldFrom: return new YieldFrom(r.Expression("value"));
            case NodeKind.Compare: return new Compare(r.Expression("left"), r.Comparisons(), r.Expressions("comparators"));
            case NodeKind.FormattedValue: return new FormattedValue(r.Expression("value"), r.Int("conversion"), r.OptionalExpression("format_spec"));
            case NodeKind.JoinedStr: return new JoinedStr(r.Expressions("values"));
            case NodeKind.Starred: return new Starred(r.Expression("value"), r.Context());
            case NodeKind.List: return new List(r.Expressions("elts"), r.Context());
            case NodeKind.Tuple: return new Tuple(r.Expressions("elts"), r.Context());
            default: return new Slice(r.OptionalExpression("lower"), r.OptionalExpression("upper"), r.OptionalExpression("step"));
        }
    }

    private Stmt? Stmt(Value v)
    {
        if (v.IsNone) return null;
        var r = Enter(v, "stmt", k => k is >= NodeKind.FunctionDef and <= NodeKind.Continue, true, out var place);
        return Placed(Statement(r), place);
    }

    private Stmt Statement(Reader r)
    {
        switch (r.Kind)
        {
            case NodeKind.FunctionDef:
                return new FunctionDef(r.Name("name"), r.Arguments(), r.Statements("body"), r.Expressions("decorator_list"), r.OptionalExpression("returns"), r.OptionalText("type_comment"), r.TypeParams());
            case NodeKind.AsyncFunctionDef:
                return new AsyncFunctionDef(r.Name("name"), r.Arguments(), r.Statements("body"), r.Expressions("decorator_list"), r.OptionalExpression("returns"), r.OptionalText("type_comment"), r.TypeParams());
            case NodeKind.ClassDef:
                return new ClassDef(r.Name("name"), r.Expressions("bases"), r.Keywords(), r.Statements("body"), r.Expressions("decorator_list"), r.TypeParams());
            case NodeKind.For: return new For(r.Expression("target"), r.Expression("iter"), r.Statements("body"), r.Statements("orelse"), r.OptionalText("type_comment"));
            case NodeKind.AsyncFor: return new AsyncFor(r.Expression("target"), r.Expression("iter"), r.Statements("body"), r.Statements("orelse"), r.OptionalText("type_comment"));
            case NodeKind.While: return new While(r.Expression("test"), r.Statements("body"), r.Statements("orelse"));
            case NodeKind.If: return new If(r.Expression("test"), r.Statements("body"), r.Statements("orelse"));
            case NodeKind.With: return new With(r.List("items", WithItem), r.Statements("body"), r.OptionalText("type_comment"));
            case NodeKind.AsyncWith: return new AsyncWith(r.List("items", WithItem), r.Statements("body"), r.OptionalText("type_comment"));
            case NodeKind.Match: return new Match(r.Expression("subject"), r.List("cases", Case));
            case NodeKind.Try: return new Try(r.Statements("body"), r.List("handlers", Handler), r.Statements("orelse"), r.Statements("finalbody"));
            case NodeKind.TryStar: return new TryStar(r.Statements("body"), r.List("handlers", Handler), r.Statements("orelse"), r.Statements("finalbody"));
            default: return SimpleStatement(r);
        }
    }

    private Stmt SimpleStatement(Reader r)
    {
        switch (r.Kind)
        {
            case NodeKind.Return: return new Return(r.OptionalExpression("value"));
            case NodeKind.Delete: return new Delete(r.Expressions("targets"));
            case NodeKind.Assign: return new Assign(r.Expressions("targets"), r.Expression("value"), r.OptionalText("type_comment"));
            case NodeKind.TypeAlias: return new TypeAlias(r.Expression("name"), r.TypeParams(), r.Expression("value"));
            case NodeKind.AugAssign: return new AugAssign(r.Expression("target"), (Syntax.Operator)r.Member<Syntax.Operator>("op"), r.Expression("value"));
            case NodeKind.AnnAssign: return new AnnAssign(r.Expression("target"), r.Expression("annotation"), r.OptionalExpression("value"), r.Int("simple"));
            case NodeKind.Raise: return new Raise(r.OptionalExpression("exc"), r.OptionalExpression("cause"));
            case NodeKind.Assert: return new Assert(r.Expression("test"), r.OptionalExpression("msg"));
            case NodeKind.Import: return new Import(r.List("names", Alias));
            case NodeKind.ImportFrom: return new ImportFrom(r.OptionalName("module"), r.List("names", Alias), r.OptionalInt("level"));
            case NodeKind.Global: return new Global(r.List("names", Reader.Identifier));
            case NodeKind.Nonlocal: return new Nonlocal(r.List("names", Reader.Identifier));
            case NodeKind.ExprStmt: return new ExprStmt(r.Expression("value"));
            case NodeKind.Pass: return new Pass();
            case NodeKind.Break: return new Break();
            default: return new Continue();
        }
    }

    private Pattern? Pattern(Value v)
    {
        if (v.IsNone) return null;
        var r = Enter(v, "pattern", k => k is >= NodeKind.MatchValue and <= NodeKind.MatchOr, false, out var place);
        Pattern made = r.Kind switch
        {
            NodeKind.MatchValue => new MatchValue(r.Expression("value")),
            NodeKind.MatchSingleton => new MatchSingleton(r.Constant("value")),
            NodeKind.MatchSequence => new MatchSequence(r.Patterns("patterns")),
            NodeKind.MatchMapping => new MatchMapping(r.Expressions("keys"), r.Patterns("patterns"), r.OptionalName("rest")),
            NodeKind.MatchClass => new MatchClass(r.Expression("cls"), r.Patterns("patterns"), r.List("kwd_attrs", Reader.Identifier), r.Patterns("kwd_patterns")),
            NodeKind.MatchStar => new MatchStar(r.OptionalName("name")),
            NodeKind.MatchAs => new MatchAs(r.Optional("pattern", Pattern), r.OptionalName("name")),
            _ => new MatchOr(r.Patterns("patterns")),
        };
        return Placed(made, place);
    }

    private ExceptHandler? Handler(Value v)
    {
        if (v.IsNone) return null;
        var r = Enter(v, "excepthandler", k => k == NodeKind.ExceptHandler, true, out var place);
        return Placed(new ExceptHandler(r.OptionalExpression("type"), r.OptionalName("name"), r.Statements("body")), place);
    }

    private TypeParam? TypeParam(Value v)
    {
        if (v.IsNone) return null;
        var r = Enter(v, "type_param", k => k is NodeKind.TypeVar or NodeKind.ParamSpec or NodeKind.TypeVarTuple, false, out var place);
        TypeParam made = r.Kind switch
        {
            NodeKind.TypeVar => new TypeVar(r.Name("name"), r.OptionalExpression("bound"), r.OptionalExpression("default_value")),
            NodeKind.ParamSpec => new ParamSpec(r.Name("name"), r.OptionalExpression("default_value")),
            _ => new TypeVarTuple(r.Name("name"), r.OptionalExpression("default_value")),
        };
        return Placed(made, place);
    }

    private TypeIgnore? Ignore(Value v)
    {
        if (v.IsNone) return null;
        if (!classes.TryKind(v, out var kind) || kind != NodeKind.TypeIgnore) throw Err.TypeError($"expected some sort of type_ignore, but got {Ops.Repr(v)}");
        var r = new Reader(this, v, kind);
        return new TypeIgnore(r.Int("lineno"), r.Text("tag"));
    }

    // The rest are products of the grammar: CPython takes any object that has the attributes.
    private Arguments ArgumentsOf(Value v)
    {
        var r = new Reader(this, v, NodeKind.Arguments);
        return new Arguments(r.List("posonlyargs", Arg), r.List("args", Arg), r.Optional("vararg", Arg), r.List("kwonlyargs", Arg), r.Expressions("kw_defaults"), r.Optional("kwarg", Arg), r.Expressions("defaults"));
    }

    private Arg Arg(Value v)
    {
        var r = new Reader(this, v, NodeKind.Arg);
        return Placed(new Arg(r.Name("arg"), r.OptionalExpression("annotation"), r.OptionalText("type_comment")), Reader.Place(v, "arg", true));
    }

    private Keyword Keyword(Value v)
    {
        var r = new Reader(this, v, NodeKind.Keyword);
        return Placed(new Keyword(r.OptionalName("arg"), r.Expression("value")), Reader.Place(v, "keyword", true));
    }

    private Alias Alias(Value v)
    {
        var r = new Reader(this, v, NodeKind.Alias);
        return Placed(new Alias(r.Name("name"), r.OptionalName("asname")), Reader.Place(v, "alias", true));
    }

    private Comprehension Generator(Value v)
    {
        var r = new Reader(this, v, NodeKind.Comprehension);
        return new Comprehension(r.Expression("target"), r.Expression("iter"), r.Expressions("ifs"), r.Int("is_async"));
    }

    private WithItem WithItem(Value v)
    {
        var r = new Reader(this, v, NodeKind.WithItem);
        return new WithItem(r.Expression("context_expr"), r.OptionalExpression("optional_vars"));
    }

    private MatchCase Case(Value v)
    {
        var r = new Reader(this, v, NodeKind.MatchCase);
        return new MatchCase(r.Required("pattern", Pattern), r.OptionalExpression("guard"), r.Statements("body"));
    }

    private static T Placed<T>(T node, Node place) where T : Node => node.At(place.Line, place.Col, place.EndLine, place.EndCol);
}
