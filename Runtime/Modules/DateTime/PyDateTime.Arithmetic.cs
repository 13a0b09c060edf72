namespace TieredPy.Runtime.Modules.DateTime;

/// <content>Arithmetic and comparison.</content>
internal partial class PyDateTime
{
    private long MicrosSinceYear1 => GregorianCalendar.Seconds(Year, Month, Day, Hour, Minute, Second) * 1_000_000 + Micro;

    /// <summary>The time later, or with a factor of -1 earlier, in the same zone.</summary>
    internal PyDateTime Plus(PyTimeDelta delta, int factor) => (PyDateTime)PlusValue(delta, factor).Ref!;

    private Value PlusValue(PyTimeDelta delta, int factor)
    {
        long micro = Micro + (long)delta.Micros * factor;
        long second = ((Hour * 60L + Minute) * 60 + Second) + (long)delta.Seconds * factor + GregorianCalendar.Floor(micro, 1_000_000, out micro);
        long ordinal = Ordinal + (long)delta.Days * factor + GregorianCalendar.Floor(second, 86400, out second);
        if (ordinal is < 1 or > GregorianCalendar.MaxOrdinal) throw Err.OverflowError("date value out of range");
        var (year, month, day) = GregorianCalendar.FromOrdinal((int)ordinal);
        return Construct(Type, year, month, day, (int)(second / 3600), (int)(second / 60 % 60), (int)(second % 60), (int)micro, Zone, 0);
    }

    public override Value Add(Value other) => other.Ref is PyTimeDelta d ? PlusValue(d, 1) : Value.NotImplemented;

    public override Value RAdd(Value other) => Add(other);

    public override Value Sub(Value other)
    {
        if (other.Ref is PyTimeDelta delta) return PlusValue(delta, -1);
        if (other.Ref is not PyDateTime d) return Value.NotImplemented;
        Int128 difference = MicrosSinceYear1 - d.MicrosSinceYear1;
        if (Zone != d.Zone)
        {
            PyTimeDelta? a = Offset, b = d.Offset;
            if (a == null != (b == null)) throw Err.TypeError("can't subtract offset-naive and offset-aware datetimes");
            if (a != null && b != null) difference -= a.Total - b.Total;
        }
        return new Value(PyTimeDelta.Of(difference));
    }

    public override Value RSub(Value other) => other.Ref is PyDateTime d ? d.Sub(new Value(this)) : Value.NotImplemented;

    public override long Hash()
    {
        var offset = Fold == 0 || Zone == null ? Offset : PyTzInfo.OffsetOf(Zone, new Value(Unfolded()));
        return DateArgs.SeededHash(offset == null ? MicrosSinceYear1 : MicrosSinceYear1 - (long)offset.Total, offset == null ? 0 : 1);
    }

    private PyDateTime Unfolded() => Make(TypeObject, Year, Month, Day, Hour, Minute, Second, Micro, Zone, 0);

    public override Value Compare(CmpOp op, Value other)
    {
        if (other.Ref is not PyDateTime d) return Value.NotImplemented;
        int order = MicrosSinceYear1.CompareTo(d.MicrosSinceYear1);
        if (Zone == d.Zone) return Value.Bool(op.Of(order));
        PyTimeDelta? a = Offset, b = d.Offset;
        bool equality = op is CmpOp.Eq or CmpOp.Ne;
        if (a == null != (b == null))
        {
            if (!equality) throw Err.TypeError("can't compare offset-naive and offset-aware datetimes");
            return Value.Bool(op == CmpOp.Ne);
        }
        if (a != null && b != null && a.CompareTo(b) != 0)
            order = ((Int128)MicrosSinceYear1 - a.Total).CompareTo(d.MicrosSinceYear1 - b.Total);
        // A time whose offset depends on fold equals none in another zone (PEP 495).
        if (equality && order == 0 && (OffsetDependsOnFold(a) || d.OffsetDependsOnFold(b))) order = 1;
        return Value.Bool(op.Of(order));
    }

    private bool OffsetDependsOnFold(PyTimeDelta? offset)
    {
        if (Zone is null or PyTimeZone) return false;
        var flipped = Make(TypeObject, Year, Month, Day, Hour, Minute, Second, Micro, Zone, 1 - Fold);
        var other = flipped.Offset;
        return offset == null ? other != null : other == null || offset.CompareTo(other) != 0;
    }
}
