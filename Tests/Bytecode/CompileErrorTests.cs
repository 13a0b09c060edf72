using Xunit;

namespace TieredPy.Tests.Bytecode;

using static CompileHelper;

/// <summary>SyntaxErrors of the symbol table and the compiler; the texts are CPython 3.13's.</summary>
public sealed class CompileErrorTests
{
    [Theory]
    [InlineData("return 1", "'return' outside function")]
    [InlineData("break", "'break' outside loop")]
    [InlineData("continue", "'continue' not properly in loop")]
    [InlineData("yield 1", "'yield' outside function")]
    [InlineData("def f():\n    await x", "'await' outside async function")]
    [InlineData("await x", "'await' outside function")]
    [InlineData("def f(a, a): pass", "duplicate argument 'a' in function definition")]
    [InlineData("def f(a):\n    global a", "name 'a' is parameter and global")]
    [InlineData("def f():\n    a = 1\n    global a", "name 'a' is assigned to before global declaration")]
    [InlineData("def f():\n    print(a)\n    global a", "name 'a' is used prior to global declaration")]
    [InlineData("nonlocal x", "nonlocal declaration not allowed at module level")]
    [InlineData("def f():\n    nonlocal x", "no binding for nonlocal 'x' found")]
    [InlineData("[(x := 1) for x in y]", "assignment expression cannot rebind comprehension iteration variable 'x'")]
    [InlineData("[i for i in (j := x)]", "assignment expression cannot be used in a comprehension iterable expression")]
    [InlineData("class C:\n    [(j := i) for i in x]", "assignment expression within a comprehension cannot be used in a class body")]
    [InlineData("def f():\n    from x import *", "import * only allowed at module level")]
    [InlineData("f(a=1, a=2)", "keyword argument repeated: a")]
    [InlineData("*a = x", "starred assignment target must be in a list or tuple")]
    [InlineData("*a, *b = x", "multiple starred expressions in assignment")]
    [InlineData("try:\n    pass\nexcept:\n    pass\nexcept E:\n    pass", "default 'except:' must be last")]
    [InlineData("match x:\n    case a:\n        pass\n    case b:\n        pass", "name capture 'a' makes remaining patterns unreachable")]
    [InlineData("match x:\n    case [a, a]:\n        pass", "multiple assignments to name 'a' in pattern")]
    [InlineData("match x:\n    case [a] | [b]:\n        pass", "alternative patterns bind different names")]
    [InlineData("class C[T, T]: pass", "duplicate type parameter 'T'")]
    [InlineData("async def f():\n    yield 1\n    return 2", "'return' with value in async generator")]
    [InlineData("def f():\n    [x async for x in y]", "asynchronous comprehension outside of an asynchronous function")]
    [InlineData("[(yield 1) for x in y]", "'yield' inside list comprehension")]
    [InlineData("from __future__ import nope", "future feature nope is not defined")]
    [InlineData("x = 1\nfrom __future__ import division", "from __future__ imports must occur at the beginning of the file")]
    public void Message(string source, string message) => Assert.Equal(message, Error(source));
}
