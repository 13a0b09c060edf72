using System.Runtime.InteropServices;

namespace TieredPy.Runtime.Numbers;

/// <summary>
/// The C library's functions that .NET has no (accurate) counterpart of, so that results are those of a CPython on the same
/// machine. Where the library is not found, portable formulas stand in, correct to a few units in the last place.
/// </summary>
internal static unsafe class LibM
{
    private static readonly delegate* unmanaged[SuppressGCTransition]<double, double> ErfPointer;
    private static readonly delegate* unmanaged[SuppressGCTransition]<double, double> ErfcPointer;
    private static readonly delegate* unmanaged[SuppressGCTransition]<double, double> Expm1Pointer;
    private static readonly delegate* unmanaged[SuppressGCTransition]<double, double> Log1pPointer;
    private static readonly delegate* unmanaged[SuppressGCTransition]<double, double> Exp2Pointer;
    private static readonly delegate* unmanaged[SuppressGCTransition]<double, double, double> HypotPointer;

    static LibM()
    {
        foreach (var name in (string[])["libm.so.6", "libSystem.dylib", "ucrtbase.dll", "libc.so"])
        {
            if (!NativeLibrary.TryLoad(name, out var library))
                continue;
            ErfPointer = (delegate* unmanaged[SuppressGCTransition]<double, double>)Export(library, "erf");
            ErfcPointer = (delegate* unmanaged[SuppressGCTransition]<double, double>)Export(library, "erfc");
            Expm1Pointer = (delegate* unmanaged[SuppressGCTransition]<double, double>)Export(library, "expm1");
            Log1pPointer = (delegate* unmanaged[SuppressGCTransition]<double, double>)Export(library, "log1p");
            Exp2Pointer = (delegate* unmanaged[SuppressGCTransition]<double, double>)Export(library, "exp2");
            HypotPointer = (delegate* unmanaged[SuppressGCTransition]<double, double, double>)Export(library, "hypot");
            break;
        }
    }

    public static double Erf(double x) => ErfPointer != null ? ErfPointer(x) : PortableErf(x);

    public static double Erfc(double x) => ErfcPointer != null ? ErfcPointer(x) : PortableErfc(x);

    public static double Expm1(double x) => Expm1Pointer != null ? Expm1Pointer(x) : PortableExpm1(x);

    public static double Log1p(double x) => x == 0 ? x : Log1pPointer != null ? Log1pPointer(x) : PortableLog1p(x);

    public static double Exp2(double x) => Exp2Pointer != null ? Exp2Pointer(x) : Math.Pow(2, x);

    public static double Hypot(double x, double y) => HypotPointer != null ? HypotPointer(x, y) : double.Hypot(x, y);

    /// <summary>erf by its power series near zero and by erfc elsewhere.</summary>
    internal static double PortableErf(double x)
    {
        if (double.IsNaN(x))
            return x;
        var size = Math.Abs(x);
        if (size >= 1.5)
            return Math.CopySign(1 - ContinuedErfc(size), x);
        double square = x * x, sum = 0, k = 25.5;
        for (var i = 0; i < 25; i++, k--)
            sum = 2 + square * sum / k;
        return sum * x * Math.Exp(-square) / Math.Sqrt(Math.PI);
    }

    internal static double PortableErfc(double x)
    {
        if (double.IsNaN(x))
            return x;
        if (Math.Abs(x) < 1.5)
            return 1 - PortableErf(x);
        var tail = ContinuedErfc(Math.Abs(x));
        return x > 0 ? tail : 2 - tail;
    }

    /// <summary>exp(x) - 1 by Kahan's correction of the naive formula.</summary>
    internal static double PortableExpm1(double x)
    {
        var u = Math.Exp(x);
        if (u == 1)
            return x;
        var below = u - 1;
        return below == -1 || double.IsInfinity(u) ? below : below * x / Math.Log(u);
    }

    /// <summary>log(1 + x) by Kahan's correction of the naive formula.</summary>
    internal static double PortableLog1p(double x)
    {
        var u = 1 + x;
        return u == 1 || double.IsPositiveInfinity(x) ? x : Math.Log(u) * x / (u - 1);
    }

    /// <summary>erfc for x at least 1.5, by Laplace's continued fraction.</summary>
    private static double ContinuedErfc(double x)
    {
        if (x >= 30)
            return 0;
        double square = x * x, a = 0, step = 0.5, p = 1, pLast = 0, q = step + square, qLast = 1;
        for (var i = 0; i < 50; i++)
        {
            a += step;
            step += 2;
            var b = step + square;
            (p, pLast) = (b * p - a * pLast, p);
            (q, qLast) = (b * q - a * qLast, q);
        }
        return p / q * x * Math.Exp(-square) / Math.Sqrt(Math.PI);
    }

    private static void* Export(nint library, string name) =>
        NativeLibrary.TryGetExport(library, name, out var address) ? (void*)address : null;
}
