namespace TieredPy.Tests.Syntax;

using TieredPy.Runtime.Syntax;
using Xunit;
using Assert = Xunit.Assert;

/// <summary>Trees, against what <c>ast.dump</c> of CPython 3.13 prints.</summary>
public sealed class ParserTests
{
    private static string Dump(string source, bool places = false) =>
        AstDump.Dump(Parser.Parse(SourceText.FromString(source, "<test>"), ParseMode.Exec), places);

    private static string DumpExpression(string source) =>
        AstDump.Dump(Parser.Parse(SourceText.FromString(source, "<test>"), ParseMode.Eval));

    [Theory]
    [InlineData("a + b * c", "BinOp(left=Name(id='a', ctx=Load()), op=Add(), right=BinOp(left=Name(id='b', ctx=Load()), op=Mult(), right=Name(id='c', ctx=Load())))")]
    [InlineData("a - b - c", "BinOp(left=BinOp(left=Name(id='a', ctx=Load()), op=Sub(), right=Name(id='b', ctx=Load())), op=Sub(), right=Name(id='c', ctx=Load()))")]
    [InlineData("-2 ** -3", "UnaryOp(op=USub(), operand=BinOp(left=Constant(value=2), op=Pow(), right=UnaryOp(op=USub(), operand=Constant(value=3))))")]
    [InlineData("a < b is not c", "Compare(left=Name(id='a', ctx=Load()), ops=[Lt(), IsNot()], comparators=[Name(id='b', ctx=Load()), Name(id='c', ctx=Load())])")]
    [InlineData("x if c else y", "IfExp(test=Name(id='c', ctx=Load()), body=Name(id='x', ctx=Load()), orelse=Name(id='y', ctx=Load()))")]
    [InlineData("f(*a, k=1, **b)", "Call(func=Name(id='f', ctx=Load()), args=[Starred(value=Name(id='a', ctx=Load()), ctx=Load())], keywords=[keyword(arg='k', value=Constant(value=1)), keyword(value=Name(id='b', ctx=Load()))])")]
    [InlineData("{**a, 1: 2}", "Dict(keys=[None, Constant(value=1)], values=[Name(id='a', ctx=Load()), Constant(value=2)])")]
    [InlineData("a[1:2, *b]", "Subscript(value=Name(id='a', ctx=Load()), slice=Tuple(elts=[Slice(lower=Constant(value=1), upper=Constant(value=2)), Starred(value=Name(id='b', ctx=Load()), ctx=Load())], ctx=Load()), ctx=Load())")]
    [InlineData("lambda a, /, b=1, *, c: a", "Lambda(args=arguments(posonlyargs=[arg(arg='a')], args=[arg(arg='b')], kwonlyargs=[arg(arg='c')], kw_defaults=[None], defaults=[Constant(value=1)]), body=Name(id='a', ctx=Load()))")]
    [InlineData("0x_ff + 1_0 + 1e3 + 2j", "BinOp(left=BinOp(left=BinOp(left=Constant(value=255), op=Add(), right=Constant(value=10)), op=Add(), right=Constant(value=1000.0)), op=Add(), right=Constant(value=2j))")]
    [InlineData("9223372036854775808", "Constant(value=9223372036854775808)")]
    [InlineData(@"'\x41\u00e9\101' 'b'", @"Constant(value='A\xe9Ab')")]
    [InlineData(@"b'\x00a' rb'\n'", @"Constant(value=b'\x00a\\n')")]
    [InlineData("u'a'", "Constant(value='a', kind='u')")]
    [InlineData("f'a{x!r:>{w}}{{' 'b'", "JoinedStr(values=[Constant(value='a'), FormattedValue(value=Name(id='x', ctx=Load()), conversion=114, format_spec=JoinedStr(values=[Constant(value='>'), FormattedValue(value=Name(id='w', ctx=Load()), conversion=-1)])), Constant(value='{b')])")]
    [InlineData("f'{x = }'", "JoinedStr(values=[Constant(value='x = '), FormattedValue(value=Name(id='x', ctx=Load()), conversion=114)])")]
    public void Expressions(string source, string expected) => Assert.Equal($"Expression(body={expected})", DumpExpression(source));

    [Theory]
    [InlineData("a, *b = c", "Assign(targets=[Tuple(elts=[Name(id='a', ctx=Store()), Starred(value=Name(id='b', ctx=Store()), ctx=Store())], ctx=Store())], value=Name(id='c', ctx=Load()))")]
    [InlineData("(x): int = 1", "AnnAssign(target=Name(id='x', ctx=Store()), annotation=Name(id='int', ctx=Load()), value=Constant(value=1), simple=0)")]
    [InlineData("x @= y", "AugAssign(target=Name(id='x', ctx=Store()), op=MatMult(), value=Name(id='y', ctx=Load()))")]
    [InlineData("from ...a.b import (c as d,)", "ImportFrom(module='a.b', names=[alias(name='c', asname='d')], level=3)")]
    [InlineData("type X[T: int, *U, **P] = T", "TypeAlias(name=Name(id='X', ctx=Store()), type_params=[TypeVar(name='T', bound=Name(id='int', ctx=Load())), TypeVarTuple(name='U'), ParamSpec(name='P')], value=Name(id='T', ctx=Load()))")]
    [InlineData("with (a as b, c): pass", "With(items=[withitem(context_expr=Name(id='a', ctx=Load()), optional_vars=Name(id='b', ctx=Store())), withitem(context_expr=Name(id='c', ctx=Load()))], body=[Pass()])")]
    [InlineData("with (a, b) as c: pass", "With(items=[withitem(context_expr=Tuple(elts=[Name(id='a', ctx=Load()), Name(id='b', ctx=Load())], ctx=Load()), optional_vars=Name(id='c', ctx=Store()))], body=[Pass()])")]
    [InlineData("match(x)", "Expr(value=Call(func=Name(id='match', ctx=Load()), args=[Name(id='x', ctx=Load())]))")]
    [InlineData("match (x):\n case A(1, k=_) | [_, *r]: pass", "Match(subject=Name(id='x', ctx=Load()), cases=[match_case(pattern=MatchOr(patterns=[MatchClass(cls=Name(id='A', ctx=Load()), patterns=[MatchValue(value=Constant(value=1))], kwd_attrs=['k'], kwd_patterns=[MatchAs()]), MatchSequence(patterns=[MatchAs(), MatchStar(name='r')])]), body=[Pass()])])")]
    [InlineData("try: pass\nexcept* E as e: pass", "TryStar(body=[Pass()], handlers=[ExceptHandler(type=Name(id='E', ctx=Load()), name='e', body=[Pass()])])")]
    [InlineData("del (a, b[0]), c", "Delete(targets=[Tuple(elts=[Name(id='a', ctx=Del()), Subscript(value=Name(id='b', ctx=Load()), slice=Constant(value=0), ctx=Del())], ctx=Del()), Name(id='c', ctx=Del())])")]
    public void Statements(string source, string expected) => Assert.Equal($"Module(body=[{expected}])", Dump(source));

    [Fact]
    public void ColumnsAreBytesAndPlacesAreExact() => Assert.Equal(
        "Module(body=[Expr(value=BinOp(left=Constant(value='\\xe9', lineno=1, col_offset=0, end_lineno=1, end_col_offset=4), op=Add(), "
        + "right=Name(id='x', ctx=Load(), lineno=2, col_offset=2, end_lineno=2, end_col_offset=3), lineno=1, col_offset=0, end_lineno=2, "
        + "end_col_offset=3), lineno=1, col_offset=0, end_lineno=2, end_col_offset=3)])",
        Dump("'\u00e9' + \\\n  x", true));

    [Fact]
    public void IdentifiersAreNormalized() => Assert.Equal("Module(body=[Expr(value=Name(id='fi', ctx=Load()))])", Dump("\uFB01"));

    [Fact]
    public void CodePointsAboveTheBasicPlane()
    {
        var module = (Module)Parser.Parse(SourceText.FromString("'\U0001F600'; '\\ud83d\\ude00'", "<test>"), ParseMode.Exec);
        var wide = (Constant)((ExprStmt)module.Body[0]).Value;
        var surrogates = (Constant)((ExprStmt)module.Body[1]).Value;
        Assert.Equal([0x1F600], (int[])wide.Value!);
        Assert.Equal("\ud83d\ude00", (string)surrogates.Value!);
    }

    [Theory]
    [InlineData("'\\d'", "invalid escape sequence '\\d'")]
    [InlineData("'\\400'", "invalid octal escape sequence '\\400'")]
    [InlineData("1if x else 2", "invalid decimal literal")]
    public void Warnings(string source, string message)
    {
        var text = SourceText.FromString(source, "<test>");
        Parser.Parse(text, ParseMode.Exec);
        Assert.Equal(message, Assert.Single(text.Warnings).Message);
    }

    [Theory]
    [InlineData("# coding: latin-1\n'\u00e9'")]
    [InlineData("'\u00e9'")]
    public void Encodings(string source)
    {
        var encoding = source.Contains("latin") ? System.Text.Encoding.Latin1 : System.Text.Encoding.UTF8;
        var module = (Module)Parser.Parse(SourceText.FromBytes(encoding.GetBytes(source), "<test>"), ParseMode.Exec);
        Assert.Equal("\u00e9", ((Constant)((ExprStmt)module.Body[0]).Value).Value);
    }

    [Fact]
    public void LongOperatorChainsTakeNoRecursion()
    {
        var source = "x = " + string.Join("+", Enumerable.Repeat("1", 200_000));
        var module = (Module)Parser.Parse(SourceText.FromString(source, "<test>"), ParseMode.Exec);
        Assert.Equal(NodeKind.BinOp, ((Assign)module.Body[0]).Value.Kind);
    }

    [Fact]
    public void DeepNestingIsAnErrorAndNoCrash()
    {
        var error = Assert.Throws<SyntaxErrorException>(() => Dump(new string('-', 100_000) + "1"));
        Assert.Equal(SyntaxErrorKind.MemoryError, error.Kind);
    }
}
