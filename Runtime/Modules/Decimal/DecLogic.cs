namespace TieredPy.Runtime.Modules.Decimal;

/// <summary>Operations on coefficients as strings of digits: logical ones on digits 0 and 1, shifts, neighbours.</summary>
internal static class DecLogic
{
    public static Dec Logical(in Dec a, in Dec b, Func<bool, bool, bool> op, DecContext c, ref uint status)
    {
        if (!TryBits(a, c, out var x) || !TryBits(b, c, out var y)) return DecRound.Invalid(ref status);
        int n = Math.Max(x.Length, y.Length);
        var digits = new char[n];
        for (int i = 0; i < n; i++)
        {
            int p = i - (n - x.Length), q = i - (n - y.Length);
            digits[i] = op(p >= 0 && x[p] == '1', q >= 0 && y[q] == '1') ? '1' : '0';
        }
        return new Dec(false, BigInteger.Parse(digits, System.Globalization.CultureInfo.InvariantCulture), 0);
    }

    public static Dec Invert(in Dec a, DecContext c, ref uint status) =>
        Logical(new Dec(false, (DecDigits.Big(c.Prec) - 1) / 9, 0), a, static (x, y) => x != y, c, ref status);

    private static bool TryBits(in Dec a, DecContext c, out string digits)
    {
        digits = "";
        if (!a.IsFinite || a.Negative || a.Exp != 0) return false;
        digits = a.DigitText;
        if (digits.AsSpan().ContainsAnyExcept('0', '1')) return false;
        // Only digits within the precision count.
        if (digits.Length > c.Prec) digits = digits[^(int)c.Prec..];
        return true;
    }

    /// <summary>The count of a shift or rotation, when it is in range.</summary>
    private static bool TryCount(in Dec b, DecContext c, out int count)
    {
        count = 0;
        if (!b.IsFinite || b.Exp != 0 || b.IsLarge || b.Small > (UInt128)(ulong)Math.Min(c.Prec, int.MaxValue)) return false;
        count = b.Negative ? -(int)b.Low : (int)b.Low;
        return true;
    }

    public static Dec Shift(in Dec a, in Dec b, DecContext c, ref uint status)
    {
        if (DecRound.CheckNaN(a, b, c, ref status, out var nan)) return nan;
        if (!TryCount(b, c, out int n)) return DecRound.Invalid(ref status);
        if (a.IsInfinite) return a;
        var coefficient = Truncated(a, c);
        if (n >= 0) coefficient = coefficient * DecDigits.Big(n) % DecDigits.Big(c.Prec < int.MaxValue ? c.Prec : DecDigits.Count(coefficient) + n);
        else coefficient /= DecDigits.Big(-n);
        return new Dec(a.Negative, coefficient, a.Exp);
    }

    public static Dec Rotate(in Dec a, in Dec b, DecContext c, ref uint status)
    {
        if (DecRound.CheckNaN(a, b, c, ref status, out var nan)) return nan;
        if (!TryCount(b, c, out int n)) return DecRound.Invalid(ref status);
        if (a.IsInfinite) return a;
        var coefficient = Truncated(a, c);
        long left = n >= 0 ? n : c.Prec + n;
        var upper = BigInteger.DivRem(coefficient, DecDigits.Big(c.Prec - left), out var lower);
        return new Dec(a.Negative, lower * DecDigits.Big(left) + upper, a.Exp);
    }

    private static BigInteger Truncated(in Dec a, DecContext c) => a.Digits > c.Prec ? a.Coefficient % DecDigits.Big(c.Prec) : a.Coefficient;

    public static Dec NextMinus(in Dec a, DecContext c, ref uint status)
    {
        if (DecRound.CheckNaN(a, c, ref status, out var nan)) return nan;
        return a.IsInfinite ? a.Negative ? a : DecRound.Largest(false, c) : Neighbour(a, c, DecRounding.Floor);
    }

    public static Dec NextPlus(in Dec a, DecContext c, ref uint status)
    {
        if (DecRound.CheckNaN(a, c, ref status, out var nan)) return nan;
        return a.IsInfinite ? a.Negative ? DecRound.Largest(true, c) : a : Neighbour(a, c, DecRounding.Ceiling);
    }

    private static Dec Neighbour(in Dec a, DecContext c, DecRounding rounding)
    {
        uint ignored = 0;
        var work = c.With(rounding);
        var rounded = DecRound.Fix(a, work, ref ignored);
        if (DecCompare.Compare(rounded, a) != 0) return rounded;
        return DecArithmetic.Add(a, new Dec(rounding == DecRounding.Floor, UInt128.One, c.Etiny - 1, 1), work, ref ignored);
    }

    public static Dec NextToward(in Dec a, in Dec b, DecContext c, ref uint status)
    {
        if (DecRound.CheckNaN(a, b, c, ref status, out var nan)) return nan;
        int order = DecCompare.Compare(a, b);
        if (order == 0) return a.WithSign(b.Negative);
        var next = order < 0 ? NextPlus(a, c, ref status) : NextMinus(a, c, ref status);
        if (next.IsInfinite) status |= DecStatus.Overflow | DecStatus.Inexact | DecStatus.Rounded;
        else if (next.Adjusted < c.Emin || next.IsZero)
        {
            status |= DecStatus.Underflow | DecStatus.Subnormal | DecStatus.Inexact | DecStatus.Rounded;
            if (next.IsZero) status |= DecStatus.Clamped;
        }
        return next;
    }

    public static Dec ScaleB(in Dec a, in Dec b, DecContext c, ref uint status)
    {
        if (DecRound.CheckNaN(a, b, c, ref status, out var nan)) return nan;
        if (!b.IsFinite || b.Exp != 0 || b.IsLarge) return DecRound.Invalid(ref status);
        // The limit may exceed 64 bits.
        if (b.Small > 2 * ((UInt128)(ulong)c.Emax + (ulong)c.Prec)) return DecRound.Invalid(ref status);
        if (a.IsInfinite) return a;
        long n = b.Negative ? -(long)b.Low : (long)b.Low;
        return DecRound.Fix(a.WithExp(a.Exp + n), c, ref status);
    }

    public static Dec LogB(in Dec a, DecContext c, ref uint status)
    {
        if (DecRound.CheckNaN(a, c, ref status, out var nan)) return nan;
        if (a.IsInfinite) return Dec.Infinity(false);
        if (a.IsZero)
        {
            status |= DecStatus.DivisionByZero;
            return Dec.Infinity(true);
        }
        return DecRound.Fix(Dec.Of(a.Adjusted), c, ref status);
    }

    public static Dec Quantize(in Dec a, in Dec b, DecRounding rounding, DecContext c, ref uint status)
    {
        if (a.IsSpecial || b.IsSpecial)
        {
            if (DecRound.CheckNaN(a, b, c, ref status, out var nan)) return nan;
            return a.IsInfinite && b.IsInfinite ? a : DecRound.Invalid(ref status);
        }
        if (b.Exp < c.Etiny || b.Exp > c.Emax) return DecRound.Invalid(ref status);
        if (a.IsZero) return DecRound.Fix(Dec.Zero(a.Negative, b.Exp), c, ref status);
        long adjusted = a.Adjusted;
        if (adjusted > c.Emax || adjusted - b.Exp + 1 > c.Prec) return DecRound.Invalid(ref status);
        var r = DecRound.Rescale(a, b.Exp, rounding, out bool inexact);
        if (r.Adjusted > c.Emax || r.Digits > c.Prec) return DecRound.Invalid(ref status);
        if (!r.IsZero && r.Adjusted < c.Emin) status |= DecStatus.Subnormal;
        if (r.Exp > a.Exp) status |= inexact ? DecStatus.Inexact | DecStatus.Rounded : DecStatus.Rounded;
        return DecRound.Fix(r, c, ref status);
    }

    /// <summary>Rounds to an integer; <paramref name="signal"/> says whether Rounded and Inexact are signalled.</summary>
    public static Dec ToIntegral(in Dec a, DecRounding rounding, bool signal, DecContext c, ref uint status)
    {
        if (a.IsSpecial) return DecRound.CheckNaN(a, c, ref status, out var nan) ? nan : a;
        if (a.Exp >= 0) return a;
        if (a.IsZero) return Dec.Zero(a.Negative);
        var r = DecRound.Rescale(a, 0, rounding, out bool inexact);
        if (signal) status |= inexact ? DecStatus.Inexact | DecStatus.Rounded : DecStatus.Rounded;
        return r;
    }

    /// <summary>Without zeros at the end.</summary>
    public static Dec Reduce(in Dec a, DecContext c, ref uint status)
    {
        if (a.IsSpecial && DecRound.CheckNaN(a, c, ref status, out var nan)) return nan;
        var r = DecRound.Fix(a, c, ref status);
        if (!r.IsFinite) return r;
        if (r.IsZero) return Dec.Zero(r.Negative);
        long limit = c.Clamp ? c.Etop : c.Emax;
        var n = r.Coefficient;
        long exp = r.Exp + DecArithmetic.StripZeros(ref n, Math.Max(0, limit - r.Exp));
        return new Dec(r.Negative, n, exp);
    }
}
