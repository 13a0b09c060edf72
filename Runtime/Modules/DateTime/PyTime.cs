namespace TieredPy.Runtime.Modules.DateTime;

/// <summary>datetime.time: a time of the day, with or without a zone.</summary>
[PyType("datetime.time", Doc = "time([hour[, minute[, second[, microsecond[, tzinfo]]]]]) --> a time object\n\nAll arguments are optional. tzinfo may be None, or an instance of\na tzinfo subclass. The remaining arguments may be ints.\n")]
internal partial class PyTime : PyObject
{
    private static readonly string[] Fields = ["hour", "minute", "second", "microsecond", "tzinfo", "fold"];

    internal PyTime(Shape shape) : base(shape) { }

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

    [PyConstant("min")] private static Value Min => new(Make(TypeObject, 0, 0, 0, 0, null, 0));
    [PyConstant("max")] private static Value Max => new(Make(TypeObject, 23, 59, 59, 999999, null, 0));
    [PyConstant("resolution")] private static Value Resolution => new(PyTimeDelta.Of(0, 0, 1));

    [PyNew, RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (args.Length is 1 or 2 && kw == null && DateArgs.State(args[0], 6, "time") is { } s && (s[0] & 0x7F) < 24)
        {
            var zone = Value.None;
            if (args.Length == 2) zone = args[1].IsNone || args[1].Ref is PyTzInfo ? args[1] : throw Err.TypeError("bad tzinfo state arg");
            return new Value(Make(cls, s[0] & 0x7F, s[1], s[2], s[3] << 16 | s[4] << 8 | s[5], zone.Ref as PyTzInfo, s[0] >> 7));
        }
        Span<Value> given = new Value[6];
        DateArgs.Bind("function", Fields, 0, 1, args, kw, given);
        int hour = DateArgs.Int(given[0], 0), minute = DateArgs.Int(given[1], 0), second = DateArgs.Int(given[2], 0), micro = DateArgs.Int(given[3], 0);
        int fold = DateArgs.Int(given[5], 0);
        var tz = DateArgs.Zone(given[4]);
        GregorianCalendar.CheckTime(hour, minute, second, micro, fold);
        return new Value(Make(cls, hour, minute, second, micro, tz, fold));
    }

    public override void Init(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
    }

    internal static PyTime Make(PyType cls, int hour, int minute, int second, int micro, PyTzInfo? zone, int fold)
    {
        var t = Allocate(cls);
        t.Hour = hour;
        t.Minute = minute;
        t.Second = second;
        t.Micro = micro;
        t.Zone = zone;
        t.Fold = fold;
        return t;
    }

    private static Value Construct(PyType cls, int hour, int minute, int second, int micro, PyTzInfo? zone, int fold)
    {
        if (cls == TypeObject)
        {
            GregorianCalendar.CheckTime(hour, minute, second, micro, fold);
            return new Value(Make(cls, hour, minute, second, micro, zone, fold));
        }
        var made = Ops.Call(new Value(cls), Value.Int(hour), Value.Int(minute), Value.Int(second), Value.Int(micro), zone == null ? Value.None : new Value(zone));
        if (made.Ref is PyTime t) t.Fold = fold is 0 or 1 ? fold : throw Err.ValueError("fold must be either 0 or 1");
        return made;
    }

    [PyClassMethod("fromisoformat", Doc = "string -> time from a string in ISO 8601 format", Signature = "($type, object, /)")]
    private static Value FromIsoFormat(PyType cls, Value text)
    {
        var s = text.Ref as PyStr ?? throw Err.TypeError("fromisoformat: argument must be str");
        string plain = s.ToString();
        if (plain.StartsWith('T')) plain = plain[1..];
        if (!IsoParser.TryTime(plain, out var t)) throw Err.ValueError($"Invalid isoformat string: {Ops.Repr(text)}");
        return Construct(cls, t.Hour, t.Minute, t.Second, t.Micro, t.Zone, 0);
    }

    private PyTimeDelta? Offset => PyTzInfo.OffsetOf(Zone, Value.None);

    [PyMethod("utcoffset", Doc = "Return self.tzinfo.utcoffset(self).")] private PyTimeDelta? UtcOffset() => Offset;

    [PyMethod("dst", Doc = "Return self.tzinfo.dst(self).")] private PyTimeDelta? Dst() => PyTzInfo.DstOf(Zone, Value.None);

    [PyMethod("tzname", Doc = "Return self.tzinfo.tzname(self).")] private Value TzName() => PyTzInfo.NameOf(Zone, Value.None);

    [PyMethod("isoformat", Doc = "Return string in ISO 8601 format, [HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM].\n\nThe optional argument timespec specifies the number of additional terms\nof the time to include. Valid options are 'auto', 'hours', 'minutes',\n'seconds', 'milliseconds' and 'microseconds'.\n", Signature = "")]
    private Value IsoFormatMethod([Kw] string timespec = "auto")
    {
        string text = IsoFormat.Time(Hour, Minute, Second, Micro, timespec);
        return Value.Str(Offset is { } o ? text + IsoFormat.Offset(o, ":") : text);
    }

    [PyMethod("strftime", Doc = "format -> strftime() style string.", Signature = "")]
    private Value StrFTimeMethod([Kw] PyStr format) =>
        StrFTime.Format(new Value(this), format, StrFTime.StructTime(1900, 1, 1, Hour, Minute, Second, -1), Micro, () => Offset, TzName);

    [PyMethod("__format__", Doc = "Formats self with strftime.", Signature = "")]
    private Value FormatMethod(PyStr format) => format.Length == 0 ? new Value(Ops.Str(new Value(this))) : Ops.CallMethod(new Value(this), "strftime", new Value(format));

    [PyMethod("replace", Doc = "Return time with new specified fields.", Signature = "($self, /, hour=unchanged, minute=unchanged, second=unchanged,\n        microsecond=unchanged, tzinfo=unchanged, *, fold=unchanged)")]
    [PyMethod("__replace__", Doc = "The same as replace().", Signature = "($self, /, **changes)")]
    private Value Replace([Kw, Opt] Value hour, [Kw, Opt] Value minute, [Kw, Opt] Value second, [Kw, Opt] Value microsecond, [Kw, Opt] Value tzinfo, [KwOnly, Opt] Value fold)
    {
        int f = DateArgs.Int(fold, Fold);
        if (f is not (0 or 1)) throw Err.ValueError("fold must be either 0 or 1");
        var zone = tzinfo.IsMissing ? Zone : DateArgs.Zone(tzinfo);
        return Construct(Type, DateArgs.Int(hour, Hour), DateArgs.Int(minute, Minute), DateArgs.Int(second, Second), DateArgs.Int(microsecond, Micro), zone, f);
    }

    [PyMethod("__reduce_ex__", Doc = "__reduce_ex__(proto) -> (cls, state)", Signature = "")]
    private PyTuple ReduceEx(long protocol) => State(protocol > 3);

    [PyMethod("__reduce__", Doc = "__reduce__() -> (cls, state)")]
    private PyTuple Reduce() => State(false);

    private PyTuple State(bool withFold)
    {
        byte[] state = [(byte)(Hour | (withFold ? Fold << 7 : 0)), (byte)Minute, (byte)Second, (byte)(Micro >> 16), (byte)(Micro >> 8), (byte)Micro];
        var bytes = new Value(new PyBytes(state));
        return new PyTuple(new Value(Type), new Value(Zone == null ? new PyTuple(bytes) : new PyTuple(bytes, new Value(Zone))));
    }

    public override Value Repr()
    {
        string text = $"{Type.FullName}({Hour}, {Minute}";
        if (Micro != 0) text += $", {Second}, {Micro}";
        else if (Second != 0) text += $", {Second}";
        if (Zone != null) text += $", tzinfo={Ops.Repr(new Value(Zone))}";
        if (Fold != 0) text += ", fold=1";
        return new Value(PyStr.Of(text + ")"));
    }

    public override Value Str() => Ops.CallMethod(new Value(this), "isoformat");

    private long MicrosOfDay => ((Hour * 60L + Minute) * 60 + Second) * 1_000_000 + Micro;

    public override long Hash()
    {
        // The two times of one name hash alike.
        var self = Fold == 0 || Zone == null ? this : Make(TypeObject, Hour, Minute, Second, Micro, Zone, 0);
        var offset = self.Offset;
        return DateArgs.SeededHash(offset == null ? MicrosOfDay : MicrosOfDay - (long)offset.Total, offset == null ? 0 : 1);
    }

    public override Value Compare(CmpOp op, Value other)
    {
        if (other.Ref is not PyTime t) return Value.NotImplemented;
        if (Zone == t.Zone) return Value.Bool(op.Of(MicrosOfDay.CompareTo(t.MicrosOfDay)));
        PyTimeDelta? a = Offset, b = t.Offset;
        if (a == null && b == null || a != null && b != null && a.CompareTo(b) == 0) return Value.Bool(op.Of(MicrosOfDay.CompareTo(t.MicrosOfDay)));
        if (a != null && b != null) return Value.Bool(op.Of((MicrosOfDay - (long)a.Total).CompareTo(t.MicrosOfDay - (long)b.Total)));
        return op switch
        {
            CmpOp.Eq => Value.False,
            CmpOp.Ne => Value.True,
            _ => throw Err.TypeError("can't compare offset-naive and offset-aware times"),
        };
    }
}
