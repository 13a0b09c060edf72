namespace TieredPy.Runtime.Modules.Decimal;

/// <summary>Powers with fractional exponents that are exact: 4 ** 0.5.</summary>
internal static class DecExactPower
{
    /// <summary>x ** y when it is exact and has at most so many digits; x positive and not 1, y not 0 and not an integer.</summary>
    public static Dec? Power(in Dec x, in Dec y, int precision)
    {
        var xc = x.Coefficient;
        long xe = x.Exp + DecArithmetic.StripZeros(ref xc, long.MaxValue);
        var yc = y.Coefficient;
        long ye = y.Exp + DecArithmetic.StripZeros(ref yc, long.MaxValue);

        if (xc.IsOne)
        {
            var e = xe * yc;
            ye += DecArithmetic.StripZeros(ref e, -ye > 0 ? -ye : 0);
            if (ye < 0 || e.GetBitLength() > 62) return null;
            long exponent = (long)e * (y.Negative ? -1 : 1);
            return new Dec(false, UInt128.One, exponent, 1);
        }
        if (y.Negative) return Reciprocal(xc, xe, yc, ye, precision);
        if (!TryRoot(ref xc, ref xe, yc, ye, out var m)) return null;
        if (xc > 1 && m > (long)(precision * 100L / LowerBound(xc))) return null;
        xc = BigInteger.Pow(xc, (int)m);
        xe = (long)(xe * m);
        return DecDigits.Count(xc) > precision ? null : new Dec(false, xc, xe);
    }

    // Exact only when the coefficient is a power of 2 or of 5.
    private static Dec? Reciprocal(BigInteger xc, long xe, BigInteger yc, long ye, int precision)
    {
        int last = (int)(xc % 10);
        BigInteger e, @base;
        long most;
        if (last is 2 or 4 or 6 or 8)
        {
            if (!xc.IsPowerOfTwo) return null;
            e = xc.GetBitLength() - 1;
            most = precision * 93L / 65;
            @base = 5;
        }
        else if (last == 5)
        {
            e = xc.GetBitLength() * 28 / 65;
            var c = BigInteger.DivRem(BigInteger.Pow(5, (int)e), xc, out var rest);
            if (!rest.IsZero) return null;
            while ((c % 5).IsZero)
            {
                c /= 5;
                e--;
            }
            most = precision * 10L / 3;
            @base = 2;
        }
        else return null;
        if (ye >= DecDigits.Count(most)) return null;
        if (!TryShift(e * yc, ye, out e) || !TryShift(xe * yc, ye, out var x) || e > most) return null;
        var result = BigInteger.Pow(@base, (int)e);
        return DecDigits.Count(result) > precision ? null : new Dec(false, result, (long)(-e - x));
    }

    // n * 10^e when that is an integer.
    private static bool TryShift(BigInteger n, long e, out BigInteger shifted)
    {
        shifted = n;
        if (n.IsZero) return true;
        if (e >= 0)
        {
            shifted = n * DecDigits.Big(e);
            return true;
        }
        if (-e > DecDigits.Count(n)) return false;
        shifted = BigInteger.DivRem(n, DecDigits.Big(-e), out var rest);
        return rest.IsZero;
    }

    private static bool TryRoot(ref BigInteger xc, ref long xe, BigInteger yc, long ye, out BigInteger m)
    {
        BigInteger n = 1;
        m = yc;
        long bits = xc.GetBitLength();
        if (ye >= 0)
        {
            if (ye > 18) return false;
            m = yc * DecDigits.Big(ye);
        }
        else
        {
            if (xe != 0 && DecDigits.Count(yc * xe) <= -ye) return false;
            if (DecDigits.Count(yc * bits) <= -ye) return false;
            n = DecDigits.Big(-ye);
            var divisor = BigInteger.GreatestCommonDivisor(m, n);
            m /= divisor;
            n /= divisor;
        }
        if (n > 1)
        {
            if (bits <= n) return false;
            long quotient = (long)Math.Floor((double)xe / (double)n);
            if (quotient * (long)n != xe) return false;
            xe = quotient;
            int k = (int)n;
            var a = BigInteger.One << (int)-(-bits / k - (bits % k != 0 ? 1 : 0));
            BigInteger q, r;
            while (true)
            {
                q = BigInteger.DivRem(xc, BigInteger.Pow(a, k - 1), out r);
                if (a <= q) break;
                a = (a * (k - 1) + q) / k;
            }
            if (a != q || !r.IsZero) return false;
            xc = a;
        }
        return true;
    }

    // A lower bound for 100 * log10(c).
    private static long LowerBound(BigInteger c)
    {
        ReadOnlySpan<int> correction = [100, 70, 53, 40, 31, 23, 16, 10, 5];
        return 100L * DecDigits.Count(c) - correction[(int)(c / DecDigits.Big(DecDigits.Count(c) - 1)) - 1];
    }
}
