namespace TieredPy.Runtime.Modules.Decimal;

/// <summary>Rounding to the precision and exponent range of a context.</summary>
internal static class DecRound
{
    /// <summary>The result of an operation that signals "invalid".</summary>
    public static Dec Invalid(ref uint status, uint condition = DecStatus.InvalidOperation)
    {
        status |= condition;
        return Dec.NaN;
    }

    /// <summary>True when an operand is a NaN: then the result is it, quiet.</summary>
    public static bool CheckNaN(in Dec a, DecContext c, ref uint status, out Dec result)
    {
        if (!a.IsNaN)
        {
            result = default;
            return false;
        }
        if (a.IsSignaling) status |= DecStatus.InvalidOperation;
        result = FixNaN(a, c);
        return true;
    }

    /// <inheritdoc cref="CheckNaN(in Dec, DecContext, ref uint, out Dec)"/>
    public static bool CheckNaN(in Dec a, in Dec b, DecContext c, ref uint status, out Dec result)
    {
        if (!a.IsNaN && !b.IsNaN)
        {
            result = default;
            return false;
        }
        if (a.IsSignaling) return CheckNaN(a, c, ref status, out result);
        if (b.IsSignaling) return CheckNaN(b, c, ref status, out result);
        return CheckNaN(a.IsNaN ? a : b, c, ref status, out result);
    }

    /// <summary>A quiet NaN whose payload fits the precision.</summary>
    public static Dec FixNaN(in Dec a, DecContext c)
    {
        long most = c.Prec - (c.Clamp ? 1 : 0);
        return a.Digits > most ? Dec.MakeNaN(a.Negative, false, a.Coefficient % DecDigits.Big(most)) : a.Quiet;
    }

    /// <summary>Rounds a result as the context says, and signals what that did.</summary>
    public static Dec Fix(in Dec a, DecContext c, ref uint status)
    {
        if (a.IsFinite && a.Digits <= c.Prec)
        {
            long adjusted = a.Exp + a.Digits - 1;
            if (adjusted <= c.Emax && adjusted >= c.Emin && a.Exp >= c.Emin && (!c.Clamp || a.Exp <= c.Etop)) return a;
        }
        return FixSlow(a, c, ref status);
    }

    private static Dec FixSlow(in Dec a, DecContext c, ref uint status)
    {
        if (a.IsSpecial) return a.IsNaN ? FixNaN(a, c).WithKindOf(a) : a;
        long etiny = c.Etiny, etop = c.Etop;
        if (a.IsZero)
        {
            long limit = c.Clamp ? etop : c.Emax;
            long exp = Math.Min(Math.Max(a.Exp, etiny), limit);
            if (exp == a.Exp) return a;
            status |= DecStatus.Clamped;
            return Dec.Zero(a.Negative, exp);
        }
        long expMin = a.Digits + a.Exp - c.Prec;
        if (expMin > etop) return Overflow(a.Negative, c, ref status);
        bool subnormal = expMin < etiny;
        if (subnormal) expMin = etiny;
        if (a.Exp < expMin)
        {
            var r = Rescale(a, expMin, c.Rounding, out bool inexact);
            if (r.Digits > c.Prec)
            {
                // A carry out of the first digit: a power of ten.
                r = new Dec(a.Negative, r.Coefficient / 10, expMin + 1);
                expMin++;
            }
            if (expMin > etop) return Overflow(a.Negative, c, ref status);
            if (inexact && subnormal) status |= DecStatus.Underflow;
            if (subnormal) status |= DecStatus.Subnormal;
            if (inexact) status |= DecStatus.Inexact;
            status |= DecStatus.Rounded;
            if (r.IsZero) status |= DecStatus.Clamped;
            return r;
        }
        if (subnormal) status |= DecStatus.Subnormal;
        if (c.Clamp && a.Exp > etop)
        {
            status |= DecStatus.Clamped;
            return new Dec(a.Negative, a.Coefficient * DecDigits.Big(a.Exp - etop), etop);
        }
        return a;
    }

    private static Dec WithKindOf(this in Dec quiet, in Dec a) => a.IsSignaling ? Dec.MakeNaN(a.Negative, true, quiet.Digits == 0 ? 0 : quiet.Coefficient) : quiet;

    public static Dec Overflow(bool negative, DecContext c, ref uint status)
    {
        status |= DecStatus.Overflow | DecStatus.Inexact | DecStatus.Rounded;
        bool toInfinity = c.Rounding switch
        {
            DecRounding.Down or DecRounding.ZeroFiveUp => false,
            DecRounding.Ceiling => !negative,
            DecRounding.Floor => negative,
            _ => true,
        };
        return toInfinity ? Dec.Infinity(negative) : Largest(negative, c);
    }

    /// <summary>The largest finite number.</summary>
    public static Dec Largest(bool negative, DecContext c) => new(negative, DecDigits.Big(c.Prec) - 1, c.Etop);

    /// <summary>The number with another exponent, rounded where digits go; no limits apply.</summary>
    public static Dec Rescale(in Dec a, long exp, DecRounding rounding) => Rescale(a, exp, rounding, out _);

    /// <inheritdoc cref="Rescale(in Dec, long, DecRounding)"/>
    public static Dec Rescale(in Dec a, long exp, DecRounding rounding, out bool inexact)
    {
        inexact = false;
        if (a.IsZero) return Dec.Zero(a.Negative, exp);
        if (a.Exp == exp) return a;
        if (a.Exp > exp)
        {
            long pad = a.Exp - exp;
            if (pad + a.Digits <= DecDigits.SmallDigits) return new Dec(a.Negative, a.Small * DecDigits.Small((int)pad), exp, a.Digits + (int)pad);
            return new Dec(a.Negative, a.Coefficient * DecDigits.Big(pad), exp);
        }
        long drop = exp - a.Exp;
        if (drop > a.Digits)
        {
            // All goes: less than a tenth of the last place is left.
            inexact = true;
            bool up = RoundsUp(rounding, a.Negative, -1, 0);
            return new Dec(a.Negative, up ? UInt128.One : UInt128.Zero, exp, 1);
        }
        if (!a.IsLarge)
        {
            var unit = DecDigits.Small((int)drop);
            UInt128 q, r;
            if ((ulong)(unit >> 64) == 0 && a.IsTiny)
            {
                ulong u = (ulong)unit;
                ulong small = a.Low / u;
                q = small;
                r = a.Low - small * u;
            }
            else
            {
                q = a.Small / unit;
                r = a.Small - q * unit;
            }
            inexact = r != 0;
            int half = r == 0 ? -1 : r.CompareTo(unit >> 1);
            if (inexact && RoundsUp(rounding, a.Negative, half, (int)(ulong)(q % 10))) q++;
            return new Dec(a.Negative, q, exp);
        }
        var bigUnit = DecDigits.Big(drop);
        var quotient = BigInteger.DivRem(a.Coefficient, bigUnit, out var rest);
        inexact = !rest.IsZero;
        if (inexact && RoundsUp(rounding, a.Negative, (rest * 2).CompareTo(bigUnit), (int)(quotient % 10))) quotient++;
        return new Dec(a.Negative, quotient, exp);
    }

    /// <summary>Whether the last digit kept goes up, when what was dropped compares so with half of its unit.</summary>
    internal static bool RoundsUp(DecRounding rounding, bool negative, int half, int lastDigit) => rounding switch
    {
        DecRounding.Up => true,
        DecRounding.Down => false,
        DecRounding.Ceiling => !negative,
        DecRounding.Floor => negative,
        DecRounding.HalfUp => half >= 0,
        DecRounding.HalfDown => half > 0,
        DecRounding.HalfEven => half > 0 || half == 0 && (lastDigit & 1) != 0,
        _ => lastDigit is 0 or 5,
    };
}
