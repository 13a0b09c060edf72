using System.Text;

namespace TieredPy.Runtime.Modules.DateTime;

/// <summary>strftime of dates and times: what C's strftime doesn't know is put in first.</summary>
internal static class StrFTime
{
    public static Value Format(Value self, PyStr format, Value timeTuple, int micros, Func<PyTimeDelta?> offset, Func<Value> name)
    {
        string text = format.ToString();
        var made = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '%' || i + 1 == text.Length)
            {
                made.Append(text[i]);
                continue;
            }
            switch (text[++i])
            {
                case 'f':
                    made.Append(micros.ToString("000000", System.Globalization.CultureInfo.InvariantCulture));
                    break;
                case 'z':
                    if (offset() is { } o) made.Append(IsoFormat.Offset(o, ""));
                    break;
                case ':' when i + 1 < text.Length && text[i + 1] == 'z':
                    i++;
                    if (offset() is { } p) made.Append(IsoFormat.Offset(p, ":"));
                    break;
                case 'Z':
                    if (name().Ref is PyStr s) made.Append(Doubled(s));
                    break;
                default:
                    made.Append('%').Append(text[i]);
                    break;
            }
        }
        return Ops.CallMethod(Ops.Import("time"), "strftime", new Value(PyStr.Of(made.ToString())), timeTuple);
    }

    private static string Doubled(PyStr name)
    {
        if (name.IsExact) return name.ToString().Replace("%", "%%");
        var replaced = Ops.CallMethod(new Value(name), "replace", Value.Str("%"), Value.Str("%%"));
        return replaced.Ref is PyStr s ? s.ToString() : throw Err.TypeError("tzname.replace() did not return a string");
    }

    /// <summary>time.struct_time of the parts.</summary>
    public static Value StructTime(int year, int month, int day, int hour, int minute, int second, int dst)
    {
        int weekday = GregorianCalendar.WeekDay(year, month, day);
        int yearday = GregorianCalendar.DaysBeforeMonth(year, month) + day;
        int[] parts = [year, month, day, hour, minute, second, weekday, yearday, dst];
        return Ops.CallMethod(Ops.Import("time"), "struct_time", new Value(new PyTuple(Array.ConvertAll(parts, p => Value.Int(p)))));
    }
}
