using TieredPy.Tiers.Intrinsics;
using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.X64.Lowering;

/// <summary>The C# methods of arithmetic that have machine instructions, or are C functions.</summary>
internal enum NumericKernel : byte
{
    FitsFloat,
    FitsInt,
    IsFinite,
    IsSmallRange,
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

    /// <summary>A function of C's library, by <see cref="NumericKernels.AddressOf"/>.</summary>
    Library,
}

/// <summary>Which C# methods those are.</summary>
internal static class NumericKernels
{
    private static readonly Dictionary<Kernel, NumericKernel> Known = new()
    {
        [Kernels.FitsFloat] = NumericKernel.FitsFloat,
        [Kernels.FitsInt] = NumericKernel.FitsInt,
        [Kernels.IsFinite] = NumericKernel.IsFinite,
        [Kernels.IsSmallRange] = NumericKernel.IsSmallRange,
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

    /// <summary>What .NET computes by a function of C's library, whose result it returns as it is.</summary>
    private static readonly Dictionary<Kernel, string> Library = new()
    {
        [Kernels.Sin] = "sin",
        [Kernels.Cos] = "cos",
        [Kernels.PowFloat] = "pow",
        [Kernels.SquareFloat] = "pow",
        [MathKernels.Find("math.exp", 1)!] = "exp",
        [MathKernels.Find("math.log", 1)!] = "log",
        [MathKernels.Find("math.log10", 1)!] = "log10",
        [MathKernels.Find("math.tan", 1)!] = "tan",
        [MathKernels.Find("math.atan", 1)!] = "atan",
        [MathKernels.Find("math.atan2", 2)!] = "atan2",
        [MathKernels.Find("math.tanh", 1)!] = "tanh",
    };

    private static readonly Dictionary<Kernel, nint> Addresses = FindAddresses();

    public static bool Has(Kernel k) => Known.ContainsKey(k) || Addresses.ContainsKey(k);

    public static NumericKernel Of(Kernel k) => Known.TryGetValue(k, out var known) ? known : NumericKernel.Library;

    /// <summary>Where the C function is.</summary>
    public static nint AddressOf(Kernel k) => Addresses[k];

    private static Dictionary<Kernel, nint> FindAddresses()
    {
        var found = new Dictionary<Kernel, nint>();
        if (!NativeLibrary.TryLoad(OperatingSystem.IsMacOS() ? "libm.dylib" : "libm.so.6", out nint library)) return found;
        foreach (var (kernel, name) in Library)
            if (NativeLibrary.TryGetExport(library, name, out nint address)) found[kernel] = address;
        return found;
    }
}
