namespace TieredPy.Runtime.Modules.DateTime;

/// <summary>_datetime: the module datetime takes its names from here.</summary>
[PyModule("_datetime", Doc = "Fast implementation of the datetime module.", Types = [typeof(PyDate), typeof(PyTime), typeof(PyDateTime), typeof(PyTimeDelta), typeof(PyTzInfo), typeof(PyTimeZone)])]
internal static partial class DateTimeModule
{
    [PyModuleInit]
    private static void Init(PyModule m)
    {
        m.Dict.Set(PyStr.Intern("MINYEAR"), Value.Int(GregorianCalendar.MinYear));
        m.Dict.Set(PyStr.Intern("MAXYEAR"), Value.Int(GregorianCalendar.MaxYear));
        m.Dict.Set(PyStr.Intern("UTC"), new Value(PyTimeZone.Utc));
    }
}
