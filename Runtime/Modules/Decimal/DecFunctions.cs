namespace TieredPy.Runtime.Modules.Decimal;

/// <summary>Square root, exponential, logarithms and powers.</summary>
internal static class DecFunctions
{
    private static Dec FixHalfEven(in Dec a, DecContext c, ref uint status) =>
        DecRound.Fix(a, c.Rounding == DecRounding.HalfEven ? c : c.With(DecRounding.HalfEven), ref status);

    private static int Precision(DecContext c) => c.Prec <= 100_000_000 ? (int)c.Prec : throw Err.MemoryError();

    public static Dec Sqrt(in Dec a, DecContext c, ref uint status)
    {
        if (DecRound.CheckNaN(a, c, ref status, out var nan)) return nan;
        if (a.IsInfinite && !a.Negative) return a;
        if (a.IsZero) return DecRound.Fix(Dec.Zero(a.Negative, a.Exp >> 1), c, ref status);
        if (a.Negative) return DecRound.Invalid(ref status);
        int precision = Precision(c) + 1;
        long e = a.Exp >> 1;
        var n = a.Coefficient;
        int l = a.Digits + 1 >> 1;
        if ((a.Exp & 1) != 0)
        {
            n *= 10;
            l = (a.Digits >> 1) + 1;
        }
        int shift = precision - l;
        bool exact = true;
        if (shift >= 0) n *= DecDigits.Big(2L * shift);
        else
        {
            n = BigInteger.DivRem(n, DecDigits.Big(-2L * shift), out var rest);
            exact = rest.IsZero;
        }
        e -= shift;
        var root = DecLogarithms.Sqrt(n);
        if (exact && root * root == n)
        {
            if (shift >= 0) root /= DecDigits.Big(shift);
            else root *= DecDigits.Big(-shift);
            e += shift;
        }
        else if ((root % 5).IsZero) root++;
        return FixHalfEven(new Dec(false, root, e), c, ref status);
    }

    // The digits behind the precision must not look like an exact half or an exact result.
    private static bool Decides(BigInteger coefficient, int precision)
    {
        int spare = DecDigits.Count(coefficient) - precision - 1;
        return !(coefficient % (5 * DecDigits.Big(Math.Max(0, spare)))).IsZero;
    }

    public static Dec Exp(in Dec a, DecContext c, ref uint status)
    {
        if (DecRound.CheckNaN(a, c, ref status, out var nan)) return nan;
        if (a.IsInfinite) return a.Negative ? Dec.Zero() : a;
        if (a.IsZero) return Dec.One;
        int p = Precision(c);
        long adjusted = a.Adjusted;
        Dec r;
        if (!a.Negative && adjusted > DecDigits.Count((UInt128)(ulong)(c.Emax + 1) * 3)) r = new Dec(false, UInt128.One, c.Emax + 1, 1);
        else if (a.Negative && adjusted > DecDigits.Count((UInt128)(ulong)(-c.Etiny + 1) * 3)) r = new Dec(false, UInt128.One, c.Etiny - 1, 1);
        else if (!a.Negative && adjusted < -p) r = new Dec(false, DecDigits.Big(p) + 1, -p);
        else if (a.Negative && adjusted < -p - 1) r = new Dec(false, DecDigits.Big(p + 1) - 1, -p - 1);
        else
        {
            var n = a.Negative ? -a.Coefficient : a.Coefficient;
            for (int extra = 3; ; extra += 3)
            {
                var (coefficient, exp) = DecLogarithms.Exp(n, a.Exp, p + extra);
                if (!Decides(coefficient, p)) continue;
                r = new Dec(false, coefficient, exp);
                break;
            }
        }
        return FixHalfEven(r, c, ref status);
    }

    public static Dec Ln(in Dec a, DecContext c, ref uint status)
    {
        if (DecRound.CheckNaN(a, c, ref status, out var nan)) return nan;
        if (a.IsZero) return Dec.Infinity(true);
        if (a.IsInfinite && !a.Negative) return a;
        if (a.Negative) return DecRound.Invalid(ref status);
        if (DecCompare.Compare(a, Dec.One) == 0) return Dec.Zero();
        int p = Precision(c);
        int places = (int)(p - LnBound(a) + 2);
        while (true)
        {
            var coefficient = DecLogarithms.Log(a.Coefficient, a.Exp, places);
            if (Decides(BigInteger.Abs(coefficient), p)) return FixHalfEven(new Dec(coefficient.Sign < 0, BigInteger.Abs(coefficient), -places), c, ref status);
            places += 3;
        }
    }

    // A lower bound for the adjusted exponent of ln(a).
    private static long LnBound(in Dec a)
    {
        long adjusted = a.Adjusted;
        if (adjusted >= 1) return DecDigits.Count((UInt128)(ulong)adjusted * 23 / 10) - 1;
        if (adjusted <= -2) return DecDigits.Count((UInt128)(ulong)(-1 - adjusted) * 23 / 10) - 1;
        var n = a.Coefficient;
        if (adjusted != 0) return a.Exp + DecDigits.Count(DecDigits.Big(-a.Exp) - n) - 1;
        var numerator = n - DecDigits.Big(-a.Exp);
        return DecDigits.Count(numerator) - DecDigits.Count(n) - (TextLess(numerator, n) ? 1 : 0);
    }

    // Compares as texts of digits, from the first.
    private static bool TextLess(BigInteger a, BigInteger b) => string.CompareOrdinal(a.ToString(), b.ToString()) < 0;

    public static Dec Log10(in Dec a, DecContext c, ref uint status)
    {
        if (DecRound.CheckNaN(a, c, ref status, out var nan)) return nan;
        if (a.IsZero) return Dec.Infinity(true);
        if (a.IsInfinite && !a.Negative) return a;
        if (a.Negative) return DecRound.Invalid(ref status);
        if (a.Coefficient == DecDigits.Big(a.Digits - 1)) return FixHalfEven(Dec.Of(a.Exp + a.Digits - 1), c, ref status);
        int p = Precision(c);
        int places = (int)(p - Log10Bound(a) + 2);
        while (true)
        {
            var coefficient = DecLogarithms.Log10(a.Coefficient, a.Exp, places);
            if (Decides(BigInteger.Abs(coefficient), p)) return FixHalfEven(new Dec(coefficient.Sign < 0, BigInteger.Abs(coefficient), -places), c, ref status);
            places += 3;
        }
    }

    // A lower bound for the adjusted exponent of log10(a).
    private static long Log10Bound(in Dec a)
    {
        long adjusted = a.Adjusted;
        if (adjusted >= 1) return DecDigits.Count(adjusted) - 1;
        if (adjusted <= -2) return DecDigits.Count(-1 - adjusted) - 1;
        var n = a.Coefficient;
        if (adjusted == 0)
        {
            var numerator = n - DecDigits.Big(-a.Exp);
            var denominator = 231 * n;
            return DecDigits.Count(numerator) - DecDigits.Count(denominator) - (TextLess(numerator, denominator) ? 1 : 0) + 2;
        }
        var below = DecDigits.Big(-a.Exp) - n;
        return DecDigits.Count(below) + a.Exp - (TextLess(below, 231) ? 1 : 0) - 1;
    }

    public static Dec Pow(in Dec a, in Dec b, DecContext c, ref uint status)
    {
        if (DecRound.CheckNaN(a, b, c, ref status, out var nan)) return nan;
        if (b.IsZero) return a.IsZero ? DecRound.Invalid(ref status) : Dec.One;
        bool negative = false;
        var x = a;
        if (a.Negative)
        {
            if (b.IsInteger) negative = b.IsOdd;
            else if (!a.IsZero) return DecRound.Invalid(ref status);
            x = a.WithSign(false);
        }
        if (x.IsZero) return b.Negative ? Dec.Infinity(negative) : Dec.Zero(negative);
        if (x.IsInfinite) return b.Negative ? Dec.Zero(negative) : Dec.Infinity(negative);
        if (DecCompare.Compare(x, Dec.One) == 0) return PowOne(x, b, negative, c, ref status);
        if (b.IsInfinite) return b.Negative == x.Adjusted < 0 ? Dec.Infinity(negative) : Dec.Zero(negative);

        long bound = Log10Bound(x) + b.Adjusted;
        if (x.Adjusted >= 0 != b.Negative)
        {
            if (bound >= DecDigits.Count(c.Emax)) return DecRound.Fix(new Dec(negative, UInt128.One, c.Emax + 1, 1), c, ref status);
        }
        else if (bound >= DecDigits.Count(c.Etiny)) return DecRound.Fix(new Dec(negative, UInt128.One, c.Etiny - 1, 1), c, ref status);

        return b.IsInteger ? PowInteger(x, b, negative, c, ref status) : PowReal(x, b, c, ref status);
    }

    private static Dec PowOne(in Dec x, in Dec b, bool negative, DecContext c, ref uint status)
    {
        long exp;
        if (b.IsInteger)
        {
            long multiplier = b.Negative ? 0 : DecCompare.Compare(b, Dec.Of(c.Prec)) > 0 ? c.Prec : (long)b.ToInteger();
            var product = (BigInteger)x.Exp * multiplier;
            exp = product < 1 - c.Prec ? 1 - c.Prec : (long)product;
            if (product < 1 - c.Prec) status |= DecStatus.Rounded;
            if (exp > 0) exp = 0;
        }
        else
        {
            status |= DecStatus.Inexact | DecStatus.Rounded;
            exp = 1 - c.Prec;
        }
        return new Dec(negative, DecDigits.Big(-exp), exp);
    }

    // By squaring, with enough digits in between.
    private static Dec PowInteger(in Dec x, in Dec b, bool negative, DecContext c, ref uint status)
    {
        var work = c.Copy();
        work.Prec += b.Digits + b.Exp + 2;
        work.Rounding = DecRounding.HalfEven;
        work.Clamp = false;
        var power = BigInteger.Abs(b.ToInteger());
        var root = x;
        if (b.Negative)
        {
            work.Prec++;
            root = DecArithmetic.Div(Dec.One, x, work, ref status);
        }
        var r = root;
        for (long bit = power.GetBitLength() - 2; bit >= 0; bit--)
        {
            r = DecArithmetic.Mul(r, r, work, ref status);
            if (!((power >> (int)bit).IsEven)) r = DecArithmetic.Mul(r, root, work, ref status);
            if (r.IsSpecial || r.IsZero && (status & DecStatus.Clamped) != 0) break;
        }
        if (r.IsInfinite) return DecRound.Overflow(negative, c, ref status);
        return DecRound.Fix(r.WithSign(negative), c, ref status);
    }

    private static Dec PowReal(in Dec x, in Dec b, DecContext c, ref uint status)
    {
        int p = Precision(c);
        var exact = DecExactPower.Power(x, b, p + 1);
        if (exact is { } e)
        {
            // An exact result is still signalled as inexact: what can be represented exactly is hard to say in general.
            if (e.Digits <= p) e = new Dec(false, e.Coefficient * DecDigits.Big(p + 1 - e.Digits), e.Exp - (p + 1 - e.Digits));
            uint inner = 0;
            var r = DecRound.Fix(e, c, ref inner);
            inner |= DecStatus.Inexact;
            if ((inner & DecStatus.Subnormal) != 0) inner |= DecStatus.Underflow;
            status |= inner;
            return r;
        }
        var y = b.Negative ? -b.Coefficient : b.Coefficient;
        for (int extra = 3; ; extra += 3)
        {
            var (coefficient, exp) = DecLogarithms.Power(x.Coefficient, x.Exp, y, b.Exp, p + extra);
            if (Decides(coefficient, p)) return DecRound.Fix(new Dec(false, coefficient, exp), c, ref status);
        }
    }

    public static Dec PowMod(in Dec a, in Dec b, in Dec modulus, DecContext c, ref uint status)
    {
        if (a.IsNaN || b.IsNaN || modulus.IsNaN)
        {
            if (a.IsSignaling || b.IsSignaling || modulus.IsSignaling)
            {
                status |= DecStatus.InvalidOperation;
                return DecRound.FixNaN(a.IsSignaling ? a : b.IsSignaling ? b : modulus, c);
            }
            return DecRound.FixNaN(a.IsNaN ? a : b.IsNaN ? b : modulus, c);
        }
        if (!a.IsInteger || !b.IsInteger || !modulus.IsInteger || b.Negative && !b.IsZero || modulus.IsZero || modulus.Adjusted >= c.Prec || a.IsZero && b.IsZero)
            return DecRound.Invalid(ref status);
        bool negative = a.Negative && b.IsOdd;
        var m = BigInteger.Abs(modulus.ToInteger());
        var x = a.Coefficient;
        if (a.Exp >= 0) x = x % m * BigInteger.ModPow(10, a.Exp, m) % m;
        else x = x / DecDigits.Big(-a.Exp) % m;
        var n = b.Coefficient;
        long shift = b.Exp;
        if (shift < 0) n /= DecDigits.Big(-shift);
        for (long i = 0; i < shift; i++) x = BigInteger.ModPow(x, 10, m);
        return new Dec(negative, BigInteger.ModPow(x, n, m), 0);
    }
}
