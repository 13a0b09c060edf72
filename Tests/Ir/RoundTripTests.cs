using TieredPy.Runtime.Interpreter;
using TieredPy.Runtime.Modules;
using TieredPy.Runtime.Objects;
using TieredPy.Tests.Bytecode;
using TieredPy.Tests.Regions;
using TieredPy.Tiers.Building;
using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Ir.Text;
using TieredPy.Tiers.Options;
using TieredPy.Tiers.Policy;
using Xunit;

namespace TieredPy.Tests.Ir;

/// <summary>Regions of programs that run, after each pass, are what the parser makes of their text.</summary>
[Collection(Tier1Collection.Name)]
public sealed class RoundTripTests
{
    private const string Loops = """
        class P:
            def __init__(self, x): self.x, self.v = x, 0.5
            def scaled(self, k): return self.x * k
        def f(n):
            t, s, points = 0, '', [P(i + 0.5) for i in range(10)]
            for i in range(n):
                p = points[i % 10]
                p.x = p.x + p.v * 0.5 - 1e300 * 0
                t += i * 3 ^ (i << 2)
                if p.scaled(i) > 1e18 or t == -1: s += 'ab'
                a, b = t, i
                a, b = b, a
            for c in 'text\u00e9' * n: s = c
            return t, s, a, points[0].x
        """;

    private const string Functions = """
        def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
        def kinds(a, *rest, k=1, **more): return (a, len(rest), k, len(more))
        def total(xs):
            s = 0.0
            for x in xs: s += x
            return s
        def f(n):
            out = []
            for i in range(n):
                out.append(kinds(i, 2, 3, k=4, z=5))
                out.append(total([0.5, 1.5, i * 0.25]))
            return fib(16), out[-1], {i: str(i) for i in range(n)}, [x for x in out if x]
        """;

    private const string Raising = """
        class E(Exception):
            def __init__(self, n): self.n = n
        def part(i):
            if i % 7 == 0: raise E(i)
            return 10 // (i % 3)
        def f(n):
            caught = wrong = 0
            for i in range(n):
                try:
                    caught += part(i)
                except E as e: caught += e.n
                except ZeroDivisionError: wrong += 1
                finally: caught ^= 1
            return caught, wrong
        """;

    private const string Generators = """
        def count(n):
            i = 0
            while i < n:
                got = yield i, i * 0.5
                i += 1 if got is None else got
        def chained(n):
            yield from count(n)
            return n
        def driven(c):
            try: c.send(None)
            except StopIteration as e: return e.value
        async def wait(i): return i
        async def many(n):
            t = 0
            for i in range(n): t += await wait(i)
            return t
        def f(n):
            t = 0
            for a, b in chained(n): t += a + b
            for a, b in enumerate(count(n)): t += a
            return t, sum(x * 2 for x in range(n)), driven(many(n))
        """;

    public static TheoryData<string> Programs => [Loops, Functions, Raising, Generators];

    [Theory]
    [MemberData(nameof(Programs))]
    public void RegionsAreWhatIsReadOfTheirText(string source)
    {
        var failures = new List<string>();
        int regions = 0;
        void Check(string pass, Region region)
        {
            regions++;
            try
            {
                var symbols = new IrSymbols();
                string text = IrPrinter.Print(region, symbols);
                var read = IrParser.Parse(text, symbols);
                IrVerifier.Verify(read);
                Assert.Equal(text, IrPrinter.Print(read));
                RegionComparer.ShouldBeEqual(region, read);
            }
            catch (Exception e)
            {
                failures.Add($"after {pass}: {e.Message}\n{IrPrinter.Print(region)}");
            }
        }
        Run(source, Check);
        Assert.True(failures.Count == 0, $"{failures.Count} of {regions}:\n{failures.FirstOrDefault()}");
        Assert.True(regions > 20, $"only {regions} regions");
    }

    private static void Run(string source, Action<string, Region> passed)
    {
        var (options, loops, functions) = (JitOptions.Current, CompilingTier.LoopThreshold, CompilingTier.FunctionThreshold);
        JitOptions.Current = new JitOptions { Sync = true, LoopThreshold = 2, FunctionThreshold = 2, ExitThreshold = 2, RecompilePatience = 0 };
        (CompilingTier.LoopThreshold, CompilingTier.FunctionThreshold) = (2, 2);
        CompilingTier.Install(new Tier1 { Passed = passed });
        try
        {
            BuiltinModuleLoader.Import("builtins");
            var globals = new PyDict();
            globals.Set(PyStr.Intern("__builtins__"), new Value(Interp.Modules.BuiltinsNamespace));
            Interp.RunCode(CompileHelper.Compile(source), globals, globals);
            var f = globals.TryGet(PyStr.Intern("f"));
            for (int k = 0; k < 4; k++) Ops.Call(f, Value.Int(40));
        }
        finally
        {
            (JitOptions.Current, CompilingTier.LoopThreshold, CompilingTier.FunctionThreshold) = (options, loops, functions);
        }
    }

    [Fact]
    public void KernelsAreKnownByTheirNames()
    {
        var all = KernelTable.All.ToList();
        Assert.True(all.Count > 200, $"{all.Count} kernels");
        foreach (var kernel in all) Assert.Same(kernel, KernelTable.Find(kernel.Name));
    }
}
