namespace TieredPy.Runtime.Modules.DateTime;

/// <summary>datetime.date.</summary>
[PyType("datetime.date", Doc = "date(year, month, day) --> date object")]
internal partial class PyDate : PyObject
{
    private static readonly string[] Fields = ["year", "month", "day"];

    internal PyDate(Shape shape) : base(shape) { }

    public int Year { get; protected set; }
    public int Month { get; protected set; }
    public int Day { get; protected set; }

    [PyGetter("year")] private long YearValue => Year;
    [PyGetter("month")] private long MonthValue => Month;
    [PyGetter("day")] private long DayValue => Day;

    [PyConstant("min")] private static Value Min => new(Make(TypeObject, 1, 1, 1));
    [PyConstant("max")] private static Value Max => new(Make(TypeObject, 9999, 12, 31));
    [PyConstant("resolution")] private static Value Resolution => new(PyTimeDelta.Of(1, 0, 0));

    [PyNew, RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        if (args.Length == 1 && kw == null && DateArgs.State(args[0], 4, "date") is { } state && state[2] is >= 1 and <= 12)
            return new Value(Make(cls, state[0] * 256 + state[1], state[2], state[3]));
        Span<Value> given = new Value[3];
        DateArgs.Bind("function", Fields, 3, 0, args, kw, given);
        int year = DateArgs.Int(given[0], 0), month = DateArgs.Int(given[1], 0), day = DateArgs.Int(given[2], 0);
        GregorianCalendar.CheckDate(year, month, day);
        return new Value(Make(cls, year, month, day));
    }

    public override void Init(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
    }

    private static PyDate Make(PyType cls, int year, int month, int day)
    {
        var d = Allocate(cls);
        d.SetDate(year, month, day);
        return d;
    }

    protected void SetDate(int year, int month, int day)
    {
        Year = year;
        Month = month;
        Day = day;
    }

    /// <summary>A date of a class, made by calling that when it is a subclass.</summary>
    internal static Value Construct(PyType cls, int year, int month, int day)
    {
        if (cls == TypeObject)
        {
            GregorianCalendar.CheckDate(year, month, day);
            return new Value(Make(cls, year, month, day));
        }
        return cls == PyDateTime.TypeObject
            ? PyDateTime.Construct(cls, year, month, day, 0, 0, 0, 0, null, 0)
            : Ops.Call(new Value(cls), Value.Int(year), Value.Int(month), Value.Int(day));
    }

    internal int Ordinal => GregorianCalendar.Ordinal(Year, Month, Day);

    private static Value FromOrdinalCore(PyType cls, long ordinal)
    {
        if (ordinal is < 1 or > GregorianCalendar.MaxOrdinal) throw Err.OverflowError("date value out of range");
        var (year, month, day) = GregorianCalendar.FromOrdinal((int)ordinal);
        return Construct(cls, year, month, day);
    }

    [PyClassMethod("fromtimestamp", Doc = "Create a date from a POSIX timestamp.\n\nThe timestamp is a number, e.g. created via time.time(), that is interpreted\nas local time.")]
    private static Value FromTimestamp(PyType cls, Value timestamp)
    {
        var b = LocalTime.Local(LocalTime.TimeT(timestamp));
        return Construct(cls, b.Year, b.Month, b.Day);
    }

    [PyClassMethod("today", Doc = "Current date or datetime:  same as self.__class__.fromtimestamp(time.time()).")]
    private static Value Today(PyType cls)
    {
        if (cls == TypeObject) return FromTimestamp(cls, Value.Int(LocalTime.Now() / 1_000_000));
        return Ops.CallMethod(new Value(cls), "fromtimestamp", Ops.CallMethod(Ops.Import("time"), "time"));
    }

    [PyClassMethod("fromordinal", Doc = "int -> date corresponding to a proleptic Gregorian ordinal.", Signature = "")]
    private static Value FromOrdinal(PyType cls, Value ordinal)
    {
        int n = DateArgs.Int(ordinal, 0);
        if (n < 1) throw Err.ValueError("ordinal must be >= 1");
        if (n > GregorianCalendar.MaxOrdinal) throw Err.ValueError($"year {GregorianCalendar.FromOrdinal(n).Year} is out of range");
        return FromOrdinalCore(cls, n);
    }

    [PyClassMethod("fromisoformat", Doc = "str -> Construct a date from a string in ISO 8601 format.", Signature = "($type, object, /)")]
    private static Value FromIsoFormat(PyType cls, Value text)
    {
        var s = text.Ref as PyStr ?? throw Err.TypeError("fromisoformat: argument must be str");
        if (s.Length is 7 or 8 or 10 && IsoParser.TryDate(s.ToString(), out var d)) return Construct(cls, d.Year, d.Month, d.Day);
        throw Err.ValueError($"Invalid isoformat string: {Ops.Repr(text)}");
    }

    [PyClassMethod("fromisocalendar", Doc = "int, int, int -> Construct a date from the ISO year, week number and weekday.\n\nThis is the inverse of the date.isocalendar() function", Signature = "")]
    private static Value FromIsoCalendar(PyType cls, [Kw] Value year, [Kw] Value week, [Kw] Value day)
    {
        int y, w, d;
        try
        {
            y = DateArgs.Int(year, 0);
            w = DateArgs.Int(week, 0);
            d = DateArgs.Int(day, 0);
        }
        catch (PyException e) when (e.Is(ExcTypes.OverflowError))
        {
            throw Err.ValueError("ISO calendar component out of range");
        }
        return GregorianCalendar.FromIso(y, w, d, out var date) switch
        {
            GregorianCalendar.IsoError.Year => throw Err.ValueError($"Year is out of range: {y}"),
            GregorianCalendar.IsoError.Week => throw Err.ValueError($"Invalid week: {w}"),
            GregorianCalendar.IsoError.Day => throw Err.ValueError($"Invalid day: {d} (range is [1, 7])"),
            _ => Construct(cls, date.Year, date.Month, date.Day),
        };
    }

    [PyMethod("toordinal", Doc = "Return proleptic Gregorian ordinal.  January 1 of year 1 is day 1.")] private long ToOrdinal() => Ordinal;

    [PyMethod("weekday", Doc = "Return the day of the week represented by the date.\nMonday == 0 ... Sunday == 6")]
    private long WeekDay() => GregorianCalendar.WeekDay(Year, Month, Day);

    [PyMethod("isoweekday", Doc = "Return the day of the week represented by the date.\nMonday == 1 ... Sunday == 7")]
    private long IsoWeekDay() => GregorianCalendar.WeekDay(Year, Month, Day) + 1;

    [PyMethod("isocalendar", Doc = "Return a named tuple containing ISO year, week number, and weekday.")]
    private Value IsoCalendar()
    {
        var (year, week, weekday) = GregorianCalendar.ToIso(Year, Month, Day);
        return new Value(PyIsoCalendarDate.Make(year, week, weekday));
    }

    [PyMethod("isoformat", Doc = "Return string in ISO 8601 format, YYYY-MM-DD.")]
    private static Value IsoFormatMethod(Value self)
    {
        var d = (PyDate)self.Ref!;
        return Value.Str(IsoFormat.Date(d.Year, d.Month, d.Day));
    }

    [PyMethod("ctime", Doc = "Return ctime() style string.")]
    private static Value CTime(Value self) => Value.Str(IsoFormat.CTime((PyDate)self.Ref!, 0, 0, 0));

    [PyMethod("timetuple", Doc = "Return time tuple, compatible with time.localtime().")]
    private static Value TimeTuple(Value self)
    {
        var d = (PyDate)self.Ref!;
        return StrFTime.StructTime(d.Year, d.Month, d.Day, 0, 0, 0, -1);
    }

    [PyMethod("strftime", Doc = "format -> strftime() style string.", Signature = "")]
    private Value StrFTimeMethod([Kw] PyStr format)
    {
        var self = new Value(this);
        var zoned = this as PyDateTime;
        return StrFTime.Format(
            self, format, Ops.CallMethod(self, "timetuple"), zoned?.Micro ?? 0,
            () => PyTzInfo.OffsetOf(zoned?.Zone, self), () => PyTzInfo.NameOf(zoned?.Zone, self));
    }

    [PyMethod("__format__", Doc = "Formats self with strftime.", Signature = "")]
    private Value FormatMethod(PyStr format) => format.Length == 0 ? new Value(Ops.Str(new Value(this))) : Ops.CallMethod(new Value(this), "strftime", new Value(format));

    [PyMethod("replace", Doc = "Return date with new specified fields.", Signature = "($self, /, year=unchanged, month=unchanged, day=unchanged)")]
    [PyMethod("__replace__", Doc = "The same as replace().", Signature = "($self, /, **changes)")]
    private static Value Replace(Value self, [Kw, Opt] Value year, [Kw, Opt] Value month, [Kw, Opt] Value day)
    {
        var d = (PyDate)self.Ref!;
        return Construct(d.Type, DateArgs.Int(year, d.Year), DateArgs.Int(month, d.Month), DateArgs.Int(day, d.Day));
    }

    [PyMethod("__reduce__", Doc = "__reduce__() -> (cls, state)")]
    private static PyTuple Reduce(Value self)
    {
        var d = (PyDate)self.Ref!;
        byte[] state = [(byte)(d.Year / 256), (byte)(d.Year % 256), (byte)d.Month, (byte)d.Day];
        return new PyTuple(new Value(d.Type), new Value(new PyTuple(new Value(new PyBytes(state)))));
    }

    public override Value Repr() => new(PyStr.Of($"{Type.FullName}({Year}, {Month}, {Day})"));

    public override Value Str() => GetType() == typeof(PyDate) ? IsoFormatMethod(new Value(this)) : Ops.CallMethod(new Value(this), "isoformat");

    public override long Hash() => DateArgs.SeededHash(Year, Month, Day);

    protected int Packed => Year * 512 + Month * 32 + Day;

    public override Value Compare(CmpOp op, Value other) =>
        other.Ref is PyDate d and not PyDateTime ? Value.Bool(op.Of(Packed.CompareTo(d.Packed))) : Value.NotImplemented;

    public override Value Add(Value other) =>
        other.Ref is PyTimeDelta t ? FromOrdinalCore(Type, Ordinal + t.Days) : Value.NotImplemented;

    public override Value RAdd(Value other) => Add(other);

    public override Value Sub(Value other)
    {
        if (other.Ref is PyTimeDelta t) return FromOrdinalCore(Type, Ordinal - t.Days);
        return other.Ref is PyDate d and not PyDateTime ? new Value(PyTimeDelta.Of(Ordinal - d.Ordinal, 0, 0)) : Value.NotImplemented;
    }

    public override Value RSub(Value other) => other.Ref is PyDate d and not PyDateTime ? d.Sub(new Value(this)) : Value.NotImplemented;
}

/// <summary>What date.isocalendar returns.</summary>
[PyType("datetime.IsoCalendarDate", Doc = "The result of date.isocalendar() or datetime.isocalendar()\n\nThis object may be accessed either as a tuple of\n  ((year, week, weekday))\nor via the object attributes as named in the above tuple.")]
internal partial class PyIsoCalendarDate : PyTuple
{
    internal PyIsoCalendarDate(Shape shape) : base(shape) { }

    [PyNew]
    private static Value New(PyType cls, [Kw] long year, [Kw] long week, [Kw] long weekday) => new(Fill(Allocate(cls), year, week, weekday));

    public static PyIsoCalendarDate Make(int year, int week, int weekday) => Fill(Allocate(TypeObject), year, week, weekday);

    private static PyIsoCalendarDate Fill(PyIsoCalendarDate d, long year, long week, long weekday)
    {
        d.Fill([Value.Int(year), Value.Int(week), Value.Int(weekday)]);
        return d;
    }

    [PyGetter("year")] private Value Year => this[0];
    [PyGetter("week")] private Value Week => this[1];
    [PyGetter("weekday")] private Value WeekDay => this[2];

    public override Value Repr() => new(PyStr.Of($"{Type.FullName}(year={Ops.Repr(this[0])}, week={Ops.Repr(this[1])}, weekday={Ops.Repr(this[2])})"));

    [PyMethod("__reduce__")]
    private PyTuple Reduce() => new(new Value(PyTuple.TypeObject), new Value(new PyTuple(new Value(new PyTuple(ToArray())))));
}
