namespace TieredPy.Tests.Syntax;

using TieredPy.Runtime.Syntax;
using Xunit;
using Assert = Xunit.Assert;

/// <summary>Errors: CPython 3.13's exception, message and range.</summary>
public sealed class SyntaxErrorTests
{
    [Theory]
    [InlineData("a b", "SyntaxError: invalid syntax", 1, 3, 1, 4)]
    [InlineData("(a b)", "SyntaxError: invalid syntax. Perhaps you forgot a comma?", 1, 2, 1, 5)]
    [InlineData("f(a b)", "SyntaxError: invalid syntax. Perhaps you forgot a comma?", 1, 3, 1, 6)]
    [InlineData("if x\n  y", "SyntaxError: expected ':'", 1, 5, 1, 6)]
    [InlineData("class A", "SyntaxError: expected ':'", 1, 8, 1, 9)]
    [InlineData("def f: pass", "SyntaxError: expected '('", 1, 6, 1, 7)]
    [InlineData("def f(a=1, b): pass", "SyntaxError: parameter without a default follows parameter with a default", 1, 12, 1, 13)]
    [InlineData("def f(/, a): pass", "SyntaxError: at least one argument must precede /", 1, 7, 1, 8)]
    [InlineData("def f(*): pass", "SyntaxError: named arguments must follow bare *", 1, 7, 1, 8)]
    [InlineData("f(a=1, b)", "SyntaxError: positional argument follows keyword argument", 1, 9, 1, 10)]
    [InlineData("f(**a, b)", "SyntaxError: positional argument follows keyword argument unpacking", 1, 9, 1, 10)]
    [InlineData("f(**a, *b)", "SyntaxError: iterable argument unpacking follows keyword argument unpacking", 1, 6, 1, 10)]
    [InlineData("f(x for x in y, 1)", "SyntaxError: Generator expression must be parenthesized", 1, 3, 1, 15)]
    [InlineData("f(a.b=1)", "SyntaxError: expression cannot contain assignment, perhaps you meant \"==\"?", 1, 3, 1, 7)]
    [InlineData("f(True=1)", "SyntaxError: cannot assign to True", 1, 3, 1, 8)]
    [InlineData("f(a=)", "SyntaxError: expected argument value expression", 1, 3, 1, 5)]
    [InlineData("a + 1 = 2", "SyntaxError: cannot assign to expression here. Maybe you meant '==' instead of '='?", 1, 1, 1, 6)]
    [InlineData("f() = 1", "SyntaxError: cannot assign to function call here. Maybe you meant '==' instead of '='?", 1, 1, 1, 4)]
    [InlineData("a = f() = 1", "SyntaxError: cannot assign to function call", 1, 5, 1, 8)]
    [InlineData("None = 1", "SyntaxError: cannot assign to None", 1, 1, 1, 5)]
    [InlineData("(a, b): int", "SyntaxError: only single target (not tuple) can be annotated", 1, 1, 1, 7)]
    [InlineData("f() += 1", "SyntaxError: 'function call' is an illegal expression for augmented assignment", 1, 1, 1, 4)]
    [InlineData("x = yield = 1", "SyntaxError: assignment to yield expression not possible", 1, 5, 1, 10)]
    [InlineData("if a = 1: pass", "SyntaxError: invalid syntax. Maybe you meant '==' or ':=' instead of '='?", 1, 4, 1, 9)]
    [InlineData("(a.b := 1)", "SyntaxError: cannot use assignment expressions with attribute", 1, 2, 1, 5)]
    [InlineData("del f()", "SyntaxError: cannot delete function call", 1, 5, 1, 8)]
    [InlineData("for f() in x: pass", "SyntaxError: cannot assign to function call", 1, 5, 1, 8)]
    [InlineData("with a as 1: pass", "SyntaxError: cannot assign to literal", 1, 11, 1, 12)]
    [InlineData("[x for x]", "SyntaxError: 'in' expected after for-loop variables", 1, 9, 1, 10)]
    [InlineData("[a, b for a in b]", "SyntaxError: did you forget parentheses around the comprehension target?", 1, 2, 1, 6)]
    [InlineData("[*a for a in b]", "SyntaxError: iterable unpacking cannot be used in comprehension", 1, 2, 1, 4)]
    [InlineData("{1:}", "SyntaxError: expression expected after dictionary key and ':'", 1, 3, 1, 4)]
    [InlineData("{1:2, 3}", "SyntaxError: ':' expected after dictionary key", 1, 7, 1, 0)]
    [InlineData("{1:*2}", "SyntaxError: cannot use a starred expression in a dictionary value", 1, 4, 1, 6)]
    [InlineData("(*a)", "SyntaxError: cannot use starred expression here", 1, 2, 1, 4)]
    [InlineData("print 1", "SyntaxError: Missing parentheses in call to 'print'. Did you mean print(...)?", 1, 1, 1, 8)]
    [InlineData("x = (", "SyntaxError: '(' was never closed", 1, 5, 1, 0)]
    [InlineData("x = )", "SyntaxError: unmatched ')'", 1, 5, 1, 5)]
    [InlineData("(]", "SyntaxError: closing parenthesis ']' does not match opening parenthesis '('", 1, 2, 1, 2)]
    [InlineData("{\n)", "SyntaxError: closing parenthesis ')' does not match opening parenthesis '{' on line 1", 2, 1, 2, 1)]
    [InlineData("\"abc", "SyntaxError: unterminated string literal (detected at line 1)", 1, 1, 1, 1)]
    [InlineData("\"\"\"abc\n", "SyntaxError: unterminated triple-quoted string literal (detected at line 1)", 1, 1, 1, 1)]
    [InlineData("f\"{a", "SyntaxError: '{' was never closed", 1, 3, 1, 0)]
    [InlineData("f\"{}\"", "SyntaxError: f-string: valid expression required before '}'", 1, 4, 1, 5)]
    [InlineData("f\"{a b}\"", "SyntaxError: invalid syntax. Perhaps you forgot a comma?", 1, 4, 1, 7)]
    [InlineData("f\"{a!x}\"", "SyntaxError: f-string: invalid conversion character 'x': expected 's', 'r', or 'a'", 1, 6, 1, 7)]
    [InlineData("f\"}\"", "SyntaxError: f-string: single '}' is not allowed", 1, 3, 1, 3)]
    [InlineData("f\"{a:{b:{c:{d}}}}\"", "SyntaxError: f-string: expressions nested too deeply", 1, 11, 1, 11)]
    [InlineData("1abc", "SyntaxError: invalid decimal literal", 1, 1, 1, 1)]
    [InlineData("0777", "SyntaxError: leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers", 1, 1, 1, 2)]
    [InlineData("0b2", "SyntaxError: invalid digit '2' in binary literal", 1, 3, 1, 3)]
    [InlineData("1__0", "SyntaxError: invalid decimal literal", 1, 2, 1, 2)]
    [InlineData("1e+", "SyntaxError: invalid decimal literal", 1, 3, 1, 3)]
    [InlineData("x = \\ y", "SyntaxError: unexpected character after line continuation character", 1, 6, 1, 0)]
    [InlineData("if x:\ny", "IndentationError: expected an indented block after 'if' statement on line 1", 2, 1, 2, 2)]
    [InlineData("if x:\n    y\n  z", "IndentationError: unindent does not match any outer indentation level", 3, 4, 3, -1)]
    [InlineData("  x", "IndentationError: unexpected indent", 1, 2, 1, -1)]
    [InlineData("if x:\n\ty\n        z", "TabError: inconsistent use of tabs and spaces in indentation", 3, 1, 3, 0)]
    [InlineData("try: x", "SyntaxError: expected 'except' or 'finally' block", 1, 7, 1, -1)]
    [InlineData("try: x\nexcept a, b: y", "SyntaxError: multiple exception types must be parenthesized", 2, 8, 2, 12)]
    [InlineData("try: x\nexcept a: y\nexcept* b: z", "SyntaxError: cannot have both 'except' and 'except*' on the same 'try'", 3, 1, 3, 8)]
    [InlineData("match x:\n case y as 1: pass", "SyntaxError: invalid pattern target", 2, 12, 2, 13)]
    [InlineData("match x:\n case A(b=1, c): pass", "SyntaxError: positional patterns follow keyword patterns", 2, 14, 2, 15)]
    [InlineData("import a from b", "SyntaxError: Did you mean to use 'from ... import ...' instead?", 1, 1, 1, 16)]
    [InlineData("from a import b,", "SyntaxError: trailing comma not allowed without surrounding parentheses", 1, 17, 1, 18)]
    [InlineData("from a import", "SyntaxError: Expected one or more names after 'import'", 1, 14, 1, 14)]
    [InlineData("else: x", "SyntaxError: invalid syntax", 1, 1, 1, 5)]
    [InlineData("1 if 2", "SyntaxError: expected 'else' after 'if' expression", 1, 1, 1, 7)]
    [InlineData("x + not y", "SyntaxError: 'not' after an operator must be parenthesized", 1, 5, 1, 10)]
    [InlineData("lambda *: 1", "SyntaxError: named arguments must follow bare *", 1, 9, 1, 10)]
    [InlineData("a := 1", "SyntaxError: invalid syntax", 1, 3, 1, 5)]
    [InlineData("'\\x1'", "SyntaxError: (unicode error) 'unicodeescape' codec can't decode bytes in position 0-2: truncated \\xXX escape", 1, 1, 1, 6)]
    [InlineData("b'\\x1'", "SyntaxError: (value error) invalid \\x escape at position 0", 1, 1, 1, 7)]
    [InlineData("b'\u00e9'", "SyntaxError: bytes can only contain ASCII literal characters", 1, 1, 1, 5)]
    [InlineData("'a' b'b'", "SyntaxError: cannot mix bytes and nonbytes literals", 1, 9, 1, 10)]
    [InlineData("\u20ac", "SyntaxError: invalid character '\u20ac' (U+20AC)", 1, 1, 1, 1)]
    [InlineData("a\u00a0b", "SyntaxError: invalid non-printable character U+00A0", 1, 2, 1, 2)]
    [InlineData("class A[]: pass", "SyntaxError: Type parameter list cannot be empty", 1, 9, 1, 9)]
    [InlineData("def f[*T: int](): pass", "SyntaxError: cannot use bound with TypeVarTuple", 1, 9, 1, 14)]
    [InlineData("async x", "SyntaxError: invalid syntax", 1, 7, 1, 8)]
    [InlineData("return (yield) = 1", "SyntaxError: invalid syntax", 1, 16, 1, 17)]
    [InlineData("assert a, b, c", "SyntaxError: invalid syntax", 1, 12, 1, 13)]
    [InlineData("nonlocal 1", "SyntaxError: invalid syntax", 1, 10, 1, 11)]
    [InlineData("\"a\" \"b\" c", "SyntaxError: invalid syntax", 1, 9, 1, 10)]
    [InlineData("\u00e9\u00e9 b", "SyntaxError: invalid syntax", 1, 4, 1, 5)]
    [InlineData("x = 1 +", "SyntaxError: invalid syntax", 1, 8, 1, 9)]
    [InlineData("for x in y z", "SyntaxError: invalid syntax", 1, 12, 1, 13)]
    [InlineData("while x y", "SyntaxError: invalid syntax", 1, 9, 1, 10)]
    [InlineData("@a b\nx", "SyntaxError: invalid syntax", 1, 4, 1, 5)]
    public void Errors(string source, string message, int line, int col, int endLine, int endCol)
    {
        var error = Assert.Throws<SyntaxErrorException>(() => Parser.Parse(SourceText.FromString(source, "<test>"), ParseMode.Exec));
        Assert.Equal(message, $"{error.Kind}: {error.Message}");
        Assert.Equal((line, col, endLine, endCol), (error.Line, error.Col, error.EndLine, error.EndCol));
    }

    [Theory]
    [InlineData("if x:")]
    [InlineData("if x:\n  y")]
    [InlineData("f(")]
    [InlineData("'''a")]
    [InlineData("a +")]
    public void IncompleteInput(string source)
    {
        const ParseFlags flags = ParseFlags.AllowIncompleteInput | ParseFlags.DontImplyDedent;
        var error = Assert.Throws<SyntaxErrorException>(() => Parser.Parse(SourceText.FromString(source, "<test>"), ParseMode.Single, flags));
        Assert.Equal(SyntaxErrorKind.IncompleteInput, error.Kind);
    }

    [Fact]
    public void OneStatementAtAPrompt()
    {
        var error = Assert.Throws<SyntaxErrorException>(() => Parser.Parse(SourceText.FromString("a\nb", "<test>"), ParseMode.Single));
        Assert.Equal("multiple statements found while compiling a single statement", error.Message);
    }

    [Theory]
    [InlineData("# coding: nope\n", "unknown encoding: nope")]
    [InlineData("a\0b", "source code string cannot contain null bytes")]
    public void Undecodable(string source, string message)
    {
        var bytes = System.Text.Encoding.Latin1.GetBytes(source);
        Assert.Equal(message, Assert.Throws<SyntaxErrorException>(() => SourceText.FromBytes(bytes, "<test>")).Message);
    }

    [Fact]
    public void InvalidUtf8IsAnErrorInALiteralOnly()
    {
        Parser.Parse(SourceText.FromBytes([(byte)'#', 0xFF, (byte)'\n'], "<test>"), ParseMode.Exec);
        var source = SourceText.FromBytes([(byte)'\'', 0xFF, (byte)'\''], "<test>");
        var error = Assert.Throws<SyntaxErrorException>(() => Parser.Parse(source, ParseMode.Exec));
        Assert.Equal("(unicode error) 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte", error.Message);
    }
}
