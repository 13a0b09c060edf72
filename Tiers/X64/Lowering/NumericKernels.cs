using TieredPy.Tiers.Building;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.X64.Lowering;

/// <summary>The C# methods of arithmetic that have machine instructions, or are C functions.</summary>
internal enum NumericKernel : byte
{
    FitsFloat,
    FitsInt,
    IsFinite,
    Truncate,
    AbsFloat,
    AbsInt,
    MinInt,
    MaxInt,
    MinFloat,
    MaxFloat,
    Sqrt,
    Floor,
    Ceiling,
}

/// <summary>Which C# methods those are.</summary>
internal static class NumericKernels
{
    private static readonly Dictionary<Kernel, NumericKernel> Known = new()
    {
        [Kernels.FitsFloat] = NumericKernel.FitsFloat,
        [Kernels.FitsInt] = NumericKernel.FitsInt,
        [Kernels.IsFinite] = NumericKernel.IsFinite,
        [Kernels.TruncateFloat] = NumericKernel.Truncate,
        [Kernels.AbsFloat] = NumericKernel.AbsFloat,
        [Kernels.AbsInt] = NumericKernel.AbsInt,
        [Kernels.MinInt] = NumericKernel.MinInt,
        [Kernels.MaxInt] = NumericKernel.MaxInt,
        [Kernels.MinFloat] = NumericKernel.MinFloat,
        [Kernels.MaxFloat] = NumericKernel.MaxFloat,
        [Kernels.Sqrt] = NumericKernel.Sqrt,
        [MathKernels.Floor] = NumericKernel.Floor,
        [MathKernels.Ceiling] = NumericKernel.Ceiling,
        [MathKernels.Find("math.fabs", 1)!] = NumericKernel.AbsFloat,
    };

    public static bool Has(Kernel k) => Known.ContainsKey(k);

    public static NumericKernel Of(Kernel k) => Known[k];
}
