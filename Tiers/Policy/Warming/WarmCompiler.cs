using TieredPy.Runtime.Bytecode;
using TieredPy.Runtime.Interpreter;
using TieredPy.Tiers.Building;
using TieredPy.Tiers.Cil;
using TieredPy.Tiers.Cil.Emitting;
using TieredPy.Tiers.Deopt;
using TieredPy.Tiers.Diagnostics;
using TieredPy.Tiers.Interpreting;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Optimizing;
using TieredPy.Tiers.Recording;
using TieredPy.Tiers.X64;

namespace TieredPy.Tiers.Policy.Warming;

/// <summary>
/// Compiles examples and throws their code away. The first compilation of a process takes ten times as long as the next, for the classes that are loaded and initialised and
/// the first call of each method: the program's own first hot code needn't wait for that.
/// </summary>
internal static class WarmCompiler
{
    /// <summary>To be called before anything is compiled, while nobody else uses the tiers. It leaves nothing behind.</summary>
    /// <param name="isAwaited">The program has hot code: what only numeric loops need, a third of all, is left to the first of them.</param>
    public static void Run(Func<bool> isAwaited)
    {
        try
        {
            foreach (var example in Examples.All()) Compile(example, false);
            if (JitOptions.Current.MaxTier >= 2 && !isAwaited()) Compile(Examples.All().First(), true);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // What fails here fails again where it is counted, and told.
        }
        finally
        {
            JitStats.Reset();
        }
    }

    /// <summary>All that is done to make code, but to rely on something and to install it.</summary>
    /// <param name="example">What is compiled.</param>
    /// <param name="withKernels">Its loops become kernels.</param>
    public static CompiledMethod Compile(Example example, bool withKernels)
    {
        var built = RegionBuilder.Build(example.Profile, example.Pc, new NoTargets()) ?? throw new InvalidOperationException("nothing was built");
        Passes.Run(built.Region, JitOptions.Current.DisabledPasses, (_, _) => { });
        var (kernels, recursion) = withKernels ? KernelCompiler.Compile(built.Region) : ([], null);
        var code = new Nowhere();
        if (EarlyKernel.MayRun(built.Region, [], kernels)) _ = new InterpretedRegion(built.Region, code, kernels);
        return CilCompiler.CompileAll(built.Region, code, null, kernels, recursion).Entry;
    }

    /// <summary>
    /// Where code of a former run is found nothing is compiled, and so little is left to do before the program's first code that this isn't done beside the program's beginning, but where
    /// the compiler waits for it, in steps that it may come between.
    /// </summary>
    public static IEnumerable<Example> Rehearse()
    {
        foreach (var example in Examples.All())
        {
            yield return example;
            if (RegionBuilder.Build(example.Profile, example.Pc, new NoTargets()) is not { } built) continue;
            yield return example;
            Passes.Run(built.Region, JitOptions.Current.DisabledPasses, (_, _) => { });
            yield return example;
            CilCompiler.Rehearse(built.Region, new Nowhere());
        }
    }

    private sealed class NoTargets : ICallTargets
    {
        public IEnumerable<CallTarget> Of(PyCode code) => [];
    }

    /// <summary>Stands for a region whose code is never entered.</summary>
    private sealed class Nowhere() : RegionCode(0)
    {
        public override TierAction Left(PyThread t, int exit) => TierAction.GoOn;

        public override TierAction Raised(PyThread t, int exit) => TierAction.GoOn;

        public override TierAction Caught(PyThread t, int exit, int depth) => TierAction.GoOn;
    }
}
