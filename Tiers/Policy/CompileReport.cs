using TieredPy.Tiers.Diagnostics;
using TieredPy.Tiers.Ir;
using TieredPy.Tiers.Ir.Text;
using TieredPy.Tiers.X64;
using TieredPy.Tiers.X64.Machine;

namespace TieredPy.Tiers.Policy;

/// <summary>What those who watch are told of new code: the compile hook, <c>--stats</c> and <c>--dump=m</c>.</summary>
internal static class CompileReport
{
    public static void Tell(RegionVersion version, CompiledRegion region, Region built, List<KernelPlan> kernels, FunctionKernel? recursion)
    {
        var root = version.Root;
        bool dump = DumpLog.Wants('m', root.Code);
        if (dump || JitStats.IsReported)
        {
            var (entry, body) = region.Methods;
            foreach (var method in new[] { entry, body })
            {
                if (method == null || MachineCode.At(method.Pointer) is not { } code) continue;
                JitStats.Count(Counter.CodeBytes, code.Length);
                if (dump) DumpLog.Write('m', method.Name, code.ToString());
            }
        }
        foreach (var plan in kernels) Tell(plan.Machine, plan.Code, dump);
        if (recursion != null) Tell(recursion.Machine, recursion.Code, dump);
        JitHooks.ReportCompiled(() => Report(version, region, built));
    }

    private static void Tell(MachineKernel machine, KernelCode code, bool dump)
    {
        JitStats.Count(Counter.KernelBytes, code.Length);
        if (!dump) return;
        DumpLog.Write('m', machine.Name, machine.ToString());
        if (MachineCode.At(code.Address) is { } listing) DumpLog.Write('m', $"kernel {machine.Name}", listing.ToString());
    }

    private static RegionReport Report(RegionVersion version, CompiledRegion region, Region built)
    {
        var root = version.Root;
        var kind = version.Compiles > 0 ? RegionKind.Exit : root.IsFunction ? RegionKind.Function : RegionKind.Loop;
        var method = region.Methods.Body ?? region.Methods.Entry!;
        var code = MachineCode.At(method.Pointer);
        return new RegionReport(root.Code, Math.Max(root.Pc, 0), kind, version.Number, version.Compiles, code?.Address ?? method.Pointer, code?.Length ?? 0, () => Operations(built));
    }

    private static OperationReport[] Operations(Region region) =>
        [.. region.Blocks.SelectMany(b => b.Nodes).Select(n => new OperationReport(n.Op.ToString(), IrPrinter.Print(n), n.Exit != null))];
}
