namespace TieredPy.Runtime.Modules.Posix;

/// <summary>Python's numbers of seconds as the system's times (pytime.c).</summary>
internal static class TimeConversion
{
    private const long Billion = 1_000_000_000;

    /// <summary>Seconds, rounded down to nanoseconds.</summary>
    public static TimeSpec ToTimeSpec(Value seconds) => FromNanoseconds(ToNanoseconds(seconds));

    public static TimeSpec FromNanoseconds(BigInteger ns)
    {
        var s = BigInteger.DivRem(ns, Billion, out var rest);
        if (rest.Sign < 0)
        {
            s -= 1;
            rest += Billion;
        }
        if (s > long.MaxValue || s < long.MinValue) throw Err.OverflowError("timestamp out of range for platform time_t");
        return new TimeSpec { Seconds = (long)s, Nanoseconds = (long)rest };
    }

    public static BigInteger ToNanoseconds(Value seconds, bool ceiling = false)
    {
        if (seconds.IsFloat || seconds.Ref is PyFloatSub)
        {
            double d = Ops.AsDouble(seconds);
            if (double.IsNaN(d)) throw Err.ValueError("Invalid value NaN (not a number)");
            if (double.IsInfinity(d) || Math.Abs(d) > 9.3e18) throw Err.OverflowError("timestamp out of range for platform time_t");
            double whole = Math.Floor(d), fraction = (d - whole) * 1e9;
            return (BigInteger)whole * Billion + (long)(ceiling ? Math.Ceiling(fraction) : Math.Floor(fraction));
        }
        if (!Ops.HasIndex(seconds)) throw Err.TypeError($"'{Ops.TypeName(seconds)}' object cannot be interpreted as an integer");
        return Arguments_Big(seconds) * Billion;
    }

    private static BigInteger Arguments_Big(Value v) => Objects.Arguments.Args.Big(v);

    /// <summary>Whole seconds of a timestamp, for calendars.</summary>
    public static long ToTimeT(Value v)
    {
        if (v.IsFloat || v.Ref is PyFloatSub)
        {
            double d = Math.Floor(Ops.AsDouble(v));
            if (double.IsNaN(d)) throw Err.ValueError("Invalid value NaN (not a number)");
            if (d is < -9.3e18 or > 9.2e18) throw Err.OverflowError("timestamp out of range for platform time_t");
            return (long)d;
        }
        if (!Ops.HasIndex(v)) throw Err.TypeError($"'{Ops.TypeName(v)}' object cannot be interpreted as an integer");
        var b = Arguments_Big(v);
        return b >= long.MinValue && b <= long.MaxValue ? (long)b : throw Err.OverflowError("timestamp out of range for platform time_t");
    }
}
