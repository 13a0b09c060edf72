namespace TieredPy.Runtime.Modules.DateTime;

/// <summary>The proleptic Gregorian calendar; day 1 is 1 January of year 1.</summary>
internal static class GregorianCalendar
{
    public const int MinYear = 1;
    public const int MaxYear = 9999;
    public const int MaxOrdinal = 3652059;

    private static ReadOnlySpan<int> Before => [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

    private static ReadOnlySpan<int> Days => [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

    public static bool IsLeap(int year) => (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);

    public static int DaysIn(int year, int month) => month == 2 && IsLeap(year) ? 29 : Days[month];

    public static int DaysBeforeMonth(int year, int month) => Before[month] + (month > 2 && IsLeap(year) ? 1 : 0);

    public static int DaysBeforeYear(int year)
    {
        int y = year - 1;
        return y >= 0 ? y * 365 + y / 4 - y / 100 + y / 400 : -366;
    }

    public static int Ordinal(int year, int month, int day) => DaysBeforeYear(year) + DaysBeforeMonth(year, month) + day;

    public static (int Year, int Month, int Day) FromOrdinal(int ordinal)
    {
        const int In400 = 146097, In100 = 36524, In4 = 1461;
        int n = ordinal - 1;
        int year = n / In400 * 400 + 1;
        n %= In400;
        int n100 = n / In100;
        n %= In100;
        int n4 = n / In4;
        n %= In4;
        int n1 = n / 365;
        n %= 365;
        year += n100 * 100 + n4 * 4 + n1;
        if (n1 == 4 || n100 == 4) return (year - 1, 12, 31);
        int month = (n + 50) >> 5;
        int before = DaysBeforeMonth(year, month);
        if (before > n)
        {
            month--;
            before -= DaysIn(year, month);
        }
        return (year, month, n - before + 1);
    }

    /// <summary>0 for Monday.</summary>
    public static int WeekDay(int year, int month, int day) => (Ordinal(year, month, day) + 6) % 7;

    /// <summary>The ordinal of the Monday that starts ISO week 1 of a year.</summary>
    public static int IsoWeek1Monday(int year)
    {
        int first = Ordinal(year, 1, 1);
        int weekday = (first + 6) % 7;
        int monday = first - weekday;
        return weekday > 3 ? monday + 7 : monday;
    }

    public static (int Year, int Week, int WeekDay) ToIso(int year, int month, int day)
    {
        int today = Ordinal(year, month, day);
        int monday = IsoWeek1Monday(year);
        int week = Floor(today - monday, 7, out int weekday);
        if (week < 0)
        {
            year--;
            week = Floor(today - IsoWeek1Monday(year), 7, out weekday);
        }
        else if (week >= 52 && today >= IsoWeek1Monday(year + 1))
        {
            year++;
            week = 0;
        }
        return (year, week + 1, weekday + 1);
    }

    /// <summary>What is wrong with an ISO week date.</summary>
    public enum IsoError
    {
        None,
        Year,
        Week,
        Day,
    }

    public static IsoError FromIso(int isoYear, int week, int day, out (int Year, int Month, int Day) date)
    {
        date = default;
        if (isoYear is < MinYear or > MaxYear) return IsoError.Year;
        if (week is <= 0 or >= 53)
        {
            bool valid = false;
            if (week == 53)
            {
                // Long years start on a Thursday, or are leap years that start on a Wednesday.
                int first = WeekDay(isoYear, 1, 1);
                valid = first == 3 || first == 2 && IsLeap(isoYear);
            }
            if (!valid) return IsoError.Week;
        }
        if (day is <= 0 or >= 8) return IsoError.Day;
        int ordinal = IsoWeek1Monday(isoYear) + (week - 1) * 7 + day - 1;
        if (ordinal is < 1 or > MaxOrdinal)
        {
            date = ordinal < 1 ? (0, 12, 31) : (MaxYear + 1, 1, 1);
            return IsoError.None;
        }
        date = FromOrdinal(ordinal);
        return IsoError.None;
    }

    public static int Floor(int a, int b, out int rest)
    {
        int q = a / b;
        rest = a - q * b;
        if (rest < 0)
        {
            rest += b;
            q--;
        }
        return q;
    }

    public static long Floor(long a, long b, out long rest)
    {
        long q = a / b;
        rest = a - q * b;
        if (rest < 0)
        {
            rest += b;
            q--;
        }
        return q;
    }

    /// <summary>Seconds since the start of year 1.</summary>
    public static long Seconds(int year, int month, int day, int hour, int minute, int second) =>
        ((Ordinal(year, month, day) * 24L + hour) * 60 + minute) * 60 + second;

    public static void CheckDate(int year, int month, int day)
    {
        if (year is < MinYear or > MaxYear) throw Err.ValueError($"year {year} is out of range");
        if (month is < 1 or > 12) throw Err.ValueError("month must be in 1..12");
        if (day < 1 || day > DaysIn(year, month)) throw Err.ValueError("day is out of range for month");
    }

    public static void CheckTime(int hour, int minute, int second, int micro, int fold)
    {
        if (hour is < 0 or > 23) throw Err.ValueError("hour must be in 0..23");
        if (minute is < 0 or > 59) throw Err.ValueError("minute must be in 0..59");
        if (second is < 0 or > 59) throw Err.ValueError("second must be in 0..59");
        if (micro is < 0 or > 999999) throw Err.ValueError("microsecond must be in 0..999999");
        if (fold is not (0 or 1)) throw Err.ValueError("fold must be either 0 or 1");
    }
}
