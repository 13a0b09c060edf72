namespace TieredPy.Runtime.Modules.DateTime;

/// <summary>Dates and times as ISO 8601 text.</summary>
internal static class IsoFormat
{
    /// <summary>An offset as +HH:MM[:SS[.ffffff]].</summary>
    public static string Offset(PyTimeDelta offset, string separator)
    {
        char sign = '+';
        if (offset.Days < 0)
        {
            offset = offset.Negated();
            sign = '-';
        }
        int s = offset.Seconds;
        string text = $"{sign}{s / 3600:00}{separator}{s / 60 % 60:00}";
        if (offset.Micros != 0) return $"{text}{separator}{s % 60:00}.{offset.Micros:000000}";
        return s % 60 != 0 ? $"{text}{separator}{s % 60:00}" : text;
    }

    public static string Date(int year, int month, int day) => string.Create(10, (year, month, day), static (to, d) =>
    {
        Two(to, d.year / 100);
        Two(to[2..], d.year % 100);
        to[4] = to[7] = '-';
        Two(to[5..], d.month);
        Two(to[8..], d.day);
    });

    private static void Two(Span<char> to, int n)
    {
        to[0] = (char)('0' + n / 10);
        to[1] = (char)('0' + n % 10);
    }

    public static string Time(int hour, int minute, int second, int micro, string spec)
    {
        if (spec == "auto") spec = micro == 0 ? "seconds" : "microseconds";
        return spec switch
        {
            "hours" => $"{hour:00}",
            "minutes" => $"{hour:00}:{minute:00}",
            "seconds" => string.Create(8, (hour, minute, second), static (to, t) =>
            {
                Two(to, t.hour);
                to[2] = to[5] = ':';
                Two(to[3..], t.minute);
                Two(to[6..], t.second);
            }),
            "milliseconds" => $"{hour:00}:{minute:00}:{second:00}.{micro / 1000:000}",
            "microseconds" => $"{hour:00}:{minute:00}:{second:00}.{micro:000000}",
            _ => throw Err.ValueError("Unknown timespec value"),
        };
    }

    /// <summary>As C's ctime.</summary>
    public static string CTime(PyDate d, int hour, int minute, int second)
    {
        string[] dayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        string[] monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        int weekday = GregorianCalendar.WeekDay(d.Year, d.Month, d.Day);
        return $"{dayNames[weekday]} {monthNames[d.Month - 1]} {d.Day,2} {hour:00}:{minute:00}:{second:00} {d.Year:0000}";
    }
}
