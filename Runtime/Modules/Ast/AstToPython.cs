namespace TieredPy.Runtime.Modules;

using TieredPy.Runtime.Bytecode.Compiling;
using TieredPy.Runtime.Syntax;

/// <summary>Makes the node objects of the <c>ast</c> module from a syntax tree.</summary>
internal sealed class AstToPython
{
    private const int MaxDepth = 10000;

    private readonly NodeClasses classes = NodeClasses.Instance;
    private int depth;

    public static Value Convert(Mod module) => new AstToPython().Node(module);

    private Value Node(Node? node)
    {
        if (node == null) return Value.None;
        if (++depth > MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw Err.RecursionError("maximum recursion depth exceeded during  ast construction");
        var made = node switch
        {
            Expr e => Expression(e),
            Stmt s => Statement(s),
            Pattern p => Pattern(p),
            _ => Other(node),
        };
        depth--;
        return made;
    }

    private Value Make(Node node, params ReadOnlySpan<Value> fields) => classes[node.Kind].New(node, fields);

    private Value Expression(Expr expr)
    {
        switch (expr)
        {
            case Name e: return Make(e, Name(e.Id), Member(e.Ctx));
            case Constant e: return Make(e, ConstantValues.ToValue(e.Value), Text(e.StringKind));
            case Attribute e: return Make(e, Node(e.Value), Name(e.Attr), Member(e.Ctx));
            case Call e: return Make(e, Node(e.Func), List(e.Args), List(e.Keywords));
            case BinOp e: return Make(e, Node(e.Left), Member(e.Op), Node(e.Right));
            case UnaryOp e: return Make(e, Member(e.Op), Node(e.Operand));
            case BoolOp e: return Make(e, Member(e.Op), List(e.Values));
            case Subscript e: return Make(e, Node(e.Value), Node(e.Slice), Member(e.Ctx));
            case List e: return Make(e, List(e.Elts), Member(e.Ctx));
            case Tuple e: return Make(e, List(e.Elts), Member(e.Ctx));
            case Starred e: return Make(e, Node(e.Value), Member(e.Ctx));
            case Compare e: return Comparison(e);
            default: return RareExpression(expr);
        }
    }

    private Value RareExpression(Expr expr)
    {
        switch (expr)
        {
            case NamedExpr e: return Make(e, Node(e.Target), Node(e.Value));
            case Lambda e: return Make(e, Node(e.Args), Node(e.Body));
            case IfExp e: return Make(e, Node(e.Test), Node(e.Body), Node(e.Orelse));
            case Dict e: return Make(e, List(e.Keys), List(e.Values));
            case Set e: return Make(e, List(e.Elts));
            case ListComp e: return Make(e, Node(e.Elt), List(e.Generators));
            case SetComp e: return Make(e, Node(e.Elt), List(e.Generators));
            case DictComp e: return Make(e, Node(e.Key), Node(e.Value), List(e.Generators));
            case GeneratorExp e: return Make(e, Node(e.Elt), List(e.Generators));
            case Await e: return Make(e, Node(e.Value));
            case Yield e: return Make(e, Node(e.Value));
            case YieldFrom e: return Make(e, Node(e.Value));
            case FormattedValue e: return Make(e, Node(e.Value), Value.Int(e.Conversion), Node(e.FormatSpec));
            case JoinedStr e: return Make(e, List(e.Values));
            case Slice e: return Make(e, Node(e.Lower), Node(e.Upper), Node(e.Step));
            default: throw new InvalidOperationException(expr.Kind.ToString());
        }
    }

    private Value Comparison(Compare e) => Make(e, Node(e.Left), new Value(new PyList(Array.ConvertAll(e.Ops, Member))), List(e.Comparators));

    private Value Statement(Stmt stmt)
    {
        switch (stmt)
        {
            case ExprStmt s: return Make(s, Node(s.Value));
            case Assign s: return Make(s, List(s.Targets), Node(s.Value), Text(s.TypeComment));
            case If s: return Make(s, Node(s.Test), List(s.Body), List(s.Orelse));
            case Return s: return Make(s, Node(s.Value));
            case FunctionDef s:
                return Make(s, Name(s.Name), Node(s.Args), List(s.Body), List(s.DecoratorList), Node(s.Returns), Text(s.TypeComment), List(s.TypeParams));
            case AsyncFunctionDef s:
                return Make(s, Name(s.Name), Node(s.Args), List(s.Body), List(s.DecoratorList), Node(s.Returns), Text(s.TypeComment), List(s.TypeParams));
            case ClassDef s: return Make(s, Name(s.Name), List(s.Bases), List(s.Keywords), List(s.Body), List(s.DecoratorList), List(s.TypeParams));
            case For s: return Make(s, Node(s.Target), Node(s.Iter), List(s.Body), List(s.Orelse), Text(s.TypeComment));
            case AsyncFor s: return Make(s, Node(s.Target), Node(s.Iter), List(s.Body), List(s.Orelse), Text(s.TypeComment));
            case While s: return Make(s, Node(s.Test), List(s.Body), List(s.Orelse));
            case With s: return Make(s, List(s.Items), List(s.Body), Text(s.TypeComment));
            case AsyncWith s: return Make(s, List(s.Items), List(s.Body), Text(s.TypeComment));
            case Try s: return Make(s, List(s.Body), List(s.Handlers), List(s.Orelse), List(s.Finalbody));
            case TryStar s: return Make(s, List(s.Body), List(s.Handlers), List(s.Orelse), List(s.Finalbody));
            case Match s: return Make(s, Node(s.Subject), List(s.Cases));
            default: return SimpleStatement(stmt);
        }
    }

    private Value SimpleStatement(Stmt stmt)
    {
        switch (stmt)
        {
            case Delete s: return Make(s, List(s.Targets));
            case TypeAlias s: return Make(s, Node(s.Name), List(s.TypeParams), Node(s.Value));
            case AugAssign s: return Make(s, Node(s.Target), Member(s.Op), Node(s.Value));
            case AnnAssign s: return Make(s, Node(s.Target), Node(s.Annotation), Node(s.Value), Value.Int(s.Simple));
            case Raise s: return Make(s, Node(s.Exc), Node(s.Cause));
            case Assert s: return Make(s, Node(s.Test), Node(s.Msg));
            case Import s: return Make(s, List(s.Names));
            case ImportFrom s: return Make(s, Name(s.Module), List(s.Names), Value.Int(s.Level));
            case Global s: return Make(s, List(s.Names));
            case Nonlocal s: return Make(s, List(s.Names));
            default: return Make(stmt);
        }
    }

    private Value Pattern(Pattern pattern)
    {
        switch (pattern)
        {
            case MatchValue p: return Make(p, Node(p.Value));
            case MatchSingleton p: return Make(p, ConstantValues.ToValue(p.Value));
            case MatchSequence p: return Make(p, List(p.Patterns));
            case MatchMapping p: return Make(p, List(p.Keys), List(p.Patterns), Name(p.Rest));
            case MatchClass p: return Make(p, Node(p.Cls), List(p.Patterns), List(p.KwdAttrs), List(p.KwdPatterns));
            case MatchStar p: return Make(p, Name(p.Name));
            case MatchAs p: return Make(p, Node(p.Pattern), Name(p.Name));
            case MatchOr p: return Make(p, List(p.Patterns));
            default: throw new InvalidOperationException(pattern.Kind.ToString());
        }
    }

    private Value Other(Node node)
    {
        switch (node)
        {
            case Module n: return Make(n, List(n.Body), List(n.TypeIgnores));
            case Interactive n: return Make(n, List(n.Body));
            case Expression n: return Make(n, Node(n.Body));
            case FunctionType n: return Make(n, List(n.Argtypes), Node(n.Returns));
            case Comprehension n: return Make(n, Node(n.Target), Node(n.Iter), List(n.Ifs), Value.Int(n.IsAsync));
            case ExceptHandler n: return Make(n, Node(n.Type), Name(n.Name), List(n.Body));
            case Arguments n:
                return Make(n, List(n.Posonlyargs), List(n.Args), Node(n.Vararg), List(n.Kwonlyargs), List(n.KwDefaults), Node(n.Kwarg), List(n.Defaults));
            case Arg n: return Make(n, Name(n.ArgName), Node(n.Annotation), Text(n.TypeComment));
            case Keyword n: return Make(n, Name(n.Arg), Node(n.Value));
            case Alias n: return Make(n, Name(n.Name), Name(n.Asname));
            case WithItem n: return Make(n, Node(n.ContextExpr), Node(n.OptionalVars));
            case MatchCase n: return Make(n, Node(n.Pattern), Node(n.Guard), List(n.Body));
            case TypeIgnore n: return Make(n, Value.Int(n.Lineno), Text(n.Tag));
            case TypeVar n: return Make(n, Name(n.Name), Node(n.Bound), Node(n.DefaultValue));
            case ParamSpec n: return Make(n, Name(n.Name), Node(n.DefaultValue));
            case TypeVarTuple n: return Make(n, Name(n.Name), Node(n.DefaultValue));
            default: throw new InvalidOperationException(node.Kind.ToString());
        }
    }

    private Value List(Node?[] nodes)
    {
        var list = new PyList();
        foreach (var n in nodes) list.Append(Node(n));
        return new Value(list);
    }

    private static Value List(string[] names) => new(new PyList(Array.ConvertAll(names, Name)));

    private static Value Name(string? name) => name == null ? Value.None : new Value(ConstantValues.NameOf(name));

    private static Value Text(string? text) => text == null ? Value.None : new Value(PyStr.Of(text));

    private Value Member(Syntax.Operator op) => classes.Of<Syntax.Operator>()[(int)op];

    private Value Member(Unaryop op) => classes.Of<Unaryop>()[(int)op];

    private Value Member(Boolop op) => classes.Of<Boolop>()[(int)op];

    private Value Member(Cmpop op) => classes.Of<Cmpop>()[(int)op];

    private Value Member(ExprContext ctx) => classes.Of<ExprContext>()[(int)ctx];
}
