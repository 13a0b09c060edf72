namespace TieredPy.Runtime.Modules.Decimal;

/// <summary>Orderings of numbers.</summary>
internal static class DecCompare
{
    /// <summary>Three-way comparison of numbers that aren't NaNs.</summary>
    public static int Compare(in Dec a, in Dec b)
    {
        if (a.IsInfinite || b.IsInfinite)
        {
            int x = a.IsInfinite ? a.Negative ? -1 : 1 : 0, y = b.IsInfinite ? b.Negative ? -1 : 1 : 0;
            return x.CompareTo(y);
        }
        if (a.IsZero) return b.IsZero ? 0 : b.Negative ? 1 : -1;
        if (b.IsZero || a.Negative != b.Negative) return a.Negative ? -1 : 1;
        int magnitude = Magnitude(a, b);
        return a.Negative ? -magnitude : magnitude;
    }

    // Of finite numbers that aren't 0.
    private static int Magnitude(in Dec a, in Dec b)
    {
        if (a.Exp == b.Exp) return !a.IsLarge && !b.IsLarge ? a.Small.CompareTo(b.Small) : a.Coefficient.CompareTo(b.Coefficient);
        int order = a.Adjusted.CompareTo(b.Adjusted);
        if (order != 0) return order;
        return a.Exp > b.Exp
            ? (a.Coefficient * DecDigits.Big(a.Exp - b.Exp)).CompareTo(b.Coefficient)
            : a.Coefficient.CompareTo(b.Coefficient * DecDigits.Big(b.Exp - a.Exp));
    }

    /// <summary>The operation compare: -1, 0, 1 or a NaN.</summary>
    public static Dec CompareOp(in Dec a, in Dec b, DecContext c, ref uint status) =>
        DecRound.CheckNaN(a, b, c, ref status, out var nan) ? nan : Dec.Of(Compare(a, b));

    /// <summary>As compare, but all NaNs signal.</summary>
    public static Dec CompareSignal(in Dec a, in Dec b, DecContext c, ref uint status)
    {
        if (!DecRound.CheckNaN(a, b, c, ref status, out var nan)) return Dec.Of(Compare(a, b));
        status |= DecStatus.InvalidOperation;
        return nan;
    }

    /// <summary>The total order over all representations.</summary>
    public static int Total(in Dec a, in Dec b)
    {
        if (a.Negative != b.Negative) return a.Negative ? -1 : 1;
        int sign = a.Negative ? -1 : 1;
        if (a.IsNaN || b.IsNaN)
        {
            if (!a.IsNaN) return -sign;
            if (!b.IsNaN) return sign;
            if (a.Kind != b.Kind) return a.IsSignaling ? -sign : sign;
            var x = a.Digits == 0 ? BigInteger.Zero : a.Coefficient;
            var y = b.Digits == 0 ? BigInteger.Zero : b.Coefficient;
            return sign * x.CompareTo(y);
        }
        int order = Compare(a, b);
        return order != 0 ? order : a.IsInfinite ? 0 : sign * a.Exp.CompareTo(b.Exp);
    }

    public static Dec Max(in Dec a, in Dec b, bool magnitude, DecContext c, ref uint status) => Extreme(a, b, magnitude, 1, c, ref status);

    public static Dec Min(in Dec a, in Dec b, bool magnitude, DecContext c, ref uint status) => Extreme(a, b, magnitude, -1, c, ref status);

    private static Dec Extreme(in Dec a, in Dec b, bool magnitude, int sign, DecContext c, ref uint status)
    {
        if (a.IsNaN || b.IsNaN)
        {
            // One quiet NaN gives way to a number.
            if (a.Kind == DecKind.NaN && !b.IsNaN) return DecRound.Fix(b, c, ref status);
            if (b.Kind == DecKind.NaN && !a.IsNaN) return DecRound.Fix(a, c, ref status);
            DecRound.CheckNaN(a, b, c, ref status, out var nan);
            return nan;
        }
        int order = magnitude ? Compare(a.WithSign(false), b.WithSign(false)) : Compare(a, b);
        if (order == 0) order = Total(a, b);
        return DecRound.Fix(order * sign > 0 ? a : b, c, ref status);
    }
}
