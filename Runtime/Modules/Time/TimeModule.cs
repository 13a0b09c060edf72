using TieredPy.Runtime.Modules.Posix;
using TieredPy.Runtime.Objects.Arguments;

namespace TieredPy.Runtime.Modules.Time;

/// <summary>time: clocks, sleeping, calendars of the C library.</summary>
[PyModule("time", Doc = "This module provides various functions to manipulate time values.\n\nThere are two standard representations of time.  One is the number\nof seconds since the Epoch, in UTC (a.k.a. GMT).  It may be an integer\nor a floating-point number (to represent fractions of seconds).\nThe epoch is the point where the time starts, the return value of time.gmtime(0).\nIt is January 1, 1970, 00:00:00 (UTC) on all platforms.")]
internal static unsafe partial class TimeModule
{
    private const int Realtime = 0, Monotonic = 1, ProcessCpu = 2, ThreadCpu = 3;

    private static PyType? structTime;

    /// <summary>time.struct_time.</summary>
    public static PyType StructTime => structTime ??= StructSequence.NewType("time.struct_time",
        ["tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst", "tm_zone", "tm_gmtoff"], 9,
        "The time value as returned by gmtime(), localtime(), and strptime(), and\n accepted by asctime(), mktime() and strftime().  May be considered as a\n sequence of 9 integers.\n\n Note that several fields' values are not the same as those defined by\n the C language standard for struct tm.  For example, the value of the\n field tm_year is the actual year, not year - 1900.  See individual\n fields' descriptions for details.");

    private static PyModule? module;

    [PyModuleInit]
    private static void Init(PyModule m)
    {
        module = m;
        m.Dict.Set(PyStr.Intern("struct_time"), new Value(StructTime));
        m.Dict.Set(PyStr.Intern("_STRUCT_TM_ITEMS"), Value.Int(11));
        foreach (var (name, id) in ((string, int)[])[("REALTIME", 0), ("MONOTONIC", 1), ("PROCESS_CPUTIME_ID", 2), ("THREAD_CPUTIME_ID", 3), ("MONOTONIC_RAW", 4), ("BOOTTIME", 7), ("TAI", 11)])
            m.Dict.Set(PyStr.Intern("CLOCK_" + name), Value.Int(id));
        SetZone();
    }

    private static void SetZone()
    {
        Libc.tzset();
        // Standard and summer time, as they are half a year apart this year (timemodule.c, init_timezone).
        const long Year = (365 * 24 + 6) * 3600;
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds() / Year * Year;
        var (janName, janOffset) = ZoneAt(now);
        var (julName, julOffset) = ZoneAt(now + Year / 2);
        var d = module!.Dict;
        d.Set(PyStr.Intern("daylight"), Value.Int(janOffset != julOffset ? 1 : 0));
        // West of Greenwich is positive; the larger one is standard time.
        d.Set(PyStr.Intern("timezone"), Value.Int(Math.Max(janOffset, julOffset)));
        d.Set(PyStr.Intern("altzone"), Value.Int(Math.Min(janOffset, julOffset)));
        bool januaryStandard = janOffset >= julOffset;
        d.Set(PyStr.Intern("tzname"), new Value(new PyTuple(Value.Str(januaryStandard ? janName : julName), Value.Str(januaryStandard ? julName : janName))));
    }

    private static (string Name, long Offset) ZoneAt(long t)
    {
        Tm tm;
        Libc.localtime_r(&t, &tm);
        return (Marshal.PtrToStringUTF8((nint)tm.Zone) ?? "UTC", -tm.Offset);
    }

    [PyFunction("tzset")] private static void TzSet() => SetZone();

    /// <summary>A clock in nanoseconds.</summary>
    internal static long Now(int clock)
    {
        TimeSpec t;
        OsErrors.Check(Libc.clock_gettime(clock, &t));
        return t.Seconds * 1_000_000_000 + t.Nanoseconds;
    }

    private static double Seconds(long ns) => ns % 1_000_000_000 == 0 ? ns / 1_000_000_000 : ns / 1e9;

    [PyFunction("time", Doc = "time() -> floating-point number\n\nReturn the current time in seconds since the Epoch.\nFractions of a second may be present if the system clock provides them.")]
    private static double Time() => Seconds(Now(Realtime));

    [PyFunction("time_ns")] private static long TimeNs() => Now(Realtime);
    [PyFunction("monotonic")] private static double MonotonicTime() => Seconds(Now(Monotonic));
    [PyFunction("monotonic_ns")] private static long MonotonicNs() => Now(Monotonic);
    [PyFunction("perf_counter")] private static double PerfCounter() => Seconds(Now(Monotonic));
    [PyFunction("perf_counter_ns")] private static long PerfCounterNs() => Now(Monotonic);
    [PyFunction("process_time")] private static double ProcessTime() => Seconds(Now(ProcessCpu));
    [PyFunction("process_time_ns")] private static long ProcessTimeNs() => Now(ProcessCpu);
    [PyFunction("thread_time")] private static double ThreadTime() => Seconds(Now(ThreadCpu));
    [PyFunction("thread_time_ns")] private static long ThreadTimeNs() => Now(ThreadCpu);
    [PyFunction("clock_gettime")] private static double ClockGetTime(int clk) => Seconds(Now(clk));
    [PyFunction("clock_gettime_ns")] private static long ClockGetTimeNs(int clk) => Now(clk);

    [PyFunction("clock_getres")]
    private static double ClockGetRes(int clk)
    {
        TimeSpec t;
        OsErrors.Check(Libc.clock_getres(clk, &t));
        return t.Seconds + t.Nanoseconds * 1e-9;
    }

    [PyFunction("clock_settime")]
    private static void ClockSetTime(int clk, Value time)
    {
        var t = TimeConversion.ToTimeSpec(time);
        OsErrors.Check(Libc.clock_settime(clk, &t));
    }

    [PyFunction("get_clock_info")]
    private static Value GetClockInfo(string name)
    {
        (string Function, int Clock, bool Monotonic, bool Adjustable) info = name switch
        {
            "time" => ("CLOCK_REALTIME", Realtime, false, true),
            "monotonic" or "perf_counter" => ("CLOCK_MONOTONIC", Monotonic, true, false),
            "process_time" => ("CLOCK_PROCESS_CPUTIME_ID", ProcessCpu, true, false),
            "thread_time" => ("CLOCK_THREAD_CPUTIME_ID", ThreadCpu, true, false),
            _ => throw Err.ValueError("unknown clock"),
        };
        var d = new PyDict();
        d.Set(PyStr.Intern("implementation"), Value.Str($"clock_gettime({info.Function})"));
        d.Set(PyStr.Intern("monotonic"), Value.Bool(info.Monotonic));
        d.Set(PyStr.Intern("adjustable"), Value.Bool(info.Adjustable));
        d.Set(PyStr.Intern("resolution"), Value.Float(ClockGetRes(info.Clock)));
        return Ops.Call(new Value(PyNamespace.TypeObject), PyTuple.Empty, d);
    }

    [PyFunction("sleep", Doc = "sleep(seconds)\n\nDelay execution for a given number of seconds.  The argument may be\na floating-point number for subsecond precision.")]
    private static void Sleep(Value seconds)
    {
        var ns = TimeConversion.ToNanoseconds(seconds, true);
        if (ns.Sign < 0) throw Err.ValueError("sleep length must be non-negative");
        if (ns > long.MaxValue) throw Err.OverflowError("timestamp too large to convert to C PyTime_t");
        WaitForSignals((long)ns);
        OsErrors.CheckSignals();
    }

    /// <summary>Waits, and runs the handlers of signals that come meanwhile.</summary>
    private static void WaitForSignals(long ns)
    {
        long deadline = Now(Monotonic) + Math.Min(ns, long.MaxValue / 2);
        while (true)
        {
            long left = deadline - Now(Monotonic);
            if (left <= 0) return;
            // Short waits are exact; in long ones signals are looked for a few times a second.
            if (left < 1_000_000) Thread.Sleep(TimeSpan.FromTicks(Math.Max(1, left / 100)));
            else SignalEvent.Wait((int)Math.Min(left / 1_000_000, 1000));
            OsErrors.CheckSignals();
        }
    }

    /// <summary>Set when a signal arrives: ends waits on the main thread.</summary>
    internal static class SignalEvent
    {
        private static readonly AutoResetEvent Arrived = new(false);

        public static void Set() => Arrived.Set();

        public static void Wait(int milliseconds)
        {
            if (SignalModule.IsMainThread) Arrived.WaitOne(milliseconds);
            else Thread.Sleep(milliseconds);
        }
    }

    private static Value FromTm(in Tm tm) => StructSequence.Make(StructTime,
        Value.Int(tm.Year + 1900L), Value.Int(tm.Month + 1), Value.Int(tm.Day), Value.Int(tm.Hour), Value.Int(tm.Minute), Value.Int(tm.Second),
        Value.Int((tm.WeekDay + 6) % 7), Value.Int(tm.YearDay + 1), Value.Int(tm.IsDst),
        Value.Str(Marshal.PtrToStringUTF8((nint)tm.Zone) ?? "UTC"), Value.Int(tm.Offset));

    [PyFunction("gmtime")]
    private static Value GmTime([OptNone] Value seconds)
    {
        long t = seconds.IsNone ? Now(Realtime) / 1_000_000_000 : TimeConversion.ToTimeT(seconds);
        Tm tm;
        if (Libc.gmtime_r(&t, &tm) == null) throw Overflow();
        var v = FromTm(tm);
        return StructSequence.Make(StructTime, [.. ((PyTuple)v.Ref!).AsSpan(), Value.Str("UTC"), Value.Int(0)]);
    }

    [PyFunction("localtime")]
    private static Value LocalTime([OptNone] Value seconds)
    {
        long t = seconds.IsNone ? Now(Realtime) / 1_000_000_000 : TimeConversion.ToTimeT(seconds);
        Tm tm;
        if (Libc.localtime_r(&t, &tm) == null) throw Overflow();
        return FromTm(tm);
    }

    private static PyException Overflow() => Libc.Errno == 75 ? OsErrors.Make(75) : Err.OverflowError("timestamp out of range for platform time_t");

    /// <summary>A struct tm of nine numbers; and what they say is put right or refused (gettmarg, checktm).</summary>
    private static Tm ToTm(Value v, string function, bool check)
    {
        if (v.Ref is not PyTuple t) throw Err.TypeError("Tuple or struct_time argument required");
        if (t.Count != 9) throw Err.TypeError($"{function}(): illegal time tuple argument");
        int At(int i) => Args.Int(t[i]);
        long year = Ops.AsLong(t[0]);
        if (year < int.MinValue + 1900L || year > int.MaxValue) throw Err.OverflowError("year out of range");
        var tm = new Tm { Year = (int)(year - 1900), Month = At(1) - 1, Day = At(2), Hour = At(3), Minute = At(4), Second = At(5), WeekDay = (At(6) + 1) % 7, YearDay = At(7) - 1, IsDst = At(8) };
        if (t.Type == StructTime)
        {
            var offset = StructSequence.Field(t, 10);
            if (offset.IsInt) tm.Offset = offset.Bits;
        }
        if (!check) return tm;
        if (tm.Month == -1) tm.Month = 0;
        else if (tm.Month is < 0 or > 11) throw Err.ValueError("month out of range");
        if (tm.Day == 0) tm.Day = 1;
        else if (tm.Day is < 0 or > 31) throw Err.ValueError("day of month out of range");
        if (tm.Hour is < 0 or > 23) throw Err.ValueError("hour out of range");
        if (tm.Minute is < 0 or > 59) throw Err.ValueError("minute out of range");
        if (tm.Second is < 0 or > 61) throw Err.ValueError("seconds out of range");
        if (tm.WeekDay < 0) throw Err.ValueError("day of week out of range");
        if (tm.YearDay == -1) tm.YearDay = 0;
        else if (tm.YearDay is < 0 or > 365) throw Err.ValueError("day of year out of range");
        return tm;
    }

    [PyFunction("mktime")]
    private static double MkTime(Value t)
    {
        var tm = ToTm(t, "mktime", false);
        tm.WeekDay = -1;
        long r = Libc.mktime(&tm);
        if (r == -1 && tm.WeekDay == -1) throw Err.OverflowError("mktime argument out of range");
        return r;
    }

    [PyFunction("asctime")]
    private static string AscTime([Opt] Value t) => Ascii(ToTm(t.IsMissing ? LocalTime(Value.None) : t, "asctime", true));

    [PyFunction("ctime")]
    private static string CTime([OptNone] Value seconds) => Ascii(ToTm(LocalTime(seconds), "asctime", true));

    private static string Ascii(Tm tm)
    {
        string[] days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
        string[] months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        return $"{days[tm.WeekDay]} {months[tm.Month]}{tm.Day,3} {tm.Hour:D2}:{tm.Minute:D2}:{tm.Second:D2} {tm.Year + 1900L}";
    }

    [PyFunction("strftime")]
    private static Value StrFTime(PyStr format, [Opt] Value t)
    {
        var tm = ToTm(t.IsMissing ? LocalTime(Value.None) : t, "strftime", true);
        if (format.ToString().Contains('\0')) throw Err.ValueError("embedded null character");
        if (tm.IsDst < -1) tm.IsDst = -1;
        else if (tm.IsDst > 1) tm.IsDst = 1;
        var zone = t.Ref is PyTuple tuple && tuple.Type == StructTime && StructSequence.Field(tuple, 9).Ref is PyStr z ? z.ToString() : null;
        // What is between zeros is formatted by itself: for the C library a zero ends a format.
        var output = new PyStrBuilder(format.Length + 16);
        int start = 0;
        for (int i = 0; i <= format.Length; i++)
        {
            if (i < format.Length && format[i] != 0) continue;
            if (i > start) FormatPart(format.Substring(start, i - start), tm, zone, output);
            if (i < format.Length) output.Append(0);
            start = i + 1;
        }
        return new Value(output.ToStr());
    }

    private static void FormatPart(PyStr format, Tm tm, string? zone, PyStrBuilder output)
    {
        byte[] f = [.. OsPath.Encode(format), 0];
        byte[] zoneName = zone == null ? [] : [.. System.Text.Encoding.UTF8.GetBytes(zone), 0];
        fixed (byte* fp = f, zp = zoneName)
        {
            if (zone != null) tm.Zone = zp;
            else
            {
                var copy = tm;
                Libc.mktime(&copy);
                tm.Zone = copy.Zone;
                tm.Offset = copy.Offset;
            }
            for (int size = 1024; ; size *= 2)
            {
                var buffer = new byte[size];
                nint n;
                fixed (byte* to = buffer) n = Libc.strftime(to, size, fp, &tm);
                if (n > 0 || size >= 256 * f.Length)
                {
                    output.Append(OsPath.Decode(buffer.AsSpan(0, (int)n)));
                    return;
                }
            }
        }
    }

    [PyFunction("strptime")]
    private static Value StrPTime([StarArgs] ReadOnlySpan<Value> args) =>
        Ops.CallMethod(Importing.Importer.Import(PyStr.Intern("_strptime"), Value.None, Value.None, 0), "_strptime_time", args);
}
