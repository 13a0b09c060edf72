using TieredPy.Tiers.Ir;

namespace TieredPy.Tiers.Intrinsics;

/// <summary>
/// The functions of <c>math</c> on floats, as the module computes them for finite arguments in their domain. A result that isn't finite says
/// that there may be something to raise: it is left to the module.
/// </summary>
internal static class MathKernels
{
    private static readonly Dictionary<string, Kernel> All = new()
    {
        ["math.exp/1"] = Of(nameof(Exp)),
        ["math.log/1"] = Of(nameof(Log)),
        ["math.log2/1"] = Of(nameof(Log2)),
        ["math.log10/1"] = Of(nameof(Log10)),
        ["math.tan/1"] = Of(nameof(Tan)),
        ["math.asin/1"] = Of(nameof(Asin)),
        ["math.acos/1"] = Of(nameof(Acos)),
        ["math.atan/1"] = Of(nameof(Atan)),
        ["math.sinh/1"] = Of(nameof(Sinh)),
        ["math.cosh/1"] = Of(nameof(Cosh)),
        ["math.tanh/1"] = Of(nameof(Tanh)),
        ["math.fabs/1"] = Of(nameof(Fabs)),
        ["math.degrees/1"] = Of(nameof(Degrees)),
        ["math.radians/1"] = Of(nameof(Radians)),
        ["math.atan2/2"] = Of(nameof(Atan2)),
        ["math.copysign/2"] = Of(nameof(CopySign)),
    };

    public static readonly Kernel Floor = Of(nameof(FloorOf)), Ceiling = Of(nameof(CeilingOf));

    /// <summary>The kernel of a function, by its name and the number of its arguments; null when it has none.</summary>
    public static Kernel? Find(string name, int arguments) => All.GetValueOrDefault($"{name}/{arguments}");

    private static Kernel Of(string name) => new(name, typeof(MathKernels), name, Effects.None);

    public static double Exp(double x) => Math.Exp(x);
    public static double Log(double x) => Math.Log(x);
    public static double Log2(double x) => Math.Log2(x);
    public static double Log10(double x) => Math.Log10(x);
    public static double Tan(double x) => Math.Tan(x);
    public static double Asin(double x) => Math.Asin(x);
    public static double Acos(double x) => Math.Acos(x);
    public static double Atan(double x) => Math.Atan(x);
    public static double Sinh(double x) => Math.Sinh(x);
    public static double Cosh(double x) => Math.Cosh(x);
    public static double Tanh(double x) => Math.Tanh(x);
    public static double Fabs(double x) => Math.Abs(x);
    public static double Degrees(double x) => x * (180.0 / Math.PI);
    public static double Radians(double x) => x * (Math.PI / 180.0);
    public static double Atan2(double y, double x) => Math.Atan2(y, x);
    public static double CopySign(double x, double y) => Math.CopySign(x, y);
    public static double FloorOf(double x) => Math.Floor(x);
    public static double CeilingOf(double x) => Math.Ceiling(x);
}
