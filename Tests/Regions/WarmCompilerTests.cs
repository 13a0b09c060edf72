using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Modules;
using TieredPy.Tiers.Building;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Optimizing;
using TieredPy.Tiers.Policy.Warming;
using TieredPy.Tiers.X64;
using Xunit;

namespace TieredPy.Tests.Regions;

/// <summary>The examples by which the compiler is made ready: bytecode put together by hand, which must go through all that a program's code goes through.</summary>
[Collection(Tier1Collection.Name)]
public sealed class WarmCompilerTests
{
    public WarmCompilerTests() => BuiltinModuleLoader.Import("builtins");

    [Fact]
    public void CodeIsMadeOfEachExample() => Assert.All(Examples.All(), e => Assert.All([false, true], kernels => Assert.NotEqual(0, WarmCompiler.Compile(e, kernels).Pointer)));

    [Fact]
    public void TheLoopWarmsUpBothTiers()
    {
        var example = Examples.All().First();
        var built = RegionBuilder.Build(example.Profile, example.Pc, new NoTargets());
        Assert.NotNull(built);
        Passes.Run(built.Region, new HashSet<string>(), (_, _) => { });
        Assert.Contains(built.Region.Blocks, b => b.IsLoopHead);
        Assert.Contains(built.Region.Blocks.SelectMany(b => b.Nodes), n => n.Op == IrOp.MulFloat);
        if (Cpu.IsSupported) Assert.NotEmpty(KernelCompiler.Compile(built.Region).Loops);
    }

    private sealed class NoTargets : ICallTargets
    {
        public IEnumerable<CallTarget> Of(PyCode code) => [];
    }
}
