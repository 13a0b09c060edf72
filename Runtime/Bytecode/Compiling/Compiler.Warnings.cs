namespace TieredPy.Runtime.Bytecode.Compiling;

using TieredPy.Runtime.Syntax;

/// <summary>SyntaxWarnings about expressions that can't be meant so.</summary>
internal sealed partial class Compiler
{
    private void CheckIsLiteral(Compare e)
    {
        bool left = IsLiteralArgument(e.Left);
        Expr leftExpr = e.Left;
        for (int i = 0; i < e.Ops.Length; i++)
        {
            var rightExpr = e.Comparators[i];
            bool right = IsLiteralArgument(rightExpr);
            if (e.Ops[i] is Cmpop.Is or Cmpop.IsNot && (left || right))
            {
                string op = e.Ops[i] == Cmpop.Is ? "\"is\"" : "\"is not\"";
                string hint = e.Ops[i] == Cmpop.Is ? "\"==\"" : "\"!=\"";
                errors.Warn(e, $"{op} with '{TypeName(left ? leftExpr : rightExpr)}' literal. Did you mean {hint}?");
            }
            left = right;
            leftExpr = rightExpr;
        }
    }

    private static bool IsLiteralArgument(Expr e) => e is Constant { Value: not (null or bool or EllipsisConst) };

    private void CheckCaller(Expr e)
    {
        if (e is Constant or Tuple or List or ListComp or Dict or DictComp or Set or SetComp or GeneratorExp or JoinedStr or FormattedValue)
            errors.Warn(e, $"'{TypeName(e)}' object is not callable; perhaps you missed a comma?");
    }

    private void CheckSubscripter(Expr e)
    {
        bool warn = e switch
        {
            Constant c => c.Value is null or bool or long or BigInteger or double or Complex or EllipsisConst or ConstFrozenSet,
            Set or SetComp or GeneratorExp or Lambda => true,
            _ => false,
        };
        if (warn) errors.Warn(e, $"'{TypeName(e)}' object is not subscriptable; perhaps you missed a comma?");
    }

    private void CheckIndex(Expr value, Expr index)
    {
        string? type = TypeName(index);
        if (type is null or "int" or "slice" or "bool") return;
        if (value is Constant { Value: string or int[] or byte[] or ConstTuple } or Tuple or List or ListComp or JoinedStr or FormattedValue)
            errors.Warn(value, $"{TypeName(value)} indices must be integers or slices, not {type}; perhaps you missed a comma?");
    }

    /// <summary>The type of a literal's value, null when it isn't known.</summary>
    private static string? TypeName(Expr e) => e switch
    {
        Tuple => "tuple",
        List or ListComp => "list",
        Dict or DictComp => "dict",
        Set or SetComp => "set",
        GeneratorExp => "generator",
        Lambda => "function",
        JoinedStr or FormattedValue => "str",
        Constant c => c.Value switch
        {
            null => "NoneType",
            bool => "bool",
            long or BigInteger => "int",
            double => "float",
            Complex => "complex",
            string or int[] => "str",
            byte[] => "bytes",
            EllipsisConst => "ellipsis",
            ConstTuple => "tuple",
            ConstFrozenSet => "frozenset",
            _ => "object",
        },
        _ => null,
    };
}
