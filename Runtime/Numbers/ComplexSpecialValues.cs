using System.Numerics;

namespace TieredPy.Runtime.Numbers;

/// <summary>
/// The results of complex functions where a part of the argument is infinite or not a number: C99's annex G as tables. A row is a
/// class of the real part, a column one of the imaginary part (-inf, negative, -0, 0, positive, inf, nan), and a cell the two
/// letters of a result: i and I are plus and minus infinity, n nan, 0 and z plus and minus zero, 1 and o plus and minus one, p h q t
/// (and capitals for their negatives) pi, pi/2, pi/4 and 3pi/4, u a combination that can't occur.
/// </summary>
internal static class ComplexSpecialValues
{
    public static Complex Acos(Complex z) => Look(z,
        """
        ti pi pi pI pI tI ni
        hi uu uu uu uu hI nn
        hi uu h0 hz uu hI hn
        hi uu h0 hz uu hI hn
        hi uu uu uu uu hI nn
        qi 0i 0i 0I 0I qI ni
        ni nn nn nn nn nI nn
        """);

    public static Complex Acosh(Complex z) => Look(z,
        """
        iT iP iP ip ip it in
        iH uu uu uu uu ih nn
        iH uu 0H 0h uu ih nn
        iH uu 0H 0h uu ih nn
        iH uu uu uu uu ih nn
        iQ iz iz i0 i0 iq in
        in nn nn nn nn in nn
        """);

    public static Complex Asinh(Complex z) => Look(z,
        """
        IQ Iz Iz I0 I0 Iq In
        IH uu uu uu uu Ih nn
        IH uu zz z0 uu Ih nn
        iH uu 0z 00 uu ih nn
        iH uu uu uu uu ih nn
        iQ iz iz i0 i0 iq in
        in nn nz n0 nn in nn
        """);

    public static Complex Atanh(Complex z) => Look(z,
        """
        zH zH zH zh zh zh zn
        zH uu uu uu uu zh nn
        zH uu zz z0 uu zh zn
        0H uu 0z 00 uu 0h 0n
        0H uu uu uu uu 0h nn
        0H 0H 0H 0h 0h 0h 0n
        0H nn nn nn nn 0h nn
        """);

    public static Complex Cosh(Complex z) => Look(z,
        """
        in uu i0 iz uu in in
        nn uu uu uu uu nn nn
        n0 uu 10 1z uu n0 n0
        n0 uu 1z 10 uu n0 n0
        nn uu uu uu uu nn nn
        in uu iz i0 uu in in
        nn nn n0 n0 nn nn nn
        """);

    public static Complex Exp(Complex z) => Look(z,
        """
        00 uu 0z 00 uu 00 00
        nn uu uu uu uu nn nn
        nn uu 1z 10 uu nn nn
        nn uu 1z 10 uu nn nn
        nn uu uu uu uu nn nn
        in uu iz i0 uu in in
        nn nn nz n0 nn nn nn
        """);

    public static Complex Log(Complex z) => Look(z,
        """
        iT iP iP ip ip it in
        iH uu uu uu uu ih nn
        iH uu IP Ip uu ih nn
        iH uu Iz I0 uu ih nn
        iH uu uu uu uu ih nn
        iQ iz iz i0 i0 iq in
        in nn nn nn nn in nn
        """);

    public static Complex Sinh(Complex z) => Look(z,
        """
        in uu Iz I0 uu in in
        nn uu uu uu uu nn nn
        0n uu zz z0 uu 0n 0n
        0n uu 0z 00 uu 0n 0n
        nn uu uu uu uu nn nn
        in uu iz i0 uu in in
        nn nn nz n0 nn nn nn
        """);

    public static Complex Sqrt(Complex z) => Look(z,
        """
        iI 0I 0I 0i 0i ii ni
        iI uu uu uu uu ii nn
        iI uu 0z 00 uu ii nn
        iI uu 0z 00 uu ii nn
        iI uu uu uu uu ii nn
        iI iz iz i0 i0 ii in
        iI nn nn nn nn ii nn
        """);

    public static Complex Tanh(Complex z) => Look(z,
        """
        o0 uu oz o0 uu o0 o0
        nn uu uu uu uu nn nn
        nn uu zz z0 uu nn nn
        nn uu 0z 00 uu nn nn
        nn uu uu uu uu nn nn
        10 uu 1z 10 uu 10 10
        nn nn nz n0 nn nn nn
        """);

    public static Complex Rect(Complex z) => Look(z,
        """
        in uu I0 Iz uu in in
        nn uu uu uu uu nn nn
        00 uu z0 zz uu 00 00
        00 uu 0z 00 uu 00 00
        nn uu uu uu uu nn nn
        in uu iz i0 uu in in
        nn nn n0 n0 nn nn nn
        """);

    private static Complex Look(Complex z, string table)
    {
        var at = 21 * Class(z.Real) + 3 * Class(z.Imaginary);
        return new Complex(Value(table[at]), Value(table[at + 1]));
    }

    private static int Class(double d)
    {
        if (double.IsNaN(d))
            return 6;
        var negative = double.IsNegative(d);
        if (double.IsInfinity(d))
            return negative ? 0 : 5;
        return d == 0 ? negative ? 2 : 3 : negative ? 1 : 4;
    }

    private static double Value(char letter) => letter switch
    {
        'i' => double.PositiveInfinity,
        'I' => double.NegativeInfinity,
        '0' => 0.0,
        'z' => -0.0,
        '1' => 1.0,
        'o' => -1.0,
        'p' => Math.PI,
        'P' => -Math.PI,
        'h' => 0.5 * Math.PI,
        'H' => -0.5 * Math.PI,
        'q' => 0.25 * Math.PI,
        'Q' => -0.25 * Math.PI,
        't' => 0.75 * Math.PI,
        'T' => -0.75 * Math.PI,
        _ => double.NaN,
    };
}
