namespace TieredPy.Runtime.Modules.Decimal;

/// <summary>Signs, with the rounding that operators apply.</summary>
internal static class DecUnary
{
    public static Dec Minus(in Dec a, DecContext c, ref uint status)
    {
        if (DecRound.CheckNaN(a, c, ref status, out var nan)) return nan;
        bool negative = a.IsZero ? c.Rounding == DecRounding.Floor && !a.Negative : !a.Negative;
        return DecRound.Fix(a.WithSign(negative), c, ref status);
    }

    public static Dec Plus(in Dec a, DecContext c, ref uint status)
    {
        if (DecRound.CheckNaN(a, c, ref status, out var nan)) return nan;
        bool negative = a.IsZero ? c.Rounding == DecRounding.Floor && a.Negative : a.Negative;
        return DecRound.Fix(a.WithSign(negative), c, ref status);
    }

    public static Dec Abs(in Dec a, DecContext c, ref uint status)
    {
        if (DecRound.CheckNaN(a, c, ref status, out var nan)) return nan;
        return DecRound.Fix(a.WithSign(false), c, ref status);
    }
}
