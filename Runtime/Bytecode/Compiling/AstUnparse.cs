using System.Text;

namespace TieredPy.Runtime.Bytecode.Compiling;

using TieredPy.Runtime.Syntax;

/// <summary>The text of an expression, as annotations have it under `from __future__ import annotations` (CPython: ast_unparse.c).</summary>
internal sealed class AstUnparse
{
    /// <summary>Precedences, the loosest first.</summary>
    private enum Prec
    {
        NamedExpr, Tuple, Test, Or, And, Not, Compare, BitOr, BitXor, BitAnd, Shift, Arith, Term, Factor, Power, Await, Atom,
    }

    private readonly StringBuilder text = new();
    private int depth;

    /// <summary>The text as a constant value: a string, or code points when one is beyond U+FFFF.</summary>
    public static object Unparse(Expr e)
    {
        var u = new AstUnparse();
        u.Write(e, Prec.Test);
        string s = u.text.ToString();
        var py = PyStr.Of(s);
        return py.IsWide ? py.Wide : s;
    }

    private void Write(Expr expr, Prec level)
    {
        CompileDepth.Enter(ref depth);
        switch (expr)
        {
            case BoolOp e:
                {
                    var prec = e.Op == Boolop.And ? Prec.And : Prec.Or;
                    Open(level > prec);
                    for (int i = 0; i < e.Values.Length; i++)
                    {
                        if (i > 0) text.Append(e.Op == Boolop.And ? " and " : " or ");
                        Write(e.Values[i], prec + 1);
                    }
                    Close(level > prec);
                    break;
                }
            case BinOp e: WriteBinOp(e, level); break;
            case UnaryOp e:
                {
                    var prec = e.Op == Unaryop.Not ? Prec.Not : Prec.Factor;
                    Open(level > prec);
                    text.Append(e.Op switch { Unaryop.Not => "not ", Unaryop.Invert => "~", Unaryop.UAdd => "+", _ => "-" });
                    Write(e.Operand, prec);
                    Close(level > prec);
                    break;
                }
            case Lambda e:
                Open(level > Prec.Test);
                text.Append(e.Args.Posonlyargs.Length + e.Args.Args.Length > 0 ? "lambda " : "lambda");
                WriteArguments(e.Args);
                text.Append(": ");
                Write(e.Body, Prec.Test);
                Close(level > Prec.Test);
                break;
            case IfExp e:
                Open(level > Prec.Test);
                Write(e.Body, Prec.Test + 1);
                text.Append(" if ");
                Write(e.Test, Prec.Test + 1);
                text.Append(" else ");
                Write(e.Orelse, Prec.Test);
                Close(level > Prec.Test);
                break;
            case Dict e:
                text.Append('{');
                for (int i = 0; i < e.Keys.Length; i++)
                {
                    if (i > 0) text.Append(", ");
                    if (e.Keys[i] is { } key)
                    {
                        Write(key, Prec.Test);
                        text.Append(": ");
                        Write(e.Values[i], Prec.Test);
                    }
                    else
                    {
                        text.Append("**");
                        Write(e.Values[i], Prec.BitOr);
                    }
                }
                text.Append('}');
                break;
            case Set e:
                text.Append('{');
                WriteList(e.Elts);
                text.Append('}');
                break;
            case GeneratorExp e: WriteComprehension('(', e.Elt, null, e.Generators, ')'); break;
            case ListComp e: WriteComprehension('[', e.Elt, null, e.Generators, ']'); break;
            case SetComp e: WriteComprehension('{', e.Elt, null, e.Generators, '}'); break;
            case DictComp e: WriteComprehension('{', e.Key, e.Value, e.Generators, '}'); break;
            case Yield e:
                text.Append("(yield");
                if (e.Value != null)
                {
                    text.Append(' ');
                    Write(e.Value, Prec.Test);
                }
                text.Append(')');
                break;
            case YieldFrom e:
                text.Append("(yield from ");
                Write(e.Value, Prec.Test);
                text.Append(')');
                break;
            case Await e:
                Open(level > Prec.Await);
                text.Append("await ");
                Write(e.Value, Prec.Atom);
                Close(level > Prec.Await);
                break;
            case Compare e:
                Open(level > Prec.Compare);
                Write(e.Left, Prec.Compare + 1);
                for (int i = 0; i < e.Ops.Length; i++)
                {
                    text.Append(e.Ops[i] switch
                    {
                        Cmpop.Eq => " == ",
                        Cmpop.NotEq => " != ",
                        Cmpop.Lt => " < ",
                        Cmpop.LtE => " <= ",
                        Cmpop.Gt => " > ",
                        Cmpop.GtE => " >= ",
                        Cmpop.Is => " is ",
                        Cmpop.IsNot => " is not ",
                        Cmpop.In => " in ",
                        _ => " not in ",
                    });
                    Write(e.Comparators[i], Prec.Compare + 1);
                }
                Close(level > Prec.Compare);
                break;
            case Call e: WriteCall(e); break;
            case JoinedStr e: WriteFString(e.Values); break;
            case FormattedValue e: WriteFString([e]); break;
            case Constant e: WriteConstant(e); break;
            case Attribute e:
                Write(e.Value, Prec.Atom);
                text.Append(e.Value is Constant { Value: long or BigInteger } ? " ." : ".").Append(e.Attr);
                break;
            case Starred e:
                text.Append('*');
                Write(e.Value, Prec.BitOr);
                break;
            case Name e: text.Append(e.Id); break;
            case List e:
                text.Append('[');
                WriteList(e.Elts);
                text.Append(']');
                break;
            case Tuple e:
                if (e.Elts.Length == 0)
                {
                    text.Append("()");
                    break;
                }
                Open(level > Prec.Tuple);
                WriteList(e.Elts);
                if (e.Elts.Length == 1) text.Append(',');
                Close(level > Prec.Tuple);
                break;
            case Subscript e:
                Write(e.Value, Prec.Atom);
                text.Append('[');
                Write(e.Slice, Prec.Tuple);
                text.Append(']');
                break;
            case Slice e:
                if (e.Lower != null) Write(e.Lower, Prec.Test);
                text.Append(':');
                if (e.Upper != null) Write(e.Upper, Prec.Test);
                if (e.Step != null)
                {
                    text.Append(':');
                    Write(e.Step, Prec.Test);
                }
                break;
            case NamedExpr e:
                Open(level > Prec.NamedExpr);
                Write(e.Target, Prec.Atom);
                text.Append(" := ");
                Write(e.Value, Prec.Atom);
                Close(level > Prec.NamedExpr);
                break;
        }
        depth--;
    }

    private void Open(bool parens)
    {
        if (parens) text.Append('(');
    }

    private void Close(bool parens)
    {
        if (parens) text.Append(')');
    }

    private void WriteList(Expr[] elts)
    {
        for (int i = 0; i < elts.Length; i++)
        {
            if (i > 0) text.Append(", ");
            Write(elts[i], Prec.Test);
        }
    }

    private void WriteBinOp(BinOp e, Prec level)
    {
        var (op, prec) = e.Op switch
        {
            Operator.Add => (" + ", Prec.Arith),
            Operator.Sub => (" - ", Prec.Arith),
            Operator.Mult => (" * ", Prec.Term),
            Operator.MatMult => (" @ ", Prec.Term),
            Operator.Div => (" / ", Prec.Term),
            Operator.Mod => (" % ", Prec.Term),
            Operator.LShift => (" << ", Prec.Shift),
            Operator.RShift => (" >> ", Prec.Shift),
            Operator.BitOr => (" | ", Prec.BitOr),
            Operator.BitXor => (" ^ ", Prec.BitXor),
            Operator.BitAnd => (" & ", Prec.BitAnd),
            Operator.FloorDiv => (" // ", Prec.Term),
            _ => (" ** ", Prec.Power),
        };
        int right = e.Op == Operator.Pow ? 1 : 0;
        Open(level > prec);
        Write(e.Left, prec + right);
        text.Append(op);
        Write(e.Right, prec + (1 - right));
        Close(level > prec);
    }

    private void WriteArguments(Arguments a)
    {
        bool first = true;
        int positional = a.Posonlyargs.Length + a.Args.Length;
        for (int i = 0; i < positional; i++)
        {
            Separate();
            WriteArg(i < a.Posonlyargs.Length ? a.Posonlyargs[i] : a.Args[i - a.Posonlyargs.Length]);
            int d = i - positional + a.Defaults.Length;
            if (d >= 0)
            {
                text.Append('=');
                Write(a.Defaults[d], Prec.Test);
            }
            if (a.Posonlyargs.Length > 0 && i + 1 == a.Posonlyargs.Length) text.Append(", /");
        }
        if (a.Vararg != null || a.Kwonlyargs.Length > 0)
        {
            Separate();
            text.Append('*');
            if (a.Vararg != null) WriteArg(a.Vararg);
        }
        for (int i = 0; i < a.Kwonlyargs.Length; i++)
        {
            Separate();
            WriteArg(a.Kwonlyargs[i]);
            if (a.KwDefaults[i] is { } d)
            {
                text.Append('=');
                Write(d, Prec.Test);
            }
        }
        if (a.Kwarg != null)
        {
            Separate();
            text.Append("**");
            WriteArg(a.Kwarg);
        }

        void Separate()
        {
            if (!first) text.Append(", ");
            first = false;
        }
    }

    private void WriteArg(Arg a)
    {
        text.Append(a.ArgName);
        if (a.Annotation == null) return;
        text.Append(": ");
        Write(a.Annotation, Prec.Test);
    }

    private void WriteCall(Call e)
    {
        Write(e.Func, Prec.Atom);
        if (e.Args is [GeneratorExp only] && e.Keywords.Length == 0)
        {
            Write(only, Prec.Atom);
            return;
        }
        text.Append('(');
        bool first = true;
        foreach (var a in e.Args)
        {
            if (!first) text.Append(", ");
            first = false;
            Write(a, Prec.Test);
        }
        foreach (var k in e.Keywords)
        {
            if (!first) text.Append(", ");
            first = false;
            if (k.Arg == null) text.Append("**");
            else text.Append(k.Arg).Append('=');
            Write(k.Value, Prec.Test);
        }
        text.Append(')');
    }

    private void WriteComprehension(char open, Expr elt, Expr? value, Comprehension[] generators, char close)
    {
        text.Append(open);
        Write(elt, Prec.Test);
        if (value != null)
        {
            text.Append(": ");
            Write(value, Prec.Test);
        }
        foreach (var g in generators)
        {
            text.Append(g.IsAsync != 0 ? " async for " : " for ");
            Write(g.Target, Prec.Tuple);
            text.Append(" in ");
            Write(g.Iter, Prec.Test + 1);
            foreach (var test in g.Ifs)
            {
                text.Append(" if ");
                Write(test, Prec.Test + 1);
            }
        }
        text.Append(close);
    }

    private void WriteConstant(Constant e)
    {
        switch (e.Value)
        {
            case EllipsisConst: text.Append("..."); break;
            case double or Complex: text.Append(Repr(e.Value).Replace("inf", "1e309")); break;
            default:
                if (e.StringKind != null) text.Append(e.StringKind);
                text.Append(Repr(e.Value));
                break;
        }
    }

    private static string Repr(object? value) => Ops.Repr(ConstantValues.ToValue(value)).ToString();

    private void WriteFString(Expr[] values)
    {
        var body = new AstUnparse { depth = depth };
        body.WriteFStringBody(values, false);
        text.Append('f').Append(Ops.Repr(new Value(PyStr.Of(body.text.ToString()))).ToString());
    }

    private void WriteFStringBody(Expr[] values, bool isSpec)
    {
        foreach (var v in values)
        {
            switch (v)
            {
                case Constant c:
                    {
                        string s = c.Value is int[] w ? string.Concat(Array.ConvertAll(w, char.ConvertFromUtf32)) : (string)c.Value!;
                        text.Append(s.Replace("{", "{{").Replace("}", "}}"));
                        break;
                    }
                case JoinedStr j: WriteFStringBody(j.Values, isSpec); break;
                case FormattedValue f:
                    {
                        var inner = new AstUnparse { depth = depth };
                        inner.Write(f.Value, Prec.Test + 1);
                        string s = inner.text.ToString();
                        text.Append(s.StartsWith('{') ? "{ " : "{").Append(s);
                        if (f.Conversion > 0) text.Append('!').Append((char)f.Conversion);
                        if (f.FormatSpec != null)
                        {
                            text.Append(':');
                            WriteFStringBody(f.FormatSpec is JoinedStr spec ? spec.Values : [f.FormatSpec], true);
                        }
                        text.Append('}');
                        break;
                    }
            }
        }
    }
}
