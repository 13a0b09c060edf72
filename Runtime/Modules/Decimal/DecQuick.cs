namespace TieredPy.Runtime.Modules.Decimal;

/// <summary>
/// Operations on numbers whose coefficients fit 64 bits, with results that need no rounding to the context: most that programs do with money. The object is made
/// at once, without a <see cref="Dec"/> on the way. Null: it is the general operation's work.
/// </summary>
internal static class DecQuick
{
    /// <summary>The sum, or the difference.</summary>
    public static PyDecimal? Sum(PyDecimal left, PyDecimal right, bool minus, DecContext c)
    {
        ref readonly Dec a = ref left.Number;
        ref readonly Dec b = ref right.Number;
        if (!a.IsPlain || !b.IsPlain) return null;
        ulong x = a.Low, y = b.Low;
        long exp = a.Exp, shift = exp - b.Exp;
        if (shift != 0)
        {
            if (shift is < -DecDigits.TinyDigits or > DecDigits.TinyDigits) return null;
            if (shift > 0)
            {
                if (Math.BigMul(x, DecDigits.Tiny((int)shift), out x) != 0) return null;
                exp = b.Exp;
            }
            else if (Math.BigMul(y, DecDigits.Tiny((int)-shift), out y) != 0) return null;
        }
        bool negative = a.Negative;
        if (negative == (b.Negative ^ minus))
        {
            x += y;
            return x < y ? null : Made(negative, x, exp, c);
        }
        // A zero has a sign of its own.
        if (x == y) return null;
        return x > y ? Made(negative, x - y, exp, c) : Made(!negative, y - x, exp, c);
    }

    public static PyDecimal? Product(PyDecimal left, PyDecimal right, DecContext c)
    {
        ref readonly Dec a = ref left.Number;
        ref readonly Dec b = ref right.Number;
        return a.IsPlain && b.IsPlain && Math.BigMul(a.Low, b.Low, out ulong low) == 0 ? Made(a.Negative != b.Negative, low, a.Exp + b.Exp, c) : null;
    }

    /// <summary>The number with another exponent; signals that digits went.</summary>
    public static PyDecimal? Quantized(PyDecimal from, long exp, DecRounding rounding, PyDecimalContext context)
    {
        ref readonly Dec a = ref from.Number;
        if (!a.IsPlain) return null;
        long drop = exp - a.Exp;
        if (drop is < -DecDigits.TinyDigits or > DecDigits.TinyDigits) return null;
        ulong x = a.Low;
        uint status = 0;
        if (drop < 0)
        {
            if (Math.BigMul(x, DecDigits.Tiny((int)-drop), out x) != 0) return null;
        }
        else if (drop > 0)
        {
            ulong unit = DecDigits.Tiny((int)drop), rest = x;
            x /= unit;
            rest -= x * unit;
            status = rest == 0 ? DecStatus.Rounded : DecStatus.Rounded | DecStatus.Inexact;
            if (rest != 0 && DecRound.RoundsUp(rounding, a.Negative, rest.CompareTo(unit >> 1), (int)(x % 10))) x++;
            if (x == 0) return null;
        }
        int digits = DecDigits.Count(x);
        if (!Fits(exp, digits, context.Core)) return null;
        if (status != 0) context.AddStatus(status);
        return new PyDecimal(a.Negative, x, exp, digits);
    }

    private static PyDecimal? Made(bool negative, ulong coefficient, long exp, DecContext c)
    {
        int digits = DecDigits.Count(coefficient);
        return Fits(exp, digits, c) ? new PyDecimal(negative, coefficient, exp, digits) : null;
    }

    /// <summary>Nothing is to be rounded, no limit is near, and nothing to be signalled.</summary>
    private static bool Fits(long exp, int digits, DecContext c) => digits <= c.Prec && exp >= c.Emin && exp + digits - 1 <= c.Emax && !c.Clamp;
}
