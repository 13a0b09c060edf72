namespace TieredPy.Runtime.Modules.DateTime;

/// <summary>Dates and times from ISO 8601 text. Methods return false where the text is none.</summary>
internal static class IsoParser
{
    private const char End = '\0';

    private static bool IsDigit(char c) => char.IsAsciiDigit(c);

    private static char At(ReadOnlySpan<char> s, int i) => i < s.Length ? s[i] : End;

    private static bool Digits(ReadOnlySpan<char> s, ref int at, int count, out int number)
    {
        number = 0;
        for (int i = 0; i < count; i++)
        {
            char c = At(s, at);
            if (!IsDigit(c)) return false;
            number = number * 10 + (c - '0');
            at++;
        }
        return true;
    }

    public static bool TryDate(ReadOnlySpan<char> s, out (int Year, int Month, int Day) date)
    {
        date = default;
        int at = 0;
        if (!Digits(s, ref at, 4, out int year)) return false;
        bool separated = At(s, at) == '-';
        if (separated) at++;
        if (At(s, at) == 'W')
        {
            at++;
            if (!Digits(s, ref at, 2, out int week)) return false;
            int weekday = 1;
            if (at < s.Length)
            {
                if (separated && At(s, at++) != '-') return false;
                if (!Digits(s, ref at, 1, out weekday)) return false;
            }
            return GregorianCalendar.FromIso(year, week, weekday, out date) == GregorianCalendar.IsoError.None;
        }
        if (!Digits(s, ref at, 2, out int month)) return false;
        if (separated && At(s, at++) != '-') return false;
        if (!Digits(s, ref at, 2, out int day) || at != s.Length) return false;
        date = (year, month, day);
        return true;
    }

    /// <summary>A time of the day, and an offset from UTC when there is one.</summary>
    public struct Time
    {
        public int Hour, Minute, Second, Micro, OffsetSeconds, OffsetMicros;
        public bool HasOffset;

        /// <summary>The zone of the offset.</summary>
        public readonly PyTzInfo? Zone => !HasOffset ? null : PyTimeZone.Of(PyTimeDelta.Of(0, OffsetSeconds, OffsetMicros), null);
    }

    public static bool TryTime(ReadOnlySpan<char> s, out Time t)
    {
        t = default;
        int zone = s.IndexOfAny('+', '-', 'Z');
        var clock = zone < 0 ? s : s[..zone];
        if (!TryClock(clock, out t.Hour, out t.Minute, out t.Second, out t.Micro)) return false;
        if (zone < 0) return true;
        t.HasOffset = true;
        if (s[zone] == 'Z') return zone == s.Length - 1;
        int sign = s[zone] == '-' ? -1 : 1;
        if (!TryClock(s[(zone + 1)..], out int hour, out int minute, out int second, out int micro)) return false;
        t.OffsetSeconds = sign * (hour * 3600 + minute * 60 + second);
        t.OffsetMicros = sign * micro;
        return true;
    }

    private static bool TryClock(ReadOnlySpan<char> s, out int hour, out int minute, out int second, out int micro)
    {
        hour = minute = second = micro = 0;
        int at = 0;
        bool separated = true;
        for (int i = 0; i < 3; i++)
        {
            if (!Digits(s, ref at, 2, out int n)) return false;
            if (i == 0) hour = n;
            else if (i == 1) minute = n;
            else second = n;
            if (at == s.Length) return true;
            char c = s[at++];
            if (i == 0) separated = c == ':';
            if (at >= s.Length) return false;
            if (separated && c == ':') continue;
            if (c is '.' or ',')
            {
                if (i < 2) return false;
                break;
            }
            if (separated) return false;
            at--;
        }
        int places = Math.Min(s.Length - at, 6);
        if (!Digits(s, ref at, places, out micro)) return false;
        for (int i = places; i < 6; i++) micro *= 10;
        while (at < s.Length && IsDigit(s[at])) at++;
        return at == s.Length;
    }

    /// <summary>Where the date ends and the separator stands.</summary>
    public static int DateEnd(ReadOnlySpan<char> s)
    {
        if (s.Length == 7) return 7;
        if (At(s, 4) == '-')
        {
            if (At(s, 5) != 'W') return 10;
            if (s.Length < 8) return -1;
            if (s.Length <= 8 || s[8] != '-') return 8;
            if (s.Length == 9) return -1;
            // A hyphen may separate the day of the week, or the time.
            return s.Length > 10 && IsDigit(s[10]) ? 8 : 10;
        }
        if (At(s, 4) != 'W') return 8;
        int digits = 7;
        while (digits < s.Length && IsDigit(s[digits])) digits++;
        if (digits < 9) return digits;
        return digits % 2 == 0 ? 7 : 8;
    }
}
