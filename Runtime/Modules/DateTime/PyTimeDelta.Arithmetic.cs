namespace TieredPy.Runtime.Modules.DateTime;

/// <content>Arithmetic.</content>
internal partial class PyTimeDelta
{
    public override Value Add(Value other) =>
        other.Ref is PyTimeDelta d ? new Value(Of((long)days + d.days, seconds + d.seconds, micros + d.micros)) : Value.NotImplemented;

    public override Value RAdd(Value other) => Add(other);

    public override Value Sub(Value other) => other.Ref is PyTimeDelta d ? new Value(Minus(d)) : Value.NotImplemented;

    public override Value RSub(Value other) => other.Ref is PyTimeDelta d ? new Value(d.Minus(this)) : Value.NotImplemented;

    public PyTimeDelta Minus(PyTimeDelta d) => Of((long)days - d.days, seconds - d.seconds, micros - d.micros);

    public override Value Neg() => new(Negated());

    public PyTimeDelta Negated() => Of(-(long)days, -seconds, -micros);

    public override Value Pos() => new(Of(days, seconds, micros));

    public override Value Abs() => days < 0 ? Neg() : Pos();

    public override Value Mul(Value other)
    {
        if (IntOps.TryGet(other, out long small, out var big)) return FromBig((BigInteger)Total * (big.IsZero ? small : big));
        if (!FloatOps.IsFloat(other)) return Value.NotImplemented;
        var (n, denominator) = Ratio(other);
        return FromBig(DivideNearest((BigInteger)Total * n, denominator));
    }

    public override Value RMul(Value other) => Mul(other);

    public override Value TrueDiv(Value other)
    {
        if (other.Ref is PyTimeDelta t) return Ops.TrueDiv(Value.Big((BigInteger)Total), Value.Big((BigInteger)t.Total));
        if (IntOps.TryGet(other, out long small, out var big)) return FromBig(DivideNearest((BigInteger)Total, big.IsZero ? small : big));
        if (!FloatOps.IsFloat(other)) return Value.NotImplemented;
        var (n, denominator) = Ratio(other);
        return FromBig(DivideNearest((BigInteger)Total * denominator, n));
    }

    public override Value FloorDiv(Value other)
    {
        if (other.Ref is PyTimeDelta t)
        {
            if (t.IsZero) throw Err.ZeroDivisionError("integer division or modulo by zero");
            return Value.Big(Floor((BigInteger)Total, (BigInteger)t.Total));
        }
        if (!IntOps.TryGet(other, out long small, out var big)) return Value.NotImplemented;
        BigInteger d = big.IsZero ? small : big;
        if (d.IsZero) throw Err.ZeroDivisionError("integer division or modulo by zero");
        return FromBig(Floor((BigInteger)Total, d));
    }

    public override Value Mod(Value other)
    {
        if (other.Ref is not PyTimeDelta t) return Value.NotImplemented;
        if (t.IsZero) throw Err.ZeroDivisionError("integer modulo by zero");
        BigInteger a = (BigInteger)Total, b = (BigInteger)t.Total;
        return FromBig(a - Floor(a, b) * b);
    }

    public override Value DivMod(Value other)
    {
        if (other.Ref is not PyTimeDelta t) return Value.NotImplemented;
        if (t.IsZero) throw Err.ZeroDivisionError("integer division or modulo by zero");
        BigInteger a = (BigInteger)Total, b = (BigInteger)t.Total;
        var q = Floor(a, b);
        return new Value(new PyTuple(Value.Big(q), FromBig(a - q * b)));
    }

    public override Value RTrueDiv(Value other) => other.Ref is PyTimeDelta t ? t.TrueDiv(new Value(this)) : Value.NotImplemented;

    public override Value RFloorDiv(Value other) => other.Ref is PyTimeDelta t ? t.FloorDiv(new Value(this)) : Value.NotImplemented;

    public override Value RMod(Value other) => other.Ref is PyTimeDelta t ? t.Mod(new Value(this)) : Value.NotImplemented;

    public override Value RDivMod(Value other) => other.Ref is PyTimeDelta t ? t.DivMod(new Value(this)) : Value.NotImplemented;

    private static (BigInteger N, BigInteger D) Ratio(Value d)
    {
        var ratio = Ops.CallMethod(d, "as_integer_ratio");
        if (ratio.Ref is not PyTuple pair) throw Err.TypeError($"unexpected return type from as_integer_ratio(): expected tuple, not '{Ops.TypeName(ratio)}'");
        if (pair.Count != 2) throw Err.ValueError("as_integer_ratio() must return a 2-tuple");
        return (IntOps.ToBig(pair[0]), IntOps.ToBig(pair[1]));
    }

    private static BigInteger Floor(BigInteger a, BigInteger b)
    {
        var q = BigInteger.DivRem(a, b, out var r);
        return !r.IsZero && r.Sign < 0 != b.Sign < 0 ? q - 1 : q;
    }

    /// <summary>a / b to the nearest, half to even.</summary>
    private static BigInteger DivideNearest(BigInteger a, BigInteger b)
    {
        if (b.IsZero) throw Err.ZeroDivisionError("integer division or modulo by zero");
        if (b.Sign < 0)
        {
            a = -a;
            b = -b;
        }
        var q = Floor(a, b);
        int order = (2 * (a - q * b)).CompareTo(b);
        return order > 0 || order == 0 && !q.IsEven ? q + 1 : q;
    }

    private static Value FromBig(BigInteger total)
    {
        if (BigInteger.Abs(total) > BigInteger.Pow(10, 37)) throw TooLarge();
        return new Value(Of((Int128)total));
    }
}
