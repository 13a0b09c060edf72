using TieredPy.Runtime.Modules.Posix;

namespace TieredPy.Runtime.Modules.DateTime;

/// <summary>The system's time zone, and moments as seconds since 1970 and since year 1.</summary>
internal static class LocalTime
{
    /// <summary>1 January 1970 in seconds since the start of year 1.</summary>
    public const long Epoch = 719163L * 86400;

    private const long MaxFold = 24 * 3600;

    public readonly record struct Broken(int Year, int Month, int Day, int Hour, int Minute, int Second);

    public static unsafe Broken Local(long timestamp)
    {
        Tm tm;
        if (Libc.localtime_r(&timestamp, &tm) == null) throw OutOfRange();
        return new Broken(tm.Year + 1900, tm.Month + 1, tm.Day, tm.Hour, tm.Minute, Math.Min(tm.Second, 59));
    }

    public static unsafe Broken Utc(long timestamp)
    {
        Tm tm;
        if (Libc.gmtime_r(&timestamp, &tm) == null) throw OutOfRange();
        return new Broken(tm.Year + 1900, tm.Month + 1, tm.Day, tm.Hour, tm.Minute, Math.Min(tm.Second, 59));
    }

    private static PyException OutOfRange() => Err.OverflowError("timestamp out of range for platform time_t");

    public static long Seconds(in Broken b)
    {
        if (b.Year is < GregorianCalendar.MinYear or > GregorianCalendar.MaxYear) throw Err.ValueError($"year {b.Year} is out of range");
        return GregorianCalendar.Seconds(b.Year, b.Month, b.Day, b.Hour, b.Minute, b.Second);
    }

    // Both in seconds since year 1.
    private static long ToLocal(long u) => Seconds(Local(u - Epoch));

    /// <summary>1 when a local time is the second of its name (PEP 495).</summary>
    public static int Fold(long timestamp, in Broken local)
    {
        long result = Seconds(local);
        if (timestamp - MaxFold < -Epoch + 86400) return 0;
        long probe = ToLocal(Epoch + timestamp - MaxFold);
        long transition = result - probe - MaxFold;
        return transition < 0 && ToLocal(Epoch + timestamp + transition) == result ? 1 : 0;
    }

    /// <summary>The moment of a local time, in seconds since year 1.</summary>
    public static long ToUtc(PyDateTime d, int fold)
    {
        long t = GregorianCalendar.Seconds(d.Year, d.Month, d.Day, d.Hour, d.Minute, d.Second);
        long a = ToLocal(t) - t;
        long u1 = t - a;
        long t1 = ToLocal(u1);
        long b;
        if (t1 == t)
        {
            // One solution; which may not be the one that fold asks for.
            long probe = fold != 0 ? u1 + MaxFold : u1 - MaxFold;
            b = ToLocal(probe) - probe;
            if (a == b) return u1;
        }
        else b = t1 - u1;
        long u2 = t - b;
        if (ToLocal(u2) == t) return u2;
        if (t1 == t) return u1;
        return fold != 0 ? Math.Min(u1, u2) : Math.Max(u1, u2);
    }

    /// <summary>The system's zone as it is at a moment.</summary>
    public static unsafe PyTimeZone ZoneAt(long timestamp)
    {
        Tm tm;
        if (Libc.localtime_r(&timestamp, &tm) == null) throw OutOfRange();
        string? name = Marshal.PtrToStringUTF8((nint)tm.Zone);
        return PyTimeZone.Of(PyTimeDelta.Of(0, tm.Offset, 0), name == null ? null : PyStr.Of(name));
    }

    /// <summary>Now, in microseconds since 1970.</summary>
    public static long Now() => Time.TimeModule.Now(0) / 1000;

    /// <summary>A timestamp as seconds and microseconds, to the nearest, half to even.</summary>
    public static (long Seconds, int Micros) Split(Value v)
    {
        if (!FloatOps.TryGet(v, out double d)) return (TimeT(v), 0);
        if (double.IsNaN(d)) throw Err.ValueError("Invalid value NaN (not a number)");
        double whole = Math.Truncate(d);
        double micros = Math.Round((d - whole) * 1e6, MidpointRounding.ToEven);
        if (micros >= 1e6)
        {
            micros -= 1e6;
            whole += 1;
        }
        else if (micros < 0)
        {
            micros += 1e6;
            whole -= 1;
        }
        if (!(whole is >= -9.2233720368547758e18 and < 9.2233720368547758e18)) throw OutOfRange();
        return ((long)whole, (int)micros);
    }

    /// <summary>A timestamp as whole seconds, rounded down.</summary>
    public static long TimeT(Value v)
    {
        if (FloatOps.TryGet(v, out double d))
        {
            if (double.IsNaN(d)) throw Err.ValueError("Invalid value NaN (not a number)");
            d = Math.Floor(d);
            return d is >= -9.2233720368547758e18 and < 9.2233720368547758e18 ? (long)d : throw OutOfRange();
        }
        return IntOps.TryGetSmall(Ops.Index(v), out long n) ? n : throw OutOfRange();
    }
}
