using Xunit;

namespace TieredPy.Tests.Regions;

/// <summary>
/// Compiled loops do only what the program asked for: no boxing, no allocation, no generic call, as the region says that the loop was compiled
/// from, and as the allocator counts.
/// </summary>
[Collection(Tier1Collection.Name)]
public sealed class HotLoopTests
{
    private static void IsTight(string source)
    {
        var loop = HotLoop.Of(source);
        loop.ShouldBeTyped();
        loop.ShouldAllocateNothing();
    }

    [Fact]
    public void FloatsInAttributes() => IsTight("""
        class P:
            def __init__(self, x): self.x, self.v = x, 0.5
        def f(points):
            for p in points:
                p.x = p.x + p.v * 0.5
                p.v = p.v - p.x * 0.25
        def arguments(n): return ([P(i + 0.5) for i in range(10)] * (n // 10),)
        """);

    [Fact]
    public void ACounterInAnAttribute() => IsTight("""
        class Counter: pass
        def f(c, n):
            for i in range(n):
                c.count += i
                c.mean = c.mean * 0.5 + c.count
        def arguments(n):
            c = Counter()
            c.count, c.mean = 0, 0.0
            return c, n
        """);

    [Fact]
    public void IntsOfAList() => IsTight("""
        def f(items):
            t = 0
            for a in items:
                t += a * 3
                if a & 1: t ^= a
            return t
        def arguments(n): return (list(range(n)),)
        """);

    [Fact]
    public void AMethodOfAShape() => IsTight("""
        class P:
            def __init__(self, x, y): self.x, self.y = x, y
            def scaled(self, k): return self.x * k + self.y
        def f(p, n):
            t = 0.0
            for i in range(n):
                t += p.scaled(i)
                p.y = t * 0.5
            return t
        def arguments(n): return P(1.5, 2.5), n
        """);

    [Fact]
    public void AGeneratorInAForLoop() => IsTight("""
        def count(n):
            i = 0
            while i < n:
                yield i
                i += 1
        def f(n):
            t = 0
            for a in count(n): t += a
            return t
        def arguments(n): return (n,)
        """);

    [Fact]
    public void ASwap() => IsTight("""
        def f(n):
            a, b = 1, 2
            for i in range(n): a, b = b, a + i & 1023
            return a
        def arguments(n): return (n,)
        """);

    private const string SwapThroughATuple = """
        def turned(a, b): return b, a
        def f(n):
            a, b = 1, 2
            for i in range(n):
                a, b = turned(a + i & 1023, b)
            return a
        def arguments(n): return (n,)
        """;

    [Fact]
    public void ASwapThroughATuple() => IsTight(SwapThroughATuple);

    [Fact]
    public void ADictWithStrKeys() => IsTight("""
        def f(weights, words):
            t = 0
            for w in words:
                if w in weights: t += weights[w]
                if w not in weights: t -= 1
                t += weights.get(w, 0)
            return t
        def arguments(n): return {'a': 1, 'b': 20, 'c': 300000}, ['a', 'b', 'c', 'd'] * (n // 4)
        """);

    [Fact]
    public void AGlobalCounter() => IsTight("""
        total = 0
        def f(n):
            global total
            for i in range(n): total += i
        def arguments(n): return (n,)
        """);

    [Fact]
    public void AClosureCounter() => IsTight("""
        def outer():
            total = 0
            def f(n):
                nonlocal total
                for i in range(n): total += i
            return f
        f = outer()
        def arguments(n): return (n,)
        """);

    [Fact]
    public void AFunctionThatIsMadeAndCalled() => IsTight("""
        def scaled(v, k):
            apply = lambda x: x * k + v
            return apply(3) + apply(v)
        def f(n):
            t = 0
            for i in range(n): t += scaled(i, 2) & 15
            return t
        def arguments(n): return (n,)
        """);

    [Fact]
    public void AFunctionThatIsPassedOnAndCalled() => IsTight("""
        def add(x, y, then): return then(x + y)
        def twice(x, then): return add(x, x, lambda s: then(s + 1))
        def f(n):
            t = 0
            for i in range(n): t += twice(i & 7, lambda r: r * 2)
            return t
        def arguments(n): return (n,)
        """);

    /// <summary>Strings are made, and nothing else.</summary>
    [Fact]
    public void AStringThatGrows()
    {
        var loop = HotLoop.Of("""
            def f(words):
                s = ''
                for w in words: s += w
                return s
            def arguments(n): return (['ab', 'cd'] * (n // 2),)
            """);
        loop.ShouldBeTyped();
        Assert.InRange(loop.BytesAnIteration, 0, 64);
    }

    private const string CallOfAHandler = """
        import sys
        table = {0: 5, 1: 7}
        def look(x):
            try:
                return table[x] + LOOKS
            except KeyError:
                return -1
        def f(items):
            total = 0
            for x in items: total += look(x)
            return total
        def arguments(n): return ([0, 1, 2, 3] * (n // 4),)
        """;

    [Fact]
    public void ACalleeThatCatchesLeavesTheCallersVariablesInRegisters()
    {
        var loop = HotLoop.Of(CallOfAHandler.Replace("LOOKS", "1"));
        Assert.NotEmpty(loop.DirectCalls());
        Assert.All(loop.DirectCalls(), n => Assert.Null(n.Spilled));
    }

    [Fact]
    public void ObjectsOfTwoClassesAreTestedOnce()
    {
        var loop = HotLoop.Of("""
            class A:
                def __init__(self): self.n, self.m = 0, 0
                def more(self, k):
                    self.n += k
                    self.m = self.n + 1
            class B(A): pass
            def f(items):
                for o in items:
                    o.more(2)
                    if o.n & 1: o.m = 0
            def arguments(n): return ([A(), B()] * (n // 2),)
            """);
        Assert.Equal(2, loop.ShapeTests().Count());
    }

    // What the assertions above rely on.

    [Fact]
    public void ACalleeThatLooksAtFramesHasThemInMemory()
    {
        // Work that makes it worth compiling, although the interpreter does the call.
        string work = string.Concat(Enumerable.Repeat(" + x * 2 - x", 40));
        var loop = HotLoop.Of(CallOfAHandler.Replace("LOOKS", "len(sys._getframe().f_code.co_varnames)" + work));
        Assert.NotEmpty(loop.DirectCalls());
        Assert.All(loop.DirectCalls(), n => Assert.NotNull(n.Spilled));
    }

    [Fact]
    public void ATupleThatIsMadeIsSeen()
    {
        var loop = HotLoop.Of(SwapThroughATuple, "dead", "virtuals", "sinking");
        Assert.NotEmpty(loop.Allocations());
        Assert.NotEmpty(loop.Boxings());
        Assert.True(loop.BytesAnIteration > 20);
    }

    // A recording that is interrupted may see few of the items: every other one is of the kind that matters.
    [Fact]
    public void ACallOfUnknownCodeIsSeen() => Assert.NotEmpty(HotLoop.Of("""
        def f(items):
            t = 0
            for a in items: t += hash(a)
            return t
        def arguments(n): return ([(1, 2), 'a', (1, 2), 2.5] * (n // 4),)
        """).GenericCalls());

    [Fact]
    public void ANumberThatIsStoredAsAnObjectIsSeen()
    {
        var loop = HotLoop.Of("""
            def f(items, n):
                for i in range(n): items[i & 3] = i + 1000
            def arguments(n): return [None, 'a', None, None], n
            """);
        Assert.NotEmpty(loop.Boxings());
        Assert.True(loop.BytesAnIteration > 20);
    }
}
