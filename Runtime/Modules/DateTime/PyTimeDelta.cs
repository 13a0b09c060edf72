namespace TieredPy.Runtime.Modules.DateTime;

/// <summary>datetime.timedelta: days, seconds of a day, microseconds of a second; only the days may be negative.</summary>
[PyType("datetime.timedelta", Doc = "Difference between two datetime values.\n\ntimedelta(days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0)\n\nAll arguments are optional and default to 0.\nArguments may be integers or floats, and may be positive or negative.")]
internal partial class PyTimeDelta : PyObject
{
    private const int MaxDays = 999999999;
    private const long MicrosInDay = 86_400_000_000;
    private static readonly string[] Units = ["days", "seconds", "microseconds", "milliseconds", "minutes", "hours", "weeks"];
    private static readonly long[] Factors = [MicrosInDay, 1_000_000, 1, 1_000, 60_000_000, 3_600_000_000, 7 * MicrosInDay];

    // The order in which C adds them up: it shows in the rounding of floats.
    private static readonly int[] Order = [2, 3, 1, 4, 5, 0, 6];

    private int days;
    private int seconds;
    private int micros;

    internal PyTimeDelta(Shape shape) : base(shape) { }

    private PyTimeDelta(int days, int seconds, int micros) : base(TypeObject.RootShape)
    {
        this.days = days;
        this.seconds = seconds;
        this.micros = micros;
    }

    [PyMember("days", Doc = "Number of days.")] public int Days => days;

    [PyMember("seconds", Doc = "Number of seconds (>= 0 and less than 1 day).")] public int Seconds => seconds;

    [PyMember("microseconds", Doc = "Number of microseconds (>= 0 and less than 1 second).")] public int Micros => micros;

    public static PyTimeDelta Zero { get; } = new(0, 0, 0);

    public bool IsZero => (days | seconds | micros) == 0;

    /// <summary>The whole as microseconds.</summary>
    public Int128 Total => (Int128)days * MicrosInDay + (seconds * 1_000_000L + micros);

    /// <summary>The whole in seconds, microseconds dropped.</summary>
    public long WholeSeconds => days * 86400L + seconds;

    /// <summary>Within a day of zero: what offsets must be.</summary>
    public bool IsOffset => days == 0 || days == -1 && (seconds | micros) != 0;

    [PyNew, RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        Span<Value> given = new Value[7];
        DateArgs.Bind("__new__", Units, 0, 0, args, kw, given);
        Int128 total = 0;
        double rest = 0;
        foreach (int i in Order)
            if (!given[i].IsMissing) total += Accumulate(given[i], Units[i], Factors[i], ref rest);
        if (rest != 0)
        {
            double whole = Math.Round(rest, MidpointRounding.AwayFromZero);
            if (Math.Abs(whole - rest) == 0.5)
            {
                int odd = Int128.IsOddInteger(total) ? 1 : 0;
                whole = 2.0 * Math.Round((rest + odd) * 0.5, MidpointRounding.AwayFromZero) - odd;
            }
            total += (Int128)whole;
        }
        return new Value(Of(cls, total));
    }

    private static Int128 Accumulate(Value v, string unit, long factor, ref double rest)
    {
        if (IntOps.TryGet(v, out long small, out var big))
        {
            if (big.IsZero) return (Int128)small * factor;
            if (BigInteger.Abs(big) > BigInteger.Pow(10, 25)) throw TooLarge();
            return (Int128)big * factor;
        }
        if (!FloatOps.TryGet(v, out double d)) throw Err.TypeError($"unsupported type for timedelta {unit} component: {Ops.TypeName(v)}");
        if (double.IsNaN(d)) throw Err.ValueError("cannot convert float NaN to integer");
        if (double.IsInfinity(d)) throw Err.OverflowError("cannot convert float infinity to integer");
        if (Math.Abs(d) > 1e25) throw TooLarge();
        double whole = Math.Truncate(d);
        double fraction = d - whole;
        Int128 sum = (Int128)whole * factor;
        if (fraction == 0) return sum;
        double scaled = factor * fraction;
        double part = Math.Truncate(scaled);
        rest += scaled - part;
        return sum + (Int128)part;
    }

    private static PyException TooLarge() => Err.OverflowError("Python int too large to convert to C int");

    /// <summary>Of a number of microseconds.</summary>
    public static PyTimeDelta Of(PyType cls, Int128 total)
    {
        Int128 d = total / MicrosInDay;
        long rest = (long)(total - d * MicrosInDay);
        if (rest < 0)
        {
            rest += MicrosInDay;
            d--;
        }
        if (d > int.MaxValue || d < int.MinValue) throw TooLarge();
        return Make(cls, (long)d, (int)(rest / 1_000_000), (int)(rest % 1_000_000));
    }

    public static PyTimeDelta Of(Int128 total) => Of(TypeObject, total);

    /// <summary>Of days, seconds and microseconds of any size and sign.</summary>
    public static PyTimeDelta Of(long days, long seconds, long micros)
    {
        seconds += GregorianCalendar.Floor(micros, 1_000_000, out long m);
        days += GregorianCalendar.Floor(seconds, 86400, out long s);
        return Make(TypeObject, days, (int)s, (int)m);
    }

    private static PyTimeDelta Make(PyType cls, long days, int seconds, int micros)
    {
        if (days is < -MaxDays or > MaxDays) throw Err.OverflowError($"days={days}; must have magnitude <= {MaxDays}");
        if (cls == TypeObject) return new PyTimeDelta((int)days, seconds, micros);
        var o = Allocate(cls);
        o.days = (int)days;
        o.seconds = seconds;
        o.micros = micros;
        return o;
    }

    [PyConstant("resolution")] private static Value Resolution => new(new PyTimeDelta(0, 0, 1));

    [PyConstant("min")] private static Value Min => new(new PyTimeDelta(-MaxDays, 0, 0));

    [PyConstant("max")] private static Value Max => new(new PyTimeDelta(MaxDays, 86399, 999999));

    [PyMethod("total_seconds", Doc = "Total seconds in the duration.")]
    public Value TotalSeconds()
    {
        var total = Total;
        if (Int128.Abs(total) < (Int128)1 << 53) return Value.Float((double)(long)total / 1e6);
        return Ops.TrueDiv(Value.Big((BigInteger)total), Value.Int(1_000_000));
    }

    [PyMethod("__reduce__", Doc = "__reduce__() -> (cls, state)")]
    private PyTuple Reduce() => new(new Value(Type), new Value(new PyTuple(Value.Int(days), Value.Int(seconds), Value.Int(micros))));

    public override bool Bool() => !IsZero;

    public override long Hash() => DateArgs.Hash(days, seconds, micros);

    public int CompareTo(PyTimeDelta other)
    {
        int order = days.CompareTo(other.days);
        if (order == 0) order = seconds.CompareTo(other.seconds);
        return order != 0 ? order : micros.CompareTo(other.micros);
    }

    public override Value Compare(CmpOp op, Value other) =>
        other.Ref is PyTimeDelta d ? Value.Bool(op.Of(CompareTo(d))) : Value.NotImplemented;

    public override Value Repr()
    {
        if (IsZero) return Value.Str(Type.FullName + "(0)");
        var parts = new List<string>();
        if (days != 0) parts.Add($"days={days}");
        if (seconds != 0) parts.Add($"seconds={seconds}");
        if (micros != 0) parts.Add($"microseconds={micros}");
        return new Value(PyStr.Of($"{Type.FullName}({string.Join(", ", parts)})"));
    }

    public override Value Str()
    {
        string text = $"{seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00}";
        if (days != 0) text = $"{days} day{(days is 1 or -1 ? "" : "s")}, {text}";
        if (micros != 0) text += $".{micros:000000}";
        return Value.Str(text);
    }
}
