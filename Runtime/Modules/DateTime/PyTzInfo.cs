namespace TieredPy.Runtime.Modules.DateTime;

/// <summary>datetime.tzinfo: what zones derive from.</summary>
[PyType("datetime.tzinfo", Doc = "Abstract base class for time zone info objects.")]
internal partial class PyTzInfo : PyObject
{
    private static readonly PyStr UtcOffsetName = PyStr.Intern("utcoffset");
    private static readonly PyStr DstName = PyStr.Intern("dst");
    private static readonly PyStr TzNameName = PyStr.Intern("tzname");
    private static readonly PyStr FromUtcName = PyStr.Intern("fromutc");

    internal PyTzInfo(Shape shape) : base(shape) { }

    [PyNew, RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw) => new(Allocate(cls));

    public override void Init(ReadOnlySpan<Value> args, PyStr[]? kw)
    {
    }

    [PyMethod("tzname", Doc = "datetime -> string name of time zone.", Signature = "($self, object, /)")]
    private Value TzName(Value dt) => throw Abstract("tzname");

    [PyMethod("utcoffset", Doc = "datetime -> timedelta showing offset from UTC, negative values indicating West of UTC", Signature = "($self, object, /)")]
    private Value UtcOffset(Value dt) => throw Abstract("utcoffset");

    [PyMethod("dst", Doc = "datetime -> DST offset as timedelta positive east of UTC.", Signature = "($self, object, /)")]
    private Value Dst(Value dt) => throw Abstract("dst");

    private static PyException Abstract(string name) => Err.NotImplementedError($"a tzinfo subclass must implement {name}()");

    [PyMethod("fromutc", Doc = "datetime in UTC -> datetime in local time.", Signature = "($self, object, /)")]
    private Value FromUtc(Value dt)
    {
        if (dt.Ref is not PyDateTime d) throw Err.TypeError("fromutc: argument must be a datetime");
        if (d.Zone != this) throw Err.ValueError("fromutc: dt.tzinfo is not self");
        var offset = OffsetOf(this, dt) ?? throw Err.ValueError("fromutc: non-None utcoffset() result required");
        var dst = DstOf(this, dt) ?? throw Err.ValueError("fromutc: non-None dst() result required");
        var result = d.Plus(offset.Minus(dst), 1);
        dst = DstOf(this, new Value(result)) ?? throw Err.ValueError("fromutc: tz.dst() gave inconsistent results; cannot convert");
        return new Value(dst.IsZero ? result : result.Plus(dst, 1));
    }

    [PyMethod("__reduce__", Doc = "-> (cls, state)")]
    private PyTuple Reduce()
    {
        var self = new Value(this);
        var args = Ops.TryGetAttr(self, "__getinitargs__", out var get) ? Ops.Call(get) : new Value(PyTuple.Empty);
        var state = Ops.CallMethod(self, "__getstate__");
        return new PyTuple(new Value(Type), args, state);
    }

    /// <summary>The offset from UTC that a zone has for a time; null when it has none.</summary>
    public static PyTimeDelta? OffsetOf(PyTzInfo? zone, Value dt) => zone switch
    {
        null => null,
        PyTimeZone fixedZone => fixedZone.Offset,
        _ => Delta(zone, UtcOffsetName, dt),
    };

    /// <summary>The DST part of the offset; null when the zone doesn't say.</summary>
    public static PyTimeDelta? DstOf(PyTzInfo? zone, Value dt) => zone is null or PyTimeZone ? null : Delta(zone, DstName, dt);

    private static PyTimeDelta? Delta(PyTzInfo zone, PyStr method, Value dt)
    {
        var v = Ops.CallMethod(new Value(zone), method, dt);
        if (v.IsNone) return null;
        if (v.Ref is not PyTimeDelta d) throw Err.TypeError($"tzinfo.{method}() must return None or timedelta, not '{Ops.TypeName(v)}'");
        return d.IsOffset ? d : throw Err.ValueError("offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24).");
    }

    /// <summary>The zone's name for a time, or None.</summary>
    public static Value NameOf(PyTzInfo? zone, Value dt)
    {
        if (zone == null) return Value.None;
        var v = Ops.CallMethod(new Value(zone), TzNameName, dt);
        return v.IsNone || v.Ref is PyStr ? v : throw Err.TypeError($"tzinfo.tzname() must return None or a string, not '{Ops.TypeName(v)}'");
    }

    /// <summary>A time in UTC, whose zone is this one already, as local time.</summary>
    public Value Localize(Value dt) => Ops.CallMethod(new Value(this), FromUtcName, dt);
}

/// <summary>datetime.timezone: a fixed offset from UTC.</summary>
[PyType("datetime.timezone", Subclassable = false, Doc = "Fixed offset from UTC implementation of tzinfo.")]
internal sealed partial class PyTimeZone : PyTzInfo
{
    private readonly PyStr? name;

    private PyTimeZone(PyTimeDelta offset, PyStr? name) : base(TypeObject.RootShape)
    {
        Offset = offset;
        this.name = name;
    }

    public PyTimeDelta Offset { get; }

    [PyConstant("utc")] private static Value UtcValue => new(Utc);

    public static PyTimeZone Utc { get; } = new(PyTimeDelta.Zero, null);

    [PyConstant("min")] private static Value Min => new(new PyTimeZone(PyTimeDelta.Of(0, -86340, 0), null));

    [PyConstant("max")] private static Value Max => new(new PyTimeZone(PyTimeDelta.Of(0, 86340, 0), null));

    [PyNew, RawCall]
    private static Value New(PyType cls, ReadOnlySpan<Value> args, PyStr[]? kw)
    {
        Span<Value> given = new Value[2];
        DateArgs.Bind("timezone", ["offset", "name"], 1, 0, args, kw, given);
        if (given[0].Ref is not PyTimeDelta offset) throw Err.TypeError($"timezone() argument 1 must be datetime.timedelta, not {Ops.TypeName(given[0])}");
        if (given[1].IsMissing) return new Value(Of(offset, null));
        return new Value(Of(offset, given[1].Ref as PyStr ?? throw Err.TypeError($"timezone() argument 2 must be str, not {Ops.TypeName(given[1])}")));
    }

    public static PyTimeZone Of(PyTimeDelta offset, PyStr? name)
    {
        if (name == null && offset.IsZero) return Utc;
        if (!offset.IsOffset)
            throw Err.ValueError($"offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not {Ops.Repr(new Value(offset))}.");
        return new PyTimeZone(offset, name);
    }

    private static void CheckTime(Value dt, string method)
    {
        if (!dt.IsNone && dt.Ref is not PyDateTime) throw Err.TypeError($"{method}(dt) argument must be a datetime instance or None, not {Ops.TypeName(dt)}");
    }

    [PyMethod("tzname", Doc = "If name is specified when timezone is created, returns the name.  Otherwise returns offset as 'UTC(+|-)HH:MM'.", Signature = "($self, object, /)")]
    private Value TzName(Value dt)
    {
        CheckTime(dt, "tzname");
        return Str();
    }

    [PyMethod("utcoffset", Doc = "Return fixed offset.", Signature = "($self, object, /)")]
    private Value UtcOffset(Value dt)
    {
        CheckTime(dt, "utcoffset");
        return new Value(Offset);
    }

    [PyMethod("dst", Doc = "Return None.", Signature = "($self, object, /)")]
    private static Value Dst(Value self, Value dt)
    {
        CheckTime(dt, "dst");
        return Value.None;
    }

    [PyMethod("fromutc", Doc = "datetime in UTC -> datetime in local time.", Signature = "($self, object, /)")]
    private Value FromUtc(Value dt)
    {
        if (dt.Ref is not PyDateTime d) throw Err.TypeError("fromutc: argument must be a datetime");
        if (d.Zone != this) throw Err.ValueError("fromutc: dt.tzinfo is not self");
        return new Value(d.Plus(Offset, 1));
    }

    [PyMethod("__getinitargs__", Doc = "pickle support")]
    private PyTuple InitArgs() => name == null ? new PyTuple(new Value(Offset)) : new PyTuple(new Value(Offset), new Value(name));

    public override long Hash() => Offset.Hash();

    public override Value Compare(CmpOp op, Value other)
    {
        if (op is not (CmpOp.Eq or CmpOp.Ne) || other.Ref is not PyTimeZone z) return Value.NotImplemented;
        return Value.Bool(Offset.CompareTo(z.Offset) == 0 == (op == CmpOp.Eq));
    }

    public override Value Repr()
    {
        if (this == Utc) return Value.Str("datetime.timezone.utc");
        return new Value(PyStr.Of($"{Type.FullName}({Ops.Repr(new Value(Offset))}{(name == null ? "" : ", " + Ops.Repr(new Value(name)))})"));
    }

    public override Value Str()
    {
        if (name != null) return new Value(name);
        return Offset.IsZero ? Value.Str("UTC") : Value.Str("UTC" + IsoFormat.Offset(Offset, ":"));
    }
}
