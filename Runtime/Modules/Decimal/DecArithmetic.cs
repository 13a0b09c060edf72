namespace TieredPy.Runtime.Modules.Decimal;

/// <summary>Sums, products and quotients.</summary>
internal static class DecArithmetic
{
    public static Dec Add(in Dec a, in Dec b, DecContext c, ref uint status)
    {
        if (a.Exp == b.Exp && a.IsTiny && b.IsTiny && a.IsFinite && b.IsFinite && a.Negative == b.Negative && (a.Low | b.Low) != 0)
            return DecRound.Fix(new Dec(a.Negative, (UInt128)a.Low + b.Low, a.Exp), c, ref status);
        return AddSlow(a, b, c, ref status);
    }

    public static Dec Sub(in Dec a, in Dec b, DecContext c, ref uint status) =>
        b.IsNaN ? AddSlow(a, b, c, ref status) : Add(a, b.WithSign(!b.Negative), c, ref status);

    private static Dec AddSlow(in Dec a, in Dec b, DecContext c, ref uint status)
    {
        if (a.IsSpecial || b.IsSpecial)
        {
            if (DecRound.CheckNaN(a, b, c, ref status, out var nan)) return nan;
            if (a.IsInfinite) return b.IsInfinite && a.Negative != b.Negative ? DecRound.Invalid(ref status) : a;
            return b;
        }
        long exp = Math.Min(a.Exp, b.Exp);
        bool differ = a.Negative != b.Negative;
        bool negativeZero = c.Rounding == DecRounding.Floor && differ;
        if (a.IsZero && b.IsZero) return DecRound.Fix(Dec.Zero(a.Negative && b.Negative || negativeZero, exp), c, ref status);
        if (a.IsZero || b.IsZero)
        {
            var other = a.IsZero ? b : a;
            // A zero brings the exponent down, but no further than the digits can follow.
            exp = Math.Max(exp, other.Exp - c.Prec - 1);
            return DecRound.Fix(exp < other.Exp ? DecRound.Rescale(other, exp, c.Rounding) : other, c, ref status);
        }
        var high = a.Exp >= b.Exp ? a : b;
        var low = a.Exp >= b.Exp ? b : a;
        long shift = high.Exp - low.Exp;
        if (!low.IsLarge && !high.IsLarge && high.Digits + shift < DecDigits.SmallDigits && low.Digits < DecDigits.SmallDigits)
        {
            var x = shift == 0 ? high.Small : high.Small * DecDigits.Small((int)shift);
            var y = low.Small;
            if (!differ) return DecRound.Fix(new Dec(a.Negative, x + y, exp), c, ref status);
            if (x == y) return DecRound.Fix(Dec.Zero(negativeZero, exp), c, ref status);
            return DecRound.Fix(x > y ? new Dec(high.Negative, x - y, exp) : new Dec(low.Negative, y - x, exp), c, ref status);
        }
        // So far below that only its being there matters.
        long least = high.Exp + Math.Min(-1, high.Digits - c.Prec - 2);
        if (low.Digits + low.Exp - 1 < least) low = new Dec(low.Negative, UInt128.One, least, 1);
        var bigHigh = high.Coefficient * DecDigits.Big(high.Exp - low.Exp);
        var bigLow = low.Coefficient;
        Dec sum;
        if (!differ) sum = new Dec(a.Negative, bigHigh + bigLow, low.Exp);
        else
        {
            var d = bigHigh - bigLow;
            sum = d.IsZero ? Dec.Zero(negativeZero, exp) : new Dec(d.Sign > 0 ? high.Negative : low.Negative, BigInteger.Abs(d), low.Exp);
        }
        return DecRound.Fix(sum, c, ref status);
    }

    public static Dec Mul(in Dec a, in Dec b, DecContext c, ref uint status)
    {
        bool negative = a.Negative != b.Negative;
        if (a.IsSpecial || b.IsSpecial)
        {
            if (DecRound.CheckNaN(a, b, c, ref status, out var nan)) return nan;
            return a.IsZero || b.IsZero ? DecRound.Invalid(ref status) : Dec.Infinity(negative);
        }
        return DecRound.Fix(Product(a, b, negative), c, ref status);
    }

    /// <summary>The exact product of finite numbers.</summary>
    private static Dec Product(in Dec a, in Dec b, bool negative)
    {
        if (a.IsTiny && b.IsTiny)
        {
            ulong high = Math.BigMul(a.Low, b.Low, out ulong low);
            return new Dec(negative, new UInt128(high, low), a.Exp + b.Exp);
        }
        if (a.Digits + b.Digits <= DecDigits.SmallDigits && !a.IsLarge && !b.IsLarge) return new Dec(negative, a.Small * b.Small, a.Exp + b.Exp);
        return new Dec(negative, a.Coefficient * b.Coefficient, a.Exp + b.Exp);
    }

    public static Dec Fma(in Dec a, in Dec b, in Dec third, DecContext c, ref uint status)
    {
        if (a.IsSpecial || b.IsSpecial || third.IsSpecial)
        {
            if (a.IsSignaling) return Quiet(a, c, ref status);
            if (b.IsSignaling) return Quiet(b, c, ref status);
            if (!a.IsNaN && !b.IsNaN && (a.IsInfinite && b.IsZero || a.IsZero && b.IsInfinite)) return DecRound.Invalid(ref status);
            if (third.IsSignaling) return Quiet(third, c, ref status);
            if (a.IsNaN) return Quiet(a, c, ref status);
            if (b.IsNaN) return Quiet(b, c, ref status);
            if (third.IsNaN) return Quiet(third, c, ref status);
            if (a.IsInfinite || b.IsInfinite) return Add(Dec.Infinity(a.Negative != b.Negative), third, c, ref status);
            return third;
        }
        return Add(Product(a, b, a.Negative != b.Negative), third, c, ref status);
    }

    private static Dec Quiet(in Dec a, DecContext c, ref uint status)
    {
        DecRound.CheckNaN(a, c, ref status, out var r);
        return r;
    }

    public static Dec Div(in Dec a, in Dec b, DecContext c, ref uint status)
    {
        bool negative = a.Negative != b.Negative;
        if (a.IsSpecial || b.IsSpecial)
        {
            if (DecRound.CheckNaN(a, b, c, ref status, out var nan)) return nan;
            if (a.IsInfinite) return b.IsInfinite ? DecRound.Invalid(ref status) : Dec.Infinity(negative);
            status |= DecStatus.Clamped;
            return Dec.Zero(negative, c.Etiny);
        }
        if (b.IsZero)
        {
            if (a.IsZero) return DecRound.Invalid(ref status, DecStatus.DivisionUndefined);
            status |= DecStatus.DivisionByZero;
            return Dec.Infinity(negative);
        }
        long ideal = a.Exp - b.Exp;
        if (a.IsZero) return DecRound.Fix(Dec.Zero(negative, ideal), c, ref status);
        long shift = b.Digits - a.Digits + c.Prec + 1;
        long exp = ideal - shift;
        if (!a.IsLarge && !b.IsLarge && a.Digits + shift <= DecDigits.SmallDigits && shift >= 0)
        {
            var n = a.Small * DecDigits.Small((int)shift);
            var d = b.Small;
            var q = n / d;
            if (q * d != n)
            {
                if (q % 5 == 0) q++;
            }
            else
            {
                while (exp < ideal)
                {
                    var tenth = q / 10;
                    if (tenth * 10 != q) break;
                    q = tenth;
                    exp++;
                }
            }
            return DecRound.Fix(new Dec(negative, q, exp), c, ref status);
        }
        var (top, bottom) = shift >= 0 ? (a.Coefficient * DecDigits.Big(shift), b.Coefficient) : (a.Coefficient, b.Coefficient * DecDigits.Big(-shift));
        var quotient = BigInteger.DivRem(top, bottom, out var rest);
        if (!rest.IsZero)
        {
            // A last digit that can't be taken for an exact half.
            if ((quotient % 5).IsZero) quotient++;
        }
        else exp += StripZeros(ref quotient, ideal - exp);
        return DecRound.Fix(new Dec(negative, quotient, exp), c, ref status);
    }

    /// <summary>Takes up to <paramref name="most"/> zeros off the end; how many it were.</summary>
    public static long StripZeros(ref BigInteger n, long most)
    {
        long stripped = 0;
        if (n.IsZero) return 0;
        // Whole blocks first: one digit at a time is quadratic.
        for (int block = 64; block >= 1; block /= 8)
        {
            var unit = DecDigits.Big(block);
            while (most - stripped >= block)
            {
                if (!n.IsEven) return stripped;
                var q = BigInteger.DivRem(n, unit, out var r);
                if (!r.IsZero) break;
                n = q;
                stripped += block;
            }
        }
        return stripped;
    }

    /// <summary>Integer quotient and remainder; false with the condition signalled where they can't be had.</summary>
    private static bool TryDivide(in Dec a, in Dec b, DecContext c, ref uint status, out Dec quotient, out Dec remainder)
    {
        bool negative = a.Negative != b.Negative;
        long ideal = b.IsInfinite ? a.Exp : Math.Min(a.Exp, b.Exp);
        long difference = b.IsInfinite ? 0 : a.Adjusted - b.Adjusted;
        if (a.IsZero || b.IsInfinite || difference <= -2)
        {
            quotient = Dec.Zero(negative);
            remainder = a.Exp > ideal && a.Exp - ideal > c.Prec + a.Digits ? DecRound.Rescale(a, Math.Max(ideal, a.Exp - c.Prec - 1), c.Rounding) : DecRound.Rescale(a, ideal, c.Rounding);
            return true;
        }
        if (difference <= c.Prec)
        {
            BigInteger x = a.Coefficient, y = b.Coefficient;
            if (a.Exp >= b.Exp) x *= DecDigits.Big(a.Exp - b.Exp);
            else y *= DecDigits.Big(b.Exp - a.Exp);
            var q = BigInteger.DivRem(x, y, out var r);
            var result = new Dec(negative, q, 0);
            if (result.Digits <= c.Prec)
            {
                quotient = result;
                remainder = new Dec(a.Negative, r, ideal);
                return true;
            }
        }
        status |= DecStatus.DivisionImpossible;
        quotient = remainder = Dec.NaN;
        return false;
    }

    public static Dec DivInt(in Dec a, in Dec b, DecContext c, ref uint status)
    {
        if (DecRound.CheckNaN(a, b, c, ref status, out var nan)) return nan;
        bool negative = a.Negative != b.Negative;
        if (a.IsInfinite) return b.IsInfinite ? DecRound.Invalid(ref status) : Dec.Infinity(negative);
        if (b.IsZero)
        {
            if (a.IsZero) return DecRound.Invalid(ref status, DecStatus.DivisionUndefined);
            status |= DecStatus.DivisionByZero;
            return Dec.Infinity(negative);
        }
        return TryDivide(a, b, c, ref status, out var q, out _) ? DecRound.Fix(q, c, ref status) : q;
    }

    public static Dec Rem(in Dec a, in Dec b, DecContext c, ref uint status)
    {
        if (DecRound.CheckNaN(a, b, c, ref status, out var nan)) return nan;
        if (a.IsInfinite) return DecRound.Invalid(ref status);
        if (b.IsZero) return DecRound.Invalid(ref status, a.IsZero ? DecStatus.DivisionUndefined : DecStatus.InvalidOperation);
        return TryDivide(a, b, c, ref status, out _, out var r) ? DecRound.Fix(r, c, ref status) : r;
    }

    public static (Dec Quotient, Dec Remainder) DivMod(in Dec a, in Dec b, DecContext c, ref uint status)
    {
        if (DecRound.CheckNaN(a, b, c, ref status, out var nan)) return (nan, nan);
        bool negative = a.Negative != b.Negative;
        if (a.IsInfinite)
        {
            status |= DecStatus.InvalidOperation;
            return (b.IsInfinite ? Dec.NaN : Dec.Infinity(negative), Dec.NaN);
        }
        if (b.IsZero)
        {
            if (a.IsZero)
            {
                status |= DecStatus.DivisionUndefined;
                return (Dec.NaN, Dec.NaN);
            }
            status |= DecStatus.DivisionByZero | DecStatus.InvalidOperation;
            return (Dec.Infinity(negative), Dec.NaN);
        }
        return TryDivide(a, b, c, ref status, out var q, out var r) ? (DecRound.Fix(q, c, ref status), DecRound.Fix(r, c, ref status)) : (q, r);
    }

    public static Dec RemNear(in Dec a, in Dec b, DecContext c, ref uint status)
    {
        if (DecRound.CheckNaN(a, b, c, ref status, out var nan)) return nan;
        if (a.IsInfinite) return DecRound.Invalid(ref status);
        if (b.IsZero) return DecRound.Invalid(ref status, a.IsZero ? DecStatus.DivisionUndefined : DecStatus.InvalidOperation);
        if (b.IsInfinite) return DecRound.Fix(a, c, ref status);
        long ideal = Math.Min(a.Exp, b.Exp);
        if (a.IsZero) return DecRound.Fix(Dec.Zero(a.Negative, ideal), c, ref status);
        long difference = a.Adjusted - b.Adjusted;
        if (difference >= c.Prec + 1) return DecRound.Invalid(ref status, DecStatus.DivisionImpossible);
        if (difference <= -2)
        {
            long exp = a.Exp - ideal > c.Prec + a.Digits ? Math.Max(ideal, a.Exp - c.Prec - 1) : ideal;
            return DecRound.Fix(DecRound.Rescale(a, exp, c.Rounding), c, ref status);
        }
        BigInteger x = a.Coefficient, y = b.Coefficient;
        if (a.Exp >= b.Exp) x *= DecDigits.Big(a.Exp - b.Exp);
        else y *= DecDigits.Big(b.Exp - a.Exp);
        var q = BigInteger.DivRem(x, y, out var r);
        if (2 * r + (q.IsEven ? 0 : 1) > y)
        {
            r -= y;
            q++;
        }
        if (DecDigits.Count(q) > c.Prec) return DecRound.Invalid(ref status, DecStatus.DivisionImpossible);
        bool negative = a.Negative != r.Sign < 0;
        return DecRound.Fix(new Dec(negative, BigInteger.Abs(r), ideal), c, ref status);
    }
}
