namespace TieredPy.Runtime.Modules.DateTime;

/// <summary>datetime.datetime.</summary>
[PyType("datetime.datetime", Base = typeof(PyDate), Doc = "datetime(year, month, day[, hour[, minute[, second[, microsecond[,tzinfo]]]]])\n\nThe year, month and day arguments are required. tzinfo may be None, or an\ninstance of a tzinfo subclass. The remaining arguments may be ints.\n")]
internal partial class PyDateTime : PyDate
{
    private static readonly string[] Fields = ["year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo", "fold"];

    internal PyDateTime(Shape shape) : base(shape) { }

    public int Hour { get; private set; }
    public int Minute { get; private set; }
    public int Second { get; private set; }
    public int Micro { get; private set; }
    public int Fold { get; private set; }
    public PyTzInfo? Zone { get; private set; }

    [PyGetter("hour")] private long HourValue => Hour;
    [PyGetter("minute")] private long MinuteValue => Minute;
    [PyGetter("second")] private long SecondValue => Second;
    [PyGetter("microsecond")] private long MicroValue => Micro;
    [PyGetter("tzinfo")] private Value ZoneValue => Zone == null ? Value.None : new Value(Zone);
    [PyGetter("fold")] private long FoldValue => Fold;

    [PyConstant("min")] private static Value MinTime => new(Make(TypeObject, 1, 1, 1, 0, 0, 0, 0, null, 0));
    [PyConstant("max")] private static Value MaxTime => new(Make(TypeObject, 9999, 12, 31, 23, 59, 59, 999999, null, 0));
    [PyConstant("resolution")] private static Value Resolution => new(PyTimeDelta.Of(0, 0, 1));

    [PyNew, RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (args.Length is 1 or 2 && kw == null && DateArgs.State(args[0], 10, "datetime") is { } s && (s[2] & 0x7F) is >= 1 and <= 12)
        {
            var zone = Value.None;
            if (args.Length == 2) zone = args[1].IsNone || args[1].Ref is PyTzInfo ? args[1] : throw Err.TypeError("bad tzinfo state arg");
            return new Value(Make(cls, s[0] << 8 | s[1], s[2] & 0x7F, s[3], s[4], s[5], s[6], s[7] << 16 | s[8] << 8 | s[9], zone.Ref as PyTzInfo, s[2] >> 7));
        }
        Span<Value> given = new Value[9];
        DateArgs.Bind("function", Fields, 3, 1, args, kw, given);
        int year = DateArgs.Int(given[0], 0), month = DateArgs.Int(given[1], 0), day = DateArgs.Int(given[2], 0);
        int hour = DateArgs.Int(given[3], 0), minute = DateArgs.Int(given[4], 0), second = DateArgs.Int(given[5], 0), micro = DateArgs.Int(given[6], 0);
        int fold = DateArgs.Int(given[8], 0);
        GregorianCalendar.CheckDate(year, month, day);
        GregorianCalendar.CheckTime(hour, minute, second, micro, fold);
        return new Value(Make(cls, year, month, day, hour, minute, second, micro, DateArgs.Zone(given[7]), fold));
    }

    internal static PyDateTime Make(PyType cls, int year, int month, int day, int hour, int minute, int second, int micro, PyTzInfo? zone, int fold)
    {
        var d = Allocate(cls);
        d.SetDate(year, month, day);
        d.Hour = hour;
        d.Minute = minute;
        d.Second = second;
        d.Micro = micro;
        d.Zone = zone;
        d.Fold = fold;
        return d;
    }

    /// <summary>A datetime of a class, made by calling that when it is a subclass.</summary>
    internal static Value Construct(PyType cls, int year, int month, int day, int hour, int minute, int second, int micro, PyTzInfo? zone, int fold)
    {
        if (cls == TypeObject)
        {
            GregorianCalendar.CheckDate(year, month, day);
            GregorianCalendar.CheckTime(hour, minute, second, micro, fold);
            return new Value(Make(cls, year, month, day, hour, minute, second, micro, zone, fold));
        }
        var made = Ops.Call(
            new Value(cls), Value.Int(year), Value.Int(month), Value.Int(day), Value.Int(hour), Value.Int(minute), Value.Int(second), Value.Int(micro),
            zone == null ? Value.None : new Value(zone));
        if (fold != 0 && made.Ref is PyDateTime d) d.Fold = fold is 0 or 1 ? fold : throw Err.ValueError("fold must be either 0 or 1");
        return made;
    }

    private static Value FromParts(PyType cls, in LocalTime.Broken b, int micro, PyTzInfo? zone, int fold) =>
        Construct(cls, b.Year, b.Month, b.Day, b.Hour, b.Minute, b.Second, micro, zone, fold);

    private static Value FromMoment(PyType cls, long seconds, int micro, PyTzInfo? zone)
    {
        if (zone == null)
        {
            var local = LocalTime.Local(seconds);
            return FromParts(cls, local, micro, null, LocalTime.Fold(seconds, local));
        }
        return zone.Localize(FromParts(cls, LocalTime.Utc(seconds), micro, zone, 0));
    }

    [PyClassMethod("now", Doc = "Returns new datetime object representing current time local to tz.\n\n  tz\n    Timezone object.\n\nIf no tz is specified, uses local timezone.")]
    private static Value Now(PyType cls, [Kw, OptNone] Value tz)
    {
        var zone = DateArgs.Zone(tz);
        long now = LocalTime.Now();
        return FromMoment(cls, now / 1_000_000, (int)(now % 1_000_000), zone);
    }

    [PyClassMethod("utcnow", Doc = "Return a new datetime representing UTC day and time.")]
    private static Value UtcNow(PyType cls)
    {
        Err.Warn(ExcTypes.DeprecationWarning, "datetime.datetime.utcnow() is deprecated and scheduled for removal in a future version. Use timezone-aware objects to represent datetimes in UTC: datetime.datetime.now(datetime.UTC).");
        long now = LocalTime.Now();
        return FromParts(cls, LocalTime.Utc(now / 1_000_000), (int)(now % 1_000_000), null, 0);
    }

    [PyClassMethod("fromtimestamp", Doc = "timestamp[, tz] -> tz's local time from POSIX timestamp.", Signature = "")]
    private static Value FromTimestamp(PyType cls, [Kw] Value timestamp, [Kw, OptNone] Value tz)
    {
        var zone = DateArgs.Zone(tz);
        var (seconds, micros) = LocalTime.Split(timestamp);
        return FromMoment(cls, seconds, micros, zone);
    }

    [PyClassMethod("utcfromtimestamp", Doc = "Construct a naive UTC datetime from a POSIX timestamp.", Signature = "")]
    private static Value UtcFromTimestamp(PyType cls, Value timestamp)
    {
        Err.Warn(ExcTypes.DeprecationWarning, "datetime.datetime.utcfromtimestamp() is deprecated and scheduled for removal in a future version. Use timezone-aware objects to represent datetimes in UTC: datetime.datetime.fromtimestamp(timestamp, datetime.UTC).");
        var (seconds, micros) = LocalTime.Split(timestamp);
        return FromParts(cls, LocalTime.Utc(seconds), micros, null, 0);
    }

    [PyClassMethod("strptime", Doc = "string, format -> new datetime parsed from a string (like time.strptime()).", Signature = "")]
    private static Value StrPTime(PyType cls, PyStr date_string, PyStr format) =>
        Ops.CallMethod(Ops.Import("_strptime"), "_strptime_datetime", new Value(cls), new Value(date_string), new Value(format));

    [PyClassMethod("combine", Doc = "date, time -> datetime with same date and time fields", Signature = "")]
    private static Value Combine(PyType cls, [Kw] Value date, [Kw] Value time, [Kw, Opt] Value tzinfo)
    {
        if (date.Ref is not PyDate d) throw Err.TypeError($"combine() argument 1 must be datetime.date, not {Ops.TypeName(date)}");
        if (time.Ref is not PyTime t) throw Err.TypeError($"combine() argument 2 must be datetime.time, not {Ops.TypeName(time)}");
        var zone = tzinfo.IsMissing ? t.Zone : DateArgs.Zone(tzinfo);
        return Construct(cls, d.Year, d.Month, d.Day, t.Hour, t.Minute, t.Second, t.Micro, zone, t.Fold);
    }

    [PyClassMethod("fromisoformat", Doc = "string -> datetime from a string in most ISO 8601 formats", Signature = "($type, object, /)")]
    private static Value FromIsoFormat(PyType cls, Value text)
    {
        var s = text.Ref as PyStr ?? throw Err.TypeError("fromisoformat: argument must be str");
        // Whatever separates date and time, a character beyond the 16-bit ones included, is one code point.
        string plain = s.IsWide ? new string(Array.ConvertAll(s.ToCodePoints(), c => c > 0xFFFF ? '?' : (char)c)) : s.Chars;
        int end = plain.Length < 7 ? -1 : IsoParser.DateEnd(plain);
        if (end < 0 || end > plain.Length || !IsoParser.TryDate(plain.AsSpan(0, end), out var d)) throw Invalid(text);
        IsoParser.Time t = default;
        if (plain.Length > end && !IsoParser.TryTime(plain.AsSpan(end + 1), out t)) throw Invalid(text);
        return Construct(cls, d.Year, d.Month, d.Day, t.Hour, t.Minute, t.Second, t.Micro, t.Zone, 0);
    }

    private static PyException Invalid(Value text) => Err.ValueError($"Invalid isoformat string: {Ops.Repr(text)}");

    [PyMethod("date", Doc = "Return date object with same year, month and day.")]
    private Value DatePart() => PyDate.Construct(PyDate.TypeObject, Year, Month, Day);

    [PyMethod("time", Doc = "Return time object with same time but with tzinfo=None.")]
    private Value TimePart() => new(PyTime.Make(PyTime.TypeObject, Hour, Minute, Second, Micro, null, Fold));

    [PyMethod("timetz", Doc = "Return time object with same time and tzinfo.")]
    private Value ZonedTimePart() => new(PyTime.Make(PyTime.TypeObject, Hour, Minute, Second, Micro, Zone, Fold));

    private PyTimeDelta? Offset => PyTzInfo.OffsetOf(Zone, new Value(this));

    [PyMethod("utcoffset", Doc = "Return self.tzinfo.utcoffset(self).")] private PyTimeDelta? UtcOffset() => Offset;

    [PyMethod("dst", Doc = "Return self.tzinfo.dst(self).")] private PyTimeDelta? Dst() => PyTzInfo.DstOf(Zone, new Value(this));

    [PyMethod("tzname", Doc = "Return self.tzinfo.tzname(self).")] private Value TzName() => PyTzInfo.NameOf(Zone, new Value(this));

    [PyMethod("ctime", Doc = "Return ctime() style string.")]
    private static Value CTime(Value self)
    {
        var d = (PyDateTime)self.Ref!;
        return Value.Str(IsoFormat.CTime(d, d.Hour, d.Minute, d.Second));
    }

    [PyMethod("timetuple", Doc = "Return time tuple, compatible with time.localtime().")]
    private static Value TimeTuple(Value self)
    {
        var d = (PyDateTime)self.Ref!;
        var dst = PyTzInfo.DstOf(d.Zone, self);
        return StrFTime.StructTime(d.Year, d.Month, d.Day, d.Hour, d.Minute, d.Second, dst == null ? -1 : dst.IsZero ? 0 : 1);
    }

    [PyMethod("utctimetuple", Doc = "Return UTC time tuple, compatible with time.localtime().")]
    private Value UtcTimeTuple()
    {
        var u = this;
        if (Offset is { } offset) u = Plus(offset, -1);
        return StrFTime.StructTime(u.Year, u.Month, u.Day, u.Hour, u.Minute, u.Second, 0);
    }

    [PyMethod("timestamp", Doc = "Return POSIX timestamp as float.")]
    private Value Timestamp()
    {
        if (Offset is { } offset) return (PyTimeDelta.Of((Int128)MicrosSinceYear1 - offset.Total - (Int128)LocalTime.Epoch * 1_000_000)).TotalSeconds();
        return Value.Float(LocalTime.ToUtc(this, Fold) - LocalTime.Epoch + Micro / 1e6);
    }

    [PyMethod("isoformat", Doc = "[sep] -> string in ISO 8601 format, YYYY-MM-DDT[HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM].\nsep is used to separate the year from the time, and defaults to 'T'.\nThe optional argument timespec specifies the number of additional terms\nof the time to include. Valid options are 'auto', 'hours', 'minutes',\n'seconds', 'milliseconds' and 'microseconds'.\n", Signature = "")]
    private static Value IsoFormatMethod(Value self, [Kw, Opt(Show = "'T'")] Value sep, [Kw] string timespec = "auto")
    {
        var d = (PyDateTime)self.Ref!;
        string separator = "T";
        if (!sep.IsMissing)
            separator = sep.Ref is PyStr { Length: 1 } s ? s.ToString() : throw Err.TypeError($"isoformat() argument 1 must be a unicode character, not {Ops.TypeName(sep)}");
        string text = IsoFormat.Date(d.Year, d.Month, d.Day) + separator + IsoFormat.Time(d.Hour, d.Minute, d.Second, d.Micro, timespec);
        return new Value(PyStr.Of(d.Offset is { } o ? text + IsoFormat.Offset(o, ":") : text));
    }

    [PyMethod("replace", Doc = "Return datetime with new specified fields.", Signature = "($self, /, year=unchanged, month=unchanged, day=unchanged,\n        hour=unchanged, minute=unchanged, second=unchanged,\n        microsecond=unchanged, tzinfo=unchanged, *, fold=unchanged)")]
    [PyMethod("__replace__", Doc = "The same as replace().", Signature = "($self, /, **changes)")]
    private static Value Replace(
        Value self, [Kw, Opt] Value year, [Kw, Opt] Value month, [Kw, Opt] Value day, [Kw, Opt] Value hour, [Kw, Opt] Value minute, [Kw, Opt] Value second,
        [Kw, Opt] Value microsecond, [Kw, Opt] Value tzinfo, [KwOnly, Opt] Value fold)
    {
        var d = (PyDateTime)self.Ref!;
        int f = DateArgs.Int(fold, d.Fold);
        if (f is not (0 or 1)) throw Err.ValueError("fold must be either 0 or 1");
        return Construct(
            d.Type, DateArgs.Int(year, d.Year), DateArgs.Int(month, d.Month), DateArgs.Int(day, d.Day), DateArgs.Int(hour, d.Hour), DateArgs.Int(minute, d.Minute),
            DateArgs.Int(second, d.Second), DateArgs.Int(microsecond, d.Micro), tzinfo.IsMissing ? d.Zone : DateArgs.Zone(tzinfo), f);
    }

    [PyMethod("astimezone", Doc = "tz -> convert to local time in new timezone tz\n", Signature = "")]
    private Value AsTimeZone([Kw, OptNone] Value tz)
    {
        var to = DateArgs.Zone(tz);
        var from = Zone ?? LocalZone();
        if (from == to) return new Value(this);
        var offset = PyTzInfo.OffsetOf(from, new Value(this));
        if (offset == null)
        {
            from = LocalZone();
            if (from == to) return new Value(this);
            offset = PyTzInfo.OffsetOf(from, new Value(this));
        }
        var utc = Plus(offset!, -1);
        to ??= LocalTime.ZoneAt(GregorianCalendar.Seconds(utc.Year, utc.Month, utc.Day, utc.Hour, utc.Minute, utc.Second) - LocalTime.Epoch);
        var moved = Construct(Type, utc.Year, utc.Month, utc.Day, utc.Hour, utc.Minute, utc.Second, utc.Micro, to, 0);
        return to.Localize(moved);
    }

    private PyTzInfo LocalZone()
    {
        long moment = LocalTime.ToUtc(this, Fold), other = LocalTime.ToUtc(this, 1 - Fold);
        // In a gap fold says from which side the time is seen: its offset is the other moment's.
        if (other != moment && other > moment == (Fold == 1)) moment = other;
        return LocalTime.ZoneAt(moment - LocalTime.Epoch);
    }

    [PyMethod("__reduce_ex__", Doc = "__reduce_ex__(proto) -> (cls, state)", Signature = "")]
    private PyTuple ReduceEx(long protocol) => State(protocol > 3);

    [PyMethod("__reduce__", Doc = "__reduce__() -> (cls, state)")]
    private static PyTuple Reduce(Value self) => ((PyDateTime)self.Ref!).State(false);

    private PyTuple State(bool withFold)
    {
        byte[] state =
        [
            (byte)(Year >> 8), (byte)Year, (byte)(Month | (withFold ? Fold << 7 : 0)), (byte)Day, (byte)Hour, (byte)Minute, (byte)Second,
            (byte)(Micro >> 16), (byte)(Micro >> 8), (byte)Micro,
        ];
        var bytes = new Value(new PyBytes(state));
        return new PyTuple(new Value(Type), new Value(Zone == null ? new PyTuple(bytes) : new PyTuple(bytes, new Value(Zone))));
    }

    public override Value Repr()
    {
        string text = $"{Type.FullName}({Year}, {Month}, {Day}, {Hour}, {Minute}";
        if (Micro != 0) text += $", {Second}, {Micro}";
        else if (Second != 0) text += $", {Second}";
        if (Fold != 0) text += ", fold=1";
        if (Zone != null) text += $", tzinfo={Ops.Repr(new Value(Zone))}";
        return new Value(PyStr.Of(text + ")"));
    }

    public override Value Str() => Ops.CallMethod(new Value(this), "isoformat", Value.Str(" "));
}
