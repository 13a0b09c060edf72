using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Objects;
using Xunit;

namespace TieredPy.Tests.Bytecode;

/// <summary>Cached code is what was compiled; damage is noticed.</summary>
public sealed class SerializationTests
{
    private const string Source = """
        '''doc'''
        import sys
        X = (1, 2.5, -0.0, 10**30, 'a', 'é', '😀', b'\x00', None, True, ..., 1j, 'x' in {1, 2})
        class C:
            def m(self, a, /, b=1, *c, d=2, **e):
                try:
                    return [lambda: q for q in a]
                finally:
                    print(self)
        async def g():
            async for x in y:
                yield x
        """;

    [Fact]
    public void RoundTrips()
    {
        var code = CompileHelper.Compile(Source);
        var back = BytecodeCache.Read(BytecodeCache.Write(code));
        Assert.NotNull(back);
        Assert.True(code.Compare(CmpOp.Eq, new Value(back)).IsTrue);
        CompileHelper.VerifyAll(back);
    }

    [Fact]
    public void DamageIsNoticed()
    {
        byte[] bytes = BytecodeCache.Write(CompileHelper.Compile(Source));
        for (int i = 0; i < bytes.Length; i += 7)
        {
            var copy = (byte[])bytes.Clone();
            copy[i] ^= 0x10;
            Assert.Null(BytecodeCache.Read(copy));
        }
        Assert.Null(BytecodeCache.Read(bytes.AsSpan(0, bytes.Length - 3)));
        Assert.Null(BytecodeCache.Read([]));
    }
}
