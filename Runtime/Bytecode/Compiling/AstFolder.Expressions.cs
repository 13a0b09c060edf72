namespace TieredPy.Runtime.Bytecode.Compiling;

using TieredPy.Runtime.Syntax;

/// <summary>Folding of expressions.</summary>
internal sealed partial class AstFolder
{
    private static Constant Const(object? value, Expr at) => new Constant(value, null).At(at.Line, at.Col, at.EndLine, at.EndCol);

    private void Fold(Expr[] list)
    {
        for (int i = 0; i < list.Length; i++) list[i] = Fold(list[i]);
    }

    private Expr? FoldOptional(Expr? e) => e == null ? null : Fold(e);

    private Expr Fold(Expr expr)
    {
        if (expr is Constant) return expr;
        CompileDepth.Enter(ref depth);
        var result = FoldInner(expr);
        depth--;
        return result;
    }

    private Expr FoldInner(Expr expr)
    {
        switch (expr)
        {
            case Name e:
                return e.Id == "__debug__" && e.Ctx == ExprContext.Load ? Const(optimize == 0, e) : e;
            case BinOp e: return FoldBinOpChain(e);
            case UnaryOp e:
                e.Operand = Fold(e.Operand);
                return FoldUnary(e);
            case BoolOp e:
                Fold(e.Values);
                return e;
            case NamedExpr e:
                e.Value = Fold(e.Value);
                return e;
            case Lambda e:
                Fold(e.Args);
                e.Body = Fold(e.Body);
                return e;
            case IfExp e:
                e.Test = Fold(e.Test);
                e.Body = Fold(e.Body);
                e.Orelse = Fold(e.Orelse);
                return e;
            case Dict e:
                for (int i = 0; i < e.Keys.Length; i++) e.Keys[i] = FoldOptional(e.Keys[i]);
                Fold(e.Values);
                return e;
            case Set e:
                Fold(e.Elts);
                return e;
            case ListComp e:
                e.Elt = Fold(e.Elt);
                Fold(e.Generators);
                return e;
            case SetComp e:
                e.Elt = Fold(e.Elt);
                Fold(e.Generators);
                return e;
            case DictComp e:
                e.Key = Fold(e.Key);
                e.Value = Fold(e.Value);
                Fold(e.Generators);
                return e;
            case GeneratorExp e:
                e.Elt = Fold(e.Elt);
                Fold(e.Generators);
                return e;
            case Await e:
                e.Value = Fold(e.Value);
                return e;
            case Yield e:
                e.Value = FoldOptional(e.Value);
                return e;
            case YieldFrom e:
                e.Value = Fold(e.Value);
                return e;
            case Compare e:
                e.Left = Fold(e.Left);
                Fold(e.Comparators);
                if (e.Ops[^1] is Cmpop.In or Cmpop.NotIn) e.Comparators[^1] = FoldIter(e.Comparators[^1]);
                return e;
            case Call e:
                e.Func = Fold(e.Func);
                Fold(e.Args);
                Fold(e.Keywords);
                return e;
            case FormattedValue e:
                e.Value = Fold(e.Value);
                e.FormatSpec = FoldOptional(e.FormatSpec);
                return e;
            case JoinedStr e:
                Fold(e.Values);
                return e;
            case Attribute e:
                e.Value = Fold(e.Value);
                return e;
            case Subscript e:
                e.Value = Fold(e.Value);
                e.Slice = Fold(e.Slice);
                return e is { Ctx: ExprContext.Load, Value: Constant c, Slice: Constant index } && ConstantFolding.TryIndex(c.Value, index.Value, out var item) ? Const(item, e) : e;
            case Starred e:
                e.Value = Fold(e.Value);
                return e;
            case List e:
                Fold(e.Elts);
                return e;
            case Tuple e:
                Fold(e.Elts);
                return e.Ctx == ExprContext.Load && TryConstants(e.Elts, out var items) ? Const(new ConstTuple(items), e) : e;
            case Slice e:
                e.Lower = FoldOptional(e.Lower);
                e.Upper = FoldOptional(e.Upper);
                e.Step = FoldOptional(e.Step);
                return e;
            default: return expr;
        }
    }

    private void Fold(Comprehension[] list)
    {
        foreach (var g in list)
        {
            g.Target = Fold(g.Target);
            g.Iter = Fold(g.Iter);
            if (g.IsAsync == 0) g.Iter = FoldIter(g.Iter);
            Fold(g.Ifs);
        }
    }

    private static bool TryConstants(Expr[] elts, out object?[] items)
    {
        items = [];
        foreach (var e in elts)
        {
            if (e is not Constant) return false;
        }
        items = Array.ConvertAll(elts, e => ((Constant)e).Value);
        return true;
    }

    /// <summary>A list or set display that is only iterated or searched becomes a tuple or frozenset.</summary>
    private static Expr FoldIter(Expr e)
    {
        switch (e)
        {
            case List { Elts: var elts } when !Array.Exists(elts, x => x is Starred):
                return TryConstants(elts, out var items) ? Const(new ConstTuple(items), e) : new Tuple(elts, ExprContext.Load).At(e.Line, e.Col, e.EndLine, e.EndCol);
            case Set { Elts: var members } when TryConstants(members, out var values):
                return Const(new ConstFrozenSet(values), e);
            default: return e;
        }
    }

    private static Expr FoldUnary(UnaryOp e)
    {
        if (e.Operand is Constant c) return ConstantFolding.TryUnary(e.Op, c.Value, out var result) ? Const(result, e) : e;
        if (e.Op == Unaryop.Not && e.Operand is Compare { Ops.Length: 1 } compare)
        {
            Cmpop? inverted = compare.Ops[0] switch
            {
                Cmpop.Is => Cmpop.IsNot,
                Cmpop.IsNot => Cmpop.Is,
                Cmpop.In => Cmpop.NotIn,
                Cmpop.NotIn => Cmpop.In,
                _ => null,
            };
            if (inverted is { } op) return new Compare(compare.Left, [op], compare.Comparators).At(compare.Line, compare.Col, compare.EndLine, compare.EndCol);
        }
        return e;
    }

    /// <summary>Long chains lean to the left: folded from the leftmost operand on, without recursion.</summary>
    private Expr FoldBinOpChain(BinOp top)
    {
        var chain = new Stack<BinOp>();
        Expr left = top;
        while (left is BinOp b)
        {
            chain.Push(b);
            left = b.Left;
        }
        CompileDepth.Check(depth + chain.Count);
        left = Fold(left);
        while (chain.TryPop(out var b))
        {
            b.Left = left;
            b.Right = Fold(b.Right);
            left = FoldBinOp(b);
        }
        return left;
    }

    private static Expr FoldBinOp(BinOp e)
    {
        if (e.Left is not Constant a) return e;
        if (e.Op == Operator.Mod && a.Value is string format && e.Right is Tuple tuple && TryFormat(format, tuple, e) is { } joined) return joined;
        return e.Right is Constant b && ConstantFolding.TryBinary(a.Value, e.Op, b.Value, out var result) ? Const(result, e) : e;
    }

    /// <summary><c>"%s: %-5r" % (a, b)</c> as an f-string; only s, r and a, with a width and a precision.</summary>
    private static JoinedStr? TryFormat(string format, Tuple tuple, BinOp e)
    {
        var values = new List<Expr>();
        var literal = new System.Text.StringBuilder();
        int next = 0;
        for (int i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
            {
                literal.Append(format[i]);
                continue;
            }
            if (++i == format.Length) return null;
            if (format[i] == '%')
            {
                literal.Append('%');
                continue;
            }
            bool left = false;
            for (; i < format.Length && format[i] == '-'; i++) left = true;
            int start = i;
            while (i < format.Length && char.IsAsciiDigit(format[i])) i++;
            string width = format[start..i];
            if (width.StartsWith('0') || width.Length > 9) return null;
            string precision = "";
            if (i < format.Length && format[i] == '.')
            {
                start = i++;
                while (i < format.Length && char.IsAsciiDigit(format[i])) i++;
                precision = i == start + 1 ? ".0" : format[start..i];
                if (precision.Length > 9) return null;
            }
            if (i == format.Length || format[i] is not ('s' or 'r' or 'a') || next == tuple.Elts.Length || tuple.Elts[next] is Starred) return null;
            if (literal.Length > 0) values.Add(Const(literal.ToString(), e));
            literal.Clear();
            var arg = tuple.Elts[next++];
            string spec = (width.Length > 0 && !left ? ">" : "") + width + precision;
            values.Add(new FormattedValue(arg, format[i], spec.Length > 0 ? Const(spec, arg) : null).At(arg.Line, arg.Col, arg.EndLine, arg.EndCol));
        }
        if (next != tuple.Elts.Length) return null;
        if (literal.Length > 0) values.Add(Const(literal.ToString(), e));
        return new JoinedStr([.. values]).At(e.Line, e.Col, e.EndLine, e.EndCol);
    }
}
