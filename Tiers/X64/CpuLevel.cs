using System.Runtime.Intrinsics.X86;
using TieredPy.Runtime.Numbers;

namespace TieredPy.Tiers.X64;

/// <summary>Which instructions kernels may use; each level has those before it.</summary>
public enum CpuLevel
{
    /// <summary>x86-64-v2, which .NET needs itself.</summary>
    Baseline,

    /// <summary>AVX2 and BMI2.</summary>
    Avx2,

    /// <summary>AVX-512 F, DQ and VL.</summary>
    Avx512,
}

/// <summary>The level that is in force.</summary>
public static class Cpu
{
    /// <summary>The highest level that this processor has.</summary>
    public static CpuLevel Native { get; } =
        !Avx2.IsSupported || !Bmi2.X64.IsSupported ? CpuLevel.Baseline
        : Avx512F.VL.IsSupported && Avx512DQ.VL.IsSupported ? CpuLevel.Avx512
        : CpuLevel.Avx2;

    /// <summary>What kernels use: the processor's level, or a lower one for tests.</summary>
    public static CpuLevel Level { get; set; } = Native;

    /// <summary>Powers of 2 and 0.5 can do without calling C, mostly.</summary>
    public static bool HasQuickPower => Level >= CpuLevel.Avx2 && Fma.IsSupported && QuickPower.Applies;

    /// <summary>Kernels can be made here: the calling convention, and how memory is made executable, are known.</summary>
    public static bool IsSupported { get; } = RuntimeInformation.ProcessArchitecture == Architecture.X64 && (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS());
}
