namespace TieredPy.Runtime.Syntax;

/// <summary>Which part of an expression can't be a target, and what messages call it.</summary>
internal static class InvalidTargets
{
    internal enum Use : byte
    {
        Assign, Delete, For,
    }

    public static Expr? Find(Expr node, Use use)
    {
        switch (node)
        {
            case List list:
                return First(list.Elts, use);
            case Tuple tuple:
                return First(tuple.Elts, use);
            case Starred starred:
                return use == Use.Delete ? starred : Find(starred.Value, use);
            case Compare compare when use == Use.For:
                // "a in b" of "for a in b" reads as a comparison.
                return compare.Ops[0] == Cmpop.In ? Find(compare.Left, use) : null;
            case Name or Subscript or Attribute:
                return null;
            default:
                return node;
        }
    }

    private static Expr? First(Expr[] elements, Use use)
    {
        foreach (var element in elements)
        {
            if (Find(element, use) is { } invalid)
                return invalid;
        }
        return null;
    }

    public static string NameOf(Expr node) => node switch
    {
        Attribute => "attribute",
        Subscript => "subscript",
        Starred => "starred",
        Name => "name",
        List => "list",
        Tuple => "tuple",
        Lambda => "lambda",
        Call => "function call",
        BoolOp or BinOp or UnaryOp => "expression",
        GeneratorExp => "generator expression",
        Yield or YieldFrom => "yield expression",
        Await => "await expression",
        ListComp => "list comprehension",
        SetComp => "set comprehension",
        DictComp => "dict comprehension",
        Dict => "dict literal",
        Set => "set display",
        JoinedStr or FormattedValue => "f-string expression",
        Constant { Value: null } => "None",
        Constant { Value: true } => "True",
        Constant { Value: false } => "False",
        Constant { Value: EllipsisConst } => "ellipsis",
        Constant => "literal",
        Compare => "comparison",
        IfExp => "conditional expression",
        NamedExpr => "named expression",
        _ => "expression",
    };
}
