using Xunit;

namespace TieredPy.Tests.Bytecode;

using static CompileHelper;

/// <summary>The register code of small functions: what must be there, and what must not.</summary>
public sealed class CodeShapeTests
{
    [Fact]
    public void AnAdditionIntoALocalIsOneInstruction() =>
        Assert.Equal(["Add x, a, b", "Return x"], FunctionText("def f(a, b):\n    x = a + b\n    return x"));

    [Fact]
    public void ConstantRightOperandsUseK() =>
        Assert.Equal(["AddK x, a, 1", "MulK x, x, 2  /1", "Return x"], FunctionText("def f(a):\n    x = a + 1\n    x *= 2\n    return x"));

    [Fact]
    public void ARangeLoopIsInverted()
    {
        string[] code = FunctionText("def f(n):\n    s = 0\n    for i in n:\n        s += i\n    return s");
        Assert.Equal(["LoadInt s, 0", "GetIter t0, n", "Jump -> 4", "Add s, s, i  /1", "ForLoop i, t0, -> 3", "Return s"], Shape(code));
    }

    [Fact]
    public void AWhileLoopTestsAtTheBottom()
    {
        string[] code = FunctionText("def f(n):\n    i = 0\n    while i < n:\n        i += 1\n    return i");
        Assert.Equal(["LoadInt i, 0", "Jump -> 3", "AddK i, i, 1  /1", "LoopHead ", "JumpIfLt i, n, -> 2", "Return i"], Shape(code));
    }

    [Fact]
    public void NoneTestsAreJumps() =>
        Assert.Contains("JumpIfNotNone x, -> 3", FunctionText("def f(x):\n    if x is None:\n        return 1\n    return 2"));

    [Fact]
    public void ASwapMakesNoTuple()
    {
        string[] code = FunctionText("def f(a, b):\n    a, b = b, a\n    return a");
        Assert.DoesNotContain(code, s => s.StartsWith("BuildTuple") || s.StartsWith("Unpack"));
    }

    [Fact]
    public void LoopTargetsSideBySideAreUnpackedInPlace() =>
        Assert.Contains(FunctionText("def f(d):\n    for k, v in d:\n        print(k, v)"), s => s.StartsWith("Unpack k..+2"));

    [Theory]
    [InlineData("def f(c):\n    if c:\n        x = 1\n    return x", true)]
    [InlineData("def f(c):\n    if c:\n        x = 1\n    else:\n        x = 2\n    return x", false)]
    [InlineData("def f(c):\n    for x in c:\n        pass\n    return x", true)]
    [InlineData("def f(c):\n    x = 1\n    del x\n    return x", true)]
    [InlineData("def f(c):\n    try:\n        x = c()\n    except E:\n        pass\n    return x", true)]
    [InlineData("def f(c):\n    try:\n        x = c()\n    except E:\n        x = 1\n    return x", false)]
    [InlineData("def f(c):\n    while True:\n        x = c\n        if x: break\n    return x", false)]
    [InlineData("def f(c):\n    with c:\n        x = c()\n    return x", true)]
    [InlineData("def f(c):\n    del c\n    return c", true)]
    public void LocalsAreCheckedOnlyWhereTheyMayBeUnbound(string source, bool isChecked) =>
        Assert.Equal(isChecked, FunctionText(source).Any(s => s.StartsWith("CheckLocal")));

    [Fact]
    public void MethodCallsLoadMethodsIntoTheWindow() =>
        Assert.Equal(["LoadMethod t0, o, 'm'", "Move t2, x", "Call t0, t0..+1", "Return t0"], FunctionText("def f(o, x):\n    return o.m(x)"));

    [Fact]
    public void SuperCallsMakeNoSuperObject() =>
        Assert.Contains(Text(Function("class C:\n    def f(self):\n        return super().f()")), s => s.StartsWith("LoadSuperAttr"));

    [Fact]
    public void DeadBranchesAreDropped()
    {
        Assert.Equal(["ReturnNone "], FunctionText("def f():\n    if 0:\n        g()").Where(s => !s.StartsWith("Nop")));
        Assert.DoesNotContain(FunctionText("def f():\n    return 1\n    g()"), s => s.StartsWith("LoadGlobal"));
    }

    [Fact]
    public void ListComprehensionsAreInlined()
    {
        string[] code = FunctionText("def f(a):\n    return [x * x for x in a]");
        Assert.Contains(code, s => s.StartsWith("ListAppend"));
        Assert.DoesNotContain(code, s => s.StartsWith("MakeFunction"));
    }

    [Fact]
    public void FarLoopsTakeTheLongForm()
    {
        string body = string.Concat(Enumerable.Repeat("        a = b.c\n        g(a, a, a)\n", 9000));
        var code = Function("def f(n, b):\n    i = 0\n    while i < n:\n        i += 1\n" + body + "    for x in n:\n" + body + "    return i");
        VerifyAll(code);
        Assert.Contains(Text(code), s => s.StartsWith("ForIter"));
    }

    private static string[] Shape(string[] code) => [.. code.Where(s => !s.StartsWith("Nop"))];
}
