namespace TieredPy.Runtime.Modules.Decimal;

/// <summary>Logarithms, exponentials and roots of integers that stand for fixed point numbers, accurate to a unit or so of the last place.</summary>
internal static class DecLogarithms
{
    private static (int Places, BigInteger Digits) ten;

    /// <summary>a / b to the nearest, half to even; b positive.</summary>
    public static BigInteger DivNearest(BigInteger a, BigInteger b)
    {
        var (q, r) = FloorDivide(a, b);
        int order = (2 * r + (q.IsEven ? 0 : 1)).CompareTo(b);
        return order > 0 ? q + 1 : q;
    }

    public static (BigInteger Quotient, BigInteger Remainder) FloorDivide(BigInteger a, BigInteger b)
    {
        var q = BigInteger.DivRem(a, b, out var r);
        return r.Sign < 0 ? (q - 1, r + b) : (q, r);
    }

    private static BigInteger ShiftNearest(BigInteger x, int shift)
    {
        if (shift == 0) return x;
        var b = BigInteger.One << shift;
        var q = x >> shift;
        var r = x - (q << shift);
        return 2 * r + (q.IsEven ? 0 : 1) > b ? q + 1 : q;
    }

    /// <summary>The integer nearest to the square root, near enough for what follows.</summary>
    private static BigInteger SqrtNearest(BigInteger n, BigInteger guess)
    {
        var a = guess;
        var b = BigInteger.Zero;
        while (a != b)
        {
            b = a;
            // a - -n // a, with // rounding down.
            a = (a + FloorDivide(n + a - 1, a).Quotient) >> 1;
        }
        return a;
    }

    /// <summary>floor(sqrt(n)).</summary>
    public static BigInteger Sqrt(BigInteger n)
    {
        if (n.IsZero) return n;
        var x = BigInteger.One << (int)((n.GetBitLength() + 1) / 2);
        while (true)
        {
            var y = (x + n / x) >> 1;
            if (y >= x) return x;
            x = y;
        }
    }

    // M * log(x / M), by argument reduction with square roots and a Taylor series of 2 atanh.
    private static BigInteger ILog(BigInteger x, BigInteger m)
    {
        const int L = 8;
        var y = x - m;
        int r = 0;
        while (r <= L && BigInteger.Abs(y) << (L - r) >= m || r > L && BigInteger.Abs(y) >> (r - L) >= m)
        {
            y = DivNearest((m * y) << 1, m + SqrtNearest(m * (m + ShiftNearest(y, r)), m));
            r++;
        }
        int t = -FloorDiv(-10 * DecDigits.Count(m), 3 * L);
        var shifted = ShiftNearest(y, r);
        var w = DivNearest(m, t);
        for (int k = t - 1; k > 0; k--) w = DivNearest(m, k) - DivNearest(shifted * w, m);
        return DivNearest(w * y, m);
    }

    private static int FloorDiv(int a, int b) => (int)Math.Floor((double)a / b);

    /// <summary>floor(10^p * log(10)).</summary>
    public static BigInteger Log10Digits(int p)
    {
        lock (DecLock)
        {
            if (p >= ten.Places)
            {
                for (int extra = 3; ; extra += 3)
                {
                    var m = DecDigits.Big(p + extra + 2);
                    var digits = DivNearest(ILog(10 * m, m), 100);
                    if ((digits % DecDigits.Big(extra)).IsZero) continue;
                    ten = (p + extra, digits / 10);
                    ten.Places = DecDigits.Count(ten.Digits) - 1;
                    break;
                }
            }
            return ten.Digits / DecDigits.Big(ten.Places - p);
        }
    }

    private static readonly Lock DecLock = new();

    // f and c * 10^k, with log(c * 10^e) = log of the latter + f * log(10).
    private static (BigInteger Scaled, long F) Scale(BigInteger c, long e, int p)
    {
        int l = DecDigits.Count(c);
        long f = e + l - (e + l >= 1 ? 1 : 0);
        if (p <= 0) return (c, f);
        long k = e + p - f;
        return (k >= 0 ? c * DecDigits.Big(k) : DivNearest(c, DecDigits.Big(-k)), f);
    }

    /// <summary>10^p * log10(c * 10^e).</summary>
    public static BigInteger Log10(BigInteger c, long e, int p)
    {
        p += 2;
        var (scaled, f) = Scale(c, e, p);
        BigInteger log, power;
        if (p > 0)
        {
            var m = DecDigits.Big(p);
            log = DivNearest(ILog(scaled, m) * m, Log10Digits(p));
            power = f * m;
        }
        else
        {
            log = 0;
            power = DivNearest(f, DecDigits.Big(-p));
        }
        return DivNearest(power + log, 100);
    }

    /// <summary>10^p * log(c * 10^e).</summary>
    public static BigInteger Log(BigInteger c, long e, int p)
    {
        p += 2;
        var (scaled, f) = Scale(c, e, p);
        var log = p > 0 ? ILog(scaled, DecDigits.Big(p)) : BigInteger.Zero;
        var fLog = BigInteger.Zero;
        if (f != 0)
        {
            int extra = DecDigits.Count(f) - 1;
            if (p + extra >= 0) fLog = DivNearest(f * Log10Digits(p + extra), DecDigits.Big(extra));
        }
        return DivNearest(fLog + log, 100);
    }

    // M * exp(x / M).
    private static BigInteger IExp(BigInteger x, BigInteger m)
    {
        const int L = 8;
        int r = (int)BigInteger.Abs((x << L) / m).GetBitLength();
        int t = -FloorDiv(-10 * DecDigits.Count(m), 3 * L);
        var y = DivNearest(x, t);
        var shifted = m << r;
        for (int i = t - 1; i > 0; i--) y = DivNearest(x * (shifted + y), shifted * i);
        for (int k = r - 1; k >= 0; k--)
        {
            shifted = m << (k + 2);
            y = DivNearest(y * (y + shifted), shifted);
        }
        return m + y;
    }

    /// <summary>exp(c * 10^e) as coefficient and exponent, with p places; c may be negative.</summary>
    public static (BigInteger Coefficient, long Exp) Exp(BigInteger c, long e, int p)
    {
        p += 2;
        int extra = (int)Math.Max(0, e + DecDigits.Count(c) - 1);
        int q = p + extra;
        long shift = e + q;
        var scaled = shift >= 0 ? c * DecDigits.Big(shift) : FloorDivide(c, DecDigits.Big(-shift)).Quotient;
        var (quotient, rest) = FloorDivide(scaled, Log10Digits(q));
        rest = DivNearest(rest, DecDigits.Big(extra));
        return (DivNearest(IExp(rest, DecDigits.Big(p)), 1000), (long)quotient - p + 3);
    }

    /// <summary>(xc * 10^xe) ** (yc * 10^ye) as coefficient and exponent; yc may be negative.</summary>
    public static (BigInteger Coefficient, long Exp) Power(BigInteger xc, long xe, BigInteger yc, long ye, int p)
    {
        int b = (int)(DecDigits.Count(yc) + ye);
        var log = Log(xc, xe, p + b + 1);
        long shift = ye - b;
        var product = shift >= 0 ? log * yc * DecDigits.Big(shift) : DivNearest(log * yc, DecDigits.Big(-shift));
        if (product.IsZero)
        {
            // So near to 1 that only the side matters.
            return DecDigits.Count(xc) + xe >= 1 == yc.Sign > 0
                ? (DecDigits.Big(p - 1) + 1, 1 - p)
                : (DecDigits.Big(p) - 1, -p);
        }
        var (c, e) = Exp(product, -(p + 1), p + 1);
        return (DivNearest(c, 10), e + 1);
    }
}
